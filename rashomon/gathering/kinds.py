"""The first bytes of a page and the end of its name -> which reader it needs."""

from __future__ import annotations

import codecs
import json
import re
from enum import Enum, auto

from rashomon.errors import UnreadableError
from rashomon.gathering.decoding import guess_encoding, refuse_binary
from rashomon.gathering.tables import Names, looks_like_table

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown"})
HTML_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HTML_PART = re.compile(r"<(?:article|div|h[1-6]|link|main|meta|p|script|section|style|table|title)\b", re.IGNORECASE)
XML = re.compile(r"<(?:\?xml|!doctype|rss|feed|urlset|rdf)\b", re.IGNORECASE)
ANY_TAG = re.compile(r"<[a-zA-Z]")
OBJECT = re.compile(r"\{\s*(?:\"|\})")
ARRAY = re.compile(r"\[\s*(?:\{\s*\"|\])")
PROLOGUE = re.compile(r"<!--.*?-->|<\?xml[^>]*>|\s+", re.DOTALL)


class Kind(Enum):
    """What a page is, by its content first and its name second."""

    PLAIN = auto()
    HTML = auto()
    JSON_LINES = auto()
    JSON_ARRAY = auto()
    JSON_OBJECT = auto()  # one report, over several lines
    TABLE = auto()


def tell_kind(head: bytes, suffix: str, names: Names) -> Kind:
    """Return what a page is; refuse what is not text or is XML of another kind.

    Args:
        head: the first bytes, some ten thousand of them.
        suffix: the end of the name, in lower case with its dot; "" where there is no name.
        names: the columns that a table is known by.

    """
    refuse_binary(head)
    text = _lenient(head).removeprefix("\ufeff").lstrip()
    if text.startswith("<"):
        kind = _tell_markup(text, suffix)
    elif text.startswith(("{", "[")):
        kind = _tell_json(text, suffix)
    else:
        kind = None
    return kind or _tell_by_name(text, suffix, names)


def _lenient(head: bytes) -> str:
    return codecs.getincrementaldecoder(guess_encoding(head))("replace").decode(head)


def _tell_markup(text: str, suffix: str) -> Kind | None:
    position = 0
    while (match := PROLOGUE.match(text, position)) is not None:
        position = match.end()
    if HTML_TAG.match(text, position):
        return Kind.HTML
    if XML.match(text) or XML.match(text, position):
        raise UnreadableError(
            "Expected text, HTML, JSON lines or CSV, found XML of another kind; give the HTML pages that it points to."
        )
    return Kind.HTML if suffix not in TEXT_SUFFIXES and HTML_PART.match(text, position) else None


def _tell_json(text: str, suffix: str) -> Kind | None:
    if suffix in LINES_SUFFIXES:
        return Kind.JSON_LINES
    if text.startswith("["):
        return Kind.JSON_ARRAY if suffix == ".json" or ARRAY.match(text) else None
    first, line_end, _ = text.partition("\n")
    if not line_end or _is_object(first):
        return Kind.JSON_LINES if OBJECT.match(text) else None
    return Kind.JSON_OBJECT if suffix == ".json" else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _tell_by_name(text: str, suffix: str, names: Names) -> Kind:
    if suffix in LINES_SUFFIXES:
        return Kind.JSON_LINES
    if suffix == ".json":
        return Kind.JSON_ARRAY
    if suffix in TABLE_SUFFIXES:
        return Kind.TABLE
    if suffix in HTML_SUFFIXES and ANY_TAG.search(text):
        return Kind.HTML
    if suffix not in TEXT_SUFFIXES and looks_like_table(text.partition("\n")[0], names):
        return Kind.TABLE
    return Kind.PLAIN
