"""Disputes and claims -> the life of each dispute: claimed, repeated, denied, conceded, withdrawn, silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import number_of, order, said_day
from rashomon.reconciling.matters import place_key
from rashomon.reconciling.positions import voice_of
from rashomon.records import Claim, Deed, Dispute, Moment, Stance
from rashomon.settings import Settings

_ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS})
_TAKEN = frozenset({Deed.CLAIMED, Deed.REPEATED, Deed.RECLAIMED})


def with_lives(
    disputes: Iterable[Dispute], claims: Iterable[Claim], *, lineage: Mapping[str, str], settings: Settings
) -> tuple[Dispute, ...]:
    """Return the disputes, in their order, each with its life.

    Args:
        disputes: The disputes.
        claims: The claims of all reports.
        lineage: The lineage of each claim, so that a copy repeats nothing.
        settings: After so many days without a word a side is silent.

    """
    known = {claim.id: claim for claim in claims}
    last_days: dict[str, str] = {}  # of a place, the last on which anybody spoke of it
    for claim in known.values():
        place, day = place_key(claim), said_day(claim)
        if place and day:
            last_days[place] = max(last_days.get(place, day), day)
    return tuple(replace(dispute, life=_life(dispute, known, last_days, lineage, settings)) for dispute in disputes)


def _life(
    dispute: Dispute,
    known: Mapping[str, Claim],
    last_days: Mapping[str, str],
    lineage: Mapping[str, str],
    settings: Settings,
) -> tuple[Moment, ...]:
    told = [
        (claim, position.stance in _ANSWERS)
        for position in dispute.positions
        if position.stance in _ANSWERS | {Stance.ASSERTS, Stance.CONCEDES}
        for claim in (known[key] for key in position.claims if key in known)
    ]
    told.sort(key=lambda each: order(each[0]))
    places = Counter(key for claim, _ in told if (key := place_key(claim)))
    scene = min(places, key=lambda key: (-places[key], key), default="")
    ended = last_days.get(scene)
    moments = _moments(dispute, told, lineage)
    return (*moments, *_silences(moments, [claim for claim, _ in told], ended, settings))


def _moments(dispute: Dispute, told: Sequence[tuple[Claim, bool]], lineage: Mapping[str, str]) -> list[Moment]:
    """Return what each voice did with the point for the first time, and each time that it turned round."""
    moments: list[Moment] = []
    claimed = False
    first: dict[str, str] = {}  # of each lineage, the report that tells; what repeats it repeats nothing
    last: dict[str, tuple[Deed, Claim]] = {}  # of each voice, the last that it did
    for claim, answers in told:
        if first.setdefault(lineage.get(claim.id, claim.report), claim.report) != claim.report:
            continue
        voice = _voice(claim)
        before = last.get(voice)
        what = _deed(dispute, claim, before, answers=answers)
        if what is None:
            continue
        if what is Deed.CLAIMED:
            what, claimed = (Deed.REPEATED if claimed else Deed.CLAIMED), True
        last[voice] = (what, claim)
        side = claim.speaker.side if claim.speaker else None
        moments.append(Moment(said_day(claim), what, voice_of(claim), side, claim.outlet, claim.id))
    return moments


def _deed(dispute: Dispute, claim: Claim, before: tuple[Deed, Claim] | None, *, answers: bool) -> Deed | None:
    """Return what a claim does, given the last that its voice did; None where it says again what it said."""
    done = before[0] if before else None
    if not answers and _concedes(dispute, claim):
        return None if done is Deed.CONCEDED else Deed.CONCEDED
    if not answers:
        if done in {Deed.DENIED, None}:
            return Deed.CLAIMED
        return Deed.RECLAIMED if done is Deed.WITHDRAWN else None
    if before and done in _TAKEN:
        return Deed.WITHDRAWN if _turns(claim, before[1]) else None
    return Deed.DENIED if done is None or done is Deed.CONCEDED else None


def _concedes(dispute: Dispute, claim: Claim) -> bool:
    """Tell whether a claim is the concession of the dispute, or a further one of the same side."""
    conceded = dispute.conceded
    if conceded is None or claim.stance is not Stance.CONCEDES or claim.speaker is None:
        return False
    return claim.id == conceded.claim or (conceded.side is not None and claim.speaker.side == conceded.side)


def _turns(claim: Claim, before: Claim) -> bool:
    """Tell a denial in a later report of what one said oneself from a speaker's "not this, but that"."""
    denies = claim.stance in _ANSWERS or claim.event.polarity is not before.event.polarity
    later = (said_day(claim) or "", claim.published or "") > (said_day(before) or "", before.published or "")
    return denies and later and claim.report != before.report


def _silences(
    moments: Sequence[Moment], told: Sequence[Claim], ended: str | None, settings: Settings
) -> tuple[Moment, ...]:
    """Return the sides that took a position and have said nothing on it since, though others speak of the place."""
    if ended is None:
        return ()
    conceded = {moment.side for moment in moments if moment.what is Deed.CONCEDED}
    spoken = {moment.side for moment in moments if moment.side and moment.side not in conceded}
    last = {claim.speaker.side: claim for claim in told if claim.speaker and claim.speaker.side and said_day(claim)}
    found = []
    for side in sorted(spoken & last.keys()):
        claim = last[side]
        day = said_day(claim)
        if day and number_of(ended) - number_of(day) > settings.state_window:
            found.append(Moment(day, Deed.SILENT, None, side, claim.outlet, claim.id))
    return tuple(sorted(found, key=lambda moment: (moment.on or "", moment.side or "")))


def _voice(claim: Claim) -> str:
    if claim.speaker is None:
        return f"outlet:{claim.outlet or claim.report}"
    return fold(voice_of(claim) or "")
