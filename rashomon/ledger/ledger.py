"""Any records -> entries in one append-only SQLite file; and every record as it stood at any moment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import CallerError, LedgerError, QueryError
from rashomon.ledger.checking import check
from rashomon.ledger.contents import Record, check_kind, decode
from rashomon.ledger.facets import SEPARATOR, Wanted, fold
from rashomon.ledger.finding import find_contents, find_examples
from rashomon.ledger.indexing import is_current, make_index
from rashomon.ledger.moments import read_moment, write_moment
from rashomon.ledger.opening import MEMORY, connect, explained, transaction
from rashomon.ledger.packing import unpack
from rashomon.ledger.searching import Hit, find
from rashomon.ledger.writing import prepare, prepare_raw, take_pen
from rashomon.records import Claim, Control, Copy, Dispute, Entry, Figures, Report, Skipped, Utterance

_CURRENT = """
SELECT entry.content FROM entry
JOIN (
    SELECT min(number) AS first, max(number) AS last FROM entry WHERE kind = ? AND number <= ? GROUP BY key
) AS told ON entry.number = told.last
WHERE entry.content IS NOT NULL ORDER BY told.first
"""


class Ledger:
    """An open ledger.

    As of any moment before the newest entry was recorded, every answer stays the same for ever.
    """

    __slots__ = ("_connection", "_indexed", "_place", "_readonly")

    def __init__(self, connection: sqlite.Connection, place: str, *, readonly: bool = False) -> None:
        self._connection = connection
        self._place = place
        self._readonly = readonly and place != MEMORY
        self._indexed = False  # whether it is known that the index holds every entry

    @classmethod
    def open(cls, path: Path | str, *, readonly: bool = False, patience: float = 30.0) -> Ledger:
        """Open the ledger at a path, or one in memory at ":memory:"; write a new one if there is none.

        One opened `readonly` works beside a writer, and in a folder that is closed to us.
        `patience` is how many seconds to wait for another writer to finish.
        """
        return cls(connect(path, readonly=readonly, patience=patience), os.fspath(path), readonly=readonly)

    def close(self) -> None:
        """Let go of the file."""
        with explained(self._place):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, records: Sequence[Record], *, recorded: datetime, raw: Mapping[str, bytes] | None = None) -> int:
        """Write all records or none of them; return how many entries that took.

        A record that already stands with the same content is not written again.
        `raw` holds the bytes of gathered pages by their SHA-256 in hexadecimal.
        Bytes that are new take an entry of kind "raw" themselves, so that `verify` would miss them.
        """
        said, pages, moment = prepare(records), raw or {}, write_moment(recorded)
        packed = prepare_raw(pages)
        with explained(self._place), take_pen(self._connection, moment) as pen:
            for digest in pages:
                pen.keep(digest, packed[digest], len(pages[digest]))
            for each in said:
                pen.write(each)
        return pen.written

    def replace_derived(self, kinds: Sequence[str], records: Sequence[Record], *, recorded: datetime) -> int:
        """Make `records` all that stands under some kinds, or change nothing; return how many entries that took.

        What is new or different is written; what stands and is not among the records is withdrawn.
        """
        said, moment = prepare(records), write_moment(recorded)
        for kind in kinds:
            check_kind(kind)
        for each in said:
            if each.kind not in kinds:
                raise CallerError(f"expected records of the kinds {', '.join(kinds)}, found a {each.kind}")
        with explained(self._place), take_pen(self._connection, moment) as pen:
            for each in said:
                pen.write(each)
            for kind in kinds:
                pen.withdraw_all_but(kind, {each.key for each in said if each.kind == kind})
        return pen.written

    def knows(self, report_id: str) -> bool:
        """Return whether a report with this id stands in the ledger."""
        return self.get("report", report_id) is not None

    def get(self, kind: str, key: str, *, as_of: datetime | str | None = None) -> Record | None:
        """Return the record that stood under a kind and key, if any did."""
        query = "SELECT content FROM entry WHERE kind = ? AND key = ? AND number <= ? ORDER BY number DESC LIMIT 1"
        row = self._ask_one(query, check_kind(kind), key, self._find_last(as_of))
        return decode(kind, row[0]) if row and row[0] is not None else None

    def current(self, kind: str, *, as_of: datetime | str | None = None) -> Iterator[Record]:
        """Return the records of a kind that stood at a moment, in the order in which they first came."""
        rows = self._ask(_CURRENT, check_kind(kind), self._find_last(as_of))
        return (decode(kind, content) for (content,) in rows)

    def find(
        self, kind: str, wanted: Sequence[Wanted] = (), *, as_of: datetime | str | None = None, limit: int | None = None
    ) -> Iterator[Record]:
        """Return the records of a kind that had all that is wanted, in the order in which they first came.

        The index answers, so that the first of them come at once however many there are.
        """
        if limit is not None and limit < 1:
            raise QueryError(f"expected a limit of at least 1, found {limit}")
        last = self._find_last_indexed(as_of)
        return self._find(check_kind(kind), wanted, last, limit)

    def _find(self, kind: str, wanted: Sequence[Wanted], last: int, limit: int | None) -> Iterator[Record]:
        with explained(self._place):
            for content in find_contents(self._connection, kind, wanted, last=last, limit=limit):
                yield decode(kind, content)

    def naming(self, names: Iterable[str], *, as_of: datetime | str | None = None) -> Iterator[Claim]:
        """Return a claim for each place that claims call by one of these names."""
        last = self._find_last_indexed(as_of)
        return self._find_examples("called", [fold(name) for name in names], last)

    def spelling(self, places: Iterable[str], *, as_of: datetime | str | None = None) -> Iterator[Claim]:
        """Return a claim for each way in which claims write these places, given by id or, without one, by name."""
        return self._find_examples("spelled", list(places), self._find_last_indexed(as_of))

    def _find_examples(self, field: str, firsts: Sequence[str], last: int) -> Iterator[Claim]:
        with explained(self._place):
            for first in dict.fromkeys(firsts):
                for content in find_examples(self._connection, "claim", field, f"{first}{SEPARATOR}", last=last):
                    yield cast(Claim, decode("claim", content))

    def reports(self, *, as_of: datetime | str | None = None) -> Iterator[Report]:
        """Return the reports that stood at a moment."""
        return cast(Iterator[Report], self.current("report", as_of=as_of))

    def claims(self, *, as_of: datetime | str | None = None) -> Iterator[Claim]:
        """Return the claims that stood at a moment."""
        return cast(Iterator[Claim], self.current("claim", as_of=as_of))

    def disputes(self, *, as_of: datetime | str | None = None) -> Iterator[Dispute]:
        """Return the disputes that stood at a moment."""
        return cast(Iterator[Dispute], self.current("dispute", as_of=as_of))

    def copies(self, *, as_of: datetime | str | None = None) -> Iterator[Copy]:
        """Return the copies that stood at a moment."""
        return cast(Iterator[Copy], self.current("copy", as_of=as_of))

    def utterances(self, *, as_of: datetime | str | None = None) -> Iterator[Utterance]:
        """Return the utterances that stood at a moment."""
        return cast(Iterator[Utterance], self.current("utterance", as_of=as_of))

    def control(self, *, as_of: datetime | str | None = None) -> Iterator[Control]:
        """Return who was said to hold which place, as that stood at a moment."""
        return cast(Iterator[Control], self.current("control", as_of=as_of))

    def figures(self, *, as_of: datetime | str | None = None) -> Iterator[Figures]:
        """Return how many of what everybody told of, as that stood at a moment."""
        return cast(Iterator[Figures], self.current("figures", as_of=as_of))

    def skipped(self, *, as_of: datetime | str | None = None) -> Iterator[Skipped]:
        """Return the notices of pages not read that stood at a moment."""
        return cast(Iterator[Skipped], self.current("skipped", as_of=as_of))

    def entries(self) -> Iterator[Entry]:
        """Return every entry ever written, withdrawals and raw bytes' notices among them, first one first."""
        rows = self._ask("SELECT number, recorded, kind, key, content, hash FROM entry ORDER BY number")
        return (Entry(*row) for row in rows)

    def head(self) -> Entry | None:
        """Return the newest entry; its number and hash, published elsewhere, bind all entries up to it."""
        query = "SELECT number, recorded, kind, key, content, hash FROM entry ORDER BY number DESC LIMIT 1"
        row = self._ask_one(query)
        return Entry(*row) if row else None

    def raw(self, sha256: str) -> bytes | None:
        """Return the bytes of a gathered page as they came, if they were kept."""
        row = self._ask_one("SELECT bytes FROM raw WHERE sha256 = ?", sha256)
        return unpack(row[0], sha256) if row else None

    def search(self, query: str, *, limit: int = 50, as_of: datetime | str | None = None) -> list[Hit]:
        """Return the reports and claims that hold every word of a query, best first.

        Case and accents do not count; no sign in a query has a meaning of its own.
        """
        with explained(self._place):
            return list(find(self._connection, query, limit=limit, last=self._find_last(as_of)))

    def verify(self, *, head: str | None = None) -> int:
        """Return how many entries there are, if all is as it was written; raise BrokenChainError if not.

        Who owns the file can write all of it anew, or cut off its end.
        Only a `head`, a "number:hash" published elsewhere, shows that: the chain must pass through it.
        """
        with explained(f"a private copy of {self._place}"):
            return check(self._connection, head)

    def _find_last(self, as_of: datetime | str | None) -> int:
        """Return the number of the newest entry at a moment, 0 if there was none."""
        if as_of is None:
            row = self._ask_one("SELECT number FROM entry ORDER BY number DESC LIMIT 1")
        else:
            query = "SELECT number FROM entry WHERE recorded <= ? ORDER BY recorded DESC, number DESC LIMIT 1"
            row = self._ask_one(query, read_moment(as_of))
        return int(row[0]) if row else 0

    def _find_last_indexed(self, as_of: datetime | str | None) -> int:
        """Make the index first if there is none, or an older one."""
        with explained(self._place):
            if not self._indexed and not is_current(self._connection):
                self._make_index()
        self._indexed = True
        return self._find_last(as_of)

    def _make_index(self) -> None:
        if not self._readonly:
            with transaction(self._connection):
                make_index(self._connection)
            return
        try:
            with Ledger.open(self._place) as writer:
                writer._find_last_indexed(None)
        except LedgerError as error:
            raise LedgerError(f"expected an index in {self._place}, found none; write to it first") from error

    def _ask(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with explained(self._place):
            yield from self._connection.execute(query, values)

    def _ask_one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with explained(self._place):
            row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return row
