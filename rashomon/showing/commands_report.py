"""The command that writes the briefing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from rashomon.showing.examples import Exampled
from rashomon.showing.options import as_of_option, filter_of, filter_options, known_rivals, ledger_option, open_ledger
from rashomon.showing.terminal import say, write_out
from rashomon.showing.versions import package_version
from rashomon.showing.view import narrow, read_view


@click.command(
    cls=Exampled,
    example=(
        "rashomon report --ledger war.sqlite -o briefing.html",
        "rashomon report --place Shusha --as-of 2020-11-09 -o - > shusha.html",
    ),
)
@ledger_option
@as_of_option
@filter_options("place", "speaker", "side", "kind", "outlet", "stance", "status")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=Path("briefing.html"),
    show_default=True,
    help="Where to write the page; - is standard output.",
)
@click.option("--title", help="The title of the page.")
def report(
    *,
    path: Path,
    as_of: str | None,
    output: Path,
    title: str | None,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """Write the briefing: one page with every dispute.

    Each position stands with the words that prove it, linked to the full text of their report.

    The page needs no network, no browser add-on and no other file.
    """
    from rashomon.showing.briefing import write_briefing  # noqa: PLC0415 - Jinja2 is slow to load

    with open_ledger(path) as ledger:
        view = narrow(read_view(ledger, as_of=as_of), filter_of(asked, ledger, as_of=as_of, knowledge=knowledge))
    page = write_briefing(view, title=title, version=package_version(), rivals=known_rivals(knowledge)).encode()
    if str(output) == "-":
        write_out([page])
        return
    _replace(output, page)
    say(f"briefing written to {output}")


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or leave the one that was there."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_mask())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise click.FileError(str(path), error.strerror) from error


def _mask() -> int:
    """Return the process's mask of file modes, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
