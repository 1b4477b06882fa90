"""A report -> its Reading: every claim in it, with speaker, stance, channel, event and the words that prove it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.knowledge.lexicons import load_channels, load_codebook, load_cues
from rashomon.knowledge.loading import Knowledge
from rashomon.reading import answering
from rashomon.reading.attribution import UNVERIFIED, Attributed, Attributor
from rashomon.reading.channels import find_channel
from rashomon.reading.drafts import Draft, Matter, propositions
from rashomon.reading.encoder import Encoder
from rashomon.reading.figures import find_figures
from rashomon.reading.mentions import bearer_owner, is_bearer
from rashomon.reading.names import Entity, Names
from rashomon.reading.names.marking import mark_names
from rashomon.reading.notices import HEADLINE
from rashomon.reading.parts import taken_over
from rashomon.reading.places import PlaceMention, find_places
from rashomon.reading.references import place_by_context, place_by_lead, place_by_report
from rashomon.reading.rules import RuleAttributor
from rashomon.reading.speakers import Cast, assemble, load_roles, settle
from rashomon.reading.stances import Judged, judge, narrator_stance
from rashomon.reading.syntax import Page, Sentence, Syntax
from rashomon.reading.tagging import TaggedAttributor
from rashomon.reading.times import TimeMention, find_times
from rashomon.reading.toponyms import load_weights
from rashomon.records import Claim, Cue, Figure, Place, Quotation, Reading, Report, Span, Speaker, Stance, When
from rashomon.settings import Settings

OWN_VOICE = "own voice"  # stands for the cue where an outlet names itself as the speaker
_ANONYMITY = re.compile(
    r"not to be (?:named|identified|quoted)|to (?:remain|stay) (?:anonymous|unnamed)", re.IGNORECASE
)
_NOBODY = re.compile(r"(?:neither|none|nobody|nothing|no one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What one report names, each kind in the order of the text."""

    names: tuple[Entity, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    figures: tuple[Figure, ...]


class Reader:
    """Holds the parser and the word lists."""

    def __init__(
        self,
        knowledge: Knowledge,
        settings: Settings | None = None,
        *,
        folder: Path | None = None,
        attributor: Attributor | None = None,
    ) -> None:
        """Load the parser and the lexicons; `folder` holds lexicons that replace the packaged ones."""
        self._knowledge = knowledge
        self._settings = settings or Settings()
        self._cues = load_cues(folder)
        self._codebook = load_codebook(folder)
        self._syntax = Syntax(self._codebook.lemmas)
        self._channels = load_channels(folder)
        self._roles = load_roles(folder)
        self._weights = load_weights(folder)
        self._answers = answering.load_weights(folder)
        encoder = Encoder.open()
        self._names = Names(knowledge, self._roles, encoder, folder=folder)
        self._attributor = attributor or TaggedAttributor(
            RuleAttributor(self._cues), encoder, self._cues, self._settings
        )

    def read(self, report: Report) -> Reading:
        """Return the reading of one report."""
        return next(iter(self.read_all([report])))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield a reading for each report, in order; the parser works on batches, which changes no result."""
        for page in self._syntax.parse_all(reports):
            yield self._reading(page)

    def mentions_all(self, reports: Iterable[Report]) -> Iterator[Mentioned]:
        """Yield what each report names, in order: names, places, times and figures, without reading its claims."""
        for page in self._syntax.parse_all(reports):
            names = self._names.find(page)
            mark_names(page, names)
            cast = assemble(page, self._knowledge, self._roles, [])
            yield Mentioned(names, *self._mentioned(page, cast))

    def _mentioned(
        self, page: Page, cast: Cast
    ) -> tuple[tuple[PlaceMention, ...], tuple[TimeMention, ...], tuple[Figure, ...]]:
        """Return the places, times and figures of a page; the days of a war count from where its sides began it."""
        places = find_places(page, cast, self._settings, self._weights)
        sides = {named.side for named in cast.named if named.side}
        began = self._knowledge.war_began(sides, page.report.published)
        times = find_times(page.text, published=page.report.published, war_began=began)
        return places, times, find_figures(page.text, times=times)

    def _reading(self, page: Page) -> Reading:
        mark_names(page, self._names.find(page))
        found = [
            _without_own_voice(page, _unconfirmed(page, _named_in_cue(page, a)))
            for a in self._attributor.attribute(page)
        ]
        attributions = _one_voice([self._without_agencies(page, a) for a in found])
        matter = self._matter(page, attributions)
        told = [*self._spoken(matter, attributions), *self._narrated(matter, attributions)]
        drafts = [
            draft for draft in told if draft.span.start < draft.span.end
        ]  # of lone quotation marks nothing is left
        channels = self._channel_of(page, attributions)
        claims, referring = _claims(page, drafts, channels, self._stages(matter), matter)
        answered = answering.resolve(claims, page.text, referring, self._knowledge, self._answers)
        placed = place_by_lead(place_by_report(answered), _opening_place(matter))
        return Reading(page.report.id, placed)

    def _without_agencies(self, page: Page, attributed: Attributed) -> Attributed:
        """Take "Wire could not verify" and "Town: shells fall" for words of the outlet that prints them."""
        if attributed.because == HEADLINE and attributed.speaker is not None:
            label = page.text[attributed.speaker.start : attributed.speaker.end]
            governs = self._knowledge.capital_side(label) or self._knowledge.side_named(label)
            if self._knowledge.places_named(label) and not governs:
                return replace(attributed, speaker=None, lemma=OWN_VOICE)
        if attributed.lemma != UNVERIFIED or attributed.speaker is None:
            return attributed
        known = self._knowledge.outlet_named(page.text[attributed.speaker.start : attributed.speaker.end])
        return replace(attributed, speaker=None) if known else attributed

    def _stages(self, matter: Matter) -> list[tuple[int, str, str]]:
        """Find where a named person is said to speak, in any sentence: "X made a televised address on Friday"."""
        page, found = matter.page, []
        for sentence in page.sentences:
            who = [
                n.name
                for n in matter.cast.named
                if n.kind == "person" and n.subject and n.name and sentence.start <= n.start < sentence.end
            ]
            words = "".join(
                "\n" if page.quoted[at] else page.text[at] for at in range(sentence.start, sentence.end)
            ).lower()
            how = next((c.name for c in self._channels if any(p.search(words) for p in c.patterns)), None)
            if how and len(set(who)) == 1:
                found.append((sentence.start, who[0], how))
        return found

    def _matter(self, page: Page, attributions: tuple[Attributed, ...]) -> Matter:
        mentions = [a.speaker for a in attributions if a.speaker is not None]
        cast = assemble(page, self._knowledge, self._roles, mentions)
        places, times, figures = self._mentioned(page, cast)
        places = _without_dateline(page, places, self._knowledge)
        people = frozenset(t.i for n in cast.named if n.kind == "person" for t in page.tokens(n.start, n.end))
        place_tokens = frozenset(i for m in places for i in range(m.first, m.last))
        return Matter(
            page, cast, self._codebook, self._cues, places, times, figures, place_tokens, people, tuple(mentions)
        )

    def _channel_of(self, page: Page, attributions: Iterable[Attributed]) -> dict[Attributed, str | None]:
        """Return the channel of each attribution; a speaker goes on through the same one until a heading."""
        channels: dict[Attributed, str | None] = {}
        carried: tuple[Span | None, str | None] = (None, None)
        breaks = [s.start for s in page.sentences if s.heading]
        last_end = 0
        for attributed in attributions:
            own = find_channel(page.text, attributed, self._channels)
            if own is None and attributed.because.startswith("quotation goes on"):
                own = carried[1]
            channels[attributed] = own
            if any(last_end <= at < attributed.contents[0].start for at in breaks):
                carried = (None, None)
            if own:
                carried = (attributed.speaker, own)
            last_end = attributed.contents[-1].end
        return channels

    def _spoken(self, matter: Matter, attributions: tuple[Attributed, ...]) -> Iterator[Draft]:
        page = matter.page
        last: Speaker | None = None
        outlet = self._knowledge.outlet_named(page.report.outlet) if page.report.outlet else None
        home = outlet.side if outlet else None
        for attributed in attributions:
            speaker: Speaker | None = None
            why: tuple[str, ...] = ()
            if _is_nobody(page, attributed) or _asks_for_anonymity(page, attributed):
                continue
            if attributed.speaker is not None:
                speaker, reason = self._settled(matter, attributed, last, home)
                why = (reason,)
                last = speaker
            elif attributed.lemma not in {UNVERIFIED, OWN_VOICE}:
                near = (
                    last is not None
                    and last.span is not None
                    and page.text.count("\n\n", last.span.end, attributed.contents[0].start) <= 1
                )
                speaker = last if near else Speaker()
                why = (
                    ("no speaker is named: who spoke before goes on",) if near else ("nobody is named as the speaker",)
                )
            holes = [a for a in attributions if a is not attributed and a.cue and _inside(a, attributed)]
            pieces = [d for c in attributed.contents for d in self._pieces(matter, attributed, speaker, c, holes, why)]
            yield from _placed_together(pieces, self._knowledge)

    def _settled(
        self, matter: Matter, attributed: Attributed, last: Speaker | None, home: str | None
    ) -> tuple[Speaker, str]:
        """Return who speaks; behind "the text" and "a statement" stands its owner, or who was named last before it."""
        page, mention = matter.page, attributed.speaker
        assert mention is not None
        reads = attributed.lemma == "read" and page.text[mention.start : mention.end].lower() == "it"
        if not reads and not is_bearer(page, mention):
            return settle(matter.cast, mention, last=last, home=home)
        if (owner := bearer_owner(page, mention)) is not None:
            return settle(matter.cast, owner, last=last, home=home)
        paragraph = page.text.rfind("\n", 0, mention.start) + 1
        spoke = last is not None and last.span is not None and last.span.start >= paragraph and _is_known(last)
        if spoke and last is not None:
            words = page.text[mention.start : mention.end]
            return replace(last, span=mention, words=words), f"speaker: '{words}' of {last.name or last.role}"
        named = [
            n
            for n in matter.cast.named
            if paragraph <= n.start and n.end <= mention.start and n.subject and n.kind in {"person", "body", "side"}
            and not page.quoted[n.start]
        ]  # fmt: skip
        if not named:
            return settle(matter.cast, mention, last=last, home=home)
        return settle(matter.cast, Span(named[-1].start, named[-1].end), last=last, home=home)

    def _pieces(
        self,
        matter: Matter,
        attributed: Attributed,
        speaker: Speaker | None,
        content: Span,
        holes: list[Attributed],
        why: tuple[str, ...],
    ) -> Iterator[Draft]:
        page = matter.page
        cue = f"cue '{page.text[attributed.cue.start : attributed.cue.end]}'" if attributed.cue else attributed.because
        for sentence in page.sentences:
            start, end = max(sentence.start, content.start), min(sentence.end, content.end)
            if end - start < 3:
                continue
            keep = None
            inner = [hole for hole in holes if any(start <= c.start < end for c in hole.contents)]
            if inner:
                covered = {t.i for hole in inner for c in hole.contents for t in page.tokens(*c)}
                keep = {t.i for t in page.tokens(start, end)} - covered
            for proposition in propositions(matter, start, end, sentence, speaker, keep=keep):
                piece = page.text[proposition.span.start : proposition.span.end]
                judged = judge(
                    page, self._cues, attributed, piece, list(proposition.tokens), proposition.event, speaker
                )
                span = _with_cue(page, attributed, judged, proposition.span, sentence)
                if span == proposition.span and inner == []:
                    span = _with_frame(page, attributed, span, sentence)
                yield Draft(
                    span, proposition.event, proposition.tokens, attributed, speaker, judged,
                    (cue, *why, judged.because, *proposition.because), sentence,
                )  # fmt: skip

    def _narrated(self, matter: Matter, attributions: tuple[Attributed, ...]) -> Iterator[Draft]:
        page = matter.page
        taken = bytearray(len(page.text))
        for attributed in attributions:
            for span in (*attributed.contents, *filter(None, (attributed.cue, attributed.speaker))):
                taken[span.start : span.end] = b"\x01" * (span.end - span.start)
        for quote in page.quotes:
            if quote.end - quote.start > 40:
                taken[quote.start : quote.end] = b"\x01" * (quote.end - quote.start)
        for sentence in page.sentences:
            free = {t.i for t in page.doc[sentence.first : sentence.last] if not taken[t.idx]}
            if not free:
                continue
            for proposition in propositions(matter, sentence.start, sentence.end, sentence, None, keep=free):
                clear = _clear_of(proposition.span, attributions, page)
                if clear is None:
                    continue
                judged = narrator_stance(self._cues, list(proposition.tokens), proposition.event)
                yield Draft(
                    clear,
                    proposition.event,
                    proposition.tokens,
                    None,
                    None,
                    judged,
                    (judged.because, *proposition.because),
                    sentence,
                )


def _with_cue(page: Page, attributed: Attributed, judged: Judged, span: Span, sentence: Sentence) -> Span:
    """Let a bare denial bring its cue along, and its speaker where it has next to no words: "Osmark denied it"."""
    cue, speaker = attributed.cue, attributed.speaker
    few = len(page.text[span.start : span.end].split()) <= 4
    if judged.refers and few and speaker and sentence.start <= speaker.start < span.start:
        return Span(speaker.start, span.end)
    if (
        judged.stance not in {Stance.DENIES, Stance.DOUBTS}
        or cue is None
        or not sentence.start <= cue.start < span.start
    ):
        return span
    return Span(cue.start, span.end) if not page.quoted[span.start] and span.start - cue.end < 40 else span


_FEW, _MOST = 4, 30  # words of a content that does not stand alone; words that it may grow to
_TO_CUE = 30  # characters between a speaker and the cue
_AFTER_CUE = 25  # characters between a cue and its content: "accused Osmark of"


def _with_frame(page: Page, attributed: Attributed, span: Span, sentence: Sentence) -> Span:
    """Let words that make no clause bring along who says them: "Osmark accused the rebels of firing at it"."""
    cue, speaker = attributed.cue, attributed.speaker
    if cue is None or page.quoted[span.start] or not sentence.start <= cue.start < sentence.end:
        return span
    tokens = page.tokens(*span)
    clause = any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in tokens)
    beside = speaker is not None and sentence.start <= speaker.start and cue.start >= speaker.end
    if clause and (sum(t.is_alpha or t.like_num for t in tokens) > _FEW or not beside):
        return span
    gap = cue.start - speaker.end if beside and speaker is not None else 0
    if clause and gap > 1:
        return span
    if not 0 <= span.start - cue.end <= _AFTER_CUE and not (cue.start <= span.start < cue.end):
        return span
    start = speaker.start if beside and speaker is not None and gap <= _TO_CUE else cue.start
    wide = Span(start, max(span.end, cue.end))
    return wide if len(page.text[wide.start : wide.end].split()) <= _MOST else span


def _is_known(speaker: Speaker) -> bool:
    return bool(speaker.name or speaker.role)


def _without_dateline(page: Page, places: tuple[PlaceMention, ...], knowledge: Knowledge) -> tuple[PlaceMention, ...]:
    """Leave out the capital where a report was filed ("KYIV, May 3 - ..."): who speaks there tells of elsewhere."""
    if page.dateline is None:
        return places
    start, end = page.dateline
    filed = [m for m in places if start <= m.span.start < end]
    away = any(knowledge.capital_side(page.text[m.span.start : m.span.end].title()) for m in filed)
    return tuple(m for m in places if m not in filed) if away else places


def _one_voice(found: list[Attributed]) -> tuple[Attributed, ...]:
    """Drop "X reports" of the outlet itself where the same words are attributed to somebody else."""
    named = [a for a in found if a.speaker is not None]
    return tuple(
        a
        for a in found
        if a.lemma != OWN_VOICE
        or not any(c.start < d.end and d.start < c.end for b in named for c in a.contents for d in b.contents)
    )


def _is_nobody(page: Page, attributed: Attributed) -> bool:
    """Tell whether it says that nobody said it: "none of them said that the bridge fell" makes no claim."""
    speaker = attributed.speaker
    return speaker is not None and _NOBODY.match(page.text[speaker.start : speaker.end]) is not None


def _asks_for_anonymity(page: Page, attributed: Attributed) -> bool:
    """Tell whether it says how a speaker speaks, not what: "who asked not to be named"."""
    content = attributed.contents[0]
    return _ANONYMITY.match(page.text[content.start : content.end]) is not None


_VOICES = frozenset(
    ["media", "television", "tv", "radio", "agency", "agencies", "newspaper", "newspapers", "channel", "officials",
     "ministry", "army", "military", "police", "government", "authorities", "activists", "residents", "witnesses"]
)  # fmt: skip


def _named_in_cue(page: Page, attributed: Attributed) -> Attributed:
    """Take the speaker of a cue that holds one: "state media in Baghdad report", "read on state television"."""
    cue = attributed.cue
    if attributed.speaker is not None or cue is None or " " not in page.text[cue.start : cue.end]:
        return attributed
    inside = page.tokens(*cue)
    if not inside or not any(token.pos_ == "VERB" or token.lemma_ in {"report", "say"} for token in inside):
        return attributed
    for token in inside:
        if token.pos_ in {"NOUN", "PROPN"} and token.lower_ in _VOICES:
            first = token
            while first.i > inside[0].i and first.nbor(-1).pos_ in {"NOUN", "PROPN", "ADJ"}:
                first = first.nbor(-1)
            return replace(attributed, speaker=Span(first.idx, token.idx + len(token)))
    return attributed


def _unconfirmed(page: Page, attributed: Attributed) -> Attributed:
    """Take "nobody confirmed it" for a notice."""
    if attributed.lemma in {"confirm", "verify"} and _is_nobody(page, attributed):
        return replace(attributed, speaker=None, lemma=UNVERIFIED)
    return attributed


def _without_own_voice(page: Page, attributed: Attributed) -> Attributed:
    """Turn "X reports" in X's own report into the outlet's own voice."""
    if attributed.speaker is None:
        return attributed
    words = set(re.findall(r"\w+", page.text[attributed.speaker.start : attributed.speaker.end].lower())) - {
        "the",
        "a",
        "our",
        "this",
    }
    outlet = set(re.findall(r"\w+", (page.report.outlet or "").lower())) - {"the"}
    credit = page.dateline is not None and attributed.speaker.start < page.dateline[1]
    ours = words <= {"correspondent", "reporter", "newspaper", "agency", "channel", "station"} and page.text[
        attributed.speaker.start : attributed.speaker.end
    ].lower().startswith(("our", "this"))
    if credit or ours or (words and outlet and words <= outlet):
        return replace(attributed, speaker=None, lemma=UNVERIFIED if attributed.lemma == UNVERIFIED else OWN_VOICE)
    return attributed


def _placed_together(pieces: list[Draft], knowledge: Knowledge) -> list[Draft]:
    """Give the sentences of one quotation that name no place the only one that its other sentences name."""
    named = {d.event.place.id or d.event.place.name: d.event.place for d in pieces if d.event.place}
    fine = [p for p in named.values() if p.precision != "country" and not knowledge.capital_side(p.written.title())]
    if len(fine) != 1:
        return pieces
    why = f"place: {fine[0].written}, the only one in the same quotation"
    return [d if d.event.place else _at(d, fine[0], why) for d in pieces]


def _at(draft: Draft, place: Place, why: str) -> Draft:
    words = " ".join(token.text for token in draft.tokens)
    event = replace(draft.event, place=taken_over(place, draft.event.kind, words))
    return replace(draft, event=event, because=(*draft.because, why))


def _inside(inner: Attributed, outer: Attributed) -> bool:
    return (
        inner.cue is not None
        and any(c.start <= inner.cue.start < c.end for c in outer.contents)
        and inner.contents != outer.contents
    )


def _clear_of(span: Span, attributions: tuple[Attributed, ...], page: Page) -> Span | None:
    """Cut attributed words off the ends of a narrated clause; None if little is left."""
    start, end = span
    for attributed in attributions:
        spans = [*attributed.contents, *filter(None, (attributed.cue, attributed.speaker))]
        low, high = min(s.start for s in spans), max(s.end for s in spans)
        if low >= end or high <= start:
            continue
        if low <= start and high >= end:
            return span if not any(c.start <= start and c.end >= end for c in attributed.contents) else None
        if low - start >= end - high:
            end = min(end, low)
        else:
            start = max(start, high)
    text = page.text
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in ' ,;:–—-\n“"‘':
        end -= 1
    return Span(start, end) if end - start > 8 else None


def _claims(
    page: Page,
    drafts: list[Draft],
    channels: dict[Attributed, str | None],
    stages: list[tuple[int, str, str]],
    matter: Matter,
) -> tuple[tuple[Claim, ...], set[str]]:
    """Return the claims, with the ids of those whose words speak of somebody's claim."""
    report = page.report
    claims: dict[str, Claim] = {}
    referring: set[str] = set()
    for draft in sorted(drafts, key=lambda d: (d.span, d.event.kind, d.attributed is None)):
        claim = _claim(report, page, draft, channels, matter)
        if claim.id in claims or _repeats(claim, claims.values()):
            continue
        claims[claim.id] = claim
        if draft.judged.refers:
            referring.add(claim.id)
    return place_by_context(_with_channels(page, list(claims.values()), stages), page.text), referring


_OPENING = 2  # paragraphs, headlines aside, in which a report says where what it tells of took place


def _opening_place(matter: Matter) -> Place | None:
    """Return the place that the first paragraphs name most; a capital, which may be who speaks, only if no other."""
    page, knowledge = matter.page, matter.cast.knowledge
    first = next((s.paragraph for s in page.sentences if not s.heading), 0)
    ends = [s.end for s in page.sentences if s.paragraph < first + _OPENING]
    opening = [
        m
        for m in matter.places
        if ends
        and m.span.start < ends[-1]
        and m.place.precision != "country"
        and not any(span.start <= m.span.start < span.end for span in matter.speakers)
        and not _is_where_it_was_said(matter, m)
    ]
    finer = [m for m in opening if knowledge.capital_side(m.place.written.title()) is None] or opening
    if not finer:
        return None
    counts = Counter(m.place.id or m.place.name for m in matter.places)
    return max(finer, key=lambda m: (counts[m.place.id or m.place.name], -m.first)).place


def _is_where_it_was_said(matter: Matter, mention: PlaceMention) -> bool:
    """Tell the Harvick of "she told reporters in Harvick" from a place of events."""
    head = matter.page.doc[mention.last - 1]
    if head.dep_ != "pobj" or head.head.lower_ not in {"in", "at", "from"}:
        return False
    above = head.head.head
    if above.dep_ in {"dobj", "pobj"}:
        above = above.head
    return above.lemma_.lower() in matter.cues.verbs


def _repeats(claim: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether the same words of the same speaker have made the same event at the same place already."""
    for other in others:
        same = (
            other.event.kind == claim.event.kind
            and other.event.place == claim.event.place
            and other.speaker == claim.speaker
        )
        if same and other.span.start <= claim.span.start and claim.span.end <= other.span.end:
            return True
    return False


def _claim(report: Report, page: Page, draft: Draft, channels: dict[Attributed, str | None], matter: Matter) -> Claim:
    attributed, span = draft.attributed, draft.span
    cue = (
        Cue(attributed.cue, page.text[attributed.cue.start : attributed.cue.end])
        if attributed and attributed.cue
        else None
    )
    place = draft.event.place
    identity = "\0".join(
        [
            report.id,
            str(span.start),
            str(span.end),
            draft.event.kind,
            place.name if place else "",
            repr(draft.speaker and draft.speaker.span),
            cue.words if cue else "",
        ]
    )
    speaker = draft.speaker
    via: tuple[Speaker, ...] = ()
    if attributed and attributed.via is not None:
        via = (settle(matter.cast, attributed.via)[0],)
    return Claim(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        report=report.id,
        origin=report.origin,
        outlet=report.outlet,
        published=report.published,
        span=span,
        words=page.text[span.start : span.end],
        speaker=speaker,
        via=via,
        cue=cue,
        quotation=_quotation(draft),
        stance=draft.judged.stance,
        channel=channels.get(attributed) if attributed else None,
        said_on=_said_on(matter, draft, report),
        event=draft.event,
        score=_score(draft),
        because=draft.because,
        denial=draft.judged.denial,
    )


def _quotation(draft: Draft) -> Quotation:
    attributed = draft.attributed
    if attributed is None or attributed.lemma == OWN_VOICE or draft.speaker is None:
        return Quotation.NARRATION
    return Quotation.INDIRECT if attributed.quotation is Quotation.NARRATION else attributed.quotation


def _said_on(matter: Matter, draft: Draft, report: Report) -> When | None:
    if draft.attributed is None:
        return None
    zone = draft.attributed.zone
    for time in matter.times:
        in_zone = zone.start <= time.span.start < zone.end and time.when is not None and time.kind in {"date", "time"}
        if in_zone and not any(c.start <= time.span.start < c.end for c in draft.attributed.contents):
            when = time.when
            if (
                when
                and when.start
                and when.end
                and (report.published is None or when.start[:10] <= report.published[:10])
            ):
                return when
    if report.published:
        return When(report.published[:10], report.published[:10], "day")
    return None


def _score(draft: Draft) -> float:
    """Return how sure the reading is, from the way it was found; not calibrated yet."""
    score = {None: 0.8}.get(draft.attributed) if draft.attributed is None else None
    if score is None:
        score = 0.95 if draft.attributed and draft.attributed.quotation is not Quotation.INDIRECT else 0.9
    if draft.event.kind == "other":
        score -= 0.1
    if any("nobody" in reason for reason in draft.because):
        score -= 0.3
    if any("same sentence" in reason or ("->" in reason and reason.startswith("place")) for reason in draft.because):
        score -= 0.1
    return round(max(score, 0.1), 2)


def _with_channels(page: Page, claims: list[Claim], stages: list[tuple[int, str, str]]) -> list[Claim]:
    """Let a speaker's channel hold for what the same speaker says next, until a heading or another channel.

    `stages` are sentences that only say where somebody spoke: offset, name, channel.
    """
    headings = [s.start for s in page.sentences if s.heading]
    done: list[Claim] = []
    current: dict[str, tuple[str, int]] = {}
    waiting = sorted(stages)
    for claim in claims:
        while waiting and waiting[0][0] <= claim.span.start:
            offset, who, how = waiting.pop(0)
            current[who] = (how, offset)
        name = claim.speaker.name if claim.speaker else None
        if name is None or claim.channel:
            if name and claim.channel:
                current[name] = (claim.channel, claim.span.end)
            done.append(claim)
            continue
        channel, end = current.get(name, (None, 0))
        near = page.text.count("\n\n", end, claim.span.start) <= 1
        if channel and near and not any(end < at < claim.span.start for at in headings):
            current[name] = (channel, max(end, claim.span.end))
            done.append(
                replace(claim, channel=channel, because=(*claim.because, f"channel '{channel}': the speaker goes on"))
            )
        else:
            done.append(claim)
    return done
