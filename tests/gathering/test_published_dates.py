"""Publication dates: exactly as precise as written, or unknown."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.gathering.dates import parse_published


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-11-08", "2020-11-08"),
        (" 2020/11/8 ", "2020-11-08"),
        ("20201108", "2020-11-08"),
        ("2020-11-08T14:30:00+04:00", "2020-11-08T14:30:00+04:00"),
        ("2020-11-08T14:30:00+0400", "2020-11-08T14:30:00+04:00"),
        ("2020-11-08T14:30:00.000Z", "2020-11-08T14:30:00+00:00"),
        ("2020-11-08 14:30", "2020-11-08T14:30"),
        ("2020-11-08 14:30 UTC", "2020-11-08T14:30+00:00"),
        ("8 November 2020", "2020-11-08"),
        ("Nov. 8, 2020", "2020-11-08"),
        ("Sunday, November 8th, 2020", "2020-11-08"),
        ("November 8, 2020 at 2:30 p.m.", "2020-11-08T14:30"),
        ("November 8, 2020, 12:05 AM", "2020-11-08T00:05"),
        ("Sun, 08 Nov 2020 14:30:05 +0400", "2020-11-08T14:30:05+04:00"),
        ("Sun, 08 Nov 2020 14:30:05 GMT", "2020-11-08T14:30:05+00:00"),
    ],
)
def test_dates_that_say_one_thing(written: str, read: str) -> None:
    """Each usual form is read with its own precision and zone, and no more."""
    assert parse_published(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "08/11/2020",
        "2020",
        "2020-11",
        "yesterday",
        "2020-02-30",
        "2020-11-08T25:00",
        "31 November 2020",
        "0001-01-01T00:00:00",
        "9999-12-31",
        "8 Novembre 2020",
        "1604836800",
        "13:99 8 May 2020",
        "x" * 5000,
        "٢٠٢٠-١١-٠٨",
        "November 8, 2020 15:00 pm",
        "2020-11-08T14:30+99:00",
    ],
)
def test_dates_that_need_a_guess_are_unknown(written: str) -> None:
    """An ambiguous, impossible or foreign form is None, never a guess."""
    assert parse_published(written) is None
    assert parse_published(None) is None


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.none() | st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)
def test_iso_dates_come_back(moment: datetime, zone: timezone | None) -> None:
    """Any ISO 8601 moment, with or without zone, is read as that very moment."""
    written = moment.replace(tzinfo=zone).isoformat()
    read = parse_published(written)
    assert read is not None
    assert datetime.fromisoformat(read) == datetime.fromisoformat(written)


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789-:/ TZ+NovMay,.", max_size=30))
def test_what_is_read_is_iso(written: str) -> None:
    """Whatever the string, the answer is None or something that the standard library reads as ISO 8601."""
    read = parse_published(written)
    assert read is None or datetime.fromisoformat(read)
