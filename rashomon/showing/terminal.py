"""Records -> standard output: JSON lines, a table on a terminal, tab-separated lines elsewhere.

Everything that came from outside passes through `one_line` before it reaches a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from rashomon.showing.cleaning import one_line, plain_json

if TYPE_CHECKING:
    from rashomon.showing.rows import Layout

T = TypeVar("T")


def on_terminal() -> bool:
    """Say whether a person reads standard output."""
    return sys.stdout.isatty()


def show_json(records: Iterable[object]) -> None:
    """Write one record a line, with all its fields."""
    encoder = msgspec.json.Encoder()
    write_out(plain_json(encoder.encode(record)) + b"\n" for record in records)


def show_rows(records: Iterable[T], layout: Layout[T], *, as_json: bool, at_a_glance: Layout[T] | None = None) -> None:
    """Write records as JSON, as tab-separated lines, or on a terminal as a table, which may show less of them."""
    table = at_a_glance or layout
    if as_json:
        show_json(records)
    elif on_terminal():
        from rashomon.showing.tables import show_table  # noqa: PLC0415 - rich is slow to load

        show_table(table.heads, (table.cells(record) for record in records))
    else:
        show_lines(layout.heads, (layout.cells(record) for record in records))


def show_lines(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write tab-separated lines, the heads of the columns first."""
    write_out("\t".join(map(one_line, row)).encode() + b"\n" for row in chain((heads,), rows))


def write_out(pieces: Iterable[bytes]) -> None:
    """Write bytes to standard output, whatever encoding the terminal claims."""
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(piece)
    out.flush()


def say(line: str) -> None:
    """Write one line to standard error."""
    click.echo(one_line(line), err=True)
