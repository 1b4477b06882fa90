"""All that a ledger holds -> what each outlet carries, drops and repeats: counts, never a grade.

Every count is made in one pass over claims, disputes, utterances and copies; sides stand by alphabet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from rashomon.records import Claim, Dispute, Place, Stance
from rashomon.showing.filters import Facets, Filter, fold
from rashomon.showing.moments import day_of
from rashomon.showing.order import claim_order
from rashomon.showing.view import LedgerView

_Outlet: TypeAlias = str | None  # None: the page does not say who publishes it
_CITING = "citing"  # how a copy repeats that takes over single claims
_ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS})


@dataclass(frozen=True, slots=True)
class Printed:
    """The disputed claims of one side that an outlet prints, and with whose answer beside them.

    A report counts as `with_denial` if a speaker of another side answers a claim of this side in it, in the same
    dispute; else as `without_denial`.
    """

    side: str
    claims: int
    with_denial: int
    without_denial: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How many reports an outlet shares with another one, or with an agency."""

    outlet: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many claims speakers of one side make; None is a side that is not known."""

    side: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """What other outlets carried on days on which this one published, and it never did."""

    disputes: tuple[str, ...]  # ids
    places: tuple[str, ...]  # names
    utterances: tuple[str, ...]  # ids


@dataclass(frozen=True, slots=True)
class OutletProfile:
    """What one outlet carries.

    `first` counts the disputes of which it is alone in telling first, among several outlets.
    `repeats` are the outlets whose reports its own repeat, and `cites` those from which single claims are taken over
    by name: those were first.
    """

    outlet: str | None
    reports: int
    claims: int
    own_voice: int
    attributed: int
    by_side: tuple[Spoken, ...]  # by alphabet, the unknown last
    disputes: int
    first: int
    printed: tuple[Printed, ...]  # by alphabet
    dropped: Dropped
    repeats: tuple[Shared, ...]  # by alphabet
    repeated_by: tuple[Shared, ...]
    cites: tuple[Shared, ...]
    cited_by: tuple[Shared, ...]
    credits: tuple[Shared, ...]  # the agencies that its reports name, of those that repeat another


@dataclass(slots=True)
class _Tally:
    """What is counted of one outlet."""

    reports: int = 0
    days: set[str] = field(default_factory=set)
    voices: Counter[bool] = field(default_factory=Counter)  # attributed or not
    sides: Counter[str | None] = field(default_factory=Counter)
    disputes: int = 0
    first: int = 0
    printed: Counter[str] = field(default_factory=Counter)
    answered: dict[tuple[str, str], bool] = field(default_factory=dict)  # by side and report
    dropped: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    repeats: dict[_Outlet, set[str]] = field(default_factory=lambda: defaultdict(set))
    repeated_by: dict[_Outlet, set[str]] = field(default_factory=lambda: defaultdict(set))
    cites: dict[_Outlet, set[str]] = field(default_factory=lambda: defaultdict(set))
    cited_by: dict[_Outlet, set[str]] = field(default_factory=lambda: defaultdict(set))
    credits: dict[_Outlet, set[str]] = field(default_factory=lambda: defaultdict(set))


def profiles(view: LedgerView) -> tuple[OutletProfile, ...]:
    """Return what each outlet of a ledger carries, by alphabet."""
    tallies: dict[_Outlet, _Tally] = defaultdict(_Tally)
    for report in view.reports:
        tally = tallies[report.outlet]
        tally.reports += 1
        if day := day_of(report.published):
            tally.days.add(day)
    for claim in view.claims:
        tally = tallies[claim.outlet]
        tally.voices[claim.speaker is not None] += 1
        if claim.speaker is not None:
            tally.sides[claim.speaker.side] += 1
    claims = {claim.id: claim for claim in view.claims}
    for dispute in view.disputes:
        _count_dispute(dispute, claims, tallies)
    _count_dropped(view, claims, tallies)
    _count_copies(view, tallies)
    return tuple(_profile(outlet, tallies[outlet]) for outlet in sorted(tallies, key=_by_alphabet))


def _count_dispute(dispute: Dispute, claims: Mapping[str, Claim], tallies: Mapping[_Outlet, _Tally]) -> None:
    """Count who carries a dispute, who first, and which sides stand in each report of it."""
    told: dict[_Outlet, str] = {}  # the earliest moment at which each outlet tells of it
    sides: dict[str, dict[bool, set[str]]] = defaultdict(lambda: defaultdict(set))  # by report and answer
    stood: list[tuple[Claim, bool]] = []
    for position in dispute.positions:
        answers = position.stance in _ANSWERS
        for claim in (claims[key] for key in position.claims if key in claims):
            moment = claim_order(claim)[1]  # of publication, in one zone
            told[claim.outlet] = min(told.get(claim.outlet, moment), moment)
            if claim.speaker is not None and claim.speaker.side is not None:
                sides[claim.report][answers].add(claim.speaker.side)
                stood.append((claim, answers))
    for outlet in told:
        tallies[outlet].disputes += 1
    start = min(told.values(), default="")
    earliest = [outlet for outlet, moment in told.items() if moment == start]
    if len(told) > 1 and len(earliest) == 1:
        tallies[earliest[0]].first += 1
    for claim, answers in stood:
        side = claim.speaker.side if claim.speaker else None
        if side is None:
            continue
        tally = tallies[claim.outlet]
        tally.printed[side] += 1
        others = bool(sides[claim.report][not answers] - {side})
        tally.answered[side, claim.report] = tally.answered.get((side, claim.report), False) or others


def _count_dropped(view: LedgerView, claims: Mapping[str, Claim], tallies: Mapping[_Outlet, _Tally]) -> None:
    """Count what an outlet did not carry, and others did, on days on which it published."""
    active: dict[str, set[_Outlet]] = defaultdict(set)
    for outlet, tally in tallies.items():
        for day in tally.days:
            active[day].add(outlet)
    for kind, name, carried in _carried(view, claims):
        carriers = {claim.outlet for claim in carried}
        days = {on for claim in carried if (on := day_of(claim.published))}
        for silent in {outlet for on in days for outlet in active[on]} - carriers:
            tallies[silent].dropped[kind].append(name)


def _carried(view: LedgerView, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str, list[Claim]]]:
    """Yield each dispute, utterance and place, by id or name, with the claims that carry it."""
    for dispute in view.disputes:
        keys = {key for position in dispute.positions for key in position.claims}
        yield "disputes", dispute.id, [claims[key] for key in keys if key in claims]
    for utterance in view.utterances:
        yield "utterances", utterance.id, [claims[key] for key in utterance.claims if key in claims]
    places: dict[str, list[Claim]] = defaultdict(list)
    for claim in view.claims:
        if claim.event.place is not None:
            places[_key(claim.event.place)].append(claim)
    for told in places.values():
        names = sorted({claim.event.place.name for claim in told if claim.event.place is not None})
        yield "places", " / ".join(names), told


def _key(place: Place) -> str:
    return place.id or place.name


def _count_copies(view: LedgerView, tallies: Mapping[_Outlet, _Tally]) -> None:
    """Count whom an outlet repeats and who repeats it; what it reprints of its own does not count."""
    outlets = {report.id: report.outlet for report in view.reports}
    for copy in view.copies:
        if copy.report not in outlets:
            continue
        later = outlets[copy.report]
        if copy.credited:
            tallies[later].credits[copy.credited].add(copy.report)
        if copy.of in outlets and outlets[copy.of] != later:
            earlier = outlets[copy.of]
            cites = copy.how == _CITING
            (tallies[later].cites if cites else tallies[later].repeats)[earlier].add(copy.report)
            (tallies[earlier].cited_by if cites else tallies[earlier].repeated_by)[later].add(copy.of)


def _profile(outlet: _Outlet, tally: _Tally) -> OutletProfile:
    return OutletProfile(
        outlet=outlet,
        reports=tally.reports,
        claims=tally.voices.total(),
        own_voice=tally.voices[False],
        attributed=tally.voices[True],
        by_side=tuple(Spoken(side, tally.sides[side]) for side in sorted(tally.sides, key=_by_alphabet)),
        disputes=tally.disputes,
        first=tally.first,
        printed=tuple(_printed(side, tally) for side in sorted(tally.printed)),
        dropped=Dropped(*(tuple(sorted(tally.dropped[kind])) for kind in ("disputes", "places", "utterances"))),
        repeats=_shared(tally.repeats),
        repeated_by=_shared(tally.repeated_by),
        cites=_shared(tally.cites),
        cited_by=_shared(tally.cited_by),
        credits=_shared(tally.credits),
    )


def _printed(side: str, tally: _Tally) -> Printed:
    answered = [with_it for (of, _), with_it in tally.answered.items() if of == side]
    return Printed(side, tally.printed[side], sum(answered), len(answered) - sum(answered))


def _shared(reports: Mapping[_Outlet, set[str]]) -> tuple[Shared, ...]:
    return tuple(Shared(outlet, len(reports[outlet])) for outlet in sorted(reports, key=_by_alphabet))


def _by_alphabet(name: str | None) -> tuple[bool, str]:
    return name is None, name or ""


def asked_for(found: Iterable[OutletProfile], asked: tuple[str, ...]) -> Iterator[OutletProfile]:
    """Yield the profiles of the outlets that are asked for by any run of whole words, all if none is."""
    wanted = Filter(outlet=asked)
    return (each for each in found if wanted.admits(Facets(outlet=frozenset({fold(each.outlet or "")}))))
