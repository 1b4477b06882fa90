"""How well reports of many real wars are read: short texts of our own on facts of public record.

python -m benchmarks.wars [--shared ../shared] [--misses] [--only dev]

The dev part may be read and learnt from. The test part is for this score alone: its misses are never listed.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks.ledgers import build, tell
from benchmarks.scoring import parse_arguments, score

FOLDER = Path("benchmarks/gold/wars")


def main() -> None:
    """Print a table for each part and, last, all figures as one JSON object."""
    run(FOLDER, __doc__)


def run(folder_of_gold: Path, about: str | None) -> None:
    """Score the dev and the test part of a folder of gold as the arguments ask; misses are listed of dev alone."""
    given = parse_arguments(about, only=["dev", "test"])
    tool = given.shared / "tools" / "score.py"
    if not tool.exists():
        print(f"skipped: no scorer under {given.shared}\n{{}}")
        return
    figures: dict[str, float] = {}
    for part in given.only or ("dev", "test"):
        print(f"== {folder_of_gold} {part}")
        with tempfile.TemporaryDirectory() as folder:
            ledger = Path(folder) / "ledger.sqlite"
            build([folder_of_gold / "reports" / part], ledger)
            misses = given.misses and part == "dev"
            found = score(folder_of_gold / f"{part}.jsonl", tell(ledger), tool, Path(folder), misses=misses)
        figures |= {f"{part}_{figure}": value for figure, value in found.items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
