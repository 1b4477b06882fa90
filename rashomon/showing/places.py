"""Places -> all their names, as equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rashomon.records import Claim, Place
from rashomon.showing.filters import fold

Names = Mapping[str, frozenset[str]]


def names_given(claims: Iterable[Claim]) -> Names:
    """Return all names that claims give each place, by its id or name."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        place = claim.event.place
        if place is not None:
            names.setdefault(place.id or place.name, set()).update((place.name, place.written))
    return {key: frozenset(each) for key, each in names.items()}


def equal_names(place: Place | None, given: Names) -> str:
    """Return every name of a place, by alphabet, so that none goes first by rank; nothing for no place."""
    if place is None:
        return ""
    return " / ".join(_distinct({place.name, place.written} | given.get(place.id or place.name, frozenset())))


def _distinct(names: Iterable[str]) -> list[str]:
    """Return one name of each spelling, without those that only add words to another ("city of X")."""
    spellings = {fold(name): name for name in sorted(names, reverse=True)}
    return sorted(
        name
        for key, name in spellings.items()
        if not any(other and other != key and f" {other} " in f" {key} " for other in spellings)
    )
