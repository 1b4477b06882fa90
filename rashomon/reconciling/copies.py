"""Copies: reports in, who repeats whom out.

Candidates come from an index of shingles (three words each) in which a report meets only the first few that hold
the same one, so that the work grows with the number of words; an exact comparison then decides. Words inside
quotation marks do not count: two reporters who heard the same speech have copied nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nlargest
from itertools import count
from zlib import crc32

from rapidfuzz.distance import LCSseq

from rashomon.reconciling.credits import Credit, Names, credited
from rashomon.reconciling.lineages import first_published, key_of, lineages, moment_of
from rashomon.reconciling.retellings import find_retellings
from rashomon.records import Claim, Copy, Report

# benchmarks/copying.py, 2026-11-22: two copies of one lost text, 30 % of the words changed in each, share about 0.12 of
# their shingles and align half of their words; with 0.16 and 0.52 a thousand such outlets made 900 lineages, with 0.10
# and 0.47 they make one. Pairs of outlets on one event of BASIL, development half: the two that share most align 0.46
# of their words, 0.45 outside quotations; with these bounds no pair, of either half, is taken for a copy.
_SHARED_SHINGLES = 0.10
_ALIGNED_WORDS = 0.47
# Of few words more agree by chance: for texts of two to four sentences 0.10 and 0.48 join one pair in ten wrongly.
_BRIEF = 80  # words
_SHARED_BRIEF = 0.16
_ALIGNED_BRIEF = 0.52
_ALIGNED_QUOTATION = 0.8  # where nearly all is quotation
_SHORT = 15  # words; below this a text is compared as a whole only
_SAMPLE = 2  # one shingle in two enters the index
_MEETINGS = 8  # reports that one shingle leads to
_CHECKS = 8  # candidates that one report is compared with

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»|„[^“”\n]*[“”]")


@dataclass(frozen=True, slots=True)
class _Telling:
    """A report made ready for comparison."""

    report: Report
    words: tuple[int, ...]  # folded
    own: tuple[int, ...]  # those outside quotation marks
    shingles: frozenset[int]  # of all words
    credited: tuple[str, ...]
    order: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much of two tellings is the same, and in which way."""

    how: str
    score: float
    because: str


def find_copies(
    reports: Sequence[Report],
    *,
    agencies: Collection[str] = (),
    claims: Sequence[Claim] = (),
    outlets: Collection[str] = (),
) -> tuple[Copy, ...]:
    """Find the reports that repeat others, each with the earliest one that it repeats, and what they cite of others.

    Args:
        reports: The reports, in any order.
        agencies: Names of wire agencies, as reports write them; an outlet called "... Wire" or "... Agency" is one too.
        claims: The claims of the reports, so that a citing claim can be told from the rest of its report.
        outlets: Names of further outlets, which have no report here and may be credited all the same.

    """
    names = Names(reports, agencies=agencies, known={name: name for name in outlets})
    named = {report.id: names.credits(report) for report in reports}
    tellings = sorted((_telling(report, named[report.id]) for report in reports), key=lambda telling: telling.order)
    repeats: dict[str, list[tuple[_Telling, _Telling, _Likeness]]] = defaultdict(list)
    for one, two in _candidates(tellings):
        likeness = _compare(one, two)
        if likeness is not None:
            copy, of = _directed(one, two, names.agencies)
            repeats[copy.report.id].append((copy, of, likeness))
    found = [
        _copy(each, of, likeness, names.agencies)
        for targets in repeats.values()
        for each, of, likeness in _origins(targets, repeats)
    ]
    found = _with_claims(found, claims)
    in_order = [telling.report for telling in tellings]
    found += find_retellings(in_order, claims, named, copies=found)
    return tuple(sorted(_with_first(in_order, found), key=lambda copy: (copy.report, copy.of or "", copy.id)))


