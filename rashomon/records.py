"""The nouns of the program: what each stage takes and gives. Read this file first.

a place -> Report -> Reading (Claims) -> Dispute, Copy, Utterance, Control, Figures -> Entry -> page, table, file
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Stance(StrEnum):
    """What a speaker does with an event."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    CONCEDES = "concedes"  # a statement against the speaker's own interest
    DECLINES = "declines"  # no comment
    UNVERIFIED = "unverified"  # the outlet's own notice that it could not verify
    THREATENS = "threatens"
    PREDICTS = "predicts"
    ORDERS = "orders"
    WISHES = "wishes"
    ASKS = "asks"


class Quotation(StrEnum):
    """How the words reach the reader."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"  # the outlet in its own voice


class Polarity(StrEnum):
    """Whether the proposition affirms or negates its event."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How real the proposition makes its event."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


class Denial(StrEnum):
    """In which way a position denies another."""

    FLAT = "flat"
    COUNTER_CLAIM = "counter-claim"
    PARTIAL_CONCESSION = "partial-concession"
    RE_DATING = "re-dating"
    ATTACK_ON_EVIDENCE = "attack-on-evidence"
    NON_DENIAL = "non-denial"
    NO_COMMENT = "no-comment"
    UNVERIFIED = "unverified"


class Status(StrEnum):
    """How a dispute stands."""

    CONTESTED = "contested"
    CONCEDED = "conceded"  # the side that loses by it has said so
    UNVERIFIED = "unverified"  # asserted, some outlet could not verify, nobody denies
    UNCONTESTED = "uncontested"


class Layer(StrEnum):
    """How a claim of control stands, in the words of map makers."""

    CLAIMED = "claimed"
    DENIED = "denied"
    CONCEDED = "conceded"  # another side than the holder has said so


class Span(NamedTuple):
    """Start and end offset, in characters (code points), into the text of one report."""

    start: int
    end: int


class When(msgspec.Struct, frozen=True):
    """An interval of time; both ends included, ISO 8601, `precision` is the grain of the words.

    The one record that is no dataclass: its JSON names `from` and `to` need renaming.
    Precision is one of minute, hour, part-of-day, day, week, month, season, year, decade, unknown.
    """

    start: str | None = msgspec.field(name="from", default=None)
    end: str | None = msgspec.field(name="to", default=None)
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Report:
    """One page of one outlet, as published, with its text.

    `origin` is where it was gathered from: a path, an address, or a container and a part ("a.jsonl#3").
    `published` is ISO 8601 as exact as the page gives it, with its zone when it names one.
    `sha256` is of the bytes as gathered; the ledger keeps those bytes beside the entry.
    """

    id: str
    origin: str
    sha256: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    extractor: str = "plain"  # what made `text` from the bytes, with its version: offsets depend on it


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that was not read, and why: what was expected, what was found, what to do."""

    origin: str
    reason: str
    error: str  # the class name in errors.py
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What gathering yields for each page: a report or a notice, and the bytes that it came from."""

    record: Report | Skipped
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted or paraphrased. Unknown parts are None; `name` None with a `role` is a role speaker."""

    name: str | None = None
    role: str | None = None
    body: str | None = None
    side: str | None = None
    span: Span | None = None  # the mention that the attribution stands on
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute: "said", "denied", "according to"."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or target of an event, as written, with its side if known."""

    name: str
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written and, if resolved, as known. `within` holds the ids of its containers, nearest first."""

    name: str
    written: str
    id: str | None = None
    lat: float | None = None  # degrees north, WGS 84
    lon: float | None = None  # degrees east
    precision: str = "unknown"  # city, town, village, district, region, country, site, unknown
    part: str | None = None  # "the outskirts", "the northern part", "80 per cent"
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or measure as a closed interval; an open end is None; `best` is an approximate value.

    `window` is how long it was counted, as written, where the words say so: "since the start of the war".
    """

    what: str  # killed, wounded, villages, km, years, ...
    low: float | None
    high: float | None
    words: str
    span: Span
    of: str | None = None  # "soldiers", "tanks"
    best: float | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """The proposition of a claim: what is said to have happened, or to be so."""

    kind: str  # a kind of the codebook
    actor: Party | None = None
    target: Party | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.HAPPENED
    place: Place | None = None
    when: When | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker's stance to one event, in one report, at exact characters.

    `text[span] == words` always. `speaker` None is the outlet in its own voice.
    `answers` is the id of the claim of the same report that this one denies, doubts, concedes or declines, or tells
    otherwise: an assertion that answers is the account of another side.
    `denial` says how, where the words themselves show it.
    """

    id: str
    report: str
    origin: str
    outlet: str | None
    published: str | None
    span: Span
    words: str
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    cue: Cue | None
    quotation: Quotation
    stance: Stance
    channel: str | None
    said_on: When | None
    event: Event
    score: float
    because: tuple[str, ...]
    answers: str | None = None
    denial: Denial | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All claims of one report, in the order of the text."""

    report: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """The claims, speakers and sides that give one answer to the question of a dispute."""

    stance: Stance
    proposition: str
    sides: tuple[str, ...]  # alphabetical
    speakers: tuple[str, ...]  # alphabetical
    claims: tuple[str, ...]  # by time, then id
    outlets: tuple[str, ...]  # alphabetical
    lineages: int
    first: str | None
    last: str | None
    denial: Denial | None = None
    channels: tuple[str, ...] = ()  # alphabetical


