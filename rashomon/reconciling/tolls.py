"""Tolls told of one matter -> whether a further one is contradicted, without a look at each of those told before.

Tolls that speak of the same (what, window of counting, day, whom, target) stand together under the side and the
report that tell them; of each such group only the ends that reach furthest are kept, and so a question costs the
same after ten tolls and after a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import day_of, number_of
from rashomon.records import Claim, Figure

_ANYBODY = frozenset({"people", "person", "persons"})
_ANY_DAY = -1

_Bucket = tuple[str, str, str | None, int | None]  # told within which report ("" for all), what, window, day
_Group = tuple[str | None, str | None, str | None]  # whom, side of the target, side of the speaker


@dataclass(slots=True)
class _Ends:
    """The largest lower and the smallest upper end of some tolls, each with the next best of another voice."""

    lows: list[tuple[float, str]] = field(default_factory=list)  # at most two, largest first
    highs: list[tuple[float, str]] = field(default_factory=list)  # negated: at most two, smallest first

    def add(self, low: float | None, high: float | None, voice: str) -> None:
        """Take a toll in."""
        if low is not None:
            self.lows = _best_two(self.lows, (low, voice))
        if high is not None:
            self.highs = _best_two(self.highs, (-high, voice))

    def contradict(self, low: float | None, high: float | None, voice: str) -> bool:
        """Tell whether a toll of another voice lies wholly above or wholly below."""
        above = next((end for end, other in self.lows if other != voice), None)
        below = next((-end for end, other in self.highs if other != voice), None)
        return (high is not None and above is not None and high < above) or (
            low is not None and below is not None and below < low
        )


class Tolls:
    """The tolls of one matter that were told so far."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: dict[_Bucket, dict[_Group, _Ends]] = defaultdict(lambda: defaultdict(_Ends))

    def add(self, claim: Claim, figure: Figure, voice: str) -> None:
        """Take in a toll that a voice tells."""
        low, high = interval_of(figure)
        day = day_of(claim)
        for within in ("", claim.report):
            for when in (_ANY_DAY, None if day is None else number_of(day)):
                self._told[within, figure.what, figure.window, when][_group(claim, figure)].add(low, high, voice)

    def contradict(self, claim: Claim, figure: Figure, voice: str) -> bool:
        """Tell whether an earlier toll of another side, or of another voice in the same report, cannot hold with it.

        A toll may rise with time: two speakers of one side answer each other only where one report sets them side
        by side. A day's toll and that of the whole war are two; so are those of soldiers and of civilians.
        """
        low, high = interval_of(figure)
        whom, target, side = _group(claim, figure)
        day = day_of(claim)
        number = None if day is None else number_of(day)
        days = (_ANY_DAY,) if number is None else (number - 1, number, number + 1, None)
        for within in ("", claim.report):
            for when in days:
                for group, ends in self._told.get((within, figure.what, figure.window, when), {}).items():
                    rival = bool(within) or (side is not None and group[2] is not None and side != group[2])
                    alike = rival and _agree(whom, group[0]) and _agree(target, group[1])
                    if alike and ends.contradict(low, high, voice):
                        return True
        return False


def _group(claim: Claim, figure: Figure) -> _Group:
    whom = fold(figure.of) if figure.of else None
    target = claim.event.target
    return (
        None if whom in _ANYBODY else whom,
        (target.side or None) if target else None,
        claim.speaker.side if claim.speaker else None,
    )


def _agree(one: str | None, other: str | None) -> bool:
    """Tell whether two may be one: what is not said agrees with anything."""
    return one is None or other is None or one == other


def interval_of(figure: Figure) -> tuple[float | None, float | None]:
    """Return the ends of a count; an approximate one has its best value at both."""
    low = figure.low if figure.low is not None else figure.best
    return low, figure.high if figure.high is not None else figure.best


def _best_two(ends: list[tuple[float, str]], new: tuple[float, str]) -> list[tuple[float, str]]:
    """Return the two largest ends of different voices."""
    best: dict[str, float] = {}
    for end, voice in sorted([*ends, new], reverse=True):
        best.setdefault(voice, end)
    return [(end, voice) for voice, end in best.items()][:2]
