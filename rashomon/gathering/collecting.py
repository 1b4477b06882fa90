"""A place (a file, a folder, or `-` for standard input) -> its reports and notices, in an order that never changes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import MissingError, UnreadableError, WorldError
from rashomon.gathering.decoding import decode
from rashomon.gathering.html_pages import read_html
from rashomon.gathering.kinds import Kind, tell_kind
from rashomon.gathering.pages import Page, gather, skip
from rashomon.gathering.plain import read_plain
from rashomon.gathering.tables import (
    Names,
    gather_json_array,
    gather_json_lines,
    gather_table,
    name_columns,
    read_object,
)
from rashomon.records import Gathered
from rashomon.settings import Settings

CHUNK = 65_536  # bytes read at a time; the first chunk tells what the page is


def collect(
    place: str, *, settings: Settings, columns: Mapping[str, str] | None = None, stdin: BinaryIO | None = None
) -> Iterator[Gathered]:
    """Yield each report of a place, and a notice for each page that cannot be read.

    Args:
        place: a file, a folder (read with all its folders, hidden ones passed over), or "-".
        settings: the limits.
        columns: our field -> the name of the column or key that holds it, for JSON lines and tables.
        stdin: what "-" stands for, standard input if not given.

    """
    names = name_columns(columns)
    if place == "-":
        return _collect_stream("-", stdin or sys.stdin.buffer, "", names, settings)
    return _collect_path(os.path.normpath(place), names, settings)


def _collect_path(place: str, names: Names, settings: Settings) -> Iterator[Gathered]:
    """Walk one place by name, folders within folders in the order of their names."""
    root = Path(place)
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            linked = path != root and path.is_symlink()
            if linked:
                _refuse_stray_link(path, root)
            if stat.S_ISDIR(mode):
                # What a link points to inside the folder is read under its own name.
                waiting.extend([] if linked else _inside(path))
                continue
            opened = _open(path, mode)
        except WorldError as error:
            yield skip(_origin(path), error)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield skip(_origin(path), _missing(error))
        else:
            with opened:
                yield from _collect_stream(_origin(path), opened, path.suffix.lower(), names, settings)


def _collect_stream(origin: str, stream: BinaryIO, suffix: str, names: Names, settings: Settings) -> Iterator[Gathered]:
    """Read one stream: a page whole, up to the limit; rows one by one, however many."""
    try:
        head = stream.read(min(CHUNK, settings.largest_page + 1))
        try:
            kind = tell_kind(head, suffix, names)
        except UnreadableError as error:
            raw = _read_rest(head, stream, settings)
            yield skip(origin, error, raw if len(raw) <= settings.largest_page else None)
            return
        chunks = chain((head,), iter(partial(stream.read, CHUNK), b""))
        if kind is Kind.JSON_LINES:
            yield from gather_json_lines(origin, chunks, names, settings)
        elif kind is Kind.JSON_ARRAY:
            yield from gather_json_array(origin, chunks, names, settings)
        elif kind is Kind.TABLE:
            yield from gather_table(origin, chunks, names, settings, tabs=suffix in (".tsv", ".tab"))
        else:
            yield _gather_page(origin, _read_rest(head, stream, settings), kind, names, settings)
    except WorldError as error:
        yield skip(origin, error)
    except OSError as error:
        yield skip(origin, UnreadableError(f"Expected a file that can be read to its end, found: {_words(error)}."))


def _read_rest(head: bytes, stream: BinaryIO, settings: Settings) -> bytes:
    """Return the page, and of one over the limit no more than one byte too many."""
    return head + stream.read(settings.largest_page + 1 - len(head))


def _gather_page(origin: str, raw: bytes, kind: Kind, names: Names, settings: Settings) -> Gathered:
    if len(raw) > settings.largest_page:
        return skip(
            origin,
            UnreadableError(
                f"Expected a page of at most {settings.largest_page} bytes, found a larger one; "
                "split it into its reports or raise the setting largest_page."
            ),
        )
    if kind is Kind.HTML:
        return gather(origin, raw, partial(read_html, deepest=settings.deepest_html), settings)
    if kind is Kind.JSON_OBJECT:
        return gather(f"{origin}#1", raw, partial(read_object, names=names), settings)
    return gather(origin, raw, _read_text, settings)


def _read_text(raw: bytes) -> Page:
    return read_plain(decode(raw))


def _inside(folder: Path) -> list[Path]:
    """Return what a folder holds, hidden names left out, last name first, as a stack wants it."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def _open(path: Path, mode: int) -> BinaryIO:
    if not stat.S_ISREG(mode):
        raise MissingError(
            "Expected a file or a folder, found a pipe, socket or device; give a file, or - to read standard input."
        )
    return path.open("rb")


def _refuse_stray_link(path: Path, root: Path) -> None:
    """Raise if a link in a folder leads out of it, or into a part of it that is passed over."""
    target, top = path.resolve(), root.resolve()
    if not target.is_relative_to(top) or any(part.startswith(".") for part in target.relative_to(top).parts):
        raise MissingError(
            f"Expected pages inside the folder, found a link to {_origin(target)} outside or hidden; "
            "name that place itself to have it read."
        )


def _missing(error: OSError | ValueError) -> MissingError:
    return MissingError(f"Expected a file or folder that may be opened, found: {_words(error)}; check name and rights.")


def _words(error: OSError | ValueError) -> str:
    """Return the system's words for a trouble, without the path, which the origin tells."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).rstrip(".").lower()


def _origin(path: Path) -> str:
    """Return a path with slashes, and with bytes that are no UTF-8 written out."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
