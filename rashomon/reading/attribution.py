"""A parsed page -> who is made to say what: speaker, cue and content as spans, after PARC and PolNeAR.

This is the seam: `Attributor` is all that the rest of reading knows. The rules below stand behind it now;
a trained tagger can take their place without a change elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from spacy.tokens import Token

from rashomon.knowledge.lexicons import Cues
from rashomon.reading.quotations import Quote
from rashomon.reading.syntax import Page, Sentence, children, spans_of, subject_of, trimmed, walk
from rashomon.records import Quotation, Span

# Verbs whose object can itself be the content: "announced the liberation of", "denied the statement of".
_NOMINAL = frozenset(
    "announce report confirm claim deny reject dismiss refute admit acknowledge concede condemn denounce declare "
    "dispute contest rebut doubt question challenge threaten predict expect fear allege contradict repudiate reveal "
    "disclose demand order decry disavow debunk recognize recognise counter verify "
    "welcome hail urge criticize criticise".split()
)
# Verbs whose content may be an infinitive or a gerund: "denied attacking", "vowed to retake".
_VERBAL = frozenset(
    "deny admit threaten vow promise pledge claim refuse decline acknowledge concede expect order urge warn swear hope ask demand "
    "instruct command want wish appeal call report recall confess forbid believe consider suspect allege".split()
)
_ABOUT = {"accuse": {"of"}, "blame": {"for", "on"}, "warn": {"of", "about", "against"}, "call": {"for", "on", "upon"}, "appeal": {"for", "to"}, "complain": {"of", "about"}, "boast": {"of"}}  # fmt: skip
_DENYING = frozenset("deny reject refute dismiss rebut dispute contradict repudiate disavow debunk discount".split())
CALLING = frozenset("call describe brand label term dub denounce dismiss characterize characterise".split())
_COUNTING = frozenset("put count tally number give speak record estimate place".split())
_VAGUE = frozenset("dozens hundreds thousands several dead killed casualties losses".split())
_CHANNELS = frozenset("facebook telegram twitter x instagram youtube video television press media".split())
_LIGHT = frozenset("give make issue release publish send spread bring deliver have put repeat receive".split())
_TAIL = re.compile(
    r"^\W*(?:he|she|they|it)?\s*(?:said|says|added|adds|wrote|used the expressions?|told|noted|stated)\b", re.I
)
_BARE_DECLINE = re.compile(r"\b(?:declined|refused)(?=[.;,]|$)")
_COLON = re.compile(r":\s*$")
_HEADLINE = re.compile(r"^(?P<who>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}): (?P<what>\S.*)$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution: `speaker` None where nobody is named near the cue."""

    cue: Span | None
    lemma: str
    speaker: Span | None
    contents: tuple[Span, ...]
    quotation: Quotation
    zone: Span  # where the words about the channel and the moment of speaking stand
    because: str
    via: Span | None = None


