"""What holds for all that is derived: order, repetition and copies do not matter; every id leads somewhere."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import War

from rashomon.gathering.collecting import collect
from rashomon.knowledge.loading import load_knowledge
from rashomon.reconciling.reconcile import Reconciled, reconcile
from rashomon.records import Claim, Dispute, Modality, Outlet, Report, Stance
from rashomon.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "shusha-2020" / "reports"

KINDS = [
    "control-gain",
    "control-hold",
    "control-loss",
    "fighting",
    "attack",
    "casualties",
    "shootdown",
    "other",
    "advance",
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            [("Maro", "Veldoria"), ("Sovik", "Veldoria"), ("Toft", "Osmark"), ("Lint", None), (None, None)]
        ),
        st.sampled_from(KINDS),
        st.sampled_from(["2031-05-01", "2031-05-03", "2031-05-09", "2031-06-20", None]),
        st.sampled_from(["Vell", "Karsk", None]),
        st.sampled_from([None, "Veldoria", "Osmark"]),
        st.sampled_from(list(Stance)),
        st.sampled_from(list(Modality)),
    ),
    max_size=14,
)
# Nobody but Veldoria claims the place here, so that who asserts and who denies cannot change places.
ONE_SIDED = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("Maro", "Veldoria", "control-gain", Stance.ASSERTS),
                ("Sovik", "Veldoria", "control-gain", Stance.ASSERTS),
                ("Toft", "Osmark", "control-gain", Stance.DENIES),
                ("Brandel", "Osmark", "fighting", Stance.ASSERTS),
                ("Toft", "Osmark", "control-hold", Stance.ASSERTS),
                ("Lint", None, "control-gain", Stance.DOUBTS),
            ]
        ),
        st.sampled_from(["2031-05-01", "2031-05-03", "2031-05-04"]),
    ),
    min_size=2,
    max_size=9,
)


def war_of(rows: Iterable[tuple[Any, ...]]) -> War:
    """Make a war of rows; one claim in three answers the claim before it."""
    war = War()
    for number, ((who, side), kind, day, at, by, stance, modality) in enumerate(rows):
        answers = war.claims[-1] if number % 3 == 2 else None
        war.tell(
            who, side, kind, day=day, said="2031-05-04", at=at, by=by, stance=stance, modality=modality, answers=answers
        )
    return war


def one_sided(rows: Iterable[tuple[Any, ...]]) -> War:
    """Make a war in which one side claims and the other one answers."""
    war = War()
    for (who, side, kind, stance), day in rows:
        by = "Osmark" if kind == "control-hold" else "Veldoria"
        war.tell(who, side, kind, day=day, by=by, stance=stance, modality=Modality.ONGOING)
    return war


def support(disputes: Iterable[Dispute], *, within: str = "") -> dict[tuple[str, str, Stance], int]:
    """Return how many lineages share the stance of each claim in a dispute; `within` names all disputes alike."""
    counts: dict[tuple[str, str, Stance], int] = {}
    for dispute in disputes:
        for position in dispute.positions:
            together = sum(p.lineages for p in dispute.positions if p.stance is position.stance)
            counts.update({(claim, within or dispute.id, position.stance): together for claim in position.claims})
    return counts


def reprinted(war: War, page: Report, *, times: int, day: str) -> None:
    """Let other outlets reprint a report with its claims."""
    told = [claim for claim in war.claims if claim.report == page.id]
    for number in range(times):
        copy = replace(page, id=f"copy-{number}", outlet=f"Reprinter {number}", published=day)
        war.reports.append(copy)
        war.claims += [
            replace(claim, id=f"{claim.id}-{number}", report=copy.id, outlet=copy.outlet, published=day)
            for claim in told
        ]


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[tuple[Any, ...]], dice: random.Random) -> None:
    """Claims and reports in any order give the same disputes, copies, utterances and control, in the same order."""
    war = war_of(rows)
    claims, reports = war.claims[:], war.reports[:]
    dice.shuffle(claims)
    dice.shuffle(reports)
    assert war.reconciled(claims, reports) == war.reconciled()


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_repetition_does_not_matter(rows: list[tuple[Any, ...]]) -> None:
    """The same question asked twice has one answer; the same claims given twice change nothing."""
    war = war_of(rows)
    once, twice = war.reconciled(), war.reconciled(war.claims * 2, war.reports)
    assert war.reconciled() == once
    assert (twice.disputes, twice.copies, twice.utterances) == (once.disputes, once.copies, once.utterances)


def test_repetition_does_not_matter_for_control() -> None:
    """A claim that is given twice stands in its row once."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria")
    assert war.reconciled(war.claims * 2).control == war.reconciled().control


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_id_leads_somewhere(rows: list[tuple[Any, ...]]) -> None:
    """Claims and reports that are named exist; ids of derived records are unique."""
    war = war_of(rows)
    check_ids(war.reconciled(), war.claims, war.reports)


