"""Claims of control and disputes -> who is said to hold a place from when until when, who denied and who conceded it.

A row is one place or part of it, one holder, one spell. Rows are claims: two may cover one day.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, islice

from rashomon.reconciling.answers import Answers
from rashomon.reconciling.days import order, said_day, shifted
from rashomon.reconciling.holdings import Holding, find_holdings, side_of
from rashomon.reconciling.matters import one_place, place_key
from rashomon.reconciling.positions import voice_of
from rashomon.reconciling.spells import Spell, find_spells
from rashomon.records import Claim, Claimant, Concession, Control, Dispute, Layer, Place, Stance, When

_CAME = 7  # days between one side's leaving and the other's coming


def find_control(claims: Iterable[Claim], disputes: Sequence[Dispute]) -> tuple[Control, ...]:
    """Return the control table by place and time; the order of claims and disputes does not matter."""
    by_id = {claim.id: claim for claim in claims}
    holdings = find_holdings(by_id.values())
    answers = Answers(by_id, holdings, disputes)
    spells = find_spells(holdings)
    leaving: dict[str, list[Holding]] = defaultdict(list)
    places = _places(by_id.values(), {spell.place for spell in spells})
    for holding in holdings:
        if holding.until is not None and holding.own:
            leaving[holding.place].append(holding)
    for ends in leaving.values():
        ends.sort(key=lambda holding: holding.day or "")
    made: list[Control] = []
    for key, here in groupby(spells, key=lambda spell: spell.place):
        if place := places.get(key):
            made += _rows_of_place(list(here), place, leaving[key], answers)
    return tuple(sorted(made, key=_by_place_and_time))


def _places(claims: Iterable[Claim], held: Collection[str]) -> dict[str, Place]:
    """Return the places that somebody holds, each under all its names, as equals, else as it was first told of."""
    first: dict[str, Claim] = {}
    named: dict[str, dict[str, Place]] = defaultdict(dict)
    for claim in claims:
        if claim.event.place is None or (key := place_key(claim)) is None or key not in held:
            continue
        named[key].setdefault(claim.event.place.name, claim.event.place)
        before = first.setdefault(key, claim)
        if (said_day(claim) or "9999") <= (said_day(before) or "9999") and order(claim) < order(before):
            first[key] = claim
    told = {key: claim.event.place for key, claim in first.items()}
    both = {key: one_place([*([place] if place else []), *named[key].values()]) for key, place in told.items()}
    return {key: place for key, place in both.items() if place}


def _rows_of_place(spells: list[Spell], place: Place, leaving: list[Holding], answers: Answers) -> list[Control]:
    denials = [
        answers.denials_of(spell, (other for other in beside if answers.rivals(spell, other)))
        for spell, beside in zip(spells, _beside(spells), strict=True)
    ]
    holders = {spell.holder for spell in spells}
    conceded = [
        _concession(spell, against, leaving, answers, holders) for spell, against in zip(spells, denials, strict=True)
    ]
    following = _Following(spells, conceded)
    made = []
    for number, spell in enumerate(spells):
        until, why = _until(spell, following)
        made.append(_row(spell, place, until, why, denials[number], conceded[number]))
    return made


def _first(spell: Spell) -> str:
    return (spell.since.start if spell.since else None) or ""


def _beside(spells: Sequence[Spell]) -> Iterator[list[Spell]]:
    """Yield for each spell those that are told of in its days, and few others."""
    ordered = sorted(spells, key=lambda spell: spell.told[0])
    first = [spell.told[0] for spell in ordered]
    furthest = list(accumulate((spell.told[1] for spell in ordered), max))
    for spell in spells:
        yield ordered[bisect_left(furthest, spell.told[0]) : bisect_right(first, spell.told[1])]


class _Following:
    """Holds the spells of one place by their beginning, so that who followed a spell is looked up.

    Who takes the whole takes its parts: the whole follows a part, and no part the whole.
    """

    def __init__(self, spells: Sequence[Spell], conceded: Sequence[Claim | None]) -> None:
        ordered = sorted(zip(spells, conceded, strict=True), key=lambda pair: _first(pair[0]))
        self._later = [(spell, claim) for spell, claim in ordered if spell.since is not None]
        self._first = [_first(spell) for spell, _ in self._later]
        self._telling: dict[tuple[str, str], dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
        self._granting: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for number, (spell, claim) in enumerate(self._later):
            begun = (holding for holding in spell.holdings if holding.since is not None or holding.begins)
            for teller, day in _last_told(begun, _first(spell)).items():
                self._telling[teller, spell.part][spell.holder].append((number, day))
            if claim is not None:
                self._granting[side_of(claim), spell.part].append(number)

    def told(self, spell: Spell) -> tuple[Spell, str] | None:
        """Return the first later spell of another holder that one who told of this one tells of too, and who."""
        start = bisect_left(self._first, _first(spell))
        found: tuple[int, str] | None = None
        for teller, last in _last_told(spell.holdings).items():
            for part in {spell.part, ""}:
                for holder, begun in self._telling.get((teller, part), {}).items():
                    if holder == spell.holder:
                        continue
                    for number, day in islice(begun, bisect_left(begun, (start, "")), None):
                        if found is not None and (number, teller) >= found:
                            break
                        if day >= last:
                            found = number, teller
                            break
        return (self._later[found[0]][0], found[1]) if found else None

    def granted(self, spell: Spell) -> tuple[Spell, Claim] | None:
        """Return the first later spell of another holder that the side of this one's holder concedes, and how."""
        own = max((said_day(holding.claim) or "" for holding in spell.holdings if holding.own), default="")
        start = bisect_left(self._first, max(_first(spell), spell.told[1]))
        found: list[int] = []
        for part in {spell.part, ""}:
            numbers = self._granting.get((spell.holder, part), [])
            for number in islice(numbers, bisect_left(numbers, start), None):
                later, claim = self._later[number]
                if claim and later.holder != spell.holder and (said_day(claim) or "9999") >= own:
                    found.append(number)
                    break
        if not found:
            return None
        later, claim = self._later[min(found)]
        return (later, claim) if claim else None


