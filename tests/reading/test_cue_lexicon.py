"""Every cue of the lexicon, with its stance and strength, shown at work in a sentence of our own."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from factory import report

from rashomon.knowledge.lexicons import load_table
from rashomon.records import Claim, Reading, Stance

if TYPE_CHECKING:
    from conftest import WarReader

FILE = Path(__file__).with_name("cue_examples.tsv")
STRENGTHS = {"neutral", "distant", "bound"}
# Sections whose phrases carry one stance; the strength of verbs stands in the lexicon, that of phrases here only.
PHRASES = {
    "according": ("phrases", Stance.ASSERTS),
    "declines": ("phrases", Stance.DECLINES),
    "noun": ("claim", Stance.ASSERTS),
    "rejecting": ("words", Stance.DENIES),
    "unverified": ("phrases", Stance.UNVERIFIED),
}


class Example(NamedTuple):
    """A cue, and a sentence in which it stands as written; `known_miss` says why the reader does not hear it."""

    section: str
    cue: str
    stance: str
    strength: str
    known_miss: str
    written: str
    sentence: str


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return the examples."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return [Example(**row) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="module")
def lexicon() -> set[tuple[str, str, str]]:
    """Return the cues of the packaged lexicon as (section, cue, stance)."""
    table = load_table("cues.toml", None)
    verbs = {
        ("verb", lemma, stance)
        for stance, strengths in table["verb"].items()
        for lemmas in strengths.values()
        for lemma in lemmas
    }
    phrases = {
        (section, phrase, str(stance)) for section, (key, stance) in PHRASES.items() for phrase in table[section][key]
    }
    return verbs | phrases


@pytest.fixture(scope="module")
def readings(war_reader: WarReader, examples: list[Example]) -> list[Reading]:
    """Return the reading of each example, each a report by itself."""
    return list(war_reader.read_all([report(example.sentence) for example in examples]))


def test_every_cue_has_an_example_and_every_example_a_cue(
    lexicon: set[tuple[str, str, str]], examples: list[Example]
) -> None:
    """The lexicon and the examples hold the same cues with the same stances, at least three hundred."""
    shown = {(example.section, example.cue, example.stance) for example in examples}
    assert shown - lexicon == set()
    assert lexicon - shown == set()
    assert len(shown) >= 300


def test_the_strength_of_a_verb_is_that_of_the_lexicon(examples: list[Example]) -> None:
    """How far an outlet stands behind the words is the same in both files, and one of three."""
    verbs = load_table("cues.toml", None)["verb"]
    for example in examples:
        assert example.strength in STRENGTHS, example
        if example.section == "verb":
            assert example.cue in verbs[example.stance][example.strength], example


def test_examples_are_sentences_of_their_own(examples: list[Example]) -> None:
    """No cue and no sentence stands twice, and each cue stands in its sentence as written."""
    assert {key for key, count in Counter((e.section, e.cue) for e in examples).items() if count > 1} == set()
    assert {sentence for sentence, count in Counter(e.sentence for e in examples).items() if count > 1} == set()
    assert [e for e in examples if e.written not in e.sentence] == []


def test_each_stance_has_cues_of_its_own(examples: list[Example]) -> None:
    """No stance of the records is without a cue."""
    assert {example.stance for example in examples} == set(Stance)


def test_reading_an_example_yields_a_claim_with_the_stance_of_its_cue(
    examples: list[Example], readings: list[Reading]
) -> None:
    """Some claim that stands on the cue has its stance, but for the rows marked as known misses."""
    missed = [
        (example, [(str(claim.stance), claim.words) for claim in reading.claims])
        for example, reading in zip(examples, readings, strict=True)
        if not example.known_miss and not any(_stands_on(example, claim) for claim in reading.claims)
    ]
    assert missed == []


def test_known_misses_are_few_and_still_missed(examples: list[Example], readings: list[Reading]) -> None:
    """At most a tenth is marked as a known miss, and a row that is heard by now is no longer marked."""
    marked = [pair for pair in zip(examples, readings, strict=True) if pair[0].known_miss]
    assert len(marked) <= len(examples) // 10
    heard = [e.cue for e, reading in marked if any(_stands_on(e, claim) for claim in reading.claims)]
    assert heard == []


def _stands_on(example: Example, claim: Claim) -> bool:
    """Tell whether a claim has the stance of the cue because of the cue."""
    if claim.cue is None or claim.stance != example.stance:
        return False
    if example.section == "noun":
        return True
    start = example.sentence.index(example.written)
    end = start + len(example.written)
    span = claim.span if example.section == "rejecting" else claim.cue.span
    return span.start < end and start < span.end
