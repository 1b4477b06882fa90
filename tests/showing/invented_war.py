"""An invented war, told by hand: Ardenia and Velmark over the town of Korvath, which Velmark calls Korvad."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from rashomon.records import (
    Claim,
    Concession,
    Control,
    Copy,
    Cue,
    Deed,
    Denial,
    Dispute,
    Entry,
    Event,
    Fall,
    Figure,
    Figures,
    Modality,
    Moment,
    Number,
    Place,
    Position,
    Quotation,
    Report,
    Skipped,
    Span,
    Speaker,
    Stance,
    Status,
    Utterance,
    When,
)
from rashomon.showing.view import LedgerView

KORVATH = Place("Korvath", "Korvath", id="place:korvath", lat=41.5, lon=40.25, precision="city")
KORVAD = replace(KORVATH, written="Korvad")
BRIDGE = Place("Tesh bridge", "Tesh bridge", precision="site", within=("place:korvath",))

MIRELLE = Speaker("Mirelle Aune", "president", None, "Ardenia")
DORN = Speaker("Teodor Dorn", "spokesman", "Velmark Ministry of Defence", "Velmark")
STAFF = Speaker(None, "the general staff", "Velmark Armed Forces", "Velmark")


def day(text: str) -> When:
    """Return one day."""
    return When(text, text, "day")


def make_report(number: int, text: str, **fields: Any) -> Report:
    """Return a report with a number in place of a hash."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=f"report-{number}", origin=f"reports/{number:03}.txt", sha256=digest, text=text, **fields)


def make_claim(name: str, report: Report, words: str, event: Event, **fields: Any) -> Claim:
    """Return a claim whose words are found in the text of its report."""
    start = report.text.index(words)
    given: dict[str, Any] = {
        "speaker": None,
        "via": (),
        "cue": None,
        "quotation": Quotation.NARRATION if fields.get("speaker") is None else Quotation.DIRECT,
        "stance": Stance.ASSERTS,
        "channel": None,
        "said_on": None,
        "score": 0.9,
        "because": ("made by hand",),
    }
    return Claim(
        id=name,
        report=report.id,
        origin=report.origin,
        outlet=report.outlet,
        published=report.published,
        span=Span(start, start + len(words)),
        words=words,
        event=event,
        **{**given, **fields},
    )


HERALD = make_report(
    1,
    "The town of Korvath is ours, President Mirelle Aune told the nation on Monday in a televised address.\n\n"
    "“Our soldiers entered Korvath this morning. At least 40 enemy soldiers were captured,” she said.\n\n"
    "The Herald could not verify the number.",
    outlet="Ardenia Herald",
    url="https://herald.example/korvath",
    published="2031-03-03T18:40:00+02:00",
    title="Korvath is ours, says the president",
    author="I. Pell",
    language="en",
    extractor="plain 1",
)
COURIER = make_report(
    2,
    "Velmark’s defence ministry denied that Korvad had fallen.\n\n"
    "“Fighting goes on in the outskirts of Korvad, and we hold the centre,” spokesman Teodor Dorn wrote on Telegram. "
    "He put the number of missing soldiers at 12 to 15.\n\n"
    "The Velmark Courier saw columns of smoke over the Tesh bridge.",
    outlet="Velmark Courier",
    url="https://courier.example/a?b=1&c=2",
    published="2031-03-03",
    title="Ministry: fighting goes on in Korvad",
    language="en",
)
WIRE = make_report(
    3,
    "“Our soldiers entered Korvath this morning. At least 40 enemy soldiers were captured,” she said. (Northern Wire)",
    outlet="Evening Post",
    published="2031-03-04T07:00:00Z",
    title="Ardenia: town taken",
)
LATER = make_report(
    4,
    "Three days on, the general staff of Velmark said its troops had left Korvad “to spare the people of the town”.\n\n"
    "Some 20 soldiers are missing, it added.",
    outlet="Velmark Courier",
    published="2031-03-06",
    title="Troops leave Korvad",
)
REPORTS = (HERALD, COURIER, WIRE, LATER)

TAKEN = Event("control-gain", place=KORVATH, when=day("2031-03-03"))
CAPTURED = Event("detention", place=KORVATH, when=day("2031-03-03"))
FORTY = Figure("captured", 40, None, "At least 40", Span(147, 158), of="soldiers")

