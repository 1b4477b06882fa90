"""What reports name -> rows: each name, place, time and figure with its meaning and the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.reading.reader import Mentioned
from rashomon.records import Report, Span, When
from rashomon.showing.rows import Layout
from rashomon.showing.wording import figure_words


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `what` is the kind of name, or place, time, figure; `means` what it was led to, in words."""

    origin: str
    span: Span
    words: str
    what: str
    means: str
    because: str


LAYOUT: Layout[Mention] = Layout(
    ("report", "at", "what", "words", "means", "because"),
    lambda m: (m.origin, f"{m.span.start}-{m.span.end}", m.what, m.words, m.means, m.because),
)
GLANCE: Layout[Mention] = Layout(("what", "words", "means"), lambda m: (m.what, m.words, m.means))


def rows_of(report: Report, mentioned: Mentioned) -> list[Mention]:
    """Return all that a report names, in the order of its text."""
    return sorted(_rows(report, mentioned), key=lambda mention: (mention.span, mention.what))


def _rows(report: Report, mentioned: Mentioned) -> Iterator[Mention]:
    for entity in mentioned.names:
        if any(entity.span.start < found.span.end and found.span.start < entity.span.end for found in mentioned.places):
            continue  # told below, with where it is
        means = ", ".join(filter(None, (entity.name if entity.name != entity.words else "", entity.title)))
        yield Mention(report.origin, entity.span, entity.words, entity.kind.value, means, entity.because)
    for found in mentioned.places:
        place = found.place
        spot = f"{place.lat:g}, {place.lon:g}" if place.lat is not None and place.lon is not None else ""
        known = f"{place.id} ({', '.join(filter(None, (place.precision, spot)))})" if place.id else "unresolved"
        means = f"{place.part}: {known}" if place.part else known
        yield Mention(report.origin, found.span, place.written, "where", means, found.because)
    for time in mentioned.times:
        yield Mention(report.origin, time.span, time.words, "when", _interval(time.when, time.kind), time.because)
    for figure in mentioned.figures:
        yield Mention(report.origin, figure.span, figure.words, "how many", figure_words(figure), "")


def _interval(when: When | None, kind: str) -> str:
    if when is None:
        return "no interval that can be known" if kind in ("date", "time") else f"a {kind}"
    return f"{when.start or '…'} to {when.end or '…'} ({when.precision})" if when.start != when.end else f"{when.start}"
