"""Do two claims speak of one event? A score with its reasons; and claims in, the events that they speak of out.

What keeps two claims apart, whatever else they share: kinds of other families, two places that they themselves name
and of which neither holds the other, days further apart than a window. What is left is weighed: kind and trigger, place,
days, sides and names of the parties, figures, and the words, the rarer the more. Claims meet through an index, never all
with all; groups join the likest first, as long as their members are alike on average.

The stance plays no part: who denies a strike speaks of the same strike. Nor does the side that is blamed weigh much:
rivals blame each other for one event.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import heapify, heappop, heappush, nlargest
from math import exp, log

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import number_of, order
from rashomon.reconciling.families import FAMILY
from rashomon.records import Claim, Figure, Party, Place, When

WEIGHTS = {
    "bias": -3.01,
    "same kind": 1.70,
    "near kind": -1.70,
    "same trigger": 0.17,
    "other fate": -3.55,
    "other trigger": -1.18,
    "same place named": 0.74,
    "same place meant": 1.30,
    "same country": 0.00,
    "place within": 0.32,
    "other place": -0.51,
    "unknown beside known": 0.00,
    "same day told": 0.19,
    "days apart told": 0.00,
    "days near": 1.56,
    "actor shared": 0.00,
    "target shared": 2.38,
    "party crossed": 1.80,
    "same side": 0.69,
    "other side": 0.00,
    "other parties": -0.16,
    "figures agree": 0.04,
    "figures differ": -0.03,
    "words alike": 2.58,
    "rare words": 0.00,
    "names shared": 0.19,
    "answers": 4.00,
    "same report": 0.95,
    "same story": 0.60,
    "same story, same trigger": 0.32,
    "other story": -1.54,
}

_LEAST = 0.5  # mean score below which two groups stay apart
WINDOW = 6  # days between two happenings that may be one, by whatever days are known: another week is another event
STATE_WINDOW = 21  # the same of who holds or surrounds a place
_WIDE = frozenset({"country", "region"})  # precisions of places that hold others
_STATES = frozenset({"control", "encirclement"})
_ELSEWHERE = 200  # claims imagined beside those given, so that rarity means something among few
_NAME = 2.0  # how much more a word weighs that is written with a capital inside a sentence

# Bounds of the work, not of the score.
_INDEXED = 8  # words of a claim that lead to others
_RECENT = 12  # claims that one key leads to
_CHECKS = 16  # candidates that one claim is compared with
_COMPARED = 6  # members of a group that stand for it
_SHOWN = 6  # shared words that are named
_BAND = 100  # scores are ordered in hundredths: a group need not be weighed again for each that joins it

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TRIGGER = re.compile(r"'(?P<word>[^']+)' -> (?P<kind>[\w-]+)$")
_ENDINGS = re.compile(r"(?:['’]s?|ings?|edly|ed|ers?|ies|es|s|ly|ion|ions)$")
_FORMS = {  # words of one root that no ending shows
    form: root
    for root, forms in {
        "die": "dies died dying dead death deaths",
        "kill": "killing killings",
        "murder": "murders murdered murdering murderer",
        "shoot": "shot shots shooting shootings",
        "fight": "fought fighting",
        "strike": "struck stricken",
        "blow": "blew blown",
        "fall": "fell fallen",
        "lose": "lost loss losses",
        "take": "took taken",
        "flee": "fled",
        "hold": "held",
        "leave": "left",
        "seize": "seizure",
        "occupy": "occupied occupation occupies",
        "injure": "injury injuries",
        "explode": "explosion explosions",
        "invade": "invasion",
        "destroy": "destruction",
    }.items()
    for form in forms.split()
}
_FATES = {"di": "death", "kill": "death", "murd": "death", "execut": "death", "massacr": "death", "slaught": "death",
          "injur": "harm", "wound": "harm", "hurt": "harm", "maim": "harm"}  # fmt: skip
_EMPTY = frozenset(
    """a about after again against all also although an and any are as at be because been before being between both but
    by can could did do does during each for from further had has have he her here him his how i if in into is it its
    just may me might more most must my no nor not now of off on once only or other our out over own said say says she
    should since so some still such than that the their them then there these they this those through to told too
    under until up us very was we were what when where which while who whom whose why will with without would you your
    one two three four five six seven eight nine ten n't""".split()
)


