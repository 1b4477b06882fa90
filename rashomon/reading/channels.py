"""The words round a cue -> the channel that the speaker used."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.knowledge.lexicons import Channel
from rashomon.reading.attribution import Attributed


def find_channel(text: str, attributed: Attributed, channels: Sequence[Channel]) -> str | None:
    """Return the first channel whose pattern stands in the attributing words, outside what is said."""
    characters = list(text[attributed.zone.start : attributed.zone.end].lower())
    for content in attributed.contents:
        for at in range(max(content.start, attributed.zone.start), min(content.end, attributed.zone.end)):
            characters[at - attributed.zone.start] = "\n"
    words = "".join(characters)
    for channel in channels:
        if any(pattern.search(words) for pattern in channel.patterns):
            return channel.name
    return None
