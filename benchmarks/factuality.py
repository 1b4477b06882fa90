"""How well the reader tells what is said to have happened: MEANTIME and UDS-IH2, development parts, from -3 to 3.

python -m benchmarks.factuality --corpora ../shared/corpora

Each annotated predicate gets the polarity and modality that the reader gives an event at that word, and the stance of
the shortest attributed claim around it. Nothing is learnt from the corpora; the mapping is fixed beforehand:

  stance asserts, concedes (or nobody is made to say it), modality happened, ongoing     3, negated -3
  stance denies, whether by its cue or because the words negate the event               -3
  stance doubts                                                                         -1
  stance declines, unverified, threatens, predicts, orders, wishes, asks                 0
  modality planned, conditional, unknown                                                 0

A predicate at which the parser finds no word counts as the default, 3. The median baseline is of the training part.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, median

from spacy.tokens import Token

from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.events import _modality, _polarity
from rashomon.reading.reader import Reader
from rashomon.reading.syntax import Page, Syntax
from rashomon.records import Claim, Modality, Polarity, Report, Span, Stance

SETS = ("meantime", "uds_ih2")
PUBLISHED = {  # MAE, Pearson r, on the published test parts: ANCHORS.md, section 5
    "meantime": {"DLGRN": (0.279, 0.516), "Pouran Ben Veyseh 2019": (0.350, 0.452)},
    "uds_ih2": {"DLGRN": (0.722, 0.912), "Pouran Ben Veyseh 2019": (0.730, 0.905)},
}
REAL = {Modality.HAPPENED, Modality.ONGOING}
MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One annotated word: its characters in the sentence, and how far it is said to have happened."""

    span: Span
    label: float


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence with its predicates."""

    report: Report
    predicates: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """The label of a predicate beside what the reader makes of it, without and with the stance."""

    label: float
    grammar: float
    whole: float


def main() -> None:
    """Print a table a corpus and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="where factuality/ lies")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    for name in SETS:
        folder = options.corpora / "factuality" / name
        if not (folder / "dev.jsonl").exists():
            print(f"skipped: no {folder / 'dev.jsonl'} on this machine")
            continue
        figures |= {f"{name}_{figure}": value for figure, value in measure(name, folder).items()}
    print(json.dumps(figures, sort_keys=True))


def measure(name: str, folder: Path) -> dict[str, float]:
    """Read one corpus, print its table, and return the figures."""
    guesses = list(guess_all(read_sentences(folder / "dev.jsonl")))
    labels = [guess.label for guess in guesses]
    rows = {
        "Rashomon": [guess.whole for guess in guesses],
        "without stance": [guess.grammar for guess in guesses],
        "always 3": [3.0] * len(labels),
    }
    if (folder / "train.jsonl").exists():
        known = [p.label for sentence in read_sentences(folder / "train.jsonl") for p in sentence.predicates]
        rows[f"always {median(known):.2f}"] = [median(known)] * len(labels)
    print(f"{name}, dev: {len(labels)} predicates, {sum(label < 0 for label in labels)} below 0")
    print(f"{'':<34}   MAE       r")
    for row, values in rows.items():
        print(f"{row:<34} {error(labels, values):.3f}   {agreement(labels, values):.3f}")
    for system, (mae, r) in PUBLISHED[name].items():
        print(f"{system + ', published, test part':<34} {mae:.3f}   {r:.3f}")
    print()
    return {
        "mae": round(error(labels, rows["Rashomon"]), 4),
        "r": round(agreement(labels, rows["Rashomon"]), 4),
        "grammar_mae": round(error(labels, rows["without stance"]), 4),
        "grammar_r": round(agreement(labels, rows["without stance"]), 4),
        "constant_mae": round(error(labels, rows["always 3"]), 4),
        "predicates": len(labels),
    }


def read_sentences(path: Path) -> list[Annotated]:
    """Read one part: tokens between blanks; marks of quotation and brackets are made plain, offsets follow."""
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        words = [MARKS.get(word, word) for word in row["text"].split(" ")]
        starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
        predicates = tuple(
            Predicate(
                Span(starts[target["span1"][0]], starts[target["span1"][1] - 1] + len(words[target["span1"][1] - 1])),
                target["label"],
            )
            for target in row["targets"]
        )
        sentences.append(Annotated(_report(f"{path.parent.name}-{number}", " ".join(words)), predicates))
    return sentences


def guess_all(sentences: Sequence[Annotated]) -> Iterable[Guess]:
    """Yield a guess for every predicate, in order."""
    reports = [sentence.report for sentence in sentences]
    readings = Reader(load_knowledge()).read_all(reports)
    for sentence, page, reading in zip(sentences, Syntax().parse_all(reports), readings, strict=True):
        for predicate in sentence.predicates:
            claim = claim_around(predicate.span, reading.claims)
            polarity, modality = reality_of(page, predicate.span)
            grammar = value_of(None, polarity, modality)
            yield Guess(predicate.label, grammar, value_of(claim.stance if claim else None, polarity, modality))


def claim_around(span: Span, claims: Sequence[Claim]) -> Claim | None:
    """Return the shortest claim with a cue that holds a predicate which is not itself the cue."""
    holding = [
        claim
        for claim in claims
        if claim.cue is not None
        and claim.span.start <= span.start
        and span.end <= claim.span.end
        and not (claim.cue.span.start < span.end and span.start < claim.cue.span.end)
    ]
    return min(holding, key=lambda claim: (claim.span.end - claim.span.start, claim.span, claim.id), default=None)


def reality_of(page: Page, span: Span) -> tuple[Polarity, Modality]:
    """Return the polarity and modality of an event that hangs on the word at `span`."""
    tokens = [token for token in page.tokens(*span) if not token.is_space]
    if not tokens:
        return Polarity.POSITIVE, Modality.HAPPENED
    token = tokens[0]
    anchor, nominal = _anchor(token), token.pos_ in {"NOUN", "PROPN"}
    return _polarity(anchor, token, nominal), _modality(anchor, nominal)


def value_of(stance: Stance | None, polarity: Polarity, modality: Modality) -> float:
    """Return the value of a reading on the scale from -3 to 3; the mapping stands at the top of this file."""
    if stance is Stance.DENIES:
        return -3.0
    if stance is Stance.DOUBTS:
        return -1.0
    if stance not in {None, Stance.ASSERTS, Stance.CONCEDES} or modality not in REAL:
        return 0.0
    return -3.0 if polarity is Polarity.NEGATIVE else 3.0


def error(labels: Sequence[float], values: Sequence[float]) -> float:
    """Return the mean absolute error."""
    return sum(abs(label - value) for label, value in zip(labels, values, strict=True)) / max(len(labels), 1)


def agreement(labels: Sequence[float], values: Sequence[float]) -> float:
    """Return Pearson's r; 0 where one side does not vary."""
    try:
        return correlation(labels, values)
    except StatisticsError:
        return 0.0


def _anchor(token: Token) -> Token:
    """Return the verb that carries the negation and the helpers of an adjective: "is not ready"."""
    if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"} and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    return token


def _report(name: str, text: str) -> Report:
    return Report(id=name, origin=f"{name}.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text)


if __name__ == "__main__":
    main()
