"""Claims -> disputes: questions with at least two incompatible positions, with their status and the reasons."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from rashomon.reconciling.days import day_of, order, said_day, spanning
from rashomon.reconciling.lineages import Telling
from rashomon.reconciling.matters import Matter, find_matters, one_place
from rashomon.reconciling.positions import Answer, answers_of, holder_of, positions_of, speaking, voice_of
from rashomon.records import Claim, Concession, Dispute, Outlet, Place, Position, Stance, Status, When
from rashomon.settings import Settings

_IDLE = {
    "other",
    "fighting",
    "meeting",
    "threat",
    "celebration",
    "agreement",
    "advance",
}  # asked about only if somebody denies
_QUESTIONS = {
    "control": "Who holds {place}{on}?",
    "encirclement": "Is {place} encircled{on}?",
    "attack": "What happened in the attack {at}{on}?",
    "shootdown": "Was an aircraft shot down {at}{on}?",
    "ceasefire": "Was the ceasefire kept {at}{on}?",
    "casualties": "How many people were killed, wounded or lost {at}{on}?",
    "surrender": "Who surrendered {at}{on}?",
    "advance": "Did forces advance {at}{on}?",
    "fighting": "Was there fighting {at}{on}?",
    "displacement": "Did people leave {place}{on}?",
    "detention": "Who was captured {at}{on}?",
    "agreement": "Was there an agreement {at}{on}?",
}


def find_disputes(
    claims: Iterable[Claim],
    *,
    outlets: Mapping[str, Outlet],
    lineage: Mapping[str, str],
    settings: Settings,
    told: Mapping[str, Telling] | None = None,
) -> tuple[Dispute, ...]:
    """Return every dispute among the claims, by time and then id; the order of the claims does not matter.

    Args:
        claims: The claims of all reports.
        outlets: What is known of outlets, by name.
        lineage: The lineage of each report.
        settings: The windows of time.
        told: Whose telling each claim is, so that support is counted in lineages; by the report where it is missing.

    """
    disputes: dict[str, Dispute] = {}
    for matter in find_matters(claims, settings):
        dispute = _dispute(matter, outlets, lineage, told or {})
        if dispute is not None:
            disputes.setdefault(dispute.id, dispute)
    distinct = _without_repeats(list(disputes.values()))
    return tuple(sorted(distinct, key=lambda d: (d.when.start if d.when and d.when.start else "9999", d.id)))


def _dispute(
    matter: Matter, outlets: Mapping[str, Outlet], lineage: Mapping[str, str], told: Mapping[str, Telling]
) -> Dispute | None:
    answers = _answered_by_others(answers_of(matter, lineage))
    stances = {answer.stance for answer in answers}
    if Stance.ASSERTS not in stances or len(stances) < 2:
        return None
    if matter.about in _IDLE and Stance.DENIES not in stances:
        return None
    by_id = {answer.claim.id: answer.claim for answer in answers}
    positions = positions_of(matter, answers, outlets=outlets, lineage=lineage, told=told)
    place = _place(answers)
    when = spanning(
        sorted(day for a in answers if a.stance is Stance.ASSERTS and (day := day_of(a.claim)))
    ) or spanning(sorted(day for a in answers if (day := day_of(a.claim))))
    conceded = _concession(matter, answers)
    kinds = {a.claim.event.kind for a in answers if a.stance is Stance.ASSERTS}
    about = "casualties" if kinds == {"casualties"} else matter.about
    return Dispute(
        id=_id(matter, place, when, by_id),
        question=_question(about, place, when, answers),
        about=about,
        place=place,
        when=when,
        status=_status(positions, conceded),
        positions=positions,
        because=_because(answers, conceded),
        conceded=conceded,
    )


def _answered_by_others(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Leave out who says no to nobody but himself in one breath, and who has no comment on what does not touch him."""
    told = {(a.claim.report, speaking(a.claim)) for a in answers if a.stance is Stance.ASSERTS}
    asserting = {speaking(a.claim) for a in answers if a.stance is Stance.ASSERTS}
    kept = tuple(
        a
        for a in answers
        if a.stance is Stance.ASSERTS
        or asserting != {speaking(a.claim)}
        or (a.claim.report, speaking(a.claim)) not in told
    )
    said = {a.claim.id for a in kept if a.stance is Stance.ASSERTS}
    one_report = len({a.claim.report for a in kept}) == 1
    narrated = one_report and all(a.claim.speaker is None for a in kept if a.stance is Stance.ASSERTS)
    if narrated and not any(a.claim.answers in said for a in kept if a.stance is not Stance.ASSERTS):
        return tuple(a for a in kept if a.stance is Stance.ASSERTS)  # what an outlet tells is no party's claim
    if all(a.stance in {Stance.ASSERTS, Stance.DECLINES} for a in kept):
        sides = {side for a in kept if a.stance is Stance.ASSERTS and (side := _side_of(a.claim))}
        blamed = {a.claim.event.actor.side for a in kept if a.stance is Stance.ASSERTS and a.claim.event.actor}
        return tuple(
            a
            for a in kept
            if a.stance is Stance.ASSERTS or _side_of(a.claim) in blamed - {None} or sides - {_side_of(a.claim)}
        )
    return kept


