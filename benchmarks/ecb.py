"""ECB+ as the package reads it: reports laid back from the tokens, and the mentions of events with their chains.

Cybulska and Vossen (2014). Only mentions in sentences that its authors validated count (`ECBplus_coreference_sentences
.csv`), and only those of actions, negated ones too. A mention in no chain is a chain of its own, as is a chain within a
document to other documents. Each topic holds two happenings that are alike, told by the files `ecb` and `ecbplus`.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from rashomon.records import Report, Span

# The split of Cybulska and Vossen (2015), as Barhom et al. (2019) and Cattan et al. (2021) use it.
DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
TEST = frozenset(range(36, 46))
SENTENCES = "ECBplus_coreference_sentences.csv"
_ACTIONS = ("ACTION", "NEG")
_DAY = re.compile(r"/ ((?:19|20)\d\d) [/-] (\d\d?|[a-z]{3}) [/-] (\d\d?) ")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}’”…]|'s|'S|n't|'re|'ve|'ll|'d|'m|\.\.\.")
_NO_SPACE_BEHIND = frozenset("([{$£€“‘")
_ENDS = frozenset('.!?:"”') | {"..."}
_MARKS = {"``": "“", "''": "”"}  # quotation marks as treebanks write them


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an event: its words in the text of its document, and the chain that it belongs to."""

    id: str
    spans: tuple[Span, ...]  # of its tokens, in their order
    chain: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document: the report that the package reads, and the mentions that count."""

    topic: int
    happening: str  # "12 ecb" or "12 ecbplus"
    report: Report
    mentions: tuple[Mention, ...]


def part_of(topic: int) -> str:
    """Return the part of the usual split that a topic belongs to."""
    return "dev" if topic in DEV else "test" if topic in TEST else "train"


def read_ecb(folder: Path) -> list[Document]:
    """Read all documents that lie in a folder of topics, by topic and name."""
    validated: dict[tuple[str, str], set[int]] = {}
    with (folder / SENTENCES).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            validated.setdefault((row["Topic"], row["File"]), set()).add(int(row["Sentence Number"]))
    paths = [path for path in folder.glob("*/*.xml") if path.parent.name.isdecimal()]
    ordered = sorted(paths, key=lambda path: (int(path.parent.name), path.stem))
    return [
        read_document(path, validated.get((path.parent.name, path.stem.partition("_")[2]), set())) for path in ordered
    ]


def read_document(path: Path, validated: set[int]) -> Document:
    """Read one document; mentions count in the sentences of these numbers."""
    root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
    tokens = root.findall("token")
    address = ""
    if (
        tokens and tokens[0].text == "http"
    ):  # an address, cut into tokens, stands as sentence 0 of what was added in ECB+
        address = " ".join(token.text or "" for token in tokens if token.get("sentence") == "0") + " "
        tokens = [token for token in tokens if token.get("sentence") != "0"]
    text, spans = lay_out(
        [(token.get("t_id") or "", token.get("sentence") or "", token.text or "") for token in tokens]
    )
    sentence_of = {token.get("t_id"): int(token.get("sentence") or 0) for token in tokens}
    chains = _chains(root, path.stem)
    mentions = []
    for markable in root.find("Markables"):
        anchors = [anchor.get("t_id") or "" for anchor in markable.findall("token_anchor")]
        if not str(markable.tag).startswith(_ACTIONS) or not anchors:
            continue
        if all(sentence_of.get(anchor) in validated for anchor in anchors):
            name = f"{path.stem}#{markable.get('m_id')}"
            mentions.append(Mention(name, tuple(spans[anchor] for anchor in anchors), chains.get(name, name)))
    topic, _, stem = path.stem.partition("_")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    report = Report(digest[:16], path.name, digest, text, path.stem, published=_day_in(address))
    return Document(int(topic), f"{topic} {stem.lstrip('0123456789')}", report, tuple(mentions))


def lay_out(tokens: Sequence[tuple[str, str, str]]) -> tuple[str, Mapping[str, Span]]:
    """Return a text of the tokens (identifier, sentence, word), and the characters of each.

    >>> lay_out([("1", "0", "Rain"), ("2", "0", "fell"), ("3", "0", "."), ("4", "1", "“"), ("5", "1", "Yes")])[0]
    'Rain fell. “Yes'
    """
    text, spans = "", {}
    before: tuple[str, str] | None = None
    for name, sentence, written in tokens:
        word = _MARKS.get(written, written)
        if before is not None:
            if sentence != before[0]:
                text += " " if before[1] in _ENDS else "\n\n"  # a headline has no full stop
            elif before[1] not in _NO_SPACE_BEHIND and not _NO_SPACE_BEFORE.fullmatch(word):
                text += " "
        spans[name] = Span(len(text), len(text) + len(word))
        text += word
        before = (sentence, word)
    return text, spans


def _chains(root: etree._Element, document: str) -> dict[str, str]:
    """Return the chain of each mention that has one."""
    found = {}
    for relation in root.iterfind("Relations/*"):
        across = relation.tag == "CROSS_DOC_COREF"
        chain = str(relation.get("note")) if across else f"{document} chain {relation.get('r_id')}"
        for source in relation.findall("source"):
            name = f"{document}#{source.get('m_id')}"
            if across or name not in found:
                found[name] = chain
    return found


def _day_in(address: str) -> str | None:
    """Return the day that an address names: "http : / / x . com / 2013 / may / 03 / rain" -> "2013-05-03"."""
    named = _DAY.search(address)
    if named is None:
        return None
    year, month, day = named.groups()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdecimal() else 0
    return f"{year}-{number:02}-{int(day):02}" if 1 <= number <= 12 and 1 <= int(day) <= 31 else None
