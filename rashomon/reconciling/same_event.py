"""Do two claims speak of one event? A score from 0 to 1, with its reasons in words.

What keeps two claims apart, whatever else they share: kinds of other families, two places that they themselves name
and of which neither holds the other, days further apart than a window. What is left is weighed: kind and trigger,
place, days, sides and names of the parties, figures, and the words, the rarer the more.

The stance plays no part: who denies a strike speaks of the same strike. Nor does it tell two events apart that other
sides are blamed: rivals blame each other for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import number_of
from rashomon.reconciling.families import FAMILY
from rashomon.reconciling.stems import stem, stems_of
from rashomon.records import Claim, Figure, Party, Place, When

# Of a logistic model, by `python -m training.same_event` on ECB+ train topics and the dev parts of our own gold.
# 0: the pairs there say nothing, or the contrary of sense; it is named as a reason all the same.
WEIGHTS = {
    "bias": -3.35,
    "same kind": 2.03,
    "near kind": -2.03,
    "same trigger": 0.24,
    "other fate": -3.58,
    "other trigger": -1.21,
    "same place named": 0.84,
    "same place meant": 1.30,
    "same country": 0.00,
    "place within": 0.28,
    "other place": -0.54,
    "same day told": 0.08,
    "days apart told": 0.00,
    "days near": 1.38,
    "actor shared": 0.00,
    "target shared": 2.41,
    "party crossed": 1.87,
    "same side": 0.42,
    "other parties": -0.18,
    "figures agree": 0.16,
    "figures differ": 0.00,
    "words alike": 2.77,
    "names shared": 0.14,
    "answers": 4.00,
    "same report": 0.97,
    "same story": 0.66,
    "same story, same trigger": 0.19,
    "other story": -1.63,
}

WINDOW = 6  # days between two happenings that may be one, by whatever days are known: another week is another event
STATE_WINDOW = 21  # the same of who holds or surrounds a place
_WIDE = frozenset({"country", "region"})  # precisions of places that hold others
_STATES = frozenset({"control", "encirclement"})
NAME = 2.0  # how much more a word weighs that is written with a capital inside a sentence

_SHOWN = 6  # shared words that are named
_TRIGGER = re.compile(r"'(?P<word>[^']+)' -> (?P<kind>[\w-]+)$")
_FATES = {"di": "death", "kill": "death", "murd": "death", "execut": "death", "massacr": "death", "slaught": "death",
          "injur": "harm", "wound": "harm", "hurt": "harm", "maim": "harm"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """How surely two claims speak of one event, from 0 to 1, and why, in words; there is always a reason."""

    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of one claim.

    `trigger` is the stem of the word that the event hangs on.
    `place` is what tells it from others; it is `named` where the claim's own words do so, not the report around them.
    `days` are of the event itself, as its words tell; `known` are those, or else the day of saying or publishing.
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
        rarity: The weights of stems from `rashomon.reconciling.stems.rarity_of`; without it, all words weigh alike.

    """
    return compare(sketch(one), sketch(two), rarity or {})


def sketch(claim: Claim, *, story: str | None = None) -> Sketch:
    """Make a claim ready for comparing; `story` names the group of reports that its report belongs to."""
    event = claim.event
    kind = event.kind
    trigger = trigger_of(claim)
    words, names = stems_of(claim.words)
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
    kinds = " and ".join(sorted({one.claim.event.kind, two.claim.event.kind}))
    same = one.claim.event.kind == two.claim.event.kind or one.family in _STATES  # taken, lost, held: one question
    known = one.trigger is not None and two.trigger is not None
    fates = {_FATES.get(each.trigger or "") for each in (one, two)}
    other = known and one.trigger != two.trigger and same and one.family not in _STATES
    words = " and ".join(sorted({each.trigger or "" for each in (one, two)}))
    return {
        "same kind": (float(same), f"kind {kinds}"),
        "near kind": (float(not same), f"kinds {kinds}"),
        "same trigger": (float(known and one.trigger == two.trigger), f"both by the word {words}"),
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
    shared = sorted(actors | targets | crossed)
    unlike = bool((one.target and two.target and not targets) or (one.actor and two.actor and not actors))
    return {
        "actor shared": (float(bool(actors)), f"same actor: {', '.join(sorted(actors))}"),
        "target shared": (float(bool(targets)), f"same target: {', '.join(sorted(targets))}"),
        "party crossed": (float(bool(crossed) and not actors | targets), f"same party: {', '.join(shared)}"),
        "same side": (float(bool(sides)), f"same side: {', '.join(sorted(sides))}"),
        "other parties": (float(unlike and not shared), "parties of other names"),
    }


def _figures(ours: Sequence[Figure], theirs: Sequence[Figure]) -> dict[str, tuple[float, str]]:
    agree: list[str] = []
    differ: list[str] = []
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
    left = {stem: rarity.get(stem, 1.0) * (NAME if stem in one.names else 1.0) for stem in one.words}
    right = {stem: rarity.get(stem, 1.0) * (NAME if stem in two.names else 1.0) for stem in two.words}
    shared = sorted(left.keys() & right.keys(), key=lambda stem: (-(left[stem] + right[stem]), stem))
    total = sum(sorted(left.values())) + sum(sorted(right.values()))
    common = sum(sorted(left[stem] + right[stem] for stem in shared))
    names = [stem for stem in shared if stem in one.names or stem in two.names]
    told = ", ".join(min(one.words[stem], two.words[stem]) for stem in shared[:_SHOWN])
    return {
        "words alike": (common / total if total else 0.0, f"words shared: {told}"),
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


def _party_words(party: Party | None) -> frozenset[str]:
    return frozenset(() if party is None else stems_of(party.name)[0])
