"""Who breaks in, past the guards, is found: any change of any entry breaks the chain at that entry."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_records import claim, dispute, hour, page, report
from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import BrokenChainError, LedgerError
from rashomon.ledger.chain import GENESIS, seal
from rashomon.ledger.ledger import Ledger

texts = st.text(max_size=5)
fields = st.tuples(st.integers(1, 99), texts, texts, texts, st.none() | texts, texts)


@settings(max_examples=100, deadline=None)
@given(fields, fields)
def test_different_entries_have_different_hashes(one: Any, other: Any) -> None:
    """No words can be moved from one field to the next, and an absent content is not an empty one."""
    hashes = [seal(*entry[:5], previous=entry[5]) for entry in (one, other)]
    assert (hashes[0] == hashes[1]) == (one == other)


def test_a_hash_is_the_same_in_every_version() -> None:
    """The hash of a known entry never changes, or published heads would no longer hold."""
    found = seal(7, "2031-05-04T06:00:00.000000Z", "claim", "c1", '{"words":"Şuşa"}', previous=GENESIS)
    assert found == "1e2467dd1401ffbb6d215cd3e7ede9f7fc7d769e58962a17f95ef4846f58c8ce"


def write(path: Path, words: str = "the bridge is ours") -> str:
    """Write a ledger of 300 entries with pages, withdrawals and disputes; return its published head."""
    with Ledger.open(path) as ledger:
        for number in range(50):
            told = [claim(f"c{number}.{n}", f"{words}, said {number} of {n}") for n in range(3)]
            name = f"r{number}"
            ledger.append([report(name), *told], recorded=hour(number), raw={report(name).sha256: page(name)})
        disputes = [dispute(f"d{n}") for n in range(45)]
        ledger.replace_derived(["dispute"], disputes, recorded=hour(60))
        ledger.replace_derived(["dispute"], disputes[5:], recorded=hour(61))
        head = ledger.head()
        assert head is not None
        assert head.number == 300
        return f"{head.number}:{head.hash}"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a whole ledger of 300 entries."""
    path = tmp_path_factory.mktemp("whole") / "ledger.sqlite"
    write(path)
    return path


def change_field(connection: Any, at: int, luck: random.Random) -> int:
    """Change one sign of one field of an entry."""
    field = luck.choice(["recorded", "kind", "key", "hash", "content"])
    (old,) = connection.execute(f"SELECT {field} FROM entry WHERE number = ?", (at,)).fetchone()
    place = luck.randrange(len(old)) if old else 0
    new = None if old and luck.random() < 0.1 and field == "content" else flip(old, place, luck) if old else "{}"
    connection.execute(f"UPDATE entry SET {field} = ? WHERE number = ?", (new, at))
    return at


def flip(text: str, place: int, luck: random.Random) -> str:
    """Change one sign of a text into another."""
    return text[:place] + luck.choice([sign for sign in "aZ0 ," if sign != text[place]]) + text[place + 1 :]


def change_byte(connection: Any, at: int, luck: random.Random) -> int:
    """Make a content bad UTF-8, kept as text."""
    (old,) = connection.execute(
        "SELECT CAST(coalesce(content, '{}') AS BLOB) FROM entry WHERE number = ?", (at,)
    ).fetchone()
    place = luck.randrange(len(old))
    connection.execute(
        "UPDATE entry SET content = CAST(? AS TEXT) WHERE number = ?", (old[:place] + b"\xff" + old[place + 1 :], at)
    )
    return at


def delete_one(connection: Any, at: int, luck: random.Random) -> int:
    """Delete an entry and leave the gap."""
    connection.execute("DELETE FROM entry WHERE number = ?", (at,))
    return at


def delete_and_close(connection: Any, at: int, luck: random.Random) -> int:
    """Delete an entry and move those after it up."""
    connection.execute("DELETE FROM entry WHERE number = ?", (at,))
    connection.execute("UPDATE entry SET number = -number WHERE number > ?", (at,))
    connection.execute("UPDATE entry SET number = -number - 1 WHERE number < 0")
    return at


def cut_the_end(connection: Any, at: int, luck: random.Random) -> int:
    """Delete all entries from one on."""
    connection.execute("DELETE FROM entry WHERE number >= ?", (at,))
    return at


def swap_contents(connection: Any, at: int, luck: random.Random) -> int:
    """Give two claims or reports each other's contents."""
    other = luck.choice([number for number in range(1, 301) if number != at])
    rows = {
        number: connection.execute("SELECT kind, key, content FROM entry WHERE number = ?", (number,)).fetchone()
        for number in (at, other)
    }
    for number, row in ((at, rows[other]), (other, rows[at])):
        connection.execute("UPDATE entry SET kind = ?, key = ?, content = ? WHERE number = ?", (*row, number))
    return min(at, other)


