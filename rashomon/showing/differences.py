"""An utterance and its claims -> its wordings side by side, and what each outlet left out, added or changed.

Everything is told against the first wording, by time: no wording is held to be the right one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.records import Claim, Dispute, Span, Stance, Utterance
from rashomon.showing.moments import day_of
from rashomon.showing.wording import outlet_words, quoted, stance_words, teller_words

SAME, OTHER = "same", "other"

_WORD = re.compile(r"\w+(?:[’'.,:-]\w+)*|[^\w\s]")
_ANSWERING = (Stance.DENIES, Stance.DOUBTS)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one wording; `kind` is "same" where the first wording has them too, else "other".

    `span` is the place in the text of the report.
    """

    kind: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One claim of an utterance in pieces: together they are its words, but for the spaces between them."""

    claim: str
    report: str
    outlet: str | None
    said: str | None  # the day
    cue: str | None
    stance: Stance
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one claim changed against the first: the words there, and those here; None where there are none.

    `what` is "words", "left out", "added", "cue", "stance" or "denial left out"; the last has the words of a denial
    that stands in another report of the utterance, and in no claim of this one.
    """

    claim: str
    what: str
    first: str | None
    here: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The wordings of one utterance, the first by time first, and what the later ones changed."""

    wordings: tuple[Wording, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """An utterance with the fields of its record, and its wordings side by side."""

    id: str
    speaker: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    score: float
    because: tuple[str, ...]
    differences: Difference


def compare(utterance: Utterance, claims: Mapping[str, Claim], denials: Mapping[str, Sequence[Claim]]) -> Compared:
    """Return an utterance with its wordings side by side.

    Args:
        utterance: The utterance.
        claims: Claims by identifier, at least those of the utterance.
        denials: The claims that answer a claim otherwise, by its identifier, as `denials_of` returns them.

    """
    told = [claims[key] for key in utterance.claims if key in claims]
    wordings = tuple(_wording(claim, told) for claim in told)
    changes = [change for claim in told[1:] for change in _changes(told[0], claim)]
    changes += _left_out_denials(told, denials)
    difference = Difference(wordings, tuple(changes))
    each = utterance
    return Compared(each.id, each.speaker, each.claims, each.reports, each.score, each.because, difference)


def denials_of(claims: Iterable[Claim], disputes: Iterable[Dispute]) -> dict[str, list[Claim]]:
    """Return for each claim those that deny or doubt it: in the same report, or in the same dispute."""
    known = {claim.id: claim for claim in claims}
    found: dict[str, dict[str, Claim]] = {}
    for claim in known.values():
        if claim.answers in known and claim.stance in _ANSWERING:
            found.setdefault(claim.answers or "", {})[claim.id] = claim
    for dispute in disputes:
        asserting, denying = (
            [known[key] for each in dispute.positions if (each.stance in _ANSWERING) is denies for key in each.claims]
            for denies in (False, True)
        )
        for claim in asserting:
            found.setdefault(claim.id, {}).update({each.id: each for each in denying})
    return {
        key: sorted(those.values(), key=lambda each: (each.published or "", each.id)) for key, those in found.items()
    }


def marked(wording: Wording) -> str:
    """Return the words of a wording, those that the others have otherwise in square brackets.

    >>> pieces = (Piece(SAME, "We", Span(0, 2)), Piece(OTHER, "freed", Span(3, 8)), Piece(SAME, "Vell", Span(9, 13)))
    >>> marked(Wording("a1", "a", "Post", None, "said", Stance.ASSERTS, pieces))
    'We [freed] Vell'
    """
    words = " ".join(piece.words if piece.kind == SAME else f"[{piece.words}]" for piece in wording.pieces)
    return re.sub(r" (?=[,.;:!?”’)](?:\s|$))|(?<=[“‘(]) ", "", words)


def change_words(change: Change) -> str:
    """Return a change as a person reads it."""
    first, here = quoted(change.first or ""), quoted(change.here or "")
    if change.what == "words":
        return f"{here} where the first has {first}"
    if change.what == "cue":
        return f"attributes with {here} where the first has {first}"
    if change.what == "stance":
        return f"{change.here} where the first {change.first}"
    if change.what == "denial left out":
        return f"leaves out the denial {first}"
    return f"{change.what}: {here if change.first is None else first}"


def wording_head(wording: Wording) -> str:
    """Return who carries a wording, when, and how it is attributed."""
    cue = f"cue {quoted(wording.cue)}" if wording.cue else ""
    return " · ".join(part for part in (outlet_words(wording.outlet), wording.said or "", cue) if part)


def _wording(claim: Claim, told: Sequence[Claim]) -> Wording:
    """Cut the words of a claim by what it shares with the first wording; the first by what it shares with all."""
    words = list(_WORD.finditer(claim.words))
    against = told[1:] if claim is told[0] else told[:1]
    shared = [_shared(claim, other) for other in against]
    same = [all(place in each for each in shared) for place in range(len(words))]
    pieces: list[Piece] = []
    for place, word in enumerate(words):
        kind = SAME if same[place] else OTHER
        if pieces and pieces[-1].kind == kind:
            start = pieces[-1].span.start
        else:
            start = claim.span.start + word.start()
            pieces.append(Piece(kind, "", Span(start, start)))
        end = claim.span.start + word.end()
        cut = claim.words[start - claim.span.start : word.end()]
        pieces[-1] = Piece(kind, cut, Span(start, end))
    said = day_of(claim.said_on.start) if claim.said_on else None
    cue = claim.cue.words if claim.cue else None
    said = said or day_of(claim.published)
    return Wording(claim.id, claim.report, claim.outlet, said, cue, claim.stance, tuple(pieces))


def _shared(claim: Claim, other: Claim) -> frozenset[int]:
    """Return the places of the words of a claim that the other has in the same order; marks always count as shared."""
    own = _folded(claim)
    blocks = SequenceMatcher(None, own, _folded(other), autojunk=False).get_matching_blocks()
    shared = {place for block in blocks for place in range(block.a, block.a + block.size)}
    return frozenset(shared | {place for place, word in enumerate(own) if not word[0].isalnum()})


def _folded(claim: Claim) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(claim.words)]


def _changes(first: Claim, claim: Claim) -> Iterator[Change]:
    """Yield what a claim changed against the first: words, cue, stance."""
    before, after = (_WORD.findall(each.words) for each in (first, claim))
    matcher = SequenceMatcher(None, _folded(first), _folded(claim), autojunk=False)
    for how, start, end, other_start, other_end in matcher.get_opcodes():
        was, now = _said(before[start:end]), _said(after[other_start:other_end])
        if how != "equal" and (was or now):
            what = "words" if was and now else "left out" if was else "added"
            yield Change(claim.id, what, was, now)
    cues = [each.cue.words if each.cue else None for each in (first, claim)]
    if cues[0] and cues[1] and cues[0].casefold() != cues[1].casefold():
        yield Change(claim.id, "cue", cues[0], cues[1])
    if first.stance != claim.stance:
        yield Change(claim.id, "stance", stance_words(first.stance), stance_words(claim.stance))


def _said(words: Sequence[str]) -> str | None:
    """Return words as one, without marks at their ends; None of marks alone."""
    kept = [word for word in words if word[0].isalnum()]
    return " ".join(kept) or None


def _left_out_denials(told: Sequence[Claim], denials: Mapping[str, Sequence[Claim]]) -> Iterator[Change]:
    """Yield for each report the denial that another report of the utterance carries and it does not.

    A denial counts only if it was out when the report was published.
    """
    answering = {each.id: each for claim in told for each in denials.get(claim.id, ())}
    reports = {claim.report for claim in told}
    carried = [each for each in answering.values() if each.report in reports]
    for claim in told:
        if any(each.report == claim.report for each in answering.values()):
            continue
        first = min((each for each in carried if _was_out(each, claim)), key=lambda each: each.id, default=None)
        if first is not None:
            yield Change(claim.id, "denial left out", f"{teller_words(first)}: {first.words}", None)


def _was_out(denial: Claim, claim: Claim) -> bool:
    """Return whether a denial was published no later than the report of a claim; of unknown moments nothing is said."""
    one, two = denial.published, claim.published
    return bool(one and two) and (one or "")[:10] <= (two or "")[:10]


def changes_of(compared: Compared, claim: str) -> Collection[Change]:
    """Return what one claim changed."""
    return [change for change in compared.differences.changes if change.claim == claim]
