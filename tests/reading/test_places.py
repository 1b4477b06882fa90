"""Where it is said to have happened: rival names, unknown names, "the city", capitals that speak, ambiguous names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from rashomon.knowledge.loading import Knowledge
from rashomon.records import Place

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


def place_over(heard: Heard, piece: str) -> Place | None:
    """Return the place of the closest claim over a piece of the text."""
    claims = heard.over(piece)
    assert claims, f"no claim holds {piece!r}"
    return claims[0].event.place


def row(where: str | None, text: str, piece: str, *, weak: str = "") -> Any:
    """Make a row: the id of the place of the claim over a piece; `weak` says why the program is known to miss it."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(where, text, piece, id=text[:70], marks=marks)


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("Kestrin", "Kestra", "war:kestrin"),
        ("Mirov", "Mirhavn", "war:mirov"),
        ("Sarneg", "Sarnholt", "war:sarneg"),
        ("Tolma", "Tolm", "war:tolma"),
    ],
)
def test_rival_names_are_one_place(hear: Hear, one: str, other: str, where: str) -> None:
    """Both names give one id, and each claim keeps the name that was written."""
    places = [place_over(hear(f"The army captured {name}."), "captured") for name in (one, other)]
    assert [place.id for place in places if place] == [where, where]
    assert [place.written for place in places if place] == [one, other]


def test_a_known_place_brings_its_coordinates_and_containers(hear: Hear) -> None:
    """The record of a known place is that of the table."""
    place = place_over(hear("The army captured Tolma."), "captured")
    assert place
    assert (place.lat, place.lon, place.precision) == (-38.37, -14.8, "village")
    assert place.within[0] == "war:upper-lethe"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Veldorian troops captured the village of Ombrel.", "Ombrel"),
        pytest.param(
            "The army captured the town of Skarn.",
            "Skarn",
            marks=pytest.mark.xfail(strict=False, reason="an unknown name behind 'the town of' is not always a place"),
        ),
        pytest.param(
            "Three rockets hit the town of Skarn.",
            "Skarn",
            marks=pytest.mark.xfail(strict=False, reason="an unknown name behind 'the town of' is not always a place"),
        ),
        pytest.param(
            "Fighting goes on near Vintholm, the army said.",
            "Vintholm",
            marks=pytest.mark.xfail(strict=False, reason="an unknown name behind 'near' is not always a place"),
        ),
        ("The governor said that two people were killed in Old Barrow.", "Old Barrow"),
    ],
)
def test_an_unknown_place_keeps_its_name(hear: Hear, text: str, written: str) -> None:
    """A place that no table holds is kept as written, with nothing made up."""
    place = next(claim.event.place for claim in hear(text).claims if claim.event.place)
    assert (place.written, place.name, place.id, place.lat, place.lon) == (written, written, None, None, None)


@pytest.mark.parametrize(
    ("where", "text", "piece"),
    [
        row("war:kestrin", "Kestrin lies on the river. The army has captured the city.", "captured the city"),
        row("war:tolma", "Tolma burned. Kestrin is far away. The village was shelled at dawn.", "was shelled"),
        row("war:kestrin", "Tolma burned. Kestrin is far away. The city was shelled at dawn.", "was shelled"),
        row(
            "war:bressin",
            "Fires burn in Kestrin. Rockets hit Bressin too. The city was shelled all day.",
            "shelled all day",
        ),
        row("war:kestrin", "Runa Toft came to Kestra. Fighting was going on there, she said.", "Fighting was going on"),
        row(
            "war:kestrin",
            "“The city has fallen,” Maro said in Ostrell about Kestrin.",
            "The city has fallen",
            weak="'the city' is sought before it only",
        ),
        row(None, "The city was shelled at dawn.", "was shelled"),
    ],
)
def test_the_city_is_the_last_fitting_place(hear: Hear, where: str | None, text: str, piece: str) -> None:
    """The city, the village and "there" lead back to the last place of that kind; to none, if none was named."""
    place = place_over(hear(text), piece)
    assert (place.id if place else None) == where


