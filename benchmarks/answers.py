"""How well answers are read: short texts of our own, on wars that the other golds do not tell of.

python -m benchmarks.answers [--shared ../shared] [--misses] [--only dev]

The dev part may be read and learnt from. The test part is for this score alone: its misses are never listed.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks.ledgers import build, tell
from benchmarks.scoring import parse_arguments, score

FOLDER = Path("benchmarks/gold/answers")


def main() -> None:
    """Print a table for each part and, last, all figures as one JSON object."""
    given = parse_arguments(__doc__, only=["dev", "test"])
    tool = given.shared / "tools" / "score.py"
    if not tool.exists():
        print(f"skipped: no scorer under {given.shared}\n{{}}")
        return
    figures: dict[str, float] = {}
    for part in given.only or ("dev", "test"):
        print(f"== {FOLDER} {part}")
        with tempfile.TemporaryDirectory() as folder:
            ledger = Path(folder) / "ledger.sqlite"
            build([FOLDER / "reports" / part], ledger)
            misses = given.misses and part == "dev"
            found = score(FOLDER / f"{part}.jsonl", tell(ledger), tool, Path(folder), misses=misses)
        figures |= {f"{part}_{figure}": value for figure, value in found.items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
