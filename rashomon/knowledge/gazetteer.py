"""The table of the world's places: a name in, every place that bears it out. One SQLite file, read in place.

The packaged table is made by `python -m training.gazetteer`; `rashomon places import` makes more of the same form.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import place_key, place_keys

PACKAGED = "gazetteer.sqlite"
FORMAT = 1
SCHEMA = """
PRAGMA page_size = 8192;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
-- Countries ("AZ"), first- and second-order regions ("AZ.55", "US.LA.079"). Coordinates are thousandths of a degree.
CREATE TABLE area (number INTEGER PRIMARY KEY, code TEXT, name TEXT, geonames INTEGER, known TEXT,
                   lat INTEGER, lon INTEGER, population INTEGER, fame INTEGER);
CREATE UNIQUE INDEX area_code ON area (code);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat INTEGER, lon INTEGER, area INTEGER, population INTEGER,
                    kind TEXT, fame INTEGER);
-- A folded name, and the places (ids) and areas (numbers below zero) that bear it: one number, or packed 32-bit ones.
CREATE TABLE name (key TEXT PRIMARY KEY, places) WITHOUT ROWID;
"""
_REMEMBERED = 20_000  # names whose answers are kept
_CITY, _TOWN = 50_000, 2_000  # people from which a place of the table counts as a city, as a town
_KINDS_OF_AREA = {"region", "district", "state", "county", "co", "department", "prefecture", "parish"}
_LEVELS = ("country", "region", "district")


class AreaRow(NamedTuple):
    """A country or region; `known` is the id under which the files of our own hold it; degrees, WGS 84."""

    number: int
    code: str
    name: str
    geonames: int | None
    known: str | None
    lat: float | None
    lon: float | None
    population: int
    fame: int = 0  # names in all languages


class PlaceRow(NamedTuple):
    """A place with the number of the smallest area that it lies in; degrees, WGS 84."""

    id: int
    name: str
    lat: float
    lon: float
    area: int | None
    population: int
    kind: str | None = None
    fame: int = 0  # names in all languages


@dataclass(frozen=True, slots=True)
class Listed:
    """A place or area as the table lists it. `codes` are its areas, smallest first; `within` their ids."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    population: int
    codes: tuple[str, ...]
    within: tuple[str, ...]
    geonames: int | None = None
    fame: int = 0


