"""Claims -> the counts in them that can be set side by side: what is counted, of whom, whose, where, in which days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rashomon.knowledge.folding import fold
from rashomon.reconciling.days import said_day
from rashomon.records import Claim, Denial, Figure, Modality, Place, Polarity, Stance

TOLLS = frozenset({"abducted", "captured", "casualties", "displaced", "killed", "missing", "wounded"})
_ALIKE = {"detained": "captured", "prisoners": "captured", "hostages": "captured", "violations": "breaches"}
# Whom a toll counts. Soldiers and civilians are two; any other people named are a group of their own.
_SOLDIERS = frozenset(
    {
        "commanders", "crew", "fighters", "guards", "men", "mercenaries", "militants", "officers", "pilots",
        "prisoners", "rebels", "sailors", "soldiers", "volunteers",
    }
)  # fmt: skip
_CIVILIANS = frozenset({"civilians", "residents"})
_ANYBODY = frozenset({"", "others", "people"})
_PRESENT = _SOLDIERS - {"crew", "men", "officers", "pilots", "prisoners"}  # counted where they stand: "900 soldiers"
# Things are one count only where the same was done with them: a drone may be sent or shot down.
_THINGS = frozenset(
    {"aircraft", "artillery", "boats", "drones", "helicopters", "missiles", "rockets", "ships", "tanks"}
)
_DONE_WITH = {"attack": "used or hit", "shootdown": "shot down"}
_NOT_TOLD = frozenset({Stance.ASKS, Stance.ORDERS, Stance.PREDICTS, Stance.THREATENS, Stance.WISHES, Stance.DECLINES})
_NOT_SO = frozenset({Modality.PLANNED, Modality.CONDITIONAL})
_GAVE_UP = re.compile(r"\b(?:surrendered|(?:gave|given) (?:him|her|them)sel(?:f|ves) up)\b", re.IGNORECASE)
_LET_GO = re.compile(
    r"\b(?:released?|freed|exchanged|swapped|got back|(?:handed|given) (?:over|back)|returned(?: home)?)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:our|ours|we lost|we have lost)\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:los(?:t|es?|ing)|suffer(?:ed|s|ing)?) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_PART = re.compile(r"\bof (?:them|those|these|which|whom)\b", re.IGNORECASE)
_ENEMY = re.compile(r"\b(?:enem(?:y|ies)|hostile)\b", re.IGNORECASE)
_OF_WAR = re.compile(r"\bsince (?:the )?.*\b(?:war|invasion|conflict|hostilities|offensive|campaign)\b", re.IGNORECASE)
_TO_DATE = re.compile(r"so far|to date|until now|up to now", re.IGNORECASE)
_BESIDE = 40  # characters before and behind a number in which its owner may be named
_ABOUT = 0.1  # of an approximate number, either way
_BELOW = frozenset({"city", "site", "town", "village"})  # places so small that an event there is one event


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one claim, made ready to be set beside others.

    `least` and `most` are the ends within which the speaker puts the number, None where open.
    """

    claim: Claim
    figure: Figure
    what: str
    whom: str  # "soldiers", "civilians", "children", ...; "" where anybody may be meant
    side: str | None
    place: str  # a key: of the place, or of the report where none is known
    where: Place | None
    window: str | None  # a key; None is one event
    day: str | None  # on which it is said to have happened, where the words say so
    said: str | None
    least: float | None
    most: float | None

    @property
    def voice(self) -> str:
        """Return what tells the speaker from others."""
        speaker = self.claim.speaker
        if speaker is None:
            return f"outlet:{self.claim.outlet or self.claim.report}"
        return fold(speaker.name or speaker.body or speaker.role or speaker.words or "")

    @property
    def speaker_side(self) -> str | None:
        """Return the side of who tells it."""
        return self.claim.speaker.side if self.claim.speaker else None


def counts_of(claims: Iterable[Claim], lineage: Mapping[str, str]) -> Iterator[Count]:
    """Yield every count that a claim tells as its own; what it denies, plans or fears is none."""
    claims = list(claims)
    sides = sorted({claim.speaker.side for claim in claims if claim.speaker and claim.speaker.side})
    scenes = _scenes(claims)
    for claim in claims:
        if claim.stance in _NOT_TOLD or claim.event.modality in _NOT_SO:
            continue
        for figure in claim.event.figures:
            what = _what(claim, figure)
            if what is None or not _is_told(claim, figure):
                continue
            least, most = bounds(figure)
            where = _where(claim, figure, scenes)
            key = place_key(where) if where else ""
            if not key and figure.window is None:
                key = f"report:{lineage.get(claim.id, claim.report)}"
            yield Count(
                claim=claim,
                figure=figure,
                what=what,
                whom=_whom(figure, what),
                side=_whose(claim, figure, sides),
                place=key,
                where=where,
                window=_window(figure),
                day=_day(claim),
                said=said_day(claim),
                least=least,
                most=most,
            )


def place_key(place: Place) -> str:
    """Return what tells a place from others: its id, or its folded name."""
    return place.id or fold(place.name)


