"""ECB+ train topics and our own development gold -> the weights of rashomon/reconciling/same_event.py, printed.

python -m training.same_event [--ecb ../shared/corpora/crossdoc/ecbplus] [--shared ../shared]

A logistic model of pairs of claims that nothing keeps apart. ECB+: claims that hang on the trigger of an annotated
mention; a pair is one event where the mentions stand in one chain, and not where in two, of one topic or of two. Ours
(`benchmarks/gold/wars/dev.jsonl`, `benchmarks/gold/rivals/*-dev*`): claims of one dispute speak of one event, those of
disputes without a common claim of two. Nothing of any corpus but these numbers goes into the package.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.ecb import part_of, read_ecb
from benchmarks.events_across import hung_on
from benchmarks.scoring import Scorer, load_scorer
from rashomon.gathering.collecting import collect
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.reader import Reader
from rashomon.reconciling.same_event import Sketch, aspects, keeps_apart, sketch
from rashomon.reconciling.stems import rarity_of
from rashomon.reconciling.stories import find_stories
from rashomon.records import Claim, Report
from rashomon.settings import Settings

PENALTY = 2.0  # of squared weights, beside the summed losses
STEPS = 40
ACROSS = 0.02  # weight of a pair from two topics of ECB+: there are many, and all say the same
OURS = 1.0  # weight of a pair of our own gold
# What speaks against one event; all else speaks for it, or for nothing. An aspect that comes out with the other sign is
# too rare in the pairs, or stands for something else in them: it is held at 0, so that each reason means what it says.
AGAINST = frozenset(
    {"near kind", "other place", "days apart told", "other parties"}
    | {"figures differ", "other story", "other fate", "other trigger"}
)
HELD = {"answers": 4.0}  # what the reader found already; set by judgement
GOLD = Path("benchmarks/gold")
WAR = GOLD / "rivals" / "knowledge" / "sael.toml"


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that gold speaks of: the groups that it belongs to, and the part of the gold that it comes from."""

    sketch: Sketch
    events: frozenset[str]
    part: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is weighed of pairs (pairs x aspects), whether each is one event, and how much each counts."""

    values: NDArray[np.float64]
    same: NDArray[np.float64]
    counts: NDArray[np.float64]
    names: tuple[str, ...]


def main() -> None:
    """Find the weights and print them as they stand in the module."""
    parser = argparse.ArgumentParser(prog="python -m training.same_event", description=__doc__)
    parser.add_argument("--ecb", type=Path, default=Path("../shared/corpora/crossdoc/ecbplus"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    reader = Reader(load_knowledge(extra=[WAR]))
    scorer = load_scorer(given.shared / "tools" / "score.py")
    sets = [
        (list(of_ecb(given.ecb, reader)), ACROSS),
        *((list(of_ours(n, reader, scorer)), 0.0) for n in ("wars", "rivals")),
    ]
    weights = fit(join([pairs_of(told, across) for told, across in sets]))
    print("WEIGHTS = {")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print("}")


def of_ecb(folder: Path, reader: Reader) -> Iterator[Told]:
    """Yield the claims on mentions of the train topics of ECB+."""
    documents = [document for document in read_ecb(folder) if part_of(document.topic) == "train"]
    reports = [document.report for document in documents]
    story = stories_of(reports)
    for document, reading in zip(documents, reader.read_all(reports), strict=True):
        found = hung_on(document, reading.claims)
        for mention in document.mentions:
            if claim := found.get(mention.id):
                told = sketch(claim, story=story[claim.report])
                yield Told(told, frozenset({mention.chain}), f"topic {document.topic}")


def of_ours(name: str, reader: Reader, scorer: Scorer) -> Iterator[Told]:
    """Yield the claims of the disputes of one of our own sets, development part."""
    folder = GOLD / name
    pages = (page.record for page in collect(str(folder / "reports" / "dev"), settings=Settings()))
    reports = [page for page in pages if isinstance(page, Report)]
    story = stories_of(reports)
    read = {Path(r.origin).stem: reading.claims for r, reading in zip(reports, reader.read_all(reports), strict=True)}
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    disputes: list[list[str]] = []
    found: dict[str, Claim] = {}
    for row in rows:
        slug, by_id = row["slug"], {claim.id: claim for claim in read.get(row["slug"], ())}
        paired = scorer.pair_up(row["claims"], [msgspec.to_builtins(claim) for claim in by_id.values()])
        found |= {f"{slug}#{row['claims'][n]['id']}": by_id[claim["id"]] for n, claim in paired.items()}
        disputes += [[f"{slug}#{n}" for n in (*each["asserting"], *each["denying"])] for each in row["disputes"]]
    if (across := folder / "across-dev.json").exists():
        for each in json.loads(across.read_text(encoding="utf-8"))["disputes"]:
            disputes.append([*each["asserting"], *(claim for denial in each["denials"] for claim in denial["claims"])])
    events = groups_of(disputes)
    for gold, claim in found.items():
        if gold in events:
            told = sketch(claim, story=story[claim.report])
            yield Told(told, frozenset({events[gold]}), name if across.exists() else claim.report)


def groups_of(disputes: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the event of each claim: disputes with a common claim are about one."""
    event: dict[str, str] = {}
    for dispute in disputes:
        met = {event[claim] for claim in dispute if claim in event} | {min(dispute)}
        joined = {claim for claim, name in event.items() if name in met} | set(dispute)
        event |= dict.fromkeys(joined, min(met))
    return event


