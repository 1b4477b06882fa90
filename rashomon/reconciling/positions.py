"""The claims of one matter -> positions: who gives which answer, who denies it and how."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import number_of, order, said_day
from rashomon.reconciling.lineages import Telling, count_independent
from rashomon.reconciling.matters import Matter, one_place
from rashomon.reconciling.tolls import Tolls, interval_of
from rashomon.records import Claim, Denial, Modality, Outlet, Polarity, Position, Stance

# What rival sides count of one event; two counts that cannot both hold answer each other.
_TOLLS = frozenset(
    {
        "abducted",
        "aircraft",
        "captured",
        "detained",
        "displaced",
        "drones",
        "helicopters",
        "killed",
        "missing",
        "wounded",
    }
)
_SAYING_NO = {Stance.DENIES, Stance.DOUBTS}


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim with the answer that it gives: "yes", or the way in which it says otherwise."""

    claim: Claim
    stance: Stance
    denial: Denial | None


def answers_of(matter: Matter, lineage: Mapping[str, str] | None = None) -> tuple[Answer, ...]:
    """Return what each claim of a matter answers; claims that answer nothing are left out."""
    held = {claim.id for claim in matter.claims}
    controlling = {claim.id for claim in matter.claims if claim.event.kind.startswith("control")}
    answers = [answer for claim in matter.claims if (answer := _plain(matter.about, claim, controlling, held))]
    asserting = [a.claim for a in answers if a.stance is Stance.ASSERTS]
    if matter.about == "control":
        if not asserting:
            answers += (first := _entered(matter) or _holding_first(matter, answers))
            asserting = [a.claim for a in first]
        answers += _counter_control(matter, asserting, lineage or {})
        answers = _re_dated(_rival_holders(answers))
    else:
        answers = _blame(matter, answers)
        answers = _conceded_in_part(_rival_figures(answers))
    return tuple(sorted(answers, key=lambda a: order(a.claim)))


def _conceded_in_part(answers: list[Answer]) -> list[Answer]:
    """Let a side's admission of losses answer the other side's toll, where it names fewer or no number."""
    told: dict[str, dict[str, float]] = defaultdict(dict)  # by side and what: the highest toll
    for answer in answers:
        speaker = answer.claim.speaker
        if answer.stance is Stance.ASSERTS and answer.claim.stance is Stance.ASSERTS and speaker and speaker.side:
            for figure in answer.claim.event.figures:
                if figure.what in _TOLLS and (low := interval_of(figure)[0]) is not None:
                    told[speaker.side][figure.what] = max(low, told[speaker.side].get(figure.what, 0.0))
    return [
        Answer(a.claim, Stance.DENIES, Denial.PARTIAL_CONCESSION)
        if a.stance is Stance.ASSERTS and _admits_less(a.claim, told)
        else a
        for a in answers
    ]


def _admits_less(claim: Claim, told: Mapping[str, Mapping[str, float]]) -> bool:
    """Tell whether a side concedes losses below every toll of another side."""
    side = claim.speaker.side if claim.speaker else None
    if claim.stance is not Stance.CONCEDES or claim.event.kind != "casualties" or side is None:
        return False
    rivals = [tolls for other, tolls in told.items() if other != side and tolls]
    own = [(figure.what, interval_of(figure)[1]) for figure in claim.event.figures if figure.what in _TOLLS]
    return bool(rivals) and all(
        high is not None and high < tolls[what] for what, high in own for tolls in rivals if what in tolls
    )


