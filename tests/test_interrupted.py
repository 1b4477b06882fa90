"""A build that is killed at any moment: nothing acknowledged is lost, nothing is half there, a re-run ends the same."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from builds import EXAMPLE, WAR, build_words, commands, packed, surroundings

from rashomon.ledger.ledger import Ledger

_READ = re.compile(r"^read (?P<origin>.+): (?P<claims>\d+) claims$")
KILLS = 5  # in one round, on one and the same ledger
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Unbroken:
    """What a build of a folder leaves that nobody interrupted, and how long it takes."""

    folder: Path
    bytes: bytes
    claims: dict[str, list[Any]]  # of each report, by its id
    seconds: float


def claims_of(ledger: Ledger) -> dict[str, list[Any]]:
    """Return the claims of each report that stands in a ledger."""
    found: dict[str, list[Any]] = {page.id: [] for page in ledger.reports()}
    for claim in ledger.claims():
        found[claim.report].append(claim)
    return found


def unbroken(folder: Path, home: Path) -> Unbroken:
    """Build a folder to the end, and take the time."""
    path = home / "unbroken.sqlite"
    began = time.monotonic()
    finish(folder, path)
    seconds = time.monotonic() - began
    with Ledger.open(path, readonly=True) as ledger:
        claims = claims_of(ledger)
    return Unbroken(folder, packed(path), claims, seconds)


def finish(folder: Path, ledger: Path) -> None:
    """Build a folder to the end in a process of its own."""
    done = subprocess.run(
        commands(build_words(folder, ledger)), env=surroundings(), capture_output=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr.decode()


def interrupt(folder: Path, ledger: Path, told: Path, *, after: float, lines: int = 0) -> list[re.Match[str]]:
    """Build a folder, kill the process some seconds after it has said some lines, return what it acknowledged."""
    with told.open("wb") as errors:
        process = subprocess.Popen(
            commands(build_words(folder, ledger)), env=surroundings(), stdout=subprocess.DEVNULL, stderr=errors
        )
        while lines and process.poll() is None and told.read_bytes().count(b"\n") < lines:
            time.sleep(0.002)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
    whole = told.read_bytes().decode().rpartition("\n")[0]
    return [match for line in whole.splitlines() if (match := _READ.match(line))]


def check(ledger: Path, acknowledged: Iterable[re.Match[str]], expected: Unbroken) -> int:
    """Assert that the ledger is whole and holds all that was acknowledged; return how many reports it holds."""
    acknowledged = list(acknowledged)
    if not ledger.exists():
        assert not acknowledged
        return 0
    with Ledger.open(ledger) as opened:
        opened.verify()
        found = claims_of(opened)
        origins = {page.origin: page.id for page in opened.reports()}
    for match in acknowledged:
        assert len(found[origins[match["origin"]]]) == int(match["claims"])
    assert all(expected.claims[key] == claims for key, claims in found.items())
    return len(found)


def interrupt_often(expected: Unbroken, home: Path, dice: random.Random) -> None:
    """Kill builds on one ledger, some by the clock from start-up to end, some right after a line; then let one end."""
    ledger, held = home / "war.sqlite", 0
    for number in range(KILLS):
        by_the_clock = number % 2 == 0
        share = (number + dice.random()) / KILLS
        acknowledged = interrupt(
            expected.folder,
            ledger,
            home / "told.txt",
            after=share * expected.seconds * 1.1 if by_the_clock else dice.random() * 0.05,
            lines=0 if by_the_clock else 1 + dice.randrange(3),
        )
        now = check(ledger, acknowledged, expected)
        assert now >= held
        held = now
    finish(expected.folder, ledger)
    assert packed(ledger) == expected.bytes


def test_a_few_kills(tmp_path: Path) -> None:
    """Five kills over a small build: all that was acknowledged is there, and the end is as if nothing had happened."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for page in sorted(WAR.iterdir())[:6]:
        shutil.copy(page, folder)
    expected = unbroken(folder, tmp_path)
    interrupt_often(expected, tmp_path, random.Random())


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Unbroken:
    """Return what an unbroken build of the example leaves."""
    return unbroken(EXAMPLE, tmp_path_factory.mktemp("unbroken"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_fifty_kills(example: Unbroken, tmp_path: Path, seed: int) -> None:
    """Ten rounds of five kills over the example, each on a ledger of its own."""
    interrupt_often(example, tmp_path, random.Random(seed))
