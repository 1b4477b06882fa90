"""Which claims of different reports speak of one event: ECB+, mentions of events of our codebook, across documents.

python -m benchmarks.events_across --ecb ../shared/corpora/crossdoc/ecbplus [--part train]

The reader reads the documents, laid back from their tokens. A mention counts as covered where a claim hangs on one of
its words: ECB+ is about film stars and earthquakes, the codebook about wars, so most are not, and the table says so by
kind. What is scored is how the covered mentions are grouped, by the events that the claims are of.

Setting: gold mentions that our reader found, their true spans and chains; only sentences that the corpus' authors
validated; mentions that stand alone in gold are kept. Two ranges: each gold topic alone (which holds two happenings
that are alike, as in Cybulska and Vossen 2014, Barhom et al. 2019), and all topics of the part at once, without being
told where one ends (as in Cattan et al. 2021, "corpus level"). "All mentions": those not covered stand alone, over all
topics; only this row may be laid beside published figures, which have their own mentions or all.

The part `dev` (topics 2, 5, 12, 18, 21, 23, 34, 35) is looked at as a score only; weights come from `train`, by
`python -m training.same_event`. Where topics 36 to 45 lie in the folder too, they are scored as `test`.

Plain baselines in the same run, over the same mentions: one event for each lemma of the head; the same, and reports of
one story (as `find_stories` groups them); one event for each kind.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import Score, b_cubed, lea, pairwise
from benchmarks.ecb import SENTENCES, Document, Mention, part_of, read_ecb
from rashomon.knowledge.lexicons import load_codebook
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.events import find_events as find_triggers
from rashomon.reading.reader import Reader
from rashomon.reading.syntax import Page, Syntax
from rashomon.reconciling.families import FAMILY
from rashomon.reconciling.happenings import find_events
from rashomon.reconciling.matters import find_matters
from rashomon.reconciling.same_event import trigger_of
from rashomon.reconciling.stories import find_stories
from rashomon.records import Claim
from rashomon.settings import Settings

MEASURES: dict[str, Callable[[Sequence[Sequence[str]], Mapping[str, str]], Score]] = {
    "pairs": pairwise,
    "b3": b_cubed,
    "lea": lea,
}
NAMES = {
    "events": "Rashomon, events",
    "no_stories": "the same, without stories",
    "matters": "Rashomon, matters",
    "lemma": "same lemma",
    "lemma_story": "same lemma and story",
    "kind": "same kind",
    "alone": "each alone",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """A mention that a claim of ours hangs on, with the lemma of its head."""

    mention: Mention
    topic: int
    claim: Claim
    lemma: str


@dataclass(frozen=True, slots=True)
class Read:
    """Documents of one part with what was read in them: claims by report, and the kinds of words by document."""

    documents: tuple[Document, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    covered: tuple[Covered, ...]
    kinds: Mapping[str, str]  # by mention: the kind that the codebook has for one of its words


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecb", type=Path, default=Path("../shared/corpora/crossdoc/ecbplus"))
    parser.add_argument("--part", action="append", choices=("train", "dev", "test"), help="default: dev and test")
    given = parser.parse_args()
    if not (given.ecb / SENTENCES).exists():
        print(f"skipped: no {given.ecb / SENTENCES} on this machine\n{{}}")
        return
    documents = read_ecb(given.ecb)
    figures: dict[str, float] = {}
    for part in given.part or ("dev", "test"):
        chosen = [document for document in documents if part_of(document.topic) == part]
        if not chosen:
            print(f"{part}: skipped, none of its topics is on this machine")
            continue
        read = read_documents(chosen)
        print(f"{part}: {len(chosen)} documents of {len({document.topic for document in chosen})} topics")
        for name, value in (coverage(read) | measure(read)).items():
            figures[f"{part}_{name}"] = round(value, 4)
    print(json.dumps(figures, sort_keys=True))


def read_documents(documents: Sequence[Document]) -> Read:
    """Read documents, and find the claim and the kind of each mention."""
    reports = [document.report for document in documents]
    codebook = load_codebook()
    kinds: dict[str, str] = {}
    lemmas: dict[str, str] = {}
    for document, page in zip(documents, Syntax(codebook.lemmas).parse_all(reports), strict=True):
        triggers = {
            found.trigger.idx: found.kind
            for sentence in page.sentences
            for found in find_triggers(page, codebook, list(page.doc[sentence.first : sentence.last]), set(), set())
        }
        for mention in document.mentions:
            lemmas[mention.id] = head_lemma(page, mention)
            if kind := next((triggers[span.start] for span in mention.spans if span.start in triggers), None):
                kinds[mention.id] = kind
    readings = Reader(load_knowledge()).read_all(reports)
    claims = {reading.report: reading.claims for reading in readings}
    covered = []
    for document in documents:
        found = hung_on(document, claims[document.report.id])
        for mention in document.mentions:
            if claim := found.get(mention.id):
                covered.append(Covered(mention, document.topic, claim, lemmas[mention.id]))
    return Read(tuple(documents), claims, tuple(covered), kinds)


def hung_on(document: Document, claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return for each mention the shortest claim whose trigger is one of its words, at these very characters."""
    text, found = document.report.text, {}
    ordered = sorted(claims, key=lambda claim: (claim.span.end - claim.span.start, claim.span.start, claim.id))
    for mention in document.mentions:
        words = {text[span.start : span.end]: span for span in mention.spans}
        for claim in ordered:
            at = words.get(trigger_of(claim) or "")
            if at is not None and claim.span.start <= at.start and at.end <= claim.span.end:
                found[mention.id] = claim
                break
    return found


