"""Who speaks: names, roles, bodies and sides, settled over the whole report; pronouns and short forms led back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from rashomon.records import Quotation, Speaker

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


def speaker_over(heard: Heard, piece: str) -> Speaker:
    """Return the speaker of the closest claim over a piece of the text."""
    claims = heard.over(piece)
    assert claims, f"no claim holds {piece!r}"
    assert claims[0].speaker is not None
    return claims[0].speaker


def row(text: str, piece: str = "bridge", *, weak: str = "", **wanted: str | None) -> Any:
    """Make a row: what the speaker of the claim over a piece must be; `weak` says why it is known to be missed."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(text, piece, wanted, id=text[-80:], marks=marks)


NAMED = [
    row("Runa Toft said that the bridge had fallen.", name="Runa Toft", side="Osmark"),
    row("General Dag Orsa said that the bridge had fallen.", name="Dag Orsa", role="General"),
    row("The spokesman Dag Orsa said that the bridge had fallen.", name="Dag Orsa", role="spokesman"),
    row(
        "Defence Minister Petra Sovik said that the bridge had fallen.",
        name="Petra Sovik",
        role="Defence Minister",
        side="Veldoria",
    ),
    row(
        "Representative of the Osmark Defence Ministry Dag Orsa said that the bridge had fallen.",
        name="Dag Orsa",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "The representative of the Osmark Defence Ministry, Dag Orsa, said that the bridge had fallen.",
        name="Dag Orsa",
        role="representative",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "Dag Orsa, the representative of the Osmark Defence Ministry, said that the bridge had fallen.",
        name="Dag Orsa",
        role="representative",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "Dag Orsa, a spokesman for the Veldorian Foreign Ministry, said that the bridge had fallen.",
        name="Dag Orsa",
        role="spokesman",
        side="Veldoria",
    ),
    row(
        "Osmark Defence Ministry spokeswoman Inga Brekk said that the bridge had fallen.",
        name="Inga Brekk",
        role="spokeswoman",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "The bridge has fallen, said Inga Brekk, spokeswoman of the Osmark Defence Ministry.",
        name="Inga Brekk",
        role="spokeswoman",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "Jorrin Aske, the spokesman of the head of the Lethe Republic, said that the bridge had fallen.",
        name="Jorrin Aske",
        role="spokesman of the head of the Lethe Republic",
        side="Lethe Republic",
        weak="the role is cut behind 'head'",
    ),
    row("President Maro's adviser Dag Orsa said that the bridge had fallen.", name="Dag Orsa"),
]
BODIES = [
    row(
        "The Osmark Defence Ministry said that the bridge had fallen.",
        name="Osmark Defence Ministry",
        body="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(  # the name is that of the knowledge files, the body as the report writes it
        "Osmark's Defence Ministry said that the bridge had fallen.",
        name="Osmark Defence Ministry",
        body="Osmark's Defence Ministry",
        side="Osmark",
    ),
    row(
        "Tolm answered at once. A statement of the Osmark Defence Ministry said the bridge had fallen.",
        name="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "The Osmark Defence Ministry reported a raid. The statement said that the bridge had fallen.",
        name="Osmark Defence Ministry",
    ),
    row("Minister of Defence Dag Orsa said that the bridge had fallen.", name="Dag Orsa", role="Minister of Defence"),
    row("Minister of Foreign Affairs Dag Orsa said that the bridge had fallen.", name="Dag Orsa"),
    row(
        "The chief of the Veldorian General Staff, Dag Orsa, said that the bridge had fallen.",
        name="Dag Orsa",
        side="Veldoria",
    ),
    row("President of Veldoria Ilian Maro said that the bridge had fallen.", name="Ilian Maro", side="Veldoria"),
    row(
        "The Ministry of Defence spokeswoman Inga Brekk said that the bridge had fallen.",
        name="Inga Brekk",
        role="spokeswoman",
    ),
    row(
        "The office of the president of Veldoria said that the bridge had fallen.",
        body="office of the president of Veldoria",
        side="Veldoria",
    ),
    row(
        "Prime Minister Dag Orsa was abroad. The information minister said that the bridge had fallen.",
        name=None,
        role="information minister",
    ),
    row(
        "The Ministry of Defence of Osmark said that the bridge had fallen.",
        name="Osmark Defence Ministry",
        body="Ministry of Defence of Osmark",
        side="Osmark",
    ),
    row("The Relief Committee said that the bridge had fallen.", name="Relief Committee", body="Relief Committee"),
    row("Veldoria said that the bridge had fallen.", name="Veldoria", side="Veldoria"),
    row("The Lethe Guard said that the bridge had fallen.", name="Lethe Guard", side="Lethe Republic"),
    row("Officials in Osmark said that the bridge had fallen.", side="Osmark"),
    row("Veldorian officials said that the bridge had fallen.", side="Veldoria"),
    row("An Osmark general said that the bridge had fallen.", name=None, role="general", side="Osmark"),
    row("A shopkeeper said that the bridge had fallen.", side=None),
    row("The Russian Foreign Ministry said that the bridge had fallen.", side="Russia"),
    row("The Ukrainian General Staff said that the bridge had fallen.", side="Ukraine"),
    row("A French diplomat said that the bridge had fallen.", name=None, role="diplomat", side="France"),
]
LED_BACK = [
    row("Dag Orsa came to the town. He said that the bridge had fallen.", name="Dag Orsa"),
    row("Inga Brekk met Dag Orsa. She said that the bridge had fallen.", name="Inga Brekk"),
    row("“We are calm,” said Inga Brekk. She added that the bridge had fallen.", name="Inga Brekk"),
    row("Runa Toft spoke in Harvick. Toft said that the bridge had fallen.", name="Runa Toft", side="Osmark"),
    row("Dag Orsa of the army spoke at noon. Later Orsa said that the bridge had fallen.", name="Dag Orsa"),
    row(
        "The Osmark Defence Ministry spoke of a raid. The ministry said that the bridge had fallen.",
        name="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "The Veldorian Health Ministry slept. The Osmark Defence Ministry spoke. The ministry said the bridge fell.",
        name="Osmark Defence Ministry",
        side="Osmark",
    ),
    row(
        "Osmark Defence Ministry spokeswoman Inga Brekk came. The spokeswoman said that the bridge had fallen.",
        name="Inga Brekk",
        side="Osmark",
    ),
    row("General Dag Orsa spoke at noon. The general said that the bridge had fallen.", name="Dag Orsa"),
    row(
        "President Ilian Maro spoke on the radio. The head of state said that the bridge had fallen.",
        name="Ilian Maro",
        side="Veldoria",
    ),
    row(
        "Prime Minister Sigrun Halder was in Mirhavn. The prime minister said that the bridge had fallen.",
        name="Sigrun Halder",
        side="Osmark",
    ),
    row("Veldoria was quick to answer. It said that the bridge had fallen.", name="Veldoria", side="Veldoria"),
    row("Inga Brekk spoke at noon. The bridge, she said, had fallen.", "had fallen", name="Inga Brekk"),
    row("“We are calm,” said Inga Brekk. “The bridge has fallen.”", name="Inga Brekk"),
]


