"""Stories: reports in, groups that tell of one happening out, from their words and the days of their publication.

A word weighs more the fewer of the reports hold it; a name, and a word of the title or of the first lines, weighs
more again. Reports meet through an index of their heaviest words, and only a few for each word, so that the work grows
with the number of words; groups then join, the likest first, as long as their members are alike on average (average
linkage). The days of publication, where both are known, keep apart what happens again a year later.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import heapify, heappop, heappush, nlargest, nsmallest
from math import log, sqrt

from rashomon.records import Report

# BASIL, development half (156 reports on 52 events), 2026-11-22: of 0.20 to 0.28 with names at 1.5, 2 and 3, B-cubed F1
# is 0.96 to 1.00 with the days and 0.88 to 0.97 without; 0.22 to 0.24 keep both high, and so for 2 to 10 events alone.
_LEAST_ALIKE = 0.23  # mean likeness below which two groups stay apart
_UNDATED = 0.85  # what is left of a likeness where a day is not known
_WINDOW = 14  # days between reports after which nothing is left of their likeness; 7 to 30 differ by one event
_NAME = 2.0  # how much more a name weighs
_TITLE = 4.0  # how often a word of the title counts
_LEAD = 2.0  # how often a word of the first lines counts
_LEAD_WORDS = 80
_ELSEWHERE = 100  # tellings that we imagine beside those given: what all of a few reports share still says something

# Bounds of the work, not of the likeness: 10 to 40 of each give the same groups.
_INDEXED = 40  # words of a report that lead to others
_MEETINGS = 10  # reports that one word leads to
_CHECKS = 12  # candidates that one report is compared with
_BAND = 100  # likeness is ordered in hundredths: a group need not be weighed again for each that joins it
_SHOWN = 8  # shared words that explain a group

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LITTLE = """
    a about above after again against all also although am among an and another any are around as at away back be
    because been before being below between both but by came can come could day days did do does doing down during each
    even every few first for from further get go going had has have having he her here hers him his how however i if in
    including into is it its just last later least less let like made make many may me might more most much must my
    near new no nor not now of off on once one only onto or other others our ours out over own per put quite rather
    reported said same saw say saying says see several she should since so some still such take than that the their
    theirs them then there these they this those though through time to told too took toward towards two under until
    up upon us very was way we well went were what when where whether which while who whom whose why will with within
    without would year years yet you your yours