def _plain(about: str, claim: Claim, controlling: Collection[str], held: Collection[str]) -> Answer | None:
    """Return what a claim answers by itself; `controlling`: claims of control of the matter, `held`: all of it."""
    kind, stance = claim.event.kind, claim.stance
    taking = kind in {"control-gain", "control-loss", "withdrawal", "surrender"}
    answering = claim.answers in controlling
    if about == "control" and not taking and not answering and stance in _SAYING_NO | {Stance.DECLINES}:
        return None
    if stance in _SAYING_NO:
        way = Denial.ATTACK_ON_EVIDENCE if stance is Stance.DOUBTS else Denial.FLAT
        return Answer(claim, Stance.DENIES, claim.denial or way)
    if stance is Stance.DECLINES and claim.answers is None:
        return None
    if stance in {Stance.DECLINES, Stance.UNVERIFIED}:
        return Answer(
            claim, stance, claim.denial or (Denial.NO_COMMENT if stance is Stance.DECLINES else Denial.UNVERIFIED)
        )
    if stance is Stance.CONCEDES and claim.denial is Denial.PARTIAL_CONCESSION and about == "control":
        return Answer(claim, Stance.DENIES, claim.denial)
    if stance is Stance.ASSERTS and claim.answers in held:
        return Answer(claim, Stance.DENIES, claim.denial or Denial.COUNTER_CLAIM)
    if about == "control" and not taking:
        return None
    if claim.event.polarity is Polarity.NEGATIVE:
        if kind == "casualties":
            return Answer(claim, Stance.DENIES, Denial.COUNTER_CLAIM)
        return Answer(claim, Stance.DENIES, claim.denial or Denial.FLAT)
    return Answer(claim, Stance.ASSERTS, None)


def _entered(matter: Matter) -> list[Answer]:
    """Take "they entered the city" for the claim that is answered, where another side says that it holds the city."""
    holding = {c.speaker.side for c in matter.claims if c.event.kind == "control-hold" and c.speaker and c.speaker.side}
    return [
        Answer(claim, Stance.ASSERTS, None)
        for claim in matter.claims
        if claim.event.kind == "advance"
        and claim.event.polarity is Polarity.POSITIVE
        and claim.stance is Stance.ASSERTS
        if claim.denial is None and claim.event.actor and holding - {claim.event.actor.side}
    ]


def _holding_first(matter: Matter, answers: Sequence[Answer]) -> list[Answer]:
    """Take "we hold it" for the claim that is answered, where another side says the same or somebody says no."""
    holds = [claim for claim in matter.claims if (_holding_side(claim) and claim.stance is Stance.ASSERTS)]
    sides = {_holding_side(claim) for claim in holds}
    if not holds:
        return []
    first = _holding_side(min(holds, key=order))
    ids = {claim.id for claim in holds}
    denied = any(
        answer.claim.answers in ids and (answer.claim.speaker is None or answer.claim.speaker.side != first)
        for answer in answers
    )
    if len(sides) < 2 and not denied:
        return []
    answered = {answer.claim.id for answer in answers}
    return [
        Answer(claim, Stance.ASSERTS, None)
        for claim in holds
        if _holding_side(claim) == first and claim.id not in answered
    ]


def _holding_side(claim: Claim) -> str | None:
    """Return the side that holds the place by a claim that somebody does; by words without a doer, the speaker's."""
    if claim.event.kind != "control-hold" or claim.event.polarity is not Polarity.POSITIVE:
        return None
    if claim.event.actor is not None:
        return claim.event.actor.side
    return claim.speaker.side if claim.speaker else None


