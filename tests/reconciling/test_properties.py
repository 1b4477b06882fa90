"""What must hold of all that is reconciled, whatever is told: order, repetition, symmetry, copies, fewer reports."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import OUTLETS, War, toll

from rashomon.ledger.contents import Record
from rashomon.ledger.ledger import Ledger
from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.lineages import lineages
from rashomon.reconciling.reconcile import Reconciled, reconcile
from rashomon.records import Claim, Denial, Dispute, Figure, Modality, Polarity, Report, Stance

SIDES = ["Osmark", "Veldoria"]
VOICES = [
    ("Maro Hovian", SIDES[1]),
    ("Maro Hovyan", SIDES[1]),
    ("Toft", SIDES[0]),
    ("Brandel", SIDES[0]),
    ("Lint", None),
    (None, None),
]
KINDS = ["control-gain", "control-hold", "control-loss", "withdrawal", "fighting", "advance", "attack", "casualties",
         "shootdown", "ceasefire", "other"]  # fmt: skip
ANSWERING = {"advance", "control-hold", "fighting"}
DERIVED = ("dispute", "copy", "utterance", "control", "figures")


class Row(NamedTuple):
    """One claim as a test tells it; `joins` puts it into the report before, `answers` lets it answer that claim."""

    voice: tuple[str | None, str | None]
    kind: str
    day: str | None
    at: str | None
    by: str | None
    to: str | None
    stance: Stance
    polarity: Polarity
    modality: Modality
    denial: Denial | None
    outlet: str
    joins: bool
    answers: bool
    figures: tuple[Figure, ...]


def often(value: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Draw one value mostly, so that claims meet."""
    return st.sampled_from([value] * (len(others) + 1) + list(others))


TOLLS = st.builds(lambda low, more: toll(low, low + more), st.integers(1, 9), st.integers(0, 3))
ROW = st.builds(
    Row,
    voice=st.sampled_from(VOICES),
    kind=st.sampled_from(KINDS),
    day=st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-03", "2031-05-09", "2031-06-20", None]),
    at=often("Vell", "Karsk", None),
    by=st.sampled_from([None, *SIDES]),
    to=st.sampled_from([None, None, *SIDES]),
    stance=often(Stance.ASSERTS, *Stance),
    polarity=often(Polarity.POSITIVE, Polarity.NEGATIVE),
    modality=often(Modality.HAPPENED, Modality.ONGOING, Modality.PLANNED),
    denial=often(None, *Denial),
    outlet=st.sampled_from(sorted(OUTLETS)),
    joins=st.booleans(),
    answers=st.booleans(),
    figures=st.lists(TOLLS, max_size=2).map(tuple),
)
ROWS = st.lists(ROW, max_size=12)
# Any two claims; and two of rival sides who tell of one thing, each with a number and a winner.
PAIRS = st.tuples(ROW, ROW) | st.builds(
    lambda row, kind, by, tolls: tuple(
        row._replace(
            voice=voice, kind=kind, by=side, to=None, stance=Stance.ASSERTS, denial=None, figures=(figure,),
            polarity=Polarity.POSITIVE, modality=Modality.HAPPENED,
        )
        for voice, side, figure in zip((VOICES[0], VOICES[2]), by, tolls, strict=True)
    ),
    ROW,
    st.sampled_from(["casualties", "control-gain", "shootdown"]),
    st.permutations(SIDES),
    st.tuples(TOLLS, TOLLS),
)  # fmt: skip
# One side alone claims the place and its losses here, so that who asserts and who denies cannot change places.
ONE_SIDED = st.lists(
    st.builds(
        lambda said, day, at, outlet, joins: Row(
            (said[0], said[1]), said[2], day, at, said[4], None, said[3], Polarity.POSITIVE, Modality.ONGOING, None,
            outlet, joins, False, (),
        ),
        st.sampled_from(
            [
                ("Maro", SIDES[1], "control-gain", Stance.ASSERTS, SIDES[1]),
                ("Sovik", SIDES[1], "control-gain", Stance.ASSERTS, SIDES[1]),
                ("Toft", SIDES[0], "control-gain", Stance.DENIES, SIDES[1]),
                ("Lint", None, "control-gain", Stance.DOUBTS, SIDES[1]),
                ("Toft", SIDES[0], "control-hold", Stance.ASSERTS, SIDES[0]),
                ("Maro", SIDES[1], "attack", Stance.ASSERTS, SIDES[1]),
                ("Brandel", SIDES[0], "attack", Stance.DENIES, SIDES[1]),
            ]
        ),
        st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-03"]),
        often("Vell", "Karsk"),
        st.sampled_from(sorted(OUTLETS)),
        st.booleans(),
    ),
    min_size=2,
    max_size=10,
)  # fmt: skip


