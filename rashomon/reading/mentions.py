"""A cue verb -> the words that name its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.contents import is_second_cue
from rashomon.reading.syntax import Page, children, spans_of, subject_of, trimmed, walk
from rashomon.records import Span

_REST_OF_WORD = re.compile(r"(?:[-‐‑]\w+)+")


_BEARERS = frozenset([
        "statement", "text", "post", "communique", "communiqué", "letter", "message", "bulletin", "dispatch",
        "document", "tweet", "release", "leaflet", "video", "posting", "entry", "note", "recording",
        "announcement", "broadcast",
])  # fmt: skip


def is_bearer(page: Page, mention: Span) -> bool:
    """Tell "the text" and "a statement on X", which carry somebody's words, from whoever speaks."""
    head = _head(page, mention)
    return head is not None and head.lemma_.lower() in _BEARERS


def bearer_owner(page: Page, mention: Span) -> Span | None:
    """Return whose "a communiqué of the General Staff" is, if its words say so."""
    head = _head(page, mention)
    if head is None:
        return None
    for preposition in children(head, "prep", "agent"):
        if preposition.lower_ in {"of", "by", "from"}:
            for owner in children(preposition, "pobj"):
                return mention_of(page, owner)
    owners = [o for o in children(head, "poss", "compound") if o.pos_ in {"PROPN", "NOUN"} and o.ent_type_ != "DATE"]
    return mention_of(page, owners[0]) if owners and owners[0].dep_ == "poss" else None


def _head(page: Page, mention: Span) -> Token | None:
    tokens = page.tokens(*mention)
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), None)


def quoted_as(page: Page, cues: Cues, verb: Token, speaker: Span | None) -> tuple[Span | None, Span | None]:
    """Return (speaker, via) of "X quoted Y as saying" and "Y was quoted by X as saying"."""
    quoting = verb.head.head
    objects = children(quoting, "dobj")
    if objects:
        return mention_of(page, objects[0]), speaker_of(page, cues, quoting)
    agents = [grand for child in children(quoting, "agent") for grand in children(child, "pobj")]
    quoted = subject_of(quoting)
    return mention_of(page, quoted) if quoted is not None else None, mention_of(page, agents[0]) if agents else None


def silent_speaker(page: Page, cue: Span) -> Span | None:
    """Return who "declined to comment" or from whom there was "no comment"."""
    tokens = page.tokens(*cue)
    for token in tokens:
        subject = subject_of(token) if token.pos_ in {"VERB", "AUX"} else None
        if subject is not None and subject.pos_ != "PRON" and subject.lemma_ not in {"comment", "response", "reaction"}:
            return mention_of(page, subject)
        if subject is not None and subject.pos_ == "PRON" and subject.lower_ not in {"there", "it"}:
            return mention_of(page, subject)
    sentence = page.sentence_at(tokens[0]) if tokens else None
    for token in tokens:
        verb = token.head
        if (
            token.dep_ in {"dobj", "attr"}
            and verb.pos_ in {"VERB", "AUX"}
            and verb.lemma_ in {"have", "make", "give", "offer"}
        ):
            subject = subject_of(verb)
            if subject is not None:
                return mention_of(page, subject)
    if sentence:
        for token in page.doc[tokens[-1].i + 1 : sentence.last]:
            if token.dep_ == "pobj" and token.head.lower_ in {"from", "by"}:
                return mention_of(page, token)
        for token in page.doc[sentence.first : tokens[0].i]:
            if token.dep_ == "nsubj" and token.pos_ in {"NOUN", "PROPN"} and not page.quoted[token.idx]:
                return mention_of(page, token)
    return None


def speaker_of(page: Page, cues: Cues, verb: Token) -> Span | None:
    """Return the words that name the speaker of a cue verb; None where nobody is named."""
    agents = [grand for child in children(verb, "agent") for grand in children(child, "pobj")]
    if children(verb, "auxpass") and not (verb.lemma_ in {"tell", "inform", "quote", "cite"} and not agents):
        if agents:
            return mention_of(page, agents[0])
        if verb.lemma_ not in {"quote", "cite"}:
            return None
    subject = subject_of(verb.head.head if is_second_cue(cues, verb) else verb)
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        above = next((a for a in verb.ancestors if a.lemma_.lower() in cues.verbs), None)
        subject = subject_of(above) if above is not None else subject
    told = verb.head if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.dep_ == "ccomp" else None
    if told is not None and told.head.lemma_.lower() in cues.verbs:
        subject = subject_of(told.head)  # "denied that it fell, admitting ...": who denies also admits
    if (
        not children(verb, "nsubj", "nsubjpass")
        and verb.tag_ in {"VBD", "VBZ"}
        and verb.dep_ in {"advcl", "relcl", "ccomp"}
    ):
        subject = _left_noun(verb) or subject
    subject = _right_beside(page, verb, subject) or subject
    if subject is not None and page.quoted[subject.idx] and not page.quoted[verb.idx]:
        beside = [child for child in children(subject, "appos") if not page.quoted[child.idx]]
        subject = beside[0] if beside else None
    if subject is None or subject.lemma_.lower() in {"it", "there", "which", "this", "what"}:
        if subject is not None and subject.lower_ == "it" and not children(verb, "auxpass"):
            return mention_of(page, subject)
        return _beside(page, verb) if subject is None else None
    if subject.lemma_.lower() in cues.claim_nouns and subject.pos_ == "NOUN":
        return voice_of_noun(page, cues, subject)
    return mention_of(page, subject)


