"""Times as written: text and date of publication in, intervals with their grain out, and values of TIMEX3.

A small grammar: a point ("Sunday morning", "8 May 1992"), a stretch of two points, and a relation
("since", "by") before them. What cannot be known has no interval; the wall clock is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.reading.clocks import CLOCKS
from rashomon.reading.days import dated_day
from rashomon.reading.numbers import unwrapped
from rashomon.reading.openings import PAIRED, RELATED, RULES_BY_KIND, kind_at, openings
from rashomon.reading.phrases import ASKED, DAY_PAIRS
from rashomon.reading.stretches import Setting, Stretch, day_of, in_year, make_day, shifted
from rashomon.reading.values import type_of, value_of
from rashomon.reading.wording import JOIN, PLACING, RELATION, TO_CLOCK, TO_DAY
from rashomon.records import Span, When

_DEADLINES = ("by", "until", "till", "before", "through")
_DUE = re.compile(rf"\b(?:{'|'.join(_DEADLINES)}) (?:about |around )?$", re.I)
# Whoever "called for talks by Wednesday" spoke of a day to come.
_DEMANDED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?|urg(?:es?|ed|ing)|order(?:s|ed)|promis(?:es?|ed)"
    r"|vow(?:s|ed)|pledg(?:es?|ed)|deadline|ultimatum)\b[^.!?;\n]*$",
    re.I,
)
_END_OF = re.compile(r"(?:the )?end of\b", re.I)
_OWNER = ("'s", "’s")
_FELLOWS = 8  # times before and after that may stand in one sentence with another
_STOP = re.compile(r"[.!?][”’\"')]*\s+[“‘\"'(]*[A-Z]|\n")
_WORD = re.compile(r"\b\w")


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One time as TIMEX3 annotates it: without "since" or "by" before it, the ends of a stretch apart.

    `value` is the TIMEX3 value (ISO 8601 and its extensions: 2020-11-08TEV, 2020-Q3, P28Y, PAST_REF), None where
    nothing can be said; `type` is DATE, TIME, DURATION or SET; `quant` and `freq` are those of a set: EVERY, 2X.
    """

    span: Span
    value: str | None
    type: str
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time as written; `when` is None where the words name no interval that can be known.

    `value` is that of its point, or both of a stretch with a slash between (2020-05-27/2020-07-10). `anchor` says what
    it was counted from ("publication 2020-11-08", "narrated 2020-10-09"), None for a time that stands by itself.
    `zone` is the zone of a clock time, as written.
    """

    span: Span
    words: str
    when: When | None
    kind: str  # date, time, duration, set
    because: str
    value: str | None = None
    anchor: str | None = None
    zone: str | None = None
    points: tuple[TimePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch and the offsets of its words; `points` are the single times in it, none: it is one itself."""

    start: int
    end: int
    stretch: Stretch
    points: tuple[_Found, ...] = ()

    @property
    def singles(self) -> tuple[_Found, ...]:
        return self.points or (self,)


def find_times(
    text: str,
    *,
    published: str | None,
    future: Callable[[int], bool] | None = None,
    war_began: date | None = None,
) -> tuple[TimeMention, ...]:
    """Find the times that a text names, in its order, without overlaps.

    Args:
        text: The text of a report, or a part of it.
        published: ISO 8601; None leaves relative times without interval.
        future: Says of an offset whether its clause tells of the future; by default a few words before it decide.
        war_began: The first day of the war of which the text may count the days ("day 40 of the war").

    """
    setting = Setting(unwrapped(text), day_of(published), future, war_began)
    found: list[_Found] = []
    position = 0
    for start, kind in openings(setting.text):
        if start < position:
            continue
        match = _longest(setting, start, kind)
        if match is None:
            continue
        found.append(match)
        position = match.end
        _tell(setting, match)
    return tuple(_mention(text, match) for match in _settle(setting, found))


def read_times(
    text: str,
    spans: Sequence[Span],
    *,
    published: str | None,
    future: Callable[[int], bool] | None = None,
    war_began: date | None = None,
) -> tuple[TimeMention | None, ...]:
    """Read words that are known to be times, each in its place; None where the grammar finds no time in them.

    The spans are in the order of the text and do not overlap; what stands in one may anchor what stands in the next.
    """
    setting = Setting(unwrapped(text), day_of(published), future, war_began)
    found: list[_Found | None] = []
    for span in spans:
        setting.end = span.end
        match = _within(setting, span)
        if match is not None and not match.points and _is_due(setting, span):
            match = replace(match, stretch=_due(setting, match))
        if match is not None:
            _tell(setting, match)
        found.append(match)
    settled = iter(_settle(setting, [match for match in found if match is not None]))
    return tuple(_mention(text, next(settled)) if match is not None else None for match in found)


def _is_due(setting: Setting, span: Span) -> bool:
    """Return whether a word before a time makes a deadline of it: "by Friday", but not "before Friday's talks"."""
    before = _DUE.search(setting.text, max(0, span.start - 24), span.start)
    return before is not None and not setting.text.startswith(_OWNER, span.end)


