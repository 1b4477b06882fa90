"""The commands that list what a ledger holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from rashomon.showing import asking, rows
from rashomon.showing.blocks import DISPUTE_HEADS, dispute_blocks, dispute_rows
from rashomon.showing.examples import Exampled
from rashomon.showing.options import (
    as_of_option,
    filter_of,
    filter_options,
    json_option,
    known_rivals,
    ledger_option,
    limit_option,
    open_ledger,
)
from rashomon.showing.terminal import on_terminal, show_json, show_lines, show_rows


@click.command(
    cls=Exampled,
    example=(
        "rashomon claims --place Shusha --side Armenia",
        "rashomon claims --stance denies --limit 20 --json",
    ),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("place", "speaker", "side", "kind", "outlet", "stance")
def claims(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    limit: int | None,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List claims: who says what, in which words.

    A terminal shows the main columns; a pipe and --json get them all.
    """
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.claims(ledger, wanted, as_of=as_of, limit=limit)) as found:
            show_rows(found, rows.CLAIMS, as_json=as_json, at_a_glance=rows.CLAIMS_AT_A_GLANCE)


@click.command(
    cls=Exampled,
    example=(
        "rashomon disputes --status contested",
        "rashomon disputes --place Shusha --as-of 2020-11-08 --json",
    ),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("place", "speaker", "side", "kind", "outlet", "stance", "status")
@click.option("--text", "as_text", is_flag=True, help="Print readable blocks even where no terminal reads them.")
def disputes(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    limit: int | None,
    as_text: bool,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List disputes, each position with the words that prove it."""
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.disputes(ledger, wanted, as_of=as_of, limit=limit)) as found:
            if as_json:
                show_json(found)
            elif as_text or on_terminal():
                from rashomon.showing.tables import show_blocks  # noqa: PLC0415 - rich is slow to load

                shown = list(found)
                behind = asking.claims_behind(ledger, shown, as_of=as_of)
                show_blocks(dispute_blocks(shown, behind, known_rivals(knowledge)))
            else:
                show_lines(DISPUTE_HEADS, dispute_rows(found))


@click.command(
    cls=Exampled,
    example=(
        'rashomon reports --outlet "Evening Ledger"',
        "rashomon reports --skipped",
    ),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("place", "speaker", "side", "kind", "outlet")
@click.option("--skipped", is_flag=True, help="List the pages that could not be read instead, each with its reason.")
def reports(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    limit: int | None,
    skipped: bool,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List the reports read, or the pages skipped."""
    if skipped and any(asked.values()):
        raise click.UsageError("a skipped page has no place, speaker, side, kind or outlet: leave the filters out")
    if skipped:
        with open_ledger(path) as ledger, closing(asking.skipped(ledger, as_of=as_of, limit=limit)) as unread:
            show_rows(unread, rows.SKIPPED, as_json=as_json)
        return
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.reports(ledger, wanted, as_of=as_of, limit=limit)) as found:
            show_rows(found, rows.REPORTS, as_json=as_json)


@click.command(
    cls=Exampled,
    example=('rashomon search "fierce battles"',),
)
@click.argument("query")
@ledger_option
@json_option
@as_of_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many hits.")
def search(*, query: str, path: Path, as_json: bool, as_of: str | None, limit: int) -> None:
    """Search the words of reports and claims."""
    with open_ledger(path) as ledger:
        hits = ledger.search(query, limit=limit, as_of=as_of)
        show_rows(hits, rows.HITS, as_json=as_json)
