"""However many outlets repeat a telling, it stays one telling: independence counts, not volume."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import War, prose

from benchmarks.copying import recovered, simulate
from benchmarks.inventing import changed, happening, invented_report, telling
from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.lineages import lineages
from rashomon.reconciling.reconcile import Reconciled
from rashomon.records import Claim, Report, Span, Stance, Status

Told = tuple[str, str, tuple[tuple[str, str, int], ...]]


def told(reconciled: Reconciled) -> set[Told]:
    """Return each question with its status and its positions, with the number of lineages that hold them."""
    return {
        (
            dispute.question,
            dispute.status,
            tuple(sorted((position.stance, position.proposition, position.lineages) for position in dispute.positions)),
        )
        for dispute in reconciled.disputes
    }


def repeated(claim: Claim, page: Report, number: int, dice: random.Random) -> tuple[Claim, Report]:
    """Return what a later outlet repeats, with up to 30 % of the words changed: the claim and its report."""
    body = page.text.removesuffix(claim.words)
    text = f"{changed(body, dice.uniform(0, 0.3), dice)} {claim.words}"
    outlet, published = f"Mirror {number}", "2031-05-04"
    copy = replace(page, id=f"copy{number:03}", origin=f"copy{number:03}.txt", text=text, outlet=outlet)
    copy = replace(copy, published=published)
    span = Span(len(text) - len(claim.words), len(text))
    again = replace(claim, id=f"again{number:03}", report=copy.id, origin=copy.origin, outlet=outlet, span=span)
    return replace(again, published=published), copy


@pytest.mark.parametrize("which", [0, 1, 2, 3])
def test_a_flood_of_copies_changes_no_status_and_no_count(which: int) -> None:
    """Two hundred outlets repeat what one side says: no status, no position and no number of lineages moves."""
    war = War()
    war.tell("Orsa", "Veldoria", by="Veldoria")
    war.tell("Lint", "Osmark", stance=Stance.DENIES, by="Veldoria")
    war.tell("Orsa", "Veldoria", at="Tarn", by="Veldoria")
    war.tell(None, None, at="Tarn", stance=Stance.UNVERIFIED, by="Veldoria", outlet="Morning Ferry")
    before = told(war.reconciled())
    assert {status for _, status, _ in before} == {Status.CONTESTED, Status.UNVERIFIED}
    dice = random.Random(5)
    flood = [repeated(war.claims[which], war.reports[which], number, dice) for number in range(200)]
    after = war.reconciled([*war.claims, *(c for c, _ in flood)], [*war.reports, *(page for _, page in flood)])
    assert told(after) == before


def test_words_that_are_no_copy_do_count() -> None:
    """An outlet that tells the same in its own words is one lineage more."""
    war = War()
    war.tell("Orsa", "Veldoria", by="Veldoria")
    war.tell("Lint", "Osmark", stance=Stance.DENIES, by="Veldoria")
    before = max(position.lineages for position in war.dispute().positions)
    war.tell("Orsa", "Veldoria", by="Veldoria", outlet="Harvick Post")
    assert max(position.lineages for position in war.dispute().positions) == before + 1


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    copied=st.integers(0, 4),
    share=st.floats(0, 0.3),
    published=st.sampled_from(["2031-01-01", "2031-06-01", "2030-12-01T08:00:00Z"]),
)
def test_a_copy_never_adds_a_lineage(seed: int, copied: int, share: float, published: str) -> None:
    """Whichever report is copied, whenever, and whatever a third of its words becomes."""
    dice = random.Random(seed)
    names = happening(dice)
    reports = [
        invented_report(f"r{n}", telling(names, dice), outlet=f"Outlet {n}", published="2031-03-01") for n in range(5)
    ]
    count = len(set(lineages(reports, find_copies(reports)).values()))
    text = changed(reports[copied].text, share, dice)
    more = [*reports, invented_report("copy", text, outlet="Mirror", published=published)]
    assert count == len(reports)
    assert len(set(lineages(more, find_copies(more)).values())) == count


@pytest.mark.parametrize("share", [0.0, 0.15, 0.3])
def test_who_is_independent_is_recovered(share: float) -> None:
    """Outlets that copy each other with a known chance: precision and recall of at least 0.95."""
    for score in recovered(simulate(6, 12, chance=0.6, share=share, seed=3)):
        assert min(score.precision, score.recall) >= 0.95


@pytest.mark.parametrize("least", [0.0, 0.3])
def test_a_thousand_outlets_with_one_text_are_one_lineage(least: float) -> None:
    """With up to 30 % of the words changed, or just so many, the text as it was nowhere among them."""
    dice = random.Random(11)
    text = telling(happening(dice), dice)
    pages = [
        invented_report(
            f"{n:04}", changed(text, dice.uniform(least, 0.3), dice), outlet=f"Outlet {n}", published="2031-01-01"
        )
        for n in range(1000)
    ]
    other = invented_report("other", prose("other"), outlet="Isle Courier", published="2031-01-01")
    found = lineages([*pages, other], find_copies([*pages, other]))
    assert len(set(found.values())) == 2
