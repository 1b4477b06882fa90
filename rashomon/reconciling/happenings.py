"""Claims -> happenings: groups that speak of one event, found through an index, never all claims with all.

Groups join the likest first, as long as their members are alike on average and nothing keeps any two of them apart.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush, nlargest

from rashomon.reconciling.days import order
from rashomon.reconciling.same_event import NAME, Link, Sketch, are_apart, compare, sketch, window_of
from rashomon.reconciling.stems import rarity_of
from rashomon.records import Claim

# 2026-11-22, of 0.2, 0.25, 0.3, 0.35 and 0.4: on ECB+ train topics B-cubed F1 over all topics is 0.813, 0.814, 0.817,
# 0.815 and 0.809, pair F1 within topics 0.735, 0.728, 0.723, 0.722 and 0.719; on the development parts of our own gold
# B-cubed F1 falls from 0.714 at 0.2 to 0.707 at 0.3 (wars) and from 0.404 to 0.387 (rivals).
_LEAST = 0.2  # mean score below which two groups stay apart

# Bounds of the work, not of the score.
_INDEXED = 8  # words of a claim that lead to others
_RECENT = 12  # claims that one key leads to
_CHECKS = 16  # candidates that one claim is compared with
_COMPARED = 6  # members of a group that stand for it
_BAND = 100  # scores are ordered in hundredths: a group need not be weighed again for each that joins it


@dataclass(frozen=True, slots=True)
class Happening:
    """Claims that speak of one event, in the order of time, and what they share: nothing where one stands alone."""

    claims: tuple[Claim, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Some claims, by their numbers: with what a further claim must fit."""

    members: tuple[int, ...]
    places: tuple[Sketch, ...]  # one for each place that its claims name
    latest: int | None = None  # first day of the claim that begins last
    earliest: int | None = None  # last day of the claim that ends first


def find_events(claims: Iterable[Claim], *, story: Mapping[str, str] | None = None) -> tuple[Happening, ...]:
    """Group claims by the event that they speak of, each claim in exactly one group; their order does not matter.

    Args:
        claims: Claims of any reports; those of kind `other` stand alone.
        story: For the identifier of a report that of its story: reports of one story speak of one event more often.

    """
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=order)
    sketches = _as_answered([sketch(claim, story=(story or {}).get(claim.report)) for claim in ordered])
    rarity = rarity_of(each.words for each in sketches)
    found = _joined(sketches, _meetings(sketches, rarity), rarity)
    return tuple(_happening([sketches[number] for number in group], rarity) for group in found)


def _as_answered(sketches: Sequence[Sketch]) -> list[Sketch]:
    """Let each answer be of the family of what it answers: "we were not there", of kind other, answers on a strike."""
    by_id = {each.claim.id: each for each in sketches}
    done = []
    for each in sketches:
        at, seen = each, {each.claim.id}
        while at.claim.answers in by_id and at.claim.answers not in seen:
            at = by_id[at.claim.answers]
            seen.add(at.claim.id)
        done.append(replace(each, family=at.family))
    return done


def _meetings(sketches: Sequence[Sketch], rarity: Mapping[str, float]) -> list[tuple[int, int]]:
    """Return pairs of claims worth comparing: each meets the few before it, in time, that share most keys with it."""
    holders: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_RECENT))
    places = {each.claim.id: number for number, each in enumerate(sketches)}
    pairs = []
    for number, each in enumerate(sketches):
        if each.claim.answers in places and places[each.claim.answers] != number:
            pairs.append((places[each.claim.answers], number))
        if each.family is None:
            continue
        met: dict[int, float] = defaultdict(float)
        keys = _keys(each, rarity)
        for key, weight in keys:
            for other in holders[key]:
                met[other] += weight
            holders[key].append(number)
        pairs += [(other, number) for other in nlargest(_CHECKS, met, key=lambda other: (round(met[other], 9), other))]
    return pairs


