"""Tellings of an invented war by hand: each call makes a report of its own, with one claim in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from factory import claim, event, place, report, speaker

from rashomon.reconciling.reconcile import Reconciled, reconcile
from rashomon.records import (
    Claim,
    Denial,
    Dispute,
    Figure,
    Modality,
    Outlet,
    Party,
    Polarity,
    Report,
    Span,
    Stance,
    When,
)

OUTLETS = {
    "Harvick Post": Outlet("Harvick Post", side="Osmark"),
    "Isle Courier": Outlet("Isle Courier"),
    "Morning Ferry": Outlet("Morning Ferry"),
    "Veldor Telegraph": Outlet("Veldor Telegraph", side="Veldoria"),
}


def prose(seed: str, *, words: int = 60) -> str:
    """Return a text of made-up words that shares nothing with that of another seed."""
    return " ".join(sha256(f"{seed} {number}".encode()).hexdigest()[:7] for number in range(words))


def toll(low: float | None, high: float | None, *, what: str = "killed", of: str | None = "soldiers") -> Figure:
    """Make a figure of a toll."""
    return Figure(what=what, low=low, high=high, words="the toll", span=Span(0, 8), of=of)


@dataclass
class War:
    """Holds the reports and claims of one test."""

    reports: list[Report] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def tell(
        self,
        who: str | None,
        side: str | None,
        kind: str = "control-gain",
        *,
        day: str | None = "2031-05-03",
        at: str | None = "Vell",
        part: str | None = None,
        until: str | None = None,
        by: str | None = None,
        to: str | None = None,
        said: str | None = None,
        outlet: str = "Isle Courier",
        within: Report | None = None,
        stance: Stance = Stance.ASSERTS,
        polarity: Polarity = Polarity.POSITIVE,
        modality: Modality = Modality.HAPPENED,
        figures: tuple[Figure, ...] = (),
        denial: Denial | None = None,
        answers: Claim | None = None,
        channel: str | None = None,
        words: str | None = None,
    ) -> Claim:
        """Add a claim, in a new report unless `within` names one; `by` and `to` are the sides of actor and target.

        `until` makes the event last from `day` until then; `part` is a part of the place.
        The day is that of the event, and of the saying and the report unless `said` names another.
        """
        told = words or f"{who or outlet} tells of {kind} number {len(self.claims)}"
        page = within
        if page is None:
            text = f"{prose(f'{told} {len(self.reports)}')} {told}"
            page = report(text, outlet=outlet, published=said or day)
            self.reports.append(page)
        made = claim(
            told if told in page.text else page.text.split()[0],
            within=page,
            speaker=speaker(who, side=side) if who else None,
            stance=stance,
            denial=denial,
            answers=answers.id if answers else None,
            channel=channel,
            said_on=When(said or day, said or day) if said or day else None,
            event=event(
                kind,
                place=place(at, part=part) if at else None,
                when=When(day, until or day) if day else None,
                actor=Party(by, by) if by else None,
                target=Party(to, to) if to else None,
                polarity=polarity,
                modality=modality,
                figures=figures,
            ),
        )
        self.claims.append(made)
        return made

    def reconciled(self, claims: Iterable[Claim] | None = None, reports: Iterable[Report] | None = None) -> Reconciled:
        """Reconcile all claims and reports, or those given."""
        return reconcile(
            list(self.claims if claims is None else claims),
            list(self.reports if reports is None else reports),
            outlets=OUTLETS,
        )

    def disputes(self) -> tuple[Dispute, ...]:
        """Return the disputes."""
        return self.reconciled().disputes

    def dispute(self) -> Dispute:
        """Return the only dispute."""
        (found,) = self.disputes()
        return found


def stances(dispute: Dispute) -> list[tuple[Stance, Denial | None]]:
    """Return the stance of each position and its way of denying, in their order."""
    return [(position.stance, position.denial) for position in dispute.positions]
