"""PolNeAR texts and brat files, or BIO items -> words with one label each and the links of spans to their cue."""

import itertools
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.reading.encoder.decoding import Stretch
from rashomon.reading.encoder.words import LINE_BREAK, NO_BREAK, PARAGRAPH_BREAK, Words, given, split

LABELS = ("O", "B-speaker", "I-speaker", "B-cue", "I-cue", "B-content", "I-content")
ROLES = {"Source": "speaker", "Cue": "cue", "Content": "content"}
_ORDER = ("Content", "Source", "Cue")  # a later role wins the few words that two roles share


@dataclass(slots=True)
class Example:
    """Words with labels, and for each word that starts a span the word that another of the same attribution starts at.

    links: from a content or a part of a cue to the cue (a cue's first part to itself); speakers: from a cue's first
    part to the speaker, or to itself where none is named. -1 elsewhere.
    """

    name: str
    words: Words
    labels: list[int]
    links: list[int]
    speakers: list[int]

    def part(self, first: int, last: int) -> "Example":
        """Return words first to last (exclusive); links that lead outside are cut."""
        links, speakers = (
            [link - first if first <= link < last else -1 for link in row[first:last]]
            for row in (self.links, self.speakers)
        )
        words = self.words.part(first, last)
        words.breaks[0] = PARAGRAPH_BREAK
        return Example(self.name, words, self.labels[first:last], links, speakers)


@dataclass(slots=True)
class Marks:
    """What one annotator marked in one text: spans by key, and attributions as lists of (role, key)."""

    spans: dict[str, tuple[str, list[tuple[int, int]]]]
    attributions: list[list[tuple[str, str]]]


def read_marks(file: Path) -> Marks:
    """Read one .ann file; lines that are not records are passed over."""
    marks = Marks({}, [])
    for line in file.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]) and len(fields) >= 2:
            role, _, offsets = fields[1].partition(" ")
            parts = [tuple(map(int, part.split())) for part in offsets.split(";")]
            marks.spans[fields[0]] = (role, sorted((a, b) for a, b in parts))
        elif re.fullmatch(r"E\d+", fields[0]) and len(fields) >= 2:
            pairs = [argument.split(":") for argument in fields[1].split()]
            marks.attributions.append([(re.sub(r"\d+$", "", role), key) for role, key in pairs])
    return marks


def read_folder(folder: Path) -> dict[str, list[Example]]:
    """Read a folder with text/ and attributions/: each text's name to one example an annotator, in order of names."""
    found: dict[str, list[Example]] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        stem = file.stem.rpartition("_")[0]
        with (folder / "text" / f"{stem}.txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        found.setdefault(stem, []).append(mark(file.stem, split(text), read_marks(file)))
    return found


def mark(name: str, words: Words, marks: Marks) -> Example:
    """Lay the marks of one annotator over words."""
    labels = [0] * len(words)
    starts: dict[tuple[str, int], int] = {}
    for wanted in _ORDER:
        for key, (role, parts) in marks.spans.items():
            if role != wanted:
                continue
            begin = LABELS.index(f"B-{ROLES[role]}")
            for number, (first, last) in enumerate(parts):
                inside = list(_between(words, first, last))
                for i in inside:
                    labels[i] = begin + 1
                if inside:
                    labels[inside[0]] = begin
                    starts[key, number] = inside[0]
    example = Example(name, words, labels, [-1] * len(words), [-1] * len(words))
    _link(example, marks, starts)
    return example


def _between(words: Words, first: int, last: int) -> range:
    """Words that overlap characters first to last; the words are in order."""
    return range(bisect_right(words.ends, first), bisect_left(words.starts, last))


def _link(example: Example, marks: Marks, starts: dict[tuple[str, int], int]) -> None:
    for attribution in marks.attributions:
        cues = [starts[key, 0] for role, key in attribution if role == "Cue" and (key, 0) in starts]
        if not cues:
            continue
        speakers = [starts[key, 0] for role, key in attribution if role == "Source" and (key, 0) in starts]
        example.speakers[cues[0]] = speakers[0] if speakers else cues[0]
        for role, key in attribution:
            if role not in ("Cue", "Content") or key not in marks.spans:
                continue
            for number in range(len(marks.spans[key][1])):
                if (key, number) in starts:
                    example.links[starts[key, number]] = cues[0]


def paragraphs(example: Example) -> Iterator[Example]:
    """Cut at blank lines, as the published items are.

    As there, a line without a final mark gets a full stop, and two single marks that open a paragraph are taken for a
    closing mark of the paragraph before.
    """
    cuts = [i for i, b in enumerate(example.words.breaks) if b == PARAGRAPH_BREAK] + [len(example.words)]
    moved = False
    for first, last in itertools.pairwise(cuts):
        part = stopped(example.part(first + moved, last)) if last > first + moved else None
        moved = last < len(example.words) - 1 and example.words.forms[last] == "''"
        if part and moved:
            _add(part, "''", BEGINS.get(example.labels[last], 0))
        if part:
            yield part


def stopped(example: Example) -> Example:
    """Add a full stop to each line that has no final mark."""
    words = Words([], [], [], [])
    out = Example(example.name, words, [], [], [])
    moved = [0] * len(example.words)
    old = example.words
    for i, form in enumerate(old.forms):
        if i and old.breaks[i] == LINE_BREAK and old.forms[i - 1][-1] not in FINAL:
            _add(out, ".", 0)
        moved[i] = len(words)
        words.forms.append(form)
        words.starts.append(old.starts[i])
        words.ends.append(old.ends[i])
        words.breaks.append(old.breaks[i] if old.breaks[i] != LINE_BREAK else NO_BREAK)
        out.labels.append(example.labels[i])
        out.links.append(example.links[i])
        out.speakers.append(example.speakers[i])
    if old.forms[-1][-1] not in FINAL:
        _add(out, ".", 0)
    out.links = [moved[link] if link >= 0 else -1 for link in out.links]
    out.speakers = [moved[link] if link >= 0 else -1 for link in out.speakers]
    return out


BEGINS = {i: i - 1 + i % 2 for i in range(1, len(LABELS))}  # any label of a role -> the first of that role
FINAL = frozenset(".?!\"”’'…:;,)]>")


def _add(example: Example, form: str, label: int) -> None:
    example.words.forms.append(form)
    example.words.starts.append(example.words.ends[-1])
    example.words.ends.append(example.words.ends[-1])
    example.words.breaks.append(NO_BREAK)
    example.labels.append(label)
    example.links.append(-1)
    example.speakers.append(-1)


def read_items(file: Path) -> list[Example]:
    """Read BIO items: JSON lines with tokens and labels (source, cue, content)."""
    items = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        labels = [LABELS.index(label.replace("source", "speaker")) for label in row["labels"]]
        none = [-1] * len(labels)
        items.append(Example(f"{row.get('id', '')}:{number}", given(row["tokens"]), labels, none, none))
    return items


def spans(labels: Iterable[int]) -> list[Stretch]:
    """Return every span of a row of labels."""
    found: list[Stretch] = []
    role, first = "", 0
    i = -1
    for i, label in enumerate(labels):
        kind, _, of = LABELS[label].partition("-")
        if role and (kind != "I" or of != role):
            found.append(Stretch(role, first, i))
            role = ""
        if kind == "B" or (kind == "I" and not role):
            role, first = of, i
    if role:
        found.append(Stretch(role, first, i + 1))
    return found