def swap_numbers(connection: Any, at: int, luck: random.Random) -> int:
    """Let two entries change places, hashes and all."""
    other = luck.choice([number for number in range(1, 301) if number != at])
    connection.execute("UPDATE entry SET number = -1 WHERE number = ?", (at,))
    connection.execute("UPDATE entry SET number = ? WHERE number = ?", (at, other))
    connection.execute("UPDATE entry SET number = ? WHERE number = -1", (other,))
    return min(at, other)


def insert_one(connection: Any, at: int, luck: random.Random) -> int:
    """Put a forged entry between two others, with the hash that it should have."""
    connection.execute("UPDATE entry SET number = -number WHERE number >= ?", (at,))
    connection.execute("UPDATE entry SET number = -number + 1 WHERE number < 0")
    row = connection.execute("SELECT recorded, hash FROM entry WHERE number = ?", (at - 1,)).fetchone()
    recorded, previous = row or ("2031-05-04T06:00:00.000000Z", GENESIS)
    forged = seal(at, recorded, "claim", "forged", "{}", previous=previous)
    connection.execute("INSERT INTO entry VALUES (?, ?, 'claim', 'forged', '{}', ?)", (at, recorded, forged))
    return at + 1


def replace_one(connection: Any, at: int, luck: random.Random) -> int:
    """Use the trick of INSERT OR REPLACE."""
    connection.execute(
        "REPLACE INTO entry SELECT number, recorded, kind, key, '{}', hash FROM entry WHERE number = ?", (at,)
    )
    return at


def append_badly(connection: Any, at: int, luck: random.Random) -> int:
    """Add an entry at the end that is bound to an older one."""
    connection.execute(
        "INSERT INTO entry SELECT 301, recorded, kind, key, content, hash FROM entry WHERE number = ?", (at,)
    )
    return 301


WAYS: list[Callable[[Any, int, random.Random], int]] = [
    change_field,
    change_byte,
    delete_one,
    delete_and_close,
    cut_the_end,
    swap_contents,
    swap_numbers,
    insert_one,
    replace_one,
    append_badly,
]


