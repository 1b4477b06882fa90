"""Texts -> who says, with which words, and what: the trained tagger, run by onnxruntime, one window at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from rashomon.errors import MissingError, UnreadableError
from rashomon.reading.encoder.decoding import (
    LABELS,
    ROLES,
    Scores,
    best_labels,
    certainty,
    cues_of,
    speakers_of,
    stretches,
)
from rashomon.reading.encoder.pieces import WordPiece
from rashomon.reading.encoder.words import PARAGRAPH_BREAK, Words, quotes, shape, split
from rashomon.records import Span

MODEL, VOCABULARY, MANIFEST = "attribution.onnx", "vocabulary.txt", "manifest.json"
MODELS = Path(__file__).parent / "model"
STATES = "states.out"  # an output that a model may lack


@dataclass(frozen=True, slots=True)
class Marked:
    """One stretch of text in one role.

    cue is the place among the cues of the same text: of the cue of a content, of the first part of a cue's own (itself,
    where it is whole); None for a speaker. speaker is the place among the speakers of the one that a cue names.
    """

    span: Span
    score: float
    cue: int | None = None
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue, in one or more parts, with its speaker, if named, and its contents; a speaker may have several cues."""

    cue: tuple[Span, ...]
    speaker: Span | None
    contents: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """The speakers, cues and contents of one text, each in its order."""

    speakers: tuple[Marked, ...]
    cues: tuple[Marked, ...]
    contents: tuple[Marked, ...]

    def attributions(self) -> tuple[Attribution, ...]:
        """Return what each cue ties together, by the place of the cue."""
        found = []
        for i, cue in enumerate(self.cues):
            if cue.cue != i:
                continue
            parts = [marked for marked in self.cues if marked.cue == i]
            contents = [marked for marked in self.contents if marked.cue == i]
            speakers = [] if cue.speaker is None else [self.speakers[cue.speaker]]
            score = min(marked.score for marked in [*parts, *speakers, *contents])
            found.append(Attribution(_spans(parts), next(iter(_spans(speakers)), None), _spans(contents), score))
        return tuple(found)


@dataclass(slots=True)
class Scored:
    """Words with their scores [words, labels], pointer vectors [words, p] and inner states [words, s].

    A model that does not give its states has none: s is 0.
    """

    words: Words
    labels: Scores
    asks: Scores
    answers: Scores
    seeks: Scores
    states: Scores


