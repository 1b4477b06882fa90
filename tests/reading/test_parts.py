"""Which part of a place a claim of control speaks of; the whole has none, and a district is not its town."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rashomon.records import Place

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


def place_over(heard: Heard, piece: str) -> Place:
    """Return the place of the closest claim of control over a piece of the text."""
    told = [claim.event.place for claim in heard.over(piece) if claim.event.kind != "other"]
    assert told, f"no claim of an event holds {piece!r}"
    assert told[0] is not None
    return told[0]


@pytest.mark.parametrize(
    ("text", "piece", "part"),
    [
        ("The army captured the airport of Tolma.", "captured", "the airport"),
        ("Veldorian troops hold the northern part of Kestrin.", "hold", "the northern part"),
        ("Veldorian troops hold 80 per cent of Kestrin.", "hold", "80 per cent"),
        ("Veldorian troops control more than half of Kestrin.", "control", "more than half"),
        ("The army captured most of Sarneg.", "captured", "most"),
        ("The army captured Kestrin's old harbour.", "captured", "old harbour"),
        ("The army captured three villages in the Upper Lethe.", "captured", "three villages"),
        ("The harbour of Kestrin was captured on Monday.", "captured", "The harbour"),
    ],
)
def test_a_part_stays_a_part(hear: Hear, text: str, piece: str, part: str) -> None:
    """What is taken or held of a place is told in `part`."""
    assert place_over(hear(text), piece).part == part


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("The army captured Tolma.", "captured"),
        ("The army captured the village of Tolma.", "captured"),
        ("The army captured the villages of Tolma and Dorun.", "captured"),
        ("The army captured the whole of Kestrin.", "captured"),
        ("The soldiers of the airport guard captured Tolma.", "captured"),
        ("The army entered the outskirts of Kestrin. On Monday the city was captured.", "the city was captured"),
        ("The army moved towards Kestrin. On Monday the town was captured.", "the town was captured"),
    ],
)
def test_the_whole_has_no_part(hear: Hear, text: str, piece: str) -> None:
    """A whole town, its kind beside its name, and the part in which something else happened are no parts."""
    assert place_over(hear(text), piece).part is None


def test_a_part_is_not_lost_where_the_place_was_told_before(hear: Hear) -> None:
    """The place may be told a sentence earlier."""
    heard = hear(
        "Runa Toft said that Veldorian troops had captured the airport of Kestrin. "
        "She added that the northern terminal had been lost."
    )
    place = place_over(heard, "northern terminal had been lost")
    assert (place.id, place.part) == ("war:kestrin", "the northern terminal")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army captured Kestrin district.", "Kestrin district"),
        ("The army captured the province of Kestrin.", "Kestrin province"),
    ],
)
def test_an_area_is_not_the_town_of_its_name(hear: Hear, text: str, name: str) -> None:
    """A district that no table knows keeps its own name, and is no town."""
    place = place_over(hear(text), "captured")
    assert (place.name, place.id, place.precision) == (name, None, "region")


def test_an_area_that_is_known_is_found(hear: Hear) -> None:
    """The oblast of Kharkiv is in the tables, and another place than the city."""
    city = place_over(hear("The army captured Kharkiv."), "captured")
    area = place_over(hear("The army captured the Kharkiv region."), "captured")
    assert city.id != area.id
    assert area.precision == "region"
