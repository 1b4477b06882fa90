"""How a side answers a claim: noes without "deny", losses told without "admit", silence, and who speaks in them.

Each text has its counter-example: the same words where they answer nothing, or speak of somebody else's loss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rashomon.records import Claim, Denial, Stance

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]

TAKEN = "Veldoria said on Friday that its troops had taken Kestrin. "
KILLED = "Veldoria said that its strike on Bressin had killed Bodo Kamper. "
JET = "Veldoria said that it had shot down an Osmark jet over Bressin. "


def closest(heard: Heard, piece: str) -> Claim:
    """Return the claim that fits a piece of the text most closely."""
    return heard.over(piece)[0]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (TAKEN + "Not a single soldier of theirs is in the city, Runa Toft said.", "Not a single soldier"),
        (TAKEN + "To speak of a victory is ridiculous, Runa Toft wrote.", "is ridiculous"),
        (TAKEN + "“That is silly,” Runa Toft said.", "That is silly"),
        (TAKEN + "Osmark sees no sign that the city has changed hands, Runa Toft said.", "no sign that"),
        (TAKEN + "Runa Toft said that nothing of the kind had happened.", "nothing of the kind"),
        (KILLED + "“He is alive,” Runa Toft said.", "He is alive"),
        (JET + "All of our aircraft have returned safely, Runa Toft said.", "returned safely"),
    ],
)
def test_a_no_without_the_word_denies_what_a_rival_has_said(hear: Hear, text: str, piece: str) -> None:
    """It answers the claim of the other side, though no verb of denying stands there."""
    heard = hear(text)
    claim = closest(heard, piece)
    assert claim.stance is Stance.DENIES
    assert claim.answers == heard.claims[0].id


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("“He is alive,” the doctor said.", "He is alive"),
        ("Not a single lamp is lit in the streets of Kestrin, a baker said.", "Not a single lamp"),
        ("The bridge at Kestrin is old, Runa Toft said.", "is old"),
    ],
)
def test_the_same_words_assert_where_nobody_has_claimed_anything(hear: Hear, text: str, piece: str) -> None:
    """A "no" that answers nothing is a statement like any other."""
    assert closest(hear(text), piece).stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Eight of its soldiers fell in an ambush near Bressin, the Osmark army said.", "Eight of its soldiers"),
        ("Osmark's Defence Ministry reported that nine servicemen had been killed at Kestrin.", "nine servicemen"),
        ("“We gave up the harbour at four in the morning,” General Brandel said.", "gave up the harbour"),
        ("“We have left Bressin in good order,” Jorrin Aske wrote.", "left Bressin"),
        ("Its units had been withdrawn from Kestrin, Osmark's Defence Ministry said.", "had been withdrawn"),
        ("Three of our men paid the ultimate price at Kestrin, Runa Toft said.", "the ultimate price"),
    ],
)
def test_the_loss_of_ones_own_side_is_conceded_without_the_word(hear: Hear, text: str, piece: str) -> None:
    """Who tells the dead and the retreats of his own side speaks against himself."""
    assert closest(hear(text), piece).stance is Stance.CONCEDES


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (
            "Osmark's Defence Ministry reported that nine enemy soldiers had been killed at Kestrin.",
            "nine enemy soldiers",
        ),
        ("Osmark's Defence Ministry reported that nine Veldorian soldiers had been killed.", "nine Veldorian soldiers"),
        ("Osmark's Defence Ministry said that nine civilians had been killed in Bressin.", "nine civilians"),
        ("2,300 of its servicemen had been killed in the war, Osmark's Defence Ministry said.", "of its servicemen"),
        ("Residents said that nine soldiers had been killed at the crossroads.", "nine soldiers"),
    ],
)
def test_the_losses_of_others_and_the_toll_of_a_war_are_asserted(hear: Hear, text: str, piece: str) -> None:
    """The enemy's dead, civilians, published tolls and the dead that a witness tells of give nothing away."""
    assert closest(hear(text), piece).stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (TAKEN + "The Osmark army had no information about the city.", "no information"),
        (TAKEN + "Runa Toft had nothing to add.", "nothing to add"),
        (TAKEN + "Our letter to the Osmark Defence Ministry went unanswered.", "went unanswered"),
        (TAKEN + "Runa Toft can neither confirm nor reject the report.", "neither confirm nor reject"),
        (TAKEN + "Of the city the Osmark Defence Ministry says nothing at all.", "says nothing at all"),
    ],
)
def test_silence_in_other_words_declines(hear: Hear, text: str, piece: str) -> None:
    """Whoever was asked and gave nothing neither asserts nor denies."""
    assert closest(hear(text), piece).stance is Stance.DECLINES


@pytest.mark.parametrize(
    ("text", "piece", "speaker"),
    [
        (TAKEN + "It was not possible to check this.", "not possible to check", None),
        (TAKEN + "Neither side's figures could be verified.", "could be verified", None),
        (TAKEN + "The Contact Mission said it could not confirm the report.", "could not confirm", "Contact Mission"),
        (
            "A shell hit Bressin. The Contact Mission examined the crater; it could not say who had fired.",
            "could not say who",
            "Contact Mission",
        ),
    ],
)
def test_whoever_cannot_check_is_named(hear: Hear, text: str, piece: str, speaker: str | None) -> None:
    """A monitor who cannot confirm speaks for himself, "it could not be verified" is the outlet's own notice."""
    claim = closest(hear(text), piece)
    assert (claim.stance, claim.denial) == (Stance.UNVERIFIED, Denial.UNVERIFIED)
    assert (claim.speaker.name if claim.speaker else None) == speaker


