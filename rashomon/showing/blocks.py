"""Disputes and their claims -> blocks that a person reads on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rashomon.records import Claim, Dispute, Position
from rashomon.showing.lives import life_words
from rashomon.showing.moments import moment_words, range_words, when_words
from rashomon.showing.order import claim_order, dispute_order
from rashomon.showing.places import Names, Rivals, equal_names, names_given, no_rivals, question_words
from rashomon.showing.quotes import Said, gather_words
from rashomon.showing.wording import (
    concession_words,
    count_words,
    outlet_words,
    position_words,
    quoted,
    sides_words,
    speaker_words,
)

SHOWN = 3  # claims of a position that a block quotes, so that a dispute fits a screen; the briefing has them all
DISPUTE_HEADS = (
    "dispute",
    "status",
    "question",
    "stance",
    "denial",
    "proposition",
    "sides",
    "speakers",
    "outlets",
    "lineages",
    "first",
    "last",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: how far it stands in, how it is set, what it says."""

    inset: int
    style: str
    words: str


def dispute_rows(disputes: Iterable[Dispute]) -> Iterator[tuple[str, ...]]:
    """Give one row for each position of each dispute."""
    for dispute in disputes:
        for position in dispute.positions:
            yield (
                dispute.id,
                dispute.status.value,
                dispute.question,
                position.stance.value,
                position.denial.value if position.denial else "",
                position.proposition,
                "; ".join(position.sides),
                "; ".join(position.speakers),
                "; ".join(position.outlets),
                str(position.lineages),
                position.first or "",
                position.last or "",
            )


def dispute_blocks(
    disputes: Iterable[Dispute], claims: Iterable[Claim], rivals: Rivals = no_rivals
) -> Iterator[Iterator[Line]]:
    """Give one block for each dispute, what is open first."""
    known = {claim.id: claim for claim in claims}
    names = names_given(known.values(), rivals)
    return (_block(dispute, known, names) for dispute in sorted(disputes, key=dispute_order))


def _block(dispute: Dispute, claims: Mapping[str, Claim], names: Names) -> Iterator[Line]:
    """Give the lines of one dispute: question, status, then each position with the words that prove it."""
    question = question_words(dispute, names)
    rest = [part for part in (equal_names(dispute.place, names), when_words(dispute.when)) if part not in question]
    yield Line(0, "bold", question)
    yield Line(0, "", _joined(dispute.status.value, *rest))
    if dispute.conceded is not None:
        on = moment_words(dispute.conceded.on)
        yield Line(0, "", f"conceded by {concession_words(dispute.conceded)}{f' on {on}' if on else ''}")
    if dispute.life:
        yield Line(0, "dim", life_words(dispute.life))
    for position in dispute.positions:
        yield Line(0, "", "")
        told = sorted((claims[key] for key in position.claims if key in claims), key=claim_order)
        yield from _position_lines(position, told)


def _position_lines(position: Position, told: list[Claim]) -> Iterator[Line]:
    """Give the lines of one position, with the first of its claims by time."""
    does = position_words(position)
    quotes = gather_words(told[:SHOWN])
    same = any(said.words == position.proposition for said in quotes)
    yield Line(2, "bold", does.upper() if same else f"{does.upper()}: {position.proposition}")
    support = f"{count_words(len(position.outlets), 'outlet')} in {count_words(position.lineages, 'lineage')}"
    yield Line(2, "dim", _joined(sides_words(position.sides), support, range_words(position.first, position.last)))
    for before, said in zip([None, *quotes], quotes, strict=False):
        yield from _said_lines(said, does, before)
    if len(told) > SHOWN:
        yield Line(4, "dim", f"and {len(told) - SHOWN:,} more")


def _said_lines(said: Said, position: str, before: Said | None) -> Iterator[Line]:
    """Give words with their tellings; who says them only where that changes, what is done only where it differs."""
    if before is None or (said.teller, said.about, said.does) != (before.teller, before.about, before.does):
        who = f"{said.teller}{f' ({said.about})' if said.about else ''}"
        yield Line(4, "", f"{who}:" if said.does == position else f"{who} {said.does}:")
    yield Line(6, "italic", quoted(said.words))
    for claim in said.claims:
        when = when_words(claim.said_on) or moment_words(claim.published)
        via = f"via {claim.channel}" if claim.channel else ""
        through = ", ".join(speaker_words(each) for each in claim.via)
        outlet = outlet_words(claim.outlet) if claim.speaker else ""  # in its own voice it is named already
        yield Line(6, "dim", _joined(outlet, when, via, through and f"relayed by {through}"))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
