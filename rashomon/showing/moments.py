"""Times as people write them -> times as the ledger keeps them; times of records -> words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from rashomon.errors import QueryError
from rashomon.records import When

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CLOCK = re.compile(r"[T ](\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_WITHOUT_CLOCK = frozenset({"day", "week", "month", "season", "year", "decade"})


def read_moment(text: str, *, last: bool = False) -> datetime:
    """Return the moment that a date or a date with a time names, in UTC; a bare date is its first or last instant."""
    text = text.strip()
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max if last else time.min, tzinfo=UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"expected a moment such as 2020-11-08 or 2020-11-08T18:00Z, found {text!r}") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def fixed_width(moment: datetime) -> str:
    """Return the moment as the ledger writes it: UTC, microseconds, always of one width."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day_of(text: str | None) -> str | None:
    """Return the calendar day of a time in ISO 8601, as the time itself names it."""
    found = _DAY.match(text) if text else None
    return found[0] if found else None


def moment_words(text: str | None, *, clock: bool = True) -> str:
    """Return a time in ISO 8601 as words; what is no such time is returned as it is.

    >>> moment_words("2020-11-08T14:05:00+04:00")
    '8 November 2020, 14:05 +04:00'
    >>> moment_words("2020-11")
    'November 2020'
    """
    if not text:
        return ""
    found = _PARTIAL.match(text)
    if found is None:
        return text
    words = _day_words(found[1], found[2], found[3])
    if words is None:
        return text
    hour = _CLOCK.fullmatch(text[found.end() :])
    if hour is None:
        return words if found.end() == len(text) else text
    # Midnight without a zone is how a bare date looks once it went through a date-time field.
    if not clock or (hour[1] == "00:00" and hour[2] is None):
        return words
    zone = {None: "", "Z": " UTC", "+00:00": " UTC"}.get(hour[2], f" {hour[2]}")
    return f"{words}, {hour[1]}{zone}"


def when_words(when: When | None) -> str:
    """Return an interval of time as words, no more exact than the interval."""
    if when is None or (when.start is None and when.end is None):
        return ""
    start, end = when.start, when.end
    first, last = day_of(start), day_of(end)
    if first and last and when.precision in {"month", "year"} and first[:4] == last[:4]:
        whole = first[:7] if when.precision == "month" and first[:7] == last[:7] else None
        whole = first[:4] if when.precision == "year" else whole
        if whole:
            return moment_words(whole)
    clock = when.precision not in _WITHOUT_CLOCK
    if start is None:
        return f"until {moment_words(end, clock=clock)}"
    if end is None:
        return f"from {moment_words(start, clock=clock)}"
    opening, closing = moment_words(start, clock=clock), moment_words(end, clock=clock)
    if opening == closing:
        return opening
    if first is not None and first == last:
        return moment_words(first)
    return f"{opening} to {closing}"


def range_words(first: str | None, last: str | None) -> str:
    """Return the days from one time to another as words."""
    opening, closing = moment_words(first, clock=False), moment_words(last, clock=False)
    if opening == closing or not closing:
        return opening
    return f"{opening} to {closing}" if opening else closing


def _day_words(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(day) <= 31 else None
