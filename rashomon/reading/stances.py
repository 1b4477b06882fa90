"""Cue, negation, modality and wording -> the stance of one claim, the way of its denial, and the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import NO_COMMENT, UNVERIFIED, Attributed
from rashomon.reading.syntax import Page, children
from rashomon.records import Denial, Event, Modality, Polarity, Quotation, Speaker, Stance

SOFT = "no more than a 'no'"  # a denial only if the report holds what it denies
_FIRST_PERSON = {"we", "our", "ours", "us", "i", "my", "me"}
_VIOLENT = {"attack", "threat", "control-gain", "fighting", "advance", "encirclement", "shootdown", "casualties"}
_DENIABLE = {
    "casualties",
    "attack",
    "control-gain",
    "control-loss",
    "shootdown",
    "withdrawal",
    "surrender",
    "encirclement",
    "ceasefire",
    "advance",
    "detention",
    "fighting",
    "displacement",
    "control-hold",
    "aid",
}
_PRONOUN_SUBJECTS = {"this", "it", "that", "these", "they", "everything", "nothing", "all"}
_LOSING = {"withdrawal", "surrender", "control-loss"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A stance with its reason; `refers` says that the words speak of somebody's claim rather than of an event."""

    stance: Stance
    because: str
    denial: Denial | None = None
    refers: bool = False


def judge(
    page: Page,
    cues: Cues,
    attributed: Attributed,
    piece: str,
    tokens: list[Token],
    event: Event,
    speaker: Speaker | None,
) -> Judged:
    """Return the stance of an attributed piece of content."""
    lemma, low = attributed.lemma, piece.lower()
    cue = attributed.cue
    if lemma == UNVERIFIED:
        return Judged(Stance.UNVERIFIED, "notice that it could not be checked", Denial.UNVERIFIED, refers=True)
    if lemma == NO_COMMENT:
        words = page.text[cue.start : cue.end].lower() if cue else ""
        denial = Denial.NON_DENIAL if "deny" in words or "denied" in words else Denial.NO_COMMENT
        return Judged(Stance.DECLINES, f"'{words}'", denial, refers=True)
    if cue is not None and attributed.quotation is not Quotation.INDIRECT and cues.declines.search(low):
        return Judged(
            Stance.DECLINES,
            "declines in so many words",
            Denial.NON_DENIAL if "den" in low else Denial.NO_COMMENT,
            refers=True,
        )
    word = cues.verbs.get(lemma)
    stance = word.stance if word else Stance.ASSERTS
    if cue and _cue_negated(page, cue.start):
        return _negated_cue(lemma, stance)
    refers = _speaks_of_a_claim(cues, tokens)
    if stance is Stance.DENIES:
        zone = page.text[attributed.zone.start : attributed.zone.end].lower()
        way = _way(cues, low, tokens, _way(cues, zone, [], Denial.FLAT))
        return Judged(stance, f"cue '{lemma}'", way, refers=refers or event.kind == "other")
    if (
        (lemma in cues.frames.calling or stance is Stance.ASSERTS)
        and _rejects(cues, low, tokens, event)
        and not re.search(r"\bdenials?\b", low)
    ):
        return Judged(
            Stance.DENIES, f"calls it {_rejecting_word(cues, low)!r}", _way(cues, low, tokens, Denial.FLAT), refers=True
        )
    if stance is Stance.ASSERTS and event.kind == "other" and _bare_no(low, tokens):
        return Judged(Stance.DENIES, f"{SOFT} to what was said", Denial.FLAT, refers=True)
    if stance is Stance.DOUBTS:
        return Judged(stance, f"cue '{lemma}'", None, refers=refers or event.kind == "other")
    return _by_wording(cues, attributed, stance, piece, low, tokens, event, speaker)


