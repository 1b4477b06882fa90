"""Cue, negation, modality and wording -> the stance of one claim, the way of its denial, and the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import NO_COMMENT, UNVERIFIED, Attributed
from rashomon.reading.syntax import Page, children
from rashomon.records import Denial, Event, Modality, Party, Polarity, Quotation, Span, Speaker, Stance

SOFT = "no more than a 'no'"  # a denial only if the report holds what it denies
_WHEN_SAID = re.compile(
    r"^\W*(?:an?|one|two|three|some|a few|\d+) (?:hours?|days?|weeks?|months?|years?) (?:ago|earlier|before)\b"
)
TO_A_RIVAL = ", if a rival has spoken"
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
    if lemma == UNVERIFIED and cue is not None and _is_for_a_side(page, cue, speaker):
        return Judged(Stance.DECLINES, "a party that cannot say", Denial.NO_COMMENT, refers=True)
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
    if cue is not None and attributed.quotation is Quotation.DIRECT and (found := cues.unverified.search(low)):
        if _CANNOT_SAY.search(found.group()) and _is_party(speaker):
            return Judged(Stance.DECLINES, "a party that cannot say", Denial.NO_COMMENT, refers=True)
        return Judged(Stance.UNVERIFIED, "says that it could not be checked", Denial.UNVERIFIED, refers=True)
    word = cues.verbs.get(lemma)
    stance = word.stance if word else Stance.ASSERTS
    if cue and _cue_negated(page, cue.start):
        return _negated_cue(lemma, stance)
    refers = _speaks_of_a_claim(cues, tokens)
    if stance is Stance.DENIES:
        zone = page.text[attributed.zone.start : attributed.zone.end].lower()
        zone = _WHEN_SAID.sub("", zone)  # "a day earlier X had denied" dates the denial
        way = _way(cues, low, tokens, _way(cues, zone, [], Denial.FLAT))
        return Judged(stance, f"cue '{lemma}'", way, refers=refers or event.kind == "other")
    if (
        (lemma in cues.frames.calling or stance is Stance.ASSERTS)
        and _rejects(cues, low, tokens, event, called=lemma in cues.frames.calling)
        and not any(t.lemma_ == "denial" and t.dep_ in {"nsubj", "nsubjpass", "dobj"} for t in tokens)
    ):
        return Judged(
            Stance.DENIES, f"calls it {_rejecting_word(cues, low)!r}", _way(cues, low, tokens, Denial.FLAT), refers=True
        )
    if stance is Stance.ASSERTS and _attacks_evidence(cues, low, tokens):
        elsewhere = re.search(r"\banother\b", low)  # what they show is another thing: that is denied, not doubted
        against = Stance.DENIES if elsewhere else Stance.DOUBTS
        return Judged(against, "speaks against the evidence", Denial.ATTACK_ON_EVIDENCE, refers=True)
    if stance is Stance.ASSERTS and event.kind == "other" and _bare_no(low, tokens):
        return Judged(Stance.DENIES, f"{SOFT} to what was said", Denial.FLAT, refers=True)
    if stance is Stance.DOUBTS:
        return Judged(stance, f"cue '{lemma}'", None, refers=refers or event.kind == "other")
    return _by_wording(cues, attributed, stance, piece, low, tokens, event, speaker)


_CANNOT_SAY = re.compile(r"\b(?:say|tell|know)\b", re.IGNORECASE)


def _is_for_a_side(page: Page, cue: Span, speaker: Speaker | None) -> bool:
    """Tell the general who "could not say who fired" from the monitor who could not."""
    return _CANNOT_SAY.search(page.text, cue.start, cue.end) is not None and _is_party(speaker)


def _is_party(speaker: Speaker | None) -> bool:
    """Tell who speaks for a side, known or not, from outlets, monitors and diplomats."""
    if speaker is None:
        return False
    return speaker.side is not None or (speaker.role is not None and speaker.body is None and speaker.name is None)


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
    if kind := _counters(cues, low, event):
        return Judged(Stance.DENIES, f"{SOFT} in other words: {kind}", Denial.FLAT, refers=True)
    if (
        event.polarity is Polarity.NEGATIVE
        and event.kind != "other"
        and event.modality in {Modality.HAPPENED, Modality.ONGOING}
    ):
        plain = re.search(r"\b(?:no|not|n.t|never|none|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", low)
        why = "the words negate the event" if plain else f"{SOFT} in other words: the opposite of the event"
        return Judged(Stance.DENIES, why, _way(cues, low, tokens, Denial.FLAT))
    if cues.doubting.search(low):
        return Judged(Stance.DOUBTS, "worded as a doubt", refers=event.kind == "other")
    if cues.hoping.search(low):
        return Judged(Stance.WISHES, "worded as a hope")
    if event.kind == "other" and not future and _own_no(tokens, speaker):
        return Judged(Stance.DENIES, f"{SOFT} about the speaker's own side", Denial.FLAT, refers=True)
    if event.kind not in _DENIABLE and not future and _main_no(tokens):
        return Judged(Stance.DENIES, f"{SOFT}{TO_A_RIVAL}", Denial.FLAT, refers=event.kind == "other")
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
    way = _partial(cues, low, event)
    if way is Denial.PARTIAL_CONCESSION and event.kind in {"other", "fighting"} and _is_party(speaker):
        return Judged(Stance.CONCEDES, "gives a part of the point away", way)
    return Judged(stance, f"cue '{attributed.lemma}'", way)


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


def _main_no(tokens: list[Token]) -> bool:
    """Tell a sentence whose main clause is negated in any way: "not a single soldier gave himself up"."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head.i not in inside or t.head == t or t.dep_ == "ccomp") and t.pos_ in _VERBS]
    for top in tops[:1]:
        if any(c.dep_ == "neg" or c.lower_ in {"never", "neither", "nowhere"} for c in top.children):
            return True
        near = [*top.children, *(g for c in top.children for g in c.children if c.dep_ in {"attr", "prep"})]
        return any(
            t.lower_ in _NOBODY or any(g.lower_ in {"no", "none", "neither", "not"} for g in t.children)
            for t in near
            if t.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "advmod", "pobj"}
        )
    return False


