"""Knowledge files (TOML) in; one `Knowledge` out: places, sides, bodies, people, outlets and who is who on which day.

Every file may carry every kind of table, and tables about one thing are put together, whatever the order of the files.
The packaged files name both sides with the same care; a user may bring other files or add more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import first_word, fold, place_keys
from rashomon.knowledge.gazetteer import Gazetteer, packaged
from rashomon.knowledge.known import (
    GEONAMES,
    PRECISIONS,
    Conflict,
    Knowledge,
    KnownBody,
    KnownPerson,
    KnownPlace,
    KnownSide,
    Name,
    Office,
    Said,
    is_shouted,
)
from rashomon.records import Outlet

__all__ = [
    "FILES",
    "GEONAMES",
    "KINDS",
    "PRECISIONS",
    "RECORD",
    "Conflict",
    "Knowledge",
    "KnownBody",
    "KnownPerson",
    "KnownPlace",
    "KnownSide",
    "Name",
    "Office",
    "Said",
    "load_knowledge",
]

FILES = ("agencies.toml", "countries.toml", "places.toml")
RECORD = "public record"
KINDS = (
    "airport",
    "base",
    "bridge",
    "camp",
    "city",
    "country",
    "crossing",
    "dam",
    "district",
    "front",
    "island",
    "mountain",
    "region",
    "river",
    "site",
    "town",
    "village",
    "water",
)


_T = TypeVar("_T")


# What the TOML tables may hold. msgspec refuses unknown keys and wrong types.
class _NameTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    used_by: list[str] = []


class _SaidTable(msgspec.Struct, forbid_unknown_fields=True):
    by: list[str]
    within: str


class _PlaceTable(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    names: list[str | _NameTable] = []  # a bare name is in common use
    kind: str | None = None
    lat: float | None = None
    lon: float | None = None
    within: list[str] = []
    where: str = ""
    said: list[_SaidTable] = []


class _CountryTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    code: str
    demonyms: list[str] = []
    also: list[str] = []
    capital: str | None = None
    seats: list[str] = []
    palaces: list[str] = []
    lat: float | None = None
    lon: float | None = None
    where: str = ""


class _SideTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    demonyms: list[str] = []
    also: list[str] = []
    capital: str | None = None
    seats: list[str] = []
    palaces: list[str] = []


class _BodyTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    also: list[str] = []
    side: str | None = None


class _OfficeTable(msgspec.Struct, forbid_unknown_fields=True):
    role: str
    body: str | None = None
    side: str | None = None
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = msgspec.field(name="to", default=None)
    where: str = ""


class _PersonTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    also: list[str] = []
    office: list[_OfficeTable] = []


class _OutletTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    also: list[str] = []
    side: str | None = None
    country: str | None = None
    owner: str | None = None
    agency: bool = False
    domains: list[str] = []
    where: str = ""


class _WordsTable(msgspec.Struct, forbid_unknown_fields=True):
    """A kind of body ("Defence Ministry") or a role ("foreign minister") that any side may have."""

    name: str
    also: list[str] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = msgspec.field(name="to", default=None)
    counted_from: list[str] = []
    country: list[_CountryTable] = []
    side: list[_SideTable] = []
    institution: list[_WordsTable] = []
    role: list[_WordsTable] = []
    body: list[_BodyTable] = []
    person: list[_PersonTable] = []
    outlet: list[_OutletTable] = []
    place: list[_PlaceTable] = []


_TABLES: dict[str, type[msgspec.Struct]] = {
    "body": _BodyTable,
    "country": _CountryTable,
    "institution": _WordsTable,
    "names": _NameTable,
    "office": _OfficeTable,
    "outlet": _OutletTable,
    "person": _PersonTable,
    "place": _PlaceTable,
    "said": _SaidTable,
    "role": _WordsTable,
    "side": _SideTable,
}

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def load_knowledge(
    folder: Path | None = None, *, extra: Sequence[Path] = (), gazetteers: Sequence[Gazetteer] | None = None
) -> Knowledge:
    """Return the knowledge of the packaged files, or of a folder laid out like them, with extra files added.

    `extra` may hold tables of places too (`*.sqlite`); `gazetteers` replaces the packaged table.
    """
    tables = [Gazetteer(path) for path in extra if path.suffix == ".sqlite"]
    extra = [path for path in extra if path.suffix != ".sqlite"]
    sources = _sources(resources.files("rashomon.knowledge") if folder is None else folder)
    if not sources:
        raise KnowledgeError(
            f"expected {', '.join(FILES)} or conflicts/*.toml in {folder}, found none; give a folder of knowledge files"
        )
    sources += [(str(path), path) for path in sorted(extra, key=str)]
    files = [(name, _read(name, path)) for name, path in sources]
    known = _Collector().collect(files)
    starts = frozenset(map(first_word, known._place_words))
    return replace(
        known, _place_starts=starts, gazetteers=(*((packaged(),) if gazetteers is None else gazetteers), *tables)
    )


def _sources(folder: Traversable | Path) -> list[tuple[str, Traversable | Path]]:
    found: list[tuple[str, Traversable | Path]] = [(name, folder / name) for name in FILES]
    conflicts = folder / "conflicts"
    if conflicts.is_dir():
        inside = [path for path in conflicts.iterdir() if path.name.endswith(".toml")]
        found += [(f"conflicts/{path.name}", path) for path in sorted(inside, key=lambda path: path.name)]
    return [(name, path) for name, path in found if path.is_file()]


def _read(name: str, path: Traversable | Path) -> _File:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{name}: expected a TOML file of knowledge, found: {error}; correct the file") from error
    try:
        return msgspec.convert(tables, _File)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{name}: {_explain(str(error), tables)}") from error


def _explain(message: str, tables: dict[str, object]) -> str:
    """Say in the words of the file what msgspec found."""
    said, _, path = message.partition(" - at `$")
    kind, at, value = "", "", cast("Any", tables)
    for key, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        value = value[key] if key else value[int(number)]
        kind = key if key in _TABLES else kind
        at += f" {key}" if key else f" {int(number) + 1}"
    known = msgspec.structs.fields(_TABLES[kind] if kind else _File)
    keys = ", ".join(sorted(item.encode_name for item in known))
    found = "" if "unknown field" in said or "missing required" in said else f", found {value!r}"
    where = at.strip() or "the top of the file"
    return f"in {where}: {said}{found}; known keys of {kind or 'the file'}: {keys}; correct the file"


class _Collector:
    """Puts the tables of all files together, checks them against each other, and builds the indexes."""

    def __init__(self) -> None:
        self.files: list[tuple[str, _File]] = []
        self.sides: dict[str, KnownSide] = {}
        self.bodies: dict[str, KnownBody] = {}
        self.places: dict[str, KnownPlace] = {}
        self.place_files: dict[str, str] = {}
        self.people: dict[str, KnownPerson] = {}
        self.outlets: dict[str, Outlet] = {}
        self.side_words: dict[str, tuple[str, ...]] = {}
        self.institutions: dict[str, str] = {}
        self.roles: dict[str, str] = {}

    def collect(self, files: list[tuple[str, _File]]) -> Knowledge:
        self.files = files
        self.sides = self._all_sides()
        self.side_words = self._index_sides()
        self.institutions = self._index_words(lambda file: file.institution, "institution")
        self.roles = self._index_words(lambda file: file.role, "role")
        self.bodies = self._all_bodies()
        self.places = self._all_places()
        self.outlets = self._all_outlets()
        shell = self._without_people()
        self.people = self._all_people(shell)
        return replace(
            shell,
            people=self.people,
            _person_words=_many((fold(w), p.name) for p in self.people.values() for w in (p.name, *p.also)),
            _surnames=_many(_surnames(self.people.values())),
            _holders=self._index_holders(),
        )

    def _without_people(self) -> Knowledge:
        """Everything else comes first, because offices name bodies."""
        spelled = sorted({w for s in self.sides.values() for w in (s.name, *s.demonyms, *s.also)})
        outlet_words = (
            (w, table.name) for _, table in self._tables(lambda f: f.outlet) for w in (table.name, *table.also)
        )
        domains = ((d, o.name) for o in self.outlets.values() for d in o.domains)
        return Knowledge(
            places=self.places,
            sides=self.sides,
            bodies=self.bodies,
            people={},
            outlets=self.outlets,
            conflicts=self._all_conflicts(),
            _place_words=_many((w, p.id) for p in self.places.values() for n in p.names for w in place_keys(n.name)),
            _side_words=self.side_words,
            _acronyms=frozenset(fold(word) for word in spelled if is_shouted(word)),
            _spellings=tuple(spelled),
            _capitals=_single((fold(c), side.name) for side in self.sides.values() for c in side.capitals),
            _body_words=self._one_each("body", ((w, b.name) for b in self.bodies.values() for w in (b.name, *b.also))),
            _institutions=self.institutions,
            _roles=self.roles,
            _person_words={},
            _surnames={},
            _holders={},
            _outlet_words=self._one_each("outlet", outlet_words),
            _domains=self._one_each("outlet", domains, key="domains"),
        )

    def _tables(self, of: Callable[[_File], list[_T]]) -> Iterator[tuple[str, _T]]:
        for name, file in self.files:
            for table in of(file):
                yield name, table

    def _all_sides(self) -> dict[str, KnownSide]:
        sides: dict[str, KnownSide] = {}
        countries: dict[str, tuple[str, str]] = {}
        for file, table in self._tables(lambda f: f.country):
            _check_text(file, f"[[country]] {table.name!r}", name=table.name, code=table.code)
            if re.fullmatch(r"[A-Z]{2}", table.code) is None:
                _wrong(file, f"[[country]] {table.name!r}", "code", "two capital letters (ISO 3166)", table.code)
            first = countries.setdefault(table.code, (table.name, file))
            if first[0] != table.name:
                _wrong(
                    file,
                    f"[[country]] {table.name!r}",
                    "code",
                    f"{first[0]!r} as in {first[1]}, or another code",
                    table.code,
                )
        for file, given in self._side_tables():
            _check_text(file, f"[[side]] {given.name!r}", name=given.name)
            capitals = [given.capital, *given.seats] if given.capital else given.seats
            old = sides.get(given.name, KnownSide(given.name))
            sides[given.name] = KnownSide(
                given.name,
                _sorted_after_first([*old.demonyms, *given.demonyms]),
                tuple(sorted({*old.also, *given.also, *given.palaces})),
                tuple(sorted({*old.capitals, *capitals})),
            )
        return dict(sorted(sides.items()))

    def _side_tables(self) -> Iterator[tuple[str, _CountryTable | _SideTable]]:
        yield from self._tables(lambda f: f.country)
        yield from self._tables(lambda f: f.side)

    def _index_sides(self) -> dict[str, tuple[str, ...]]:
        """Index the words for sides; a side's own name wins over another side's demonym."""
        words = _many((fold(w), s.name) for s in self.sides.values() for w in (*s.demonyms, *s.also))
        words.update(_many((fold(name), name) for name in self.sides))
        return words

    def _index_words(self, of: Callable[[_File], list[_WordsTable]], kind: str) -> dict[str, str]:
        return self._one_each(
            kind, ((w, table.name) for _, table in self._tables(of) for w in (table.name, *table.also))
        )

    def _one_each(self, table: str, pairs: Iterable[tuple[str, str]], key: str = "also") -> dict[str, str]:
        """Index words that must each name one thing."""
        index: dict[str, str] = {}
        for word, name in pairs:
            folded = word.lower() if key == "domains" else fold(word)
            if index.setdefault(folded, name) != name:
                here = self._file_with(table, {name, index[folded]})
                _wrong(
                    here,
                    f"[[{table}]] {name!r}",
                    key,
                    "words that name one thing",
                    f"{word!r}, also of {index[folded]!r}",
                )
        return index

    def _file_with(self, table: str, names: set[str]) -> str:
        return ", ".join(file for file, found in self.files if any(t.name in names for t in getattr(found, table)))

    def _check_side(self, file: str, table: str, key: str, side: str | None) -> str | None:
        if side is not None and side not in self.sides:
            near = self.side_words.get(fold(side), ())
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            _wrong(file, table, key, "a declared side", f"{side!r}{hint}", do="add a [[side]] or correct the name")
        return side

    def _all_bodies(self) -> dict[str, KnownBody]:
        bodies: dict[str, KnownBody] = {}
        for file, table in self._tables(lambda f: f.body):
            at = f"[[body]] {table.name!r}"
            _check_text(file, at, name=table.name)
            self._check_side(file, at, "side", table.side)
            old = bodies.get(table.name, KnownBody(table.name))
            side = _same(file, at, "side", old.side, table.side)
            bodies[table.name] = KnownBody(table.name, tuple(sorted({*old.also, *table.also})), side)
        return dict(sorted(bodies.items()))

    def _all_places(self) -> dict[str, KnownPlace]:
        places: dict[str, _PlaceTable] = {}
        for file, given in self._tables(lambda f: [_country_place(c) for c in f.country] + f.place):
            at = f"[[place]] {given.id!r}"
            self._check_place(file, at, given)
            self.place_files.setdefault(given.id, file)
            old = places.get(given.id, _PlaceTable(given.id))
            places[given.id] = _PlaceTable(
                id=given.id,
                names=[*old.names, *given.names],
                kind=_same(file, at, "kind", old.kind, given.kind),
                lat=_same(file, at, "lat", old.lat, given.lat),
                lon=_same(file, at, "lon", old.lon, given.lon),
                within=_same(file, at, "within", old.within or None, given.within or None) or [],
                where=" ; ".join(sorted({*filter(None, (old.where, given.where))})),
                said=[*old.said, *(each for each in given.said if each not in old.said)],
            )
        return {key: self._place(places[key], places) for key in sorted(places)}

    def _check_place(self, file: str, at: str, given: _PlaceTable) -> None:
        _check_text(file, at, id=given.id)
        if given.kind is not None and given.kind not in KINDS:
            _wrong(file, at, "kind", f"one of {', '.join(KINDS)}", repr(given.kind))
        for key, value, limit in (("lat", given.lat, 90), ("lon", given.lon, 180)):
            if value is not None and not -limit <= value <= limit:
                _wrong(file, at, key, f"degrees from -{limit} to {limit}", value)
        if (given.lat is None) != (given.lon is None):
            _wrong(file, at, "lat, lon", "both or neither", f"lat {given.lat}, lon {given.lon}")
        for said in given.said:
            for side in said.by:
                self._check_side(file, at, "said", side)
        for name in _names(given):
            _check_text(file, at, name=name.name)
            for side in name.used_by:
                self._check_side(file, at, "used_by", side)

    def _place(self, table: _PlaceTable, places: dict[str, _PlaceTable]) -> KnownPlace:
        at = f"[[place]] {table.id!r}"
        file = self.place_files[table.id]
        if not table.names:
            _wrong(file, at, "names", "at least one name", "none")
        if table.kind is None:
            _wrong(file, at, "kind", f"one of {', '.join(KINDS)}", "none")
        users: dict[str, set[str]] = {}
        for name in _names(table):
            users.setdefault(name.name, set()).update(name.used_by)
        names = tuple(Name(name, tuple(sorted(users[name]))) for name in sorted(users))
        within = _chain(file, table, places)
        for answer in table.said:
            if answer.within not in places:
                _wrong(file, at, "said", "the id of a place in these files", repr(answer.within))
        said = tuple(sorted((Said(tuple(sorted(each.by)), each.within) for each in table.said), key=lambda s: s.by))
        return KnownPlace(table.id, names, str(table.kind), table.lat, table.lon, within, _origin(table), said=said)

    def _all_outlets(self) -> dict[str, Outlet]:
        outlets: dict[str, Outlet] = {}
        for file, table in self._tables(lambda f: f.outlet):
            at = f"[[outlet]] {table.name!r}"
            _check_text(file, at, name=table.name)
            self._check_side(file, at, "side", table.side)
            self._check_side(file, at, "country", table.country)
            for domain in table.domains:
                if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) is None:
                    _wrong(file, at, "domains", "a domain in small letters, as in example.org", repr(domain))
            old = outlets.get(table.name, Outlet(table.name))
            outlets[table.name] = Outlet(
                table.name,
                side=_same(file, at, "side", old.side, table.side),
                country=_same(file, at, "country", old.country, table.country),
                owner=_same(file, at, "owner", old.owner, table.owner),
                agency=old.agency or table.agency,
                domains=tuple(sorted({*old.domains, *table.domains})),
            )
        return dict(sorted(outlets.items()))

    def _all_people(self, shell: Knowledge) -> dict[str, KnownPerson]:
        people: dict[str, KnownPerson] = {}
        for file, table in self._tables(lambda f: f.person):
            at = f"[[person]] {table.name!r}"
            _check_text(file, at, name=table.name)
            offices = {self._office(file, at, given, shell) for given in table.office}
            old = people.get(table.name, KnownPerson(table.name))
            people[table.name] = KnownPerson(
                table.name,
                tuple(sorted({*old.also, *table.also})),
                tuple(
                    sorted({*old.offices, *offices}, key=lambda o: (o.since or "", o.role, o.side or "", o.until or ""))
                ),
            )
        return dict(sorted(people.items()))

    def _office(self, file: str, at: str, given: _OfficeTable, shell: Knowledge) -> Office:
        at = f"{at}, office {given.role!r}"
        _check_text(file, at, role=given.role)
        _check_days(file, at, given.since, given.until)
        side = self._check_side(file, at, "side", given.side)
        body = shell.body_named(given.body) if given.body else None
        if given.body and body is None:
            told = "a [[body]], or a side with an institution"
            _wrong(file, at, "body", told, repr(given.body), do="add a [[body]] or correct the name")
        side = _same(file, at, "side", body.side if body else None, side)
        return Office(given.role, side, body.name if body else None, given.since, given.until, given.where or RECORD)

    def _index_holders(self) -> dict[tuple[str, str], tuple[tuple[str, Office], ...]]:
        held: dict[tuple[str, str], list[tuple[str, Office]]] = {}
        for person in self.people.values():
            for office in person.offices:
                if office.side:
                    role = self.roles.get(fold(office.role), office.role)
                    held.setdefault((fold(role), office.side), []).append((person.name, office))
        return {key: tuple(holders) for key, holders in held.items()}

    def _all_conflicts(self) -> tuple[Conflict, ...]:
        conflicts: dict[str, Conflict] = {}
        for file, found in self.files:
            if found.name is None:
                continue
            _check_days(file, "the top of the file", found.since, found.until)
            for day in found.counted_from:
                if len(day) != len("2020-09-27") or not _is_day(day):
                    _wrong(file, "the top of the file", "counted_from", "days in quotes, as in 2020-09-27", repr(day))
            old = conflicts.get(found.name, Conflict(found.name, None, None, ()))
            conflicts[found.name] = Conflict(
                found.name,
                _same(file, "the top of the file", "from", old.since, found.since),
                _same(file, "the top of the file", "to", old.until, found.until),
                tuple(sorted({*old.sides, *(side.name for side in found.side)}, key=str.casefold)),
                tuple(sorted({*old.counted_from, *found.counted_from})),
            )
        return tuple(conflicts[name] for name in sorted(conflicts))


def _country_place(table: _CountryTable) -> _PlaceTable:
    names = [name for name in (table.name, *table.also) if not is_shouted(name)]
    return _PlaceTable(f"country:{table.code}", [*names], "country", table.lat, table.lon, [], table.where)


def _names(table: _PlaceTable) -> list[_NameTable]:
    return [_NameTable(name) if isinstance(name, str) else name for name in table.names]


def _origin(table: _PlaceTable) -> str:
    """Say where a place is known from, if the table does not."""
    return table.where or (GEONAMES if table.id.startswith("geonames:") else RECORD)


def _chain(file: str, table: _PlaceTable, places: dict[str, _PlaceTable]) -> tuple[str, ...]:
    """Follow the containers up, nearest first, countries last."""
    chain: list[str] = []
    ring = [(table.id, up) for up in table.within]
    while ring:
        for child, up in ring:
            if up not in places:
                _wrong(file, f"[[place]] {child!r}", "within", "the id of a place in these files", repr(up))
            if up == table.id:
                _wrong(file, f"[[place]] {child!r}", "within", "containers that do not go round in a ring", repr(up))
        chain += [up for _, up in ring]
        ring = [(up, top) for _, up in ring for top in places[up].within if top not in chain]
    return tuple(sorted(set(chain), key=lambda up: (up.startswith("country:"), chain.index(up))))


def _surnames(people: Iterable[KnownPerson]) -> Iterator[tuple[str, str]]:
    """Yield the ends of each name: "assad" and "al assad" of "Bashar al-Assad"."""
    for person in people:
        for written in (person.name, *person.also):
            words = fold(written).split()
            yield from ((" ".join(words[start:]), person.name) for start in range(1, len(words)))


def _many(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, set[str]] = {}
    for key, name in pairs:
        index.setdefault(key, set()).add(name)
    return {key: tuple(sorted(names)) for key, names in index.items()}


def _single(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    return {key: names[0] if len(names) == 1 else None for key, names in _many(pairs).items()}


def _sorted_after_first(words: list[str]) -> tuple[str, ...]:
    """Keep the adjective first, because names of bodies are made with it; sort the rest."""
    return (words[0], *sorted({*words[1:]} - {words[0]})) if words else ()


def _same(file: str, at: str, key: str, old: _T | None, new: _T | None) -> _T | None:
    """Return the value that both tables about one thing agree on."""
    if old is not None and new is not None and old != new:
        _wrong(
            file,
            at,
            key,
            f"{old!r} as in another table about the same",
            repr(new),
            do="make them agree or leave one out",
        )
    return new if old is None else old


def _check_text(file: str, at: str, **values: str) -> None:
    for key, value in values.items():
        if not value.strip():
            _wrong(file, at, key, "some text", repr(value))


def _check_days(file: str, at: str, since: str | None, until: str | None) -> None:
    for key, day in (("from", since), ("to", until)):
        if day is not None and not _is_day(day):
            _wrong(file, at, key, "a day, month or year in quotes, as in 2020-11-08", repr(day))
    if since and until and since[: len(until)] > until[: len(since)]:
        _wrong(file, at, "to", f"a day not before {since}", repr(until))


def _is_day(day: str) -> bool:
    if _DAY.fullmatch(day) is None:
        return False
    try:
        date.fromisoformat(day + "0001-01-01"[len(day) :])
    except ValueError:
        return False
    return True


def _wrong(file: str, at: str, key: str, expected: object, found: object, *, do: str = "correct the file") -> NoReturn:
    raise KnowledgeError(f"{file}: in {at}, {key}: expected {expected}, found {found}; {do}")
