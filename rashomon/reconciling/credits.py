"""A report -> the outlets and agencies that its text names, and how: as the whole's origin, for a sentence, in passing.

"(AFP) -" at the head and "Text by AFP" at the end are credits for the whole; "TASS reported", "according to Reuters"
and "told the Courier" are credits for a sentence; a name that merely stands there credits nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Report

_HEAD = 160  # characters within which a dateline stands
_NAME = re.compile(r"\w+")
_AGENCY = re.compile(r"(?P<short>.+?) (?:Wire|(?:News |Press )?Agency)")
_SORT = r"(?:\s(?:news |press |state |wire )?(?:agency|service|bureau|wire|newspaper|daily|channel|website))"
_SORTED = re.compile(_SORT, re.IGNORECASE)
_AFTER = re.compile(
    rf"\)?\s?[-–—]{{1,2}}\s|{_SORT}?,?\s(?:has |had |later |also |earlier |first )?"
    r"(?:reported|reports|said|says|wrote|writes|quoted|quotes)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:according to|(?:reported|reporting|report|reports|cited|published|text|writes) by|citing|quoting"
    r"|with reference to|via|source:|from|told|informed|in an interview with|material (?:from|by)|speaking to"
    r"|reports|writes|reported|wrote)\s(?:the )?(?:[a-z]+ ){0,3}$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:text by|source:|(?:with )?material (?:from|by))\s(?:the )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')]*\s+(?=[^a-z\s])|\n+(?=[^a-z\s])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Credit:
    """One naming of an outlet in a report. `how` is "whole", "sentence" or "passing"; `start`, `end` of the name."""

    outlet: str
    how: str
    start: int
    end: int


class Names:
    """Holds the names of outlets and agencies, and the short ones of agencies ("Pelican" for "Pelican Wire")."""

    __slots__ = ("_firsts", "agencies")

    def __init__(
        self, reports: Sequence[Report], *, agencies: Collection[str], known: Mapping[str, str] | None = None
    ) -> None:
        outlets = {report.outlet for report in reports if report.outlet}
        self.agencies = {*agencies, *filter(_AGENCY.fullmatch, outlets)}
        full = {**(known or {}), **{name: name for name in (*outlets, *self.agencies)}}
        short = {match["short"]: name for name in sorted(full.values()) if (match := _AGENCY.fullmatch(name))}
        firsts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for written, name in sorted({**short, **full}.items(), key=lambda each: (-len(each[0]), each)):
            if word := _NAME.match(written):
                firsts[word[0]].append((written, name))
        self._firsts: Mapping[str, Sequence[tuple[str, str]]] = firsts

    def credits(self, report: Report) -> tuple[Credit, ...]:
        """Return every naming of another outlet in a report, in the order of its text."""
        return tuple(credit for credit in self._named(report.text) if credit.outlet != report.outlet)

    def _named(self, text: str) -> Iterator[Credit]:
        done = 0
        for word in _NAME.finditer(text):
            start = word.start()
            for written, name in self._firsts.get(word[0], ()) if start >= done else ():
                end = start + len(written)
                if text.startswith(written, start) and not text[end : end + 1].isalnum():
                    how = _how(text, start, end)
                    # A short name alone may be a town's: "Velm" of the Velm News Agency.
                    if how == "passing" and written != name and not _SORTED.match(text, end):
                        continue
                    done = end
                    yield Credit(name, how, start, end)
                    break


def credited(named: Sequence[Credit]) -> tuple[str, ...]:
    """Return the outlets that are credited and not merely named, in the order of the text."""
    return tuple(dict.fromkeys(credit.outlet for credit in named if credit.how != "passing"))


def sentence_of(text: str, credit: Credit) -> tuple[int, int]:
    """Return where the sentence that holds a credit starts and ends."""
    ends = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(text)]
    start = max((after for before, after in ends if before <= credit.start and after <= credit.start), default=0)
    return start, min((before for before, _ in ends if before >= credit.end), default=len(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, as far as their ends can be seen."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def _how(text: str, start: int, end: int) -> str:
    """Return how the words round a name credit it with the text."""
    before = text[max(0, start - 60) : start]
    bracketed = (text[start - 1 : start], text[end : end + 1]) in (("(", ")"), ("/", "/"))
    dash = re.match(r"[)/]? ?[-–—]{1,2} ", text[end : end + 5])
    if (start < _HEAD and (bracketed or dash)) or _WHOLE.search(before):
        return "whole"
    return "sentence" if bracketed or _AFTER.match(text, end) or _BEFORE.search(before) else "passing"
