"""A ledger and a question -> the records that answer it, in the order of the ledger.

The ledger's index finds them; of a `limit` only the first so many are looked for. An answer is read as it is asked for:
close one that is not read to its end before the ledger is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rashomon.ledger.contents import name_key
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Report, Skipped, Utterance
from rashomon.showing.filters import Filter

if TYPE_CHECKING:
    from rashomon.ledger.contents import Record
    from rashomon.ledger.ledger import Ledger

T = TypeVar("T")

EVERYTHING = Filter()


class Standing(Mapping[str, T]):
    """Something of each record of a kind that stands in a ledger, by the record's key; read as it is asked for."""

    def __init__(self, ledger: Ledger, kind: str, take: Callable[[Any], T], *, as_of: str | None = None) -> None:
        self._ledger, self._kind, self._take, self._as_of = ledger, kind, take, as_of

    def __getitem__(self, key: str) -> T:
        record = self._ledger.get(self._kind, key, as_of=self._as_of)
        if record is None:
            raise KeyError(key)
        return self._take(record)

    def __iter__(self) -> Iterator[str]:
        return (name_key(each) for each in self._ledger.current(self._kind, as_of=self._as_of))

    def __len__(self) -> int:
        return sum(1 for _ in self)


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


def figures(
    ledger: Ledger, asked: Filter = EVERYTHING, *, as_of: str | None = None, limit: int | None = None
) -> Generator[Figures, None, None]:
    """Give the counts that several tell of, each with all its tellings."""
    return cast(Generator[Figures, None, None], _found(ledger, "figures", asked, as_of, limit))


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


def claims_behind(ledger: Ledger, disputes: Sequence[Dispute], *, as_of: str | None = None) -> Iterator[Claim]:
    """Give the claims that disputes stand on, and one for each way in which claims write the places of these."""
    places = dict.fromkeys(each.place.id or each.place.name for each in disputes if each.place)
    keys = dict.fromkeys(key for each in disputes for position in each.positions for key in position.claims)
    known: Standing[Claim] = Standing(ledger, "claim", lambda claim: claim, as_of=as_of)
    yield from (known[key] for key in keys if key in known)
    yield from ledger.spelling(places, as_of=as_of)
