"""Values of records -> the neutral words in which people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.records import Claim, Concession, Denial, Figure, Position, Speaker, Stance

IN_OWN_VOICE = "in its own voice"
UNKNOWN_OUTLET = "outlet not named"
_QUOTATION = re.compile('[“”"«»„]')

_STANCES = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.CONCEDES: "concedes",
    Stance.DECLINES: "declines to comment",
    Stance.UNVERIFIED: "could not verify",
    Stance.THREATENS: "threatens",
    Stance.PREDICTS: "predicts",
    Stance.ORDERS: "orders",
    Stance.WISHES: "wishes",
    Stance.ASKS: "asks",
}
_DENIALS = {
    Denial.FLAT: "outright",
    Denial.COUNTER_CLAIM: "with a counter-claim",
    Denial.PARTIAL_CONCESSION: "conceding a part",
    Denial.RE_DATING: "giving another date",
    Denial.ATTACK_ON_EVIDENCE: "disputing the evidence",
    Denial.NON_DENIAL: "without denying it outright",
    Denial.NO_COMMENT: "without comment",
    Denial.UNVERIFIED: "not verified",
}
_SAID_TWICE = {(Stance.UNVERIFIED, Denial.UNVERIFIED), (Stance.DECLINES, Denial.NO_COMMENT)}


def stance_words(stance: Stance, denial: Denial | None = None) -> str:
    """Return what a speaker or a position does, as a verb, with the way of a denial."""
    verb = _STANCES[stance]
    return f"{verb}, {_DENIALS[denial]}" if denial is not None and (stance, denial) not in _SAID_TWICE else verb


def position_words(position: Position) -> str:
    """Return what a position does with the question of its dispute."""
    return stance_words(position.stance, position.denial)


def speaker_words(speaker: Speaker | None) -> str:
    """Return the name of a speaker, or the role where no name is known; empty for none."""
    if speaker is None:
        return ""
    return speaker.name or speaker.role or speaker.body or speaker.words or "a speaker not named"


def duty_words(speaker: Speaker) -> str:
    """Return role and body of a speaker, without repeating the name."""
    shown = speaker_words(speaker)
    return ", ".join(part for part in (speaker.role, speaker.body) if part and part not in {shown, speaker.side})


def teller_words(claim: Claim) -> str:
    """Return who makes a claim: its speaker, or its outlet in its own voice."""
    return speaker_words(claim.speaker) or f"{outlet_words(claim.outlet)} ({IN_OWN_VOICE})"


def outlet_words(outlet: str | None) -> str:
    """Return the name of an outlet, or words for one that is not known."""
    return outlet or UNKNOWN_OUTLET


def concession_words(concession: Concession) -> str:
    """Return who conceded."""
    who = concession.speaker or "a speaker not named"
    return f"{who} ({concession.side})" if concession.side else who


def figure_words(figure: Figure) -> str:
    """Return a figure as an interval, with what it counts.

    >>> from rashomon.records import Span
    >>> figure_words(Figure("killed", 200, None, "at least 200", Span(0, 12), of="soldiers"))
    '200 or more soldiers killed'
    >>> figure_words(Figure("killed", None, None, "about 300", Span(0, 9), best=300, window="since May"))
    'about 300 killed, since May'
    """
    about = figure.low is None and figure.high is None and figure.best is not None
    many = f"about {number_words(figure.best)}" if about and figure.best is not None else None
    many = many or interval_words(figure.low, figure.high)
    share = figure.what == "per cent"
    told = (
        f"{many} {figure.what}{f' of {figure.of}' if figure.of else ''}"
        if share
        else " ".join(part for part in (many, figure.of, figure.what) if part)
    )
    return f"{told}, {figure.window}" if figure.window else told


def interval_words(low: float | None, high: float | None) -> str:
    """Return a closed or half-open interval of numbers as words."""
    if low is None:
        return "unknown" if high is None else f"up to {number_words(high)}"
    if high is None:
        return f"{number_words(low)} or more"
    if low == high:
        return number_words(low)
    return f"{number_words(low)} to {number_words(high)}"


def number_words(number: float) -> str:
    """Return a number with its thousands apart and no empty decimals."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.10g}"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> count_words(2, "outlet"), count_words(1, "outlet"), count_words(0, "copy", "copies")
    ('2 outlets', '1 outlet', '0 copies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sides_words(sides: Iterable[str]) -> str:
    """Return sides in the alphabetical order that prefers none."""
    return ", ".join(sorted(set(sides)))


def quoted(words: str) -> str:
    """Return a text in quotation marks: single ones round double ones, and none if it brings its own.

    >>> quoted("We hold the town"), quoted("They left “in order”"), quoted("“We hold the town”")
    ('“We hold the town”', '‘They left “in order”’', '“We hold the town”')
    """
    if len(words) > 1 and words[0] in "“‘\"'«„" and words[-1] in "”’\"'»“" and not _QUOTATION.search(words[1:-1]):
        return words
    return f"‘{words}’" if _QUOTATION.search(words) else f"“{words}”"