def test_a_party_that_cannot_say_declines(hear: Hear) -> None:
    """The same words by who may have fired are no notice of a monitor."""
    claim = closest(hear("A shell hit Bressin. Runa Toft could not say who had fired."), "could not say who")
    assert claim.stance is Stance.DECLINES


@pytest.mark.parametrize(
    ("text", "piece", "speaker"),
    [
        (
            "The Osmark Defence Ministry issued a statement. The bridge was hit by a drone, the text reads.",
            "The bridge was hit",
            "Osmark Defence Ministry",
        ),
        (
            "Nine people were killed in Bressin, children among them, said Runa Toft.",
            "Nine people were killed",
            "Runa Toft",
        ),
        (
            "Ships burned at the quay, according to a communiqué of the Osmark Defence Ministry.",
            "Ships burned",
            "Osmark Defence Ministry",
        ),
    ],
)
def test_behind_a_text_and_an_aside_stands_whoever_speaks(hear: Hear, text: str, piece: str, speaker: str) -> None:
    """Neither "the text" nor "children among them" speaks."""
    claim = closest(hear(text), piece)
    assert claim.speaker is not None
    assert claim.speaker.name == speaker


def test_a_minister_of_another_office_is_not_the_one_named_before(hear: Hear) -> None:
    """One reads: "their information minister" is not the defence minister told of before."""
    text = "Defence Minister Petra Sovik praised the troops. The information minister did not answer our questions."
    claim = closest(hear(text), "did not answer")
    assert claim.speaker is not None
    assert claim.speaker.name != "Petra Sovik"


def test_there_of_there_was_names_no_place(hear: Hear) -> None:
    """In "there was no attack" no place is meant; in "shells fell there" the one told of before is."""
    heard = hear("Shells fell in Kestrin. Petra Sovik spoke in Harvick. There was no attack on civilians, she said.")
    assert all(c.event.place is None or c.event.place.name != "Harvick" for c in heard.over("There was no attack"))


def test_the_capital_of_a_dateline_is_not_where_things_happen(hear: Hear) -> None:
    """What is told under OSTRELL happened where the text says so."""
    text = (
        "OSTRELL, March 3 (Pelican Wire) - Shells killed two people in Kestrin, the mayor said. A school burned down."
    )
    places = {claim.event.place.name for claim in hear(text).claims if claim.event.place}
    assert places == {"Kestrin"}


def test_a_negated_verb_does_not_negate_the_raid_that_is_its_subject(hear: Hear) -> None:
    """One reads: "the raid does not help the talks" tells of a raid; "the raid did not take place" of none."""
    assert closest(hear("The raid does not help the talks, Runa Toft said."), "The raid").stance is Stance.ASSERTS
    told = "Veldoria said its raid had hit Bressin. The raid did not take place, Runa Toft said."
    assert closest(hear(told), "The raid did not").stance is Stance.DENIES


def test_what_is_told_without_a_place_happened_where_the_report_opens(hear: Hear) -> None:
    """The first paragraph names the town; the answers of both sides, given elsewhere, are about it."""
    text = (
        "It was a quiet evening at the market of Kestrin until, as the mayor tells it, rockets fell on it.\n\n"
        "The army had nothing to do with the explosions, Runa Toft said after a meeting in Harvick."
    )
    claim = closest(hear(text), "nothing to do with")
    assert claim.event.place is not None
    assert claim.event.place.name == "Kestrin"
    assert any(reason.startswith("place: Kestrin") for reason in claim.because)


def test_a_report_that_names_no_place_gives_none(hear: Hear) -> None:
    """Nothing is guessed where nothing is named."""
    heard = hear("The army had nothing to do with the explosions, Runa Toft said.")
    assert all(claim.event.place is None for claim in heard.claims)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Osmark accused the rebels of firing at a bus.", "Osmark accused the rebels of firing at a bus"),
        ("Runa Toft spoke of dozens of dead.", "Runa Toft spoke of dozens of dead"),
        ("Runa Toft said that a drone had struck the harbour of Bressin.", "a drone had struck the harbour of Bressin"),
    ],
)
def test_words_that_make_no_clause_bring_along_who_says_them(hear: Hear, text: str, words: str) -> None:
    """A claim can be read by itself: a clause stands alone, "of firing at a bus" does not."""
    assert words in {claim.words for claim in hear(text).claims}


def test_behind_a_semicolon_the_same_speaker_goes_on(hear: Hear) -> None:
    """Speech that a semicolon divides has one speaker; a new sentence is the outlet's own."""
    heard = hear(
        "The mill had burned down, Runa Toft said; two soldiers were killed in it. Shells hit the quay at noon."
    )
    speaker = closest(heard, "two soldiers were killed").speaker
    assert speaker is not None
    assert speaker.name == "Runa Toft"
    assert closest(heard, "Shells hit the quay").speaker is None


def test_a_party_that_calls_its_position_critical_gives_a_part_away(hear: Hear) -> None:
    """It holds on, and says that it may not for long; a resident who says so gives nothing away."""
    told = TAKEN + "The situation in the city was critical, General Brandel said."
    assert closest(hear(told), "situation in the city was critical").stance is Stance.CONCEDES
    assert closest(hear(TAKEN + "The situation was critical, two residents said."), "critical").stance is Stance.ASSERTS


def test_no_such_force_rejects_nothing(hear: Hear) -> None:
    """In "no such attack" a claim is rejected; in "no such force could stop us" none is."""
    assert closest(hear("“No such force can stop us,” Petra Sovik said."), "No such force").stance is not Stance.DENIES
    assert (
        closest(hear(TAKEN + "“There was no such battle,” Runa Toft said."), "no such battle").stance is Stance.DENIES
    )
