"""Claims -> the words that prove a position, each said once with all its tellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.records import Claim
from rashomon.showing.wording import duty_words, speaker_words, stance_words, teller_words


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one speaker, and every claim that carries just these words."""

    words: str
    teller: str
    about: str  # role, body and side of the speaker
    does: str
    claims: tuple[Claim, ...]


def gather_words(claims: Iterable[Claim]) -> list[Said]:
    """Return claims in their order; those of one speaker in the same words stand together.

    Words that make two events of one report ("clashes are continuing") are told once.
    """
    together: dict[tuple[str, str, str, str], list[Claim]] = {}
    seen: set[tuple[str, int, str]] = set()
    for claim in claims:
        place = (claim.report, claim.span.start, claim.words)
        if place in seen:
            continue
        seen.add(place)
        does = stance_words(claim.stance, claim.denial)
        together.setdefault((claim.words, teller_words(claim), _about(claim), does), []).append(claim)
    return [Said(*key, tuple(same)) for key, same in together.items()]


def _about(claim: Claim) -> str:
    speaker = claim.speaker
    if speaker is None:
        return ""
    side = None if speaker.side == speaker_words(speaker) else speaker.side
    return "; ".join(part for part in (duty_words(speaker), side) if part)
