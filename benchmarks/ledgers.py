"""Reports in, through the command line as a user has it; what the ledger then holds out, as plain JSON records."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ASK = (sys.executable, "-c", "from rashomon.showing.cli import main; main()")
ALL_READ, SOME_SKIPPED = 0, 3

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a ledger holds, in the fields of `--json`."""

    claims: tuple[Row, ...]
    disputes: tuple[Row, ...]
    utterances: tuple[Row, ...]
    control: tuple[Row, ...]
    copies: tuple[Row, ...] = ()
    reports: tuple[Row, ...] = ()
    skipped: tuple[Row, ...] = ()
    figures: tuple[Row, ...] = ()


def build(places: Sequence[Path], ledger: Path, *, wars: Sequence[Path] = ()) -> None:
    """Build a ledger from the places, with the shipped knowledge and that of more wars."""
    extra = [part for war in wars for part in ("--knowledge", str(war))]
    command = [*ASK, "build", *map(str, places), "--ledger", str(ledger), *extra]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in (ALL_READ, SOME_SKIPPED):
        raise SystemExit(f"{done.stdout}\nrashomon build ended with {done.returncode}: its words stand above")


def tell(ledger: Path) -> Told:
    """Return all that a ledger lists."""
    kinds = ("claims", "disputes", "utterances", "control", "copies", "reports", "figures")
    listed = {name: _rows(ledger, name) for name in kinds}
    return Told(**listed, skipped=_rows(ledger, "reports", "--skipped"))


def _rows(ledger: Path, *command: str) -> tuple[Row, ...]:
    done = subprocess.run([*ASK, *command, "--json", "--ledger", str(ledger)], check=True, stdout=subprocess.PIPE)
    return tuple(json.loads(line) for line in done.stdout.splitlines() if line.strip())
