"""Pronouns and short forms are led back by syntax, sex and number; whom nothing points to stays unnamed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from factory import report

from rashomon.knowledge.loading import Knowledge
from rashomon.reading.coreference import Led, lead_back
from rashomon.reading.roles import load_roles
from rashomon.reading.speakers import Cast, assemble
from rashomon.reading.syntax import Syntax
from rashomon.records import Span

Lead = Callable[[str, str], Led | None]


@pytest.fixture(scope="module")
def cast_of(war_knowledge: Knowledge) -> Callable[[str], Cast]:
    """Return a function from a text to everybody whom it names."""
    syntax, roles = Syntax(), load_roles()
    return lambda text: assemble(next(iter(syntax.parse_all([report(text)]))), war_knowledge, roles)


@pytest.fixture(scope="module")
def lead(cast_of: Callable[[str], Cast]) -> Lead:
    """Return a function from a text and the words of a mention, the last of that kind, to whom it is led."""

    def led(text: str, words: str) -> Led | None:
        start = f" {text}".rindex(f" {words}")
        return lead_back(cast_of(text), Span(start, start + len(words)))

    return led


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Inga Brekk met Dag Orsa in Harvick. She was tired.", "She", "Inga Brekk"),
        ("Inga Brekk met Dag Orsa in Harvick. He was tired.", "He", "Dag Orsa"),
        ("Mr Varrick met Mrs Quell in Harvick. She was tired.", "She", "Quell"),
        ("Dag Orsa met Ulf Brandel in Harvick. He came by train.", "He", "Dag Orsa"),
        ("Dag Orsa lost his map.", "his", "Dag Orsa"),
        ("Dag Orsa said that he had lost the map.", "he", "Dag Orsa"),
        ("Ulf Brandel came late. Dag Orsa did not see him.", "him", "Ulf Brandel"),
        ("In a video that he shared on Sunday, Dag Orsa spoke of a raid.", "he", "Dag Orsa"),
        ("Dag Orsa spoke at noon. He was calm. Then he left the town.", "he", "Dag Orsa"),
        ("Dag Orsa rode to Harvick. Harvick was quiet when he came.", "he", "Dag Orsa"),
        ("The Osmark Defence Ministry spoke of a raid. It gave no place.", "It", "Osmark Defence Ministry"),
        ("Veldoria was quick to answer. It gave no place.", "It", "Veldoria"),
        ("Dag Orsa, a miner, spoke at noon. The miner was calm.", "The miner", "Dag Orsa"),
        ("General Dag Orsa spoke at noon. The general was calm.", "The general", "Dag Orsa"),
    ],
)
def test_who_is_meant(lead: Lead, text: str, words: str, who: str) -> None:
    """The name, or the body, that the mention is led to is the one that a reader would name."""
    led = lead(text, words)
    assert led is not None
    assert led.named.name == who


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was calm. The road was open.", "He"),
        ("Inga Brekk spoke at noon. The doctors' union was calm.", "The doctors' union"),
        ("The bridge fell at noon. The ministry was calm.", "The ministry"),
    ],
)
def test_nobody_is_made_up(lead: Lead, text: str, words: str) -> None:
    """What nothing in the report points to is led to nobody."""
    assert lead(text, words) is None


def test_all_places_that_name_the_same_are_told(lead: Lead) -> None:
    """A person's other mentions come with the one that was found; those of others do not."""
    text = "Dag Orsa came late. Orsa sat down by Ulf Brandel. He was calm."
    led = lead(text, "He")
    assert led is not None
    assert {text[slice(*span)] for span in led.spans} == {"Dag Orsa", "Orsa"}


def test_the_order_of_asking_changes_nothing(cast_of: Callable[[str], Cast]) -> None:
    """Each pronoun is led to the same, with the same share, whether it is asked for first or last."""
    text = "Dag Orsa met Ulf Brandel. He said that he was calm. Inga Brekk saw him, and she told his wife."
    spans = [Span(found.start(), found.end()) for found in re.finditer(r"\b(?:He|he|him|she|his)\b", text)]
    forth, back = cast_of(text), cast_of(text)
    led = {span: lead_back(forth, span) for span in spans}
    assert len(led) == 5
    assert led == {span: lead_back(back, span) for span in reversed(spans)}