def _tell(setting: Setting, match: _Found) -> None:
    """Remember the day, the month or year, and the quarter last told."""
    stretch = match.stretch
    if stretch.first is not None and stretch.first == stretch.last:
        setting.narrated, setting.period = stretch.first, None
    elif stretch.grain in ("month", "year") and stretch.dated and stretch.kind == "date" and stretch.first:
        setting.period, setting.period_end = stretch, match.end
    if stretch.quarter is not None:
        setting.quarter = stretch.quarter


def _within(setting: Setting, span: Span) -> _Found | None:
    """Return the longest time in the words between two offsets."""
    best: _Found | None = None
    for word in _WORD.finditer(setting.text, span.start, span.end):
        if best is not None and span.end - word.start() <= best.end - best.start:
            break
        match = _longest(setting, word.start(), kind_at(setting.text, word.start()) or "", placed=True)
        if match and (best is None or match.end - match.start > best.end - best.start):
            best = match
    if best is not None:
        return best
    for pattern, resolve in ASKED:
        asked = pattern.search(setting.text, span.start, span.end)
        stretch = resolve(setting, asked) if asked else None
        if asked and stretch:
            return _Found(asked.start(), asked.end(), stretch)
    return None


def _longest(setting: Setting, start: int, kind: str, *, placed: bool = False) -> _Found | None:
    """Return the longest time that begins at an offset; `kind` is how it begins."""
    best = _related(setting, start) if kind in RELATED else None
    for other in (
        _between_days(setting, start) if kind in PAIRED else None,
        _joined(setting, start, kind, placed=placed),
    ):
        if other is not None and (best is None or other.end > best.end):
            best = other
    return best


def _point(setting: Setting, start: int, kind: str | None = None, *, placed: bool = False) -> _Found | None:
    """Return the longest single time at an offset; `placed` says that a word before it calls for a time."""
    text, best, asked = setting.text, None, None
    for rule in RULES_BY_KIND.get(kind or kind_at(text, start) or "", ()):
        match = setting.match(rule.pattern, start)
        if match is None or (best and match.end() <= best.end):
            continue
        if rule.bare and not placed:
            if asked is None:
                asked = bool(PLACING.search(text, max(0, start - 24), start))
            if not asked:
                continue
        stretch = rule.resolve(setting, match)
        if stretch is not None:
            best = _Found(start, match.end(), stretch)
    return _with_clock(setting, best) if best else None


def _joined(setting: Setting, start: int, kind: str | None = None, *, placed: bool = False) -> _Found | None:
    """Return a point, or two points joined into a stretch: "September 27 to November 10"."""
    one = _point(setting, start, kind, placed=placed)
    if one is None or one.stretch.kind != "date":
        return one
    join = setting.match(JOIN, one.end)
    two = _point(setting, join.end(), placed=True) if join else None
    if two is None or two.stretch.kind != "date" or two.stretch.grain != one.stretch.grain:
        return one
    if join is not None and "and" in join[0].lower() and not placed:
        return one
    first, last = _same_year(one.stretch, two.stretch)
    if first is None or last is None or first > last:
        return one
    because = f"from {one.stretch.because}, to {two.stretch.because}"
    dated, anchor = one.stretch.dated or two.stretch.dated, one.stretch.anchor or two.stretch.anchor
    points = _ends(one, two, first, last)
    return _Found(start, two.end, Stretch(first, last, one.stretch.grain, because, dated=dated, anchor=anchor), points)


def _ends(one: _Found, two: _Found, first: date, last: date) -> tuple[_Found, ...]:
    """Return the two points of a stretch, in the years that the stretch gives them."""
    begin, end = one.stretch, two.stretch
    if begin.yearless and begin.last:
        begin = replace(begin, first=first, last=in_year(begin.last, first.year))
    if end.yearless and end.first:
        end = replace(end, first=in_year(end.first, last.year), last=last)
    return replace(one, stretch=begin), replace(two, stretch=end)


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
    match = setting.match(RELATION, start)
    if match is None:
        return None
    word = match["relation"].lower()
    found = _joined(setting, match.end(), placed=True)
    if found is None or found.stretch.kind != "date":
        return None
    if setting.text.startswith(_OWNER, found.end):
        return None
    if word in ("from", "between"):
        joined = found.stretch.because.startswith("from ")
        if not joined and word == "between":
            return None
        stretch = (
            found.stretch if joined else replace(found.stretch, last=None, because=f"from {found.stretch.because}")
        )
        return _Found(start, found.end, stretch, found.singles)
    if word in _DEADLINES and not found.points:
        found = replace(found, stretch=_due(setting, found))
    opened = _opened(setting, word, found.stretch)
    if word == "before" and _END_OF.match(setting.text, found.start):
        opened = replace(opened, last=found.stretch.last)  # up to the very end of it
    return _Found(start, found.end, opened, found.singles)


