"""Claims -> matters: groups that speak of one state (who holds a place) or one happening, found through an index.

Never all pairs: claims meet in a bucket of kind family and place, are put in order of time, and are cut where
a gap of time is wider than the window of that family. A denial joins what it answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import day_of, number_of, order
from rashomon.reconciling.families import FAMILY
from rashomon.records import Claim, Modality, Place, Stance
from rashomon.settings import Settings

_COARSE = {"country", "region", "unknown"}
_LEFT_OUT = {Stance.WISHES, Stance.ASKS, Stance.THREATENS, Stance.PREDICTS, Stance.ORDERS}


@dataclass(frozen=True, slots=True)
class Matter:
    """Claims on one question, in the order of time."""

    about: str
    place: str | None
    claims: tuple[Claim, ...]


def find_matters(claims: Iterable[Claim], settings: Settings) -> tuple[Matter, ...]:
    """Group claims into matters; the result does not depend on their order."""
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=order)
    fine = _fine_places(ordered)
    buckets: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ordered:
        family = FAMILY.get(claim.event.kind)
        place = _place_of(claim, fine)
        if family and place and _counts(claim):
            buckets[family, place].append(claim)
            if family in {"fighting", "advance"}:  # may answer the question who holds the place
                buckets["control", place].append(claim)
    groups: list[tuple[str, str | None, list[Claim]]] = []
    for (family, place), members in sorted(buckets.items()):
        groups += [(family, place, group) for group in _windows(members, family, settings)]
    return _with_answers(groups, {claim.id: claim for claim in ordered})


def _fine_places(claims: Iterable[Claim]) -> dict[tuple[str, str], Place | None]:
    """Return for each report and family the one place finer than a region that its claims name; None if several."""
    found: dict[tuple[str, str], Place | None] = {}
    for claim in claims:
        place, family = claim.event.place, FAMILY.get(claim.event.kind)
        if place is None or family is None or place.precision in _COARSE:
            continue
        key = (claim.report, family)
        known = found.setdefault(key, place)
        if known is not None and _key_of(known) != _key_of(place):
            found[key] = None
    return found


def _place_of(claim: Claim, fine: Mapping[tuple[str, str], Place | None]) -> str | None:
    """Return the key of a claim's place; of a happening told for a whole country, that of the place which is meant.

    "A strike killed twelve in Lirien" and "the strike on Dornik" of one report speak of one place if no other is
    named. Who holds a country is never asked of its town.
    """
    place, family = claim.event.place, FAMILY.get(claim.event.kind)
    meant = fine.get((claim.report, family)) if family else None
    if meant is None or (place is not None and place.precision not in _COARSE):
        return place_key(claim)
    if place is not None and (family in {"control", "encirclement", "advance"} or not _holds(place, meant)):
        return place_key(claim)
    return _key_of(meant)


def _holds(wider: Place, place: Place) -> bool:
    return wider.id is None or wider.id in place.within


def place_key(claim: Claim) -> str | None:
    """Return what tells the place of a claim from others: its id, or its folded name."""
    return _key_of(claim.event.place) if claim.event.place is not None else None


def _key_of(place: Place) -> str:
    return place.id or fold(place.name)


def _counts(claim: Claim) -> bool:
    if claim.stance in _LEFT_OUT:
        return False
    unreal = claim.event.modality in {Modality.PLANNED, Modality.CONDITIONAL, Modality.UNKNOWN}
    return not unreal or claim.stance in {Stance.DENIES, Stance.DOUBTS, Stance.DECLINES, Stance.UNVERIFIED}


def _windows(members: Sequence[Claim], family: str, settings: Settings) -> list[list[Claim]]:
    """Cut a bucket where nobody speaks for longer than the window; claims without a day join the largest part."""
    window = settings.state_window if family in {"control", "encirclement"} else settings.happening_window
    dated = sorted(((day_of(c) or "", c) for c in members if day_of(c)), key=lambda pair: (pair[0], order(pair[1])))
    undated = [c for c in members if not day_of(c)]
    groups: list[list[Claim]] = []
    last: int | None = None
    for day, claim in dated:
        now = number_of(day)
        if last is None or now - last > window:
            groups.append([])
        groups[-1].append(claim)
        last = now
    if undated:
        if groups:
            max(groups, key=lambda group: (len(group), order(group[0]))).extend(undated)
        else:
            groups.append(undated)
    return groups


def _with_answers(groups: list[tuple[str, str | None, list[Claim]]], by_id: dict[str, Claim]) -> tuple[Matter, ...]:
    """Bring each answering claim, whatever its own kind, to the matter of the claim that it answers."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (family, _, members) in enumerate(groups):
        for claim in members:
            if family == FAMILY.get(claim.event.kind):
                holders[claim.id].append(number)
    present: dict[int, set[str]] = {}
    for claim in sorted(by_id.values(), key=order):
        if claim.answers is None or claim.answers not in by_id:
            continue
        answered = by_id[claim.answers]
        if answered.stance in _LEFT_OUT or (claim.event.kind == "casualties" and _asks_who_holds(answered)):
            continue  # of a city that is taken, "nobody was killed" says nothing
        if not holders[answered.id]:
            groups.append((FAMILY.get(answered.event.kind, answered.event.kind), place_key(answered), [answered]))
            holders[answered.id].append(len(groups) - 1)
        for number in holders[answered.id]:
            members = groups[number][2]
            there = present.get(number)
            if there is None:
                there = present[number] = {member.id for member in members}
            if claim.id not in there:
                members.append(claim)
                there.add(claim.id)
    return tuple(Matter(family, place, tuple(sorted(members, key=order))) for family, place, members in groups)


def _asks_who_holds(claim: Claim) -> bool:
    return FAMILY.get(claim.event.kind) == "control"


def one_place(places: Sequence[Place]) -> Place | None:
    """Return one record for what several claims call a place: names that differ stand side by side by alphabet."""
    if not places:
        return None
    keys = [place.id or fold(place.name) for place in places]
    counts = Counter(keys)
    most = min(counts, key=lambda key: (-counts[key], key))
    same = [place for place, key in zip(places, keys, strict=True) if key == most]
    names = sorted({fold(place.name): place.name for place in sorted(same, key=lambda p: p.name)}.values())
    first = same[0]
    return Place(
        name=" / ".join(names[:3]),
        written=first.written,
        id=first.id,
        lat=first.lat,
        lon=first.lon,
        precision=first.precision,
        within=first.within,
    )
