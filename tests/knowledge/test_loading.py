"""The loader on an invented war: what is found, what stays unknown, and how mistakes are explained."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge, load_knowledge

COUNTRIES = """
[[country]]
name = "Norland"
code = "NQ"
demonyms = ["Norlandic", "Norlanders"]
also = ["NL", "Republic of Norland"]
capital = "Norhaven"
palaces = ["the Stone House"]
lat = 60.0
lon = 5

[[country]]
name = "Sudria"
code = "SQ"
demonyms = ["Sudrian", "Sudrians"]
capital = "Port Sudra"

[[institution]]
name = "Defence Ministry"
also = ["Ministry of Defence", "Ministry of Defense"]

[[role]]
name = "foreign minister"
also = ["minister of foreign affairs"]
"""

WAR = """
name = "War of the Vale"
from = "2030-02-01"

[[side]]
name = "Sudria"

[[side]]
name = "Free Vale"
demonyms = ["Valer"]
also = ["FV"]
seats = ["Old Vale"]

[[side]]
name = "Norland"

[[body]]
name = "Vale Guard"
side = "Free Vale"

[[body]]
name = "Council of Rivers"

[[person]]
name = "Ada Brün"
also = ["Ada Broon"]
[[person.office]]
role = "president"
side = "Norland"
from = "2020-03-01"
to = "2030-06"
[[person.office]]
role = "spokesperson"
body = "Ministry of Defense of Norland"
to = "2019"

[[person]]
name = "Cyr Brün"
[[person.office]]
role = "president"
side = "Norland"
from = "2030-07-01"

[[person]]
name = "Eda Folk"
[[person.office]]
role = "minister of foreign affairs"
side = "Sudria"
[[person.office]]
role = "commander"
body = "Vale Guard"
from = "2031"

[[outlet]]
name = "Norland Wire"
also = ["NW"]
country = "Norland"
agency = true
domains = ["norwire.example"]
"""

PLACES = """
[[place]]
id = "place:vale"
kind = "region"
within = ["country:SQ"]
names = ["Vale", "Vale province"]

[[place]]
id = "place:rivertown"
kind = "town"
lat = 50.5
lon = -3.25
within = ["place:vale"]
names = [{name = "Rivertown", used_by = ["Sudria"]}, {name = "Ar-Nåhrby", used_by = ["Norland"]}, "River's End"]

[[place]]
id = "place:rivertown-north"
kind = "village"
names = ["Rivertown"]

[[place]]
id = "place:mill-district"
kind = "district"
names = ["Mill raion"]
"""

PARTS = {"countries.toml": COUNTRIES, "conflicts/vale.toml": WAR, "places.toml": PLACES}


def write(folder: Path, parts: dict[str, str]) -> Path:
    """Write the parts of an invented knowledge folder."""
    for name, text in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def vale(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return the knowledge of the invented war."""
    return load_knowledge(write(tmp_path_factory.mktemp("vale"), PARTS))


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("Rivertown", ["place:rivertown", "place:rivertown-north"]),
        ("ar nahrby", ["place:rivertown"]),
        ("Nåhrby", ["place:rivertown"]),
        ("the town of Ar-Nahrby", ["place:rivertown"]),
        ("Rivers End", []),
        ("River’s End", ["place:rivertown"]),
        ("Vale oblast", ["place:vale"]),
        ("the province of Vale", ["place:vale"]),
        ("Mill district", ["place:mill-district"]),
        ("Mill region", ["place:mill-district"]),
        ("Rivertown region", []),
        ("Sudria", ["country:SQ"]),
        ("Nowhere", []),
        ("", []),
    ],
)
def test_places_are_named_by_any_spelling(vale: Knowledge, written: str, ids: list[str]) -> None:
    """Case, accents, articles and words for areas do not matter; a town never answers for its area; two stay two."""
    assert [place.id for place in vale.places_named(written)] == ids


def test_containers_are_followed_to_the_country(vale: Knowledge) -> None:
    """`within` holds the whole chain, nearest first."""
    place = vale.place("place:rivertown")
    assert place is not None
    assert place.within == ("place:vale", "country:SQ")
    assert (place.lat, place.lon) == (50.5, -3.25)