def _due(setting: Setting, found: _Found) -> Stretch:
    """Return a time after "by", "until", "before" or "through": the nearest such day, a weekday ahead of us."""
    stretch = found.stretch
    first, last = stretch.first, stretch.last
    if stretch.yearless and first is not None and last is not None:
        near = _nearest(setting, first)
        return replace(stretch, first=near, last=in_year(last, near.year + last.year - first.year))
    if stretch.because.startswith("the latest") and setting.published and last and setting.future is None:
        # A deadline named by a weekday lies ahead unless the caller knows better, or the clause is past.
        asked = _DEMANDED.search(setting.text, max(0, found.start - 60), found.start)
        open_still = setting.untensed(found.start) and not setting.long_past(found.start)
        ahead = last < setting.published and (asked is not None or open_still)
        if ahead:
            last = last + timedelta(days=7)
            stretch = replace(stretch, because=f"the coming such weekday from {setting.published}")
        return replace(stretch, first=last, last=last)
    return stretch


def _opened(setting: Setting, word: str, stretch: Stretch) -> Stretch:
    """Return the stretch on the open side of a time."""
    because = f"{word} {stretch.because}"
    first, last = stretch.first, stretch.last
    if first is None and last is None:
        return replace(stretch, because=because)
    if word in _DEADLINES:
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
        match = setting.match(pattern, start)
        if match is None or int(match["day"]) >= int(match["day2"]):
            continue
        last = dated_day(setting, match, int(match["day2"]))
        if "night" in match[0].lower():
            last = replace(last, grain="part-of-day")
        if last.last is None:
            return _Found(start, match.end(), last)
        first = make_day(last.last.year, last.last.month, int(match["day"]))
        begins = min(match.start("day"), match.start("month"))
        points = (
            _Found(begins, match.end("day"), replace(last, first=first, last=first)),
            _Found(match.start("day2"), match.end(), replace(last, first=last.last)),
        )
        return _Found(start, match.end(), replace(last, first=first), points)
    return None


def _with_clock(setting: Setting, found: _Found) -> _Found:
    """Join a clock time and the day beside it: "3 a.m. on Sunday", "Sunday at 10:30"."""
    stretch = found.stretch
    if stretch.kind == "time":
        gap = setting.match(TO_DAY, found.end)
        day = _point(setting, gap.end(), placed=True) if gap else None
        if day and day.stretch.kind == "date" and day.stretch.grain in ("day", "part-of-day"):
            return _Found(found.start, day.end, _clocked(stretch, day.stretch))
        return found
    short = stretch.first == stretch.last or stretch.grain == "part-of-day"
    if stretch.kind == "date" and stretch.grain in ("day", "part-of-day") and short:
        gap = setting.match(TO_CLOCK, found.end)
        for pattern, resolve in CLOCKS if gap else ():
            match = setting.match(pattern, gap.end()) if gap else None
            clock = resolve(setting, match) if match else None
            if match and clock:
                return _Found(found.start, match.end(), _clocked(clock, stretch))
    return found


def _clocked(clock: Stretch, day: Stretch) -> Stretch:
    """Return the moment that a clock time has on a day."""
    because = f"{clock.because}; {day.because}"
    if day.first and day.last and day.last - day.first == timedelta(days=1):
        # "Last night at 10 p.m.": before midnight it is the first of the two days.
        one = day.first if str(clock.clock) >= "12:00" else day.last
        day = replace(day, first=one, last=one)
    return replace(
        clock,
        first=day.first,
        last=day.last,
        because=because,
        yearless=day.yearless,
        dated=day.dated,
        anchor=day.anchor,
        value=None,
    )


def _settle(setting: Setting, found: list[_Found]) -> list[_Found]:
    """Tie what one sentence leaves open to what the same sentence names."""
    settled = []
    for place, match in enumerate(found):
        stretch, points = match.stretch, match.points
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
                stretch = replace(_moved(stretch, year), because=because)
                points = tuple(replace(point, stretch=_moved(point.stretch, year)) for point in points)
        elif stretch.kind == "time":
            days = [other.stretch for other in fellows if other.start < match.start and _is_day(other.stretch)]
            stretch = _clocked(stretch, days[-1]) if days else stretch
        settled.append(replace(match, stretch=stretch, points=points))
    return settled


def _moved(stretch: Stretch, year: int) -> Stretch:
    """Return a time whose year was inferred in the year that its sentence names."""
    if not (stretch.yearless and stretch.first and stretch.last):
        return stretch
    return replace(stretch, first=in_year(stretch.first, year), last=in_year(stretch.last, year), anchor=None)


def _is_year(stretch: Stretch) -> bool:
    if stretch.first is None or stretch.last is None or stretch.first.year != stretch.last.year:
        return False
    return stretch.kind == "date" and stretch.grain == "year" and stretch.dated


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
    points = tuple(_as_point(single) for single in match.singles)
    values = [point.value for point in points]
    value = values[0] if len(values) == 1 else "/".join(str(v) for v in values) if all(values) else None
    words = text[span.start : span.end]
    return TimeMention(span, words, when, stretch.kind, stretch.because, value, stretch.anchor, stretch.zone, points)


def _as_point(match: _Found) -> TimePoint:
    """Return one single time in the terms of TIMEX3."""
    stretch, value = match.stretch, value_of(match.stretch)
    return TimePoint(Span(match.start, match.end), value, type_of(stretch.kind, value), stretch.quant, stretch.freq)
