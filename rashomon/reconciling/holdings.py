"""A claim -> the holdings that it tells of: who holds, took, lost or left which place or part of it.

"They took Vell on the 3rd" tells of one holding; "we lost Vell to them" of two: one begins, one ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.knowledge.folding import fold
from rashomon.knowledge.ways import is_way
from rashomon.reconciling.days import number_of, order, said_day
from rashomon.reconciling.matters import place_key
from rashomon.reconciling.positions import presumed_holder, voice_of
from rashomon.records import Claim, Modality, Party, Polarity, Stance, When

_KINDS = {"advance", "control-gain", "control-hold", "control-loss", "withdrawal"}
_NEAR = 3  # days between two claims that may speak of one taking
_CAME = 7  # days between one side's leaving and the other's coming
_FORCES = re.compile(
    r"\b(?:army|battalion|brigade|column|corps|defenders|division|fighters|forces|garrison|guard|heroes|marines|men"
    r"|paratroopers|regiment|soldiers|troops|units?)\b",
    re.IGNORECASE,
)
_ENEMIES = re.compile(
    r"\b(?:aggressors?|bandits?|enem(?:y|ies)|gunm[ae]n|insurgents?|invaders?|militants?|occupiers?|rebels?"
    r"|separatists?|terrorists?)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_IN_OWN_HANDS = re.compile(  # also "the town is under control", whose is not said
    r"\b(?:his|her|their|its|our) (?:\w+ )?(?:control|hands|possession)\b"
    r"|\bunder (?:full |complete |total |firm )?control(?!\w| (?:of|by))",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(r"\bhand(?:s|ed|ing)?\b.*\bover\b", re.IGNORECASE)
_ENTERED = re.compile(
    r"\b(?:(?:re-?)?enter(?:ed|s)?"
    r"|(?:c[ao]me|drove|got|march\w*|mov\w+|roll\w*|walk\w*|went) (?:back )?(?:in|into))\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:the )?[A-Z][\w.’'-]*(?: (?:of|the|and|for|[A-Z][\w.’'-]*))*$")
_OWNED = re.compile(r"^(?:the|a|an|its|his|her|their|our) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """That somebody holds a place or a part of it, as one claim tells."""

    claim: Claim
    place: str  # what tells the place from others: its id or folded name
    part: str  # folded, "" for the whole
    holder: str
    since: When | None = None  # None: not told
    until: When | None = None
    begins: bool = False  # tells that it began: without a day it counts from the day on which that was announced

    @property
    def voice(self) -> str:
        """Who says so."""
        return voice_of(self.claim) or self.claim.outlet or "the outlet"

    @property
    def own(self) -> bool:
        """Whether the holder's own side says so."""
        return side_of(self.claim) == self.holder

    @property
    def day(self) -> str | None:
        """The day that it is told of: the first or the last of the holding, or else when it was said."""
        for when in (self.since, self.until):
            if when is not None and when.start:
                return when.start[:10]
        return said_day(self.claim)


def find_holdings(claims: Iterable[Claim]) -> list[Holding]:
    """Return the holdings that claims tell of; where a holder is left out, others of about that day may name it."""
    telling = sorted((claim for claim in claims if _tells(claim)), key=order)
    named = _Named()
    for claim in telling:
        if claim.event.kind in {"control-gain", "control-loss"} and (holder := _gainer(claim)):
            named.add(place_key(claim) or "", _day(claim), holder)
    named.settle()
    found = [holding for claim in telling if claim.event.kind != "advance" for holding in _holdings(claim, named)]
    left: dict[tuple[str, int], set[str]] = defaultdict(set)
    for holding in found:
        if holding.until is not None and holding.own:
            day = number_of((holding.until.start or "")[:10])
            for after in range(-1, _CAME + 1):
                left[holding.place, day + after].add(holding.holder)
    entering = [claim for claim in telling if claim.event.kind == "advance"]
    return [*found, *(holding for claim in entering for holding in _entered(claim, left))]


def _entered(claim: Claim, left: Mapping[tuple[str, int], set[str]]) -> list[Holding]:
    """Take "they entered the town" for their holding it if the other side says that it had left.

    So is "they entered the harbour", of the harbour, when a rival grants it.
    """
    event, place, day = claim.event, place_key(claim) or "", _day(claim)
    side = event.actor.side if event.actor else None
    if side is None or event.polarity is Polarity.NEGATIVE or not _ENTERED.search(claim.words):
        return []
    granted = claim.stance is Stance.CONCEDES and side_of(claim) not in {None, side} and part_key(claim)
    freed = (
        claim.stance is not Stance.DENIES and day and any(who != side for who in left.get((place, number_of(day)), ()))
    )
    if not (granted or freed):
        return []
    return [Holding(claim, place, part_key(claim), side, _since(claim), begins=True)]


def side_of(claim: Claim) -> str | None:
    """Return the side of who speaks."""
    return claim.speaker.side if claim.speaker else None


def part_key(claim: Claim) -> str:
    """Return the part of a place that a claim speaks of, folded; "" for the whole."""
    part = claim.event.place.part if claim.event.place else None
    return fold(_OWNED.sub("", part)) if part else ""


def _tells(claim: Claim) -> bool:
    """Tell claims that may say who holds a place: "5 km north of Vell" says nothing of Vell."""
    event = claim.event
    if event.kind not in _KINDS or event.place is None or (event.place.part and is_way(event.place.part)):
        return False
    if event.modality not in {Modality.HAPPENED, Modality.ONGOING}:
        return False
    return claim.stance in {Stance.ASSERTS, Stance.CONCEDES, Stance.DENIES}


