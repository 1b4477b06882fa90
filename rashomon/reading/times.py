"""Times as written: text and date of publication in, intervals with their grain out.

A small grammar: a point ("Sunday morning", "8 May 1992"), a stretch of two points, and a relation
("since", "by") before them. What cannot be known has no interval; the wall clock is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.reading.days import dated_day
from rashomon.reading.numbers import unwrapped
from rashomon.reading.phrases import CLOCKS, DAY_PAIRS, JOIN, OPENING, PLACING, RELATION, RULES, TO_CLOCK, TO_DAY
from rashomon.reading.stretches import Setting, Stretch, day_of, in_year, make_day, shifted
from rashomon.records import Span, When

_FELLOWS = 8  # times before and after that may stand in one sentence with another
_STOP = re.compile(r"[.!?][”’\"')]*\s+[“‘\"'(]*[A-Z]|\n")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time as written; `when` is None where the words name no interval that can be known."""

    span: Span
    words: str
    when: When | None
    kind: str  # date, time, duration, set
    because: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch and the offsets of its words."""

    start: int
    end: int
    stretch: Stretch


def find_times(
    text: str, *, published: str | None, future: Callable[[int], bool] | None = None
) -> tuple[TimeMention, ...]:
    """Find the times that a text names, in its order, without overlaps.

    Args:
        text: The text of a report, or a part of it.
        published: ISO 8601; None leaves relative times without interval.
        future: Says of an offset whether its clause tells of the future; by default a few words before it decide.

    """
    setting = Setting(unwrapped(text), day_of(published), future)
    found: list[_Found] = []
    position = 0
    while opening := OPENING.search(text, position):
        match = _longest(setting, opening.start())
        if match is None:
            position = opening.end()
            continue
        found.append(match)
        position = match.end
        stretch = match.stretch
        if stretch.first is not None and stretch.first == stretch.last:
            setting.narrated = stretch.first
    return tuple(_mention(text, match) for match in _settle(setting, found))


def _longest(setting: Setting, start: int) -> _Found | None:
    """Return the longest time that begins at an offset."""
    found = [_related(setting, start), _between_days(setting, start), _joined(setting, start)]
    known = [match for match in found if match is not None]
    return max(known, key=lambda match: match.end, default=None)


def _point(setting: Setting, start: int, *, placed: bool = False) -> _Found | None:
    """Return the longest single time at an offset; `placed` says that a word before it calls for a time."""
    text, best = setting.text, None
    placed = placed or bool(PLACING.search(text, max(0, start - 24), start))
    for pattern, resolve, bare in RULES:
        match = pattern.match(text, start)
        if match is None or (bare and not placed) or (best and match.end() <= best.end):
            continue
        stretch = resolve(setting, match)
        if stretch is not None:
            best = _Found(start, match.end(), stretch)
    return _with_clock(setting, best) if best else None


def _joined(setting: Setting, start: int, *, placed: bool = False) -> _Found | None:
    """Return a point, or two points joined into a stretch: "September 27 to November 10"."""
    one = _point(setting, start, placed=placed)
    if one is None or one.stretch.kind != "date":
        return one
    join = JOIN.match(setting.text, one.end)
    two = _point(setting, join.end(), placed=True) if join else None
    if two is None or two.stretch.kind != "date" or two.stretch.grain != one.stretch.grain:
        return one
    if join is not None and "and" in join[0].lower() and not placed:
        return one
    first, last = _same_year(one.stretch, two.stretch)
    if first is None or last is None or first > last:
        return one
    because = f"from {one.stretch.because}, to {two.stretch.because}"
    dated = one.stretch.dated or two.stretch.dated
    return _Found(start, two.end, Stretch(first, last, one.stretch.grain, because, dated=dated))


def _same_year(one: Stretch, two: Stretch) -> tuple[date | None, date | None]:
    """Let the end that names its year give it to the end that does not."""
    first, last = one.first, two.last
    if first is None and last is None:
        return None, None
    if one.yearless and last is not None and first is not None:
        first = in_year(first, last.year)
        if first is not None and first > last:
            first = in_year(first, last.year - 1)
    elif two.yearless and first is not None and last is not None:
        last = in_year(last, first.year)
        if last is not None and last < first:
            last = in_year(last, first.year + 1)
    return first, last


def _related(setting: Setting, start: int) -> _Found | None:
    """Return a time with the word before it that opens one end: "since 2014", "by December 1"."""
    match = RELATION.match(setting.text, start)
    if match is None:
        return None
    word = match["relation"].lower()
    found = _joined(setting, match.end(), placed=True)
    if found is None or found.stretch.kind != "date":
        return None
    if setting.text.startswith(("'s", "’s"), found.end):
        return None
    if word in ("from", "between"):
        joined = found.stretch.because.startswith("from ")
        if not joined and word == "between":
            return None
        stretch = (
            found.stretch if joined else replace(found.stretch, last=None, because=f"from {found.stretch.because}")
        )
        return _Found(start, found.end, stretch)
    return _Found(start, found.end, _opened(setting, word, found.stretch))


def _opened(setting: Setting, word: str, stretch: Stretch) -> Stretch:
    """Return the stretch on the open side of a time."""
    because = f"{word} {stretch.because}"
    first, last = stretch.first, stretch.last
    if word in ("by", "until", "till", "before", "through"):
        if stretch.yearless and first is not None and last is not None:
            first, last = _nearest(setting, first), _nearest(setting, last)
        elif stretch.because.startswith("the latest") and setting.published and last and setting.future is None:
            # A deadline named by a weekday lies ahead unless the caller knows better.
            last = last + timedelta(days=7) if last < setting.published else last
        end = shifted(first, days=-1) if word == "before" else last
        return replace(stretch, first=None, last=end, because=because)
    if word == "after":
        return replace(stretch, first=shifted(last, days=1), last=None, because=because)
    until = setting.published
    if first is not None and until is not None and until < first:
        until = None
    return replace(stretch, last=until, because=because)


def _nearest(setting: Setting, day: date) -> date:
    """Return the same day of the year that lies nearest to publication."""
    near = setting.published
    years = [found for year in (day.year - 1, day.year, day.year + 1) if (found := in_year(day, year))]
    return min(years, key=lambda found: (abs(found - near), found)) if near and years else day


def _between_days(setting: Setting, start: int) -> _Found | None:
    """Return days that share their month: "between 5 and 9 November", "November 5-9"."""
    for pattern in DAY_PAIRS:
        match = pattern.match(setting.text, start)
        if match is None or int(match["day"]) >= int(match["day2"]):
            continue
        last = dated_day(setting, match, int(match["day2"]))
        if last.last is None:
            return _Found(start, match.end(), last)
        first = make_day(last.last.year, last.last.month, int(match["day"]))
        return _Found(start, match.end(), replace(last, first=first))
    return None


def _with_clock(setting: Setting, found: _Found) -> _Found:
    """Join a clock time and the day beside it: "3 a.m. on Sunday", "Sunday at 10:30"."""
    text, stretch = setting.text, found.stretch
    if stretch.kind == "time":
        gap = TO_DAY.match(text, found.end)
        day = _point(setting, gap.end(), placed=True) if gap else None
        if day and day.stretch.kind == "date" and day.stretch.grain in ("day", "part-of-day"):
            return _Found(found.start, day.end, _clocked(stretch, day.stretch))
        return found
    if stretch.kind == "date" and stretch.grain in ("day", "part-of-day") and stretch.first == stretch.last:
        gap = TO_CLOCK.match(text, found.end)
        for pattern, resolve in CLOCKS if gap else ():
            match = pattern.match(text, gap.end()) if gap else None
            clock = resolve(setting, match) if match else None
            if match and clock:
                return _Found(found.start, match.end(), _clocked(clock, stretch))
    return found


def _clocked(clock: Stretch, day: Stretch) -> Stretch:
    """Return the moment that a clock time has on a day."""
    because = f"{clock.because}; {day.because}"
    return replace(clock, first=day.first, last=day.last, because=because, yearless=day.yearless, dated=day.dated)


def _settle(setting: Setting, found: list[_Found]) -> list[_Found]:
    """Tie what one sentence leaves open to what the same sentence names."""
    settled = []
    for place, match in enumerate(found):
        stretch = match.stretch
        if not (stretch.yearless or (stretch.kind == "time" and stretch.first is None)):
            settled.append(match)
            continue
        near = (*found[max(0, place - _FELLOWS) : place], *found[place + 1 : place + 1 + _FELLOWS])
        fellows = [other for other in near if _one_sentence(setting.text, match, other)]
        if stretch.yearless and stretch.first and stretch.last:
            years = {other.stretch.first.year for other in fellows if other.stretch.first and _is_year(other.stretch)}
            if len(years) == 1:
                year = years.pop()
                because = f"{stretch.because}; the year {year} stands in the sentence"
                first, last = in_year(stretch.first, year), in_year(stretch.last, year)
                stretch = replace(stretch, first=first, last=last, because=because)
        elif stretch.kind == "time":
            days = [other.stretch for other in fellows if other.start < match.start and _is_day(other.stretch)]
            stretch = _clocked(stretch, days[-1]) if days else stretch
        settled.append(replace(match, stretch=stretch))
    return settled


def _is_year(stretch: Stretch) -> bool:
    return stretch.kind == "date" and stretch.grain == "year" and stretch.dated and stretch.last is not None


def _is_day(stretch: Stretch) -> bool:
    return stretch.kind == "date" and stretch.first is not None and stretch.first == stretch.last


def _one_sentence(text: str, one: _Found, two: _Found) -> bool:
    left, right = sorted((one, two), key=lambda match: match.start)
    return right.start - left.end < 200 and not _STOP.search(text, left.end, right.start)


def _mention(text: str, match: _Found) -> TimeMention:
    """Return the mention that a match stands for."""
    stretch, when = match.stretch, None
    if stretch.kind in ("date", "time") and (stretch.first or stretch.last):
        first, last = (day.isoformat() if day else None for day in (stretch.first, stretch.last))
        if stretch.clock is None:
            when = When(first, last, stretch.grain)
        elif first is not None and first == last:
            moment = f"{first}T{stretch.clock}"
            when = When(moment, moment, stretch.grain)
    span = Span(match.start, match.end)
    return TimeMention(span, text[span.start : span.end], when, stretch.kind, stretch.because)
