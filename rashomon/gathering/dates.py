"""A date as a page writes it -> ISO 8601, exactly as precise as it was given, or None."""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    "january february march april may june july august september october november december sept".split()  # noqa: SIM905
)
DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{8})[T ]\s*(\d{2}:?\d{2}(?P<second>:?\d{2}(?:[.,]\d+)?)?)\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
WORDED = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?,?"
    r"|(?P<month_first>[a-z]{3,9})\.?\s+(?P<day_second>\d{1,2})(?:st|nd|rd|th)?,?)\s+(?P<year>\d{4})"
    r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>:\d{2})?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
YEARS = range(1800, 2200)  # outside: placeholders such as 0001-01-01 and 9999-12-31


def parse_published(written: str | None) -> str | None:
    """Return a publication date as ISO 8601, or None if it cannot be read without a guess.

    >>> parse_published("2020-11-08 14:30 +0400")
    '2020-11-08T14:30+04:00'
    >>> parse_published("November 8, 2020")
    '2020-11-08'
    >>> parse_published("08/11/2020") is None
    True
    """
    if written is None or len(written) > 100:
        return None
    text = " ".join(written.split())
    try:
        return _parse_day(text) or _parse_iso(text) or _parse_worded(text)
    except ValueError:  # a 31 November, an hour 25
        return None


def _parse_day(text: str) -> str | None:
    match = DAY.fullmatch(text)
    if match is None:
        return None
    day = date(*(int(part) for part in match.groups() if part is not None))
    return day.isoformat() if day.year in YEARS else None


def _parse_iso(text: str) -> str | None:
    match = ISO_TIME.fullmatch(text)
    if match is None:
        return None
    return _write(datetime.fromisoformat(f"{match[1]}T{match[2]}{_zone(match['zone'])}"), match["second"])


def _parse_worded(text: str) -> str | None:
    match = WORDED.fullmatch(text)
    if match is None:
        return None
    name = (match["month"] or match["month_first"]).lower()
    if name[:3] not in MONTHS or not (len(name) == 3 or name in FULL_MONTHS):
        return None
    month = MONTHS.index(name[:3]) + 1
    day = date(int(match["year"]), month, int(match["day"] or match["day_second"]))
    if match["hour"] is None:
        return day.isoformat() if day.year in YEARS else None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    clock = f"{hour:02}:{match['minute']}{match['second'] or ''}{_zone(match['zone'])}"
    return _write(datetime.fromisoformat(f"{day.isoformat()}T{clock}"), match["second"])


def _zone(written: str | None) -> str:
    if written is None:
        return ""
    return "+00:00" if written.upper() in ("Z", "UTC", "GMT") else written


def _write(moment: datetime, second: str | None) -> str | None:
    if moment.year not in YEARS:
        return None
    return moment.isoformat(timespec="auto" if second else "minutes")
