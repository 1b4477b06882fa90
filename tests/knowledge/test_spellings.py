"""Other spellings of a name: those of other ways to write its sounds, and never too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.knowledge.spellings import spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mariinka", "maryinka"),
        ("hostomil", "hostomyl"),
        ("bakhmout", "bakhmut"),
        ("khan younes", "khan yunes"),
        ("hovhannissian", "hovhannisian"),
        ("cavusoglu", "cavusoghlu"),
        ("el facher", "el fasher"),
        ("chassiv yar", "chasiv yar"),
    ],
)
def test_usual_ways_to_write_a_sound(one: str, other: str) -> None:
    """Each is among the spellings of the other."""
    assert other in set(spellings(one))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=24))
def test_spellings_are_others_and_bounded(key: str) -> None:
    """Never the name itself, never twice, at most some hundreds; none for a short name."""
    found = list(spellings(key))
    assert key not in found
    assert len(found) == len(set(found)) <= 400
    assert len(key) >= 5 or not found
