"""Attribution by rules: the dependency parse, quotation marks and a lexicon of cues."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import Attributed
from rashomon.reading.contents import find_contents, has_verdict, phrase_of
from rashomon.reading.mentions import quoted_as, speaker_of
from rashomon.reading.notices import find_according, find_free_indirect, find_headlines, find_notices
from rashomon.reading.quoted import find_quoted
from rashomon.reading.syntax import Page, children
from rashomon.records import Quotation, Span

_COLON = re.compile(r":\s*$")


class RuleAttributor:
    """Holds the lexicon."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of a page, in the order of their content."""
        cues = self._cues
        verbs = [token for token in page.doc if _is_cue_verb(page, cues, token)]
        found = find_notices(page, cues)
        taken = [Span(*content) for notice in found for content in notice.contents]
        found += find_quoted(page, cues, verbs)
        used = {attributed.cue for attributed in found if attributed.cue}
        inside = bytearray(len(page.text))
        for attributed in found:
            for content in attributed.contents:
                inside[content.start : content.end] = b"\x01" * (content.end - content.start)
        for verb in [*verbs, *_light_verbs(page, cues)]:
            if Span(verb.idx, verb.idx + len(verb)) in used or any(s.start <= verb.idx < s.end for s in taken):
                continue
            if indirect := _indirect(page, cues, verb):
                fresh = tuple(c for c in indirect.contents if sum(inside[c.start : c.end]) * 2 < c.end - c.start)
                if fresh:
                    found.append(replace(indirect, contents=fresh))
        found += find_according(page, cues)
        found += find_free_indirect(page, found)
        found += find_headlines(page)
        found = [a for a in found if not any(_is_passed_on(a, by) for by in found)]
        return tuple(sorted(_merged(found), key=lambda a: (a.contents[0], a.cue or Span(-1, -1), a.lemma)))


def _is_cue_verb(page: Page, cues: Cues, token: Token) -> bool:
    if token.pos_ == "VERB" and token.lemma_.lower() not in cues.verbs and _is_inverted(token):
        return not page.quoted[token.idx]
    if token.pos_ in {"VERB", "AUX"} and phrase_of(cues, token) is not None:
        return not page.quoted[token.idx]
    if token.pos_ not in {"VERB", "AUX"} or token.lemma_.lower() not in cues.verbs:
        return token.lower_ in {"announces", "says", "denies", "claims", "rejects", "vows", "warns"} and (
            token.pos_ == "NOUN" and token.dep_ in {"ROOT", "compound"} and bool(children(token, "compound", "nmod"))
        )
    return not page.quoted[token.idx]


def _is_inverted(verb: Token) -> bool:
    """Tell a verb of speech that no lexicon holds by its place: "The troops were resisting, it assured."."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    if clause is None or subject is None or subject.left_edge.i < clause.i:
        return False
    return verb.doc[subject.left_edge.i - 1].text == "," and verb.tag_ in {"VBD", "VBZ", "VBP"}


def _light_verbs(page: Page, cues: Cues) -> list[Token]:
    """Find "gave the news that", "made a statement that": the noun speaks, the verb only carries it."""
    return [
        token
        for token in page.doc
        if token.lemma_ in cues.frames.light
        and not page.quoted[token.idx]
        and any(child.lemma_.lower() in cues.claim_nouns for child in children(token, "dobj"))
    ]


def _indirect(page: Page, cues: Cues, verb: Token) -> Attributed | None:
    if verb.lemma_ in {"quote", "cite"} and any(child.lower_ == "as" for child in children(verb, "prep")):
        return None  # what "saying" holds is theirs who are quoted
    contents = find_contents(page, cues, verb)
    because = f"clause under the cue '{verb.text}'"
    sentence = page.sentence_at(verb)
    if (
        not contents
        and _COLON.search(page.text[: sentence.end])
        and page.text[verb.idx : sentence.end].count(" ") <= 12
    ):
        later = [t for t in page.doc[verb.i + 1 : sentence.last] if _is_cue_verb(page, cues, t)]
        here = [s for s in page.sentences if s.paragraph == sentence.paragraph and s.start > sentence.start]
        below = [s for s in page.sentences if s.paragraph == sentence.paragraph + 1 and not s.heading]
        following = here[:1] or below
        if following and not later and not page.quoted[following[0].start]:
            contents = [Span(following[0].start, following[-1].end)]
            because = f"{'sentence' if here else 'paragraph'} behind the colon of '{verb.text}'"
    if not contents:
        return None
    speaker = speaker_of(page, cues, verb)
    via = None
    if verb.head.lemma_ == "as" or (verb.dep_ == "pcomp" and verb.head.lower_ == "as"):
        speaker, via = quoted_as(page, cues, verb, speaker)
    if speaker is None and not _speaks_for_nobody(page, verb):
        return None
    phrase = phrase_of(cues, verb)
    lemma = phrase[0] if phrase is not None else verb.lemma_.lower()
    if lemma == "call" and not has_verdict(page, cues, verb):
        lemma = "call on"
    return Attributed(
        cue=Span(verb.idx, verb.idx + len(verb)),
        lemma=lemma,
        speaker=speaker,
        contents=tuple(contents),
        quotation=Quotation.INDIRECT,
        zone=Span(sentence.start, sentence.end),
        because=because,
        via=via,
    )


def _speaks_for_nobody(page: Page, verb: Token) -> bool:
    """Keep "it was reported that": somebody unnamed speaks; drop verbs of thought without a subject."""
    return bool(children(verb, "auxpass")) or verb.dep_ in {"advcl", "acl", "conj", "ROOT"}


def _is_passed_on(attributed: Attributed, by: Attributed) -> bool:
    """Tell "the radio said, citing the admiral" read as the radio's words from the same read as the admiral's."""
    if by is attributed or by.via is None or by.via != attributed.speaker:
        return False
    return any(c.start < d.end and d.start < c.end for c in attributed.contents for d in by.contents)


def _merged(found: list[Attributed]) -> list[Attributed]:
    """Keep one attribution per cue and per content; the one that was found first wins."""
    kept: dict[tuple[Span | None, tuple[Span, ...]], Attributed] = {}
    for attributed in found:
        if attributed.contents:
            kept.setdefault((attributed.cue, attributed.contents), attributed)
    return list(kept.values())