def break_in(path: Path, change: Callable[[Any], Any]) -> Any:
    """Let a stranger take all guards off a ledger, change it, and put them back as they were."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        changed = change(connection)
        for _, sql in guards:
            connection.execute(sql)
    return changed


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_break_in_is_found_at_its_entry(way: Any, whole: Path, tmp_path: Path) -> None:
    """Ten random break-ins of each way: `verify` names the first entry that is not as it was written."""
    luck = random.Random(way.__name__)
    for turn in range(10):
        path = tmp_path / f"{turn}.sqlite"
        shutil.copy(whole, path)
        at = luck.randrange(1, 301)
        expected = break_in(path, partial(way, at=at, luck=luck))
        with Ledger.open(path, readonly=True) as ledger, pytest.raises(BrokenChainError, match=f"^entry {expected} "):
            ledger.verify()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM raw WHERE sha256 = (SELECT max(sha256) FROM raw)", "are missing"),
        ("DELETE FROM raw", "are missing"),
        ("INSERT INTO raw SELECT 'other', bytes FROM raw LIMIT 1", "belong to no entry"),
        ("UPDATE raw SET bytes = (SELECT bytes FROM raw AS r WHERE r.sha256 <> raw.sha256)", "were altered"),
        ("UPDATE raw SET bytes = substr(bytes, 1, length(bytes) - 1)", "were altered"),
        ("UPDATE raw SET bytes = CAST(bytes || x'00' AS BLOB)", "were altered"),
        ("UPDATE raw SET bytes = x''", "were altered"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "search"),
        ("INSERT INTO search (rowid, words) VALUES (2, 'something else')", "search"),
        ("UPDATE search_data SET block = x'00' WHERE id > 10", "search|damage"),
        ("DELETE FROM search_docsize WHERE id = 2", "search|damage"),
    ],
)
def test_raw_bytes_and_search_are_checked_too(statement: str, words: str, whole: Path, tmp_path: Path) -> None:
    """Pages that were altered, taken away or slipped in, and an index that hides words, are found."""
    path = tmp_path / "ledger.sqlite"
    shutil.copy(whole, path)
    break_in(path, lambda connection: connection.execute(statement))
    with Ledger.open(path, readonly=True) as ledger:
        with pytest.raises(BrokenChainError, match=words):
            ledger.verify()
        if "substr" in statement:
            with pytest.raises(BrokenChainError, match="run verify"):
                ledger.raw(report("r0").sha256)


def test_a_flipped_bit_in_the_file_is_found(whole: Path, tmp_path: Path) -> None:
    """One bit of the file turned where an entry or a page is stored: the ledger is refused or found broken."""
    luck = random.Random(5)
    stored = whole.read_bytes()
    with Ledger.open(whole, readonly=True) as ledger:
        pieces = [piece.encode() for entry in ledger.entries() for piece in (entry.content or "", entry.hash)]
    # What lies there twice left an old copy in a part of a page that is no longer in use.
    once = [piece for piece in pieces if stored.count(piece) == 1]
    assert len(once) > 400
    path = tmp_path / "ledger.sqlite"
    for piece in luck.sample(once, 30):
        place = stored.find(piece) + luck.randrange(len(piece))
        path.write_bytes(stored[:place] + bytes([stored[place] ^ 1 << luck.randrange(8)]) + stored[place + 1 :])
        with pytest.raises(LedgerError), Ledger.open(path, readonly=True) as ledger:
            ledger.verify()


def test_noise_anywhere_in_the_file_is_no_traceback(whole: Path, tmp_path: Path) -> None:
    """A stretch of the file written over with noise ends in an error of ours, or the ledger is whole."""
    luck = random.Random(6)
    stored = bytearray(whole.read_bytes())
    path = tmp_path / "ledger.sqlite"
    for _ in range(30):
        noisy, place = bytearray(stored), luck.randrange(len(stored) - 64)
        noisy[place : place + 64] = luck.randbytes(64)
        path.write_bytes(noisy)
        try:
            with Ledger.open(path, readonly=True) as ledger:
                assert ledger.verify() == 300
                assert sum(1 for _ in ledger.entries()) == 300
        except LedgerError:
            continue


def test_a_ledger_cut_into_pieces_is_no_traceback(whole: Path, tmp_path: Path) -> None:
    """A file that ends too early is refused or found broken."""
    stored = whole.read_bytes()
    path = tmp_path / "ledger.sqlite"
    for part in range(1, 20):
        path.write_bytes(stored[: len(stored) * part // 20])
        with pytest.raises(LedgerError), Ledger.open(path, readonly=True) as ledger:
            ledger.verify()


def test_only_a_published_head_shows_that_all_was_written_anew(whole: Path, tmp_path: Path) -> None:
    """A ledger rebuilt with other words is whole in itself; the head that was published is not in it."""
    published = write(tmp_path / "published")
    forged = write(tmp_path / "forged", "the bridge is not ours")
    with Ledger.open(tmp_path / "published") as ledger:
        assert ledger.verify(head=published) == 300
        ledger.append([claim("new")], recorded=hour(99))
        assert ledger.verify(head=published) == 301
    with Ledger.open(tmp_path / "forged") as ledger:
        assert ledger.verify(head=forged) == ledger.verify() == 300
        with pytest.raises(BrokenChainError, match="entry 300 is not the published one"):
            ledger.verify(head=published)
    with Ledger.open(":memory:") as ledger, pytest.raises(BrokenChainError, match="entry 1 is missing"):
        ledger.verify(head=published)


def test_a_cut_that_hides_itself_is_shown_by_a_published_head(whole: Path, tmp_path: Path) -> None:
    """Who cuts the end off and sets the counter back is found by the head that lies elsewhere."""
    path = tmp_path / "ledger.sqlite"
    shutil.copy(whole, path)
    with Ledger.open(path) as ledger:
        head = ledger.head()
        assert head is not None
    break_in(
        path,
        lambda connection: connection.executescript(
            "DELETE FROM entry WHERE number > 295; UPDATE sqlite_sequence SET seq = 295 WHERE name = 'entry'"
        ),
    )
    with Ledger.open(path) as ledger:
        assert ledger.verify() == 295
        with pytest.raises(BrokenChainError, match="entry 296 is missing"):
            ledger.verify(head=f"300:{head.hash}")


def test_a_past_that_was_dated_back_is_found() -> None:
    """An entry with a good hash but an earlier moment than the one before it would change the past."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim()], recorded=hour(5))
        head = ledger.head()
        assert head is not None
        early = "2031-05-04T06:00:00.000000Z"
        sealed = seal(2, early, "claim", "c1", None, previous=head.hash)
        ledger._connection.execute("INSERT INTO entry VALUES (2, ?, 'claim', 'c1', NULL, ?)", (early, sealed))
        with pytest.raises(BrokenChainError, match="entry 2 is the first bad one: expected a moment not before"):
            ledger.verify()


def test_checking_writes_nothing(whole: Path) -> None:
    """The file has the same bytes after `verify`, and nothing lies beside it."""
    before = whole.read_bytes()
    with Ledger.open(whole) as ledger:
        assert ledger.verify() == 300
    assert whole.read_bytes() == before
    assert list(whole.parent.iterdir()) == [whole]


def test_bad_bytes_do_not_pass_for_the_sign_that_stands_for_them(tmp_path: Path) -> None:
    """A byte that is no UTF-8, put in place of the replacement character itself, breaks the chain."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.append([dispute(question="Who holds \ufffd?")], recorded=hour(0))
    broken = "UPDATE entry SET content = CAST(replace(CAST(content AS BLOB), x'efbfbd', x'ff') AS TEXT)"
    break_in(path, lambda connection: connection.execute(broken))
    with Ledger.open(path) as ledger, pytest.raises(BrokenChainError, match=r"^entry 1 .* not UTF-8"):
        ledger.verify()
