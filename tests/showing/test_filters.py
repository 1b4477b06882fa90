"""What is asked of a ledger."""

from __future__ import annotations

import invented_war as war
import pytest

from rashomon.errors import QueryError
from rashomon.showing.filters import Filter, claim_facets, dispute_facets, fold
from rashomon.showing.view import narrow

KNOWN = {claim.id: claim for claim in war.CLAIMS}


def ids(asked: Filter) -> list[str]:
    """Return the ids of the claims that answer."""
    return [claim.id for claim in war.CLAIMS if asked.admits(claim_facets(claim))]


@pytest.mark.parametrize("name", ["Korvath", "KORVATH", "Kórvath", "korvad", "place:korvath"])
def test_a_place_answers_to_every_name(name: str) -> None:
    """A place is found by its name, by the name as written, or by its id, whatever case and accents."""
    found = ids(Filter(place=(name,)))
    assert "b2" in found
    assert ("a1" in found) == (name != "korvad")


def test_a_place_inside_answers_to_the_id_of_its_container() -> None:
    """Asking for a town by its id finds what is told about a bridge in it."""
    assert "b5" in ids(Filter(place=("place:korvath",)))
    assert "b5" not in ids(Filter(place=("Korvath",)))


def test_rival_names_come_from_a_function_that_is_given() -> None:
    """What a name stands for widens what answers: a place with an id by its id, another by its names."""
    asked = Filter(place=("Korvad",), names=lambda name: {"Korvad": ["place:korvath"]}.get(name, []))
    assert {"a1", "b2"} <= set(ids(asked))
    assert "b5" not in ids(asked)
    other = Filter(place=("Iron Bridge",), names=lambda _name: ["Tesh Bridge", "Korvath"])
    assert ids(other) == ["b5"]


def test_a_speaker_answers_to_whole_words_of_name_role_or_body() -> None:
    """Half a word finds nobody; a surname, a role or a ministry does."""
    assert ids(Filter(speaker=("aune",))) == ids(Filter(speaker=("Mirelle Aune",))) == ["a1", "a2", "a3", "c1", "c2"]
    assert ids(Filter(speaker=("Aun",))) == []
    assert ids(Filter(speaker=("ministry of defence",))) == ["b1", "b2", "b3", "b4"]
    assert ids(Filter(speaker=("general staff",))) == ["d1", "d2"]


def test_fields_narrow_and_values_widen() -> None:
    """Two values of one field find more, two fields find less."""
    assert ids(Filter(side=("velmark",), stance=("denies", "concedes"))) == ["b1", "d1"]
    assert ids(Filter(side=("Ardenia", "Velmark"))) == [each.id for each in war.CLAIMS if each.speaker]
    assert ids(Filter(kind=("Control-Gain",), outlet=("Post",))) == ["c1"]


def test_a_dispute_answers_by_any_of_its_claims() -> None:
    """A dispute is found by a speaker, an outlet, a kind or a name of the place that only one claim in it has."""
    for asked in (
        Filter(speaker=("Dorn",)),
        Filter(outlet=("evening post",)),
        Filter(kind=("fighting",)),
        Filter(kind=("control",)),
        Filter(place=("Korvad",)),
        Filter(side=("Ardenia",), stance=("denies",), status=("conceded",)),
    ):
        assert asked.admits(dispute_facets(war.HOLDS, KNOWN))
    assert not Filter(status=("contested",)).admits(dispute_facets(war.HOLDS, KNOWN))


def test_a_name_without_letters_is_refused() -> None:
    """A name that folds to nothing is an error of the caller, not a match of everything or nothing."""
    with pytest.raises(QueryError, match="letter or a digit"):
        ids(Filter(place=("—",)))


def test_nothing_asked_admits_everything() -> None:
    """An empty filter is no filter."""
    assert not Filter()
    assert ids(Filter()) == [claim.id for claim in war.CLAIMS]
    assert narrow(war.VIEW, Filter()) is war.VIEW


def test_a_narrowed_view_stands_on_its_own() -> None:
    """Every claim that a narrowed view's disputes name, and every report of those claims, is in the view."""
    part = narrow(war.VIEW, Filter(status=("conceded",)))
    assert [dispute.id for dispute in part.disputes] == ["dispute-1"]
    held = {claim.id for claim in part.claims}
    assert {key for each in part.disputes for position in each.positions for key in position.claims} <= held
    assert {claim.report for claim in part.claims} <= {report.id for report in part.reports}
    assert "b5" not in held


def test_folding_leaves_scripts_apart() -> None:
    """Accents and case go, letters of other scripts stay."""
    assert fold("Шуши́") == "шуши"
    assert fold("Şuşa") == fold("SUSA")
