"""How well stances are read: our own sentences of benchmarks/gold/stances.tsv, read by the whole reader.

python -m benchmarks.stances [--misses] [--gold FILE]

Prints accuracy, macro-F1 and a confusion table for the development and the test part. Test rows are never listed.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.reader import Reader
from rashomon.records import Claim, Report, Span, Stance

GOLD = Path(__file__).with_name("gold") / "stances.tsv"
WAR = Path(__file__).parents[1] / "tests" / "war" / "knowledge" / "veldoria.toml"
PARTS = ("dev", "test")
NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One sentence of the gold, and what somebody does in it with the proposition at `words`."""

    id: str
    part: str
    sentence: str
    words: str
    speaker: str
    stance: str
    denial: str

    @property
    def span(self) -> Span:
        """Return where the words stand in the sentence."""
        start = self.sentence.index(self.words)
        return Span(start, start + len(self.words))


@dataclass(frozen=True, slots=True)
class Pair:
    """What was wanted beside the claim that was found for it."""

    wanted: Wanted
    claim: Claim | None

    @property
    def stance(self) -> str:
        """Return the stance found."""
        return str(self.claim.stance) if self.claim else NONE

    @property
    def denial(self) -> str:
        """Return the way of denying that was found."""
        return str(self.claim.denial or "") if self.claim else NONE


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--misses", action="store_true", help="list the development rows that were missed")
    options = parser.parse_args()
    pairs = read_pairs(read_gold(options.gold))
    figures: dict[str, float] = {}
    for part in PARTS:
        here = [pair for pair in pairs if pair.wanted.part == part]
        figures |= {f"{part}_{name}": figure for name, figure in measure(here).items()}
        show(part, here)
    if options.misses:
        show_misses([pair for pair in pairs if pair.wanted.part == "dev"])
    print(json.dumps(figures, sort_keys=True))


def read_gold(path: Path) -> list[Wanted]:
    """Read the rows of the gold."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [Wanted(**row) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


def read_pairs(gold: Sequence[Wanted]) -> list[Pair]:
    """Read every sentence as a report by itself, and pair it with the claim that fits its words best."""
    reader = Reader(load_knowledge(extra=[WAR]))
    readings = reader.read_all([_report(wanted) for wanted in gold])
    return [Pair(wanted, closest(wanted, reading.claims)) for wanted, reading in zip(gold, readings, strict=True)]


def closest(wanted: Wanted, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that covers most of the words; of several that cover as much, the shortest."""
    low, high = wanted.span
    covered = {claim: min(high, claim.span.end) - max(low, claim.span.start) for claim in claims}
    touching = [claim for claim in claims if covered[claim] > 0]
    return min(touching, key=lambda c: (-covered[c], c.span.end - c.span.start, c.span, c.id), default=None)


def measure(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return accuracy and macro-F1 of stances, and accuracy of the way of denying and of the speaker."""
    denying = [pair for pair in pairs if pair.wanted.denial]
    spoken = [pair for pair in pairs if pair.wanted.speaker]
    return {
        "accuracy": _share(sum(pair.stance == pair.wanted.stance for pair in pairs), len(pairs)),
        "macro_f1": round(sum(_f1(pairs, stance) for stance in Stance) / len(Stance), 4),
        "denial": _share(sum(pair.denial == pair.wanted.denial for pair in denying), len(denying)),
        "found": _share(sum(pair.claim is not None for pair in pairs), len(pairs)),
        "speaker": _share(sum(_is_speaker(pair) for pair in spoken), len(spoken)),
    }


def show(part: str, pairs: Sequence[Pair]) -> None:
    """Print the figures and the confusion table of one part."""
    figures = measure(pairs)
    print(f"{part}: {len(pairs)} sentences  " + "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    table = Counter((pair.wanted.stance, pair.stance) for pair in pairs)
    names = [*map(str, Stance), NONE]
    print(f"{'wanted, found':<14}" + "".join(f"{name[:7]:>8}" for name in names) + "      F1")
    for row in names[:-1]:
        counts = "".join(f"{table[row, column] or '.':>8}" for column in names)
        print(f"{row:<14}{counts}{_f1(pairs, row):8.2f}")
    ways = Counter((pair.wanted.denial, pair.denial) for pair in pairs if pair.wanted.denial)
    totals: Mapping[str, int] = Counter(pair.wanted.denial for pair in pairs if pair.wanted.denial)
    print("way of denying: " + ", ".join(f"{way} {ways[way, way]}/{totals[way]}" for way in sorted(totals)) + "\n")


def show_misses(pairs: Sequence[Pair]) -> None:
    """List the rows whose stance or way of denying differs, with the reasons of the claim found."""
    for pair in pairs:
        wanted, claim = pair.wanted, pair.claim
        if (pair.stance, pair.denial) == (wanted.stance, wanted.denial):
            continue
        because = f" [{'; '.join(claim.because)}] over {claim.words!r}" if claim else ""
        found = f"{pair.stance}/{pair.denial}" if claim else NONE
        print(f"{wanted.id} wanted {wanted.stance}/{wanted.denial}, found {found}: {wanted.sentence}{because}")


def _f1(pairs: Sequence[Pair], stance: str) -> float:
    right = sum(pair.stance == stance == pair.wanted.stance for pair in pairs)
    found = sum(pair.stance == stance for pair in pairs)
    wanted = sum(pair.wanted.stance == stance for pair in pairs)
    return 2 * right / (found + wanted) if found + wanted else 0.0


def _is_speaker(pair: Pair) -> bool:
    """Tell whether the mention found overlaps the mention wanted, or names the same."""
    speaker = pair.claim.speaker if pair.claim else None
    if speaker is None or speaker.span is None:
        return False
    start = pair.wanted.sentence.index(pair.wanted.speaker)
    return speaker.span.start < start + len(pair.wanted.speaker) and start < speaker.span.end


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _report(wanted: Wanted) -> Report:
    digest = hashlib.sha256(wanted.sentence.encode()).hexdigest()
    return Report(
        id=wanted.id,
        origin=f"{wanted.id}.txt",
        sha256=digest,
        text=wanted.sentence,
        outlet="Morning Ferry",
        published="2031-05-03",
        language="en",
    )


if __name__ == "__main__":
    main()
