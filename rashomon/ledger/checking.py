"""A connection to a ledger -> the number of its entries, if not one byte of them was altered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import BrokenChainError, QueryError
from rashomon.ledger.chain import GENESIS, seal
from rashomon.ledger.contents import RAW, encode_receipt
from rashomon.ledger.indexing import TABLES, is_current, make_index
from rashomon.ledger.opening import MEMORY, read_step, take_steps
from rashomon.ledger.packing import measure

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_HEAD = re.compile(r"([1-9]\d{0,17}):([0-9a-f]{64})", re.ASCII)

# Written by SQLite for itself: its full-text search holds to the shape of these, and may change it.
_OWN = frozenset({"search_config", "search_data", "search_docsize", "search_idx"})


def check(connection: sqlite.Connection, head: str | None) -> int:
    """Return how many entries there are; raise BrokenChainError at the first one that is not as it was written.

    Works on a private copy: one moment of the ledger, no lock on its writer, no write to its file.
    """
    expected = _read_head(head) if head is not None else None
    copy = sqlite.connect("", isolation_level=None)
    try:
        connection.backup(copy)
        copy.text_factory = _decode
        count = _check_chain(copy, expected)
        _check_end(copy, count)
        take_steps(copy, copy.execute("PRAGMA user_version").fetchone()[0])  # an older ledger lacks no more than these
        _check_schema(copy)
        _check_raw(copy)
        _check_index(copy)
        _check_file(copy)
    except sqlite.DatabaseError as error:
        if not _is_damage(error):
            raise
        raise BrokenChainError(f"expected a whole file, found damage: {error}") from error
    finally:
        copy.close()
    return count


def _decode(text: bytes) -> str:
    # Bytes that are no UTF-8 must not become a character that stood there before.
    return text.decode("utf-8", "surrogateescape")


def _read_head(head: str) -> tuple[int, str]:
    match = _HEAD.fullmatch(head.strip())
    if match is None:
        raise QueryError(f'expected a published head such as "12:" and 64 hexadecimal signs, found {head!r:.100}')
    return int(match[1]), match[2]


def _check_chain(copy: sqlite.Connection, head: tuple[int, str] | None) -> int:
    count, recorded, previous = 0, "", GENESIS
    try:
        for row in copy.execute("SELECT number, recorded, kind, key, content, hash FROM entry ORDER BY number"):
            fault = _find_fault(row, count, recorded, previous)
            if fault:
                raise BrokenChainError(f"entry {count + 1} is the first bad one: {fault}")
            count, recorded, previous = row[0], row[1], row[5]
            if head and head[0] == count and head[1] != previous:
                raise BrokenChainError(f"entry {count} is not the published one: expected {head[1]}, found {previous}")
    except sqlite.DatabaseError as error:
        if not _is_damage(error):
            raise
        raise BrokenChainError(f"entry {count + 1} is the first bad one: it cannot be read ({error})") from error
    if head and head[0] > count:
        raise BrokenChainError(f"entry {count + 1} is missing: the published head is entry {head[0]}")
    return count


def _find_fault(row: tuple[Any, ...], count: int, newest: str, previous: str) -> str | None:
    """Return what is wrong with the row that should follow `count` good ones, if anything is."""
    number, recorded, kind, key, content, found = row
    if number != count + 1:
        return f"expected number {count + 1}, found {number}"
    if not all(isinstance(text, str) for text in (recorded, kind, key, content or "", found)):
        return "a field is not text"
    try:
        expected = seal(number, recorded, kind, key, content, previous=previous)
    except UnicodeEncodeError:
        return "a field is not UTF-8"
    if found != expected:
        return f"expected the hash {expected}, found {found}"
    if not _MOMENT.fullmatch(recorded) or recorded < newest:
        return f"expected a moment not before {newest or 'any other'}, found {recorded}"
    return None


def _check_end(copy: sqlite.Connection, count: int) -> None:
    ever = copy.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
    if (ever[0] if ever else 0) != count:
        raise BrokenChainError(f"entry {count + 1} is missing: the file counted {ever[0] if ever else 0} entries")


def _check_schema(copy: sqlite.Connection) -> None:
    fresh = sqlite.connect(MEMORY, isolation_level=None)
    try:
        take_steps(fresh)
        expected, found = dict(_list_schema(fresh)), dict(_list_schema(copy))
    finally:
        fresh.close()
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            state = "is missing" if name not in found else "was altered" if name in expected else "does not belong here"
            raise BrokenChainError(f"the schema was changed: {name} {state}")


def _list_schema(connection: sqlite.Connection) -> Iterator[tuple[str, str]]:
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    for kind, name, table, sql in rows:
        if not (kind == "table" and name in _OWN):
            yield f"{kind} {name}", f"{table}: {sql}"


def _check_raw(copy: sqlite.Connection) -> None:
    query = """
        SELECT coalesce(told.key, raw.sha256), told.number, told.content, raw.bytes
        FROM (SELECT number, key, content FROM entry WHERE kind = ?) AS told
        FULL JOIN raw ON raw.sha256 = told.key
    """
    for digest, number, content, packed in copy.execute(query, (RAW,)):
        if number is None:
            raise BrokenChainError(f"the raw bytes {digest} belong to no entry")
        if packed is None:
            raise BrokenChainError(f"entry {number} is the first bad one: its raw bytes {digest} are missing")
        size = measure(packed, digest)
        if size is None or encode_receipt(size) != content:
            raise BrokenChainError(f"entry {number} is the first bad one: its raw bytes {digest} were altered")


def _check_index(copy: sqlite.Connection) -> None:
    """Make the index anew from the entries, beside the one found; one that is behind is made anew before it is used."""
    if not is_current(copy):
        return
    for statement in read_step("facets.sql"):
        copy.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))
    make_index(copy)
    for table in TABLES:
        for one, other in (("main", "temp"), ("temp", "main")):
            query = f"SELECT 1 FROM (SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table}) LIMIT 1"  # noqa: S608
            if copy.execute(query).fetchone():
                raise BrokenChainError(f"the index does not hold what the entries say: {table}")


def _check_file(copy: sqlite.Connection) -> None:
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BrokenChainError(f"expected a whole file, found damage: {found}")
    try:
        copy.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite.DatabaseError as error:
        if not _is_damage(error):
            raise
        raise BrokenChainError("the full-text search does not hold the words of the entries") from error


def _is_damage(error: sqlite.DatabaseError) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR"))
