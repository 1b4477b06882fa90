"""What a stretch of days is in the terms of TIMEX3 (ISO 8601, with seasons, parts of days and references)."""

from __future__ import annotations

from rashomon.reading.stretches import Stretch


def value_of(stretch: Stretch) -> str | None:
    """Return the value of a single time, None where nothing can be said.

    A day is 2020-11-08, its evening 2020-11-08TEV, a week 2020-W45, a month 2020-11, a clock time 2020-11-08T14:30, and
    without its day XXXX-XX-XXT14:30; what days alone do not tell (lengths, sets, quarters) the stretch brings along.
    """
    if stretch.value is not None:
        return stretch.value
    first, last = stretch.first, stretch.last
    if stretch.kind == "time":
        return f"{first.isoformat() if first and first == last else 'XXXX-XX-XX'}T{stretch.clock}"
    if first is None or last is None:
        return None
    if stretch.grain in ("day", "part-of-day") and first == last:
        return first.isoformat() + (f"T{stretch.part}" if stretch.part else "")
    if stretch.grain == "week":
        week = first.isocalendar()
        return f"{week.year}-W{week.week:02d}"
    if stretch.grain == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    if stretch.grain == "year" and first.year == last.year:
        return f"{first.year:04d}"
    if stretch.grain == "year":
        return f"{first.year:04d}/{last.year:04d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def type_of(kind: str, value: str | None) -> str:
    """Return the type that TIMEX3 gives a value: DATE, TIME, DURATION or SET.

    >>> type_of("date", "2020-11-08TEV"), type_of("date", "P3D"), type_of("date", "PAST_REF")
    ('TIME', 'DURATION', 'DATE')
    """
    if kind in ("set", "duration"):
        return kind.upper()
    if value and value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if kind == "time" or (value and "T" in value and not value.endswith("_REF")) else "DATE"
