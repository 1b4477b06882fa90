"""Where a time may begin: a cheap look at each word of a text before the rules are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.reading.days import DAYS
from rashomon.reading.holidays import NAMES
from rashomon.reading.months import ORDINALS
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.phrases import RULES
from rashomon.reading.stretches import MONTH_NAMES
from rashomon.reading.wording import COUNT_WORDS

PAIRED = frozenset({"#", "month", "from", "between", "the"})
RELATED = frozenset({"since", "by", "until", "till", "through", "before", "after", "from", "between"})

_TOKEN = re.compile(r"(?<![\w$€£.,/:-])(?:[A-Za-z]+|\d)")
_FIRST = re.compile(r"[A-Za-z]+|\d")
# "the", "a" and their like are everywhere: only before a word of time are they looked at.
_UNITS_OF_TIME = "minute|hour|night|day|week|month|year|decade|centur|second"
_NEXT = {
    "the": re.compile(
        rf" (?:{_UNITS_OF_TIME}|morning|afternoon|evening|early|late|mid|previous|preceding|same|next|following|coming"
        r"|past|last|recent|spring|summer|autumn|fall|winter|beginning|start|middle|end|final|initial|latest"
        r"|most recent|quarter|corresponding|comparable|full|current|whole|fiscal|financial|future|near|foreseeable"
        r"|immediate|distant|present"
        rf"|[’']?\d|thirties|forties|fifties|sixties|seventies|eighties|nineties|{'|'.join(ORDINALS)}|{COUNT_WORDS}"
        r"|(?=[A-Z])"
        rf"(?i:{NAMES}))"
    ),
    "a": re.compile(rf" (?:fortnight|quarter|few|couple|full|whole|further|{_UNITS_OF_TIME}|hundred|thousand|dozen)"),
    "an": re.compile(r" hour"),
    "as": re.compile(r" soon as p"),
    "at": re.compile(r" (?:present|the moment)"),
}
_KINDS = {word: word for rule in RULES for word in rule.starts if word.isalpha()} | {word: word for word in RELATED}
_KINDS |= dict.fromkeys(NUMBER_WORDS, "#")
_KINDS |= {word: "month" for name in MONTH_NAMES for word in (name.lower(), name[:3].lower())} | {"sept": "month"}
_KINDS |= {word: "weekday" for day in DAYS for word in (day, f"{day}s", day[:3])}
_KINDS |= dict.fromkeys(("tues", "thur", "thurs"), "weekday")
del _KINDS["month"], _KINDS["weekday"]
_ALL = {word for rule in RULES for word in rule.starts}
RULES_BY_KIND = {kind: tuple(rule for rule in RULES if kind in rule.starts) for kind in _ALL}


def openings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the places where a time may begin, each with how it begins: "#", "month", "weekday", or the word itself."""
    for token in _TOKEN.finditer(text):
        kind = _kind(text, token)
        if kind is not None:
            yield token.start(), kind


def kind_at(text: str, start: int) -> str | None:
    """Return how a time would begin at an offset, None where none may."""
    token = _FIRST.match(text, start)
    return _kind(text, token) if token else None


def _kind(text: str, token: re.Match[str]) -> str | None:
    word = token[0]
    if word.isdigit():
        return "#"
    kind = _KINDS.get(word.lower())
    if kind in ("month", "weekday") and not word[0].isupper():
        return None
    following = _NEXT.get(kind or "")
    return kind if following is None or following.match(text, token.end()) else None