def _holdings(claim: Claim, named: _Named) -> list[Holding]:
    place, part, kind = place_key(claim) or "", part_key(claim), claim.event.kind
    if claim.stance is Stance.DENIES or claim.event.polarity is Polarity.NEGATIVE:
        kept = _loser(claim) if kind in {"control-loss", "withdrawal"} else None
        return [Holding(claim, place, part, kept)] if kept and kept == side_of(claim) else []
    if kind == "withdrawal":
        left = None if _of_people(claim) else _loser(claim)
        return [Holding(claim, place, part, left, until=_ending(claim))] if left and _ending(claim) else []
    lost = _loser(claim) if kind == "control-loss" else None
    other = lost or (side_of(claim) if claim.event.actor and _ENEMIES.search(claim.event.actor.name) else None)
    holder = _gainer(claim) or (named.near(place, _day(claim), other) if kind != "control-hold" else None)
    holder = holder or presumed_holder(claim)
    begins = kind != "control-hold"
    found = [Holding(claim, place, part, holder, _since(claim), begins=begins)] if holder else []
    if lost and lost != holder and _ending(claim):
        found.append(Holding(claim, place, part, lost, until=_ending(claim)))
    return found


def _since(claim: Claim) -> When | None:
    """Return from when a place is held, as the words tell; "held it on 3 May" tells no beginning."""
    when = claim.event.when
    if when is None or not when.start:
        return None
    if claim.event.kind == "control-hold" and when.precision not in {"week", "month", "season", "year", "decade"}:
        spans = when.end is None or when.end[:10] > when.start[:10]
        return _whole_days(When(when.start, when.start, when.precision)) if spans else None
    return None if claim.event.kind == "control-hold" else _whole_days(when)


def _ending(claim: Claim) -> When | None:
    """Return until when a place was held by who lost or left it: the day told, or else that of the saying."""
    when = claim.event.when
    if when is not None and when.start:
        return _whole_days(When(when.start, when.end or when.start, when.precision))
    said = said_day(claim)
    return When(said, said, "day") if said else None


def _whole_days(when: When) -> When:
    """Return a time by the day, or as coarse as it was told."""
    if when.precision in {"minute", "hour", "part-of-day", "day"}:
        day = (when.start or "")[:10]
        return When(day, day, "day")
    return When((when.start or "")[:10], (when.end or when.start or "")[:10], when.precision)


def _day(claim: Claim) -> str | None:
    """Return the day of the event, or else that of the saying."""
    when = claim.event.when
    return when.start[:10] if when is not None and when.start else said_day(claim)


def _gainer(claim: Claim) -> str | None:
    """Return who holds the place if the claim is so, as far as its own words and its speaker tell."""
    event = claim.event
    if event.kind == "control-loss":
        return _side_or_name(claim, event.target)
    if event.actor is not None and (holder := _side_or_name(claim, event.actor)):
        return holder
    if event.kind == "control-hold" and (_OURS.search(claim.words) or _IN_OWN_HANDS.search(claim.words)):
        return side_of(claim)
    return None


def _loser(claim: Claim) -> str | None:
    """Return the side that lost or left the place, or that denies to have done so."""
    event = claim.event
    if event.actor is not None:
        return event.actor.side or _own_force(claim, event.actor)
    if event.kind == "withdrawal" and event.target is not None and event.target.side:
        return event.target.side if _FORCES.search(event.target.name) else None  # "the troops were withdrawn"
    return side_of(claim) if _OURS.search(claim.words) else None


def _side_or_name(claim: Claim, party: Party | None) -> str | None:
    """Return the side of a party, the speaker's for "our garrison" or "the garrison", or the party's own name."""
    if party is None:
        return None
    if party.side or (side := _own_force(claim, party)):
        return party.side or side
    place = claim.event.place
    if place is not None and fold(party.name) in {fold(place.name), fold(place.written)}:
        return None  # "Vell holds out"
    return party.name if _NAMED.match(party.name) and not _FORCES.search(party.name.split()[0]) else None


def _own_force(claim: Claim, party: Party) -> str | None:
    """Return the speaker's side for soldiers of whom nothing more is said: "the garrison holds the tower".

    Whoever says that "the garrison" fled may mean the other's, unless he gives something away by it.
    """
    if (claim.stance is Stance.CONCEDES) is not (claim.event.kind in {"control-loss", "withdrawal"}):
        return None
    return side_of(claim) if _FORCES.search(party.name) and not _ENEMIES.search(party.name) else None


def _of_people(claim: Claim) -> bool:
    """Tell "they handed over the prisoners", which leaves no place."""
    return claim.event.target is not None and _HANDED_OVER.search(claim.words) is not None


class _Named:
    """Holds who is said to have taken a place on which day, for words that leave it out."""

    def __init__(self) -> None:
        self._days: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._undated: dict[str, set[str]] = defaultdict(set)

    def add(self, place: str, day: str | None, holder: str) -> None:
        """Note one telling."""
        if day:
            self._days[place].append((number_of(day), holder))
        else:
            self._undated[place].add(holder)

    def settle(self) -> None:
        """Put the days in order: call it once, before the first question."""
        self._days = defaultdict(list, {place: sorted(set(days)) for place, days in self._days.items()})

    def near(self, place: str, day: str | None, lost: str | None) -> str | None:
        """Return the holder that others name for about the same day; never who lost the place."""
        if day is None:
            undated = self._undated[place] - {lost}
            return next(iter(undated)) if len(undated) == 1 else None
        told, now = self._days[place], number_of(day)
        first, last = bisect_left(told, (now - _NEAR, "")), bisect_left(told, (now + _NEAR + 1, ""))
        near = [(abs(when - now), holder) for when, holder in told[first:last] if holder != lost]
        return min(near)[1] if near else None
