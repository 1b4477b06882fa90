"""Quotations between marks -> attributions: the cue beside them, or the one that goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import Attributed
from rashomon.reading.contents import find_contents
from rashomon.reading.mentions import speaker_of
from rashomon.reading.quotations import Quote
from rashomon.reading.syntax import Page, Sentence, trimmed
from rashomon.records import Quotation, Span

_TAIL = re.compile(
    r"^\W*(?:he|she|they|it)?\s*(?:said|says|added|adds|wrote|used the expressions?|told|noted|stated)\b", re.I
)
_COLON = re.compile(r":\s*$")


def find_quoted(page: Page, cues: Cues, verbs: list[Token]) -> Iterator[Attributed]:
    """Yield the attribution of each quotation that has one, in the order of the text."""
    last: Attributed | None = None
    last_paragraph = -9
    last_open = False
    for quote in page.quotes:
        first, final = _sentences_of(page, quote)
        if first is None or final is None:
            continue
        if _is_scare(page, quote, verbs):
            continue
        content = Span(*trimmed(page.text, quote.start, quote.end, strip=" \n\t,\"“”‘’«»„'`"))
        if content.end <= content.start:
            continue
        attributed = _by_verb(page, cues, quote, content, first, final, verbs)
        if attributed is None and last is not None:
            near = first.paragraph == last_paragraph or (
                first.paragraph == last_paragraph + 1 and (last_open or _opens_paragraph(page, quote))
            )
            if near:
                attributed = replace(last, contents=(content,), because="quotation goes on from the one before")
        if attributed is None:
            continue
        if attributed.speaker is None and last is not None and final.paragraph - last_paragraph <= 1:
            attributed = replace(attributed, speaker=last.speaker)
        yield attributed
        last, last_paragraph, last_open = attributed, final.paragraph, not quote.closed


def _by_verb(
    page: Page, cues: Cues, quote: Quote, content: Span, first: Sentence, final: Sentence, verbs: list[Token]
) -> Attributed | None:
    candidates = []
    for verb in verbs:
        at = page.sentence_of_token[verb.i]
        sentence = page.sentences[at]
        if sentence.paragraph == first.paragraph == final.paragraph or sentence in (first, final):
            distance = quote.outer_start - verb.idx if verb.idx < quote.outer_start else verb.idx - quote.outer_end
            follows = verb.idx >= quote.outer_end
            gap = page.text[quote.outer_end : verb.idx] if follows else page.text[verb.idx : quote.outer_start]
            if sentence not in (first, final) and not _reaches(page, gap, follows=follows):
                continue
            if follows and re.search(r"[.!?]\s+\S", gap) and not _TAIL.match(gap + verb.text):
                continue

            colon = not follows and bool(_COLON.search(page.text[: quote.outer_start].rstrip("“\"‘' ")))
            nobody = speaker_of(page, cues, verb) is None
            candidates.append((distance - 40 * colon + 1000 * nobody, verb.i, verb))
        elif sentence.paragraph == first.paragraph - 1 and _COLON.search(page.text[: sentence.end]):
            candidates.append((200, verb.i, verb))
    if not candidates:
        return None
    verb = min(candidates)[2]
    speaker = speaker_of(page, cues, verb)
    sentence = page.sentence_at(verb)
    clause = find_contents(page, cues, verb)
    contents = [content]
    quotation = Quotation.DIRECT
    outside = [c for c in clause if not (c.start < quote.outer_end and quote.outer_start < c.end)]
    around = [c for c in clause if c.start < quote.outer_start and c.end >= quote.start] + [
        c for c in clause if c.start <= quote.start and c.end > quote.outer_end
    ]
    if around:
        start = min(c.start for c in around)
        end = max(quote.end, *(c.end for c in around))
        before = page.text[start : quote.outer_start].strip(" “\"‘'")
        if before.endswith(":"):
            contents.append(Span(*trimmed(page.text, start, quote.outer_start)))
            quotation = Quotation.MIXED
        elif before.lower() not in {"", "that"}:
            contents = [Span(*trimmed(page.text, start, end))]
            quotation = Quotation.MIXED
    if outside:
        contents += [c for c in outside if len(page.text[c.start : c.end].split()) > 1]
        quotation = Quotation.MIXED
    return Attributed(
        cue=Span(verb.idx, verb.idx + len(verb)),
        lemma=verb.lemma_.lower(),
        speaker=speaker,
        contents=tuple(sorted(contents)),
        quotation=quotation,
        zone=Span(sentence.start, sentence.end),
        because=f"quotation beside the cue '{verb.text}'",
    )


def _reaches(page: Page, gap: str, *, follows: bool) -> bool:
    if follows:
        return len(gap.split()) <= 6 and "." not in gap.strip(' .”"')
    return bool(_COLON.search(gap.rstrip("“\"‘' ")))


def _sentences_of(page: Page, quote: Quote) -> tuple[Sentence | None, Sentence | None]:
    touching = [s for s in page.sentences if s.end > quote.start and s.start < quote.end]
    return (touching[0], touching[-1]) if touching else (None, None)


def _opens_paragraph(page: Page, quote: Quote) -> bool:
    before = page.text[: quote.outer_start]
    return not before.strip() or before.rstrip(" ").endswith("\n")


def _is_scare(page: Page, quote: Quote, verbs: list[Token]) -> bool:
    """Tell a few marked words inside a sentence ("the 'special operation'") from a quotation."""
    tokens = page.tokens(quote.start, quote.end)
    finite = any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"} for t in tokens)
    if finite and len(tokens) > 2:
        return False
    before = page.text[max(0, quote.outer_start - 3) : quote.outer_start].rstrip()
    after = page.text[quote.outer_end : quote.outer_end + 3].lstrip()
    set_apart = before.endswith((",", ":")) or after.startswith(",") or page.text[quote.end - 1] in ".!?,"
    return not set_apart and len(tokens) < 12
