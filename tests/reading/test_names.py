"""Names: what is found in sentences of ours, how variants are joined, and what holds of every text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from factory import report
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import MissingError, UnreadableError
from rashomon.knowledge.lexicons import load_codebook
from rashomon.knowledge.loading import load_knowledge
from rashomon.knowledge.variants import are_variants, is_acronym, skeleton
from rashomon.reading.datelines import agency_of
from rashomon.reading.encoder import Encoder
from rashomon.reading.names import Entity, Kind, Names, find_names
from rashomon.reading.names.arms import Arms
from rashomon.reading.names.head import LABELS, MANNERS, Head, viterbi
from rashomon.reading.roles import load_roles
from rashomon.reading.syntax import Syntax

SYNTAX = Syntax(load_codebook().lemmas)
NAMES = Names(load_knowledge(), load_roles(), Encoder.open())
ARMS = Arms(peoples=["Karvian"], parties=["M23"])


def read(*texts: str) -> list[tuple[Entity, ...]]:
    """Return the names of some texts, each read as one report."""
    return [NAMES.find(page) for page in SYNTAX.parse_all([report(text) for text in texts])]


def kinds(entities: Sequence[Entity]) -> dict[str, Kind]:
    """Return the kind of each name as written."""
    return {entity.words: entity.kind for entity in entities}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("President Volodymyr Zelensky flew to Berlin.", {"Volodymyr Zelensky": "person", "Berlin": "place"}),
        (
            "The Syrian Democratic Forces said that Raqqa was calm.",
            {"Syrian Democratic Forces": "organisation", "Raqqa": "place"},
        ),
        ("Turkish and Armenian diplomats met.", {"Turkish": "nationality", "Armenian": "nationality"}),
        ("The 93rd Mechanized Brigade lost T-72 tanks.", {"93rd Mechanized Brigade": "unit", "T-72 tanks": "weapon"}),
        ("Nikol Pashinyan met Antony Blinken in Munich.", {"Nikol Pashinyan": "person", "Munich": "place"}),
    ],
)  # fmt: skip
def test_names_are_found_with_their_kind(text: str, wanted: dict[str, str]) -> None:
    """People, bodies, places, nationalities, units and weapons are told apart."""
    found = kinds(read(text)[0])
    assert {words: str(found.get(words)) for words in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Governor Tarcísio de Freitas spoke in Brasília.", {"Tarcísio de Freitas": "Governor"}),
        ("Dr. Hayelom Kebede of Ayder hospital counted nine dead.", {"Hayelom Kebede": "Dr."}),
        (
            "The information minister, Abdirahman Omar Osman, said so.",
            {"Abdirahman Omar Osman": "information minister"},
        ),
        ("Scott Morrison, who was the leader, left. Morrison, will he return?", {"Scott Morrison": None}),
    ],
)
def test_a_person_has_a_whole_name_and_its_title(text: str, wanted: dict[str, str | None]) -> None:
    """Particles belong to it, what it is "of" does not; an office between commas before it is its title."""
    people = {entity.words: entity.title for entity in read(text)[0] if entity.kind is Kind.PERSON}
    assert {words: people.get(words, "missing") for words in wanted} == wanted


def test_towns_in_a_list_are_no_people() -> None:
    """What stands between towns and has a town's name is one."""
    found = kinds(read("Police in Cap-Haïtien, Gonaïves and Léogâne asked for help.")[0])
    assert [str(found.get(name)) for name in ("Cap-Haïtien", "Gonaïves", "Léogâne")] == ["place"] * 3


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("EL GENEINA, Sudan (NC) — Homes burned.", "NC"),
        ("BESLAN, Russia, Sept 3 (Volga Line) – Shots fell.", "Volga Line"),
        ("TRIPOLI (Lebanon) - Shots fell.", None),
        ("Shots fell in Harsk (Upper Lethe) and died down.", None),
    ],
)
def test_the_agency_of_a_dateline_is_no_place(text: str, agency: str | None) -> None:
    """Letters in brackets before the dash are an agency, a country there is a country."""
    found = agency_of(text, NAMES.knowledge)
    assert (text[found.start : found.end] if found else None) == agency
    if agency:
        assert kinds(read(text)[0])[agency] is Kind.ORGANISATION


