"""A moment as given by a caller -> the fixed-width UTC text that the ledger stores and compares."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from rashomon.errors import CallerError, QueryError


def write_moment(moment: datetime) -> str:
    """Return an aware moment as "YYYY-MM-DDTHH:MM:SS.ffffffZ".

    Fixed width, because the ledger compares these texts letter by letter.

    >>> write_moment(datetime(2020, 11, 8, 12, tzinfo=UTC))
    '2020-11-08T12:00:00.000000Z'
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise CallerError(f"expected a moment with its time zone, found {moment!r}; give it one, for example UTC")
    try:
        universal = moment.astimezone(UTC)
    except OverflowError as error:
        raise CallerError(f"expected a moment of the years 1 to 9999 in UTC, found {moment!r}") from error
    return universal.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(given: datetime | str) -> str:
    """Return the moment that a question of the form "as of ..." means, as fixed-width UTC text.

    A date alone means the end of that day in UTC; a text without a zone is in UTC.

    >>> read_moment("2020-11-08")
    '2020-11-08T23:59:59.999999Z'
    """
    try:
        return write_moment(_parse(given) if isinstance(given, str) else given)
    except CallerError as error:
        raise QueryError(str(error)) from error


def _parse(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        expected = "a date or a moment such as 2020-11-08 or 2020-11-08T18:30+04:00"
        raise QueryError(f"expected {expected}, found {text!r}") from error
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=UTC)