def _last_told(holdings: Iterable[Holding], undated: str = "") -> dict[str, str]:
    """Return the last day that each voice, and each side, tells of."""
    last: dict[str, str] = {}
    for holding in holdings:
        side = side_of(holding.claim)
        for teller in (holding.voice, *([f"{side}, the same side,"] if side else [])):
            if day := holding.day or undated:
                last[teller] = max(last.get(teller, ""), day)
    return last


def _until(spell: Spell, following: _Following) -> tuple[When | None, str | None]:
    """Return the end of a spell and why: the next holder's beginning, or the holder's own word that he left."""
    if told := following.told(spell):
        later, teller = told
        return later.since, f"until: {later.holder} follows, as {teller} tells too"
    if spell.until is not None:
        teller = next((h.voice for h in spell.holdings if h.until is not None), spell.holder)
        return spell.until, f"until: the end of the holding, as {teller} tells"
    if granted := following.granted(spell):
        later, claim = granted
        return later.since, f"until: {later.holder} follows, as {voice_of(claim)} concedes"
    return None, None


def _concession(
    spell: Spell, denials: Sequence[Claim], leaving: Sequence[Holding], answers: Answers, holders: Collection[str]
) -> Claim | None:
    """Return the first statement against the speaker's own interest that a spell, or its end, is so."""
    found = [holding.claim for holding in spell.holdings if _against_own(holding, holders)]
    found += answers.conceding(spell)
    last: dict[str | None, tuple[str, str, str, int, str]] = {}
    for claim in denials:
        last[side_of(claim)] = order(claim)
    for holding in _about_then(
        spell, leaving
    ):  # "we left" grants it to who came then, unless that side denies it later
        lost = holding.claim.event.kind == "control-loss"
        if lost or last.get(holding.holder, ("",)) < order(holding.claim):
            found.append(holding.claim)
    return min(found, key=order, default=None)