def bounds(figure: Figure) -> tuple[float | None, float | None]:
    """Return the ends of a figure; "about 900" is taken a tenth either way.

    >>> from rashomon.records import Span
    >>> bounds(Figure("killed", None, None, "about 900", Span(0, 9), best=900))
    (810.0, 990.0)
    """
    if figure.low is None and figure.high is None and figure.best is not None:
        return round(figure.best * (1 - _ABOUT), 6), round(figure.best * (1 + _ABOUT), 6)
    return figure.low, figure.high


def below(one: Count, two: Count) -> bool:
    """Tell whether the most of one count is less than the least of another."""
    return one.most is not None and two.least is not None and one.most < two.least


def _is_told(claim: Claim, figure: Figure) -> bool:
    """Tell a number that the speaker gives from one that he denies: "there were no losses", "only five of them"."""
    if claim.stance not in {Stance.DENIES, Stance.DOUBTS, Stance.UNVERIFIED} and not (
        claim.event.polarity is Polarity.NEGATIVE and figure.high != 0
    ):
        return True
    answering = claim.denial in {Denial.COUNTER_CLAIM, Denial.PARTIAL_CONCESSION}
    return claim.stance is Stance.DENIES and (figure.high == 0 or answering)


def _what(claim: Claim, figure: Figure) -> str | None:
    """Return what is counted, under one name for all its names; None for what no two speakers would count alike."""
    if _is_part(claim, figure):
        return None
    what, kind = _ALIKE.get(figure.what, figure.what), claim.event.kind
    if what in _SOLDIERS | {"captured"} and _LET_GO.search(claim.words):
        return "released"
    if what in TOLLS or what == "breaches":
        return what
    if what == "times":
        return "breaches" if kind == "ceasefire" else None
    if what in _SOLDIERS and (kind in {"detention", "surrender"} or _GAVE_UP.search(claim.words)):
        return "captured"
    if what in _PRESENT and kind in {"other", "encirclement", "control-hold"}:
        return "present"
    if what in _THINGS and kind in _DONE_WITH:
        return f"{what} {_DONE_WITH[kind]}"
    return None


def _is_part(claim: Claim, figure: Figure) -> bool:
    """Tell "five of them", where eight things are counted before, from a number of its own."""
    if not _PART.search(figure.words):
        return False
    whole = any(one.what == figure.what and one.span < figure.span for one in claim.event.figures)
    return whole or figure.what not in TOLLS


def _whom(figure: Figure, what: str) -> str:
    if what not in TOLLS | {"present", "released"}:
        return ""
    named = fold(figure.of or "") or ("" if figure.what in TOLLS or figure.what == "detained" else figure.what)
    if named in _ANYBODY:
        return ""
    return "soldiers" if named in _SOLDIERS else "civilians" if named in _CIVILIANS else named


def _whose(claim: Claim, figure: Figure, sides: list[str]) -> str | None:
    """Return the side whose people or things are counted, as far as the words tell."""
    speaker = claim.speaker.side if claim.speaker else None
    start = figure.span.start - claim.span.start
    if not 0 <= start < len(claim.words):
        start = claim.words.find(figure.words)
    near = claim.words[max(0, start - _BESIDE) : start + len(figure.words) + _BESIDE]
    if _ENEMY.search(near) and speaker and len(sides) == 2:
        return next(side for side in sides if side != speaker)
    if _OWN.search(near) and speaker:
        return speaker
    event = claim.event
    for party in (event.target, event.actor) if event.kind == "surrender" else (event.target,):
        if party is not None and party.side:
            return party.side
    if event.kind == "casualties" and event.actor and _LOST.search(claim.words, 0, max(start, 0)):
        return event.actor.side  # "the garrison lost 200 men"
    return None


def _scenes(claims: Iterable[Claim]) -> dict[str, Place]:
    """Return for each report the place that more than half of its claims speak of, countries apart."""
    places: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        place = claim.event.place
        if place is not None and place.precision != "country":
            places[claim.report][place_key(place)].append(place)
    scenes = {}
    for report, by_key in places.items():
        most = max(by_key.values(), key=len)
        if 2 * len(most) > sum(map(len, by_key.values())):
            scenes[report] = min(most, key=lambda place: (place.name, place.written))
    return scenes


def _where(claim: Claim, figure: Figure, scenes: Mapping[str, Place]) -> Place | None:
    """Return the place of a count: the one in its own words, else the scene of its report, else the one of its event.

    A toll of a whole war stands where its own words put it, or nowhere.
    """
    place = claim.event.place
    if place is not None and place.precision != "country" and place.written in claim.words:
        return place if figure.window is None or place.precision in _BELOW else None
    return (scenes.get(claim.report) or place) if figure.window is None else None


def _window(figure: Figure) -> str | None:
    """Return the key of a window: all that begin with the war are one, and so are all that only end today."""
    if figure.window is None:
        return None
    if _OF_WAR.search(figure.window):
        return "of the war"
    return "to date" if _TO_DATE.match(figure.window) else fold(figure.window)


def _day(claim: Claim) -> str | None:
    """Return the day of the event where the claim names one day."""
    when = claim.event.when
    if when is None or not when.start or not when.end or when.start[:10] != when.end[:10]:
        return None
    return when.start[:10]
