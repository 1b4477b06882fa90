"""Attribution by the trained tagger and by rules, each where it is better.

Rules alone find notices ("could not be verified"), labels, quotations that go on and speech that goes on; they keep
their word on who speaks. The tagger adds what they miss, names a speaker where they know none, and its content stands
where it is the wider one. Chosen on the development part of benchmarks/gold/wars, with a tagger one training step
younger: claims with all parts right 36.5 % by rules alone, 39.3 % with what only the tagger finds, 42.7 % with its
wider contents as well; with its speakers everywhere 39.3 %, with its contents everywhere 41.7 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.attribution import NO_COMMENT, UNVERIFIED, Attributed, Attributor
from rashomon.reading.encoder import Attribution, Encoder
from rashomon.reading.notices import GOES_ON
from rashomon.reading.syntax import Page, trimmed
from rashomon.records import Quotation, Span, Stance
from rashomon.settings import Settings

LEAST_WORDS = 3  # of a content whose cue only asserts, or is unknown


class TaggedAttributor:
    """Holds the rules, the tagger and the lexicon of cues."""

    def __init__(self, rules: Attributor, encoder: Encoder, cues: Cues, settings: Settings) -> None:
        self._rules, self._encoder, self._cues, self._settings = rules, encoder, cues, settings

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of the rules, mended by the tagger, and those that only the tagger finds."""
        tagged = self._encoder.tag([page.text])[0].attributions()
        found = [_mended(page, attributed, tagged) for attributed in self._rules.attribute(page)]
        said = bytearray(len(page.text))
        for attributed in found:
            for content in attributed.contents:
                said[content.start : content.end] = b"\x01" * (content.end - content.start)
        cues = [attributed.cue for attributed in found if attributed.cue is not None]
        for attribution in tagged:
            fresh = _fresh(page, attribution, cues, said)
            if not fresh or attribution.score < self._settings.least_tagged:
                continue
            attributed = _attributed(page, attribution, fresh)
            if self._takes_names(attributed.lemma) or _says_enough(page, fresh):
                found.append(attributed)
        return tuple(sorted(found, key=lambda a: (a.contents[0], a.cue or Span(-1, -1), a.lemma)))

    def _takes_names(self, lemma: str) -> bool:
        """Tell whether a cue says something of a bare noun: "denied the report", but not "agreed a ceasefire"."""
        return lemma in self._cues.verbs and self._cues.verbs[lemma].stance is not Stance.ASSERTS


def _mended(page: Page, attributed: Attributed, tagged: Sequence[Attribution]) -> Attributed:
    """Give an attribution of the rules the speaker that they miss and the content that they cut short."""
    if attributed.cue is None or attributed.lemma in {UNVERIFIED, NO_COMMENT} or attributed.because == GOES_ON:
        return attributed
    same = next((a for a in tagged if any(_meet(part, attributed.cue) for part in a.cue)), None)
    if same is None:
        return attributed
    if attributed.speaker is None and same.speaker is not None:
        attributed = replace(attributed, speaker=same.speaker, because=f"{attributed.because}; speaker by the tagger")
    contents = _bare(page, same)
    if attributed.quotation is Quotation.INDIRECT and contents and _is_wider(contents, attributed.contents):
        attributed = replace(attributed, contents=contents, because=f"{attributed.because}; content by the tagger")
    return attributed


def _is_wider(these: Sequence[Span], those: Sequence[Span]) -> bool:
    """Tell whether some spans reach further than others that they meet."""
    one, other = Span(these[0].start, these[-1].end), Span(those[0].start, those[-1].end)
    return any(_meet(span, other) for span in these) and one.end - one.start > other.end - other.start


def _fresh(page: Page, attribution: Attribution, cues: Iterable[Span], said: bytearray) -> tuple[Span, ...]:
    """Return the contents, without marks at their ends, that the rules have not attributed yet."""
    if any(_meet(part, cue) for part in attribution.cue for cue in cues):
        return ()
    return tuple(c for c in _bare(page, attribution) if sum(said[c.start : c.end]) * 2 < c.end - c.start)


def _bare(page: Page, attribution: Attribution) -> tuple[Span, ...]:
    """Return the contents without marks at their ends, and without those that are marks alone."""
    pieces = [_in_one_paragraph(page, content, attribution.cue[0]) for content in attribution.contents]
    spans = [Span(*trimmed(page.text, piece.start, piece.end)) for piece in pieces]
    return tuple(span for span in spans if span.start < span.end)


def _in_one_paragraph(page: Page, content: Span, cue: Span) -> Span:
    """Cut speech outside quotation marks to one paragraph, its cue's if it is there: a headline ends where it ends."""
    within = [s for s in page.sentences if s.start < content.end and content.start < s.end]
    if len({s.paragraph for s in within}) <= 1 or page.quoted[within[0].end - 1]:
        return content
    own = next((s.paragraph for s in within if s.start <= cue.start < s.end), within[0].paragraph)
    kept = [s for s in within if s.paragraph == own]
    return Span(max(content.start, kept[0].start), min(content.end, kept[-1].end))


def _says_enough(page: Page, contents: Sequence[Span]) -> bool:
    """Tell whether there is more than a bare name or noun."""
    return any(
        page.quoted[c.start] or sum(token.is_alpha for token in page.tokens(*c)) >= LEAST_WORDS for c in contents
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _attributed(page: Page, attribution: Attribution, contents: tuple[Span, ...]) -> Attributed:
    cue = attribution.cue[0]
    tokens = page.tokens(*cue)
    verb = next((token for token in tokens if token.pos_ == "VERB"), tokens[0] if tokens else None)
    sentence = page.sentence_at(tokens[0]) if tokens else page.sentences[0]
    quoted = [sum(page.quoted[content.start : content.end]) for content in contents]
    whole = all(count * 10 >= 9 * (c.end - c.start) for count, c in zip(quoted, contents, strict=True))
    return Attributed(
        cue=cue,
        lemma=verb.lemma_.lower() if verb is not None else "say",
        speaker=attribution.speaker,
        contents=contents,
        quotation=Quotation.DIRECT if whole else Quotation.MIXED if any(quoted) else Quotation.INDIRECT,
        zone=Span(sentence.start, sentence.end),
        because=f"found by the tagger, certainty {attribution.score:.2f}",
    )
