"""The plain baselines' way of joining, and the halves of the corpus."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.stories import average_linkage, cut, is_dev


def test_average_linkage_joins_the_likest_first() -> None:
    """Two groups are as alike as their members on average, and a threshold cuts where it should."""
    likeness = np.array([[1.0, 0.9, 0.2, 0.1], [0.9, 1.0, 0.4, 0.1], [0.2, 0.4, 1.0, 0.1], [0.1, 0.1, 0.1, 1.0]])
    merges = average_linkage(likeness)
    assert [merge[0] for merge in merges] == pytest.approx([0.9, 0.3, 0.1])
    assert cut(merges, 4, 0.95) == [[0], [1], [2], [3]]
    assert cut(merges, 4, 0.25) == [[0, 1, 2], [3]]
    assert cut(merges, 4, 0.0) == [[0, 1, 2, 3]]


def test_an_event_is_always_of_the_same_half() -> None:
    """The split follows from the name of the event alone, and both halves hold about as many."""
    halves = [is_dev(f"event {number}") for number in range(400)]
    assert halves == [is_dev(f"event {number}") for number in range(400)]
    assert 150 < sum(halves) < 250
