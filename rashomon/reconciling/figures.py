"""Claims -> figures: for each thing that is counted of one event, who gives which number, and what cannot be.

Candidates come from an index of thing, place and window, are put in order of time and cut into events, never all
pairs. A number told without a day is of the last event of that thing and place before it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rashomon.reconciling.counts import TOLLS, Count, below, counts_of
from rashomon.reconciling.days import number_of, order, spanning, written
from rashomon.reconciling.matters import one_place
from rashomon.reconciling.positions import voice_of
from rashomon.records import Claim, Fall, Figures, Number, Place
from rashomon.settings import Settings

_WIDE = frozenset({"district", "region"})  # places whose toll may be that of one place in them
_QUESTIONS = {
    "abducted": "How many {whom} were abducted{rest}?",
    "breaches": "How often was the ceasefire broken{rest}?",
    "captured": "How many {whom} were captured{rest}?",
    "casualties": "How many {whom} were killed or wounded{rest}?",
    "displaced": "How many {whom} were displaced{rest}?",
    "killed": "How many {whom} were killed{rest}?",
    "missing": "How many {whom} are missing{rest}?",
    "present": "How many {whom} are there{rest}?",
    "released": "How many {whom} were released{rest}?",
    "wounded": "How many {whom} were wounded{rest}?",
}


@dataclass(frozen=True, slots=True)
class _Matter:
    """Counts of one thing in one event, or over one window."""

    counts: tuple[Count, ...]
    pinned: bool  # its day, or its window, is named: a later number that is lower is a fall


def find_figures(
    claims: Iterable[Claim], *, lineage: Mapping[str, str], settings: Settings | None = None
) -> tuple[Figures, ...]:
    """Return every count that is told at least twice, by time and then id; the order of the claims does not matter.

    Args:
        claims: The claims of all reports.
        lineage: The lineage of each claim, so that a copy tells nothing again.
        settings: The windows of time within which two claims may speak of one event.

    """
    settings = settings or Settings()
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=order)
    counts = sorted(_without_copies(counts_of(ordered, lineage), lineage), key=_time)
    buckets: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    for count in counts:
        buckets[count.what, count.place, count.window or ""].append(count)
    events = [event for _, bucket in sorted(buckets.items()) for event in _events(bucket, settings)]
    matters = [part for event in _with_wider(events, settings) for part in _parts(event)]
    found = [_figures(matter, lineage, settings) for matter in matters if len(matter.counts) > 1]
    return tuple(sorted(found, key=lambda each: (each.when.start or "" if each.when else "9999", each.id)))


def _without_copies(counts: Iterable[Count], lineage: Mapping[str, str]) -> Iterator[Count]:
    """Yield what is told for the first time: the same number by the same speaker in one lineage is told once."""
    seen = set()
    for count in counts:
        told = lineage.get(count.claim.id, count.claim.report)
        ends = (count.figure.low, count.figure.high, count.figure.best)
        voice = count.voice if count.claim.speaker else None  # outlets that print one text are one voice
        key = (told, voice, count.what, count.whom, count.side, count.place, count.window, ends)
        if key not in seen:
            seen.add(key)
            yield count


def _time(count: Count) -> tuple[object, ...]:
    return (*order(count.claim), count.figure.span)


def _events(bucket: Sequence[Count], settings: Settings) -> Iterator[_Matter]:
    """Cut the counts of one thing at one place into events: by the day that is named, else by the day it was said."""
    if bucket[0].window is not None:
        yield _Matter(tuple(bucket), pinned=True)
        return
    days: dict[int, list[Count]] = defaultdict(list)
    for count in bucket:
        if count.day is not None:
            days[number_of(count.day)].append(count)
    _join_nights(days, settings)
    known = sorted(days)
    loose: list[Count] = []
    for count in bucket:
        if count.day is not None:
            continue
        said = number_of(count.said) if count.said else None
        place = bisect_right(known, said) - 1 if said is not None else -1
        if said is not None and place >= 0 and said - known[place] <= settings.toll_window:
            days[known[place]].append(count)
        else:
            loose.append(count)
    for day in known:
        yield _Matter(tuple(sorted(days[day], key=_time)), pinned=True)
    for chain in _chains(loose, settings):
        yield _Matter(tuple(chain), pinned=False)


def _join_nights(days: dict[int, list[Count]], settings: Settings) -> None:
    """Join two days on end that stand alone: "on Monday night" and "early on Tuesday" are one night."""
    known = sorted(days)
    for place, day in enumerate(known[:-1]):
        before = known[place - 1] if place else None
        after = known[place + 2] if place + 2 < len(known) else None
        alone = (before is None or day - before > settings.happening_window) and (
            after is None or after - known[place + 1] > settings.happening_window
        )
        if known[place + 1] - day == 1 and alone:
            days[day] += days.pop(known[place + 1])


def _chains(loose: Sequence[Count], settings: Settings) -> Iterator[list[Count]]:
    """Cut counts without a day of their own where nobody speaks for longer than the window, or a speaker counts anew.

    A ministry that tells of five dead on Monday and of two on Tuesday tells of two events.
    """
    chain: list[Count] = []
    last: dict[tuple[str, str, str | None], Count] = {}  # by voice and what it counts
    for count in loose:
        own = last.get((count.voice, count.whom, count.side))
        anew = own is not None and own.said != count.said and below(count, own)
        if chain and (anew or not _goes_on(chain, count, settings)):
            yield chain
            chain, last = [], {}
        chain.append(count)
        last[count.voice, count.whom, count.side] = count
    if chain:
        yield chain


def _goes_on(chain: Sequence[Count], count: Count, settings: Settings) -> bool:
    first, last = chain[0].said, chain[-1].said
    if count.said is None or first is None or last is None:
        return count.said == last
    day = number_of(count.said)
    return day - number_of(last) <= settings.happening_window and day - number_of(first) <= settings.toll_window


def _with_wider(events: Sequence[_Matter], settings: Settings) -> Iterator[_Matter]:
    """Let the toll of a region join that of the only place in it that has one in those days, as its upper end."""
    inside: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        first = event.counts[0]
        for container in first.where.within if first.where else ():
            inside[first.what, container].append(number)
    joined: dict[int, list[Count]] = defaultdict(list)
    gone = set()
    for number, event in enumerate(events):
        first = event.counts[0]
        place = first.where
        if place is None or place.precision not in _WIDE or first.window is not None:
            continue
        near = [other for other in inside[first.what, first.place] if _near(event, events[other], settings)]
        if len(near) == 1 and near[0] not in gone and events[near[0]].counts[0].window is None:
            joined[near[0]] += [replace(count, least=None) for count in event.counts]
            gone.add(number)
    for number, event in enumerate(events):
        if number not in gone:
            yield replace(event, counts=tuple(sorted((*event.counts, *joined[number]), key=_time)))


def _near(one: _Matter, two: _Matter, settings: Settings) -> bool:
    days = [sorted(number_of(day) for c in each.counts if (day := c.day or c.said)) for each in (one, two)]
    if not all(days):
        return False
    (first, *_, last), (first_2, *_, last_2) = ([*each, each[-1]] for each in days)
    return first - last_2 <= settings.happening_window and first_2 - last <= settings.happening_window


def _parts(matter: _Matter) -> Iterator[_Matter]:
    """Split an event by whom and whose the counts are; what leaves that open joins the only group there is.

    A number of "people" is of more than the soldiers or civilians among them: it bounds theirs from above only.
    """
    whom = {count.whom for count in matter.counts if count.whom}
    groups: dict[str, list[Count]] = defaultdict(list)
    for count in matter.counts:
        if count.whom:
            groups[count.whom].append(count)
        elif count.most == 0:
            for each in whom or {""}:
                groups[each].append(count)
        elif len(whom) == 1:
            counted = count.figure.of is not None or count.figure.what not in TOLLS
            groups[next(iter(whom))].append(replace(count, least=None) if counted else count)
        else:
            groups[""].append(count)
    for _, group in sorted(groups.items()):
        sides = {count.side for count in group if count.side}
        if len(sides) < 2:
            yield replace(matter, counts=tuple(group))
            continue
        for side in (*sorted(sides), None):
            yield replace(matter, counts=tuple(count for count in group if count.side == side))


def _figures(matter: _Matter, lineage: Mapping[str, str], settings: Settings) -> Figures:
    """Return the record of one count with all its tellings."""
    counts = matter.counts
    first = counts[0]
    whom = next((count.whom for count in counts if count.whom), None)
    side = next((count.side for count in counts if count.side), None)
    place = one_place([count.where for count in counts if count.where is not None])
    day = min((count.day for count in counts if count.day), default=None)
    days = [day] if day else sorted(count.said for count in counts if count.said)
    when = spanning(days)
    rivals = _rivals(matter, settings)
    falls = _falls(matter)
    figures = [count.figure for count in counts]
    named = [end for each in figures for end in (each.low, each.best, each.high) if end is not None]
    key = ("figures", first.what, first.place, first.window or "", whom or "", side or "", days[0] if days else "")
    return Figures(
        id=hashlib.sha256("\0".join(key).encode()).hexdigest()[:16],
        question=_question(first, whom, side, place, days),
        what=first.what,
        of=whom,
        place=place,
        when=when,
        about_side=side,
        window=first.figure.window,
        told=tuple(_telling(count) for count in counts),
        low=min(named, default=None),
        best=_best(counts, lineage),
        high=max(named, default=None),
        rival=bool(rivals),
        falls=falls,
        lineages=len({lineage.get(count.claim.id, count.claim.report) for count in counts}),
        because=(*rivals, *(f"falls: {f.who}, from {f.was:g} to {f.now:g}" for f in falls)),
    )


def _telling(count: Count) -> Number:
    claim, figure = count.claim, count.figure
    return Number(
        speaker=voice_of(claim),
        side=count.speaker_side,
        outlet=claim.outlet,
        low=figure.low,
        high=figure.high,
        best=figure.best,
        words=figure.words,
        claim=claim.id,
        said_on=count.said,
    )


def _best(counts: Sequence[Count], lineage: Mapping[str, str]) -> float | None:
    """Return the number that more lineages give than any other, and more than rule it out; None where none leads."""
    given: dict[float, set[str]] = defaultdict(set)
    for count in counts:
        figure = count.figure
        number = figure.best if figure.best is not None else figure.low if figure.low == figure.high else None
        if number is not None:
            given[number].add(lineage.get(count.claim.id, count.claim.report))
    most = Counter({number: len(lineages) for number, lineages in given.items()}).most_common(2)
    if not most or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    number, support = most[0]
    against = {lineage.get(c.claim.id, c.claim.report) for c in counts if not _holds(c, number)}
    return number if support > len(against - given[number]) else None


def _holds(count: Count, number: float) -> bool:
    return (count.least is None or count.least <= number) and (count.most is None or number <= count.most)


def _rivals(matter: _Matter, settings: Settings) -> tuple[str, ...]:
    """Return for each telling that cannot hold beside that of another speaker a reason.

    A toll that rises from day to day is no disagreement; a nought does not rise where the other side counts some.
    """
    rising = matter.counts[0].what in TOLLS
    found = []
    tops: list[Count] = []  # of two voices, with the greatest least numbers so far
    latest: dict[str, Count] = {}  # by side of the speaker
    days = groupby(matter.counts, key=lambda count: count.said) if rising else [(None, matter.counts)]
    for _, each in days:
        told = list(each)
        for count in told:
            tops = _two_voices([*tops, count])
        for count in told:
            higher = next((one for one in tops if one.voice != count.voice), None)
            if higher is not None and below(count, higher):
                found.append(_apart_words(count, higher))
            for side, other in sorted(latest.items()):
                if _denied(other, side, count, settings):
                    found.append(_apart_words(other, count))
        latest |= {count.speaker_side: count for count in told if count.speaker_side}
    return tuple(dict.fromkeys(found))


def _two_voices(counts: Iterable[Count]) -> list[Count]:
    """Return the counts of two voices whose least number is the greatest."""
    best: dict[str, Count] = {}
    for count in sorted(counts, key=lambda one: (-_least(one), one.voice)):
        best.setdefault(count.voice, count)
    return list(best.values())[:2]


def _least(count: Count | None) -> float:
    return -1.0 if count is None or count.least is None else count.least


def _denied(earlier: Count, side: str, later: Count, settings: Settings) -> bool:
    """Tell whether a later, higher number answers an earlier one of another side rather than brings it up to date."""
    if later.speaker_side in {None, side} or earlier.voice == later.voice or not below(earlier, later):
        return False
    if earlier.said is None or later.said is None:
        return False
    near = number_of(later.said) - number_of(earlier.said) <= settings.toll_window
    return near and (earlier.most == 0 or later.window is not None)


def _falls(matter: _Matter) -> tuple[Fall, ...]:
    """Return where a speaker, or a side, tells of fewer on a later day: of one event, or of the whole of a window."""
    if not matter.pinned or matter.counts[0].what not in TOLLS:
        return ()
    found = []
    tops: dict[str, Count] = {}
    for count in matter.counts:
        who = f"side:{count.speaker_side}" if count.speaker_side else count.voice
        top = tops.get(who)
        if top is not None and below(count, top) and (top.said or "") < (count.said or ""):
            ends = (top.least or 0.0, count.most or 0.0)
            found.append(Fall(_who(count), count.speaker_side, top.claim.id, count.claim.id, *ends))
            tops[who] = count  # what rises again from here on is no second fall
        elif count.least is not None and count.least > _least(top):
            tops[who] = count
    return tuple(found)


def _apart_words(one: Count, two: Count) -> str:
    return f"{_who(one)}: “{one.figure.words}”; {_who(two)}: “{two.figure.words}”"


def _who(count: Count) -> str:
    return voice_of(count.claim) or count.claim.outlet or "the outlet"


def _question(count: Count, whom: str | None, side: str | None, place: Place | None, days: Sequence[str]) -> str:
    """Return the question that the tellings answer."""
    people = whom or "people"
    rest = f" at {place.name}" if place else ""
    if count.window is not None:
        rest += f" {count.figure.window}"
    elif days:
        rest += f" on {written(days[0])}"
    if count.what in _QUESTIONS:
        return _QUESTIONS[count.what].format(whom=f"{people} of {side}" if side else people, rest=rest)
    return f"How many {count.what}{f' of {side}' if side else ''}{rest}?"
