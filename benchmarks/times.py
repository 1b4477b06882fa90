"""How well times are found and valued: TimeBank, or any folder of TimeML files, beside dateparser.

python -m benchmarks.times --folder ../shared/corpora/times/timebank

From raw text: precision, recall and F1 of extents, strict (the same characters) and relaxed (they overlap; each extent
pairs with one of the other side, longest overlap first); the F1 of value and of type count a relaxed pair whose value,
or type, is equal, as TempEval-3 did. Given the annotated extents: how many get the annotated value when the grammar is
asked about just these words in their place; words in which it finds no time count as wrong. The date of publication is
the TIMEX3 with functionInDocument="CREATION_TIME", and is not scored itself. A stretch of two points ("from 5 to 9
May"), one mention of ours, counts as its two points, and the word before a time ("since") as no part of it: so TimeML
annotates.

Half of the documents, chosen by the SHA-256 of their names, are for tuning ("dev"); the other half ("held") is only
scored. It is not wholly unseen: one number of the grammar (_SOON in days.py) was chosen on all of TimeBank before there
was a split, and the score of this half was read while the grammar was tuned on the other. "all" holds the tuned half.
Given extents are read with rules (ASKED) that are not used on raw text.

Values compare as strings after these foldings, which change the writing alone: blanks fall, letters become
capitals, eight digits get their hyphens (19891030), seconds of zero and a zone at the end of a clock time fall
(T13:00:00, T13:00Z). TempEval-3 compared plain strings; these foldings make no two days or lengths equal that were not.
Lengths are not converted: P1Y is not P12M.

dateparser reads the raw text with PREFER_DATES_FROM=past and the document's date as its base; each of its strings
counts as one DATE with the day found. HeidelTime's figure is the published one (NLP-progress, TimeBank, value F1).
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rashomon.reading.times import find_times, read_times
from rashomon.records import Span

HEIDELTIME = 0.876
TYPES = ("DATE", "TIME", "DURATION", "SET")


@dataclass(frozen=True, slots=True)
class Timex:
    """One annotated or found time: its characters, its TIMEX3 type and its folded value."""

    span: Span
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its date of publication and the times annotated in it, in order."""

    name: str
    text: str
    published: str | None
    times: tuple[Timex, ...]

    @property
    def held(self) -> bool:
        """Return whether the document is of the held-out half."""
        return bool(hashlib.sha256(self.name.encode()).digest()[0] % 2)


@dataclass(slots=True)
class Score:
    """Counts over documents; figures come out of them."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def add(self, gold: Sequence[Timex], found: Sequence[Timex]) -> None:
        """Count one document."""
        self.gold += len(gold)
        self.found += len(found)
        self.strict += len({one.span for one in gold} & {one.span for one in found})
        for one, two in pairs(gold, found):
            self.relaxed += 1
            self.value += one.value is not None and one.value == two.value
            self.type += one.type == two.type

    def f1(self, right: int) -> tuple[float, float, float]:
        """Return precision, recall and F1 of so many right ones."""
        return right / max(self.found, 1), right / max(self.gold, 1), 2 * right / max(self.found + self.gold, 1)


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("../shared/corpora/times/timebank"), help="TimeML files")
    parser.add_argument("--alone", action="store_true", help="do not run dateparser")
    parser.add_argument("--misses", action="store_true", help="print the misses of the dev part")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.tml")) if options.folder.is_dir() else []
    if not paths:
        print(f"skipped: no TimeML files in {options.folder} on this machine")
        return
    documents = [read_document(path) for path in paths]
    if options.misses:
        print_misses([document for document in documents if not document.held])
        return
    figures: dict[str, float] = {"documents": len(documents)}
    parts = {
        "dev": [document for document in documents if not document.held],
        "held": [document for document in documents if document.held],
        "all": documents,
    }
    for part, chosen in parts.items():
        print(f"{part}: {len(chosen)} documents, {sum(len(document.times) for document in chosen)} times")
        figures |= {f"{part}_{name}": value for name, value in measure(chosen, alone=options.alone).items()}
        print()
    print(f"HeidelTime, published, TimeBank: value F1 {HEIDELTIME:.3f}")
    print(json.dumps(figures, sort_keys=True))


def measure(documents: Sequence[Document], *, alone: bool = False) -> dict[str, float]:
    """Score some documents, print their table, and return the figures."""
    systems: dict[str, Callable[[Document], list[Timex]]] = {"Rashomon": find}
    if not alone and (other := dateparser_search()):
        systems["dateparser"] = other
    figures: dict[str, float] = {}
    print(f"{'from raw text':<16}{'strict P/R/F1':>22}{'relaxed P/R/F1':>22}{'value F1':>10}{'type F1':>9}")
    for name, system in systems.items():
        score = Score()
        for document in documents:
            score.add(document.times, system(document))
        strict, relaxed = score.f1(score.strict), score.f1(score.relaxed)
        value, kind = score.f1(score.value)[2], score.f1(score.type)[2]
        print(f"{name:<16}{_three(strict):>22}{_three(relaxed):>22}{value:>10.3f}{kind:>9.3f}")
        start = "" if name == "Rashomon" else f"{name}_"
        figures |= {
            f"{start}strict_f1": round(strict[2], 4),
            f"{start}relaxed_f1": round(relaxed[2], 4),
            f"{start}value_f1": round(value, 4),
            f"{start}type_f1": round(kind, 4),
        }
    return figures | given(documents)


def given(documents: Sequence[Document]) -> dict[str, float]:
    """Print how many annotated extents get their value, by type, and return the shares."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for document in documents:
        for gold, value in zip(document.times, values_given(document), strict=True):
            every[gold.type] += 1
            right[gold.type] += value is not None and value == gold.value
    print("given extents   " + "".join(f"{f'{name} {right[name]}/{every[name]}':>18}" for name in TYPES))
    accuracy = right.total() / max(every.total(), 1)
    print(f"value accuracy  {accuracy:.3f}")
    shares = {f"accuracy_{name.lower()}": round(right[name] / max(every[name], 1), 4) for name in TYPES}
    return {"accuracy": round(accuracy, 4), **shares}


