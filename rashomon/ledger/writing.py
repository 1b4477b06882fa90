"""Contents -> the next entries of the chain, written inside one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import CallerError
from rashomon.ledger.chain import GENESIS, seal
from rashomon.ledger.contents import RAW, Record, encode, encode_receipt, name_key, name_kind
from rashomon.ledger.indexing import Indexer, is_current, make_index
from rashomon.ledger.opening import transaction
from rashomon.ledger.packing import pack

_STANDING_KEYS = """
SELECT entry.key FROM entry
JOIN (SELECT min(number) AS first, max(number) AS last FROM entry WHERE kind = ? GROUP BY key) AS told
    ON entry.number = told.last
WHERE entry.content IS NOT NULL ORDER BY told.first
"""


class Said(NamedTuple):
    """What an entry will say, before it has its place in the chain."""

    kind: str
    key: str
    content: str | None


def prepare(records: Sequence[Record]) -> list[Said]:
    """Return what the entries of some records will say; refuse what could not be read back."""
    contents = [encode(record) for record in records]
    return [Said(name_kind(each), name_key(each), content) for each, content in zip(records, contents, strict=True)]


def prepare_raw(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compressed bytes of some pages by their SHA-256; refuse a page under another's SHA-256."""
    for digest, page in pages.items():
        found = sha256(page).hexdigest()
        if found != digest:
            raise CallerError(f"expected a page whose SHA-256 is {digest}, found {found}")
    return {digest: pack(page) for digest, page in pages.items()}


@dataclass(slots=True)
class Pen:
    """Where the chain ends, while the lock of the one writer is held."""

    connection: sqlite.Connection
    number: int
    recorded: str
    hash: str
    indexer: Indexer
    written: int = 0

    def write(self, said: Said) -> None:
        """Write the next entry, unless the latest one under its kind and key says the same."""
        query = "SELECT content FROM entry WHERE kind = ? AND key = ? ORDER BY number DESC LIMIT 1"
        before = self.connection.execute(query, (said.kind, said.key)).fetchone()
        if before == (said.content,):
            return
        number = self.number + 1
        sealed = seal(number, self.recorded, *said, previous=self.hash)
        entry = (number, self.recorded, *said, sealed)
        self.connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", entry)
        self.indexer.take(number, *said, before=before[0] if before else None)
        self.number, self.hash = number, sealed
        self.written += 1

    def keep(self, digest: str, packed: bytes, size: int) -> None:
        """Keep the bytes of a page with an entry that says so, unless they are kept already."""
        if self.connection.execute("SELECT 1 FROM raw WHERE sha256 = ?", (digest,)).fetchone():
            return
        self.connection.execute("INSERT INTO raw (sha256, bytes) VALUES (?, ?)", (digest, packed))
        self.write(Said(RAW, digest, encode_receipt(size)))

    def withdraw_all_but(self, kind: str, kept: set[str]) -> None:
        """Withdraw what stands under a kind, except some keys."""
        standing = self.connection.execute(_STANDING_KEYS, (kind,)).fetchall()
        for (key,) in standing:
            if key not in kept:
                self.write(Said(kind, key, None))


@contextmanager
def take_pen(connection: sqlite.Connection, moment: str) -> Iterator[Pen]:
    """Hold the lock of the one writer; all that the pen wrote is kept at the end, or nothing of it."""
    with transaction(connection):
        newest = connection.execute("SELECT number, recorded, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
        number, recorded, sealed = newest or (0, moment, GENESIS)
        if not is_current(connection):
            make_index(connection)
        # A clock that was set back must not put new entries into a past that people have already asked about.
        pen = Pen(connection, number, max(moment, recorded), sealed, Indexer(connection))
        yield pen
        if pen.written:
            pen.indexer.finish(pen.number)
