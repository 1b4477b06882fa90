"""The records of one name in one report: as it is found, and settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.records import Span


class Kind(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NATIONALITY = "nationality"
    UNIT = "unit"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of a name: `words` stand at `span`; `name` is the one name that the report's variants are joined to.

    `title` is what stands with a person's name ("President", "defence ministry spokesman"); it lies outside `span`.
    """

    span: Span
    words: str
    kind: Kind
    name: str
    title: str | None
    because: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at characters [start, end), not settled yet; `name` is its bare form."""

    start: int
    end: int
    kind: Kind
    name: str
    score: float
    because: str
    title: str | None = None
