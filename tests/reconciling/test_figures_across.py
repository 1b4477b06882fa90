"""Figures across reports: which numbers stand side by side, when they cannot both hold, and what is told but once."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import War, toll

from rashomon.records import Claim, Figure, Figures, Modality, Span, Stance

DAYS = ["2031-05-03", "2031-05-04", "2031-05-09", "2031-06-20"]
ENDS = st.sampled_from([(0, 0), (5, 5), (5, None), (None, 9), (12, 12), (40, None)])
ROWS = st.lists(
    st.tuples(
        st.sampled_from([("Maro", "Veldoria"), ("Toft", "Osmark"), ("Lint", None), (None, None)]),
        st.sampled_from(DAYS),
        st.booleans(),
        st.sampled_from(["Vell", "Karsk", None]),
        st.sampled_from([None, "Veldoria", "Osmark"]),
        st.sampled_from(["soldiers", "civilians", "people", None]),
        ENDS,
    ),
    max_size=10,
)


def died(war: War, who: str | None, side: str | None, low: float | None, high: float | None, **given: object) -> Claim:
    """Let somebody tell of a number of soldiers killed at Vell."""
    of = given.pop("of", "soldiers")
    figure = given.pop("figure", None) or toll(low, high, of=of)  # type: ignore[arg-type]
    return war.tell(who, side, "casualties", figures=(figure,), **given)  # type: ignore[arg-type]


def only(war: War) -> Figures:
    """Return the only count that is told twice."""
    (found,) = war.reconciled().figures
    return found


def war_of(rows: list[tuple]) -> War:  # type: ignore[type-arg]
    """Make a war of rows; a day that is not named is only that of the saying."""
    war = War()
    for (who, side), day, named, at, of_side, of, (low, high) in rows:
        died(war, who, side, low, high, day=day if named else None, said=day, at=at, to=of_side, of=of)
    return war


@given(ROWS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_claims_does_not_matter(rows: list[tuple], dice: random.Random) -> None:  # type: ignore[type-arg]
    """The same claims and reports in any order make the same figures."""
    war = war_of(rows)
    claims, reports = list(war.claims), list(war.reports)
    dice.shuffle(claims)
    dice.shuffle(reports)
    assert war.reconciled(claims, reports).figures == war.reconciled().figures


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_what_stands_side_by_side_may_be_compared(rows: list[tuple]) -> None:  # type: ignore[type-arg]
    """Ids are unique, two tell at least, the ends are told by somebody, and no two sides' losses meet."""
    war = war_of(rows)
    known = {claim.id: claim for claim in war.claims}
    found = war.reconciled().figures
    assert len({each.id for each in found}) == len(found)
    for each in found:
        assert len(each.told) > 1
        assert each.lineages <= len({known[one.claim].report for one in each.told})
        named = [end for one in each.told for end in (one.low, one.high) if end is not None]
        assert (each.low, each.high) == (min(named), max(named))
        sides = {t.side for one in each.told if (t := known[one.claim].event.target)}
        assert sides <= {each.about_side}
        whom = {known[one.claim].event.figures[0].of for one in each.told}
        assert not {"soldiers", "civilians"} <= whom


@given(ROWS.filter(bool), st.data())
@settings(max_examples=40, deadline=None)
def test_a_copy_tells_nothing_again(rows: list[tuple], data: st.DataObject) -> None:  # type: ignore[type-arg]
    """A reprint adds no telling, no lineage and no disagreement."""
    war = war_of(rows)
    page, claim = data.draw(st.sampled_from(list(zip(war.reports, war.claims, strict=True))))
    published = f"{page.published}T23:00"
    again = replace(page, id=f"{page.id}~", origin="again.txt", outlet="Morning Ferry", published=published)
    copied = replace(claim, id=f"{claim.id}~", report=again.id, origin=again.origin, published=published)
    copied = replace(copied, outlet="Morning Ferry")
    after = war.reconciled([*war.claims, copied], [*war.reports, again]).figures
    assert after == war.reconciled().figures