def _counter_control(matter: Matter, asserting: list[Claim], lineage: Mapping[str, str]) -> list[Answer]:
    """Find "we hold it", "fighting goes on there" and "they only entered the outskirts" among the claims."""
    if not asserting:
        return []
    said = {claim.id for claim in asserting}
    said_yes = {speaking(claim) for claim in asserting}
    yes_sides = {
        claim.speaker.side
        for claim in asserting
        if claim.speaker and claim.speaker.side and claim.stance is not Stance.CONCEDES
    }
    holders = {holder for claim in asserting if (holder := holder_of(claim))}
    left = _leaving(asserting)
    taken = min((c.published for c in asserting if c.published), default="")
    told = _first_told(matter, lineage)
    found = []
    for claim in matter.claims:
        kind = claim.event.kind
        if (
            kind not in {"control-hold", "fighting", "advance"}
            or claim.stance not in {Stance.ASSERTS, Stance.CONCEDES}
            or (claim.denial is Denial.PARTIAL_CONCESSION and claim.stance is Stance.CONCEDES)
        ):
            continue
        if (side := _holding_side(claim)) and side in holders and claim.speaker and claim.speaker.side in (None, side):
            if claim.answers not in said and claim.id not in said:
                found.append(Answer(claim, Stance.ASSERTS, None))
            continue
        if claim.speaker is None or speaking(claim) in said_yes:
            continue
        if claim.speaker.side in yes_sides and not (kind == "fighting" and claim.event.modality is Modality.ONGOING):
            continue  # of one side only "it still goes on" contradicts "it is taken"
        if told.get(_telling(claim, lineage), taken) < taken:
            continue  # first published before anybody's that the place was taken: it answers nothing yet
        if kind == "control-hold" and left and _holding_side(claim) not in left:
            continue  # one side left, and the other says that it is there
        if kind == "control-hold":
            if claim.event.polarity is Polarity.POSITIVE and _holding_side(claim) not in holders:
                found.append(Answer(claim, Stance.DENIES, claim.denial or Denial.COUNTER_CLAIM))
            elif claim.event.polarity is Polarity.NEGATIVE and holder_of(claim) in holders:
                found.append(Answer(claim, Stance.DENIES, claim.denial or Denial.FLAT))
        elif kind == "fighting":
            known = claim.speaker.side is not None and claim.event.polarity is Polarity.POSITIVE
            if claim.event.modality is Modality.ONGOING or known:
                found.append(Answer(claim, Stance.DENIES, claim.denial or Denial.COUNTER_CLAIM))
        elif claim.denial is Denial.PARTIAL_CONCESSION:
            found.append(Answer(claim, Stance.DENIES, claim.denial))
    return found


def _leaving(asserting: Sequence[Claim]) -> frozenset[str]:
    """Return the sides that are said to have left, where nobody is said to have taken the place."""
    if any(holder_of(claim) for claim in asserting):
        return frozenset()
    gone = (claim for claim in asserting if claim.event.kind in {"withdrawal", "control-loss"})
    sides = (
        (claim.event.actor.side if claim.event.actor else None) or (claim.speaker.side if claim.speaker else None)
        for claim in gone
    )
    return frozenset(side for side in sides if side)


def _first_told(matter: Matter, lineage: Mapping[str, str]) -> dict[str, str]:
    """Return when each telling was first published: a late reprint counts from the day of what it repeats."""
    first: dict[str, str] = {}
    for claim in matter.claims:
        if claim.published:
            telling = _telling(claim, lineage)
            first[telling] = min(first.get(telling, claim.published), claim.published)
    return first


def _telling(claim: Claim, lineage: Mapping[str, str]) -> str:
    return lineage.get(claim.report, claim.report)


def _rival_holders(answers: list[Answer]) -> list[Answer]:
    """Let a second holder of one place answer the first: both cannot hold it at once."""
    yes = sorted((a for a in answers if a.stance is Stance.ASSERTS), key=lambda a: order(a.claim))
    first = next((holder_of(a.claim) for a in yes if holder_of(a.claim)), None)
    changed = []
    for answer in answers:
        holder = holder_of(answer.claim)
        rival = answer.stance is Stance.ASSERTS and holder and first and holder != first
        if rival and answer.claim.event.kind == "control-gain" and answer.claim.stance is not Stance.CONCEDES:
            changed.append(Answer(answer.claim, Stance.DENIES, Denial.COUNTER_CLAIM))
        else:
            changed.append(answer)
    return changed


def _re_dated(answers: list[Answer]) -> list[Answer]:
    """Let "we left it on the 5th", said by who lost the place, answer "we took it on the 9th"."""
    taken = [
        day
        for a in answers
        if a.stance is Stance.ASSERTS and a.claim.event.kind == "control-gain" and (day := _told_day(a.claim))
    ]
    if not taken:
        return answers
    first = number_of(min(taken))
    changed = []
    for answer in answers:
        day = _told_day(answer.claim)
        left = (
            answer.stance is Stance.ASSERTS
            and answer.claim.event.kind in {"withdrawal", "control-loss"}
            and answer.claim.stance is Stance.CONCEDES
        )
        if left and day and first - number_of(day) >= 1:
            changed.append(Answer(answer.claim, Stance.DENIES, Denial.RE_DATING))
        else:
            changed.append(answer)
    return changed


