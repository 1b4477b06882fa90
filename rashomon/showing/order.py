"""Disputes and claims -> the order in which people meet them: what is open first, then by time."""

from __future__ import annotations

from rashomon.errors import QueryError
from rashomon.records import Claim, Dispute, Status
from rashomon.showing.moments import day_of, fixed_width, read_moment

LEADING = (Status.CONTESTED, Status.CONCEDED, Status.UNVERIFIED)
_LAST = "\uffff"  # sorts after every date


def dispute_order(dispute: Dispute) -> tuple[int, str, str, str]:
    """Return the key by which disputes are sorted: status, time, question, id."""
    rank = LEADING.index(dispute.status) if dispute.status in LEADING else len(LEADING)
    first = min((position.first for position in dispute.positions if position.first), default=_LAST)
    return rank, (dispute.when.start if dispute.when else None) or first, dispute.question, dispute.id


def claim_order(claim: Claim) -> tuple[str, str, str]:
    """Return the key by which claims of a position are sorted: the day, the moment of publication, id.

    So a wire report stands before its reprint of the same day; a date without a clock time is its last moment.
    """
    said = day_of(claim.said_on.start) if claim.said_on else None
    try:
        published = fixed_width(read_moment(claim.published or "", last=True))
    except QueryError:
        published = _LAST
    return said or day_of(claim.published) or _LAST, published, claim.id
