"""A stream of JSON lines, a JSON array or a table (CSV, TSV) -> one Gathered a row, however long the stream.

No more than one row is held at a time. The number in the origin counts lines in JSON lines (blank ones too),
elements in an array, and rows below the header in a table. A malformed row is one Skipped; the others are read.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from rashomon.errors import EmptyError, SettingsError, UnreadableError
from rashomon.gathering.dates import parse_published
from rashomon.gathering.decoding import decode, guess_encoding, wide_encoding
from rashomon.gathering.pages import Page, clean_name, gather, skip, tidy
from rashomon.records import Gathered
from rashomon.settings import Settings

# Our field -> the names under which a row may carry it, the first found wins.
FIELDS = {
    "text": ("text", "body", "content"),
    "outlet": ("outlet",),
    "url": ("url",),
    "published": ("published", "date"),
    "title": ("title",),
    "author": ("author",),
    "language": ("language",),
}
DELIMITERS = (",", "\t", ";", "|")
STRUCTURE = re.compile(rb'["\[\]{},]')
STRING_END = re.compile(rb'["\\]')

Names = Mapping[str, tuple[str, ...]]
Element = bytes | UnreadableError
Line = str | UnreadableError
Row = list[str] | UnreadableError


def name_columns(columns: Mapping[str, str] | None) -> Names:
    """Return the names to look for, with the caller's in place of ours; refuse a field that does not exist."""
    given = dict(columns or {})
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        raise SettingsError(f"Expected columns for {', '.join(FIELDS)}, found {', '.join(unknown)}; correct the name.")
    return {field: (given[field],) if field in given else names for field, names in FIELDS.items()}


def looks_like_table(line: str, names: Names) -> bool:
    """Tell whether a first line is the header of a table: two short cells or more, one of them the text."""
    delimiter = _find_delimiter(line, names)
    cells = [] if delimiter is None else line.split(delimiter)
    return len(cells) > 1 and all(len(cell) <= 60 for cell in cells)


def gather_json_lines(origin: str, chunks: Iterable[bytes], names: Names, settings: Settings) -> Iterator[Gathered]:
    """Yield one Gathered for each line that is not blank."""
    lines = enumerate(_cut_lines(_to_utf8(chunks), settings.largest_page), start=1)
    rows = ((number, line) for number, line in lines if isinstance(line, UnreadableError) or line.strip())
    yield from _gather_json(origin, rows, names, settings)


def gather_json_array(origin: str, chunks: Iterable[bytes], names: Names, settings: Settings) -> Iterator[Gathered]:
    """Yield one Gathered for each element of a JSON array."""
    elements = enumerate(cut_array(_to_utf8(chunks), settings.largest_page), start=1)
    yield from _gather_json(origin, elements, names, settings)


