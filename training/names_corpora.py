"""Corpora of names -> texts with the spans of their names, and what each corpus says nothing of.

Kinds are those of the head: person, organisation, place, nationality. A span of kind "" is one whose kind the corpus
leaves open: nothing is learnt from its words.

* re3d: descriptions ("rebels", "the camp") are entities there, and what a description holds was marked by a program
  only (confidence 0). Two rows of labels are made of it: `whole`, as it is annotated (kinds and "weapon" too), and
  `spans`, its named entities without articles, titles and what is no name.
* wikigold is IOB1; of its MISC only nationalities are a kind of ours. WNUT17: corporation and group are organisations.
* UNER marks no nationalities. GUM nests: a mention is a name if its head is a proper noun; longest first.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Spans = list[tuple[int, int, str]]

RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "nationality",
        "Weapon": "weapon", "MilitaryPlatform": "weapon"}  # fmt: skip
JUDGED = 0.5  # least confidence of an entity that people stand behind; those of the program alone have 0
PRONOUNS = frozenset(
    "i we you he she it they me us him her them my our your his its their who one".split()  # noqa: SIM905
)
_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}’']|n['’]t$|['’](?:s|re|ve|ll|d|m)$|'')")
_NO_SPACE_AFTER = re.compile(r"[(\[{$£€“‘]$|^``$")
_LEAD = re.compile(
    r"^(?:(?:the|a|an|this|that|its|his|her|their|our|mr|mrs|ms|dr|gen|lt|col|maj|capt|sgt|sir|prof|president|minister"
    r"|secretary|senator|general|colonel|lieutenant|major|captain|king|prince|sheikh|ambassador|brig|adm|rear|vice"
    r"|spc|staff|deputy|foreign|defense|defence|prime)\b\.?[ \t]+)+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Text:
    """One text: its names, its entities in the manner of re3d or None, and whether nationalities are told."""

    key: str
    corpus: str
    text: str
    spans: Spans
    whole: Spans | None = None
    nationalities: bool = True
    unjudged: Spans = field(default_factory=list)


def held_out(key: str) -> bool:
    """Tell whether a document is for measuring only: two of five, by a fixed hash of its name."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 5 < 2


def read_re3d(folder: Path) -> Iterator[Text]:
    """Read the documents of re3d, each with what was judged and what was not."""
    for documents in sorted(folder.glob("*/documents.json")):
        entities: dict[str, list[dict[str, object]]] = {}
        for row in _json_lines(documents.with_name("entities.json")):
            entities.setdefault(str(row["documentId"]), []).append(row)
        for row in _json_lines(documents):
            key, text = str(row["_id"]), str(row["text"])
            judged: Spans = []
            unjudged: Spans = []
            for entity in entities.get(key, []):
                start, end, kind = int(str(entity["begin"])), int(str(entity["end"])), RE3D.get(str(entity["type"]), "")
                start, end = _stripped(text, start, end)
                if start >= end or text[start:end].lower() in PRONOUNS:
                    continue
                sure = float(str(entity["confidence"])) >= JUDGED
                if sure and not kind and entity["type"] != "Vehicle":
                    continue  # a date, a sum, a document: no name
                (judged if sure and kind else unjudged).append((start, end, kind))
            whole = outermost(judged)
            inner = [span for span in judged if span not in whole]
            yield Text(key, "re3d", text, _named(text, whole, unjudged), whole, unjudged=[*unjudged, *inner])


def outermost(spans: Iterable[tuple[int, int, str]]) -> Spans:
    """Keep no span that another holds; of two that cross, the longer."""
    kept: Spans = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def _named(text: str, whole: Spans, unjudged: Spans) -> Spans:
    """Return the names: entities that are names throughout; the words of the others are left open."""
    found: Spans = []
    for start, end, kind in whole:
        words = text[start:end]
        if not any(c.isupper() for c in words):
            continue
        bare = start + (lead.end() if (lead := _LEAD.match(words)) else 0)
        named = text[bare:end][:1].isupper() and all(
            w[:1].isupper() or w in _JOINING for w in re.findall(r"\w[\w.’'-]*", text[bare:end])
        )
        named = named and not (kind == "person" and _OFFICE.search(text, bare, end))
        found.append((bare, end, kind) if named else (start, end, ""))
    taken = list(found)
    for start, end, _ in sorted(unjudged):
        if text[start : start + 1].isupper() and all(end <= a or b <= start for a, b, _ in taken):
            taken.append((start, end, ""))
    return sorted(taken)


_OFFICE = re.compile(
    r"\b(?:President|Minister|Ministers|Secretary|General|Representative|Envoy|Advisor|Adviser|Ambassador|Spokes\w+|Officer"
    r"|Commander|Chief|Colonel|Capt|Gen|Lt|Sgt|Maj|Director|Chairman|Coordinator|Leader|King|Prince|Pope)\b"
)
_JOINING = frozenset(["of", "the", "and", "al", "al-", "el", "bin", "ibn", "de", "for", "in", "on"])


def read_tokens(lines: Iterable[str], corpus: str, *, token: int, tag: int, sentences: int = 6) -> Iterator[Text]:
    """Read tagged tokens, a blank line between sentences; some sentences make a text."""
    rows = [line.rstrip("\n").split("\t" if "\t" in line else " ") for line in lines]
    groups = [list(part) for full, part in itertools.groupby(rows, lambda row: row != [""]) if full]
    named = [[(row[token], row[tag]) for row in group if len(row) > max(token, tag)] for group in groups]
    named = [group for group in named if group]
    for number, i in enumerate(range(0, len(named), sentences)):
        yield joined([_pieces(group) for group in named[i : i + sentences]], f"{corpus}-{number}", corpus)


