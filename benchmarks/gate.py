"""Every figure of `floors.json` against its floor; fails where one has dropped by more than noise.

python -m benchmarks.gate                    compare
python -m benchmarks.gate --pin              raise the floors to today's figures, and take the gold as it is now
python -m benchmarks.gate --pin --lower WHY  lower them too where a figure dropped; the reason is kept in the file

An entry whose data is not on this machine is skipped, with a word. Gold of this repository that changed since it was
pinned fails; where gold from outside is another than the pinned, the figures do not compare, and a word says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

FLOORS = Path(__file__).with_name("floors.json")


class Floor(msgspec.Struct, forbid_unknown_fields=True):
    """The least that a figure may be, and how much below is still noise, in the unit of the figure."""

    floor: float
    noise: float


class Lowered(msgspec.Struct, forbid_unknown_fields=True):
    """A floor that somebody lowered, and why."""

    figure: str
    before: float
    after: float
    on: str
    because: str


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One benchmark: its command, the files it needs, its gold (SHA-256; null: not pinned yet), and its floors."""

    name: str
    command: list[str]
    needs: list[str]
    gold: dict[str, str | None]
    floors: dict[str, Floor]
    lowered: list[Lowered] = []


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about one entry."""

    passed: bool
    words: tuple[str, ...]


def read_floors(path: Path) -> list[Entry]:
    """Read the entries of a floors file."""
    return msgspec.json.decode(path.read_bytes(), type=list[Entry])


def write_floors(path: Path, entries: Sequence[Entry]) -> None:
    """Write the entries so that a diff shows each floor on its own line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(list(entries)), indent=2) + b"\n")


def fingerprint(path: Path) -> str | None:
    """Return the SHA-256 of a gold file, None where it is not on this machine."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def judge(entry: Entry, figures: Mapping[str, float], gold: Mapping[str, str | None]) -> Verdict:
    """Compare figures with their floors, and the gold with what was pinned."""
    words, passed = [], True
    if other := [
        path for path, pinned in entry.gold.items() if path.startswith("..") and pinned not in (None, gold[path])
    ]:
        return Verdict(passed=True, words=(f"not compared: {', '.join(other)} is another than the pinned: run --pin",))
    for path, pinned in entry.gold.items():
        if pinned is None:
            words.append(f"note  {path} is not pinned yet: run --pin")
        elif pinned != gold[path]:
            passed = False
            words.append(f"FAIL  {path} changed since it was pinned: look at the change, then run --pin")
    for name, floor in entry.floors.items():
        figure = figures.get(name)
        holds = figure is not None and figure >= floor.floor - floor.noise
        passed &= holds
        shown = "was not measured" if figure is None else f"{figure:.4f}"
        words.append(f"{'pass' if holds else 'FAIL'}  {name} {shown}, floor {floor.floor:.4f}, noise {floor.noise:g}")
    return Verdict(passed, tuple(words))


def pin(
    entry: Entry, figures: Mapping[str, float], gold: Mapping[str, str | None], *, lower: str | None, on: str
) -> Verdict:
    """Raise the floors of an entry to the figures; lower one beyond its noise only for a reason, which is kept."""
    words = []
    below = {name: f for name, f in entry.floors.items() if figures.get(name, float("-inf")) < f.floor - f.noise}
    if unmeasured := sorted(entry.floors.keys() - figures.keys()):
        return Verdict(passed=False, words=(f"FAIL  not measured: {', '.join(unmeasured)}; nothing was pinned",))
    if below and lower is None:
        told = [f"FAIL  {name} {figures[name]:.4f} would lower {floor.floor:.4f}" for name, floor in below.items()]
        return Verdict(passed=False, words=(*told, "nothing was pinned; to lower a floor, say why: --lower WHY"))
    for name, floor in entry.floors.items():
        figure = figures[name]
        if name in below:
            entry.lowered.append(Lowered(name, floor.floor, figure, on, str(lower)))
        if name in below or figure > floor.floor:
            words.append(f"pin   {name} {floor.floor:.4f} -> {figure:.4f}")
            floor.floor = figure
    for path in entry.gold:
        if entry.gold[path] != gold[path]:
            entry.gold[path] = gold[path]
            words.append(f"pin   {path}")
    return Verdict(passed=True, words=tuple(words))


def measure(entry: Entry) -> dict[str, float]:
    """Run one benchmark, show what it prints, and return the figures of its last line."""
    with subprocess.Popen([sys.executable, "-m", *entry.command], stdout=subprocess.PIPE, text=True) as running:
        lines = []
        for line in running.stdout or ():
            print(f"   {line}", end="", flush=True)
            lines.append(line)
    if running.returncode or not lines:
        return {}
    try:
        return dict(_flat(msgspec.json.decode(lines[-1], type=dict[str, Any])))
    except msgspec.DecodeError:
        return {}


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """Yield the numbers of nested figures, by the names on the way to each: "items_cue_f1"."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}_")
        elif isinstance(value, int | float):
            yield f"{above}{name}", float(value)


def settle(entry: Entry, decide: Callable[[Entry, Mapping[str, float], Mapping[str, str | None]], Verdict]) -> bool:
    """Measure one entry and tell the verdict; an entry whose data is not here is skipped."""
    print(f"== {entry.name}: python -m {' '.join(entry.command)}", flush=True)
    gold = {path: fingerprint(Path(path)) for path in entry.gold}
    if absent := [path for path in (*entry.needs, *gold) if not Path(path).exists()]:
        print(f"skipped: not on this machine: {', '.join(absent)}")
        return True
    verdict = decide(entry, measure(entry), gold)
    print("\n".join(verdict.words))
    return verdict.passed


def main() -> None:
    """Run all entries; exit with 1 when one fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="raise the floors to the figures of this run")
    parser.add_argument("--lower", metavar="WHY", help="with --pin: lower floors too, for this reason")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--only", action="append", metavar="NAME", help="only this entry")
    given = parser.parse_args()
    if given.lower and not given.pin:
        parser.error("--lower is for --pin")
    entries = read_floors(given.floors)
    chosen = [entry for entry in entries if not given.only or entry.name in given.only]
    today = datetime.now(UTC).date().isoformat()
    if given.pin:
        passed = [settle(entry, lambda *found: pin(*found, lower=given.lower, on=today)) for entry in chosen]
        write_floors(given.floors, entries)
    else:
        passed = [settle(entry, judge) for entry in chosen]
    print(json.dumps({"entries": len(passed), "failed": passed.count(False)}))
    raise SystemExit(1 if False in passed else 0)


if __name__ == "__main__":
    main()
