"""A name of a place, alone or in some words -> every place that bears it with its weight, in lines or as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from rashomon.errors import QueryError
from rashomon.knowledge.loading import Knowledge, KnownPlace
from rashomon.reading.toponyms import Led, named_as, weighed
from rashomon.records import Span

_NAME = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked, and every candidate with its share, the likeliest first."""

    name: str
    places: tuple[Led, ...]
    because: str
    guessed: bool

    def rows(self) -> Iterator[dict[str, object]]:
        """Return a row for each place."""
        for led in self.places:
            fields: dict[str, object] = msgspec.to_builtins(led.place)
            yield {"asked": self.name, "share": round(led.share, 4), "backed": led.backed, **fields}

    def lines(self, knowledge: Knowledge, most: int) -> Iterator[str]:
        """Return what is found in words."""
        if not self.places:
            yield f"{self.name}: no place of this name is known, and none is spelt like it; the name itself is kept"
            return
        if self.guessed:
            yield f"{self.name}: no place of this name is known; these are spelt like it"
        for led in self.places[:most]:
            place = led.place
            yield f"{led.share:6.1%}  {' / '.join(name.name for name in place.names)}"
            yield f"        {place.kind}, {place.id}{_where(place)}{_people(place)}"
            if containers := containers_to_show(knowledge, place):
                chain = (" / ".join(knowledge.rival_names(up)) or knowledge.name_of(up) for up in containers)
                yield f"        within {', '.join(chain)}"
            for by, within in knowledge.said_of(place):
                own = within == place.id or not within.startswith("country:")
                yield f"        {', '.join(by)}: in {knowledge.name_of(within)}{', a state of its own' if own else ''}"
            for each in place.names:
                if each.used_by:
                    yield f"        {each.name}: used by {', '.join(each.used_by)}"
            yield f"        known from: {place.where}"
        if len(self.places) > most:
            yield f"{len(self.places) - most:,} more places bear the name"
        yield self.because


def containers_to_show(knowledge: Knowledge, place: KnownPlace) -> tuple[str, ...]:
    """Return the containers of a place; without its country where that is what sides answer differently."""
    answers = bool(knowledge.said_of(place))
    return tuple(up for up in place.within if not (answers and up.startswith("country:")))


def lead(knowledge: Knowledge, name: str, text: str | None) -> Shown:
    """Weigh every place of a name as a report with these words would. Words without the name are a QueryError."""
    text = text or name
    start = text.find(name)
    if start < 0:
        raise QueryError(f"expected words that hold {name!r}, found {text!r}; write the name as it stands in them")
    asked = Span(start, start + len(name))
    others = [
        named_as(knowledge, Span(match.start(), match.end()), match[0])
        for match in _NAME.finditer(text)
        if match.end() <= asked.start or match.start() >= asked.end
    ]
    named = [named_as(knowledge, asked, name), *(other for other in others if other.candidates and not other.guessed)]
    places, because = weighed(knowledge, text, named)
    return Shown(name, places, because, named[0].guessed and bool(named[0].candidates))


def _where(place: KnownPlace) -> str:
    if place.lat is None or place.lon is None:
        return ""
    north, east = "north" if place.lat >= 0 else "south", "east" if place.lon >= 0 else "west"
    return f", {abs(place.lat):g} {north}, {abs(place.lon):g} {east}"


def _people(place: KnownPlace) -> str:
    return f", {place.population:,} people in the table" if place.population else ""
