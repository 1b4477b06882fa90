"""How well the seeds are read: the scorer's figures, and each line of `expected_across.json`.

python -m benchmarks.seeds [--shared ../shared] [--misses]
"""

from __future__ import annotations

import json

from benchmarks.scoring import measure, parse_arguments


def main() -> None:
    """Print the table and, last, the figures as one JSON object."""
    given = parse_arguments(__doc__)
    seeds, tool = given.shared / "seeds", given.shared / "tools" / "score.py"
    if not tool.exists() or not seeds.is_dir():
        print(f"skipped: no seeds and scorer under {given.shared}\n{{}}")
        return
    figures = measure(sorted(seeds.glob("*.txt")), seeds, tool, misses=given.misses)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
