"""The command that shows what reports name, without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rashomon.settings import load_settings
from rashomon.showing.examples import Exampled
from rashomon.showing.knowledge_files import sort_out
from rashomon.showing.options import json_option, knowledge_option
from rashomon.showing.terminal import say, show_rows


@click.command(cls=Exampled, example=("rashomon mentions report.txt", "rashomon mentions reports/ --json"))
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@knowledge_option("Know this file, folder or table too, as `build --knowledge` does.")
@json_option
@click.pass_context
def mentions(ctx: click.Context, *, places: tuple[str, ...], knowledge: tuple[Path, ...], as_json: bool) -> None:
    """Show every name, place, time and figure of some reports: where, when, who, how many, and why.

    PLACE is a file or a folder of reports, as for `build`; - is standard input. Nothing is recorded.

    Exit code: 0 all pages were read, 3 some were skipped.
    """
    from rashomon.records import Skipped  # noqa: PLC0415 - not needed for help
    from rashomon.showing.building import look_at  # noqa: PLC0415 - loads spaCy
    from rashomon.showing.mentioned import GLANCE, LAYOUT, Mention, rows_of  # noqa: PLC0415

    skipped: list[Skipped] = []

    def found() -> Iterator[Mention]:
        for seen in look_at(places, settings=load_settings(), given=sort_out(knowledge), stdin=sys.stdin.buffer):
            if isinstance(seen, Skipped):
                skipped.append(seen)
            else:
                yield from rows_of(*seen)

    show_rows(found(), LAYOUT, as_json=as_json, at_a_glance=GLANCE)
    for record in skipped:
        say(f"skipped {record.origin}: {record.reason}")
    if skipped:
        ctx.exit(3)