def _by_wording(
    cues: Cues,
    attributed: Attributed,
    stance: Stance,
    piece: str,
    low: str,
    tokens: list[Token],
    event: Event,
    speaker: Speaker | None,
) -> Judged:
    direct = attributed.quotation is not Quotation.INDIRECT or attributed.because.startswith("paragraph")
    if direct and low.startswith(cues.wishes):
        return Judged(Stance.WISHES, "worded as a wish")
    if direct and piece.rstrip("\"”’'").endswith("?"):
        return Judged(Stance.ASKS, "worded as a question")
    if stance is Stance.CONCEDES:
        return Judged(stance, f"cue '{attributed.lemma}'", _partial(cues, low, event))
    first_person = any(token.lower_ in _FIRST_PERSON for token in tokens)
    future = any(
        token.lower_ in {"will", "shall", "'ll", "’ll"} or (token.lower_ == "would" and not direct) for token in tokens
    )
    if re.search(r"\bif\b|\bunless\b|^should\b|^were\b", low) and stance in {
        Stance.ASSERTS,
        Stance.THREATENS,
        Stance.PREDICTS,
    }:
        if first_person and future:
            return Judged(Stance.THREATENS, "a condition and what 'we' will do")
        if future or "would" in low or re.search(r"\bthen\b", low):
            return Judged(Stance.PREDICTS, "a condition and what follows")
    if stance is Stance.THREATENS:
        if attributed.lemma == "warn" and not future and event.modality not in {Modality.PLANNED, Modality.CONDITIONAL}:
            return Judged(Stance.ASSERTS, "cue 'warn' of what is so already")
        violent = event.kind in _VIOLENT or first_person or attributed.lemma in {"threaten", "warn"}
        return Judged(Stance.THREATENS if violent else Stance.PREDICTS, f"cue '{attributed.lemma}'")
    if stance is not Stance.ASSERTS:
        return Judged(stance, f"cue '{attributed.lemma}'")
    if _partial(cues, low, event) is Denial.PARTIAL_CONCESSION and _about_the_other_side(event, speaker, tokens):
        return Judged(Stance.CONCEDES, "gives a part of the point to the other side", Denial.PARTIAL_CONCESSION)
    if _concedes(cues, low, event, speaker, first_person=first_person):
        return Judged(Stance.CONCEDES, "a loss or fault of the speaker's own side")
    if (
        event.polarity is Polarity.NEGATIVE
        and event.kind != "other"
        and event.modality in {Modality.HAPPENED, Modality.ONGOING}
    ):
        return Judged(Stance.DENIES, "the words negate the event", _way(cues, low, tokens, Denial.FLAT))
    if cues.doubting.search(low):
        return Judged(Stance.DOUBTS, "worded as a doubt", refers=event.kind == "other")
    if cues.hoping.search(low):
        return Judged(Stance.WISHES, "worded as a hope")
    if event.kind == "other" and not future and _own_no(tokens, speaker):
        return Judged(Stance.DENIES, f"{SOFT} about the speaker's own side", Denial.FLAT, refers=True)
    if future:
        own = (
            event.actor is not None
            and speaker is not None
            and event.actor.side is not None
            and event.actor.side == speaker.side
        )
        pronoun = not direct and any(t.lower_ in {"it", "they", "he", "she"} and t.dep_ == "nsubj" for t in tokens)
        if (first_person or own or pronoun) and event.kind in _VIOLENT:
            return Judged(Stance.THREATENS, "what the speaker's own side will do")
        return Judged(Stance.PREDICTS, "worded in the future")
    return Judged(stance, f"cue '{attributed.lemma}'", _partial(cues, low, event))


def _bare_no(low: str, tokens: list[Token]) -> bool:
    """Tell "it has not" and "there is no ring": an answer that only negates."""
    negated = any(t.dep_ == "neg" or t.lower_ in {"no", "not", "never", "nobody", "nothing"} for t in tokens)
    words = sum(not t.is_punct for t in tokens)
    return negated and (
        words <= 4
        or bool(re.match(r"there (?:is|are|was|were|has been|have been) (?:no|not|never)\b", low) and words <= 8)
    )


def _own_no(tokens: list[Token], speaker: Speaker | None) -> bool:
    """Tell "we do not aim at civilians": the main clause is negated and its subject is who speaks, or a pronoun."""
    inside = {t.i for t in tokens}
    for token in tokens:
        top = token.head.i not in inside or token.head == token or token.dep_ == "ccomp"
        if not top or token.pos_ not in {"VERB", "AUX"}:
            continue
        subjects = children(token, "nsubj", "nsubjpass", "expl")
        negated = any(c.dep_ == "neg" or c.lower_ == "never" for c in token.children)
        none = [c for c in subjects if c.lower_ in _NOBODY or _has_no(c)]
        none += [c for c in children(token, "dobj") if c.lower_ in _NOBODY]
        if not negated and not none:
            return False
        return bool(none) or any(c.lower_ in {"it", "they", "we", "i"} for c in subjects)
    return False


_NOBODY = {"nobody", "nothing", "none", "no-one"}


def _has_no(noun: Token) -> bool:
    return any(child.lower_ in {"no", "none", "neither"} for child in noun.children)


def _negated_cue(lemma: str, stance: Stance) -> Judged:
    if stance is Stance.DENIES:
        return Judged(Stance.DECLINES, f"'{lemma}' is itself negated", Denial.NON_DENIAL, refers=True)
    if lemma in {
        "confirm",
        "comment",
        "respond",
        "say",
        "acknowledge",
        "admit",
        "reply",
        "answer",
        "verify",
        "specify",
        "elaborate",
        "claim",
        "mention",
        "disclose",
    }:
        return Judged(
            Stance.DECLINES,
            f"'{lemma}' is negated",
            Denial.NON_DENIAL if lemma in {"confirm", "acknowledge", "admit"} else Denial.NO_COMMENT,
            refers=True,
        )
    if stance is Stance.DOUBTS:
        return Judged(Stance.ASSERTS, f"'{lemma}' is negated")
    if stance in {Stance.WISHES, Stance.ORDERS, Stance.ASKS}:
        return Judged(stance, f"cue '{lemma}', negated")
    if lemma in {"believe", "think", "consider", "expect", "suspect", "see", "find", "recognize", "recognise"}:
        return Judged(Stance.DOUBTS, f"'{lemma}' is negated")
    return Judged(Stance.DECLINES, f"'{lemma}' is negated", Denial.NO_COMMENT, refers=True)


