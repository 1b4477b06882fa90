"""Holidays that have a fixed rule: a name and a year in, its day out.

Feasts that the churches keep on different days (Christmas, Easter) have a day only where the words say whose they are,
or where both keep the same; "Christmas Day" is in English the 25 December.
Easter by the rules of Meeus (Astronomical Algorithms, chapter 8).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.reading.stretches import Setting, Stretch, make_day

_FIXED = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14),
    "international women's day": (3, 8), "april fools' day": (4, 1), "may day": (5, 1), "fourth of july": (7, 4),
    "bastille day": (7, 14), "halloween": (10, 31), "veterans day": (11, 11), "armistice day": (11, 11),
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "catholic christmas": (12, 25),
    "catholic christmas eve": (12, 24), "orthodox christmas": (1, 7), "orthodox christmas eve": (1, 6),
}  # fmt: skip
# Month, weekday from Monday 0, which of the month; -1 is the last. Of the United States.
_NTH = {
    "martin luther king day": (1, 0, 3), "presidents' day": (2, 0, 3), "presidents day": (2, 0, 3),
    "memorial day": (5, 0, -1), "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
}  # fmt: skip
_BY_EASTER = {"easter sunday": 0, "easter": 0, "good friday": -2, "palm sunday": -7, "easter monday": 1,
              "ash wednesday": -46, "holy thursday": -3}  # fmt: skip
_SHARED = {"christmas": (12, 25)}
_ALL = sorted(
    (*_FIXED, *_NTH, *_SHARED, *_BY_EASTER, *(f"orthodox {name}" for name in _BY_EASTER)), key=len, reverse=True
)
# As a pattern, and the words with which one may begin.
NAMES = "|".join(re.escape(name).replace("'", "[’']") for name in _ALL)
HOLIDAY_WORDS = " ".join(sorted({re.split(r"\W", name)[0] for name in _ALL} - {"may", "april"}))


def holiday(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve a holiday of a year named, or of the one that the clause points to."""
    name = match["holiday"].lower().replace("’", "'")
    published, near = setting.published, (match["near"] or "").lower()
    if match["year"]:
        return _stretch(name, int(match["year"]), None)
    if published is None:
        return Stretch(because="no year, and no date of publication", value=_yearless(name))
    year = published.year
    day = _day(name, year)
    if near:
        year += {"last": -1, "next": 1}.get(near, 0)
    elif day and (match["which"] or "").lower() != "this":
        ahead = (match["which"] or "").lower() == "next" or (not match["which"] and setting.ahead(match.start()))
        year += (day < published) if ahead else -(day > published)
    return _stretch(name, year, setting.publication)


def _stretch(name: str, year: int, anchor: str | None) -> Stretch:
    """Return the day of a holiday; where the churches differ, its value alone, of the Gregorian calendar."""
    day = _day(name, year)
    value = day.isoformat() if day else None
    west, east = _easter(year), _orthodox_easter(year)
    if name in _SHARED or (name in _BY_EASTER and west != east):
        because = f"{name} of {year}: churches keep it on different days"
        return Stretch(because=because, value=value, anchor=anchor)
    return Stretch(day, day, because=f"{name} of {year}", anchor=anchor, dated=anchor is None)


def _yearless(name: str) -> str | None:
    month_day = _FIXED.get(name) or _SHARED.get(name)
    return f"XXXX-{month_day[0]:02d}-{month_day[1]:02d}" if month_day else None


def _day(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year."""
    if month_day := _FIXED.get(name) or _SHARED.get(name):
        return make_day(year, *month_day)
    if name in _NTH:
        return _nth_weekday(year, *_NTH[name])
    easter = _orthodox_easter(year) if name.startswith("orthodox ") else _easter(year)
    return easter + timedelta(days=_BY_EASTER[name.removeprefix("orthodox ")])


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """Return such a weekday of a month: the fourth Thursday; -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule.

    >>> _easter(2020)
    datetime.date(2020, 4, 12)
    """
    golden, century = year % 19, year // 100
    skipped, rest = century // 4, century % 4
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Return Easter Sunday by the Julian rule, as a Gregorian date.

    >>> _orthodox_easter(2020)
    datetime.date(2020, 4, 19)
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
