"""One piece of text with its speaker -> drafts of claims: events found, places, times and figures attached."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Codebook, Cues
from rashomon.reading.attribution import Attributed
from rashomon.reading.events import Found, find_events
from rashomon.reading.parts import with_part
from rashomon.reading.places import PlaceMention, noun_place
from rashomon.reading.speakers import Cast, take_apart
from rashomon.reading.stances import Judged
from rashomon.reading.syntax import ACCUSING, Page, Sentence, accused, spans_of, trimmed
from rashomon.reading.times import TimeMention
from rashomon.records import Event, Figure, Modality, Party, Place, Span, Speaker, When

_CLAUSES = {"conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"}
_STATES = ("control-gain", "control-loss", "control-hold", "encirclement")
_TALKERS = {
    "casualties",
    "attack",
    "fighting",
    "control-gain",
    "control-loss",
    "control-hold",
    "advance",
    "withdrawal",
    "encirclement",
    "shootdown",
    "detention",
    "surrender",
    "displacement",
    "celebration",
    "protest",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making."""

    span: Span
    event: Event
    tokens: tuple[Token, ...]
    attributed: Attributed | None
    speaker: Speaker | None
    judged: Judged
    because: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything that is known of a page before its claims are drawn up."""

    page: Page
    cast: Cast
    codebook: Codebook
    cues: Cues
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    figures: tuple[Figure, ...]
    place_tokens: frozenset[int]
    people_tokens: frozenset[int]
    speakers: tuple[Span, ...] = ()  # mentions of speakers: places in them are not where things happened


@dataclass(frozen=True, slots=True)
class Proposition:
    """An event with the characters that tell it."""

    event: Event
    span: Span
    tokens: tuple[Token, ...]
    because: tuple[str, ...]


def propositions(
    matter: Matter, start: int, end: int, sentence: Sentence, speaker: Speaker | None, *, keep: set[int] | None = None
) -> list[Proposition]:
    """Return the events told between two characters of one sentence; the whole piece as `other` if there are none.

    Args:
        matter: The page and what is known of it.
        start: First character of the piece.
        end: One past its last character.
        sentence: The sentence that the piece belongs to.
        speaker: Whom "we" stands for; None is the outlet.
        keep: If given, only events whose word is among these tokens, and no `other`.

    """
    page = matter.page
    tokens = [t for t in page.doc[sentence.first : sentence.last] if t.idx >= start and t.idx + len(t) <= end]
    if not tokens:
        return []
    countries = {i for m in matter.places if m.place.precision == "country" for i in range(m.first, m.last)}
    found = find_events(page, matter.codebook, tokens, set(matter.place_tokens), set(matter.people_tokens), countries)
    real = [event for event in found if event.modality is not Modality.UNKNOWN]
    found = real or (found if keep is None else [])
    if keep is not None:
        found = [
            event
            for event in found
            if event.trigger.i in keep and (speaker is not None or sentence.heading or _is_told(event))
        ]
    piece = _bare(page.text, start, end)
    if not found:
        if keep is not None:
            return []
        place, why = _place(matter, None, tokens, sentence, piece)
        event = Event(
            "other",
            modality=Modality.UNKNOWN,
            place=place,
            when=_when(matter, piece, None),
            figures=_figures(matter, piece),
        )
        return [Proposition(event, piece, tuple(tokens), why)]
    made: list[Proposition] = []
    for told in _distinct(found):
        alone = len(found) == 1 or _is_condition(told.trigger)
        others = {other.trigger.i for other in found if other is not told}
        span = _span(page, told, tokens, piece, others, alone=alone)
        inside = tuple(t for t in tokens if t.idx >= span.start and t.idx + len(t) <= span.end)
        for place, why in _places(matter, told, inside or tuple(tokens), sentence, span, keep):
            record = Event(
                kind=told.kind,
                actor=_actor(matter, told, speaker),
                target=_target(matter, told, speaker),
                polarity=told.polarity,
                modality=told.modality,
                place=with_part(page, told, place, matter.places),
                when=_when(matter, span, told.trigger),
                figures=_figures(matter, span),
            )
            made.append(Proposition(record, span, inside, (f"'{told.trigger.text}' -> {told.kind}", *why)))
    if keep is None:
        made += _other_clauses(matter, tokens, found, sentence)
    return made


def _other_clauses(matter: Matter, tokens: list[Token], found: list[Found], sentence: Sentence) -> list[Proposition]:
    """Return the clauses beside those of events that tell something of no kind: they are said all the same."""
    inside = {t.i for t in tokens}
    triggers = {event.trigger.i for event in found}
    made = []
    for token in tokens:
        beside = token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and token.head.i in inside
        above = any(child.dep_ == "conj" and child.i in inside and _has_subject(child) for child in token.children)
        if token.pos_ not in {"VERB", "AUX"} or not (beside or above) or not _has_subject(token):
            continue
        own = [t for t in _walk(token, set()) if t.i in inside]
        if triggers & {t.i for t in own} or len(own) < 4:
            continue
        span = _bare(matter.page.text, own[0].idx, own[-1].idx + len(own[-1])) if own else None
        runs = [run for run in spans_of(own) if run[0] <= token.idx < run[1]]
        span = _bare(matter.page.text, *runs[0]) if runs else span
        if span is None or span.end - span.start < 12:
            continue
        place, why = _place(matter, None, own, sentence, span)
        event = Event("other", modality=Modality.UNKNOWN, place=place, when=_when(matter, span, None))
        made.append(Proposition(replace(event, figures=_figures(matter, span)), span, tuple(own), why))
    return made


def _is_told(event: Found) -> bool:
    """Tell a happening that narration tells from one that it only mentions ("at a meeting of the club")."""
    return not event.nominal or event.trigger.dep_ in {"nsubj", "nsubjpass", "dobj", "ROOT", "attr", "conj", "appos"}


def _distinct(found: list[Found]) -> list[Found]:
    """Keep the main event and those that tell something else in a clause of their own."""
    kept: list[Found] = []
    for event in _conditions_first(found):
        clause = _clause(event.trigger)
        if kept and _only_dates(event.trigger):
            continue
        if any(
            other.kind == event.kind and (_clause(other.trigger) == clause or other.nominal or event.nominal)
            for other in kept
        ):
            continue
        if (
            event.nominal
            and kept
            and any(_clause(other.trigger) == clause for other in kept)
            and event.kind in {"meeting", "agreement", "attack", "fighting", "advance", "threat"}
        ):
            continue
        kept.append(event)
    return kept[:6]


def _only_dates(token: Token) -> bool:
    """Tell "since fighting broke out on March 1", which only dates what is told."""
    head = token.doc[_clause(token)]
    return head.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in {"since", "before", "until"} for c in head.children
    )


def _conditions_first(found: list[Found]) -> list[Found]:
    """Let "if A falls, B has fallen" be one claim, about A: the consequence of the same kind goes with it."""
    conditions = [event for event in found if _is_condition(event.trigger)]
    if not conditions:
        return found
    rest = [event for event in found if event not in conditions]
    same = [event for event in conditions if rest and event.kind == rest[0].kind]
    return [*same[:1], *(event for event in rest if not same or event.kind != same[0].kind)] if rest else found


def _is_condition(token: Token) -> bool:
    head = token.doc[_clause(token)]
    return head.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in head.children
    )


def _clause(token: Token) -> int:
    """Return the number of the head word of the clause that a word stands in."""
    at = token
    for _ in range(20):
        if at.head == at or (at.pos_ in {"VERB", "AUX"} and at.dep_ in _CLAUSES):
            break
        at = at.head
    return at.i


def _span(page: Page, event: Found, tokens: list[Token], piece: Span, others: set[int], *, alone: bool) -> Span:
    """Return the characters of the clause of an event, the whole piece if it is short or has no other event."""
    inside = {t.i for t in tokens}
    head = page.doc[_clause(event.trigger)]
    while head.i in inside and head.head.i in inside and head.head != head and not _has_subject(head):
        if head.dep_ == "conj" and others and not event.nominal:
            break  # "violated the truce and shelled the town": each verb phrase is a claim
        above = page.doc[_clause(head.head)]
        if above.i == head.i or above.i not in inside:
            break
        head = above
    if head.i not in inside or (alone and piece.end - piece.start < 220):
        return piece
    kept = [t for t in _walk(head, others - {t.i for t in event.trigger.subtree}) if t.i in inside]
    if head.dep_ in {"relcl", "acl"} and head.head.i < head.i:
        kept += [t for t in page.doc[head.head.left_edge.i : head.i] if t.i in inside and t.i <= head.head.i]
    runs = [run for run in spans_of(kept) if run[0] <= event.trigger.idx < run[1]]
    if not runs:
        return piece
    bare = _bare(page.text, *runs[0])
    return bare if bare.end - bare.start > 12 else piece


_OWN = {"his", "her", "its", "their", "our", "my"}
_JOINING = re.compile(r"(?:that|and|but|while|whether)\s+", re.IGNORECASE)
_DANGLING = re.compile(r"[\s,]+(?:and|but|while|that)$", re.IGNORECASE)


def _bare(text: str, start: int, end: int) -> Span:
    """Return the characters without marks and joining words at their ends."""
    start, end = trimmed(text, start, end)
    while leading := _JOINING.match(text, start, end):
        start = leading.end()
    while dangling := _DANGLING.search(text, start, end):
        end = dangling.start()
    return Span(*trimmed(text, start, end))


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj"} for child in token.children)


def _walk(head: Token, others: set[int]) -> list[Token]:
    """Return the clause of a verb without clauses beside it that tell of something else."""
    taken = [head]
    for child in head.children:
        if (
            child.dep_ in {"conj", "parataxis"}
            and child.pos_ in {"VERB", "AUX"}
            and (_has_subject(child) or any(t.i in others for t in child.subtree))
        ):
            continue
        taken += _walk(child, others)
    return taken


# Places


def _places(
    matter: Matter, event: Found, inside: tuple[Token, ...], sentence: Sentence, span: Span, keep: set[int] | None
) -> list[tuple[Place | None, tuple[str, ...]]]:
    """Return one place, or one for each of several that are taken or lost in one breath."""
    listing = event.object if event.object is not None else event.subject
    if event.kind in {*_STATES, "attack", "fighting"} and listing is not None:
        listed = _conjuncts(listing)
        mentions = [m for m in matter.places if any(m.first <= t.i < m.last or _names(t, m) for t in listed)]
        distinct = {
            m.place.id or m.place.name: m for m in mentions if m.place.precision != "country" or len(mentions) == 1
        }
        if len(distinct) > 1:
            return [(m.place, (m.because,)) for m in list(distinct.values())[:10]]
    return [_place(matter, event, list(inside), sentence, span, keep)]


def _conjuncts(token: Token) -> list[Token]:
    taken = [token]
    for child in token.children:
        if child.dep_ == "conj":
            taken += _conjuncts(child)
        elif child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                taken += _conjuncts(grand) if grand.dep_ == "pobj" else []
    return taken


def _names(token: Token, mention: PlaceMention) -> bool:
    return any(
        mention.first <= child.i < mention.last and child.dep_ in {"appos", "compound", "nmod"}
        for child in token.children
    )


def _place(
    matter: Matter,
    event: Found | None,
    inside: list[Token],
    sentence: Sentence,
    span: Span,
    keep: set[int] | None = None,
) -> tuple[Place | None, tuple[str, ...]]:
    near = [m for m in matter.places if span.start <= m.span.start < span.end and not _belongs(matter, event, m)]
    if keep is not None:
        near = [m for m in near if m.first in keep]
    ranked = sorted((_distance(event, m), m.first, m) for m in near)
    coarse_only = bool(ranked) and ranked[0][2].place.precision == "country"
    if ranked and ranked[0][0] < 3 and not coarse_only:
        return ranked[0][2].place, (ranked[0][2].because,)
    for token in ([event.object] if event and event.object is not None else []) + inside:
        if found := noun_place(matter.page, matter.places, token, matter.cast.knowledge):
            return found.place, (f"place: '{token.text}' -> {found.place.written}",)
    if ranked:
        return ranked[0][2].place, (ranked[0][2].because,)
    if event is None:
        return None, ()
    around = [
        m
        for m in matter.places
        if sentence.start <= m.span.start < sentence.end and not _in_quote_elsewhere(matter, m, span)
    ]
    around = [m for m in around if not _is_owner(matter.page, m) and not _belongs(matter, event, m)]
    if keep is None:  # what is said happened where it is said to, or where the sentence sets out: "In Kharkiv, ..."
        opening = matter.page.doc[sentence.first].pos_ == "ADP"
        around = [m for m in around if opening and m.first - sentence.first <= 4]
    ranked = sorted((_distance(event, m), m.first, m) for m in around)
    if ranked:
        return ranked[0][2].place, (f"{ranked[0][2].because}, from the same sentence",)
    return None, ()


def _belongs(matter: Matter, event: Found | None, mention: PlaceMention) -> bool:
    """Tell whose soldiers, whom somebody blamed and from where they fired, from where something happened."""
    if any(span.start <= mention.span.start < span.end for span in matter.speakers):
        return True
    head = matter.page.doc[mention.last - 1]
    classes = matter.codebook.classes
    if head.dep_ in {"compound", "amod", "nmod"} and head.head.lemma_.lower() in classes["force"] | classes[
        "person"
    ] | {"official", "government", "ministry"}:
        return True
    if head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_ in ACCUSING:
        return True
    fired = event is not None and event.kind == "attack" and head.dep_ == "pobj" and head.head.lower_ == "from"
    nested = (
        head.dep_ == "pobj" and any(a.lower_ == "from" and a.dep_ == "prep" for a in _up(head, event.trigger))
        if event and event.kind == "attack"
        else False
    )
    return fired or nested


def _in_quote_elsewhere(matter: Matter, mention: PlaceMention, span: Span) -> bool:
    return bool(matter.page.quoted[mention.span.start]) and not matter.page.quoted[span.start]


def _is_owner(page: Page, mention: PlaceMention) -> bool:
    """Tell the "Armenia" of "the army of Armenia" and "Armenia's army", which is no place of an event."""
    head = page.doc[mention.last - 1]
    return head.dep_ == "poss" or mention.place.precision == "country"


def _distance(event: Found | None, mention: PlaceMention) -> float:
    """Return how far a place stands from the word of an event, by syntax first."""
    coarse = {"country": 1.6, "region": 0.6}.get(mention.place.precision, 0.0)
    if event is None:
        return coarse + 1.0
    head = next(
        (
            t
            for t in event.trigger.doc[mention.first : mention.last]
            if t.head.i < mention.first or t.head.i >= mention.last or t.head == t
        ),
        event.trigger.doc[mention.last - 1],
    )
    owner = 1.5 if head.dep_ == "poss" else 0.0
    if event.object is not None and (
        event.object.i in range(mention.first, mention.last) or event.object.is_ancestor(head)
    ):
        behind_from = any(a.dep_ == "prep" and a.lower_ in {"from", "against"} for a in _up(head, event.object))
        return coarse + owner + 0.1 * len(_up(head, event.object)) + (2.0 if behind_from else 0.0)
    verb = event.trigger.head
    if (
        event.nominal
        and event.trigger.dep_ in {"nsubj", "nsubjpass", "dobj"}
        and verb.is_ancestor(head)
        and not event.trigger.is_ancestor(head)
    ):
        path = _up(head, verb)
        other_clause = sum(1 for token in path if token.dep_ in _CLAUSES)
        return coarse + owner + 0.7 + 0.15 * len(path) + 0.9 * other_clause
    if event.trigger.is_ancestor(head):
        path = _up(head, event.trigger)
        other_clause = sum(1 for token in path if token.dep_ in _CLAUSES)
        if event.kind == "withdrawal":
            first = next((t.lower_ for t in reversed(path) if t.dep_ == "prep"), "")
            return coarse + owner + 0.15 * len(path) + (1.5 if first in {"to", "towards", "behind"} else 0.0)
        from_ = 0.8 if any(t.dep_ == "prep" and t.lower_ in {"from", "of", "with", "against"} for t in path) else 0.0
        return coarse + owner + 0.5 + 0.15 * len(path) + 0.7 * other_clause + from_
    return coarse + owner + 1.6 + 0.04 * abs(mention.first - event.trigger.i)


def _up(token: Token, top: Token) -> list[Token]:
    path = []
    while token not in {top, token.head}:
        path.append(token)
        token = token.head
    return path


# Times, figures, parties


def _when(matter: Matter, span: Span, trigger: Token | None) -> When | None:
    fitting = [
        t
        for t in matter.times
        if t.when and t.when.start is not None and span.start <= t.span.start < span.end and t.kind in {"date", "time"}
    ]
    if not fitting:
        fitting = [
            t for t in matter.times if t.when and span.start <= t.span.start < span.end and t.kind in {"date", "time"}
        ]
    if not fitting:
        return None
    at = trigger.idx if trigger is not None else span.start
    return min(fitting, key=lambda t: (abs(t.span.start - at), t.span.start)).when


def _figures(matter: Matter, span: Span) -> tuple[Figure, ...]:
    return tuple(f for f in matter.figures if f.span.start >= span.start and f.span.end <= span.end)


def _actor(matter: Matter, event: Found, speaker: Speaker | None) -> Party | None:
    if (
        event.kind in _STATES
        and event.subject is not None
        and event.subject.i in matter.place_tokens
        and event.object is None
    ):
        return None  # "Kestrin is under occupation": the subject is the place
    if event.kind == "control-loss" and not event.rule.loses:
        behind = [
            g
            for c in event.trigger.children
            if c.dep_ == "prep" and c.lower_ == "from"
            for g in c.children
            if g.dep_ == "pobj"
        ]
        return _party(matter, behind[0], speaker) if behind else None
    subject = event.subject
    if subject is None and event.nominal:
        blaming = next((a for a in event.trigger.ancestors if a.lemma_ in ACCUSING), None)
        subject = accused(blaming) if blaming is not None else None
        if subject is not None:
            return _party(matter, subject, speaker)
    if (
        event.kind in _STATES
        and subject is not None
        and subject.lemma_.lower() in matter.codebook.classes["place"]
        and subject.pos_ == "NOUN"
    ):
        return None
    if event.kind == "casualties" and event.trigger.lemma_ in {"die", "perish"}:
        return None  # its subject is who died
    if subject is None or (
        subject.i in matter.place_tokens and event.kind in {"control-gain", "control-loss"} and event.object == subject
    ):
        return None
    return _party(matter, subject, speaker)


def _target(matter: Matter, event: Found, speaker: Speaker | None) -> Party | None:
    if event.kind in {"control-gain", "control-loss"}:
        words = {"from"} if event.kind == "control-gain" else {"to"}
        for anchor in [event.trigger, *([event.object] if event.object is not None else [])]:
            for child in anchor.children:
                if child.dep_ == "prep" and child.lower_ in words:
                    for grand in child.children:
                        if grand.dep_ == "pobj":
                            owner = [
                                g for c in grand.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"
                            ]
                            return _party(
                                matter,
                                owner[0]
                                if owner and grand.lemma_ in {"occupation", "control", "hand", "rule"}
                                else grand,
                                speaker,
                            )
        return None
    object_ = event.object
    if event.kind == "casualties" and event.trigger.lemma_ in {"die", "perish"}:
        object_ = event.subject
    if object_ is None or object_.i in matter.place_tokens:
        return None
    return _party(matter, object_, speaker)


def _party(matter: Matter, token: Token, speaker: Speaker | None) -> Party | None:
    if token.lower_ in {"we", "us", "our", "i"}:
        side = speaker.side if speaker else None
        name = (speaker.side or speaker.body or speaker.name) if speaker else None
        return Party(name, side) if name else None
    if token.pos_ == "PRON":
        back = [
            n
            for n in matter.cast.named
            if n.end <= token.idx and n.kind in {"body", "side", "group"} and n.name and n.subject
        ]
        return Party(back[-1].name or "", back[-1].side) if back and token.lower_ in {"it", "they"} else None
    kept = [
        t
        for t in token.subtree
        if t.dep_ not in {"relcl", "acl", "appos", "punct", "cc", "conj"}
        and not (t.dep_ == "det" and t.head == token)  # "units of the army" is one name
        and abs(t.i - token.i) < 7
        and not any(a.dep_ in {"relcl", "acl", "appos", "conj"} and a.i > token.i for a in _up(t, token))
    ]
    runs = [run for run in spans_of(kept) if run[0] <= token.idx < run[1]]
    start, end = runs[0] if runs else (token.idx, token.idx + len(token))
    named = take_apart(matter.cast, start, end, token)
    words = matter.page.text[start:end]
    side = named.side if named else None
    own = any(t.dep_ == "poss" and t.lower_ in _OWN for t in token.children)
    if side is None and own and speaker is not None:
        side = speaker.side
    return Party(words, side)