def _told_day(claim: Claim) -> str | None:
    when = claim.event.when
    return (
        when.start[:10]
        if when is not None and when.start and when.precision in {"day", "part-of-day", "hour", "minute"}
        else None
    )


def holder_of(claim: Claim) -> str | None:
    """Return the side that holds the place if a claim of control is so, as far as the words tell."""
    event = claim.event
    if event.kind == "control-loss":
        return event.target.side if event.target else None
    if event.kind in {"control-gain", "control-hold"} and event.actor is not None:
        return event.actor.side
    return None


def presumed_holder(claim: Claim) -> str | None:
    """Return the speaker's side for "it is ours", said without naming by whom; an ally may mean another."""
    event = claim.event
    if (
        event.kind != "control-gain"
        or event.actor is not None
        or claim.speaker is None
        or claim.stance is not Stance.ASSERTS
    ):
        return None
    return claim.speaker.side if not event.target or event.target.side != claim.speaker.side else None


def _blame(matter: Matter, answers: list[Answer]) -> list[Answer]:
    """Let two that name different doers of one happening answer each other: the later answers the earlier."""
    if matter.about not in {"attack", "ceasefire", "shootdown"}:
        return answers
    naming = sorted(
        (a for a in answers if a.stance is Stance.ASSERTS and _names_doer(a.claim)), key=lambda a: order(a.claim)
    )
    accusing = [a for a in naming if _accuses(a.claim)]
    if not accusing:
        return answers
    first = accusing[0].claim
    accused = first.event.actor.side if first.event.actor else None
    rival = {a.claim.id for a in naming if a.claim is not first and _points_elsewhere(a.claim, first, accused)}
    return [Answer(a.claim, Stance.DENIES, Denial.COUNTER_CLAIM) if a.claim.id in rival else a for a in answers]


def _names_doer(claim: Claim) -> bool:
    return claim.speaker is not None and claim.event.actor is not None and claim.event.actor.side is not None


def _points_elsewhere(claim: Claim, first: Claim, accused: str | None) -> bool:
    """Tell whether the accused, or another speaker of the same report, names somebody else as the doer."""
    doer = claim.event.actor.side if claim.event.actor else None
    if claim.speaker is None or doer == accused or speaking(claim) == speaking(first):
        return False
    if claim.speaker.side == accused:
        return doer != accused
    fine = claim.event.place is not None and claim.event.place.precision not in {"country", "region"}
    return (
        fine and claim.report == first.report and claim.speaker.side != (first.speaker.side if first.speaker else None)
    )


def _accuses(claim: Claim) -> bool:
    """Tell whether the speaker of one side names another side as the doer."""
    doer, speaker = claim.event.actor, claim.speaker
    if claim.event.kind == "casualties" or doer is None or speaker is None:
        return False
    return doer.side is not None and speaker.side is not None and doer.side != speaker.side


def _rival_figures(answers: list[Answer]) -> list[Answer]:
    """Let a toll whose interval does not meet that of another side answer it."""
    seen = Tolls()
    rivals: set[str] = set()
    for answer in sorted(answers, key=lambda a: order(a.claim)):
        claim = answer.claim
        if answer.stance is not Stance.ASSERTS or claim.speaker is None:
            continue
        for figure in claim.event.figures:
            if figure.what not in _TOLLS:
                continue
            if seen.contradict(claim, figure, speaking(claim)):
                rivals.add(claim.id)
            seen.add(claim, figure, speaking(claim))
    return [Answer(a.claim, Stance.DENIES, Denial.COUNTER_CLAIM) if a.claim.id in rivals else a for a in answers]


def speaking(claim: Claim) -> str:
    """Return what tells the voice of a claim from others: the folded name of its speaker, or the outlet."""
    if claim.speaker is None:
        return f"outlet:{claim.outlet or claim.report}"
    return fold(claim.speaker.name or claim.speaker.body or claim.speaker.role or claim.speaker.words or "")