def war_of(rows: Iterable[Row]) -> War:
    """Make a war of rows, of which neighbours may stand in one report."""
    war = War()
    for row in rows:
        (who, side), before = row.voice, war.claims[-1] if war.claims else None
        same = before is not None and row.joins
        war.tell(
            who, side, row.kind, day=row.day, said="2031-05-04" if row.day is None else None, at=row.at, by=row.by,
            to=row.to, stance=row.stance, polarity=row.polarity, modality=row.modality, denial=row.denial,
            outlet=before.outlet or "" if same and before else row.outlet, within=war.reports[-1] if same else None,
            answers=before if same and row.answers else None, figures=row.figures,
        )  # fmt: skip
    return war


def reprinted(war: War, which: int, *, times: int) -> War:
    """Return the war with one report reprinted by other outlets on its day, with all its claims."""
    page = war.reports[which % len(war.reports)]
    more = War(war.reports[:], war.claims[:])
    for number in range(times):
        copy = replace(page, id=f"copy-{number}", origin=f"copy-{number}.txt", outlet=f"Reprinter {number}")
        more.reports.append(copy)
        for claim in war.claims:
            if claim.report == page.id:
                answers = f"{claim.answers}-{number}" if claim.answers else None
                again = replace(claim, id=f"{claim.id}-{number}", report=copy.id, outlet=copy.outlet, answers=answers)
                more.claims.append(again)
    return more


def support(disputes: Iterable[Dispute]) -> dict[tuple[str, str | None, str, Stance], int]:
    """Return how many lineages stand behind each stance to each matter, under every claim that takes it."""
    return {
        (claim, dispute.place.id if dispute.place else None, dispute.about, position.stance): sum(
            each.lineages for each in dispute.positions if each.stance is position.stance
        )
        for dispute in disputes
        for position in dispute.positions
        for claim in position.claims
    }


