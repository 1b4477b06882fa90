"""The figure of times: TimeML is read with right offsets, values are folded, and counts are those of TempEval-3."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.times import (
    Document,
    Score,
    Timex,
    dateparser_search,
    find,
    folded,
    main,
    pairs,
    read_document,
    values_given,
)
from rashomon.records import Span

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>made-up</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2020-11-10" functionInDocument="CREATION_TIME">11/10/20</TIMEX3></DCT>
<TEXT>The <EVENT eid="e1">bridge</EVENT> fell on <TIMEX3 tid="t1" type="DATE" value="20201108">Sunday</TIMEX3>
after <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3>.<TIMEX3 tid="t3" type="DATE" value="2020"/>
It was built in <TIMEX3 tid="t4" type="DATE" value="1752">1752</TIMEX3> &amp; rebuilt.</TEXT>
</TimeML>
"""


def document(folder: Path, text: str = TIMEML, name: str = "made-up") -> Document:
    """Return a document read from a file of its own."""
    path = folder / f"{name}.tml"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def timex(start: int, end: int, value: str | None = "2020", kind: str = "DATE") -> Timex:
    """Return a time at some characters."""
    return Timex(Span(start, end), kind, value)


def test_offsets_count_the_characters_of_the_text(tmp_path: Path) -> None:
    """Elements within the text take no room; times without words and the date of publication are no extents."""
    made = document(tmp_path)
    assert made.published == "2020-11-10"
    assert [(made.text[t.span.start : t.span.end], t.type, t.value) for t in made.times] == [
        ("Sunday", "DATE", "2020-11-08"),
        ("three days", "DURATION", "P3D"),
        ("1752", "DATE", "1752"),
    ]
    assert made.text.endswith("1752 & rebuilt.")


def test_the_grammar_is_asked_both_ways(tmp_path: Path) -> None:
    """From raw text and given the extents the same values come out, as the document is an easy one."""
    made = document(tmp_path)
    assert [(t.span, t.value, t.type) for t in find(made)] == [(t.span, t.value, t.type) for t in made.times]
    assert values_given(made) == ["2020-11-08", "P3D", "1752"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("19891030", "1989-10-30"),
        ("1989-10-30", "1989-10-30"),
        ("1998-02-13T14:26:00", "1998-02-13T14:26"),
        ("1998-02-13T14:26-05:00", "1998-02-13T14:26"),
        ("past_ref", "PAST_REF"),
        ("P12M", "P12M"),
        ("P1Y", "P1Y"),
        ("", None),
        (None, None),
    ],
)
def test_values_are_folded_in_their_writing_alone(value: str | None, plain: str | None) -> None:
    """What means the same by ISO 8601 is written one way; lengths are not converted."""
    assert folded(value) == plain


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(value: str) -> None:
    """A folded value stays as it is."""
    once = folded(value)
    assert folded(once) == once


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=8), st.lists(st.integers(0, 40), max_size=8))
def test_no_time_is_paired_twice(ours: list[tuple[int, int]], theirs: list[int]) -> None:
    """Each time stands in one pair at most, and the two of a pair overlap."""
    gold = [timex(start, start + length) for start, length in sorted(set(ours))]
    found = [timex(start, start + 3) for start in sorted(set(theirs))]
    met = list(pairs(gold, found))
    assert len({one for one, _ in met}) == len({two for _, two in met}) == len(met)
    assert all(one.span.start < two.span.end and two.span.start < one.span.end for one, two in met)


def test_the_score_is_that_of_tempeval() -> None:
    """Strict asks for the same characters, relaxed for an overlap; value and type count relaxed pairs that agree."""
    gold = [timex(0, 6), timex(10, 20, "P3D", "DURATION"), timex(30, 34, "1752"), timex(50, 55, None)]
    found = [timex(0, 6), timex(12, 20, "P3D", "DATE"), timex(40, 44, "1752"), timex(50, 55, None), timex(60, 61)]
    score = Score()
    score.add(gold, found)
    assert (score.strict, score.relaxed, score.value, score.type) == (2, 3, 2, 2)
    assert score.f1(score.relaxed) == (3 / 5, 3 / 4, 6 / 9)


def test_nothing_at_all_is_no_error() -> None:
    """An empty document divides by nothing."""
    score = Score()
    score.add([], [])
    assert score.f1(score.value) == (0, 0, 0)


def test_the_halves_hang_on_the_name_alone(tmp_path: Path) -> None:
    """The same name is always of the same half, and of many names about half is held out."""
    names = [f"made-up-{number}" for number in range(200)]
    held = [Document(name, "", None, ()).held for name in names]
    assert 70 < sum(held) < 130
    assert document(tmp_path, name=names[0]).held == document(tmp_path, TIMEML + "\n", names[0]).held == held[0]


def test_dateparser_stands_beside_it(tmp_path: Path) -> None:
    """Its strings become dates with the offsets of the text."""
    search = dateparser_search()
    if search is None:
        pytest.skip("dateparser is not installed")
    made = document(tmp_path)
    assert all(made.text[t.span.start : t.span.end].strip() and t.type == "DATE" for t in search(made))


def test_an_absent_corpus_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without files it says so and ends well; with files the last line is one JSON object."""
    monkeypatch.setattr(sys, "argv", ["times", "--folder", str(tmp_path / "none"), "--alone"])
    main()
    assert "skipped" in capsys.readouterr().out
    document(tmp_path)
    monkeypatch.setattr(sys, "argv", ["times", "--folder", str(tmp_path), "--alone"])
    main()
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["all_value_f1"] == figures["all_accuracy"] == 1.0
