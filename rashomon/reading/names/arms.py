"""Text -> the military units and weapons that it names, by their grammar: a number or a name, qualifiers, a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.knowledge.lexicons import load_table
from rashomon.reading.names.entities import Kind

_ORDINALS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth"
_CAPITAL = r"[A-ZÀ-ÞŠŽÇĞİŞĀ][\w’'-]*"
# Words with a capital that begin no name: "The Brigade", "Two Battalions".
_NO_NAME = frozenset(
    """
    The A An This That These Those Each Every One Two Three Four Five Six Seven Eight Nine Ten Both Its Their Our His
    Her My Another Several Some Many Most All No Any Other Whole Entire New Old Former Said And But In On At Of From By
    For With When While After Before As If Where Which Who Enemy Government State Police Field Fellow Only Even Full
    Half
    """.split()  # noqa: SIM905
)
_ROADS = re.compile(r"[ -](?:highways?|roads?|motorways?|routes?|freeway|visas?|movement|rebels?|militia|group)\b")


_SMALL = ("battalion", "battery", "company", "platoon", "squadron", "squad")


class Arm(NamedTuple):
    """A unit or weapon at characters [start, end), and its bare name."""

    start: int
    end: int
    kind: Kind
    name: str


class Arms:
    """Holds the patterns of knowledge/weapons.toml."""

    def __init__(self, folder: Path | None = None, *, peoples: Iterable[str] = (), parties: Iterable[str] = ()) -> None:
        """Make the patterns; `peoples` are no names of units ("Ukrainian brigade"), `parties` no weapons ("M23")."""
        table: Mapping[str, Sequence[str]] = load_table("weapons.toml", folder)
        self._peoples = frozenset(peoples) | _NO_NAME
        self._parties = frozenset(parties)
        self._qualifiers = frozenset(table["unit_qualifiers"])
        self._numbered, self._named, self._listed = _units(table)
        self._designated, self._weapons, self._ambiguous, self._noun = _weapons(table)
        self._ship = _ships(table)

    def find(self, text: str) -> Iterator[Arm]:
        """Yield the units and weapons of a text, in order; none overlaps another."""
        last = -1
        found = [*self._units(text), *self._arms(text)]
        for arm in sorted(found, key=lambda arm: (arm.start, -arm.end, arm.kind)):
            if arm.start >= last:
                yield arm
                last = arm.end

    def _units(self, text: str) -> Iterator[Arm]:
        spans = [(m.start(), m.end()) for m in self._numbered.finditer(text)]
        merged: list[tuple[int, int]] = []
        for start, end in spans:  # "3rd Battalion, 8th Regiment" is one unit: the smaller first
            before = text[merged[-1][0] : merged[-1][1]].lower() if merged else ""
            if merged and text[merged[-1][1] : start] == ", " and before.endswith(_SMALL):
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        for start, end in merged:
            yield Arm(start, end, Kind.UNIT, text[start:end])
        for match in self._named.finditer(text):
            if (at := self._name_start(match["name"])) is not None:
                start = match.start() + at
                yield Arm(start, match.end(), Kind.UNIT, text[start : match.end()])
        for match in self._listed.finditer(text):
            yield Arm(match.start(), match.end(), Kind.UNIT, match.group())

    def _name_start(self, words: str) -> int | None:
        """Return where the name of a unit begins, past "The Karvian"; None where only a description is left."""
        at = 0
        owned = max(words.rfind("’s "), words.rfind("'s "))  # "Karvia's Northern Fleet"
        for word in re.finditer(r"\S+", words):
            if word.start() > owned and word.group().strip("’'") not in self._peoples:
                at = word.start()
                break
        else:
            return None
        rest = words[at:].split()
        return None if all(word.lower() in self._qualifiers for word in rest) else at

    def _arms(self, text: str) -> Iterator[Arm]:
        spans = [(match.start("name"), match.end()) for match in self._ship.finditer(text)]
        for match in self._designated.finditer(text):
            if match.group() not in self._parties and not _ROADS.match(text, match.end()):
                spans.append((match.start(), match.end()))
        for match in self._weapons.finditer(text):
            beside = any(end in (match.start() - 1, match.start()) for _, end in spans)
            if (
                match.group().removesuffix("s") in self._ambiguous
                and not self._noun.match(text, match.end())
                and not beside
            ):
                continue
            spans.append((match.start(), match.end()))
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and text[merged[-1][1] : start] in ("", " ") and start >= merged[-1][1]:
                merged[-1] = (merged[-1][0], end)  # "BM-21 Grad", "MQ-9 Reaper"
            elif not merged or start >= merged[-1][1]:
                merged.append((start, end))
            else:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        for start, end in merged:
            tail = self._noun.match(text, end)
            name = text[start : end - 1] if text[end - 1] == "s" and end - start > 3 else text[start:end]  # "F-16s"
            yield Arm(start, tail.end() if tail else end, Kind.WEAPON, name)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _units(table: Mapping[str, Sequence[str]]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    qualifier = rf"(?:{_CAPITAL}|(?:{_any(table['unit_qualifiers'])})\b)"
    nouns = f"(?i:{_any(table['unit_nouns'])})s?"
    number = rf"(?:\d{{1,4}}(?:st|nd|rd|th)|(?:{_ORDINALS})(?= [A-Z])|[IVX]+(?= Corps\b))"
    numbered = (
        rf"\b{number}(?:[ -]{qualifier}){{0,5}}?[ -]{nouns}\b(?: of the {_CAPITAL}(?: {_CAPITAL}){{0,3}} {nouns}\b)?"
    )
    trailing = r"\b(?:Military Unit|Unit|Task Force|Brigade|Division|Battalion|Squadron|Regiment) (?:No\.? ?)?\d{1,5}\b"
    called = "|".join(
        f"(?i:{re.escape(noun)})" if noun.islower() else re.escape(noun) for noun in table["named_unit_nouns"]
    )
    named = (
        rf"\b(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,4}}) (?:(?:{_any(table['unit_qualifiers'])}) ){{0,2}}(?:{called})\b"
    )
    return re.compile(f"{numbered}|{trailing}"), re.compile(named), re.compile(rf"\b(?:{_any(table['named_units'])})\b")


def _weapons(
    table: Mapping[str, Sequence[str]],
) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], re.Pattern[str]]:
    hyphenated = set(table["hyphenated"])
    loose = [letters for letters in table["designations"] if letters not in hyphenated]
    number = r"\d{1,4}(?:[A-Z]{1,3}\d{0,2}|[a-z](?![a-z]))?(?:[-/]\d?[A-Z]{1,3}\d{0,2})?"
    designated = rf"\b(?:(?:{_any(loose)})[- ]?|(?:{_any(hyphenated)})-){number}(?![\w-])"
    weapons = rf"\b(?:{_any([*table['names'], *table['ambiguous']])})s?(?![\w-])(?![’']s\b)"
    plural = f"(?:{_any(table['nouns'])})s?"
    between = (
        "self-propelled|multiple|rocket|attack|combat|cruise|ballistic|guided|air|defen[cs]e|anti-tank|missile|battle|"
        "main|fighter|strike|kamikaze|surface-to-air|multiple-launch|launch|armou?red|heavy|light"
    )
    noun = rf" (?:(?:{between}) ){{0,3}}(?:{plural})\b"
    return re.compile(designated), re.compile(weapons), frozenset(table["ambiguous"]), re.compile(noun)


def _ships(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Make the pattern of warships: letters before the name belong to it, a noun does not ("the cruiser Vardia")."""
    name = rf"{_CAPITAL}(?: (?:(?:de|del|la|al|el|von|van) )?{_CAPITAL})?"
    return re.compile(
        rf"\b(?:(?=(?P<letters>{_any(table['ship_prefixes'])}) )|(?:{_any(table['ship_nouns'])}) )"
        rf"(?P<name>(?(letters)\S+ ){name})"
    )