@dataclass(frozen=True, slots=True)
class Concession:
    """Who of the losing side conceded, and when (None: no date is known)."""

    speaker: str | None
    side: str | None
    on: str | None
    claim: str


class Deed(StrEnum):
    """What becomes of a point in dispute at one moment of its life."""

    CLAIMED = "claimed"
    REPEATED = "repeated"
    DENIED = "denied"
    CONCEDED = "conceded"
    WITHDRAWN = "withdrawn"  # who asserted it denies it or takes it back, or an outlet corrects itself
    RECLAIMED = "reclaimed"  # asserted again by who had withdrawn it
    SILENT = "silent"  # a side that took a position has said nothing since, for longer than the window


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody did with the point in dispute, on which day, in which claim.

    For `silent` the day is that of the last claim of the side, and `who` is None.
    """

    on: str | None
    what: Deed
    who: str | None
    side: str | None
    outlet: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One question about one event or place, with the positions taken on it, in the order of time."""

    id: str
    question: str
    about: str  # control, or a kind family of the codebook
    place: Place | None
    when: When | None
    status: Status
    positions: tuple[Position, ...]
    because: tuple[str, ...]
    conceded: Concession | None = None
    life: tuple[Moment, ...] = ()  # by time, silences last


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats another one: `report` repeats `of`; None: only what it credits is known.

    One that is "citing" takes over single claims by name, all others the report as a whole. `claims` pairs what
    repeats with what is repeated (None: that claim is not known).
    """

    id: str
    report: str
    of: str | None
    how: str  # same-text, wire, near-copy, part, rewrite, citing
    score: float
    because: tuple[str, ...]
    credited: str | None = None  # the outlet or agency that the report itself names
    claims: tuple[tuple[str, str | None], ...] = ()
    first: str | None = None  # the report of this lineage that was published first


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of speech that several reports carry, in different words or translations."""

    id: str
    speaker: str
    claims: tuple[str, ...]  # by time, then id
    reports: tuple[str, ...]
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says that a place is held, and from when until when by these words alone (None: not told)."""

    name: str  # a speaker or, in its own voice, an outlet
    side: str | None
    since: When | None
    until: When | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, or a part of it, from when until when, as claimed; who denied it and who conceded it.

    `conceded` speaks against the speaker's own interest: a rival's word that the holder holds the place, or the
    holder's own word that it does so no more. What stands below `because` is missing in older ledgers.
    """

    id: str
    place: Place
    holder: str  # a side, or the party as written
    since: When | None
    until: When | None
    according_to: tuple[str, ...]  # speakers or, in their own voice, outlets; alphabetical
    denied_by: tuple[str, ...]
    conceded: Concession | None
    claims: tuple[str, ...]
    because: tuple[str, ...]
    part: str | None = None  # "the airport", "80 per cent"; None is the whole
    layer: Layer | None = None
    claimants: tuple[Claimant, ...] = ()  # by name
    denials: tuple[str, ...] = ()  # claims that deny it, by time, then id


@dataclass(frozen=True, slots=True)
class Number:
    """The number that one speaker gives in one claim; what copies of its report repeat is not told again.

    `speaker` None is the outlet in its own voice. An open end is None; `best` is an approximate value.
    """

    speaker: str | None
    side: str | None
    outlet: str | None
    low: float | None
    high: float | None
    best: float | None
    words: str
    claim: str
    said_on: str | None  # the day


@dataclass(frozen=True, slots=True)
class Fall:
    """A total that cannot fall and does: a later telling of one speaker or side is lower than an earlier one."""

    who: str  # tells the lower number: a speaker or, in its own voice, an outlet
    side: str | None
    earlier: str  # the claims
    later: str
    was: float  # the least that was told
    now: float  # the most that is told


@dataclass(frozen=True, slots=True)
class Figures:
    """How many, as everybody tells it: one count of one event, or of the whole of a window, with all its tellings.

    `low` and `high` are the least and the greatest number that anybody names ("at least 40" names 40); `best` is the
    one that more lineages give than any other, and than rule it out. `rival` says that two speakers give numbers
    that cannot both hold.
    """

    id: str
    question: str
    what: str  # killed, wounded, captured, drones, breaches, ...
    of: str | None  # soldiers, civilians, ...
    place: Place | None
    when: When | None
    about_side: str | None  # whose people or things they are, if known
    window: str | None  # "since the start of the war", as first written; None is one event
    told: tuple[Number, ...]  # by time
    low: float | None
    best: float | None
    high: float | None
    rival: bool
    falls: tuple[Fall, ...]
    lineages: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of who publishes."""

    name: str
    side: str | None = None
    country: str | None = None
    owner: str | None = None
    agency: bool = False  # a wire agency, whose words others reprint
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger. `content` is canonical JSON of the record, or None for a withdrawal.

    `hash` is SHA-256 (hexadecimal) over number, recorded, kind, key, content and the hash of the entry before.
    """

    number: int
    recorded: str  # fixed-width UTC, microseconds
    kind: str
    key: str
    content: str | None
    hash: str
