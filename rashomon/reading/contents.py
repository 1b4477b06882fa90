"""A cue verb -> what is said: the clause, noun phrase or infinitive that hangs on it by syntax."""

from __future__ import annotations

import re

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.syntax import ACCUSING, Page, children, spans_of, trimmed, walk
from rashomon.records import Span


def phrase_of(cues: Cues, verb: Token) -> tuple[str, Token] | None:
    """Return the verb of several words that begins at `verb` ("pour cold water on") and its last word."""
    for words in cues.verb_phrases.get(verb.lemma_.lower(), ()):
        if words[1] in cues.frames.about.get(words[0], ()):
            continue  # "call on": its content is more than the object
        at, last = 1, verb
        for token in verb.doc[verb.i + 1 : verb.i + 8]:
            if at < len(words) and words[at] in {token.lemma_.lower(), token.lower_}:
                at, last = at + 1, token
            elif token.pos_ in {"VERB", "PUNCT"} or at == len(words):
                break
        if at == len(words):
            return " ".join(words), last
    return None


def _behind_phrase(page: Page, verb: Token, last: Token) -> list[Span]:
    """Return what stands behind a verb of several words: an object, or a clause."""
    inside = {t.i for t in verb.doc[verb.i : last.i + 1]}
    for token in verb.subtree:
        clause = token.dep_ in {"ccomp", "acl", "pcomp", "xcomp", "relcl"} and token.pos_ in {"VERB", "AUX"}
        noun = token.dep_ in {"pobj", "dobj"} and token.head.i in inside
        if token.i > last.i and (clause or noun):
            tokens = [t for t in token.subtree if t.i > last.i and not (t.dep_ == "mark" and t.lower_ == "that")]
            return runs_of(page, tokens)[:1]
    return []


def find_contents(page: Page, cues: Cues, verb: Token) -> list[Span]:
    """Return the content that hangs on a cue verb by syntax."""
    if (phrase := phrase_of(cues, verb)) is not None and (behind := _behind_phrase(page, verb, phrase[1])):
        return behind
    lemma = verb.lemma_.lower()
    picked: list[Token] = []
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i != verb.i and not _is_own_clause(child):
            picked.append(child)
        elif (
            child.dep_ in {"xcomp", "advcl"}
            and lemma in cues.frames.verbal
            and (child.dep_ == "xcomp" or child.i > verb.i)
        ):
            if child.dep_ == "xcomp" or child.tag_ == "VBG" or _is_infinitive(child):
                picked.append(child)
        elif child.dep_ == "dobj" and lemma in cues.frames.nominal and child.pos_ in {"NOUN", "PROPN", "NUM"}:
            if not (lemma in {"claim", "question", "challenge", "order", "report"} and child.ent_type_ == "PERSON"):
                picked.append(child)
        elif (
            child.dep_ in {"dobj", "nsubjpass"}
            and lemma in cues.frames.denying
            and (child.pos_ in {"PRON", "DET", "NUM"} or child.lemma_ == "one" or child.dep_ == "nsubjpass")
        ):
            picked.append(child)
        elif (
            child.dep_ in {"dobj", "nsubj", "ccomp"}
            and lemma in cues.frames.calling
            and child.i > verb.i
            and has_verdict(page, cues, verb)
        ):
            picked += [c for c in verb.children if c.i >= child.i and c.dep_ not in {"conj", "cc", "advcl", "punct"}]
        elif (child.dep_ == "prep" and child.lower_ in cues.frames.about.get(lemma, ())) or (
            child.dep_ == "conj" and _goes_on_after(verb, child) and child.lemma_.lower() not in cues.verbs
        ):
            picked.append(child)
        elif (
            child.dep_ == "dobj"
            and lemma in ACCUSING
            and any(c.lower_ in cues.frames.about.get(lemma, ()) for c in children(child, "prep"))
        ):
            picked.append(child)  # the parser hangs "of shelling" on whom they accuse
        elif child.dep_ == "prep" and lemma == "speak" and child.lower_ == "of":
            picked += children(child, "pobj")
        elif (
            child.dep_ in {"dobj", "prep"}
            and (lemma in cues.frames.counting and (lemma != "give" or _says_as(verb)))
            and child.i > verb.i
            and any(t.like_num or t.lower_ in cues.frames.vague for t in verb.subtree)
        ):
            picked.append(child)
        elif child.dep_ in {"dobj", "pobj", "attr"} and child.lemma_.lower() in cues.claim_nouns:
            picked += [grand for grand in children(child, "acl", "ccomp", "relcl") if _marks_that(grand)]
        elif child.dep_ == "prep" and lemma in {"say", "add", "tell", "note"}:
            continue
    if not picked and (clause := _that_clause(verb)) is not None:
        picked.append(clause)
    if not picked and (colon := _behind_colon(page, cues, verb)) is not None:
        return [colon]
    if not picked and verb.dep_ in {"parataxis", "ccomp", "advcl", "conj"} and _is_inserted(page, verb):
        sentence = page.sentence_at(verb)
        own = {token.i for token in verb.subtree}
        rest = [t for t in page.doc[sentence.first : sentence.last] if t.i not in own and not t.is_punct]
        runs = runs_of(page, rest)
        return [Span(runs[0].start, runs[-1].end)] if runs else []  # the cue stands within its content
    tokens: list[Token] = []
    for clause in picked:
        if clause.dep_ == "prep" and (obj := children(verb, "dobj")):
            tokens += [t for t in walk(obj[0]) if not t.is_space]
        tokens += [token for token in walk(clause, lambda t: _is_elsewhere(cues, t)) if not token.is_space]
    mark_ends = [clause.i for clause in picked]
    tokens = sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i)
    tokens = [t for t in tokens if not (t.dep_ == "mark" and t.lower_ in {"that", "whether"} and t.head.i in mark_ends)]
    return _widened(page, verb, runs_of(page, [t for t in tokens if t != verb]))