@pytest.mark.parametrize(
    ("where", "text", "piece"),
    [
        row("war:kestrin", "Veldorian troops from Ostrell captured Kestrin.", "captured Kestrin"),
        row("war:bressin", "Rockets fired from Sarneg hit Bressin on Wednesday.", "hit Bressin"),
        row(
            "war:kestrin",
            "At a briefing in Harvick Runa Toft said that Kestra had not been captured.",
            "had not been captured",
        ),
        row(
            "war:mirov",
            "The Lethe Guard withdrew from Mirov to Sarneg.",
            "withdrew from Mirov",
        ),
        row("war:sarneg", "Osmark said that four villages near Sarneg had been shelled.", "had been shelled"),
        row("war:dorun", "Kestrin is calm. In Dorun two houses were shelled.", "were shelled"),
        row(None, "The parliament in Ostrell was told that the army had captured two bridges.", "captured two bridges"),
    ],
)
def test_where_it_happened_and_not_where_it_was_said(hear: Hear, where: str | None, text: str, piece: str) -> None:
    """Of several places in a sentence the one that the event hangs on is taken."""
    place = place_over(hear(text), piece)
    assert (place.id if place else None) == where


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ostrell said that its army had captured Mirov.", "Veldoria"),
        ("Harvick denied that Mirhavn had been captured.", "Osmark"),
        ("Baku said that its army had captured Mirov.", "Azerbaijan"),
        ("Yerevan denied that Mirov had been captured.", "Armenia"),
        ("Moscow says that Mirov has been captured.", "Russia"),
        ("Mirov has been captured, Kyiv said.", "Ukraine"),
    ],
)
def test_a_capital_that_speaks_is_a_speaker(hear: Hear, text: str, side: str) -> None:
    """The government speaks by its capital's name; the event happens elsewhere."""
    (claim,) = hear(text).over("captured")
    assert claim.speaker
    assert claim.speaker.side == side
    assert claim.event.place
    assert claim.event.place.id == "war:mirov"


@pytest.mark.parametrize(
    "text", ["Rockets hit Baku on Friday.", "Two people were killed in Moscow.", "Kyiv was shelled."]
)
def test_a_capital_that_is_hit_is_a_place(hear: Hear, text: str) -> None:
    """The same name is a place where something happens."""
    (claim,) = hear(text).claims
    assert claim.speaker is None
    assert claim.event.place
    assert claim.event.place.precision == "city"


def ambiguous(knowledge: Knowledge) -> str:
    """Return the first name, by alphabet, that two places of the packaged table share."""
    return next(
        name
        for name in knowledge.place_names()
        if name.isalpha()
        and len({place.kind for place in knowledge.places_named(name)} & {"village", "town"}) == 1
        and len(knowledge.places_named(name)) == 2
        and not knowledge.side_named(name)
        and not knowledge.person_named(name)
    )


def test_an_ambiguous_name_is_not_guessed(hear: Hear, war_knowledge: Knowledge) -> None:
    """Where nothing tells two places of one name apart, the name is kept and no id is given."""
    name = ambiguous(war_knowledge)
    place = place_over(hear(f"The army captured {name}."), "captured")
    assert place
    assert place.written == name
    assert (place.id, place.lat, place.lon, place.within) == (None, None, None, ())


def test_an_ambiguous_name_is_settled_by_its_neighbours(hear: Hear, war_knowledge: Knowledge) -> None:
    """Where the report names the region of one of them, that one is meant."""
    name = ambiguous(war_knowledge)
    for known in war_knowledge.places_named(name):
        around = next(
            container.names[0].name
            for key in known.within
            if (container := war_knowledge.place(key)) and len(war_knowledge.places_named(container.names[0].name)) == 1
        )
        others = [place for place in war_knowledge.places_named(name) if place.id != known.id]
        if any(set(known.within) & set(other.within) for other in others):
            pytest.skip("the two places lie in one region")
        place = place_over(hear(f"War came to {around}. The army captured {name}."), "captured")
        assert place
        assert place.id == known.id


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The army captured the outskirts of Kestrin.", "the outskirts"),
        ("The army captured the northern part of Kestrin.", "the northern part"),
        ("The army captured a hill north of Kestrin.", "north of"),
        ("The army captured a hill five miles east of Kestrin.", "five miles east of"),
        pytest.param(
            "The army captured 80 per cent of Kestrin.",
            "80 per cent",
            marks=pytest.mark.xfail(strict=False, reason="'captured 80 per cent of X' makes no event"),
        ),
        ("The army captured Kestrin.", None),
    ],
)
def test_a_part_of_a_place_is_kept_apart(hear: Hear, text: str, part: str | None) -> None:
    """A part belongs to the claim; the place is the whole."""
    place = place_over(hear(text), "captured")
    assert place
    assert (place.id, place.part) == ("war:kestrin", part)


@pytest.mark.parametrize(
    "text",
    [
        "Ilian Maro captured the crowd with a joke.",
        "On Monday the army captured a hill.",
        "The army said on Facebook that it had captured a hill.",
        pytest.param(
            "Petra Sovik said the hill had been captured by the army of Veldoria.",
            marks=pytest.mark.xfail(strict=False, reason="the country behind 'the army of' is taken for the place"),
        ),
    ],
)
def test_what_is_no_place(hear: Hear, text: str) -> None:
    """People, days, channels and the side that an army belongs to are no places of an event."""
    assert {claim.event.place for claim in hear(text).claims} <= {None}


def test_a_headline_in_capitals_is_no_place(hear: Hear) -> None:
    """The town in it is found by itself."""
    heard = hear("TITLE: SHELLS HIT AL-FASHIR\n\nShells fell on a market of El-Fashir, the army of Sudan said.")
    places = {claim.event.place.id for claim in heard.claims if claim.event.place}
    assert places == {"geonames:379555"}
