"""Copies in, lineages out: which reports are one telling, which claims are only repeated, and who told first.

A copy or a rewrite folds its whole report; "X, citing Y" folds the one claim. Support is counted in lineages.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from rashomon.records import Claim, Copy, Report

CITING = "citing"  # the one way of repeating that leaves the rest of a report its own


class Telling(NamedTuple):
    """Whose telling a claim is: the lineage it goes back to, and the outlet that told it.

    `outlet` is None where no name of it is known.
    """

    lineage: str
    outlet: str | None


def lineages(reports: Sequence[Report], copies: Sequence[Copy]) -> dict[str, str]:
    """Return the lineage of each report: the smallest identifier among all that repeat one another as a whole."""
    parents = {report.id: report.id for report in reports}
    for copy in copies:
        if copy.how != CITING and copy.report in parents and copy.of in parents:
            low, high = sorted((_root(parents, copy.report), _root(parents, copy.of)))
            parents[high] = low
    return {key: _root(parents, key) for key in sorted(parents)}


def tellings(claims: Sequence[Claim], copies: Sequence[Copy], lineage: Mapping[str, str]) -> dict[str, Telling]:
    """Return for the identifier of each claim whose telling it is.

    A claim that its report takes over by name is a telling of the report that it cites, and so on along the chain;
    where no such report is known, of the outlet that is credited. So is a copy of such a claim. All claims of a report
    that credits the whole to an agency are that agency's.

    Args:
        claims: The claims of all reports.
        copies: Who repeats whom.
        lineage: The lineage of each report, as `lineages` returns it.

    """
    known = {claim.id: claim for claim in claims}
    taken: dict[str, list[tuple[Copy, str | None]]] = defaultdict(list)
    for copy in sorted(copies, key=lambda copy: (copy.of is None, copy.report, copy.of or "", copy.id)):
        for own, other in copy.claims:
            taken[own].append((copy, other))

    def follow(claim: Claim) -> Telling:
        own, cited = claim, False
        seen: set[str] = set()
        while (ways := taken.get(claim.id)) and claim.id not in seen:
            seen.add(claim.id)
            copy, other = ways[0]
            cited = cited or copy.how == CITING
            if other in known:
                claim = known[other]
            elif copy.of is not None:
                return Telling(lineage.get(copy.of, copy.of), copy.credited)
            elif copy.how == CITING:
                return Telling(f"credit {copy.credited}", copy.credited)
            else:  # the whole report is an agency's, and so is what repeats it
                return Telling(lineage.get(claim.report, claim.report), copy.credited)
        # Which of two equal reports repeats the other may hang on their identifiers: each stays its outlet's own.
        told = claim if cited else own
        return Telling(lineage.get(told.report, told.report), told.outlet or told.report)

    return {claim.id: follow(claim) for claim in claims}


def count_independent(told: Iterable[Telling]) -> int:
    """Count the tellings that repeat nobody: those of one lineage count once, and so do those of one outlet.

    >>> count_independent([Telling("a", "Post"), Telling("a", "Mirror"), Telling("b", "Post"), Telling("c", "Ferry")])
    2
    """
    parents: dict[str, str] = {}
    every = sorted(set(told), key=lambda each: (each.lineage, each.outlet or ""))
    for each in every:
        if each.outlet is not None:
            parents[_root(parents, f"by {each.outlet}")] = _root(parents, f"told {each.lineage}")
    return len({_root(parents, f"told {each.lineage}") for each in every})


def first_published(reports: Sequence[Report], lineage: Mapping[str, str]) -> dict[str, str]:
    """Return for each lineage the report that was published first, as far as days and clocks tell."""
    first: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: (moment_of(report), report.id)):
        first.setdefault(lineage.get(report.id, report.id), report)
    return {key: report.id for key, report in first.items()}


def key_of(report: str, of: str) -> str:
    """Return the identifier of the copy that a report makes of another, or of what it credits."""
    return hashlib.sha256(f"{report}\n{of}".encode()).hexdigest()[:16]


def moment_of(report: Report) -> str:
    """Return what puts reports in the order of publication; a report without a moment comes last."""
    try:
        moment = datetime.fromisoformat(report.published or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return report.published or "~"


def _root(parents: dict[str, str], key: str) -> str:
    """Return what a key belongs to, and shorten the way there for the next who asks."""
    while parents.setdefault(key, key) != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