@dataclass(frozen=True, slots=True)
class Link:
    """How surely two claims speak of one event, from 0 to 1, and why, in words; there is always a reason."""

    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of one claim.

    `place` is what tells it from others; it is `named` where the claim's own words do so, and not the report around them.
    `trigger` is the stem of the word that the event hangs on.
    `days` are of the event itself where its words tell them; `known` are those, or else the day of saying or publishing.
    `words` are stems with the form they are written in.
    """

    claim: Claim
    family: str | None
    trigger: str | None
    place: str | None
    named: bool
    days: tuple[int, int] | None
    known: tuple[int, int] | None
    words: Mapping[str, str]
    names: frozenset[str]
    actor: frozenset[str]
    target: frozenset[str]
    story: str | None = None


def link(one: Claim, two: Claim, *, rarity: Mapping[str, float] | None = None) -> Link:
    """Return how surely two claims speak of one event; which of them comes first does not matter.

    Args:
        one: A claim.
        two: Another.
        rarity: The weights of stems from `rarity_of`; without it, all words weigh alike.

    """
    return compare(sketch(one), sketch(two), rarity or {})


def sketch(claim: Claim, *, story: str | None = None) -> Sketch:
    """Make a claim ready for comparing; `story` names the group of reports that its report belongs to."""
    event = claim.event
    kind = event.kind
    trigger = trigger_of(claim)
    words, names = _words(claim.words)
    days = _days(event.when)
    said = days or _days(claim.said_on) or _days(When(claim.published, claim.published) if claim.published else None)
    return Sketch(
        claim,
        None if kind == "other" else FAMILY.get(kind, kind),
        None if trigger is None else stem(trigger),
        None if event.place is None else event.place.id or fold(event.place.name),
        event.place is not None and event.place.written.casefold() in claim.words.casefold(),
        days,
        said,
        words,
        names,
        _party_words(event.actor),
        _party_words(event.target),
        story,
    )


def rarity_of(sketches: Iterable[Sketch]) -> dict[str, float]:
    """Return how rare each stem is among the claims: a wording counts once, however many repeat it; 1 is the rarest."""
    wordings = {frozenset(each.words) for each in sketches}
    held = Counter(stem for wording in wordings for stem in wording)
    total = len(wordings) + _ELSEWHERE
    return {stem: log(total / number) / log(total) for stem, number in held.items()}


def compare(one: Sketch, two: Sketch, rarity: Mapping[str, float]) -> Link:
    """Return how surely two claims speak of one event; 0 where something keeps them apart."""
    if apart := keeps_apart(one, two):
        return Link(0.0, (apart,))
    score, because = WEIGHTS["bias"], []
    for name, (value, reason) in aspects(one, two, rarity).items():
        score += WEIGHTS[name] * value
        if value and reason:
            because.append(reason)
    return Link(1 / (1 + exp(-score)), tuple(because))


def keeps_apart(one: Sketch, two: Sketch) -> str | None:
    """Return what rules out that two claims speak of one event, None where nothing does."""
    if one.family is None or one.family != two.family:
        return f"other kinds: {' and '.join(sorted((one.claim.event.kind, two.claim.event.kind)))}"
    if one.named and two.named and are_apart(one.claim.event.place, two.claim.event.place):
        names = sorted(place.name for place in (one.claim.event.place, two.claim.event.place) if place)
        return f"other places: {', '.join(names)}"
    gap = _gap(one.known, two.known)
    if gap is not None and gap > window_of(one.family):
        return f"{gap} days apart"
    return None


def are_apart(one: Place | None, two: Place | None) -> bool:
    """Return whether two places are known to be two: neither is, or holds, the other.

    Two names that are not resolved are apart where they share no word ("Sand Quarry", "the quarry" do); one that is not
    resolved may be a part of one that is, and a region may hold a place whose holders are not known.
    """
    if one is None or two is None or (one.id is None) != (two.id is None):
        return False
    if one.id is None or two.id is None:
        return not set(fold(one.name).split()) & set(fold(two.name).split())
    if one.id == two.id or one.id in two.within or two.id in one.within or fold(one.name) == fold(two.name):
        return False
    if one.precision == two.precision == "country":
        return True
    return not any(a.precision in _WIDE and not b.within for a, b in ((one, two), (two, one)))


def window_of(family: str | None) -> int:
    """Return how many days may lie between two claims on one event of a family."""
    return STATE_WINDOW if family in _STATES else WINDOW


def aspects(one: Sketch, two: Sketch, rarity: Mapping[str, float]) -> dict[str, tuple[float, str]]:
    """Return what is weighed of two claims that nothing keeps apart: each value with its reason in words."""
    return {
        **_kinds(one, two),
        **_places(one, two),
        **_times(one, two),
        **_parties(one, two),
        **_figures(one.claim.event.figures, two.claim.event.figures),
        **_wording(one, two, rarity),
        **_reports(one, two),
    }


def trigger_of(claim: Claim) -> str | None:
    """Return the word that the event hangs on, as the reasons of the claim name it: "'shelled' -> attack"."""
    for reason in claim.because:
        named = _TRIGGER.match(reason)
        if named and named["kind"] == claim.event.kind:
            return named["word"]
    return None


def _kinds(one: Sketch, two: Sketch) -> dict[str, tuple[float, str]]:
    kinds = sorted({one.claim.event.kind, two.claim.event.kind})
    known = one.trigger is not None and two.trigger is not None
    same = known and one.trigger == two.trigger
    fates = {_FATES.get(each.trigger or "") for each in (one, two)}
    other = known and not same and len(kinds) == 1
    words = " and ".join(sorted({each.trigger or "" for each in (one, two)}))
    return {
        "same kind": (float(len(kinds) == 1), f"kind {kinds[0]}"),
        "near kind": (float(len(kinds) == 2), f"kinds {' and '.join(kinds)}"),
        "same trigger": (float(same), f"both by the word {words}"),
        "other fate": (float(other and None not in fates and len(fates) == 2), f"other fates: {words}"),
        "other trigger": (float(other and None in fates), f"by other words: {words}"),
    }


def _places(one: Sketch, two: Sketch) -> dict[str, tuple[float, str]]:
    names = " / ".join(sorted({each.claim.event.place.name for each in (one, two) if each.claim.event.place}))
    relation = _relation(one, two)
    surely = one.named and two.named
    return {
        "same place named": (float(relation == "same" and surely), f"place {names}"),
        "same place meant": (float(relation == "same" and not surely), f"place {names}, by what stands around one"),
        "same country": (float(relation == "country"), f"country {names}"),
        "place within": (float(relation == "within"), f"one place within the other: {names}"),
        "other place": (float(relation == "apart"), f"places that may be others: {names}"),
        "unknown beside known": (float(relation == "open"), ""),
    }


def _relation(one: Sketch, two: Sketch) -> str | None:
    """Return how the places of two claims stand to each other, None where one has none."""
    here, there = one.claim.event.place, two.claim.event.place
    if here is None or there is None:
        return None
    if one.place == two.place or fold(here.name) == fold(there.name):
        return "country" if here.precision == "country" else "same"
    if are_apart(here, there):
        return "apart"
    return "within" if here.id in there.within or there.id in here.within else "open"


def _times(one: Sketch, two: Sketch) -> dict[str, tuple[float, str]]:
    told, known = _gap(one.days, two.days), _gap(one.known, two.known)
    near = 0.0 if known is None else max(0.0, 1 - known / WINDOW)
    return {
        "same day told": (float(told == 0), "same day"),
        "days apart told": (float(bool(told)), f"{told} days apart" if told != 1 else "a day apart"),
        "days near": (near if told is None else 0.0, "told of in the same days"),
    }


def _parties(one: Sketch, two: Sketch) -> dict[str, tuple[float, str]]:
    first, second = one.claim.event, two.claim.event
    crossed = (one.actor & two.target) | (one.target & two.actor)
    actors, targets = one.actor & two.actor, one.target & two.target
    sides = {
        side
        for mine, theirs in ((first.actor, second.actor), (first.target, second.target))
        if (side := _common_side(mine, theirs))
    }
    others = any(
        mine and theirs and mine.side and theirs.side and mine.side != theirs.side
        for mine, theirs in ((first.actor, second.actor), (first.target, second.target))
    )
    shared = sorted(actors | targets | crossed)
    unlike = bool((one.target and two.target and not targets) or (one.actor and two.actor and not actors))
    return {
        "actor shared": (float(bool(actors)), f"same actor: {', '.join(sorted(actors))}"),
        "target shared": (float(bool(targets)), f"same target: {', '.join(sorted(targets))}"),
        "party crossed": (float(bool(crossed) and not actors | targets), f"same party: {', '.join(shared)}"),
        "same side": (float(bool(sides)), f"same side: {', '.join(sorted(sides))}"),
        "other side": (float(others), "parties of other sides"),
        "other parties": (float(unlike and not shared), "parties of other names"),
    }


def _figures(ours: Sequence[Figure], theirs: Sequence[Figure]) -> dict[str, tuple[float, str]]:
    agree, differ = [], []
    for mine in ours:
        for other in theirs:
            if mine.what != other.what:
                continue
            met = _at_least(mine) <= _at_most(other) and _at_least(other) <= _at_most(mine)
            (agree if met else differ).append(min(mine.words, other.words))
    return {
        "figures agree": (float(bool(agree)), f"figures agree: {', '.join(sorted(set(agree)))}"),
        "figures differ": (float(bool(differ) and not agree), "figures differ"),
    }


def _wording(one: Sketch, two: Sketch, rarity: Mapping[str, float]) -> dict[str, tuple[float, str]]:
    left = {stem: rarity.get(stem, 1.0) * (_NAME if stem in one.names else 1.0) for stem in one.words}
    right = {stem: rarity.get(stem, 1.0) * (_NAME if stem in two.names else 1.0) for stem in two.words}
    shared = sorted(left.keys() & right.keys(), key=lambda stem: (-(left[stem] + right[stem]), stem))
    total = sum(sorted(left.values())) + sum(sorted(right.values()))
    common = sum(sorted(left[stem] + right[stem] for stem in shared))
    names = [stem for stem in shared if stem in one.names or stem in two.names]
    rare = sum(sorted(rarity.get(stem, 1.0) for stem in shared))
    told = ", ".join(min(one.words[stem], two.words[stem]) for stem in shared[:_SHOWN])
    return {
        "words alike": (common / total if total else 0.0, f"words shared: {told}"),
        "rare words": (min(rare, 5.0) / 5, ""),
        "names shared": (
            min(len(names), 3) / 3,
            f"names shared: {', '.join(min(one.words[stem], two.words[stem]) for stem in names[:_SHOWN])}",
        ),
    }


def _reports(one: Sketch, two: Sketch) -> dict[str, tuple[float, str]]:
    here = one.claim.report == two.claim.report
    told = not here and one.story is not None and two.story is not None
    answers = one.claim.answers == two.claim.id or two.claim.answers == one.claim.id
    return {
        "answers": (float(answers), "one answers the other"),
        "same report": (float(here), "in one report"),
        "same story": (float(told and one.story == two.story), "in reports of one story"),
        "same story, same trigger": (float(told and one.story == two.story and one.trigger == two.trigger), ""),
        "other story": (float(told and one.story != two.story), "in reports of other stories"),
    }


def _common_side(one: Party | None, two: Party | None) -> str | None:
    return one.side if one and two and one.side and one.side == two.side else None


def _at_least(figure: Figure) -> float:
    known = [bound for bound in (figure.low, None if figure.best is None else 0.9 * figure.best) if bound is not None]
    return min(known, default=0.0 if figure.high is not None else float("-inf"))


def _at_most(figure: Figure) -> float:
    known = [bound for bound in (figure.high, None if figure.best is None else 1.1 * figure.best) if bound is not None]
    return max(known, default=float("inf"))


def _days(when: When | None) -> tuple[int, int] | None:
    """Return the first and the last day of an interval of at most a month, as numbers."""
    if when is None or not (when.start or when.end):
        return None
    try:
        first = number_of((when.start or when.end or "")[:10])
        last = number_of((when.end or when.start or "")[:10])
    except ValueError:
        return None
    return (first, last) if 0 <= last - first <= 31 else None


def _gap(one: tuple[int, int] | None, two: tuple[int, int] | None) -> int | None:
    """Return the days between two intervals, 0 where they meet, None where one is not known."""
    return None if one is None or two is None else max(0, one[0] - two[1], two[0] - one[1])


def _words(text: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return the stems of the words that carry meaning, each as written, and those that a capital marks as names."""
    stems: dict[str, str] = {}
    names = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < 2 or word.casefold() in _EMPTY:
            continue
        root = stem(word)
        stems[root] = min(stems.get(root, word.casefold()), word.casefold())
        if word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in ".!?":
            names.add(root)
    return stems, frozenset(names)


@cache
def stem(word: str) -> str:
    """Return a rough stem, enough to bring "shelled", "shelling" and "shells" together.

    >>> stem("shelling"), stem("Convoys"), stem("attackers")
    ('shell', 'convoy', 'attack')
    """
    folded = _FORMS.get(fold(word), fold(word)) or word
    shorter = _ENDINGS.sub("", folded)
    return (shorter if len(shorter) >= 3 else folded).removesuffix("e")[:7]


def _party_words(party: Party | None) -> frozenset[str]:
    return frozenset(() if party is None else _words(party.name)[0])


# Events


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
    rarity = rarity_of(sketches)
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
    weights = {root: rarity.get(root, 1.0) * (_NAME if root in each.names else 1.0) for root in each.words}
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
