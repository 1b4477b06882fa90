"""Claims with figures -> intervals on one scale for each thing that is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.records import Claim, Figure
from rashomon.showing.moments import moment_words, when_words
from rashomon.showing.wording import interval_words, number_words, outlet_words, stance_words, teller_words

if TYPE_CHECKING:
    from rashomon.showing.page import Desk

WIDTH = 100.0  # of the drawing, in its own units
THINNEST = 1.2  # a single number is drawn this wide, so that it can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure as told: its words, its interval in words, and where it lies on the scale."""

    teller: str
    does: str
    outlet: str
    told: str
    words: str
    interval: str
    claim: int
    start: str
    width: str
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """All figures for one thing counted at one place."""

    what: str
    where: str
    top: str
    bars: tuple[Bar, ...]


def scales(desk: Desk) -> list[Scale]:
    """Return the figures of all claims, by place and by what is counted; within one, by time."""
    counted: dict[tuple[str, str], list[tuple[Claim, Figure]]] = {}
    for claim in desk.claims.values():
        for figure in claim.event.figures:
            what = ", ".join(filter(None, (" ".join(filter(None, (figure.of, figure.what))), figure.window)))
            counted.setdefault((desk.place(claim.event.place), what), []).append((claim, figure))
    return [_scale(desk, where, what, told) for (where, what), told in sorted(counted.items(), key=_order)]


def _order(item: tuple[tuple[str, str], list[tuple[Claim, Figure]]]) -> tuple[bool, tuple[str, str]]:
    (where, what), told = item
    return len(told) < 2, (where, what)


def _scale(desk: Desk, where: str, what: str, told: list[tuple[Claim, Figure]]) -> Scale:
    values = [value for _, figure in told for value in (figure.low, figure.high, figure.best) if value is not None]
    top = max([value for value in values if value > 0], default=1.0)
    # An interval that is open above needs room to be seen to go on.
    room = top * 1.25 if any(figure.high is None and figure.best is None for _, figure in told) else top
    ordered = sorted(told, key=lambda each: (_time(each[0]), desk.numbers[each[0].id], each[1].span))
    return Scale(what, where, number_words(room), tuple(_bar(desk, claim, figure, room) for claim, figure in ordered))


def _bar(desk: Desk, claim: Claim, figure: Figure, room: float) -> Bar:
    low, high = figure.low, figure.high
    about = low is None and high is None and figure.best is not None
    if about:
        low = high = figure.best
    start = max(low or 0.0, 0.0) / room * WIDTH
    end = WIDTH if high is None else max(high, 0.0) / room * WIDTH
    width = max(end - start, THINNEST)
    return Bar(
        teller=teller_words(claim),
        does=stance_words(claim.stance, claim.denial),
        outlet=outlet_words(claim.outlet),
        told=when_words(claim.said_on) or moment_words(claim.published, clock=False),
        words=figure.words,
        interval=f"about {interval_words(low, high)}" if about else interval_words(low, high),
        claim=desk.numbers[claim.id],
        start=f"{min(start, WIDTH - THINNEST):.2f}",
        width=f"{width:.2f}",
        open_low=low is None,
        open_high=high is None,
    )


def _time(claim: Claim) -> str:
    return (claim.said_on.start if claim.said_on else None) or claim.published or "\uffff"
