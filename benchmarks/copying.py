"""How well copies are told from independent reports: a simulation in which it is known who copied whom.

python -m benchmarks.copying [--happenings 60] [--outlets 16] [--largest 2000]

For each invented happening outlets publish one after another. The first writes on its own; each later one copies, with
a known probability, a report that stands (which may be a copy itself) and changes a share of its words, or it writes
on its own about the same happening, with the same names. All texts come from a grammar of our own, so that independent
tellings share names and turns of phrase; the seeds are fixed.

  independent    of the reports that are said to repeat nobody, how many repeat nobody; and how many of these are found
  lineages       the same of the pairs of reports that are said to be of one lineage
  one text       lineages made of one text that a thousand outlets carry with 0 to 30 % of the words changed, where the
                 text as it was is among them, and where it is lost, and where each changed just 30 %

Growth is the time per report as the number of reports doubles three times, for copies, for a flood of copies of one
text, for stories, and for all of reconciling with two claims a report (last : first, 1 is no growth at all).
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from time import perf_counter

from benchmarks.inventing import changed, happening, invented_report, moments, telling
from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.lineages import lineages
from rashomon.reconciling.reconcile import reconcile
from rashomon.reconciling.stories import find_stories
from rashomon.records import Claim, Event, Party, Place, Quotation, Report, Span, Speaker, Stance, When

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)  # of the words changed
CHANCES = (0.2, 0.5, 0.8)  # that an outlet copies
OUTLETS = 1000  # that carry one text


@dataclass(frozen=True, slots=True)
class War:
    """Reports, and the lineage of each as it was made: the identifier of the report that it all goes back to."""

    reports: tuple[Report, ...]
    lineage: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recovered:
    """Precision and recall of what was recovered."""

    precision: float
    recall: float


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--happenings", type=int, default=60)
    parser.add_argument("--outlets", type=int, default=16)
    parser.add_argument("--largest", type=int, default=2000, help="reports of the largest set that is timed")
    given = parser.parse_args()
    figures = recovery(given.happenings, given.outlets) | one_text() | growth(given.largest)
    print(json.dumps({name: round(figure, 4) for name, figure in figures.items()}, sort_keys=True))


def recovery(happenings: int, outlets: int) -> dict[str, float]:
    """Print how well independence is recovered for each share of words changed, and return the figures."""
    print(f"{happenings} happenings, {outlets} outlets each\n{'':<40}independent     lineages")
    print(f"{'words changed':<16}{'chance to copy':<24}{'P      R        P      R'}")
    least = dict.fromkeys(SHARES, 1.0)
    for share in SHARES:
        for chance in CHANCES:
            war = simulate(happenings, outlets, chance=chance, share=share, seed=int(100 * share + 10 * chance))
            alone, pairs = recovered(war)
            least[share] = min(least[share], alone.precision, alone.recall, pairs.precision, pairs.recall)
            print(
                f"{share:<16.0%}{chance:<24.0%}{alone.precision:.4f} {alone.recall:.4f}   "
                f"{pairs.precision:.4f} {pairs.recall:.4f}"
            )
    return {f"least_at_{share * 100:.0f}": value for share, value in least.items()}


def simulate(happenings: int, outlets: int, *, chance: float, share: float, seed: int) -> War:
    """Let outlets write about each happening or, with a chance, copy what stands and change a share of its words."""
    dice = Random(seed)
    days = moments(happenings * outlets)
    reports: list[Report] = []
    lineage: dict[str, str] = {}
    for number in range(happenings):
        names, told = happening(dice), list[Report]()
        for outlet in range(outlets):
            key = f"{dice.getrandbits(48):012x}"
            if told and dice.random() < chance:
                copied = dice.choice(told)
                text, lineage[key] = changed(copied.text, share, dice), lineage[copied.id]
            else:
                text, lineage[key] = telling(names, dice, sentences=dice.randint(8, 24)), key
            day = days[number * outlets + outlet]
            told.append(invented_report(key, text, outlet=f"Outlet {outlet}", published=day))
        reports += told
    return War(tuple(reports), lineage)


def recovered(war: War) -> tuple[Recovered, Recovered]:
    """Return how well the independent reports are recovered, and how well the pairs of one lineage are."""
    copies = find_copies(war.reports)
    said = {report.id for report in war.reports} - {copy.report for copy in copies}
    alone = {key for key, root in war.lineage.items() if key == root}
    found = lineages(war.reports, copies)
    both = _pairs(Counter((found[key], war.lineage[key]) for key in found))
    lineage = Recovered(
        _ratio(both, _pairs(Counter(found.values()))), _ratio(both, _pairs(Counter(war.lineage.values())))
    )
    return Recovered(_ratio(len(said & alone), len(said)), _ratio(len(said & alone), len(alone))), lineage


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def one_text() -> dict[str, float]:
    """Print how many lineages a thousand outlets with one text make; return one for each over these numbers."""
    figures = {}
    for name, told, kept, least in (
        ("first", "0 to 30 % of the words changed, the text itself first", True, 0.0),
        ("lost", "0 to 30 % of the words changed, the text itself lost", False, 0.0),
        ("lost_at_30", "30 % of the words changed in each, the text itself lost", False, 0.3),
    ):
        found = max(
            len(set(lineages(pages, find_copies(pages)).values())) for pages in _carried(kept=kept, least=least)
        )
        figures[f"one_text_{name}"] = 1 / found
        print(f"{OUTLETS} outlets with one text, {told}: {found} (most lineages of 5 texts)")
    return figures


def _carried(*, kept: bool, least: float = 0.0) -> list[list[Report]]:
    """Return five sets of reports that carry one text each with `least` to 30 % of its words changed."""
    sets = []
    for seed in range(5):
        dice = Random(seed)
        text = telling(happening(dice), dice)
        pages = []
        for place, day in enumerate(moments(OUTLETS)):
            words = text if kept and place == 0 else changed(text, dice.uniform(least, 0.3), dice)
            pages.append(invented_report(f"{place:04}", words, outlet=f"Outlet {place}", published=day))
        sets.append(pages)
    return sets


def growth(largest: int) -> dict[str, float]:
    """Print the time per report of growing sets, and return that of the smallest over that of the largest."""
    numbers = [largest // 8, largest // 4, largest // 2, largest]
    war = simulate(largest // 16 + 1, 16, chance=0.5, share=0.2, seed=7).reports[:largest]
    one = _carried(kept=True)[0]
    flood = [
        invented_report(f"{n:06}", one[n % len(one)].text, outlet=f"Outlet {n}", published=day)
        for n, day in enumerate(moments(largest))
    ]
    figures = {}
    timed: dict[str, tuple[Callable[[Sequence[Report]], object], Sequence[Report]]] = {
        "copies": (find_copies, war),
        "copies_flood": (find_copies, flood),
        "stories": (find_stories, war),
        "reconcile": (reconciling(war), war),
    }
    print(f"{'ms a report':<16}" + "".join(f"{number:>9}" for number in numbers) + "   last : first")
    for name, (run, reports) in timed.items():
        times = [_milliseconds(run, reports[:number]) for number in numbers]
        figures[f"steady_{name}"] = times[0] / times[-1]
        print(f"{name:<16}" + "".join(f"{time:>9.3f}" for time in times) + f"   {times[-1] / times[0]:.2f}")
    return figures


def reconciling(reports: Sequence[Report]) -> Callable[[Sequence[Report]], object]:
    """Return what reconciles some of the reports with their claims: in each, one speaker of either side on one place.

    A place for every four happenings, so that there are more questions as there are more reports.
    """
    claims = {report.id: _claims(report, number) for number, report in enumerate(reports)}
    return lambda part: reconcile([claim for report in part for claim in claims[report.id]], part)


def _claims(report: Report, number: int) -> tuple[Claim, Claim]:
    """Return that one side says it took a place on some day, and that the other denies it."""
    town, day = f"Town {number // 64}", (report.published or "")[:10]
    first = Claim(
        id=f"{report.id}a",
        report=report.id,
        origin=report.origin,
        outlet=report.outlet,
        published=report.published,
        span=Span(0, 20),
        words=report.text[:20],
        speaker=Speaker(f"Speaker {number % 5}", side="Veldoria"),
        via=(),
        cue=None,
        quotation=Quotation.INDIRECT,
        stance=Stance.ASSERTS,
        channel=None,
        said_on=When(day, day),
        event=Event(
            "control-gain",
            actor=Party("Veldoria", "Veldoria"),
            place=Place(town, town, f"invented:{town}"),
            when=When(day, day),
        ),
        score=1.0,
        because=("made by hand",),
    )
    denied = replace(
        first,
        id=f"{report.id}b",
        span=Span(20, 40),
        words=report.text[20:40],
        speaker=Speaker(f"Spokesman {number % 5}", side="Osmark"),
        stance=Stance.DENIES,
        answers=first.id,
    )
    return first, denied


def _milliseconds(run: Callable[[Sequence[Report]], object], reports: Sequence[Report]) -> float:
    """Return the best time of three runs, for one report."""
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        run(reports)
        best = min(best, perf_counter() - start)
    return 1000 * best / len(reports)


if __name__ == "__main__":
    main()
