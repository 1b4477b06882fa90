"""Figures as written: text in, counts and measures as intervals out.

A figure is a quantity ("at least 200"), what it counts ("soldiers"), what befell them ("killed"), and the window over
which it was counted ("since the start of the war").
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rashomon.reading.countables import FATE_FORMS, FATES, PEOPLE, PEOPLE_FORMS, Counted, counted_after, part_before
from rashomon.reading.fates import AFTER, LIST, deed_before, fate_named, fate_of, whom_of_toll
from rashomon.reading.measures import TIME_UNITS
from rashomon.reading.numbers import NUMBER_WORDS, unwrapped
from rashomon.reading.quantities import ABOUT, JUST, LEAST, MOST, Quantity, quantity_at
from rashomon.reading.shares import share_at, whole_of
from rashomon.reading.times import TimeMention, find_times
from rashomon.reading.windows import windows_of
from rashomon.records import Figure, Span


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure before its neighbours have told what befell the people counted."""

    figure: Figure
    people: bool
    again: bool = False  # of those whom the figure before it counts
    bare: bool = False  # no figure unless something befell those whom it counts


_ONE_MORE = re.compile(
    r"a (?:second|third|fourth|fifth|sixth)(?= ?(?:[.,;:)]|$|(?:by|in|on|at|near|during|when|while|after|and|as)\b))",
    re.IGNORECASE,
)
_NONE_AT_ALL = re.compile(
    r"(?:no|without(?: any)?) (?:(?:(?P<civilian>civilian)|military|human|other|further) )?"
    r"(?P<fate>casualties|losses|deaths|fatalities|injuries|victims|dead|wounded|prisoners)\b",
    re.IGNORECASE,
)
_OURS = r"(?:the|its|their|our|his|her|those)"
_NO_PEOPLE = re.compile(
    rf"(?:no[ -]one|nobody|none(?! of {_OURS}\b)|(?:no|none of {_OURS}|not (?:a single|one)(?: of the)?)"
    rf" (?P<people>{'|'.join(sorted(PEOPLE_FORMS, key=len, reverse=True))})(?: members)?)\b"
    r"(?=(?: (?:of|from|in|at|near|on)(?: [\w’'-]+){1,4}?)?"  # "no soldier of the regiment was killed"
    r" (?:was|were|is|are|has|have|had|died|killed|wounded|injured|hurt|dead|missing|gave|surrendered)\b)",
    re.IGNORECASE,
)
_GAVE_UP = re.compile(
    r"(?: of(?: [\w’'-]+){1,4}?)?(?: (?:has|have|had|ever|yet)){0,3}"
    r" (?:surrendered|(?:gave|given) (?:him|her|them)sel(?:f|ves) up)\b", re.IGNORECASE
)  # fmt: skip
_LABELLED = re.compile(
    r"(?:\b(?:Nos?\.|[Nn]umber|#|№|[Rr]esolution|[Aa]rticle|Order|Protocol|Section|Chapter|Part|[Pp]oint|Route|[Hh]ighway"
    r"|[Cc]hannel|[Ff]light|Unit|Division|Brigade|Battalion|Regiment|[Rr]oom|[Pp]age|[Pp]aragraph|Decree|Law|[Vv]ersion"
    r"|School|Hospital|Checkpoint|Post|[Hh]ill|[Hh]eight|[Aa]ged?|day|Day|Phase|Stage|Grade|Level|Category) ?(?:of )?"
    r"|\b(?:mother|father|parent)s? of )$"
)
_BODY = re.compile(r"\b(?:(?P<crew>crew)|force|garrison|contingent|crowd|population) of $", re.IGNORECASE)
_INCLUDING = re.compile(r"(?:\bincluding|\bamong them|, of (?:whom|which)) $", re.IGNORECASE)
# A number in a name: "the church of the Two Towers"; in a headline the words before it have capitals too.
_IN_NAME = re.compile(r"\bthe $")
_NAME_AFTER = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]")
_AGED = re.compile(r"[ -](?:years?[ -](?:old|olds|of age))\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s")
_UNCOUNTED = TIME_UNITS | {"per cent", "km", "metres", "miles"}  # nothing that piles up with time
_OPENING = re.compile(
    r"(?<![\w./:#№–—-])(?<!\d,)(?:[$€£]?\d|(?:no|without|nobody|none|not|both|between|from|half|an?|several|few|hundreds"
    rf"|tens|thousands|millions|scores|dozens|{LEAST}|{MOST}|{ABOUT}|{JUST}|{'|'.join(sorted(NUMBER_WORDS))})\b)",
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
    figures = _shared_fates(text, _told_again(text, drafts))
    windows = windows_of(text, [figure.span for figure in figures])
    return tuple(
        replace(figure, words=written[slice(*figure.span)], window=window if figure.what not in _UNCOUNTED else None)
        for figure, window in zip(figures, windows, strict=True)
    )


def _open_until(text: str, dated: deque[Span]) -> int:
    """Return where the next date begins: no figure reaches into it."""
    return dated[0].start if dated else len(text)


def _figure_at(text: str, start: int, limit: int) -> _Draft | None:
    """Return the figure that begins at an offset."""
    absent = _none_of_them(text, start)
    if absent is not None:
        return absent
    one_more = _one_more(text, start)
    if one_more is not None:
        return one_more
    share = share_at(text, start)
    if share is not None:
        return _Draft(share, people=False)
    quantity = quantity_at(text, start)
    if quantity is None or quantity.end > limit or _LABELLED.search(text, max(0, start - 16), start):
        return None
    if _AGED.match(text, quantity.end) or (quantity.plain and _is_age(text, quantity)):
        return None
    if _IN_NAME.search(text, max(0, start - 5), start) and _NAME_AFTER.match(text, start):
        return None
    counted = counted_after(text, quantity)
    if counted is not None and counted.end > limit:
        counted = None
    return _drafted(text, quantity, counted)


def _is_age(text: str, quantity: Quantity) -> bool:
    """Tell the age in "the captain, 34, of Harsk, died"."""
    aside = text[max(0, quantity.start - 2) : quantity.start] == ", " and text[quantity.end : quantity.end + 1] in ",;"
    return (
        aside
        and quantity.low is not None
        and quantity.low < 120
        and text[quantity.start - 3 : quantity.start - 2].isalpha()
    )


def _drafted(text: str, quantity: Quantity, counted: Counted | None) -> _Draft | None:
    """Join a quantity, what it counts and what befell it."""
    people = counted is None or counted.what in PEOPLE or counted.what in FATES or counted.again
    fate = None
    if (people or (counted and not counted.known)) and not part_before(text, quantity.start):
        fate = fate_of(text, quantity, counted)
        if not people and fate not in ("killed", "wounded", "detained", "abducted"):
            fate = None  # of things unknown only the living are killed: "two farmers were killed"
    if counted is None and fate is None:
        return _of_body(text, quantity)
    end = counted.end if counted else quantity.end
    what = fate or (counted.what if counted else "")
    of = _whom(counted, fate) if counted and fate else None
    if counted is None:
        of = whom_of_toll(text, quantity.start)
    if what == "per cent":
        of = whole_of(text, end)
    low, high, best = quantity.low, quantity.high, quantity.best
    if quantity.over and what in TIME_UNITS:
        low, best = None, low
    span = Span(quantity.start, end)
    figure = Figure(what, low, high, text[span.start : span.end], span, of, best)
    if counted is None:
        return _Draft(figure, people=False)
    return _Draft(figure, counted.what in PEOPLE, again=counted.again, bare=counted.bare)


def _of_body(text: str, quantity: Quantity) -> _Draft | None:
    """Return the 118 of "a crew of 118", the two of "14 drones, including two over the sea"."""
    span = Span(quantity.start, quantity.end)
    window = max(0, quantity.start - 24)
    figure = Figure("", quantity.low, quantity.high, text[span.start : span.end], span, best=quantity.best)
    if _INCLUDING.search(text, window, quantity.start):
        return _Draft(figure, people=False, again=True)
    body = _BODY.search(text, window, quantity.start)
    return _Draft(replace(figure, what="crew" if body["crew"] else "people"), people=False) if body else None


def _whom(counted: Counted, fate: str) -> str | None:
    """Return whom something befell, unless the word only repeats it: prisoners who were captured."""
    if counted.what in {"", "others"} or counted.what in FATES or (counted.what, fate) == ("prisoners", "captured"):
        return None
    return counted.what


def _none_of_them(text: str, start: int) -> _Draft | None:
    """Return "no casualties", "no civilians were killed" as a count of zero."""
    match = _NONE_AT_ALL.match(text, start)
    if match:
        fate = {"prisoners": "captured", **FATE_FORMS}[match["fate"].lower()]
        return _zero(text, match, fate, "civilians" if match["civilian"] else None)
    match = _NO_PEOPLE.match(text, start)
    after = AFTER.match(text, match.end()) if match else None
    if match is None:
        return None
    of = PEOPLE_FORMS[match["people"].lower()] if match["people"] else "people"
    if after is None:
        return _zero(text, match, "captured", of) if _GAVE_UP.match(text, match.end()) else None
    return _zero(text, match, fate_named(after) or "", of)


def _zero(text: str, match: re.Match[str], what: str, of: str | None) -> _Draft:
    span = Span(match.start(), match.end())
    return _Draft(Figure(what, 0.0, 0.0, text[span.start : span.end], span, of), people=False)


def _one_more(text: str, start: int) -> _Draft | None:
    """Return "a third" of "killed two farmers and wounded a third" as one."""
    match = _ONE_MORE.match(text, start)
    fate = deed_before(text, start) if match else None
    if match is None or fate is None:
        return None
    return _Draft(Figure(fate, 1.0, 1.0, match[0], Span(start, match.end())), people=False)


def _told_again(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Let what counts some of those before it take over what they are: "12 were wounded, seven of them children"."""
    told: list[_Draft] = []
    for draft in drafts:
        if not draft.again:
            told.append(draft)
            continue
        last = told[-1].figure if told else None
        if last and _SENTENCE_END.search(text, last.span.end, draft.figure.span.start):
            last = None
        figure = _of_those(draft.figure, last) if last else draft.figure
        if figure.what:
            told.append(replace(draft, figure=figure))
    return told


def _of_those(figure: Figure, last: Figure) -> Figure:
    """Return a figure of which the one before says what befell them, or what they are."""
    if figure.what in FATES:  # "three of them died"
        return replace(figure, of=figure.of or (last.of if last.what in FATES else last.what))
    if last.what in FATES:
        return replace(figure, what=last.what, of=figure.what or last.of)
    return replace(figure, what=figure.what or last.what)


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
    return [f for f, draft in zip(figures, drafts, strict=True) if f.what in FATES or not draft.bare]
