"""Time and memory of reconciling for each claim, as the claims grow from a thousand to a million.

python -m benchmarks.scale [--largest 1000000] [--seed 1] [--parts all control figures utterances]
python -m benchmarks.scale --queries [--largest 1000000] [--ledger FILE]

The claims are simulated (benchmarks/simulating.py): one place has a fifth of them, outlets, speakers and days are as
skewed, three reports in ten repeat another. Each number is measured in a process of its own. `all` is one call of
reconcile(); the parts are what it calls, each timed alone. Time is that of the processor. Memory is the most that the
process held during reconcile() over what it held before; the claims and reports themselves are `held`.

  flat      time a claim at the largest number over that at ten thousand (1: no growth at all)
  steady    its inverse, which the gate holds

With --queries a ledger of so many entries is written as a run would write it, and then asked: each question several
times, on an open connection, for its first page of fifty. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from time import process_time
from typing import TypeVar

from benchmarks.questions import ask, write_ledger
from benchmarks.simulating import invent_world, simulate
from rashomon.reconciling.control import find_control
from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.disputes import find_disputes
from rashomon.reconciling.figures import find_figures
from rashomon.reconciling.lineages import lineages, tellings
from rashomon.reconciling.reconcile import reconcile
from rashomon.reconciling.speakers import with_one_name
from rashomon.reconciling.utterances import find_utterances
from rashomon.settings import Settings

T = TypeVar("T")

NUMBERS = (1_000, 10_000, 100_000, 1_000_000)
PARTS = ("all", "control", "figures", "utterances")
FROM = 10_000  # from here on both are to be flat
STATUS = Path("/proc/self/status")
ROUNDS = {1_000: 5, 10_000: 3}  # of larger numbers one


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=NUMBERS[-1], help="leave out the larger numbers of claims")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="N", help="measure this number in this process, print JSON alone")
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS, help="leave out the other slow ones")
    parser.add_argument("--queries", action="store_true", help="write a ledger of so many entries and ask it")
    parser.add_argument("--ledger", type=Path, help="with --queries: keep the ledger here, or ask the one that is")
    given = parser.parse_args()
    if given.queries:
        print(json.dumps(query(given.ledger, given.largest, given.seed)))
        return
    if given.only:
        print(json.dumps(measure(given.only, given.seed, given.parts)))
        return
    numbers = [number for number in NUMBERS if number <= given.largest]
    command = [sys.executable, "-m", "benchmarks.scale", "--seed", str(given.seed), "--parts", *given.parts, "--only"]
    found = {}
    for number in numbers:
        done = subprocess.run([*command, str(number)], check=True, stdout=subprocess.PIPE, text=True)
        found[number] = json.loads(done.stdout.splitlines()[-1])
        print(f"{number:>9,} claims measured", file=sys.stderr)
    print(json.dumps(show(found)))


def measure(number: int, seed: int, parts: Collection[str]) -> dict[str, float]:
    """Return microseconds and bytes a claim of reconciling so many claims, as a whole and in its parts."""
    found: dict[str, float] = {}
    empty = _now()
    pages = list(simulate(number, seed))
    claims = [claim for page in pages for claim in page.claims]
    reports = [page.report for page in pages]
    outlets = {outlet.name: outlet for outlet in invent_world(number, seed).outlets}
    del pages
    found["held_bytes"] = (_now() - empty) / number

    def part(name: str, run: Callable[[], T]) -> T:
        gc.collect()
        _forget_peak()
        before, best = _now(), float("inf")
        for _ in range(ROUNDS.get(number, 1)):
            start = process_time()
            made = run()
            best = min(best, process_time() - start)
        found[f"{name}_us"] = 1e6 * best / number
        if len(found) == 2:  # later parts use again what the first one let go
            found[f"{name}_bytes"] = max(0, _peak() - before) / number
        return made

    if "all" in parts:
        part("all", lambda: reconcile(claims, reports, outlets=outlets))
    named = part("names", lambda: with_one_name(claims))
    copies = part("copies", lambda: find_copies(reports, claims=named, outlets=tuple(outlets)))
    lineage = lineages(reports, copies)
    told = part("tellings", lambda: tellings(named, copies, lineage))
    disputes = part(
        "disputes", lambda: find_disputes(named, outlets=outlets, lineage=lineage, told=told, settings=Settings())
    )
    if "control" in parts:
        part("control", lambda: find_control(named, disputes))
    if "figures" in parts:
        part("figures", lambda: find_figures(named, lineage=lineage, settings=Settings()))
    if "utterances" in parts:
        part("utterances", lambda: find_utterances(named, lineage=lineage))
    return found


def query(kept: Path | None, entries: int, seed: int) -> dict[str, float]:
    """Write a ledger, unless one is kept, and return how long it took to write and to answer."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = kept or Path(folder) / "ledger.sqlite"
        if not path.exists():
            figures = {name: round(figure, 1) for name, figure in write_ledger(path, entries, seed).items()}
            print("  ".join(f"{name} {figure:,}" for name, figure in figures.items()))
        return figures | ask(path)


def show(found: dict[int, dict[str, float]]) -> dict[str, float]:
    """Print the tables, and return the ratios to ten thousand."""
    figures: dict[str, float] = {}
    last = max(found)
    for unit, title in (("us", "microseconds a claim"), ("bytes", "bytes a claim")):
        print(f"{title:<22}" + "".join(f"{number:>12,}" for number in found) + "   flat")
        for name in (name.removesuffix(f"_{unit}") for name in found[last] if name.endswith(f"_{unit}")):
            values = [each[f"{name}_{unit}"] for each in found.values()]
            line = f"  {name:<20}" + "".join(f"{value:>12,.1f}" for value in values)
            if last > FROM in found and found[FROM][f"{name}_{unit}"]:
                flat = found[last][f"{name}_{unit}"] / found[FROM][f"{name}_{unit}"]
                figures |= {f"flat_{name}_{unit}": round(flat, 3), f"steady_{name}_{unit}": round(1 / flat, 3)}
                line += f"{flat:>7.2f}"
            print(line)
    return figures | {
        f"all_us_{number}": round(each["all_us"], 2) for number, each in found.items() if "all_us" in each
    }


def _now() -> int:
    """Return how many bytes this process holds in memory."""
    return _status("VmRSS")


def _peak() -> int:
    """Return the most bytes that this process held since the peak was forgotten."""
    return _status("VmHWM")


def _status(name: str) -> int:
    if not STATUS.exists():
        return 0  # only Linux tells
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return 1024 * int(line.split()[1])


def _forget_peak() -> None:
    reset = STATUS.with_name("clear_refs")
    if reset.exists():
        reset.write_text("5")


if __name__ == "__main__":
    main()