def test_the_known_name_stands_for_all_its_spellings() -> None:
    """Also where another spelling is longer."""
    people = read("Yevgeny Prigozhin spoke. Others write Evgeny Prigozhin or Yevgeniy Prigozhyn.")[0]
    assert {entity.name for entity in people if entity.kind is Kind.PERSON} == {"Yevgeny Prigozhin"}


@pytest.mark.parametrize(
    "variants",
    [
        ("Zelenskyy", "Zelensky", "Zelenskiy"),
        ("Hovhannisyan", "Hovhannissian", "Hovhannisian"),
        ("Çavuşoğlu", "Cavusoglu", "Chavushoglu"),
        ("Syrskyi", "Syrsky", "Sirskiy"),
        ("Medvedev", "Medvedyev"),
        ("Aliyev", "Aliev"),
        ("Qadirov", "Kadirov", "Kadyroff"),
        ("Mohammed", "Mohamed", "Muhammad"),
    ],
)
def test_spellings_of_one_name_are_variants(variants: tuple[str, ...]) -> None:
    """What transliteration writes in several ways is one name, whichever is asked first."""
    for one in variants:
        for other in variants:
            assert are_variants(f"Orsen {one}", f"Orsen {other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serzh Sargsyan", "Vahram Sargsyan"),
        ("Petrov", "Petrova"),
        ("Ivan Petrov", "Ivan Pavlov"),
        ("Ismail Haniyeh", "Khalil al-Hayya"),
        ("Aliyev", "Aliyeva"),
        ("Bashar al-Assad", "Rifaat al-Assad"),
        ("Omar", "Umarov"),
    ],
)
def test_people_of_one_family_stay_apart(one: str, other: str) -> None:
    """Another given name, or the name of a wife or daughter, is another person."""
    assert not are_variants(one, other)
    assert not are_variants(other, one)


def test_an_article_of_a_name_does_not_part_it() -> None:
    """The article may stand or not: "al-Burhan" is "Burhan"."""
    assert are_variants("Abdel Fattah al-Burhan", "Burhan")
    assert skeleton("al-Burhan") == skeleton("Burhan")


def test_letters_stand_for_the_words_that_they_begin() -> None:
    """An acronym may leave out small words."""
    assert is_acronym("KBG", "Karvian Border Guard")
    assert is_acronym("MoD", "Ministry of Defence")
    assert not is_acronym("KBG", "Karvian Guard")


def test_one_name_is_shared_by_a_persons_mentions() -> None:
    """The surname alone, and another spelling, lead to the fullest name of the report."""
    text = (
        "Davit Hovsepyan said the road was open. Hovsepyan added that aid had come.\n\n"
        "Later, Davit Hovsepian told reporters that it was closed."
    )
    people = [entity.name for entity in read(text)[0] if entity.kind is Kind.PERSON]
    assert len(people) == 3
    assert len(set(people)) == 1


def test_a_surname_leads_to_the_person_named_last() -> None:
    """Where two people share a surname, a bare one is the one who was named last before it."""
    text = (
        "Armen Gevorkyan said the bridge stood. Gevorkyan was in the capital.\n\n"
        "Ruben Gevorkyan denied it. Gevorkyan said that it had fallen."
    )
    people = [entity.name for entity in read(text)[0] if entity.kind is Kind.PERSON]
    assert people == ["Armen Gevorkyan", "Armen Gevorkyan", "Ruben Gevorkyan", "Ruben Gevorkyan"]


def test_a_surname_of_two_leads_to_the_one_told_most() -> None:
    """A passing word of a namesake does not take the surname over."""
    text = (
        "Viktor Orlan spoke in Baku. Viktor Orlan said that the road was open. "
        "The grave of Anton Orlan lies there. Later Orlan left the city."
    )
    names = [entity.name for entity in read(text)[0] if entity.kind is Kind.PERSON]
    assert names[-1] == "Viktor Orlan"


