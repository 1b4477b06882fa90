"""Records -> rows of cells for tables and tab-separated lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from rashomon.records import Claim, Copy, Place, Report, Skipped, Utterance, When
from rashomon.showing.moments import day_of
from rashomon.showing.wording import outlet_words, quoted, speaker_words, stance_words, teller_words

if TYPE_CHECKING:
    from rashomon.ledger.searching import Hit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layout(Generic[T]):
    """How one kind of record is laid out: the heads of the columns, and the cells of a record."""

    heads: tuple[str, ...]
    cells: Callable[[T], tuple[str, ...]]


def _claim_cells(claim: Claim) -> tuple[str, ...]:
    speaker = claim.speaker
    return (
        _interval(claim.said_on) or claim.published or "",
        speaker_words(speaker) if speaker else f"[{outlet_words(claim.outlet)}]",
        (speaker.side if speaker else None) or "",
        stance_words(claim.stance, claim.denial),
        claim.event.kind,
        _place(claim.event.place),
        claim.words,
        claim.channel or "",
        outlet_words(claim.outlet),
        claim.origin,
        f"{claim.span.start}-{claim.span.end}",
    )


def _claim_glance(claim: Claim) -> tuple[str, ...]:
    said = claim.said_on.start if claim.said_on else None
    side = claim.speaker.side if claim.speaker else None
    who = f"{teller_words(claim)} ({side})" if side else teller_words(claim)
    return (
        day_of(said) or day_of(claim.published) or "",
        f"{who} {stance_words(claim.stance)}",
        _place(claim.event.place),
        claim.words,
        outlet_words(claim.outlet),
    )


def _report_cells(report: Report) -> tuple[str, ...]:
    length = str(len(report.text))
    return (report.published or "", outlet_words(report.outlet), report.title or "", length, report.origin, report.id)


def _skipped_cells(skipped: Skipped) -> tuple[str, ...]:
    return (skipped.origin, skipped.error, skipped.reason)


def _hit_cells(hit: Hit) -> tuple[str, ...]:
    return (hit.kind, hit.snippet, hit.key)


CLAIMS: Layout[Claim] = Layout(
    ("said", "speaker", "side", "stance", "kind", "place", "words", "channel", "outlet", "origin", "span"), _claim_cells
)
CLAIMS_AT_A_GLANCE: Layout[Claim] = Layout(("said", "who", "place", "words", "outlet"), _claim_glance)
REPORTS: Layout[Report] = Layout(("published", "outlet", "title", "characters", "origin", "id"), _report_cells)
SKIPPED: Layout[Skipped] = Layout(("origin", "error", "reason"), _skipped_cells)
HITS: Layout[Hit] = Layout(("kind", "words", "key"), _hit_cells)


def utterance_layout(claims: Mapping[str, Claim]) -> Layout[Utterance]:
    """Return a layout that shows the words of each claim of an utterance."""

    def cells(utterance: Utterance) -> tuple[str, ...]:
        told = [claims[key] for key in utterance.claims if key in claims]
        words = " | ".join(f"{quoted(claim.words)} ({outlet_words(claim.outlet)})" for claim in told)
        return (utterance.speaker, words, str(len(utterance.reports)), f"{utterance.score:.2f}", utterance.id)

    return Layout(("speaker", "words", "reports", "score", "id"), cells)


def copy_layout(origins: Mapping[str, str]) -> Layout[Copy]:
    """Return a layout that names both reports of a copy by their origins."""

    def named(report: str | None) -> str:
        return origins.get(report, report) if report else ""

    def cells(copy: Copy) -> tuple[str, ...]:
        which = (named(copy.report), named(copy.of), copy.how, f"{copy.score:.2f}", copy.credited or "")
        return (*which, named(copy.first), "; ".join(copy.because))

    return Layout(("report", "repeats", "how", "score", "credited", "first", "because"), cells)


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    return " / ".join(sorted({place.name, place.written}))


def _interval(when: When | None) -> str:
    if when is None or (when.start is None and when.end is None):
        return ""
    return when.start or "" if when.start == when.end else f"{when.start or ''}/{when.end or ''}"