def check_ids(derived: Reconciled, claims: Iterable[Claim], reports: Iterable[Report]) -> None:
    """Assert that all ids which derived records name exist, and that their own are unique."""
    told, pages = {claim.id for claim in claims}, {page.id for page in reports}
    for records in (derived.disputes, derived.copies, derived.utterances, derived.control):
        ids = [record.id for record in records]
        assert len(ids) == len(set(ids))
    for dispute in derived.disputes:
        assert {key for position in dispute.positions for key in position.claims} <= told
        assert dispute.conceded is None or dispute.conceded.claim in told
    assert {key for row in derived.control for key in row.claims} <= told
    assert {row.conceded.claim for row in derived.control if row.conceded} <= told
    assert {key for utterance in derived.utterances for key in utterance.claims} <= told
    assert {key for utterance in derived.utterances for key in utterance.reports} <= pages
    assert {key for copy in derived.copies for key in (copy.report, copy.of) if key is not None} <= pages
    assert all(copy.report != copy.of for copy in derived.copies)


@settings(max_examples=40, deadline=None)
@given(ONE_SIDED, st.integers(min_value=0), st.integers(min_value=1, max_value=4))
def test_a_copy_adds_no_lineage(rows: list[tuple[Any, ...]], which: int, times: int) -> None:
    """However many outlets reprint a report on its day, no position gains a lineage, no dispute is made or lost."""
    war = one_sided(rows)
    before = war.disputes()
    page = war.reports[which % len(war.reports)]
    reprinted(war, page, times=times, day=page.published or "")
    after = war.reconciled()
    assert len(after.copies) == times
    assert [d.id for d in after.disputes] == [d.id for d in before]
    assert [[p.lineages for p in d.positions] for d in after.disputes] == [
        [p.lineages for p in d.positions] for d in before
    ]
    assert [d.status for d in after.disputes] == [d.status for d in before]


def test_a_late_reprint_is_no_new_word() -> None:
    """Fighting told before anybody claimed the place does not dispute the claim when it is reprinted later."""
    war = War()
    war.tell("Brandel", "Osmark", "fighting", modality=Modality.ONGOING, day="2031-05-01")
    war.tell("Maro", "Veldoria", by="Veldoria", day="2031-05-03")
    assert war.disputes() == ()
    reprinted(war, war.reports[0], times=1, day="2031-05-05")
    assert war.disputes() == ()


@settings(max_examples=60, deadline=None)
@given(ONE_SIDED, st.integers(min_value=0))
def test_taking_a_report_away_adds_no_support(rows: list[tuple[Any, ...]], which: int) -> None:
    """With one report less, no stance has more lineages behind it than with all."""
    war = one_sided(rows)
    before = support(war.disputes(), within="Vell")
    gone = war.reports.pop(which % len(war.reports))
    war.claims = [claim for claim in war.claims if claim.report != gone.id]
    after = support(war.disputes(), within="Vell")
    assert {key for key, count in after.items() if count > before.get(key, 0)} == set()


@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS)
def test_what_takes_no_position_changes_no_dispute(rows: list[tuple[Any, ...]], more: list[tuple[Any, ...]]) -> None:
    """Wishes, predictions, questions, threats, orders and mere possibilities leave every dispute as it was."""
    war = war_of(rows)
    before = war.disputes()
    unreal = [Stance.WISHES, Stance.PREDICTS, Stance.ASKS, Stance.THREATENS, Stance.ORDERS]
    for number, ((who, side), kind, day, at, by, _, _) in enumerate(more):
        war.tell(who, side, kind, day=day, said="2031-05-04", at=at, by=by, stance=unreal[number % 5])
        war.tell(who, side, kind, day=day, said="2031-05-04", at=at, by=by, modality=Modality.CONDITIONAL)
    assert war.disputes() == before


@pytest.fixture(scope="session")
def example(reader: Any) -> tuple[list[Claim], list[Report], dict[str, Outlet]]:
    """Return the claims and reports of the example, and the known outlets."""
    pages = [page.record for page in collect(str(EXAMPLE), settings=Settings())]
    reports = [page for page in pages if isinstance(page, Report)]
    claims = [claim for reading in reader.read_all(reports) for claim in reading.claims]
    return claims, reports, dict(load_knowledge().outlets)


def test_the_example_in_any_order(example: tuple[list[Claim], list[Report], dict[str, Outlet]]) -> None:
    """Real readings, shuffled: the same disputes, copies, utterances and control; every id leads somewhere."""
    claims, reports, outlets = example
    once = reconcile(claims, reports, outlets=outlets)
    check_ids(once, claims, reports)
    assert once.disputes
    assert once.copies
    assert once.utterances
    assert once.control
    for seed in range(3):
        mixed, pages = claims[:], reports[:]
        random.Random(seed).shuffle(mixed)
        random.Random(-seed).shuffle(pages)
        assert reconcile(mixed, pages, outlets=outlets) == once


def test_the_example_without_any_one_report(example: tuple[list[Claim], list[Report], dict[str, Outlet]]) -> None:
    """Whatever report is taken from the example, no stance of any claim gains support by it."""
    claims, reports, outlets = example
    before = support(reconcile(claims, reports, outlets=outlets).disputes)
    gained = {}
    for gone in reports:
        rest = [claim for claim in claims if claim.report != gone.id]
        after = support(reconcile(rest, [page for page in reports if page != gone], outlets=outlets).disputes)
        more = {key for key, count in after.items() if key in before and count > before[key]}
        if more:
            gained[gone.origin.rsplit("/", 1)[-1]] = more
    assert gained == {}


def test_nothing_in_nothing_out() -> None:
    """Without claims there is nothing to derive."""
    assert reconcile([], []) == Reconciled((), (), (), (), ())
