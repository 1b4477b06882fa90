"""Values of records as words."""

from __future__ import annotations

import doctest
import importlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import rashomon.showing
from rashomon.errors import QueryError
from rashomon.records import Denial, Stance, When
from rashomon.showing.moments import fixed_width, moment_words, read_moment, when_words
from rashomon.showing.wording import interval_words, stance_words

SHOWING = Path(rashomon.showing.__file__).parent
JUDGEMENTS = re.compile(r"\b(true|truth|false|lies?|lying|liar|liberated|regime|terrorist|fake)\b", re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(path.stem for path in SHOWING.glob("*.py") if path.stem not in {"building"}))
def test_examples_in_docstrings_hold(name: str) -> None:
    """Each example in a docstring gives what it says."""
    assert doctest.testmod(importlib.import_module(f"rashomon.showing.{name}")).failed == 0


def test_every_stance_and_denial_has_words_that_do_not_judge() -> None:
    """No stance or way of denial is without words, and none of the words says who is right."""
    for stance in Stance:
        for denial in (None, *Denial):
            words = stance_words(stance, denial)
            assert words
            assert not JUDGEMENTS.search(words)


def test_pages_hold_no_word_that_judges() -> None:
    """The words that the page itself brings never judge."""
    page = (SHOWING / "templates" / "briefing.html.j2").read_text(encoding="utf-8")
    assert not JUDGEMENTS.search(re.sub(r"{[{%].*?[%}]}", "", page))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-11-08", "2020-11-08T23:59:59.999999Z"),
        ("2020-11-08T18:00", "2020-11-08T18:00:00.000000Z"),
        ("2020-11-08T18:00Z", "2020-11-08T18:00:00.000000Z"),
        ("2020-11-08T18:00+04:00", "2020-11-08T14:00:00.000000Z"),
    ],
)
def test_a_moment_is_read_in_utc_and_a_day_to_its_end(written: str, expected: str) -> None:
    """A bare date asks for the whole day; a moment without a zone is UTC."""
    assert fixed_width(read_moment(written, last=True)) == expected


def test_a_bare_date_can_name_its_first_instant() -> None:
    """For the ledger's clock a bare date is midnight."""
    assert read_moment("2020-11-08") == datetime(2020, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "yesterday", "2020-13-01", "2020-11-31", "08/11/2020", "٢٠٢٠-١١-٠٨x"])
def test_what_is_no_moment_is_refused(written: str) -> None:
    """A text that names no moment is an error of the caller, not a guess."""
    with pytest.raises(QueryError, match="expected a moment"):
        read_moment(written)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, ""),
        (When(), ""),
        (When("2020-11-08", "2020-11-08"), "8 November 2020"),
        (When("2020-09-27", "2020-11-08"), "27 September 2020 to 8 November 2020"),
        (When("2020-11-01", "2020-11-30", "month"), "November 2020"),
        (When("1992-01-01", "1992-12-31", "year"), "1992"),
        (When("2020-11-08", None), "from 8 November 2020"),
        (When(None, "2020-11-08"), "until 8 November 2020"),
        (When("2020-11-08T14:05", "2020-11-08T14:05", "minute"), "8 November 2020, 14:05"),
        (When("2020-11-08T06:00", "2020-11-08T12:00", "part-of-day"), "8 November 2020"),
        (When("soon", "soon"), "soon"),
    ],
)
def test_intervals_are_told_no_more_exactly_than_they_are(when: When | None, words: str) -> None:
    """An interval is worded at its own grain, and what is no date is shown as it came."""
    assert when_words(when) == words


def test_a_time_keeps_its_zone() -> None:
    """A clock time is shown with the zone that the page named, and never without one it had."""
    assert moment_words("2020-11-08T00:00:00") == "8 November 2020"
    assert moment_words("2020-11-08T00:00:00Z") == "8 November 2020, 00:00 UTC"
    assert moment_words("2020-11-08T14:05:00+04:00", clock=False) == "8 November 2020"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (200, None, "200 or more"),
        (None, 5, "up to 5"),
        (3, 3, "3"),
        (1000, 2500.5, "1,000 to 2,500.5"),
        (None, None, "unknown"),
    ],
)
def test_intervals_of_numbers(low: float | None, high: float | None, words: str) -> None:
    """An open end is said to be open."""
    assert interval_words(low, high) == words
