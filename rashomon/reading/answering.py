"""Claims that answer ("denied the statement of X", "would not comment") -> the claim of the report that they answer.

A log-linear model ranks the claims of the report; its weights stand in knowledge/answers.toml and are found by
`python -m training.answers` on the development parts of our own gold.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.knowledge.folding import fold
from rashomon.knowledge.lexicons import load_table
from rashomon.knowledge.loading import Knowledge
from rashomon.reading.stances import SOFT, TO_A_RIVAL
from rashomon.records import Claim, Denial, Event, Polarity, Stance

ANSWERING = {Stance.DENIES, Stance.DOUBTS, Stance.DECLINES, Stance.UNVERIFIED}
_SAYING_NO = {Stance.DENIES, Stance.DOUBTS}
_NOT_ANSWERED = {Stance.WISHES, Stance.ASKS}
_FAMILY = {
    "control-gain": "control", "control-loss": "control", "control-hold": "control", "withdrawal": "control",
    "advance": "control", "encirclement": "control", "surrender": "control", "attack": "attack", "fighting": "attack",
    "casualties": "attack", "shootdown": "shootdown",
}  # fmt: skip
_DISPUTED = {"control-gain", "control-loss", "attack", "casualties", "shootdown", "encirclement"}
_IDLE = {"agreement", "aid", "celebration", "meeting", "threat"}
_MILD = {"fighting", "control-hold"}
_OF_SOMEBODY = re.compile(
    r"(?:his|her|their|its) (?:account|claims?|statements?|words|reports?|version)\b", re.IGNORECASE
)
_POINTING = re.compile(r"\b(?:this|that|it|these|them)\.?$", re.IGNORECASE)
_ACCUSING = re.compile(r"\b(?:accus|blam|responsib)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    """
    a an and are as at be been being but by did do does for from had has have he her him his i if in into is it its may
    might must my no not of on or our over said says shall she should so some such than that the their them then there
    these they this those to under us was we were what when where which who whom will with would you your
    """.split()  # noqa: SIM905
)
_NEGATION = re.compile(r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)
_REPLY = re.compile(
    r"\b(?:repl|counter|retort|insist|maintain|respond|contradict|answer|stress|reject|den(?:y|ie)|dismiss|refut|disput)",
    re.IGNORECASE,
)
# What one side tells and the other tells against it, whatever the words.
_ODD_KINDS = frozenset(
    {
        *((taken, other) for taken in ("control-gain", "control-loss") for other in ("control-hold", "fighting")),
        ("control-gain", "withdrawal"), ("encirclement", "control-hold"),
        ("advance", "control-hold"), ("casualties", "fighting"), ("casualties", "attack"),
        ("attack", "shootdown"), ("shootdown", "attack"),
    }
)  # fmt: skip
_OURS = re.compile(
    r"\b(?:our|its|their) (?:own )?(?:\w+ )?(?:soldiers|men|troops|servicem[ae]n|fighters|losses|casualties|dead)\b"
    r"|\bservicem[ae]n\b|\b(?:has|have|had) lost\b|\bof us\b",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(r"^(?:no|none|neither|nobody|not|nothing|never)\b|\breturned safely\b", re.IGNORECASE)
_NEAR = 3  # acts of speech between an account and another
_ALIKE = 0.6  # share of the words of the shorter claim that two accounts have in common if they agree
_AKIN = 0.34  # share of the words of the shorter claim that lets two claims of other kinds speak of one thing


@dataclass(frozen=True, slots=True)
class Exchange:
    """The claims of one report, with what the features of a pair need of all of them."""

    claims: tuple[Claim, ...]
    text: str
    acts: tuple[int, ...]  # the act of speech of each claim: of several claims in one, a denial means the first
    stems: tuple[frozenset[str], ...]
    spread: Mapping[str, int]  # how many claims hold a stem
    first: int | None  # the first assertion by somebody that names an event
    referring: frozenset[str]
    knowledge: Knowledge


def load_weights(folder: Path | None = None) -> Mapping[str, float]:
    """Return the weights of knowledge/answers.toml, packaged or of a folder."""
    return {name: float(weight) for name, weight in load_table("answers.toml", folder)["weights"].items()}


def exchange_of(claims: Sequence[Claim], text: str, referring: set[str], knowledge: Knowledge) -> Exchange:
    """Make the claims of a report ready for ranking."""
    stems = tuple(frozenset(w[:5] for w in _WORD.findall(fold(c.words)) if w not in _EMPTY) for c in claims)
    told = (n for n, c in enumerate(claims) if c.speaker and c.stance is Stance.ASSERTS and c.event.kind != "other")
    return Exchange(
        tuple(claims),
        text,
        tuple(_acts(claims)),
        stems,
        Counter(stem for each in stems for stem in each),
        next(told, None),
        frozenset(referring),
        knowledge,
    )


def resolve(
    claims: Sequence[Claim], text: str, referring: set[str], knowledge: Knowledge, weights: Mapping[str, float]
) -> tuple[Claim, ...]:
    """Tie each answering claim to the claim that it answers; one without an event of its own takes that event.

    Args:
        claims: The claims of one report, in the order of the text.
        text: The text of the report.
        referring: Ids of the claims whose words speak of somebody's claim.
        knowledge: To tell whose claim "Baku's statement" is.
        weights: By feature.

    """
    exchange = exchange_of(claims, text, referring, knowledge)
    done = list(claims)
    for first_round in (True, False):  # what is denied is settled first: a notice speaks of what is contested
        for number, claim in enumerate(claims):
            if claim.stance in ANSWERING and first_round is (claim.stance in _SAYING_NO):
                done[number] = _resolved(number, done, exchange, weights)
    for number in range(len(done)):
        _tell_other_account(number, done, exchange, weights)
    return tuple(done)


def _tell_other_account(number: int, done: list[Claim], exchange: Exchange, weights: Mapping[str, float]) -> None:
    """Tie what one side tells otherwise to what the other side told before it; it stays an assertion.

    The later account answers the earlier one, unless the earlier says no or tells of losses of its own.

    benchmarks/gold, development parts, 2026-11-22: of pairs of speakers of two sides whose claims follow one another in
    a report, half are at odds; two thirds where the later one negates, replies, or tells the same kind of event.
    """
    claim = done[number]
    if claim.stance is not Stance.ASSERTS or claim.answers or claim.speaker is None or claim.speaker.side is None:
        return
    replies = bool(_NEGATION.search(claim.words)) or bool(claim.cue and _REPLY.search(claim.cue.words))
    told = [
        other
        for other in range(number)
        if _rivals(claim, done[other])
        and exchange.acts[number] - exchange.acts[other] <= _NEAR
        and (_at_odds(claim.event, done[other].event) or (replies and not _taking_back(claim.event, done[other].event)))
        and not _agree(exchange, number, other)
    ]
    if not told:
        return
    earlier = -max((_weigh(exchange, number, other, set(), weights), -other) for other in told)[1]
    answer, answered = (earlier, number) if _answers_ahead(done[earlier], claim) else (number, earlier)
    why = f"another account than that of {_who(done[answered])}: '{done[answered].words[:60]}'"
    own_loss = done[answer].event.kind == "casualties" and _own_losses(done[answer])
    denial = done[answer].denial or (Denial.PARTIAL_CONCESSION if own_loss else Denial.COUNTER_CLAIM)
    done[answer] = replace(done[answer], answers=done[answered].id, denial=denial, because=(*done[answer].because, why))


def _answers_ahead(earlier: Claim, later: Claim) -> bool:
    """Tell whether a report puts the answer first: what says no, or admits losses that the other side counts higher."""
    if later.event.kind == "other":
        return False
    no, yes = (each.event.polarity is Polarity.NEGATIVE or _NO_EVENT.search(each.words) for each in (earlier, later))
    if bool(no) != bool(yes):
        return bool(no)
    return earlier.event.kind == later.event.kind == "casualties" and _own_losses(earlier) and not _own_losses(later)


def _own_losses(claim: Claim) -> bool:
    """Tell whether a side counts its own dead: "89 servicemen were killed", said by their ministry."""
    if claim.speaker is None or claim.speaker.side is None:
        return False
    target, actor = claim.event.target, claim.event.actor
    if actor is not None and actor.side not in (None, claim.speaker.side):
        return False
    if target is not None and target.side is not None:
        return target.side == claim.speaker.side
    return actor is None and bool(_OURS.search(claim.words))


def _of_two_sides(claim: Claim, other: Claim) -> bool:
    """Tell whether two speakers are known to be of two sides."""
    sides = {speaker.side if speaker else None for speaker in (claim.speaker, other.speaker)}
    return None not in sides and len(sides) > 1


def _rivals(claim: Claim, other: Claim) -> bool:
    """Tell whether another claim is an assertion by a speaker of another side about an event of the codebook."""
    if other.speaker is None or other.speaker.side is None or claim.speaker is None:
        return False
    return (
        other.speaker.side != claim.speaker.side
        and other.stance is Stance.ASSERTS
        and other.answers is None
        and other.event.kind not in _IDLE | {"other"}
    )


def _taking_back(one: Event, earlier: Event) -> bool:
    """Tell whether a place is said to be taken after fighting there was told: who holds it is another question."""
    return one.kind in {"control-gain", "control-loss"} and earlier.kind in {"fighting", "control-hold"}


def _at_odds(one: Event, earlier: Event) -> bool:
    """Tell whether two events of one place are of kinds that two sides tell against each other."""
    if one.place is not None and earlier.place is not None and not _same_place(one, earlier):
        return False
    if (earlier.kind, one.kind) in _ODD_KINDS:
        return True
    if one.kind != earlier.kind or one.kind not in {"attack", "casualties", "shootdown"}:
        return False
    whom = {_whom(figure.of) for event in (one, earlier) for figure in event.figures} - {None}
    return len(whom) < 2


def _whom(of: str | None) -> str | None:
    """Return who is counted, as far as civilians and fighters are told apart."""
    if of is None:
        return None
    return "civilians" if re.search(r"civilian|child|wom[ae]n|resident|inhabitant|people|person", of) else "fighters"


def _agree(exchange: Exchange, number: int, other: int) -> bool:
    """Tell whether two claims say the same in much the same words."""
    one, two = exchange.claims[number].event, exchange.claims[other].event
    return one.polarity is two.polarity and _shared(exchange, number, other) >= _ALIKE and one.figures == two.figures


def _resolved(number: int, done: Sequence[Claim], exchange: Exchange, weights: Mapping[str, float]) -> Claim:
    claim = done[number]
    if claim.stance is Stance.DECLINES and claim.id not in exchange.referring:
        return claim
    contested = {other.answers for other in done if other.answers and other.stance is Stance.DENIES}
    ranked = [(_weigh(exchange, number, other, contested, weights), -other) for other in candidates(exchange, number)]
    answered = done[-max(ranked)[1]] if ranked else None
    if answered is not None and f"{SOFT}{TO_A_RIVAL}" in claim.because and not _of_two_sides(claim, answered):
        answered = None
    if answered is None:
        soft = any(reason.startswith(SOFT) for reason in claim.because)
        return replace(claim, stance=Stance.ASSERTS, denial=None) if soft else claim
    event = claim.event
    if claim.id in exchange.referring and (event.kind == "other" or event.place is None):
        event = _taken_over(answered.event, event)
    elif event.place is None and _family(event) == _family(answered.event):
        event = replace(event, place=answered.event.place)
    why = f"answers: {_who(answered)}: '{answered.words[:60]}'"
    target = answered.answers if answered.stance in ANSWERING else answered.id
    return replace(claim, event=event, answers=target, because=(*claim.because, why))


def _weigh(exchange: Exchange, number: int, other: int, contested: set[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features(exchange, number, other, contested).items())


def candidates(exchange: Exchange, number: int) -> list[int]:
    """Return the numbers of the claims that a claim may answer."""
    claim, found = exchange.claims[number], []
    refers = claim.id in exchange.referring
    for other_number, other in enumerate(exchange.claims):
        if other is claim or other.stance in _NOT_ANSWERED or other.id in exchange.referring:
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
        if (
            not refers
            and _family(claim.event) != _family(other.event)
            and _shared(exchange, number, other_number) < _AKIN
        ):
            continue
        found.append(other_number)
    return found


def features(exchange: Exchange, number: int, other_number: int, contested: set[str]) -> dict[str, float]:
    """Return what speaks for or against that one claim answers another, by name."""
    claim, other = exchange.claims[number], exchange.claims[other_number]
    before = other_number < number
    gap = max(0, max(claim.span.start, other.span.start) - min(claim.span.end, other.span.end))
    own, theirs = (each.speaker.side if each.speaker else None for each in (claim, other))
    kind, family = other.event.kind, _family(claim.event)
    known = claim.event.kind != "other"
    accused = other.event.actor.side if other.event.actor else None
    shared = exchange.stems[number] & exchange.stems[other_number]
    rare = sum(math.log(1 + len(exchange.claims) / exchange.spread[stem]) for stem in sorted(shared))
    far = math.log1p(gap) / 5
    quiet = claim.stance in {Stance.UNVERIFIED, Stance.DECLINES}
    start, end = sorted((claim.span.start, other.span.start))
    return {
        "outlet": other.speaker is None,
        "unsided": other.speaker is not None and theirs is None,
        "rival": bool(own and theirs and own != theirs),
        "own_side": bool(own and own == theirs),
        "accused": bool(accused and accused == own),
        "accusing": bool(_ACCUSING.search(f"{other.cue.words if other.cue else ''} {other.words}")),
        "after": not before,
        "far": far,
        "far_after": 0.0 if before else far,
        "acts_apart": min(8, abs(exchange.acts[number] - exchange.acts[other_number])) / 4,
        "same_paragraph": "\n" not in exchange.text[start:end],
        "named": _names_speaker(claim, other, exchange.knowledge),
        "of_somebody": bool(_OF_SOMEBODY.match(claim.words))
        and before
        and number - other_number <= 2
        and other.speaker is not None,
        "same_family": known and family == _family(other.event),
        "other_family": known and kind != "other" and family != _family(other.event),
        "same_place": _same_place(claim.event, other.event),
        "other_place": bool(claim.event.place and other.event.place) and not _same_place(claim.event, other.event),
        "points_back": before
        and exchange.acts[number] - exchange.acts[other_number] == 1
        and bool(_POINTING.search(claim.words)),
        "shared": _shared(exchange, number, other_number),
        "rare": min(rare, 20.0) / 10,
        "disputed": kind in _DISPUTED,
        "idle": kind in _IDLE,
        "mild": kind in _MILD,
        "no_event": kind == "other",
        "unreal": other.stance in {Stance.PREDICTS, Stance.THREATENS, Stance.ORDERS},
        "conceded": other.stance is Stance.CONCEDES,
        "denial": other.stance in ANSWERING,
        "first": other_number == exchange.first,
        "contested": other.id in contested,
        "quiet_outlet": quiet and other.speaker is None,
        "quiet_far": far if quiet else 0.0,
        "quiet_first": quiet and other_number == exchange.first,
        "quiet_contested": quiet and other.id in contested,
    }


def _acts(claims: Sequence[Claim]) -> list[int]:
    numbers: list[int] = []
    before: object = None
    for claim in claims:
        act = (claim.speaker.span if claim.speaker else None, claim.cue.span if claim.cue else claim.span)
        numbers.append((numbers[-1] if numbers else -1) + (act != before))
        before = act
    return numbers


def _shared(exchange: Exchange, number: int, other_number: int) -> float:
    one, two = exchange.stems[number], exchange.stems[other_number]
    return len(one & two) / max(1, min(len(one), len(two)))


def _names_speaker(claim: Claim, other: Claim, knowledge: Knowledge) -> bool:
    """Tell whether an answer names whose words it answers, by name or by country: "the statement of Baku"."""
    if other.speaker is None:
        return False
    names = [name for name in (other.speaker.name, other.speaker.body) if name]
    words = fold(claim.words)
    if any(fold(name).split(" ")[-1] in words for name in names):
        return True
    side = other.speaker.side
    for word in re.findall(r"[A-Z][\w’'-]+", claim.words):
        bare = re.sub(r"[’']s?$", "", word)
        if side and side in {knowledge.side_named(bare), knowledge.capital_side(bare)}:
            return True
    return False


def _same_speaker(one: Claim, other: Claim) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    if one.speaker.name and other.speaker.name:
        return one.speaker.name == other.speaker.name
    return (one.speaker.body, one.speaker.role) == (other.speaker.body, other.speaker.role)


def _family(event: Event) -> str:
    return _FAMILY.get(event.kind, event.kind)


def _same_place(one: Event, other: Event) -> bool:
    if one.place is None or other.place is None:
        return False
    if one.place.id and other.place.id:
        return (
            one.place.id == other.place.id or one.place.id in other.place.within or other.place.id in one.place.within
        )
    return fold(one.place.name) == fold(other.place.name)


def _taken_over(answered: Event, own: Event) -> Event:
    if own.kind != "other":
        return replace(own, place=own.place or answered.place, when=own.when or answered.when)
    place = own.place if own.place and own.place.precision not in {"country", "unknown"} else answered.place
    return replace(answered, polarity=Polarity.POSITIVE, place=place, figures=own.figures or answered.figures)


def _who(claim: Claim) -> str:
    if claim.speaker is None:
        return "the outlet"
    return claim.speaker.name or claim.speaker.role or claim.speaker.words or "somebody"
