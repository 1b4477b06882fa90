"""Rows and blocks -> a terminal, set to its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rashomon.showing.blocks import Line
from rashomon.showing.cleaning import one_line
from rashomon.showing.terminal import say

_UNBROKEN = {"holder", "from", "until", "conceded on"}  # days and names of sides are read at a glance
_NARROW = 72  # characters of a terminal on which they must break all the same


def show_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table that fits the terminal; columns that are empty throughout are left out."""
    kept = list(rows)
    # Quoted words are what people read: the other columns give way to them.
    quoting = "words" in heads
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), expand=quoting)
    used = [place for place in range(len(heads)) if any(row[place] for row in kept)]
    for place in used:
        if heads[place] == "words":
            table.add_column(heads[place], overflow="fold", ratio=1)
        else:
            table.add_column(heads[place], overflow="fold", max_width=16 if quoting else None)
    for row in kept:
        table.add_row(*(Text(one_line(row[place])) for place in used))
    if kept:
        _open_console().print(table)
    say(f"{len(kept):,} found")


def show_sections(
    heads: tuple[str, ...], sections: Iterable[tuple[str, Sequence[tuple[str, ...]]]], *, found: int
) -> None:
    """Write a table under each title; columns that are empty throughout a section are left out of it."""
    console = _open_console()
    for number, (title, rows) in enumerate(sections):
        if number:
            console.print()
        console.print(Text(one_line(title), style="bold"))
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        used = [place for place in range(len(heads)) if any(row[place] for row in rows)]
        for place in used:
            unbroken = heads[place] in _UNBROKEN and console.width >= _NARROW
            longest = max(len(row[place]) for row in rows)
            table.add_column(heads[place], overflow="fold", min_width=min(longest, 18) if unbroken else None)
        for row in rows:
            table.add_row(*(Text(one_line(row[place])) for place in used))
        console.print(table)
    say(f"{found:,} found")


def show_blocks(blocks: Iterable[Iterable[Line]]) -> None:
    """Write blocks of lines, a rule between two blocks."""
    console = _open_console()
    shown = 0
    for block in blocks:
        if shown:
            console.print()
            console.rule(style="dim", characters="─" if console.encoding.startswith("utf") else "-")
        for line in block:
            for piece in _folded(one_line(line.words), console, line.inset):
                console.print(Text(" " * line.inset).append(piece, style=line.style))
        shown += 1
    say(f"{shown:,} found")


def _folded(words: str, console: Console, inset: int) -> list[str]:
    """Return the words in pieces that fit beside the inset, however narrow the terminal."""
    pieces = Text(words).wrap(console, max(console.width - inset, 10), overflow="fold")
    return [piece.plain.rstrip() for piece in pieces] or [""]


def _open_console() -> Console:
    """Return a console that takes text as it is: no markup, no emoji codes, no guessing of what to colour."""
    return Console(markup=False, emoji=False, highlight=False)