def _behind_colon(page: Page, cues: Cues, verb: Token) -> Span | None:
    """Return what stands behind the colon of "gave a different account: ..."."""
    sentence = page.sentence_at(verb)
    colons = [t for t in page.doc[verb.i + 1 : sentence.last] if t.text == ":" and not page.quoted[t.idx]]
    carries = verb.lemma_ in cues.frames.light or verb.lemma_.lower() in cues.verbs
    if not colons or not carries or colons[0].i - verb.i > 9 or colons[0].i + 3 > sentence.last:
        return None
    if page.quoted[page.doc[colons[0].i + 1].idx]:
        return None
    return Span(*trimmed(page.text, colons[0].idx + 1, sentence.end))


def _is_elsewhere(cues: Cues, token: Token) -> bool:
    """Tell a branch of a content clause that is no part of it: "deny that A and say that B"."""
    return token.dep_ == "parataxis" or is_second_cue(cues, token)


def is_second_cue(cues: Cues, token: Token) -> bool:
    """Tell the second cue of "deny that A and say that B", whose subject is that of the first."""
    return (
        token.dep_ == "conj"
        and token.head.dep_ == "ccomp"
        and token.lemma_.lower() in cues.verbs
        and bool(children(token, "ccomp"))
        and not children(token, "nsubj", "nsubjpass")
        and token.head.head.lemma_.lower() in cues.verbs
    )


def has_verdict(page: Page, cues: Cues, verb: Token) -> bool:
    """Tell "called the report a lie" from "called the president"."""
    if children(verb, "oprd", "attr", "acomp") or any(c.lower_ == "as" for c in children(verb, "prep")):
        return True
    after = page.text[verb.idx + len(verb) : verb.right_edge.idx + len(verb.right_edge)][:120].lower()
    return any(re.search(rf"\b{re.escape(word)}", after) for word in cues.rejecting)


