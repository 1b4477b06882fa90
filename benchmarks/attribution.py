"""How well speakers, cues and contents are found: python -m benchmarks.attribution --items FILE | --articles FOLDER.

Items are JSON lines with tokens and BIO labels, each read alone, as in the published table. A folder of articles holds
text/ and attributions/ (brat). The last line of the output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.reading.encoder import Encoder, Tagged
from rashomon.reading.encoder.decoding import stretches
from rashomon.records import Span
from training.corpus import ROLES, Marks, read_items, read_marks, spans

NAMES = ("speaker", "cue", "content")
PUBLISHED = {
    "BERT + Cofe": (83.2, 75.3, 72.9),
    "BERT + CRF": (82.2, 74.9, 71.0),
    "BERT": (81.1, 74.0, 68.9),
    "BiLSTM + Cofe": (73.3, 66.2, 63.6),
    "CoreNLP": (13.9, None, 17.5),
    "rules": (10.7, 22.8, 5.6),
}
Place = tuple[int, int]
Linked = tuple[Span | None, Sequence[Span], Sequence[Span]]  # speaker, parts of the cue, contents


@dataclass
class Tally:
    """Counts of what was found, what was wanted and what was right."""

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    right_found: Counter[str] = field(default_factory=Counter)
    right_wanted: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, found: list[object], wanted: list[object], agrees: Callable[[Any, Any], bool]) -> None:
        """Count one text: a thing found is right if some wanted thing agrees with it, and the other way round."""
        self.found[name] += len(found)
        self.wanted[name] += len(wanted)
        self.right_found[name] += sum(any(agrees(f, w) for w in wanted) for f in found)
        self.right_wanted[name] += sum(any(agrees(f, w) for f in found) for w in wanted)

    def figures(self, name: str) -> dict[str, float]:
        """Return precision, recall and F1 in percent."""
        precision = self.right_found[name] / max(self.found[name], 1)
        recall = self.right_wanted[name] / max(self.wanted[name], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": round(100 * f1, 2)}


F1_NAMES = (*NAMES, "attribution")


@dataclass
class LinkedScore:
    """Spans a role and whole attributions, exact and overlapping, over raw texts."""

    exact: Tally = field(default_factory=Tally)
    overlap: Tally = field(default_factory=Tally)

    def add(self, attributions: Iterable[Linked], file: Path, spans: Mapping[str, list[object]] | None = None) -> None:
        """Compare the attributions found in one text with its .ann file.

        `spans` gives all that was found in each role; without it, these are the spans of the attributions.
        """
        linked = [
            ((tuple(speaker),) if speaker else (), tuple(map(tuple, cue)), tuple(map(tuple, contents)))
            for speaker, cue, contents in attributions
        ]
        marks = read_marks(file)
        for i, name in enumerate(NAMES):
            found = spans[name] if spans else sorted({place for each in linked for place in each[i]})
            wanted = wanted_spans(marks, name)
            self.exact.add(name, list(found), wanted, _same)
            self.overlap.add(name, list(found), wanted, _touch)
        self.exact.add("attribution", list(linked), wanted_attributions(marks), _same)
        self.overlap.add("attribution", list(linked), wanted_attributions(marks), _touch_all)


def main() -> None:
    """Print the table and the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=Path, help="JSON lines with tokens and BIO labels")
    parser.add_argument("--articles", type=Path, help="folder with text/ and attributions/")
    parser.add_argument("--model", type=Path, help="folder of another model than the packaged one")
    options = parser.parse_args()
    if not (options.items or options.articles):
        parser.error("give --items FILE, --articles FOLDER, or both")
    encoder = Encoder.open(options.model)
    result: dict[str, object] = {}
    if options.items:
        result["items"] = on_items(encoder, options.items)
    if options.articles:
        result["articles"] = on_articles(encoder, options.articles)
    print(json.dumps(result, sort_keys=True))