@pytest.mark.parametrize(("text", "piece", "wanted"), [*NAMED, *BODIES, *LED_BACK])
def test_who_speaks(hear: Hear, text: str, piece: str, wanted: dict[str, str | None]) -> None:
    """Name, role, body and side are what the words and the knowledge files say; unknown is None."""
    speaker = speaker_over(hear(text), piece)
    assert {key: getattr(speaker, key) for key in wanted} == wanted


def test_a_reason_is_kept_for_a_pronoun(hear: Hear) -> None:
    """Whoever is led back, the claim says from which word to whom."""
    claim = hear("Dag Orsa came to the town. He said that the bridge had fallen.").over("bridge")[0]
    assert any("He" in reason and "Dag Orsa" in reason for reason in claim.because)
    assert claim.speaker
    assert claim.speaker.words == "He"


def test_an_office_is_that_of_the_day(hear: Hear) -> None:
    """A president is who held that office when the report was published; before, nobody is known."""
    text = "The president of Veldoria said that the bridge had fallen."
    then = speaker_over(hear(text, published="2031-03-10"), "bridge")
    before = speaker_over(hear(text, published="2021-03-10"), "bridge")
    assert then.name == "Ilian Maro"
    assert (before.name, before.role, before.side) == (None, "president", "Veldoria")