def gather_table(
    origin: str, chunks: Iterable[bytes], names: Names, settings: Settings, *, tabs: bool = False
) -> Iterator[Gathered]:
    """Yield one Gathered for each row below the header; `tabs` settles the delimiter of a header of one cell."""
    lines = _decode_lines(chunks, settings.largest_page)
    header_line = next((line for line in lines if isinstance(line, UnreadableError) or line.strip()), "")
    if isinstance(header_line, UnreadableError):
        yield skip(origin, header_line)
        return
    delimiter = _find_delimiter(header_line, names, tabs=tabs)
    if delimiter is None:
        yield skip(
            origin,
            UnreadableError(
                f"Expected a table with a header that names a column {_or(names['text'])}, "
                f"found {header_line.strip()[:120]!r}; name the column that holds the text."
            ),
        )
        return
    header = [cell.strip() for cell in cut_row(header_line, lambda: None, delimiter, settings.largest_page)]
    number = 0
    for number, row in enumerate(cut_rows(lines, delimiter, settings.largest_page), start=1):
        if isinstance(row, UnreadableError):
            yield skip(f"{origin}#{number}", row)
            continue
        named = dict(zip(header, row, strict=False))
        raw = json.dumps(named, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
        yield gather(f"{origin}#{number}", raw, partial(_read_cells, header=header, row=row, names=names), settings)
    if not number:
        yield skip(origin, EmptyError("Expected rows below the header, found none; give a table with rows."))


def cut_array(chunks: Iterable[bytes], largest: int) -> Iterator[Element]:
    """Cut a JSON array in UTF-8 into the bytes of its elements; only brackets and strings are looked at."""
    pieces = iter(chunks)
    depth = count = 0
    in_string = escaped = over = False
    held = bytearray()
    for chunk in pieces:
        position, kept, escaped = int(escaped), 0, False
        while (match := (STRING_END if in_string else STRUCTURE).search(chunk, position)) is not None:
            token, position = match[0], match.end()
            if token == b"\\":
                escaped = position == len(chunk)
                position += 1
            elif token == b'"':
                in_string = not in_string
            elif token in b"[{":
                depth += 1
                kept = position if depth == 1 else kept
            elif depth > 1:
                depth -= token in b"]}"
            elif depth == 1:
                held += chunk[kept : position - 1]
                kept = position
                count += 1
                if over or len(held) > largest:
                    yield _too_long("an element", largest)
                elif token == b"," or held.strip():  # a comma after the last element does no harm
                    yield bytes(held.strip())
                held.clear()
                over = False
                if token != b",":
                    if chunk[position:].strip() or any(piece.strip() for piece in pieces):
                        yield UnreadableError(
                            "Expected nothing after the end of the JSON array, found more; put it into the array."
                        )
                    return
        if depth:
            held += chunk[kept:]
        if len(held) > largest:
            held.clear()
            over = True
    if not depth:
        yield UnreadableError("Expected a JSON array of objects, found no array; give JSON lines or an array.")
    else:
        yield UnreadableError(
            f"Expected the JSON array to end with ], found the end of the file inside element {count + 1}; "
            "the file is cut off: get it whole."
        )


def cut_rows(lines: Iterator[Line], delimiter: str, largest: int) -> Iterator[Row]:
    """Cut the lines of a table into rows of cells.

    Where a quotation mark is never closed, its line alone is given up and reading goes on with the next line.
    """
    waiting: deque[str] = deque()
    taken: list[str] = []

    def more() -> str | None:
        line = waiting.popleft() if waiting else next(lines, None)
        if isinstance(line, UnreadableError):
            raise line
        if line is not None:
            taken.append(line)
        return line

    while True:
        taken.clear()
        try:
            first = more()
            if first is None:
                return
            # Tabs alone are a row of empty cells in a table cut by tabs: only spaces make a blank line.
            row: Row | None = cut_row(first, more, delimiter, largest) if first.strip(" \r") else None
        except UnreadableError as error:
            row = error
            waiting.extendleft(reversed(taken[1:]))
        if row is not None:
            yield row


def cut_row(line: str, more: Callable[[], str | None], delimiter: str, largest: int) -> list[str]:
    """Cut one row, as RFC 4180 has it, and call `more` for each further line that a quoted cell runs over.

    >>> cut_row('a,"b, c",', lambda: None, ",", 100)
    ['a', 'b, c', '']
    """
    cells: list[str] = []
    left = largest
    position = 0
    while True:
        if not line.startswith('"', position):
            end = line.find(delimiter, position)
            if end < 0:
                return [*cells, line[position:].rstrip("\r")]
            cells.append(line[position:end])
            position = end + 1
            continue
        held: list[str] = []
        start = position + 1
        while (end := _closing_quote(line, start)) < 0:
            held += (line[start:], "\n")
            left -= len(line)
            if left < 0:
                raise _too_long("a row", largest)
            following = more()
            if following is None:
                raise UnreadableError(
                    "Expected a closing quotation mark in the row, found the end of the file; close the quotation mark."
                )
            line, start = following, 0
        cells.append("".join((*held, line[start:end])).replace('""', '"'))
        position = end + 1
        if not line[position:].rstrip("\r"):
            return cells
        if not line.startswith(delimiter, position):
            raise UnreadableError(
                f"Expected the delimiter {delimiter!r} after a quoted cell, found {line[position : position + 20]!r}; "
                "double the quotation marks inside cells."
            )
        position += 1


def _closing_quote(line: str, start: int) -> int:
    """Return where the quoted cell ends in this line, or -1; a doubled mark stands for one."""
    end = line.find('"', start)
    while end >= 0 and line.startswith('"', end + 1):
        end = line.find('"', end + 2)
    return end


def _gather_json(
    origin: str, rows: Iterable[tuple[int, Element]], names: Names, settings: Settings
) -> Iterator[Gathered]:
    found = False
    for number, row in rows:
        found = True
        if isinstance(row, UnreadableError):
            yield skip(f"{origin}#{number}", row)
        else:
            yield gather(f"{origin}#{number}", row, partial(read_object, names=names), settings)
    if not found:
        yield skip(origin, EmptyError("Expected JSON objects, found none; give a file with rows."))


def read_object(raw: bytes, names: Names) -> Page:
    """Return the page in a JSON object, by the names of its fields."""
    try:
        found = json.loads(decode(raw), strict=False)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"Expected a JSON object, found a row that is none ({error.msg} at character {error.pos}); repair the row."
        ) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; 100,000 brackets
        raise UnreadableError(
            f"Expected a JSON object of plain fields, found one too deep or with too long a number "
            f"({type(error).__name__}); repair the row."
        ) from error
    if not isinstance(found, dict):
        raise UnreadableError(f"Expected a JSON object, found {_kind(found)}; give one object a row.")
    return _read_fields(found, names, "json")


