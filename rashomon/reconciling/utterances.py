"""Utterances: claims in, the acts of speech that several reports carry in different words out.

Claims meet only where one may be the other's teller and they share rare words. An exact comparison then decides: of
meanings rather than words (wordings.py), with who speaks (tellers.py), the day, the stance, the kind of event, the
figures and the places. What is alike beyond doubt is joined; what is less alike only if neither report holds a claim
that fits the other better.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from rashomon.reconciling.tellers import Teller, likely_one, teller_of
from rashomon.reconciling.wordings import FIELD, NAME, NUMBER, PLACE, Lexicon, Meaning, lexical
from rashomon.records import Claim, Stance, Utterance

# 2026-11-22, tests/reconciling/scenes.toml, part "tune", and the utterances of benchmarks/gold/rivals, dev part, and of
# the example: 0.30 to 0.40 were tried for what fits best; 0.36 and 0.38 join nothing wrongly. A least of 0.9 to 1.2.
_ALIKE = 0.62  # beyond doubt: renderings of one sentence that follow its words score 0.64 to 0.94
_ALIKE_AT_BEST = 0.36  # if neither report has a claim that fits the other better
_LEAST_SHARED = 0.9  # shared meanings, by rarity, names left out; unless one wording lies within the other
_NO_KIND = "other"  # the kind of event that says nothing
_DAYS = 3  # between two renderings
_RECENT = 24  # claims that one word leads to, of a teller and some days
# Once so many claims are met through the rarest words, commoner ones are not looked up. 16 to 1,000 gave the same
# answers for 10,000 and 100,000 claims of benchmarks/simulating.py, 32 to 128 for rivals, example and seeds.
_MET = 32
_CHECKS = 12  # candidates that one claim is compared with
_BEYOND = 100  # claims imagined beyond those given, so that rarity means little among few claims
_COMMON = {FIELD: 5, NAME: 15, PLACE: 15}  # of these, how many hold a word of the field ("soldier") or a name
_EXACT = 1.5  # how much more a number of two digits says than a word as rare
_SHOWN = 8  # shared words that explain an utterance

# How much less alike two claims are that differ in one of these.
_OTHER_STANCE = 0.9
_NEAR_KIND = 0.95
_ONE_KIND = 0.92  # one tells of a known kind of event, the other of none; the least that loses no pair of the dev part
_OTHER_NEGATION = 0.85
_OTHER_NUMBERS = 0.4
_OTHER_PLACES = 0.6
_CONTRAST = 0.4
_CONTRADICTION = 0.75  # two wordings so alike of which one is negated contradict each other

# An outlet's cue makes a claim of an announcement: of these stances one may stand for another.
_TELLING = frozenset(
    (Stance.ASSERTS, Stance.CONCEDES, Stance.DENIES, Stance.DOUBTS, Stance.PREDICTS, Stance.THREATENS, Stance.WISHES)
)
_ASKING = frozenset((Stance.ASKS, Stance.ORDERS, Stance.WISHES, Stance.THREATENS))
# Kinds of event that one happening may be told as.
_NEAR_KINDS = (
    frozenset(("control-gain", "control-loss", "control-hold", "advance", "withdrawal", "encirclement")),
    frozenset(("fighting", "attack", "shootdown", "casualties", "advance", "threat")),
    frozenset(("surrender", "detention", "casualties", "control-gain", "control-loss")),
    frozenset(("ceasefire", "agreement", "meeting", "fighting", "threat")),
    frozenset(("aid", "displacement", "agreement", "detention")),
)


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A claim made ready for comparison."""

    claim: Claim
    teller: Teller
    day: int | None
    meaning: Meaning


_Pair = tuple[float, _Rendering, _Rendering]


@dataclass(slots=True)
class _Group:
    """Renderings that are taken for one utterance so far, with what a further one must fit."""

    members: list[_Rendering]
    reports: set[str]
    tellers: set[Teller]
    days: set[int]
    score: float = 1.0


def find_utterances(claims: Sequence[Claim], *, lineage: Mapping[str, str]) -> tuple[Utterance, ...]:
    """Find the acts of speech that at least two reports carry.

    Args:
        claims: The claims of all reports, in any order.
        lineage: The lineage of each report, so that copies can be told from independent renderings.

    """
    lexicon = Lexicon(claims)
    renderings = _renderings(claims, lexicon)
    rarity = _rarities(renderings)
    pairs = _mutual(_alike(renderings, rarity, lexicon))
    found = (_utterance(group, lineage, rarity) for group in _grouped(pairs))
    return tuple(sorted(found, key=lambda utterance: utterance.id))


