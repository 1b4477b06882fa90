"""Examples -> arrays of pieces and features, cut to paragraphs or windows, grouped by length into tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from rashomon.reading.encoder.decoding import labels_of
from rashomon.reading.encoder.pieces import WordPiece
from rashomon.reading.encoder.words import quotes, shape
from training.corpus import Example, paragraphs, spans


@dataclass(slots=True)
class Row:
    """One example as numbers: features are (shape, start, quotation) a piece; firsts are the first pieces of words."""

    pieces: list[int]
    features: list[tuple[int, int, int]]
    firsts: list[int]
    labels: list[int]
    links: list[int]
    speakers: list[int]


@dataclass(slots=True)
class Batch:
    """Rows padded to one length."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    labels: Tensor
    word_mask: Tensor
    links: Tensor
    speakers: Tensor


def encode(example: Example, cutter: WordPiece) -> Row:
    """Turn an example into numbers."""
    labels = labels_of(spans(example.labels), len(example.labels))
    row = Row([cutter.start], [(0, 0, 0)], [], labels, example.links, example.speakers)
    words = example.words
    for form, quote, broken in zip(words.forms, quotes(words), words.breaks, strict=True):
        row.firsts.append(len(row.pieces))
        kind = shape(form)
        for i, piece in enumerate(cutter.word(form)):
            row.pieces.append(piece)
            row.features.append((kind, broken + 1 if i == 0 else 0, quote))
    row.pieces.append(cutter.end)
    row.features.append((0, 0, 0))
    return row


def cut(example: Example, cutter: WordPiece, longest: int) -> Iterator[Example]:
    """Cut an example that is too long into parts of at most longest pieces."""
    first = used = 0
    for i, form in enumerate(example.words.forms):
        size = len(cutter.word(form))
        if used + size > longest - 2 and i > first:
            yield example.part(first, i)
            first, used = i, 0
        used += size
    yield example.part(first, len(example.words))


def as_items(example: Example, cutter: WordPiece, longest: int) -> list[Example]:
    """Cut a text as the published items are cut."""
    return [part for item in paragraphs(example) for part in cut(item, cutter, longest)]


def as_windows(example: Example, cutter: WordPiece, longest: int, rng: random.Random) -> list[Example]:
    """Cut a text into windows of whole paragraphs, from a random place; a long paragraph is cut."""
    words = example.words
    sizes = [len(cutter.word(form)) for form in words.forms]
    starts = [i for i, b in enumerate(words.breaks) if b]
    ends = [*starts[1:], len(words)]
    windows: list[Example] = []
    first, used = 0, 0
    limit = rng.randint(longest // 3, longest) - 2
    for start, end in zip(starts, ends, strict=True):
        size = sum(sizes[start:end])
        if used and used + size > limit:
            windows.extend(cut(example.part(first, start), cutter, longest))
            first, used, limit = start, 0, longest - 2
        used += size
    windows.extend(cut(example.part(first, len(words)), cutter, longest))
    return windows


def group(rows: Sequence[Row], budget: int, rng: random.Random | None) -> Iterator[Batch]:
    """Group rows of like length into batches of about budget pieces, in random order where rng is given."""
    noise = (lambda: rng.uniform(0.92, 1.08)) if rng else (lambda: 1.0)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pieces) * noise())
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(rows[i].pieces))
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = len(rows[i].pieces)
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    for members in groups:
        yield collate([rows[i] for i in members])


def collate(rows: Sequence[Row]) -> Batch:
    """Pad rows to one length."""
    count, pieces = len(rows), max(len(row.pieces) for row in rows)
    words = max(len(row.firsts) for row in rows)
    batch = Batch(
        torch.zeros(count, pieces, dtype=torch.long),
        torch.zeros(count, pieces, 3, dtype=torch.long),
        torch.zeros(count, pieces, dtype=torch.bool),
        torch.zeros(count, words, dtype=torch.long),
        torch.zeros(count, words, dtype=torch.long),
        torch.zeros(count, words, dtype=torch.bool),
        torch.full((count, words), -1, dtype=torch.long),
        torch.full((count, words), -1, dtype=torch.long),
    )
    for i, row in enumerate(rows):
        n, m = len(row.pieces), len(row.firsts)
        batch.pieces[i, :n] = torch.tensor(row.pieces)
        batch.features[i, :n] = torch.tensor(row.features)
        batch.mask[i, :n] = True
        batch.firsts[i, :m] = torch.tensor(row.firsts)
        batch.labels[i, :m] = torch.tensor(row.labels)
        batch.word_mask[i, :m] = True
        batch.links[i, :m] = torch.tensor(row.links)
        batch.speakers[i, :m] = torch.tensor(row.speakers)
    return batch
