"""How well pronouns and short forms are led back to whom they mean: GAP and GUM beside simple rules.

python -m benchmarks.coreference [--corpora ../shared/corpora] [--part tuning] [--misses]

GAP: for each pronoun two names; F1 as its authors count it, each name a yes or a no. The two rules beside ours know
the two names; ours is given the text alone. GUM: pronouns of the third person, and "the ministry", "the president",
whose chain holds a proper name before; right when led to a name or a noun of that chain.
Measured on GAP validation and GUM dev; `--part tuning` is GAP development and GUM train, which the weights have seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chains import Ambiguous, Chained, Link, read_gap, read_gum
from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading.coreference import lead_back
from rashomon.reading.encoder import Encoder
from rashomon.reading.names import Names
from rashomon.reading.names.marking import mark_names
from rashomon.reading.speakers import Cast, Roles, assemble, load_roles
from rashomon.reading.syntax import Page, Syntax
from rashomon.records import Report, Span

PARTS = {"held-out": ("gap_validation.tsv", "gum_dev.conllu"), "tuning": ("gap_development.tsv", "gum_train.conllu")}
PRONOUNS = {
    "he, she": {"he", "him", "his", "himself", "she", "her", "hers", "herself"},
    "it": {"it", "its", "itself"},
    "they": {"they", "them", "their", "theirs", "themselves"},
}
SHORT_FORMS = "the ministry, the president"
NAMES = {"he, she": "gum_he_she", "it": "gum_it", "they": "gum_they", SHORT_FORMS: "gum_short_forms"}
SPEAKERS = {"person", "organization", "place"}
DEFINITE = {"the", "this", "that"}


@dataclass(frozen=True, slots=True)
class Count:
    """Names that were rightly chosen, wrongly chosen and wrongly left, and items that were right in both names."""

    hits: int = 0
    wrong: int = 0
    left: int = 0
    right: int = 0
    items: int = 0

    @property
    def f1(self) -> float:
        """Twice the hits over all that was chosen and all that was to be chosen."""
        return 2 * self.hits / ((2 * self.hits + self.wrong + self.left) or 1)

    @property
    def accuracy(self) -> float:
        """The share of items in which both names were judged rightly."""
        return self.right / (self.items or 1)


def count(items: Sequence[Ambiguous], chosen: Sequence[tuple[bool, bool]]) -> Count:
    """Compare what was chosen with what the items say."""
    pairs = [pair for item, both in zip(items, chosen, strict=True) for pair in zip(item.means, both, strict=True)]
    told = Counter(pairs)
    right = sum(item.means == tuple(both) for item, both in zip(items, chosen, strict=True))
    return Count(told[True, True], told[False, True], told[True, False], right, len(items))


def nearest_before(item: Ambiguous, _: Cast) -> tuple[bool, bool]:
    """Choose the name that begins closest before the pronoun; the first behind it where none stands before."""
    one, two = (_distance(item.pronoun, name) for name in item.names)
    return one < two, two < one


def subject_first(item: Ambiguous, cast: Cast) -> tuple[bool, bool]:
    """Choose the name that is a subject before the pronoun, the closest where both or neither are."""
    one, two = ((not _is_subject(cast.page, name), _distance(item.pronoun, name)) for name in item.names)
    return one < two, two < one


def ours(item: Ambiguous, cast: Cast) -> tuple[bool, bool]:
    """Choose the names that stand among the mentions of whom the program leads the pronoun to."""
    led = lead_back(cast, item.pronoun)
    one, two = (
        led is not None and any(span.start < name.end and name.start < span.end for span in led.spans)
        for name in item.names
    )
    return one, two


RULES: dict[str, Callable[[Ambiguous, Cast], tuple[bool, bool]]] = {
    "nearest name before": nearest_before,
    "subject first": subject_first,
    "ours": ours,
}


def _distance(pronoun: Span, name: Span) -> tuple[bool, int]:
    return name.start > pronoun.start, abs(name.start - pronoun.start)


def _is_subject(page: Page, name: Span) -> bool:
    return any(token.dep_ in {"nsubj", "nsubjpass"} for token in page.tokens(*name))


def read_pages(texts: Sequence[str], syntax: Syntax, names: Names) -> Iterator[Page]:
    """Yield the pages of some texts as the reader has them: parsed, with the settled names in place of guesses."""
    for page in syntax.parse_all(_reports(texts)):
        mark_names(page, names.find(page))
        yield page


def measure_gap(
    path: Path, syntax: Syntax, names: Names, knowledge: Knowledge, roles: Roles, *, misses: bool
) -> dict[str, float]:
    """Print the table of GAP and return the figures of ours."""
    items = read_gap(path)
    casts = [assemble(page, knowledge, roles) for page in read_pages([item.text for item in items], syntax, names)]
    print(f"{path.name}: {len(items)} pronouns, each with two names near it")
    print(f"  {'':22} {'F1':>6} {'of men':>7} {'of women':>9} {'accuracy':>9}")
    figures: dict[str, float] = {}
    for name, choose in RULES.items():
        chosen = [choose(item, cast) for item, cast in zip(items, casts, strict=True)]
        whole = count(items, chosen)
        men, women = (
            count(*zip(*[(i, c) for i, c in zip(items, chosen, strict=True) if i.woman is woman], strict=True))
            for woman in (False, True)
        )
        print(f"  {name:22} {whole.f1:6.1%} {men.f1:7.1%} {women.f1:9.1%} {whole.accuracy:9.1%}")
        figures = {"gap_f1": whole.f1, "gap_f1_men": men.f1, "gap_f1_women": women.f1, "gap_accuracy": whole.accuracy}
        if misses and choose is ours:
            print(*(_shown(i) for i, c in zip(items, chosen, strict=True) if i.means != c), sep="\n")
    return figures


def _shown(item: Ambiguous) -> str:
    start, end = item.pronoun
    names = ", ".join(
        f"{item.text[n.start : n.end]} ({'yes' if m else 'no'})" for n, m in zip(item.names, item.means, strict=True)
    )
    return f"    {names}: {item.text[max(0, start - 160) : start]}[{item.text[start:end]}]{item.text[end : end + 50]}"


def measure_gum(
    path: Path, syntax: Syntax, names: Names, knowledge: Knowledge, roles: Roles, *, misses: bool
) -> dict[str, float]:
    """Print the table of GUM and return its figures."""
    texts = list(read_gum(path))
    rows: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    for text, page in zip(texts, read_pages([text.text for text in texts], syntax, names), strict=True):
        cast, heads = assemble(page, knowledge, roles), text.heads()
        for row, link in asked(text):
            led = lead_back(cast, link.span)
            verdict = "nobody" if led is None else "right" if _is_of(link.chain, led.named_at, page, heads) else "wrong"
            rows[row][verdict] += 1
            if misses and verdict != "right":
                found = text.text[slice(*led.named_at)] if led else "nobody"
                before = " ".join(text.text[max(0, link.span.start - 150) : link.span.start].split())
                print(f"    {text.name}: {before} [{text.text[slice(*link.span)]}] -> {found}")
    print(f"{path.name}: {len(texts)} texts")
    print(f"  {'':28} {'asked':>6} {'right':>6} {'wrong':>6} {'nobody':>7} {'accuracy':>9}")
    for name, told in {**rows, "all": sum(rows.values(), Counter())}.items():
        counts = f"{told.total():6} {told['right']:6} {told['wrong']:6} {told['nobody']:7}"
        print(f"  {name:28} {counts} {_share(told):9.1%}")
    figures = {NAMES[name]: _share(told) for name, told in rows.items()}
    return {**figures, "gum_all": _share(sum(rows.values(), Counter()))}


def _share(told: Counter[str]) -> float:
    return told["right"] / (told.total() or 1)


def asked(text: Chained) -> Iterator[tuple[str, Link]]:
    """Yield the mentions to be led back, whose chain holds a proper name before, each with its row."""
    named: set[str] = set()
    for link in sorted(text.links, key=lambda link: link.span):
        if link.chain in named and link.kind in SPEAKERS:
            first = link.words[0].form.lower()
            if len(link.words) == 1:
                yield from ((row, link) for row, forms in PRONOUNS.items() if first in forms)
            elif first in DEFINITE and not link.named and link.kind != "place":
                yield SHORT_FORMS, link
        if link.named:
            named.add(link.chain)


def _is_of(chain: str, span: Span, page: Page, heads: dict[int, str]) -> bool:
    """Tell whether a phrase is a mention of the chain: by its topmost word, or by a word of a name that it leads."""
    tokens = page.tokens(*span)
    top = next((token for token in tokens if token.head not in tokens or token.head == token), None)
    words = [token for token in tokens if token == top or (token.head == top and token.pos_ == "PROPN")]
    return any(heads.get(token.idx) == chain for token in words)


def _reports(texts: Iterable[str]) -> Iterator[Report]:
    for number, text in enumerate(texts):
        yield Report(str(number), str(number), "", text)


def main() -> None:
    """Print both tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--part", choices=sorted(PARTS), default="held-out", help="which files")
    parser.add_argument("--misses", action="store_true", help="print what was led to the wrong one")
    given = parser.parse_args()
    folder = given.corpora / "coreference"
    figures: dict[str, float] = {}
    syntax, knowledge, roles = Syntax(), load_knowledge(), load_roles()
    names = Names(knowledge, roles, Encoder.open())
    for name, measure in zip(PARTS[given.part], (measure_gap, measure_gum), strict=True):
        if (folder / name).exists():
            figures |= measure(folder / name, syntax, names, knowledge, roles, misses=given.misses)
        else:
            print(f"skipped: no {name} under {folder}")
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
