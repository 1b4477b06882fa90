"""What words of time stand for: a stretch of days, and the setting that it is read against."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Stretch:
    """What some words name: the first and the last day, both included; None is open or unknown."""

    first: date | None = None
    last: date | None = None
    grain: str = "day"
    because: str = ""
    kind: str = "date"
    clock: str | None = None
    yearless: bool = False  # the year was inferred, so a neighbour that names one may correct it
    dated: bool = False  # names its year in words
    anchor: str | None = None  # what it was counted from: "publication 2020-11-08", "narrated 2020-10-09"
    value: str | None = None  # in the terms of TIMEX3, where the days alone do not tell it
    part: str | None = None  # the part of its day, in the letters of TIMEX3: MO, AF, EV, NI
    zone: str | None = None
    quarter: tuple[int, int] | None = None  # the year and quarter that it tells of: "a year earlier" counts from it
    quant: str | None = None  # of a set: EVERY, EACH
    freq: str | None = None  # of a set: "2X", twice


@dataclass(slots=True)
class Setting:
    """What the words are read against: the text, the anchors, and which clauses lie ahead."""

    text: str
    published: date | None
    future: Callable[[int], bool] | None = None
    war_began: date | None = None
    narrated: date | None = None
    period: Stretch | None = None  # the month or year last told, where no day was told since
    period_end: int = 0
    quarter: tuple[int, int] | None = None  # the year and quarter last told
    end: int = 0  # where words that are asked about end; 0: read as far as the text goes

    @property
    def publication(self) -> str | None:
        """Return the date of publication as an anchor."""
        return f"publication {self.published}" if self.published else None

    @property
    def told(self) -> tuple[date | None, str | None]:
        """Return the day last told, or else that of publication, and its words as an anchor."""
        if self.narrated is not None:
            return self.narrated, f"narrated {self.narrated}"
        return self.published, self.publication

    def match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Match a pattern at an offset, within the words that are asked about."""
        return pattern.match(self.text, start, self.end or len(self.text))

    def ahead(self, start: int) -> bool:
        """Return whether the clause round an offset tells of the future."""
        if self.future is not None:
            return self.future(start)
        last = None
        for last in _AHEAD.finditer(self.text, self._clause(start), start):  # noqa: B007 - the last one is wanted
            pass
        if last is not None and _HAD_BEEN.search(self.text, self._clause(start), last.start()):
            return False  # "had been planned for Wednesday"
        # "They will leave, he said on Friday": the day belongs to what was said.
        return last is not None and not _SAID.search(self.text, last.end(), start)

    def period_near(self, start: int) -> Stretch | None:
        """Return the month or year last told, where it stands not far before an offset."""
        return self.period if self.period is not None and start - self.period_end < _NEAR else None

    def untensed(self, start: int) -> bool:
        """Return whether no past form stands in the few words before an offset."""
        return not _BEHIND.search(self.text, max(self._clause(start), start - 30), start)

    def long_past(self, start: int) -> bool:
        """Return whether a pluperfect stands before an offset in its clause: "had fought for every street until"."""
        return _HAD.search(self.text, self._clause(start), start) is not None

    def _clause(self, start: int) -> int:
        """Return where the words before an offset begin that may tell its tense."""
        return max(0, start - 120, *(self.text.rfind(mark, max(0, start - 120), start) + 1 for mark in ".!?\n;"))


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTHS |= {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)} | {"sept": 9}
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|would(?! have)|going to|set (?:to|for)|to expire|due|scheduled|plans? to|planned for"
    r"|expected|to be (?:\w+ed|held|made|paid|built|sent|sold)|is to|are to|starts|begins|opens|expires|takes effect"
    r"|(?:comes|enters) into force|goes into effect)\b",
    re.I,
)
_HAD = re.compile(r"\bhad (?:\w+ )?(?:been |\w{2,}(?:ed|en|ught|elt|ost|eft|ept|ade|aid|one) )")
_HAD_BEEN = re.compile(r"\bhad (?:\w+ ){0,2}been $", re.I)
_NEAR = 300  # characters, a sentence or two
_SAID = re.compile(
    r"\b(?:said|told|wrote|announced|added|reported|warned|declared|stated|confirmed|denied|claimed|noted|tweeted|posted"
    r"|insisted|vowed|pledged|was|were|had|did|began|took|came|went|met|won|spent|spoke|fell)\b",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?:was|were|had|did|has|began|fell|took|came|went|left|lost|held|met|won|broke|died|saw|\w{2,}(?<!schedul)(?<!plann)ed)\b"
)


def day_of(published: str | None) -> date | None:
    """Return the day of a moment in ISO 8601, or None where it names no day."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_year(day: date, year: int) -> date | None:
    """Return the same day of another year; the last day of February stays the last."""
    if (day.month, day.day) == (2, 29):
        return make_day(year, 2, 29) or make_day(year, 2, 28)
    return make_day(year, day.month, day.day)


def shifted(day: date | None, *, days: int) -> date | None:
    """Return the day that lies some days off, or None beyond the calendar."""
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def month_stretch(year: int, month: int) -> tuple[date | None, date | None]:
    """Return the first and the last day of a month."""
    following = make_day(year + month // 12, month % 12 + 1, 1)
    return make_day(year, month, 1), shifted(following, days=-1)


def month_number(match: re.Match[str]) -> int:
    """Return the number of the month that a phrase names."""
    return _MONTHS[match["month"].rstrip(".").lower()]


def year_named(setting: Setting, match: re.Match[str]) -> int | None:
    """Return the year that a phrase names: "2020", "last year"."""
    if match["year"]:
        return int(match["year"])
    if match["near"] and setting.published:
        return setting.published.year + {"last": -1, "this": 0, "next": 1}[match["near"].lower()]
    return None