def test_rival_names_are_alphabetical_and_say_who_uses_them(vale: Knowledge) -> None:
    """All names of a place are equals: their order is the alphabet's, not the file's."""
    place = vale.place("place:rivertown")
    assert place is not None
    assert vale.rival_names(place.id) == ("Ar-Nåhrby", "River's End", "Rivertown")
    assert [name.used_by for name in place.names] == [("Norland",), (), ("Sudria",)]
    assert vale.rival_names("place:none") == ()


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Norland", "Norland"),
        ("norlandic", "Norland"),
        ("the Stone House", "Norland"),
        ("Norland's", "Norland"),
        ("Valer", "Free Vale"),
        ("NL", "Norland"),
        ("nl", None),
        ("the FV", "Free Vale"),
        ("fv", None),
        ("Norhaven", None),
        ("Old Vale", None),
        ("someone", None),
    ],
)
def test_sides_are_named_by_names_demonyms_and_palaces(vale: Knowledge, words: str, side: str | None) -> None:
    """Acronyms need their capitals ("IS" is not "is"), and a capital city is no side by itself."""
    assert vale.side_named(words) == side


@pytest.mark.parametrize(
    ("words", "side"),
    [("Norhaven", "Norland"), ("official Norhaven", "Norland"), ("Old Vale", "Free Vale"), ("Rivertown", None)],
)
def test_capitals_stand_for_governments_only_when_asked(vale: Knowledge, words: str, side: str | None) -> None:
    """Capitals and seats answer to `capital_side` alone."""
    assert vale.capital_side(words) == side


@pytest.mark.parametrize(
    ("words", "name", "side"),
    [
        ("Vale Guard", "Vale Guard", "Free Vale"),
        ("the Council of Rivers", "Council of Rivers", None),
        ("Norlandic Defence Ministry", "Norlandic Defence Ministry", "Norland"),
        ("Ministry of Defense of Norland", "Norlandic Defence Ministry", "Norland"),
        ("Norland's Ministry of Defence", "Norlandic Defence Ministry", "Norland"),
        ("Valer Ministry of Defence", "Valer Defence Ministry", "Free Vale"),
        ("Ministry of Defence", None, None),
        ("Ministry of Defence of Utopia", None, None),
    ],
)
def test_bodies_are_listed_or_made_of_side_and_institution(
    vale: Knowledge, words: str, name: str | None, side: str | None
) -> None:
    """However a ministry is written, it gets one name; a ministry of nobody is unknown."""
    body = vale.body_named(words)
    assert (body.name if body else None, body.side if body else None) == (name, side)


@pytest.mark.parametrize(
    ("name", "on", "found"),
    [
        ("ada brun", None, "Ada Brün"),
        ("Ada Broon", None, "Ada Brün"),
        ("Folk", None, "Eda Folk"),
        ("Brun", None, None),
        ("Brun", "2025-01-01", "Ada Brün"),
        ("Brün", "2031-01-01T12:00:00Z", "Cyr Brün"),
        ("Broon", None, "Ada Brün"),
        ("Ada", None, None),
    ],
)
def test_people_are_found_by_name_spelling_or_lone_surname(
    vale: Knowledge, name: str, on: str | None, found: str | None
) -> None:
    """A surname that two share is nobody's until a day tells them apart."""
    person = vale.person_named(name, on=on)
    assert (person.name if person else None) == found


@pytest.mark.parametrize(
    ("on", "role", "body"),
    [
        ("2018-05-05", "spokesperson", "Norlandic Defence Ministry"),
        ("2019-12-31", "spokesperson", "Norlandic Defence Ministry"),
        ("2020-02-29", None, None),
        ("2020-03-01", "president", None),
        ("2030-06-30", "president", None),
        ("2030-07-01", None, None),
        (None, None, None),
    ],
)
def test_offices_are_held_between_their_dates(
    vale: Knowledge, on: str | None, role: str | None, body: str | None
) -> None:
    """Both ends count, as exact as they are given; without a day, an office is told only if there is just one."""
    office = vale.office("Ada Brün", on=on)
    assert (office.role if office else None, office.body if office else None) == (role, body)


def test_side_of_a_person_outlives_the_office(vale: Knowledge) -> None:
    """A former official keeps the one side there is; one who served two sides has none without a day."""
    assert vale.side_of_person("Ada Brün", on="2040-01-01") == "Norland"
    assert vale.side_of_person("Eda Folk") is None
    assert vale.side_of_person("Eda Folk", on="2030-01-01") == "Sudria"
    assert vale.side_of_person("Nobody") is None


@pytest.mark.parametrize(
    ("role", "side", "on", "found"),
    [
        ("President", "Norland", "2025-05-05", "Ada Brün"),
        ("president", "Norland", "2030-07-01", "Cyr Brün"),
        ("president", "Norland", None, None),
        ("president", "Norland", "2010-01-01", None),
        ("president", "Sudria", "2025-05-05", None),
        ("foreign minister", "Sudria", "2025-05-05", "Eda Folk"),
        ("Minister of Foreign Affairs", "Sudria", None, "Eda Folk"),
    ],
)
def test_holder_of_a_role_depends_on_the_day(
    vale: Knowledge, role: str, side: str, on: str | None, found: str | None
) -> None:
    """Who was president is asked of a day; synonyms of a role find the same person; unknown is None."""
    person = vale.holder(role, side, on=on)
    assert (person.name if person else None) == found


