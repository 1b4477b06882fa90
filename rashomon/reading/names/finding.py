"""A page -> its names: what the head, the grammars and the knowledge files find, settled over the whole report.

Where two overlap, a unit or weapon of the grammars wins, then a longer name of the knowledge files, then the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from rashomon.knowledge.loading import Knowledge
from rashomon.knowledge.variants import is_acronym
from rashomon.reading.datelines import AGENCY, agency_of
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.encoder import Scored
from rashomon.reading.encoder.words import Words
from rashomon.reading.names.arms import Arm, Arms
from rashomon.reading.names.entities import Entity, Kind, Mention
from rashomon.reading.names.features import Whole, affixes, candidates, dense
from rashomon.reading.names.head import Head
from rashomon.reading.names.lexicon import Lexicon, Listed
from rashomon.reading.names.settling import LISTED, POSSESSIVE, join, settle_kinds
from rashomon.reading.names.titles import title_of
from rashomon.reading.roles import Roles
from rashomon.reading.syntax import Page
from rashomon.records import Span

_BODY_AND_PERSON = 4  # words: two of a body, two of a person
_TITLED = re.compile(r"[A-Z][a-z’'-]+(?:[A-Z][a-z]+)?")


class Names:
    """Holds the head, the lists and the patterns; `find_names` is its work on one page."""

    def __init__(
        self,
        knowledge: Knowledge,
        roles: Roles,
        encoder: Encoder,
        head: Head | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        """Make the lists; the head is the packaged one if none is given, `folder` may hold another weapons.toml."""
        self.knowledge, self.roles, self.encoder = knowledge, roles, encoder
        self.head = head or Head.open()
        self.lexicon = Lexicon(knowledge, roles, folder)
        sides = knowledge.sides.values()
        peoples = [word for side in sides for words in (side.demonyms, (side.name,), side.also) for word in words]
        bodies = [name for body in knowledge.bodies.values() for name in (body.name, *body.also)]
        self.arms = Arms(folder, peoples=peoples, parties={*peoples, *bodies})

    def find(self, page: Page) -> tuple[Entity, ...]:
        """Return the names of a page, in order; none overlaps another."""
        return find_names(page, self.encoder.read(page.text), self)


def find_names(page: Page, scored: Scored, names: Names) -> tuple[Entity, ...]:
    """Return the names of a page, in order, from its parse, the states of the encoder and the knowledge files."""
    found = settle_kinds(page.text, _mentions(page, scored, names), names.lexicon, names.roles, names.knowledge)
    return tuple(
        Entity(
            span=Span(mention.start, mention.end),
            words=page.text[mention.start : mention.end],
            kind=mention.kind,
            name=name,
            title=mention.title,
            because=mention.because,
            score=round(min(mention.score, 1.0), 2),
        )
        for mention, name in zip(found, join(page, found, names.knowledge), strict=True)
    )


def find_whole(page: Page, scored: Scored, names: Names) -> tuple[Mention, ...]:
    """Return what re3d counts as entities, descriptions too ("the rebels"): to measure on it, not for the reader."""
    if not len(scored.words):
        return ()
    hidden = names.head.hidden(dense(page, scored, names.lexicon), affixes(scored.words))
    words, found = scored.words, []
    for first, last, kind, score in names.head.find(hidden, "whole"):
        start, end = words.starts[first], words.ends[last - 1]
        found.append(Mention(start, end, Kind(kind), page.text[start:end], score, "the head in the manner of re3d"))
    return tuple(found)


def _mentions(page: Page, scored: Scored, names: Names) -> list[Mention]:
    """Return what the grammars, the head and the lists find, in order; the first of these wins where two overlap."""
    text, words = page.text, scored.words
    taken = bytearray(len(text))
    kept: list[Mention] = []

    def keep(mention: Mention) -> None:
        if mention.start < mention.end and not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)

    for arm in names.arms.find(text):
        keep(_of_arm(arm))
    if agency := agency_of(text, names.knowledge):
        keep(Mention(*agency, Kind.ORGANISATION, text[agency.start : agency.end], 0.9, AGENCY))
    by_head = [part for mention in _by_head(page, scored, names) for part in _body_and_person(text, mention, names)]
    by_lists = [*_by_lists(text, words, names), *_own_outlet(page)]
    for mention in by_lists:  # "Harbour Ledger" where the head found "Ledger"
        inside = [m for m in by_head if m.start < mention.end and mention.start < m.end]
        if " " in mention.name and all(mention.start <= m.start and m.end <= mention.end for m in inside):
            keep(mention if not inside else replace(mention, score=max(m.score for m in inside), title=inside[0].title))
    for mention in [*by_head, *by_lists]:
        keep(mention)
    for mention in list(kept):  # "Karvian Border Guard (KBG)"
        if (short := _BRACKETED.match(text, mention.end)) and is_acronym(short["short"], mention.name):
            keep(replace(mention, start=short.start("short"), end=short.end("short"), name=short["short"], title=None))
    return sorted(kept, key=lambda mention: mention.start)


def _body_and_person(text: str, mention: Mention, names: Names) -> Iterable[Mention]:
    """Yield a body and the person named right behind it as two: "Karvian Defence Ministry Dag Orsa"."""
    ends = [m.end() for m in re.finditer(r"\S+", text[mention.start : mention.end])]
    if mention.kind is Kind.ORGANISATION and len(ends) >= _BODY_AND_PERSON:
        for cut in ends[-3:0:-1]:
            behind = text[mention.start + cut : mention.end].split()
            body = text[mention.start : mention.start + cut]
            if all(_TITLED.fullmatch(word) for word in behind) and (known := names.knowledge.body_named(body)):
                start = mention.end - len(text[mention.start + cut : mention.end].lstrip())
                yield replace(mention, end=mention.start + cut, name=known.name)
                yield replace(mention, start=start, kind=Kind.PERSON, name=" ".join(behind))
                return
    yield mention


def _of_arm(arm: Arm) -> Mention:
    why = "a number or name with a noun for a unit" if arm.kind is Kind.UNIT else "a designation or name of a weapon"
    return Mention(arm.start, arm.end, arm.kind, arm.name, 0.9, why)


def _by_head(page: Page, scored: Scored, names: Names) -> Iterable[Mention]:
    if not scored.states.shape[1] or not len(scored.words):
        return
    words = scored.words
    rows = candidates(words)
    hidden = names.head.hidden(dense(page, scored, names.lexicon, rows), affixes(words, rows))
    for part in _unbroken(rows):
        offset = int(rows[part.start])
        for first, last, kind, score in names.head.find(hidden[part]):
            if mention := _of_words(page.text, words, offset + first, offset + last, kind, score, names):
                yield mention


def _unbroken(rows: Whole) -> Iterable[slice]:
    """Yield the stretches of words that follow one another."""
    cuts = [0, *(np.flatnonzero(np.diff(rows) > 1) + 1).tolist(), len(rows)]
    return (slice(a, b) for a, b in pairwise(cuts) if a < b)


def _of_words(text: str, words: Words, first: int, last: int, kind: str, score: float, names: Names) -> Mention | None:
    """Trim the words of a name: no marks at its ends, no article, no title before a person, no possessive behind."""
    title = None
    while first < last and not words.forms[first][0].isalnum():
        first += 1
    while last > first and not words.forms[last - 1][-1].isalnum() and words.forms[last - 1][-1] != ".":
        last -= 1
    while last > first + 1 and words.forms[last - 1].lower() in ("’s", "'s"):
        last -= 1
    if last > first + 1 and words.forms[first].lower() in ("the", "a", "an"):
        first += 1
    if kind == "person" and first < last:
        title, begin = title_of(words, first, last, names.roles, names.lexicon)
        if begin == last and last - first > 1:
            return None  # an office alone
        first, title = (begin, title) if begin < last else (first, None)
        last = _whole_name(words, first, last)
    if first >= last:
        return None
    start, end = words.starts[first], words.ends[last - 1]
    if tail := POSSESSIVE.search(text[start:end]) or _HANGING.search(text[start:end]):
        end = start + tail.start()
    name = " ".join(text[start:end].split())
    return Mention(start, end, Kind(kind), name, score, f"the head for names, {score:.2f}", title) if name else None


def _whole_name(words: Words, first: int, last: int) -> int:
    """Return where the name of a person ends: past a particle and what follows it, before what it is "of"."""
    forms = words.forms
    if (of := next((i for i in range(first + 1, last) if forms[i] == "of"), last)) < last:
        return of  # "Orsa Teren of Harsk hospital"
    while last + 1 < len(words) and forms[last] in _PARTICLES and not (words.breaks[last] or words.breaks[last + 1]):
        behind = last + 1 + (forms[last + 1] in _PARTICLES)
        if behind >= len(words) or not forms[behind][0].isupper():
            break
        last = behind + 1  # "Tarso" of "Tarso de Lima"
    return last


_PARTICLES = frozenset(["de", "da", "do", "dos", "du", "di", "la", "van", "von", "der", "bin", "ibn"])
_HANGING = re.compile(
    r"(?<=\w)-(?:led|backed|held|run|based|controlled|occupied|born|linked|aligned|sponsored|allied)$"
)
_BRACKETED = re.compile(r"\s?\(\W?(?P<short>[A-Z][\w-]{1,9})\W?\)")


def _by_lists(text: str, words: Words, names: Names) -> Iterable[Mention]:
    """Yield the names of the knowledge files; one word of a person or body is not enough, and it needs its capitals."""
    for found in names.lexicon.listed(words.forms):
        forms = words.forms[found.first : found.last]
        kinds = [kind for name, kind in LISTED.items() if name in found.lists]
        if "demonym" in found.lists and (body := _body_of(text, words, found, names)):
            yield body
        capitals = [form[:1].isupper() or form.lower() in _SMALL for form in forms]
        if not kinds or not (all(capitals) or ("body" in found.lists and capitals[0])):
            continue
        if not capitals[-1] and _before_role(words, found.last, names.roles):
            continue
        if len(forms) == 1 and not _stands_alone(forms[0], found.lists):
            continue
        if mention := _of_words(text, words, found.first, found.last, kinds[0], 0.7, names):
            yield replace(mention, because=f"{mention.name!r} stands in the knowledge files")


def _body_of(text: str, words: Words, found: Listed, names: Names) -> Mention | None:
    """Return the body that a people and an institution make: "Karvian defence ministry"."""
    start = words.starts[found.first]
    if not text[start].isupper():
        return None
    for last in range(min(found.last + 3, len(words)), found.last, -1):
        end = words.ends[last - 1]
        if words.forms[last - 1].islower() and _before_role(words, last, names.roles):
            continue
        if text[end - 1].isalnum() and (body := names.knowledge.body_named(text[start:end])):
            return Mention(start, end, Kind.ORGANISATION, body.name, 0.9, f"a people and an institution: {body.name}")
    return None


def _before_role(words: Words, at: int, roles: Roles) -> bool:
    """Tell whether somebody follows: "Karvian military spokesman" names no body."""
    return at < len(words) and words.forms[at].lower().removesuffix("s") in roles.roles


def _stands_alone(form: str, lists: frozenset[str]) -> bool:
    """Tell whether one word is enough: of a place, a people or a party, and a short one only in capitals ("UK")."""
    long_enough = len(form) > 3 or (len(form) > 1 and form.isupper())
    return long_enough and bool(lists & {"place", "country", "demonym", "party"})


def _own_outlet(page: Page) -> Iterable[Mention]:
    """Yield where a report names the outlet that prints it."""
    outlet = page.report.outlet or ""
    if " " in outlet:
        for match in re.finditer(rf"\b{re.escape(outlet)}\b", page.text):
            yield Mention(match.start(), match.end(), Kind.ORGANISATION, outlet, 0.9, "the outlet of the report")


_SMALL = frozenset(["of", "the", "and", "for", "al-"])
