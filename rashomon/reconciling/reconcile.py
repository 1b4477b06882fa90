"""All claims and reports -> what they make together: copies, utterances, disputes, control, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconciling.control import find_control
from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.disputes import find_disputes
from rashomon.reconciling.figures import find_figures
from rashomon.reconciling.lineages import lineages, tellings
from rashomon.reconciling.lives import with_lives
from rashomon.reconciling.speakers import with_one_name
from rashomon.reconciling.utterances import find_utterances
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Outlet, Report, Utterance
from rashomon.settings import Settings


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Everything that is derived from the claims; a pure function of claims, reports and outlets."""

    disputes: tuple[Dispute, ...]
    copies: tuple[Copy, ...]
    utterances: tuple[Utterance, ...]
    control: tuple[Control, ...]
    figures: tuple[Figures, ...]


def reconcile(
    claims: Sequence[Claim],
    reports: Sequence[Report],
    *,
    outlets: Mapping[str, Outlet] | None = None,
    settings: Settings | None = None,
) -> Reconciled:
    """Reconcile all claims of all reports; neither order matters."""
    outlets, settings = outlets or {}, settings or Settings()
    agencies = [outlet.name for outlet in outlets.values() if outlet.agency]
    claims = with_one_name(claims)
    copies = find_copies(reports, agencies=agencies, claims=claims, outlets=tuple(outlets))
    lineage = lineages(reports, copies)
    told = tellings(claims, copies, lineage)
    by_claim = {key: telling.lineage for key, telling in told.items()}
    disputes = find_disputes(claims, outlets=outlets, lineage=lineage, told=told, settings=settings)
    return Reconciled(
        disputes=with_lives(disputes, claims, lineage=by_claim, settings=settings),
        copies=copies,
        utterances=find_utterances(claims, lineage=lineage),
        control=find_control(claims, disputes),
        figures=find_figures(claims, lineage=by_claim, settings=settings),
    )
