"""The table of the world's places: small, whole, the same bytes for the same rows, and refused where it is none."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import place_key
from rashomon.knowledge.gazetteer import AreaRow, Gazetteer, PlaceRow, packaged, write_gazetteer
from rashomon.knowledge.loading import Knowledge, load_knowledge

AREAS = [
    AreaRow(1, "IM", "Imber", 900, None, 10.0, 20.0, 5000),
    AreaRow(2, "IM.01", "Upper Imber", 901, "ford:upper", 10.5, 20.5, 900),
]
PLACES = [PlaceRow(11, "Vell", 10.1234, 20.1, 2, 700), PlaceRow(12, "Vell", 9.0, 19.0, 1, 90_000, fame=7)]
NAMES = [("vell", 11), ("vell", 12), ("wella", 11), ("upper imber", -2), ("imber", -1)]


@pytest.fixture(name="table")
def _table(tmp_path: Path) -> Gazetteer:
    """Return a small table of an invented country."""
    path = tmp_path / "imber.sqlite"
    write_gazetteer(path, AREAS, PLACES, NAMES, made_from="a test")
    return Gazetteer(path)


@pytest.fixture(scope="module", name="known")
def _known() -> Knowledge:
    """Return the packaged knowledge, loaded once."""
    return load_knowledge()


def test_the_packaged_table_is_small_and_whole(known: Knowledge) -> None:
    """It stays under 20 MB; every place lies in an area of the table; what our files know is known under their ids."""
    table = known.gazetteers[0]
    assert table.path.stat().st_size <= 20_000_000
    assert table.file.execute("SELECT count(*) FROM place").fetchone()[0] > 230_000
    homeless = "SELECT count(*) FROM place WHERE area NOT NULL AND area NOT IN (SELECT number FROM area)"
    assert table.file.execute(homeless).fetchone() == (0,)
    ours = [row[0] for row in table.file.execute("SELECT known FROM area WHERE known NOT NULL")]
    assert len(ours) > 300
    assert [each for each in ours if known.place(each) is None] == []
    assert table.file.execute("SELECT count(*) FROM place WHERE abs(lat) > 90000 OR abs(lon) > 180000").fetchone() == (
        0,
    )


def test_every_hundredth_place_is_found_by_its_name() -> None:
    """The name that the table shows leads to the place, with its country last among its areas."""
    table = packaged()
    rows = table.file.execute("SELECT id, name FROM place WHERE id % 1009 = 0").fetchall()
    assert len(rows) > 150
    for number, name in rows:
        listed = {each.id: each for each in table.of_key(place_key(name))}
        assert f"geonames:{number}" in listed, name
        codes = listed[f"geonames:{number}"].codes
        assert not codes or len(codes[-1]) == 2


def test_areas_stand_above_their_places(table: Gazetteer) -> None:
    """Codes and ids go from the smallest area to the country; a place is a city or a village by its people."""
    village, city = table.named("Vell")
    assert (village.id, village.kind, village.codes) == ("geonames:11", "village", ("IM.01", "IM"))
    assert village.within == ("ford:upper", "area:IM")
    assert (village.lat, village.lon) == (10.123, 20.1)
    assert (city.kind, city.fame) == ("city", 7)
    assert table.named("the Upper Imber region")[0].id == "ford:upper"
    assert table.by_id("ford:upper") == table.area("IM.01")


def test_names_of_a_place_can_be_listed(table: Gazetteer) -> None:
    """All folded names come back, of places and of areas."""
    assert table.names_of(table.named("Wella")[0]) == ("vell", "wella")
    assert table.names_of(table.named("Imber")[0]) == ("imber",)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    """In any order."""
    write_gazetteer(tmp_path / "one", AREAS, PLACES, NAMES, made_from="a test")
    write_gazetteer(tmp_path / "two", AREAS, reversed(PLACES), reversed(NAMES), made_from="a test")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_open_table_can_be_sent_to_another_process(table: Gazetteer) -> None:
    """It is opened again there."""
    before = table.named("Vell")
    assert pickle.loads(pickle.dumps(table)).named("Vell") == before


@pytest.mark.parametrize("what", ["text", "database", "nothing", "other format"])
def test_what_is_no_table_is_refused(tmp_path: Path, what: str) -> None:
    """With its path and what to do."""
    path = tmp_path / "odd.sqlite"
    if what == "text":
        path.write_text("Vell,10,20\n" * 500, encoding="utf-8")
    if what in ("database", "other format"):
        file = sqlite3.connect(path)
        file.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        file.execute("INSERT INTO meta VALUES (?, '99')", ("format" if what == "other format" else "x",))
        file.commit()
        file.close()
    with pytest.raises(KnowledgeError, match=r"odd\.sqlite: expected a table of places"):
        Gazetteer(path).named("Vell")


def test_our_files_and_the_table_are_one(known: Knowledge) -> None:
    """A place of ours keeps its names and gains people and codes; a name of ours alone still finds it."""
    (shusha,) = [place for place in known.candidates("Shushi") if place.id == "geonames:147105"]
    assert shusha.population > 0
    assert shusha.codes[-1] == "AZ"
    assert {"Shusha", "Shushi"} <= {name.name for name in shusha.names}
    assert {place.id for place in known.places_named("Hadrut")} <= {place.id for place in known.candidates("Hadrut")}


def test_where_sides_differ_each_answer_is_given(tmp_path: Path) -> None:
    """All that lies in a region with rival answers has them too, in the order of the alphabet."""
    war = tmp_path / "ford.toml"
    war.write_text(
        """
        [[country]]
        name = "Imber"
        code = "IM"
        [[country]]
        name = "Sallow"
        code = "SW"
        [[place]]
        id = "ford:upper"
        kind = "region"
        names = ["Upper Imber"]
        said = [{ by = ["Sallow"], within = "country:SW" }, { by = ["Imber"], within = "country:IM" }]
        """,
        encoding="utf-8",
    )
    path = tmp_path / "imber.sqlite"
    areas = [AREAS[0]._replace(known="country:IM"), AREAS[1]]
    write_gazetteer(path, areas, PLACES, NAMES, made_from="a test")
    folder = tmp_path / "none"
    (folder / "conflicts").mkdir(parents=True)
    (folder / "conflicts" / "ford.toml").write_text(war.read_text(encoding="utf-8"), encoding="utf-8")
    known = load_knowledge(folder, gazetteers=(Gazetteer(path),))
    village = next(place for place in known.candidates("Vell") if place.id == "geonames:11")
    assert known.said_of(village) == ((("Imber",), "country:IM"), (("Sallow",), "country:SW"))
