"""Attribution by the trained tagger, with rules where they are better: notices, labels, and quotations that go on."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.reading.attribution import Attributed
from rashomon.reading.encoder import Attribution, Encoder
from rashomon.reading.rules import RuleAttributor
from rashomon.reading.syntax import Page, trimmed
from rashomon.records import Quotation, Span

_LEAST = 0.5  # certainty below which an attribution of the tagger is left out


class TaggedAttributor:
    """Holds the rules and the tagger."""

    def __init__(self, rules: RuleAttributor, encoder: Encoder) -> None:
        self._rules, self._encoder = rules, encoder

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of the rules, and those that only the tagger finds."""
        found = list(self._rules.attribute(page))
        said = bytearray(len(page.text))
        for attributed in found:
            for content in attributed.contents:
                said[content.start : content.end] = b"\x01" * (content.end - content.start)
        cues = [a.cue for a in found if a.cue is not None]
        for attribution in self._encoder.tag([page.text])[0].attributions():
            fresh = _fresh(attribution, cues, said)
            if fresh and attribution.score >= _LEAST:
                found.append(_attributed(page, attribution, fresh))
        return tuple(sorted(found, key=lambda a: (a.contents[0], a.cue or Span(-1, -1), a.lemma)))


def _fresh(attribution: Attribution, cues: Iterable[Span], said: bytearray) -> tuple[Span, ...]:
    """Return the contents that the rules have not attributed yet."""
    if any(part.start < cue.end and cue.start < part.end for part in attribution.cue for cue in cues):
        return ()
    return tuple(c for c in attribution.contents if sum(said[c.start : c.end]) * 2 < c.end - c.start)


def _attributed(page: Page, attribution: Attribution, contents: tuple[Span, ...]) -> Attributed:
    cue = attribution.cue[0]
    tokens = page.tokens(*cue)
    verb = next((t for t in tokens if t.pos_ == "VERB"), tokens[0] if tokens else None)
    sentence = page.sentence_at(tokens[0]) if tokens else page.sentences[0]
    quoted = [sum(page.quoted[c.start : c.end]) for c in contents]
    whole = all(count * 10 >= 9 * (c.end - c.start) for count, c in zip(quoted, contents, strict=True))
    quotation = Quotation.DIRECT if whole else Quotation.MIXED if any(quoted) else Quotation.INDIRECT
    bare = tuple(Span(*trimmed(page.text, c.start, c.end)) for c in contents)
    return Attributed(
        cue=cue,
        lemma=verb.lemma_.lower() if verb is not None else "say",
        speaker=attribution.speaker,
        contents=tuple(c for c in bare if c.end > c.start) or contents,
        quotation=quotation,
        zone=Span(sentence.start, sentence.end),
        because=f"tagger: '{page.text[cue.start : cue.end]}', certainty {attribution.score:.2f}",
    )
