"""Records and what is asked of them -> the records that answer.

A record is matched by its facets: the names, sides and kinds of the claims that it stands on, and its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields

from rashomon.errors import QueryError
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Place, Report, Utterance

# Letters that no Unicode decomposition takes apart, as transliterations of this field's names write them.
_UNDECOMPOSED = str.maketrans(
    {"ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_WORD = re.compile(r"\w+")

_ASKED = ("place", "speaker", "side", "kind", "outlet", "stance", "status")

Names = Callable[[str], Collection[str]]


def fold(text: str) -> str:
    """Return the words of a name without case, accents or punctuation.

    >>> fold("ŞUŞA"), fold("Shusha’s  road"), fold("Əliyev")
    ('susa', 'shusha s road', 'aliyev')
    """
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold()))


def no_other_names(_name: str) -> Collection[str]:
    """Know no other name; knowledge of rival names takes this function's place."""
    return ()


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


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked: within one field any value may match, and every field that is asked must.

    Places, sides, kinds, stances and statuses match whole; speakers and outlets by any run of whole words.
    """

    place: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    names: Names = field(default=no_other_names)  # a name of a place -> ids and rival names that it stands for

    def __post_init__(self) -> None:
        if not all(fold(value) for name in _ASKED for value in getattr(self, name)):
            raise QueryError("expected a name with a letter or a digit in it, found one without")

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _ASKED)

    def admits(self, facets: Facets) -> bool:
        """Say whether a record with these facets answers."""
        others = [key for asked in self.place for key in self.names(asked)]
        return (
            (_meets(self.place, facets.place, _is) or bool(_folded(others) & facets.own))
            and _meets(self.speaker, facets.speaker, _runs_in)
            and _meets(self.side, facets.side, _is)
            and _meets(self.kind, facets.kind, _is)
            and _meets(self.outlet, facets.outlet, _runs_in)
            and _meets(self.stance, facets.stance, _is)
            and _meets(self.status, facets.status, _is)
        )


def claim_facets(claim: Claim) -> Facets:
    """Return what a claim can be asked for by."""
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


def dispute_facets(dispute: Dispute, claims: Mapping[str, Claim]) -> Facets:
    """Return what a dispute can be asked for by: its own values and those of the claims of its positions."""
    own = Facets(
        place=_place_names(dispute.place),
        own=_own_key(dispute.place),
        speaker=_folded(name for position in dispute.positions for name in position.speakers),
        side=_folded(side for position in dispute.positions for side in position.sides),
        kind=_folded((dispute.about,)),
        outlet=_folded(outlet for position in dispute.positions for outlet in position.outlets),
        stance=_folded(position.stance.value for position in dispute.positions),
        status=_folded((dispute.status.value,)),
    )
    return own | _standing_on((key for position in dispute.positions for key in position.claims), claims)


def control_facets(control: Control, claims: Mapping[str, Claim]) -> Facets:
    """Return what a line of control can be asked for by."""
    conceded = control.conceded
    own = Facets(
        place=_place_names(control.place),
        own=_own_key(control.place),
        speaker=_folded((*control.according_to, *control.denied_by, conceded.speaker if conceded else None)),
        side=_folded((control.holder, conceded.side if conceded else None)),
        outlet=_folded(control.according_to),
    )
    return own | _standing_on(control.claims, claims)


def figures_facets(figures: Figures, claims: Mapping[str, Claim]) -> Facets:
    """Return what a count can be asked for by: its place, its tellers, and whose people or things it counts."""
    own = Facets(
        place=_place_names(figures.place),
        own=_own_key(figures.place),
        speaker=_folded(each.speaker for each in figures.told),
        side=_folded((figures.about_side, *(each.side for each in figures.told))),
        outlet=_folded(each.outlet for each in figures.told),
    )
    return own | _standing_on([each.claim for each in figures.told], claims)


def utterance_facets(utterance: Utterance, claims: Mapping[str, Claim]) -> Facets:
    """Return what an utterance can be asked for by."""
    return Facets(speaker=_folded((utterance.speaker,))) | _standing_on(utterance.claims, claims)


def report_facets(report: Report, claims: Iterable[Claim]) -> Facets:
    """Return what a report can be asked for by: its outlet and the facets of its claims."""
    whole = Facets(outlet=_folded((report.outlet,)))
    for claim in claims:
        whole |= claim_facets(claim)
    return whole


def copy_facets(copy: Copy, reports: Mapping[str, Report]) -> Facets:
    """Return what a copy can be asked for by: the outlets of both reports, and the agency that is credited."""
    both = (reports[key].outlet for key in (copy.report, copy.of) if key is not None and key in reports)
    return Facets(outlet=_folded((*both, copy.credited)))


def _standing_on(keys: Iterable[str], claims: Mapping[str, Claim]) -> Facets:
    whole = Facets()
    for key in keys:
        if key in claims:
            whole |= claim_facets(claims[key])
    return whole


def _place_names(place: Place | None) -> frozenset[str]:
    return _folded((place.name, place.written, place.id, *place.within)) if place else frozenset()


def _own_key(place: Place | None) -> frozenset[str]:
    if place is None:
        return frozenset()
    return _folded((place.id,)) if place.id else _folded((place.name, place.written))


def _folded(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(fold(value) for value in values if value)


def _meets(asked: Collection[str], present: frozenset[str], match: Callable[[str, str], bool]) -> bool:
    if not asked:
        return True
    return any(match(fold(value), each) for value in asked for each in present)


def _is(wanted: str, present: str) -> bool:
    return wanted == present


def _runs_in(wanted: str, present: str) -> bool:
    return f" {wanted} " in f" {present} "
