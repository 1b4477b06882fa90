"""The nouns and names by which speakers are known, and the weights by which pronouns choose, as the files have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.knowledge.lexicons import load_table

PARTICLES = {
    "al", "el", "bin", "ibn", "ben", "de", "van", "von", "der", "abu", "ul", "ud", "di", "da", "dos", "du", "la",
    "le", "al-", "el-", "-", "’", "'",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names and nouns, each with "man" or "woman" where it tells, and all nouns for one person."""

    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    nouns: Mapping[str, str] = field(default_factory=dict, repr=False)
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roles:
    """The nouns by which speakers are named."""

    roles: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    same: tuple[tuple[str, ...], ...] = ()
    organisations: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    given: GivenNames = field(default_factory=GivenNames)
    weights: Mapping[str, float] = field(default_factory=dict, repr=False)


def load_roles(folder: Path | None = None) -> Roles:
    """Return the lists of knowledge/roles.toml, with the given names and the weights of pronouns."""
    table = load_table("roles.toml", folder)
    roles, titles, bodies, groups = (frozenset(table[key]) for key in ("roles", "titles", "bodies", "groups"))
    return Roles(
        roles,
        titles,
        bodies,
        groups,
        tuple(tuple(words) for words in table["same"]),
        frozenset(table["organisations"]),
        frozenset(table["documents"]),
        load_given_names(folder),
        load_weights(folder),
    )


def load_given_names(folder: Path | None = None) -> GivenNames:
    """Return the lists of knowledge/given_names.toml."""
    table = load_table("given_names.toml", folder)
    words = table["words"]
    return GivenNames(
        dict.fromkeys(table["women"], "woman") | dict.fromkeys(table["men"], "man"),
        dict.fromkeys(words["women"], "woman") | dict.fromkeys(words["men"], "man"),
        frozenset(words["persons"] + words["women"] + words["men"]),
    )


def load_weights(folder: Path | None = None) -> dict[str, float]:
    """Return the weights of knowledge/pronouns.toml."""
    return {name: float(weight) for name, weight in load_table("pronouns.toml", folder)["weights"].items()}