def _right_beside(page: Page, verb: Token, subject: Token | None) -> Token | None:
    """Return the noun at the verb where the parser took an aside before it for the subject.

    "All were killed, officers among them, their spokesman wrote": who wrote stands at the verb, behind the comma.
    """
    if subject is None or subject.i > verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    at = verb.i - 1
    while at > subject.i and page.doc[at].pos_ in {"AUX", "ADV", "PART"}:
        at -= 1
    between = page.doc[subject.i + 1 : at + 1]
    if "," not in {t.text for t in between} or at <= subject.i or page.doc[at].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return _inverted_after_aside(page, verb, subject)
    left = page.doc[at]
    while left.i > subject.i and page.doc[left.i - 1].text != ",":
        left = page.doc[left.i - 1]
    aside = page.doc[subject.left_edge.i : left.i - 1]
    head = next((t for t in page.doc[left.i : at + 1] if t.head.i < left.i or t.head.i > at or t.head == t), None)
    if head is None or head.dep_ in {"pobj", "dobj", "conj"} or not _is_aside(page, aside):
        return None
    return head


def _inverted_after_aside(page: Page, verb: Token, subject: Token) -> Token | None:
    """Return the noun behind the verb of "..., children among them, said the mayor."."""
    before = page.doc[verb.i - 1] if verb.i else None
    if before is None or before.text != "," or not _is_aside(page, page.doc[subject.left_edge.i : verb.i - 1]):
        return None
    behind = [t for t in page.doc[verb.i + 1 : page.sentence_at(verb).last] if t.head == verb and t.pos_ != "PUNCT"]
    return behind[0] if behind and behind[0].pos_ in {"NOUN", "PROPN"} else None


def _is_aside(page: Page, words: Iterable[Token]) -> bool:
    """Tell "Iranians among them" and "only instructors", which add to what was said, from a name and its office."""
    low = [token.lower_ for token in words]
    return bool(low) and (low[0] in {"only", "including", "mostly", "most"} or {"among", "them"} <= set(low))


def voice_of_noun(page: Page, cues: Cues, noun: Token) -> Span | None:
    """Return who speaks in "the ministry's statement said", "a statement by the ministry said"."""
    for preposition in children(noun, "prep", "agent", "acl"):
        for owner in preposition.subtree:
            if owner.dep_ == "pobj" and owner.head.lower_ in {"of", "by", "from"}:
                return mention_of(page, owner)
    for owner in children(noun, "poss", "compound", "nmod"):
        if owner.pos_ in {"PROPN", "NOUN", "PRON"} and owner.lower_ not in cues.frames.channels:
            return mention_of(page, owner)
    if noun.lemma_ in cues.anonymous or noun.tag_ == "NNS":
        return mention_of(page, noun)
    return None


def _beside(page: Page, verb: Token) -> Span | None:
    """Return a name right beside the verb that the parser did not take for its subject: "said Ivanov"."""
    for token in page.doc[page.sentence_at(verb).first : verb.i]:
        if token.dep_ == "appos" and token.pos_ == "PROPN" and not page.quoted[token.idx]:
            edge = token.right_edge.i + 1
            if verb.i - edge <= 1 and all(t.is_punct for t in page.doc[edge : verb.i]):
                return mention_of(page, token)
    for step in (1, -1):
        at = verb.i + step
        if 0 <= at < len(page.doc) and page.doc[at].pos_ == "PROPN" and not page.quoted[page.doc[at].idx]:
            return mention_of(page, page.doc[at])
    return None


def mention_of(page: Page, head: Token) -> Span:
    """Return the noun phrase of a speaker without clauses that lean on it."""
    keep = [token for token in walk(head, lambda branch: _leans_on(branch, head)) if not token.is_space]
    keep = [token for token in keep if page.quoted[token.idx] == page.quoted[head.idx]]
    runs = [run for run in spans_of(keep) if run[0] <= head.idx < run[1]]
    start, end = runs[0] if runs else (head.idx, head.idx + len(head))
    if (rest := _REST_OF_WORD.match(page.text, end)) is not None:
        end = rest.end()  # the parser cuts "Bashar al-Assad" at the hyphen
    bare = Span(*trimmed(page.text, start, end))
    return bare if bare.end > bare.start else Span(head.idx, head.idx + len(head))


def _leans_on(branch: Token, head: Token) -> bool:
    """Tell a clause, a second name or an aside that hangs on a speaker's name from a part of the name."""
    if branch.dep_ in {"mark", "advcl"}:
        return True
    if branch.dep_ == "npadvmod":
        return branch.head == head and branch.i > head.i
    return branch.i > head.i and branch.dep_ in {"relcl", "acl", "cc", "conj", "ccomp", "parataxis", "dep"}


def _left_noun(verb: Token) -> Token | None:
    """Return the noun right before a finite verb whose subject the parser took for the object of a preposition."""
    at = verb.i - 1
    while at >= 0 and verb.doc[at].pos_ in {"ADV", "AUX"}:
        at -= 1
    if at < 0 or verb.doc[at].pos_ not in {"NOUN", "PROPN"}:
        return None
    noun = verb.doc[at]
    while (
        noun.head.pos_ in {"NOUN", "PROPN", "ADP"}
        and noun.head.i < noun.i
        and noun.head.dep_ not in {"ROOT"}
        and noun.head.lower_ not in {"after", "before", "as", "when", "since"}
    ):
        noun = noun.head
    return noun if noun.dep_ == "pobj" and noun.head.lower_ in {"after", "before", "as", "since"} else None
