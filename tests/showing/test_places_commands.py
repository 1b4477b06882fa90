"""`rashomon places`: what a name is led to and why, and places of a user's own."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from rashomon.showing.cli import main


def run(*words: str) -> Result:
    """Run the program."""
    return CliRunner().invoke(main, list(words))


def test_show_tells_every_place_of_a_name() -> None:
    """With shares, kinds, containers, rival names and who uses them."""
    shown = run("places", "show", "Martuni")
    assert shown.exit_code == 0
    assert "geonames:146969" in shown.output
    assert "geonames:616438" in shown.output
    assert "Martuni: used by Armenia, Nagorno-Karabakh" in shown.output


def test_show_goes_by_the_words() -> None:
    """The same name in other words leads elsewhere; as JSON the likeliest stands first."""
    words = "Militias entered Tripoli, in the north of Lebanon."
    first = json.loads(run("places", "show", "Tripoli", "--in", words, "--json").stdout.splitlines()[0])
    alone = json.loads(run("places", "show", "Tripoli", "--json").stdout.splitlines()[0])
    assert first["codes"][-1] == "LB"
    assert alone["codes"][-1] == "LY"
    assert first["share"] > 0.5


def test_show_says_what_it_does_not_know() -> None:
    """A name of nothing, and words without the name."""
    assert "the name itself is kept" in run("places", "show", "Wexburygate").output
    wrong = run("places", "show", "Tripoli", "--in", "Nothing of that name.")
    assert wrong.exit_code == 2
    assert "expected words that hold 'Tripoli'" in wrong.output


def test_places_of_a_users_own(tmp_path: Path) -> None:
    """What is imported is shown; a row that is left out is told and makes status 3."""
    given, table = tmp_path / "mine.csv", tmp_path / "mine.sqlite"
    given.write_text("name,lat,lon,kind\nQuorn Mill,52.1,0.5,village\nNowhere,,,\n", encoding="utf-8")
    done = run("places", "import", str(given), "--output", str(table))
    assert done.exit_code == 3
    assert "1 places" in done.stdout
    assert "left out line 3" in done.stderr
    assert "mine:" in run("places", "show", "Quorn Mill", "--knowledge", str(table)).output
