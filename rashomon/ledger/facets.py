"""A record -> what it can be asked for by: its facets, and the records that it stands on, whose facets are its too.

The index of the ledger is made of these, and a question is answered by them. A kind of record that is not named here
is found by its kind alone; two lines here, one for its own facets and one for what it stands on, index the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from rashomon.records import Claim, Control, Copy, Dispute, Figures, Place, Report, Utterance

VERSION = 1  # of the facets: a ledger whose index was made by another version gets a new one

SEPARATOR = "\x1f"  # between the parts of a value that no user asks for

# Letters that no Unicode decomposition takes apart, as transliterations of this field's names write them.
_UNDECOMPOSED = str.maketrans(
    {"ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=2**16)
def fold(text: str) -> str:
    """Return the words of a name without case, accents or punctuation.

    >>> fold("ŞUŞA"), fold("Shusha’s  road"), fold("Əliyev")
    ('susa', 'shusha s road', 'aliyev')
    """
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold()))


@dataclass(frozen=True, slots=True)
class Facets:
    """What a record can be asked for by, folded."""

    place: frozenset[str] = frozenset()  # names, id and the ids of what it lies in
    own: frozenset[str] = frozenset()  # what tells the place from others: its id, or its names where it has none
    speaker: frozenset[str] = frozenset()
    side: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    outlet: frozenset[str] = frozenset()
    stance: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()

    def __or__(self, other: Facets) -> Facets:
        return Facets(*(getattr(self, each.name) | getattr(other, each.name) for each in fields(Facets)))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give each facet as its field and its value."""
        for each in fields(Facets):
            for value in getattr(self, each.name):
                yield each.name, value


@dataclass(frozen=True, slots=True)
class Wanted:
    """One condition: a field has any of these folded values, or holds any of them as a run of whole words.

    `also` is a second field with values of its own, which meet the condition as well.
    """

    field: str
    values: frozenset[str]
    runs: bool = False
    also: tuple[str, frozenset[str]] | None = None


def own_facets(record: object) -> Facets:
    """Return the facets of a record by itself, without those of what it stands on."""
    make = _OWN.get(type(record))
    return make(record) if make else Facets()


def stands_on(record: object) -> tuple[str, Iterable[str]]:
    """Return the kind and the keys of the records whose facets are those of this one too."""
    if isinstance(record, Dispute):
        return "claim", (key for position in record.positions for key in position.claims)
    if isinstance(record, Control | Utterance):
        return "claim", record.claims
    if isinstance(record, Figures):
        return "claim", (each.claim for each in record.told)
    if isinstance(record, Copy):
        return "report", (key for key in (record.report, record.of) if key is not None)
    return "claim", ()


def spellings(record: object) -> Iterator[tuple[str, str]]:
    """Give what no user asks for, but who asks for a place by one of its names: names with the place they stand for."""
    place = record.event.place if isinstance(record, Claim) else None
    if place is not None:
        yield "spelled", SEPARATOR.join((place.id or place.name, place.name, place.written))
        if place.id is not None:
            yield from {("called", f"{fold(name)}{SEPARATOR}{place.id}") for name in (place.name, place.written)}


def _claim(claim: Claim) -> Facets:
    speaker = claim.speaker
    return Facets(
        place=_place_names(claim.event.place),
        own=_own_key(claim.event.place),
        speaker=_folded((speaker.name, speaker.role, speaker.body)) if speaker else frozenset(),
        side=_folded((speaker.side,)) if speaker else frozenset(),
        kind=_folded((claim.event.kind,)),
        outlet=_folded((claim.outlet,)),
        stance=_folded((claim.stance.value,)),
    )


def _dispute(dispute: Dispute) -> Facets:
    return Facets(
        place=_place_names(dispute.place),
        own=_own_key(dispute.place),
        speaker=_folded(name for position in dispute.positions for name in position.speakers),
        side=_folded(side for position in dispute.positions for side in position.sides),
        kind=_folded((dispute.about,)),
        outlet=_folded(outlet for position in dispute.positions for outlet in position.outlets),
        stance=_folded(position.stance.value for position in dispute.positions),
        status=_folded((dispute.status.value,)),
    )


def _control(control: Control) -> Facets:
    conceded = control.conceded
    return Facets(
        place=_place_names(control.place),
        own=_own_key(control.place),
        speaker=_folded((*control.according_to, *control.denied_by, conceded.speaker if conceded else None)),
        side=_folded((control.holder, conceded.side if conceded else None)),
        outlet=_folded(control.according_to),
    )


def _figures(figures: Figures) -> Facets:
    return Facets(
        place=_place_names(figures.place),
        own=_own_key(figures.place),
        speaker=_folded(each.speaker for each in figures.told),
        side=_folded((figures.about_side, *(each.side for each in figures.told))),
        outlet=_folded(each.outlet for each in figures.told),
    )


_OWN: Mapping[type, Callable[[Any], Facets]] = {
    Claim: _claim,
    Control: _control,
    Copy: lambda copy: Facets(outlet=_folded((copy.credited,))),
    Dispute: _dispute,
    Figures: _figures,
    Report: lambda report: Facets(outlet=_folded((report.outlet,))),
    Utterance: lambda utterance: Facets(speaker=_folded((utterance.speaker,))),
}


def _place_names(place: Place | None) -> frozenset[str]:
    return _folded((place.name, place.written, place.id, *place.within)) if place else frozenset()


def _own_key(place: Place | None) -> frozenset[str]:
    if place is None:
        return frozenset()
    return _folded((place.id,)) if place.id else _folded((place.name, place.written))


def _folded(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(fold(value) for value in values if value)
