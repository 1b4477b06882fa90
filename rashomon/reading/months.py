"""Months, seasons, years and decades as written: a matched phrase and its setting in, its days out."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.reading.days import stepped
from rashomon.reading.stretches import Setting, Stretch, make_day, month_number, month_stretch, shifted, year_named

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_CAPITAL_AFTER = re.compile(r" (?:[A-Z][a-z]+|of the\b)")


def near_unit(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "last week", "this month", "next year", "the weekend"."""
    unit, which = match["unit"].lower(), (match["which"] or "this").lower().split()[-1]
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    published = setting.published
    if published is None:
        return Stretch(grain="week" if unit == "weekend" else unit, because="relative, and no date of publication")
    because = f"{which} {unit}, counted from publication on {published}"
    if unit == "weekend":
        sunday = shifted(published, days=-((published.weekday() + 1) % 7) + (7 if step > 0 else 0))
        return Stretch(shifted(sunday, days=-1), sunday, "day", because)
    if unit in _SEASONS:
        return _season(setting, unit, published.year, step)
    return replace(stepped(published, step, unit, "publication"), because=because)


def _season(setting: Setting, name: str, year: int, step: int = 0) -> Stretch:
    """Return a season; a winter belongs to the year in which it begins."""
    published = setting.published
    if step and published:
        begun = make_day(year, _SEASONS[name], 1)
        year += step if begun is None or begun <= published or step > 0 else 0
        ended = month_stretch(year, _SEASONS[name])[1]
        if step < 0 and ended and published < ended:
            year -= 1
        elif step < 0 and published.year - year > 1:
            year += 1
    first, _ = month_stretch(year, _SEASONS[name])
    _, last = month_stretch(year + (_SEASONS[name] == 12), (_SEASONS[name] + 1) % 12 + 1)
    return Stretch(first, last, "season", f"the {name} of {year}", dated=True)


def season_of_year(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the summer of 2014"."""
    return _season(setting, match["season"].lower(), int(match["year"]))


def month_words(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve a month, or an early, middle or late third of one."""
    month, part = month_number(match), (match["third"] or "").lower()
    year, yearless = year_named(setting, match), False
    if year is None:
        if _CAPITAL_AFTER.match(setting.text, match.end()) and not part:
            return None
        if setting.published is None or match["near"]:
            return Stretch(grain="month", because="no year, and no date of publication")
        published = setting.published
        soon = (month - published.month) % 12 <= 2 and setting.untensed(match.start())
        ahead = setting.ahead(match.start()) or (soon and month != published.month)
        year = published.year + (month < published.month if ahead else -(month > published.month))
        yearless = True
    first, last = month_stretch(year, month)
    if first is None or last is None:
        return Stretch(grain="month", because="no such month")
    because = f"the month of {year}-{month:02d}"
    if part.startswith(("early", "the beginning", "the start")):
        last, because = first.replace(day=10), f"days 1 to 10 of {year}-{month:02d}"
    elif part.startswith(("mid", "the middle")):
        first, last, because = first.replace(day=11), first.replace(day=20), f"days 11 to 20 of {year}-{month:02d}"
    elif part:
        first, because = first.replace(day=21), f"from day 21 of {year}-{month:02d}"
    return Stretch(first, last, "month", because, yearless=yearless, dated=not yearless)


def year_words(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve a year, or an early, middle or late part of one."""
    year, part = int(match["year"]), (match["third"] or "").lower()
    months = (1, 12)
    if part:
        months = (
            (1, 4)
            if "early" in part or "start" in part or "beginning" in part
            else (5, 8)
            if "mid" in part
            else (9, 12)
        )
    first, last = month_stretch(year, months[0])[0], month_stretch(year, months[1])[1]
    return Stretch(first, last, "year", f"the year {year}", dated=True)


def years_words(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "1988-1994", "2014-15"."""
    first, ending = int(match["year"]), match["year2"]
    last = int(ending) if len(ending) == 4 else first // 100 * 100 + int(ending)
    if not first < last <= first + 150:
        return None
    return Stretch(make_day(first, 1, 1), make_day(last, 12, 31), "year", "from year to year", dated=True)


def decade_words(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the 1990s", "the early 1990s"."""
    ten, part = int(match["ten"]) * 10, (match["third"] or "").lower()
    first, last = {"": (0, 9), "ear": (0, 3), "mid": (4, 6), "lat": (7, 9)}[part[:3]]
    return Stretch(make_day(ten + first, 1, 1), make_day(ten + last, 12, 31), "decade", f"the {ten}s", dated=True)