def on_items(encoder: Encoder, file: Path) -> dict[str, object]:
    """Score exact spans a role over BIO items."""
    tally = Tally()
    began, pieces = time.perf_counter(), 0
    items = read_items(file)
    for item in items:
        guess = stretches(encoder.label(item.words))
        gold = spans(item.labels)
        for name in NAMES:
            tally.add(name, [s for s in guess if s.role == name], [s for s in gold if s.role == name], _same)
        pieces += sum(len(encoder.cutter.word(form)) for form in item.words.forms)
    took = time.perf_counter() - began
    figures = {name: tally.figures(name) for name in NAMES}
    print(f"{file.name}: {len(items)} items, {pieces} word pieces, {pieces / took:.0f} a second\n")
    print("exact F1                 speaker    cue  content")
    _line("Rashomon, these items", [figures[name]["f1"] for name in NAMES])
    for system, values in PUBLISHED.items():
        _line(f"{system}, published", values)
    print("(published figures are on the PolNeAR test items)\n")
    return {"figures": figures, "items": len(items), "pieces_per_second": round(pieces / took)}


def on_articles(encoder: Encoder, folder: Path) -> dict[str, object]:
    """Score spans a role, exact and overlapping, and whole attributions, over raw text."""
    scored = LinkedScore()
    files = first_annotators(folder)
    for stem, file in files.items():
        with (folder / "text" / f"{stem}.txt").open(encoding="utf-8", newline="") as stream:
            tagged = encoder.tag([stream.read()])[0]
        spans = {name: found_spans(tagged, name) for name in NAMES}
        scored.add([(a.speaker, a.cue, a.contents) for a in tagged.attributions()], file, spans)
    print(f"{folder.name}: {len(files)} texts, one annotator each\n")
    print("F1                       speaker    cue  content  attribution")
    _line("exact", [scored.exact.figures(name)["f1"] for name in F1_NAMES])
    _line("overlap", [scored.overlap.figures(name)["f1"] for name in F1_NAMES])
    print()
    return {
        "exact": {name: scored.exact.figures(name) for name in F1_NAMES},
        "overlap": {name: scored.overlap.figures(name) for name in F1_NAMES},
        "texts": len(files),
    }


def first_annotators(folder: Path) -> dict[str, Path]:
    """Return one .ann file a text: the first by name."""
    files: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(file.stem.rpartition("_")[0], file)
    return files


def found_spans(tagged: Tagged, name: str) -> list[object]:
    """Return the spans found in one role, as (start, end)."""
    marked = {"speaker": tagged.speakers, "cue": tagged.cues, "content": tagged.contents}[name]
    return [tuple(each.span) for each in marked]


def wanted_spans(marks: Marks, name: str) -> list[object]:
    """Return the spans marked in one role, each part of a broken span by itself."""
    return [part for role, parts in marks.spans.values() if ROLES.get(role) == name for part in parts]


def wanted_attributions(marks: Marks) -> list[object]:
    """Return the attributions marked that have a cue, in the same form."""
    wanted = []
    for pairs in marks.attributions:
        roles: dict[str, list[Place]] = {name: [] for name in NAMES}
        for role, key in pairs:
            if role in ROLES and key in marks.spans:
                roles[ROLES[role]].extend(marks.spans[key][1])
        if roles["cue"]:
            wanted.append(tuple(tuple(sorted(roles[name])) for name in NAMES))
    return list(wanted)


def _same(found: object, wanted: object) -> bool:
    return found == wanted


def _touch(found: Place, wanted: Place) -> bool:
    return found[0] < wanted[1] and wanted[0] < found[1]


def _touch_all(found: Iterable[tuple[Place, ...]], wanted: Iterable[tuple[Place, ...]]) -> bool:
    """Whether each role touches, or is empty in both."""
    return all(
        any(_touch(f, w) for f in of_found for w in of_wanted) if of_found and of_wanted else of_found == of_wanted
        for of_found, of_wanted in zip(found, wanted, strict=True)
    )


def _line(name: str, values: Iterable[float | None]) -> None:
    print(f"{name:<24}" + "".join(f"{'-' if value is None else f'{value:.1f}':>8}" for value in values))


if __name__ == "__main__":
    main()
