"""The knowledge files -> what each run of words of a text may name, for the features of the head and for settling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.knowledge.lexicons import load_table
from rashomon.knowledge.loading import Knowledge
from rashomon.knowledge.variants import plain
from rashomon.reading.encoder.words import split
from rashomon.reading.roles import Roles

# What a run of words may be. The order is that of the features of the trained head: add at the end alone.
LISTS = (
    "place", "country", "demonym", "body", "person", "surname", "outlet", "given", "title", "role", "body word",
    "weapon", "weapon noun", "unit noun", "unit qualifier",
    "party",
)  # fmt: skip
LONGEST = 8  # words of a name


@dataclass(frozen=True, slots=True)
class Listed:
    """Words first to last (exclusive) that stand in one of the lists."""

    first: int
    last: int
    lists: frozenset[str]


class Lexicon:
    """Holds every listed name as a row of plain words."""

    def __init__(self, knowledge: Knowledge, roles: Roles, folder: Path | None = None) -> None:
        self._rows: dict[tuple[str, ...], set[str]] = {}
        self._heads: dict[str, int] = {}
        weapons = load_table("weapons.toml", folder)
        for kind, names in _lists(knowledge, roles, weapons):
            for name in names:
                self._add(kind, name)
        self._frozen = {row: frozenset(kinds) for row, kinds in self._rows.items()}

    def _add(self, kind: str, name: str) -> None:
        row = tuple(plain(form) for form in split(name).forms)
        if row and len(row) <= LONGEST and any(word.isalnum() or "-" in word for word in row):
            self._rows.setdefault(row, set()).add(kind)
            self._heads[row[0]] = max(self._heads.get(row[0], 0), len(row))

    def listed(self, forms: Sequence[str]) -> Iterator[Listed]:
        """Yield every run of words that stands in a list, longest first at each word."""
        words = [plain(form) for form in forms]
        for first, word in enumerate(words):
            for length in range(min(self._heads.get(word, 0), len(words) - first), 0, -1):
                if found := self._frozen.get(tuple(words[first : first + length])):
                    yield Listed(first, first + length, found)

    def of(self, forms: Sequence[str]) -> frozenset[str]:
        """Return the lists in which exactly these words stand."""
        return self._frozen.get(tuple(plain(form) for form in forms), frozenset())


def _lists(knowledge: Knowledge, roles: Roles, weapons: dict[str, list[str]]) -> Iterator[tuple[str, Iterable[str]]]:
    yield "place", knowledge.place_names()
    for side in knowledge.sides.values():
        own = knowledge.places_named(side.name)
        a_state = any(place.kind == "country" for place in own)
        for name in (side.name, *side.also):  # "Tigray" is a place, and "TPLF" is not
            yield "country" if a_state or (own and knowledge.places_named(name)) else "party", (name,)
        yield "demonym", side.demonyms
    for body in knowledge.bodies.values():
        yield "body", (body.name, *body.also)
    yield "person", knowledge.person_names()
    yield "surname", (name.split()[-1] for name in knowledge.person_names())
    for outlet in knowledge.outlets.values():
        yield "outlet", (outlet.name,)
    yield "given", roles.given.names
    yield "title", roles.titles
    yield "role", roles.roles
    yield "body word", roles.bodies
    yield "weapon", weapons["names"]
    yield "weapon noun", (noun + ending for noun in weapons["nouns"] for ending in ("", "s"))
    yield "unit noun", (noun + ending for noun in weapons["unit_nouns"] for ending in ("", "s"))
    yield "unit qualifier", weapons["unit_qualifiers"]
