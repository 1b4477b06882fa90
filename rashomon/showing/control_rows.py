"""Records of control -> rows of cells: a line a record, or a line for each claimant of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rashomon.records import Claimant, Control, When
from rashomon.showing.rows import Layout
from rashomon.showing.wording import concession_words


@dataclass(frozen=True, slots=True)
class Claimed:
    """A record of control as one claimant has it."""

    row: Control
    claimant: Claimant


def by_place_and_time(row: Control) -> tuple[str, ...]:
    """Return the key by which records of control are put in order: unknown beginnings first."""
    since = row.since.start if row.since else None
    until = row.until.start if row.until else None
    return (row.place.name, since or "", until or "9999", row.part or "", row.holder, row.id)


def on_day(rows: Iterable[Control], day: str) -> Iterator[Control]:
    """Give what is claimed to be so on a day: an unknown beginning counts as before, an unknown end as after."""
    return (row for row in rows if holds_on(row, day))


def holds_on(row: Control, day: str) -> bool:
    """Tell whether a record speaks of a day; the day on which somebody left is the next holder's."""
    first = row.since.start if row.since else None
    if first is not None and day < first:
        return False
    if row.until is None or row.until.start is None:
        return True
    if row.until.precision == "day":
        return day < row.until.start or first == row.until.start == day
    return day <= (row.until.end or row.until.start)


def by_claimant(rows: Iterable[Control]) -> Iterator[Claimed]:
    """Give each record once for each of its claimants; older records name them without their days."""
    for row in rows:
        for claimant in row.claimants or (Claimant(name, None, None, None, ()) for name in row.according_to):
            yield Claimed(row, claimant)


def sections(rows: Iterable[Control]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Give the names of each place with its rows."""
    for name, here in groupby(rows, key=lambda row: row.place.name):
        yield name, [_cells_at_place(row) for row in here]


def claimant_sections(rows: Iterable[Control]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Give the names of each place with a row for each claimant."""
    for name, here in groupby(by_claimant(rows), key=lambda each: each.row.place.name):
        yield name, [_claimed_cells(each)[1:] for each in here]


def interval(when: When | None) -> str:
    """Return a time as a day, or as coarse as it was told.

    >>> interval(When("2031-05-03", "2031-05-03")), interval(When("2031-05-01", "2031-05-31", "month"))
    ('2031-05-03', '2031-05')
    """
    if when is None or (when.start is None and when.end is None):
        return ""
    start = when.start or ""
    if when.precision in {"month", "year"}:
        return start[:7] if when.precision == "month" else start[:4]
    return start if when.start == when.end else f"{start}/{when.end or ''}"


def _precision(row: Control) -> str:
    return next((when.precision for when in (row.since, row.until) if when is not None), "")


def _teller(row: Control, claimant: Claimant) -> str:
    """Return a claimant with his own first day where it is not that of the row."""
    own = interval(claimant.since)
    return f"{claimant.name} (from {own})" if own and own != interval(row.since) else claimant.name


def _cells_at_place(row: Control) -> tuple[str, ...]:
    conceded = row.conceded
    tellers = [_teller(row, claimant) for claimant in row.claimants] or list(row.according_to)
    return (
        row.holder,
        row.part or "",
        interval(row.since),
        interval(row.until),
        "; ".join(tellers),
        "; ".join(row.denied_by),
        " ".join(each for each in (conceded.on, conceded.speaker) if each) if conceded else "",
    )


def _cells(row: Control) -> tuple[str, ...]:
    conceded = row.conceded
    return (
        row.place.name,
        row.part or "",
        row.holder,
        interval(row.since),
        interval(row.until),
        _precision(row),
        "; ".join(row.according_to),
        "; ".join(row.denied_by),
        concession_words(conceded) if conceded else "",
        (conceded.on or "") if conceded else "",
        row.layer.value if row.layer else "",
    )


def _claimed_cells(claimed: Claimed) -> tuple[str, ...]:
    row, claimant = claimed.row, claimed.claimant
    told = [each.since for each in row.claimants]  # a day that one claimant tells is not put into another's mouth
    return (
        row.place.name,
        claimant.name,
        claimant.side or "",
        row.holder,
        row.part or "",
        interval(claimant.since) or (interval(row.since) if row.since not in told else ""),
        interval(claimant.until),
        "; ".join(row.denied_by),
        (row.conceded.on or "") if row.conceded else "",
    )


AT_PLACE = ("holder", "part", "from", "until", "claimed by", "denied by", "conceded")
CONTROL: Layout[Control] = Layout(
    (
        "place",
        "part",
        "holder",
        "from",
        "until",
        "precision",
        "according to",
        "denied by",
        "conceded by",
        "conceded on",
        "layer",
    ),
    _cells,
)
BY_CLAIMANT: Layout[Claimed] = Layout(
    ("place", "claimant", "side", "holder", "part", "from", "until", "denied by", "conceded on"), _claimed_cells
)
