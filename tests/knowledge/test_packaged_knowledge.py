"""The packaged knowledge files: complete, consistent, and as careful with one side as with the other."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import FILES, Knowledge, load_knowledge

CONFLICTS = sorted(
    path.name for path in (resources.files("rashomon.knowledge") / "conflicts").iterdir() if path.name.endswith(".toml")
)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """Return the packaged knowledge, loaded once."""
    return load_knowledge()


def tables(name: str) -> dict[str, Any]:
    """Return a packaged file as it is written."""
    return tomllib.loads((resources.files("rashomon.knowledge") / name).read_text(encoding="utf-8"))


def test_every_conflict_file_makes_a_conflict(known: Knowledge) -> None:
    """Each file names its war and at least two sides of it."""
    assert len(CONFLICTS) >= 15
    assert len(known.conflicts) == len(CONFLICTS)
    assert all(len(conflict.sides) >= 2 for conflict in known.conflicts)


def test_places_have_names_and_possible_coordinates(known: Knowledge) -> None:
    """Each place has a name; coordinates are in range; a populated place has them, but for a few small ones."""
    assert len(known.places) > 1000
    bare = 0
    for place in known.places.values():
        assert place.names
        assert place.where
        if place.lat is None or place.lon is None:
            bare += place.kind in ("city", "town", "village")
        else:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180
    assert bare < 20


def test_containers_and_users_exist(known: Knowledge) -> None:
    """Every id in `within` is a place and every user of a name is a side."""
    for place in known.places.values():
        assert all(up in known.places for up in place.within)
        assert all(side in known.sides for name in place.names for side in name.used_by)


def test_no_place_is_listed_twice() -> None:
    """Each id has one table, and no table lists a name twice."""
    ids = [table["id"] for table in tables("places.toml")["place"]]
    assert len(ids) == len(set(ids))
    for table in tables("places.toml")["place"]:
        names = [name if isinstance(name, str) else name["name"] for name in table["names"]]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "names",
    [
        ("Shusha", "Shushi", "Şuşa"),
        ("Khankendi", "Stepanakert"),
        ("Lachin", "Berdzor"),
        ("Kalbajar", "Karvachar", "Kelbajar"),
        ("Fuzuli", "Varanda"),
        ("Sugovushan", "Madagiz"),
        ("Bakhmut", "Artyomovsk"),
        ("Avdiivka", "Avdeevka"),
        ("Chasiv Yar", "Chasov Yar"),
        ("Robotyne", "Rabotino"),
        ("Toretsk", "Dzerzhinsk"),
        ("Odesa", "Odessa"),
        ("Kyiv", "Kiev"),
        ("Kobani", "Ayn al-Arab"),
        ("El Fasher", "Al-Fashir"),
        ("Tskhinvali", "Tskhinval"),
        ("Temple Mount", "Al-Aqsa Mosque"),
        ("Persian Gulf", "Arabian Gulf"),
        ("Crimean Bridge", "Kerch Bridge"),
        ("Nagorno-Karabakh", "Artsakh"),
    ],
)
def test_rival_names_mean_one_place(known: Knowledge, names: tuple[str, ...]) -> None:
    """However a side calls it, it is one id, and every name is among the rival names."""
    found = [known.places_named(name) for name in names]
    assert all(len(places) == 1 for places in found)
    assert len({places[0].id for places in found}) == 1
    assert {*names} <= {*known.rival_names(found[0][0].id)}


@pytest.mark.parametrize("name", ["Martuni", "Tripoli", "New York"])
def test_namesakes_stay_apart(known: Knowledge, name: str) -> None:
    """Two towns of one name are two places; nothing picks one of them."""
    assert len(known.places_named(name)) == 2


@pytest.mark.parametrize("name", [*FILES, *(f"conflicts/{file}" for file in CONFLICTS)])
def test_files_are_alphabetical(name: str) -> None:
    """No order in a file prefers anybody: tables stand by name, and places by name within a heading."""
    found = tables(name)
    for kind in ("country", "side", "body", "person", "outlet", "institution", "role"):
        names = [fold(table["name"]) for table in found.get(kind, [])]
        assert names == sorted(names), kind
    for table in found.get("place", []):
        listed = [entry if isinstance(entry, str) else entry["name"] for entry in table["names"]]
        assert listed == sorted(listed)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Azeri", "Azerbaijan"),
        ("Armenian", "Armenia"),
        ("the Kremlin", "Russia"),
        ("the White House", "United States"),
        ("U.S.", "United States"),
        ("us", None),
        ("IS", "Islamic State"),
        ("is", None),
        ("Daesh", "Islamic State"),
        ("Hizbullah", "Hezbollah"),
        ("RSF", "Rapid Support Forces"),
        ("TPLF", "Tigray"),
        ("Ansar Allah", "Houthis"),
        ("Republic of Artsakh", "Nagorno-Karabakh"),
        ("Baku", None),
        ("Yerevan", None),
        ("Tel Aviv", None),
    ],
)
def test_common_words_for_sides(known: Knowledge, words: str, side: str | None) -> None:
    """Demonyms, palaces and acronyms lead to their side; capitals do not."""
    assert known.side_named(words) == side


def test_demonyms_and_names_of_sides_are_clear(known: Knowledge) -> None:
    """No word of the packaged files stands for two sides."""
    assert [word for word in known.side_words() if known.side_named(word) is None] == []


def test_capitals_are_places_too(known: Knowledge) -> None:
    """A capital that stands for a government is also somewhere on the map, for nearly all countries."""
    capitals = {capital for side in known.sides.values() for capital in side.capitals}
    lost = {capital for capital in capitals if not known.places_named(capital)}
    assert len(lost) <= 0.1 * len(capitals)
    assert known.capital_side("Baku") == "Azerbaijan"
    assert known.capital_side("Yerevan") == "Armenia"


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Azerbaijani Ministry of Defence", "Azerbaijan"),
        ("Defense Ministry of Armenia", "Armenia"),
        ("Russian Ministry of Defense", "Russia"),
        ("General Staff of Ukraine", "Ukraine"),
        ("Israeli army", "Israel"),
        ("Qassam Brigades", "Hamas"),
        ("Houthi Health Ministry", "Houthis"),
        ("Syrian Observatory for Human Rights", None),
    ],
)
def test_ministries_of_both_sides_are_known(known: Knowledge, words: str, side: str | None) -> None:
    """The ministries of every side are understood by the same rule."""
    body = known.body_named(words)
    assert body is not None
    assert body.side == side


@pytest.mark.parametrize(
    ("role", "side", "on", "name"),
    [
        ("president", "Azerbaijan", "2020-11-08", "Ilham Aliyev"),
        ("prime minister", "Armenia", "2020-11-08", "Nikol Pashinyan"),
        ("foreign minister", "Armenia", "2020-11-08", "Zohrab Mnatsakanyan"),
        ("president", "Nagorno-Karabakh", "2020-11-08", "Arayik Harutyunyan"),
        ("president", "Nagorno-Karabakh", "2019-11-08", "Bako Sahakyan"),
        ("president", "Russia", "2008-08-10", "Dmitry Medvedev"),
        ("prime minister", "Russia", "2008-08-10", "Vladimir Putin"),
        ("president", "Ukraine", "2022-02-24", "Volodymyr Zelenskyy"),
        ("defence minister", "Israel", "2023-10-07", "Yoav Gallant"),
        ("secretary of defense", "United States", "2003-03-20", "Donald Rumsfeld"),
        ("president", "Syria", "2016-12-01", "Bashar al-Assad"),
        ("president", "Syria", "2025-06-01", "Ahmed al-Sharaa"),
    ],
)
def test_offices_follow_the_calendar(known: Knowledge, role: str, side: str, on: str, name: str) -> None:
    """Who held an office is answered for the day of the report, not for today."""
    person = known.holder(role, side, on=on)
    assert person is not None
    assert person.name == name


def overlaps(known: Knowledge) -> Iterator[str]:
    """Yield each pair of dated terms that overlap."""
    for role in ("president", "prime minister", "foreign minister", "defence minister"):
        for side in known.sides:
            spans = sorted(
                (office.since, office.until or "9999", person.name)
                for person in known.people.values()
                for office in person.offices
                if (known.role_named(office.role) or office.role) == role and office.side == side and office.since
            )
            for (_, until, one), (since, _, other) in itertools.pairwise(spans):
                if since[: len(until)] < until[: len(since)]:
                    yield f"{role} of {side}: {one} until {until}, {other} since {since}"


def test_one_holder_at_a_time(known: Knowledge) -> None:
    """The dated terms of the heads and ministers of a side do not overlap."""
    assert list(overlaps(known)) == []


def test_people_are_told_apart(known: Knowledge) -> None:
    """Every spelling of every person leads back to that person alone."""
    for person in known.people.values():
        for name in (person.name, *person.also):
            found = known.person_named(name)
            assert found is not None, name
            assert found.name == person.name, name


def test_outlets_belong_to_known_sides(known: Knowledge) -> None:
    """Owners' sides and countries exist, agencies are marked, domains lead back."""
    assert len(known.outlets) > 150
    assert sum(outlet.agency for outlet in known.outlets.values()) > 50
    for outlet in known.outlets.values():
        assert outlet.side is None or outlet.side in known.sides
        assert all(known.outlet_of_url(f"https://www.{domain}/") == outlet for domain in outlet.domains)
