"""Quarters, halves, fiscal years and what is compared with them: "the third quarter", "the year-ago period"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rashomon.reading.days import part_of_day, quarter_stretch
from rashomon.reading.lengths import LENGTHY, count_of, length, unit_of
from rashomon.reading.months import latest_season
from rashomon.reading.stretches import Setting, Stretch, make_day, month_stretch, shifted

_ENDED = re.compile(r" end(?:ed|ing|s)\b")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def quarter_words(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "the third quarter (of 1984)", "next year's first quarter", "Q3 2020".

    A fiscal quarter has a value, but no interval: each company begins its year when it likes.
    """
    words = match["ordinal"].lower()
    number, published, anchor = _ORDINALS[words if words in _ORDINALS else words[0]], setting.published, None
    year = int(match["year"] or match["year2"] or 0)
    if not year:
        if published is None:
            return Stretch(grain="season", because="no year, and no date of publication", value=f"XXXX-Q{number}")
        near = (match["near"] or match["near2"] or "").lower()
        year, anchor = published.year + {"last": -1, "next": 1}.get(near, 0), setting.publication
        if not near and not setting.ahead(match.start()):
            # The latest that has begun: in January the fourth quarter is that of last year.
            year -= number > (published.month + 2) // 3
    stretch = quarter_stretch((year, number), f"quarter {number} of {year}")
    if match["fiscal"] or match["fiscal2"]:
        stretch = replace(stretch, first=None, last=None, because="a fiscal quarter, which begins when a company likes")
    # "Will weigh on the fourth quarter" is no quarter that the story reports on.
    told = None if setting.ahead(match.start()) else (year, number)
    return replace(stretch, anchor=anchor, quarter=told)


