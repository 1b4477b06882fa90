"""The whole program on one page: places -> reports -> claims -> disputes, every step in the ledger.

A report and its claims are written in one transaction, so a run that is stopped leaves whole reports only;
the same run started again passes over what is known and ends in the same ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from rashomon.gathering.collecting import collect
from rashomon.knowledge.loading import Knowledge
from rashomon.ledger.contents import Record
from rashomon.ledger.ledger import Ledger
from rashomon.reading.reader import Mentioned, Reader
from rashomon.reconciling.reconcile import reconcile
from rashomon.records import Gathered, Report, Skipped
from rashomon.settings import Settings

_BATCH = 16  # reports that the parser sees at once: for speed only
_DERIVED = ("dispute", "copy", "utterance", "control", "figures")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: pages seen = read + known + skipped."""

    read: int
    known: int
    skipped: int
    claims: int
    disputes: int
    entries: int


def run(
    places: Sequence[str],
    ledger: Ledger,
    reader: Reader,
    *,
    knowledge: Knowledge,
    settings: Settings,
    now: Callable[[], datetime],
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Gather the reports of `places`, read their claims, reconcile them with all that is known, record every step."""
    read = known = skipped = claims = entries = 0
    pages = (page for place in places for page in collect(place, settings=settings, columns=columns, stdin=stdin))
    for batch in _batches(pages):
        fresh = {page.record.id: page.record for page in batch if isinstance(page.record, Report)}
        fresh = {key: _with_outlet(report, knowledge) for key, report in fresh.items() if not ledger.knows(key)}
        readings = {reading.report: reading for reading in reader.read_all(fresh.values())}
        for page in batch:
            if isinstance(page.record, Skipped):
                skipped += 1
                entries += ledger.append([page.record], recorded=now())
                tell(f"skipped {page.record.origin}: {page.record.reason}")
            elif page.record.id in fresh:
                report = fresh.pop(page.record.id)
                found = readings[report.id].claims
                entries += ledger.append([report, *found], recorded=now(), raw={report.sha256: page.raw})
                read, claims = read + 1, claims + len(found)
                tell(f"read {report.origin}: {len(found)} claims")
            else:
                known += 1
    reconciled = reconcile(list(ledger.claims()), list(ledger.reports()), outlets=knowledge.outlets, settings=settings)
    derived: list[Record] = [*reconciled.disputes, *reconciled.copies, *reconciled.utterances, *reconciled.control]
    derived += reconciled.figures
    entries += ledger.replace_derived(_DERIVED, derived, recorded=now())
    return Summary(read, known, skipped, claims, len(reconciled.disputes), entries)


def look(
    places: Sequence[str], reader: Reader, *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[tuple[Report, Mentioned] | Skipped]:
    """Yield what the reports of `places` name, and what could not be read; nothing is recorded."""
    for batch in _batches(page for place in places for page in collect(place, settings=settings, stdin=stdin)):
        reports = [page.record for page in batch if isinstance(page.record, Report)]
        mentioned = reader.mentions_all(reports)
        for page in batch:
            yield (page.record, next(mentioned)) if isinstance(page.record, Report) else page.record


def _batches(pages: Iterable[Gathered]) -> Iterator[list[Gathered]]:
    pages = iter(pages)
    while batch := list(islice(pages, _BATCH)):
        yield batch


def _with_outlet(report: Report, knowledge: Knowledge) -> Report:
    """Name the outlet of a page that does not say it, by its address; use the known name of one that does."""
    known = knowledge.outlet_named(report.outlet) if report.outlet else None
    if known is None and report.url and not report.outlet:
        known = knowledge.outlet_of_url(report.url)
    return replace(report, outlet=known.name) if known else report
