"""A ledger -> all that a briefing shows of it, read once; a view and a question -> the part that answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.records import Claim, Control, Copy, Dispute, Entry, Report, Skipped, Utterance
from rashomon.showing.filters import (
    Filter,
    claim_facets,
    control_facets,
    copy_facets,
    dispute_facets,
    report_facets,
    utterance_facets,
)

if TYPE_CHECKING:
    from rashomon.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The records of a ledger as they stood at one moment."""

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    copies: tuple[Copy, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    control: tuple[Control, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    head: Entry | None = None
    as_of: str | None = None  # None: all that the ledger holds


def read_view(ledger: Ledger, *, as_of: str | None = None) -> LedgerView:
    """Return all that the ledger held at a moment, or holds now."""
    return LedgerView(
        reports=tuple(ledger.reports(as_of=as_of)),
        claims=tuple(ledger.claims(as_of=as_of)),
        disputes=tuple(ledger.disputes(as_of=as_of)),
        copies=tuple(ledger.copies(as_of=as_of)),
        utterances=tuple(ledger.utterances(as_of=as_of)),
        control=tuple(ledger.control(as_of=as_of)),
        skipped=tuple(ledger.skipped(as_of=as_of)),
        head=_head(ledger, as_of),
        as_of=as_of,
    )


def narrow(view: LedgerView, asked: Filter) -> LedgerView:
    """Return the part of a view that answers, with every claim and report that the part stands on."""
    if not asked:
        return view
    known = {claim.id: claim for claim in view.claims}
    reports = {report.id: report for report in view.reports}
    disputes = tuple(each for each in view.disputes if asked.admits(dispute_facets(each, known)))
    control = tuple(each for each in view.control if asked.admits(control_facets(each, known)))
    utterances = tuple(each for each in view.utterances if asked.admits(utterance_facets(each, known)))
    copies = tuple(each for each in view.copies if asked.admits(copy_facets(each, reports)))
    stood_on = {key for dispute in disputes for position in dispute.positions for key in position.claims}
    stood_on |= {key for each in control for key in each.claims} | {key for each in utterances for key in each.claims}
    claims = tuple(each for each in view.claims if each.id in stood_on or asked.admits(claim_facets(each)))
    inside: dict[str, list[Claim]] = {}
    for claim in claims:
        inside.setdefault(claim.report, []).append(claim)
    named = set(inside) | {key for each in copies for key in (each.report, each.of) if key}
    return replace(
        view,
        reports=tuple(each for each in view.reports if each.id in named or asked.admits(report_facets(each, ()))),
        claims=claims,
        disputes=disputes,
        copies=copies,
        utterances=utterances,
        control=control,
    )


def _head(ledger: Ledger, as_of: str | None) -> Entry | None:
    """Return the newest entry of a moment, so that what comes later does not change an earlier page."""
    if as_of is None:
        return ledger.head()
    earlier = (entry for entry in ledger.entries() if entry.recorded <= as_of)
    return max(earlier, key=lambda entry: (entry.recorded, entry.number), default=None)
