"""Entries, one after another -> the index of what they can be asked for by.

What an item has depends on the entries alone and on their order, never on how many were written at once: an index
that grew with its ledger and one that was made later in one go are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from pysqlite3 import dbapi2 as sqlite

from rashomon.ledger.contents import KINDS, Record, decode
from rashomon.ledger.facets import VERSION, own_facets, spellings, stands_on
from rashomon.records import Claim

RUNS = frozenset({"outlet", "speaker"})  # fields that are asked for by some of their words
TABLES = ("facet", "facet_word", "held", "indexed", "posting")

_KEPT = 2**16  # facets, and facets of items, that are remembered at most

_ITEM = "SELECT min(number) FROM entry WHERE kind = ? AND key = ? AND number <= ?"
_STANDING = "SELECT content FROM entry WHERE kind = ? AND key = ? AND number <= ? ORDER BY number DESC LIMIT 1"


class Indexer:
    """Writes the index, inside the transaction that writes the entries."""

    __slots__ = ("_changed", "_connection", "_held", "_ids", "_number")

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._number = 0
        self._ids: dict[tuple[str, str], int] = {}
        self._held: dict[int, frozenset[int]] = {}
        self._changed: set[int] = set()

    def take(self, number: int, kind: str, key: str, content: str | None, *, before: str | None) -> None:
        """Take in an entry that was just written; `before` is what stood under its kind and key, if anything did."""
        if kind not in KINDS:
            return
        self._number = number
        new = decode(kind, content) if content is not None else None
        old = decode(kind, before) if before is not None else None
        item = self._item(kind, key) or number
        self._turn(kind, item, self._held_by(item), self._whole(kind, key, new))
        self._post(kind, item, self._tied(old), self._tied(new))
        own, lost = self._own(new), self._own(old)
        inside = {each.report for each in (old, new) if isinstance(each, Claim)}
        moved = len(inside) > 1  # a correction may even put a claim into another report
        if kind in {"claim", "report"} and (own != lost or moved):
            self._pass_on(kind, key, inside, won=own - lost, lost=lost if moved else lost - own)

    def finish(self, number: int) -> None:
        """Write down what is remembered, and that the index holds all entries up to this one."""
        self._write_held()
        self._connection.execute("DELETE FROM indexed")
        self._connection.execute("INSERT INTO indexed VALUES (?, ?)", (VERSION, number))

    def _pass_on(
        self, kind: str, key: str, inside: Iterable[str], *, won: frozenset[int], lost: frozenset[int]
    ) -> None:
        """Let what stands on a claim or report that changed, or the report that it is in, change with it."""
        above = [("report", each, self._item("report", each) or 0) for each in sorted(inside)]
        for code, item in self._open("stands on", f"{kind} {key}"):
            above.append((self._value(code), self._key(item), item))
        for kind_above, key_above, item in above:
            had = self._held_by(item)
            if not had:
                continue  # it is not there, or is withdrawn
            has = had | won
            if lost:
                has = self._whole(kind_above, key_above, self._standing(kind_above, key_above))
            self._turn(kind_above, item, had, has)

    def _whole(self, kind: str, key: str, record: Record | None) -> frozenset[int]:
        """Return the facets of a record with those of all that it stands on or, of a report, of the claims in it."""
        if record is None:
            return frozenset()
        whole = set(self._own(record))
        if kind == "report":
            whole.update(*(self._held_by(item) for _, item in self._open("in report", key)))
            return frozenset(whole)
        below, keys = stands_on(record)
        for each in set(keys):
            if below == "claim":  # all that a claim has is its own
                whole |= self._held_by(self._item(below, each) or 0)
            else:
                whole |= self._own(self._standing(below, each))
        return frozenset(whole)

    def _own(self, record: Record | None) -> frozenset[int]:
        return self._ids_of({("", ""), *own_facets(record)} if record is not None else ())

    def _tied(self, record: Record | None) -> frozenset[int]:
        """Return the facets by which a record is found from another one, or a place from its names."""
        if record is None:
            return frozenset()
        kind, keys = stands_on(record)
        inside = [("in report", record.report)] if isinstance(record, Claim) else []
        return self._ids_of({*(("stands on", f"{kind} {key}") for key in keys), *spellings(record), *inside})

    def _turn(self, kind: str, item: int, had: frozenset[int], has: frozenset[int]) -> None:
        """Let an item have these facets from now on."""
        if had != has:
            self._post(kind, item, had, has)
            self._held[item] = has
            self._changed.add(item)
            if len(self._held) > _KEPT:
                self._write_held()

    def _post(self, kind: str, item: int, had: frozenset[int], has: frozenset[int]) -> None:
        code = self._id("record", kind)
        won = [(facet, code, item, self._number) for facet in sorted(has - had)]
        gone = [(self._number, facet, code, item) for facet in sorted(had - has)]
        self._connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, NULL)", won)
        self._connection.executemany(
            "UPDATE posting SET until = ? WHERE facet = ? AND kind = ? AND item = ? AND until IS NULL", gone
        )

    def _held_by(self, item: int) -> frozenset[int]:
        if item not in self._held:
            row = self._connection.execute("SELECT facets FROM held WHERE item = ?", (item,)).fetchone()
            self._held[item] = frozenset(json.loads(row[0])) if row else frozenset()
        return self._held[item]

    def _write_held(self) -> None:
        rows = ((item, json.dumps(sorted(self._held[item]))) for item in sorted(self._changed))
        self._connection.executemany(
            "INSERT INTO held VALUES (?, ?) ON CONFLICT (item) DO UPDATE SET facets = excluded.facets", rows
        )
        self._held.clear()
        self._changed.clear()

    def _open(self, field: str, value: str) -> list[tuple[int, int]]:
        """Return the kinds and items that have a facet now."""
        query = (
            "SELECT kind, item FROM posting JOIN facet ON facet.id = posting.facet"
            " WHERE facet.field = ? AND facet.value = ? AND until IS NULL ORDER BY item"
        )
        return list(self._connection.execute(query, (field, value)))

    def _item(self, kind: str, key: str) -> int | None:
        (number,) = self._connection.execute(_ITEM, (kind, key, self._number)).fetchone()
        return int(number) if number else None

    def _standing(self, kind: str, key: str) -> Record | None:
        row = self._connection.execute(_STANDING, (kind, key, self._number)).fetchone()
        return decode(kind, row[0]) if row and row[0] is not None else None

    def _key(self, item: int) -> str:
        return str(self._connection.execute("SELECT key FROM entry WHERE number = ?", (item,)).fetchone()[0])

    def _value(self, facet: int) -> str:
        return str(self._connection.execute("SELECT value FROM facet WHERE id = ?", (facet,)).fetchone()[0])

    def _ids_of(self, facets: Iterable[tuple[str, str]]) -> frozenset[int]:
        return frozenset(self._id(field, value) for field, value in sorted(facets))

    def _id(self, field: str, value: str) -> int:
        """Return the number of a facet; give a new one the next number, and enter its words."""
        known = self._ids.get((field, value))
        if known is not None:
            return known
        row = self._connection.execute("SELECT id FROM facet WHERE field = ? AND value = ?", (field, value)).fetchone()
        if row is None:
            made = self._connection.execute("INSERT INTO facet (field, value) VALUES (?, ?)", (field, value))
            row = (made.lastrowid,)
            words = sorted(set(value.split())) if field in RUNS else []
            self._connection.executemany("INSERT INTO facet_word VALUES (?, ?)", [(word, row[0]) for word in words])
        if len(self._ids) > _KEPT:
            self._ids.clear()
        self._ids[field, value] = row[0]
        return int(row[0])


def is_current(connection: sqlite.Connection) -> bool:
    """Return whether the index was made by these rules and holds every entry."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'indexed'").fetchone():
        return False  # the ledger is older than the index
    query = "SELECT version, entry, (SELECT coalesce(max(number), 0) FROM entry) FROM indexed"
    row = connection.execute(query).fetchone()
    return row is not None and row[0] == VERSION and row[1] == row[2]


def make_index(connection: sqlite.Connection) -> None:
    """Make the whole index anew from the entries, inside the transaction of the caller."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of TABLES
    indexer, number = Indexer(connection), 0
    before = "SELECT content FROM entry WHERE kind = ? AND key = ? AND number < ? ORDER BY number DESC LIMIT 1"
    for number, kind, key, content in connection.execute(
        "SELECT number, kind, key, content FROM entry ORDER BY number"
    ):
        earlier = connection.execute(before, (kind, key, number)).fetchone()
        indexer.take(number, kind, key, content, before=earlier[0] if earlier else None)
    indexer.finish(number)
