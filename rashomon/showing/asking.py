"""A ledger and a question -> the records that answer it, in the order of the ledger.

The ledger's index finds them; of a `limit` only the first so many are looked for. An answer is read as it is asked for:
close one that is not read to its end before the ledger is closed.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, cast

from rashomon.records import Claim, Control, Copy, Dispute, Report, Skipped, Utterance
from rashomon.showing.filters import Filter

if TYPE_CHECKING:
    from rashomon.ledger.contents import Record
    from rashomon.ledger.ledger import Ledger

EVERYTHING = Filter()


def claims(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Claim, None, None]:
    """Give the claims that answer."""
    return cast(Generator[Claim, None, None], _found(ledger, "claim", asked, as_of, limit))


def disputes(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Dispute, None, None]:
    """Give the disputes that answer, by themselves or by a claim that they stand on."""
    return cast(Generator[Dispute, None, None], _found(ledger, "dispute", asked, as_of, limit))


def control(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Control, None, None]:
    """Give who holds which place since when, as claimed."""
    return cast(Generator[Control, None, None], _found(ledger, "control", asked, as_of, limit))


def utterances(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Utterance, None, None]:
    """Give the acts of speech that several reports carry."""
    return cast(Generator[Utterance, None, None], _found(ledger, "utterance", asked, as_of, limit))


def copies(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Copy, None, None]:
    """Give the reports that repeat another one."""
    return cast(Generator[Copy, None, None], _found(ledger, "copy", asked, as_of, limit))


def reports(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Report, None, None]:
    """Give the reports that answer, by their outlet or by a claim in them."""
    return cast(Generator[Report, None, None], _found(ledger, "report", asked, as_of, limit))


def skipped(ledger: Ledger, *, as_of: str | None = None, limit: int | None = None) -> Generator[Skipped, None, None]:
    """Give the notices of pages that were not read."""
    return cast(Generator[Skipped, None, None], _found(ledger, "skipped", EVERYTHING, as_of, limit))


def _found(
    ledger: Ledger, kind: str, asked: Filter, as_of: str | None, limit: int | None
) -> Generator[Record, None, None]:
    return (each for each in ledger.find(kind, asked.wanted(), as_of=as_of, limit=limit))
