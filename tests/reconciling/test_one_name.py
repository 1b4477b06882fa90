"""One person is one speaker, however reports spell the name; two persons of one family stay two."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from factory import claim

from rashomon.reconciling.speakers import one_name, with_one_name
from rashomon.records import Speaker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Artsrun Hovhannisyan", "Artsrun Hovhannissian"),
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
        ("Mohamed Hamdan Dagalo", "Mohammed Hamdan Dagalo"),
    ],
)
def test_spellings_of_one_name_are_joined(one: str, other: str) -> None:
    """The most used one stands for all; of two used alike, the first by the alphabet."""
    names = one_name({(one, "A"): 3, (other, None): 1})
    assert names[other, None] == one


@pytest.mark.parametrize(
    ("one", "other"),
    [("Serzh Sargsyan", "Vahram Sargsyan"), ("Ivan Petrov", "Irina Petrova"), ("Toft", "Runa Toft")],
)
def test_other_names_stay(one: str, other: str) -> None:
    """Another given name, another ending, a bare surname."""
    assert one_name({(one, None): 2, (other, None): 1}) == {(one, None): one, (other, None): other}


def test_two_sides_may_have_one_name() -> None:
    """A spokesman of one side is not made one of the other."""
    spelt = {("Ivan Petrenko", "Russia"): 2, ("Ivan Petrenkko", "Ukraine"): 1}
    assert one_name(spelt)["Ivan Petrenkko", "Ukraine"] == "Ivan Petrenkko"


def test_the_order_of_claims_changes_nothing() -> None:
    """Claims keep their place and all else; the names come out the same in any order."""
    spellings = ["Runa Toft", "Runa Tofft", "Runa Toft", "Inga Brekk", "Inga Breck"]
    claims = [replace(claim(), id=str(n), speaker=Speaker(name=name)) for n, name in enumerate(spellings)]
    there = {each.id: each for each in with_one_name(claims)}
    shuffled = random.Random(3).sample(claims, len(claims))
    again = with_one_name(shuffled)
    assert [each.id for each in again] == [each.id for each in shuffled]
    assert {each.id: each for each in again} == there
    assert {each.speaker.name for each in again if each.speaker} == {"Runa Toft", "Inga Breck"}
    assert with_one_name(again) == again