def _keys(each: Sketch, rarity: Mapping[str, float]) -> list[tuple[tuple[str, str], float]]:
    """Return by what a claim is found, with how much each says: its place and what holds it, days, story, words."""
    family, place = each.family or "", each.claim.event.place
    keys = [((family, f"in {name}"), 0.5) for name in ((each.place, *place.within[:1]) if place and each.place else ())]
    keys += [((family, f"story {each.story}"), 0.5)] if each.story else []
    keys += [((family, f"report {each.claim.report}"), 0.3)]
    keys += [((family, f"day {each.days[0]}"), 0.3)] if each.days else []
    weights = {root: rarity.get(root, 1.0) * (NAME if root in each.names else 1.0) for root in each.words}
    heaviest = nlargest(_INDEXED, weights, key=lambda root: (weights[root], root))
    keys += [((family, f"by {each.trigger}"), 0.3)] if each.trigger else []
    return keys + [((family, root), weights[root]) for root in heaviest]


def _joined(
    sketches: Sequence[Sketch], pairs: Iterable[tuple[int, int]], rarity: Mapping[str, float]
) -> list[tuple[int, ...]]:
    """Join the likest groups first, until none are alike enough; return the members of each.

    A pair may have grown since it was weighed: it is then weighed again, and waits for its turn if it fell behind.
    """
    held = {number: _alone(number, each) for number, each in enumerate(sketches)}
    root = list(range(len(sketches)))
    scores: dict[tuple[int, int], float] = {}

    def of(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def score(one: int, two: int) -> float:
        pair = (min(one, two), max(one, two))
        if pair not in scores:
            scores[pair] = compare(sketches[pair[0]], sketches[pair[1]], rarity).score
        return scores[pair]

    def likeness(one: _Group, two: _Group) -> int:
        if not _fit(sketches, one, two):
            return 0
        crossing = [score(a, b) for a in _standing(one.members) for b in _standing(two.members)]
        return int(_BAND * sum(crossing) / len(crossing))

    waiting = [(-likeness(held[one], held[two]), one, two) for one, two in pairs]
    heapify(waiting)
    while waiting and -waiting[0][0] >= _LEAST * _BAND:
        before, *pair = heappop(waiting)
        one, two = sorted(map(of, pair))
        if one == two:
            continue
        now = -likeness(held[one], held[two])
        if now > before:
            heappush(waiting, (now, one, two))
            continue
        root[two] = one
        held[one] = _together(held[one], held.pop(two))
    return [group.members for _, group in sorted(held.items())]


def _alone(number: int, each: Sketch) -> _Group:
    first, last = each.known or (None, None)
    return _Group((number,), (each,) if each.named else (), first, last)


def _together(one: _Group, two: _Group) -> _Group:
    places = {each.place: each for each in (*two.places, *one.places)}
    latest = [day for day in (one.latest, two.latest) if day is not None]
    earliest = [day for day in (one.earliest, two.earliest) if day is not None]
    members = tuple(sorted(one.members + two.members))
    return _Group(members, tuple(places.values()), max(latest, default=None), min(earliest, default=None))


def _fit(sketches: Sequence[Sketch], one: _Group, two: _Group) -> bool:
    """Return whether nothing keeps any claim of one group apart from any of the other."""
    first, second = sketches[one.members[0]], sketches[two.members[0]]
    if first.family is None or first.family != second.family:
        return False
    if any(are_apart(a.claim.event.place, b.claim.event.place) for a in one.places for b in two.places):
        return False
    both = _together(one, two)
    return both.latest is None or both.earliest is None or both.latest - both.earliest <= window_of(first.family)


def _standing(members: Sequence[int]) -> Sequence[int]:
    """Return the members that stand for a group: spread evenly over the order of time."""
    if len(members) <= _COMPARED:
        return members
    return [members[number * (len(members) - 1) // (_COMPARED - 1)] for number in range(_COMPARED)]


def _happening(members: Sequence[Sketch], rarity: Mapping[str, float]) -> Happening:
    """Return the record of one group, with what its first claim shares with the one that is likest to it."""
    claims = tuple(each.claim for each in members)
    links = [compare(members[0], other, rarity) for other in members[1:]]
    best = max(links, key=lambda each: (each.score, each.because), default=Link(0.0, ()))
    return Happening(claims, best.because)
