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
from builds import EXAMPLE, WAR, build, build_words, commands, packed, surroundings

from rashomon.ledger.ledger import Ledger
from rashomon.records import Claim

_READ = re.compile(r"^read (?P<origin>.+): (?P<claims>\d+) claims$")
KILLS = 5  # in one round, on one and the same ledger
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Unbroken:
    """What a build of a folder leaves that nobody interrupted."""

    folder: Path
    bytes: bytes
    claims: dict[str, list[Claim]]  # of each report, by its id


def claims_of(ledger: Ledger) -> dict[str, list[Claim]]:
    """Return the claims of each report that stands in a ledger."""
    found: dict[str, list[Claim]] = {page.id: [] for page in ledger.reports()}
    for claim in ledger.claims():
        found[claim.report].append(claim)
    return found


def unbroken(folder: Path, reader: Any, home: Path) -> Unbroken:
    """Build a folder to the end, in this process."""
    path = home / "unbroken.sqlite"
    with Ledger.open(path) as ledger:
        build(ledger, reader, folder)
        claims = claims_of(ledger)
    return Unbroken(folder, packed(path), claims)


def start(folder: Path, ledger: Path, told: Path) -> subprocess.Popen[bytes]:
    """Begin to build a folder in a process of its own, which tells a file what it has done."""
    with told.open("wb") as errors:
        return subprocess.Popen(
            commands(build_words(folder, ledger)), env=surroundings(), stdout=subprocess.DEVNULL, stderr=errors
        )


def kill(process: subprocess.Popen[bytes], *, after: float) -> None:
    """Let a process go on for some seconds, then kill it with signal 9, unless it has ended."""
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()


def wait_for_lines(process: subprocess.Popen[bytes], told: Path, lines: int) -> float:
    """Wait until a process has told so many lines or ended; return how many seconds that took."""
    began = time.monotonic()
    while process.poll() is None and told.read_bytes().count(b"\n") < lines:
        time.sleep(0.002)
    return time.monotonic() - began


def acknowledged(told: Path) -> list[re.Match[str]]:
    """Return the reports that a process said to have read, from its whole lines."""
    whole = told.read_text(encoding="utf-8").rpartition("\n")[0]
    return [match for line in whole.splitlines() if (match := _READ.match(line))]


def check(ledger: Path, read: Iterable[re.Match[str]], expected: Unbroken) -> int:
    """Assert that the ledger is whole and holds all that was acknowledged; return how many reports it holds."""
    read = list(read)
    if not ledger.exists():
        assert not read
        return 0
    with Ledger.open(ledger) as opened:
        opened.verify()
        found = claims_of(opened)
        origins = {page.origin: page.id for page in opened.reports()}
    for match in read:
        assert len(found[origins[match["origin"]]]) == int(match["claims"])
    assert all(expected.claims[key] == claims for key, claims in found.items())
    return len(found)


def interrupt_often(expected: Unbroken, reader: Any, home: Path, dice: random.Random) -> None:
    """Kill builds on one ledger, some right after a line, some by the clock from start-up on; then let one end."""
    ledger, told = home / "war.sqlite", home / "told.txt"
    held, whole = 0, 0.0
    for number in range(KILLS):
        process = start(expected.folder, ledger, told)
        if number % 3 == 0:
            whole = max(whole, wait_for_lines(process, told, 1 + dice.randrange(3)))
            kill(process, after=dice.random() * 0.05)
        else:
            kill(process, after=dice.random() * whole * 1.2)
        now = check(ledger, acknowledged(told), expected)
        assert now >= held
        held = now
    with Ledger.open(ledger) as opened:
        build(opened, reader, expected.folder)
    assert packed(ledger) == expected.bytes


def test_a_few_kills(reader: Any, tmp_path: Path) -> None:
    """Five kills over a small build: all that was acknowledged is there, and the end is as if nothing had happened."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for page in sorted(WAR.iterdir())[:6]:
        shutil.copy(page, folder)
    expected = unbroken(folder, reader, tmp_path)
    interrupt_often(expected, reader, tmp_path, random.Random())


@pytest.fixture(scope="module")
def example(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> Unbroken:
    """Return what an unbroken build of the example leaves."""
    return unbroken(EXAMPLE, reader, tmp_path_factory.mktemp("unbroken"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_fifty_kills(example: Unbroken, reader: Any, tmp_path: Path, seed: int) -> None:
    """Ten rounds of five kills over the example, each on a ledger of its own."""
    interrupt_often(example, reader, tmp_path, random.Random(seed))
