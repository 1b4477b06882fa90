"""Claims of control and disputes -> who is said to hold a place from when until when, who denied and who conceded it.

A row is one place or part of it, one holder, one spell. Rows are claims: two may cover one day.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

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
    ordered = sorted(by_id.values(), key=order)
    holdings = find_holdings(ordered)
    answers = Answers(by_id, holdings, disputes)
    spells = find_spells(holdings)
    leaving: dict[str, list[Holding]] = defaultdict(list)
    named: dict[str, list[Place]] = defaultdict(list)
    for claim in ordered:
        if claim.event.place is not None:
            named[place_key(claim) or ""].append(claim.event.place)
    for holding in holdings:
        if holding.until is not None and holding.own:
            leaving[holding.place].append(holding)
    for ends in leaving.values():
        ends.sort(key=lambda holding: holding.day or "")
    made: list[Control] = []
    for key, here in groupby(spells, key=lambda spell: spell.place):
        if place := one_place(named[key]):  # under all its names, as equals
            made += _rows_of_place(list(here), place, leaving[key], answers)
    return tuple(sorted(made, key=_by_place_and_time))


def _rows_of_place(spells: list[Spell], place: Place, leaving: list[Holding], answers: Answers) -> list[Control]:
    following = [_Following.of(spell) for spell in spells]
    denials = [
        answers.denials_of(spell, [other for other in spells if answers.rivals(spell, other)]) for spell in spells
    ]
    holders = {spell.holder for spell in spells}
    conceded = [
        _concession(spell, against, leaving, answers, holders) for spell, against in zip(spells, denials, strict=True)
    ]
    in_time = sorted(range(len(spells)), key=lambda number: (_first(spells[number]), number))
    made = []
    for number, spell in enumerate(spells):
        earliest = bisect_left(in_time, _first(spell), key=lambda n: _first(spells[n]))
        later = (n for n in islice(in_time, earliest, None) if _succeeds(spells[n], spell))
        after = ((following[n], conceded[n]) for n in later)
        until, why = _until(spell, after)
        made.append(_row(spell, place, until, why, denials[number], conceded[number]))
    return made


def _first(spell: Spell) -> str:
    return (spell.since.start if spell.since else None) or ""


def _succeeds(later: Spell, spell: Spell) -> bool:
    """Tell whether a spell that begins later is of another holder; who takes the whole takes its parts."""
    same = later.part in {spell.part, ""} and later.holder != spell.holder
    return same and later.since is not None


@dataclass(frozen=True, slots=True)
class _Following:
    """A spell with those who tell that it began, and the last day that each tells of."""

    spell: Spell
    told: Mapping[str, str]

    @classmethod
    def of(cls, spell: Spell) -> _Following:
        """Return a spell with its tellers."""
        return cls(spell, _last_told((h for h in spell.holdings if h.since is not None or h.begins), _first(spell)))


def _last_told(holdings: Iterable[Holding], undated: str = "") -> dict[str, str]:
    """Return the last day that each voice, and each side, tells of."""
    last: dict[str, str] = {}
    for holding in holdings:
        side = side_of(holding.claim)
        for teller in (holding.voice, *([f"{side}, the same side,"] if side else [])):
            if day := holding.day or undated:
                last[teller] = max(last.get(teller, ""), day)
    return last


def _until(spell: Spell, after: Iterable[tuple[_Following, Claim | None]]) -> tuple[When | None, str | None]:
    """Return the end of a spell and why: the next holder's beginning, or the holder's own word that he left."""
    last = _last_told(spell.holdings)
    own = max((said_day(holding.claim) or "" for holding in spell.holdings if holding.own), default="")
    granted: tuple[When | None, str | None] = (None, None)
    for later, conceding in after:
        tellers = sorted(teller for teller, day in later.told.items() if teller in last and day >= last[teller])
        if tellers:
            return later.spell.since, f"until: {later.spell.holder} follows, as {tellers[0]} tells too"
        if granted[0] is not None or conceding is None or side_of(conceding) != spell.holder:
            continue
        if (said_day(conceding) or "9999") >= own and _first(later.spell) >= spell.told[1]:
            granted = later.spell.since, f"until: {later.spell.holder} follows, as {voice_of(conceding)} concedes"
    if spell.until is not None:
        teller = next((h.voice for h in spell.holdings if h.until is not None), spell.holder)
        return spell.until, f"until: the end of the holding, as {teller} tells"
    return granted


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
    return min(written, key=lambda words: (-written.count(words), words.lower(), words)) if spell.part else None


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
