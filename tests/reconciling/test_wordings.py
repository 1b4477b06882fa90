"""Wordings: what two reporters put in different words means the same; what differs stays apart."""

from __future__ import annotations

import pytest
from factory import claim, event, place
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reconciling.wordings import Lexicon, stem

PLAIN = Lexicon()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("took", "captured"),
        ("liberated", "seized"),
        ("They laid down their arms", "they gave themselves up"),
        ("forty", "40"),
        ("one hundred and twenty", "120"),
        ("2,500", "two thousand five hundred"),
        ("a truce of seven days", "a truce of a week"),
        ("the streets were clear", "there is no enemy left in its streets"),
        ("The soldiers moved.", "servicemen were moving"),
    ],
)
def test_words_for_one_thing_have_one_meaning(one: str, two: str) -> None:
    """Synonyms, phrases, numbers in words and forms of a word count as the same."""
    assert PLAIN.meaning(one).content == PLAIN.meaning(two).content != frozenset()


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("we did not fire", True),
        ("nobody fired", True),
        ("no fewer than forty fell", False),
        ("not only the harbour is ours", False),
        ("we fired", False),
        ("they can't fire", True),
    ],
)
def test_a_negation_is_one_only_where_it_negates(words: str, negated: bool) -> None:
    """Neither "no fewer than" nor "not only" denies anything."""
    assert PLAIN.meaning(words).negated is negated


def test_rival_names_of_a_place_are_one_place() -> None:
    """Two names that claims use for one known place mean the same in every claim."""
    town = place("Vell", id="invented:vell")
    rival = place("Vellgrad", id="invented:vell")
    lexicon = Lexicon([claim(event=event(place=town)), claim(event=event(place=rival))])
    assert lexicon.meaning("Vell is quiet").content == lexicon.meaning("Vellgrad is quiet").content
    assert lexicon.meaning("Vell").places


def test_a_contrast_is_no_rendering() -> None:
    """Killed are not wounded; who entered did not leave."""
    for one, two in (("three were killed", "three were wounded"), ("they entered Vell", "they left Vell")):
        assert PLAIN.contrast(PLAIN.meaning(one).content, PLAIN.meaning(two).content)
    assert not PLAIN.contrast(PLAIN.meaning("three died").content, PLAIN.meaning("three were killed").content)


def test_who_speaks_is_no_content() -> None:
    """The name of the speaker in his own claim says nothing of what is said."""
    assert "lint" not in PLAIN.meaning("Lint will stay", but="Aro Lint").content


@given(st.text(max_size=60))
def test_any_text_has_a_meaning(text: str) -> None:
    """No text raises, and case makes no other meaning for plain words."""
    assert PLAIN.meaning(text) == PLAIN.meaning(text)
    assert isinstance(stem(text), str)
