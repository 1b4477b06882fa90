"""What is known beforehand and a name -> everything that bears the name, in words or as rows of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge, KnownBody, KnownPerson, KnownPlace, KnownSide, Office
from rashomon.records import Outlet
from rashomon.showing.leading import containers_to_show
from rashomon.showing.wording import count_words

_COUNTED = {
    "conflicts": ("war", None),
    "sides": ("side", None),
    "bodies": ("body", "bodies"),
    "people": ("person", "people"),
    "places": ("place", None),
    "outlets": ("outlet", None),
}
_Record = KnownPlace | KnownPerson | KnownSide | KnownBody | Outlet


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that bears a name: what it is, and what is known of it."""

    kind: str  # body, outlet, person, place, side
    record: _Record

    def row(self) -> dict[str, object]:
        """Return the fields as one row, with the kind in front."""
        fields: dict[str, object] = msgspec.to_builtins(self.record)
        return {"is": self.kind, **fields}


def known_by(knowledge: Knowledge, name: str) -> tuple[Known, ...]:
    """Return everything of this name: by kind, then by name."""
    found: list[Known] = []
    if body := knowledge.body_named(name):
        found.append(Known("body", body))
    if outlet := knowledge.outlet_named(name):
        found.append(Known("outlet", outlet))
    found += [Known("person", person) for person in knowledge.people.values() if _bears(person, fold(name))]
    by_id = knowledge.place(name)
    found += [Known("place", place) for place in ((by_id,) if by_id else knowledge.places_named(name))]
    sides = {side for side in (knowledge.side_named(name), knowledge.capital_side(name)) if side}
    found += [Known("side", knowledge.sides[side]) for side in sorted(sides)]
    return tuple(found)


def lines_of(known: Known, knowledge: Knowledge) -> Iterator[str]:
    """Give what is known of one thing, a line a fact, the first with its name."""
    match known.record:
        case KnownPlace() as place:
            yield f"place: {' / '.join(name.name for name in place.names)}"
            yield f"  {place.kind}, {place.id}{_position(place)}"
            yield from (f"  {each.name}: used by {', '.join(each.used_by)}" for each in place.names if each.used_by)
            if containers := containers_to_show(knowledge, place):
                yield f"  within {', '.join(' / '.join(knowledge.rival_names(up)) or up for up in containers)}"
            for by, within in knowledge.said_of(place):
                own = "" if within.startswith("country:") else ", a state of its own"
                yield f"  {', '.join(by)}: in {knowledge.name_of(within)}{own}"
            yield from _told("known from", place.where)
        case KnownPerson() as person:
            yield f"person: {person.name}"
            yield from _told("also", *person.also)
            yield from (f"  {_office_words(office)}" for office in person.offices)
        case KnownSide() as side:
            yield f"side: {side.name}"
            yield from _told("also", *side.also)
            yield from _told("its people", *side.demonyms)
            yield from _told("its seats, which may stand for it", *side.capitals)
        case KnownBody() as body:
            yield f"body: {body.name}"
            yield from _told("also", *body.also)
            yield from _told("side", body.side)
        case Outlet() as outlet:
            yield f"outlet: {outlet.name}{' (a wire agency)' if outlet.agency else ''}"
            yield from _told("side", outlet.side)
            yield from _told("country", outlet.country)
            yield from _told("owner", outlet.owner)
            yield from _told("domains", *outlet.domains)


def additions(more: Knowledge, less: Knowledge) -> str:
    """Return in words what the larger knowledge knows beyond the smaller."""
    new, fuller = [], []
    for field, (one, many) in _COUNTED.items():
        now, before = _by_name(more, field), _by_name(less, field)
        if count := len(now.keys() - before.keys()):
            new.append(count_words(count, one, many))
        if count := sum(now[name] != before[name] for name in now.keys() & before.keys()):
            fuller.append(count_words(count, one, many))
    parts = [f"adds {', '.join(new)}" if new else "", f"says more of {', '.join(fuller)}" if fuller else ""]
    return "; ".join(filter(None, parts)) or "adds nothing that was not known"


def _by_name(knowledge: Knowledge, field: str) -> dict[str, object]:
    if field == "conflicts":
        return {each.name: each for each in knowledge.conflicts if each.sides}
    return dict(getattr(knowledge, field))


def _bears(person: KnownPerson, asked: str) -> bool:
    """Say whether the words end a name or a spelling of it: "Aliyev" is every Aliyev."""
    return bool(asked) and any(f" {fold(name)}".endswith(f" {asked}") for name in (person.name, *person.also))


def _told(label: str, *values: str | None) -> Iterator[str]:
    given = [value for value in values if value]
    if given:
        yield f"  {label}: {', '.join(given)}"


def _position(place: KnownPlace) -> str:
    if place.lat is None or place.lon is None:
        return ""
    north, east = "north" if place.lat >= 0 else "south", "east" if place.lon >= 0 else "west"
    return f", {abs(place.lat):g} {north}, {abs(place.lon):g} {east}"


def _office_words(office: Office) -> str:
    who = ", ".join(part for part in (office.role, office.body or office.side) if part)
    times = " ".join(
        part for part in (office.since and f"from {office.since}", office.until and f"to {office.until}") if part
    )
    return f"{who}{f', {times}' if times else ''}{f' ({office.where})' if office.where else ''}"
