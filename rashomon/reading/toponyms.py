"""Names of places in one text -> which place each of them is: all names of the text are settled together.

Each name has candidates from the knowledge files and the table of the world. A log-linear model weighs them by what
the text says ("Columbia, Missouri"), by what the other names of the text are, and by how many people live there; the
weights stand in knowledge/toponyms.toml, made by `python -m training.toponyms`. A name means one place in one text,
unless the words beside it say otherwise. Names are settled three times, each time by what the others came to.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import KnowledgeError
from rashomon.knowledge.folding import place_key
from rashomon.knowledge.loading import Knowledge, KnownPlace
from rashomon.records import Span

Weights = tuple[NDArray[np.float64], NDArray[np.float64]]  # of FIXED, and of FIXED and TOGETHER
_WELL_KNOWN = 200_000  # people of a place that a text may name with nothing else of its country
_VOICES = 15  # candidates of each other name that are heard, by their share
_SOME = 0.3  # of another name: enough to back a place of the same country
_AGREED = 0.5  # least share of a name that is said to lie in a country
ROUNDS = 2  # after the first, in which the others are not yet known
_WIDEST = 80  # candidates of one name, the most populous; more only cost time
_AREAS = frozenset({"country", "region", "district"})
_NAME = r"(?:[A-Z][\w’'-]*\.?(?:[A-Z]\.)*|[A-Z]\.(?:[A-Z]\.)+)"
# "McKee, Ky.", "Alexandria (Egypt)", "Columbia, in Missouri"
_BEHIND = re.compile(
    rf" ?(?:, |\(|– |- )(?:in |near |of )?(?:the )?(?P<name>{_NAME}(?: (?:of |and |the )?{_NAME}){{0,4}})"
)
_IN = re.compile(rf",? (?:in|of)(?: (?!and\b)[a-z-]+){{0,4}} (?P<name>{_NAME}(?: (?:of |and |the )?{_NAME}){{0,4}})")
# "Missouri's Columbia", "the Turkish town of Suruc"
_BEFORE = re.compile(
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?:[’']s?)?"
    r"(?: (?:[a-z-]+ ){0,3}(?:city|town|village|capital|province|region|district|state|county|port|suburb|resort) "
    r"(?:of|in))? $"
)
# "Tajoura, east of Tripoli", "a village 5 km from Goris"
_BY = re.compile(
    r",? (?:some |about |around |just )?(?:[\d.]+[ -]?(?:km|kilomet\w+|miles?) )?(?:to the )?"
    r"(?:(?:north|south|east|west)[a-z-]*(?: of| from)|from|near|outside|close to|not far from) "
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}})"
)
_COUNTIES = re.compile(rf"(?:(?:, | and |, and ){_NAME}(?: {_NAME})?){{0,8}} (?:[Cc]ounties|[Pp]arishes)\b")
_SOLD = frozenset(
    ["ai", "cc", "co", "eu", "fm", "io", "ly", "me", "nu", "sh", "to", "tv", "ws"]
)  # ends of addresses that anybody may buy
_CAPITALISED = re.compile(rf"{_NAME}(?: {_NAME})*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place in a text and every place that it may be; `guessed`: they are only spelt like it."""

    span: Span
    words: str
    candidates: tuple[KnownPlace, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Which place a name is; None where nothing bears the name. `share` is the weight of it among all candidates.

    `backed`: something else in the text speaks for it or its country, or it is too well known to need that.
    """

    place: KnownPlace | None
    share: float
    because: str
    backed: bool = True


@dataclass(slots=True)
class Question:
    """One name of a text with all its mentions: what is asked once and answered once."""

    key: str
    candidates: tuple[KnownPlace, ...]
    fixed: NDArray[np.float64]  # [candidates, features that do not depend on the other names]
    says: list[str]  # for each candidate the container that the text names beside it
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    share: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    around: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))  # how much else lies in its country
    mentions: list[int] = field(default_factory=list)
    guessed: bool = False
    codes: frozenset[str] = frozenset()  # all areas in which a place of this name lies

    def backed(self, row: int) -> bool:
        """Tell whether the text, or what is known of the place, speaks for a candidate."""
        place, told = self.candidates[row], dict(zip(FIXED, self.fixed[row], strict=True))
        hints = ("capital", "beside", "beside_town", "home_country", "words_country")
        if any(told[name] > 0 for name in hints) or self.around[row] > _SOME or place.kind == "country":
            return True
        # Of two places of the wars, the one with more people is not the likelier one in the news.
        rivals = self.fixed[:, FIXED.index("ours")].sum() > 1
        well_known = place.population >= _WELL_KNOWN and not self.guessed
        return (told["ours"] > 0 or well_known) and not rivals


FIXED = (
    "people", "people_of_area", "most_people", "fame", "most_fame", "country", "region", "district", "ours", "own_name",
    "capital", "beside", "beside_town", "counties", "home_country",
    "words_country", "words_region", "shouted_area", "shouted_town",
)  # fmt: skip
TOGETHER = (
    "same_country",
    "same_region",
    "same_district",
    "near",
    "alone",
    "holds",
    "possible_region",
    "possible_district",
)


def candidates_of(knowledge: Knowledge, written: str) -> tuple[KnownPlace, ...]:
    """Return the places that a name may be, the most populous if there are too many."""
    found = knowledge.candidates(written)
    if len(found) > _WIDEST:
        found = tuple(sorted(found, key=lambda place: (-place.population, place.id))[:_WIDEST])
    return found


def settle(
    knowledge: Knowledge, text: str, named: Sequence[Named], *, home: str | None = None, weights: Weights | None = None
) -> tuple[Settled, ...]:
    """Return which place each name is. `home` is the id of the outlet's country ("country:TR"), the weakest hint."""
    questions = ask(knowledge, text, named, home=home)
    answer(questions, *(weights or load_weights()))
    settled: list[Settled | None] = [None] * len(named)
    for question in questions:
        best = int(np.argmax(question.share)) if len(question.candidates) else -1
        for number in question.mentions:
            written = named[number].words
            if best < 0:
                settled[number] = Settled(None, 0.0, f"place '{written}': not in the tables")
                continue
            place, share = question.candidates[best], float(question.share[best])
            said = f", '{question.says[best]}' beside it" if question.says[best] else ""
            among = f", {share:.0%} among {len(question.candidates)}" if len(question.candidates) > 1 else ""
            settled[number] = Settled(
                place, share, f"place '{written}' = {place.id}{said}{among}", question.backed(best)
            )
    return tuple(each or Settled(None, 0.0, "") for each in settled)


def settle_ours(
    knowledge: Knowledge,
    text: str,
    named: Sequence[Named],
    ours: Sequence[set[str]],
    *,
    home: str | None = None,
    weights: Weights | None = None,
) -> tuple[Settled, ...]:
    """Return which place each name is, of the places of the files that bear it if any does: `ours` has their ids.

    The world's places count too where the words beside a mention put the name where the files have none of it
    ("PARIS, Texas", and then "Paris" alone), and where nothing of the text lies in the country of the files' place
    and two other names lie in one that has a namesake.
    """
    elsewhere = {
        place_key(each.words)
        for each, ids in zip(named, ours, strict=True)
        if _put_elsewhere(knowledge, text, each, ids)
    }
    settled = settle(knowledge, text, _left_to_ours(named, ours, elsewhere), home=home, weights=weights)
    strangers = _strangers(knowledge, text, named, ours, settled) - elsewhere
    if not strangers:
        return settled
    return settle(knowledge, text, _left_to_ours(named, ours, elsewhere | strangers), home=home, weights=weights)


def _left_to_ours(named: Sequence[Named], ours: Sequence[set[str]], elsewhere: set[str]) -> list[Named]:
    """Leave each name the places of the files alone, but for those that may lie elsewhere."""
    left = []
    for each, ids in zip(named, ours, strict=True):
        kept = tuple(place for place in each.candidates if place.id in ids)
        left.append(replace(each, candidates=kept) if kept and place_key(each.words) not in elsewhere else each)
    return left


def _put_elsewhere(knowledge: Knowledge, text: str, each: Named, ours: set[str]) -> bool:
    """Tell whether the words beside a name put it into an area in which the files have no place of that name."""
    areas = [area for area in _beside(knowledge, text, each) if not _town_of_ours(knowledge, area)] if ours else []
    fits = {place.id for place in each.candidates if any(_inside(place, area) for area in areas)}
    return bool(fits) and not fits & ours


def _strangers(
    knowledge: Knowledge, text: str, named: Sequence[Named], ours: Sequence[set[str]], settled: Sequence[Settled]
) -> set[str]:
    """Return the keys of the names whose place of the files stands alone in its country, while others agree."""
    told = _told_in(knowledge, text)
    lie: dict[str, set[str]] = {}  # the country of each other name
    for each, led in zip(named, settled, strict=True):
        if led.place is not None and led.backed and led.share >= _AGREED:
            for country in _countries(led.place):
                lie.setdefault(country, set()).add(place_key(each.words))
    strangers = set()
    for each, ids, led in zip(named, ours, settled, strict=True):
        key = place_key(each.words)
        if led.place is None or led.place.id not in ids:
            continue
        own = _countries(led.place)
        by_itself = _count(knowledge.areas_named(each.words), sum(place_key(n.words) == key for n in named))
        told_of = any(told.get(country, 0.0) > by_itself.get(country, 0.0) + 0.01 for country in own)
        if not own or told_of or any(lie.get(country, set()) - {key} for country in own):
            continue
        others = {country for place in each.candidates if place.id not in ids for country in _countries(place)} - own
        if any(len(lie.get(country, set()) - {key}) > 1 for country in others):
            strangers.add(key)
    return strangers


def _countries(place: KnownPlace) -> set[str]:
    """Return the codes of the country of a place; of a contested place of all that it is listed within."""
    within = {id.removeprefix("country:") for id in (place.id, *place.within) if id.startswith("country:")}  # noqa: A001
    return within or set(place.codes[-1:])


def _town_of_ours(knowledge: Knowledge, area: KnownPlace) -> bool:
    """Tell whether the name of an area is a town of the files too: "Tehran, Isfahan and Shiraz" is a list."""
    return any(place.kind not in _AREAS for name in area.names for place in knowledge.places_named(name.name))


@dataclass(frozen=True, slots=True)
class Led:
    """One place that a name may be, with its share among all."""

    place: KnownPlace
    share: float
    backed: bool


def weighed(knowledge: Knowledge, text: str, named: Sequence[Named]) -> tuple[tuple[Led, ...], str]:
    """Return every place that the first name may be, the likeliest first, and to which of them a report would lead."""
    questions = ask(knowledge, text, named)
    answer(questions, *load_weights())
    question = next(question for question in questions if 0 in question.mentions)
    found = [
        Led(place, float(question.share[row]), question.backed(row)) for row, place in enumerate(question.candidates)
    ]
    ours = [{place.id for place in knowledge.places_named(each.words)} for each in named]
    because = settle_ours(knowledge, text, named, ours)[0].because
    return tuple(sorted(found, key=lambda led: (-led.share, led.place.id))), because


def ask(knowledge: Knowledge, text: str, named: Sequence[Named], *, home: str | None = None) -> list[Question]:
    """Return one question a name, or more where the words beside a name tell its mentions apart."""
    told = _told_in(knowledge, text)
    groups: dict[str, list[int]] = {}
    beside = [_beside(knowledge, text, each) for each in named]
    by = [_by(knowledge, text, each) for each in named]
    for number, each in enumerate(named):
        groups.setdefault(place_key(each.words), []).append(number)
    questions = []
    for key, numbers in groups.items():
        parts = _apart(numbers, beside, named)
        questions += [_question(knowledge, key, part, named, beside, by, told, home, text) for part in parts]
    return questions


def _apart(numbers: list[int], beside: Sequence[tuple[KnownPlace, ...]], named: Sequence[Named]) -> list[list[int]]:
    """Part the mentions of one name by the containers named beside them, if these exclude each other."""
    parts: list[tuple[set[str], list[int]]] = []
    silent = []
    for number in numbers:
        fits = {c.id for c in named[number].candidates if any(_inside(c, area) for area in beside[number])}
        if not fits:
            silent.append(number)
            continue
        for shared, part in parts:
            if shared & fits:
                shared.intersection_update(fits)
                part.append(number)
                break
        else:
            parts.append((fits, [number]))
    if not parts:
        return [numbers]
    for number in silent:  # goes with the mention before it that says where, or else with the first
        nearest = max((part for _, part in parts), key=lambda part: max((n for n in part if n < number), default=-1))
        nearest.append(number)
    return [sorted(part) for _, part in parts]


def _inside(place: KnownPlace, area: KnownPlace) -> bool:
    return area.id in place.within or bool(area.codes and area.codes[0] in place.codes[1:])


def _question(
    knowledge: Knowledge,
    key: str,
    numbers: list[int],
    named: Sequence[Named],
    beside: Sequence[tuple[KnownPlace, ...]],
    by: Sequence[tuple[KnownPlace, ...]],
    told: Mapping[str, float],
    home: str | None,
    text: str,
) -> Question:
    candidates = named[numbers[0]].candidates
    own_told = _count(knowledge.areas_named(named[numbers[0]].words), len(numbers))
    rows = np.zeros((len(candidates), len(FIXED)))
    says = [""] * len(candidates)
    fame = [place.fame for place in candidates]
    towns = [place.population for place in candidates if place.kind not in _AREAS]
    told = {code: count - own_told.get(code, 0.0) for code, count in told.items()}
    shouted = all(named[n].words.isupper() and len(named[n].words) > 3 for n in numbers)
    plural = any(_COUNTIES.match(text, named[n].span.end) for n in numbers)
    for row, place in enumerate(candidates):
        level = place.codes[0].count(".") if place.codes and place.kind in _AREAS else -1
        values = {
            "people": math.log10(place.population + 1) / 7 if place.kind not in _AREAS else 0.0,
            "people_of_area": math.log10(place.population + 1) / 7 if place.kind in _AREAS else 0.0,
            "most_people": place.kind not in _AREAS and place.population == max(towns),
            "fame": math.log1p(place.fame) / 5,
            "most_fame": place.fame == max(fame),
            "country": place.kind == "country",
            "region": place.kind == "region" or level == 1,
            "district": place.kind == "district",
            "ours": place.id in knowledge.places and place.kind != "country",
            "own_name": any(place_key(name.name) == key for name in place.names),
            "capital": place.kind not in _AREAS and place.population == max(towns) and _seat(knowledge, key),
            "counties": plural and place.kind == "district",
            "home_country": home is not None and home in (*place.within, place.id),
            "words_country": math.log1p(max(0.0, told.get(place.codes[-1], 0.0))) if place.codes else 0.0,
            "words_region": math.log1p(max(0.0, told.get(place.codes[-2], 0.0))) if len(place.codes) > 1 else 0.0,
            "shouted_area": shouted and place.kind in _AREAS,
            "shouted_town": shouted and place.kind not in _AREAS,
        }
        fits = [area for n in numbers for area in beside[n] if _inside(place, area)]
        values["beside"] = bool(fits)
        says[row] = fits[0].names[0].name if fits else ""
        beside_towns = [town for n in numbers for town in by[n]]
        values["beside_town"] = any(_close(place, town) for town in beside_towns)
        rows[row] = [float(values.get(name, 0.0)) for name in FIXED]
    lat = np.radians([place.lat if place.lat is not None else np.nan for place in candidates])
    lon = np.radians([place.lon if place.lon is not None else np.nan for place in candidates])
    codes = frozenset(code for place in candidates for code in place.codes)
    guessed = named[numbers[0]].guessed
    return Question(key, candidates, rows, says, lat, lon, mentions=list(numbers), guessed=guessed, codes=codes)


def _seat(knowledge: Knowledge, key: str) -> bool:
    return knowledge.capital_side(key) is not None


def _count(areas: Iterable[KnownPlace], times: float = 1.0) -> dict[str, float]:
    """Return what a name of these countries and first-order regions tells: parts of one, by their codes."""
    told = [area for area in areas if area.kind in _AREAS and area.codes and area.codes[0].count(".") <= 1]
    counts: dict[str, float] = {}
    for area in told:
        for code in area.codes:
            counts[code] = counts.get(code, 0.0) + times / len(told)
    return counts


def _beside(knowledge: Knowledge, text: str, each: Named) -> tuple[KnownPlace, ...]:
    """Return the areas that the words behind and before a name put it into."""
    found: list[KnownPlace] = []
    if match := _BEHIND.match(text, each.span.end):
        areas, name = _areas_at(knowledge, match["name"])
        further = _BEHIND.match(text, match.start("name") + len(name)) if name else None
        found += (_areas_at(knowledge, further["name"])[0] if further else ()) or areas  # "Goshen, Elkhart, Indiana"
    if match := _IN.match(text, each.span.end):
        found += _areas_at(knowledge, match["name"])[0]
    if match := _BEFORE.search(text, max(0, each.span.start - 60), each.span.start):
        words = match["name"].split()
        named = (knowledge.areas_named(" ".join(words[first:])) for first in range(len(words)))
        found += next(filter(None, named), ())
    return tuple(found)


def _by(knowledge: Knowledge, text: str, each: Named) -> tuple[KnownPlace, ...]:
    """Return the places that a name is said to lie by; none if that name has too many."""
    match = _BY.match(text, each.span.end)
    found = candidates_of(knowledge, match["name"]) if match else ()
    return found if len(found) <= _WIDEST // 2 else ()


def _close(place: KnownPlace, town: KnownPlace) -> bool:
    """Tell places within about a hundred kilometres of each other, roughly."""
    if place.lat is None or place.lon is None or town.lat is None or town.lon is None or place.id == town.id:
        return False
    east = (place.lon - town.lon) * math.cos(math.radians(place.lat))
    return (place.lat - town.lat) ** 2 + east**2 < 1


def _areas_at(knowledge: Knowledge, words: str) -> tuple[tuple[KnownPlace, ...], str]:
    """Return the areas that the words begin with, by the longest name, and that name."""
    listed = words.split(" ")
    for last in range(len(listed), 0, -1):
        name = " ".join(listed[:last])
        if areas := knowledge.areas_named(name):
            return areas, name
    return (), ""


def _told_in(knowledge: Knowledge, text: str) -> dict[str, float]:
    """Count the countries and first-order regions that any capitalised words of the text name, by their codes."""
    counts: dict[str, float] = {}
    for match in _CAPITALISED.finditer(text):
        words = match[0].split(" ")
        for at in range(len(words)):
            for width in (2, 1):
                name = " ".join(words[at : at + width])
                if at + width > len(words) or len(name) < 3:
                    continue
                if told := _count(knowledge.areas_named(name)):
                    for code, part in told.items():
                        counts[code] = counts.get(code, 0.0) + part
                    break
    return counts


def answer(questions: Sequence[Question], first: NDArray[np.float64], then: NDArray[np.float64]) -> None:
    """Give every candidate its share: by itself at first, then by what the other names came to."""
    for question in questions:
        question.share = softmax(question.fixed @ first)
    for _ in range(ROUNDS):
        rows = [together(questions, number) for number in range(len(questions))]
        shares = [
            softmax(np.hstack([question.fixed, more]) @ then) for question, more in zip(questions, rows, strict=True)
        ]
        for question, share in zip(questions, shares, strict=True):
            question.share = share


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares that sum to one."""
    if not len(scores):
        return scores
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def together(questions: Sequence[Question], number: int) -> NDArray[np.float64]:
    """Return for each candidate of one question how well it goes with what the others came to."""
    asked = questions[number]
    rows = np.zeros((len(asked.candidates), len(TOGETHER)))
    support: dict[str, float] = {}
    ids: dict[str, float] = {}
    others = [q for at, q in enumerate(questions) if at != number and len(q.candidates) and q.key != asked.key]
    near = np.zeros(len(asked.candidates))
    possible = Counter(code for other in others for code in other.codes)
    for other in others:
        best = np.argsort(-other.share)[:_VOICES]
        for at in best:
            share, place = float(other.share[at]), other.candidates[at]
            for code in place.codes:
                support[code] = support.get(code, 0.0) + share
            for within in (place.id, *place.within):
                ids[within] = ids.get(within, 0.0) + share
            if place.kind not in ("country", "region"):
                close = np.exp(-kilometres(asked.lat, asked.lon, other.lat[at], other.lon[at]) / 80)
                near += share * np.nan_to_num(close)
    for row, place in enumerate(asked.candidates):
        codes = place.codes
        regions = [ids.get(up, 0.0) for up in place.within if not up.startswith("country:")]
        rows[row] = [
            math.log1p(support.get(codes[-1], 0.0)) if codes else 0.0,
            math.log1p(max(support.get(codes[-2], 0.0) if len(codes) > 1 else 0.0, *regions, 0.0)),
            math.log1p(support.get(codes[-3], 0.0)) if len(codes) > 2 else 0.0,
            math.log1p(near[row]),
            float(bool(others) and bool(codes) and support.get(codes[-1], 0.0) < 0.2),
            math.log1p(ids.get(place.id, 0.0)) if place.kind in _AREAS else 0.0,
            possible[codes[-2]] / len(others) if len(codes) > 1 and others else 0.0,
            possible[codes[-3]] / len(others) if len(codes) > 2 and others else 0.0,
        ]
    asked.around = np.expm1(rows[:, 0])
    return rows


def kilometres(lat: NDArray[np.float64], lon: NDArray[np.float64], to_lat: float, to_lon: float) -> NDArray[np.float64]:
    """Return distances on the sphere (haversine), in kilometres; arguments in radians."""
    half = np.sin((lat - to_lat) / 2) ** 2 + np.cos(lat) * math.cos(to_lat) * np.sin((lon - to_lon) / 2) ** 2
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(half)))


@cache
def load_weights(folder: Path | None = None) -> Weights:
    """Return the weights of the first settling and of those that follow; a folder may hold a file of its own."""
    packaged = resources.files("rashomon.knowledge") / "toponyms.toml"
    given = folder / "toponyms.toml" if folder is not None else None
    file = given if given is not None and given.is_file() else packaged
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{file}: expected a TOML file of weights, found: {error}; correct the file") from error
    for name, value in ((n, v) for part in ("first", "then") for n, v in table.get(part, {}).items()):
        if name not in (*FIXED, *TOGETHER) or isinstance(value, bool) or not isinstance(value, int | float):
            raise KnowledgeError(
                f"{file}: expected numbers for {', '.join((*FIXED, *TOGETHER))}, found {name} = {value!r}"
            )
    table = {"first": {}, "then": {}, **table}
    first = [float(table["first"].get(name, 0.0)) for name in FIXED]
    then = [float(table["then"].get(name, 0.0)) for name in (*FIXED, *TOGETHER)]
    return np.array(first), np.array(then)


def home_of(knowledge: Knowledge, outlet: str | None, url: str | None) -> str | None:
    """Return the id of the country of an outlet, as the files know it or as the end of its address says."""
    known = (knowledge.outlet_named(outlet) if outlet else None) or (knowledge.outlet_of_url(url) if url else None)
    country = known.country if known else None
    if country is not None:
        return next((place.id for place in knowledge.places_named(country) if place.kind == "country"), None)
    try:
        end = (urlsplit(url if url and "//" in url else f"//{url}").hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    code = {"uk": "GB"}.get(end, end.upper())
    id = f"country:{code}"  # noqa: A001 - the word of the records
    return id if len(end) == 2 and end not in _SOLD and knowledge.place(id) else None


def named_at(knowledge: Knowledge, text: str, spans: Iterable[Span]) -> list[Named]:
    """Return the names at some places of a text with their candidates."""
    return [named_as(knowledge, span, text[span.start : span.end]) for span in spans]


def named_as(knowledge: Knowledge, span: Span, words: str) -> Named:
    """Return a name with its candidates; where nothing bears it, with those that are spelt like it."""
    if found := candidates_of(knowledge, words):
        return Named(span, words, found)
    return Named(span, words, knowledge.spelt_like(words), guessed=True)