@given(ROWS.filter(bool), st.data())
@settings(max_examples=40, deadline=None)
def test_a_report_less_adds_no_teller(rows: list[tuple], data: st.DataObject) -> None:  # type: ignore[type-arg]
    """Of one day and one group of people, what is left when a report is taken away was all told before."""
    war = war_of([(who, DAYS[0], True, at, None, "soldiers", ends) for who, _, _, at, _, _, ends in rows])
    gone = data.draw(st.sampled_from(war.reports))
    before = {each.id: {one.claim for one in each.told} for each in war.reconciled().figures}
    rest = war.reconciled([c for c in war.claims if c.report != gone.id], [r for r in war.reports if r != gone])
    for each in rest.figures:
        assert {one.claim for one in each.told} <= before[each.id]


@pytest.mark.parametrize(
    ("one", "two", "rival"),
    [
        ((0, 0), (40, None), True),  # nobody; at least forty
        ((None, 9), (27, 27), True),  # at most nine; twenty-seven
        ((18, None), (27, 27), False),  # at least eighteen may be twenty-seven
        ((24, 99), (37, 37), False),
    ],
)
def test_numbers_that_cannot_both_hold_are_rival(
    one: tuple[float | None, float | None], two: tuple[float | None, float | None], rival: bool
) -> None:
    """Two speakers disagree where their intervals do not meet, whoever speaks first."""
    for first, second in ((one, two), (two, one)):
        war = War()
        died(war, "Maro", "Veldoria", *first)
        died(war, "Toft", "Osmark", *second)
        found = only(war)
        assert found.rival is rival
        assert bool(found.because) is rival


def test_an_approximate_number_is_a_tenth_either_way() -> None:
    """About 900 and 850 may be one number; about 900 and 700 are two."""
    for number, rival in ((850, False), (700, True)):
        war = War()
        about = Figure("killed", None, None, "about 900", Span(0, 9), of="soldiers", best=900)
        died(war, "Maro", "Veldoria", None, None, figure=about)
        died(war, "Toft", "Osmark", number, number)
        assert (only(war).rival, only(war).low, only(war).high) == (rival, number, 900)


def test_a_toll_that_rises_is_no_disagreement_and_one_that_falls_is_told() -> None:
    """The dead of one day are counted for days: more of them later contradicts nobody, fewer does."""
    war = War()
    died(war, "Lint", None, 18, 18, said="2031-05-03")
    died(war, "Maro", "Veldoria", 27, 27, said="2031-05-05")
    assert not only(war).rival
    assert not only(war).falls
    died(war, "Maro", "Veldoria", 21, 21, said="2031-05-07")
    found = only(war)
    (fall,) = found.falls
    assert (fall.who, fall.side, fall.was, fall.now) == ("Maro", "Veldoria", 27, 21)
    assert not found.rival  # a speaker who corrects himself disagrees with nobody else


def test_a_total_of_a_war_that_falls() -> None:
    """Of a window that began with the war every later total of a side must be as high; months do not part them."""
    war = War()
    for number, day in ((900, "2031-05-03"), (1200, "2031-07-03"), (800, "2031-09-03")):
        figure = replace(toll(number, number), window="since the start of the war")
        died(war, "Maro", "Veldoria", None, None, figure=figure, day=day, at=None)
    (fall,) = only(war).falls
    assert (fall.was, fall.now) == (1200, 800)


def test_what_is_never_set_side_by_side() -> None:
    """A toll of the war and of a day, of the two sides, of soldiers and civilians, of two towns, of two days."""
    for change in (
        {"figure": replace(toll(900, 900), window="since the start of the war")},
        {"to": "Osmark"},
        {"of": "civilians"},
        {"at": "Karsk"},
        {"day": "2031-05-19"},
    ):
        war = War()
        died(war, "Maro", "Veldoria", 5, 5, to="Veldoria")
        died(war, "Toft", "Osmark", 900, 900, **{"to": "Veldoria", **change})  # type: ignore[dict-item]
        assert war.reconciled().figures == (), change


def test_our_losses_and_those_of_the_enemy() -> None:
    """“Our” is of the speaker's side, “enemy” of the other where there are two."""
    war = War()
    died(war, "Maro", "Veldoria", 5, 5, words="we lost the toll of our men")
    died(war, "Toft", "Osmark", 60, 60, words="the toll of enemy soldiers is sixty")
    found = only(war)
    assert found.about_side == "Veldoria"
    assert found.rival


