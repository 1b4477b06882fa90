"""Claims of control and disputes -> who is said to hold a place since when, who denied it, who conceded it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rashomon.reconciling.days import number_of, order
from rashomon.reconciling.matters import one_place, place_key
from rashomon.reconciling.positions import holder_of, presumed_holder, voice_of
from rashomon.records import Claim, Control, Dispute, Modality, Polarity, Stance, When

_EPISODE = 21  # days between two claims of one taking, as for disputes over a state
_NEAR = 3  # days between two claims that may speak of one taking


def find_control(claims: Iterable[Claim], disputes: Sequence[Dispute]) -> tuple[Control, ...]:
    """Return the control table: a row for each place, holder and day from which control is claimed."""
    taking = sorted({claim.id: claim for claim in claims if _takes(claim)}.values(), key=order)
    rows: dict[tuple[str, str], dict[str | None, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    named: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for claim in taking:
        if (holder := holder_of(claim)) and (place := place_key(claim)):
            named[place].append((_since(claim), holder))
    for claim in taking:
        place = place_key(claim)
        holder = holder_of(claim)
        if holder is None and claim.event.kind != "control-loss" and claim.event.actor is not None:
            holder = claim.event.actor.name
        holder = holder or _named_by_others(_since(claim), named.get(place or "", [])) or presumed_holder(claim)
        if holder and place:
            rows[place, holder][_since(claim)].append(claim)
    made = [
        _row(place, holder, day, members, disputes)
        for (place, holder), by_day in sorted(rows.items())
        for day, members in _episodes(by_day)
    ]
    return tuple(
        sorted(
            made,
            key=lambda row: (
                row.place.name,
                row.since.start if row.since and row.since.start else "",
                row.holder,
                row.id,
            ),
        )
    )


def _episodes(by_day: dict[str | None, list[Claim]]) -> list[tuple[str | None, list[Claim]]]:
    """Join the days of one taking: it counts from the first day named; claims without a day join the largest part."""
    episodes: list[tuple[str | None, list[Claim]]] = []
    last: str | None = None
    for day in sorted(day for day in by_day if day):
        if last is not None and number_of(day) - number_of(last) <= _EPISODE:
            episodes[-1][1].extend(by_day[day])
        else:
            episodes.append((day, list(by_day[day])))
        last = day
    if undated := by_day.get(None):
        if episodes:
            max(episodes, key=lambda episode: (len(episode[1]), episode[0] or ""))[1].extend(undated)
        else:
            episodes.append((None, undated))
    return episodes


def _named_by_others(day: str | None, named: list[tuple[str | None, str]]) -> str | None:
    """Return the holder that other claims name for about the same day, for words that leave it out."""
    if day is None:
        undated = {holder for when, holder in named if when is None}
        return undated.pop() if len(undated) == 1 else None
    near = sorted((abs(number_of(when) - number_of(day)), holder) for when, holder in named if when)
    return near[0][1] if near and near[0][0] <= _NEAR else None


def _takes(claim: Claim) -> bool:
    event = claim.event
    real = event.modality in {Modality.HAPPENED, Modality.ONGOING} and event.polarity is Polarity.POSITIVE
    held_since = event.kind == "control-hold" and event.when is not None and event.when.start is not None
    taken = event.kind in {"control-gain", "control-loss"} or held_since
    return real and taken and event.place is not None and claim.stance in {Stance.ASSERTS, Stance.CONCEDES}


def _since(claim: Claim) -> str | None:
    """Return the day from which control is claimed: the event's; failing that, the day on which it was announced."""
    for when in (claim.event.when, claim.said_on):
        if when is not None and when.start:
            return when.start[:10]
    return claim.published[:10] if claim.published else None


def _row(place: str, holder: str, day: str | None, members: list[Claim], disputes: Sequence[Dispute]) -> Control:
    ids = {claim.id for claim in members}
    touching = [
        d
        for d in disputes
        if d.about == "control" and any(ids & set(p.claims) and p.stance is Stance.ASSERTS for p in d.positions)
    ]
    denied = {speaker for d in touching for p in d.positions if p.stance is Stance.DENIES for speaker in p.speakers}
    conceded = next((d.conceded for d in touching if d.conceded), None)
    known = one_place([claim.event.place for claim in members if claim.event.place is not None])
    if known is None:  # cannot be: _takes asks for a place
        raise ValueError("a claim of control without a place")
    voices = {voice_of(claim) or claim.outlet or "the outlet" for claim in members}
    return Control(
        id=hashlib.sha256("\0".join(["control", place, holder, day or ""]).encode()).hexdigest()[:16],
        place=known,
        holder=holder,
        since=When(day, day, "day") if day else None,
        until=None,
        according_to=tuple(sorted(voices)),
        denied_by=tuple(sorted(denied)),
        conceded=conceded,
        claims=tuple(claim.id for claim in members),
        because=("since: the day of the event, or else the day on which it was announced",),
    )