def _with_claims(copies: Sequence[Copy], claims: Sequence[Claim]) -> list[Copy]:
    """Return the copies, each with the pairs of claims that have the same words, the n-th such with the n-th."""
    inside: dict[str, dict[tuple[tuple[int, ...], int], str]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda claim: (claim.report, claim.span, claim.id)):
        words, held = _folded(claim.words), inside[claim.report]
        number = next(number for number in count() if (words, number) not in held)
        held[words, number] = claim.id
    return [
        replace(copy, claims=tuple((own, other[said]) for said, own in inside[copy.report].items() if said in other))
        for copy in copies
        for other in (inside[copy.of or ""],)
    ]


def _with_first(reports: Sequence[Report], copies: Sequence[Copy]) -> list[Copy]:
    """Return the copies, each with the first report of the lineage that it repeats."""
    lineage = lineages(reports, copies)
    first = first_published(reports, lineage)
    return [replace(copy, first=first.get(lineage.get(copy.of, ""))) if copy.of else copy for copy in copies]


def _telling(report: Report, named: Sequence[Credit]) -> _Telling:
    """Fold a report's words and collect its shingles and the outlets that it credits."""
    words, own = _folded(report.text), _folded(_QUOTED.sub(" ", report.text))
    order = (moment_of(report), report.id)
    return _Telling(report, words, own, _shingles(words), credited(named), order)


def _shingles(words: tuple[int, ...]) -> frozenset[int]:
    return frozenset(map(_shingle, words, words[1:], words[2:]))


def _shingle(one: int, two: int, three: int) -> int:
    """Return three words as one number, the same in every process."""
    return one * 0x9E3779B1 + two * 0x85EBCA6B + three


def _folded(text: str) -> tuple[int, ...]:
    """Return the words of a text without case, accents and punctuation, each as its checksum."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).replace("’", "'")
    return tuple(crc32(word.encode()) for word in _WORD.findall(text.casefold()))


def _candidates(tellings: list[_Telling]) -> list[tuple[_Telling, _Telling]]:
    """Return pairs worth comparing: they share shingles, or all their words."""
    holders: dict[int, list[int]] = defaultdict(list)
    twins: dict[tuple[int, ...], int] = {}
    sizes: list[int] = []
    pairs = []
    for place, telling in enumerate(tellings):
        marks = sorted(shingle for shingle in telling.shingles if shingle % _SAMPLE == 0)
        met = Counter(other for mark in marks for other in holders.get(mark, ()))
        sizes.append(len(marks))
        likely = [(count, -other) for other, count in met.items() if count >= _met_by_chance(len(marks), sizes[other])]
        chosen = {-other for _, other in nlargest(_CHECKS, likely)}
        if telling.words and (twin := twins.setdefault(telling.words, place)) != place:
            chosen.add(twin)
        pairs += [(tellings[other], telling) for other in sorted(chosen)]
        for mark in marks:
            if len(holders[mark]) < _MEETINGS:
                holders[mark].append(place)
    return pairs


def _met_by_chance(one: int, two: int) -> float:
    """Return how many sampled shingles two texts need to share before they are compared."""
    return max(2.0, _SHARED_SHINGLES / 2 * min(one, two))


def _compare(one: _Telling, two: _Telling) -> _Likeness | None:
    """Return how two tellings are alike, or None if they are not."""
    if one.words == two.words:
        return _Likeness("same-text", 1.0, "all words agree")
    small, large = sorted((one, two), key=lambda telling: (len(telling.words), telling.order))
    if len(small.words) < _SHORT:
        return None
    least_shared, least_aligned = _bounds(small.words)
    if one.report.outlet in two.credited or two.report.outlet in one.credited:
        least_shared = _SHARED_SHINGLES
    if _share(small.shingles, large.shingles) < least_shared:
        return None
    window = _window(small, large)
    common = LCSseq.similarity(small.words, window)
    aligned = common / len(small.words)
    if aligned < least_aligned or not _alike_outside_quotations(small, large, window, aligned):
        return None
    how = "near-copy" if common >= 0.5 * len(large.words) else "part"
    because = f"{aligned:.0%} of the words of the shorter one stand in the other in the same order"
    return _Likeness(how, round(min(aligned, 0.999), 3), because)


def _share(part: frozenset[int], whole: frozenset[int]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _alike_outside_quotations(small: _Telling, large: _Telling, window: tuple[int, ...], aligned: float) -> bool:
    """Return whether more than a quotation is shared: reporters who heard one speech have copied nobody."""
    if len(small.own) < _SHORT:
        return aligned >= _ALIGNED_QUOTATION
    _, least_aligned = _bounds(small.own)
    if _share(_shingles(small.own), large.shingles) < _SHARED_SHINGLES:
        return False
    return LCSseq.similarity(small.own, window) / len(small.own) >= least_aligned


def _bounds(words: tuple[int, ...]) -> tuple[float, float]:
    """Return which share of a text's shingles and words must stand in another for a copy."""
    return (_SHARED_BRIEF, _ALIGNED_BRIEF) if len(words) < _BRIEF else (_SHARED_SHINGLES, _ALIGNED_WORDS)


