"""GAP development and GUM train -> rashomon/knowledge/pronouns.toml, the weights by which a pronoun chooses.

python -m training.pronouns [--corpora ../shared/corpora] [--folds 5]

A log-linear model over mentions: those of one person vote together, and nobody has a voice too. Two rounds: in the
second, the pronouns before have been led by the weights of the first, and are mentions themselves.
With `--folds`, nothing is written: each part is left out once, and the share of right answers on it is printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.chains import Ambiguous, Chained, read_gap, read_gum
from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading.company import Company, Mention
from rashomon.reading.coreference import company_of
from rashomon.reading.pronouns import NOBODY, best, form_of, is_pronoun, lead, options
from rashomon.reading.roles import Roles, load_roles
from rashomon.reading.speakers import assemble
from rashomon.reading.syntax import Page, Syntax
from rashomon.records import Report

OUTPUT = Path("rashomon/knowledge/pronouns.toml")
ROUNDS = 2
PENALTY = 3e-3  # of squared weights; from 1e-3 to 1e-2 F1 on GAP stays within half a point
STEPS, RATE = 300, 0.05
RARE = 10  # a feature seen in fewer questions gets no weight
SMALL = 0.04  # a weight nearer to zero is not written

HEAD = """\
# By what a pronoun for one person chooses among the mentions near it: weights of a log-linear model, found by
# `python -m training.pronouns` on GAP development (Apache-2.0) and GUM train (annotations CC BY 4.0).
# "subject.", "possessor." or "object." before a name: for pronouns of that use alone, on top of the weight for all.
# What each name stands for is told in rashomon/reading/pronouns.py, where it is made.
[weights]
"""

Told = Callable[[Company, Mention], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """One pronoun: for each option its features and person, nobody last; and which options are right."""

    form: str
    features: tuple[tuple[str, ...], ...]
    people: tuple[int, ...]
    right: tuple[bool, ...]

    def names(self, option: int) -> Iterator[str]:
        """Yield the names of the weights that count for one option."""
        for feature in self.features[option]:
            yield feature
            yield f"{self.form}.{feature}"

    def answered(self, weights: Mapping[str, float]) -> bool:
        """Tell whether the person with the largest share is a right one."""
        scores = [sum(weights.get(name, 0.0) for name in self.names(i)) for i in range(len(self.people))]
        shares: Counter[int] = Counter()
        for person, score in zip(self.people, np.exp(scores), strict=True):
            shares[person] += score
        chosen = best({person: share / shares.total() for person, share in shares.items()})
        return any(right and person == chosen for right, person in zip(self.right, self.people, strict=True))


@dataclass(frozen=True, slots=True)
class Text:
    """One parsed text and, for the offset of each pronoun that is asked about, how to tell a right mention."""

    page: Page
    asked: Mapping[int, Told]
    whole: bool = True  # whether somebody who is meant must stand in the text


def of_gap(item: Ambiguous, page: Page) -> Text:
    """Ask about the pronoun of an item; where it means neither name, everybody else is right."""

    def told(company: Company, mention: Mention) -> bool:
        people = [
            {m.person for m in company.mentions if m.kind == "name" and m.start < name.end and name.start < m.end}
            for name in item.names
        ]
        if not any(item.means):
            return mention.person not in people[0] | people[1]
        return any(mention.person in those for those, means in zip(people, item.means, strict=True) if means)

    return Text(page, {item.pronoun.start: told}, whole=False)


def of_gum(text: Chained, page: Page) -> Text:
    """Ask about every pronoun for one person that stands in a chain."""
    heads = text.heads()

    def telling(chain: str) -> Told:
        def told(_: Company, mention: Mention) -> bool:
            words = page.tokens(mention.start, mention.end) if mention.kind == "name" else [mention.root]
            return any(heads.get(word.idx) == chain for word in words)

        return told

    return Text(page, {t.idx: telling(heads[t.idx]) for t in page.doc if is_pronoun(t) and t.idx in heads})


def ask(texts: Sequence[Text], weights: Mapping[str, float], knowledge: Knowledge, roles: Roles) -> list[Question]:
    """Return all questions, with the pronouns before each led by these weights."""
    questions = []
    for text in texts:
        company = company_of(assemble(text.page, knowledge, roles))
        for token in text.page.doc:
            if token.idx not in text.asked:
                continue
            lead(text.page, company, weights, token)
            found = options(text.page, company, token)
            # A piece of a text may have lost whom its pronoun means: it must not teach that pronouns mean nobody.
            right = [text.asked[token.idx](company, option.mention) for option in found]
            if not text.whole and not any(right):
                continue
            questions.append(
                Question(
                    form_of(token),
                    (*(option.features for option in found), ("nobody",)),
                    (*(option.mention.person for option in found), NOBODY),
                    (*right, not any(right)),
                )
            )
    return questions


def fit(questions: Sequence[Question]) -> dict[str, float]:
    """Find the weights by gradient descent (Adam) on the share of the right options, with squared weights penalised."""
    seen = Counter(name for q in questions for name in {n for i in range(len(q.people)) for n in q.names(i)})
    names = sorted(name for name, times in seen.items() if times >= RARE)
    number = {name: i for i, name in enumerate(names)}
    options_ = [(q, i, asked) for asked, q in enumerate(questions) for i in range(len(q.people))]
    pairs = [(number[n], row) for row, (q, i, _) in enumerate(options_) for n in q.names(i) if n in number]
    feature, row_of = (np.array(column) for column in zip(*pairs, strict=True))
    question = np.array([asked for *_, asked in options_])
    right = np.array([q.right[i] for q, i, _ in options_], dtype=float)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(row_of, weights[feature], minlength=len(options_))
        parts = np.exp(scores - scores.max())
        share = parts / np.bincount(question, parts)[question]
        wanted = parts * right / (np.bincount(question, parts * right)[question] + 1e-12)
        slope = np.bincount(feature, (share - wanted)[row_of], minlength=len(names)) / len(questions)
        slope += PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w), 2) for name, w in zip(names, weights, strict=True) if abs(w) >= SMALL}


def parse(texts: Sequence[str], syntax: Syntax) -> Iterator[Page]:
    """Parse texts as the reader does."""
    return syntax.parse_all(Report(str(number), str(number), "", text) for number, text in enumerate(texts))


def main() -> None:
    """Fit the weights and write them, or measure them on parts that were left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    folder, syntax, knowledge = given.corpora / "coreference", Syntax(), load_knowledge()
    roles = load_roles()
    items, chained = read_gap(folder / "gap_development.tsv"), list(read_gum(folder / "gum_train.conllu"))
    gap = [of_gap(i, p) for i, p in zip(items, parse([i.text for i in items], syntax), strict=True)]
    gum = [of_gum(t, p) for t, p in zip(chained, parse([t.text for t in chained], syntax), strict=True)]
    for fold in range(given.folds or 1):
        weights: dict[str, float] = {}
        for number in range(ROUNDS):
            learnt = [
                t for part in (gap, gum) for i, t in enumerate(part) if not given.folds or i % given.folds != fold
            ]
            weights = fit(ask(learnt, weights, knowledge, roles))
            print(f"round {number + 1}: {len(weights)} weights", flush=True)
        for name, part in (("GAP", gap), ("GUM", gum)):
            left = [t for i, t in enumerate(part) if not given.folds or i % given.folds == fold]
            answers = [q.answered(weights) for q in ask(left, weights, knowledge, roles)]
            print(f"  {name}: {sum(answers)} of {len(answers)} right, {sum(answers) / len(answers):.1%}", flush=True)
    if not given.folds:
        lines = (f'"{name}" = {weight}' for name, weight in sorted(weights.items()))
        OUTPUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
