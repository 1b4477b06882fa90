"""The same input gives the same bytes: ledger, lists and briefing, whatever the hash seed, the zone and the process."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from builds import EXAMPLE, ROOT, WAR, build, build_words, commands, later, packed, standing, surroundings

from rashomon.ledger.ledger import Ledger

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Asia/Yerevan", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Return what builds of the example in differing surroundings left, one beside the other."""
    running = []
    for number, more in enumerate(SURROUNDINGS):
        folder = tmp_path_factory.mktemp(f"built{number}")
        ledger, page, listed = folder / "war.sqlite", folder / "briefing.html", folder / "listed.jsonl"
        steps: list[list[object]] = [
            build_words(EXAMPLE, ledger, "--json"),
            *(
                [kind, "--ledger", ledger, "--json"]
                for kind in ("claims", "disputes", "control", "copies", "utterances")
            ),
            ["report", "--ledger", ledger, "-o", page],
        ]
        with listed.open("wb") as out:
            process = subprocess.Popen(
                commands(*steps), env=surroundings(**more), cwd=folder, stdout=out, stderr=subprocess.PIPE
            )
        running.append((process, ledger, page, listed))
    found = []
    for process, ledger, page, listed in running:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors.decode()
        found.append({"ledger": packed(ledger), "lists": listed.read_bytes(), "briefing": page.read_bytes()})
    return found


@pytest.mark.parametrize("what", ["ledger", "lists", "briefing"])
def test_surroundings_change_nothing(built: list[dict[str, bytes]], what: str) -> None:
    """Another hash seed, time zone, locale and number of threads give the same bytes."""
    one, *others = (each[what] for each in built)
    assert one
    assert all(other == one for other in others)


def test_the_same_build_in_this_process_gives_the_same_bytes(
    built: list[dict[str, bytes]], reader: Any, tmp_path: Path
) -> None:
    """A reader that has read other things before leaves the very ledger that a fresh process leaves."""
    path = tmp_path / "war.sqlite"
    with Ledger.open(path) as ledger:
        build(ledger, reader, EXAMPLE)
    assert packed(path) == built[0]["ledger"]


def test_no_trace_of_the_clock_or_the_place_of_the_ledger(built: list[dict[str, bytes]]) -> None:
    """Nothing that was not given gets into the results: the ledgers lay in different folders, at different times."""
    for each in built:
        assert b"built0" not in each["lists"] + each["briefing"]
        assert b"built1" not in each["lists"] + each["briefing"]
        assert str(ROOT).encode() not in each["lists"].replace(str(EXAMPLE).encode(), b"")


def test_building_again_changes_no_byte(reader: Any, tmp_path: Path) -> None:
    """A second build of the same reports into the same ledger leaves it as it was."""
    path = tmp_path / "war.sqlite"
    with Ledger.open(path) as ledger:
        build(ledger, reader, WAR)
    once = packed(path)
    with Ledger.open(path) as ledger:
        again = build(ledger, reader, WAR)
    assert (again.read, again.entries) == (0, 0)
    assert packed(path) == once


def test_the_past_does_not_change(reader: Any, tmp_path: Path) -> None:
    """What stood as of a moment stands so for ever, whatever is built later; the newest is as of now."""
    early, late = sorted(WAR.iterdir())[:4], sorted(WAR.iterdir())[4:]
    with Ledger.open(tmp_path / "war.sqlite") as ledger:
        build(ledger, reader, *early)
        then = standing(ledger)
        assert standing(ledger, as_of=later(0)) == then
        for days, page in enumerate(late, 1):
            build(ledger, reader, page, recorded=later(days))
        assert standing(ledger, as_of=later(0)) == then
        assert standing(ledger) != then
        assert standing(ledger, as_of=later(len(late))) == standing(ledger)
        assert standing(ledger, as_of=later(-1)) == {kind: [] for kind in then}
        counts = [len(standing(ledger, as_of=later(days))["report"]) for days in range(len(late) + 1)]
        assert counts == list(range(len(early), len(early) + len(late) + 1))
