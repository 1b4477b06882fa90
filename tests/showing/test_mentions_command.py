"""`rashomon mentions`: where, when, who and how many, of reports that are not recorded."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from rashomon.showing.cli import main

TEXT = (
    "On day 40 of the war President Volodymyr Zelenskiy said Russian shells had killed at least 12 people in "
    "Chassiv Yar. "
    "Zelensky spoke on Sunday. The 93rd Mechanized Brigade shot down two Su-25 jets 5 km north of Izyum."
)


def run(*words: str) -> Result:
    """Run the program."""
    return CliRunner().invoke(main, ["mentions", *words])


def told(tmp_path: Path) -> dict[str, dict[str, object]]:
    """Return the rows of the report by their words."""
    (tmp_path / "report.txt").write_text(f"---\npublished: 2022-04-04\n---\n{TEXT}\n", encoding="utf-8")
    shown = run(str(tmp_path / "report.txt"), "--json")
    assert shown.exit_code == 0, shown.output
    return {row["words"]: row for row in map(json.loads, shown.stdout.splitlines())}


def test_every_kind_is_told(tmp_path: Path) -> None:
    """Variants lead to one person, a misspelt town to the town, a day of the war and a weekday to their dates."""
    rows = told(tmp_path)
    assert rows["Volodymyr Zelenskiy"]["means"] == "Volodymyr Zelenskyy, President"
    assert rows["Zelensky"]["means"] == "Volodymyr Zelenskyy"
    assert rows["93rd Mechanized Brigade"]["what"] == "unit"
    assert rows["Su-25 jets"]["what"] == "weapon"
    assert "geonames:710915" in str(rows["Chassiv Yar"]["means"])
    assert str(rows["Izyum"]["means"]).startswith("5 km north of: geonames:707292")
    assert rows["day 40"]["means"] == "2022-04-04"
    assert rows["Sunday"]["means"] == "2022-04-03"
    assert rows["at least 12 people"]["means"] == "12 or more people killed"


def test_words_stand_at_their_spans(tmp_path: Path) -> None:
    """Each row has the very words of the text."""
    for words, row in told(tmp_path).items():
        start, end = row["span"]  # type: ignore[misc]
        assert TEXT[start:end].removesuffix("'s") == words.removesuffix("'s")


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """The rest is shown; the status says that something is missing."""
    (tmp_path / "good.txt").write_text("Shells fell on Bakhmut on 3 May 2023, the mayor said.\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    shown = run(str(tmp_path))
    assert shown.exit_code == 3
    assert "Bakhmut" in shown.stdout
    assert "skipped" in shown.stderr
