"""A ledger and a question -> the records that answer it, in the order of the ledger.

An answer is read as it is asked for: close one that is not read to its end before the ledger is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, TypeVar

from rashomon.records import Claim, Control, Copy, Dispute, Figures, Report, Skipped, Utterance
from rashomon.showing.filters import (
    Facets,
    Filter,
    claim_facets,
    control_facets,
    copy_facets,
    dispute_facets,
    figures_facets,
    report_facets,
    utterance_facets,
)

if TYPE_CHECKING:
    from rashomon.ledger.ledger import Ledger

T = TypeVar("T")

EVERYTHING = Filter()


def claims(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Claim, None, None]:
    """Give the claims that answer."""
    return _answering(ledger.claims(as_of=as_of), asked, claim_facets)


def disputes(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Dispute, None, None]:
    """Give the disputes that answer, by themselves or by a claim that they stand on."""
    known = _claims_by_id(ledger, asked, as_of)
    return _answering(ledger.disputes(as_of=as_of), asked, lambda each: dispute_facets(each, known))


def control(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Control, None, None]:
    """Give who holds which place since when, as claimed."""
    known = _claims_by_id(ledger, asked, as_of)
    return _answering(ledger.control(as_of=as_of), asked, lambda each: control_facets(each, known))


def figures(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Figures, None, None]:
    """Give the counts that several tell of, each with all its tellings."""
    known = _claims_by_id(ledger, asked, as_of)
    return _answering(ledger.figures(as_of=as_of), asked, lambda each: figures_facets(each, known))


def utterances(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None
) -> Generator[Utterance, None, None]:
    """Give the acts of speech that several reports carry."""
    known = _claims_by_id(ledger, asked, as_of)
    return _answering(ledger.utterances(as_of=as_of), asked, lambda each: utterance_facets(each, known))


def copies(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Copy, None, None]:
    """Give the reports that repeat another one."""
    known = {report.id: report for report in ledger.reports(as_of=as_of)} if asked else {}
    return _answering(ledger.copies(as_of=as_of), asked, lambda each: copy_facets(each, known))


def reports(ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None) -> Generator[Report, None, None]:
    """Give the reports that answer, by their outlet or by a claim in them."""
    inside: dict[str, list[Claim]] = {}
    for claim in ledger.claims(as_of=as_of) if asked else ():
        inside.setdefault(claim.report, []).append(claim)
    return _answering(ledger.reports(as_of=as_of), asked, lambda each: report_facets(each, inside.get(each.id, ())))


def skipped(ledger: Ledger, *, as_of: str | None = None) -> Generator[Skipped, None, None]:
    """Give the notices of pages that were not read."""
    return (each for each in ledger.skipped(as_of=as_of))


def _answering(records: Iterator[T], asked: Filter, facets: Callable[[T], Facets]) -> Generator[T, None, None]:
    if not asked:
        return (each for each in records)
    return (each for each in records if asked.admits(facets(each)))


def _claims_by_id(ledger: Ledger, asked: Filter, as_of: str | None) -> dict[str, Claim]:
    return {claim.id: claim for claim in ledger.claims(as_of=as_of)} if asked else {}
