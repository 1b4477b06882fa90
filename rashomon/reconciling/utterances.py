"""Utterances: claims in, the acts of speech that several reports carry in different words out.

Claims meet only where their speaker's surname begins alike and they share rare words; an exact comparison decides.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from rashomon.records import Claim, Utterance

# 2026-11, pairs of tests/reconciling/test_utterances.py and of the two seed reports: renderings of one sentence score
# 0.64 to 0.94. Different sentences that share several names reach 0.71: the kind of event has to keep those apart.
_ALIKE = 0.62
_SHARED_WORDS = 3  # content words that two renderings share at least, unless nearly all are shared
_NEARLY_ALL = 0.8
_NO_KIND = "other"  # the kind of event that says nothing
_DAYS = 3  # between two renderings
_SURNAME = 90.0  # rapidfuzz ratio; 80 with the same given name
_GIVEN = 75.0
_RECENT = 24  # claims that one word leads to
_CHECKS = 12  # candidates that one claim is compared with
_BEYOND = 100  # claims imagined beyond those given, so that rarity means little among few claims

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ACCENTS = re.compile("[\u0300-\u036f]")
_TITLES = frozenset(
    (
        "president", "vice", "prime", "foreign", "defence", "defense", "interior", "minister", "mr", "mrs", "ms",
        "dr", "sir", "general", "colonel", "major", "captain", "lieutenant", "commander", "chief", "chancellor",
        "king", "queen", "prince", "princess", "sheikh", "ayatollah", "spokesman", "spokeswoman", "spokesperson",
        "secretary", "deputy", "representative", "ambassador", "governor", "mayor", "senator", "lord", "professor",
        "the", "former", "then",
    )
)  # fmt: skip
_EMPTY = frozenset(
    (
        "a", "an", "the", "and", "or", "but", "if", "then", "that", "this", "these", "those", "there", "here", "of",
        "in", "on", "at", "by", "to", "from", "for", "with", "over", "under", "above", "into", "about", "as",
        "than", "so", "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "my", "our",
        "your", "his", "its", "their", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have",
        "had", "do", "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must",
        "which", "who", "whom", "what", "when", "where", "also", "such", "only", "very", "one", "during",
        "themselves", "himself", "itself", "s", "t",
    )
)  # fmt: skip
_NEGATIONS = frozenset(("not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"))
_IRREGULAR = {
    "given": "give", "gave": "give", "taken": "take", "took": "take", "fallen": "fall", "fell": "fall",
    "lost": "lose", "blown": "blow", "blew": "blow", "gone": "go", "went": "go", "held": "hold", "left": "leave",
    "fought": "fight", "fled": "flee", "broken": "break", "broke": "break", "won": "win", "began": "begin",
    "begun": "begin", "men": "man", "women": "woman", "children": "child", "died": "die", "dead": "die",
    "struck": "strike", "shot": "shoot", "liberation": "liberate", "occupation": "occupy", "occupied": "occupy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """A speaker's name, folded and without titles."""

    given: str
    surname: str


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A claim made ready for comparison."""

    claim: Claim
    name: _Name
    day: int | None
    words: tuple[str, ...]  # stems, in order
    content: frozenset[str]  # the first letters of the stems that carry meaning
    negated: bool


_Pair = tuple[float, _Rendering, _Rendering]


@dataclass(slots=True)
class _Group:
    """Renderings that are taken for one utterance so far, with what a further one must fit."""

    members: list[_Rendering]
    reports: set[str]
    names: set[_Name]
    days: set[int]
    score: float = 1.0


def find_utterances(claims: Sequence[Claim], *, lineage: Mapping[str, str]) -> tuple[Utterance, ...]:
    """Find the acts of speech that at least two reports carry.

    Args:
        claims: The claims of all reports, in any order.
        lineage: The lineage of each report, so that copies can be told from independent renderings.

    """
    renderings = [rendering for claim in claims if (rendering := _rendering(claim))]
    rarity = _rarities(renderings)
    blocks: dict[str, list[_Rendering]] = defaultdict(list)
    for rendering in renderings:
        blocks[rendering.name.surname[:2]].append(rendering)
    groups = [group for block in blocks.values() for group in _grouped(_alike(block, rarity))]
    found = (_utterance(group, lineage, rarity) for group in groups)
    return tuple(sorted(found, key=lambda utterance: utterance.id))


def _rendering(claim: Claim) -> _Rendering | None:
    """Fold the words of a claim; None where nobody by name is the speaker, or nothing is said."""
    name = _name(claim.speaker.name or "") if claim.speaker else None
    folded = _fold(claim.words).replace("not only", "").replace("can't", "cannot").replace("n't", " not")
    written = _WORD.findall(folded)
    words = tuple(_stem(word) for word in written)
    content = frozenset(_stem(word)[:5] for word in written if word not in _EMPTY and word not in _NEGATIONS)
    if name is None or not content:
        return None
    return _Rendering(claim, name, _day(claim), words, content, not _NEGATIONS.isdisjoint(written))


def _fold(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().replace("’", "'")


def _stem(word: str) -> str:
    """Return a rough stem: enough to bring "moving" and "moves" together."""
    word = word.removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _name(written: str) -> _Name | None:
    """Return the given name and the surname, or None where only titles stand."""
    parts = [part.replace("'", "") for part in _WORD.findall(_fold(written))]
    while parts and parts[0] in _TITLES:
        parts.pop(0)
    return _Name(" ".join(parts[:-1]), parts[-1]) if parts else None


def _day(claim: Claim) -> int | None:
    """Return the day on which the words were said, else published, as a number."""
    said = claim.said_on
    known = said.start if said and said.start and (said.end or "")[:10] == said.start[:10] else claim.published
    try:
        return date.fromisoformat((known or "")[:10]).toordinal()
    except ValueError:
        return None


def _rarities(renderings: Iterable[_Rendering]) -> dict[str, float]:
    """Return how rare each content word is among the wordings; a wording counts once, however many repeat it."""
    wordings = {rendering.content for rendering in renderings}
    counts = Counter(word for wording in wordings for word in wording)
    total = _BEYOND + len(wordings)
    return {word: math.log(1 + total / count) for word, count in counts.items()}


def _alike(block: list[_Rendering], rarity: Mapping[str, float]) -> list[_Pair]:
    """Return the pairs of a block that render one sentence; each claim meets the few last ones that share its words."""
    dated: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_RECENT))
    undated: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_RECENT))
    ordered = sorted(block, key=lambda one: (one.day is not None, one.day or 0, one.claim.id))
    pairs: list[_Pair] = []
    for place, one in enumerate(ordered):
        met: Counter[int] = Counter()
        for word in one.content:
            met.update(dated[word])
            met.update(undated[word])
        for _, other in nlargest(_CHECKS, ((count, -other) for other, count in met.items())):
            two = ordered[-other]
            score = _likeness(one, two, rarity)
            if score >= _ALIKE:
                first, second = sorted((one, two), key=lambda rendering: rendering.claim.id)
                pairs.append((score, first, second))
        for word in one.content:
            (undated if one.day is None else dated)[word].append(place)
    return pairs


def _likeness(one: _Rendering, two: _Rendering, rarity: Mapping[str, float]) -> float:
    """Return how surely two claims render one sentence, 0 where they cannot."""
    if one.claim.report == two.claim.report or not (_same_act(one, two) and _same_person(one.name, two.name)):
        return 0.0
    shared = one.content & two.content
    common, total = (
        sum(rarity[word] for word in words) for words in (sorted(shared), sorted(one.content) + sorted(two.content))
    )
    content = 2 * common / total
    if len(shared) < _SHARED_WORDS and content < _NEARLY_ALL:
        return 0.0
    order = LCSseq.normalized_similarity(one.words, two.words)
    every = 2 * (Counter(one.words) & Counter(two.words)).total() / (len(one.words) + len(two.words))
    return 0.6 * content + 0.4 * max(order, every)


def _same_act(one: _Rendering, two: _Rendering) -> bool:
    """Return whether stance, negation, kind of event and time allow one act of speech."""
    kinds = {one.claim.event.kind, two.claim.event.kind} - {_NO_KIND}
    near = one.day is None or two.day is None or abs(one.day - two.day) <= _DAYS
    return near and one.claim.stance == two.claim.stance and one.negated == two.negated and len(kinds) < 2


def _same_person(one: _Name, two: _Name) -> bool:
    """Return whether two names may be one person's: surnames alike, given names not at odds."""
    given = _same_given(one.given, two.given)
    least = _SURNAME if not (one.given and given) else _SURNAME - 10
    return given and fuzz.ratio(one.surname, two.surname) >= least