def _cue_negated(page: Page, offset: int) -> bool:
    for token in page.doc:
        if token.idx == offset:
            if any(child.dep_ == "neg" or child.lower_ in {"neither", "never"} for child in token.children):
                return True
            head = token.head
            if token.dep_ == "pcomp" and head.lower_ == "without":
                return True
            if token.dep_ in {"xcomp", "pcomp"} and head.lemma_.lower() in {
                "refuse",
                "decline",
                "fail",
                "refrain",
                "stop",
                "avoid",
                "short",
            }:
                return True
            return token.dep_ in {"xcomp"} and any(child.dep_ == "neg" for child in head.children)
    return False


def _speaks_of_a_claim(cues: Cues, tokens: list[Token]) -> bool:
    """Tell whether the content is "the claims", "the reports that ..." rather than the event itself."""
    inside = {token.i for token in tokens}
    heads = [t for t in tokens if (t.head.i not in inside or t.head == t) and t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return any(t.lemma_.lower() in cues.claim_nouns or t.lower_ in {"it", "this", "that", "them"} for t in heads)


def _rejecting_word(cues: Cues, low: str) -> str | None:
    return next((word for word in cues.rejecting if re.search(rf"\b{re.escape(word)}s?\b", low)), None)


def _rejects(cues: Cues, low: str, tokens: list[Token], event: Event) -> bool:
    """Tell "the reports are a fabrication" and "this is not true" from an ordinary statement."""
    if cues.rejecting_forms.search(low):
        return True
    if _rejecting_word(cues, low) is None:
        return False
    subjects = [t for t in tokens if t.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    about_claim = any(
        t.lemma_.lower() in cues.claim_nouns | cues.evidence_nouns or t.lower_ in _PRONOUN_SUBJECTS for t in subjects
    )
    short = len(tokens) <= 9 and event.kind == "other"
    return about_claim or short


def _way(cues: Cues, low: str, tokens: list[Token], otherwise: Denial) -> Denial:
    evidence = any(t.lemma_.lower() in cues.evidence_nouns for t in tokens)
    if evidence and any(re.search(rf"\b{re.escape(word)}\b", low) for word in cues.attacking):
        return Denial.ATTACK_ON_EVIDENCE
    if cues.partial.search(low):
        return Denial.PARTIAL_CONCESSION
    if cues.redating.search(low):
        return Denial.RE_DATING
    return otherwise


def _partial(cues: Cues, low: str, event: Event) -> Denial | None:
    if cues.partial.search(low):
        return Denial.PARTIAL_CONCESSION
    if event.kind.startswith("control") and cues.redating.search(low):
        return Denial.RE_DATING
    return None


def _about_the_other_side(event: Event, speaker: Speaker | None, tokens: list[Token]) -> bool:
    if event.kind not in {"control-hold", "control-gain", "advance", "attack"} or event.polarity is Polarity.NEGATIVE:
        return False
    other = event.actor is not None and speaker is not None and event.actor.side not in {None, speaker.side}
    return other or any(
        t.lower_ in {"they", "enemy", "adversary", "invaders", "attackers"} and t.dep_ in {"nsubj", "poss"}
        for t in tokens
    )


def _concedes(cues: Cues, low: str, event: Event, speaker: Speaker | None, *, first_person: bool) -> bool:
    if event.polarity is Polarity.NEGATIVE or event.modality in {Modality.PLANNED, Modality.CONDITIONAL}:
        return False
    if cues.conceding.search(low):
        return True
    if speaker is None or speaker.side is None:
        return event.kind in _LOSING and first_person and event.actor is None
    if event.kind in _LOSING:
        ours = event.actor is not None and event.actor.name.lower().startswith(("our ", "my ", "we"))
        own = event.actor is not None and event.actor.side == speaker.side
        return own or ours or (first_person and event.actor is None)
    if event.kind == "control-gain":
        return (
            event.target is not None
            and event.target.side == speaker.side
            and (event.actor is None or event.actor.side != speaker.side)
        )
    return False


def narrator_stance(cues: Cues, tokens: list[Token], event: Event) -> Judged:
    """Return the stance of the outlet in its own voice."""
    low = " ".join(token.lower_ for token in tokens)
    if event.polarity is Polarity.NEGATIVE and event.kind in _DENIABLE and event.modality is Modality.HAPPENED:
        return Judged(Stance.DENIES, "the outlet negates the event", Denial.FLAT)
    if (
        event.modality is Modality.PLANNED
        and any(t.lower_ in {"will", "'ll"} for t in tokens)
        and not children(tokens[0], "neg")
    ):
        return Judged(Stance.PREDICTS, "the outlet, in the future")
    return Judged(
        Stance.ASSERTS,
        "the outlet in its own voice" + (", with 'reportedly'" if "reportedly" in low or "allegedly" in low else ""),
    )
