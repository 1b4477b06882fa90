"""Idioms of war in told sentences: what they say, what they leave unsaid, and their counter-examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rashomon.records import Polarity

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("control-gain", "The fort of Tolma changed hands in one night."),
        ("control-gain", "The army has pushed the raiders out of Mirov."),
        ("control-loss", "We gave up the harbour before dawn, the captain said."),
        ("control-loss", "The Guard was driven out of Kestrin."),
        ("control-hold", "“Our men are in the town hall of Mirov,” the deputy said."),
        ("control-hold", "The defenders cling to the western bank."),
        ("control-hold", "The village is Lethean again, the elder said."),
        ("encirclement", "The regiment is completely encircled."),
        ("encirclement", "The ring around Sarneg has closed."),
        ("advance", "Tanks rolled into the suburbs at noon."),
        ("advance", "Marines landed at Ornel before daybreak."),
        ("withdrawal", "The Harbour Volunteers left Mirov on Saturday night."),
        ("withdrawal", "The raiders were thrown back into the sea."),
        ("surrender", "Sixty sailors gave themselves up."),
        ("surrender", "A white flag hung from the mill."),
        ("fighting", "All night the guns could be heard in Tolma."),
        ("attack", "Drones set the granary on fire."),
        ("attack", "“They shot at women with baskets,” a baker said."),
        ("shootdown", "The gunners took out a drone over the pass."),
        ("casualties", "The blast took the lives of four miners."),
        ("casualties", "Forty recruits were shot by raiders."),
        ("casualties", "At least forty paratroopers were killed on landing."),
        ("detention", "It handed over nine captive sailors."),
        ("detention", "Three nurses were kept in a camp."),
        ("ceasefire", "The guns fell silent at six."),
        ("aid", "The kingdom arms the rebels, the report says."),
        ("displacement", "Whole families were driven from their homes."),
        ("threat", "“We shall answer each shell with ten,” the marshal said."),
    ],
)
def test_an_idiom_tells_its_kind(hear: Hear, kind: str, text: str) -> None:
    """Particles, reflexives, passives, participles taken for adjectives and names of forces are understood."""
    assert kind in {claim.event.kind for claim in hear(text).claims}


@pytest.mark.parametrize(
    "text",
    [
        "The minister took part in the opening of a school.",
        "The song hit the market in May.",
        "The colonel left a message for his wife.",
        "The fire brigade polished its engine.",
        "The general cleared his throat.",
        "The lawyer withdrew the complaint.",
        "The officials gave up hope of a good harvest.",
        "The minister shot a film in Tolma.",
        "The critics attacked the novel.",
        "The school stands in a green valley.",
        "The photograph was blown up on a screen.",
        "The embassy received a parcel.",
        "The pilot made an emergency landing.",
    ],
)
def test_figures_of_speech_are_no_event(hear: Hear, text: str) -> None:
    """Words of war in another sense make no event of war."""
    assert {claim.event.kind for claim in hear(text).claims} <= {"other"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("shootdown", "All our planes returned safely, the air force said."),
        ("shootdown", "None of our jets was lost, the air force said."),
        ("casualties", "The commander is alive and well, his brother said."),
        ("surrender", "Not a single sailor gave himself up."),
        ("control-hold", "There was no army in Mirov, the baker said."),
        ("encirclement", "The army has lifted the siege of Sarneg."),
    ],
)
def test_words_that_say_that_it_did_not_happen(hear: Hear, kind: str, text: str) -> None:
    """Some words deny without a "not": who came back safely was not shot down."""
    assert {c.event.polarity for c in hear(text).claims if c.event.kind == kind} == {Polarity.NEGATIVE}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("An air strike by the Veldorian army destroyed the mill.", "Veldoria"),
        ("The attack on Kestrin was carried out by the Lethe Guard.", "Lethe Republic"),
        ("The Lethe Guard was responsible for the strike, the minister said.", "Lethe Republic"),
        ("Osmark was behind the attack on Kestrin, he said.", "Osmark"),
        ("The village was shelled from Osmark-held territory.", "Osmark"),
        ("The town came under fire from the Lethe Guard.", "Lethe Republic"),
        ("The hospital was hit by a Veldorian missile.", "Veldoria"),
        ("The mayor blamed Osmark for the attack on Kestrin.", "Osmark"),
    ],
)
def test_who_is_behind_an_attack(hear: Hear, text: str, side: str) -> None:
    """Behind the weapon, the strike and the accusation stands a side."""
    actors = [claim.event.actor for claim in hear(text).claims if claim.event.kind == "attack"]
    assert [actor.side for actor in actors if actor] == [side]


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("The withdrawal of Osmark's army from Mirov was announced.", "withdrawal", "Osmark"),
        ("Mirov is in Osmark's hands.", "control-hold", "Osmark"),
        ("The units left the city by the old bridge.", "withdrawal", None),
        ("The general told the Lethe Guard to leave the town.", "withdrawal", "Lethe Republic"),
    ],
)
def test_who_leaves_and_who_holds(hear: Hear, text: str, kind: str, side: str | None) -> None:
    """The doer of a noun, of "in X's hands" and of an order carried out is found; a bridge left by is no doer."""
    actors = [claim.event.actor for claim in hear(text).claims if claim.event.kind == kind]
    assert [actor.side for actor in actors if actor] == [side]


def test_a_pronoun_stands_for_what_was_named(hear: Hear) -> None:
    """A pronoun in the same sentence may be the drone that was named before."""
    assert "shootdown" in {c.event.kind for c in hear("It was a Veldorian drone, and we took it out, he said.").claims}


def test_what_could_be_heard_happened(hear: Hear) -> None:
    """What could be heard is no condition."""
    (claim,) = [c for c in hear("Shelling could be heard in Mirov, residents said.").claims if c.event.kind == "attack"]
    assert claim.event.modality == "happened"
