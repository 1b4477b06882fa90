"""The gold of figures keeps its promises, and its scores fall where a figure is missing, wrong or not there."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from benchmarks.figures import GOLD, Counted, Found, Sentence, measure, misses, read_digits, read_gold, verdicts

KILLED = Counted("At least 12 soldiers", "killed", "soldiers", 12, None, None, "since Monday")
SENTENCE = Sentence("f1", "dev", "At least 12 soldiers have died since Monday.", (KILLED,))


def given(counted: Counted) -> list[Found]:
    """Return one figure at its words."""
    start = SENTENCE.text.index(counted.words)
    return [Found(start, start + len(counted.words), counted)]


def test_the_gold_keeps_its_promises() -> None:
    """Words stand once in their text, intervals are in order, and the part follows from the id alone."""
    sentences = read_gold(GOLD)
    assert len({sentence.id for sentence in sentences}) == len({sentence.text for sentence in sentences})
    assert sum(len(sentence.figures) for sentence in sentences) >= 220
    assert sum(not sentence.figures for sentence in sentences) >= 25
    for sentence in sentences:
        third = int(hashlib.sha256(sentence.id.encode()).hexdigest(), 16) % 3 == 0
        assert sentence.part == ("test" if third else "dev")
        for figure in sentence.figures:
            assert sentence.text.count(figure.words) == 1
            assert figure.since is None or sentence.text.count(figure.since) == 1
            assert figure.low is None or figure.high is None or figure.low <= figure.high
            assert (figure.low, figure.high, figure.best) != (None, None, None)


def test_what_is_right_counts_fully() -> None:
    """The gold itself scores 1, and nothing is listed."""
    assert set(measure([SENTENCE], lambda text: given(KILLED)).values()) == {1.0}
    assert list(misses(SENTENCE, given(KILLED))) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [({"low": 13}, "interval"), ({"high": 12}, "interval"), ({"of": "civilians"}, "of"), ({"since": None}, "window")],
)
def test_each_part_is_judged_for_itself(change: dict[str, object], wrong: str) -> None:
    """A figure with one wrong part is found, but not exact, and a line says what is wrong."""
    counted = msgspec.structs.replace(KILLED, **change)
    assert [name for name, right in verdicts(KILLED, counted).items() if not right] == [wrong]
    figures = measure([SENTENCE], lambda text: given(counted))
    assert (figures["f1"], figures[wrong], figures["exact"]) == (1.0, 0.0, 0.0)
    assert any(wrong in line for line in misses(SENTENCE, given(counted)))


def test_another_thing_counted_is_no_find() -> None:
    """The same words with another `what` are one figure missing and one too many."""
    figures = measure([SENTENCE], lambda text: given(msgspec.structs.replace(KILLED, what="wounded")))
    assert (figures["precision"], figures["recall"]) == (0.0, 0.0)


def test_people_narrow_nothing_down() -> None:
    """A dozen "people" killed and a dozen killed count the same."""
    one, two = (msgspec.structs.replace(KILLED, of=of) for of in ("people", None))
    assert verdicts(one, two)["of"]


def test_the_baseline_reads_digits_alone() -> None:
    """It takes a number in digits as exact, and no number words."""
    assert [found.counted.what for found in read_digits("They lost 1,200 tanks and six drones.")] == ["tanks"]
