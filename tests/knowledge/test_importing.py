"""Places of a user's own: a GeoNames dump or a CSV becomes a table; what cannot be used is told, never swallowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer import Gazetteer
from rashomon.knowledge.importing import import_places
from rashomon.knowledge.loading import load_knowledge


def line(identity: str, name: str, others: str, of_class: str, code: str, people: int = 0) -> str:
    """Return a row of a dump of an invented country: nineteen cells with tabs between."""
    cells = [identity, name, "", others, "-38.5", "-14.25", of_class, code, "ZV", "", "02", "", "", "", str(people)]
    return "\t".join([*cells, "", "3", "X/Y", "2024-01-01"])


DUMP = "\n".join(
    (
        line("71", "Ombrél", "Ombrel,Ombrelle,Омбрел", "P", "PPL", 840),
        line("72", "Ombrel Airport", "", "S", "AIRP"),
        line("73", "Corner shop", "", "S", "RET"),
        line("x", "Broken", "", "P", "PPL"),
    )
)


def test_a_dump_of_geonames(tmp_path: Path) -> None:
    """Towns and airports are taken with their other names, shops are no places of news, a broken row is told."""
    (tmp_path / "ZV.txt").write_text(DUMP, encoding="utf-8")
    done = import_places(tmp_path / "ZV.txt", tmp_path / "zv.sqlite")
    assert done.places == 2
    assert [line for line, _ in done.left_out] == [4]
    table = Gazetteer(tmp_path / "zv.sqlite")
    (town,) = table.named("Ombrelle")
    assert (town.id, town.kind, town.lat, town.lon, town.codes) == (
        "geonames:71",
        "village",
        -38.5,
        -14.25,
        ("ZV.02", "ZV"),
    )
    assert table.named("Омбрел") == (town,)
    assert table.named("Ombrel Airport")[0].kind == "airport"


def test_a_csv_joins_what_is_known(tmp_path: Path) -> None:
    """Its places are candidates beside those of the packaged table; rows without a place are told by their line."""
    rows = (
        "name,lat,lon,names,kind,country",
        'Quorn Mill,52.1,0.5,"Kvorn | Quornmill",village,GB',
        "Nowhere,,,,,",
        ",1,1,,,",
        "Far,95,1,,,",
    )
    (tmp_path / "mine.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    done = import_places(tmp_path / "mine.csv", tmp_path / "mine.sqlite")
    assert done.places == 1
    assert [line for line, _ in done.left_out] == [3, 4, 5]
    known = load_knowledge(extra=[tmp_path / "mine.sqlite"])
    (place,) = known.candidates("Kvorn")
    assert (place.kind, place.lat, place.within) == ("village", 52.1, ("country:GB",))
    assert place.id.startswith("mine:")
    assert len(known.candidates("London")) > 1


@pytest.mark.parametrize(
    "text", ["", "town;north;east\nVell;1;2\n", "name,lat,lon\nVell,north,east\n", "\x00\x01"], ids=repr
)
def test_a_file_of_no_places_is_refused(tmp_path: Path, text: str) -> None:
    """And leaves no table behind."""
    (tmp_path / "odd.csv").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"odd\.csv: expected"):
        import_places(tmp_path / "odd.csv", tmp_path / "odd.sqlite")
    assert not (tmp_path / "odd.sqlite").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A table that is there stays."""
    (tmp_path / "mine.csv").write_text("name,lat,lon\nVell,1,2\n", encoding="utf-8")
    (tmp_path / "mine.sqlite").write_bytes(b"dear to somebody")
    with pytest.raises(KnowledgeError, match="exists already"):
        import_places(tmp_path / "mine.csv", tmp_path / "mine.sqlite")
    assert (tmp_path / "mine.sqlite").read_bytes() == b"dear to somebody"
