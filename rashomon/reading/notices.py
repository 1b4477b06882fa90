"""Attributions without a cue verb: "according to", headlines, notices ("no comment"), and speech that goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import NO_COMMENT, UNVERIFIED, Attributed
from rashomon.reading.contents import find_contents, runs_of
from rashomon.reading.mentions import mention_of, silent_speaker, speaker_of, voice_of_noun
from rashomon.reading.syntax import Page, Sentence, subject_of, trimmed
from rashomon.records import Quotation, Span, Stance

HEADLINE = "headline of the form 'Name: words'"
GOES_ON = "past perfect behind an attributed sentence: the speaker goes on"
_BARE_DECLINE = re.compile(r"\b(?:declined|refused)(?=[.;,]|$)")
_LABEL = re.compile(
    r"^(?P<who>(?:The )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+| of| the){0,5}): (?P<what>[a-z“\"‘].*)$", re.DOTALL
)
_HEADLINE = re.compile(r"^(?P<who>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}): (?P<what>\S.*)$")


def find_according(page: Page, cues: Cues) -> list[Attributed]:
    """Find "according to X" and its like; the rest of the sentence is the content."""
    found: list[Attributed] = []
    for match in cues.according.finditer(page.text):
        if page.quoted[match.start()]:
            continue
        tokens = page.tokens(match.start(), match.end())
        if not tokens:
            continue
        sentence = page.sentence_at(tokens[0])
        if tokens[0].lower_ == "per" and tokens[0].nbor().pos_ != "PROPN":
            continue
        after = [t for t in page.doc[tokens[-1].i + 1 : sentence.last] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        objects = [
            t for t in after if t.dep_ in {"pobj", "dobj"} and t.head in (tokens[-1], tokens[0], *tokens[0].children)
        ]
        if not objects:
            continue
        phrase_head = objects[0]
        said_by = voice_of_noun(page, cues, phrase_head) if phrase_head.lemma_.lower() in cues.claim_nouns else None
        own = {t.i for t in phrase_head.subtree} | {t.i for t in tokens}
        rest = [t for t in page.doc[sentence.first : sentence.last] if t.i not in own]
        contents = [Span(*span) for span in _clauses_around(page, rest)]
        via = None
        citing = next((a for a in tokens[0].ancestors if a.lemma_.lower() in cues.verbs), None)
        if tokens[0].lower_ != "according" and citing is not None and (said := find_contents(page, cues, citing)):
            contents, via = said, speaker_of(page, cues, citing)  # "..., the radio said, citing the admiral"
        if not contents:
            continue
        found.append(
            Attributed(
                cue=Span(match.start(), match.end()),
                lemma="according",
                speaker=said_by or mention_of(page, phrase_head),
                contents=tuple(contents),
                quotation=Quotation.INDIRECT,
                zone=Span(sentence.start, sentence.end),
                because=f"'{match.group()}'",
                via=via,
            )
        )
    return found


def find_headlines(page: Page) -> list[Attributed]:
    """Find headlines of the form "Kyiv: attack kills three"."""
    found = []
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        match = _HEADLINE.match(text) if sentence.heading else _LABEL.match(text) if _opens(page, sentence) else None
        if match and len(match["what"].split()) >= 3:
            found.append(
                Attributed(
                    cue=None,
                    lemma="say",
                    speaker=Span(sentence.start, sentence.start + match.end("who")),
                    contents=(Span(sentence.start + match.start("what"), sentence.end),),
                    quotation=Quotation.INDIRECT,
                    zone=Span(sentence.start, sentence.end),
                    because=HEADLINE,
                )
            )
    return found


def find_notices(page: Page, cues: Cues) -> list[Attributed]:
    """Find "could not be verified" and "declined to comment", which hold no content of their own."""
    found = []
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        for pattern, lemma in ((cues.unverified, UNVERIFIED), (cues.declines, NO_COMMENT)):
            match = pattern.search(text) or (_BARE_DECLINE.search(text) if lemma == NO_COMMENT else None)
            if not match or page.quoted[sentence.start + match.start()]:
                continue
            cue = Span(sentence.start + match.start(), sentence.start + match.end())
            speaker = _unsure(page, cue) if lemma == UNVERIFIED else silent_speaker(page, cue)
            span = _notice_span(page, sentence, cue)
            if lemma == UNVERIFIED and (said := _said_by(page, cues, cue)) is not None:
                speaker, span = said[0], said[1] or span
            found.append(
                Attributed(
                    cue=cue,
                    lemma=lemma,
                    speaker=speaker,
                    contents=(span,),
                    quotation=Quotation.NARRATION if speaker is None else Quotation.INDIRECT,
                    zone=Span(sentence.start, sentence.end),
                    because=f"'{match.group()}'",
                )
            )
            break
    return found


def find_free_indirect(page: Page, found: list[Attributed]) -> list[Attributed]:
    """Find sentences in the past perfect right behind an attributed one: the speaker goes on."""
    by_sentence: dict[int, Attributed] = {}
    for attributed in found:
        if (
            attributed.speaker is not None
            and attributed.cue is not None
            and attributed.lemma not in {UNVERIFIED, NO_COMMENT}
        ):
            for number, sentence in enumerate(page.sentences):
                if sentence.start <= attributed.cue.start < sentence.end:
                    by_sentence[number] = attributed
    more = []
    for number, sentence in enumerate(page.sentences[1:], 1):
        before = page.sentences[number - 1]
        if number in by_sentence or before.paragraph != sentence.paragraph or number - 1 not in by_sentence:
            continue
        joined = page.text[before.start : sentence.start].rstrip().endswith(";")  # "A fell, he said; B was held"
        if page.quoted[sentence.start] or not (joined or _past_perfect(page, sentence)):
            continue
        last = by_sentence[number - 1]
        going_on = replace(
            last,
            contents=(Span(*trimmed(page.text, sentence.start, sentence.end)),),
            quotation=Quotation.INDIRECT,
            because=GOES_ON,
        )
        more.append(going_on)
        by_sentence[number] = going_on
    return more


def _clauses_around(page: Page, rest: list[Token]) -> list[Span]:
    return [run for run in runs_of(page, rest) if len(page.text[run.start : run.end].split()) >= 3]


def _opens(page: Page, sentence: Sentence) -> bool:
    """Tell whether a sentence opens its paragraph."""
    return page.text[: sentence.start].rstrip(" “\"‘'").endswith("\n") or sentence.start == 0


def _said_by(page: Page, cues: Cues, cue: Span) -> tuple[Span, Span | None] | None:
    """Return who says in the same sentence that it could not be checked, and the clause that says so."""
    for token in page.tokens(*cue):
        if token.pos_ not in {"VERB", "AUX", "ADJ"} or token.dep_ in {"aux", "auxpass", "neg"}:
            continue
        clause = token
        while clause.dep_ in {"xcomp", "acomp", "conj", "advcl", "pcomp", "prep", "pobj"} and clause.head != clause:
            clause = clause.head
        verb = clause.head
        word = cues.verbs.get(verb.lemma_.lower())
        if clause.dep_ != "ccomp" or word is None or word.stance is not Stance.ASSERTS:
            return None
        speaker = speaker_of(page, cues, verb)
        if speaker is None or (speaker.start >= cue.start and speaker.end <= cue.end):
            return None
        runs = runs_of(page, [t for t in clause.subtree if t.dep_ != "mark" or t.head != clause])
        own = [run for run in runs if run.start <= cue.start and cue.end <= run.end]
        return speaker, own[0] if own else None
    return None


def _unsure(page: Page, cue: Span) -> Span | None:
    """Return who "could not confirm" something; None for "could not be confirmed", the outlet's own notice."""
    for token in page.tokens(*cue):
        if token.pos_ == "VERB" and not any(child.dep_ == "auxpass" for child in token.children):
            subject = subject_of(token)
            if subject is not None and subject.dep_ == "nsubj" and subject.lower_ not in {"we", "it", "there", "this"}:
                return mention_of(page, subject)
            if subject is not None and subject.lower_ == "it" and subject.head == token and _is_somebody(token):
                return mention_of(page, subject)
    return None


def _is_somebody(verb: Token) -> bool:
    """Tell the mission of "it could not say who fired" from the "it" of "it was not possible to check"."""
    return verb.lemma_ in {"say", "confirm", "verify", "tell", "know", "determine", "establish", "ascertain", "check"}


def _past_perfect(page: Page, sentence: Sentence) -> bool:
    root = next((t for t in page.doc[sentence.first : sentence.last] if t.dep_ == "ROOT"), None)
    return (
        root is not None
        and root.tag_ == "VBN"
        and any(c.lower_ in {"had", "'d"} and c.dep_ == "aux" for c in root.children)
    )


def _notice_span(page: Page, sentence: Sentence, cue: Span) -> Span:
    """Return the clause of a notice: its sentence, or the part behind the last comma or "but" before the cue."""
    text = page.text[sentence.start : cue.start]
    cut = max((m.end() for m in re.finditer(r"(?:, (?:but|and|though|although|while)|; ) ?", text)), default=0)
    return Span(*trimmed(page.text, sentence.start + cut, sentence.end))
