"""A GeoNames country dump or a CSV of places -> a table of places that `--knowledge` takes.

GeoNames: the tab-separated `XX.txt` of a country as GeoNames gives it (nineteen columns, no heading).
CSV: a heading with `name`, `lat`, `lon`, and if wanted `id`, `names` (others, between "|"), `kind`, `country`
(ISO 3166 code), `region` (the code of a first-order region after the country's, as in "05"), `population`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import place_key
from rashomon.knowledge.gazetteer import AreaRow, PlaceRow, write_gazetteer

_COLUMNS = 19
# Feature codes and classes of GeoNames and what our files call them; what is not here is no place of news.
_KINDS = {
    "AIRP": "airport", "AIRB": "base", "AIRF": "airport", "INSM": "base", "MILB": "base", "BDG": "bridge", "DAM": "dam",
    "ADM1": "region", "ADM2": "district", "ADM3": "district", "ADMD": "district", "PPLX": "district",
    "RGN": "region", "AREA": "region", "CMPRF": "camp", "ISL": "island", "STRT": "water", "HSP": "site", "PS": "site",
}  # fmt: skip
_CLASSES = {"H": "river", "T": "mountain", "P": None}  # None: by the number of its people
_NEEDED = frozenset({"name", "lat", "lon"})
_WANTED = frozenset({"id", "names", "kind", "country", "region", "population"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: places taken, and rows left out with the reason, by their line."""

    places: int
    left_out: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    others: tuple[str, ...]
    lat: float
    lon: float
    kind: str | None
    area: str
    population: int


def import_places(path: Path, output: Path) -> Imported:
    """Write the table; a row that cannot be used is left out with its reason. Nothing usable is a KnowledgeError."""
    if output.exists():
        raise KnowledgeError(f"{output} exists already; name another file with --output, or remove it")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: expected UTF-8 text of places, found: {error}; convert the file") from error
    dump = text.partition("\n")[0].count("\t") >= _COLUMNS - 1
    rows: list[_Row] = []
    left_out: list[tuple[int, str]] = []
    for line, row in _from_dump(text) if dump else _from_csv(path, text):
        if isinstance(row, str):
            left_out.append((line, row))
        else:
            rows.append(row)
    if not rows:
        told = f"line {left_out[0][0]}: {left_out[0][1]}" if left_out else "no rows"
        raise KnowledgeError(f"{path}: expected a GeoNames dump or a CSV with name, lat, lon; found {told}")
    prefix = "geonames" if dump else path.stem.lower()
    _write(output, rows, prefix, made_from=path.name)
    return Imported(len({row.id for row in rows}), tuple(left_out))


def _write(output: Path, rows: list[_Row], prefix: str, *, made_from: str) -> None:
    codes = sorted({code for row in rows for code in (row.area, row.area.partition(".")[0]) if code})
    numbers = {code: number for number, code in enumerate(codes, start=1)}
    areas = [AreaRow(number, code, "", None, None, None, None, 0) for code, number in numbers.items()]
    places = {
        row.id: PlaceRow(row.id, row.name, row.lat, row.lon, numbers.get(row.area), row.population, row.kind,
                         len(row.others))
        for row in rows
    }  # fmt: skip
    names = [(place_key(name), row.id) for row in rows for name in (row.name, *row.others)]
    write_gazetteer(output, areas, places.values(), names, made_from=made_from, prefix=prefix)


def _from_dump(text: str) -> Iterator[tuple[int, _Row | str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) < _COLUMNS:
            yield number, f"expected {_COLUMNS} columns, found {len(cells)}"
            continue
        identity, name, ascii_name, others, lat, lon, of_class, code, country, _, region = cells[:11]
        kind = _KINDS.get(code, _CLASSES.get(of_class, ""))
        if kind == "":
            continue  # shops, roads, undersea things: no places of news, and most of a dump
        try:
            yield number, _Row(
                int(identity), name, tuple({ascii_name, *others.split(",")} - {"", name}), float(lat), float(lon), kind,
                f"{country}.{region}" if region not in ("", "00") else country, int(cells[14] or 0),
            )  # fmt: skip
        except ValueError as error:
            yield number, f"expected numbers for id, latitude, longitude and population, found: {error}"


def _from_csv(path: Path, text: str) -> Iterator[tuple[int, _Row | str]]:
    rows = csv.DictReader(text.splitlines())
    have = {(column or "").strip().lower() for column in rows.fieldnames or ()}
    if not have >= _NEEDED:
        raise KnowledgeError(
            f"{path}: expected the columns {', '.join(sorted(_NEEDED))} (and if wanted {', '.join(sorted(_WANTED))}), "
            f"found {', '.join(sorted(have)) or 'nothing'}; add a heading"
        )
    for cells in rows:
        given = {
            (key or "").strip().lower(): (value or "").strip() for key, value in cells.items() if isinstance(value, str)
        }
        try:
            yield rows.line_num, _row_of(given)
        except ValueError as error:
            yield rows.line_num, str(error)


def _row_of(given: dict[str, str]) -> _Row:
    name = given["name"]
    if not name:
        raise ValueError("expected a name, found none")
    lat, lon = float(given["lat"]), float(given["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"expected degrees north and east, found {lat} and {lon}")
    country, region = given.get("country", "").upper(), given.get("region", "")
    digest = hashlib.sha256(f"{name}|{lat}|{lon}".encode()).digest()
    return _Row(
        int(given["id"]) if given.get("id") else int.from_bytes(digest[:4]) >> 1,
        name,
        tuple(filter(None, (other.strip() for other in given.get("names", "").split("|")))),
        lat,
        lon,
        given.get("kind") or None,
        f"{country}.{region}" if country and region else country,
        int(given.get("population") or 0),
    )
