"""The options that several commands share, and the reading of their values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rashomon.errors import QueryError
from rashomon.records import Claim, Stance, Status
from rashomon.showing.filters import Filter, Names, no_other_names
from rashomon.showing.knowledge_files import sort_out
from rashomon.showing.moments import fixed_width, read_moment

if TYPE_CHECKING:
    from rashomon.ledger.ledger import Ledger
    from rashomon.showing.places import Rivals

Command = TypeVar("Command", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """A date, or a date with a time; without a zone it is UTC."""

    name = "moment"

    def __init__(self, *, last: bool) -> None:
        """Choose which instant a bare date names: its first or its last."""
        self.last = last

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment that was written."""
        if isinstance(value, datetime):
            return value
        try:
            return read_moment(str(value), last=self.last)
        except QueryError as error:
            self.fail(str(error), param, ctx)


def ledger_option(command: Command) -> Command:
    """Add `--ledger`."""
    return click.option(
        "--ledger",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("ledger.sqlite"),
        show_default=True,
        help="The file that holds the ledger.",
    )(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON record a line, with all fields.")(
        command
    )


def knowledge_option(text: str) -> Callable[[Command], Command]:
    """Add `--knowledge`."""
    return click.option(
        "--knowledge", multiple=True, type=click.Path(path_type=Path, exists=True), metavar="PATH", help=text
    )


def as_of_option(command: Command) -> Command:
    """Add `--as-of`."""
    return click.option(
        "--as-of",
        type=Moment(last=True),
        metavar="MOMENT",
        callback=lambda _context, _option, value: fixed_width(value) if value else None,
        help="Answer as the ledger stood then: 2020-11-08 (to the end of that day, UTC) or 2020-11-08T18:00Z.",
    )(command)


def limit_option(command: Command) -> Command:
    """Add `--limit`."""
    return click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N that answer.")(
        command
    )


_NAMES = "Take names of places from this file or folder too, as `build --knowledge` does."
_FILTERS: dict[str, tuple[str, click.Choice[str] | None]] = {
    "place": ("Only what is about this place, by any of its names or its id.", None),
    "speaker": ("Only what this speaker says, by name, role or body.", None),
    "side": ("Only what this side says or holds.", None),
    "kind": ("Only events of this kind, such as control-gain.", None),
    "outlet": ("Only what this outlet carries.", None),
    "stance": ("Only claims of this stance.", click.Choice([each.value for each in Stance], case_sensitive=False)),
    "status": ("Only disputes that stand so.", click.Choice([each.value for each in Status], case_sensitive=False)),
}


def filter_options(*names: str) -> Callable[[Command], Command]:
    """Add the options of these filters, each of which may be given several times; a place asks for knowledge too."""

    def add(command: Command) -> Command:
        for name in reversed(names):
            text, kind = _FILTERS[name]
            command = click.option(f"--{name}", multiple=True, type=kind, help=text)(command)
        return knowledge_option(_NAMES)(command) if "place" in names else command

    return add


def filter_of(
    asked: dict[str, tuple[str, ...]], ledger: Ledger, *, as_of: str | None = None, knowledge: Sequence[Path] = ()
) -> Filter:
    """Return what was asked of a ledger as one filter; a place answers to its rival names too."""
    return Filter(
        place=asked.get("place", ()),
        speaker=asked.get("speaker", ()),
        side=asked.get("side", ()),
        kind=asked.get("kind", ()),
        outlet=asked.get("outlet", ()),
        stance=asked.get("stance", ()),
        status=asked.get("status", ()),
        names=_other_names(asked["place"], ledger.naming(asked["place"], as_of=as_of), knowledge)
        if asked.get("place")
        else no_other_names,
    )


def known_rivals(knowledge: Sequence[Path] = ()) -> Rivals:
    """Return what gives all known names of a place."""
    from rashomon.knowledge.loading import load_knowledge  # noqa: PLC0415 - takes a third of a second

    return load_knowledge(extra=sort_out(knowledge).added).rival_names


def _other_names(places: tuple[str, ...], claims: Iterable[Claim], knowledge: Sequence[Path]) -> Names:
    from rashomon.knowledge.loading import load_knowledge  # noqa: PLC0415
    from rashomon.showing.places import places_asked  # noqa: PLC0415

    found = places_asked(places, claims, load_knowledge(extra=sort_out(knowledge).added))

    def others(name: str) -> Collection[str]:
        return found.get(name, ())

    return others


def open_ledger(path: Path) -> Ledger:
    """Open a ledger that is there, for reading only."""
    from rashomon.ledger.ledger import Ledger  # noqa: PLC0415 - SQLite is not needed for help

    if not path.exists():
        raise click.UsageError(f"no ledger at {path}: build one with `rashomon build PLACE... --ledger {path}`")
    return Ledger.open(path, readonly=True)