def _renderings(claims: Iterable[Claim], lexicon: Lexicon) -> list[_Rendering]:
    """Make claims ready; those of which nobody is known to speak, or that say nothing, are left out."""
    found: list[_Rendering] = []
    meanings: dict[tuple[str, str], Meaning] = {}  # many reports carry the same words
    for claim in claims:
        if claim.speaker is None or (teller := teller_of(claim.speaker)) is None:
            continue
        said = claim.words, claim.speaker.name or ""
        if (meaning := meanings.get(said)) is None:
            meaning = meanings[said] = lexicon.meaning(said[0], but=said[1])
        if meaning.content:
            found.append(_Rendering(claim, teller, _day(claim), meaning))
    return found


def _day(claim: Claim) -> int | None:
    """Return the day on which the words were said, else published, as a number."""
    said = claim.said_on
    known = said.start if said and said.start and (said.end or "")[:10] == said.start[:10] else claim.published
    try:
        return date.fromisoformat((known or "")[:10]).toordinal()
    except ValueError:
        return None


def _rarities(renderings: Iterable[_Rendering]) -> dict[str, float]:
    """Return how rare each content word is, from 0 to 1; a wording counts once, however many repeat it.

    A word of the field ("soldier") and a name are what such reports are about: they are imagined in some more wordings.
    """
    wordings = {rendering.meaning.content for rendering in renderings}
    counts = Counter(word for wording in wordings for word in wording)
    total = _BEYOND + len(wordings)
    return {
        word: _weight(word) * math.log1p(total / (count + _COMMON.get(word[0], 0))) / math.log1p(total)
        for word, count in counts.items()
    }


def _weight(word: str) -> float:
    """Return how much more a word says than its rarity tells: two reports hardly hit upon "112" by chance."""
    return _EXACT if word[0] == NUMBER and len(word) > 2 else 1.0


def _alike(renderings: list[_Rendering], rarity: Mapping[str, float], lexicon: Lexicon) -> Iterator[_Pair]:
    """Yield the pairs that may render one sentence; each claim meets the few last ones that share its words."""
    ordered = sorted(renderings, key=lambda one: (one.day is not None, one.day or 0, one.claim.id))
    recent = _Recent()
    for place, one in enumerate(ordered):
        for _, other in nlargest(_CHECKS, recent.meeting(one, rarity)):
            two = ordered[-other]
            score = _likeness(one, two, rarity, lexicon)
            if score >= _ALIKE_AT_BEST:
                first, second = sorted((one, two), key=lambda rendering: rendering.claim.id)
                yield score, first, second
        recent.add(one, place, rarity)


_Index = dict[str, dict[str, tuple[int, ...]]]  # key of a teller -> word -> places of the last claims that have both


class _Recent:
    """Holds by teller and word the claims that a further one may render: those of no day, and of the last days.

    Claims come by their days, those of none first, each with its place in that order. Days are cut into stretches of
    so many as may lie between two renderings: only two stretches need be held, however long the war.
    """

    def __init__(self) -> None:
        self._undated: _Index = {}
        self._now: _Index = {}
        self._before: _Index = {}
        self._stretch = 0
        self._begun: list[tuple[int, int]] = []  # the last days, each with the place of its first claim
        self._next = 0
        self._short: set[int] = set()  # claims of so few words that they may lie within another and share little

    def meeting(self, one: _Rendering, rarity: Mapping[str, float]) -> list[tuple[float, int]]:
        """Return claims that may render the same: how much their shared words say, and the place, below zero."""
        self._move_to(one.day)
        first = next((place for day, place in self._begun if one.day is None or day >= one.day - _DAYS), self._next)
        held = [
            (words, since)
            for key in one.teller.asked
            for index, since in ((self._undated, 0), (self._before, first), (self._now, 0))
            if (words := index.get(key)) is not None
        ]
        if not held:
            return []
        met: dict[int, float] = {}
        left = math.fsum(rarity[word] for word in one.meaning.content)
        short = left < _LEAST_SHARED
        for word in sorted(one.meaning.content, key=lambda word: (-rarity[word], word)):
            left -= rarity[word]
            found: set[int] = set()
            for words, since in held:
                if places := words.get(word):
                    found.update(places[bisect_left(places, since) :] if since else places)
            for place in found:
                met[place] = met.get(place, 0.0) + rarity[word]
            if len(met) >= _MET:
                break
        least = 0.0 if short else _LEAST_SHARED - left - 1e-6  # `left` may be shared too
        return [(round(said, 6), -place) for place, said in met.items() if said >= least or place in self._short]

    def add(self, one: _Rendering, place: int, rarity: Mapping[str, float]) -> None:
        """Hold a claim; `meeting` was asked for it before."""
        self._next = place + 1
        if math.fsum(rarity[word] for word in one.meaning.content) < _LEAST_SHARED:
            self._short.add(place)
        index = self._undated if one.day is None else self._now
        if one.day is not None and (not self._begun or self._begun[-1][0] < one.day):
            self._begun.append((one.day, place))
        for key in one.teller.held:
            words = index.setdefault(key, {})
            for word in one.meaning.content:
                words[word] = (*words.get(word, ())[1 - _RECENT :], place)

    def _move_to(self, day: int | None) -> None:
        """Let go of what lies more than a stretch before this day."""
        stretch = (day or 0) // (_DAYS + 1)
        if day is None or stretch == self._stretch:
            return
        self._before = self._now if stretch == self._stretch + 1 else {}
        self._begun = [(each, place) for each, place in self._begun if each >= day - _DAYS]
        self._now, self._stretch = {}, stretch


