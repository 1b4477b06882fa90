"""Holdings -> spells: those of one place or part by one holder that speak of one time of holding it.

An end that the holder's own side tells cuts: who left and says later that he holds the place came back, or another
of his side contradicts him. Between two cuts there is a spell for each day from which control is told, two days of
difference allowed; words without a day join the last day told before they were said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.reconciling.days import number_of, order, said_day
from rashomon.reconciling.holdings import Holding
from rashomon.records import When

_SAME = 2  # days within which two tellings of a beginning or an end speak of one
_EPISODE = 21  # days between two claims of one taking, as for disputes over a state


@dataclass(frozen=True, slots=True)
class Spell:
    """One time of holding, with all that tell of it in the order of time.

    `until` is the end as the holder's own side tells it; as others do only if nobody of that side claims to hold it.
    """

    place: str
    part: str
    holder: str
    since: When | None
    until: When | None
    announced: bool  # `since` is the day on which the taking was announced, as no day of it is told
    holdings: tuple[Holding, ...]
    told: tuple[str, str]  # the first and the last day that the words tell of; "9999" and "" if none


@dataclass(slots=True)
class _Start:
    """A time from which control is told: numbers of its first and last day."""

    first: int
    last: int
    since: When
    announced: bool = False
    holdings: list[Holding] = field(default_factory=list)


def find_spells(holdings: Iterable[Holding]) -> list[Spell]:
    """Return the spells of every place, part and holder; the order of the holdings does not matter."""
    groups: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    for holding in holdings:
        groups[holding.place, holding.part, holding.holder].append(holding)
    own = {key: [h.until for h in group if h.until is not None and h.own] for key, group in groups.items()}
    found: list[Spell] = []
    for key, group in sorted(groups.items()):
        whole = own.get((key[0], "", key[2]), []) if key[1] else []
        ends = _ends([*own[key], *whole])  # who lost the whole lost its parts
        stretches: dict[int, list[Holding]] = defaultdict(list)
        for holding in sorted(group, key=_in_time):
            stretches[_stretch(holding, ends)].append(holding)
        for number, members in sorted(stretches.items()):
            found += _spells(members, ends[number] if number < len(ends) else None)
    return found


def _in_time(holding: Holding) -> tuple[object, ...]:
    return (order(holding.claim), holding.until is not None)


def _ends(told: Iterable[When]) -> list[tuple[int, When]]:
    """Return the ends that the holder's own side tells, those of about one day as one: the last day and the time."""
    ends: list[tuple[int, When]] = []
    for until in sorted(told, key=lambda when: (when.end or "", when.start or "")):
        last = number_of(until.end or "")
        if not ends or last - ends[-1][0] > _SAME:
            ends.append((last, until))
    return ends


def _stretch(holding: Holding, ends: Sequence[tuple[int, When]]) -> int:
    """Return the number of ends before a holding."""
    if holding.until is not None:
        now = number_of(holding.until.end or "")
        after = bisect_left(ends, now, key=lambda end: end[0])
        beside = range(max(0, after - 1), min(after + 1, len(ends)))
        near = min(beside, key=lambda n: abs(ends[n][0] - now), default=None)
        if near is not None and abs(ends[near][0] - now) <= (_SAME if holding.own else _EPISODE):
            return near
        return after
    day = holding.day
    return bisect_left(ends, number_of(day), key=lambda end: end[0]) if day else 0


def _spells(members: Sequence[Holding], end: tuple[int, When] | None) -> list[Spell]:
    starts = _starts([holding for holding in members if holding.since is not None])
    bare: list[Holding] = []
    announcing = [holding for holding in members if holding.since is None and holding.begins]
    for holding in announcing:
        said = said_day(holding.claim)
        start = _last_before(starts, number_of(said) + 1) if said else _largest(starts)
        if said and (start is None or number_of(said) - start.last > _EPISODE):
            start = _Start(number_of(said), number_of(said), When(said, said, "day"), announced=True)
            starts.insert(bisect_right(starts, start.first, key=lambda each: each.first), start)
        (start.holdings if start else bare).append(holding)
    for holding in members:
        if holding.since is None and not holding.begins:
            day = holding.until.end if holding.until else said_day(holding.claim)
            start = _last_before(starts, number_of(day) + (holding.until is None)) if day else _largest(starts)
            (start.holdings if start else bare).append(holding)
    made = [_spell(start.since, start.holdings, end, announced=start.announced) for start in starts]
    return [*made, *([_spell(None, bare, end)] if bare else [])]


def _starts(told: Iterable[Holding]) -> list[_Start]:
    """Join beginnings told for about one day; "in May" joins the first of a day in May, if there is one."""
    starts: list[_Start] = []
    coarse: list[_Start] = []
    for holding in sorted(told, key=lambda each: (each.day or "", _in_time(each))):
        since = holding.since or When()
        first, last = number_of(since.start or ""), number_of(since.end or since.start or "")
        if since.precision != "day":
            coarse.append(_Start(first, last, since, holdings=[holding]))
        elif starts and first - starts[-1].first <= _SAME:
            starts[-1].holdings.append(holding)
        else:
            starts.append(_Start(first, last, since, holdings=[holding]))
    for wide in sorted(coarse, key=lambda each: (each.last - each.first, each.first)):
        at = bisect_left(starts, wide.first, key=lambda each: each.first)
        if at < len(starts) and starts[at].first <= wide.last:
            starts[at].holdings += wide.holdings
        else:
            starts.insert(at, wide)
    return starts


def _last_before(starts: Sequence[_Start], day: int) -> _Start | None:
    at = bisect_right(starts, day, key=lambda each: each.first)
    return starts[at - 1] if at else None


def _largest(starts: Sequence[_Start]) -> _Start | None:
    """Return the start that most tell of, for words of which not even the day of saying is known."""
    return max(starts, key=lambda start: (len(start.holdings), -start.first), default=None)


def _spell(
    since: When | None, holdings: Iterable[Holding], end: tuple[int, When] | None, *, announced: bool = False
) -> Spell:
    members = tuple(sorted(holdings, key=_in_time))
    until = end[1] if end is not None else None
    others = [holding.until for holding in members if holding.until is not None and not holding.own]
    if until is None and others and not any(holding.own for holding in members):
        until = min(others, key=lambda when: (when.end or "", when.start or ""))
    if until is not None and since is not None and (until.end or "") < (since.start or ""):
        until = None  # cannot be: ends before the beginning lie in an earlier stretch
    one = members[0]
    days = [day for holding in members if holding.until is None and (day := holding.day)]
    told = (min([*days, *([since.start] if since and since.start else [])], default="9999"), max(days, default=""))
    return Spell(one.place, one.part, one.holder, since, until, announced, members, told)
