"""Dead processes, full disks, closed folders, strangers' files: what was acknowledged is never lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from ledger_records import claim, hour, page, report
from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import FullDiskError, LedgerError, NewerLedgerError
from rashomon.ledger.ledger import Ledger
from rashomon.ledger.opening import STEPS, journal_for

forked = multiprocessing.get_context("fork")


def start(task: Callable[..., None], *values: Any) -> tuple[Any, Connection]:
    """Start a task in a process of its own; return the process and the pipe that it reports on."""
    receiver, sender = forked.Pipe(duplex=False)
    process = forked.Process(target=task, args=(*values, sender))
    process.start()
    sender.close()
    return process, receiver


def read_all(pipe: Connection) -> list[Any]:
    """Return all that a process reported before it ended, in whatever way."""
    got = []
    try:
        while True:
            got.append(pipe.recv())
    except EOFError:
        return got


def append_one(ledger: Ledger, number: int) -> None:
    """Append one report with its page and three claims, in one transaction."""
    name = f"r{number}"
    told = [claim(f"c{number}.{n}", f"the bridge {n} is ours") for n in range(3)]
    ledger.append([report(name), *told], recorded=hour(number), raw={report(name).sha256: page(name)})


def append_all(path: Path, sender: Any = None, *, count: int = 10_000) -> None:
    """Append every transaction, and report each one that was acknowledged."""
    with Ledger.open(path) as ledger:
        for number in range(count):
            append_one(ledger, number)
            if sender is not None:
                sender.send(number)


def tidy_bytes(path: Path) -> bytes:
    """Return the bytes of a ledger's tidy copy."""
    copy = path.with_suffix(".tidy")
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy.read_bytes()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two ledgers built alike have the same tidy copies."""
    for name in ("one", "other"):
        append_all(tmp_path / name, count=20)
    assert tidy_bytes(tmp_path / "one") == tidy_bytes(tmp_path / "other")


def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Fifteen kill -9 at random moments: all acknowledged is there, nothing half, and the rest ends the same."""
    luck = random.Random(9)
    path, acknowledged = tmp_path / "killed", -1
    for turn in range(15):
        process, pipe = start(append_all, path)
        goal = acknowledged + luck.randint(1, 5)
        while turn > 4 and pipe.recv() < goal:
            pass
        time.sleep(luck.uniform(0, 0.03 if turn < 5 else 0.006))  # the first ones die while they make the file
        process.kill()
        acknowledged = max([acknowledged, goal if turn > 4 else -1, *read_all(pipe)])
        process.join()
        assert process.exitcode == -9
        with Ledger.open(path) as ledger:
            count = ledger.verify()
            assert count % 5 == 0
            assert count >= 5 * (acknowledged + 1)
            assert all(ledger.knows(f"r{number}") for number in range(count // 5))
    append_all(path, count=count // 5 + 3)
    append_all(tmp_path / "unbroken", count=count // 5 + 3)
    assert tidy_bytes(path) == tidy_bytes(tmp_path / "unbroken")


def append_some(path: Path, who: int, sender: Any) -> None:
    """Append thirty claims one by one, beside others who do the same."""
    with Ledger.open(path) as ledger:
        for number in range(30):
            ledger.append([claim(f"{who}.{number}")], recorded=hour(number))
    sender.send(who)


def test_writers_take_turns_and_readers_see_a_prefix(tmp_path: Path) -> None:
    """Three writers that create one ledger together leave no gap; each look of a reader is a prefix of the end."""
    path = tmp_path / "shared"
    writers = [start(append_some, path, who) for who in range(3)]
    looks = []
    while any(process.is_alive() for process, _ in writers):
        try:
            with Ledger.open(path, readonly=True) as ledger:
                looks.append([entry.hash for entry in ledger.entries()])
        except LedgerError:
            assert not looks  # only before the first writer has made the file
        time.sleep(0.01)
    assert sorted(who for _, pipe in writers for who in read_all(pipe)) == [0, 1, 2]
    with Ledger.open(path) as ledger:
        end = [entry.hash for entry in ledger.entries()]
        assert ledger.verify() == 90
    assert all(look == end[: len(look)] for look in looks)
    assert len({len(look) for look in looks}) > 2


def test_who_waits_too_long_for_another_writer_is_told(tmp_path: Path) -> None:
    """While another program writes, reading works; writing waits, then says why it cannot."""
    path = tmp_path / "ledger"
    append_all(path, count=2)
    with closing(sqlite.connect(str(path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Ledger.open(path, patience=0.05) as ledger:
            assert ledger.knows("r1")
            assert ledger.verify() == 10
            with pytest.raises(LedgerError, match="another program is writing"):
                ledger.append([claim()], recorded=hour(0))
            other.execute("ROLLBACK")
            assert ledger.append([claim()], recorded=hour(0)) == 1


def fill(path: Path, room: int, sender: Any) -> None:
    """Append until there is no room for larger files, and report what was acknowledged and how it ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    number = -1
    try:
        with Ledger.open(path) as ledger:
            for number in range(10_000):
                ledger.append([claim(f"c{number}", "the bridge is ours " * 50)], recorded=hour(number))
                sender.send(number)
    except FullDiskError as error:
        sender.send(str(error))


@pytest.mark.parametrize("room", [2_000, 40_000, 150_000, 300_001, 700_000])
def test_a_full_disk_loses_nothing_acknowledged(room: int, tmp_path: Path) -> None:
    """Where files may not grow, the writer ends with one clear error; with room again it goes on."""
    path = tmp_path / "ledger"
    process, pipe = start(fill, path, room)
    *acknowledged, message = read_all(pipe)
    process.join()
    assert "free space and run again" in message
    with Ledger.open(path) as ledger:
        assert ledger.verify() == len(acknowledged)
        assert [each.id for each in ledger.claims()] == [f"c{number}" for number in acknowledged]
        assert ledger.append([claim()], recorded=hour(0)) == 1
        assert ledger.verify() == len(acknowledged) + 1


def test_a_full_file_takes_a_transaction_back_whole(tmp_path: Path) -> None:
    """When the room ends in the middle of an append, none of it is there, and the same ledger goes on."""
    with Ledger.open(tmp_path / "ledger") as ledger:
        ledger.append([claim("a")], recorded=hour(0))
        ledger._connection.execute("PRAGMA max_page_count = 60")
        with pytest.raises(FullDiskError, match="nothing acknowledged was lost"):
            ledger.append([claim(f"c{n}", "words " * 200) for n in range(300)], recorded=hour(1))
        assert [each.id for each in ledger.claims()] == ["a"]
        assert ledger.append([claim("b")], recorded=hour(1)) == 1
        assert ledger.verify() == 2


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """Return a folder, open to all for reading, that a test can close to writers."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def read_as_stranger(path: Path, sender: Any) -> None:
    """Read a ledger as a user who may write neither it nor its folder."""
    if os.geteuid() == 0:
        os.setuid(65534)
    with Ledger.open(path, readonly=True) as ledger:
        sender.send([each.id for each in ledger.claims()])
        sender.send([hit.key for hit in ledger.search("bridge")])
        try:
            ledger.append([claim("x")], recorded=hour(9))
        except LedgerError as error:
            sender.send(str(error))


@pytest.mark.parametrize("writer_is_there", [False, True])
def test_a_closed_folder_can_be_read(writer_is_there: bool, closed_folder: Path) -> None:
    """A reader needs no right to write, whether the writer has gone or is still there."""
    path = closed_folder / "a ledger?#%41.sqlite"
    ledger = Ledger.open(path)
    ledger.append([claim("a")], recorded=hour(0))
    if not writer_is_there:
        ledger.close()
        path.chmod(0o444)
    closed_folder.chmod(0o555)
    process, pipe = start(read_as_stranger, path)
    claims, hits, message = read_all(pipe)
    process.join()
    assert claims == hits == ["a"]
    assert "may only be read" in message
    assert {file.name for file in closed_folder.iterdir()} >= {path.name}
    ledger.close()


def test_a_ledger_left_in_mid_write_is_not_half_read(closed_folder: Path, tmp_path: Path) -> None:
    """Where the log of a dead writer cannot be read, a reader is told; it does not get the ledger without it."""
    with Ledger.open(tmp_path / "ledger") as ledger:
        ledger.append([claim("a")], recorded=hour(0))
        for file in ("ledger", "ledger-wal"):
            shutil.copy(tmp_path / file, closed_folder)
    closed_folder.chmod(0o555)
    process, pipe = start(open_as_stranger, closed_folder / "ledger")
    (message,) = read_all(pipe)
    process.join()
    assert "mid-write" in message


def open_as_stranger(path: Path, sender: Any) -> None:
    """Open a ledger as a user who may write neither it nor its folder, and report how that ended."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        Ledger.open(path, readonly=True).close()
    except LedgerError as error:
        sender.send(str(error))


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    """A ledger that was opened for reading refuses every write and keeps its bytes."""
    path = tmp_path / "ledger"
    append_all(path, count=2)
    before = path.read_bytes()
    with Ledger.open(path, readonly=True) as ledger:
        with pytest.raises(LedgerError, match="may only be read"):
            ledger.append([claim()], recorded=hour(0))
        with pytest.raises(LedgerError, match="may only be read"):
            ledger.replace_derived(["claim"], [], recorded=hour(0))
        assert ledger.verify() == 10
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_ledger_is_refused(readonly: bool, tmp_path: Path) -> None:
    """A ledger of a later version is not touched: the user is told to use the newer program."""
    path = tmp_path / "ledger"
    append_all(path, count=2)
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerLedgerError, match=f"found version {len(STEPS) + 1}"):
        Ledger.open(path, readonly=readonly)
    assert path.read_bytes() == before


def other_database(path: Path) -> None:
    """Write a SQLite file that belongs to another program."""
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute("CREATE TABLE entry (number)")


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("The bridge at Lower Marn is ours. " * 40),
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(600)),
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(90)),
        other_database,
        lambda path: path.mkdir(),
    ],
    ids=["text", "picture", "head only", "another program's", "folder"],
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(write: Any, readonly: bool, tmp_path: Path) -> None:
    """A wrong file name costs nobody a file: the ledger is refused and the file keeps its bytes."""
    path = tmp_path / "file"
    write(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match="expected a"):
        Ledger.open(path, readonly=readonly)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_needs_a_ledger_and_a_writer_a_folder(tmp_path: Path) -> None:
    """Nothing is created for a reader; a writer is told which folder is missing."""
    empty = tmp_path / "empty"
    empty.touch()
    for missing in (tmp_path / "none", empty):
        with pytest.raises(LedgerError):
            Ledger.open(missing, readonly=True)
    with pytest.raises(LedgerError, match="create it first"):
        Ledger.open(tmp_path / "nowhere" / "ledger")
    assert list(tmp_path.iterdir()) == [empty]
    with Ledger.open(empty) as ledger:
        assert ledger.verify() == 0


def test_a_ledger_in_memory_can_be_read_only() -> None:
    """A ledger in memory that may not be written is empty, and stays so."""
    with Ledger.open(":memory:", readonly=True) as ledger:
        assert ledger.head() is None
        with pytest.raises(LedgerError):
            ledger.append([claim()], recorded=hour(0))


def test_an_unsafe_sqlite_gets_the_safe_journal() -> None:
    """Versions that may corrupt a file with a write-ahead log do without one."""
    assert journal_for((3, 51, 2)) == journal_for((3, 40, 1)) == "delete"
    assert journal_for((3, 51, 3)) == journal_for((3, 53, 4)) == "wal"


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    """The header names the program, the version and the page size; the log and full syncing are on."""
    with Ledger.open(tmp_path / "ledger") as ledger:
        asked = ("application_id", "user_version", "page_size", "journal_mode", "synchronous", "mmap_size")
        found = [ledger._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == [0x5261736D, len(STEPS), 4096, "wal", 2, 0]
