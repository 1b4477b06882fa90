"""The index beside the entries: made once for older ledgers, never trusted where it is behind, checked by verify."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from ledger_records import claim, hour, report
from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import BrokenChainError, QueryError
from rashomon.ledger.indexing import TABLES
from rashomon.ledger.ledger import Ledger

RECORDS = [report("r1"), claim("c1", "the bridge is ours"), claim("c2", "we left the bridge")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a small ledger."""
    with Ledger.open(tmp_path / "ledger") as ledger:
        ledger.append(RECORDS, recorded=hour(1))
    return tmp_path / "ledger"


def change(path: Path, *statements: str) -> None:
    """Do something to the file behind the ledger's back."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def make_older(path: Path) -> None:
    """Take the index away, as a ledger of version 1 has none."""
    change(path, *(f"DROP TABLE {table}" for table in TABLES), "PRAGMA user_version = 1")


def entries(path: Path) -> list[tuple[object, ...]]:
    """Return all entries as they lie in the file."""
    with closing(sqlite.connect(str(path))) as connection:
        return connection.execute("SELECT * FROM entry").fetchall()


@pytest.mark.parametrize("readonly", [False, True])
def test_an_older_ledger_gets_its_index_when_it_is_asked(path: Path, readonly: bool) -> None:
    """A ledger of version 1 opens, verifies, answers, and has its index from then on; its entries stay as they were."""
    before = entries(path)
    make_older(path)
    with Ledger.open(path, readonly=readonly) as ledger:
        assert ledger.verify() == 3
        assert [each.id for each in ledger.find("claim")] == ["c1", "c2"]
        assert ledger.verify() == 3
    assert entries(path) == before
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger._connection.execute("SELECT entry FROM indexed").fetchall() == [(3,)]


def test_an_older_ledger_is_written_to_as_any_other(path: Path) -> None:
    """Its index is made before the first new entry, so that it holds the old ones too."""
    make_older(path)
    with Ledger.open(path) as ledger:
        ledger.append([claim("c3", "the bridge fell")], recorded=hour(1) + timedelta(hours=1))
        assert [each.id for each in ledger.find("claim")] == ["c1", "c2", "c3"]
        ledger.verify()


def test_an_index_that_is_behind_is_made_anew(path: Path) -> None:
    """What the index says it holds is compared with the entries before it is believed."""
    change(path, "DELETE FROM posting", "UPDATE indexed SET entry = 2")
    with Ledger.open(path, readonly=True) as ledger:
        assert [each.id for each in ledger.find("claim")] == ["c1", "c2"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM posting WHERE item = 2",
        "UPDATE posting SET until = 3 WHERE item = 2",
        "INSERT INTO posting SELECT id, (SELECT kind FROM posting WHERE item = 3), 3, 3, NULL FROM facet"
        " WHERE field = 'record'",
        "UPDATE facet SET value = 'nobody' WHERE field = 'outlet'",
        "DELETE FROM facet_word",
        "UPDATE held SET facets = '[]'",
        "INSERT INTO indexed VALUES (1, 2)",
    ],
)
def test_verify_finds_an_altered_index(path: Path, statement: str) -> None:
    """A claim that is hidden from questions, or shown to the wrong ones, is found: the index is derived anew."""
    change(path, statement)
    with Ledger.open(path, readonly=True) as ledger, pytest.raises(BrokenChainError, match="index"):
        ledger.verify()


def test_a_limit_is_at_least_one(path: Path) -> None:
    """Nothing is not a page."""
    with Ledger.open(path, readonly=True) as ledger, pytest.raises(QueryError, match="limit"):
        ledger.find("claim", limit=0)