class Encoder:
    """The trained tagger: a model, its vocabulary and the scores of one label after another."""

    def __init__(self, session: onnxruntime.InferenceSession, cutter: WordPiece, manifest: dict[str, object]) -> None:
        self.session = session
        self.cutter = cutter
        self.moves = {name: np.array(manifest[name], np.float32) for name in ("steps", "first", "last")}
        self.longest = int(str(manifest["longest"]))
        self._last: tuple[str, Scored] | None = None
        self._outs = ["labels.out", "asks.out", "answers.out", "seeks.out"]
        self._outs += [STATES] if any(out.name == STATES for out in session.get_outputs()) else []

    @classmethod
    def open(cls, folder: Path | None = None, *, threads: int = 1) -> Encoder:
        """Open the model in a folder, or the packaged one, after checking every file against the manifest."""
        folder = folder or MODELS
        manifest = read_manifest(folder)
        files = {name: checked(folder / name, manifest) for name in (MODEL, VOCABULARY)}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(files[MODEL], options, providers=["CPUExecutionProvider"])
        cutter = WordPiece(files[VOCABULARY].decode("utf-8").split("\n")[:-1])
        return cls(session, cutter, manifest)

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Mark speakers, cues and contents in each text; a text is read alone, whatever comes with it."""
        return [self.tagged(self.read(text)) for text in texts]

    def read(self, text: str) -> Scored:
        """Run the model over one text: what the tagger and the head for names both go by.

        The text read last is kept, so that whoever asks for it next does not run the model again.
        """
        kept = self._last
        if kept is None or kept[0] != text:
            kept = self._last = (text, self.score(_with_paragraphs(split(text))))
        return kept[1]

    def label(self, words: Words) -> list[int]:
        """Return the label of each word, as a place in LABELS."""
        scored = self.score(words)
        return best_labels(scored.labels, **self.moves)

    def score(self, words: Words) -> Scored:
        """Score words, window by window."""
        cut = [self.cutter.word(form) for form in words.forms]
        features = list(zip([shape(form) for form in words.forms], _starts(words), quotes(words), strict=True))
        parts = [self._run(cut[a:b], features[a:b]) for a, b in self._windows(words, [len(pieces) for pieces in cut])]
        if not parts:
            none = np.zeros((0, len(LABELS)), np.float32)
            return Scored(words, none, none, none, none, np.zeros((0, 0), np.float32))
        labels, asks, answers, seeks, *states = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Scored(words, labels, asks, answers, seeks, *(states or [np.zeros((len(words), 0), np.float32)]))

    def _windows(self, words: Words, sizes: list[int]) -> Iterator[tuple[int, int]]:
        """Cut words into windows of whole paragraphs that the model can hold; a longer paragraph is cut."""
        room = self.longest - 2
        first = used = 0
        for start, end in _paragraphs(words):
            size = sum(sizes[start:end])
            if used + size > room and start > first:
                yield first, start
                first, used = start, 0
            used += size
            if used > room:
                *whole, (first, _) = _fitting(sizes, first, end, room)
                yield from whole
                used = sum(sizes[first:end])
        if len(words) > first:
            yield first, len(words)

    def _run(self, cut: list[tuple[int, ...]], of_words: list[tuple[int, int, int]]) -> list[Scores]:
        """Run the model over one window, given the pieces and the features of its words."""
        pieces, features, firsts = [self.cutter.start], [(0, 0, 0)], []
        for whole, (kind, start, quote) in zip(cut, of_words, strict=True):
            word = whole[: self.longest - 2]
            firsts.append(len(pieces))
            pieces.extend(word)
            features.append((kind, start, quote))
            features.extend([(kind, 0, quote)] * (len(word) - 1))
        pieces.append(self.cutter.end)
        features.append((0, 0, 0))
        named = (("pieces", pieces), ("features", features), ("firsts", firsts))
        fed = {name: np.array(value, np.int64) for name, value in named}
        outs: list[Scores] = self.session.run(self._outs, fed)
        return outs

    def tagged(self, scored: Scored) -> Tagged:
        """Mark speakers, cues and contents in a text that was read."""
        words = scored.words
        labels = best_labels(scored.labels, **self.moves)
        spans = stretches(labels)
        sure = certainty(scored.labels, labels)
        cues = cues_of(spans, scored.asks, scored.answers)
        speakers = speakers_of(spans, scored.seeks, scored.answers)
        places: dict[str, list[int]] = {role: [] for role in ROLES}
        order = []
        for i, span in enumerate(spans):
            order.append(len(places[span.role]))
            places[span.role].append(i)

        def marked(i: int) -> Marked:
            _, first, last = spans[i]
            cue, speaker = (None if i is None else order[i] for i in (cues[i], speakers[i]))
            score = round(float(sure[first:last].mean()), 4)
            return Marked(Span(words.starts[first], words.ends[last - 1]), score, cue, speaker)

        return Tagged(*(tuple(marked(i) for i in places[role]) for role in ROLES))


def _spans(marked: Iterable[Marked]) -> tuple[Span, ...]:
    return tuple(each.span for each in marked)


def _with_paragraphs(words: Words) -> Words:
    """Take each line as a paragraph where a text has no blank lines."""
    if PARAGRAPH_BREAK not in words.breaks[1:]:
        words.breaks = [PARAGRAPH_BREAK if broken else broken for broken in words.breaks]
    return words


def _starts(words: Words) -> list[int]:
    """Return what the model is told of the start of each word: 1 within a line, 2 of a line, 3 of a paragraph."""
    return [broken + 1 for broken in words.breaks]


def _paragraphs(words: Words) -> Iterator[tuple[int, int]]:
    starts = [i for i, broken in enumerate(words.breaks) if broken] or [0]
    yield from zip(starts, [*starts[1:], len(words)], strict=True)


def _fitting(sizes: list[int], first: int, end: int, room: int) -> list[tuple[int, int]]:
    """Cut words first to end into stretches of at most room pieces; a word larger than that stands alone."""
    cuts, used = [first], 0
    for i in range(first, end):
        if used + sizes[i] > room and i > cuts[-1]:
            cuts.append(i)
            used = 0
        used += sizes[i]
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def read_manifest(folder: Path) -> dict[str, object]:
    """Read what a folder of models says of its files."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingError(f"expected a model with a {MANIFEST} in {folder}, found: {error}") from error
    except ValueError as error:
        raise UnreadableError(f"expected JSON in {folder / MANIFEST}, found: {error}") from error
    if not isinstance(manifest, dict):
        raise UnreadableError(f"expected an object in {folder / MANIFEST}, found {type(manifest).__name__}")
    return manifest


def checked(file: Path, manifest: dict[str, object]) -> bytes:
    """Read a file whose SHA-256 the manifest names."""
    sums = manifest.get("sha256")
    wanted = sums.get(file.name) if isinstance(sums, dict) else None
    try:
        content = file.read_bytes()
    except OSError as error:
        raise MissingError(f"expected the file {file}, found: {error}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise UnreadableError(f"{file}: expected SHA-256 {wanted}, found {found}; install the package again")
    return content
