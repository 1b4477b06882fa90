"""Events that are told without a place -> the place of what was told before, or that the whole report is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.knowledge.folding import fold
from rashomon.reading.parts import taken_over
from rashomon.records import Claim, Place

_FAMILY = {
    "control-gain": "control", "control-loss": "control", "control-hold": "control", "withdrawal": "control",
    "advance": "control", "encirclement": "control", "surrender": "control", "attack": "attack", "fighting": "attack",
    "casualties": "attack", "shootdown": "shootdown",
}  # fmt: skip

_WHOLE_WAR = re.compile(
    r"\bsince\b|\b(?:in|during|of) the (?:whole |entire )?(?:\w+ )?(?:war|conflict|fighting|hostilities)\b",
    re.IGNORECASE,
)
_MAIN = 0.5  # share of the placed claims that makes a place the one that a report is about
_ELSEWHERE = {"agreement", "meeting", "celebration", "protest"}
_LOCAL = {"attack", "casualties", "shootdown", "fighting", "control-gain", "control-loss", "advance", "encirclement"}
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
                    place = taken_over(earlier.event.place, claim.event.kind, claim.words)
                    event = replace(claim.event, place=place)
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


def place_by_lead(claims: Sequence[Claim], lead: Place | None) -> tuple[Claim, ...]:
    """Give what is still said without a place the one that the report opens with.

    "It was a quiet evening at the market of Grozny until rockets fell on it. The army had nothing to do with it."
    """
    return tuple(
        _placed(claim, lead, "with which the report opens") if lead and claim.event.place is None else claim
        for claim in claims
    )


def _placed(claim: Claim, place: Place, reason: str) -> Claim:
    if claim.event.kind in _ELSEWHERE or _WHOLE_WAR.search(claim.words):
        return claim
    why = f"place: {place.written}, {reason}"
    taken = taken_over(replace(place, part=None), claim.event.kind, claim.words)
    event = replace(claim.event, place=taken)
    return replace(claim, event=event, score=max(0.1, round(claim.score - 0.1, 2)), because=(*claim.because, why))


def _at_main(claim: Claim, main: Place) -> Claim:
    place, kind = claim.event.place, claim.event.kind
    wider = place is not None and place.precision == "country" and place.id in main.within and kind in _LOCAL
    if place is not None and not wider:
        return claim
    return _placed(claim, main, "which most of the report is about")
