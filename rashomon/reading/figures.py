"""Figures as written: text in, counts and measures as intervals out.

A figure is a quantity ("at least 200"), what it counts ("soldiers"), and what befell them ("killed").
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rashomon.reading.countables import FATE_FORMS, FATES, PEOPLE, PEOPLE_FORMS, Counted, counted_after
from rashomon.reading.fates import AFTER, LIST, fate_named, fate_of
from rashomon.reading.measures import TIME_UNITS
from rashomon.reading.numbers import NUMBER_WORDS, unwrapped
from rashomon.reading.quantities import ABOUT, JUST, LEAST, MODIFIER, MOST, Quantity, bounds_under, quantity_at
from rashomon.reading.times import TimeMention, find_times
from rashomon.records import Figure, Span


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure before its neighbours have told what befell the people counted."""

    figure: Figure
    people: bool


_FRACTION = re.compile(
    r"(?:(?P<count>two|three|four|a|one)[ -])?(?P<part>half|thirds?|quarters?|fifths?)(?=(?P<of> of )?)\b",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}
_OF_WHAT = re.compile(r" of (?:(?:the|its|their|our|his|her|all)\b ?){0,2}(?P<noun>[A-Za-z]+)")
_NONE_AT_ALL = re.compile(
    r"(?:no|without(?: any)?) (?:(?:civilian|military|human|other|further) )?(?P<fate>casualties|losses|deaths"
    r"|fatalities|injuries|victims|dead|wounded|prisoners)\b",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(
    rf"(?:no (?P<one>one)|nobody|no (?P<people>{'|'.join(PEOPLE_FORMS)}))\b"
    rf"(?= (?:was|were|has|have|had)\b)", re.IGNORECASE
)  # fmt: skip
_LABELLED = re.compile(
    r"(?:\b(?:Nos?\.|[Nn]umber|#|№|Resolution|Article|Order|Protocol|Section|Chapter|Part|Point|Route|Highway|Channel|Flight"
    r"|Unit|Division|Brigade|Battalion|Regiment|Room|Page|Paragraph|Decree|Law|[Vv]ersion|School|Hospital|Checkpoint|Post"
    r"|[Aa]ged?|day|Day|Phase|Stage|Grade|Level|Category) ?(?:of )?)$"
)
_OPENING = re.compile(
    r"(?<![\w./:#№–—-])(?<!\d,)(?:[$€£]?\d|(?:no|without|nobody|between|from|half|an?|several|few|hundreds|tens|thousands"
    rf"|millions|scores|dozens|{LEAST}|{MOST}|{ABOUT}|{JUST}|{'|'.join(sorted(NUMBER_WORDS))})\b)",
    re.IGNORECASE,
)


def find_figures(text: str, *, times: Sequence[TimeMention] | None = None) -> tuple[Figure, ...]:
    """Find the figures of a text, in its order, without overlaps.

    Args:
        text: The text of a report, or a part of it.
        times: The times of the same text, if they are known already; what is a date is no figure.

    """
    if times is None:
        times = find_times(text, published=None)
    dated = deque(mention.span for mention in times if mention.kind in ("date", "time"))
    written, text = text, unwrapped(text)
    drafts: list[_Draft] = []
    position = 0
    while opening := _OPENING.search(text, position):
        start = opening.start()
        while dated and dated[0].end <= start:
            dated.popleft()
        draft = None if dated and dated[0].start <= start else _figure_at(text, start, _open_until(text, dated))
        if draft is None:
            position = opening.end()
            continue
        drafts.append(draft)
        position = draft.figure.span.end
    return tuple(replace(figure, words=written[slice(*figure.span)]) for figure in _shared_fates(text, drafts))


def _open_until(text: str, dated: deque[Span]) -> int:
    """Return where the next date begins: no figure reaches into it."""
    return dated[0].start if dated else len(text)


def _figure_at(text: str, start: int, limit: int) -> _Draft | None:
    """Return the figure that begins at an offset."""
    absent = _none_of_them(text, start)
    if absent is not None:
        return absent
    fraction = _fraction(text, start)
    if fraction is not None:
        return fraction
    quantity = quantity_at(text, start)
    if quantity is None or quantity.end > limit or _LABELLED.search(text, max(0, start - 16), start):
        return None
    counted = counted_after(text, quantity)
    if counted is not None and counted.end > limit:
        counted = None
    return _drafted(text, quantity, counted)


def _drafted(text: str, quantity: Quantity, counted: Counted | None) -> _Draft | None:
    """Join a quantity, what it counts and what befell it."""
    people = counted is None or counted.what in PEOPLE or counted.what in FATES
    fate = fate_of(text, quantity, counted) if people else None
    if counted is None and fate is None:
        return None
    end = counted.end if counted else quantity.end
    what = fate or (counted.what if counted else "")
    of = counted.what if counted and fate and counted.what in PEOPLE and counted.what != "others" else None
    if what == "per cent":
        of = _of_what(text, end)
    low, high, best = quantity.low, quantity.high, quantity.best
    if quantity.over and what in TIME_UNITS:
        low, best = None, low
    span = Span(quantity.start, end)
    figure = Figure(what, low, high, text[span.start : span.end], span, of, best)
    return _Draft(figure, people=counted is not None and counted.what in PEOPLE)


def _none_of_them(text: str, start: int) -> _Draft | None:
    """Return "no casualties", "no civilians were killed" as a count of zero."""
    match = _NONE_AT_ALL.match(text, start)
    if match:
        return _zero(text, match, FATE_FORMS[match["fate"].lower()], None)
    match = _NO_PEOPLE.match(text, start)
    after = AFTER.match(text, match.end()) if match else None
    if match is None or after is None:
        return None
    of = PEOPLE_FORMS[match["people"].lower()] if match["people"] else "people"
    return _zero(text, match, fate_named(after) or "", of)


def _zero(text: str, match: re.Match[str], what: str, of: str | None) -> _Draft:
    span = Span(match.start(), match.end())
    return _Draft(Figure(what, 0.0, 0.0, text[span.start : span.end], span, of), people=False)


def _fraction(text: str, start: int) -> _Draft | None:
    """Return "two-thirds", "half of the city" as a share in per cent."""
    modifier = MODIFIER.match(text, start)
    match = _FRACTION.match(text, modifier.end() if modifier else start)
    if match is None:
        return None
    count, part = (match["count"] or "one").lower(), match["part"].lower().removesuffix("s")
    if match["of"] is None and count in ("a", "one"):
        return None
    share = round(100 * {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[count] / _PARTS[part], 1)
    low, high, best = bounds_under(modifier, share, share, exact=False)
    span = Span(start, match.end())
    if not 0 < share < 100:
        return None
    of = _of_what(text, span.end)
    return _Draft(Figure("per cent", low, high, text[span.start : span.end], span, of, best), people=False)


def _of_what(text: str, end: int) -> str | None:
    match = _OF_WHAT.match(text, end)
    return match["noun"].lower() if match and match["noun"][0].islower() else None


def _shared_fates(text: str, drafts: list[_Draft]) -> list[Figure]:
    """Let the members of a list share what befell them: "14 soldiers and 3 civilians were killed"."""
    figures = [draft.figure for draft in drafts]
    joined = [bool(LIST.fullmatch(text, one.span.end, two.span.start)) for one, two in pairwise(figures)]
    for order in (range(1, len(figures)), range(len(figures) - 2, -1, -1)):
        for place in order:
            other = place - 1 if order.step > 0 else place + 1
            fate = figures[other].what
            mine = figures[place]
            if joined[min(place, other)] and drafts[place].people and fate in FATES and mine.what in PEOPLE:
                figures[place] = replace(mine, what=fate, of=mine.what if mine.what != "others" else None)
    return figures
