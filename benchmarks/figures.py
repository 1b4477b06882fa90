"""How well counts and measures are read: sentences of our own from an invented war, written before the code was seen.

python -m benchmarks.figures [--misses] [--only dev]

A figure is found if its words overlap those of the gold and it counts the same thing (`what`); each gold figure is
paired once. Of the figures found: `interval` is the share with the same low, high and best; `of` with the same people
or things ("people" and nothing narrow nothing down, so they agree); `window` with the same words of a cumulative
window ("since the start of the war"). `exact` is F1 where all of these must be right.

The gold holds these conventions. "More than N" begins at N, "up to N" ends at N, "about N" has only a best value.
Dozens are 24-99, scores 40-99, hundreds 200-999, thousands 2000-9999, several 3-9, a few 2-5. A share is in per cent.
Of "rose from 12 to 15" only 15 is a figure. A length of time is a figure; a date, an age, a label, an ordinal and the
name of a weapon are not.

The plain baseline takes each number in digits as exact, counting what the first known noun or deed behind it names.
The dev part may be read and learnt from. The test part is for this score alone: its misses are never listed.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rashomon.reading.figures import find_figures
from rashomon.records import Figure

GOLD = Path(__file__).with_name("gold") / "figures.jsonl"
KINDS = {"doctors": "medics", "heights": "hills", "policemen": "police"}  # the gold's word, and the reader's for it
TOLERANCE = 0.1  # of a share in per cent: two-thirds may be rounded


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure: its exact words, what is counted, of whom, the closed interval, and its cumulative window."""

    words: str
    what: str
    of: str | None
    low: float | None
    high: float | None
    best: float | None
    since: str | None


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the gold: a short text and all figures that it holds."""

    id: str
    part: str
    text: str
    figures: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as a system gives it, with the offsets of its words."""

    start: int
    end: int
    counted: Counted


Finder = Callable[[str], Sequence[Found]]


@dataclass(slots=True)
class Tally:
    """How many figures there were, how many were given, and what was right of those that met."""

    gold: int = 0
    given: int = 0
    found: int = 0
    interval: int = 0
    of: int = 0
    window: int = 0
    exact: int = 0

    def figures(self) -> dict[str, float]:
        """Return the figures as shares from 0 to 1."""
        shares = {
            "precision": self.found / max(self.given, 1),
            "recall": self.found / max(self.gold, 1),
            "f1": 2 * self.found / max(self.given + self.gold, 1),
            "interval": self.interval / max(self.found, 1),
            "of": self.of / max(self.found, 1),
            "window": self.window / max(self.found, 1),
            "exact": 2 * self.exact / max(self.given + self.gold, 1),
        }
        return {name: round(share, 4) for name, share in shares.items()}


def main() -> None:
    """Print a table for each part and, last, all figures as one JSON object."""
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
        print(f"{part}: {len(chosen)} sentences, {sum(len(sentence.figures) for sentence in chosen)} figures")
        print(f"{'':<12}" + "".join(f"{name:>10}" for name in Tally().figures()))
        for name, finder in (("Rashomon", read), ("digits", read_digits)):
            figures = measure(chosen, finder)
            print(f"{name:<12}" + "".join(f"{value:>10.3f}" for value in figures.values()))
            prefix = part if name == "Rashomon" else f"{part}_{name}"
            measured |= {f"{prefix}_{figure}": value for figure, value in figures.items()}
        print()
        if options.misses and part == "dev":
            for sentence in chosen:
                print(*misses(sentence, read(sentence.text)), sep="\n", end="")
    print(json.dumps(measured))


def read_gold(path: Path) -> list[Sentence]:
    """Read the gold, one JSON object a line."""
    return [_in_our_kinds(msgspec.json.decode(line, type=Sentence)) for line in path.read_bytes().splitlines()]