def test_nationality_gives_the_side(hear: Hear) -> None:
    """A demonym before a role or a body tells the side, of whichever country it is."""
    sides = {
        speaker_over(hear(f"A {people} general said that the bridge had fallen."), "bridge").side
        for people in ("Veldorian", "Turkish", "Sudanese", "Lebanese", "Georgian")
    }
    assert sides == {"Veldoria", "Turkey", "Sudan", "Lebanon", "Georgia"}


@pytest.mark.parametrize(
    "text",
    [
        "The bridge has fallen, the Morning Ferry reports.",
        "The Morning Ferry reports that the bridge has fallen.",
        "Our correspondent reports that the bridge has fallen.",
        "This newspaper has learnt that the bridge has fallen.",
    ],
)
def test_an_outlet_that_names_itself_speaks_in_its_own_voice(hear: Hear, text: str) -> None:
    """An outlet that reports something in its own report tells it without a speaker."""
    claims = hear(text, outlet="Morning Ferry").over("bridge has fallen")
    assert [(claim.speaker, claim.quotation) for claim in claims] == [(None, Quotation.NARRATION)]


def test_another_outlet_is_a_speaker(hear: Hear) -> None:
    """The same words are attributed where another outlet prints them."""
    speaker = speaker_over(
        hear("The Morning Ferry reports that the bridge has fallen.", outlet="Isle Courier"), "bridge"
    )
    assert speaker.name == "Morning Ferry"


def test_who_carried_the_words_is_kept_apart(hear: Hear) -> None:
    """In "the agency quoted Maro as saying" Maro speaks, and the agency is on the way."""
    (claim,) = hear("The Ostrell State Agency quoted Dag Orsa as saying that the bridge had fallen.").over("bridge")
    assert claim.speaker
    assert claim.speaker.name == "Dag Orsa"
    assert [speaker.name for speaker in claim.via] == ["Ostrell State Agency"]


def test_spellings_of_one_person_are_one_speaker(hear: Hear) -> None:
    """A spelling that the knowledge file lists is led to the common name; the written words are kept."""
    speaker = speaker_over(hear("President Iliyan Maro said that the bridge had fallen."), "bridge")
    assert speaker.name == "Ilian Maro"
    assert speaker.words == "President Iliyan Maro"


def test_nobody_is_made_up(hear: Hear) -> None:
    """A pronoun without anybody before it stays a speaker without a name."""
    speaker = speaker_over(hear("He said that the bridge had fallen."), "bridge")
    assert (speaker.name, speaker.role, speaker.body, speaker.side) == (None, None, None, None)


def test_a_month_is_nobody(hear: Hear) -> None:
    """A known person of that name does not take the word of the one who spoke."""
    text = "The bridge has fallen, Runa Toft said. From May 25 the army would leave the city, she added."
    claims = hear(text).over("leave the city")
    assert claims[0].speaker is not None
    assert claims[0].speaker.name == "Runa Toft"


@pytest.mark.parametrize(
    "name", ["President Sixto Duran Ballen of Ecuador", "Defence Minister Sixto Duran Ballen of Ecuador"]
)
def test_a_person_is_of_the_country_behind_the_name(hear: Hear, name: str) -> None:
    """The name stands between the office and the country; both belong to the speaker."""
    speaker = hear(f"{name} said that the bridge had fallen.").over("had fallen")[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.side) == ("Sixto Duran Ballen", "Ecuador")
