"""Which place a name is: by the words beside it, by its neighbours, by its people; in doubt it stays a name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading.toponyms import Settled, home_of, named_at, settle, settle_ours, weighed
from rashomon.records import Span

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


@pytest.fixture(scope="module", name="known")
def _known() -> Knowledge:
    """Return the packaged knowledge, loaded once."""
    return load_knowledge()


def led(known: Knowledge, text: str, *names: str, home: str | None = None) -> list[Settled]:
    """Settle names in a text, each at its first mention."""
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return list(settle(known, text, named_at(known, text, spans), home=home))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shots were heard in London, Ontario, at noon.", "London", "CA"),
        ("Shots were heard in London at noon.", "London", "GB"),
        ("Militias entered Tripoli, in the north of Lebanon.", "Tripoli", "LB"),
        ("Militias entered Tripoli on Monday.", "Tripoli", "LY"),
        ("The mayor of Columbia, Missouri, spoke.", "Columbia", "US"),
        ("Troops shelled Martuni, Gegharkunik province, the Armenian ministry said.", "Martuni", "AM"),
        ("The Turkish town of Batman was quiet.", "Batman", "TR"),
        ("Cordoba, Spain, held a vigil.", "Cordoba", "ES"),
        ("Cordoba (Argentina) held a vigil.", "Cordoba", "AR"),
        ("A convoy left Tartus for Hama and reached Salamiyah in Syria.", "Salamiyah", "SY"),
    ],
)
def test_the_words_beside_a_name_tell(known: Knowledge, text: str, name: str, country: str) -> None:
    """A container behind it, before it, in brackets; else the place that most would mean."""
    place = led(known, text, name)[0].place
    assert place is not None
    assert place.codes[-1] == country


def test_neighbours_tell(known: Knowledge) -> None:
    """One name leads to two places in two texts, by the other names alone."""
    ohio = led(known, "Fire crews from Columbus and Dayton came to Athens.", "Columbus", "Dayton", "Athens")
    greece = led(
        known, "Ferries from Piraeus and Heraklion were held; Athens sent police.", "Piraeus", "Heraklion", "Athens"
    )
    assert ohio[2].place is not None
    assert greece[2].place is not None
    assert ohio[2].place.codes[:2][-1] == "US.OH"
    assert greece[2].place.codes[-1] == "GR"


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        ("Paris, Texas — Police in Paris made an arrest.", ["Paris"], "US"),
        ("Alexandria, Va. — A judge in Alexandria spoke.", ["Alexandria"], "US"),
        ("A bomb went off in Alexandria, Egypt.", ["Alexandria"], "EG"),
        ("Votes were counted in Alexandria, Melbourne and Sydney.", ["Alexandria", "Melbourne", "Sydney"], "AU"),
        ("Votes were counted in Alexandria and Sydney.", ["Alexandria", "Sydney"], "EG"),
        ("Jets struck Tehran, Isfahan and Shiraz.", ["Tehran", "Isfahan", "Shiraz"], "IR"),
    ],
)
def test_a_place_of_the_files_may_have_a_namesake(known: Knowledge, text: str, names: list[str], country: str) -> None:
    """It goes first, but not against the words beside the name, nor alone against two others of one country."""
    spans = [Span(m.start(), m.end()) for name in names for m in re.finditer(name, text)]
    named = named_at(known, text, spans)
    ours = [{place.id for place in known.places_named(each.words)} for each in named]
    found = settle_ours(known, text, named, ours)
    places = [each.place for each, name in zip(found, named, strict=True) if name.words == names[0]]
    assert {place.within[-1] for place in places if place} == {f"country:{country}"}
    if names == ["Tehran", "Isfahan", "Shiraz"]:
        assert [place.id for place in places if place] == ["geonames:112931"]


def test_a_city_of_another_name_is_no_place_of_the_files(hear: Hear) -> None:
    """Marawi City is not the Marawi of the Nile."""
    place = hear("Troops captured Marawi City, Philippines.").over("captured")[0].event.place
    assert place is not None
    assert place.written == "Marawi City"
    assert place.within[-1:] == ("country:PH",)


def test_mentions_of_one_name_may_be_two_places(known: Knowledge) -> None:
    """Where the words beside them say so, and only there."""
    text = "Crews flew from Paris, Texas, to Paris, France. In Paris they rested."
    spans = [Span(m.start(), m.end()) for m in re.finditer("Paris", text)]
    places = [each.place for each in settle(known, text, named_at(known, text, spans))]
    assert [place.codes[-1] for place in places if place] == ["US", "FR", "FR"]


def test_one_unknown_name_takes_nothing_from_the_rest(known: Knowledge) -> None:
    """It is led nowhere; the others are led where they were without it."""
    text = "Fighting went on in Wexbury Gate, Bakhmut and Kostiantynivka."
    alone = led(known, text, "Bakhmut", "Kostiantynivka")
    together = led(known, text, "Wexbury Gate", "Bakhmut", "Kostiantynivka")
    assert together[0].place is None
    assert [each.place for each in together[1:]] == [each.place for each in alone]


def test_the_order_of_asking_changes_nothing(known: Knowledge) -> None:
    """Names are settled together."""
    names = ["Homs", "Tripoli", "Damascus", "Idlib", "Saida", "Paris"]
    text = f"Between {', '.join(names)} convoys went on, Syrian officials said."
    there = dict(zip(names, (each.place for each in led(known, text, *names)), strict=True))
    shuffled = random.Random(7).sample(names, len(names))
    again = dict(zip(shuffled, (each.place for each in led(known, text, *shuffled)), strict=True))
    assert again == there


def test_shares_are_parts_of_one(known: Knowledge) -> None:
    """The shares of all places of a name sum to one, the likeliest first."""
    text = "San Jose"
    places, because = weighed(known, text, named_at(known, text, [Span(0, 8)]))
    assert len(places) > 20
    assert sum(each.share for each in places) == pytest.approx(1)
    assert [each.share for each in places] == sorted((each.share for each in places), reverse=True)
    assert any(each.place.id in because for each in places)


def test_it_is_told_to_which_place_a_report_would_lead(known: Knowledge) -> None:
    """To that of the files, where they have one, also if a namesake has more people."""
    ours = {place.id for place in known.places_named("Andriivka")}
    places, because = weighed(known, "Andriivka", named_at(known, "Andriivka", [Span(0, 9)]))
    assert places[0].place.id not in ours
    assert any(f"= {id}" in because for id in ours)  # noqa: A001 - the word of the records


def test_the_country_of_the_outlet_is_a_hint(known: Knowledge) -> None:
    """By what is known of it, or by the end of its address; an end that anybody may buy is none."""
    assert home_of(known, "TASS", None) == "country:RU"
    assert home_of(known, None, "https://news.example.com.au/a") == "country:AU"
    assert home_of(known, None, "https://news.example.io/a") is None
    assert home_of(known, None, "http://[broken") is None


def test_a_spelling_that_no_table_has(hear: Hear) -> None:
    """A place of the files in another spelling is that place; the name stays as it was written."""
    heard = hear("Russian troops captured Chassiv Yar, the Ukrainian army said.")
    place = heard.over("captured")[0].event.place
    assert place is not None
    assert (place.name, place.id) == ("Chassiv Yar", "geonames:710915")


def test_a_name_for_which_nothing_speaks_stays_a_name(hear: Hear) -> None:
    """A hamlet of that name far off is no reason to put the event there."""
    place = hear("Rebels captured the village of Bethel.").over("captured")[0].event.place
    assert place is not None
    assert (place.name, place.id, place.lat, place.precision) == ("Bethel", None, None, "unknown")


def test_the_world_beyond_the_wars_is_known(hear: Hear) -> None:
    """A town of no file of a war has its id, its coordinates and its country."""
    place = hear("Gunmen attacked a market in Maiduguri, Nigeria.").over("attacked")[0].event.place
    assert place is not None
    assert place.id == "geonames:2331447"
    assert place.within[-1] == "country:NG"
    assert (round(place.lat or 0), round(place.lon or 0)) == (12, 13)
