"""Which claims speak of one event: what the score never does, what it prefers, and that it tells why."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from factory import claim, event, place, report
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling import happenings
from rashomon.reconciling.happenings import find_events
from rashomon.reconciling.same_event import link, trigger_of
from rashomon.reconciling.stems import rarity_of, stem, stems_of
from rashomon.records import Claim, Event, Figure, Party, Span, Stance, When

WORDS = (
    "Drones hit the fuel depot at {}, killing 12 guards",
    "A strike on the depot at {} killed a dozen guards",
    "Shelling damaged the school of {}",
    "The convoy was ambushed on the road out of {}",
    "There was no attack on {} at all",
)


def toll(low: float, high: float, words: str = "12 killed") -> Figure:
    """Make a figure of killed guards."""
    return Figure("killed", low, high, words, Span(0, len(words)), of="guards")


def told(
    words: str, at: str | None = "Vell", *, kind: str = "attack", on: str | None = "2031-05-03", **more: object
) -> Claim:
    """Make a claim in a report of its own, published on the day that it tells of."""
    because = (f"'{more.pop('trigger')}' -> {kind}",) if "trigger" in more else ()
    within = report(f"{words}. {at} {on}", published=on)
    parts = {key: more.pop(key) for key in ("actor", "target", "figures") if key in more}
    what = Event(kind, place=place(at) if at else None, when=When(on, on) if on else None, **parts)  # type: ignore[arg-type]
    return claim(
        words, within=within, event=what, because=("the outlet in its own voice", *because), speaker=None, **more
    )


CLAIMS = st.builds(
    lambda words, at, kind, on, stance: told(words.format(at), at, kind=kind, on=on, stance=stance),
    st.sampled_from(WORDS),
    st.sampled_from(["Vell", "Ost"]),
    st.sampled_from(["attack", "casualties", "fighting", "other"]),
    st.sampled_from(["2031-05-03", "2031-05-04", "2031-05-20", None]),
    st.sampled_from([Stance.ASSERTS, Stance.DENIES]),
)


@given(CLAIMS, CLAIMS)
def test_the_score_does_not_depend_on_who_comes_first(one: Claim, two: Claim) -> None:
    """One and two are as alike as two and one, for the same reasons; there is a reason for any score."""
    found = link(one, two)
    assert found == link(two, one)
    assert 0 <= found.score <= 1
    assert found.because
    assert all(found.because)


@settings(max_examples=40)
@given(st.lists(CLAIMS, max_size=9), st.randoms(use_true_random=False))
def test_events_do_not_depend_on_the_order_of_claims(claims: list[Claim], dice: Random) -> None:
    """Each claim stands in exactly one event, and the events are the same whatever comes first."""
    found = find_events(claims)
    assert sorted(c.id for each in found for c in each.claims) == sorted({c.id for c in claims})
    mixed = list(claims)
    dice.shuffle(mixed)
    assert find_events(mixed) == found


@settings(max_examples=40)
@given(st.lists(CLAIMS, max_size=9))
def test_another_place_or_week_is_another_event(claims: list[Claim]) -> None:
    """No event holds claims that name two places, or days a week apart, however long a chain."""
    for each in find_events(claims):
        assert len({c.event.place.id for c in each.claims if c.event.place}) <= 1
        days = sorted(int(c.event.when.start[-2:]) for c in each.claims if c.event.when and c.event.when.start)
        assert not days or days[-1] - days[0] < 7
        assert len(each.claims) == 1 or each.because


def test_a_chain_of_days_does_not_reach_into_the_next_week() -> None:
    """A strike a day for three weeks is not one event, though each is near the one before it."""
    claims = [told("Drones hit the depot at Vell", on=f"2031-05-{day:02}") for day in range(1, 22)]
    for each in find_events(claims):
        days = sorted(int(c.published[-2:]) for c in each.claims if c.published)
        assert days[-1] - days[0] < 7


def test_what_is_told_alike_is_one_event_and_its_denial_too() -> None:
    """Two outlets and a denial on one strike are one event; the shelling of a school elsewhere is another."""
    one = told(WORDS[0].format("Vell"), trigger="hit", figures=(toll(12, 12),))
    two = told(WORDS[1].format("Vell"), trigger="strike", figures=(toll(10, 14, "a dozen"),))
    denied = told(WORDS[4].format("Vell"), trigger="attack", stance=Stance.DENIES, answers=one.id)
    other = told(WORDS[2].format("Ost"), "Ost", trigger="damaged")
    groups = {frozenset(c.id for c in each.claims) for each in find_events([other, denied, two, one])}
    assert groups == {frozenset({one.id, two.id, denied.id}), frozenset({other.id})}


def test_reasons_name_kind_place_day_figures_and_words() -> None:
    """The reasons say in words what speaks for one event."""
    one = told("12 killed as the convoy left the depot in Vell", figures=(toll(12, 12),))
    two = told("In Vell a convoy was hit beside the depot, 12 killed", figures=(toll(12, 12),))
    because = link(one, two).because
    assert {"kind attack", "place Vell", "same day", "figures agree: 12 killed"} <= set(because)
    (words,) = [reason for reason in because if reason.startswith("words shared")]
    assert {"convoy", "depot"} <= set(words.removeprefix("words shared: ").split(", "))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"at": "Ost"}, "other places: Ost, Vell"),
        ({"on": "2031-05-12"}, "9 days apart"),
        ({"kind": "agreement"}, "other kinds: agreement and attack"),
        ({"kind": "other"}, "other kinds: attack and other"),
    ],
)
def test_what_keeps_apart_is_the_only_reason(change: dict[str, str], reason: str) -> None:
    """Other place, week or kind: the score is 0 and the reason says why."""
    named = {"at": "Vell", **change}
    one = told("Drones hit the depot at Vell")
    two = told(f"Drones hit the depot at {named['at']}", **named)  # type: ignore[arg-type]
    assert link(one, two).score == 0
    assert link(one, two).because == (reason,)


def test_a_place_that_holds_the_other_keeps_nothing_apart() -> None:
    """A strike on the district may be the one on its town; a strike on the next town is not."""
    town = place("Vell", within=("invented:dist",))
    district = place("Dist", id="invented:dist", precision="district")
    one = told("Drones hit the depot at Vell")
    here = claim("Drones hit Vell", within=report("Drones hit Vell"), event=event("attack", place=town))
    wide = claim("Drones hit Dist", within=report("Drones hit Dist"), event=event("attack", place=district))
    assert link(here, wide).score > 0
    assert link(one, here).score > link(here, wide).score


def test_more_in_common_is_a_higher_score() -> None:
    """Shared words, a shared trigger and a nearer day each raise the score."""
    one = told("Drones hit the fuel depot at Vell", trigger="hit")
    words = told("Drones hit the fuel depot of Vell", trigger="hit")
    less = told("Mortars hit a school in Vell", trigger="hit")
    trigger = told("Mortars struck a school in Vell", trigger="struck")
    later = told("Mortars hit a school in Vell", trigger="hit", on="2031-05-07")
    assert link(one, words).score > link(one, less).score > link(one, trigger).score
    assert link(one, less).score > link(one, later).score


def test_deaths_and_wounds_are_told_apart() -> None:
    """Twelve killed and thirty wounded are counts of two things."""
    dead = told("Twelve guards were killed in Vell", kind="casualties", trigger="killed")
    died = told("Twelve guards died in Vell", kind="casualties", trigger="died")
    hurt = told("Thirty guards were wounded in Vell", kind="casualties", trigger="wounded")
    assert link(dead, died).score > 2 * link(dead, hurt).score


def test_a_blamed_side_tells_no_events_apart() -> None:
    """Rivals blame each other for one strike: the score is that of two claims that blame the same."""
    one = told("Our town Vell was hit", actor=Party("Veldoria", "Veldoria"))
    two = told("They hit Vell themselves", actor=Party("Osmark", "Osmark"))
    nobody = told("They hit Vell themselves")
    assert link(one, two).score > 0.8 * link(one, nobody).score


def test_the_reports_around_claims_count() -> None:
    """Two claims in reports of one story are likelier one event than two in reports of other stories."""
    claims = [told("Mortars hit a school in Vell", trigger="hit"), told("A depot in Vell was struck", trigger="struck")]
    one, two = (c.report for c in claims)
    joined = find_events(claims, story={one: "s", two: "s"})
    parted = find_events(claims, story={one: "s", two: "t"})
    assert len(joined) <= len(find_events(claims)) <= len(parted) == 2


def test_a_flood_of_claims_is_compared_in_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the claims on one town and day are about twice the comparisons, not four times."""
    calls = 0
    compare = happenings.compare

    def counted(*given: object) -> object:
        nonlocal calls
        calls += 1
        return compare(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(happenings, "compare", counted)
    work = []
    for number in (150, 300):
        calls = 0
        find_events([told(f"Drones hit depot {n} of Vell") for n in range(number)])
        work.append(calls)
    assert work[1] < 2.6 * work[0]


def test_the_trigger_is_told_by_the_reasons() -> None:
    """The word of the event is read from the reason that names its kind, not from that of the place."""
    one = told("Drones hit Vell", trigger="hit")
    assert trigger_of(one) == "hit"
    assert trigger_of(claim(because=("place: 'town' -> Vell",))) is None


def test_stems_bring_forms_together() -> None:
    """Forms of one word have one stem, others another; words of grammar have none, and capitals mark names."""
    for forms in (("shelled", "shelling", "shells"), ("died", "dies", "dead", "death"), ("killed", "killings")):
        assert len({stem(form) for form in forms}) == 1
    assert all(stem(one) != stem(two) for one, two in combinations(("die", "kill", "shell", "shoot"), 2))
    stems, names = stems_of("The convoy of the Vell Guard was there. Drones came")
    assert set(stems) == {stem(word) for word in ("convoy", "Vell", "Guard", "Drones", "came")}
    assert names == {stem("Vell"), stem("Guard")}


def test_rarity_counts_wordings_once() -> None:
    """A thousand copies of a telling make its words no commoner; the rarest word weighs most."""
    alone = rarity_of([["convoy", "depot"], ["depot"]])
    flooded = rarity_of([["convoy", "depot"]] * 1000 + [["depot"]])
    assert alone == flooded
    assert alone["convoy"] > alone["depot"] > 0
