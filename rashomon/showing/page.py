"""A view of a ledger -> what stands on the page of a briefing, in its order and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.records import Claim, Dispute, Place, Position, Report
from rashomon.showing.filters import fold
from rashomon.showing.moments import day_of, moment_words, range_words, when_words
from rashomon.showing.order import LEADING, claim_order, dispute_order
from rashomon.showing.places import Rivals, equal_names, names_given, no_rivals, question_words
from rashomon.showing.quotes import gather_words
from rashomon.showing.view import LedgerView
from rashomon.showing.wording import (
    IN_OWN_VOICE,
    concession_words,
    count_words,
    duty_words,
    outlet_words,
    position_words,
    sides_words,
    speaker_words,
)

_LAST = "\uffff"  # sorts after every date: what has no date comes last


@dataclass(frozen=True, slots=True)
class Telling:
    """Where one claim stands: its outlet, times and channel, and the numbers of its mark and its report."""

    claim: int
    report: int | None
    outlet: str
    said: str
    published: str
    channel: str
    via: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one speaker, with every telling that carries just these words."""

    words: str
    teller: str
    about: str  # role, body and side of the speaker
    does: str
    own: bool  # said by the outlet in its own voice
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker of a position, with what is known of them."""

    name: str
    duty: str


@dataclass(frozen=True, slots=True)
class SideShown:
    """The speakers of a position who belong to one side; those of none, and outlets, have no name of a side."""

    side: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PositionShown:
    """One position of a dispute."""

    letter: str
    does: str
    proposition: str
    sides: tuple[SideShown, ...]
    support: str
    times: str
    channels: str
    quotes: tuple[Quote, ...]
    quoted: bool  # the proposition is said in the words of a quote, and need not be shown twice


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim was read as it was, and how sure the reader is."""

    claim: int
    words: str
    because: str
    score: str


