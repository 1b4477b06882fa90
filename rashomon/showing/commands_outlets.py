"""The command that tells what each outlet carries, drops and repeats."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rashomon.showing.examples import Exampled
from rashomon.showing.options import as_of_option, filter_options, json_option, ledger_option, open_ledger
from rashomon.showing.outlets import OutletProfile, Printed, Shared, asked_for, profiles
from rashomon.showing.rows import Layout
from rashomon.showing.terminal import show_rows
from rashomon.showing.view import read_view
from rashomon.showing.wording import count_words, outlet_words


@click.command(
    cls=Exampled,
    example=(
        "rashomon outlets",
        'rashomon outlets --outlet "Evening Ledger" --json',
    ),
)
@ledger_option
@json_option
@as_of_option
@filter_options("outlet")
def outlets(*, path: Path, as_json: bool, as_of: str | None, outlet: tuple[str, ...]) -> None:
    """List what each outlet carries, drops and repeats.

    Counts alone: claims in its own voice and by speakers of each side; disputed claims of each side, and the reports
    in which another side answers them or nobody does; what others told on days on which it published, and it did
    not; whose reports it repeats, and who repeats it.
    """
    with open_ledger(path) as ledger:
        found = asked_for(profiles(read_view(ledger, as_of=as_of)), outlet)
        show_rows(found, OUTLETS, as_json=as_json, at_a_glance=OUTLETS_AT_A_GLANCE)


def _cells(each: OutletProfile) -> tuple[str, ...]:
    return (
        outlet_words(each.outlet),
        *map(str, (each.reports, each.claims, each.own_voice, each.attributed)),
        "; ".join(f"{spoken.side or 'not known'}: {spoken.claims}" for spoken in each.by_side),
        str(each.disputes),
        str(each.first),
        "; ".join(map(_printed, each.printed)),
        *(str(len(kept)) for kept in (each.dropped.disputes, each.dropped.places, each.dropped.utterances)),
        *map(_shared, (each.repeats, each.repeated_by, each.cites, each.cited_by, each.credits)),
    )


def _glance(each: OutletProfile) -> tuple[str, ...]:
    dropped = each.dropped
    return (
        outlet_words(each.outlet),
        count_words(each.reports, "report"),
        f"{each.own_voice} own voice, {each.attributed} attributed",
        "; ".join(f"{spoken.side or 'not known'}: {spoken.claims}" for spoken in each.by_side),
        "; ".join(map(_printed, each.printed)),
        f"{count_words(len(dropped.disputes), 'dispute')}, {count_words(len(dropped.places), 'place')}",
        _shared(each.repeats),
        _shared(each.repeated_by),
    )


def _printed(printed: Printed) -> str:
    """Return how often a side's disputed claims are printed, and in how many reports with an answer.

    >>> _printed(Printed("Osmark", 5, 1, 2))
    'Osmark: 5 claims, 1 report with denial, 2 without'
    """
    told = f"{count_words(printed.claims, 'claim')}, {count_words(printed.with_denial, 'report')} with denial"
    return f"{printed.side}: {told}, {printed.without_denial} without"


def _shared(shared: Iterable[Shared]) -> str:
    return "; ".join(f"{outlet_words(each.outlet)}: {each.reports}" for each in shared)


OUTLETS: Layout[OutletProfile] = Layout(
    (
        "outlet", "reports", "claims", "own voice", "attributed", "by side", "disputes", "first", "disputed claims",
        "dropped disputes", "dropped places", "dropped utterances", "repeats", "repeated by", "cites", "cited by",
        "credits",
    ),
    _cells,
)  # fmt: skip
OUTLETS_AT_A_GLANCE: Layout[OutletProfile] = Layout(
    ("outlet", "reports", "claims", "by side", "disputed claims", "dropped", "repeats", "repeated by"), _glance
)
