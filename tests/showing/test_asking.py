"""What the index of the ledger answers: the same as a look at every record, at every moment, after any correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from factory import claim, event, place, report, speaker
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ledger.contents import Record
from rashomon.ledger.indexing import TABLES
from rashomon.ledger.ledger import Ledger
from rashomon.records import Claim, Control, Copy, Dispute, Position, Stance, Status, Utterance
from rashomon.showing import asking, filters
from rashomon.showing.filters import Filter

NAMES = ["Orsa", "Ina Orsa", "Orsa Lind", "Lind Ina Orsa", None]
ROLES = ["head of the army", "army head", None]
SIDES = ["Veldoria", "Osmark", None]
PLACES = [
    place("Vell"),
    place("Well", written="the town of Vell", id="invented:vell", within=("invented:east",)),
    place("Karsk", id=None),
    place("East", id="invented:east", precision="region"),
    None,
]
OUTLETS = ["Isle Courier", "The Isle", "Courier", None]
REPORTS = ["r1", "r2", "r3"]
CLAIMS = ["c1", "c2", "c3", "c4"]


def told(key: str, within: str, who: str | None, role: str | None, side: str | None, at: Any, **given: Any) -> Claim:
    """Make a claim."""
    page = report(id=within, outlet=given.pop("outlet"))
    by = speaker(who, role=role, side=side) if who or role else None
    return replace(claim(within=page, speaker=by, event=event(given.pop("kind"), place=at), **given), id=key)


def position(keys: list[str], side: str | None) -> Position:
    """Make a position that stands on some claims."""
    return Position(Stance.ASSERTS, "so it is", (side,) if side else (), (), tuple(keys), (), 1, None, None)


KEYS = st.lists(st.sampled_from(CLAIMS), max_size=3, unique=True)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        told,
        st.sampled_from(CLAIMS),
        st.sampled_from(REPORTS),
        st.sampled_from(NAMES),
        st.sampled_from(ROLES),
        st.sampled_from(SIDES),
        st.sampled_from(PLACES),
        kind=st.sampled_from(["fighting", "control-gain"]),
        outlet=st.sampled_from(OUTLETS),
        stance=st.sampled_from([Stance.ASSERTS, Stance.DENIES]),
    ),
    st.builds(lambda key, outlet: report(id=key, outlet=outlet), st.sampled_from(REPORTS), st.sampled_from(OUTLETS)),
    st.builds(
        lambda key, keys, more, at, side, status: Dispute(
            key, "Who?", "control", at, None, status, (position(keys, side), position(more, None)), ()
        ),
        st.sampled_from(["d1", "d2"]),
        KEYS,
        KEYS,
        st.sampled_from(PLACES),
        st.sampled_from(SIDES),
        st.sampled_from(list(Status)),
    ),
    st.builds(
        lambda key, keys, by: Control(key, place(), "Veldoria", None, None, tuple(by), (), None, tuple(keys), ()),
        st.sampled_from(["k1", "k2"]),
        KEYS,
        st.lists(st.sampled_from(["Orsa", "Isle Courier"]), max_size=2, unique=True),
    ),
    st.builds(
        lambda key, keys: Utterance(key, "Ina Orsa", tuple(keys), (), 1.0, ()), st.sampled_from(["u1", "u2"]), KEYS
    ),
    st.builds(
        lambda key, one, two, credited: Copy(key, one, two, "wire", 1.0, (), credited),
        st.sampled_from(["y1", "y2"]),
        st.sampled_from(REPORTS),
        st.sampled_from(REPORTS),
        st.sampled_from([None, "Isle Wire"]),
    ),
)
# Each step is one transaction: records that are appended, or all that is derived replaced by them.
STEPS = st.lists(st.tuples(st.booleans(), st.lists(RECORDS, min_size=1, max_size=6)), min_size=1, max_size=5)
KINDS = ("claim", "control", "copy", "dispute", "report", "utterance")
ASKED = st.builds(
    Filter,
    place=st.sampled_from([(), (), ("vell",), ("Karsk",), ("invented:east", "Nowhere"), ("Elsewhere",)]),
    speaker=st.sampled_from([(), (), ("orsa",), ("Ina Orsa",), ("army",), ("head of the army", "Lind")]),
    side=st.sampled_from([(), (), ("osmark",), ("Veldoria", "Osmark")]),
    kind=st.sampled_from([(), (), ("fighting",), ("control",)]),
    outlet=st.sampled_from([(), (), ("Isle",), ("isle courier",), ("wire",)]),
    stance=st.sampled_from([(), (), ("denies",)]),
    status=st.sampled_from([(), (), ("contested", "conceded")]),
    names=st.just(lambda name: ("invented:vell", "KARSK") if name == "Elsewhere" else ()),
)
START = datetime(2031, 5, 3, tzinfo=UTC)


def write(ledger: Ledger, steps: list[tuple[bool, list[Record]]]) -> Iterator[str | None]:
    """Write the steps an hour apart, and give each moment with the end of time."""
    for number, (replacing, records) in enumerate(steps):
        moment = START + timedelta(hours=number)
        last = {(type(each), each.id): each for each in records if not hasattr(each, "reason")}
        if replacing:
            ledger.replace_derived(KINDS, list(last.values()), recorded=moment)
        else:
            ledger.append(list(last.values()), recorded=moment)
        yield moment.isoformat()
    yield None


def by_every_record(ledger: Ledger, asked: Filter, as_of: str | None) -> dict[str, list[Any]]:
    """Answer a question by a look at every record: what the filters mean."""
    claims = {each.id: each for each in ledger.claims(as_of=as_of)}
    reports = {each.id: each for each in ledger.reports(as_of=as_of)}
    inside = {key: [each for each in claims.values() if each.report == key] for key in reports}
    facets = {
        "claim": filters.claim_facets,
        "control": lambda each: filters.control_facets(each, claims),
        "copy": lambda each: filters.copy_facets(each, reports),
        "dispute": lambda each: filters.dispute_facets(each, claims),
        "report": lambda each: filters.report_facets(each, inside[each.id]),
        "utterance": lambda each: filters.utterance_facets(each, claims),
    }
    return {
        kind: [each for each in ledger.current(kind, as_of=as_of) if asked.admits(make(each))]
        for kind, make in facets.items()
    }


def by_index(ledger: Ledger, asked: Filter, as_of: str | None, limit: int | None = None) -> dict[str, list[Any]]:
    """Answer a question by the index."""
    ask: dict[str, Any] = {
        "claim": asking.claims,
        "control": asking.control,
        "copy": asking.copies,
        "dispute": asking.disputes,
        "report": asking.reports,
        "utterance": asking.utterances,
    }
    return {kind: list(each(ledger, asked, as_of=as_of, limit=limit)) for kind, each in ask.items()}


@settings(max_examples=60, deadline=None)
@given(STEPS, st.lists(ASKED, min_size=3, max_size=6), st.integers(1, 3))
def test_the_index_answers_as_every_record_would(
    steps: list[tuple[bool, list[Record]]], questions: list[Filter], limit: int
) -> None:
    """Whatever is written, corrected and withdrawn, asked at any moment; a limit gives the first of the same."""
    with Ledger.open(":memory:") as ledger:
        for moment in list(write(ledger, steps)):
            for asked in questions:
                expected = by_every_record(ledger, asked, moment)
                assert by_index(ledger, asked, moment) == expected
                first = {kind: found[:limit] for kind, found in expected.items()}
                assert by_index(ledger, asked, moment, limit) == first
        ledger.verify()


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_an_index_made_later_is_the_same(steps: list[tuple[bool, list[Record]]]) -> None:
    """An index that grew with its ledger and one that is made anew from the entries do not differ in a row."""
    with Ledger.open(":memory:") as ledger:
        list(write(ledger, steps))
        tables = [f"SELECT * FROM {table}" for table in TABLES]
        grown = [ledger._connection.execute(query).fetchall() for query in tables]
        ledger._connection.execute("DELETE FROM indexed")
        list(ledger.find("claim"))
        assert [ledger._connection.execute(query).fetchall() for query in tables] == grown


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_places_are_found_by_the_names_that_claims_use(steps: list[tuple[bool, list[Record]]]) -> None:
    """The claims that stand for all claims name the same places by the same names, at every moment."""
    with Ledger.open(":memory:") as ledger:
        for moment in list(write(ledger, steps)):
            claims = list(ledger.claims(as_of=moment))
            all_places = {each.event.place for each in claims if each.event.place}
            keys = {each.id or each.name for each in all_places}
            shown = {each.event.place for each in ledger.spelling(keys, as_of=moment)}
            ways = {(each.id or each.name, each.name, each.written) for each in all_places}
            assert {(each.id or each.name, each.name, each.written) for each in shown if each} == ways
            named = {each.event.place.id for each in ledger.naming(["VELL"], as_of=moment) if each.event.place}
            called = {each.id for each in all_places if "vell" in {filters.fold(each.name), filters.fold(each.written)}}
            assert named == called - {None}
