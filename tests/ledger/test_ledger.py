"""What goes into a ledger comes out of it, as it stood at any moment."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_records import claim, claims, dispute, hour, page, records, report

from rashomon.errors import CallerError, LedgerError, QueryError
from rashomon.ledger.contents import Record, name_key, name_kind
from rashomon.ledger.ledger import Ledger
from rashomon.records import Copy, Report, Skipped, Speaker

quick = settings(max_examples=60, deadline=None)


@quick
@given(st.lists(records, max_size=4))
def test_every_record_comes_back_as_it_went_in(given: list[Record]) -> None:
    """A record of any type, with any words in it, equals the one that the ledger gives back."""
    with Ledger.open(":memory:") as ledger:
        ledger.append(given, recorded=hour(0))
        latest = {(name_kind(record), name_key(record)): record for record in given}
        for (kind, key), record in latest.items():
            assert ledger.get(kind, key) == record
            assert record in ledger.current(kind)
        assert ledger.verify() == sum(1 for _ in ledger.entries())


@quick
@given(st.lists(claims, max_size=5, unique_by=lambda each: each.id))
def test_a_second_append_writes_nothing(given: list[Any]) -> None:
    """Appending is idempotent: what stands with the same content is not written again, by no clock."""
    with Ledger.open(":memory:") as ledger:
        assert ledger.append(given, recorded=hour(0)) == len(given)
        before = list(ledger.entries())
        assert ledger.append(given, recorded=hour(5)) == 0
        assert list(ledger.entries()) == before


steps = st.lists(
    st.tuples(
        st.integers(-2, 3),  # hours that the clock moves; back, too
        st.booleans(),  # append, or replace all that was derived
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=4),
    ),
    max_size=8,
)


@quick
@given(steps)
def test_the_past_stays_as_it_was(steps: list[tuple[int, bool, list[tuple[int, int]]]]) -> None:
    """As of any moment a ledger answers what a plain dict held then, whatever came later."""
    held: dict[str, Any] = {}
    firsts: dict[str, None] = {}
    past: dict[datetime, list[Any]] = {}
    clock = newest = hour(0)
    with Ledger.open(":memory:") as ledger:
        for move, replaces, pairs in steps:
            clock += timedelta(hours=move)
            given = {f"c{key}": claim(f"c{key}", f"told {version} times") for key, version in pairs}
            if replaces:
                written = ledger.replace_derived(["claim"], list(given.values()), recorded=clock)
                held = dict(given)
            else:
                written = ledger.append(list(given.values()), recorded=clock)
                held |= given
            if written:
                newest = max(newest, clock)
            firsts |= dict.fromkeys(given)
            past[newest] = [held[key] for key in firsts if key in held]
            for moment, expected in past.items():
                assert list(ledger.claims(as_of=moment)) == expected
                found = ledger.search("told", as_of=moment, limit=5)
                assert {hit.key for hit in found} == {each.id for each in expected}
        assert list(ledger.claims()) == [held[key] for key in firsts if key in held]
        moments = [entry.recorded for entry in ledger.entries()]
        assert moments == sorted(moments)


def test_the_order_of_hits_in_the_past_does_not_change() -> None:
    """A search as of a moment gives the same hits in the same order after much has been added."""
    with Ledger.open(":memory:") as ledger:
        told = [claim(f"c{n}", "bridge " * (n % 3 + 1) + "held " * (n % 5 + 1)) for n in range(20)]
        ledger.append(told, recorded=hour(0))
        before = ledger.search("bridge held", limit=7, as_of=hour(0))
        ledger.append([claim(f"later{n}", "bridge " + "and so on " * n) for n in range(40)], recorded=hour(1))
        assert ledger.search("bridge held", limit=7, as_of=hour(0)) == before


def test_what_is_no_longer_derived_is_withdrawn() -> None:
    """Replacing writes what is new or different, withdraws what is gone, and leaves other kinds alone."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim()], recorded=hour(0))
        ledger.replace_derived(["dispute", "copy"], [dispute("a"), dispute("b"), dispute("c")], recorded=hour(1))
        changed: list[Record] = [
            dispute("a"),
            dispute("b", "Who held it before?"),
            Copy("x", "r1", "r2", "wire", 1.0, ()),
        ]
        assert ledger.replace_derived(["dispute", "copy"], changed, recorded=hour(2)) == 3
        assert list(ledger.disputes()) == changed[:2]
        assert list(ledger.copies()) == changed[2:]
        assert ledger.get("dispute", "c") is None
        assert ledger.get("dispute", "c", as_of=hour(1)) == dispute("c")
        assert ledger.replace_derived(["dispute", "copy"], changed, recorded=hour(3)) == 0
        assert ledger.append([dispute("c")], recorded=hour(4)) == 1
        assert [each.id for each in ledger.disputes()] == ["a", "b", "c"]
        assert list(ledger.claims()) == [claim()]


