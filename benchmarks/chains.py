"""The files of GAP and GUM -> pronouns with two names, and texts with chains of mentions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.records import Span

_BRACKET = re.compile(r"\((\d+)-([^()]*)(\))?|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """One item of GAP: a pronoun, two names near it, and which of them it means, if any."""

    id: str
    text: str
    pronoun: Span
    names: tuple[Span, Span]
    means: tuple[bool, bool]

    @property
    def woman(self) -> bool:
        """Whether the pronoun speaks of a woman."""
        return self.text[self.pronoun.start : self.pronoun.end].lower() in {"she", "her", "hers"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of GUM: its characters in the text, and what the annotators made of it."""

    start: int
    end: int
    form: str
    upos: str
    lemma: str


@dataclass(slots=True)
class Link:
    """One mention of a chain; `heads` are the offsets of its head words."""

    chain: str
    kind: str
    words: tuple[Word, ...]
    heads: frozenset[int]

    @property
    def span(self) -> Span:
        """The characters from the first word to the last."""
        return Span(self.words[0].start, self.words[-1].end)

    @property
    def named(self) -> bool:
        """Whether its head is a proper name."""
        return any(word.upos == "PROPN" and word.start in self.heads for word in self.words)


@dataclass(slots=True)
class Chained:
    """One text of GUM and its mentions, in the order in which they end."""

    name: str
    text: str = ""
    links: list[Link] = field(default_factory=list)

    def heads(self) -> dict[int, str]:
        """Return for the offset of each head word the chain of the smallest mention that it heads."""
        found: dict[int, str] = {}
        for link in sorted(self.links, key=lambda link: -len(link.words)):
            found.update(dict.fromkeys(link.heads, link.chain))
        return found


def read_gap(path: Path) -> list[Ambiguous]:
    """Read a file of GAP."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_ambiguous(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _ambiguous(row: dict[str, str]) -> Ambiguous:
    spans = [
        Span(int(row[f"{what}-offset"]), int(row[f"{what}-offset"]) + len(row[what])) for what in ("Pronoun", "A", "B")
    ]
    return Ambiguous(
        row["ID"], row["Text"], spans[0], (spans[1], spans[2]), (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE")
    )


def read_gum(path: Path) -> Iterator[Chained]:
    """Read a file of GUM: the text put together from its words, paragraphs apart."""
    found: Chained | None = None
    words: list[Word] = []
    open_links: list[tuple[str, int, str, str]] = []
    surface: tuple[int, int, bool] | None = None  # last sub-word, where the next begins, whether a space follows
    gap = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                if found:
                    yield found
                found, words, open_links, surface, gap = Chained(line.split(" = ")[1].strip()), [], [], None, ""
            elif line.startswith("# newpar") and found and found.text and not found.text.endswith("\n"):
                found.text = found.text.rstrip() + "\n\n"
                gap = ""
            elif found and line[:1].isdigit():
                columns = line.rstrip("\n").split("\t")
                spaced = "SpaceAfter=No" not in columns[9].split("|")
                if "-" in columns[0]:
                    found.text += gap + columns[1]
                    surface = (int(columns[0].split("-")[1]), len(found.text) - len(columns[1]), spaced)
                    gap = ""
                    continue
                if "." in columns[0]:
                    continue
                number = int(columns[0])
                if surface is not None:
                    start = surface[1]
                    last = number == surface[0]
                    end = len(found.text) if last else min(start + len(columns[1]), len(found.text))
                    gap = (" " if surface[2] else "") if last else ""
                    surface = None if last else (surface[0], end, surface[2])
                else:
                    found.text += gap
                    start, end = len(found.text), len(found.text) + len(columns[1])
                    found.text += columns[1]
                    gap = " " if spaced else ""
                words.append(Word(start, end, columns[1], columns[3], columns[2]))
                _brackets(columns[9], words, open_links, found)
    if found:
        yield found


def _brackets(misc: str, words: list[Word], opened: list[tuple[str, int, str, str]], found: Chained) -> None:
    """Take up the mentions that begin and end at the last word."""
    value = next((part.removeprefix("Entity=") for part in misc.split("|") if part.startswith("Entity=")), "")
    for match in _BRACKET.finditer(value):
        chain = match[1] or match[4]
        if match[1]:
            parts = match[2].split("-")
            opened.append((chain, len(words) - 1, parts[0], next((p for p in parts[2:] if p[:1].isdigit()), "1")))
        if match[3] or match[4]:
            at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == chain), None)
            if at is None:
                continue
            _, first, kind, heads = opened.pop(at)
            inside = tuple(words[first:])
            numbers = {int(h) - 1 for h in heads.split(",") if h.isdigit()}
            found.links.append(
                Link(chain, kind, inside, frozenset(inside[n].start for n in numbers if n < len(inside)))
            )
