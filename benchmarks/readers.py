"""What rules alone, the trained tagger alone and both together find: where each is better, and why both stay.

python -m benchmarks.readers [--shared ../shared]

Claims of the sets that may be learnt from, by the shared scorer; and, where ../shared/corpora is there, whole
attributions on the raw development texts of PolNeAR, overlapping. Disputes and test parts are left out.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from benchmarks.attribution import F1_NAMES, LinkedScore, first_annotators
from benchmarks.ledgers import Told
from benchmarks.scoring import parse_arguments, score
from rashomon.gathering.collecting import collect
from rashomon.knowledge.lexicons import load_codebook, load_cues
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.attribution import Attributed, Attributor
from rashomon.reading.encoder import Encoder
from rashomon.reading.reader import Reader
from rashomon.reading.rules import RuleAttributor
from rashomon.reading.syntax import Page, Syntax
from rashomon.reading.tagging import TaggedAttributor
from rashomon.records import Report
from rashomon.settings import Settings

SETS = {
    "wars": (Path("benchmarks/gold/wars/reports/dev"), Path("benchmarks/gold/wars/dev.jsonl")),
    "shusha": (Path("examples/shusha-2020/reports"), Path("examples/shusha-2020/gold/expected.jsonl")),
    "war": (Path("tests/war/reports"), Path("tests/war/gold/expected.jsonl")),
}
WAR = Path("tests/war/knowledge/veldoria.toml")
ARTICLES = Path("corpora/attribution/polnear/dev")


class NoRules:
    """Finds nothing, so that the tagger stands alone."""

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return nothing."""
        return ()


def attributors(settings: Settings) -> dict[str, Attributor]:
    """Return the three ways to attribute."""
    cues, encoder = load_cues(), Encoder.open()
    rules = RuleAttributor(cues)
    return {
        "rules": rules,
        "tagger": TaggedAttributor(NoRules(), encoder, cues, settings),
        "both": TaggedAttributor(rules, encoder, cues, settings),
    }


def read_sets(reader: Reader, tool: Path, settings: Settings) -> Iterator[tuple[str, float]]:
    """Yield the scores of the claims of each set."""
    for name, (place, gold) in SETS.items():
        pages = (page.record for page in collect(str(place), settings=settings))
        reports = [page for page in pages if isinstance(page, Report)]
        claims = tuple(msgspec.to_builtins(claim) for reading in reader.read_all(reports) for claim in reading.claims)
        with tempfile.TemporaryDirectory() as folder:
            figures = score(gold, Told(claims, (), (), ()), tool, Path(folder), quiet=True)
        for figure in ("found", "joint", "speaker"):
            yield f"{name}_{figure}", 100 * figures[figure]


def read_articles(attributor: Attributor, syntax: Syntax, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the overlap F1 of each role and of whole attributions over raw texts."""
    scored = LinkedScore()
    for stem, file in first_annotators(folder).items():
        with (folder / "text" / f"{stem}.txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        page = next(iter(syntax.parse_all([Report(stem, stem, "", text)])))
        scored.add([(a.speaker, (a.cue,), a.contents) for a in attributor.attribute(page) if a.cue], file)
    yield from ((f"polnear_{name}", scored.overlap.figures(name)["f1"]) for name in F1_NAMES)


def show(figures: Mapping[str, Mapping[str, float]]) -> None:
    """Print a row for each figure."""
    print(f"{'percent':<24}" + "".join(f"{way:>8}" for way in figures))
    for name in next(iter(figures.values())):
        print(f"{name:<24}" + "".join(f"{found[name]:8.1f}" for found in figures.values()))


def main() -> None:
    """Print the table and, last, all figures as one JSON object."""
    given = parse_arguments(__doc__)
    tool, articles = given.shared / "tools" / "score.py", given.shared / ARTICLES
    if not tool.exists():
        print(f"skipped: no scorer under {given.shared}\n{{}}")
        return
    settings, knowledge = Settings(), load_knowledge(extra=[WAR])
    syntax = Syntax(load_codebook().lemmas)
    figures: dict[str, dict[str, float]] = {}
    for way, attributor in attributors(settings).items():
        figures[way] = dict(read_sets(Reader(knowledge, settings, attributor=attributor), tool, settings))
        if articles.exists():
            figures[way] |= read_articles(attributor, syntax, articles)
    if not articles.exists():
        print(f"skipped: no {ARTICLES} under {given.shared}")
    show(figures)
    print(json.dumps({way: {name: round(value, 2) for name, value in found.items()} for way, found in figures.items()}))


if __name__ == "__main__":
    main()