A1 = make_claim(
    "a1", HERALD, "The town of Korvath is ours", TAKEN, speaker=MIRELLE, said_on=day("2031-03-03"), channel="television"
)
A2 = make_claim(
    "a2", HERALD, "Our soldiers entered Korvath this morning", TAKEN, speaker=MIRELLE, said_on=day("2031-03-03")
)
A3 = make_claim(
    "a3",
    HERALD,
    "At least 40 enemy soldiers were captured",
    replace(CAPTURED, figures=(FORTY,)),
    speaker=MIRELLE,
    said_on=day("2031-03-03"),
)
A4 = make_claim("a4", HERALD, "could not verify the number", CAPTURED, stance=Stance.UNVERIFIED)
B1 = make_claim(
    "b1",
    COURIER,
    "Korvad had fallen",
    replace(TAKEN, place=KORVAD),
    speaker=Speaker(None, None, "Velmark Ministry of Defence", "Velmark"),
    stance=Stance.DENIES,
    denial=Denial.FLAT,
    cue=Cue(Span(27, 33), "denied"),
    quotation=Quotation.INDIRECT,
)
B2 = make_claim(
    "b2",
    COURIER,
    "Fighting goes on in the outskirts of Korvad, and we hold the centre",
    Event("fighting", place=KORVAD, modality=Modality.ONGOING),
    speaker=DORN,
    channel="Telegram",
    said_on=day("2031-03-03"),
)
B3 = make_claim(  # inside the words of b2
    "b3",
    COURIER,
    "we hold the centre",
    Event("control-hold", place=KORVAD),
    speaker=DORN,
    channel="Telegram",
    said_on=day("2031-03-03"),
)
B4 = make_claim(
    "b4",
    COURIER,
    "the number of missing soldiers at 12 to 15",
    Event("casualties", place=KORVAD, figures=(Figure("missing", 12, 15, "12 to 15", Span(0, 8), of="soldiers"),)),
    speaker=DORN,
)
B5 = make_claim("b5", COURIER, "columns of smoke over the Tesh bridge", Event("other", place=BRIDGE))
C1 = make_claim(
    "c1", WIRE, "Our soldiers entered Korvath this morning", TAKEN, speaker=replace(MIRELLE, name="Mirelle Aune")
)
C2 = make_claim(
    "c2",
    WIRE,
    "At least 40 enemy soldiers were captured",
    replace(CAPTURED, figures=(replace(FORTY, span=Span(43, 54)),)),
    speaker=MIRELLE,
    via=(Speaker("Northern Wire"),),
)
D1 = make_claim(
    "d1",
    LATER,
    "its troops had left Korvad “to spare the people of the town”",
    Event("withdrawal", place=KORVAD),
    speaker=STAFF,
    stance=Stance.CONCEDES,
    said_on=day("2031-03-06"),
)
D2 = make_claim(
    "d2",
    LATER,
    "Some 20 soldiers are missing",
    Event(
        "casualties", place=KORVAD, figures=(Figure("missing", None, None, "Some 20", Span(0, 7), "soldiers", best=20),)
    ),
    speaker=STAFF,
    said_on=day("2031-03-06"),
)
CLAIMS = (A1, A2, A3, A4, B1, B2, B3, B4, B5, C1, C2, D1, D2)

