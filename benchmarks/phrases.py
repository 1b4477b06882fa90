"""How well time phrases are read: sentences of our own from an invented war, written before the code was seen.

python -m benchmarks.phrases [--misses] [--only dev]

A time is found if its words overlap those of the gold; each gold time is paired once. Of the times found: `interval` is
the share with the same first and last day (none, where the words name no interval that can be known), `precision` with
the same grain, `kind` with the same kind. `exact` is F1 where all three must be right. `surplus` counts the times given
that the gold does not hold, for each of its times. Zones stand in the gold as written; no record holds them yet.

The gold holds these conventions. A week runs from Monday to Sunday; winter belongs to the year in which it begins.
"Since X" has no last day, "until X" and "by X" have no first. Early, mid and late of a month are its days 1-10, 11-20
and 21 to the end. "Three weeks ago" is that week, "two months ago" that month. The past 24 hours run from the day
before to the day of publication. A duration and a set have no interval.

The dev part may be read and learnt from. The test part is for this score alone: its misses are never listed.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rashomon.reading.times import TimeMention, find_times

GOLD = Path(__file__).with_name("gold") / "phrases.jsonl"


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One time: its exact words, the first and the last day, the grain, the kind, and the zone as written."""

    words: str
    first: str | None = msgspec.field(name="from")
    last: str | None = msgspec.field(name="to")
    precision: str
    kind: str
    zone: str | None


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the gold: a short text, its day of publication, and all times that it names."""

    id: str
    part: str
    published: str | None
    text: str
    times: tuple[Phrase, ...]


@dataclass(slots=True)
class Tally:
    """How many times there were, how many were given, and what was right of those that met."""

    gold: int = 0
    given: int = 0
    found: int = 0
    interval: int = 0
    precision: int = 0
    kind: int = 0
    exact: int = 0

    def figures(self) -> dict[str, float]:
        """Return the figures as shares."""
        shares = {
            "found": self.found / max(self.gold, 1),
            "surplus": (self.given - self.found) / max(self.gold, 1),
            "interval": self.interval / max(self.found, 1),
            "precision": self.precision / max(self.found, 1),
            "kind": self.kind / max(self.found, 1),
            "exact": 2 * self.exact / max(self.given + self.gold, 1),
        }
        return {name: round(share, 4) for name, share in shares.items()}


def main() -> None:
    """Print a line for each part and, last, all figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="the gold to read")
    parser.add_argument("--only", choices=["dev", "test"], help="one part alone")
    parser.add_argument("--misses", action="store_true", help="list what differs from the gold, of the dev part")
    options = parser.parse_args()
    if not options.gold.exists():
        print(f"skipped: no {options.gold.name}\n{{}}")
        return
    sentences = read_gold(options.gold)
    measured: dict[str, float] = {}
    for part in [options.only] if options.only else ["dev", "test"]:
        chosen = [sentence for sentence in sentences if sentence.part == part]
        figures = measure(chosen)
        print(f"{part}: {len(chosen)} sentences, {sum(len(sentence.times) for sentence in chosen)} times")
        print("".join(f"{name:>10}" for name in figures))
        print("".join(f"{value:>10.3f}" for value in figures.values()) + "\n")
        measured |= {f"{part}_{figure}": value for figure, value in figures.items()}
        if options.misses and part == "dev":
            for sentence in chosen:
                print(*misses(sentence, read(sentence)), sep="\n", end="")
    print(json.dumps(measured))


def read_gold(path: Path) -> list[Sentence]:
    """Read the gold, one JSON object a line."""
    return [msgspec.json.decode(line, type=Sentence) for line in path.read_bytes().splitlines()]


def read(sentence: Sentence) -> tuple[TimeMention, ...]:
    """Return the times that the reader finds in a sentence."""
    return find_times(sentence.text, published=sentence.published)


def measure(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return the figures of the reader over sentences."""
    tally = Tally()
    for sentence in sentences:
        found = read(sentence)
        tally.gold += len(sentence.times)
        tally.given += len(found)
        for gold, given in pairs(sentence, found):
            right = verdicts(gold, given)
            tally.found += 1
            tally.interval += right["interval"]
            tally.precision += right["precision"]
            tally.kind += right["kind"]
            tally.exact += all(right.values())
    return tally.figures()


def pairs(sentence: Sentence, found: Sequence[TimeMention]) -> Iterator[tuple[Phrase, TimeMention]]:
    """Yield each gold time with the first time not yet taken that overlaps its words."""
    left = list(found)
    for gold in sentence.times:
        start = sentence.text.index(gold.words)
        end = start + len(gold.words)
        for given in left:
            if given.span.start < end and start < given.span.end:
                left.remove(given)
                yield gold, given
                break


def verdicts(gold: Phrase, given: TimeMention) -> dict[str, bool]:
    """Tell what is right of a time that was found; a time without interval has no grain but the gold's "unknown"."""
    first, last = (given.when.start, given.when.end) if given.when else (None, None)
    unknown = gold.first is gold.last is None
    return {
        "interval": (first and first[:10], last and last[:10]) == (gold.first, gold.last),
        "precision": given.when.precision == gold.precision if given.when else unknown,
        "kind": given.kind == gold.kind,
    }


def misses(sentence: Sentence, found: Sequence[TimeMention]) -> Iterator[str]:
    """Yield a line for each time of a sentence that is missing, wrong or not in the gold."""
    met = list(pairs(sentence, found))
    lines = [
        f"  {', '.join(wrong)}: {given.words!r} {given.when} {given.kind}, gold {gold}"
        for gold, given in met
        if (wrong := [name for name, right in verdicts(gold, given).items() if not right])
    ]
    lines += [f"  missing: {gold}" for gold in sentence.times if gold not in [one for one, _ in met]]
    lines += [f"  not in the gold: {given.words!r}" for given in found if given not in [two for _, two in met]]
    if lines:
        yield f"{sentence.id} [{sentence.published}] {sentence.text}"
        yield from lines
        yield ""


if __name__ == "__main__":
    main()
