"""Who stands behind an attack where the word itself has no doer: "was carried out by X", "shells fired from X"."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from rashomon.reading.syntax import children

_DOING = {"carry", "stage", "launch", "commit", "conduct", "mount", "perpetrate", "execute", "order", "make", "do"}
_SENDING = {"fire", "launch", "drop", "send", "shoot", "lob", "fly", "belong", "throw"}
_HELD = {"held", "controlled", "occupied", "run"}


def doer_of(trigger: Token, subject: Token | None, *, nominal: bool, countries: Set[int]) -> Token | None:
    """Return who did what a word tells, beyond its own subject.

    Args:
        trigger: The word that tells the attack.
        subject: What the grammar has for its doer: nobody, a side, or only a weapon or a strike.
        nominal: Whether the word is a noun.
        countries: Numbers of the tokens that name countries: a shell from there is from that side.

    """
    if subject is None:
        return (_behind_noun(trigger) if nominal else None) or _from_whom(trigger, countries)
    return _behind_weapon(subject, countries) or subject


def _behind_noun(noun: Token) -> Token | None:
    """Find X in "the attack was carried out by X", "X was responsible for the attack", "held X responsible for it"."""
    verb = noun.head
    if noun.dep_ == "nsubjpass" and verb.lemma_ in _DOING:
        return _agent(verb)
    if noun.dep_ == "pobj" and verb.lower_ == "for" and verb.head.lower_ == "responsible":
        state = verb.head.head
        held = children(state, "dobj") or children(verb.head, "nsubj")
        owners = held if state.lemma_ != "be" and held else children(state, "nsubj", "nsubjpass")
        return owners[0] if owners else None
    return None


def _behind_weapon(subject: Token, countries: Set[int]) -> Token | None:
    """Find X in "an air strike by X", "a drone launched by X", "shells fired from X"."""
    own = _agent(subject)
    for clause in children(subject, "acl"):
        if clause.lemma_ in _SENDING:
            own = own or _agent(clause) or _from_whom(clause, countries)
    return own


def _from_whom(verb: Token, countries: Set[int]) -> Token | None:
    """Find X in "was shelled from X-held territory", "came under fire from the X army" and "fired from country X"."""
    for source in verb.subtree:
        if source.dep_ != "pobj" or source.head.lower_ != "from":
            continue
        for word in source.subtree:
            if word.lower_ in _HELD and word.i > 1 and verb.doc[word.i - 1].text == "-":
                return verb.doc[word.i - 2]
        if source.i in countries or source.ent_type_ in {"NORP", "ORG"}:
            return source
    return None


def _agent(word: Token) -> Token | None:
    """Return what stands behind "by"."""
    return next(
        (doer for by in children(word, "agent", "prep") if by.lower_ == "by" for doer in children(by, "pobj")), None
    )