HOLDS = Dispute(
    id="dispute-1",
    question="Who holds Korvath on 3 March 2031?",
    about="control",
    place=KORVATH,
    when=day("2031-03-03"),
    status=Status.CONCEDED,
    positions=(
        Position(
            Stance.ASSERTS,
            "Ardenia took Korvath",
            ("Ardenia",),
            ("Mirelle Aune",),
            ("a1", "a2", "c1"),
            ("Ardenia Herald", "Evening Post"),
            1,
            "2031-03-03",
            "2031-03-04",
            channels=("television",),
        ),
        Position(
            Stance.DENIES,
            "Velmark holds the centre of Korvad",
            ("Velmark",),
            ("Teodor Dorn", "Velmark Ministry of Defence"),
            ("b1", "b2", "b3"),
            ("Velmark Courier",),
            1,
            "2031-03-03",
            "2031-03-03",
            denial=Denial.COUNTER_CLAIM,
            channels=("Telegram",),
        ),
        Position(
            Stance.CONCEDES,
            "Velmark’s troops left Korvad",
            ("Velmark",),
            ("the general staff",),
            ("d1",),
            ("Velmark Courier",),
            1,
            "2031-03-06",
            "2031-03-06",
        ),
    ),
    because=("same place", "same day", "control-gain against control-hold"),
    conceded=Concession("the general staff", "Velmark", "2031-03-06", "d1"),
)
LIFE = (
    Moment("2031-03-03", Deed.CLAIMED, "Mirelle Aune", "Ardenia", "Ardenia Herald", "a1"),
    Moment("2031-03-03", Deed.DENIED, "Velmark Ministry of Defence", "Velmark", "Velmark Courier", "b1"),
    Moment("2031-03-03", Deed.DENIED, "Teodor Dorn", "Velmark", "Velmark Courier", "b2"),
    Moment("2031-03-06", Deed.CONCEDED, "the general staff", "Velmark", "Velmark Courier", "d1"),
)
MISSING = Dispute(
    id="dispute-2",
    question="How many soldiers were captured or are missing in Korvath?",
    about="casualties",
    place=KORVAD,
    when=None,
    status=Status.CONTESTED,
    positions=(
        Position(
            Stance.ASSERTS,
            "40 or more soldiers captured",
            ("Ardenia",),
            ("Mirelle Aune",),
            ("a3", "c2"),
            ("Ardenia Herald", "Evening Post"),
            1,
            "2031-03-03",
            "2031-03-04",
        ),
        Position(
            Stance.ASSERTS,
            "12 to 15 soldiers missing",
            ("Velmark",),
            ("Teodor Dorn",),
            ("b4",),
            ("Velmark Courier",),
            1,
            "2031-03-03",
            "2031-03-03",
        ),
    ),
    because=("intervals that do not meet",),
)
SMOKE = Dispute(
    id="dispute-3",
    question="What happened at the Tesh bridge?",
    about="other",
    place=BRIDGE,
    when=None,
    status=Status.UNCONTESTED,
    positions=(
        Position(
            Stance.ASSERTS, "smoke over the Tesh bridge", (), (), ("b5",), ("Velmark Courier",), 1, "2031-03-03", None
        ),
    ),
    because=(),
)
DISPUTES = (HOLDS, MISSING, SMOKE)
COPIES = (Copy("copy-1", WIRE.id, HERALD.id, "part", 0.97, ("one paragraph in the same words",), "Northern Wire"),)
UTTERANCES = (
    Utterance("utterance-1", "Mirelle Aune", ("a2", "c1"), (HERALD.id, WIRE.id), 0.99, ("same speaker, same words",)),
)
CONTROL = (
    Control(
        "control-1",
        KORVATH,
        "Ardenia",
        day("2031-03-03"),
        None,
        ("Mirelle Aune",),
        ("Teodor Dorn",),
        Concession("the general staff", "Velmark", "2031-03-06", "d1"),
        ("a1", "a2"),
        ("control-gain",),
    ),
    Control("control-2", KORVATH, "Velmark", None, day("2031-03-03"), ("Teodor Dorn",), (), None, ("b3",), ()),
)
FIGURES = (
    Figures(
        "figures-1",
        "How many soldiers are missing at Korvad on 3 March 2031?",
        "missing",
        "soldiers",
        KORVAD,
        day("2031-03-03"),
        None,
        None,
        (
            Number("Teodor Dorn", "Velmark", "Velmark Courier", 12, 15, None, "12 to 15", "b4", "2031-03-03"),
            Number("the general staff", "Velmark", "Velmark Courier", None, None, 10, "Some 10", "d2", "2031-03-06"),
        ),
        10,
        None,
        15,
        True,
        (Fall("the general staff", "Velmark", "b4", "d2", 12, 11),),
        2,
        ("the general staff: “Some 10”; Teodor Dorn: “12 to 15”",),
    ),
)
SKIPPED = (
    Skipped("reports/broken.html", "expected text, found 3 bytes that are in no known encoding", "UnreadableError"),
)
HEAD = Entry(27, "2031-03-07T09:00:00.000000Z", "dispute", "dispute-3", "{}", "5d" * 32)
VIEW = LedgerView(REPORTS, CLAIMS, DISPUTES, COPIES, UTTERANCES, CONTROL, SKIPPED, HEAD)