def _same_given(one: str, two: str) -> bool:
    if not one or not two:
        return True
    if min(len(one), len(two)) == 1:
        return one[0] == two[0]
    return fuzz.ratio(one, two) >= _GIVEN


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
        large.names |= small.names
        large.days |= small.days
        large.score = min(large.score, small.score, score)
        groups.update({member.claim.id: large for member in (*small.members, one, two)})
    return list({id(group): group for group in groups.values()}.values())


def _alone(one: _Rendering) -> _Group:
    return _Group([one], {one.claim.report}, {one.name}, set() if one.day is None else {one.day})


def _fit(left: _Group, right: _Group) -> bool:
    """Return whether two groups may be one utterance."""
    days = left.days | right.days
    return (
        left.reports.isdisjoint(right.reports)
        and (not days or max(days) - min(days) <= _DAYS)
        and all(_same_person(one, two) for one in left.names for two in right.names)
    )


def _utterance(group: _Group, lineage: Mapping[str, str], rarity: Mapping[str, float]) -> Utterance:
    """Return the record of one group."""
    members = sorted(group.members, key=lambda one: (one.day is None, one.day or 0, one.claim.id))
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


def _fullest_name(members: Sequence[_Rendering]) -> str:
    """Return the name that says most: with a given name, then the commonest, then by alphabet."""
    names = Counter(member.claim.speaker.name or "" for member in members if member.claim.speaker)
    full = {member.claim.speaker.name: len(member.name.given) for member in members if member.claim.speaker}
    return min(names, key=lambda name: (-min(full[name], 2), -names[name], name))


def _shared_words(members: Sequence[_Rendering], rarity: Mapping[str, float]) -> list[str]:
    """Return the rarest words of the first claim that the others share, as it writes them."""
    shared = frozenset.intersection(*(member.content for member in members)) or members[0].content & members[1].content
    written = dict.fromkeys(word for word in _WORD.findall(_fold(members[0].claim.words)) if _stem(word)[:5] in shared)
    return sorted(nlargest(8, written, key=lambda word: (rarity[_stem(word)[:5]], word)))
