"""Nobody changes an entry through the front door: every SQL statement that would is refused by the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ledger_records import claim, hour, page, report
from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import BrokenChainError
from rashomon.ledger.ledger import Ledger

ROW = "'2031-05-04T06:00:00.000000Z', 'claim', 'c1', NULL, ''"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a ledger of three entries, one of them of raw bytes."""
    path = tmp_path_factory.mktemp("three") / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.append([report(), claim()], recorded=hour(0), raw={report().sha256: page("r1")})
    return path.read_bytes()


@pytest.fixture
def file(three: bytes, tmp_path: Path) -> Path:
    """Return the file of a ledger of three entries that a test may break."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(three)
    return path


def connect(path: Path) -> Any:
    """Return a plain connection, as a stranger's tool opens it: no pragma of ours."""
    return sqlite.connect(str(path), isolation_level=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET content = NULL WHERE number = 2",
        "UPDATE OR REPLACE entry SET number = 1 WHERE number = 2",
        "DELETE FROM entry WHERE number = 3",
        "DELETE FROM entry",
        f"INSERT OR REPLACE INTO entry VALUES (2, {ROW})",
        f"REPLACE INTO entry VALUES (3, {ROW})",
        f"INSERT INTO entry VALUES (2, {ROW}) ON CONFLICT (number) DO UPDATE SET content = NULL",
        f"INSERT OR IGNORE INTO entry VALUES (2, {ROW})",
        f"INSERT INTO entry VALUES (5, {ROW})",
        f"INSERT INTO entry VALUES (0, {ROW})",
        f"INSERT INTO entry VALUES (-1, {ROW})",
        f"INSERT INTO entry VALUES (NULL, {ROW})",
        "UPDATE raw SET bytes = x'00'",
        "DELETE FROM raw",
        "INSERT OR REPLACE INTO raw SELECT sha256, x'00' FROM raw",
        "INSERT OR REPLACE INTO raw (rowid, sha256, bytes) SELECT rowid, 'other', x'00' FROM raw",
        "INSERT INTO raw SELECT sha256, x'00' FROM raw WHERE true ON CONFLICT (sha256) DO UPDATE SET bytes = x'00'",
    ],
)
def test_no_statement_changes_what_is_written(file: Path, statement: str) -> None:
    """UPDATE, DELETE, REPLACE, UPSERT and gaps are refused, and every entry and page is still there."""
    connection = connect(file)
    before = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("entry", "raw")]
    with pytest.raises(sqlite.DatabaseError, match=r"append-only|gaps"):
        connection.execute(statement)
    assert [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("entry", "raw")] == before
    connection.close()
    with Ledger.open(file) as ledger:
        assert ledger.verify() == 3


def test_vacuum_changes_nothing(file: Path) -> None:
    """A stranger who tidies the file up leaves the same ledger."""
    connection = connect(file)
    connection.execute("VACUUM")
    connection.close()
    with Ledger.open(file) as ledger:
        assert ledger.verify() == 3
        assert ledger.raw(report().sha256) == page("r1")


@pytest.mark.parametrize(
    "statement",
    [
        *(
            f"DROP TRIGGER {name}"
            for name in (
                "entry_never_updated",
                "entry_never_deleted",
                "entry_never_replaced",
                "entry_without_gaps",
                "entry_searched",
                "raw_never_updated",
                "raw_never_deleted",
                "raw_never_replaced",
            )
        ),
        "DROP INDEX entry_kind_key",
        "DROP VIEW claims",
        "DROP TABLE search",
        "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE TABLE mine (x)",
        "ALTER TABLE entry ADD COLUMN mine TEXT",
        "DROP TRIGGER raw_never_deleted; CREATE TRIGGER raw_never_deleted BEFORE DELETE ON raw BEGIN SELECT 1; END",
    ],
)
def test_a_changed_schema_is_found(file: Path, statement: str) -> None:
    """Who takes a guard away, weakens it or adds something is found by `verify`."""
    connection = connect(file)
    connection.executescript(statement)
    connection.close()
    with Ledger.open(file) as ledger, pytest.raises(BrokenChainError, match="schema"):
        ledger.verify()


def test_any_tool_can_read_the_main_tables(file: Path) -> None:
    """Plain views show what stands, in columns with names."""
    with Ledger.open(file) as ledger:
        ledger.append([claim("c1", "the bridge was ours"), claim("c2")], recorded=hour(1))
        ledger.replace_derived(["dispute"], [], recorded=hour(1))
    connection = connect(file)
    rows = connection.execute("SELECT id, speaker, words, stance, place FROM claims ORDER BY id").fetchall()
    assert rows == [
        ("c1", "Odo Vell", "the bridge was ours", "asserts", "Lower Marn"),
        ("c2", "Odo Vell", "the bridge is ours", "asserts", "Lower Marn"),
    ]
    assert connection.execute("SELECT outlet, text FROM reports").fetchall() == [(report().outlet, report().text)]
    assert connection.execute("SELECT count(*) FROM disputes").fetchone() == (0,)
    connection.close()