def head_lemma(page: Page, mention: Mention) -> str:
    """Return the lemma of the topmost word of a mention."""
    tokens = [token for span in mention.spans for token in page.tokens(*span)]
    top = next((token for token in tokens if token.head not in tokens or token.head == token), None)
    return "" if top is None else top.lemma_.lower()


def coverage(read: Read) -> dict[str, float]:
    """Print how many mentions and chains are covered, by kind, and return the shares."""
    mentions = [mention for document in read.documents for mention in document.mentions]
    sizes = Counter(mention.chain for mention in mentions)
    covered = {each.mention.id: each.claim.event.kind for each in read.covered}
    kinds = {**read.kinds, **covered}  # a claim may know more of places and people than the word alone
    with_kind = Counter(mention.chain for mention in mentions if mention.id in kinds)
    with_claim = Counter(mention.chain for mention in mentions if mention.id in covered)
    print(f"  {'':34}{'mentions':>10}{'chains':>10}{'of two up':>12}")
    for name, chosen in (
        ("gold", sizes),
        ("with a kind of our codebook", with_kind),
        ("with a claim of ours", with_claim),
    ):
        several = sum(number > 1 for number in chosen.values())
        print(f"  {name:34}{chosen.total():10}{len(chosen):10}{several:12}")
    by_kind = Counter(kinds.values())
    for kind, number in sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0])):
        ours = [mention.chain for mention in mentions if covered.get(mention.id) == kind]
        shown = f"{number} mentions with this kind; with a claim {len(ours)}, of {len(set(ours))} chains"
        print(f"    {kind:16}{shown}")
    return {
        "mentions": len(mentions),
        "covered": with_claim.total(),
        "kind_share": with_kind.total() / len(mentions),
        "covered_share": with_claim.total() / len(mentions),
        "chains_share": sum(n > 1 for n in with_claim.values()) / (sum(n > 1 for n in sizes.values()) or 1),
    }


def measure(read: Read) -> dict[str, float]:
    """Print the scores of the groupings, and return their figures."""
    gold = {mention.id: mention.chain for document in read.documents for mention in document.mentions}
    by_topic = {document.topic for document in read.documents}
    ranges = {"topic": [within(read, topic) for topic in sorted(by_topic)], "all": [read]}
    figures: dict[str, float] = {}
    titles = {
        "topic": "each gold topic alone",
        "all": "all topics at once",
        "every": "all mentions, all topics at once",
    }
    grouped = {name: [together(each) for each in parts] for name, parts in ranges.items()}
    every = [mention.id for document in read.documents for mention in document.mentions]
    ids = {each.mention.id for each in read.covered}
    rest = [[name] for name in every if name not in ids]
    for name, title in titles.items():
        print(f"  {title:<28}" + "".join(f"{measure:>8} P / R / F1      " for measure in MEASURES))
        for system, shown in NAMES.items():
            groups = [group for found in grouped["all" if name == "every" else name] for group in found[system]]
            scores = {
                measure: score(groups + (rest if name == "every" else []), gold) for measure, score in MEASURES.items()
            }
            cells = (f"{s.precision:9.4f} {s.recall:.4f} {s.f1:.4f}" for s in scores.values())
            print(f"    {shown:<26}" + "".join(f"{cell:<25}" for cell in cells))
            figures |= {f"{name}_{system}_{measure}_f1": score.f1 for measure, score in scores.items()}
    return figures


def within(read: Read, topic: int) -> Read:
    """Return what was read in the documents of one topic."""
    documents = tuple(document for document in read.documents if document.topic == topic)
    claims = {document.report.id: read.claims[document.report.id] for document in documents}
    return Read(documents, claims, tuple(each for each in read.covered if each.topic == topic), read.kinds)


def together(read: Read) -> dict[str, list[list[str]]]:
    """Return the groups of mentions that each way of grouping makes of documents read together."""
    claims = [claim for told in read.claims.values() for claim in told]
    stories = find_stories([document.report for document in read.documents])
    story = {report: each.id for each in stories for report in each.reports}
    systems: dict[str, Callable[[Covered], object]] = {
        "events": of_claim([each.claims for each in find_events(claims, story=story)]),
        "no_stories": of_claim([each.claims for each in find_events(claims)]),
        "matters": of_claim([_own(each.about, each.claims) for each in find_matters(claims, Settings())]),
        "lemma": lambda each: each.lemma,
        "lemma_story": lambda each: (each.lemma, story[each.claim.report]),
        "kind": lambda each: each.claim.event.kind,
        "alone": lambda each: each.mention.id,
    }
    return {name: _grouped(read.covered, key) for name, key in systems.items()}


def of_claim(groups: Iterable[Sequence[Claim]]) -> Callable[[Covered], object]:
    """Return what tells the group of a mention: the first group that its claim is in, or the claim itself."""
    number: dict[str, int] = {}
    for place, group in enumerate(groups):
        for claim in group:
            number.setdefault(claim.id, place)
    return lambda each: number.get(each.claim.id, each.claim.id)


def _own(about: str, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out the claims that a matter borrows: fighting, asked for who holds the town."""
    return [claim for claim in claims if FAMILY.get(claim.event.kind) == about]


def _grouped(covered: Iterable[Covered], key: Callable[[Covered], object]) -> list[list[str]]:
    groups: dict[object, list[str]] = defaultdict(list)
    for each in covered:
        groups[key(each)].append(each.mention.id)
    return list(groups.values())


if __name__ == "__main__":
    main()