def _widened(page: Page, verb: Token, runs: list[Span]) -> list[Span]:
    """Let content of a word or two ("denied it", "announced the capture") bring its verb phrase along."""
    if (
        len(runs) != 1
        or len(page.text[runs[0].start : runs[0].end].split()) > 3
        or verb.lemma_ in {"say", "tell", "add", "write"}
    ):
        return runs
    right = [
        t
        for t in verb.subtree
        if t.i >= verb.i
        and t.dep_ != "punct"
        and not any(
            a.dep_ in {"conj", "advcl"} and a.i > verb.i
            for a in (t, *t.ancestors)
            if a.i > verb.i and verb.is_ancestor(a)
        )
    ]
    spans = [run for run in spans_of(right) if run[0] <= verb.idx < run[1]]
    if not spans:
        return runs
    start, end = min(spans[0][0], runs[0].start), max(spans[0][1], runs[0].end)
    return [Span(*trimmed(page.text, start, end))]


def _says_as(verb: Token) -> bool:
    """Tell "gave its losses as 218" from "gave the news that"."""
    return any(child.lower_ == "as" and child.dep_ == "prep" for child in verb.subtree)


def _is_infinitive(clause: Token) -> bool:
    """Tell "told his gunners to open fire" from a clause of time or reason."""
    return clause.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.children)


def _is_own_clause(clause: Token) -> bool:
    """Tell a complement from a clause that the parser hung on the verb by mistake ("when", "after")."""
    return any(
        child.dep_ == "mark" and child.lower_ in {"after", "when", "before", "while", "since", "because"}
        for child in clause.children
    )


def _marks_that(clause: Token) -> bool:
    return any(child.lower_ in {"that", "which"} for child in clause.children) or clause.dep_ in {"acl", "ccomp"}


def _is_inserted(page: Page, verb: Token) -> bool:
    """Tell "..., X said, ..." from a verb with another task: it stands between commas or at the end."""
    own = sorted(token.i for token in verb.subtree if not token.is_punct)
    if not children(verb, "nsubj") or len(own) > (14 if verb.dep_ != "conj" else 22):
        return False
    before = page.doc[own[0] - 1] if own[0] else None
    if verb.dep_ == "conj" and (children(verb, "dobj", "ccomp") or own[-1] + 2 < page.sentence_at(verb).last):
        return False
    return before is not None and before.text in {",", "—", "–", "-", "(", ";"}


def _goes_on_after(verb: Token, clause: Token) -> bool:
    """Tell the second half of "A had fired, he said, and B had kept the truce" from what the speaker did next."""
    inverted = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    return inverted and clause.i > verb.i and bool(children(clause, "nsubj", "nsubjpass", "expl"))


def _that_clause(verb: Token) -> Token | None:
    """Return a "that" clause in the verb phrase that the parser hung on a noun: "told reporters in X that ..."."""
    for token in verb.subtree:
        if token.i <= verb.i or token.dep_ not in {"relcl", "acl", "ccomp", "advcl"}:
            continue
        marks = [child for child in token.children if child.dep_ == "mark" and child.lower_ == "that"]
        between = [above for above in token.ancestors if verb.is_ancestor(above)]
        on_a_noun = not any(above.pos_ in {"VERB", "AUX"} for above in between)
        if marks and on_a_noun and token.head.i < marks[0].i and children(token, "nsubj", "nsubjpass"):
            return token
    return None


def runs_of(page: Page, tokens: list[Token]) -> list[Span]:
    """Return the characters that tokens cover as spans; only marks may lie within a span."""
    runs = [Span(*trimmed(page.text, *run)) for run in spans_of(tokens)]
    return [run for run in _joined(page, runs) if run.end > run.start]


def _joined(page: Page, runs: list[Span]) -> list[Span]:
    """Join runs with only marks between them."""
    joined: list[Span] = []
    for run in runs:
        if joined and not re.search(r"\w", page.text[joined[-1].end : run.start]):
            joined[-1] = Span(joined[-1].start, run.end)
        else:
            joined.append(run)
    return [run for run in joined if re.search(r"\w", page.text[run.start : run.end])]
