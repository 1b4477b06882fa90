"""Rules and tagger together: what one of them finds is not lost, and nothing is attributed to a bare name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from conftest import Heard
from factory import report

from rashomon.knowledge.lexicons import load_codebook, load_cues
from rashomon.reading.attribution import UNVERIFIED, Attributed
from rashomon.reading.encoder import Attribution
from rashomon.reading.syntax import Page, Syntax
from rashomon.reading.tagging import TaggedAttributor
from rashomon.records import Quotation, Span
from rashomon.settings import Settings

TEXT = "The ministry said on Monday that the bridge had fallen. Osmark hailed the raid. No ceasefire was agreed."
CUES = load_cues()
SYNTAX = Syntax(load_codebook().lemmas)


class Told:
    """Answers as a tagger and as rules do, with what a test says that they found."""

    def __init__(self, by_rules: Sequence[Attributed] = (), by_tagger: Sequence[Attribution] = ()) -> None:
        """Hold what to answer."""
        self.by_rules, self.by_tagger = tuple(by_rules), tuple(by_tagger)

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return what the rules found."""
        return self.by_rules

    def tag(self, texts: Sequence[str]) -> list[Told]:
        """Return the tagged texts."""
        return [self for _ in texts]

    def attributions(self) -> tuple[Attribution, ...]:
        """Return what the tagger found, as Tagged.attributions does."""
        return self.by_tagger


def at(words: str) -> Span:
    """Return where some words of TEXT are."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def tagged(cue: str, content: str, speaker: str | None = None, score: float = 0.99) -> Attribution:
    """Make an attribution of the tagger."""
    return Attribution((at(cue),), at(speaker) if speaker else None, (at(content),), score)


def ruled(cue: str, content: str, speaker: str | None = None, lemma: str = "say") -> Attributed:
    """Make an attribution of the rules."""
    return Attributed(
        cue=at(cue),
        lemma=lemma,
        speaker=at(speaker) if speaker else None,
        contents=(at(content),),
        quotation=Quotation.INDIRECT,
        zone=Span(0, 55),
        because="rules",
    )


def combined(told: Told) -> tuple[Attributed, ...]:
    """Return what comes of both, on TEXT."""
    page = next(iter(SYNTAX.parse_all([report(TEXT)])))
    return TaggedAttributor(told, told, CUES, Settings()).attribute(page)  # type: ignore[arg-type]


def test_the_tagger_gives_a_speaker_where_the_rules_have_none() -> None:
    """The rules keep their own speaker; where they have none, the tagger's stands, and the reason says so."""
    theirs = tagged("said", "the bridge had fallen", "The ministry")
    (mended,) = combined(Told([ruled("said", "the bridge had fallen")], [theirs]))
    assert mended.speaker == at("The ministry")
    assert "tagger" in mended.because
    (kept,) = combined(Told([ruled("said", "the bridge had fallen", "ministry")], [theirs]))
    assert kept.speaker == at("ministry")


def test_the_wider_content_stands() -> None:
    """A content cut short is widened by the tagger, and never narrowed."""
    short, long = "the bridge", "the bridge had fallen"
    (widened,) = combined(Told([ruled("said", short)], [tagged("said", long)]))
    (kept,) = combined(Told([ruled("said", long)], [tagged("said", short)]))
    assert widened.contents == kept.contents == (at(long),)


def test_notices_are_left_alone() -> None:
    """A notice that a claim could not be checked is nobody's speech, whatever the tagger makes of it."""
    notice = ruled("said", "the bridge", lemma=UNVERIFIED)
    assert combined(Told([notice], [tagged("said", "the bridge had fallen", "The ministry")])) == (notice,)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        pytest.param(tagged("said", "the bridge had fallen", "The ministry"), True, id="a clause"),
        pytest.param(tagged("hailed", "the raid", "Osmark"), False, id="a bare noun after a verb that is no cue"),
        pytest.param(tagged("agreed", "No ceasefire"), False, id="a bare noun before a cue that asserts"),
        pytest.param(tagged("said", "the bridge had fallen", score=0.01), False, id="hardly certain"),
    ],
)
def test_what_only_the_tagger_finds(found: Attribution, *, kept: bool) -> None:
    """It is added when it says something and the tagger is certain enough."""
    assert bool(combined(Told(by_tagger=[found]))) is kept


def test_nothing_is_attributed_twice() -> None:
    """What the rules have attributed, the tagger does not attribute again to another cue."""
    both = Told([ruled("said", "the bridge had fallen")], [tagged("on Monday", "the bridge had fallen")])
    assert [attributed.cue for attributed in combined(both)] == [at("said")]


def test_the_answer_is_in_the_order_of_the_text() -> None:
    """Whoever found them."""
    both = Told([ruled("said", "the bridge had fallen")], [tagged("agreed", "Osmark hailed the raid")])
    found = combined(both)
    assert [a.contents[0] for a in found] == sorted(a.contents[0] for a in found)
    assert len(found) == 2


def test_bare_nouns_stay_with_the_outlet(hear: Callable[[str], Heard]) -> None:
    """With the trained tagger: a verb of doing makes no speech of its object."""
    (claim,) = hear("The general issued an ultimatum to the town.").claims
    assert claim.quotation is Quotation.NARRATION
