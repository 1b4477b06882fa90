"""Synonyms: the shipped file is whole, a user's mistakes are told, and no line prefers a side."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.synonyms import load_synonyms


def test_every_word_leads_to_the_first_of_its_line() -> None:
    """A meaning is named by a word that has it."""
    synonyms = load_synonyms()
    assert len(synonyms.meanings) > 500
    assert all(synonyms.meanings[first] == first for first in set(synonyms.meanings.values()))


def test_rival_words_for_one_event_are_one_meaning() -> None:
    """What one side calls liberated the other calls captured: no line belongs to a side."""
    meanings = load_synonyms().meanings
    for one, two in (("liberate", "captured"), ("withdraw", "retreat"), ("soldier", "fighter"), ("truce", "ceasefire")):
        assert meanings[one] == meanings[two]


def test_contrasts_are_meanings() -> None:
    """Killed and wounded stand apart, by meanings that the file has."""
    synonyms = load_synonyms()
    assert all(word in synonyms.meanings.values() for group in synonyms.contrasts for word in group)
    assert any({"kill", "wound"} <= group for group in synonyms.contrasts)


@pytest.mark.parametrize(
    "text",
    [
        "words = 3",
        'words = "one, two"',
        "words = [1]",
        "= broken",
        'contrasts = ["one, two"]\nwords = ["zero, one"]',
        'words = ["one, two", "two"]',
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, text: str) -> None:
    """The message names the file."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.toml"):
        load_synonyms(path)


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    """No file, no synonyms."""
    with pytest.raises(KnowledgeError, match="absent"):
        load_synonyms(tmp_path / "absent.toml")
