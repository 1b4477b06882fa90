"""Claims -> the day that they speak of, for sorting and for windows of time."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.records import Claim, When


def day_of(claim: Claim) -> str | None:
    """Return the day that a claim is about: the event's, failing that the day it was said or published."""
    for when in (claim.event.when, claim.said_on):
        if when is not None and (when.start or when.end):
            return (when.start or when.end or "")[:10]
    return claim.published[:10] if claim.published else None


def said_day(claim: Claim) -> str | None:
    """Return the day on which a claim was made, failing that the day it was published."""
    if claim.said_on is not None and claim.said_on.start:
        return claim.said_on.start[:10]
    return claim.published[:10] if claim.published else None


def order(claim: Claim) -> tuple[str, str, str, int, str]:
    """Return the key by which claims are put in order: by time, claims without a time last."""
    return (said_day(claim) or "9999", claim.published or "9999", claim.report, claim.span.start, claim.id)


def number_of(day: str) -> int:
    """Return a day as a number of days, for differences."""
    return date.fromisoformat(day).toordinal()


def spanning(days: list[str]) -> When | None:
    """Return the interval from the first to the last of some days."""
    return When(min(days), max(days), "day") if days else None


def shifted(day: str, by: int) -> str:
    """Return the day that lies `by` days later."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def written(day: str) -> str:
    """Return a day as people write it.

    >>> written("2034-03-07")
    '7 March 2034'
    """
    year, month, number = day[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"
