"""Places -> a ledger: what `rashomon build` runs. Apart, because it loads the reader and its model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from rashomon.knowledge.loading import load_knowledge
from rashomon.ledger.ledger import Ledger
from rashomon.pipeline import Summary, run
from rashomon.reading.reader import Reader
from rashomon.settings import Settings


def build(
    places: Sequence[str],
    path: Path,
    *,
    settings: Settings,
    knowledge_folder: Path | None,
    now: Callable[[], datetime],
    columns: Mapping[str, str] | None,
    stdin: IO[bytes] | None,
    tell: Callable[[str], None],
) -> Summary:
    """Read the reports of all places into the ledger at a path, and return what was done."""
    knowledge = load_knowledge(knowledge_folder)
    reader = Reader(knowledge, settings)
    with Ledger.open(path) as ledger:
        return run(
            places,
            ledger,
            reader,
            knowledge=knowledge,
            settings=settings,
            now=now,
            columns=columns,
            stdin=stdin,
            tell=tell,
        )