class Attributor(Protocol):
    """Anything that finds attributions."""

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of a page, in the order of their content."""


class RuleAttributor:
    """Attribution by the dependency parse, quotation marks and a lexicon of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of a page, in the order of their content."""
        verbs = [token for token in page.doc if self._is_cue_verb(page, token)]
        found = self._notices(page)
        taken = [Span(*content) for notice in found for content in notice.contents]
        found += self._quoted(page, verbs)
        used = {attributed.cue for attributed in found if attributed.cue}
        inside = bytearray(len(page.text))
        for attributed in found:
            for content in attributed.contents:
                inside[content.start : content.end] = b"\x01" * (content.end - content.start)
        for verb in [*verbs, *self._light_verbs(page)]:
            if Span(verb.idx, verb.idx + len(verb)) in used or any(s.start <= verb.idx < s.end for s in taken):
                continue
            if indirect := self._indirect(page, verb):
                fresh = tuple(c for c in indirect.contents if sum(inside[c.start : c.end]) * 2 < c.end - c.start)
                if fresh:
                    found.append(replace(indirect, contents=fresh))
        found += self._according(page)
        found += self._free_indirect(page, found)
        found += self._headlines(page)
        return tuple(sorted(_merged(found), key=lambda a: (a.contents[0], a.cue or Span(-1, -1), a.lemma)))

    def _is_cue_verb(self, page: Page, token: Token) -> bool:
        if token.pos_ not in {"VERB", "AUX"} or token.lemma_.lower() not in self._cues.verbs:
            return token.lower_ in {"announces", "says", "denies", "claims", "rejects", "vows", "warns"} and (
                token.pos_ == "NOUN"
                and token.dep_ in {"ROOT", "compound"}
                and bool(children(token, "compound", "nmod"))
            )
        return not page.quoted[token.idx]

    def _light_verbs(self, page: Page) -> list[Token]:
        """Find "gave the news that", "made a statement that": the noun speaks, the verb only carries it."""
        return [
            token
            for token in page.doc
            if token.lemma_ in _LIGHT
            and not page.quoted[token.idx]
            and any(child.lemma_.lower() in self._cues.claim_nouns for child in children(token, "dobj"))
        ]

    # Quotations

    def _quoted(self, page: Page, verbs: list[Token]) -> Iterator[Attributed]:
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
            attributed = self._by_verb(page, quote, content, first, final, verbs)
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
        self, page: Page, quote: Quote, content: Span, first: Sentence, final: Sentence, verbs: list[Token]
    ) -> Attributed | None:
        candidates = []
        for verb in verbs:
            at = page.sentence_of_token[verb.i]
            sentence = page.sentences[at]
            if sentence.paragraph == first.paragraph == final.paragraph or sentence in (first, final):
                distance = quote.outer_start - verb.idx if verb.idx < quote.outer_start else verb.idx - quote.outer_end
                follows = verb.idx >= quote.outer_end
                gap = page.text[quote.outer_end : verb.idx] if follows else page.text[verb.idx : quote.outer_start]
                if sentence not in (first, final) and not self._reaches(page, gap, follows=follows):
                    continue
                if follows and re.search(r"[.!?]\s+\S", gap) and not _TAIL.match(gap + verb.text):
                    continue

                colon = not follows and bool(_COLON.search(page.text[: quote.outer_start].rstrip("“\"‘' ")))
                nobody = self._speaker(page, verb) is None
                candidates.append((distance - 40 * colon + 1000 * nobody, verb.i, verb))
            elif sentence.paragraph == first.paragraph - 1 and _COLON.search(page.text[: sentence.end]):
                candidates.append((200, verb.i, verb))
        if not candidates:
            return None
        verb = min(candidates)[2]
        speaker = self._speaker(page, verb)
        sentence = page.sentence_at(verb)
        clause = self._complement(page, verb)
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

    @staticmethod
    def _reaches(page: Page, gap: str, *, follows: bool) -> bool:
        if follows:
            return len(gap.split()) <= 6 and "." not in gap.strip(' .”"')
        return bool(_COLON.search(gap.rstrip("“\"‘' ")))

    # Indirect speech

    def _indirect(self, page: Page, verb: Token) -> Attributed | None:
        contents = self._complement(page, verb)
        because = f"clause under the cue '{verb.text}'"
        sentence = page.sentence_at(verb)
        if (
            not contents
            and _COLON.search(page.text[: sentence.end])
            and page.text[verb.idx : sentence.end].count(" ") <= 12
        ):
            later = [t for t in page.doc[verb.i + 1 : sentence.last] if self._is_cue_verb(page, t)]
            following = [
                s for s in page.sentences if s.paragraph == sentence.paragraph + 1 and not s.heading and not later
            ]
            if following and sentence == [s for s in page.sentences if s.paragraph == sentence.paragraph][-1]:
                contents = [Span(following[0].start, following[-1].end)]
                because = f"paragraph behind the colon of '{verb.text}'"
        if not contents:
            return None
        speaker = self._speaker(page, verb)
        via = None
        if verb.head.lemma_ == "as" or (verb.dep_ == "pcomp" and verb.head.lower_ == "as"):
            speaker, via = self._quoted_as(page, verb, speaker)
        if speaker is None and not self._speaks_for_nobody(page, verb):
            return None
        lemma = verb.lemma_.lower()
        if lemma == "call" and not self._has_verdict(page, verb):
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

    def _quoted_as(self, page: Page, verb: Token, speaker: Span | None) -> tuple[Span | None, Span | None]:
        """Return (speaker, via) of "X quoted Y as saying" and "Y was quoted by X as saying"."""
        quoting = verb.head.head
        objects = children(quoting, "dobj")
        if objects:
            return self._mention(page, objects[0]), self._speaker(page, quoting)
        agents = [grand for child in children(quoting, "agent") for grand in children(child, "pobj")]
        return self._speaker(page, quoting), self._mention(page, agents[0]) if agents else None

    def _speaks_for_nobody(self, page: Page, verb: Token) -> bool:
        """Keep "it was reported that": somebody unnamed speaks; drop verbs of thought without a subject."""
        return bool(children(verb, "auxpass")) or verb.dep_ in {"advcl", "acl", "conj", "ROOT"}

    def _complement(self, page: Page, verb: Token) -> list[Span]:
        """Return the content that hangs on a cue verb by syntax."""
        lemma = verb.lemma_.lower()
        picked: list[Token] = []
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i != verb.i and not _is_own_clause(child):
                picked.append(child)
            elif child.dep_ in {"xcomp", "advcl"} and lemma in _VERBAL and (child.dep_ == "xcomp" or child.i > verb.i):
                if child.dep_ == "xcomp" or child.tag_ in {"VBG"}:
                    picked.append(child)
            elif child.dep_ == "dobj" and lemma in _NOMINAL and child.pos_ in {"NOUN", "PROPN", "NUM"}:
                if not (lemma in {"claim", "question", "challenge", "order", "report"} and child.ent_type_ == "PERSON"):
                    picked.append(child)
            elif (
                child.dep_ in {"dobj", "nsubjpass"}
                and lemma in _DENYING
                and (child.pos_ in {"PRON", "DET", "NUM"} or child.lemma_ == "one" or child.dep_ == "nsubjpass")
            ):
                picked.append(child)
            elif (
                child.dep_ in {"dobj", "nsubj", "ccomp"}
                and lemma in CALLING
                and child.i > verb.i
                and self._has_verdict(page, verb)
            ):
                picked += [
                    c for c in verb.children if c.i >= child.i and c.dep_ not in {"conj", "cc", "advcl", "punct"}
                ]
            elif child.dep_ == "prep" and child.lower_ in _ABOUT.get(lemma, ()):
                picked.append(child)
            elif child.dep_ == "conj" and _goes_on_after(verb, child) and child.lemma_.lower() not in self._cues.verbs:
                picked.append(child)
            elif child.dep_ == "prep" and lemma == "speak" and child.lower_ == "of":
                picked += children(child, "pobj")
            elif (
                child.dep_ in {"dobj", "prep"}
                and lemma in _COUNTING
                and child.i > verb.i
                and any(t.like_num or t.lower_ in _VAGUE for t in verb.subtree)
            ):
                picked.append(child)
            elif child.dep_ in {"dobj", "pobj", "attr"} and child.lemma_.lower() in self._cues.claim_nouns:
                picked += [grand for grand in children(child, "acl", "ccomp", "relcl") if _marks_that(grand)]
            elif child.dep_ == "prep" and lemma in {"say", "add", "tell", "note"}:
                continue
        if not picked and (clause := _that_clause(verb)) is not None:
            picked.append(clause)
        if not picked and (colon := self._behind_colon(page, verb)) is not None:
            return [colon]
        if not picked and verb.dep_ in {"parataxis", "ccomp", "advcl"} and _is_inserted(page, verb):
            sentence = page.sentence_at(verb)
            own = {token.i for token in verb.subtree}
            rest = [t for t in page.doc[sentence.first : sentence.last] if t.i not in own and not t.is_punct]
            runs = _runs(page, rest)
            return [Span(runs[0].start, runs[-1].end)] if runs else []  # the cue stands within its content
        tokens: list[Token] = []
        for clause in picked:
            if clause.dep_ == "prep" and (obj := children(verb, "dobj")):
                tokens += [t for t in walk(obj[0]) if not t.is_space]
            tokens += [token for token in walk(clause, self._is_elsewhere) if not token.is_space]
        mark_ends = [clause.i for clause in picked]
        tokens = sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i)
        tokens = [
            t for t in tokens if not (t.dep_ == "mark" and t.lower_ in {"that", "whether"} and t.head.i in mark_ends)
        ]
        return _widened(page, verb, _runs(page, [t for t in tokens if t != verb]))

    def _behind_colon(self, page: Page, verb: Token) -> Span | None:
        """Return what stands behind the colon of "gave a different account: ..."."""
        sentence = page.sentence_at(verb)
        colons = [t for t in page.doc[verb.i + 1 : sentence.last] if t.text == ":" and not page.quoted[t.idx]]
        carries = verb.lemma_ in _LIGHT or verb.lemma_.lower() in self._cues.verbs
        if not colons or not carries or colons[0].i - verb.i > 9 or colons[0].i + 3 > sentence.last:
            return None
        if page.quoted[page.doc[colons[0].i + 1].idx]:
            return None
        return Span(*trimmed(page.text, colons[0].idx + 1, sentence.end))

    def _is_elsewhere(self, token: Token) -> bool:
        """Tell a branch of a content clause that is no part of it: "deny that A and say that B"."""
        return token.dep_ == "parataxis" or self._is_second_cue(token)

    def _is_second_cue(self, token: Token) -> bool:
        return (
            token.dep_ == "conj"
            and token.head.dep_ == "ccomp"
            and token.lemma_.lower() in self._cues.verbs
            and bool(children(token, "ccomp"))
            and not children(token, "nsubj", "nsubjpass")
            and token.head.head.lemma_.lower() in self._cues.verbs
        )

    def _has_verdict(self, page: Page, verb: Token) -> bool:
        """Tell "called the report a lie" from "called the president"."""
        if children(verb, "oprd", "attr", "acomp") or any(c.lower_ == "as" for c in children(verb, "prep")):
            return True
        after = page.text[verb.idx + len(verb) : verb.right_edge.idx + len(verb.right_edge)][:120].lower()
        return any(re.search(rf"\b{re.escape(word)}", after) for word in self._cues.rejecting)

    # Other forms

    def _according(self, page: Page) -> list[Attributed]:
        found: list[Attributed] = []
        for match in self._cues.according.finditer(page.text):
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
                t
                for t in after
                if t.dep_ in {"pobj", "dobj"} and t.head in (tokens[-1], tokens[0], *tokens[0].children)
            ]
            if not objects:
                continue
            phrase_head = objects[0]
            said_by = (
                self._voice_of_noun(page, phrase_head) if phrase_head.lemma_.lower() in self._cues.claim_nouns else None
            )
            own = {t.i for t in phrase_head.subtree} | {t.i for t in tokens}
            rest = [t for t in page.doc[sentence.first : sentence.last] if t.i not in own]
            contents = [Span(*span) for span in _clauses_around(page, rest)]
            if not contents:
                continue
            found.append(
                Attributed(
                    cue=Span(match.start(), match.end()),
                    lemma="according",
                    speaker=said_by or self._mention(page, phrase_head),
                    contents=tuple(contents),
                    quotation=Quotation.INDIRECT,
                    zone=Span(sentence.start, sentence.end),
                    because=f"'{match.group()}'",
                )
            )
        return found

    def _headlines(self, page: Page) -> list[Attributed]:
        found = []
        for sentence in page.sentences:
            if not sentence.heading:
                continue
            match = _HEADLINE.match(page.text[sentence.start : sentence.end])
            if match and len(match["what"].split()) >= 3:
                found.append(
                    Attributed(
                        cue=None,
                        lemma="say",
                        speaker=Span(sentence.start, sentence.start + match.end("who")),
                        contents=(Span(sentence.start + match.start("what"), sentence.end),),
                        quotation=Quotation.INDIRECT,
                        zone=Span(sentence.start, sentence.end),
                        because="headline of the form 'Name: words'",
                    )
                )
        return found

    def _notices(self, page: Page) -> list[Attributed]:
        """Find "could not be verified" and "declined to comment", which hold no content of their own."""
        found = []
        for sentence in page.sentences:
            text = page.text[sentence.start : sentence.end]
            for pattern, lemma in ((self._cues.unverified, "unverified"), (self._cues.declines, "no-comment")):
                match = pattern.search(text) or (_BARE_DECLINE.search(text) if lemma == "no-comment" else None)
                if not match or page.quoted[sentence.start + match.start()]:
                    continue
                cue = Span(sentence.start + match.start(), sentence.start + match.end())
                speaker = None if lemma == "unverified" else self._silent_speaker(page, cue)
                found.append(
                    Attributed(
                        cue=cue,
                        lemma=lemma,
                        speaker=speaker,
                        contents=(_notice_span(page, sentence, cue),),
                        quotation=Quotation.NARRATION if speaker is None else Quotation.INDIRECT,
                        zone=Span(sentence.start, sentence.end),
                        because=f"'{match.group()}'",
                    )
                )
                break
        return found

    def _free_indirect(self, page: Page, found: list[Attributed]) -> list[Attributed]:
        """Find sentences in the past perfect right behind an attributed one: "It had been a raid." goes on for the speaker."""
        by_sentence: dict[int, Attributed] = {}
        for attributed in found:
            if (
                attributed.speaker is not None
                and attributed.cue is not None
                and attributed.lemma not in {"unverified", "no-comment"}
            ):
                for number, sentence in enumerate(page.sentences):
                    if sentence.start <= attributed.cue.start < sentence.end:
                        by_sentence[number] = attributed
        more = []
        for number, sentence in enumerate(page.sentences[1:], 1):
            before = page.sentences[number - 1]
            if number in by_sentence or before.paragraph != sentence.paragraph or number - 1 not in by_sentence:
                continue
            if page.quoted[sentence.start] or not _past_perfect(page, sentence):
                continue
            last = by_sentence[number - 1]
            going_on = replace(
                last,
                contents=(Span(*trimmed(page.text, sentence.start, sentence.end)),),
                quotation=Quotation.INDIRECT,
                because="past perfect behind an attributed sentence: the speaker goes on",
            )
            more.append(going_on)
            by_sentence[number] = going_on
        return more

    def _silent_speaker(self, page: Page, cue: Span) -> Span | None:
        tokens = page.tokens(*cue)
        for token in tokens:
            subject = subject_of(token) if token.pos_ in {"VERB", "AUX"} else None
            if (
                subject is not None
                and subject.pos_ != "PRON"
                and subject.lemma_ not in {"comment", "response", "reaction"}
            ):
                return self._mention(page, subject)
            if subject is not None and subject.pos_ == "PRON" and subject.lower_ not in {"there", "it"}:
                return self._mention(page, subject)
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
                    return self._mention(page, subject)
        if sentence:
            for token in page.doc[tokens[-1].i + 1 : sentence.last]:
                if token.dep_ == "pobj" and token.head.lower_ in {"from", "by"}:
                    return self._mention(page, token)
            for token in page.doc[sentence.first : tokens[0].i]:
                if token.dep_ == "nsubj" and token.pos_ in {"NOUN", "PROPN"} and not page.quoted[token.idx]:
                    return self._mention(page, token)
        return None

    # Speakers

    def _speaker(self, page: Page, verb: Token) -> Span | None:
        agents = [grand for child in children(verb, "agent") for grand in children(child, "pobj")]
        if children(verb, "auxpass") and not (verb.lemma_ in {"tell", "inform", "quote", "cite"} and not agents):
            if agents:
                return self._mention(page, agents[0])
            if verb.lemma_ not in {"quote", "cite"}:
                return None
        subject = subject_of(verb.head.head if self._is_second_cue(verb) else verb)
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "without":
            above = next((a for a in verb.ancestors if a.lemma_.lower() in self._cues.verbs), None)
            subject = subject_of(above) if above is not None else subject
        if (
            not children(verb, "nsubj", "nsubjpass")
            and verb.tag_ in {"VBD", "VBZ"}
            and verb.dep_ in {"advcl", "relcl", "ccomp"}
        ):
            subject = _left_noun(verb) or subject
        if subject is not None and page.quoted[subject.idx] and not page.quoted[verb.idx]:
            beside = [child for child in children(subject, "appos") if not page.quoted[child.idx]]
            subject = beside[0] if beside else None
        if subject is None or subject.lemma_.lower() in {"it", "there", "which", "this", "what"}:
            if subject is not None and subject.lower_ == "it" and not children(verb, "auxpass"):
                return self._mention(page, subject)
            return self._before_tail(page, verb) if subject is None else None
        if subject.lemma_.lower() in self._cues.claim_nouns and subject.pos_ == "NOUN":
            return self._voice_of_noun(page, subject)
        return self._mention(page, subject)

    def _voice_of_noun(self, page: Page, noun: Token) -> Span | None:
        """Return who speaks in "the ministry's statement said", "a statement by the ministry said"."""
        for preposition in children(noun, "prep", "agent", "acl"):
            for owner in preposition.subtree:
                if owner.dep_ == "pobj" and owner.head.lower_ in {"of", "by", "from"}:
                    return self._mention(page, owner)
        for owner in children(noun, "poss", "compound", "nmod"):
            if owner.pos_ in {"PROPN", "NOUN", "PRON"} and owner.lower_ not in _CHANNELS:
                return self._mention(page, owner)
        if noun.lemma_ in self._cues.anonymous or noun.tag_ == "NNS":
            return self._mention(page, noun)
        return None

    def _before_tail(self, page: Page, verb: Token) -> Span | None:
        """Return a name right beside the verb that the parser did not take for its subject: "said Ivanov"."""
        for token in page.doc[page.sentence_at(verb).first : verb.i]:
            if token.dep_ == "appos" and token.pos_ == "PROPN" and not page.quoted[token.idx]:
                edge = token.right_edge.i + 1
                if verb.i - edge <= 1 and all(t.is_punct for t in page.doc[edge : verb.i]):
                    return self._mention(page, token)
        for step in (1, -1):
            at = verb.i + step
            if 0 <= at < len(page.doc) and page.doc[at].pos_ == "PROPN" and not page.quoted[page.doc[at].idx]:
                return self._mention(page, page.doc[at])
        return None

    def _mention(self, page: Page, head: Token) -> Span:
        """Return the noun phrase of a speaker without clauses that lean on it."""
        keep = [
            token
            for token in walk(
                head,
                lambda t: (
                    t.dep_ in {"relcl", "acl", "cc", "conj", "advcl", "ccomp", "parataxis", "dep", "npadvmod"}
                    and t.i > head.i
                    or t.dep_ in {"mark", "advcl"}
                ),
            )
            if not token.is_space
        ]
        keep = [token for token in keep if page.quoted[token.idx] == page.quoted[head.idx]]
        runs = [run for run in spans_of(keep) if run[0] <= head.idx < run[1]]
        start, end = runs[0] if runs else (head.idx, head.idx + len(head))
        return Span(*trimmed(page.text, start, end))


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


def _merged(found: list[Attributed]) -> list[Attributed]:
    """Keep one attribution per cue and per content; the one that was found first wins."""
    kept: dict[tuple[Span | None, tuple[Span, ...]], Attributed] = {}
    for attributed in found:
        if attributed.contents:
            kept.setdefault((attributed.cue, attributed.contents), attributed)
    return list(kept.values())


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
    if not children(verb, "nsubj") or len(own) > 14:
        return False
    before = page.doc[own[0] - 1] if own[0] else None
    return before is not None and before.text in {",", "—", "–", "-", "(", ";"}


def _goes_on_after(verb: Token, clause: Token) -> bool:
    """Tell the second half of "A had fired, he said, and B had kept the truce" from what the speaker did next."""
    inverted = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    return inverted and clause.i > verb.i and bool(children(clause, "nsubj", "nsubjpass", "expl"))


def _that_clause(verb: Token) -> Token | None:
    """Return a "that" clause in the verb phrase that the parser hung on a noun: "told reporters in X that ..."."""
    for token in verb.subtree:
        if (
            token.i > verb.i
            and token.dep_ in {"relcl", "acl", "ccomp", "advcl"}
            and children(token, "nsubj", "nsubjpass")
        ):
            marks = [child for child in token.children if child.dep_ == "mark" and child.lower_ == "that"]
            if marks and token.head.i < marks[0].i:
                return token
    return None


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


def _runs(page: Page, tokens: list[Token]) -> list[Span]:
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


def _clauses_around(page: Page, rest: list[Token]) -> list[Span]:
    runs = [run for run in _runs(page, rest) if len(page.text[run.start : run.end].split()) >= 3]
    return runs


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
