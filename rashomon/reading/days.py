"""Days as written: a matched phrase and its setting in, the day, week or distance that it names out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from rashomon.reading.lengths import count_of, length, unit_of
from rashomon.reading.numbers import number_at
from rashomon.reading.stretches import Setting, Stretch, make_day, month_number, month_stretch, shifted, year_named

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# Days. TimeBank, 2026-11: of 37 dates without a year whose coming day lies this near, 36 are meant ahead.
_SOON = 65
_SPOKEN = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", *(f"twenty-{ordinal}" for ordinal in
                   ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")),
    "thirtieth", "thirty-first",
)  # fmt: skip
SPOKEN_DAYS = "|".join(sorted((day.replace("-", "[- ]") for day in _SPOKEN), key=len, reverse=True))
_OFFSETS = {
    "yesterday": (-1, -1),
    "tomorrow": (1, 1),
    "the day before yesterday": (-2, -2),
    "the day after tomorrow": (2, 2),
    "overnight": (-1, 0),
    "last night": (-1, 0),
}
_PARTS = {
    "morning": "MO", "early hours": "MO", "afternoon": "AF", "evening": "EV", "midnight": "00:00", "night": "NI",
    "noon": "12:00", "midday": "12:00",
}  # fmt: skip
# "The troops leave in five days": a present form that tells of what is arranged.
_SCHEDULED = re.compile(
    r"\b(?:leave|start|begin|end|expire|open|meet|arrive|return|resume|vote|depart)s?(?: \w+)? in $", re.I
)
_NAMES_AFTER = re.compile(
    r" (?:Times|Telegraph|Express|Mirror|Mail|Herald|People|World|Post|Agreement|Club|Mosque|Market|prayers?)\b|s\b"
)
_NAMES_BEFORE = re.compile(r"(?:Bloody|Black|Good|Palm|Easter|Holy|Ash|Red|Blue) $")


def dated_day(setting: Setting, match: re.Match[str], number: int | None = None, year: int | None = None) -> Stretch:
    """Resolve a day of a month, in the year named or in the one nearest to publication."""
    month, number = month_number(match), number or int(match["day"])
    year = year or year_named(setting, match)
    if year is not None:
        day = make_day(year, month, number)
        return Stretch(day, day, because="date with its year" if day else "no such day", dated=True)
    began = setting.war_began
    if setting.published is None and began is not None and (began.month, began.day) == (month, number):
        return Stretch(began, began, because="the day on which the war of these sides began", yearless=True)
    if setting.published is None or match["near"]:
        return Stretch(because="no year, and no date of publication", value=f"XXXX-{month:02d}-{number:02d}")
    past, coming = (
        _closest(setting.published, side, lambda year: make_day(year, month, number)) for side in (False, True)
    )
    if past is None or coming is None:
        return Stretch(because="no such day")
    told = setting.text.endswith(
        ("the ", "ended "), 0, match.start()
    )  # "the September 17 attack" is behind us in any tense
    ahead = (setting.ahead(match.start()) and not told) or (
        # A day of nearly a year ago would have been written with its year.
        coming - setting.published < timedelta(days=_SOON) and setting.untensed(match.start())
    )
    day = coming if ahead else past
    because = f"the {'first' if ahead else 'last'} such day {'from' if ahead else 'up to'} {setting.published}"
    return Stretch(day, day, because=because, yearless=True, anchor=setting.publication)


def spoken_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve a day of a month spelt as it is spoken: "January fifteenth nineteen ninety-seven"."""
    return dated_day(setting, match, _SPOKEN.index(match["spoken"].lower().replace(" ", "-")) + 1, year_spoken(match))


def year_spoken(match: re.Match[str]) -> int | None:
    """Return a year spelt as it is spoken: "nineteen ninety-seven", "twenty twenty"."""
    groups = match.groupdict()
    if not groups.get("tail"):
        return None
    number = number_at(match["tail"], 0)
    return {"eighteen": 1800, "nineteen": 1900}.get(match["head"].lower(), 2000) + int(number.value if number else 0)