_VERBS = {"VERB", "AUX"}


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


def _rejecting_word(cues: Cues, low: str, *, weak: bool = True) -> str | None:
    words = (word for word in cues.rejecting if weak or word not in cues.rejecting_weak)
    return next((word for word in words if re.search(rf"\b{re.escape(word)}s?\b", low)), None)


def _counters(cues: Cues, low: str, event: Event) -> str | None:
    """Return the kind of event to which the words are an answer: "he is alive" to a killing."""
    if event.polarity is Polarity.NEGATIVE or event.modality in {Modality.PLANNED, Modality.CONDITIONAL}:
        return None
    return next((kind for kind, form in cues.countering.items() if form.search(low)), None)


_ANOTHER = re.compile(
    r"\b(?:an|some) ?other (?!than)|\b(?:from|of|in) (?:an)?other\b|\bmade (?:by|with|in|on) "
    r"|\bold\b|\bprov(?:e|es|ed) nothing\b|\bposed\b|\bused up\b|\bplayed by\b"
)


def _attacks_evidence(cues: Cues, low: str, tokens: list[Token]) -> bool:
    """Tell "the pictures show another bridge" and "the film was made in autumn": words against the proof."""
    if not _ANOTHER.search(low):
        return False
    return any(
        t.lemma_.lower() in cues.evidence_nouns and t.dep_ in {"nsubj", "nsubjpass"} and t.head in (u for u in tokens)
        for t in tokens
    )


