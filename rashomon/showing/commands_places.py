"""The commands for the table of the world's places: add to it, and see how a name is led to a place."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.showing.examples import Exampled, ExampledGroup
from rashomon.showing.knowledge_files import sort_out
from rashomon.showing.options import json_option, knowledge_option
from rashomon.showing.terminal import say, show_json

_SHOWN = 12  # places of one name; more are counted


@click.group(
    cls=ExampledGroup,
    example=("rashomon places show Martuni", 'rashomon places show Paris --in "Shots fell in Paris, Texas."'),
)
def places() -> None:
    """See how names of places are led to places, and add places of your own."""


@places.command(
    "import",
    cls=Exampled,
    example=(
        "rashomon places import SD.txt --output sudan.sqlite",
        "rashomon build reports/ --knowledge sudan.sqlite",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The table to write; by default the name of FILE with .sqlite, in this folder.",
)
def import_(*, file: Path, output: Path | None) -> None:
    """Make a table of places that `--knowledge` takes.

    FILE is a country's dump of GeoNames (XX.txt), or a CSV with the columns name, lat, lon, and if wanted id, names
    (between "|"), kind, country, region, population. Rows that cannot be used are told and left out.

    Exit code: 0 all rows were taken, 3 some were left out, 2 the file cannot be used.
    """
    from rashomon.knowledge.importing import import_places  # noqa: PLC0415 - not needed for help

    path = output or Path(f"{file.stem}.sqlite")
    done = import_places(file, path)
    for line, why in done.left_out[:_SHOWN]:
        say(f"left out line {line}: {why}")
    if len(done.left_out) > _SHOWN:
        say(f"left out {len(done.left_out) - _SHOWN:,} more lines")
    click.echo(f"{path}: {done.places:,} places; use it with --knowledge {path}")
    if done.left_out:
        raise SystemExit(3)


@places.command(
    cls=Exampled,
    example=(
        "rashomon places show Shushi",
        'rashomon places show Tripoli --in "The army said it took Tripoli, in the north of Lebanon."',
    ),
)
@click.argument("name")
@click.option("--in", "text", metavar="WORDS", help="The words in which the name stands; without them it stands alone.")
@knowledge_option("Know this file, folder or table too, as `build --knowledge` does.")
@json_option
def show(*, name: str, text: str | None, knowledge: tuple[Path, ...], as_json: bool) -> None:
    """Show every place of a name, and which one a report would be led to, and why.

    The places are weighed by what stands beside the name, by the other places of the text, and by how many people
    live there; the share is the weight of each among all.
    """
    from rashomon.knowledge.loading import load_knowledge  # noqa: PLC0415 - not needed for help
    from rashomon.showing.cleaning import one_line  # noqa: PLC0415
    from rashomon.showing.leading import lead  # noqa: PLC0415

    known = load_knowledge(extra=sort_out(knowledge).added)
    led = lead(known, name, text)
    if as_json:
        show_json(led.rows())
        return
    for line in led.lines(known, _SHOWN):
        click.echo(one_line(line))