def _pieces(sentence: list[tuple[str, str]]) -> list[tuple[str, bool, str]]:
    """Return the tokens of a sentence with whether a space stands before them, as writers would put it."""
    found: list[tuple[str, bool, str]] = []
    before = ""
    for form, tag in sentence:
        space = not _NO_SPACE_BEFORE.search(form) and not _NO_SPACE_AFTER.search(before)
        found.append((form, space, tag))
        before = form
    return found


def joined(sentences: Iterable[list[tuple[str, bool, str]]], key: str, corpus: str) -> Text:
    """Join tokens (form, space before, IOB1 or IOB2 tag) to a text with spans."""
    text, spans, last = "", Spans(), "O"
    for sentence in sentences:
        last = "O"
        for number, (form, space, tag) in enumerate(sentence):
            text += " " if text and (space or not number) else ""
            kind = KINDS.get(tag[2:], "?")
            if kind != "?":
                if tag[0] == "I" and last[2:] == tag[2:] and spans:
                    spans[-1] = (spans[-1][0], len(text) + len(form), kind)
                else:
                    spans.append((len(text), len(text) + len(form), kind))
            last = tag
            text += form
    return Text(key, corpus, text, spans)


KINDS = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "misc", "person": "person", "location": "place",
    "corporation": "organisation", "group": "organisation",
}  # fmt: skip


def read_uner(file: Path, corpus: str) -> Iterator[Text]:
    """Read the sentences of UNER by their raw text; the sentences of one document make a text."""
    text, spans, key = "", Spans(), ""
    raw, at = "", 0
    last = "O"
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            if text:
                yield Text(key, corpus, text, spans, nationalities=False)
            text, spans, key = "", [], line.rpartition("= ")[2]
        elif line.startswith("# text = "):
            text += "\n" if text else ""
            raw, at, last = line.removeprefix("# text = "), len(text), "O"
            text += raw
        elif line and not line.startswith("# "):
            _, form, tag, *_ = line.split("\t")
            start = text.index(form, at)
            at = start + len(form)
            if tag[0] == "I" and spans and last != "O":
                spans[-1] = (spans[-1][0], at, spans[-1][2])
            elif tag[0] in "BI" and tag[2:] in KINDS:
                spans.append((start, at, KINDS[tag[2:]]))
            last = tag
    if text:
        yield Text(key, corpus, text, spans, nationalities=False)


GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_ENTITY = re.compile(r"\((?P<open>\d+)-(?P<kind>[a-z]+)[^()]*(?P<closes>\))?|(?P<close>\d+)\)")


def read_gum(file: Path) -> Iterator[Text]:
    """Read the mentions of GUM that are names; the sentences of a document make a text."""
    key, sentences = "", list[list[list[str]]]()
    current: list[list[str]] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), "", "# newdoc id = "]:
        if line.startswith("# newdoc"):
            if sentences:
                yield _gum_text(key, sentences)
            key, sentences = line.rpartition("= ")[2], []
        elif not line and current:
            sentences.append(current)
            current = []
        elif (
            line and not line.startswith("#") and "-" not in (columns := line.split("\t"))[0] and "." not in columns[0]
        ):
            current.append(columns)


def _gum_text(key: str, sentences: list[list[list[str]]]) -> Text:
    text, spans = "", Spans()
    for rows in sentences:
        text += "\n" if text else ""
        offsets = []
        for row in rows:
            offsets.append((len(text), len(text) + len(row[1])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        text = text.rstrip(" ")
        found: Spans = []
        for first, last, kind in _mentions(rows):
            if kind in GUM_KINDS and (inner := _name_in(rows, first, last)):
                found.append((offsets[inner[0]][0], offsets[inner[1]][1], GUM_KINDS[kind]))
        spans.extend(outermost(found))
    return Text(key, "gum", text, spans, nationalities=False)


def _mentions(rows: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for found in _ENTITY.finditer(value):
            if found["open"] and found["closes"]:
                yield i, i, found["kind"]
            elif found["open"]:
                opened.setdefault(found["open"], []).append((i, found["kind"]))
            elif opened.get(found["close"]):
                first, kind = opened[found["close"]].pop()
                yield first, i, kind


def _name_in(rows: list[list[str]], first: int, last: int) -> tuple[int, int] | None:
    """Return the name that a mention is: its head and what is written with capitals beside it."""
    inside = {rows[i][0] for i in range(first, last + 1)}
    head = next((i for i in range(first, last + 1) if rows[i][6] not in inside), first)
    if rows[head][3] != "PROPN" or not rows[head][1][:1].isupper():
        return None
    start = end = head
    while start > first and (_is_capital(rows[start - 1]) or (rows[start - 1][1] == "-" and start - 2 >= first)):
        start -= 1
    while end < last and (
        _is_capital(rows[end + 1])
        or (
            end + 2 <= last and rows[end + 1][1] in ("of", "-", "the", "&", "for", "and") and _is_capital(rows[end + 2])
        )
    ):
        end += 1
    while start < head and rows[start][1].lower().rstrip(".") in _TITLES:
        start += 1
    return start, end


_TITLES = frozenset(
    "the mr mrs ms dr prof president minister sir senator general king queen prince pope secretary -".split()  # noqa: SIM905
)


def _is_capital(row: list[str]) -> bool:
    return row[1][:1].isupper() and row[3] in ("PROPN", "ADJ", "NOUN", "VERB", "X")


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\"'“”‘’(,.;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"'“”‘’,;:"):
        end -= 1
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    return start, end


def _json_lines(file: Path) -> Iterator[dict[str, object]]:
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)
