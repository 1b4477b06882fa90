"""Moments as people write them become the fixed-width text that the ledger compares."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import CallerError, QueryError
from rashomon.ledger.moments import read_moment, write_moment

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)


@settings(max_examples=100, deadline=None)
@given(moments, moments)
def test_texts_compare_as_moments_do(one: datetime, other: datetime) -> None:
    """The stored texts have one width, and their order by letters is the order in time."""
    first, second = write_moment(one), write_moment(other)
    assert len(first) == len(second) == 27
    assert (first < second) == (one < other)
    assert datetime.fromisoformat(first) == one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-05-04", "2031-05-04T23:59:59.999999Z"),
        ("2031-05-04T12:30", "2031-05-04T12:30:00.000000Z"),
        ("2031-05-04 12:30:01.5", "2031-05-04T12:30:01.500000Z"),
        ("2031-05-04T12:30+04:00", "2031-05-04T08:30:00.000000Z"),
        ("2031-05-04T12:30Z", "2031-05-04T12:30:00.000000Z"),
    ],
)
def test_a_written_moment_means_what_people_mean(text: str, expected: str) -> None:
    """A date is the end of its day; a clock time without a zone is in UTC."""
    assert read_moment(text) == expected


@pytest.mark.parametrize("bad", ["", "now", "2031", "2031-05", "2031-02-30", "04.05.2031", "2031-05-04T25:00", "\0"])
def test_a_bad_text_is_refused(bad: str) -> None:
    """What is no moment is a question that cannot be answered."""
    with pytest.raises(QueryError):
        read_moment(bad)


@pytest.mark.parametrize("bad", [datetime(2031, 5, 4), datetime.min.replace(tzinfo=timezone(timedelta(hours=1))), None])
def test_a_moment_without_zone_or_beyond_the_calendar_is_refused(bad: datetime) -> None:
    """A clock must say where it stands, and stay within the years 1 to 9999."""
    with pytest.raises(CallerError):
        write_moment(bad)
    with pytest.raises(QueryError):
        read_moment(bad)


def test_a_moment_of_a_clock_is_read_as_it_is() -> None:
    """A datetime asks for its very microsecond."""
    assert read_moment(datetime(2031, 5, 4, tzinfo=UTC)) == "2031-05-04T00:00:00.000000Z"
