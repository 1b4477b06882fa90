"""The names of a place: which are shown, and which find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import invented_war as war
import pytest
from click.testing import Result

from rashomon.knowledge.loading import load_knowledge
from rashomon.ledger.ledger import Ledger
from rashomon.records import Claim, Dispute, Place
from rashomon.showing.blocks import dispute_blocks
from rashomon.showing.briefing import write_briefing
from rashomon.showing.places import equal_names, names_given, places_asked, question_words
from rashomon.showing.view import LedgerView

KHANKENDI = load_knowledge().places_named("Stepanakert")[0]
RIVALS = load_knowledge().rival_names


def told_of(written: str, *, key: str, id: str | None = KHANKENDI.id) -> Claim:  # noqa: A002
    """Return a claim about a known town that a report calls by one of its names."""
    place = Place(KHANKENDI.names[0].name if id else written, written, id=id, precision="city")
    return replace(war.A1, id=key, event=replace(war.A1.event, place=place))


def dispute_on(*claims: Claim) -> Dispute:
    """Return the first dispute of the invented war, moved to the place of these claims."""
    place = claims[0].event.place
    assert place is not None
    positions = (replace(war.HOLDS.positions[0], claims=tuple(each.id for each in claims)),)
    return replace(war.HOLDS, question=f"Who holds {place.name} on 3 March 2031?", place=place, positions=positions)


def test_known_names_are_shown_only_where_claims_use_them() -> None:
    """Of five known names the two that reports use stand as equals, by alphabet and in the known spelling."""
    claims = [told_of("STEPANAKERT", key="a"), told_of("the city of Khankendi", key="b")]
    given = names_given(claims, RIVALS)
    assert equal_names(claims[0].event.place, given) == "Khankendi / Stepanakert"
    assert equal_names(claims[0].event.place, names_given(claims[:1], RIVALS)) == "Stepanakert"
    assert question_words(dispute_on(*claims), given) == "Who holds Khankendi / Stepanakert on 3 March 2031?"


def test_the_order_of_names_does_not_depend_on_who_says_them() -> None:
    """Whichever name comes first in the ledger, the names stand by alphabet."""
    claims = [told_of("Stepanakert", key="a"), told_of("Khankendi", key="b")]
    assert names_given(claims, RIVALS) == names_given(claims[::-1], RIVALS)


def test_blocks_and_briefing_show_the_names_as_equals() -> None:
    """The terminal and the page put both names into the question and repeat neither below it."""
    claims = [told_of("Stepanakert", key="a"), told_of("Khankendi", key="b")]
    dispute = dispute_on(*claims)
    lines = [line.words for line in next(iter(dispute_blocks([dispute], claims, RIVALS)))]
    assert lines[0] == "Who holds Khankendi / Stepanakert on 3 March 2031?"
    assert lines[1] == "conceded"
    page = write_briefing(LedgerView(war.REPORTS, tuple(claims), (dispute,)), rivals=RIVALS)
    assert ">Who holds Khankendi / Stepanakert on 3 March 2031?</h3>" in page
    assert "Khan-Kendi" not in page


def test_a_name_stands_for_what_is_known_and_for_what_claims_call_so() -> None:
    """A known name brings the id and the rival names; a name that only a ledger knows brings the id."""
    claims = [told_of("the Town", key="a")]
    found = places_asked(["Stepanakert", "The town", "Nowhere"], claims, load_knowledge())
    assert {KHANKENDI.id, "Khankendi"} <= found["Stepanakert"]
    assert found["The town"] == {KHANKENDI.id}
    assert "Nowhere" not in found


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    path = tmp_path / "names.sqlite"
    later = told_of("the Town", key="d")
    with Ledger.open(path) as ledger:
        claims = [told_of("Stepanakert", key="a"), told_of("Khankendi", key="b"), told_of("Xankendi", key="c", id=None)]
        ledger.append([war.HERALD, *claims], recorded=datetime(2031, 3, 4, tzinfo=UTC))
        ledger.append([later], recorded=datetime(2031, 3, 6, tzinfo=UTC))
    return path


@pytest.mark.parametrize("name", ["Stepanakert", "khankendi", "Xankəndi", "Khan-Kendi", KHANKENDI.id])
def test_a_place_is_found_by_any_of_its_names(rashomon: Callable[..., Result], ledger: Path, name: str) -> None:
    """Each known name finds the claims that use another one, with an id or without."""
    assert rashomon("claims", "--place", name, "--json", ledger=ledger).stdout.count('"id":"a"') == 1
    assert len(rashomon("claims", "--place", name, "--json", ledger=ledger).stdout.splitlines()) == 4


def test_a_name_learnt_later_changes_no_earlier_answer(rashomon: Callable[..., Result], ledger: Path) -> None:
    """What a claim calls a place widens what is found from then on, and not as of the days before."""
    assert len(rashomon("claims", "--place", "the Town", "--json", ledger=ledger).stdout.splitlines()) == 3
    assert rashomon("claims", "--place", "the Town", "--json", "--as-of", "2031-03-05", ledger=ledger).stdout == ""
