"""Months, seasons, years and decades as written: a matched phrase and its setting in, its days out."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.reading.days import stepped, weekend, year_spoken
from rashomon.reading.stretches import Setting, Stretch, make_day, month_number, month_stretch, shifted, year_named
from rashomon.reading.wording import FULL_MONTH, OWNED, OWNING, YEAR

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# Of three thirds of a month or year: after which it begins, after which it ends.
_THIRDS = {"early": (0, 1), "beginning": (0, 1), "start": (0, 1), "middle": (1, 2), "late": (2, 3), "end": (2, 3)}
_STEPS = {
    "last": -1, "previous": -1, "preceding": -1, "past": -1, "before": -1, "earlier": -1,
    "next": 1, "coming": 1, "following": 1, "after": 1,
}  # fmt: skip
_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DECADES = ("thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
# "In March and April 2017": the year stands behind the last month of a list.
_YEAR_SHARED = re.compile(
    rf"(?:,? (?:and|or) |, )(?:(?:{FULL_MONTH})(?:,? (?:and|or) |, )){{0,10}}(?:{FULL_MONTH}),? {YEAR}"
)
_IN_BEFORE = re.compile(r"\b(?:in|since|until|till|by|during) $", re.I)
_CAPITAL_AFTER = re.compile(r" (?:[A-Z][a-z]+|of the\b)")


def near_unit(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "last week", "this month", "next year", "the weekend"; "the previous year" counts from the day told."""
    if match[0] == "This Week":
        return None  # the name of a programme
    unit, which = match["unit"].lower(), (match["which"] or "this").lower().split()[-1]
    step = -2 if (match["which"] or "").lower() == "before last" else _STEPS.get(which, 0)
    anchor, named = setting.published, setting.publication
    if which in ("previous", "preceding", "before", "earlier", "following", "after", "same", "that"):
        anchor, named = setting.told
        period = setting.period_near(match.start())
        if period is not None and period.first is not None:
            if unit in ("weekend", "week") or (unit == "month" and period.grain == "year"):
                return Stretch(grain=unit, because=f"a {unit} beside a {period.grain} told")
            anchor, named = period.first, f"narrated {period.first:%Y-%m}"
        elif setting.narrated is None and which in ("same", "that"):
            return Stretch(grain=unit, because=f"{which} {unit}, and none is told")
    if anchor is None:
        grain = {"weekend": "week", "quarter": "season", "century": "decade"}.get(unit, unit)
        return Stretch(grain=grain, because="relative, and no date of publication")
    told = "publication on" if named == setting.publication else "the day last told,"
    because = f"{which} {unit}, counted from {told} {anchor}"
    if unit == "weekend":
        sunday = shifted(anchor, days=-((anchor.weekday() + 1) % 7) + (7 if step > 0 else 0))
        return replace(weekend(sunday, because), anchor=named)
    if unit in _SEASONS:
        return replace(_season(setting, unit, anchor.year, step, anchored=True), anchor=named)
    if unit == "decade":
        return replace(_decade(anchor.year // 10 * 10 + 10 * step), because=because, anchor=named)
    if unit == "century":
        return replace(_century((anchor.year - 1) // 100 + 1 + step), because=because, anchor=named)
    stretch = replace(stepped(anchor, step, unit, "publication"), because=because, anchor=named)
    if unit == "quarter" and stretch.first:
        return replace(stretch, quarter=(stretch.first.year, (stretch.first.month + 2) // 3))
    return stretch


def near_month(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "last April", "this September", "next March": the nearest such month on that side of publication."""
    published, month = setting.published, month_number(match)
    if published is None:
        return Stretch(grain="month", because="relative, and no date of publication", value=f"XXXX-{month:02d}")
    which, year = match["which"].lower().split()[-1], published.year
    if which in ("next", "coming"):
        year += month <= published.month
    elif which in ("last", "past"):
        year -= month >= published.month
    first, last = month_stretch(year, month)
    because = f"the month of {year}-{month:02d}, counted from publication on {published}"
    return Stretch(first, last, "month", because, anchor=setting.publication)


def end_of_unit(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the end of the year", "early in the month": a third of it; of a week and a decade, and "later", all."""
    unit, part = match["unit"].lower(), (match["third"] or match["third2"]).lower().split()[-1]
    anchor, named = setting.told
    if anchor is None:
        return Stretch(grain=unit, because="relative, and no day to count from")
    because = f"a part of the {unit} of {anchor}"
    if unit == "decade":
        return replace(_decade(anchor.year // 10 * 10), because=because, anchor=named)
    stretch = replace(stepped(anchor, 0, unit, "the day told"), because=because, anchor=named)
    if part not in _THIRDS or unit == "week" or stretch.first is None or stretch.last is None:
        return stretch
    begin, end = _THIRDS[part]
    first, last = stretch.first, stretch.last
    if unit == "month":
        return replace(
            stretch, first=first.replace(day=10 * begin + 1), last=last if end == 3 else last.replace(day=10 * end)
        )
    return replace(stretch, first=first.replace(month=4 * begin + 1), last=month_stretch(anchor.year, 4 * end)[1])


def _season(setting: Setting, name: str, year: int, step: int = 0, *, anchored: bool = False) -> Stretch:
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
    if not step and published and anchored and _SEASONS[name] == 12 and published.month < 6:
        year -= 1  # "this winter", said in January
    first, _ = month_stretch(year, _SEASONS[name])
    _, last = month_stretch(year + (_SEASONS[name] == 12), (_SEASONS[name] + 1) % 12 + 1)
    return Stretch(first, last, "season", f"the {name} of {year}", dated=True, value=f"{year}-{_CODES[name]}")


def latest_season(setting: Setting, name: str) -> Stretch | None:
    """Return the latest season of a name that had begun on the day of publication."""
    published = setting.published
    if published is None:
        return None
    begun = make_day(published.year, _SEASONS[name], 1)
    return _season(setting, name, published.year - (begun is not None and begun > published))


def season_of_year(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the summer of 2014"."""
    return _season(setting, match["season"].lower(), int(match["year"]))


def month_words(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve a month, or an early, middle or late third of one."""
    month, part = month_number(match), (match["third"] or "").lower()
    year, yearless = year_named(setting, match), False
    if year is None and (shared := setting.match(_YEAR_SHARED, match.end())):
        year = int(shared["year"])
    if year is None:
        named = _CAPITAL_AFTER.match(setting.text, match.end()) and not part
        if named and not _IN_BEFORE.search(setting.text, max(0, match.start() - 8), match.start()):
            return None
        if setting.published is None or match["near"]:
            because = "no year, and no date of publication"
            return Stretch(grain="month", because=because, value=f"XXXX-{month:02d}")
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
    anchor = setting.publication if yearless or match["near"] else None
    return Stretch(first, last, "month", because, yearless=yearless, dated=not yearless, anchor=anchor)


def half_of_month(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "the first half of April": days 1 to 15, or those from 16 on."""
    month = month_words(setting, match)
    if month is None or month.first is None or month.last is None:
        return month
    if match["ordinal"].lower() in ("first", "1st"):
        return replace(month, last=month.last.replace(day=15), because=f"days 1 to 15 of {month.first:%Y-%m}")
    return replace(month, first=month.first.replace(day=16), because=f"from day 16 of {month.first:%Y-%m}")


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


def owned_year(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve the year in "its 1990 invasion", "a 2014 interview"."""
    before = OWNING.search(setting.text, max(0, match.start() - 8), match.start())
    if before is None or not OWNED.match(setting.text, match.end()):
        return None
    return year_words(setting, match)


def short_year(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "in '98": the last such year up to publication, or of the 20th century without one."""
    if match.start() < 4 or not re.search(r"\b(?:in|of|since|from|until|to|by|the|summer|fall|spring|winter) [’']$",
                                         setting.text[max(0, match.start() - 12) : match.start()]):  # fmt: skip
        return None
    latest = setting.published.year if setting.published else 1999
    year = latest - (latest - int(match["year"])) % 100
    return Stretch(make_day(year, 1, 1), make_day(year, 12, 31), "year", f"the year {year}", dated=True)


def years_words(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "1988-1994", "2014-15"."""
    first, ending = int(match["year"]), match["year2"]
    last = int(ending) if len(ending) == 4 else first // 100 * 100 + int(ending)
    if not first < last <= first + 150:
        return None
    return Stretch(make_day(first, 1, 1), make_day(last, 12, 31), "year", "from year to year", dated=True)


def decade_words(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the 1990s", "the early 1990s", "the '80s", "the nineties"; the last two are of the 20th century."""
    groups, part = match.groupdict(), (match["third"] or "").lower()
    if groups.get("ten"):
        return _decade(int(match["ten"]) * 10, part)
    number = int(match["short"]) if groups["short"] else _DECADES.index(match["name"].lower()) + 3
    return _decade(1900 + 10 * number, part)


def _decade(ten: int, part: str = "") -> Stretch:
    first, last = {"": (0, 9), "ear": (0, 3), "mid": (4, 6), "lat": (7, 9)}[part[:3]]
    first_day, last_day = make_day(ten + first, 1, 1), make_day(ten + last, 12, 31)
    return Stretch(first_day, last_day, "decade", f"the {ten}s", dated=True, value=f"{ten // 10}")


def century_words(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the 19th century"; its value counts as TIMEX3 does, by the first two digits of its years: 18."""
    words = match["number"].lower()
    digits = re.match(r"\d+", words)
    return _century(int(digits[0]) if digits else ORDINALS.index(words) + 1)


def _century(number: int) -> Stretch:
    """Return a century; no precision of the record is coarser than a decade."""
    first, last = make_day(100 * number - 99, 1, 1), make_day(100 * number, 12, 31)
    return Stretch(first, last, "decade", f"century {number}", dated=True, value=f"{number - 1:02d}")


def spoken_year(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve a year spelt as it is spoken: "nineteen ninety-seven", "the year two thousand"."""
    year = year_spoken(match) or 2000
    if match.groupdict().get("month"):
        first, last = month_stretch(year, month_number(match))
        return Stretch(first, last, "month", f"the month of {year}", dated=True)
    return Stretch(make_day(year, 1, 1), make_day(year, 12, 31), "year", f"the year {year}", dated=True)
