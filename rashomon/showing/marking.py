"""The text of a report and the spans of its claims -> pieces with nested marks, whatever the spans overlap."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.records import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters between two marks."""

    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """The start of the mark of a claim; not `first` where an overlap had cut the mark."""

    number: int
    first: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The end of the innermost mark."""


Piece = Text | Open | Close


def mark(text: str, spans: Iterable[tuple[int, Span]]) -> Iterator[Piece]:
    """Give the text cut into pieces so that marks nest; the words of all pieces together are the text.

    Args:
        text: the whole text of a report.
        spans: a number for each claim, and where its words stand.

    """
    inside = [(number, span) for number, span in spans if 0 <= span.start < span.end <= len(text)]
    # The longer of two marks that start together is the outer one.
    waiting = deque(sorted(inside, key=lambda each: (each[1].start, -each[1].end, each[0])))
    bounds = sorted({0, len(text), *(edge for _, span in inside for edge in span)})
    ends = {number: span.end for number, span in inside}
    opened: list[int] = []
    place = 0
    for bound in bounds:
        if bound > place:
            yield Text(text[place:bound])
            place = bound
        ending = [number for number in opened if ends[number] == bound]
        if ending:
            kept = opened.index(ending[0])
            cut = [number for number in opened[kept:] if ends[number] != bound]
            for _ in opened[kept:]:
                yield Close()
            opened[kept:] = cut
            for number in cut:
                yield Open(number, first=False)
        while waiting and waiting[0][1].start == bound:
            number, _ = waiting.popleft()
            opened.append(number)
            yield Open(number, first=True)
