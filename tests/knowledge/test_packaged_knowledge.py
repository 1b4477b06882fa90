"""The packaged knowledge files: complete, consistent, and as careful with one side as with the other."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import FILES, KINDS, PRECISIONS, Knowledge, KnownPlace, load_knowledge
from rashomon.reading.places import place_of

CONFLICTS = sorted(
    path.name for path in (resources.files("rashomon.knowledge") / "conflicts").iterdir() if path.name.endswith(".toml")
)

# What the supplement is for: the war zones, each with the ids of the containers whose places belong to it.
ZONES = {
    "Afghanistan": ("country:AF",),
    "Donbas": ("place:donbas",),
    "eastern Congo": ("place:ituri", "place:north-kivu", "place:south-kivu"),
    "Ethiopia": ("country:ET",),
    "Gaza": ("place:gaza-strip",),
    "Iraq": ("country:IQ",),
    "Karabakh": ("country:AZ",),
    "Kursk": ("place:kursk-region",),
    "Lebanon": ("country:LB",),
    "Libya": ("country:LY",),
    "Mali": ("country:ML",),
    "Myanmar": ("country:MM",),
    "southern Ukraine": ("place:crimea", "place:kherson-region", "place:mykolaiv-region", "place:zaporizhzhia-region"),
    "Sudan": ("country:SD",),
    "Syria": ("country:SY",),
    "Yemen": ("country:YE",),
}
# Whole degrees south, north, west and east of which no place of a country can lie: its land and waters, and some more.
BOXES = {
    "country:AF": (29, 39, 60, 75),
    "country:AM": (38, 42, 43, 48),
    "country:AZ": (37, 43, 44, 52),
    "country:BF": (9, 16, -6, 3),
    "country:CD": (-14, 6, 11, 32),
    "country:ER": (12, 19, 36, 44),
    "country:ET": (3, 15, 32, 48),
    "country:GE": (40, 44, 39, 47),
    "country:IL": (29, 34, 33, 37),
    "country:IN": (6, 38, 68, 98),
    "country:IQ": (29, 38, 38, 49),
    "country:IR": (24, 41, 43, 64),
    "country:LB": (32, 36, 34, 37),
    "country:LY": (19, 34, 9, 26),
    "country:ML": (9, 26, -13, 5),
    "country:MM": (9, 29, 92, 102),
    "country:NE": (11, 24, 0, 16),
    "country:PK": (23, 38, 60, 78),
    "country:PS": (30, 34, 33, 37),
    "country:RU": (40, 82, 19, 180),
    "country:SD": (8, 24, 21, 39),
    "country:SY": (31, 38, 35, 43),
    "country:TR": (35, 43, 25, 46),
    "country:UA": (43, 53, 21, 41),
    "country:YE": (11, 19, 41, 55),
}
# The war whose sides name the towns of a country, and who else is a party to a border there.
NAMERS = {
    "country:AF": ("War in Afghanistan", frozenset[str]()),
    "country:AM": ("Nagorno-Karabakh conflict", frozenset[str]()),
    "country:AZ": ("Nagorno-Karabakh conflict", frozenset[str]()),
    "country:GE": ("War of August 2008 in Georgia", frozenset[str]()),
    "country:IL": ("Wars in Gaza and Lebanon", frozenset[str]()),
    "country:IQ": ("War in Iraq", frozenset[str]()),
    "country:LB": ("Wars in Gaza and Lebanon", frozenset[str]()),
    "country:PS": ("Wars in Gaza and Lebanon", frozenset[str]()),
    "country:RU": ("War in Ukraine", frozenset[str]()),
    "country:SD": ("War in Sudan", frozenset({"South Sudan"})),
    "country:SY": ("War in Syria", frozenset[str]()),
    "country:UA": ("War in Ukraine", frozenset[str]()),
}
SETTLED = ("city", "district", "town", "village")


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


def test_supplement_is_large_enough(known: Knowledge) -> None:
    """It holds what reports of the wars name: many places, and a fair number in each zone."""
    assert len(tables("places.toml")["place"]) >= 1400
    for zone, tops in ZONES.items():
        inside = [place for place in known.places.values() if {*tops} & {*place.within}]
        assert len(inside) >= 15, zone


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_places(known: Knowledge, kind: str) -> None:
    """No kind of place is only a word, and every place can be told in the words of the record `Place`."""
    found = [place for place in known.places.values() if place.kind == kind]
    assert found
    words = {place_of(place, place.names[0].name).precision for place in found}
    assert words <= {"city", "country", "district", "region", "site", "town", "village"}
    assert {*PRECISIONS} <= {*KINDS}


def test_coordinates_lie_in_the_country(known: Knowledge) -> None:
    """No place lies far outside the country that its containers name."""
    lost = []
    for place in known.places.values():
        for country in (up for up in place.within if up in BOXES and place.lat is not None):
            south, north, west, east = BOXES[country]
            if not (south <= (place.lat or 0) <= north and west <= (place.lon or 0) <= east):
                lost.append((place.id, country))
    assert lost == []


def apart(one: KnownPlace, other: KnownPlace) -> float:
    """Return the kilometres between two places, near enough for short ways."""
    lat, lon = (one.lat or 0.0) - (other.lat or 0.0), (one.lon or 0.0) - (other.lon or 0.0)
    return 111.2 * math.hypot(lat, lon * math.cos(math.radians(one.lat or 0.0)))


def test_no_place_stands_under_two_ids(known: Knowledge) -> None:
    """Two places of one name lie at least 15 km apart, or they are one place with two tables."""
    named: dict[str, list[KnownPlace]] = defaultdict(list)
    for place in known.places.values():
        for key in {fold(name.name) for name in place.names} if place.lat is not None else ():
            named[key].append(place)
    pairs = [pair for places in named.values() for pair in itertools.combinations(places, 2)]
    assert [(one.id, other.id) for one, other in pairs if apart(one, other) < 15] == []


def test_names_of_towns_are_marked_with_sides_of_their_war(known: Knowledge) -> None:
    """Who is said to use a name of a town is a side of the war there."""
    sides = {conflict.name: {*conflict.sides} for conflict in known.conflicts}
    for place in known.places.values():
        for country in (up for up in place.within if up in NAMERS and place.kind in SETTLED):
            war, neighbours = NAMERS[country]
            users = {side for name in place.names for side in name.used_by}
            assert users <= sides[war] | neighbours, place.id


def test_no_town_is_named_by_one_side_alone(known: Knowledge) -> None:
    """Where a name is marked as that of one side, there is one that is common, or that the other side uses."""
    for place in known.places.values():
        if place.kind in SETTLED:
            assert len({name.used_by for name in place.names}) > 1 or not place.names[0].used_by, place.id


def test_places_stand_by_name_within_a_heading() -> None:
    """No order of places prefers anybody: under each heading they stand by the first name of the alphabet."""
    text = (resources.files("rashomon.knowledge") / "places.toml").read_text(encoding="utf-8")
    _, *parts = re.split(r"(?m)^# (?=[^\n]*\n\n\[\[place)", text)
    assert len(parts) > 10
    for part in parts:
        listed = tomllib.loads("# " + part)["place"]
        first = [min(name if isinstance(name, str) else name["name"] for name in table["names"]) for table in listed]
        assert [fold(name) for name in first] == sorted(map(fold, first)), part.partition("\n")[0]


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_file_says_where_its_facts_are_from(name: str) -> None:
    """Each file of a war begins by saying where what it tells is known from."""
    text = (resources.files("rashomon.knowledge") / "conflicts" / name).read_text(encoding="utf-8")
    assert text.startswith("# Where the facts are from: ")


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
        ("Myrnohrad", "Dimitrov"),
        ("Pokrovsk", "Krasnoarmeysk"),
        ("Ivanivske", "Krasnoye"),
        ("Antonivka Bridge", "Antonovsky Bridge"),
        ("Siverskyi Donets", "Seversky Donets"),
        ("Zaporizhzhia front", "Zaporozhye direction"),
        ("Murovdag", "Mrav"),
        ("Aghavno", "Zabukh"),
        ("Araz River", "Arax"),
        ("Kerem Shalom", "Karem Abu Salem"),
        ("Allenby Bridge", "King Hussein Bridge", "Karameh crossing"),
        ("Amude", "Amuda"),
        ("Shatt al-Arab", "Arvand Rud"),
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
