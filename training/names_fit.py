"""The training of the head for names: a hidden layer, two outer layers, a partial CRF over the words of a line."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from rashomon.reading.names.features import AFFIXES, BUCKETS
from rashomon.reading.names.head import FORBIDDEN, LABELS, MANNERS
from training.names_data import Row


@dataclass(slots=True)
class Line:
    """The words of one line, in one manner."""

    features: np.ndarray
    buckets: np.ndarray
    lawful: np.ndarray
    manner: str
    weight: float


def lines_of(rows: Sequence[Row], weights: dict[str, float], longest: int = 120) -> list[Line]:
    """Cut texts to lines; a longer line is cut."""
    found = []
    for row in rows:
        ends = np.flatnonzero(np.diff(row.lines)) + 1
        for part in np.split(np.arange(len(row.lines)), ends):
            for start in range(0, len(part), longest):
                piece = part[start : start + longest]
                cut = slice(piece[0], piece[-1] + 1)
                for manner, lawful in row.lawful.items():
                    found.append(
                        Line(
                            row.features[cut],
                            row.buckets[cut],
                            _begun(lawful[cut]),
                            manner,
                            weights.get(row.corpus, 1.0),
                        )
                    )
    return found


def _begun(lawful: np.ndarray) -> np.ndarray:
    """Open the words of a name that began on the line before: a line may not begin with an inner word."""
    lawful = lawful.copy()
    for row in lawful:
        if row[::2][1:].any() and not row[1::2].any() and not row[0]:
            row[:] = True
        else:
            break
    return lawful


class Net(nn.Module):
    """The head as it is trained."""

    def __init__(self, features: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.inner = nn.Linear(features, hidden)
        self.buckets = nn.EmbeddingBag(AFFIXES * BUCKETS, hidden, mode="sum")
        nn.init.zeros_(self.buckets.weight)
        self.enter, self.leave = nn.Dropout(dropout), nn.Dropout(dropout)
        self.outer = nn.ModuleDict({m: nn.Linear(hidden, len(LABELS[m])) for m in MANNERS})
        self.steps = nn.ParameterDict({m: nn.Parameter(torch.zeros(len(LABELS[m]), len(LABELS[m]))) for m in MANNERS})

    def forward(self, features: Tensor, buckets: Tensor, manner: str) -> Tensor:
        """Take features [words, f] and buckets [words, 3]; return scores [words, labels]."""
        hidden = torch.relu(self.inner(self.enter(features)) + self.buckets(buckets))
        scores: Tensor = self.outer[manner](self.leave(hidden))
        return scores

    def moves(self, manner: str) -> Tensor:
        """Return the scores of label after label, the unlawful ones far below."""
        return self.steps[manner] + unlawful(manner)


def unlawful(manner: str) -> Tensor:
    """Return the penalty of each step: an inner word follows the first or an inner word of its own kind only."""
    labels = LABELS[manner]
    rows = [[after[0] == "I" and before[1:] != after[1:] for after in labels] for before in labels]
    return torch.tensor(rows) * FORBIDDEN


def loss_of(scores: Tensor, steps: Tensor, lawful: Tensor, mask: Tensor) -> Tensor:
    """Return the negative log share of the lawful rows of labels among all: scores [b, n, l], lawful [b, n, l]."""
    return _total(scores, steps, mask) - _total(scores.masked_fill(~lawful, FORBIDDEN), steps, mask)


def _total(scores: Tensor, steps: Tensor, mask: Tensor) -> Tensor:
    alpha = scores[:, 0] + steps[0]
    for i in range(1, scores.shape[1]):
        following = torch.logsumexp(alpha[:, :, None] + steps, 1) + scores[:, i]
        alpha = torch.where(mask[:, i, None], following, alpha)
    return torch.logsumexp(alpha + steps[:, 0], 1)


def fit(lines: list[Line], *, columns: np.ndarray, hidden: int, dropout: float, epochs: int, rate: float, decay: float,
        seed: int = 0, size: int = 64, tell: object = None) -> Net:  # fmt: skip
    """Train a head on some columns of the features; the rate falls to zero in a straight line."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Net(len(columns), hidden, dropout)
    best = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    chosen = torch.from_numpy(columns)
    order = sorted(range(len(lines)), key=lambda i: (lines[i].manner, len(lines[i].features)))
    batches = []
    for manner in MANNERS:
        mine = [i for i in order if lines[i].manner == manner]
        batches += [mine[i : i + size] for i in range(0, len(mine), size)]
    steps, done = epochs * len(batches), 0
    for epoch in range(epochs):
        net.train()
        rng.shuffle(batches)
        seen = 0.0
        for batch in batches:
            for group in best.param_groups:
                group["lr"] = rate * (1 - done / steps) * min(1.0, (done + 1) / 100)
            done += 1
            part = [lines[i] for i in batch]
            manner = part[0].manner
            features, buckets, lawful, mask = pad(part)
            n = mask.sum()
            flat = torch.from_numpy(features).float()[:, :, chosen]
            scores = torch.zeros(*mask.shape, len(LABELS[manner]))
            scores[mask] = net(flat[mask], torch.from_numpy(buckets)[mask], manner)
            each = loss_of(scores, net.moves(manner), torch.from_numpy(lawful), mask)
            loss = (each * torch.tensor([line.weight for line in part])).sum() / n
            best.zero_grad()
            loss.backward()
            best.step()
            seen += float(loss.detach())
        if callable(tell):
            tell(epoch, seen / len(batches), net)
    return net.eval()


def pad(part: Sequence[Line]) -> tuple[np.ndarray, np.ndarray, np.ndarray, Tensor]:
    """Put lines side by side: features, buckets, lawful labels and which words are real."""
    longest = max(len(line.features) for line in part)

    def filled(arrays: list[np.ndarray], value: object) -> np.ndarray:
        whole = np.full((len(arrays), longest, arrays[0].shape[1]), value, arrays[0].dtype)
        for row, array in zip(whole, arrays, strict=True):
            row[: len(array)] = array
        return whole

    mask = torch.tensor([[i < len(line.features) for i in range(longest)] for line in part])
    lawful = filled([line.lawful for line in part], value=True)
    return (
        filled([line.features for line in part], 0),
        filled([line.buckets for line in part], 0).astype(np.int64),
        lawful,
        mask,
    )


def weights_of(net: Net) -> dict[str, np.ndarray]:
    """Return what the packaged file holds, as float16."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    kept = {"inner": state["inner.weight"].T, "bias": state["inner.bias"], "buckets": state["buckets.weight"]}
    for manner in MANNERS:
        kept[f"{manner}.outer"] = state[f"outer.{manner}.weight"].T
        kept[f"{manner}.bias"] = state[f"outer.{manner}.bias"]
        kept[f"{manner}.steps"] = net.moves(manner).detach().numpy()
    return {name: np.ascontiguousarray(value).astype(np.float16) for name, value in kept.items()}