def _closest(published: date, ahead: bool, make: Callable[[int], date | None]) -> date | None:
    """Return the yearly day nearest to publication on the side that the clause tells of."""
    step = 1 if ahead else -1
    for year in range(published.year, published.year + 9 * step, step):
        day = make(year)
        if day and (day >= published if ahead else day <= published):
            return day
    return None


def weekday_dated(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "Sunday, November 8", and say so if the two disagree."""
    stretch = dated_day(setting, match)
    if stretch.first and stretch.first.weekday() != DAYS.index(_weekday_name(match)):
        return replace(stretch, because=f"{stretch.because}; the weekday disagrees")
    return stretch


def _weekday_name(match: re.Match[str]) -> str:
    return next(day for day in DAYS if day.startswith(match["weekday"].rstrip(".").lower()[:3]))


def on_weekday(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve a weekday: the latest up to publication, or the coming one."""
    if _NAMES_AFTER.match(setting.text, match.end()) or _NAMES_BEFORE.search(
        setting.text, max(0, match.start() - 8), match.start()
    ):
        return None
    which, grain = (match["which"] or "").lower(), "part-of-day" if match["part"] or match["early"] else "day"
    published, part = setting.published, part_of_day(match["part"] or match["early"])
    if published is None:
        number = DAYS.index(match["weekday"].lower()) + 1
        return Stretch(grain=grain, because="a weekday, and no date of publication", value=f"XXXX-WXX-{number}")
    behind = (published.weekday() - DAYS.index(match["weekday"].lower())) % 7
    ahead = which in ("next", "coming") or (which == "this" and setting.future is None)
    if which in ("the previous", "the following"):
        return replace(_beside_narrated(setting, DAYS.index(match["weekday"].lower()), which, grain), part=part)
    if which not in ("last", "next", "past", "this past") and not ahead:
        ahead = setting.ahead(match.start())
    if which in ("last", "past", "this past"):
        day = shifted(published, days=-(behind or 7))
        because = f"the latest such weekday before {published}"
    elif ahead:
        day = shifted(published, days=7 if which == "next" and not behind else (7 - behind) % 7)
        because = f"the coming such weekday from {published}"
    else:
        day = shifted(published, days=-behind)
        because = f"the latest such weekday up to {published}"
    return Stretch(day, day, grain, because, part=part, anchor=setting.publication)


def _beside_narrated(setting: Setting, weekday: int, which: str, grain: str) -> Stretch:
    """Resolve "the previous Friday", "the following Monday" against the day last told."""
    anchor, named = setting.told
    if anchor is None:
        return Stretch(grain=grain, because="a weekday, and no day to count from")
    step = (
        (anchor.weekday() - weekday - 1) % 7 + 1
        if which == "the previous"
        else (weekday - anchor.weekday() - 1) % 7 + 1
    )
    day = shifted(anchor, days=-step if which == "the previous" else step)
    return Stretch(day, day, grain, f"{which} such weekday from {anchor}", anchor=named)


def near_day(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve days named by their distance to publication."""
    words = re.sub(r"\s+", " ", match["near_day"].lower())
    if match[0] == "Today" and re.search(r"\w $", setting.text[max(0, match.start() - 2) : match.start()]):
        return None  # the name of a paper or a programme: "Russia Today"
    part = match["part"] is not None or words in ("tonight", "overnight", "last night") or " " in words[:5]
    grain = "day" if "day before" in words or "day after" in words or not part else "part-of-day"
    if setting.published is None:
        return Stretch(grain=grain, because="relative, and no date of publication")
    first, last = _OFFSETS.get(words, (0, 0))
    because = f"counted from publication on {setting.published}"
    begun, ended = shifted(setting.published, days=first), shifted(setting.published, days=last)
    code = part_of_day(match["part"] or words)
    value = f"{begun}T{code}" if begun and code and grain == "part-of-day" else None
    return Stretch(begun, ended, grain, because, value=value, anchor=setting.publication)


def part_of_day(words: str | None) -> str | None:
    """Return the letters that TIMEX3 has for a part of the day: "Sunday morning" is 2020-11-08TMO."""
    words = (words or "").lower()
    return next((code for name, code in _PARTS.items() if name in words), None)


def next_to_narrated(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the previous day", "the same day", "the next day" against the day last told."""
    words = match[0].lower()
    step = (
        -1
        if re.search(r"previous|preceding|before|earlier", words)
        else 1
        if re.search(r"next|following|after", words)
        else 0
    )
    return _from_narrated(setting, step)


def _from_narrated(setting: Setting, days: int) -> Stretch:
    anchor, named = setting.told
    told = "the day last told" if setting.narrated else "publication"
    if anchor is None:
        return Stretch(because="relative, and no day to count from")
    day = shifted(anchor, days=days)
    return Stretch(day, day, because=f"{days:+d} days from {told}, {anchor}", anchor=named)


def distant_day(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "two days ago", "three months earlier", "a week later"; "a year earlier" may be a quarter."""
    count, side, unit = count_of(match["count"]), (match["side"] or match["side2"]).lower(), unit_of(match)
    back = side in ("ago", "earlier", "before")
    if count is None:
        return Stretch(because="an uncounted distance", value="PAST_REF" if back else "FUTURE_REF")
    sign = -1 if back else 1
    if unit == "year" and count == 1 and back and setting.quarter:
        return quarter_stretch((setting.quarter[0] - 1, setting.quarter[1]), "a year before the quarter last told")
    period = setting.period_near(match.start())
    if side not in ("ago", "from now") and period is not None:
        return _beside_period(period, sign * count, unit)
    told = side not in ("ago", "from now") and setting.narrated is not None
    anchor, named = setting.told if told else (setting.published, setting.publication)
    if side == "later" and not told and not setting.ahead(match.start()):
        return Stretch(because="later than a day that is not told")
    if anchor is None:
        return Stretch(because="relative, and no day to count from")
    stretch = stepped(anchor, sign * count, unit, "the day last told" if told else "publication")
    return replace(stretch, anchor=named)


def _beside_period(period: Stretch, count: int, unit: str) -> Stretch:
    """Resolve "a year later" after "July 2019": the month a year on; "two days later" has then no day to count from."""
    first = period.first
    if first is None or unit not in ("month", "year", "decade") or (unit == "month" and period.grain == "year"):
        return Stretch(because=f"counted from no day, but from a {period.grain} told")
    if period.grain == "year":
        return replace(stepped(first, count, unit, "the year last told"), anchor=f"narrated {first:%Y}")
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    return replace(stepped(first, months, "month", "the month last told"), anchor=f"narrated {first:%Y-%m}")


def in_units(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "in five years" where the clause tells of the future; elsewhere it is a length, and no day."""
    count, unit, published = count_of(match["count"]), unit_of(match), setting.published
    if count is None or published is None:
        return None
    scheduled = _SCHEDULED.search(setting.text, max(0, match.start() - 30), match.start())
    if not setting.ahead(match.start()) and not (scheduled and setting.future is None):
        return None
    return replace(stepped(published, count, unit, "publication"), anchor=setting.publication)


def quarter_stretch(quarter: tuple[int, int], because: str) -> Stretch:
    """Return the three months of a quarter; its grain is that of a season, which is as long."""
    year, number = quarter
    first, last = month_stretch(year, 3 * number - 2)[0], month_stretch(year, 3 * number)[1]
    return Stretch(first, last, "season", because, value=f"{year}-Q{number}")


def stepped(anchor: date, count: int, unit: str, told: str) -> Stretch:
    """Return the day, week, month or year that lies some units off."""
    because = f"{count:+d} {unit}s from {told}, {anchor}"
    if unit in ("day", "night", "hour", "minute", "second"):
        days = count if unit in ("day", "night") else int(count / {"hour": 24, "minute": 1440, "second": 86400}[unit])
        day = shifted(anchor, days=days) if abs(days) < 10**6 else None
        return Stretch(day, day, because=because)
    if unit in ("week", "weekend"):
        monday = shifted(anchor, days=7 * count - anchor.weekday()) if abs(count) < 10**5 else None
        if unit == "weekend":
            return weekend(shifted(monday, days=6), because)
        return Stretch(monday, shifted(monday, days=6), "week", because)
    if unit == "quarter":
        quarters = anchor.year * 4 + (anchor.month - 1) // 3 + count
        return quarter_stretch((quarters // 4, quarters % 4 + 1), because)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        first, last = month_stretch(months // 12, months % 12 + 1)
        return Stretch(first, last, "month", because)
    year = anchor.year + count * {"decade": 10, "century": 100}.get(unit, 1)
    return Stretch(make_day(year, 1, 1), make_day(year, 12, 31), "year", because)


def weekend(sunday: date | None, because: str) -> Stretch:
    """Return the two days of a weekend."""
    value = None
    if sunday:
        week = sunday.isocalendar()
        value = f"{week.year}-W{week.week:02d}-WE"
    return Stretch(shifted(sunday, days=-1), sunday, "day", because, value=value)


def past_stretch(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the past 24 hours", "the last three days": up to publication."""
    unit, published = unit_of(match), setting.published
    grain = {"minute": "day", "hour": "day", "second": "day", "night": "day", "weekend": "day", "quarter": "season"}
    grain |= {"decade": "year", "century": "year"}
    told = Stretch(grain=grain.get(unit, unit), because="relative, and no date of publication")
    count = count_of(match["count"]) if match["count"] else 1
    told = replace(told, value=length(count, unit))
    if published is None:
        return told
    told = replace(told, anchor=setting.publication, because=f"up to publication on {published}")
    if count is None:
        return replace(told, last=published, grain="unknown", because=f"uncounted, {told.because}")
    if unit in ("second", "minute", "hour"):
        hours = -(-count // {"second": 3600, "minute": 60, "hour": 1}[unit])
        first = shifted(published, days=-max(1, -(-hours // 24))) if count < 10**6 else None
    elif unit in ("day", "night", "week", "weekend"):
        first = shifted(published, days=-count * (1 if unit in ("day", "night") else 7)) if count < 10**5 else None
    else:
        each = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        months = published.year * 12 + published.month - 1 - count * each
        first = make_day(months // 12, months % 12 + 1, min(published.day, 28))
    return replace(told, first=first, last=published if first else None)


def coming_stretch(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the next two weeks": from publication on where the clause tells of the future, else a length."""
    unit, published = unit_of(match), setting.published
    count = count_of(match["count"]) if match["count"] and not match["upper"] else None
    value = length(count, unit)
    if published is None or count is None or not setting.ahead(match.start()) or unit not in ("day", "week"):
        kind = "date" if count is None else "duration"
        return Stretch(kind=kind, because="a length of time, from now on", value=value, anchor=setting.publication)
    last = shifted(published, days=count * (7 if unit == "week" else 1)) if count < 10**5 else None
    because = f"from publication on {published}"
    return Stretch(published if last else None, last, unit, because, value=value, anchor=setting.publication)


def recent_days(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "recent days": an unknown beginning, up to publication."""
    because = "an unknown beginning, up to publication"
    value = length(None, unit_of(match))
    return Stretch(None, setting.published, "unknown", because, anchor=setting.publication, value=value)


def numeric_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "2020-11-08", "08.11.2020"; "10/11/2020" only if one order alone is possible."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["mark"] == ".":
        day = make_day(year, two, one)
        return Stretch(day, day, because="day, month and year with dots" if day else "no such day", dated=True)
    days = {day for day in (make_day(year, two, one), make_day(year, one, two)) if day}
    if len(days) != 1:
        return Stretch(because="day and month may be either way round" if days else "no such day")
    day = days.pop()
    return Stretch(day, day, because="only one order of day and month is possible", dated=True)


def nine_eleven(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "9/11", which is a name."""
    day = date(2001, 9, 11)
    return Stretch(day, day, because="the day that bears this name", dated=True)


def iso_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "2020-11-08"."""
    day = make_day(int(match["year"]), int(match["two"]), int(match["one"]))
    return Stretch(day, day, because="year, month and day" if day else "no such day", dated=True)