def read_document(path: Path) -> Document:
    """Read one TimeML file: the characters of its TEXT, and the TIMEX3 elements there with their offsets."""
    root = ET.parse(path).getroot()
    created = [time for time in root.iter("TIMEX3") if time.get("functionInDocument") == "CREATION_TIME"]
    body = root.find("TEXT")
    times: list[Timex] = []
    text = _characters(root if body is None else body, 0, times)
    published = folded(created[0].get("value")) if created else None
    return Document(path.stem, text, published, tuple(sorted(times, key=lambda time: time.span)))


def _characters(element: ET.Element, start: int, times: list[Timex]) -> str:
    """Return the characters of an element that begins at an offset, and collect the times in it."""
    text = element.text or ""
    for child in element:
        text += _characters(child, start + len(text), times) + (child.tail or "")
    if element.tag == "TIMEX3" and text and element.get("functionInDocument") != "CREATION_TIME":
        times.append(Timex(Span(start, start + len(text)), element.get("type", ""), folded(element.get("value"))))
    return text


def folded(value: str | None) -> str | None:
    """Return a value in one way of writing; what is folded stands at the top of this file.

    >>> folded("19891030"), folded("1998-02-13T14:26:00")
    ('1989-10-30', '1998-02-13T14:26')
    """
    value = re.sub(r"\s", "", value or "").upper()
    value = re.sub(r"^(\d{4})(\d\d)(\d\d)(?=T|$)", r"\1-\2-\3", value)
    return re.sub(r"(T\d\d:\d\d)(?::00)?(?:Z|[+-]\d\d:?\d\d)?$", r"\1", value) or None


def find(document: Document) -> list[Timex]:
    """Return the times that our grammar finds in raw text, a stretch as its points."""
    mentions = find_times(document.text, published=document.published)
    return [
        Timex(point.span, point.type, folded(point.value))
        for mention in mentions
        for point in mention.points
    ]  # fmt: skip


def values_given(document: Document) -> list[str | None]:
    """Return the value that our grammar gives each annotated extent, None where it finds no time there."""
    read = read_times(document.text, [time.span for time in document.times], published=document.published)
    return [folded(mention.points[0].value) if mention and mention.points else None for mention in read]


def dateparser_search() -> Callable[[Document], list[Timex]] | None:
    """Return a search by dateparser, None where it is not installed."""
    try:
        search_dates = importlib.import_module("dateparser.search").search_dates  # it has no types
    except ImportError:
        print("skipped: dateparser is not installed")
        return None

    def search(document: Document) -> list[Timex]:
        base = datetime.fromisoformat((document.published or "1970-01-01")[:10])
        settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": base}
        times, position = [], 0
        for words, moment in search_dates(document.text, languages=["en"], settings=settings) or ():
            start = document.text.find(words, position)
            if start >= 0:
                position = start + len(words)
                times.append(Timex(Span(start, position), "DATE", moment.date().isoformat()))
        return times

    return search


def pairs(gold: Sequence[Timex], found: Sequence[Timex]) -> Iterable[tuple[Timex, Timex]]:
    """Yield overlapping pairs, the longest overlap first, each time in one pair at most."""
    near = sorted(
        (-overlap, i, j)
        for i, one in enumerate(gold)
        for j, two in enumerate(found)
        if (overlap := min(one.span.end, two.span.end) - max(one.span.start, two.span.start)) > 0
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, j in near:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield gold[i], found[j]


def print_misses(documents: Sequence[Document]) -> None:
    """Print what is missed, wrong or too much, with its surroundings."""
    for document in documents:
        text, found = document.text, find(document)
        paired = list(pairs(document.times, found))
        for one, two in paired:
            if one.value != two.value or one.type != two.type:
                print(f"WRONG {one.type} {one.value} not {two.type} {two.value}: {_around(text, one.span)}")
        seen, taken = {one for one, _ in paired}, {two for _, two in paired}
        for one in document.times:
            if one not in seen:
                print(f"MISS  {one.type} {one.value}: {_around(text, one.span)}")
        for two in found:
            if two not in taken:
                print(f"EXTRA {two.type} {two.value}: {_around(text, two.span)}")
        for one, value in zip(document.times, values_given(document), strict=True):
            if value != one.value:
                print(f"GIVEN {one.type} {one.value} not {value} [{document.published}]: {_around(text, one.span)}")


def _around(text: str, span: Span) -> str:
    near = (
        f"{text[max(0, span.start - 50) : span.start]}[{text[span.start : span.end]}]{text[span.end : span.end + 40]}"
    )
    return near.replace("\n", " ")


def _three(figures: tuple[float, float, float]) -> str:
    return "/".join(f"{figure:.3f}" for figure in figures)


if __name__ == "__main__":
    main()
