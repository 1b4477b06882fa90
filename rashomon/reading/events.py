"""Tokens of a clause -> events of the codebook: kind, actor, target, polarity, modality and the word they hang on."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from spacy.tokens import Token

from rashomon.knowledge.idioms import Idiom
from rashomon.knowledge.lexicons import Codebook, Rule
from rashomon.reading.idioms import match_idiom
from rashomon.reading.syntax import Page, children, subject_of
from rashomon.records import Modality, Polarity

_NO = {"no", "not", "never", "without", "nor", "neither", "n't", "n’t", "none", "hardly"}
_FAILING = {"fail", "refuse", "prevent", "avoid", "unable", "stop", "abandon"}
_STATES = {"control-gain", "control-loss", "control-hold", "encirclement"}
_PLANNING = {
    "plan",
    "intend",
    "prepare",
    "aim",
    "seek",
    "want",
    "try",
    "attempt",
    "threaten",
    "vow",
    "order",
    "hope",
    "offer",
}
_GOING_ON = {"continue", "keep", "rage", "persist", "ongoing", "remain", "go", "proceed"}
_STRICTLY_NOT = {
    "part",
    "line",
    "ground",
    "field",
    "position",
    "road",
    "front",
    "station",
    "community",
    "land",
    "centre",
    "center",
}


@dataclass(frozen=True, slots=True)
class Found:
    """An event in the text: the word it hangs on, and what stands as its subject and object."""

    kind: str
    trigger: Token
    rule: Rule
    subject: Token | None
    object: Token | None
    polarity: Polarity
    modality: Modality
    nominal: bool


def find_events(
    page: Page,
    codebook: Codebook,
    tokens: list[Token],
    places: set[int],
    people: set[int],
    countries: Set[int] = frozenset(),
) -> list[Found]:
    """Return the events among `tokens`, the most prominent first.

    Args:
        page: The parsed report.
        codebook: The rules.
        tokens: The words of one clause, sentence or quotation.
        places: Numbers of the tokens that name places.
        people: Numbers of the tokens that name people.
        countries: Those of `places` that name whole countries: who is in one does not hold it.

    """
    inside = {token.i for token in tokens}
    fits = _Fit(codebook, places, people, countries)
    found, taken = _idiom_events(codebook, fits, tokens)
    for token in tokens:
        if token.is_space or token.is_punct or token.i in taken:
            continue
        event = _verb_event(codebook, fits, token) or _noun_event(codebook, fits, token, inside)
        if event is not None and not _asks_how_many(event) and not _is_figure(codebook, event):
            found.append(event)
    found += _phrase_events(page, codebook, tokens, found, places, taken)
    return sorted(found, key=lambda event: (_depth(event.trigger, inside), event.nominal, event.trigger.i))


def _idiom_events(codebook: Codebook, fits: _Fit, tokens: list[Token]) -> tuple[list[Found], set[int]]:
    """Return the events that idioms tell, and the numbers of the words that are used up by idioms of any sort."""
    found: list[Found] = []
    taken: set[int] = set()
    words = [token for token in tokens if not token.is_space]
    for at, token in enumerate(words):
        if token.i in taken:
            continue
        keys = dict.fromkeys((codebook.lemmas.get(token.lemma_.lower(), token.lemma_.lower()), token.lower_))
        for rule, idiom in (entry for key in keys for entry in codebook.by_idiom.get(key, ())):
            matched = match_idiom(words, at, idiom, fits)
            event = _idiom_event(rule, idiom, matched, fits) if matched and rule is not None else None
            if matched and (event is not None or rule is None):
                taken |= {word.i for word in matched}
                found += [event] if event is not None else []
                break
    return found, taken


def _idiom_event(rule: Rule, idiom: Idiom, matched: tuple[Token, ...], fits: _Fit) -> Found | None:
    verb = next((word for word in matched if word.pos_ in {"VERB", "AUX"}), None)
    top = next(word for word in matched if word.head not in matched or word.head == word)
    if verb is None:
        return _found(rule, top, None, None, nominal=True) if not rule.subject else None
    parties = _parties(verb)
    classes = [piece.name for piece in idiom if piece.name]
    classed = [word for word in matched if any(fits(name, word) for name in classes)]
    subject = parties.subject if parties.subject not in matched else None
    if rule.loses and parties.passive:
        subject = parties.object
    if not fits(rule.subject, _moved(verb, subject, parties.object)):
        return None
    object_ = classed[-1] if classed else parties.object if parties.object not in matched else None
    if rule.kind in _STATES and object_ is None and not fits("side", subject):
        subject, object_ = None, subject  # "Kestrin is ours": what stands before the verb is the place
    elif "nationality" in classes or ("force" in classes and parties.subject is None):
        subject, object_ = object_, subject  # "Kestrin is Lethean", "there is no army in Kestrin"
    event = _found(rule, verb, subject, object_ if object_ != subject else None)
    if any(child.lower_ == "no" for word in matched if word.dep_ == "attr" for child in word.children):
        return replace(event, polarity=_turned(event.polarity))  # "there was no army here"
    return event


def _is_figure(codebook: Codebook, event: Found) -> bool:
    """Tell "struck a tone" and "the deal died" from strikes and deaths."""
    figurative = codebook.classes.get("figurative", frozenset())
    if event.nominal or event.kind in {"agreement", "ceasefire", "meeting", "protest", "aid", "threat"}:
        return False
    return any(token is not None and token.lemma_.lower() in figurative for token in (event.object, event.subject))


def _asks_how_many(event: Found) -> bool:
    """Tell "how many people died", which is a question and no happening."""
    parties = [token for token in (event.subject, event.object) if token is not None]
    return any(
        child.lower_ in {"many", "much"} and any(c.lower_ == "how" for c in child.children)
        for token in parties
        for child in token.children
    )


_COUNTING = {
    "number", "ten", "hundred", "thousand", "dozen", "score", "total", "member", "group", "lot", "one", "most", "half",
    "rest", "remainder", "majority", "some", "many", "several", "couple", "handful", "million", "none",
}  # fmt: skip
_OF_PERSONS = ("man", "woman", "men", "women", "ist", "ian", "eer")
_NOBODY_OR_ALL = {"nobody", "one", "no-one", "none", "anyone", "everyone", "everybody", "somebody", "someone"}
_ONE, _SEVERAL = {"NN", "NNP"}, {"NNS", "NNPS"}
_POINTING = {"it": _ONE, "them": _SEVERAL, "they": _SEVERAL, "which": _ONE | _SEVERAL, "who": _ONE | _SEVERAL}


def _meant(token: Token) -> list[Token]:
    """Return what a pronoun may mean: up to three nouns before it in its sentence; "a drone, and we took it out"."""
    tags = _POINTING.get(token.lower_) if token.pos_ == "PRON" else None
    if tags is None:
        return []
    before = token.doc[max(token.sent.start, token.i - 15) : token.i]
    return [word for word in reversed(before) if word.tag_ in tags][:3]


class _Fit:
    """Holds what is needed to say whether a word is of a class of the codebook."""

    def __init__(self, codebook: Codebook, places: set[int], people: set[int], countries: Set[int]) -> None:
        self._classes, self._places, self._people, self._countries = codebook.classes, places, people, countries

    def __call__(self, wanted: str, token: Token | None) -> bool:
        """Tell whether a word is what a rule wants: "a|b" of a class, "?a" of it if there is a word, "!a" of no such."""
        if not wanted:
            return True
        if wanted.startswith("!"):
            return token is None or not self(wanted[1:], token)
        if wanted.startswith("?"):
            return token is None or token.pos_ == "PRON" or self(wanted[1:], token)
        if token is None:
            return False
        words = [token, *_meant(token)]
        return any(self._one(name, word) for name in wanted.split("|") for word in words)

    def _one(self, name: str, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if name in {"place", "strict-place", "place-noun"}:
            return self._is_place(name, token, lemma)
        if name == "nationality":
            return token.ent_type_ == "NORP" or (token.pos_ == "ADJ" and token.text[:1].isupper() and token.i > 0)
        if name == "town":
            return token.i in self._places and token.i not in self._countries
        if name == "meetable":
            return (
                token.i in self._people
                or (token.pos_ == "PROPN" and token.i not in self._places)
                or lemma in {"delegation", "counterpart", "envoy", "minister", "president", "ambassador", "leader"}
            )
        if lemma in _COUNTING or token.pos_ == "NUM":
            of = [
                grand for child in children(token, "prep") if child.lower_ == "of" for grand in children(child, "pobj")
            ]
            if of:
                return any(self(name, grand) for grand in of)
        if self._is_named(name, token, lemma):
            return True
        if name in {"person", "force", "side"} and lemma in _NOBODY_OR_ALL:
            return True
        if name == "side":
            return token.lower_ in {"i", "we", "they", "us", "them"} or token.ent_type_ in {"GPE", "NORP", "ORG"} or (
                token.i in self._places or self._one("force", token)
            )
        if name == "person":
            is_noun = token.pos_ in {"NOUN", "PROPN"}
            return (
                token.pos_ == "NUM"
                or token.i in self._people
                or self._one("force", token)
                or (token.ent_type_ == "NORP" and token.tag_ in {"NNS", "NNPS"})
                or (is_noun and lemma.endswith(_OF_PERSONS))
            )
        return False

    def _is_named(self, name: str, token: Token, lemma: str) -> bool:
        """Tell whether a class lists a word; the parser leaves the plural to names: "the Marsh Volunteers"."""
        listed = self._classes.get(name, frozenset())
        bare = token.lower_.removesuffix("s") if token.pos_ == "PROPN" else lemma
        return bool({lemma, token.lower_, bare} & listed)

    def _is_place(self, name: str, token: Token, lemma: str) -> bool:
        if token.i in self._places:
            return True
        if lemma in self._classes["place"] and not (name != "place" and lemma in _STRICTLY_NOT):
            return True
        if any(child.i in self._places for child in children(token, "compound", "nmod", "appos")):
            return (
                lemma not in self._classes["force"] | self._classes["person"] | self._classes["aircraft"]
                and token.pos_ == "PROPN"
            ) or lemma in self._classes["place"]
        if name == "place-noun":
            return False
        if token.pos_ == "NUM" or lemma in {
            "most",
            "part",
            "half",
            "all",
            "some",
            "rest",
            "third",
            "majority",
            "whole",
            "bulk",
            "per",
            "percent",
            "cent",
            "%",
        }:  # "12 of the villages"
            return any(
                self._is_place(name, grand, grand.lemma_.lower())
                for child in children(token, "prep")
                for grand in children(child, "pobj")
            )
        return (
            token.pos_ == "PROPN"
            and token.i not in self._people
            and token.ent_type_ not in {"PERSON", "DATE", "NORP"}
            and name in {"place", "strict-place"}
            and token.text[:1].isupper()
        )


def _verb_event(codebook: Codebook, fits: _Fit, token: Token) -> Found | None:
    lemma = codebook.lemmas.get(token.lemma_.lower(), token.lemma_.lower())
    participle = token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ROOT", "conj"}
    if participle and token.lower_ not in codebook.by_adjective:  # "is completely encircled"
        lemma = codebook.participles.get(token.lower_, lemma)
        participle = lemma in codebook.by_verb and lemma != token.lower_
    else:
        participle = False
    if (
        token.tag_ == "VBG"
        and token.lower_ in codebook.by_noun
        and not children(token, "dobj", "aux", "nsubj")
        and token.dep_ not in {"ROOT", "ccomp"}
    ):
        return None
    if not participle and token.pos_ not in {"VERB", "AUX"} and token.tag_ not in {"VBN", "VBG", "VBD"}:
        adjective = codebook.by_adjective.get(token.lower_, ())
        if (
            adjective
            and token.dep_ in {"acomp", "attr", "oprd", "conj", "amod", "ccomp"}
            and token.pos_ in {"ADJ", "VERB", "ADV"}
        ):
            if token.dep_ == "amod" and not any(c.dep_ == "nummod" for c in token.head.children):
                return None
            subject = subject_of(token.head) if token.dep_ != "amod" else token.head
            for rule in adjective:
                if not rule.object or rule.object.startswith("?"):
                    return _found(rule, token, subject, None)
                if fits(rule.object, subject):
                    return _found(rule, token, None, subject)
        return None
    parties = _parties(token, passive=participle)
    passive, subject, object_ = parties.passive, parties.subject, parties.object
    beside = {child.lower_ for child in children(token, "prt", "prep", "advmod")}
    for rule in codebook.by_verb.get(lemma, ()):
        if not _has_form(rule, lemma, beside, token, object_):
            continue
        wanted_object, target = rule.object, object_
        if target is None and rule.object and not passive:
            behind = [
                g
                for c in children(token, "prep")
                if c.lower_ in {"from", "to", "into", "in", "on", "at", "of", "over"}
                for g in children(c, "pobj")
            ]
            if rule.object.startswith("?") is False and behind and lemma in {"withdraw", "enter", "fight"}:
                target = behind[0]
        if fits(wanted_object, target) and fits(rule.subject, _moved(token, subject, object_)):
            return _found(rule, token, subject, target)
    return None


@dataclass(frozen=True, slots=True)
class _Parties:
    """What a verb has for a subject and an object in the active sense; the subject of a passive stands behind "by"."""

    subject: Token | None
    object: Token | None
    passive: bool


def _parties(token: Token, *, passive: bool = False) -> _Parties:
    passive = (
        passive
        or bool(children(token, "auxpass", "nsubjpass"))
        or (token.tag_ == "VBN" and token.dep_ in {"acl", "relcl"} and not children(token, "dobj", "nsubj"))
    )
    objects = children(token, "dobj", "dative", "attr")
    objects = (children(token, "nsubjpass") or objects) if passive else (objects or children(token, "nsubjpass"))
    object_ = objects[0] if objects else None
    if object_ is None and token.dep_ == "acl" and passive:
        object_ = token.head
    if object_ is not None and object_.tag_ in {"WDT", "WP"} and token.dep_ == "relcl":
        object_ = token.head
    active = bool(children(token, "nsubj")) and not passive  # "the units left the city by the bridge"
    by = children(token, "agent", "prep") if passive else [] if active else children(token, "agent")
    agents = [
        grand
        for child in by
        if child.lower_ == "by"
        for grand in children(child, "pobj")
        if grand.ent_type_ not in {"DATE", "TIME"}
    ]
    subject = agents[0] if agents else None if passive else subject_of(token)
    if passive and object_ is None:
        object_ = subject_of(token)
    return _Parties(subject, object_, passive)


def _moved(token: Token, subject: Token | None, object_: Token | None) -> Token | None:
    return subject if subject is not None else object_


def _has_form(rule: Rule, lemma: str, beside: set[str], token: Token, object_: Token | None) -> bool:
    if lemma in rule.verbs:
        return True
    for form in rule.verbs:
        head, _, rest = form.partition(" ")
        if (
            head == lemma
            and rest
            and (rest in beside or any(t.lower_ == rest for t in token.doc[token.i + 1 : token.i + 3]))
        ):
            return True
    return False


def _counts_people(token: Token) -> bool:
    """Tell the adjective that stands for people: "the dead", "17 wounded"; but no "wounded" that is only treated."""
    if token.lower_ == "dead":
        return token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"}
    if token.lower_ not in {"wounded", "injured"}:
        return False
    return token.dep_ in {"nsubj", "nsubjpass"} or bool(children(token, "nummod")) or (
        token.dep_ == "pobj" and token.head.lower_ == "of"
    )


def _noun_event(codebook: Codebook, fits: _Fit, token: Token, inside: set[int]) -> Found | None:
    gerund = token.tag_ == "VBG" and token.lower_ in codebook.by_noun and not children(token, "dobj", "aux", "nsubj")
    gerund = gerund or _counts_people(token)
    if (token.pos_ not in {"NOUN", "PROPN"} and not gerund) or (token.text.isupper() and len(token) > 5):
        return None
    forms = (token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s"))
    rules = next((found for form in forms if (found := codebook.by_noun.get(form))), ())
    if not rules or (
        token.dep_ in {"compound"}
        and token.head.i in inside
        and token.head.pos_ != "VERB"
        and not codebook.by_noun.get(token.head.lemma_.lower())
    ):
        return None
    behind = [
        g
        for c in children(token, "prep")
        if c.lower_ in {"of", "on", "against", "over", "in", "to"}
        for g in children(c, "pobj")
    ]
    by = [g for c in children(token, "prep", "agent") if c.lower_ == "by" for g in children(c, "pobj")]
    owners = children(token, "poss")
    subject = by[0] if by else owners[0] if owners else None
    of = [g for c in children(token, "prep") if c.lower_ == "of" for g in children(c, "pobj")]
    for rule in rules:
        if token.lemma_ == "loss" and rule.kind == "control-loss" and not of:
            continue  # "losses on the beach" are of people
        target = of[0] if rule.object and of else behind[0] if behind else None
        if rule.kind.startswith("control") and owners and not by and target is None:
            target, subject = owners[0], None  # "Kestrin's fall"
        if rule.object.startswith("?") and not fits(rule.object, target):
            target = None
        if rule.object.startswith("?") and target is None:
            if rule.kind == "casualties" and token.lemma_ == "loss" and token.tag_ != "NNS":
                continue
            return _found(rule, token, subject, target, nominal=True)
        if fits(rule.object, target):
            return _found(rule, token, subject, target, nominal=True)
    return None


def _phrase_events(
    page: Page, codebook: Codebook, tokens: list[Token], found: list[Found], places: set[int], taken: set[int]
) -> list[Found]:
    if not tokens:
        return []
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    low = page.text[start:end].lower().replace("’", "'")
    more: list[Found] = []
    for rule in codebook.rules:
        for pattern in rule.phrases:
            match = pattern.search(low)
            if match is None or any(
                t.i in taken and start + match.start() <= t.idx < start + match.end() for t in tokens
            ):
                continue  # nothing, or words that belong to an idiom
            token = next((t for t in tokens if t.idx + len(t) > start + match.start() and not t.is_space), tokens[0])
            near = [
                f
                for f in (*found, *more)
                if start + match.start() <= f.trigger.idx < start + match.end() or f.trigger == token
            ]
            lost = [f for f in near if rule.kind == "control-loss" and f.kind == "control-hold"]
            near = [f for f in near if f not in lost]
            for weaker in lost:  # "no longer control": the phrase says more than its verb
                (found if weaker in found else more).remove(weaker)
            settled = any(
                f.kind == rule.kind or (f.kind.startswith("control") and rule.kind.startswith("control")) for f in near
            )
            if settled or (near and not rule.kind.startswith("control")):
                break
            for other in near:
                if other in found:
                    found.remove(other)
            verb = (
                token if token.pos_ in {"VERB", "AUX"} else token.head if token.head.pos_ in {"VERB", "AUX"} else token
            )
            subject = _whose_hands(tokens, start + match.start(), start + match.end())
            if subject is None and verb.pos_ in {"VERB", "AUX"}:
                subject = subject_of(verb)
            held = subject if subject is not None and subject.i in places else None
            if (
                held is None
                and verb.pos_ in {"VERB", "AUX"}
                and (sits := subject_of(verb)) is not None
                and sits.i in places
            ):
                held = sits
            more.append(_found(rule, token, None if held == subject else subject, held, anchor=verb))
            break
    return more


def _whose_hands(tokens: list[Token], start: int, end: int) -> Token | None:
    """Return the "Armenian" of "under Armenian control" and the "Guard" of "in the hands of the Guard"."""
    for token in tokens:
        if start <= token.idx < end and token.lemma_.lower() in {"control", "occupation", "hand", "rule"}:
            for child in token.children:
                if child.dep_ in {"amod", "compound", "poss"} and child.text[:1].isupper():
                    return child
                if child.dep_ == "prep" and child.lower_ == "of":
                    return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def _found(
    rule: Rule,
    token: Token,
    subject: Token | None,
    object_: Token | None,
    *,
    nominal: bool = False,
    anchor: Token | None = None,
) -> Found:
    at = anchor or token
    polarity = _polarity(at, token, nominal)
    if rule.negative:
        polarity = _turned(polarity)
    return Found(rule.kind, token, rule, subject, object_, polarity, _modality(at, nominal), nominal)


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.POSITIVE if polarity is Polarity.NEGATIVE else Polarity.NEGATIVE


def _polarity(anchor: Token, token: Token, nominal: bool) -> Polarity:
    negative = _negated(anchor)
    if nominal or token != anchor:
        negative ^= any(
            child.lower_ in _NO for child in token.children if child.dep_ in {"det", "neg", "advmod", "preconj"}
        )
        if token.dep_ == "pobj" and token.head.lower_ == "without":
            negative = not negative
        if token.dep_ in {"attr", "dobj", "nsubj", "nsubjpass"} and token != anchor.head:
            negative ^= _negated(token.head) and token.head.pos_ in {"VERB", "AUX"} and token.head != anchor
    for object_ in children(anchor, "dobj", "nsubjpass", "nsubj"):
        negative ^= any(child.lower_ in {"no", "none", "neither"} for child in object_.children) or object_.lower_ in {
            "nobody",
            "none",
            "no-one",
        }
    if nominal or token != anchor:
        negative ^= _governing_no(token) or _none_of(token)
        if _is_over(token):
            negative = not negative
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def _none_of(token: Token) -> bool:
    """Tell "none of our strikes" and "no pilot is in custody": the noun above a preposition is negated."""
    if token.dep_ != "pobj" or token.head.pos_ != "ADP":
        return False
    noun = token.head.head
    if token.head.lower_ == "of" and noun.lower_ in {"none", "neither", "nobody"}:
        return True
    return noun.dep_ == "attr" and any(child.lower_ == "no" for child in noun.children)


def _governing_no(token: Token) -> bool:
    """Tell "no F-16 is taking part in the battles": the verb above has a subject with "no"."""
    verb = token
    for _ in range(4):
        if verb.pos_ in {"VERB", "AUX"} or verb.head == verb:
            break
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or token.dep_ != "pobj":
        return False
    return any(c.lower_ in {"no", "none"} for subject in children(verb, "nsubj", "nsubjpass") for c in subject.children)


def _is_over(token: Token) -> bool:
    """Tell "the battle is over", which says of a happening that it does not go on."""
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    if token.head.lemma_ == "be" and any(c.lower_ in {"over", "finished", "done"} for c in token.head.children):
        return True
    return token.head.lemma_ in {"end", "stop", "cease", "finish"}


def _negated(verb: Token) -> bool:
    negative = any(
        child.dep_ == "neg"
        or (child.dep_ == "prep" and any(grand.lower_ == "neither" for grand in child.children))
        or (
            child.lower_ in {"never", "neither", "n't", "n’t", "not"}
            and child.dep_ in {"neg", "advmod", "preconj", "cc"}
        )
        for child in verb.children
    )
    head = verb.head
    if verb.dep_ in {"xcomp", "pcomp"} and head != verb:
        lemma = (head.head if verb.dep_ == "pcomp" else head).lemma_.lower()
        if lemma in _FAILING or (verb.dep_ == "xcomp" and any(c.dep_ == "neg" for c in head.children)):
            negative = not negative
    if verb.dep_ == "conj" and head.pos_ == "VERB" and not children(verb, "nsubj", "nsubjpass", "aux", "auxpass"):
        negative = negative or any(c.dep_ == "neg" for c in head.children)
    return negative


def _modality(verb: Token, nominal: bool) -> Modality:
    chain = [verb]
    while (
        chain[-1].dep_ in {"xcomp", "pcomp", "dobj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "conj"}
        and chain[-1].head != chain[-1]
        and len(chain) < 4
    ):
        if chain[-1].dep_ in {"pobj", "prep", "conj"} and not nominal:
            break
        chain.append(chain[-1].head)
    if (unreal := _unreal(verb)) is not None and not nominal:
        return unreal
    helpers = {child.lower_ for link in chain for child in link.children if child.dep_ in {"aux", "auxpass"}}
    marks = {child.lower_ for link in chain for child in link.children if child.dep_ == "mark"}
    if {"would", "have"} <= helpers:
        return Modality.CONDITIONAL  # "we would have lost": it did not happen
    if "could" in helpers and any(link.lemma_ in _SENSING for link in chain):
        helpers.discard("could")  # "shelling could be heard": it was
    if marks & {"if", "unless"} or (helpers & {"would", "could", "might", "may"} & helpers and not helpers & {"have"}):
        return Modality.CONDITIONAL
    clause = chain[-1]
    if any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in {"if", "unless"} for g in c.children)
        for c in clause.children
    ):
        return Modality.CONDITIONAL
    if helpers & {"should", "must", "ought", "can"} or _is_imperative(verb):
        return Modality.PLANNED
    if helpers & {"will", "shall", "'ll", "’ll", "wo"} or any(link.lemma_.lower() in _PLANNING for link in chain[1:]):
        return Modality.PLANNED
    if any(link.lemma_.lower() in _GOING_ON for link in chain) or (
        verb.tag_ == "VBG" and helpers & {"are", "is", "'s", "’s", "’re", "'re", "been", "was", "were"}
    ):
        return Modality.ONGOING
    if nominal and _is_over(verb) and any(c.dep_ == "neg" for c in verb.head.children):
        return Modality.ONGOING
    if any(
        child.lower_ in {"still", "continuing", "ongoing", "continuous"} for link in chain for child in link.children
    ):
        return Modality.ONGOING
    return Modality.HAPPENED


_SENSING = {"hear", "see", "feel", "smell"}
_ACHIEVING = {
    "manage",
    "continue",
    "start",
    "begin",
    "happen",
    "succeed",
    "help",
    "proceed",
    "keep",
    "say",
    "report",
    "believe",
    "claim",
    "appear",
    "seem",
    "come",
    "use",
}
_UNREAL_BEFORE = {"in", "for", "before", "without", "toward", "towards", "against", "about", "at", "to"}


def _is_imperative(verb: Token) -> bool:
    """Tell "Lay down your arms" by a bare verb that begins its sentence."""
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and not children(verb, "nsubj", "nsubjpass", "aux", "expl")


def _unreal(verb: Token) -> Modality | None:
    """Return the modality of an infinitive of purpose and of a gerund that tells no happening; None for the rest."""
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in _UNREAL_BEFORE:
        return Modality.UNKNOWN
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if not to or any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children):
        return None
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _ACHIEVING:
        return None
    return Modality.PLANNED


def _depth(token: Token, inside: set[int]) -> int:
    depth = 0
    while token.head != token and token.head.i in inside and depth < 30:
        token = token.head
        depth += token.pos_ in {"VERB", "AUX", "NOUN"}
    return depth


def words_near(tokens: Iterable[Token]) -> set[str]:
    """Return the lower-cased lemmas of tokens."""
    return {token.lemma_.lower() for token in tokens}