def _likeness(one: _Rendering, two: _Rendering, rarity: Mapping[str, float], lexicon: Lexicon) -> float:
    """Return how surely two claims render one sentence, 0 where they cannot or it is too little."""
    if one.claim.report == two.claim.report:
        return 0.0
    if one.day is not None and two.day is not None and abs(one.day - two.day) > _DAYS:
        return 0.0
    act = _one_act(one.claim, two.claim)
    shared = one.meaning.content & two.meaning.content if act else frozenset[str]()
    if not _share_enough(shared, one.meaning, two.meaning, rarity):
        return 0.0
    act *= likely_one(one.teller, two.teller)
    words = _alike_in_words(shared, one.meaning, two.meaning, rarity) if act else 0.0
    if words * act < _ALIKE_AT_BEST:  # what follows only takes away
        return 0.0
    return words * act * _unity(one, two, words) * _at_odds(one.meaning, two.meaning, lexicon)


def _share_enough(shared: frozenset[str], one: Meaning, two: Meaning, rarity: Mapping[str, float]) -> bool:
    """Return whether two wordings share enough to be compared: rare meanings, or one lies within the other."""
    told = math.fsum(rarity[word] for word in shared if word[0] not in (NAME, PLACE))
    return told >= _LEAST_SHARED or (len(shared) > 1 and shared in (one.content, two.content))


def _alike_in_words(shared: frozenset[str], one: Meaning, two: Meaning, rarity: Mapping[str, float]) -> float:
    """Return how much of what two wordings mean is the same; a cut quotation lies within the whole one."""
    common, first, second = (math.fsum(rarity[word] for word in words) for words in (shared, one.content, two.content))
    content = 0.6 * 2 * common / (first + second) + 0.4 * common / min(first, second)
    every = 2 * (Counter(one.words) & Counter(two.words)).total() / (len(one.words) + len(two.words))
    return max(content * 0.9, 0.6 * content + 0.4 * every)


def _one_act(one: Claim, two: Claim) -> float:
    """Return how well the stances and the kinds of event of two claims agree, from 0 to 1."""
    if one.stance is two.stance and one.event.kind == two.event.kind:
        return 1.0
    stances, kinds = {one.stance, two.stance}, {one.event.kind, two.event.kind} - {_NO_KIND}
    fit = 1.0
    if len(stances) > 1:
        if not (stances <= _TELLING or stances <= _ASKING):
            return 0.0
        fit *= _OTHER_STANCE
    if len(kinds) > 1:
        if not any(kinds <= near for near in _NEAR_KINDS):
            return 0.0
        fit *= _NEAR_KIND
    elif kinds and _NO_KIND in (one.event.kind, two.event.kind):
        fit *= _ONE_KIND
    return fit


def _unity(one: _Rendering, two: _Rendering, words: float) -> float:
    """Return how well two wordings agree in yes and no: "denied that they fled" is "said that they had not fled"."""
    denied, negative = [], []
    for each in (one, two):
        # Of "We have never fled" a reader may say that it denies: the words do it themselves.
        denied.append(each.claim.stance == Stance.DENIES and not each.meaning.negation)
        negative.append(denied[-1] or each.meaning.negated)
    if negative[0] == negative[1]:
        return 1.0
    if any(denied):
        return 0.0
    return 0.0 if words >= _CONTRADICTION else _OTHER_NEGATION


