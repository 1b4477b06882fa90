"""Who speaks, as reports name him -> whether two of them may be one: a name, an office, a body or a whole side.

"Colonel Orsa", "the ministry's spokesman", "the ministry" and "Veldoria" may all tell of one act of speech. The less a
report says of who spoke, the less surely two reports tell of one act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from rashomon.reconciling.wordings import fold
from rashomon.records import Speaker

_SURNAME = 90.0  # rapidfuzz ratio; 80 with the same given name
_GIVEN = 75.0
_ALIKE = 90.0  # rapidfuzz ratio of two bodies or two roles

# How surely two tellers are one, by how they are named. Set by judgement; tests/reconciling/scenes.toml, part "tune".
_NAMED = 1.0
_BY_BODY = 0.9
_BY_SIDE = 0.8
_IN_SHORT = 0.7  # "the Defence Ministry", and nobody says whose

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_TITLES = frozenset(
    (
        "president", "vice", "prime", "foreign", "defence", "defense", "interior", "minister", "mr", "mrs", "ms",
        "dr", "sir", "general", "colonel", "major", "captain", "lieutenant", "commander", "chief", "chancellor",
        "king", "queen", "prince", "princess", "sheikh", "ayatollah", "spokesman", "spokeswoman", "spokesperson",
        "secretary", "deputy", "representative", "ambassador", "governor", "mayor", "senator", "lord", "professor",
        "the", "former", "then", "brigadier", "sergeant", "admiral",
    )
)  # fmt: skip
# Offices that one person does not hold together; a rank ("colonel") says nothing of the office.
_OFFICES = (
    "spokes",
    "minister",
    "president",
    "governor",
    "mayor",
    "ambassador",
    "king",
    "chancellor",
    "nurse",
    "witness",
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, folded and without titles."""

    given: str
    surname: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Who speaks, folded: a person has a name; an office has a role or a body; a side has neither."""

    name: Name | None
    role: str
    body: str
    side: str

    @property
    def held(self) -> tuple[str, ...]:
        """Return the keys under which this teller is found."""
        who = f"name {self.name.surname[:2]}" if self.name else f"office {self.side}"
        return (who, f"side {self.side}", "any")

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the keys under which others may be this teller: his name, and offices of his side or of none."""
        if self.name is None:
            return (f"side {self.side}", "side ") if self.side else ("any",)
        return (f"name {self.name.surname[:2]}", *((f"office {self.side}", "office ") if self.side else ("any",)))


def teller_of(speaker: Speaker | None) -> Teller | None:
    """Return who speaks; None where the outlet does, or nothing is known of who does.

    A speaker whose name is that of his body or of his side is that body or that side, and no person.
    """
    return _teller(speaker.name, speaker.role, speaker.body, speaker.side) if speaker is not None else None


@lru_cache(maxsize=1 << 16)
def _teller(name: str | None, role: str | None, body: str | None, side: str | None) -> Teller | None:
    body, side, role = _plain(body), _plain(side), _plain(role)
    written = _plain(name)
    if written and written in (body, side):
        return Teller(None, "", body, side)
    person = _name(written)
    return Teller(person, role, body, side) if person or role or body else None


def likely_one(one: Teller, two: Teller) -> float:
    """Return how surely two tellers are one, from 0 to 1."""
    if one.side and two.side and one.side != two.side:
        return 0.0
    if one.name and two.name:
        return _NAMED if same_person(one.name, two.name) else 0.0
    if _is_side(one) or _is_side(two):
        if not one.side or one.side != two.side:
            return 0.0
        if _is_side(one) and _is_side(two):
            return _NAMED
        return _BY_SIDE if any(teller.role or teller.body for teller in (one, two)) else 0.0
    if one.body and two.body:
        if not _same_words(one.body, two.body) or not _offices_agree(one.role, two.role):
            return 0.0
        whole = fuzz.ratio(one.body, two.body) >= _ALIKE
        return (_NAMED if one.role == two.role else _BY_BODY) if whole else _in_short(one, two)
    if not (one.role and two.role) or not _same_words(one.role, two.role):
        return 0.0
    return _BY_BODY if one.side == two.side else _in_short(one, two)


def same_person(one: Name, two: Name) -> bool:
    """Return whether two names may be one person's: surnames alike, given names not at odds."""
    given = _same_given(one.given, two.given)
    least = _SURNAME if not (one.given and given) else _SURNAME - 10
    return given and fuzz.ratio(one.surname, two.surname) >= least


def _is_side(teller: Teller) -> bool:
    return not (teller.name or teller.role or teller.body)


def _offices_agree(one: str, two: str) -> bool:
    """Return whether one person may hold both roles."""
    first, second = ({office for office in _OFFICES if office in role} for role in (one, two))
    return not first or not second or not first.isdisjoint(second)


def _same_given(one: str, two: str) -> bool:
    if not one or not two:
        return True
    if min(len(one), len(two)) == 1:
        return one[0] == two[0]
    return fuzz.ratio(one, two) >= _GIVEN


def _plain(written: str | None) -> str:
    """Return a name folded, without an article before it."""
    return fold(written or "").strip().removeprefix("the ")


def _in_short(one: Teller, two: Teller) -> float:
    """Return how surely two tellers are one whose descriptions differ in length; both sides may have a ministry."""
    if one.side and one.side == two.side:
        return _BY_SIDE
    return _IN_SHORT if min(one.body.count(" "), two.body.count(" ")) else 0.0


def _same_words(one: str, two: str) -> bool:
    """Return whether one description may be short for the other: "the ministry" for "the Defence Ministry of Karsk".

    Spaces do not count: a harbour master is a harbourmaster.
    """
    short, long = sorted((re.sub(r"\W", "", written) for written in (one, two)), key=len)
    return fuzz.partial_ratio(short, long) >= _ALIKE


def _name(written: str) -> Name | None:
    """Return the given name and the surname, or None where only titles stand."""
    parts = [part.replace("'", "") for part in _WORD.findall(written)]
    while parts and parts[0] in _TITLES:
        parts.pop(0)
    return Name(" ".join(parts[:-1]), parts[-1]) if parts else None