def _window(small: _Telling, large: _Telling) -> tuple[int, ...]:
    """Return the stretch of the longer telling that holds most shingles of the shorter one."""
    length = int(1.5 * len(small.words)) + 5
    if len(large.words) <= length:
        return large.words
    words = large.words
    places = [
        place for place, found in enumerate(map(_shingle, words, words[1:], words[2:])) if found in small.shingles
    ]
    best, most, first = 0, 0, 0
    for last, place in enumerate(places):
        while place - places[first] > length - 3:
            first += 1
        if last - first + 1 > most:
            best, most = places[first], last - first + 1
    start = max(0, best - len(small.words) // 4)
    return large.words[start : start + length]


def _directed(one: _Telling, two: _Telling, agencies: Collection[str]) -> tuple[_Telling, _Telling]:
    """Return first the telling that repeats, then the one that is repeated."""
    later = _later(one.report.published, two.report.published)
    if later:
        return (one, two) if later > 0 else (two, one)

    def reprints(telling: _Telling, other: _Telling) -> tuple[bool, bool, bool, str]:
        credits_other = other.report.outlet in telling.credited
        credits_agency = any(name in agencies for name in telling.credited)
        return credits_other, telling.report.outlet not in agencies, credits_agency, telling.report.id

    return (one, two) if reprints(one, two) > reprints(two, one) else (two, one)


def _later(one: str | None, two: str | None) -> int:
    """Return 1 if the first moment is later, -1 if the second is, 0 if neither is known to be."""
    if not one or not two:
        return 0
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(two)
    except ValueError:
        first = second = datetime.min
    clocked = len(one) > 10 and len(two) > 10 and (first.tzinfo is None) == (second.tzinfo is None)
    if clocked and first != second:
        return 1 if first > second else -1
    known = min(len(one), len(two), 10)
    return 0 if clocked else (one[:known] > two[:known]) - (one[:known] < two[:known])


def _origins(
    targets: list[tuple[_Telling, _Telling, _Likeness]],
    repeats: Mapping[str, list[tuple[_Telling, _Telling, _Likeness]]],
) -> list[tuple[_Telling, _Telling, _Likeness]]:
    """Return the targets that do not repeat another target themselves; of a ring, the likest."""
    ids = {of.report.id for _, of, _ in targets}
    first = [
        target for target in targets if not ids & {of.report.id for _, of, _ in repeats.get(target[1].report.id, ())}
    ]
    return first or [max(targets, key=lambda target: (target[2].score, target[1].report.id))]


def _copy(copy: _Telling, of: _Telling, likeness: _Likeness, agencies: Collection[str]) -> Copy:
    """Return the record of one repetition."""
    named = [name for name in copy.credited if name in agencies or name == of.report.outlet]
    origin = min(named, key=lambda name: (name not in agencies, copy.credited.index(name)), default=None)
    how = "wire" if origin in agencies and likeness.how != "same-text" else likeness.how
    because = [likeness.because]
    if origin:
        because.append(f"names {origin}")
    if _later(copy.report.published, of.report.published) > 0:
        because.append(f"published later: {copy.report.published} after {of.report.published}")
    key, score = key_of(copy.report.id, of.report.id), likeness.score
    return Copy(key, copy.report.id, of.report.id, how, score, tuple(because), origin)
