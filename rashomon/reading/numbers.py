"""Numbers as written: text and an offset in, the number that begins there out, in digits or in words.

Also the text itself with its wrapped lines joined, character for character, as times and figures read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BELOW_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_UNITS = {word: value for value, word in enumerate(_BELOW_TWENTY)}
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS, start=2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FACTORS = {
    "hundred": 100, "k": 1_000, "lakh": 100_000, "m": 1_000_000, "mln": 1_000_000, "crore": 10_000_000,
    "bn": 1_000_000_000, **_SCALES,
}  # fmt: skip
_SMALL = _UNITS | _TENS

_DIGITS = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+|\d{1,15})(?:\.\d{1,6})?(?![\d.,]*\d)"
)
# "m" is a million only before those who are counted in millions, or after a sign of money: "1.2m people", "$3m".
_SCALE_AFTER = re.compile(
    r"[ \u00a0-]?(hundred|thousand|million|billion|lakh|crore|mln|bn)\b|(k)(?= [a-z])"
    r"|(m)(?= (?:people|civilians|children|residents|inhabitants|refugees|displaced|dollars|euros)\b)",
    re.IGNORECASE,
)
_MILLIONS_OF_MONEY = re.compile(r"(m)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_GAP = re.compile(r"(?:[ \u00a0]{1,2}|-)(?=[A-Za-z])")
_ROUND = re.compile(r"(?:(?P<half>half)[ -]a[ -]dozen|half[ -]a[ -](?P<scale>million|billion|thousand)"
                    r"|(?P<count>a|one|two|three|four|five|six)[ -]dozen)\b", re.I)  # fmt: skip

NUMBER_WORDS = frozenset({*_SMALL, *_SCALES, "hundred", "dozen"})


_WRAPS = re.compile(r"(?<=[\w,-])\n(?=[\w$€£])|[\t\u00a0\u2009\u202f]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends at `end`; `exact` is False for round words such as "a dozen" or "a hundred"."""

    end: int
    value: float
    exact: bool = True
    digits: bool = False


def unwrapped(text: str) -> str:
    """Return a text of the same length in which a line that breaks within a sentence goes on."""
    return _WRAPS.sub(" ", text)


def number_at(text: str, start: int) -> Number | None:
    """Return the number that begins at an offset, as long as it goes.

    >>> number_at("one hundred and twenty-five men", 0).value
    125.0
    """
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    if digits := _DIGITS.match(text, start):
        return _in_digits(text, digits)
    return _in_dozens(text, start) or _in_words(text, start)


def _in_digits(text: str, match: re.Match[str]) -> Number:
    """Read digits, thousands separators and a scale: "45,000", "1.5 million"."""
    value, end = float(re.sub(r"[^\d.]", "", match[0])), match.end()
    money = match.start() > 0 and text[match.start() - 1] in "$€£"
    while scale := _SCALE_AFTER.match(text, end) or (money and _MILLIONS_OF_MONEY.match(text, end)):
        value, end = value * _FACTORS[scale[scale.lastindex or 1].lower()], scale.end()
    return Number(end, value, digits=True)


def _in_dozens(text: str, start: int) -> Number | None:
    """Read dozens and halves of a scale: "a dozen", "half a million"."""
    match = _ROUND.match(text, start)
    if match is None:
        return None
    if match["half"]:
        return Number(match.end(), 6.0, exact=False)
    if match["scale"]:
        return Number(match.end(), _SCALES[match["scale"].lower()] / 2, exact=False)
    return Number(match.end(), 12.0 * {"a": 1, **_UNITS}[match["count"].lower()], exact=False)


def _in_words(text: str, start: int) -> Number | None:
    """Read number words: the group below a thousand grows until a scale closes it."""
    total, group, end, exact = 0, None, start, True
    position, last, least = start, "", 10**12
    while word := _WORD.match(text, position):
        name = word[0].lower()
        if name in ("a", "and"):
            # "a hundred", "one hundred and five": "a" only opens, "and" only follows a hundred or a scale.
            if (name == "a") != (position == start) or (name == "and" and last not in {"hundred", *_SCALES}):
                break
            exact = exact and name != "a"
        elif name in _SMALL and _fits(last, name):
            group = (group or 0) + _SMALL[name]
            end = word.end()
        elif name == "hundred" and (last in _SMALL or last == "a") and (group or 1) < 20:
            group, end = (group or 1) * 100, word.end()
        elif name in _SCALES and (group or last == "a") and _SCALES[name] < least:
            least = _SCALES[name]
            total, group, end = total + (group or 1) * least, None, word.end()
        else:
            break
        last = name
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    if end == start:
        return None
    return Number(end, float(total + (group or 0)), exact)


def _fits(last: str, name: str) -> bool:
    """Return whether a small number word may follow: "twenty five", "hundred and five", never "two three"."""
    if last in _TENS:
        return name in _UNITS and 0 < _UNITS[name] < 10
    return last not in _UNITS and last != "a"
