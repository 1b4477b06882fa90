"""The commands that check and show what is known beforehand."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.showing.examples import Exampled, ExampledGroup
from rashomon.showing.knowledge_files import sort_out
from rashomon.showing.options import json_option, knowledge_option
from rashomon.showing.terminal import say, show_json


@click.group(cls=ExampledGroup, example=("rashomon knowledge check my-war.toml", "rashomon knowledge show Shushi"))
def knowledge() -> None:
    """Check knowledge files, and look up what is known beforehand.

    Knowledge is what `build` goes by: sides, people and their offices, places with all their names, and outlets.
    """


@knowledge.command(
    cls=Exampled,
    example=("rashomon knowledge check my-war.toml",),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def check(*, file: Path) -> None:
    """Say what a knowledge file adds, or what is wrong in it.

    FILE is a TOML file of a war or of word lists, or a folder of them.
    A mistake is told with its table, its key and what was expected there.

    Exit code: 0 the file can be used, 2 it cannot.
    """
    from rashomon.knowledge.loading import load_knowledge  # noqa: PLC0415 - not needed for help

    given = sort_out([file])
    if given.added:
        from rashomon.showing.knowing import additions  # noqa: PLC0415

        click.echo(f"{file}: {additions(load_knowledge(extra=given.added), load_knowledge())}")
    if given.word_lists is not None:
        from rashomon.showing.building import check_word_lists  # noqa: PLC0415 - loads spaCy

        check_word_lists(given.word_lists)
        click.echo(f"{given.word_lists}: the word lists can be used")


@knowledge.command(
    cls=Exampled,
    example=("rashomon knowledge show Shushi", "rashomon knowledge show Quill --knowledge my-war.toml --json"),
)
@click.argument("name")
@knowledge_option("Know this file or folder too, as `build --knowledge` does.")
@json_option
def show(*, name: str, knowledge: tuple[Path, ...], as_json: bool) -> None:
    """Show the places, people, sides, bodies and outlets of this name.

    A place answers to each of its names, a person also to the surname, a side also to its capital.
    """
    from rashomon.knowledge.loading import load_knowledge  # noqa: PLC0415 - not needed for help
    from rashomon.showing.cleaning import one_line  # noqa: PLC0415
    from rashomon.showing.knowing import known_by, lines_of  # noqa: PLC0415

    known = load_knowledge(extra=sort_out(knowledge).added)
    found = known_by(known, name)
    if as_json:
        show_json(each.row() for each in found)
        return
    for each in found:
        for line in lines_of(each, known):
            click.echo(one_line(line))
    say(f"{len(found):,} found")
