"""The words of a user -> the reports and claims that hold them all, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pysqlite3 import dbapi2 as sqlite

from rashomon.errors import QueryError
from rashomon.records import Span

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # never characters of a text: Unicode keeps them for use inside a program
_SNIPPET = 24  # words, about two lines of a terminal

# Best first: the words together and in order, then those in a title, then the shortest text, then the earliest.
# Each of these is the text's own. A rank by rarity, as bm25, would change for the past as later entries come.
_FIND = """
SELECT entry.number, entry.kind, entry.key
FROM search JOIN entry ON entry.number = search.rowid JOIN searched ON searched.number = search.rowid
WHERE search MATCH :words
    AND entry.number <= :last
    AND NOT EXISTS (
        SELECT 1 FROM entry AS later
        WHERE later.kind = entry.kind AND later.key = entry.key
            AND later.number > entry.number AND later.number <= :last
    )
ORDER BY
    entry.number IN (SELECT rowid FROM search WHERE search MATCH :phrase) DESC,
    entry.number IN (SELECT rowid FROM search WHERE search MATCH :in_title) DESC,
    length(searched.words),
    entry.number
LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or claim that holds the words asked for; `marks` are their places in the snippet."""

    number: int
    kind: str
    key: str
    snippet: str
    marks: tuple[Span, ...]


def find(connection: sqlite.Connection, query: str, *, limit: int, last: int) -> Iterator[Hit]:
    """Yield the hits among the entries that stood when `last` was the newest one."""
    if limit < 1:
        raise QueryError(f"expected a limit of at least 1, found {limit}")
    words = list(dict.fromkeys(_clean(query).split()))
    if not words:
        return
    quoted = " ".join(_quote(word) for word in words)
    asked = {"words": quoted, "phrase": _quote(_clean(query)), "in_title": f"title : ({quoted})"}
    rows = connection.execute(_FIND, {**asked, "limit": limit, "last": last}).fetchall()
    for number, kind, key in rows:
        snippet, marks = _read_marks(_cut(connection, quoted, number))
        yield Hit(number, kind, key, snippet, marks)


def _clean(query: str) -> str:
    """Return the query without what SQLite cannot take as text: NUL and half a surrogate pair."""
    return query.replace("\0", " ").encode("utf-8", "replace").decode()


def _quote(text: str) -> str:
    """Return text as one string of the search language, in which no sign has a meaning."""
    return '"' + text.replace('"', '""') + '"'


def _cut(connection: sqlite.Connection, quoted: str, number: int) -> str:
    asked = (_OPEN, _CLOSE, _SNIPPET, quoted, number)
    statement = "SELECT snippet(search, -1, ?, ?, '…', ?) FROM search WHERE search MATCH ? AND rowid = ?"
    return str(connection.execute(statement, asked).fetchone()[0])


def _read_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the snippet without its signs, and the places that they marked."""
    parts: list[str] = []
    marks: list[Span] = []
    length = 0
    for index, piece in enumerate(marked.replace(_CLOSE, _OPEN).split(_OPEN)):
        if index % 2:
            marks.append(Span(length, length + len(piece)))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), tuple(marks)
