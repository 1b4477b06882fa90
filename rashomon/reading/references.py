"""Denials that name no event ("denied the statement of X") -> the claim of the same report that they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge
from rashomon.reading.stances import SOFT
from rashomon.records import Claim, Event, Place, Polarity, Stance

ANSWERING = {Stance.DENIES, Stance.DOUBTS, Stance.DECLINES, Stance.UNVERIFIED}
_FAMILY = {
    "control-gain": "control", "control-loss": "control", "control-hold": "control", "withdrawal": "control",
    "advance": "control", "encirclement": "control", "surrender": "control", "attack": "attack", "fighting": "attack",
    "casualties": "attack", "shootdown": "shootdown",
}  # fmt: skip

_OF_SOMEBODY = re.compile(
    r"(?:his|her|their|its) (?:account|claims?|statements?|words|reports?|version)\b", re.IGNORECASE
)
_WHOLE_WAR = re.compile(
    r"\bsince\b|\b(?:in|during|of) the (?:whole |entire )?(?:\w+ )?(?:war|conflict|fighting|hostilities)\b",
    re.IGNORECASE,
)
_MAIN = 0.5  # share of the placed claims that makes a place the one that a report is about
_ELSEWHERE = {"agreement", "meeting", "celebration", "protest"}
_LOCAL = {"attack", "casualties", "shootdown", "fighting", "control-gain", "control-loss", "advance", "encirclement"}
_DISPUTED = {"control-gain", "control-loss", "attack", "casualties", "shootdown", "encirclement"}
_INHERITING = {"control", "attack", "shootdown"}


def place_by_context(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """Give an event without a place that of the one before it of the same family, two paragraphs back at most."""
    done: list[Claim] = []
    for claim in claims:
        family = _FAMILY.get(claim.event.kind)
        if claim.event.place is None and family in _INHERITING and not _WHOLE_WAR.search(claim.words):
            for earlier in reversed(done):
                near = text.count("\n\n", earlier.span.end, claim.span.start) <= 2
                if (
                    near
                    and earlier.event.place
                    and _FAMILY.get(earlier.event.kind) == family
                    and earlier.span.start <= claim.span.start
                ):
                    why = f"place: {earlier.event.place.written}, where what was told before took place"
                    event = replace(claim.event, place=earlier.event.place)
                    claim = replace(claim, event=event, because=(*claim.because, why))  # noqa: PLW2901
                    break
        done.append(claim)
    return tuple(done)


def place_by_report(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give what is said without a place the one place that most of the report is about, if there is one."""
    weights: dict[str, float] = {}
    places: dict[str, Place] = {}
    for claim in claims:
        place = claim.event.place
        if place is not None and place.precision not in {"country", "region"} and claim.event.kind not in _ELSEWHERE:
            key = place.id or fold(place.name)
            weights[key] = weights.get(key, 0) + (2 if claim.event.kind != "other" else 1)
            places.setdefault(key, place)
    if not weights:
        return tuple(claims)
    main = max(sorted(weights), key=lambda key: weights[key])
    if weights[main] < _MAIN * sum(weights.values()):
        return tuple(claims)
    return tuple(_at_main(claim, places[main]) for claim in claims)


def _at_main(claim: Claim, main: Place) -> Claim:
    place, kind = claim.event.place, claim.event.kind
    if kind in _ELSEWHERE or _WHOLE_WAR.search(claim.words):
        return claim
    wider = place is not None and place.precision == "country" and place.id in main.within and kind in _LOCAL
    if place is not None and not wider:
        return claim
    why = f"place: {main.written}, which most of the report is about"
    event = replace(claim.event, place=replace(main, part=None))
    return replace(claim, event=event, score=max(0.1, round(claim.score - 0.1, 2)), because=(*claim.because, why))


def resolve(claims: Sequence[Claim], referring: set[str], knowledge: Knowledge) -> tuple[Claim, ...]:
    """Tie each answering claim to the claim that it answers; one without an event of its own takes that event.

    Args:
        claims: The claims of one report, in the order of the text.
        referring: Ids of the claims whose words speak of somebody's claim.
        knowledge: To tell whose claim "Baku's statement" is.

    """
    done = list(claims)
    for first_round in (True, False):  # what is denied is settled first: a notice speaks of what is contested
        for number, claim in enumerate(claims):
            if claim.stance in ANSWERING and first_round is (claim.stance in {Stance.DENIES, Stance.DOUBTS}):
                done[number] = _resolved(claim, number, done, referring, knowledge)
    return tuple(done)


def _resolved(claim: Claim, number: int, claims: Sequence[Claim], referring: set[str], knowledge: Knowledge) -> Claim:
    if claim.stance is Stance.DECLINES and claim.id not in referring:
        return claim
    answered = _answered(claim, number, claims, referring, knowledge)
    if answered is None:
        soft = claim.event.kind == "other" and any(reason.startswith(SOFT) for reason in claim.because)
        return replace(claim, stance=Stance.ASSERTS, denial=None) if soft else claim
    event = claim.event
    if claim.id in referring and (event.kind == "other" or event.place is None):
        event = _taken_over(answered.event, event)
    elif event.place is None and _same_matter(event, answered.event):
        event = replace(event, place=answered.event.place)
    why = f"answers: {_who(answered)}: '{answered.words[:60]}'"
    target = answered.answers if answered.stance in ANSWERING else answered.id
    return replace(claim, event=event, answers=target, because=(*claim.because, why))


