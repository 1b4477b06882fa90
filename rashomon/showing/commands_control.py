"""The command that lists who is said to hold which place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import click

from rashomon.showing import asking
from rashomon.showing.control_rows import (
    AT_PLACE,
    BY_CLAIMANT,
    CONTROL,
    by_claimant,
    by_place_and_time,
    claimant_sections,
    on_day,
    sections,
)
from rashomon.showing.examples import Exampled
from rashomon.showing.layers import LAYERS, Layers, layer_sections, layers
from rashomon.showing.options import as_of_option, filter_of, filter_options, json_option, ledger_option, open_ledger
from rashomon.showing.terminal import on_terminal, show_rows


@click.command(
    cls=Exampled,
    example=(
        "rashomon control --place Shusha",
        "rashomon control --place Shusha --on 2020-11-08",
        "rashomon control --layers --json",
    ),
)
@ledger_option
@json_option
@as_of_option
@filter_options("place", "speaker", "side", "outlet")
@click.option(
    "--on",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    callback=lambda _context, _option, value: value.date().isoformat() if value else None,
    help="Only what is claimed to be so on this day, such as 2020-11-08.",
)
@click.option(
    "--by-claimant", "each_claimant", is_flag=True, help="Print a line for each claimant, with the days told by each."
)
@click.option(
    "--layers",
    "as_layers",
    is_flag=True,
    help="Print, for each place and time, by whom a holder is claimed, denied and conceded.",
)
def control(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    day: str | None,
    each_claimant: bool,
    as_layers: bool,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List who holds which place or part of it, from when until when, according to whom.

    Each line says who denies it and who has conceded it, and when.
    """
    if each_claimant and as_layers:
        raise click.UsageError("--by-claimant and --layers are two tables: ask for one")
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.control(ledger, wanted, as_of=as_of)) as found:
            rows = list(on_day(found, day) if day else found)
    if not as_json:
        rows.sort(key=by_place_and_time)
    if as_layers:
        _show_layers(list(layers(rows, day=day)), as_json=as_json)
    elif on_terminal() and not as_json and each_claimant:
        _show_sections(BY_CLAIMANT.heads[1:], claimant_sections(rows), len(rows))
    elif on_terminal() and not as_json:
        _show_sections(AT_PLACE, sections(rows), len(rows))
    elif each_claimant:
        show_rows(by_claimant(rows), BY_CLAIMANT, as_json=as_json)
    else:
        show_rows(rows, CONTROL, as_json=as_json)


def _show_layers(found: Sequence[Layers], *, as_json: bool) -> None:
    if on_terminal() and not as_json:
        _show_sections(LAYERS.heads[1:], layer_sections(found), len(found))
    else:
        show_rows(found, LAYERS, as_json=as_json)


def _show_sections(heads: tuple[str, ...], parts: Iterable[tuple[str, Sequence[tuple[str, ...]]]], found: int) -> None:
    from rashomon.showing.tables import show_sections  # noqa: PLC0415 - rich is slow to load

    show_sections(heads, parts, found=found)