def _read_cells(raw: bytes, header: list[str], row: list[str], names: Names) -> Page:
    if len(row) < len(header) or any(cell.strip() for cell in row[len(header) :]):
        raise UnreadableError(
            f"Expected {len(header)} cells in the row as in the header, found {len(row)}; "
            "quote cells that hold the delimiter."
        )
    return _read_fields(dict(zip(header, row, strict=False)), names, "csv")


def _read_fields(fields: Mapping[str, Any], names: Names, extractor: str) -> Page:
    key = _find(fields, names["text"])
    if key is None:
        raise UnreadableError(
            f"Expected a field {_or(names['text'])}, found {', '.join(map(str, fields))[:200] or 'no fields'}; "
            "name the field that holds the text."
        )
    text = fields[key]
    if text is not None and not isinstance(text, str):
        raise UnreadableError(
            f"Expected a text in the field {key!r}, found {_kind(text)}; put the text there as a string."
        )
    said = {field: _name(fields.get(_find(fields, names[field]) or "")) for field in FIELDS if field != "text"}
    return Page(
        text=tidy(text or ""),
        outlet=said["outlet"],
        url=said["url"],
        published=parse_published(said["published"]),
        title=said["title"],
        author=said["author"],
        language=said["language"],
        extractor=extractor,
    )


def _kind(value: object) -> str:
    names = {bool: "true or false", dict: "an object", float: "a number", int: "a number", list: "an array"}
    return names.get(type(value), "null" if value is None else "a string")


def _find(fields: Iterable[str], names: tuple[str, ...]) -> str | None:
    """Return the key that stands for one of our fields: as written if there is one, else in any case."""
    keys = list(fields)
    folded = {key.strip().casefold(): key for key in reversed(keys)}
    return next(
        (name if name in keys else folded[name.casefold()] for name in names if name.casefold() in folded), None
    )


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return clean_name(value) if isinstance(value, str) else None


def _find_delimiter(header: str, names: Names, *, tabs: bool = False) -> str | None:
    """Return the delimiter that cuts this header into most cells, the text among them; None if none does."""
    best: str | None = None
    most = 0
    for delimiter in ("\t", *DELIMITERS) if tabs else DELIMITERS:
        try:
            cells = [cell.strip() for cell in cut_row(header, lambda: None, delimiter, len(header))]
        except UnreadableError:
            continue  # a quotation mark that another delimiter would leave in peace
        if len(cells) > most and _find(cells, names["text"]) is not None:
            best, most = delimiter, len(cells)
    return best


def _to_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the stream in UTF-8 without byte order mark, if it is Unicode of another kind; else as it is."""
    pieces = iter(chunks)
    head = next(pieces, b"")
    encoding = wide_encoding(head)
    if encoding is None:
        yield head
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(head).encode("utf-8")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")


def _decode_lines(chunks: Iterable[bytes], largest: int) -> Iterator[Line]:
    pieces = _to_utf8(chunks)
    head = next(pieces, b"")
    try:
        encoding = guess_encoding(head)
    except UnreadableError as error:
        yield error
        return
    for line in _cut_lines(chain((head,), pieces), largest):
        if isinstance(line, UnreadableError):
            yield line
            continue
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError as error:
            yield UnreadableError(
                f"Expected text in {encoding} as in the rest of the table, found bytes that do not decode "
                f"({error.reason}); save the table as UTF-8."
            )


def _cut_lines(chunks: Iterable[bytes], largest: int) -> Iterator[Element]:
    """Cut a stream into lines without their ends; of a line over the limit nothing is kept."""
    held = bytearray()
    over = False
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        held += first
        for other in others:
            yield _too_long("a line", largest) if over or len(held) > largest else bytes(held)
            held = bytearray(other)
            over = False
        if len(held) > largest:
            held.clear()
            over = True
    if held or over:
        yield _too_long("a line", largest) if over else bytes(held)


def _too_long(what: str, largest: int) -> UnreadableError:
    return UnreadableError(
        f"Expected {what} of at most {largest} bytes, found a longer one; "
        "split the file into its reports or raise the setting largest_page."
    )


def _or(names: tuple[str, ...]) -> str:
    return " or ".join(repr(name) for name in names)
