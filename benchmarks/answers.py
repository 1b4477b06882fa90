"""How well answers are read: short texts of our own, on wars that the other golds do not tell of.

python -m benchmarks.answers [--shared ../shared] [--misses] [--only dev]

The dev part may be read and learnt from. The test part is for this score alone: its misses are never listed.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.wars import run

FOLDER = Path("benchmarks/gold/answers")


def main() -> None:
    """Print a table for each part and, last, all figures as one JSON object."""
    run(FOLDER, __doc__)


if __name__ == "__main__":
    main()
