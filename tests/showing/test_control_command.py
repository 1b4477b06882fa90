"""`rashomon control`: the table, one line a claimant, one day, and the layers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import invented_war as war
import pytest
from click.testing import Result

from rashomon.ledger.ledger import Ledger
from rashomon.records import Claimant, Concession, Control, Layer, When
from rashomon.showing.control_rows import holds_on, interval
from rashomon.showing.layers import layers

Run = Callable[..., Result]


def day(text: str) -> When:
    """Return a day."""
    return When(text, text)


HELD = Control(
    "row-1",
    war.KORVATH,
    "Velmark",
    None,
    day("2031-03-03"),
    ("Teodor Dorn",),
    (),
    Concession("Teodor Dorn", "Velmark", "2031-03-04", "b1"),
    ("b1",),
    (),
    layer=Layer.CLAIMED,
    claimants=(Claimant("Teodor Dorn", "Velmark", None, day("2031-03-03"), ("b1",)),),
)
TAKEN = Control(
    "row-2",
    war.KORVATH,
    "Ardenia",
    day("2031-03-03"),
    None,
    ("Mirelle Aune", "Northern Wire"),
    ("Teodor Dorn",),
    Concession("the general staff", "Velmark", "2031-03-06", "d1"),
    ("a1", "c1"),
    (),
    layer=Layer.CONCEDED,
    claimants=(
        Claimant("Mirelle Aune", "Ardenia", day("2031-03-03"), None, ("a1",)),
        Claimant("Northern Wire", None, day("2031-03-04"), None, ("c1",)),
    ),
    denials=("b2",),
)
BRIDGE = replace(TAKEN, id="row-3", part="the bridge", holder="Velmark", since=None, conceded=None, layer=Layer.DENIED)
ROWS = (HELD, TAKEN, BRIDGE)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a ledger with three rows of control."""
    path = tmp_path_factory.mktemp("held") / "held.sqlite"
    with Ledger.open(path) as ledger:
        ledger.append([*war.REPORTS, *war.CLAIMS, *ROWS], recorded=datetime(2031, 3, 7, tzinfo=UTC))
    return path


def lines(result: Result) -> list[dict[str, str]]:
    """Return tab-separated lines by their heads."""
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t"))


def test_a_pipe_gets_place_part_and_days(rashomon: Run, held: Path) -> None:
    """Each record is a line, by place and time, with the grain of its days and the day of its concession."""
    told = lines(rashomon("control", ledger=held))
    shown = [
        tuple(line[key] for key in ("part", "holder", "from", "until", "precision", "conceded on")) for line in told
    ]
    assert shown == [
        ("", "Velmark", "", "2031-03-03", "day", "2031-03-04"),
        ("the bridge", "Velmark", "", "", "", ""),
        ("", "Ardenia", "2031-03-03", "", "day", "2031-03-06"),
    ]


def test_one_day_shows_what_is_claimed_of_it(rashomon: Run, held: Path) -> None:
    """The day on which one left is the other's; what has no known end goes on."""
    for when, holders in (("2031-03-02", {"Velmark"}), ("2031-03-03", {"Ardenia", "Velmark"})):
        told = lines(rashomon("control", "--on", when, ledger=held))
        assert {line["holder"] for line in told} == holders
    assert [line["part"] for line in told if line["holder"] == "Velmark"] == ["the bridge"]


def test_a_line_for_each_claimant(rashomon: Run, held: Path) -> None:
    """Each is shown with the day that he tells, and with no day that only another tells."""
    told = lines(rashomon("control", "--by-claimant", ledger=held))
    days = {(line["claimant"], line["holder"], line["part"]): line["from"] for line in told}
    assert days[("Mirelle Aune", "Ardenia", "")] == "2031-03-03"
    assert days[("Northern Wire", "Ardenia", "")] == "2031-03-04"


def test_layers_change_when_something_is_claimed_or_conceded(rashomon: Run, held: Path) -> None:
    """A concession counts from its day on; that a side left is no concession of who held the place."""
    result = rashomon("control", "--layers", "--json", ledger=held)
    town = [line for line in map(json.loads, result.stdout.splitlines()) if line["part"] is None]
    assert [line["day"] for line in town] == [None, "2031-03-03", "2031-03-06"]
    assert [[each["holder"] for each in line["claimed"]] for line in town] == [["Velmark"], ["Ardenia"], ["Ardenia"]]
    assert [bool(line["denied"]) for line in town] == [False, True, True]
    assert [[each["by"] for each in line["conceded"]] for line in town] == [[], [], [["the general staff"]]]


def test_the_layer_of_one_day(rashomon: Run, held: Path) -> None:
    """Asked for one day, each place and part has one layer at most."""
    told = lines(rashomon("control", "--layers", "--on", "2031-03-05", ledger=held))
    assert [(line["part"], line["claimed"]) for line in told] == [
        ("", "Ardenia (Mirelle Aune, Northern Wire)"),
        ("the bridge", "Velmark (Mirelle Aune, Northern Wire)"),
    ]


def test_two_tables_at_once_are_refused(rashomon: Run, held: Path) -> None:
    """The words say which to leave out."""
    result = rashomon("control", "--layers", "--by-claimant", ledger=held)
    assert result.exit_code == 2
    assert "ask for one" in result.output


def test_layers_do_not_depend_on_the_order_of_records() -> None:
    """The same records give the same layers."""
    assert list(layers(ROWS)) == list(layers(ROWS[::-1]))


def test_a_month_lasts_to_its_end() -> None:
    """What ended "in March" may stand on each day of March, and is written as March."""
    march = When("2031-03-01", "2031-03-31", "month")
    row = replace(HELD, until=march)
    assert holds_on(row, "2031-03-31")
    assert not holds_on(row, "2031-04-01")
    assert interval(march) == "2031-03"
