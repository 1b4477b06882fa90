"""Records of control -> layers as map users know them: for each place and time who is claimed, denied and conceded.

A layer lasts from its day until the day of the next layer of that place or part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rashomon.records import Control, Place
from rashomon.showing.control_rows import holds_on
from rashomon.showing.rows import Layout


@dataclass(frozen=True, slots=True)
class Held:
    """A holder, and by whose words this is so or not so."""

    holder: str
    by: tuple[str, ...]  # alphabetical
    on: str | None = None  # the day of a concession


@dataclass(frozen=True, slots=True)
class Layers:
    """Who is claimed to hold a place or a part of it, from a day on (None: as far back as anybody tells)."""

    place: Place
    part: str | None
    day: str | None
    claimed: tuple[Held, ...]
    denied: tuple[Held, ...]
    conceded: tuple[Held, ...]


def layers(rows: Iterable[Control], *, day: str | None = None) -> Iterator[Layers]:
    """Give the layers of each place and part, one for each day on which a record begins, ends or is conceded.

    Args:
        rows: Records of control.
        day: If given, only the layer of that day.

    """
    ordered = sorted(rows, key=_where)
    for _, group in groupby(ordered, key=_where):
        here = list(group)
        for turn in [day] if day is not None else _turns(here):
            standing = [row for row in here if _stands(row, turn)]
            if standing:
                yield _layer(standing, turn)


def _where(row: Control) -> tuple[str, str, str]:
    return (row.place.name, row.place.id or "", (row.part or "").casefold())


def _turns(rows: Iterable[Control]) -> list[str | None]:
    """Return the days on which something changes; None is before the first, if anybody tells of that."""
    days: set[str] = set()
    open_ended = False
    for row in rows:
        open_ended |= row.since is None
        days |= {when.start for when in (row.since, row.until) if when is not None and when.start}
        if row.conceded and row.conceded.on and row.conceded.side != row.holder:
            days.add(row.conceded.on)
    return [*([None] if open_ended else []), *sorted(days)]


def _stands(row: Control, day: str | None) -> bool:
    return row.since is None if day is None else holds_on(row, day)


def _layer(rows: list[Control], day: str | None) -> Layers:
    conceded = [
        Held(row.holder, (row.conceded.speaker,) if row.conceded.speaker else (), row.conceded.on)
        for row in rows
        if row.conceded is not None and row.conceded.side != row.holder and _by(row.conceded.on, day)
    ]
    return Layers(
        place=rows[0].place,
        part=rows[0].part,
        day=day,
        claimed=_joined((row.holder, row.according_to) for row in rows),
        denied=_joined((row.holder, row.denied_by) for row in rows if row.denied_by),
        conceded=tuple(sorted(set(conceded), key=lambda held: (held.holder, held.on or "", held.by))),
    )


def _by(on: str | None, day: str | None) -> bool:
    return on is None or (day is not None and on <= day)


def _joined(told: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Held, ...]:
    tellers: dict[str, set[str]] = {}
    for holder, by in told:
        tellers.setdefault(holder, set()).update(by)
    return tuple(Held(holder, tuple(sorted(by))) for holder, by in sorted(tellers.items()))


def _cells(each: Layers) -> tuple[str, ...]:
    return (
        each.place.name,
        each.part or "",
        each.day or "",
        _words(each.claimed),
        _words(each.denied),
        _words(each.conceded),
    )


def _words(held: Iterable[Held]) -> str:
    return "; ".join(f"{each.holder} ({', '.join(filter(None, (*each.by, each.on)))})" for each in held)


LAYERS: Layout[Layers] = Layout(("place", "part", "from", "claimed", "denied", "conceded"), _cells)


def layer_sections(found: Iterable[Layers]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Give the names of each place with its layers."""
    for name, here in groupby(found, key=lambda each: each.place.name):
        yield name, [_cells(each)[1:] for each in here]
