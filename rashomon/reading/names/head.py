"""Features of words -> the kinds of the names that they make: one hidden layer, a linear-chain CRF, Viterbi.

Two manners share the hidden layer: `names` marks names alone, which is what the reader uses; `whole` marks what re3d
counts as an entity, descriptions too ("the rebels", "an armoured vehicle"), and serves to measure on it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rashomon.reading.encoder.encoder import MODELS, checked, read_manifest

Floats = npt.NDArray[np.float32]
FILE = "names.npz"
MANNERS = {
    "names": ("person", "organisation", "place", "nationality"),
    "whole": ("person", "organisation", "place", "nationality", "weapon"),
}
LABELS = {manner: ("O", *(f"{at}-{kind}" for kind in kinds for at in "BI")) for manner, kinds in MANNERS.items()}
FORBIDDEN = -1e4
ALONE = 2**18  # multiplications up to which OpenBLAS does not spread a product over threads
ROWS = 64
CLEAR = 0.01  # a word whose share of names is below this parts the text; of 0.001 to 0.05 none changed a figure


class Found(NamedTuple):
    """Words first to last (exclusive) that make a name, and how sure their kind is, from 0 to 1."""

    first: int
    last: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Head:
    """The weights: inner [features, h], buckets [3 x 512, h], and for each manner outer, steps and first."""

    inner: Floats
    bias: Floats
    buckets: Floats
    outer: dict[str, tuple[Floats, Floats]]
    steps: dict[str, Floats]

    @classmethod
    def open(cls, folder: Path | None = None) -> Head:
        """Read the weights in a folder, or the packaged ones, after checking them against the manifest."""
        folder = folder or MODELS
        content = checked(folder / FILE, read_manifest(folder))
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            w = {name: kept[name].astype(np.float32) for name in kept.files}
        outer = {manner: (w[f"{manner}.outer"], w[f"{manner}.bias"]) for manner in MANNERS}
        steps = {manner: w[f"{manner}.steps"] for manner in MANNERS}
        return cls(w["inner"], w["bias"], w["buckets"], outer, steps)

    def hidden(self, features: Floats, buckets: npt.NDArray[np.int64]) -> Floats:
        """Return the hidden layer [words, h]."""
        x = product(features, self.inner) + self.buckets[buckets].sum(1) + self.bias
        kept: Floats = np.maximum(x, 0)
        return kept

    def find(self, hidden: Floats, manner: str = "names") -> Iterator[Found]:
        """Yield the names, in order."""
        weight, bias = self.outer[manner]
        scores = hidden @ weight + bias
        if not len(scores):
            return
        high = np.exp(scores - scores.max(1, keepdims=True))
        outside = high[:, 0] / high.sum(1)
        steps = self.steps[manner]
        for first, last in _stretches(outside < 1 - CLEAR):
            part = scores[first:last]
            labels = viterbi(part, steps)
            if any(labels):
                yield from _found(labels, marginals(part, steps), first, manner)


def product(left: Floats, right: Floats) -> Floats:
    """Return left @ right, in blocks so small that OpenBLAS works on one thread.

    To wake a second thread costs up to milliseconds where other workers hold the processors; the product takes 0.2.
    """
    found = np.zeros((len(left), right.shape[1]), np.float32)
    for row in range(0, len(left), ROWS):
        part = left[row : row + ROWS]
        width = max(1, ALONE // (len(part) * right.shape[1]))
        for column in range(0, len(right), width):
            found[row : row + ROWS] += part[:, column : column + width] @ right[column : column + width]
    return found


def _stretches(open_: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], open_, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def viterbi(scores: Floats, steps: Floats) -> list[int]:
    """Return the best row of labels of a stretch between two words outside; steps are [from, to], the first is O."""
    best = scores[0] + steps[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + steps
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    labels = [int((best + steps[:, 0]).argmax())]
    for row in reversed(back):
        labels.append(int(row[labels[-1]]))
    return labels[::-1]


def marginals(scores: Floats, steps: Floats) -> Floats:
    """Return the share of each label at each word among all rows of labels of a stretch [words, labels]."""
    count = len(scores)
    over = np.exp(steps)
    emitted = np.exp(scores - scores.max(1, keepdims=True))
    ahead, behind = np.empty_like(emitted), np.empty_like(emitted)
    ahead[0] = emitted[0] * over[0]
    for i in range(1, count):
        row = (ahead[i - 1] @ over) * emitted[i]
        ahead[i] = row / row.sum()
    behind[-1] = over[:, 0]
    for i in range(count - 2, -1, -1):
        row = over @ (behind[i + 1] * emitted[i + 1])
        behind[i] = row / row.sum()
    shares: Floats = ahead * behind
    shares /= shares.sum(1, keepdims=True)
    return shares


def _found(labels: list[int], shares: Floats, offset: int, manner: str) -> Iterator[Found]:
    i = 0
    while i < len(labels):
        label, end = labels[i], i + 1
        if label:
            while end < len(labels) and labels[end] == label + 1:
                end += 1
            kind = MANNERS[manner][(label - 1) // 2]
            share = shares[i:end, label : label + 2].sum(1).mean()
            yield Found(offset + i, offset + end, kind, round(float(share), 3))
        i = end
