"""How well kinds of events are told: sentences of our own, half of them about an event, half near misses without one.

python -m benchmarks.kinds [--misses] [--only dev]

Each line of the gold is read as a report by itself. `found` is the share of its kinds that some claim has;
`precision` the share of the kinds given (`other` is none) that the gold holds or allows; `clean` the share of the
near misses in which no kind is found; `right` the share of all sentences with every kind found and no other given.
`kinds` are wanted, `also` would not be wrong: "the police broke up a demonstration with tear gas" is a protest, and
may be an attack.

The held part was drawn by the SHA-256 of the text (first byte divisible by three): its misses are never listed.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from rashomon.knowledge.lexicons import KINDS
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.reader import Reader
from rashomon.records import Report

GOLD = Path(__file__).with_name("gold") / "kinds.jsonl"
WAR = Path(__file__).parents[1] / "tests" / "war" / "knowledge" / "veldoria.toml"
PARTS = ("dev", "held")


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the gold: a sentence, the kinds of the events that it tells, and kinds that would not be wrong."""

    id: str
    part: str
    text: str
    kinds: tuple[str, ...]
    also: tuple[str, ...]


def main() -> None:
    """Print a table for each part and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="the gold to read")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--misses", action="store_true", help="list what differs from the gold, of the dev part")
    options = parser.parse_args()
    if not options.gold.exists():
        print(f"skipped: no {options.gold.name}\n{{}}")
        return
    reader = Reader(load_knowledge(extra=[WAR]))
    sentences = read_gold(options.gold)
    measured: dict[str, float] = {}
    for part in [options.only] if options.only else PARTS:
        chosen = [sentence for sentence in sentences if sentence.part == part]
        given = read(reader, chosen)
        figures = measure(chosen, given)
        print(f"{part}: {len(chosen)} sentences  " + "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
        show(chosen, given)
        measured |= {f"{part}_{figure}": value for figure, value in figures.items()}
        if options.misses and part == "dev":
            print(*misses(chosen, given), sep="\n")
    print(json.dumps(measured))


def read_gold(path: Path) -> list[Sentence]:
    """Read the gold, one JSON object a line."""
    return [msgspec.json.decode(line, type=Sentence) for line in path.read_bytes().splitlines()]


def read(reader: Reader, sentences: Sequence[Sentence]) -> dict[str, frozenset[str]]:
    """Return for each sentence, by its id, the kinds of its claims but `other`."""
    readings = reader.read_all(_report(sentence) for sentence in sentences)
    return {
        sentence.id: frozenset(claim.event.kind for claim in reading.claims) - {"other"}
        for sentence, reading in zip(sentences, readings, strict=True)
    }


def measure(sentences: Sequence[Sentence], given: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Return the figures named in the description of the module, as shares."""
    wanted = [kind in given[sentence.id] for sentence in sentences for kind in sentence.kinds]
    fitting = [
        kind in {*sentence.kinds, *sentence.also} for sentence in sentences for kind in sorted(given[sentence.id])
    ]
    near = [given[sentence.id] <= set(sentence.also) for sentence in sentences if not sentence.kinds]
    right = [_is_right(sentence, given[sentence.id]) for sentence in sentences]
    cases = {"found": wanted, "precision": fitting, "clean": near, "right": right}
    return {name: round(sum(verdicts) / max(len(verdicts), 1), 4) for name, verdicts in cases.items()}


def show(sentences: Sequence[Sentence], given: Mapping[str, frozenset[str]]) -> None:
    """Print for each kind how often it was wanted, found, and given where neither wanted nor allowed."""
    wanted = Counter(kind for sentence in sentences for kind in sentence.kinds)
    found = Counter(kind for sentence in sentences for kind in sentence.kinds if kind in given[sentence.id])
    extra = Counter(
        kind for sentence in sentences for kind in given[sentence.id] - {*sentence.kinds, *sentence.also}
    )
    print(f"{'kind':<14}{'wanted':>8}{'found':>8}{'extra':>8}")
    for kind in KINDS[:-1]:
        print(f"{kind:<14}{wanted[kind]:>8}{found[kind]:>8}{extra[kind]:>8}")
    print()


def misses(sentences: Sequence[Sentence], given: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield a line for each sentence whose kinds are not those of the gold."""
    for sentence in sentences:
        if not _is_right(sentence, given[sentence.id]):
            kinds = ", ".join(sentence.kinds) or "none"
            yield f"{sentence.id} wanted {kinds}, found {', '.join(sorted(given[sentence.id])) or 'none'}: {sentence.text}"


def _is_right(sentence: Sentence, given: frozenset[str]) -> bool:
    return set(sentence.kinds) <= given <= {*sentence.kinds, *sentence.also}


def _report(sentence: Sentence) -> Report:
    digest = hashlib.sha256(sentence.text.encode()).hexdigest()
    return Report(
        id=sentence.id,
        origin=f"{sentence.id}.txt",
        sha256=digest,
        text=sentence.text,
        outlet="Morning Ferry",
        published="2031-05-03",
        language="en",
    )


if __name__ == "__main__":
    main()
