"""The same input gives the same bytes: ledger, lists and briefing, whatever the hash seed, the zone and the process."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from builds import EXAMPLE, ROOT, WAR, build, build_words, commands, later, packed, standing, surroundings
from click.testing import CliRunner

from rashomon.ledger.ledger import Ledger
from rashomon.showing.cli import main
from rashomon.showing.commands_build import summary_lines

ELSEWHERE = {"PYTHONHASHSEED": "4242", "TZ": "Asia/Yerevan", "LC_ALL": "C", "OMP_NUM_THREADS": "1"}


def listings(ledger: Path, page: Path) -> list[list[object]]:
    """Return the words of the commands that show all that a ledger holds."""
    kinds = ("claims", "disputes", "control", "figures", "outlets", "copies", "utterances", "reports")
    lists: list[list[object]] = [[kind, "--ledger", ledger, "--json"] for kind in kinds]
    return [*lists, ["report", "--ledger", ledger, "-o", page]]


@pytest.fixture(scope="module")
def built(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Return what two builds of the example left: one of a fresh process in other surroundings, one of this process."""
    there, here = tmp_path_factory.mktemp("there"), tmp_path_factory.mktemp("here")
    with (there / "lists").open("wb") as out:
        steps = [build_words(EXAMPLE, there / "war.sqlite"), *listings(there / "war.sqlite", there / "page")]
        process = subprocess.Popen(
            commands(*steps), env=surroundings(**ELSEWHERE), cwd=there, stdout=out, stderr=subprocess.PIPE
        )
    with Ledger.open(here / "war.sqlite") as ledger:
        summary = build(ledger, reader, EXAMPLE)
    told = summary_lines(summary, there / "war.sqlite")
    runner = CliRunner()
    shown = [runner.invoke(main, list(map(str, words))) for words in listings(here / "war.sqlite", here / "page")]
    assert [result.exit_code for result in shown] == [0] * len(shown)
    lists = "".join(f"{line}\n" for line in told).encode() + b"".join(result.stdout_bytes for result in shown)
    (here / "lists").write_bytes(lists)
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors.decode()
    return [
        {"ledger": packed(folder / "war.sqlite"), **{name: (folder / name).read_bytes() for name in ("lists", "page")}}
        for folder in (there, here)
    ]


@pytest.mark.parametrize("what", ["ledger", "lists", "page"])
def test_surroundings_change_nothing(built: list[dict[str, bytes]], what: str) -> None:
    """A fresh process with another hash seed, zone, locale and number of threads gives the bytes of this process."""
    there, here = (each[what] for each in built)
    assert there
    assert there == here


def test_no_trace_of_the_place_of_the_ledger(built: list[dict[str, bytes]]) -> None:
    """Nothing that was not given gets into the results: the ledgers lay in different folders."""
    for each in built:
        assert b"/there" not in each["page"]
        assert b"/here" not in each["page"]
        assert str(ROOT).encode() not in each["page"].replace(str(EXAMPLE).encode(), b"")


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