def half_words(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the first half of 1989", "the second half of this year"."""
    number = 1 if match["ordinal"].lower() in ("first", "1st") else 2
    year, anchor = int(match["year"] or 0), None
    if not year:
        if setting.published is None:
            return Stretch(grain="season", because="no year, and no date of publication", value=f"XXXX-H{number}")
        near = (match["near"] or "").lower()
        year, anchor = setting.published.year + {"last": -1, "next": 1}.get(near, 0), setting.publication
    first, last = month_stretch(year, 6 * number - 5)[0], month_stretch(year, 6 * number)[1]
    return Stretch(first, last, "season", f"half {number} of {year}", value=f"{year}-H{number}", anchor=anchor)


def told_quarter(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "the quarter", "the latest period": the quarter last told; elsewhere a quarter may be one of a town."""
    quarter, anchor = setting.quarter, None
    latest = "latest" in match[0].lower() or "recent" in match[0].lower()
    if quarter is None and not setting.end and not latest:
        return None
    if latest and quarter and setting.published and _last_day(quarter) > setting.published:
        quarter = None
    if quarter is None and setting.published:
        before = setting.published.year * 4 + (setting.published.month - 1) // 3 - 1
        quarter, anchor = (before // 4, before % 4 + 1), setting.publication
    if quarter is None:
        return Stretch(grain="season", because="a quarter that is not named")
    # Which quarter is meant is likely, not sure: a value, and no interval.
    stretch = replace(quarter_stretch(quarter, "the quarter last told"), first=None, last=None)
    return replace(stretch, anchor=anchor or f"narrated {quarter[0]}-Q{quarter[1]}")


def _last_day(quarter: tuple[int, int]) -> date:
    return quarter_stretch(quarter, "").last or date.max


def year_before(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "year-ago", "the year-earlier period", "the same period last year"; no interval, as the span is vague."""
    if match["months"]:
        return Stretch(kind="duration", because="a length of time, a year before", value=length(
            count_of(match["months"]), "month"))  # fmt: skip
    if setting.quarter:
        year, number = setting.quarter
        return Stretch(grain="season", because="a year before the quarter last told", value=f"{year - 1}-Q{number}",
                       anchor=f"narrated {year}-Q{number}")  # fmt: skip
    if setting.published is None:
        return Stretch(grain="year", because="relative, and no date of publication")
    because = "a year before publication"
    return Stretch(grain="year", because=because, value=f"{setting.published.year - 1}", anchor=setting.publication)


def year_period(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the 1988 quarter", "the 1988 period": with the number of the quarter last told."""
    year = int(match["year"])
    if setting.quarter:
        return replace(quarter_stretch((year, setting.quarter[1]), f"the quarter last told, of {year}"), dated=True)
    return Stretch(make_day(year, 1, 1), make_day(year, 12, 31), "year", f"the year {year}", dated=True)


def fiscal_year(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "fiscal 1988", "the fiscal year": a value, but no interval."""
    if _ENDED.match(setting.text, match.end()):
        return Stretch(kind="duration", because="a length of time that ends on a day named", value="P1Y")
    because = "a fiscal year, which begins when a company or a state likes"
    if match["year"]:
        return Stretch(grain="year", because=because, value=match["year"])
    if setting.published is None:
        return Stretch(grain="year", because=because)
    return Stretch(grain="year", because=because, value=f"{setting.published.year}", anchor=setting.publication)


def told_unit(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "the year", "the full year", "the week" after a word of time: a value, and no interval.

    Which year is meant hangs on the story; "the year ended March 31" is a length.
    """
    unit = unit_of(match)
    if not _placed(setting, match):
        return None
    if _ENDED.match(setting.text, match.end()):
        return Stretch(kind="duration", because="a length of time that ends on a day named", value=length(1, unit))
    anchor, named = setting.told
    if anchor is None:
        return Stretch(grain=unit, because="relative, and no day to count from")
    week = anchor.isocalendar()
    value = {"year": f"{anchor:%Y}", "month": f"{anchor:%Y-%m}", "week": f"{week.year}-W{week.week:02d}"}[unit]
    return Stretch(grain=unit, because=f"the {unit} of {anchor}, likely but not sure", value=value, anchor=named)


def _placed(setting: Setting, match: re.Match[str]) -> bool:
    """Return whether the words are asked about, or a word before them calls for a time: "over the summer"."""
    return bool(setting.end or LENGTHY.search(setting.text, max(0, match.start() - 24), match.start()))


def told_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "then": the day last told, as a value; without one, some time in the past."""
    if setting.narrated is None:
        return Stretch(grain="unknown", because="a time told that is not named", value="PAST_REF")
    value = setting.narrated.isoformat()
    return Stretch(because="likely the day last told", value=value, anchor=f"narrated {value}")


def told_season(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "over the summer": the latest that had begun, as a value; "in the summer" may mean any summer."""
    if not _placed(setting, match):
        return None
    stretch = latest_season(setting, match["season"].lower())
    if stretch is None:
        return Stretch(grain="season", because="relative, and no date of publication")
    because = f"likely {stretch.because}"
    return replace(stretch, first=None, last=None, because=because, anchor=setting.publication, dated=False)


def told_part(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "in the morning", "that night": a part of the day told, as a value; it may mean any morning.

    "The next night", "the same evening" are of the day beside the one told.
    """
    if match["step"] == "" and not _placed(setting, match):
        return None
    anchor, named = setting.told
    step = {"next": 1, "following": 1, "previous": -1}.get((match["step"] or "").lower(), 0)
    if match["step"] and step and setting.narrated is None and anchor is not None:
        return Stretch(grain="part-of-day", because="beside a day that is not told")
    if anchor is None:
        return Stretch(grain="part-of-day", because="relative, and no day to count from")
    if match["step"] and setting.narrated is not None:
        because = f"{match['step'].lower()} day from {anchor}"
        day = shifted(anchor, days=step)
        return Stretch(day, day, "part-of-day", because, part=part_of_day(match["part"]), anchor=named)
    value = f"{anchor}T{part_of_day(match['part'])}"
    return Stretch(grain="part-of-day", because=f"likely of {anchor}", value=value, anchor=named)


def year_end(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "year-end": the last day of the year, of the last one after "since"."""
    if setting.published is None:
        return Stretch(because="no year, and no date of publication", value="XXXX-12-31")
    since = setting.text.endswith(("since ", "from "), 0, match.start())
    day = make_day(setting.published.year - since, 12, 31)
    return Stretch(day, day, because="the last day of the year", anchor=setting.publication)
