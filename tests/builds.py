"""Whole builds for tests: the program in a process of its own, the pipeline in this one, and the bytes of a ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.ledger.ledger import Ledger
from rashomon.pipeline import Summary, run
from rashomon.settings import Settings

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "shusha-2020" / "reports"
WAR = ROOT / "tests" / "war" / "reports"
RECORDED = datetime(2031, 5, 3, 12, tzinfo=UTC)

# Several commands in one process, because loading takes longest.
SEVERAL = """
import sys
from rashomon.showing.cli import main
for words in sys.argv[1:]:
    main(words.split("|"), standalone_mode=False)
"""


@cache
def knowledge() -> Knowledge:
    """Return the packaged knowledge, loaded once."""
    return load_knowledge()


def commands(*each: Iterable[object]) -> list[str]:
    """Return the command line that runs several commands of the program, one after the other."""
    return [sys.executable, "-c", SEVERAL, *("|".join(map(str, words)) for words in each)]


def build_words(place: Path, ledger: Path, *more: str) -> list[object]:
    """Return the words of a build with a fixed moment."""
    return ["build", place, "--ledger", ledger, "--recorded", RECORDED.isoformat(), *more]


def surroundings(**more: str) -> dict[str, str]:
    """Return the environment of a process that imports the package from here."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def build(ledger: Ledger, reader: Any, *places: Path, recorded: datetime = RECORDED, **more: Any) -> Summary:
    """Run the pipeline in this process, with one moment for all entries."""
    return run(
        [str(place) for place in places],
        ledger,
        reader,
        knowledge=knowledge(),
        settings=Settings(),
        now=lambda: recorded,
        **more,
    )


def later(days: int) -> datetime:
    """Return a moment that lies some days after the fixed one."""
    return RECORDED + timedelta(days=days)


def packed(path: Path) -> bytes:
    """Return the bytes of a ledger without what SQLite leaves free or keeps beside the file."""
    target = path.with_suffix(".packed")
    target.unlink(missing_ok=True)
    with closing(sqlite.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target.read_bytes()


def standing(ledger: Ledger, *, as_of: datetime | None = None) -> dict[str, list[Any]]:
    """Return every record that stands in a ledger, by kind."""
    kinds = ("report", "claim", "skipped", "dispute", "copy", "utterance", "control", "figures")
    return {kind: list(ledger.current(kind, as_of=as_of)) for kind in kinds}
