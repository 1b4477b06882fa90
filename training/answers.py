"""Development parts of our own gold -> rashomon/knowledge/answers.toml, by which an answer chooses what it answers.

python -m training.answers [--shared ../shared] [--folds 10]

A log-linear model over the claims that an answer may be tied to (softmax), as in rashomon/reading/answering.py. A claim
is a right choice if its speaker asserts, in some dispute of the gold, what this answer denies there. With --folds the
share of right choices is told on reports that the weights have not seen. Only these numbers go into the package.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring import Scorer, load_scorer
from rashomon.gathering.collecting import collect
from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading import answering
from rashomon.reading.reader import Reader
from rashomon.records import Claim, Report, Stance
from rashomon.settings import Settings

OUTPUT = Path("rashomon/knowledge/answers.toml")
GOLD = Path("benchmarks/gold")
SETS = (  # gold, reports, knowledge
    (GOLD / "wars" / "dev.jsonl", GOLD / "wars" / "reports" / "dev", None),
    (GOLD / "answers" / "dev.jsonl", GOLD / "answers" / "reports" / "dev", None),
    (GOLD / "rivals" / "dev.jsonl", GOLD / "rivals" / "reports" / "dev", GOLD / "rivals" / "knowledge"),
    (
        Path("examples/shusha-2020/gold/expected.jsonl"),
        Path("examples/shusha-2020/reports"),
        Path("examples/shusha-2020"),
    ),
    (Path("tests/war/gold/expected.jsonl"), Path("tests/war/reports"), Path("tests/war/knowledge")),
)
PENALTY, STEPS, RATE = 0.5, 600, 0.05  # ten folds: penalties from 0.2 to 1 stay within two points
HEAD = """\
# By what an answer ("denied this", "would not comment") chooses among the claims of its report: weights of a
# log-linear model, found by `python -m training.answers` on the development parts of our own gold.
# What each name stands for is told in rashomon/reading/answering.py, where it is made.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its report, the features of each claim that it may be tied to, and which of them are right."""

    report: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


def main() -> None:
    """Find the weights, tell how well they choose, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.answers", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--folds", type=int, default=0, help="also measure on so many held-out parts")
    given = parser.parse_args()
    scorer = load_scorer(given.shared / "tools" / "score.py")
    names: list[str] = []
    choices = [choice for each in SETS for choice in _choices(*each, scorer, names)]
    print(f"{len(choices)} answers with a right and a wrong choice")
    if given.folds:
        reports = {report: number % given.folds for number, report in enumerate(sorted({c.report for c in choices}))}
        hits = 0
        for fold in range(given.folds):
            weights = fit([c for c in choices if reports[c.report] != fold], len(names))
            hits += sum(bool(c.right[np.argmax(c.rows @ weights)]) for c in choices if reports[c.report] == fold)
        print(f"held out: {hits / len(choices):.3f} right; by chance {np.mean([c.right.mean() for c in choices]):.3f}")
    weights = fit(choices, len(names))
    print(f"seen: {np.mean([c.right[np.argmax(c.rows @ weights)] for c in choices]):.3f} right")
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    OUTPUT.write_text(HEAD + "\n[weights]\n" + "\n".join(lines) + "\n")


def _choices(gold: Path, reports: Path, wars: Path | None, scorer: Scorer, names: list[str]) -> Iterator[Choice]:
    """Read the reports and yield each answer of the gold with its possible targets."""
    labelled = {row["slug"]: row for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    reader = Reader(load_knowledge(extra=sorted(wars.glob("*.toml")) if wars else ()), Settings())
    pages = [page.record for page in collect(str(reports), settings=Settings()) if isinstance(page.record, Report)]
    seen: list[tuple[Sequence[Claim], answering.Exchange]] = []

    def watch(
        claims: Sequence[Claim], text: str, referring: set[str], knowledge: Knowledge, weights: Mapping[str, float]
    ) -> tuple[Claim, ...]:
        done = resolve(claims, text, referring, knowledge, weights)
        seen.append((done, answering.exchange_of(claims, text, referring, knowledge)))
        return done

    resolve = answering.resolve
    with patch.object(answering, "resolve", watch):
        for page in pages:
            reader.read(page)
    for done, exchange in seen:
        slug = Path(done[0].origin.split("#")[0]).stem if done else ""
        if slug in labelled:
            yield from _of_report(labelled[slug], done, exchange, scorer, names)


def _of_report(
    gold: Mapping[str, Any], done: Sequence[Claim], exchange: answering.Exchange, scorer: Scorer, names: list[str]
) -> Iterator[Choice]:
    rows = [msgspec.to_builtins(claim) for claim in exchange.claims]
    paired = {
        rows.index(row): gold["claims"][index]["id"] for index, row in scorer.pair_up(gold["claims"], rows).items()
    }
    by_id = {claim["id"]: claim for claim in gold["claims"]}
    contested = {claim.answers for claim in done if claim.answers and claim.stance is Stance.DENIES}
    for number, claim in enumerate(exchange.claims):
        wanted = [d["asserting"] for d in gold["disputes"] if paired.get(number) in d["denying"]]
        others = answering.candidates(exchange, number) if claim.stance in answering.ANSWERING and wanted else []
        right = np.array(
            [_is_right(other, number, wanted, rows, paired, gold, by_id, scorer) for other in others], bool
        )
        if not right.any() or right.all():
            continue
        found = [answering.features(exchange, number, other, contested) for other in others]
        names[:] = list(found[0])
        yield Choice(gold["slug"], np.array([[float(each[name]) for name in names] for each in found]), right)


def _is_right(
    other: int,
    number: int,
    wanted: Sequence[Sequence[str]],
    rows: Sequence[Mapping[str, Any]],
    paired: Mapping[int, str],
    gold: Mapping[str, Any],
    by_id: Mapping[str, Mapping[str, Any]],
    scorer: Scorer,
) -> bool:
    """Tell whether a claim is by who asserts what is denied, or an earlier denial of the same."""
    if rows[other]["stance"] in {str(each) for each in answering.ANSWERING}:
        same = [d["asserting"] for d in gold["disputes"] if paired.get(other) in d["denying"]]
        return any(set(one) & set(two) for one in same for two in wanted)
    if paired.get(other) is not None:
        return any(paired[other] in asserting for asserting in wanted)
    return any(scorer.speaker_right(by_id[name], rows[other]) for asserting in wanted for name in asserting)


def fit(choices: Sequence[Choice], width: int) -> NDArray[np.float64]:
    """Return the weights that make the right choices likely (maximum likelihood with a penalty, by Adam)."""
    weights, mean, spread = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        slope = PENALTY * weights
        for choice in choices:
            score = choice.rows @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            wanted = np.where(choice.right, share, 0.0)
            slope += (share - wanted / wanted.sum()) @ choice.rows
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
