"""The gate: a figure below its floor and gold that changed both stop a change; floors go down only with a reason."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.gate import FLOORS, Entry, Floor, judge, pin, read_floors, write_floors

GOLD = {"gold.jsonl": "aa"}


def entry(floor: float = 0.8, noise: float = 0.01, gold: str | None = "aa") -> Entry:
    """Make an entry with one floor and one gold file."""
    return Entry("ferry", ["benchmarks.ferry"], [], {"gold.jsonl": gold}, {"joint": Floor(floor, noise)})


@pytest.mark.parametrize(("figure", "passes"), [(0.9, True), (0.8, True), (0.79, True), (0.789, False), (0.0, False)])
def test_a_figure_may_fall_by_noise_only(figure: float, passes: bool) -> None:
    """At the floor and within the noise under it passes; below that fails."""
    assert judge(entry(), {"joint": figure}, GOLD).passed is passes


def test_a_figure_that_was_not_measured_fails() -> None:
    """A benchmark that broke cannot pass by saying nothing."""
    verdict = judge(entry(floor=0.0), {}, GOLD)
    assert not verdict.passed
    assert "joint was not measured" in verdict.words[0]


def test_changed_gold_fails_until_it_is_pinned() -> None:
    """Figures on other gold say nothing, however good they are; pinning takes the gold as it is now."""
    one, figures, changed = entry(), {"joint": 0.9}, {"gold.jsonl": "bb"}
    assert not judge(one, figures, changed).passed
    assert pin(one, figures, changed, lower=None, on="2031-05-03").passed
    assert judge(one, figures, changed).passed
    assert not judge(one, figures, GOLD).passed


def test_other_gold_from_outside_is_not_compared() -> None:
    """Whoever has another edition of a corpus gets a word, and no comparison that means nothing."""
    outside = Entry("ferry", ["benchmarks.ferry"], [], {"../gold.jsonl": "aa"}, {"joint": Floor(0.8, 0.01)})
    verdict = judge(outside, {"joint": 0.1}, {"../gold.jsonl": "bb"})
    assert verdict.passed
    assert "not compared" in verdict.words[0]
    assert not judge(outside, {"joint": 0.1}, {"../gold.jsonl": "aa"}).passed


def test_gold_never_pinned_is_told_but_passes() -> None:
    """A new entry may stand before its first pin."""
    verdict = judge(entry(gold=None), {"joint": 0.9}, GOLD)
    assert verdict.passed
    assert "not pinned yet" in verdict.words[0]


def test_pinning_raises_a_floor() -> None:
    """A better figure becomes the floor; a figure within noise leaves the floor where it is."""
    one = entry()
    assert pin(one, {"joint": 0.9}, GOLD, lower=None, on="2031-05-03").passed
    assert pin(one, {"joint": 0.895}, GOLD, lower=None, on="2031-05-03").passed
    assert one.floors["joint"].floor == 0.9
    assert one.lowered == []


def test_pinning_refuses_to_lower_without_a_reason() -> None:
    """Nothing of the entry changes: neither the floor nor the gold."""
    one = entry()
    assert not pin(one, {"joint": 0.7}, {"gold.jsonl": "bb"}, lower=None, on="2031-05-03").passed
    assert not pin(one, {}, {"gold.jsonl": "bb"}, lower="it broke", on="2031-05-03").passed
    assert one == entry()


def test_lowering_keeps_the_reason() -> None:
    """The file tells which floor was lowered, from where to where, when and why."""
    one = entry()
    assert pin(one, {"joint": 0.7}, GOLD, lower="the gold was wrong", on="2031-05-03").passed
    assert one.floors["joint"].floor == 0.7
    kept = one.lowered[0]
    assert (kept.figure, kept.before, kept.after, kept.on) == ("joint", 0.8, 0.7, "2031-05-03")
    assert kept.because == "the gold was wrong"


def test_the_file_survives_a_round(tmp_path: Path) -> None:
    """Writing what was read gives the same bytes as stand in the repository."""
    copy = tmp_path / "floors.json"
    write_floors(copy, read_floors(FLOORS))
    assert copy.read_bytes() == FLOORS.read_bytes()


def test_the_command_skips_what_is_not_here(tmp_path: Path) -> None:
    """An entry whose gold is absent is skipped with a word, and the gate passes."""
    floors = tmp_path / "floors.json"
    write_floors(floors, [entry(floor=1.0)])
    command = [sys.executable, "-m", "benchmarks.gate", "--floors", str(floors)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=FLOORS.parent.parent)
    assert done.returncode == 0, done.stderr
    assert "skipped: not on this machine: gold.jsonl" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1]) == {"entries": 1, "failed": 0}


def test_the_command_fails_with_its_entry(tmp_path: Path) -> None:
    """A benchmark that does not exist is a figure that was not measured, and exit code 1."""
    floors = tmp_path / "floors.json"
    write_floors(floors, [Entry("ferry", ["benchmarks.ferry"], [], {}, {"joint": Floor(0.0, 0.0)})])
    command = [sys.executable, "-m", "benchmarks.gate", "--floors", str(floors)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=FLOORS.parent.parent)
    assert done.returncode == 1
    assert "joint was not measured" in done.stdout
