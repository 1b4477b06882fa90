"""How well our own texts are read: the example, and the invented war of the tests.

python -m benchmarks.example [--shared ../shared] [--misses] [--only shusha]

The figures of each set carry its name in front. Both golds were written by hand; the scorer is the shared one.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.scoring import measure, parse_arguments

SETS = {"shusha": Path("examples/shusha-2020"), "war": Path("tests/war")}


def main() -> None:
    """Print a table for each set and, last, all figures as one JSON object."""
    given = parse_arguments(__doc__, only=sorted(SETS))
    tool = given.shared / "tools" / "score.py"
    if not tool.exists():
        print(f"skipped: no scorer under {given.shared}\n{{}}")
        return
    figures: dict[str, float] = {}
    for name in given.only or SETS:
        folder = SETS[name]
        if not (folder / "gold" / "expected.jsonl").exists():
            print(f"skipped: no gold under {folder}")
            continue
        print(f"== {folder}")
        wars = sorted([*folder.glob("*.toml"), *(folder / "knowledge").glob("*.toml")])
        found = measure([folder / "reports"], folder / "gold", tool, wars=wars, misses=given.misses)
        figures |= {f"{name}_{figure}": value for figure, value in found.items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
