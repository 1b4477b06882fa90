"""What each outlet carries, drops and repeats: counts that add up, whatever order the ledger has, and no grade."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace

import invented_war as war
import msgspec
import pytest
from click.testing import Result

from rashomon.showing.outlets import Dropped, OutletProfile, Printed, Shared, Spoken, profiles
from rashomon.showing.view import LedgerView

Run = Callable[..., Result]


def told(view: LedgerView = war.VIEW) -> dict[str | None, OutletProfile]:
    """Return the profile of each outlet."""
    return {each.outlet: each for each in profiles(view)}


def test_what_is_counted_adds_up() -> None:
    """Reports and claims of all outlets are those of the ledger; own voice and attributed, and sides, are the parts."""
    found = told().values()
    assert sum(each.reports for each in found) == len(war.REPORTS)
    assert sum(each.claims for each in found) == len(war.CLAIMS)
    for each in found:
        assert each.own_voice + each.attributed == each.claims
        assert sum(spoken.claims for spoken in each.by_side) == each.attributed
        assert all(one.with_denial + one.without_denial <= each.reports for one in each.printed)


def test_an_outlet_of_one_side_and_one_that_prints_an_answer() -> None:
    """The Herald prints disputed claims of its side alone; a report that sets both sides beside each other is told."""
    herald = told()["Ardenia Herald"]
    assert herald.by_side == (Spoken("Ardenia", 3),)
    assert herald.printed == (Printed("Ardenia", 3, 0, 1),)
    both = replace(war.A1, id="b9", report=war.COURIER.id, outlet="Velmark Courier", origin=war.COURIER.origin)
    held = war.HOLDS.positions[0]
    dispute = replace(war.HOLDS, positions=(replace(held, claims=("b9", *held.claims)), *war.HOLDS.positions[1:]))
    view = replace(war.VIEW, claims=(*war.CLAIMS, both), disputes=(dispute,))
    courier = told(view)["Velmark Courier"]
    assert Printed("Ardenia", 1, 1, 0) in courier.printed
    assert next(one for one in courier.printed if one.side == "Velmark").with_denial == 1


def test_who_repeats_whom_and_who_was_first() -> None:
    """The paper that carries the wire repeats the Herald, which was first; the agency that it names is told apart."""
    found = told()
    assert found["Evening Post"].repeats == (Shared("Ardenia Herald", 1),)
    assert found["Evening Post"].credits == (Shared("Northern Wire", 1),)
    assert found["Ardenia Herald"].repeated_by == (Shared("Evening Post", 1),)
    assert found["Ardenia Herald"].repeats == ()
    assert sum(each.first for each in found.values()) <= len(war.DISPUTES)


def test_dropped_is_what_others_told_on_the_same_days_alone() -> None:
    """What was told on days on which an outlet published nothing is no gap; nor is what it carried on any day."""
    found = told()
    smoke = war.DISPUTES[2].id
    assert smoke in found["Ardenia Herald"].dropped.disputes
    assert smoke not in found["Velmark Courier"].dropped.disputes
    later = tuple(
        replace(each, published="2031-04-01") if each.outlet == "Ardenia Herald" else each for each in war.REPORTS
    )
    assert told(replace(war.VIEW, reports=later))["Ardenia Herald"].dropped == Dropped((), (), ())


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_ledger_does_not_matter(seed: int) -> None:
    """Reports, claims, disputes and copies in any order give the same profiles, by alphabet."""
    dice = random.Random(seed)
    names = ("reports", "claims", "disputes", "copies", "utterances")
    mixed = {name: tuple(dice.sample(getattr(war.VIEW, name), len(getattr(war.VIEW, name)))) for name in names}
    assert profiles(replace(war.VIEW, **mixed)) == profiles(war.VIEW)
    outlets = [each.outlet or "" for each in profiles(war.VIEW)]
    assert outlets == sorted(outlets)


def test_the_command_prints_the_profiles(rashomon: Run) -> None:
    """JSON gives back the profiles, an outlet is found by a word of its name, and an earlier ledger held fewer."""
    lines = rashomon("outlets", "--json").stdout_bytes.splitlines()
    assert tuple(msgspec.json.decode(line, type=OutletProfile) for line in lines) == profiles(war.VIEW)
    (post,) = rashomon("outlets", "--json", "--outlet", "evening").stdout.splitlines()
    assert json.loads(post)["outlet"] == "Evening Post"
    assert len(rashomon("outlets", "--json", "--as-of", "2031-03-04").stdout.splitlines()) == 2
    heads, *rows = rashomon("outlets").stdout.splitlines()
    assert {row.count("\t") for row in rows} == {heads.count("\t")}


def test_no_word_of_it_grades(rashomon: Run) -> None:
    """Neither the fields nor the help speak of bias, reliability, scores or shares."""
    shown = rashomon("outlets", "--json").stdout + rashomon("outlets", "--help", ledger=None).stdout
    assert not {word for word in ("bias", "reliab", "score", "trust", "share of", "%") if word in shown.lower()}