def _taken_over(answered: Event, own: Event) -> Event:
    if own.kind != "other":
        return replace(own, place=own.place or answered.place, when=own.when or answered.when)
    place = own.place if own.place and own.place.precision not in {"country", "unknown"} else answered.place
    return replace(answered, polarity=Polarity.POSITIVE, place=place, figures=own.figures or answered.figures)


def _answered(
    claim: Claim, number: int, claims: Sequence[Claim], referring: set[str], knowledge: Knowledge
) -> Claim | None:
    refers = claim.id in referring
    best: tuple[float, int] | None = None
    chosen: Claim | None = None
    contested = {other.answers for other in claims if other.answers and other.stance is Stance.DENIES}
    acts = _acts(claims)
    for other_number, other in enumerate(claims):
        if other is claim or other.stance in {Stance.WISHES, Stance.ASKS} or other.id in referring:
            continue
        if other.stance in ANSWERING and not (refers and other.stance is Stance.DENIES and other_number < number):
            continue  # what somebody denied before may be what this one speaks of, too
        elaborates = refers and other.stance is Stance.DENIES and 0 < number - other_number <= 2
        if claim.speaker is not None and _same_speaker(claim, other) and not elaborates:
            continue
        if other.span.start < claim.span.end and claim.span.start < other.span.end and other.speaker is None:
            continue
        if other.event.kind == "other" and not (refers and other.speaker is not None):
            continue
        if not refers and not _same_matter(claim.event, other.event):
            continue
        score = _score(claim, acts[number], other, acts[other_number], knowledge)
        if other.id in contested and claim.stance is Stance.UNVERIFIED:
            score += 4.0
        if score > -20 and (best is None or (score, -other_number) > best):
            best, chosen = (score, -other_number), other
    return chosen


def _acts(claims: Sequence[Claim]) -> list[int]:
    """Return the number of the act of speech of each claim: of several claims in one, a denial means the first."""
    numbers: list[int] = []
    before: object = None
    for claim in claims:
        act = (claim.speaker.span if claim.speaker else None, claim.cue.span if claim.cue else claim.span)
        numbers.append((numbers[-1] if numbers else -1) + (act != before))
        before = act
    return numbers


def _score(claim: Claim, number: int, other: Claim, other_number: int, knowledge: Knowledge) -> float:
    before = other_number < number
    score = -1.0 * (number - other_number) if before else -4.0 - 1.5 * (other_number - number)
    words = fold(claim.words)
    if other.speaker is not None:
        score += 1.5
        names = [n for n in (other.speaker.name, other.speaker.body) if n]
        if any(fold(name).split(" ")[-1] in words for name in names):
            score += 8
        if other.speaker.side and _names_side(claim.words, other.speaker.side, knowledge):
            score += 5
        if claim.speaker and other.speaker.side and claim.speaker.side and other.stance not in ANSWERING:
            score += 2.0 if other.speaker.side != claim.speaker.side else -3.0
    elif claim.stance is Stance.UNVERIFIED:
        score -= 2.0
    accused = other.event.actor.side if other.event.actor else None
    if accused and claim.speaker and accused == claim.speaker.side and claim.stance is not Stance.UNVERIFIED:
        score += 4.0  # who denies is whom the claim accuses
    if other.event.kind in {"other", "meeting", "celebration", "threat", "fighting", "control-hold", "aid"}:
        score -= 3.0
    if _OF_SOMEBODY.match(claim.words) and before and number - other_number <= 2 and other.speaker is not None:
        return score + 9.0  # "his account": that of the one who spoke last
    if claim.event.kind != "other" and _same_matter(claim.event, other.event):
        score += 3.0
    if claim.stance in {Stance.UNVERIFIED, Stance.DECLINES} and other.event.kind in _DISPUTED:
        score += 3.0
    elif other.event.kind in _DISPUTED:
        score += 1.5
    if claim.event.place and other.event.place:
        score += 3.0 if _same_place(claim.event, other.event) else -4.0
    return score


def _names_side(words: str, side: str, knowledge: Knowledge) -> bool:
    for word in re.findall(r"[A-Z][\w’'-]+", words):
        bare = re.sub(r"[’']s?$", "", word)
        if side in {knowledge.side_named(bare), knowledge.capital_side(bare)}:
            return True
    return False


def _same_speaker(one: Claim, other: Claim) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return (one.speaker.name, one.speaker.body, one.speaker.role) == (
        other.speaker.name,
        other.speaker.body,
        other.speaker.role,
    )


def _same_matter(one: Event, other: Event) -> bool:
    return _FAMILY.get(one.kind, one.kind) == _FAMILY.get(other.kind, other.kind)


def _same_place(one: Event, other: Event) -> bool:
    if one.place is None or other.place is None:
        return False
    if one.place.id and other.place.id:
        return (
            one.place.id == other.place.id or one.place.id in other.place.within or other.place.id in one.place.within
        )
    return fold(one.place.name) == fold(other.place.name)


def _who(claim: Claim) -> str:
    if claim.speaker is None:
        return "the outlet"
    return claim.speaker.name or claim.speaker.role or claim.speaker.words or "somebody"
