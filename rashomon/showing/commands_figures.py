"""The command that lists how many of what everybody tells of, and where the numbers cannot be of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import click

from rashomon.records import Figures, Number
from rashomon.showing import asking
from rashomon.showing.examples import Exampled
from rashomon.showing.filters import fold
from rashomon.showing.moments import day_of
from rashomon.showing.options import (
    as_of_option,
    filter_of,
    filter_options,
    json_option,
    ledger_option,
    limit_option,
    open_ledger,
)
from rashomon.showing.rows import Layout
from rashomon.showing.terminal import show_json, show_rows
from rashomon.showing.wording import IN_OWN_VOICE, interval_words, number_words, outlet_words

Row = tuple[Figures, Number]


@click.command(
    cls=Exampled,
    example=(
        "rashomon figures --what killed --place Shusha",
        "rashomon figures --rival --json",
    ),
)
@ledger_option
@json_option
@as_of_option
@limit_option
@filter_options("place", "speaker", "side", "outlet")
@click.option("--what", multiple=True, help="Only counts of this, such as killed, drones or civilians.")
@click.option("--rival", is_flag=True, help="Only counts of which two speakers give numbers that cannot both hold.")
def figures(
    *,
    path: Path,
    as_json: bool,
    as_of: str | None,
    what: tuple[str, ...],
    rival: bool,
    limit: int | None,
    knowledge: tuple[Path, ...],
    **asked: tuple[str, ...],
) -> None:
    """List counts that are told more than once: who gives which number, and how far apart they are.

    A number of one event never stands beside that of a whole war, nor the losses of one side beside those of the
    other. A toll that rises from day to day is no disagreement; totals that fall are shown.
    """
    with open_ledger(path) as ledger:
        wanted = filter_of(asked, ledger, as_of=as_of, knowledge=knowledge)
        with closing(asking.figures(ledger, wanted, as_of=as_of)) as answers:
            found = islice((each for each in answers if _counts(each, what) and (each.rival or not rival)), limit)
            if as_json:
                show_json(found)
            else:
                show_rows(_rows(found), TELLINGS, as_json=False, at_a_glance=TELLINGS_AT_A_GLANCE)


def _counts(figures: Figures, what: tuple[str, ...]) -> bool:
    """Say whether a count is of what was asked: killed, soldiers, "drones shot down" for drones."""
    told = f" {fold(' '.join((figures.what, figures.of or '')))} "
    return not what or any(f" {fold(each)} " in told for each in what)


def _rows(found: Iterable[Figures]) -> Iterator[Row]:
    return ((each, telling) for each in found for telling in each.told)


def _with_side(telling: Number) -> str:
    who = _teller(telling)
    return f"{who} ({telling.side})" if telling.side and telling.side != who else who


def _teller(telling: Number) -> str:
    return telling.speaker or f"{outlet_words(telling.outlet)} ({IN_OWN_VOICE})"


def _cells(row: Row) -> tuple[str, ...]:
    figures, telling = row
    return (
        figures.id,
        figures.question,
        figures.what,
        figures.of or "",
        figures.place.name if figures.place else "",
        figures.about_side or "",
        figures.window or "",
        "rival" if figures.rival else "",
        _teller(telling),
        telling.side or "",
        outlet_words(telling.outlet),
        *(number_words(end) if end is not None else "" for end in (telling.low, telling.best, telling.high)),
        telling.words,
        day_of(telling.said_on) or "",
        telling.claim,
        *(number_words(end) if end is not None else "" for end in (figures.low, figures.best, figures.high)),
        str(figures.lineages),
        "; ".join(f"{fall.was:g} to {fall.now:g}" for fall in figures.falls),
    )


def _glance(row: Row) -> tuple[str, ...]:
    figures, telling = row
    first = telling is figures.told[0]
    over_all = interval_words(figures.low, figures.high)
    told = f"about {number_words(telling.best)}" if telling.best is not None else None
    return (
        figures.question if first else "",
        (f"{over_all}, rival" if figures.rival else over_all) if first else "",
        _with_side(telling),
        told or interval_words(telling.low, telling.high),
        day_of(telling.said_on) or "",
        outlet_words(telling.outlet),
        _fall(figures, telling),
    )


def _fall(figures: Figures, telling: Number) -> str:
    return "; ".join(f"from {fall.was:g} to {fall.now:g}" for fall in figures.falls if fall.later == telling.claim)


TELLINGS: Layout[Row] = Layout(
    (
        "figures", "question", "what", "of", "place", "about side", "window", "rival", "speaker", "side", "outlet",
        "low", "best", "high", "words", "said", "claim", "lowest", "leading", "highest", "lineages", "falls",
    ),
    _cells,
)  # fmt: skip
TELLINGS_AT_A_GLANCE: Layout[Row] = Layout(("question", "over all", "who", "tells", "said", "outlet", "falls"), _glance)
