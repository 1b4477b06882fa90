"""The command that builds a ledger, on reports of an invented war."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("rashomon.pipeline")

from rashomon.showing.cli import main

TEXT = (
    "outlet: Ardenia Herald\npublished: 2031-03-03\n\n"
    "President Mirelle Aune said on Monday that her army had captured the town of Korvath after a week of fighting. "
    "“Our soldiers entered the town this morning,” she said.\n"
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder with one report that can be read and one page that cannot."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "001.txt").write_text(TEXT, encoding="utf-8")
    (folder / "002.txt").write_bytes(b"")
    return folder


def build(*places: Path, ledger: Path, given: str | None = None) -> Result:
    """Run `rashomon build` with a fixed clock and a summary in JSON."""
    options = ["--ledger", str(ledger), "--recorded", "2031-03-07", "--json"]
    return CliRunner().invoke(main, ["build", *map(str, places), *options], input=given)


def test_counts_add_up_and_skipped_pages_are_named(reports: Path, tmp_path: Path) -> None:
    """Some skipped ends with 3; each skipped page is named; building again knows what was read."""
    ledger = tmp_path / "war.sqlite"
    first = build(reports, ledger=ledger)
    assert first.exit_code == 3, first.output
    summary = json.loads(first.stdout)
    assert (summary["read"], summary["known"], summary["skipped"]) == (1, 0, 1)
    assert "002.txt" in first.stderr
    again = json.loads(build(reports, ledger=ledger).stdout)
    assert (again["read"], again["known"], again["entries"]) == (0, 1, 0)


def test_all_read_ends_with_nought(reports: Path, tmp_path: Path) -> None:
    """A build that read every page ends with 0."""
    assert build(reports / "001.txt", ledger=tmp_path / "war.sqlite").exit_code == 0


def test_standard_input_is_a_place(tmp_path: Path) -> None:
    """A dash reads one page from standard input."""
    result = CliRunner().invoke(main, ["build", "-", "--ledger", str(tmp_path / "war.sqlite"), "--json"], input=TEXT)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["read"] == 1


def test_knowledge_is_added_and_word_lists_are_replaced(tmp_path: Path) -> None:
    """Files given one by one add a side, a place with two names and an outlet; a folder's word list takes over."""
    told = "published: 2031-03-03\nurl: https://herald.example/1\n\n" + TEXT.split("\n\n")[1].replace(
        "Korvath", "Korvad"
    )
    (tmp_path / "001.txt").write_text(told, encoding="utf-8")
    (tmp_path / "war.toml").write_text(
        '[[side]]\nname = "Ardenia"\n[[person]]\nname = "Mirelle Aune"\n[[person.office]]\nrole = "president"\n'
        'side = "Ardenia"\n[[place]]\nid = "war:korvath"\nnames = ["Korvath", "Korvad"]\nkind = "town"\n',
        encoding="utf-8",
    )
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "outlets.toml").write_text(
        '[[outlet]]\nname = "Ardenia Herald"\ndomains = ["herald.example"]\n', encoding="utf-8"
    )
    (lists / "channels.toml").write_text('[[channel]]\nname = "hearsay"\npatterns = ["said"]\n', encoding="utf-8")
    ledger = str(tmp_path / "war.sqlite")
    given = ["--knowledge", str(tmp_path / "war.toml"), "--knowledge", str(lists)]
    built = CliRunner().invoke(main, ["build", str(tmp_path / "001.txt"), "--ledger", ledger, *given])
    assert built.exit_code == 0, built.output
    found = CliRunner().invoke(main, ["claims", "--place", "Korvath", "--ledger", ledger, "--json", *given])
    claim = json.loads(found.stdout.splitlines()[0])
    assert (claim["speaker"]["side"], claim["outlet"], claim["channel"]) == ("Ardenia", "Ardenia Herald", "hearsay")
    assert claim["event"]["place"]["id"] == "war:korvath"


def test_a_word_list_that_cannot_be_used_is_wrong_use(tmp_path: Path, reports: Path) -> None:
    """A mistake in a word list is told in one line before anything is read."""
    (tmp_path / "cues.toml").write_text("[noun]\n", encoding="utf-8")
    result = CliRunner().invoke(
        main, ["build", str(reports), "--ledger", str(tmp_path / "l"), "--knowledge", str(tmp_path / "cues.toml")]
    )
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "l").exists()