def test_replacing_refuses_a_record_of_another_kind() -> None:
    """A record outside the kinds that are replaced is the caller's mistake, and nothing is written."""
    with Ledger.open(":memory:") as ledger:
        with pytest.raises(CallerError, match="found a claim"):
            ledger.replace_derived(["dispute"], [dispute(), claim()], recorded=hour(0))
        with pytest.raises(QueryError, match="kind"):
            ledger.replace_derived(["nothing"], [], recorded=hour(0))
        assert ledger.head() is None


@pytest.mark.parametrize(
    "bad",
    [
        dataclasses.replace(claim(), score=float("nan")),
        dataclasses.replace(claim(), words="half a pair \ud83d"),
        dataclasses.replace(claim(), id="\ud83d"),
        dataclasses.replace(claim(), id=""),
        dataclasses.replace(claim(), because=["a list"]),  # type: ignore[arg-type]
        Speaker(name="no record of its own"),
        Skipped("name \udcff of a file", "empty", "EmptyError"),
    ],
)
def test_what_could_not_be_read_back_is_refused_with_all_beside_it(bad: Any) -> None:
    """One bad record among good ones: the caller is told, and not one of them is written."""
    with Ledger.open(":memory:") as ledger:
        with pytest.raises(CallerError):
            ledger.append([report(), bad, claim("c2")], recorded=hour(0))
        assert ledger.head() is None


def test_a_whole_number_and_its_fraction_are_one_content() -> None:
    """The same record gives the same content, whether a score was 1 or 1.0."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim(score=1)], recorded=hour(0))
        assert ledger.append([claim(score=1.0)], recorded=hour(0)) == 0


def test_a_failure_inside_a_transaction_takes_all_of_it_back(tmp_path: Path) -> None:
    """When one page is wrong, neither the other page nor a record is kept, and the next append works."""
    with Ledger.open(tmp_path / "l") as ledger:
        with pytest.raises(CallerError, match="SHA-256"):
            ledger.append([report()], recorded=hour(0), raw={report().sha256: page("r1"), "0" * 64: b"other"})
        assert ledger.head() is None
        assert ledger.raw(report().sha256) is None
        assert ledger.append([report()], recorded=hour(0)) == 1


@quick
@given(st.binary(max_size=300))
def test_the_bytes_of_a_page_come_back(content: bytes) -> None:
    """Raw bytes equal what was gathered, are kept once, and have an entry that says so."""
    given_page = Report("r", "o", "", "text")
    digest = sha256(content).hexdigest()
    with Ledger.open(":memory:") as ledger:
        assert ledger.append([given_page], recorded=hour(0), raw={digest: content}) == 2
        assert ledger.append([given_page], recorded=hour(1), raw={digest: content}) == 0
        assert ledger.raw(digest) == content
        assert ledger.raw("0" * 64) is None
        assert [entry.kind for entry in ledger.entries()] == ["raw", "report"]
        assert ledger.verify() == 2


def test_a_ledger_knows_the_reports_that_stand() -> None:
    """A report is known once it was appended, and no longer when it was withdrawn."""
    with Ledger.open(":memory:") as ledger:
        assert not ledger.knows("r1")
        ledger.append([report()], recorded=hour(0))
        assert ledger.knows("r1")
        ledger.replace_derived(["report"], [], recorded=hour(1))
        assert not ledger.knows("r1")
        assert next(ledger.reports(as_of=hour(0))) == report()


def test_pages_skipped_for_one_reason_are_one_entry() -> None:
    """A skipped page is told from others by its origin, its bytes and the reason."""
    first = Skipped("a.txt", "empty", "EmptyError")
    others = [Skipped("b.txt", "empty", "EmptyError"), Skipped("a.txt", "binary", "UnreadableError")]
    with Ledger.open(":memory:") as ledger:
        assert ledger.append([first, first, *others], recorded=hour(0)) == 3
        assert list(ledger.skipped()) == [first, *others]


def test_records_come_in_the_order_in_which_they_first_came() -> None:
    """A later version of a record keeps the place of the first one."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("b"), claim("a")], recorded=hour(0))
        ledger.append([claim("b", "told anew")], recorded=hour(1))
        assert [each.id for each in ledger.claims()] == ["b", "a"]


