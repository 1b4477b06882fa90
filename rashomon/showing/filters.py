"""Records and what is asked of them -> the records that answer.

A record is matched by its facets: the names, sides and kinds of the claims that it stands on, and its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from rashomon.errors import QueryError
from rashomon.ledger.facets import Facets, Wanted, fold, own_facets, stands_on
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Report, Utterance

__all__ = [
    "Facets",
    "Filter",
    "Names",
    "claim_facets",
    "control_facets",
    "copy_facets",
    "dispute_facets",
    "figures_facets",
    "fold",
    "no_other_names",
    "report_facets",
    "utterance_facets",
]

_ASKED = ("place", "speaker", "side", "kind", "outlet", "stance", "status")

Names = Callable[[str], Collection[str]]


def no_other_names(_name: str) -> Collection[str]:
    """Know no other name; knowledge of rival names takes this function's place."""
    return ()


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

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the same question in the words of the ledger's index."""
        asked = [Wanted(name, _folded(getattr(self, name))) for name in ("side", "kind", "stance", "status")]
        asked += [Wanted(name, _folded(getattr(self, name)), runs=True) for name in ("speaker", "outlet")]
        others = _folded(key for each in self.place for key in self.names(each))
        asked.append(Wanted("place", _folded(self.place), also=("own", others)))
        return tuple(each for each in asked if getattr(self, each.field))

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
    return own_facets(claim)


def dispute_facets(dispute: Dispute, claims: Mapping[str, Claim]) -> Facets:
    """Return what a dispute can be asked for by: its own values and those of the claims of its positions."""
    return _with_those_it_stands_on(dispute, claims)


def control_facets(control: Control, claims: Mapping[str, Claim]) -> Facets:
    """Return what a line of control can be asked for by."""
    return _with_those_it_stands_on(control, claims)


def figures_facets(figures: Figures, claims: Mapping[str, Claim]) -> Facets:
    """Return what a count can be asked for by: its place, its tellers, and whose people or things it counts."""
    return _with_those_it_stands_on(figures, claims)


def utterance_facets(utterance: Utterance, claims: Mapping[str, Claim]) -> Facets:
    """Return what an utterance can be asked for by."""
    return _with_those_it_stands_on(utterance, claims)


def report_facets(report: Report, claims: Iterable[Claim]) -> Facets:
    """Return what a report can be asked for by: its outlet and the facets of its claims."""
    whole = own_facets(report)
    for claim in claims:
        whole |= own_facets(claim)
    return whole


def copy_facets(copy: Copy, reports: Mapping[str, Report]) -> Facets:
    """Return what a copy can be asked for by: the outlets of both reports, and the agency that is credited."""
    return _with_those_it_stands_on(copy, reports)


def _with_those_it_stands_on(record: object, others: Mapping[str, Claim] | Mapping[str, Report]) -> Facets:
    whole = own_facets(record)
    for key in stands_on(record)[1]:
        if key in others:
            whole |= own_facets(others[key])
    return whole


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
