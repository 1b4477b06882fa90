"""Scores of words -> the best lawful row of labels, its spans, and the cue of each span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

ROLES = ("speaker", "cue", "content")
# First (B), inner (I), last (E) and only (S) word of a span in each role.
# Price of the logarithm of the words between a span and its cue. On the development texts the nearest cue alone is
# right for 93.3 % of speakers and 94.6 % of contents; of 0 to 3, 2 was best with the vectors of a first model.
NEARNESS = 2.0
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))


class Stretch(NamedTuple):
    """Words first to last (exclusive) in one role: speaker, cue or content."""

    role: str
    first: int
    last: int


def best_labels(scores: Scores, steps: Scores, first: Scores, last: Scores) -> list[int]:
    """Return the best row of labels (Viterbi).

    scores are [words, labels], steps [from, to], first and last [labels].
    """
    if not len(scores):
        return []
    best = scores[0] + first
    back = np.empty((len(scores), len(LABELS)), np.int64)
    columns = np.arange(len(LABELS))
    for i in range(1, len(scores)):
        paths = best[:, None] + steps
        back[i] = paths.argmax(0)
        best = paths[back[i], columns] + scores[i]
    labels = [int((best + last).argmax())]
    for i in range(len(scores) - 1, 0, -1):
        labels.append(int(back[i, labels[-1]]))
    return labels[::-1]


def stretches(labels: Sequence[int]) -> list[Stretch]:
    """Return the spans of a lawful row of labels, in order.

    >>> stretches([4, 5, 7, 0])
    [Stretch(role='speaker', first=0, last=1), Stretch(role='cue', first=1, last=3)]
    """
    found: list[Stretch] = []
    for i, label in enumerate(labels):
        place, _, role = LABELS[label].partition("-")
        if place in ("B", "S"):
            found.append(Stretch(role, i, i + 1))
        elif place in ("I", "E"):
            found[-1] = found[-1]._replace(last=i + 1)
    return found


def labels_of(spans: Iterable[Stretch], length: int) -> list[int]:
    """Return the row of labels that holds these spans, which do not overlap; the inverse of stretches."""
    labels = [0] * length
    for role, first, last in spans:
        base = LABELS.index(f"B-{role}")
        if last - first == 1:
            labels[first] = base + 3
            continue
        labels[first:last] = [base, *[base + 1] * (last - first - 2), base + 2]
    return labels


def lawful(before: int | None, after: int | None) -> bool:
    """Tell whether a label may follow another; None stands for the ends of the text."""
    place, _, role = (LABELS[before] if before is not None else "O").partition("-")
    following, _, of = (LABELS[after] if after is not None else "O").partition("-")
    if place in ("B", "I"):
        return following in ("I", "E") and of == role
    return following in ("O", "B", "S")


def certainty(scores: Scores, labels: list[int]) -> Scores:
    """Return for each word the share of its label among all labels, without regard to its neighbours."""
    high = np.exp(scores - scores.max(1, keepdims=True))
    shares: Scores = high[np.arange(len(labels)), labels] / high.sum(1)
    return shares


def cues_of(spans: list[Stretch], asks: Scores, answers: Scores) -> list[int | None]:
    """Return for each content and cue the place of its cue among the spans; a cue may be a later part of another.

    asks and answers are [words, p]; the vectors of a span are those of its first word.
    """
    asking = [i for i, span in enumerate(spans) if span.role != "speaker"]
    cues = [i for i, span in enumerate(spans) if span.role == "cue"]
    found: list[int | None] = [None] * len(spans)
    if not cues:
        return found
    for i, best in zip(asking, _fits(spans, asking, cues, asks, answers).argmax(1), strict=True):
        found[i] = cues[int(best)]
    # A part follows its cue: one that points onwards, or to another part, stands for itself.
    for i in cues:
        head = found[i]
        if head is None or head >= i or found[head] != head:
            found[i] = i
    return [cue if cue is None else found[cue] for cue in found]


def speakers_of(spans: list[Stretch], seeks: Scores, answers: Scores) -> list[int | None]:
    """Return for each cue the place of its speaker among the spans, or None where none is named."""
    cues = [i for i, span in enumerate(spans) if span.role == "cue"]
    speakers = [i for i, span in enumerate(spans) if span.role == "speaker"]
    found: list[int | None] = [None] * len(spans)
    if not cues or not speakers:
        return found
    fits = _fits(spans, cues, speakers, seeks, answers)
    firsts = [spans[i].first for i in cues]
    unnamed = (seeks[firsts] * answers[firsts]).sum(1) / seeks.shape[1] ** 0.5
    for i, best, fit, none in zip(cues, fits.argmax(1), fits.max(1), unnamed, strict=True):
        found[i] = speakers[int(best)] if fit > none else None
    return found


def _fits(spans: list[Stretch], asking: list[int], among: list[int], asks: Scores, answers: Scores) -> Scores:
    """Return how well each asking span fits each of some others: [asking, among]."""
    firsts, lasts = (np.array([span[i] for span in spans]) for i in (1, 2))
    fits = asks[firsts[asking]] @ answers[firsts[among]].T / asks.shape[1] ** 0.5
    after = firsts[among][None, :] - lasts[asking][:, None]
    before = firsts[asking][:, None] - lasts[among][None, :]
    between = np.maximum(np.maximum(after, before), 0)
    priced: Scores = fits - NEARNESS * np.log1p(between).astype(np.float32)
    return priced