@settings(max_examples=50, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_everything_is_the_same_in_any_order(rows: list[Row], dice: random.Random) -> None:
    """Claims and reports in any order give the same records, in the same order, to the letter."""
    war = war_of(rows)
    claims, reports = war.claims[:], war.reports[:]
    dice.shuffle(claims)
    dice.shuffle(reports)
    assert war.reconciled(claims, reports) == war.reconciled()


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_reconciling_twice_adds_nothing(rows: list[Row]) -> None:
    """What the ledger gives back makes the same records again, and writing these again takes no entry."""
    war = war_of(rows)
    now = datetime(2031, 6, 1, tzinfo=UTC)
    with Ledger.open(":memory:") as ledger:
        ledger.append([*war.reports, *war.claims], recorded=now)
        once = war.reconciled(list(ledger.claims()), list(ledger.reports()))
        ledger.replace_derived(DERIVED, derived(once), recorded=now)
        head = ledger.head()
        twice = war.reconciled(list(ledger.claims()), list(ledger.reports()))
        assert twice == once
        assert ledger.replace_derived(DERIVED, derived(twice), recorded=now) == 0
        assert ledger.head() == head


def derived(found: Reconciled) -> list[Record]:
    """Return all records of one reconciling."""
    return [*found.disputes, *found.copies, *found.utterances, *found.control, *found.figures]


def opposed(disputes: Iterable[Dispute]) -> set[tuple[str, str]]:
    """Return the pairs of claims of which the first disputes the second: one is asserted, the other says otherwise."""
    sayings = [
        (dispute.id, claim, position.stance is Stance.ASSERTS)
        for dispute in disputes
        for position in dispute.positions
        for claim in position.claims
    ]
    return {(one, two) for d, one, yes in sayings for e, two, no in sayings if d == e and yes != no}


@settings(max_examples=50, deadline=None)
@given(PAIRS)
def test_who_disputes_whom_does_not_hang_on_who_spoke_first(pair: tuple[Row, Row]) -> None:
    """Of two who contradict each other about one thing, it does not matter whose words came first.

    "We hold it" and "they fight on" are left out: said before anybody claims to have taken the place, they answer none.
    """
    rows = [row._replace(at="Vell", day="2031-05-03", joins=False, figures=row.figures[:1]) for row in pair]
    war = war_of(rows)
    first, second = (claim.id for claim in war.claims)
    found = opposed(war.disputes())
    turned = opposed(told_again(war, days=("2031-05-04", "2031-05-03")).disputes())
    straight = opposed(told_again(war, days=("2031-05-03", "2031-05-04")).disputes())
    if not ANSWERING & {row.kind for row in pair}:
        assert found == straight == turned
    assert found in ({(first, second), (second, first)}, set())


def told_again(war: War, *, days: tuple[str, ...]) -> War:
    """Return a war of which each report came out on its own day."""
    pages = [replace(page, published=day) for page, day in zip(war.reports, days, strict=True)]
    told = [replace(claim, published=day) for claim, day in zip(war.claims, days, strict=True)]
    return War(pages, told)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_no_side_is_preferred(rows: list[Row]) -> None:
    """Two sides that change places in every claim change places in all that is derived, and nothing else does.

    Control is left out: of two who take one place on one day with as many claims, the alphabet tells who follows whom.
    """
    war = war_of(rows)
    swapped = msgspec.json.decode(
        turned(msgspec.json.encode([war.claims, war.reports])), type=tuple[list[Claim], list[Report]]
    )
    outlets = {name: replace(each, side=swap(each.side)) for name, each in OUTLETS.items()}
    assert shape(reconcile(*swapped, outlets=outlets)) == shape(war.reconciled(), turn=True)


def turned(text: bytes) -> bytes:
    """Return a text in which the two sides have changed names."""
    one, other = (side.encode() for side in SIDES)
    return text.replace(one, b"\0").replace(other, one).replace(b"\0", other)


def swap(side: str | None) -> str | None:
    """Return the other side."""
    return SIDES[1 - SIDES.index(side)] if side in SIDES else side


def shape(found: Reconciled, *, turn: bool = False) -> Any:
    """Return what is derived without ids and without the order that names give."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return sorted((key, bare(each)) for key, each in value.items() if key != "id")
        if isinstance(value, list):
            return sorted((bare(each) for each in value), key=repr)
        return value

    text = msgspec.json.encode(replace(found, control=()))
    return bare(msgspec.json.decode(turned(text) if turn else text))


@settings(max_examples=50, deadline=None)
@given(ROWS.filter(bool), st.integers(0, 11), st.integers(1, 3))
def test_a_copy_never_adds_a_lineage(rows: list[Row], which: int, times: int) -> None:
    """However often a report is reprinted on its day: no lineage more, nowhere, behind no claim of any dispute."""
    war = war_of(rows)
    more = reprinted(war, which, times=times)
    before, after = (set(lineages(each.reports, find_copies(each.reports)).values()) for each in (war, more))
    assert len(after) == len(before)
    counts, later = support(war.disputes()), support(more.disputes())
    assert {key: later[key] for key in counts.keys() & later.keys() if later[key] > counts[key]} == {}


@settings(max_examples=50, deadline=None)
@given(ONE_SIDED, st.integers(0, 9))
def test_taking_a_report_away_never_adds_support(rows: list[Row], which: int) -> None:
    """With one report less, no stance to any matter has more lineages behind it than with all."""
    war = war_of(rows)
    gone = war.reports[which % len(war.reports)]
    fewer = War([page for page in war.reports if page != gone], [c for c in war.claims if c.report != gone.id])
    before, after = support(war.disputes()), support(fewer.disputes())
    assert {key: count for key, count in after.items() if count > before.get(key, 0)} == {}
