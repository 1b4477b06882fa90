"""Disputes -> the order in which people meet them: what is open first, then by time."""

from __future__ import annotations

from rashomon.records import Dispute, Status

LEADING = (Status.CONTESTED, Status.CONCEDED, Status.UNVERIFIED)
_LAST = "\uffff"  # sorts after every date


def dispute_order(dispute: Dispute) -> tuple[int, str, str, str]:
    """Return the key by which disputes are sorted: status, time, question, id."""
    rank = LEADING.index(dispute.status) if dispute.status in LEADING else len(LEADING)
    first = min((position.first for position in dispute.positions if position.first), default=_LAST)
    return rank, (dispute.when.start if dispute.when else None) or first, dispute.question, dispute.id
