"""Shares in words: text and an offset in, a share in per cent out: "two-thirds of the city", "one in three houses".

A fraction is no exact number: it has a best value, or the bound that the words before it give ("more than half").
"""

from __future__ import annotations

import re

from rashomon.reading.numbers import number_at
from rashomon.reading.quantities import MODIFIER, bounds_under
from rashomon.records import Figure, Span

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_FRACTION = re.compile(
    rf"(?:(?P<count>{'|'.join(_COUNTS)})[ -])?(?:(?P<part>{'|'.join(_PARTS)})s?)\b(?P<of>(?= of )|(?<=half)"
    r"(?= (?:the|its|their|our|his|her) (?!size|distance|way|time|price|amount|number|speed)))?",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"one (?:in|out of) (?:every )?(?P<many>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"(?= (?P<noun>[a-z]+s)\b)",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"(?: of|(?= (?:the|its|their|our|his|her) )) (?:(?:the|its|their|our|his|her|all|both)\b ?){0,2}"
    r"(?:(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
    r"(?: (?P<land>army|forces|troops|territory|region|city|town|village|district|province|population|side|people)\b)?"
    r"|(?:(?:old|whole|entire|private|residential|remaining|central|eastern|western|northern|southern) )?"
    r"(?!(?:them|it|us|you|those|these|whom|which)\b)(?P<noun>[a-z]+))"
)


def share_at(text: str, start: int) -> Figure | None:
    """Return the share that begins at an offset.

    >>> share_at("Two-thirds of the city burns.", 0).best
    66.7
    """
    return _one_in(text, start) or _fraction(text, start)


def whole_of(text: str, end: int) -> str | None:
    """Return what a share that ends at an offset is a share of: the city, or a name as written."""
    match = _OF_WHAT.match(text, end)
    return (match["land"] or match["name"] or match["noun"]) if match else None


def _fraction(text: str, start: int) -> Figure | None:
    modifier = MODIFIER.match(text, start)
    match = _FRACTION.match(text, modifier.end() if modifier else start)
    if match is None:
        return None
    count, part = _COUNTS[(match["count"] or "one").lower()], match["part"].lower()
    if match["of"] is None and (count == 1 or part in ("half", "quarter")):
        return None  # "half asleep", "residents of two quarters"
    share = round(100 * count / _PARTS[part], 1)
    if not 0 < share < 100:
        return None
    low, high, best = bounds_under(modifier, share, share, exact=False)
    span = Span(start, match.end())
    return Figure("per cent", low, high, text[span.start : span.end], span, whole_of(text, span.end), best)


def _one_in(text: str, start: int) -> Figure | None:
    match = _ONE_IN.match(text, start)
    number = number_at(text, match.start("many")) if match else None
    if match is None or number is None or number.value < 2:
        return None
    span = Span(match.start(), match.end())
    return Figure("per cent", None, None, match[0], span, match["noun"], round(100 / number.value, 1))
