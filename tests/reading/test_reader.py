"""What holds for every reading of every text: spans, ids, round trips, independence, and no text that stops it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from factory import report
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rashomon.gathering.collecting import collect
from rashomon.knowledge.lexicons import KINDS
from rashomon.records import Claim, Quotation, Reading, Report, Span, Speaker, Stance
from rashomon.settings import Settings

if TYPE_CHECKING:
    from conftest import WarReader

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "examples" / "shusha-2020" / "reports", ROOT / "tests" / "war" / "reports")
CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture(scope="session")
def pages() -> tuple[Report, ...]:
    """Return every report of the example and of the invented war."""
    found = [page.record for folder in FOLDERS for page in collect(str(folder), settings=Settings())]
    return tuple(page for page in found if isinstance(page, Report))


@pytest.fixture(scope="session")
def readings(war_reader: WarReader, pages: tuple[Report, ...]) -> tuple[Reading, ...]:
    """Return their readings, of one run over all."""
    return tuple(war_reader.read_all(pages))


def worded(record: Any) -> Iterator[Any]:
    """Yield every record within a record, itself too, that has both a span and words."""
    if dataclasses.is_dataclass(record):
        if hasattr(record, "span") and hasattr(record, "words"):
            yield record
        for field in dataclasses.fields(record):
            yield from worded(getattr(record, field.name))
    elif isinstance(record, (tuple, list)) and not isinstance(record, Span):
        for each in record:
            yield from worded(each)


def check(page: Report, reading: Reading) -> None:
    """Assert all that a reading promises about its report."""
    assert reading.report == page.id
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    assert [claim.span for claim in reading.claims] == sorted(claim.span for claim in reading.claims)
    for each in worded(reading):
        if each.span is None:
            assert isinstance(each, Speaker)
            continue
        assert 0 <= each.span.start < each.span.end <= len(page.text)
        assert page.text[each.span.start : each.span.end] == each.words
    for claim in reading.claims:
        check_claim(page, claim, set(ids))
    again = msgspec.json.decode(msgspec.json.encode(reading), type=Reading)
    assert again == reading


def check_claim(page: Report, claim: Claim, ids: set[str]) -> None:
    """Assert what holds for one claim of a report."""
    assert (claim.report, claim.origin, claim.outlet, claim.published) == (
        page.id,
        page.origin,
        page.outlet,
        page.published,
    )
    assert claim.words.strip() == claim.words != ""
    assert claim.event.kind in KINDS
    assert 0 < claim.score <= 1
    assert claim.because
    assert claim.answers is None or (claim.answers in ids and claim.answers != claim.id)
    assert claim.event.place is None or claim.event.place.written in page.text
    for figure in claim.event.figures:
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    for when in filter(None, (claim.said_on, claim.event.when)):
        assert when.start is None or when.end is None or when.start <= when.end


def test_every_claim_of_every_report_points_at_its_words(
    pages: tuple[Report, ...], readings: tuple[Reading, ...]
) -> None:
    """For claims, cues, speakers, carriers and figures `text[span] == words`; ids are unique; JSON comes back equal."""
    assert len(pages) == len(readings) >= 30
    for page, reading in zip(pages, readings, strict=True):
        check(page, reading)
        assert reading.claims, f"no claim in {page.origin}"
    ids = [claim.id for reading in readings for claim in reading.claims]
    assert len(ids) == len(set(ids))


def test_narration_is_nobody_s_but_the_outlet_s(readings: tuple[Reading, ...]) -> None:
    """A claim with a speaker is direct, indirect or mixed; one of the outlet has no speaker; both ways round."""
    claims = [claim for reading in readings for claim in reading.claims if claim.stance is not Stance.UNVERIFIED]
    assert [c.words for c in claims if (c.speaker is None) != (c.quotation is Quotation.NARRATION)] == []


def test_a_reading_depends_on_its_report_only(
    war_reader: WarReader, pages: tuple[Report, ...], readings: tuple[Reading, ...]
) -> None:
    """Alone, in another order or among other reports, a report is read the same."""
    some = list(zip(pages, readings, strict=True))[::7]
    for page, reading in some:
        assert next(war_reader.read_all([page])) == reading
    backwards = list(war_reader.read_all([page for page, _ in reversed(some)]))
    assert backwards == [reading for _, reading in reversed(some)]


def test_batches_change_nothing(
    war_reader: WarReader, pages: tuple[Report, ...], readings: tuple[Reading, ...]
) -> None:
    """More reports than a batch of the parser holds are read as one by one."""
    many, wanted = [*pages[-4:], *pages[:14]], [*readings[-4:], *readings[:14]]
    assert list(war_reader.read_all(many)) == wanted


def test_no_reports_no_readings(war_reader: WarReader) -> None:
    """Nothing in, nothing out."""
    assert list(war_reader.read_all([])) == []


def test_one_text_of_two_outlets_has_claims_of_its_own(war_reader: WarReader) -> None:
    """A reprint makes the same claims under other ids, each of its own report."""
    text = "Veldoria said that Kestrin had fallen. Osmark denied it."
    one, two = report(text, id="one", outlet="Isle Courier"), report(text, id="two", outlet="Pelican Wire")
    first, second = war_reader.read_all([one, two])
    assert [claim.words for claim in first.claims] == [claim.words for claim in second.claims]
    assert not {claim.id for claim in first.claims} & {claim.id for claim in second.claims}


PIECES = st.sampled_from(
    [
        "President Ilian Maro said on Friday that his troops had taken Kestrin.",
        "Osmark denied it.",
        "“There is not a word of truth in it,” said Runa Toft, the spokeswoman of the Osmark Defence Ministry.",
        "“We hold the bridge",
        "and the road,” he added.",
        "‘The city’s defenders don’t give up,’ General Brandel wrote on Telegram.",
        "According to the governor, between 19 and 21 people were killed on 12 March.",
        "The claim could not be independently verified.",
        "The ministry declined to comment.",
        "If Sarneg falls, we will not stop.",
        "Tolma, Dorun and Mirov were liberated.",
        "At least 300 soldiers, 12 tanks and two helicopters were lost.",
        "He said.",
        "The commander, she claimed, had fled.",
        "Who fired?",
        "Ilian Maro: the city has come home",
        "HARVICK, 3 May —",
        "A heading of a few words",
        "The Morning Ferry reports that fighting goes on in Kestra.",
        "It was reported by the agency, citing the army, that nobody had been hurt.",
        "Šuša, Степанакерт und 舒沙 wurden genannt. 😀",
        "said said said denied denied",
        '“” ‘’ "" \'',
    ]
)
GLUED = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", " \n \n", "  "])), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
@given(GLUED)
def test_any_mixture_of_sentences_is_read_truly(war_reader: WarReader, pieces: list[tuple[str, str]]) -> None:
    """All promises hold for texts that are glued from sentences in any order, with any breaks."""
    page = report("".join(piece + gap for piece, gap in pieces))
    check(page, next(war_reader.read_all([page])))


JUNK = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    st.sampled_from("“”‘’\"'«»:,.!?-— \n\t\x00\u202e\u200b\u00a0aA1é"), max_size=60
)


@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
@given(
    st.lists(JUNK | PIECES, max_size=4).map(" ".join),
    st.sampled_from([None, "", "2031", "2031-05", "2031-05-03T10:00:00Z"]),
)
@example("", None)
@example("\n\n\n", None)
@example("\x00", None)
@example("”", None)
@example(": said", None)
@example("said: \n\nsaid: \n\n", None)
@example("according to", None)
@example("could not be verified", None)
@example("declined to comment", None)
@example("A" * 3000, None)
@example("said that " * 150, None)
@example("“ " * 300, None)
def test_no_text_stops_the_reader(war_reader: WarReader, text: str, published: str | None) -> None:
    """Whatever the text, a reading comes out and all its promises hold."""
    page = report(text, published=published)
    check(page, next(war_reader.read_all([page])))


@pytest.mark.parametrize(
    "text", ["Neither has published a full list of its dead.", "None of the officials said that the bridge had fallen."]
)
def test_nobody_says_nothing(war_reader: WarReader, text: str) -> None:
    """What nobody said is neither a claim of somebody called Nobody nor one of the outlet."""
    assert not war_reader.hear(text).claims


def test_what_nobody_confirmed_is_unverified(war_reader: WarReader) -> None:
    """It is a notice of the outlet."""
    (claim,) = war_reader.hear("Nobody in Harvick confirmed the loss of the bridge.").claims
    assert (claim.speaker, claim.stance) == (None, Stance.UNVERIFIED)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Kestrin: shells fall on the market\n\nShells fell on Kestrin.", False),
        ("Kyiv: shells fall on the market\n\nShells fell on Kharkiv.", True),
    ],
)
def test_a_town_before_a_headline_speaks_only_as_a_seat(war_reader: WarReader, text: str, *, speaks: bool) -> None:
    """A town before a colon is where it happened; a capital there stands for its government."""
    headline = war_reader.hear(text).claims[0]
    assert "market" in headline.words
    assert (headline.speaker is not None) is speaks


def test_a_headline_says_nothing_of_the_sentence_below(war_reader: WarReader) -> None:
    """Whoever accuses in the first sentence is the speaker there, not the two sides of the headline."""
    text = "Two sides trade blame over convoy\nThe ministry accused rebel forces of shelling a convoy near Kestrin."
    claim = next(c for c in war_reader.hear(text).claims if "shelling" in c.words)
    assert claim.speaker is not None
    assert claim.speaker.words == "The ministry"
    assert "trade" not in claim.words


@pytest.mark.parametrize("accused", ["rebel forces", "the rebels", "Osmark"])
def test_an_accusation_is_a_claim_about_the_accused(war_reader: WarReader, accused: str) -> None:
    """However the parser hangs the deed: on the verb or on whom it accuses."""
    (claim,) = war_reader.hear(f"The ministry accused {accused} of shelling the town on Monday.").claims
    assert claim.speaker is not None
    assert claim.speaker.words == "The ministry"
    assert claim.event.kind == "attack"
    assert claim.event.actor is not None
    assert f"{accused} of shelling the town" in claim.words


def test_asking_not_to_be_named_is_no_claim(war_reader: WarReader) -> None:
    """It tells how somebody speaks."""
    (claim,) = war_reader.hear("An adviser who asked not to be named said that the bridge had fallen.").claims
    assert claim.words == "the bridge had fallen"


def test_who_cannot_say_declines(war_reader: WarReader) -> None:
    """It neither asserts nor denies."""
    (claim,) = war_reader.hear("“We cannot say who fired,” the spokeswoman told reporters.").claims
    assert claim.stance is Stance.DECLINES


@pytest.mark.parametrize("name", ["Bashar al-Assad", "Abdel Fattah al-Burhan", "Ali al-Sistani", "Jean-Pierre Bemba"])
@pytest.mark.parametrize("frame", ["President {} said the road was open.", "“The road is open,” General {} declared."])
def test_a_name_is_not_cut_at_its_hyphen(war_reader: WarReader, name: str, frame: str) -> None:
    """Whatever the parser makes of the hyphen."""
    (claim,) = war_reader.hear(frame.format(name)).claims
    assert claim.speaker is not None
    assert claim.speaker.name == name


def test_lone_quotation_marks_are_no_claim(hear: Any) -> None:
    """Quotations that never close, and marks with nothing between them, leave no claim without words."""
    text = (
        'President Ilian Maro said on Friday that his troops had taken Kestrin. “We hold the bridge\n“” ‘’ "" \'\n'
        "“We hold the bridge If Sarneg falls, we will not stop."
    )
    claims = hear(text).claims
    assert claims
    assert all(claim.words.strip() for claim in claims)