def _rejects(cues: Cues, low: str, tokens: list[Token], event: Event, *, called: bool) -> bool:
    """Tell "the reports are a fabrication" and "this is not true" from an ordinary statement."""
    if cues.rejecting_forms.search(low):
        return True
    if _rejecting_word(cues, low) is None:
        return False
    subjects = [t for t in tokens if t.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    about_claim = any(
        t.lemma_.lower() in cues.claim_nouns | cues.evidence_nouns or t.lower_ in _PRONOUN_SUBJECTS for t in subjects
    )
    short = len(tokens) <= 9 and event.kind == "other" and _rejecting_word(cues, low, weak=called) is not None
    return about_claim or short or _is_verdict(cues, tokens)


def _is_verdict(cues: Cues, tokens: list[Token]) -> bool:
    """Tell "to lay it at our door is ridiculous": the predicate itself rejects."""
    strong = set(cues.rejecting) - cues.rejecting_weak
    return any(
        t.lower_ in strong
        and t.dep_ in {"attr", "acomp"}
        and t.head.lemma_ == "be"
        and t.head.dep_ in {"ROOT", "ccomp"}
        for t in tokens
    )


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
    if event.kind == "casualties" and any((f.low or f.high or 0) >= _MANY for f in event.figures):
        return False
    if speaker is None:
        return event.kind in _LOSING and first_person and event.actor is None
    if speaker.side is None:
        if event.kind in _HURTING and event.actor is None:
            return _is_own(event.target, speaker) and not _UNARMED.search(event.target.name if event.target else "")
        return event.kind in _LOSING and ((first_person and event.actor is None) or _is_own(_leaving(event), speaker))
    if event.kind in _LOSING:
        ours = event.actor is not None and event.actor.name.lower().startswith(("our ", "my ", "we"))
        own = event.actor is not None and event.actor.side == speaker.side
        return own or ours or (first_person and event.actor is None) or _is_own(_leaving(event), speaker)
    if event.kind in _HURTING and event.actor is None:
        return _is_own(event.target, speaker) and not _UNARMED.search(event.target.name if event.target else "")
    if event.kind == "control-gain":
        return (
            event.target is not None
            and event.target.side == speaker.side
            and (event.actor is None or event.actor.side != speaker.side)
        )
    return False


def _leaving(event: Event) -> Party | None:
    """Return who leaves or gives in: the actor, or the target of "troops had been withdrawn"."""
    return event.actor or event.target


def _is_own(party: Party | None, speaker: Speaker) -> bool:
    """Tell whether people or things are those of who speaks: "its men", or an army's plain "two soldiers"."""
    if party is None or _ENEMY.search(party.name) or _ONE_OF_A_THING.match(party.name):
        return False
    if _OWN.search(party.name):
        return True
    if party.side is not None:
        return party.side == speaker.side
    names = [name for name in (speaker.name, speaker.body) if name]
    if any(party.name.lower() == name.lower() for name in names):
        return True
    office = " ".join(name for name in (speaker.role, speaker.body, speaker.name) if name)
    plain = not re.search(r"[a-z] [A-Z]", party.name) and not _DEFINITE.match(party.name)
    return plain and bool(_SOLDIERS.search(party.name) and _ARMY.search(office))


_ONE_OF_A_THING = re.compile(
    r"(?:its|his|her|their) (?!men$|crew$|\w+s$)\w+$", re.IGNORECASE
)  # "its pilot" may be that of a plane
_DEFINITE = re.compile(
    r"the (?:\w+ )*(?!troops|soldiers|units|men)\w+$", re.IGNORECASE
)  # "the brigade" was told of before
_MANY = 1000  # from so many on, a number of one's dead is a toll of the war that a side keeps publishing
_HURTING = {"casualties", "shootdown", "detention"}
_OWN = re.compile(r"(?:^|\bof )(?:our|ours|my|its|his|her|their)\b(?! (?:enemy|enemies|opponents?))", re.IGNORECASE)
_ENEMY = re.compile(
    r"\b(?:enemy|enemies|terrorists?|militants?|rebels?|insurgents?|mercenar\w+|occupiers?|invaders?|bandits?|jihadists?)\b",
    re.IGNORECASE,
)
_UNARMED = re.compile(
    r"\b(?:civilians?|child(?:ren)?|wom[ae]n|residents?|people|famil\w+|villagers?|patients?|inhabitants?|students?|workers?"
    r"|refugees|citizens?|journalists?|drivers?|hostages?)\b",
    re.IGNORECASE,
)
_SOLDIERS = re.compile(
    r"\b(?:soldiers|service(?:men|women|members)|troops|marines|paratroopers|sailors|pilots|crew|crewmen|peacekeepers"
    r"|officers|units|battalions|conscripts|reservists|guardsmen|airmen|one (?:\w+ )?soldier)\b",
    re.IGNORECASE,
)
_ARMY = re.compile(
    r"\b(?:army|armies|military|ministry|defen[cs]e|command|commander|staff|forces?|government|navy|fleet|brigade|corps|general"
    r"|colonel|major|captain|brigadier|admiral|pentagon|junta|president|prime minister|minister)\b",
    re.IGNORECASE,
)


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
