"""Scores of a grouping against the right one: pairwise, B-cubed and LEA, each as precision, recall and F1.

All three take the groups found, each a sequence of keys, and for each key the name of the group that it belongs to.
A key stands in exactly one group; one that was joined with nothing stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(groups: Iterable[Sequence[Key]], gold: Mapping[Key, str]) -> Score:
    """Score the pairs: of those that stand in one group the share that belongs together, and the other way round."""
    found = together = 0
    sizes: Counter[str] = Counter()
    for group in groups:
        inside = Counter(gold[key] for key in group)
        sizes.update(inside)
        found += _pairs(len(group))
        together += sum(map(_pairs, inside.values()))
    right = sum(map(_pairs, sizes.values()))
    return Score(together / found if found else 0.0, together / right if right else 0.0)


def b_cubed(groups: Iterable[Sequence[Key]], gold: Mapping[Key, str]) -> Score:
    """Score each key by the share of its group that belongs with it, and the other way round (Bagga, Baldwin 1998)."""
    groups = [tuple(group) for group in groups]
    sizes = Counter(gold[key] for group in groups for key in group)
    precision = recall = 0.0
    for group in groups:
        for name, number in Counter(gold[key] for key in group).items():
            precision += number * number / len(group)
            recall += number * number / sizes[name]
    number = sum(map(len, groups)) or 1
    return Score(precision / number, recall / number)


def lea(groups: Iterable[Sequence[Key]], gold: Mapping[Key, str]) -> Score:
    """Score each group by the share of its links that the other grouping has, by its size (Moosavi, Strube 2016).

    A group of one has one link, to itself, which only a group of one shares.
    """
    found = [frozenset(group) for group in groups]
    wanted: dict[str, set[Key]] = defaultdict(set)
    for group in found:
        for key in group:
            wanted[gold[key]].add(key)
    right = [frozenset(keys) for keys in wanted.values()]
    return Score(_resolved(found, right), _resolved(right, found))


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _resolved(ours: Collection[frozenset[Key]], others: Collection[frozenset[Key]]) -> float:
    """Return the share of the links of our groups that stand in the others, each group weighed by its size."""
    home = {key: number for number, group in enumerate(others) for key in group}
    sizes = [len(group) for group in others]

    def shares() -> Iterator[float]:
        for group in ours:
            shared = Counter(home[key] for key in group)
            if len(group) == 1:
                yield float(sizes[next(iter(shared))] == 1)
            else:
                yield len(group) * sum(map(_pairs, shared.values())) / _pairs(len(group))

    return sum(shares()) / (sum(map(len, ours)) or 1)