def test_a_body_and_the_person_behind_it_are_two() -> None:
    """The name of who speaks for a ministry is no part of the name of the ministry."""
    text = "Representative of the Armenian Defense Ministry Artsrun Hovhannissian denied the statement."
    found = {entity.words: (entity.kind, entity.name) for entity in read(text)[0]}
    assert found["Armenian Defense Ministry"] == (Kind.ORGANISATION, "Armenian Defence Ministry")
    assert found["Artsrun Hovhannissian"] == (Kind.PERSON, "Artsrun Hovhannisyan")


def test_what_hangs_on_a_name_is_no_part_of_it() -> None:
    """In "US-led" the country alone is a name."""
    found = read("The US-led coalition said that it had struck a depot of the Iran-backed militia.")[0]
    assert not [entity.words for entity in found if entity.words.endswith(("-led", "-backed"))]


def test_ministries_of_two_countries_are_two() -> None:
    """The owner before a body's common name tells whose it is."""
    text = "Russia’s Defence Ministry denied it. Ukraine’s Defence Ministry had announced it."
    bodies = [entity.name for entity in read(text)[0] if entity.kind is Kind.ORGANISATION]
    assert bodies == ["Russian Defence Ministry", "Ukrainian Defence Ministry"]


def test_a_dateline_in_capitals_does_not_name_the_place() -> None:
    """A name in capitals throughout is the same as in small letters, and yields to it."""
    text = "BAMAKO, April 23 – The base was handed over. In Bamako nobody commented."
    assert {entity.name for entity in read(text)[0] if entity.kind is Kind.PLACE} == {"Bamako"}


def test_an_acronym_is_joined_to_the_name_before_its_brackets() -> None:
    """What FCM does later, the "Free Coast Movement (FCM)" does."""
    text = "The Free Coast Movement (FCM) denied the report. The FCM said its fighters had not moved."
    found = {entity.words: entity.name for entity in read(text)[0]}
    assert found["FCM"] == found["Free Coast Movement"] == "Free Coast Movement"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Defence Minister Rustem Umerov denied the report.", "Rustem Umerov", "Defence Minister"),
        ("Gen. Mark Milley spoke in Brussels.", "Mark Milley", "Gen."),
        ("Nikol Pashinyan, the prime minister of Armenia, agreed.", "Nikol Pashinyan", "prime minister"),
        ("Ilham Aliyev spoke on television.", "Ilham Aliyev", None),
    ],
)
def test_titles_stand_beside_names(text: str, name: str, title: str | None) -> None:
    """A rank or office is the title of a person and no part of the name, before it or behind it."""
    person = next(entity for entity in read(text)[0] if entity.kind is Kind.PERSON)
    assert (person.words, person.title) == (name, title)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the 31st Guards Air Assault Brigade", ["31st Guards Air Assault Brigade"]),
        ("fighters of the Azov battalion", ["Azov battalion"]),
        ("the Al-Qassam Brigades said", ["Al-Qassam Brigades"]),
        ("the 1st Corps and II Corps", ["1st Corps", "II Corps"]),
        ("the 3rd Battalion, 321st Field Artillery Regiment", ["3rd Battalion, 321st Field Artillery Regiment"]),
        ("the 72nd mechanized brigade", ["72nd mechanized brigade"]),
        ("a Karvian brigade and two battalions", []),
        ("The Mechanized Brigade was there", []),
        ("Karvian Brigade", []),
    ],
)
def test_units_have_a_number_or_a_name(text: str, wanted: list[str]) -> None:
    """A description of a unit is no name."""
    assert [text[arm.start : arm.end] for arm in ARMS.find(text) if arm.kind is Kind.UNIT] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("an S-300 battery", ["S-300"]),
        ("Bayraktar TB2 drones", ["Bayraktar TB2"]),
        ("two Su-25 jets and T-72 tanks", ["Su-25", "T-72"]),
        ("HIMARS and Grad rockets", ["HIMARS", "Grad"]),
        ("an Iskander-M", ["Iskander-M"]),
        ("BM-21 Grad launchers", ["BM-21 Grad"]),
        ("M777 howitzers, a MiG-29 fighter", ["M777", "MiG-29"]),
        ("three F-16s and two Rafales", ["F-16", "Rafale"]),
        ("the cruiser Moskva and HMS Ocean", ["Moskva", "HMS Ocean"]),
        ("the M5 highway, M23 fighters, the town of Grad", []),
        ("the G20 and COVID-19", []),
    ],
)
def test_weapons_have_a_designation_or_a_name(text: str, wanted: list[str]) -> None:
    """A road, a party and a town are no weapons; a noun behind a name belongs to it."""
    assert [arm.name for arm in ARMS.find(text) if arm.kind is Kind.WEAPON] == wanted


