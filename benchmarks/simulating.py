"""A number and a seed -> so many claims of an invented war, in their reports, as unevenly spread as a real one's.

One place, one outlet and one speaker get most, the next ones ever less (Zipf); some days burst; three reports in ten
repeat an earlier one of the last days; speakers are quoted again in other words; denials answer a claim of the same
report; tolls differ from side to side. There are more places, speakers and outlets the more claims there are (Heaps).
The texts are of made-up words, as skewed as a language is: some words stand everywhere, most are rare.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from random import Random

from benchmarks.inventing import invented_name
from rashomon.records import (
    Claim,
    Denial,
    Event,
    Figure,
    Modality,
    Outlet,
    Party,
    Place,
    Polarity,
    Quotation,
    Report,
    Span,
    Speaker,
    Stance,
    When,
)

SIDES = ("Osmark", "Tolland", "Veldoria")
FIRST, DAYS = date(2030, 1, 1), 4 * 365
A_REPORT = 10  # claims of a report, on average
COPIED, AGAIN = 0.3, 0.1  # chance that a report repeats another one; that a speaker is quoted again
LARGEST_PLACE = 0.2  # share of all claims
WORDS = 30_000  # of the vocabulary

_KINDS = {
    "other": 18, "attack": 15, "casualties": 12, "fighting": 10, "control-gain": 8, "advance": 5, "meeting": 5,
    "ceasefire": 4, "control-hold": 3, "shootdown": 3, "displacement": 3, "agreement": 3, "control-loss": 2,
    "withdrawal": 2, "detention": 2, "aid": 2, "surrender": 1, "encirclement": 1, "protest": 1,
}  # fmt: skip
_STANCES = {
    Stance.ASSERTS: 74, Stance.DENIES: 8, Stance.CONCEDES: 3, Stance.UNVERIFIED: 2, Stance.DOUBTS: 1,
    Stance.DECLINES: 1, Stance.THREATENS: 3, Stance.PREDICTS: 3, Stance.ORDERS: 2, Stance.WISHES: 2, Stance.ASKS: 1,
}  # fmt: skip
_TOLLS = {"attack": "killed", "casualties": "killed", "shootdown": "drones", "displacement": "displaced"}
_ROLES = ("spokesman", "president", "minister of defence", "commander", "mayor", "resident", "foreign minister")
_BODIES = ("Defence Ministry", "Foreign Ministry", "General Staff", "Border Guard", "Red Crescent")


class _Skewed:
    """Choices of which the first is the likeliest; the n-th as likely as 1 / n."""

    def __init__(self, size: int, *, first: float | None = None) -> None:
        weights = [1 / (rank + 1) for rank in range(size)]
        if first is not None and size > 1:
            weights[0] = sum(weights[1:]) * first / (1 - first)
        self._places, self._sums = range(size), list(accumulate(weights))

    def choose(self, dice: Random) -> int:
        return dice.choices(self._places, cum_weights=self._sums)[0]

    def choose_many(self, dice: Random, number: int) -> list[int]:
        return dice.choices(self._places, cum_weights=self._sums, k=number)


@dataclass(frozen=True, slots=True)
class Page:
    """A report and its claims, in the order of the text."""

    report: Report
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class World:
    """What the reports of one simulation are about and by."""

    places: tuple[tuple[Place, ...], ...]  # each under its two names
    speakers: tuple[Speaker, ...]
    outlets: tuple[Outlet, ...]


def invent_world(claims: int, seed: int) -> World:
    """Return places, speakers and outlets for so many claims: ten times the claims, about four times of each."""
    dice = Random(seed)
    number = round(8 + claims**0.6)
    regions = [f"invented:region-{index}" for index in range(round(4 + number**0.5))]
    places = tuple(_place(index, regions, dice) for index in range(number))
    speakers = tuple(_speaker(dice) for _ in range(round(12 + 2 * claims**0.6)))
    outlets = tuple(
        Outlet(f"{invented_name(dice)} {dice.choice(('Post', 'Courier', 'Telegraph', 'Wire'))}", side=side)
        for side in dice.choices((*SIDES, None), k=round(10 + claims**0.45))
    )
    return World(places, speakers, outlets)


def simulate(claims: int, seed: int = 1) -> Iterator[Page]:
    """Yield reports with their claims, day by day, until there are so many claims."""
    dice, world = Random(seed + 1), invent_world(claims, seed)
    teller = _Teller(world, dice)
    recent: deque[_Told] = deque(maxlen=200)
    told = number = 0
    for day in _days(dice, claims):
        if recent and dice.random() < COPIED:
            draft = _copied(dice.choice(recent), dice, teller)
        else:
            draft = teller.draft(day)
            recent.append(draft)
        page = _page(draft, f"{number:08x}", world.outlets[teller.outlet.choose(dice)].name, day)
        page = Page(page.report, page.claims[: claims - told])
        yield page
        told, number = told + len(page.claims), number + 1
        if told == claims:
            return


@dataclass(slots=True)
class _Told:
    """The sentences of a report, each with the claim that it makes, if any, before its report is known."""

    sentences: list[tuple[str, Claim | None]]
    answers: dict[int, int]  # sentence -> the sentence whose claim it answers


class _Teller:
    """Makes sentences and the claims in them."""

    def __init__(self, world: World, dice: Random) -> None:
        self.dice, self.world = dice, world
        self.vocabulary = [_word(rank) for rank in range(WORDS)]
        self.word, self.place = _Skewed(WORDS), _Skewed(len(world.places), first=LARGEST_PLACE)
        self.speaker, self.outlet = _Skewed(len(world.speakers)), _Skewed(len(world.outlets))
        self.said: dict[Speaker, tuple[str, Claim]] = {}

    def sentence(self, least: int = 8, most: int = 22) -> str:
        ranks = self.word.choose_many(self.dice, self.dice.randint(least, most))
        return " ".join([self.vocabulary[rank] for rank in ranks]).capitalize() + "."

    def draft(self, day: date) -> _Told:
        """Return a new telling: most of its claims are about one place."""
        dice, told = self.dice, _Told([], {})
        home = self.world.places[self.place.choose(dice)]
        last: int | None = None
        for _ in range(max(1, round(dice.expovariate(1 / A_REPORT)))):
            names = home if dice.random() < 0.6 else self.world.places[self.place.choose(dice)]
            words, claim = self.claim(day, dice.choice(names))
            if claim.stance is Stance.DENIES and last is not None and dice.random() < 0.6:
                told.answers[len(told.sentences)] = last
            else:
                last = len(told.sentences)
            told.sentences.append((words, claim))
            if dice.random() < 0.5:
                told.sentences.append((self.sentence(), None))
        return told

    def claim(self, day: date, place: Place) -> tuple[str, Claim]:
        dice = self.dice
        speaker = self.world.speakers[self.speaker.choose(dice)] if dice.random() < 0.6 else None
        if speaker in self.said and dice.random() < AGAIN:
            words, claim = self.said[speaker]
            return self.reworded(words), claim
        kind = dice.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
        stance = dice.choices(list(_STANCES), weights=list(_STANCES.values()))[0]
        side, other = dice.sample(SIDES, 2)
        happened = When(*[(day - timedelta(days=dice.choice((0, 0, 1, 2)))).isoformat()] * 2)
        event = Event(
            kind,
            actor=Party(f"{side} forces", side) if dice.random() < 0.6 else None,
            target=Party(other, other) if dice.random() < 0.4 else None,
            polarity=Polarity.NEGATIVE if dice.random() < 0.05 else Polarity.POSITIVE,
            modality=dice.choices(
                (Modality.HAPPENED, Modality.ONGOING, Modality.PLANNED, Modality.UNKNOWN), weights=(70, 15, 10, 5)
            )[0],
            place=place if dice.random() < 0.85 else None,
            when=happened if dice.random() < 0.8 else None,
            figures=(self.figure(kind),) if kind in _TOLLS and dice.random() < 0.6 else (),
        )
        claim = Claim(
            id="", report="", origin="", outlet=None, published=None, span=Span(0, 0), words="", speaker=speaker,
            via=(), cue=None, quotation=Quotation.INDIRECT if speaker else Quotation.NARRATION, stance=stance,
            channel=dice.choice((None, None, None, "Telegram", "television")),
            said_on=When(*[day.isoformat()] * 2) if speaker else None, event=event, score=0.9,
            because=("simulated",), denial=Denial.FLAT if stance is Stance.DENIES else None,
        )  # fmt: skip
        words = self.sentence()
        if speaker is not None:
            self.said[speaker] = words, claim
        return words, claim

    def figure(self, kind: str) -> Figure:
        dice = self.dice
        low = round(dice.expovariate(1 / 20))
        high = dice.choice((None, low, low, low + dice.randint(1, 9)))
        of = dice.choice((None, "soldiers", "civilians", "people"))
        return Figure(_TOLLS[kind], low, high, "the toll", Span(0, 8), of=of)

    def reworded(self, words: str, share: float = 0.15) -> str:
        """Return a sentence with some words replaced."""
        chosen = words.rstrip(".").split()
        for place in range(len(chosen)):
            if self.dice.random() < share:
                chosen[place] = self.vocabulary[self.word.choose(self.dice)]
        return " ".join(chosen).capitalize() + "."


def _days(dice: Random, claims: int) -> Iterator[date]:
    """Yield the day of each report in order of time, without end; one day in ten has ten times as many."""
    weights = [10.0 if dice.random() < 0.1 else 1.0 for _ in range(DAYS)]
    for number in sorted(dice.choices(range(DAYS), weights, k=1 + claims // A_REPORT)):
        yield FIRST + timedelta(days=number)
    while True:
        yield FIRST + timedelta(days=DAYS)


def _copied(told: _Told, dice: Random, teller: _Teller) -> _Told:
    """Return a telling again, with some of the sentences that claim nothing replaced."""
    sentences = [
        (teller.sentence(), None) if claim is None and dice.random() < 0.3 else (words, claim)
        for words, claim in told.sentences
    ]
    return _Told(sentences, told.answers)


def _page(told: _Told, key: str, outlet: str, day: date) -> Page:
    """Return a telling as the report of an outlet, each claim with its place in the text."""
    published, start, claims = day.isoformat(), 0, dict[int, Claim]()
    for number, (words, claim) in enumerate(told.sentences):
        if claim is not None:
            claims[number] = replace(
                claim, id=f"{key}{number:04x}", report=key, origin=f"{key}.txt", outlet=outlet, published=published,
                span=Span(start, start + len(words)), words=words,
            )  # fmt: skip
        start += len(words) + 1
    for number, answered in told.answers.items():
        claims[number] = replace(claims[number], answers=claims[answered].id)
    text = " ".join(words for words, _ in told.sentences)
    digest = sha256(text.encode()).hexdigest()
    report = Report(key, f"{key}.txt", digest, text, outlet=outlet, published=published, language="en")
    return Page(report, tuple(claims[number] for number in sorted(claims)))


def _place(index: int, regions: Sequence[str], dice: Random) -> tuple[Place, ...]:
    """Return a place under each of its two names; one in ten is not known to the gazetteer."""
    name, rival = (f"{invented_name(dice)} {index}" if index > 500 else invented_name(dice) for _ in range(2))
    region = regions[index % len(regions)]
    place = Place(
        name=name,
        written=name,
        id=f"invented:{index}" if dice.random() < 0.9 else None,
        lat=40 + dice.random(),
        lon=45 + dice.random(),
        precision=dice.choices(("town", "city", "village", "region"), weights=(5, 1, 3, 1))[0],
        within=(region, "country:invented"),
    )
    return place, replace(place, name=rival, written=rival)


def _speaker(dice: Random) -> Speaker:
    """Return somebody with a name, a role or both."""
    name = f"{invented_name(dice)} {invented_name(dice)}" if dice.random() < 0.85 else None
    body = dice.choice(_BODIES) if dice.random() < 0.4 else None
    role = dice.choice(_ROLES) if name is None or dice.random() < 0.5 else None
    side = dice.choice((*SIDES, None))
    return Speaker(name, role, body, side, words=name or role)


def _word(rank: int) -> str:
    """Return the made-up word of a rank: the commonest are the shortest."""
    letters, word = "aeiourtnslkmdbvgzp", ""
    number = rank + 1
    while number:
        number, rest = divmod(number, len(letters))
        word += letters[rest] + ("" if rest < 5 else "aeiou"[rest % 5])
    return word
