"""The command that reads reports into a ledger."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.settings import load_settings
from rashomon.showing.examples import Exampled
from rashomon.showing.knowledge_files import sort_out
from rashomon.showing.options import Moment, json_option, knowledge_option, ledger_option
from rashomon.showing.terminal import say, show_json
from rashomon.showing.wording import count_words

if TYPE_CHECKING:
    from rashomon.pipeline import Summary

SOME_SKIPPED = 3


@click.command(
    cls=Exampled,
    example=(
        "rashomon build reports/ extra.html --ledger war.sqlite",
        "rashomon build corpus.jsonl --column text=body --column published=date",
        "rashomon build reports/ --knowledge my-war.toml --knowledge outlets.toml",
    ),
)
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@ledger_option
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=FIELD",
    help="Take this part of a report (text, outlet, url, published, title...) from that field of JSON lines or CSV.",
)
@click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A TOML file with other numbers than the defaults.",
)
@knowledge_option(
    "Know this too: a TOML file of a war or of outlets, or a folder of such files; may be given several times."
    " Word lists in the folder (cues.toml, codebook.toml, channels.toml, roles.toml, given_names.toml, pronouns.toml,"
    " answers.toml, toponyms.toml, weapons.toml) replace the shipped ones."
)
@click.option(
    "--recorded",
    type=Moment(last=False),
    metavar="MOMENT",
    help="Stamp every entry with this moment instead of the clock, so that the same build gives the same bytes.",
)
@json_option
@click.pass_context
def build(
    context: click.Context,
    *,
    places: tuple[str, ...],
    path: Path,
    columns: tuple[str, ...],
    settings_path: Path | None,
    knowledge: tuple[Path, ...],
    recorded: datetime | None,
    as_json: bool,
) -> None:
    """Read reports into a ledger, with their claims and disputes.

    A PLACE is a file, a folder with all that is in it, or - for standard input.
    Building again adds only what is new.
    Exit code: 0 every page was read, 3 some were skipped (each is named with its reason), 2 wrong use.
    """
    for place in places:
        if place != "-" and not Path(place).exists():
            raise click.BadParameter(f"no file or folder at {place!r}", param_hint="PLACE")
    chosen, settings, given = _columns(columns), load_settings(settings_path), sort_out(knowledge)

    # Only now: this loads spaCy, and a wrong call should be told at once.
    from rashomon.showing import building  # noqa: PLC0415

    summary = building.build(
        places,
        path,
        settings=settings,
        given=given,
        now=(lambda: recorded) if recorded else (lambda: datetime.now(UTC)),
        columns=chosen,
        stdin=sys.stdin.buffer if "-" in places else None,
        tell=say,
    )
    _show(summary, path, as_json=as_json)
    if summary.skipped:
        context.exit(SOME_SKIPPED)


def summary_lines(summary: Summary, path: Path) -> list[str]:
    """Return what a build did, in counts that add up."""
    seen = summary.read + summary.known + summary.skipped
    return [
        f"{count_words(seen, 'page')} seen = {summary.read:,} read + {summary.known:,} already known"
        f" + {summary.skipped:,} skipped",
        f"{count_words(summary.claims, 'claim')}, {count_words(summary.disputes, 'dispute')};"
        f" {count_words(summary.entries, 'new entry', 'new entries')} in {path}",
    ]


def _show(summary: Summary, path: Path, *, as_json: bool) -> None:
    if as_json:
        show_json([summary])
        return
    for line in summary_lines(summary, path):
        click.echo(line)


def _columns(given: tuple[str, ...]) -> dict[str, str] | None:
    """Return which field each part of a report is taken from."""
    chosen: dict[str, str] = {}
    for each in given:
        name, equals, column = each.partition("=")
        if not (name and equals and column):
            raise click.BadParameter(f"expected NAME=FIELD such as text=body, found {each!r}", param_hint="--column")
        chosen[name] = column
    return chosen or None
