"""Places -> the names that claims use of them, as equals; a name that is asked for -> what else it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from rashomon.knowledge.folding import fold as fold_name
from rashomon.knowledge.loading import Knowledge
from rashomon.records import Claim, Dispute, Place
from rashomon.showing.filters import fold

Names = Mapping[str, tuple[str, ...]]
Rivals = Callable[[str], Iterable[str]]  # the id of a place -> all its known names


def no_rivals(_place: str) -> Iterable[str]:
    """Know no names beforehand."""
    return ()


def names_given(claims: Iterable[Claim], rivals: Rivals = no_rivals) -> Names:
    """Return the names that claims use of each place, by its id or name, in the order of the alphabet.

    Of the names that are known beforehand only those that a claim uses are given.
    """
    written: dict[str, set[str]] = {}
    called: dict[str, set[str]] = {}
    for claim in claims:
        place = claim.event.place
        if place is not None:
            written.setdefault(_key(place), set()).add(place.written)
            called.setdefault(_key(place), set()).add(place.name)
    return {
        key: _by_alphabet(_known_spellings(words, rivals(key)) or _distinct(words | called[key]))
        for key, words in written.items()
    }


def equal_names(place: Place | None, given: Names) -> str:
    """Return every name of a place, by alphabet, so that none goes first by rank; nothing for no place."""
    if place is None:
        return ""
    return " / ".join(given.get(_key(place)) or _by_alphabet(_distinct({*place.name.split(" / "), place.written})))


def question_words(dispute: Dispute, given: Names) -> str:
    """Return the question of a dispute with every name of its place where it has but one."""
    names = equal_names(dispute.place, given)
    if dispute.place is None or names in dispute.question:
        return dispute.question
    one = rf"(?<!\w){re.escape(dispute.place.name)}(?!\w)"
    return re.sub(one, lambda _found: names, dispute.question, count=1)


def places_asked(asked: Iterable[str], claims: Iterable[Claim], knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """Return for each name the ids and rival names of the places that it stands for: as known, or as claims use it."""
    found: dict[str, set[str]] = {}
    for name in asked:
        known = knowledge.place(name)
        for each in (known,) if known else knowledge.places_named(name):
            found.setdefault(name, set()).update((each.id, *knowledge.rival_names(each.id)))
    wanted = {fold(name): name for name in asked}
    for claim in claims:
        place = claim.event.place
        if place is not None and place.id is not None:
            for folded in {fold(place.name), fold(place.written)} & wanted.keys():
                found.setdefault(wanted[folded], set()).add(place.id)
    return {name: frozenset(keys) for name, keys in found.items()}


def _key(place: Place) -> str:
    return place.id or place.name


def _known_spellings(written: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the known names that these words are: "Baku" of "BAKU" and of "the city of Baku"."""
    names = set(known)
    spelled = {fold_name(name): name for name in sorted(names, reverse=True)}
    return {words if words in names else spelled[fold_name(words)] for words in written if fold_name(words) in spelled}


def _distinct(names: Iterable[str]) -> set[str]:
    """Return one name of each spelling, without those that only add words to another ("city of X")."""
    spellings = {fold(name): name for name in sorted(names, reverse=True)}
    return {
        name
        for key, name in spellings.items()
        if not any(other and other != key and f" {other} " in f" {key} " for other in spellings)
    }


def _by_alphabet(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (fold(name), name)))