@dataclass(frozen=True, slots=True)
class DisputeShown:
    """One dispute."""

    number: int
    question: str
    status: str
    about: str
    where: str
    when: str
    positions: tuple[PositionShown, ...]
    conceded: str
    conceded_claim: int | None
    because: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of the control of a place; `part` is empty for the whole."""

    holder: str
    part: str
    times: str
    according_to: str
    denied_by: str
    conceded: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """The control of one place, as claimed."""

    names: str
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What was said, or published, on one day."""

    day: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class UtteranceShown:
    """One act of speech with its tellings."""

    speaker: str
    support: str
    quotes: tuple[Quote, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A report that repeats another."""

    report: int | None
    repeats: int | None
    label: str
    repeated_label: str
    how: str
    credited: str
    because: str


class Desk:
    """The numbers that claims and reports have on the page, and the names of places."""

    def __init__(self, view: LedgerView, rivals: Rivals = no_rivals) -> None:
        self.reports = sorted(view.reports, key=lambda each: (each.published or _LAST, each.origin, each.id))
        self.report_numbers = {report.id: number for number, report in enumerate(self.reports, start=1)}
        in_order = sorted(
            view.claims,
            key=lambda each: (self.report_numbers.get(each.report, len(self.reports) + 1), each.span, each.id),
        )
        self.claims = {claim.id: claim for claim in in_order}
        self.numbers = {claim.id: number for number, claim in enumerate(in_order, start=1)}
        self.names = names_given(view.claims, rivals)

    def claims_of(self, keys: Iterable[str]) -> list[Claim]:
        """Return the claims with these ids that the page knows, in the order given."""
        return [self.claims[key] for key in keys if key in self.claims]

    def place(self, place: Place | None) -> str:
        """Return all names of a place as equals, or nothing."""
        return equal_names(place, self.names)

    def label(self, key: str) -> str:
        """Return a report's outlet and title, or its id if the page does not hold it."""
        number = self.report_numbers.get(key)
        if number is None:
            return key
        report = self.reports[number - 1]
        return ", ".join(part for part in (outlet_words(report.outlet), report.title) if part)

    def quotes(self, claims: Iterable[Claim]) -> tuple[Quote, ...]:
        """Return claims as quotes; those of one speaker in the same words share one."""
        return tuple(
            Quote(
                words=said.words,
                teller=said.teller,
                about=said.about,
                does=said.does,
                own=all(claim.speaker is None for claim in said.claims),
                tellings=tuple(self._telling(claim) for claim in said.claims),
            )
            for said in gather_words(claims)
        )

    def _telling(self, claim: Claim) -> Telling:
        return Telling(
            claim=self.numbers[claim.id],
            report=self.report_numbers.get(claim.report),
            outlet=outlet_words(claim.outlet),
            said=when_words(claim.said_on),
            published=moment_words(claim.published, clock=False),
            channel=claim.channel or "",
            via=", ".join(speaker_words(each) for each in claim.via),
        )


def disputes_shown(desk: Desk, disputes: Iterable[Dispute]) -> list[DisputeShown]:
    """Return the disputes that lead the page, numbered: by status, and within it by time."""
    kept = sorted((each for each in disputes if each.status in LEADING), key=dispute_order)
    return [_show_dispute(desk, dispute, number) for number, dispute in enumerate(kept, start=1)]


def standing_words(disputes: Iterable[Dispute]) -> str:
    """Return how many of the disputes that lead the page stand how."""
    kept = [dispute.status for dispute in disputes if dispute.status in LEADING]
    return ", ".join(f"{kept.count(status)} {status.value}" for status in LEADING if status in kept)


def uncontested(desk: Desk, disputes: Iterable[Dispute], *, after: int) -> list[DisputeShown]:
    """Return what nobody contests, numbered on from the disputes before."""
    kept = sorted((each for each in disputes if each.status not in LEADING), key=dispute_order)
    return [_show_dispute(desk, dispute, number) for number, dispute in enumerate(kept, start=after + 1)]


def control_by_place(desk: Desk, view: LedgerView) -> list[PlaceShown]:
    """Return who holds each place, as claimed: places by name, holdings by time."""
    places: dict[str, list[Holding]] = {}
    ordered = sorted(view.control, key=lambda each: ((each.since.start if each.since else None) or _LAST, each.id))
    for control in ordered:
        since, until = when_words(control.since), when_words(control.until)
        conceded = control.conceded
        on = moment_words(conceded.on) if conceded else ""
        places.setdefault(desk.place(control.place), []).append(
            Holding(
                holder=control.holder,
                part=control.part or "",
                times=" ".join(part for part in (since and f"since {since}", until and f"until {until}") if part),
                according_to=", ".join(control.according_to),
                denied_by=", ".join(control.denied_by),
                conceded=f"{concession_words(conceded)}{f', {on}' if on else ''}" if conceded else "",
                claims=tuple(desk.numbers[key] for key in control.claims if key in desk.numbers),
            )
        )
    return [PlaceShown(names, tuple(holdings)) for names, holdings in sorted(places.items())]


def timeline(desk: Desk) -> list[Day]:
    """Return all claims by the day on which they were said, or else published; undated ones last."""
    days: dict[str, list[Claim]] = {}
    for claim in desk.claims.values():
        said = claim.said_on.start if claim.said_on else None
        days.setdefault(day_of(said) or day_of(claim.published) or _LAST, []).append(claim)
    return [
        Day(moment_words(day) if day != _LAST else "No date known", desk.quotes(claims))
        for day, claims in sorted(days.items())
    ]


def utterances_shown(desk: Desk, view: LedgerView) -> list[UtteranceShown]:
    """Return the acts of speech that several reports carry."""
    return [
        UtteranceShown(
            speaker=each.speaker,
            support=count_words(len(each.reports), "report"),
            quotes=desk.quotes(desk.claims_of(each.claims)),
            because=each.because,
        )
        for each in sorted(view.utterances, key=lambda each: (each.speaker, each.id))
    ]


def copies_shown(desk: Desk, view: LedgerView) -> list[CopyShown]:
    """Return the reports that repeat another, in the order of the reports."""
    shown = [
        CopyShown(
            report=desk.report_numbers.get(each.report),
            repeats=desk.report_numbers.get(each.of or ""),
            label=desk.label(each.report),
            repeated_label=desk.label(each.of) if each.of else each.credited or "",
            how=each.how.replace("-", " "),
            credited=each.credited or "",
            because="; ".join(each.because),
        )
        for each in sorted(view.copies, key=lambda each: each.id)
    ]
    return sorted(shown, key=lambda each: (each.report or 0, each.repeats or 0))


def standing_on(desk: Desk, disputes: Iterable[DisputeShown]) -> Mapping[int, list[DisputeShown]]:
    """Return, for each number of a claim, the disputes that quote it."""
    found: dict[int, list[DisputeShown]] = {}
    for dispute in disputes:
        for number in {
            telling.claim for position in dispute.positions for quote in position.quotes for telling in quote.tellings
        }:
            found.setdefault(number, []).append(dispute)
    return found


def default_title(desk: Desk, disputes: Iterable[Dispute]) -> str:
    """Return the places most disputed, as equals, as the title of the page."""
    counts: dict[str, int] = {}
    for dispute in disputes:
        if dispute.status in LEADING and dispute.place is not None:
            where = desk.place(dispute.place)
            counts[where] = counts.get(where, 0) + 1
    first = sorted(counts, key=lambda where: (-counts[where], where))[:3]
    return f"Who says what about {_listed(sorted(first))}" if first else "Who says what"


def reading_summary(reports: Iterable[Report], skipped: int) -> str:
    """Return how many reports of how many outlets were read, and of which days."""
    kept = list(reports)
    outlets = {report.outlet for report in kept if report.outlet}
    days = sorted(filter(None, (day_of(report.published) for report in kept)))
    words = f"{count_words(len(kept), 'report')} of {count_words(len(outlets), 'outlet')}"
    if days:
        words += f", published {range_words(days[0], days[-1])}"
    return f"{words}; {count_words(skipped, 'page')} skipped" if skipped else words


def _show_dispute(desk: Desk, dispute: Dispute, number: int) -> DisputeShown:
    told = [claim for position in dispute.positions for claim in desk.claims_of(position.claims)]
    conceded = dispute.conceded
    on = moment_words(conceded.on) if conceded else ""
    question = question_words(dispute, desk.names)
    where, when = desk.place(dispute.place), when_words(dispute.when)
    return DisputeShown(
        number=number,
        question=question,
        status=dispute.status.value,
        about=dispute.about,
        where=where if where not in question else "",
        when=when if when not in question else "",
        positions=tuple(_show_position(desk, each, index) for index, each in enumerate(dispute.positions)),
        conceded=f"Conceded by {concession_words(conceded)}{f' on {on}' if on else ''}" if conceded else "",
        conceded_claim=desk.numbers.get(conceded.claim) if conceded else None,
        because=dispute.because,
        reasons=tuple(
            Reason(desk.numbers[each.id], each.words, "; ".join(each.because), f"{each.score:.2f}") for each in told
        ),
    )


def _show_position(desk: Desk, position: Position, index: int) -> PositionShown:
    told = sorted(desk.claims_of(position.claims), key=claim_order)
    return PositionShown(
        letter=_letter(index),
        does=position_words(position),
        proposition=position.proposition,
        sides=_sides(position, told),
        support=f"{count_words(len(position.outlets), 'outlet')} in {count_words(position.lineages, 'lineage')}",
        times=range_words(position.first, position.last),
        channels=", ".join(sorted({*position.channels, *(each.channel for each in told if each.channel)})),
        quotes=desk.quotes(told),
        quoted=any(each.words == position.proposition for each in told),
    )


def _sides(position: Position, told: Iterable[Claim]) -> tuple[SideShown, ...]:
    """Return who takes a position: sides by alphabet, what has none last; within one, names by alphabet."""
    duties: dict[str, Counter[str]] = {name: Counter() for name in position.speakers}
    sides: dict[str, set[str]] = {name: set() for name in position.speakers}
    for claim in told:
        name = speaker_words(claim.speaker) or outlet_words(claim.outlet)
        duty = duty_words(claim.speaker) if claim.speaker else IN_OWN_VOICE
        duties.setdefault(name, Counter()).update([duty] if duty else [])
        sides.setdefault(name, set()).update([claim.speaker.side] if claim.speaker and claim.speaker.side else [])
    together: dict[str, list[Name]] = {}
    for name in sorted(duties, key=lambda each: (fold(each), each)):
        together.setdefault(sides_words(sides[name]), []).append(Name(name, _most_told(duties[name])))
    return tuple(SideShown(side, tuple(together[side])) for side in sorted(together, key=lambda each: (not each, each)))


def _most_told(duties: Counter[str]) -> str:
    """Return the duty by which most claims name a speaker; of those told as often, the fullest."""
    return min(duties, key=lambda duty: (-duties[duty], -len(duty), duty), default="")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _letter(index: int) -> str:
    """Return A, B ... Z, AA, AB ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
