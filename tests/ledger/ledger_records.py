"""Invented records for the tests of the ledger: one-line factories, and strategies for any record at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import strategies as st

from rashomon.ledger.contents import Record
from rashomon.records import (
    Claim,
    Concession,
    Control,
    Copy,
    Cue,
    Deed,
    Denial,
    Dispute,
    Event,
    Fall,
    Figure,
    Figures,
    Modality,
    Moment,
    Number,
    Party,
    Place,
    Polarity,
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

DAWN = datetime(2031, 5, 4, 6, 0, tzinfo=UTC)


def hour(number: int) -> datetime:
    """Return a moment so many hours after the first one."""
    return DAWN + timedelta(hours=number)


def page(name: str) -> bytes:
    """Return the bytes of an invented page."""
    return f"<p>{name}: the bridge at Lower Marn is ours.</p>".encode()


def report(name: str = "r1", text: str = "The bridge at Lower Marn is ours.", title: str | None = None) -> Report:
    """Return a report of an invented war."""
    return Report(
        id=name,
        origin=f"pages/{name}.txt",
        sha256=sha256(page(name)).hexdigest(),
        text=text,
        outlet="Marn Courier",
        published="2031-05-04",
        title=title,
    )


def claim(name: str = "c1", words: str = "the bridge is ours", score: float = 0.5) -> Claim:
    """Return a claim of an invented war."""
    return Claim(
        id=name,
        report="r1",
        origin="pages/r1.txt",
        outlet="Marn Courier",
        published="2031-05-04",
        span=Span(0, len(words)),
        words=words,
        speaker=Speaker(name="Odo Vell", role="spokesman", span=Span(40, 48), words="Odo Vell"),
        via=(),
        cue=Cue(Span(50, 54), "said"),
        quotation=Quotation.DIRECT,
        stance=Stance.ASSERTS,
        channel=None,
        said_on=When("2031-05-04", "2031-05-04"),
        event=Event("control-gain", place=Place("Lower Marn", "Lower Marn")),
        score=score,
        because=("cue 'said'",),
    )


def dispute(name: str = "d1", question: str = "Who holds Lower Marn?") -> Dispute:
    """Return a dispute of an invented war."""
    return Dispute(name, question, "control", None, None, Status.CONTESTED, (), ("two answers",))


words = st.text(max_size=12)
maybe = st.none() | words
ids = st.text(min_size=1, max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False)
many = st.lists(words, max_size=3).map(tuple)
spans = st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6))
whens = st.builds(When, start=maybe, end=maybe, precision=words)
speakers = st.builds(Speaker, maybe, maybe, maybe, maybe, st.none() | spans, maybe)
parties = st.builds(Party, words, maybe)
places = st.builds(Place, words, words, maybe, st.none() | numbers, st.none() | numbers, words, maybe, many)
figures = st.builds(Figure, words, st.none() | numbers, st.none() | numbers, words, spans, maybe, st.none() | numbers)
events = st.builds(
    Event,
    words,
    st.none() | parties,
    st.none() | parties,
    st.sampled_from(Polarity),
    st.sampled_from(Modality),
    st.none() | places,
    st.none() | whens,
    st.lists(figures, max_size=2).map(tuple),
)
denials = st.none() | st.sampled_from(Denial)
concessions = st.none() | st.builds(Concession, maybe, maybe, maybe, words)
positions = st.builds(
    Position,
    st.sampled_from(Stance),
    words,
    many,
    many,
    many,
    many,
    st.integers(0, 10**6),
    maybe,
    maybe,
    denials,
    many,
)
reports = st.builds(Report, ids, words, words, words, maybe, maybe, maybe, maybe, maybe, maybe, words)
claims = st.builds(
    Claim,
    id=ids,
    report=words,
    origin=words,
    outlet=maybe,
    published=maybe,
    span=spans,
    words=words,
    speaker=st.none() | speakers,
    via=st.lists(speakers, max_size=2).map(tuple),
    cue=st.none() | st.builds(Cue, spans, words),
    quotation=st.sampled_from(Quotation),
    stance=st.sampled_from(Stance),
    channel=maybe,
    said_on=st.none() | whens,
    event=events,
    score=numbers,
    because=many,
    answers=maybe,
    denial=denials,
)
disputes = st.builds(
    Dispute,
    ids,
    words,
    words,
    st.none() | places,
    st.none() | whens,
    st.sampled_from(Status),
    st.lists(positions, max_size=2).map(tuple),
    many,
    concessions,
    st.lists(st.builds(Moment, maybe, st.sampled_from(Deed), maybe, maybe, maybe, words), max_size=2).map(tuple),
)
ends = st.none() | numbers
figures_told = st.builds(
    Figures,
    ids,
    words,
    words,
    maybe,
    st.none() | places,
    st.none() | whens,
    maybe,
    maybe,
    st.lists(st.builds(Number, maybe, maybe, maybe, ends, ends, ends, words, words, maybe), max_size=2).map(tuple),
    ends,
    ends,
    ends,
    st.booleans(),
    st.lists(st.builds(Fall, words, maybe, words, words, numbers, numbers), max_size=2).map(tuple),
    st.integers(0, 10**6),
    many,
)
records: st.SearchStrategy[Record] = st.one_of(
    reports,
    claims,
    disputes,
    figures_told,
    st.builds(Skipped, words, words, words, maybe),
    st.builds(Copy, ids, words, words, words, numbers, many, maybe),
    st.builds(Utterance, ids, words, many, many, numbers, many),
    st.builds(Control, ids, places, words, st.none() | whens, st.none() | whens, many, many, concessions, many, many),
)