@dataclass(slots=True)
class Gazetteer:
    """A table, opened when it is first asked. It can be sent to another process, which opens it again."""

    path: Path
    _file: sqlite3.Connection | None = field(default=None, repr=False, compare=False)
    _seen: dict[str, tuple[Listed, ...]] = field(default_factory=dict, repr=False, compare=False)
    _areas: dict[str, Listed | None] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """Leave the open file behind."""
        return (Gazetteer, (self.path,))

    @property
    def file(self) -> sqlite3.Connection:
        """The open file. A file that is no such table is a KnowledgeError."""
        if self._file is None:
            try:
                self._file = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                             check_same_thread=False)  # fmt: skip
                version = self._file.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
            except sqlite3.Error as error:
                raise KnowledgeError(
                    f"{self.path}: expected a table of places made by `rashomon places import`, found: {error}; "
                    "make it again"
                ) from error
            if version is None or version[0] != str(FORMAT):
                raise KnowledgeError(
                    f"{self.path}: expected a table of places of format {FORMAT}, found {version and version[0]}; "
                    "make it again with `rashomon places import`"
                )
        return self._file

    @property
    def prefix(self) -> str:
        """What stands before the numbers of this table in ids."""
        found = self.file.execute("SELECT value FROM meta WHERE key = 'prefix'").fetchone()
        return str(found[0]) if found else "geonames"

    def named(self, written: str) -> tuple[Listed, ...]:
        """Return every place and area of this name, by id; "X region" and "X district" may stand as "X" alone."""
        if found := next(filter(None, map(self.of_key, place_keys(written))), ()):
            return found
        bare, _, last = place_key(written).rpartition(" ")
        return tuple(each for each in self.of_key(bare) if each.kind in _LEVELS[1:]) if last in _KINDS_OF_AREA else ()

    def of_key(self, key: str) -> tuple[Listed, ...]:
        """Return every place and area that bears a name as `place_key` folds it, by id."""
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            row = self.file.execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
            listed = map(self._listed, _unpacked(row[0])) if row else ()
            found = self._seen[key] = tuple(sorted(filter(None, listed), key=lambda each: each.id))
        return found

    def borne(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return those of some folded names that any place bears, in the order given."""
        marks = ",".join("?" * len(keys))
        rows = self.file.execute(f"SELECT key FROM name WHERE key IN ({marks})", keys)  # noqa: S608 - marks alone
        found = {row[0] for row in rows}
        return tuple(key for key in keys if key in found)

    def by_id(self, id: str) -> Listed | None:  # noqa: A002 - the word of the records
        """Return the place or area of this id."""
        prefix, _, number = id.partition(":")
        if prefix == "area":
            row = self.file.execute("SELECT number FROM area WHERE code = ?", (number,)).fetchone()
            return self._listed(-row[0]) if row else None
        if prefix == self.prefix and number.isdigit():
            row = self.file.execute("SELECT number FROM area WHERE geonames = ?", (int(number),)).fetchone()
            return self._listed(-row[0] if row else int(number))
        row = self.file.execute("SELECT number FROM area WHERE known = ?", (id,)).fetchone()
        return self._listed(-row[0]) if row else None

    def area(self, code: str) -> Listed | None:
        """Return the country or region of this code."""
        if code not in self._areas:
            self._areas[code] = self._read_area(code)
        return self._areas[code]

    def names_of(self, listed: Listed) -> tuple[str, ...]:
        """Return the folded names of a place, alphabetically. Slow: the table is made to be asked by name."""
        number = int(listed.id.partition(":")[2]) if not listed.codes or listed.id.startswith(self.prefix) else None
        row = self.file.execute("SELECT number FROM area WHERE code = ?", (listed.codes[0],)).fetchone() if (
            listed.codes and listed.kind in _LEVELS) else None  # fmt: skip
        wanted = -row[0] if row else number
        rows = self.file.execute("SELECT key, places FROM name")
        return tuple(key for key, packed in rows if wanted in _unpacked(packed))

    def _read_area(self, code: str) -> Listed | None:
        row = self.file.execute(
            "SELECT name, geonames, known, lat, lon, population, fame FROM area WHERE code = ?", (code,)
        ).fetchone()
        if row is None:
            return None
        name, geonames, known, lat, lon, population, fame = row
        level = code.count(".")
        return Listed(
            id=known or (f"geonames:{geonames}" if geonames and level else f"area:{code}"),
            name=name,
            kind=_LEVELS[min(level, 2)],
            lat=None if lat is None else lat / 1000,
            lon=None if lon is None else lon / 1000,
            population=population,
            codes=_codes(code),
            within=tuple(area.id for c in _codes(code)[1:] if (area := self.area(c)) is not None),
            geonames=geonames,
            fame=fame,
        )

    def _listed(self, number: int) -> Listed | None:
        if number < 0:
            row = self.file.execute("SELECT code FROM area WHERE number = ?", (-number,)).fetchone()
            return self.area(row[0]) if row else None
        row = self.file.execute(
            "SELECT place.name, place.lat, place.lon, place.population, place.kind, place.fame, area.code FROM place "
            "LEFT JOIN area ON area.number = place.area WHERE place.id = ?", (number,)
        ).fetchone()  # fmt: skip
        if row is None:
            return None
        name, lat, lon, population, kind, fame, code = row
        codes = _codes(code or "")
        return Listed(
            id=f"{self.prefix}:{number}",
            name=name,
            kind=kind or ("city" if population >= _CITY else "village" if 0 < population < _TOWN else "town"),
            lat=lat / 1000,
            lon=lon / 1000,
            population=population,
            codes=codes,
            within=tuple(area.id for c in codes if (area := self.area(c)) is not None),
            geonames=number if self.prefix == "geonames" else None,
            fame=fame,
        )


def packaged() -> Gazetteer:
    """Return the table that comes with the program."""
    return Gazetteer(Path(str(resources.files("rashomon.knowledge") / PACKAGED)))


def write_gazetteer(
    path: Path,
    areas: Iterable[AreaRow],
    places: Iterable[PlaceRow],
    names: Iterable[tuple[str, int]],
    *,
    made_from: str,
    prefix: str = "geonames",
) -> None:
    """Write a table: the same rows give the same bytes. `names` are pairs of a folded name and an id."""
    by_key: dict[str, list[int]] = {}
    for key, number in names:
        if key:
            by_key.setdefault(key, []).append(number)
    file = sqlite3.connect(path)
    try:
        file.executescript(SCHEMA)
        meta = {"format": str(FORMAT), "made from": made_from, "prefix": prefix}
        file.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        file.executemany(
            "INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row._replace(lat=_mill(row.lat), lon=_mill(row.lon)) for row in areas),
        )
        file.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((p.id, p.name, _mill(p.lat), _mill(p.lon), p.area, p.population, p.kind, p.fame) for p in sorted(places)),
        )
        file.executemany(
            "INSERT INTO name VALUES (?, ?)", ((key, _packed(sorted(set(by_key[key])))) for key in sorted(by_key))
        )
        file.commit()
        file.execute("VACUUM")
    finally:
        file.close()


def _mill(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 1000)


def _packed(numbers: list[int]) -> int | bytes:
    return numbers[0] if len(numbers) == 1 else struct.pack(f"<{len(numbers)}i", *numbers)


def _unpacked(packed: int | bytes) -> tuple[int, ...]:
    return (packed,) if isinstance(packed, int) else struct.unpack(f"<{len(packed) // 4}i", packed)


def _codes(code: str) -> tuple[str, ...]:
    """Return "US.LA.079", "US.LA", "US"."""

    def above() -> Iterator[str]:
        rest = code
        while rest:
            yield rest
            rest = rest.rpartition(".")[0]

    return tuple(above())