def test_who_kills_is_not_who_loses() -> None:
    """“The army killed 60” says nothing of whose they were; “the army lost 60” does."""
    for words, side in (("the army killed the toll", None), ("the army lost the toll", "Osmark")):
        war = War()
        died(war, "Maro", "Veldoria", 60, 60, by="Osmark", words=words)
        died(war, "Lint", None, 60, 60, by="Osmark", words=words, outlet="Morning Ferry")
        assert only(war).about_side == side


def test_a_part_is_no_count_of_its_own() -> None:
    """Five of eight drones contradict nobody who counts eight; who tells of the dead among them gives a number."""
    war = War()
    eight = toll(8, 8, what="drones", of=None)
    war.tell("Maro", "Veldoria", "shootdown", figures=(eight,))
    war.tell("Toft", "Osmark", "shootdown", figures=(replace(eight, low=5, high=5, words="five of them"),))
    assert war.reconciled().figures == ()
    war = War()
    died(war, "Maro", "Veldoria", 400, 400)
    died(war, "Toft", "Osmark", 1500, None, figure=replace(toll(1500, None), words="more than 1,500 of them"))
    assert only(war).rival


def test_a_number_told_later_without_a_day_is_of_the_last_event_before_it() -> None:
    """Days after the event a speaker gives a number and no day: it stands beside those of the event."""
    war = War()
    died(war, "Maro", "Veldoria", 5, 5)
    died(war, "Toft", "Osmark", 2, 2, day=None, said="2031-05-12")
    assert only(war).when
    assert only(war).rival
    war = War()
    died(war, "Maro", "Veldoria", 5, 5)
    died(war, "Toft", "Osmark", 2, 2, day=None, said="2031-07-12")
    assert war.reconciled().figures == ()


def test_a_speaker_who_counts_fewer_without_a_day_counts_anew() -> None:
    """Five dead on Monday and two on Tuesday, by one ministry and without a word of the day, are two events."""
    war = War()
    died(war, "Maro", "Veldoria", 5, 5, day=None, said="2031-05-03")
    died(war, "Toft", "Osmark", 5, 5, day=None, said="2031-05-03")
    died(war, "Maro", "Veldoria", 2, 2, day=None, said="2031-05-04")
    found = only(war)
    assert not found.rival
    assert not found.falls
    assert len(found.told) == 2


def test_people_bound_from_above_only_the_soldiers_among_them() -> None:
    """“Twenty-seven people” and “four soldiers” may both hold; “three people” and “four soldiers” may not."""
    for people, rival in ((27, False), (3, True)):
        war = War()
        died(war, "Maro", "Veldoria", people, people, of="people")
        died(war, "Toft", "Osmark", 4, 4)
        assert only(war).rival is rival


def test_what_a_speaker_denies_is_not_his_number() -> None:
    """The number that is denied is told by nobody; plans and fears count nothing."""
    war = War()
    died(war, "Maro", "Veldoria", 40, 40)
    died(war, "Toft", "Osmark", 40, 40, stance=Stance.DENIES)
    died(war, "Lint", None, 90, 90, stance=Stance.PREDICTS)
    died(war, "Aske", "Osmark", 90, 90, modality=Modality.PLANNED)
    assert war.reconciled().figures == ()
    died(war, "Toft", "Osmark", 0, 0, stance=Stance.DENIES)
    assert only(war).rival


def test_the_leading_number_is_told_by_more_than_rule_it_out() -> None:
    """Two who give one number lead against one who gives another; one against one leave it open."""
    war = War()
    died(war, "Maro", "Veldoria", 12, 12)
    died(war, "Toft", "Osmark", 9, 9)
    assert only(war).best is None
    died(war, "Lint", None, 12, 12, outlet="Morning Ferry")
    assert only(war).best == 12


def test_many_tellings_are_reconciled_quickly() -> None:
    """Ten thousand counts of one toll take seconds: none is compared with all."""
    from rashomon.reconciling.figures import find_figures

    war = War()
    one = died(war, "Maro", "Veldoria", 5, None)
    many = [
        replace(one, id=f"c{n:05}", report=f"r{n:05}", speaker=replace(one.speaker, name=f"Speaker {n}"))  # type: ignore[type-var]
        for n in range(10_000)
    ]
    (found,) = find_figures(many, lineage={})
    assert found.lineages == 10_000
