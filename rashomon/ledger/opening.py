"""A path -> a connection to a ledger: created, brought up to date, or refused with the reason."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import FullDiskError, LedgerError, NewerLedgerError

MEMORY = ":memory:"
APPLICATION = 0x5261736D  # "Rasm": what the header of a ledger says it is
STEPS = (
    "schema.sql",
    "facets.sql",
)  # step n leads from version n-1 to version n; PRAGMA user_version counts those taken
SAFE_WAL = (3, 51, 3)  # older ones may corrupt a file in WAL mode: LIBRARIES.md, T7

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PROBE = 2**20  # bytes


def connect(path: Path | str, *, readonly: bool, patience: float) -> sqlite.Connection:
    """Return a connection to the ledger at a path; write one there if there is none and writing is allowed."""
    place = os.fspath(path)
    with explained(place), ExitStack() as cleaning:
        connection = _connect_reader(place, patience) if readonly else _connect_writer(place, patience)
        cleaning.callback(connection.close)
        _harden(connection)
        _bring_up_to_date(connection, place, readonly=readonly)
        if readonly:
            connection.execute("PRAGMA query_only = ON")
        else:
            _journal(connection, place)
        cleaning.pop_all()
    return connection


def take_steps(connection: sqlite.Connection, done: int = 0) -> None:
    """Run every step of the schema after those already done, inside the transaction of the caller."""
    for name in STEPS[done:]:
        for statement in read_step(name):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def read_step(name: str) -> Iterator[str]:
    """Yield the statements of one step."""
    return _split(files("rashomon.ledger").joinpath(name).read_text(encoding="utf-8"))


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Raise what SQLite says about the file at a place as an error of ours."""
    try:
        yield
    except (sqlite.ProgrammingError, sqlite.InterfaceError):
        raise
    except sqlite.DatabaseError as error:
        raise _explain(error, place) from error


@contextmanager
def transaction(connection: sqlite.Connection) -> Iterator[None]:
    """Hold the one writer's lock; commit at the end, or take everything back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _connect_writer(place: str, patience: float) -> sqlite.Connection:
    if place == MEMORY:
        return _connect(MEMORY, patience)
    folder = Path(place).absolute().parent
    if not folder.is_dir():
        raise LedgerError(f"expected a folder for the ledger {place}, found none at {folder}; create it first")
    return _connect(f"{Path(place).absolute().as_uri()}?mode=rwc", patience)


def _connect_reader(place: str, patience: float) -> sqlite.Connection:
    if place == MEMORY:
        return _connect(MEMORY, patience)
    file = Path(place).absolute()
    if not file.is_file():
        raise LedgerError(f"expected a ledger at {place}, found no file; build one first")
    connection = _connect(f"{file.as_uri()}?mode=ro", patience)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite.OperationalError as error:
        connection.close()
        if error.sqlite_errorname not in {"SQLITE_CANTOPEN", "SQLITE_READONLY"}:
            raise
        # In a folder that is closed to us SQLite cannot lay the index that readers and a writer share.
        # Without a log beside the file nobody has written since it was closed: it may be read as it lies.
        if _log_of(file).exists():
            raise LedgerError(
                f"expected to read {place}, found it left in mid-write; open it once for writing"
            ) from error
        return _connect(f"{file.as_uri()}?mode=ro&immutable=1", patience)
    return connection


def _log_of(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def _connect(address: str, patience: float) -> sqlite.Connection:
    return sqlite.connect(address, timeout=patience, isolation_level=None, uri=address != MEMORY)


# So that the indexes of a ledger of a million entries stay in memory while it is written; taken only as needed.
_CACHE = 256 * 1024  # KiB


def _harden(connection: sqlite.Connection) -> None:
    connection.execute("PRAGMA mmap_size = 0")  # a bad disk then gives an error, not a dead process
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA trusted_schema = OFF")  # a ledger may come from anyone


def _bring_up_to_date(connection: sqlite.Connection, place: str, *, readonly: bool) -> None:
    version = _version(connection, place)
    if version == len(STEPS) or (readonly and version):
        return  # what an older ledger lacks is its index, which is made when it is asked for
    if readonly and place != MEMORY:
        raise LedgerError(f"expected a ledger at {place}, found a blank file; write to it first")
    if version == 0:
        connection.execute("PRAGMA page_size = 4096")  # fixed, because the same input must give the same bytes
        connection.execute("PRAGMA encoding = 'UTF-8'")
    with transaction(connection):
        take_steps(connection, _version(connection, place))  # asked again: another process may have been faster


def _version(connection: sqlite.Connection, place: str) -> int:
    """Return how many steps the file has taken; refuse files of others and of later versions."""
    # One statement, one moment: another process may be creating the ledger just now.
    application, version, used = connection.execute(
        "SELECT application_id, user_version, EXISTS (SELECT 1 FROM sqlite_schema) "
        "FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    blank = not (application or version or used)
    if application != APPLICATION and not blank:
        raise LedgerError(f"expected a ledger at {place}, found a SQLite file of another program; name another file")
    if version > len(STEPS):
        raise NewerLedgerError(
            f"expected a ledger of version {len(STEPS)} or older at {place}, found version {version}; "
            "open it with the newer rashomon that wrote it"
        )
    return int(version)


def _journal(connection: sqlite.Connection, place: str) -> None:
    mode = journal_for(sqlite.sqlite_version_info)
    found = connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0]
    if found != mode and place != MEMORY:
        raise LedgerError(f"expected to keep {place} with the journal {mode}, found {found}; is another program on it?")
    connection.execute("PRAGMA synchronous = FULL")


def journal_for(version: tuple[int, int, int]) -> str:
    """Return the journal that is safe with a version of SQLite."""
    return "wal" if version >= SAFE_WAL else "delete"


def _split(script: str) -> Iterator[str]:
    """Yield the statements of a script, triggers whole; executescript would commit before it starts."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        statement = "\n".join(lines)
        if sqlite.complete_statement(statement):
            yield statement
            lines = []


def _explain(error: sqlite.DatabaseError, place: str) -> LedgerError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL" or (name == "SQLITE_IOERR" and _has_no_room(place)):
        return FullDiskError(
            f"expected room to write to {place}, found none ({error}): the disk, a quota or a limit on file size; "
            "nothing acknowledged was lost; free space and run again"
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(f"expected to write to {place}, found that another program is writing to it; try again")
    if name == "SQLITE_NOTADB":
        return LedgerError(f"expected a ledger at {place}, found a file that is no ledger; name another file")
    if name.startswith("SQLITE_CORRUPT"):
        return LedgerError(f"expected a whole ledger at {place}, found damage ({error}); take a copy made earlier")
    if name.startswith("SQLITE_READONLY"):
        return LedgerError(f"expected to write to {place}, found that it may only be read; open it for reading")
    if name.startswith("SQLITE_CANTOPEN"):
        return LedgerError(f"expected a ledger at {place}, found that it cannot be opened: a folder, or closed to you")
    return LedgerError(f"expected to use the ledger {place}, found: {error}")


def _has_no_room(place: str) -> bool:
    """Return whether the system refuses a file a little larger than the ledger's: a quota, a limit, a full disk.

    SQLite says "disk I/O error" to the first two, and to a broken disk.
    """
    file = Path(place).absolute()
    try:
        size = max(part.stat().st_size for part in (file, _log_of(file)) if part.exists())
        with tempfile.TemporaryFile(dir=file.parent, buffering=0) as probe:
            probe.seek(size)
            taken = probe.write(bytes(_PROBE))
            os.fsync(probe.fileno())
    except OSError as error:
        return error.errno in _NO_ROOM
    return taken < _PROBE
