"""Disputes and claims -> what answers a spell: the claims that deny it and those that concede it, through an index."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.reconciling.days import number_of, order, said_day
from rashomon.reconciling.holdings import Holding, part_key, side_of
from rashomon.reconciling.positions import voice_of
from rashomon.reconciling.spells import Spell
from rashomon.records import Claim, Dispute, Stance

_BEFORE = 3  # days before a taking is told, as reports of one day cross
_OF_OTHER_THINGS = {"aid", "casualties", "detention", "displacement", "shootdown"}
_AFTER = 45  # days after it was last told in which an answer to it may come
_AGAINST = {Stance.ASSERTS: Stance.DENIES, Stance.DENIES: Stance.ASSERTS}

_Standing = tuple[int, Stance]  # the number of a dispute, and a side of it


class Answers:
    """Holds which disputes a claim stands in, on which side, and which claims answer it in its own report.

    A dispute over one place may hold tens of thousands of claims over years: each side of it is kept by the day of the
    saying, so that a spell of May meets what was said in May and soon after.
    """

    def __init__(self, claims: Mapping[str, Claim], holdings: Iterable[Holding], disputes: Sequence[Dispute]) -> None:
        """Index the disputes over control; `claims` are by id."""
        self._claims = claims
        self._disputes = [dispute for dispute in disputes if dispute.about == "control"]
        self._standing: dict[str, set[_Standing]] = defaultdict(set)
        told: dict[_Standing, dict[str, Claim]] = defaultdict(dict)
        for number, dispute in enumerate(self._disputes):
            for position in dispute.positions:
                if position.stance in _AGAINST:
                    for key in position.claims:
                        self._standing[key].add((number, position.stance))
                    standing = told[number, position.stance]
                    standing |= {key: claims[key] for key in position.claims if key in claims}
        self._told = {standing: _Told(those.values()) for standing, those in told.items()}
        self._answering: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims.values():
            if claim.answers is not None:
                self._answering[claim.answers].append(claim)
        self._holders: dict[str, set[str]] = defaultdict(set)
        for holding in holdings:
            if holding.until is None:
                self._holders[holding.claim.id].add(holding.holder)
        self._opposed = self._find_opposed()

    def _find_opposed(self) -> frozenset[tuple[str, str]]:
        """Return holders with the sides that deny, anywhere, that they hold a place: allies are no rivals."""
        found: set[tuple[str, str]] = set()
        for answered, answering in self._answering.items():
            sides = {side for claim in answering if claim.stance is Stance.DENIES and (side := side_of(claim))}
            found |= {(holder, side) for holder in self._holders.get(answered, ()) for side in sides}
        for dispute in self._disputes:
            told: dict[Stance, set[str]] = defaultdict(set)
            for position in dispute.positions:
                if position.stance is Stance.ASSERTS:
                    told[position.stance] |= {h for key in position.claims for h in self._holders.get(key, ())}
                elif position.stance is Stance.DENIES:
                    told[position.stance] |= set(position.sides)
            found |= {(one, two) for one in told[Stance.ASSERTS] for two in told[Stance.DENIES]}
        return frozenset(pair for one, two in found if one != two for pair in ((one, two), (two, one)))

    def rivals(self, spell: Spell, other: Spell) -> bool:
        """Tell whether two spells cannot stand beside each other: rival holders of one place on one day."""
        if (spell.holder, other.holder) not in self._opposed or (spell.part and other.part not in {spell.part, ""}):
            return False
        return spell.told[0] <= other.told[1] and other.told[0] <= spell.told[1]

    def denials_of(self, spell: Spell, rivals: Iterable[Spell] = ()) -> tuple[Claim, ...]:
        """Return the claims that deny a spell, by time: flat denials, and tellings that cannot stand beside it."""
        own = {holding.claim.id for holding in spell.holdings if holding.until is None}  # who denies an end tells more
        voices = {holding.voice for holding in spell.holdings}
        against = {(n, _AGAINST[stance]) for key in own for n, stance in self._standing.get(key, ())}
        within = _window(spell)
        direct = [
            claim
            for key in own
            for claim in self._answering.get(key, ())
            if claim.stance is Stance.DENIES or not against.isdisjoint(self._standing.get(claim.id, ()))
        ]
        across = (claim for each in against if each in self._told for claim in self._told[each].said(within))
        found = {
            holding.claim.id: holding.claim
            for rival in rivals
            for holding in rival.holdings
            if holding.until is None and side_of(holding.claim) != spell.holder and holding.voice not in voices
        }
        for claim in [*direct, *across]:
            if (
                claim.id in own
                or claim.event.kind in _OF_OTHER_THINGS
                or (voice_of(claim) or claim.outlet or "the outlet") in voices
            ):
                continue
            if claim.answers in own or self._denies(claim, spell):
                found[claim.id] = claim
        return tuple(sorted(found.values(), key=order))

    def conceding(self, spell: Spell) -> list[Claim]:
        """Return what the disputes that a spell stands in know as conceded to it."""
        own = {holding.claim.id for holding in spell.holdings if holding.until is None}
        found = []
        within = _window(spell)
        for number in {n for key in own for n, stance in self._standing.get(key, ()) if stance is Stance.ASSERTS}:
            conceded = self._disputes[number].conceded
            claim = self._claims.get(conceded.claim) if conceded else None
            if claim is None or side_of(claim) == spell.holder or part_key(claim) not in {spell.part, ""}:
                continue
            if self._holders.get(claim.id, {spell.holder}) == {spell.holder} and _in_time(claim, within):
                found.append(claim)
        return found

    def _denies(self, claim: Claim, spell: Spell) -> bool:
        """Tell whether a claim from the other side of a dispute, said in time, speaks against this very spell."""
        if spell.part and part_key(claim) != spell.part:
            return False
        if claim.stance is Stance.DENIES:
            answered = self._holders.get(claim.answers or "")
            actor = claim.event.actor.side if claim.event.kind == "control-gain" and claim.event.actor else None
            return not (answered and spell.holder not in answered) and actor in {None, spell.holder}
        holders = self._holders.get(claim.id)
        if holders and spell.until is not None:
            day = (claim.event.when.start if claim.event.when else None) or said_day(claim)
            if day and day[:10] >= (spell.until.start or ""):
                return False  # it tells what came after
        return side_of(claim) != spell.holder or bool(holders and spell.holder not in holders)


class _Told:
    """Holds the claims of one side of a dispute by the day on which they were said."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        dated: list[tuple[int, Claim]] = []
        self._undated: list[Claim] = []
        for claim in claims:
            if day := said_day(claim):
                dated.append((number_of(day), claim))
            else:
                self._undated.append(claim)
        dated.sort(key=lambda each: each[0])
        self._days, self._dated = [day for day, _ in dated], [claim for _, claim in dated]

    def said(self, within: tuple[int, int] | None) -> list[Claim]:
        """Return what was said within two days, both included, and what nobody tells the day of; all if None."""
        if within is None:
            return self._undated + self._dated
        first, last = bisect_left(self._days, within[0]), bisect_right(self._days, within[1])
        return self._undated + self._dated[first:last]


def _window(spell: Spell) -> tuple[int, int] | None:
    """Return the numbers of the days between which an answer to a spell may be said; None if nobody tells."""
    said = [number_of(day) for holding in spell.holdings if (day := said_day(holding.claim))]
    if not said:
        return None
    since = [number_of(spell.since.start[:10])] if spell.since and spell.since.start else []
    return min(said + since) - _BEFORE, max(said) + _AFTER


def _in_time(claim: Claim, within: tuple[int, int] | None) -> bool:
    said = said_day(claim)
    return said is None or within is None or within[0] <= number_of(said) <= within[1]
