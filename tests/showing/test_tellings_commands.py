"""The commands `utterances --diff` and `copies`, on a ledger of the invented war."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest
from click.testing import Result

from rashomon.records import Copy, Report, Utterance
from rashomon.showing.differences import Compared
from rashomon.showing.rows import copy_layout

Run = Callable[..., Result]


def test_json_has_the_utterance_and_the_aligned_spans(rashomon: Run) -> None:
    """Each line is the record of the utterance with one more field, whose spans lie in the texts of the reports."""
    plain = rashomon("utterances", "--json").stdout_bytes.splitlines()
    lines = rashomon("utterances", "--diff", "--json").stdout_bytes.splitlines()
    texts = {
        report.id: report.text
        for line in rashomon("reports", "--json").stdout_bytes.splitlines()
        for report in (msgspec.json.decode(line, type=Report),)
    }
    assert [msgspec.json.decode(line, type=Utterance) for line in lines] == [
        msgspec.json.decode(line, type=Utterance) for line in plain
    ]
    for line in lines:
        compared = msgspec.json.decode(line, type=Compared)
        assert len(compared.differences.wordings) == len(compared.claims)
        for wording in compared.differences.wordings:
            for piece in wording.pieces:
                assert texts[wording.report][piece.span.start : piece.span.end] == piece.words


def test_a_pipe_gets_a_line_for_each_wording(rashomon: Run) -> None:
    """Heads first, then one row for each claim of each utterance."""
    heads, *rows = rashomon("utterances", "--diff").stdout.splitlines()
    assert heads.split("\t") == ["utterance", "speaker", "outlet", "said", "cue", "words", "changes"]
    assert [row.split("\t")[2] for row in rows] == ["Ardenia Herald", "Evening Post"]


def test_blocks_are_readable_without_colour(rashomon: Run) -> None:
    """The wordings stand one under another; nothing hangs on a colour."""
    shown = rashomon("utterances", "--diff", "--text")
    assert shown.exit_code == 0
    assert "Mirelle Aune, in 2 reports" in shown.stdout
    assert shown.stdout.count("Our soldiers entered Korvath this morning") == 2
    assert "\x1b" not in shown.stdout


@pytest.mark.parametrize("arguments", [("--speaker", "Dorn"), ("--outlet", "nobody")])
def test_filters_hold_for_differences(rashomon: Run, arguments: tuple[str, ...]) -> None:
    """What does not answer is not compared."""
    assert rashomon("utterances", "--diff", "--json", *arguments).stdout == ""


def test_a_copy_shows_who_published_first_and_a_mere_credit_nobody() -> None:
    """A report is named by its origin; where only a credit is known, no report stands beside it."""
    layout = copy_layout({"a": "a.txt", "b": "b.txt"})
    whole = Copy("1", "b", "a", "rewrite", 0.5, ("why",), "Wire", first="a")
    credit = Copy("2", "b", None, "citing", 0.5, ("why",), "Wire", (("claim", None),))
    assert layout.heads == ("report", "repeats", "how", "score", "credited", "first", "because")
    assert layout.cells(whole) == ("b.txt", "a.txt", "rewrite", "0.50", "Wire", "a.txt", "why")
    assert layout.cells(credit) == ("b.txt", "", "citing", "0.50", "Wire", "", "why")


def test_json_of_copies_has_the_pairs_of_claims(rashomon: Run) -> None:
    """Fields that a record does not fill are there all the same."""
    (line,) = rashomon("copies", "--json").stdout.splitlines()
    assert {"claims", "first", "of", "credited"} <= json.loads(line).keys()