def measure(sentences: Sequence[Sentence], finder: Finder) -> dict[str, float]:
    """Return the figures of a finder over sentences."""
    tally = Tally()
    for sentence in sentences:
        found = finder(sentence.text)
        tally.gold += len(sentence.figures)
        tally.given += len(found)
        for gold, given in pairs(sentence, found):
            right = verdicts(gold, given.counted)
            tally.found += 1
            tally.interval += right["interval"]
            tally.of += right["of"]
            tally.window += right["window"]
            tally.exact += all(right.values())
    return tally.figures()


def pairs(sentence: Sentence, found: Sequence[Found]) -> Iterator[tuple[Counted, Found]]:
    """Yield each gold figure with the first figure not yet taken that overlaps it and counts the same."""
    left = list(found)
    for gold in sentence.figures:
        start = sentence.text.index(gold.words)
        end = start + len(gold.words)
        for given in left:
            if given.start < end and start < given.end and given.counted.what == gold.what:
                left.remove(given)
                yield gold, given
                break


def verdicts(gold: Counted, given: Counted) -> dict[str, bool]:
    """Tell what is right of a figure that was found."""
    ends = ((gold.low, given.low), (gold.high, given.high), (gold.best, given.best))
    return {
        "interval": all(_same(one, two) for one, two in ends),
        "of": _narrowed(gold) == _narrowed(given),
        "window": (gold.since or "").casefold() == (given.since or "").casefold(),
    }


def misses(sentence: Sentence, found: Sequence[Found]) -> Iterator[str]:
    """Yield a line for each figure of a sentence that is missing, wrong or not in the gold."""
    met = list(pairs(sentence, found))
    lines = [
        f"  {', '.join(wrong)}: {given.counted}, gold {gold}"
        for gold, given in met
        if (wrong := [name for name, right in verdicts(gold, given.counted).items() if not right])
    ]
    lines += [f"  missing: {gold}" for gold in sentence.figures if gold not in [one for one, _ in met]]
    lines += [f"  not in the gold: {given.counted}" for given in found if given not in [two for _, two in met]]
    if lines:
        yield f"{sentence.id} {sentence.text}"
        yield from lines
        yield ""


def read(text: str) -> list[Found]:
    """Return the figures that the reader finds in a text."""
    return [Found(*figure.span, _counted(figure)) for figure in find_figures(text)]


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PLAIN = re.compile(
    r"\b(killed|dead|died|wounded|injured|captured|missing|displaced|fled|people|soldiers|civilians|tanks|vehicles|drones"
    r"|missiles|rockets|shells|aircraft|helicopters|villages|towns|cities|houses|km|kilometres|per cent|days)\b|%"
)
_PLAINLY = {"dead": "killed", "died": "killed", "injured": "wounded", "fled": "displaced", "kilometres": "km"}


def read_digits(text: str) -> list[Found]:
    """Return each number in digits as an exact figure of the first known word behind it: the plain baseline."""
    found = []
    for match in _DIGITS.finditer(text):
        behind = _PLAIN.search(text, match.end())
        if behind is not None:
            what = {"%": "per cent", "percent": "per cent", **_PLAINLY}.get(behind[0], behind[0])
            value = float(match[0].replace(",", ""))
            found.append(Found(*match.span(), Counted(match[0], what, None, value, value, None, None)))
    return found


def _in_our_kinds(sentence: Sentence) -> Sentence:
    figures = [
        msgspec.structs.replace(f, what=KINDS.get(f.what, f.what), of=f.of and KINDS.get(f.of, f.of))
        for f in sentence.figures
    ]
    return msgspec.structs.replace(sentence, figures=tuple(figures))


def _counted(figure: Figure) -> Counted:
    of, window = figure.of, figure.window
    return Counted(figure.words, figure.what, of, figure.low, figure.high, figure.best, window)


def _same(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) <= TOLERANCE


def _narrowed(counted: Counted) -> str | None:
    """Return of whom a figure counts, None where its words narrow nothing down."""
    return None if counted.of in {None, "people", counted.what} else counted.of


if __name__ == "__main__":
    main()
