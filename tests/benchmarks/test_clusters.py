"""Measures of a grouping, each counted by hand."""

from __future__ import annotations

import pytest

from benchmarks.clusters import b_cubed, lea, pairwise

EVENTS = {"a": "one", "b": "one", "c": "one", "d": "two"}
MEASURES = (pairwise, b_cubed, lea)


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        ([["a", "b", "c"], ["d"]], 1, 1),
        ([["a"], ["b"], ["c"], ["d"]], 1, (3 * 1 / 3 + 1) / 4),
        ([["a", "b", "c", "d"]], (3 * 3 / 4 + 1 / 4) / 4, 1),
        ([["a", "b"], ["c", "d"]], (1 + 1 + 1 / 2 + 1 / 2) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4),
    ],
)
def test_b_cubed_is_the_mean_over_keys(groups: list[list[str]], precision: float, recall: float) -> None:
    """Counted by hand: of each key's group the share of its event, of its event the share in its group."""
    score = b_cubed(groups, EVENTS)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))
    assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        ([["a", "b", "c"], ["d"]], 1, 1),
        ([["a"], ["b"], ["c"], ["d"]], 0, 0),
        ([["a", "b", "c", "d"]], 3 / 6, 1),
        ([["a", "b"], ["c", "d"]], 1 / 2, 1 / 3),
    ],
)
def test_pairs_are_counted_once(groups: list[list[str]], precision: float, recall: float) -> None:
    """The event of three has three pairs, a group of four has six; who stands alone is in none."""
    score = pairwise(groups, EVENTS)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        ([["a", "b", "c"], ["d"]], 1, 1),
        ([["a"], ["b"], ["c"], ["d"]], 1 / 4, 1 / 4),  # only "d", alone in both
        ([["a", "b", "c", "d"]], 3 / 6, 3 / 4),  # three of its six links; the event of one is lost
        ([["a", "b"], ["c", "d"]], (2 * 1 + 2 * 0) / 4, (3 * 1 / 3 + 0) / 4),
    ],
)
def test_lea_weighs_the_links_of_each_group_by_its_size(
    groups: list[list[str]], precision: float, recall: float
) -> None:
    """Counted by hand: for each group the share of its links that the other grouping has, times its size."""
    score = lea(groups, EVENTS)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))


def test_lea_on_the_example_of_its_authors() -> None:
    """Events of 5, 2 and 5 found as groups of 5 and 7: the 7 hold 1 + 10 of their 21 links; nothing is torn apart."""
    names = "123456789ABC"
    gold = {name: "x" if name in "12345" else "y" if name in "67" else "z" for name in names}
    score = lea([list("12345"), list("6789ABC")], gold)
    assert score.recall == pytest.approx(1)
    assert score.precision == pytest.approx((5 * 1 + 7 * (1 + 10) / 21) / 12)


@pytest.mark.parametrize("measure", MEASURES)
def test_precision_and_recall_change_places_with_the_two_groupings(measure) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """What is precision of one grouping against another is recall of the other against the one."""
    found = {"a": "1", "b": "1", "c": "2", "d": "2"}
    one = measure([["a", "b"], ["c", "d"]], EVENTS)
    two = measure([["a", "b", "c"], ["d"]], found)
    assert (one.precision, one.recall) == pytest.approx((two.recall, two.precision))


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_grouped_is_no_error(measure) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Of no groups at all each figure is 0."""
    assert measure([], {}).f1 == 0