"""
_EMPTY = frozenset(_LITTLE.split())


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that tell of one happening. `id` is the smallest identifier among them.

    `because` names the words that most of them share, the heaviest first; of a single report it is empty.
    """

    id: str
    reports: tuple[str, ...]  # by day of publication, then identifier
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Some reports, by their places in the order: the sum of their vectors (length 1 each), and of their known days."""

    members: tuple[int, ...]
    vector: dict[str, float]
    days: int = 0
    dated: int = 0

    def with_(self, other: _Group) -> _Group:
        """Return both groups as one."""
        large, small = sorted((self, other), key=lambda group: (-len(group.vector), group.members))
        vector = dict(large.vector)
        for word, weight in small.vector.items():
            vector[word] = vector.get(word, 0.0) + weight
        members = tuple(sorted(self.members + other.members))
        return _Group(members, vector, self.days + other.days, self.dated + other.dated)


def find_stories(reports: Sequence[Report], *, lineage: Mapping[str, str] | None = None) -> tuple[Story, ...]:
    """Group reports into stories, each report in exactly one; the order of the reports does not matter.

    Args:
        reports: The reports.
        lineage: For the identifier of a report that of its lineage (itself, where none is given): a word counts once
            for each lineage, so that a thousand copies of a telling do not make its words common.

    """
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda r: (_day(r) or date.max, r.id))
    tellings = [(lineage or {}).get(report.id, report.id) for report in ordered]
    vectors = _vectors([_counts(report) for report in ordered], tellings, _names(ordered))
    groups = []
    for place, (vector, report) in enumerate(zip(vectors, ordered, strict=True)):
        day = _day(report)
        groups.append(_Group((place,), vector, day.toordinal() if day else 0, 1 if day else 0))
    found = _joined(groups, _meetings(vectors))
    stories = [_story([ordered[place] for place in group], [vectors[place] for place in group]) for group in found]
    return tuple(sorted(stories, key=lambda story: story.id))


def _day(report: Report) -> date | None:
    """Return the day of publication, None where it is not known to the day."""
    try:
        return date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None


@cache
def _fold(word: str) -> str:
    """Return a word without case, accents, possessive and plural ending: "Envoys'" and "envoy" are one."""
    if not word.isascii():
        word = _ACCENTS.sub("", unicodedata.normalize("NFKD", word))
    word = _POSSESSIVE.sub("", word.casefold())
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _counts(report: Report) -> dict[str, float]:
    """Return how often each word counts in a report: most in its title, less in its first lines, least below."""
    found: dict[str, float] = defaultdict(float)
    for word in _WORD.findall(report.title or ""):
        found[word] += _TITLE
    for place, word in enumerate(_WORD.findall(report.text)):
        found[word] += _LEAD if place < _LEAD_WORDS else 1.0
    folded: dict[str, float] = defaultdict(float)
    for word, count in found.items():
        if len(word) > 1 and word.casefold() not in _EMPTY:
            folded[_fold(word)] += count
    return folded


def _names(reports: Sequence[Report]) -> set[str]:
    """Return the words that the texts write with a capital, four times in five or more."""
    capital: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for report in reports:
        for word, count in Counter(_WORD.findall(report.text)).items():
            every[_fold(word)] += count
            capital[_fold(word)] += count if word[0].isupper() else 0
    return {word for word, count in every.items() if capital[word] >= 0.8 * count and not word[0].isdigit()}


def _vectors(
    counts: Sequence[Mapping[str, float]], tellings: Sequence[str], names: Collection[str]
) -> list[dict[str, float]]:
    """Return the weights of the words of each report, as vectors of length 1 (of length 0 where there is no word).

    A word that two reports share counts in their likeness by its rarity once, not by the square of it: so a story that
    is most of the reports, and whose words are therefore no longer rare, is still one story.
    """
    words_of: dict[str, set[str]] = defaultdict(set)
    for telling, words in zip(tellings, counts, strict=True):
        words_of[telling].update(words)
    held = Counter(word for words in words_of.values() for word in words)
    rarity = {word: sqrt(log((len(words_of) + _ELSEWHERE) / number)) for word, number in held.items()}
    vectors = []
    for words in counts:
        weights = {
            word: (1 + log(count)) * rarity[word] * (_NAME if word in names else 1.0)
            for word, count in sorted(words.items())
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    return vectors


def _meetings(vectors: Sequence[Mapping[str, float]]) -> set[tuple[int, int]]:
    """Return pairs of reports worth comparing: they share heavy words and stand near each other in time.

    The reports are in the order of time, and a word leads each to the last few before it that hold the word too.
    """
    holders: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_MEETINGS))
    pairs = set()
    for place, vector in enumerate(vectors):
        met: dict[int, float] = defaultdict(float)
        for word in nlargest(_INDEXED, vector, key=lambda word: (vector[word], word)):
            for other in holders[word]:
                met[other] += vector[word] * vectors[other][word]
            holders[word].append(place)
        pairs |= {(other, place) for other in nlargest(_CHECKS, met, key=lambda other: (met[other], other))}
    return pairs


def _joined(groups: list[_Group], pairs: Collection[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Join the likest groups first, until none are alike enough; return the members of each.

    A pair may have grown since it was weighed: it is then weighed again, and waits for its turn if it fell behind.
    """
    held = dict(enumerate(groups))
    root = list(range(len(groups)))

    def of(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    waiting = [(-_likeness(held[one], held[two]), one, two) for one, two in sorted(pairs)]
    heapify(waiting)
    while waiting and -waiting[0][0] >= _LEAST_ALIKE * _BAND:
        before, *pair = heappop(waiting)
        one, two = sorted(map(of, pair))
        if one == two:
            continue
        now = -_likeness(held[one], held[two])
        if now > before:
            heappush(waiting, (now, one, two))
            continue
        root[two] = one
        held[one] = held[one].with_(held.pop(two))
    return [group.members for _, group in sorted(held.items())]


def _likeness(one: _Group, two: _Group) -> int:
    """Return the mean cosine of the members of two groups, less the further apart their days are, in hundredths."""
    small, large = sorted((one, two), key=lambda group: (len(group.vector), group.members))
    shared = sum(weight * large.vector.get(word, 0.0) for word, weight in small.vector.items())
    if one.dated and two.dated:
        near = max(0.0, 1 - abs(one.days / one.dated - two.days / two.dated) / _WINDOW)
    else:
        near = _UNDATED
    return int(_BAND * near * shared / len(one.members) / len(two.members))


def _story(reports: Sequence[Report], vectors: Sequence[Mapping[str, float]]) -> Story:
    """Return the record of one story, with the words that more than half of its reports share."""
    because: tuple[str, ...] = ()
    if len(reports) > 1:
        total: Counter[str] = Counter()
        holding: Counter[str] = Counter()
        for vector in vectors:
            holding.update(vector.keys())
            total.update(vector)
        shared = [word for word in total if 2 * holding[word] > len(reports)]
        heaviest = nsmallest(_SHOWN, shared, key=lambda word: (-round(total[word], 9), word))
        because = (f"shared words: {', '.join(heaviest)}",)
        days = sorted(day.isoformat() for day in map(_day, reports) if day)
        because += (f"published {days[0]} to {days[-1]}",) if days else ()
    return Story(min(report.id for report in reports), tuple(report.id for report in reports), because)