def test_day_of_a_handover_has_no_holder(tmp_path: Path) -> None:
    """Where both the old and the new holder cover a day, neither is picked."""
    more = '[[person]]\nname = "Gil Hart"\n[[person.office]]\nrole = "president"\nside = "Norland"\nfrom = "2030-06"'
    known = load_knowledge(write(tmp_path, PARTS | {"conflicts/more.toml": more}))
    assert known.holder("president", "Norland", on="2030-06-15") is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.norwire.example/a/b?c=d", "Norland Wire"),
        ("norwire.example", "Norland Wire"),
        ("HTTP://EN.NORWIRE.EXAMPLE:8080/", "Norland Wire"),
        ("https://notnorwire.example/", None),
        ("https://norwire.example.org/", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_outlets_are_found_by_domain(vale: Knowledge, url: str, name: str | None) -> None:
    """A subdomain belongs to its domain, a look-alike does not, and no address raises."""
    outlet = vale.outlet_of_url(url)
    assert (outlet.name if outlet else None) == name


def test_outlets_are_found_by_short_name(vale: Knowledge) -> None:
    """An outlet answers to all its names."""
    assert vale.outlet_named("the Norland wire") == vale.outlet_named("NW")
    assert vale.outlet_named("Other") is None


def test_conflicts_list_their_sides_alphabetically(vale: Knowledge) -> None:
    """The file lists the sides in any order; the record does not."""
    (conflict,) = vale.conflicts
    assert (conflict.name, conflict.since, conflict.until) == ("War of the Vale", "2030-02-01", None)
    assert conflict.sides == ("Free Vale", "Norland", "Sudria")


def test_matchers_get_every_spelling(vale: Knowledge) -> None:
    """Names are yielded as written, each once."""
    assert {"Rivertown", "Ar-Nåhrby", "Norland"} <= set(vale.place_names())
    assert {"Norlanders", "the Stone House", "FV"} <= set(vale.side_words())
    assert list(vale.person_names()) == ["Ada Broon", "Ada Brün", "Cyr Brün", "Eda Folk"]
    assert len(list(vale.place_names())) == len(set(vale.place_names()))


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """The same files, given in any order or as extras, make equal knowledge."""
    base = write(tmp_path / "base", {"countries.toml": COUNTRIES})
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    a.write_text(WAR, encoding="utf-8")
    b.write_text(PLACES, encoding="utf-8")
    first, *others = [load_knowledge(base, extra=order) for order in itertools.permutations((a, b))]
    assert all(other == first for other in others)
    assert first == load_knowledge(write(tmp_path / "whole", PARTS))


def test_tables_about_one_thing_are_put_together(tmp_path: Path) -> None:
    """An extra file adds a name to a place and an office to a person, and loses nothing."""
    extra = tmp_path / "extra.toml"
    extra.write_text(
        '[[place]]\nid = "place:vale"\nnames = [{name = "Dale", used_by = ["Norland"]}]\n'
        '[[person]]\nname = "Cyr Brün"\n[[person.office]]\nrole = "mayor"\nside = "Norland"\nto = "2029"\n',
        encoding="utf-8",
    )
    known = load_knowledge(write(tmp_path / "vale", PARTS), extra=[extra])
    assert known.rival_names("place:vale") == ("Dale", "Vale", "Vale province")
    assert [office.role for office in known.offices("Cyr Brün")] == ["president", "mayor"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[place", ["bad.toml", "TOML"]),
        ('flavour = "mild"', ["bad.toml", "flavour", "known keys"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\ncolour = "red"', ["place 1", "colour", "within"]),
        ('[[person]]\nalso = ["X"]', ["person 1", "name", "known keys of person"]),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = 3', ["person 1 office 1 role", "3"]),
        ('from = 2030-01-01\nname = "W"', ["from", "str"]),
        ('[[place]]\nid = "place:x"\nkind = "planet"\nnames = ["X"]', ["place:x", "kind", "planet", "village"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\nlat = 91.0\nlon = 0', ["lat", "-90 to 90", "91"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\nlat = 1\nlon = nan', ["lon", "nan"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\nlat = 1', ["both or neither"]),
        ('[[place]]\nid = "place:x"\nkind = "city"', ["place:x", "at least one name"]),
        ('[[place]]\nid = "place:x"\nnames = ["X"]', ["place:x", "kind"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = [" "]', ["place:x", "some text"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\nwithin = ["place:y"]', ["within", "place:y"]),
        ('[[place]]\nid = "place:x"\nkind = "city"\nnames = ["X"]\nwithin = ["place:x"]', ["within", "ring"]),
        ('[[place]]\nid = "place:vale"\nkind = "town"', ["place:vale", "kind", "region", "town"]),
        (
            '[[place]]\nid = "place:x"\nkind = "city"\nnames = [{name = "X", used_by = ["Norlandic"]}]',
            ["used_by", "'Norlandic'", "did you mean 'Norland'"],
        ),
        ('[[body]]\nname = "B"\nside = "Utopia"', ["[[body]] 'B'", "side", "Utopia", "[[side]]"]),
        ('[[body]]\nname = "Vale Guard"\nside = "Norland"', ["Vale Guard", "Free Vale", "Norland"]),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nside = "Utopia"', ["office 'r'", "Utopia"]),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nbody = "Bank of X"', ["body", "Bank of X"]),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nbody = "Vale Guard"\nside = "Norland"', ["Free Vale"]),
        (
            '[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nfrom = "2031-01-02"\nto = "2031-01-01"',
            ["2031-01-01"],
        ),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nfrom = "May 2031"', ["from", "May 2031"]),
        ('[[person]]\nname = "X"\n[[person.office]]\nrole = "r"\nto = "2031-02-30"', ["to", "2031-02-30"]),
        ('name = "W"\nfrom = "2031"\nto = "2030-05"', ["to", "2030-05"]),
        ('[[outlet]]\nname = "O"\ncountry = "Utopia"', ["[[outlet]] 'O'", "country", "Utopia"]),
        ('[[outlet]]\nname = "O"\ndomains = ["https://o.example"]', ["domains", "https://o.example"]),
        ('[[outlet]]\nname = "O"\ndomains = ["norwire.example"]', ["domains", "Norland Wire"]),
        ('[[outlet]]\nname = "O"\nalso = ["NW"]', ["also", "NW", "Norland Wire"]),
        ('[[country]]\nname = "X"\ncode = "norland"', ["code", "norland"]),
        ('[[country]]\nname = "X"\ncode = "NQ"', ["code", "Norland", "NQ"]),
        ('[[side]]\nname = ""', ["name", "some text"]),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, text: str, told: list[str]) -> None:
    """A mistake stops the loading and names the file, the table and the key, what was expected and what was found."""
    bad = tmp_path / "bad.toml"
    bad.write_text(text, encoding="utf-8")
    folder = write(tmp_path / "vale", PARTS)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder, extra=[bad])
    message = str(caught.value)
    assert [part for part in ["bad.toml: ", "; ", *told] if part not in message] == []


def test_mistakes_name_their_file(tmp_path: Path) -> None:
    """Among several files, the message names the one to correct."""
    folder = write(tmp_path, PARTS | {"conflicts/other.toml": '[[body]]\nname = "B"\nside = "Utopia"'})
    with pytest.raises(KnowledgeError, match=r"^conflicts/other\.toml: in \[\[body\]\] 'B', side: expected"):
        load_knowledge(folder)


def test_folder_without_knowledge_is_refused(tmp_path: Path) -> None:
    """An empty or absent folder is a mistake of the caller, not silence."""
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(KnowledgeError, match=r"countries\.toml"):
            load_knowledge(folder)


def test_extra_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """An extra file that cannot be read is told by its path."""
    with pytest.raises(KnowledgeError, match=r"gone\.toml"):
        load_knowledge(write(tmp_path, PARTS), extra=[tmp_path / "gone.toml"])


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """The folded form has no outer or double spaces, and folding it again keeps it."""
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_words_may_be_asked(vale: Knowledge, words: str) -> None:
    """No question raises, whatever the words."""
    vale.places_named(words)
    vale.side_named(words)
    vale.capital_side(words)
    vale.body_named(words)
    vale.side_of_person(words, on=words)
    vale.holder(words, words, on=words)
    vale.outlet_named(words)
    vale.outlet_of_url(words)


@pytest.mark.parametrize(
    ("sides", "on", "first"),
    [
        ({"Russia", "Ukraine"}, "2022-04-04", date(2022, 2, 24)),
        ({"Russia", "Ukraine"}, "2021-04-04", None),
        ({"Armenia", "Azerbaijan"}, "2020-10-20T10:00", date(2020, 9, 27)),
        ({"Israel", "Hezbollah"}, "2006-08-01", date(2006, 7, 12)),
        ({"Russia"}, "2022-04-04", None),
        (set(), "2022-04-04", None),
        ({"Armenia", "Azerbaijan"}, None, date(2020, 9, 27)),
        ({"Israel", "Palestine"}, None, None),
    ],
)
def test_the_war_whose_days_are_counted(sides: set[str], on: str | None, first: date | None) -> None:
    """The latest beginning, before the day of the report, of the one war whose sides are named."""
    assert load_knowledge().war_began(sides, on) == first