def voice_of(claim: Claim) -> str | None:
    """Return the name by which a position shows who speaks; None for the outlet itself."""
    speaker = claim.speaker
    if speaker is None:
        return None
    if speaker.name is None and speaker.role and speaker.words:
        return re.sub(r"^(?:the|a|an|its|his|her|their) ", "", speaker.words, flags=re.IGNORECASE)
    return speaker.name or speaker.body or speaker.words or "somebody unnamed"


def positions_of(
    matter: Matter,
    answers: tuple[Answer, ...],
    *,
    outlets: Mapping[str, Outlet],
    lineage: Mapping[str, str],
    told: Mapping[str, Telling] | None = None,
) -> tuple[Position, ...]:
    """Roll answers up into positions, in the order of the time in which each was first taken."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[_group(answer)].append(answer)
    made = [_position(matter, key, group, outlets, lineage, told or {}) for key, group in groups.items()]
    return tuple(
        sorted(
            made,
            key=lambda p: (p.first or "9999", p.stance is not Stance.ASSERTS, p.stance, p.denial or "", p.proposition),
        )
    )


def _group(answer: Answer) -> tuple[str, str]:
    """Return what answers have in common that stand in one position: yes, or the way in which they say otherwise."""
    if answer.stance is Stance.ASSERTS:
        return (Stance.ASSERTS, "")
    return (answer.stance, answer.denial or "")


def _position(
    matter: Matter,
    key: tuple[str, str],
    group: list[Answer],
    outlets: Mapping[str, Outlet],
    lineage: Mapping[str, str],
    told: Mapping[str, Telling],
) -> Position:
    claims = sorted((answer.claim for answer in group), key=order)
    conceding = {claim.id for claim in claims if claim.stance is Stance.CONCEDES}
    asserted = [claim for claim in claims if claim.id not in conceding] or claims
    sides = {claim.speaker.side for claim in asserted if claim.speaker and claim.speaker.side}
    for claim in claims:
        if claim.speaker is None and claim.outlet and (known := outlets.get(claim.outlet)) and known.side:
            sides.add(known.side)
    days = [day for claim in claims if (day := said_day(claim))]
    return Position(
        stance=Stance(key[0]),
        proposition=_proposition(matter, group, claims),
        sides=tuple(sorted(side for side in sides if side)),
        speakers=tuple(sorted({voice for claim in claims if (voice := voice_of(claim))})),
        claims=tuple(claim.id for claim in claims),
        outlets=tuple(sorted({claim.outlet for claim in claims if claim.outlet})),
        lineages=_independent(claims, lineage, told),
        first=min(days, default=None),
        last=max(days, default=None),
        denial=Denial(key[1]) if key[1] else None,
        channels=tuple(sorted({claim.channel for claim in claims if claim.channel})),
    )


def _independent(claims: list[Claim], lineage: Mapping[str, str], told: Mapping[str, Telling]) -> int:
    """Count the tellings that repeat nobody, by claim where it is known whose telling a claim is."""
    return count_independent(
        told.get(claim.id) or Telling(lineage.get(claim.report, claim.report), claim.outlet or claim.report)
        for claim in claims
    )


def _proposition(matter: Matter, group: list[Answer], claims: list[Claim]) -> str:
    counter = [
        a.claim
        for a in group
        if a.denial not in {None, Denial.FLAT, Denial.NO_COMMENT, Denial.UNVERIFIED, Denial.NON_DENIAL}
    ]
    if matter.about == "control" and group[0].stance is Stance.ASSERTS:
        holder = next((h for claim in claims if (h := holder_of(claim))), None) or next(
            (h for claim in claims if (h := presumed_holder(claim))), None
        )
        known = one_place([claim.event.place for claim in claims if claim.event.place is not None])
        place = known.name if known else None
        if holder and known and place:
            parts = {
                claim.event.place.part for claim in claims if claim.event.place and claim.event.place.id == known.id
            }
            part = parts.pop() if len(parts) == 1 else None  # of the whole, if anybody claims the whole
            return f"{holder} took {part}, {place}" if part else f"{holder} took {place}"
    best = (counter or claims)[0]
    return best.words if len(best.words) <= 160 else best.words[:157].rsplit(" ", 1)[0] + " …"
