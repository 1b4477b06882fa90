"""The commands that show who says the same, and who only repeats whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.showing import asking, rows
from rashomon.showing.blocks import Line
from rashomon.showing.differences import (
    Compared,
    change_words,
    changes_of,
    compare,
    denials_of,
    marked,
    wording_head,
)
from rashomon.showing.examples import Exampled
from rashomon.showing.options import (
    as_of_option,
    filter_of,
    filter_options,
    json_option,
    ledger_option,
    limit_option,
    open_ledger,
)
from rashomon.showing.terminal import on_terminal, show_json, show_lines, show_rows
from rashomon.showing.wording import count_words, quoted

if TYPE_CHECKING:
    from rashomon.ledger.ledger import Ledger
    from rashomon.records import Claim, Utterance

_DIFF_HEADS = ("utterance", "speaker", "outlet", "said", "cue", "words", "changes")


@click.command(
    cls=Exampled,
    example=("rashomon utterances --speaker Aliyev", "rashomon utterances --diff --text"),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("place", "speaker", "side", "outlet")
@click.option("--diff", is_flag=True, help="Set the wordings under one another; words that differ are [bracketed].")
@click.option("--text", "as_text", is_flag=True, help="With --diff: readable blocks even where no terminal reads them.")
def utterances(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    diff: bool,
    as_text: bool,
    limit: int | None,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List acts of speech that several reports carry.

    The reports may give them in different words or translations. With --diff each later wording is held against the
    first: words swapped, left out or added, another cue, and a denial that only other reports carry.
    """
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.utterances(ledger, wanted, as_of=as_of, limit=limit)) as found:
            if diff:
                _show_differences(_compared(found, ledger, as_of), as_json=as_json, as_text=as_text)
            else:
                known: asking.Standing[Claim] = asking.Standing(ledger, "claim", lambda claim: claim, as_of=as_of)
                show_rows(found, rows.utterance_layout(known), as_json=as_json)


@click.command(
    cls=Exampled,
    example=("rashomon copies --json",),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("outlet")
def copies(*, path: Path, as_json: bool, as_of: str | None, limit: int | None, **asked: tuple[str, ...]) -> None:
    """List reports that repeat another report, or cite single claims of it.

    Each names the report that was published first of all that repeat one another.
    """
    with (
        open_ledger(path) as ledger,
        closing(asking.copies(ledger, filter_of(asked, ledger, as_of=as_of), as_of=as_of, limit=limit)) as found,
    ):
        origins = asking.Standing(ledger, "report", lambda report: str(report.origin), as_of=as_of)
        show_rows(found, rows.copy_layout(origins), as_json=as_json)


def _compared(utterances: Iterable[Utterance], ledger: Ledger, as_of: str | None) -> Iterator[Compared]:
    known = {claim.id: claim for claim in ledger.claims(as_of=as_of)}
    denials = denials_of(known.values(), ledger.disputes(as_of=as_of))
    return (compare(utterance, known, denials) for utterance in utterances)


def _show_differences(found: Iterator[Compared], *, as_json: bool, as_text: bool) -> None:
    if as_json:
        show_json(found)
    elif as_text or on_terminal():
        from rashomon.showing.tables import show_blocks  # noqa: PLC0415 - rich is slow to load

        show_blocks(_block(each) for each in found)
    else:
        show_lines(_DIFF_HEADS, (row for each in found for row in _rows(each)))


def _block(compared: Compared) -> Iterator[Line]:
    """Give the lines of one utterance: each wording, and under it what it changed."""
    yield Line(0, "bold", f"{compared.speaker}, in {count_words(len(compared.reports), 'report')}")
    for wording in compared.differences.wordings:
        yield Line(2, "dim", wording_head(wording))
        yield Line(4, "italic", quoted(marked(wording)))
        for change in changes_of(compared, wording.claim):
            yield Line(6, "", change_words(change))


def _rows(compared: Compared) -> Iterator[tuple[str, ...]]:
    for wording in compared.differences.wordings:
        changes = "; ".join(map(change_words, changes_of(compared, wording.claim)))
        told = (wording.outlet or "", wording.said or "", wording.cue or "", marked(wording), changes)
        yield (compared.id, compared.speaker, *told)