def _at_odds(one: Meaning, two: Meaning, lexicon: Lexicon) -> float:
    """Return what is left of the likeness of two wordings where numbers, places or matters differ."""
    left = 1.0
    if one.numbers and two.numbers and one.numbers.isdisjoint(two.numbers):
        left *= _OTHER_NUMBERS
    if one.places and two.places and one.places.isdisjoint(two.places):
        left *= _OTHER_PLACES
    if lexicon.contrast(one.content, two.content):
        left *= _CONTRAST
    return left


def _mutual(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Return the pairs that are alike beyond doubt, and those of which neither report has a better one."""
    found = list(pairs)
    best: dict[tuple[str, str], float] = {}
    for score, one, two in found:
        for claim, report in ((one.claim.id, two.claim.report), (two.claim.id, one.claim.report)):
            best[claim, report] = max(best.get((claim, report), 0.0), score)
    return [
        (score, one, two)
        for score, one, two in found
        if score >= _ALIKE or score >= max(best[one.claim.id, two.claim.report], best[two.claim.id, one.claim.report])
    ]


def _grouped(pairs: list[_Pair]) -> list[_Group]:
    """Join pairs, the likest first, so long as no report comes twice and all fit in person and time."""
    groups: dict[str, _Group] = {}
    for score, one, two in sorted(pairs, key=lambda pair: (-pair[0], pair[1].claim.id, pair[2].claim.id)):
        large, small = (groups.get(rendering.claim.id) or _alone(rendering) for rendering in (one, two))
        if large is small or not _fit(large, small):
            continue
        if len(large.members) < len(small.members):
            large, small = small, large
        large.members += small.members
        large.reports |= small.reports
        large.tellers |= small.tellers
        large.days |= small.days
        large.score = min(large.score, small.score, score)
        groups.update({member.claim.id: large for member in (*small.members, one, two)})
    return list({id(group): group for group in groups.values()}.values())


def _alone(one: _Rendering) -> _Group:
    return _Group([one], {one.claim.report}, {one.teller}, set() if one.day is None else {one.day})


def _fit(left: _Group, right: _Group) -> bool:
    """Return whether two groups may be one utterance."""
    days = left.days | right.days
    return (
        left.reports.isdisjoint(right.reports)
        and (not days or max(days) - min(days) <= _DAYS)
        and all(likely_one(one, two) for one in left.tellers for two in right.tellers)
    )


def _utterance(group: _Group, lineage: Mapping[str, str], rarity: Mapping[str, float]) -> Utterance:
    """Return the record of one group."""
    members = sorted(group.members, key=_by_time)
    ids = [member.claim.id for member in members]
    speaker = _fullest_name(members)
    lineages = {lineage.get(member.claim.report, member.claim.report) for member in members}
    because = [f"same speaker: {speaker}", f"words shared: {', '.join(_shared_words(members, rarity))}"]
    days = sorted(member.day for member in members if member.day is not None)
    if len(days) > 1:
        because.append(f"said from {date.fromordinal(days[0])} to {date.fromordinal(days[-1])}")
    because.append(f"{len(members)} reports, {len(lineages)} lineage{'s' if len(lineages) > 1 else ''}")
    digest = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]
    reports = tuple(sorted(member.claim.report for member in members))
    return Utterance(digest, speaker, tuple(ids), reports, round(group.score, 3), tuple(because))


def _by_time(one: _Rendering) -> tuple[bool, int, str, str]:
    """Return what puts renderings in order: by the day of the saying, then by publication; the undated last."""
    return (one.day is None, one.day or 0, one.claim.published or "~", one.claim.id)


def _fullest_name(members: Sequence[_Rendering]) -> str:
    """Return the name that says most: a person's with a given name, then the commonest, then by alphabet."""
    names = Counter(_written(member.claim) for member in members)
    full = {_written(one.claim): min(len(one.teller.name.given), 2) + 1 if one.teller.name else 0 for one in members}
    return min(names, key=lambda name: (-full[name], -names[name], name))


def _written(claim: Claim) -> str:
    """Return the name of a speaker, failing that his role and body."""
    speaker = claim.speaker
    if speaker is None:
        return ""
    return speaker.name or ", ".join(part for part in (speaker.role, speaker.body) if part)


def _shared_words(members: Sequence[_Rendering], rarity: Mapping[str, float]) -> list[str]:
    """Return the rarest meanings that all claims share, failing that those that the first two share."""
    contents = [member.meaning.content for member in members]
    shared = frozenset.intersection(*contents) or contents[0] & contents[1]
    rarest = nlargest(_SHOWN, shared, key=lambda word: (rarity[word], word))
    return sorted(lexical(word) for word in rarest)