def test_the_clock_of_a_ledger_never_goes_back() -> None:
    """Entries recorded by a clock that was set back are dated like the newest entry before them."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("a")], recorded=hour(2))
        ledger.append([claim("b")], recorded=hour(1))
        assert [entry.recorded for entry in ledger.entries()] == ["2031-05-04T08:00:00.000000Z"] * 2
        assert list(ledger.claims(as_of=hour(1))) == []


def test_a_reader_of_claims_is_not_disturbed_by_writes() -> None:
    """Records asked for before an append do not hold what it wrote, even if they are read after it."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("a"), claim("b")], recorded=hour(0))
        asked = ledger.claims()
        assert next(asked).id == "a"
        ledger.append([claim("c"), claim("b", "told anew")], recorded=hour(0))
        assert list(asked) == [claim("b")]


def test_moments_of_any_zone_are_kept_in_utc() -> None:
    """The zone of the clock does not show in the ledger; a clock without a zone is refused."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim()], recorded=hour(0).astimezone(timezone(timedelta(hours=4))))
        head = ledger.head()
        assert head is not None
        assert head.recorded == "2031-05-04T06:00:00.000000Z"
        with pytest.raises(CallerError, match="zone"):
            ledger.append([claim()], recorded=datetime(2031, 5, 4))


def test_what_cannot_be_asked_is_refused_at_once() -> None:
    """An unknown kind or a bad moment raises when the question is put, not when the answer is read."""
    with Ledger.open(":memory:") as ledger:
        for ask in (
            lambda: ledger.current("article"),
            lambda: ledger.get("raw", "x"),
            lambda: ledger.claims(as_of="yesterday"),
            lambda: ledger.search("bridge", as_of="2031-13-01"),
            lambda: ledger.search("bridge", limit=0),
            lambda: ledger.verify(head="12"),
        ):
            with pytest.raises(QueryError):
                ask()


def test_a_record_that_later_versions_cannot_read_is_named(tmp_path: Path) -> None:
    """Content that is not of its kind is the ledger's fault, and the message shows it."""
    with Ledger.open(tmp_path / "l") as ledger:
        ledger.append([claim()], recorded=hour(0))
        sealed = "INSERT INTO entry VALUES (2, '2031-05-05T06:00:00.000000Z', 'claim', 'x', '{\"id\": 3}', '')"
        ledger._connection.execute(sealed)
        with pytest.raises(LedgerError, match="JSON of a claim"):
            list(ledger.claims())
