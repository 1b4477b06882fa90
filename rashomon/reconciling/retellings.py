"""Reports that name an outlet -> which of its reports they retell in other words, and which single claims they cite.

A rewrite says in other words and another order most of what a report of the named outlet says. "X reported that ..." in
a report of its own cites: only that claim is taken over. Where no report of the named outlet is at hand, the credit
alone is kept.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest, nsmallest

from rashomon.reconciling.credits import Credit, sentence_of, sentences
from rashomon.reconciling.lineages import key_of
from rashomon.reconciling.wordings import FIELD, NAME, PLACE, Lexicon, Meaning
from rashomon.records import Claim, Copy, Report, Speaker

# benchmarks/gold/rivals, dev part, 2026-11-22: rewrites share 0.40 to 0.56 of what they say with the report that they
# name, one that cites a single claim 0.25; independent reports on one event, which name nobody, up to 0.46.
_RETOLD = 0.34
_LEAST = 6.0  # shared meanings, by rarity: below this a brief is like any other
_CITED = 0.3  # of a sentence that credits, how much a sentence of the credited report shares
_CITED_AT_LEAST = 1.0
_CLAIM = 0.4  # of a claim, the same
_REWRITTEN_WITHIN = 4  # days
_CITED_WITHIN = 14  # days
_UNSEEN = 0.5  # the score of a credit for what is not at hand
_BEYOND = 100  # reports imagined beyond those given
_COMMON = {FIELD: 5, NAME: 15, PLACE: 15}  # of these, how many hold a word of the field or a name
_RAREST = 40  # words of a report that lead to others
_RECENT = 24  # reports of an outlet that one word leads to
_CHECKS = 8  # reports of an outlet that one report is compared with


@dataclass(frozen=True, slots=True)
class _Told:
    """A report made ready for comparison."""

    report: Report
    day: int | None
    content: frozenset[str]
    sentences: tuple[frozenset[str], ...]


class _Shelf:
    """Holds the reports of the outlets that others name, by outlet and word, in the order of publication.

    A report that credits the whole of it to an agency stands for the agency's own, which may not be at hand.
    """

    def __init__(self, reports: Sequence[Report], named: Mapping[str, Sequence[Credit]], lexicon: Lexicon) -> None:
        outlets = {credit.outlet for each in named.values() for credit in each}
        kept = [report for report in reports if report.outlet in outlets or named.get(report.id)]
        self.told = [_told(report, lexicon) for report in kept]
        self.places = {told.report.id: place for place, told in enumerate(self.told)}
        counts = Counter(word for told in self.told for word in told.content)
        total = _BEYOND + len(self.told)
        self._rarity = {
            word: math.log1p(total / (count + _COMMON.get(word[0], 0))) / math.log1p(total)
            for word, count in counts.items()
        }
        self._by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, told in enumerate(self.told):
            of = {credit.outlet for credit in named.get(told.report.id, ()) if credit.how == "whole"}
            for outlet in sorted({*of, told.report.outlet or ""} & outlets):
                for word in self._rarest(told.content):
                    self._by_word[outlet, word].append(place)

    def weight(self, words: Iterable[str]) -> float:
        """Return how much some words say together."""
        return sum(self._rarity.get(word, 1.0) for word in sorted(words))

    def share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """Return how much of what one content says the other says too."""
        return self.weight(part & whole) / self.weight(part) if part else 0.0

    def near(self, told: _Told, content: frozenset[str], outlet: str, days: int) -> list[_Told]:
        """Return reports of an outlet, published no later and within some days, that share rare words."""
        place, met = self.places[told.report.id], Counter[int]()
        for word in self._rarest(content):
            held = self._by_word.get((outlet, word), [])
            here = bisect(held, place)
            for other in held[max(0, here - _RECENT) : here + _CHECKS]:
                met[other] += 1
        allowed = (
            (count, -other) for other, count in met.items() if other != place and _before(self.told[other], told, days)
        )
        return [self.told[-other] for _, other in nlargest(_CHECKS, allowed)]

    def _rarest(self, content: frozenset[str]) -> list[str]:
        return nsmallest(_RAREST, content, key=lambda word: (-self._rarity.get(word, 1.0), word))


def find_retellings(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    named: Mapping[str, Sequence[Credit]],
    *,
    copies: Sequence[Copy] = (),
) -> list[Copy]:
    """Find rewrites and cited claims.

    Args:
        reports: The reports, in the order of publication.
        claims: Their claims.
        named: Every naming of another outlet, by the identifier of the report.
        copies: Reports that are known to repeat others: these are not compared again.

    """
    if not any(named.values()):
        return []
    lexicon = Lexicon(claims)
    shelf = _Shelf(reports, named, lexicon)
    done = _settled(reports, copies)
    of_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.report, claim.span, claim.id)):
        of_report[claim.report].append(claim)
    found: list[Copy] = []
    for told in shelf.told:
        naming = named.get(told.report.id, ())
        for outlet in dict.fromkeys(credit.outlet for credit in naming):
            if outlet in done[told.report.id]:
                continue
            own = [credit for credit in naming if credit.outlet == outlet]
            rewrite = _rewrite(told, outlet, shelf, of_report, lexicon)
            found += [rewrite] if rewrite else _cited(told, own, shelf, of_report, lexicon)
    return found


def _settled(reports: Sequence[Report], copies: Sequence[Copy]) -> dict[str, set[str | None]]:
    """Return for each report the outlets that it is known to repeat, or that are known to repeat it."""
    outlets = {report.id: report.outlet for report in reports}
    done: dict[str, set[str | None]] = defaultdict(set)
    for copy in copies:
        done[copy.report] |= {copy.credited, outlets.get(copy.of or "")}
        done[copy.of or ""].add(outlets.get(copy.report))
    return done


def _told(report: Report, lexicon: Lexicon) -> _Told:
    meanings = [lexicon.meaning(sentence).content for sentence in sentences(report.text)]
    return _Told(report, _day(report), frozenset[str]().union(*meanings), tuple(meanings))


def _day(report: Report) -> int | None:
    try:
        return date.fromisoformat((report.published or "")[:10]).toordinal()
    except ValueError:
        return None


def _before(one: _Told, two: _Told, days: int) -> bool:
    """Return whether the first may have been at hand when the second was written."""
    return one.day is None or two.day is None or 0 <= two.day - one.day <= days


def _rewrite(
    told: _Told, outlet: str, shelf: _Shelf, of_report: Mapping[str, Sequence[Claim]], lexicon: Lexicon
) -> Copy | None:
    """Return the report of the outlet that this one retells as a whole."""

    def share(other: _Told) -> float:
        return shelf.share(told.content, other.content)

    best = max(
        shelf.near(told, told.content, outlet, _REWRITTEN_WITHIN),
        key=lambda other: (share(other) >= _RETOLD, other.report.outlet == outlet, share(other), other.report.id),
        default=None,
    )
    if best is None or share(best) < _RETOLD or shelf.weight(told.content & best.content) < _LEAST:
        return None
    pairs = _pairs(of_report[told.report.id], of_report[best.report.id], shelf, lexicon)
    because = (f"{share(best):.0%} of what it says stands in the other in other words", f"names {outlet}")
    return _copy(told, best.report.id, "rewrite", outlet, share(best), because, pairs)


def _cited(
    told: _Told,
    naming: Sequence[Credit],
    shelf: _Shelf,
    of_report: Mapping[str, Sequence[Claim]],
    lexicon: Lexicon,
) -> Iterator[Copy]:
    """Yield one retelling for each report of an outlet that is cited, and one for what no report of it is known for."""
    outlet, text = naming[0].outlet, told.report.text
    whole = next((credit for credit in naming if credit.how == "whole"), None)
    if whole is not None:
        because = (f"credits {outlet} for the whole",)
        every = tuple((claim.id, None) for claim in of_report[told.report.id])
        yield _copy(told, None, "wire", outlet, _UNSEEN, because, every)
        return
    taken: dict[str | None, list[tuple[str, str | None]]] = {}
    words: dict[str | None, str] = {}
    scores: dict[str | None, float] = {}
    for credit in naming:
        if credit.how == "passing":
            continue
        start, end = sentence_of(text, credit)
        own = [claim for claim in of_report[told.report.id] if _is_cited(claim, outlet, start, end)]
        said = lexicon.meaning(text[start:end], but=outlet).content
        score, best = max(
            (
                (max((shelf.share(said, each) for each in other.sentences), default=0.0), other.report.id)
                for other in shelf.near(told, said, outlet, _CITED_WITHIN)
                if shelf.weight(said & other.content) >= _CITED_AT_LEAST
            ),
            default=(0.0, ""),
        )
        of = best if score >= _CITED else None
        pairs = dict(_pairs(own, of_report[of], shelf, lexicon)) if of else {}
        taken.setdefault(of, []).extend((claim.id, pairs.get(claim.id)) for claim in own)
        words.setdefault(of, text[credit.start : credit.end])
        scores[of] = max(scores.get(of, 0.0), score)
    for of, claims in taken.items():
        because = (f"credits {words[of]} for {len(dict(claims))} of its claims",)
        pairs = dict(claims)
        yield _copy(told, of, "citing", outlet, scores[of] if of else _UNSEEN, because, tuple(sorted(pairs.items())))


def _copy(
    told: _Told,
    of: str | None,
    how: str,
    outlet: str,
    score: float,
    because: tuple[str, ...],
    claims: tuple[tuple[str, str | None], ...],
) -> Copy:
    key, report = key_of(told.report.id, of or f"{how} {outlet}"), told.report.id
    return Copy(key, report, of, how, round(min(score, 0.999), 3), because, outlet, claims)


def _is_cited(claim: Claim, outlet: str, start: int, end: int) -> bool:
    """Return whether a claim is what a sentence credits to an outlet."""
    if start <= claim.span.start < end or start < claim.span.end <= end:
        return True
    return any(_is_outlet(speaker, outlet) for speaker in (claim.speaker, *claim.via))


def _is_outlet(speaker: Speaker | None, outlet: str) -> bool:
    return speaker is not None and outlet in (speaker.name, speaker.body)


def _pairs(
    own: Sequence[Claim], others: Sequence[Claim], shelf: _Shelf, lexicon: Lexicon
) -> tuple[tuple[str, str | None], ...]:
    """Return pairs of claims that say the same, the likest first chosen, each claim once."""
    first, second = ([(claim.id, lexicon.meaning(claim.words)) for claim in side] for side in (own, others))
    scored = sorted(
        (-_same(one, two, shelf), mine, theirs)
        for mine, one in first
        for theirs, two in second
        if _same(one, two, shelf) >= _CLAIM
    )
    found: dict[str, str | None] = {}
    for _, mine, theirs in scored:
        if mine not in found and theirs not in found.values():
            found[mine] = theirs
    return tuple(sorted(found.items()))


def _same(one: Meaning, two: Meaning, shelf: _Shelf) -> float:
    """Return how much of the shorter of two claims the longer one says too, and the other way round, on average."""
    return (shelf.share(one.content, two.content) + shelf.share(two.content, one.content)) / 2