TEXTS = [
    "Defence Minister Orsa Teren said in Vell that the 5th Brigade held the bridge. Teren denied losses.",
    "Russian and Ukrainian officials met in Istanbul, the Turkish Foreign Ministry said.",
    "Hamas said its Al-Qassam Brigades fired Grad rockets at Ashkelon; Israel’s army (IDF) said most fell short.",
    "“We hold Bakhmut,” Yevgeny Prigozhin said on Telegram. Kyiv denied it.",
]
newsy = st.lists(st.sampled_from([*" ".join(TEXTS).split(), "\n", "\n\n", "—", "’s", "(", ")", "U.S."]), max_size=60)


@settings(max_examples=40, deadline=None)
@given(newsy.map(" ".join))
def test_spans_hold_their_words_and_do_not_overlap(text: str) -> None:
    """For every text: the words stand at the span, in order, without overlap, each with a name and a score."""
    entities = read(text)[0]
    end = 0
    for entity in entities:
        assert text[slice(*entity.span)] == entity.words
        assert entity.span.start >= end
        assert entity.name
        assert 0 <= entity.score <= 1
        end = entity.span.end


def test_reports_do_not_change_one_another() -> None:
    """A report is read the same alone, with others before it, and again."""
    forwards, backwards = read(*TEXTS), read(*reversed(TEXTS))
    assert forwards == backwards[::-1] == [read(text)[0] for text in TEXTS]


def test_the_model_runs_once_for_a_page() -> None:
    """Tagger and names share one pass: the states of the text read last are kept."""
    encoder = Encoder.open()
    encoder.tag([TEXTS[0]])
    first = encoder.read(TEXTS[0])
    assert encoder.read(TEXTS[0]) is first
    page = next(iter(SYNTAX.parse_all([report(TEXTS[0])])))
    assert find_names(page, first, NAMES) == NAMES.find(page)


def test_without_states_names_come_from_lists_and_grammars() -> None:
    """A model that gives no states is no error: what the knowledge files and the patterns know is found."""
    page = next(iter(SYNTAX.parse_all([report(TEXTS[0])])))
    scored = NAMES.encoder.read(TEXTS[0])
    scored = type(scored)(*(getattr(scored, name) for name in scored.__slots__[:-1]), states=scored.states[:, :0])
    assert "5th Brigade" in kinds(find_names(page, scored, NAMES))


def test_viterbi_keeps_to_the_steps() -> None:
    """An inner word follows a word of its own kind, whatever its score."""
    labels = LABELS["names"]
    steps = np.array([[-1e4 if b[0] == "I" and b[1:] != a[1:] else 0.0 for b in labels] for a in labels], np.float32)
    scores = np.zeros((3, len(labels)), np.float32)
    scores[:, labels.index("I-place")] = 5
    assert viterbi(scores, steps) == [labels.index("B-place"), *[labels.index("I-place")] * 2]


def test_a_missing_or_damaged_head_is_told(tmp_path: object) -> None:
    """The weights are checked like those of the encoder."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(MissingError):
        Head.open(folder)
    (folder / "manifest.json").write_text('{"sha256": {"names.npz": "0"}}')
    (folder / "names.npz").write_bytes(b"not these")
    with pytest.raises(UnreadableError):
        Head.open(folder)


def test_kinds_of_the_head_are_kinds_of_entities() -> None:
    """Every label has its kind."""
    assert {kind for kinds_ in MANNERS.values() for kind in kinds_} <= {str(kind) for kind in Kind}