def _side_of(claim: Claim) -> str | None:
    return claim.speaker.side if claim.speaker else None


def _place(answers: tuple[Answer, ...]) -> Place | None:
    """Return the place of the matter under all names that its claims use, as equals; parts belong to claims."""
    told = [a for a in answers if a.claim.event.place is not None]
    said = [a for a in told if a.stance is Stance.ASSERTS] or told  # an answer may speak of another place besides
    return one_place([a.claim.event.place for a in said if a.claim.event.place is not None])


def _id(matter: Matter, place: Place | None, when: When | None, by_id: Mapping[str, Claim]) -> str:
    where = matter.place or (place.id or place.name if place else None) or min(by_id)
    first = when.start if when and when.start else ""
    return hashlib.sha256("\0".join(["dispute", matter.about, where, first]).encode()).hexdigest()[:16]


def _question(about: str, place: Place | None, when: When | None, answers: tuple[Answer, ...]) -> str:
    template = _QUESTIONS.get(about)
    if template is None or (place is None and about != "casualties"):
        words = next(a.claim.words for a in answers if a.stance is Stance.ASSERTS)
        return f"Is it so that “{words if len(words) <= 120 else words[:117].rsplit(' ', 1)[0] + ' …'}”?"
    on = f" on {_written(when.start)}" if when and when.start else ""
    name = place.name if place else "the place in question"
    at = f"at {place.name}" if place else ""
    return re.sub(r" +(?=[ ?])", "", template.format(place=name, on=on, at=at))


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _written(day: str) -> str:
    year, month, number = day[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def _concession(matter: Matter, answers: tuple[Answer, ...]) -> Concession | None:
    """Return the first statement by which a side gives its own point away."""
    denying = {
        a.claim.speaker.side for a in answers if a.stance is Stance.DENIES and a.claim.speaker and a.claim.speaker.side
    }
    holders = {holder_of(a.claim) for a in answers if a.stance is Stance.ASSERTS}
    for answer in sorted(answers, key=lambda a: order(a.claim)):
        claim = answer.claim
        if claim.stance is not Stance.CONCEDES or answer.stance is not Stance.ASSERTS or claim.speaker is None:
            continue
        side = claim.speaker.side
        if matter.about == "control" and side in holders and side not in denying:
            continue
        return Concession(voice_of(claim), side, said_day(claim), claim.id)
    return None


def _status(positions: tuple[Position, ...], conceded: Concession | None) -> Status:
    if conceded is not None:
        return Status.CONCEDED
    if any(position.stance is Stance.DENIES for position in positions):
        return Status.CONTESTED
    return Status.UNVERIFIED


def _because(answers: tuple[Answer, ...], conceded: Concession | None) -> tuple[str, ...]:
    reasons = []
    for answer in answers:
        if answer.stance is Stance.ASSERTS:
            continue
        who = voice_of(answer.claim) or answer.claim.outlet or "the outlet"
        link = (
            "answers a claim of the same report" if answer.claim.answers else "speaks of the same kind, place and time"
        )
        reasons.append(f"{who}: {answer.denial or answer.stance}, {link}")
    if conceded:
        reasons.append(f"conceded by {conceded.speaker} on {conceded.on or 'an unknown day'}")
    return tuple(dict.fromkeys(reasons))


def _without_repeats(disputes: list[Dispute]) -> list[Dispute]:
    """Drop a dispute all of whose claims stand in another one."""
    sets = {d.id: frozenset(c for p in d.positions for c in p.claims) for d in disputes}
    leading = {key: min(members) for key, members in sets.items()}
    holding: dict[str, set[str]] = {claim: set() for claim in leading.values()}
    for key, members in sets.items():
        for member in members:
            if member in holding:
                holding[member].add(key)
    kept = []
    for dispute in disputes:
        own = sets[dispute.id]
        others = holding[leading[dispute.id]] - {dispute.id}
        covered = any(own < sets[o] or (own == sets[o] and (o < dispute.id)) for o in others)
        if not covered:
            kept.append(dispute)
    return kept