def _about_then(spell: Spell, leaving: Sequence[Holding]) -> list[Holding]:
    """Return who left that place or part, by the word of his own side, within days of the beginning of a spell."""
    if spell.since is None:
        return []
    first = bisect_left(leaving, shifted(_first(spell), -_CAME), key=lambda holding: holding.day or "")
    last = bisect_right(leaving, shifted(_first(spell), _CAME), key=lambda holding: holding.day or "")
    return [h for h in leaving[first:last] if h.holder != spell.holder and h.part in {spell.part, ""}]


def _against_own(holding: Holding, holders: Collection[str]) -> bool:
    """Tell a statement against the speaker's own side: "it was lost" is one of a side that holds something there."""
    claim, side = holding.claim, side_of(holding.claim)
    if holding.until is not None:
        return holding.own
    loser = claim.event.actor.side if claim.event.actor else side if side in holders else None
    lost = claim.event.kind == "control-loss" and loser == side
    return side is not None and side != holding.holder and (claim.stance is Stance.CONCEDES or lost)


def _row(
    spell: Spell,
    place: Place,
    until: When | None,
    why: str | None,
    denials: Sequence[Claim],
    conceding: Claim | None,
) -> Control:
    conceded = None
    if conceding is not None:
        conceded = Concession(voice_of(conceding), side_of(conceding), said_day(conceding), conceding.id)
    return Control(
        id=_id(spell, until),
        place=place,
        holder=spell.holder,
        since=spell.since,
        until=until,
        according_to=tuple(sorted({holding.voice for holding in spell.holdings})),
        denied_by=tuple(sorted({voice_of(claim) or claim.outlet or "the outlet" for claim in denials})),
        conceded=conceded,
        claims=tuple(dict.fromkeys(holding.claim.id for holding in spell.holdings)),
        because=(_why_since(spell), *([why] if why else [])),
        part=_part(spell),
        layer=_layer(spell, denials, conceded),
        claimants=_claimants(spell),
        denials=tuple(claim.id for claim in denials),
    )


def _id(spell: Spell, until: When | None) -> str:
    ends = (_first(spell), (until.start if until and spell.since is None else None) or "")
    return hashlib.sha256("\0".join(["control", spell.place, spell.part, spell.holder, *ends]).encode()).hexdigest()[
        :16
    ]


def _why_since(spell: Spell) -> str:
    if spell.since is None:
        return "since: nobody tells a day"
    return "since: the day on which it was announced" if spell.announced else "since: as told"


def _part(spell: Spell) -> str | None:
    """Return the part as most of the claims write it."""
    written = [h.claim.event.place.part for h in spell.holdings if h.claim.event.place and h.claim.event.place.part]
    counts = Counter(written)
    return min(counts, key=lambda words: (-counts[words], words.lower(), words)) if spell.part else None


def _layer(spell: Spell, denials: Sequence[Claim], conceded: Concession | None) -> Layer:
    if conceded is not None and conceded.side != spell.holder:
        return Layer.CONCEDED
    return Layer.DENIED if denials else Layer.CLAIMED


def _claimants(spell: Spell) -> tuple[Claimant, ...]:
    told: dict[str, list[Holding]] = defaultdict(list)
    for holding in spell.holdings:
        told[holding.voice].append(holding)
    return tuple(
        Claimant(
            name=voice,
            side=next((side for h in holdings if (side := side_of(h.claim))), None),
            since=min((h.since for h in holdings if h.since), key=_finest, default=None),
            until=min((h.until for h in holdings if h.until), key=_finest, default=None),
            claims=tuple(dict.fromkeys(h.claim.id for h in holdings)),
        )
        for voice, holdings in sorted(told.items())
    )


def _finest(when: When) -> tuple[bool, str, str]:
    return (when.precision != "day", when.start or "", when.end or "")


def _by_place_and_time(row: Control) -> tuple[str, ...]:
    since = row.since.start if row.since else None
    until = row.until.start if row.until else None
    return (row.place.name, since or "", until or "9999", row.part or "", row.holder, row.id)