def stories_of(reports: Iterable[Report]) -> dict[str, str]:
    """Return the story of each report."""
    return {report: story.id for story in find_stories(list(reports)) for report in story.reports}


def pairs_of(told: Sequence[Told], across: float) -> Pairs:
    """Return the pairs of claims of one set that nothing keeps apart; those of two parts count `across`."""
    rarity = rarity_of(each.sketch.words for each in told)
    rows, same, counts = [], [], []
    names: tuple[str, ...] = ()
    for one, two in combinations(told, 2):
        count = 1.0 if one.part == two.part else across
        if not count or one.sketch.claim.id == two.sketch.claim.id or keeps_apart(one.sketch, two.sketch):
            continue
        found = aspects(one.sketch, two.sketch, rarity)
        names = tuple(found)
        rows.append([value for value, _ in found.values()])
        same.append(bool(one.events & two.events))
        counts.append(count)
    return Pairs(np.array(rows), np.array(same, float), np.array(counts), names)


def join(sets: Sequence[Pairs]) -> Pairs:
    """Put sets of pairs together; each of ours counts `OURS`."""
    for each in sets:
        print(f"# {len(each.same)} pairs, {int(each.same.sum())} of one event")
    counts = [sets[0].counts, *(OURS * each.counts for each in sets[1:])]
    return Pairs(
        np.vstack([each.values for each in sets]),
        np.concatenate([each.same for each in sets]),
        np.concatenate(counts),
        sets[0].names,
    )


def fit(pairs: Pairs) -> Mapping[str, float]:
    """Return the weights that make the pairs likely; those with a sign against sense are 0."""
    kept = [n for n, name in enumerate(pairs.names) if name not in HELD]
    while True:
        weights = logistic(pairs.values[:, kept], pairs)
        wrong = [n for n, weight in zip(kept, weights[1:], strict=True) if (weight < 0) != (pairs.names[n] in AGAINST)]
        if not wrong:
            found = dict(zip((pairs.names[n] for n in kept), weights[1:].tolist(), strict=True))
            return {"bias": float(weights[0]), **{name: found.get(name, HELD.get(name, 0.0)) for name in pairs.names}}
        kept = [n for n in kept if n not in wrong]


def logistic(values: NDArray[np.float64], pairs: Pairs) -> NDArray[np.float64]:
    """Return the bias and the weights of logistic regression with a penalty, by Newton's method."""
    x = np.hstack([np.ones((len(values), 1)), values])
    weights = np.zeros(x.shape[1])
    penalty = np.full(len(weights), PENALTY)
    penalty[0] = 0.0
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (pairs.counts * (share - pairs.same)) + penalty * weights
        curve = (x * (pairs.counts * share * (1 - share))[:, None]).T @ x + np.diag(penalty + 1e-9)
        weights = weights - np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
