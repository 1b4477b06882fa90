"""A number of entries -> a ledger of so many, written as runs would write it; and how long its questions take."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from benchmarks.simulating import Page, invent_world, simulate
from rashomon.ledger.contents import Record
from rashomon.ledger.ledger import Ledger
from rashomon.reconciling.reconcile import reconcile
from rashomon.records import Claim, Report
from rashomon.showing import asking
from rashomon.showing.filters import Filter

T = TypeVar("T")

PAGE = 50  # records, as a first page shows
ASKED = 9  # times
DERIVED = ("control", "copy", "dispute", "utterance")
START = datetime(2030, 1, 1, tzinfo=UTC)

_BATCH = 100  # reports of one transaction
_CLAIMS = 0.78  # of the entries, as the simulation has them; the rest are reports and what is derived


def write_ledger(path: Path, entries: int, seed: int) -> dict[str, float]:
    """Write the reports and claims of a simulated war with what is derived from them; return seconds and bytes.

    What is derived is written when half of the claims are there, when all are, and once more when nothing is new.
    """
    number = round(entries * _CLAIMS)
    outlets = {outlet.name: outlet for outlet in invent_world(number, seed).outlets}
    claims: list[Claim] = []
    reports: list[Report] = []
    spent = dict.fromkeys(("append_s", "reconcile_s", "derive_s"), 0.0)
    pages = simulate(number, seed)

    def timed(name: str, run: Callable[[], T]) -> T:
        start = perf_counter()
        made = run()
        spent[name] += perf_counter() - start
        print(f"{len(claims):,} claims: {name} {spent[name]:,.0f} in all", file=sys.stderr)
        return made

    with Ledger.open(path) as ledger:
        for half in (1, 2):
            batches = iter(lambda: list(islice(pages, _BATCH)), list[Page]())
            start = perf_counter()
            for batch in batches:
                records: list[Record] = []
                for page in batch:
                    records += (page.report, *page.claims)
                ledger.append(records, recorded=START + timedelta(minutes=len(reports)))
                claims += [claim for page in batch for claim in page.claims]
                reports += [page.report for page in batch]
                if 2 * len(claims) > half * number:
                    break
            spent["append_s"] += perf_counter() - start
            made = timed("reconcile_s", partial(reconcile, claims, reports, outlets=outlets))
            derived: list[Record] = [*made.disputes, *made.copies, *made.utterances, *made.control]
            now = START + timedelta(minutes=len(reports))
            timed("derive_s", partial(ledger.replace_derived, DERIVED, derived, recorded=now))
        spent["derive_again_s"] = 0.0
        later = now + timedelta(days=3)
        timed("derive_again_s", partial(ledger.replace_derived, DERIVED, derived, recorded=later))
        head = ledger.head()
    return {"entries": head.number if head else 0, **spent, "file_mb": path.stat().st_size / 2**20}


def ask(path: Path) -> dict[str, float]:
    """Print the median and the worst time of each kind of question, and return the worst of all, in milliseconds."""
    figures: dict[str, float] = {}
    with Ledger.open(path, readonly=True) as ledger:
        head = ledger.head()
        if head is None:
            return {}
        middle = next(islice(ledger.entries(), round(0.6 * head.number), None)).recorded
        print(f"{head.number:,} entries; the first {PAGE} answers, {ASKED} times each; milliseconds")
        print(f"{'':<60}{'median':>9}{'worst':>9}{'found':>7}")
        for name, question in questions(ledger):
            for moment, when in ((None, ""), (middle, ", as of the middle")):
                times, found = [], 0
                for _ in range(ASKED):
                    start = perf_counter()
                    found = sum(1 for _ in question(moment))
                    times.append(1000 * (perf_counter() - start))
                print(f"{name + when:<60}{median(times):>9.2f}{max(times):>9.2f}{found:>7}")
                figures[f"{name}{when}"] = max(times)
    worst = max(figures, key=lambda name: figures[name])
    return {"worst_ms": round(figures[worst], 2), "median_ms": round(median(figures.values()), 2)}


Question = Callable[[str | None], Iterable[object]]


def questions(ledger: Ledger) -> list[tuple[str, Question]]:
    """Return questions of every kind about what the ledger has most of, about what is rare, and about nothing."""
    some = list(islice((each for each in asking.claims(ledger) if each.event.place and each.event.place.id), 20_000))
    places = Counter(each.event.place.id for each in some if each.event.place).most_common()
    large, rare = (_names(some, places[at][0]) for at in (0, -1))
    middling = _names(some, places[len(places) // 20][0])
    speakers = [name for name, _ in Counter(each.speaker.name for each in some if each.speaker).most_common() if name]
    outlets = [name for name, _ in Counter(each.outlet for each in some).most_common() if name]
    often, seldom = Filter(speaker=(speakers[0],)), Filter(speaker=(speakers[-1],))

    def of(kind: Callable[..., Iterable[object]], asked: Filter) -> Question:
        return lambda moment: kind(ledger, asked, as_of=moment, limit=PAGE)

    return [
        ("claims", of(asking.claims, Filter())),
        ("claims, largest place", of(asking.claims, large)),
        ("claims, largest place, a side", of(asking.claims, replace(large, side=("Osmark",)))),
        ("claims, rare place, a side", of(asking.claims, replace(rare, side=("Osmark",)))),
        (
            "claims, largest place, speaker, denies",
            of(asking.claims, replace(large, speaker=often.speaker, stance=("denies",))),
        ),
        ("claims, a place, a rare speaker", of(asking.claims, replace(middling, speaker=seldom.speaker))),
        ("claims, a place, a frequent speaker", of(asking.claims, replace(middling, speaker=often.speaker))),
        ("claims, no such pair of side and outlet", of(asking.claims, Filter(side=("Nobody",), outlet=(outlets[0],)))),
        ("claims, speaker by full name", of(asking.claims, often)),
        ("claims, speaker by role", of(asking.claims, Filter(speaker=("minister",), kind=("protest",)))),
        (
            "claims, outlet, kind, stance",
            of(asking.claims, Filter(outlet=(outlets[0],), kind=("surrender",), stance=("concedes",))),
        ),
        ("disputes, contested", of(asking.disputes, Filter(status=("contested",)))),
        ("disputes, largest place", of(asking.disputes, large)),
        (
            "disputes, conceded, a side, a kind",
            of(asking.disputes, Filter(status=("conceded",), side=("Tolland",), kind=("attack",))),
        ),
        ("control, largest place", of(asking.control, large)),
        ("utterances, speaker", of(asking.utterances, often)),
        ("copies, outlet", of(asking.copies, Filter(outlet=(outlets[1],)))),
        ("reports, largest place, outlet", of(asking.reports, replace(large, outlet=(outlets[2],)))),
        ("one claim by its id", lambda moment: [ledger.get("claim", some[0].id, as_of=moment)]),
        ("places of a name", lambda moment: ledger.naming(large.place, as_of=moment)),
    ]


def _names(claims: Iterable[Claim], place: str | None) -> Filter:
    """Return the filter for a place by the name that most claims use, and by its id as knowledge would add it."""
    found = Counter(each.event.place.name for each in claims if each.event.place and each.event.place.id == place)
    (name, _), others = found.most_common(1)[0], (place or "", *found)
    return Filter(place=(name,), names=lambda _: others)
