"""Quantities as written: text and an offset in, the interval that the words there stand for out.

Round words stand for closed intervals: dozens 24-99, scores 40-99, hundreds 200-999, thousands 2000-9999,
tens of thousands 20,000-99,999, several 3-9, a few 2-5. "More than N" and "over N" begin at N; "about N",
"nearly N" and "a dozen" have no ends, only a best value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.reading.measures import MEASURE, PERCENT, SQUARE
from rashomon.reading.numbers import number_at


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: an interval or a best value, and how sure the words are that they count something."""

    start: int
    end: int
    low: float | None = None
    high: float | None = None
    best: float | None = None
    plain: bool = False  # digits that could as well be a year or a label
    small: bool = False  # a number word such as "two": common without counting anything
    over: bool = False  # "over" also means "during"
    loose: bool = False  # a round word such as "several": it counts only what is known to be counted


_ROUND = (
    (r"hundreds of millions", 200_000_000, 999_999_999), (r"tens of millions", 20_000_000, 99_999_999),
    (r"hundreds of thousands", 200_000, 999_999), (r"tens of thousands", 20_000, 99_999),
    (r"millions", 2_000_000, 9_999_999), (r"thousands", 2_000, 9_999), (r"hundreds", 200, 999), (r"scores", 40, 99),
    (r"dozens", 24, 99), (r"tens", 20, 99), (r"several million", 3_000_000, 9_999_999),
    (r"several thousand", 3_000, 9_999), (r"several hundred", 300, 999), (r"several dozens?", 36, 99),
    (r"(?:a )?few million", 2_000_000, 5_999_999), (r"(?:a )?few thousand", 2_000, 5_999),
    (r"(?:a )?few hundred", 200, 599), (r"(?:a )?few dozen", 24, 71), (r"several", 3, 9), (r"a handful", 2, 5),
    (r"a few", 2, 5), (r"a couple", 2, 2), (r"both", 2, 2),
)  # fmt: skip
_ROUND_WORDS = tuple((re.compile(words + r"\b(?: of\b)?", re.IGNORECASE), low, high) for words, low, high in _ROUND)
LEAST = (
    r"at least|(?:no|not) (?:fewer|less) than|(?:well |many |much )?more than|(?:just |well )?over|above|exceeding|"
    r"in excess of|upwards of|a minimum of|exceed(?:s|ed)?|surpassed|topped"
)
MOST = (
    r"at (?:the )?most|up to|as (?:many|much) as|(?:no|not) more than|(?:less|fewer) than|(?:just )?under|below|"
    r"a maximum of|(?<!\bto )within"
)
ABOUT = (
    r"around|about|some|approximately|roughly|nearly|nearing|almost|close to|an estimated|estimated|perhaps|circa|"
    r"as few as"
)
JUST = r"exactly|precisely|a total of|another|a further|an additional|only|just|all"
MODIFIER = re.compile(
    rf"(?:(?:(?P<least>{LEAST})|(?P<most>{MOST})|(?P<about>{ABOUT}))(?: another| an additional| a further)?"
    rf"|{JUST}) ",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:between|from) ", re.IGNORECASE)
_BETWEEN_AND = re.compile(r" (?:and|to) |(?: )?[-–—](?: )?", re.IGNORECASE)
_TO = re.compile(r" (?:to|or) (?:as many as )?|(?: )?[-–—](?: )?", re.IGNORECASE)
_PADDED = re.compile(r"0\d")
_OR_SO = re.compile(r" or so\b|[ -]odd\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ros|ris|increas|gr[eo]w|climb|jump|f[ea]ll|dropp|went|gone|rais|lower|revis|correct)[a-z]*(?: \w+ly)? $",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\+(?!\w)| or more\b", re.IGNORECASE)
_SCALE = re.compile(r"(?:hundred|thousand|million|billion)$", re.IGNORECASE)
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
STRONG = re.compile(
    r"[ -]strong(?: (?:group|unit|force|team|crowd|garrison|contingent|detachment|convoy))?\b", re.IGNORECASE
)
MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}


def quantity_at(text: str, start: int) -> Quantity | None:
    """Return the quantity at an offset: a number, a range or a round word, with its modifier."""
    modifier = MODIFIER.match(text, start)
    at = modifier.end() if modifier else start
    between = _BETWEEN.match(text, at)
    if between and _CHANGED.search(text, max(0, start - 24), start):
        return _changed(text, between.end())
    if between:
        return _range(text, start, between.end(), _BETWEEN_AND)
    for pattern, low, high in _ROUND_WORDS:
        match = pattern.match(text, at)
        if match:
            return Quantity(start, match.end(), *bounds_under(modifier, low, high), loose=True)
    if text[at : at + 1] in MONEY:
        at += 1
    number = number_at(text, at)
    if number is None or _broken(text, number.end) or _PADDED.match(text, at):
        return None
    return _range(text, start, at, _TO, modifier) or _single(text, start, at, modifier)


def _range(
    text: str, start: int, at: int, joint: re.Pattern[str], modifier: re.Match[str] | None = None
) -> Quantity | None:
    """Return "10 to 15": two numbers of which the second is greater."""
    one = number_at(text, at)
    join = joint.match(text, one.end) if one else None
    two = number_at(text, join.end()) if join else None
    if one is None or two is None or _broken(text, two.end):
        return None
    low, scale = one.value, _SCALE.search(text, two.end - 9, two.end)
    if scale and low < two.value / _SCALES[scale[0].lower()] and not _SCALE.search(text, at, one.end):
        low *= _SCALES[scale[0].lower()]  # "two or three thousand": the scale belongs to both
    if low >= two.value:
        return None
    return Quantity(start, two.end, *bounds_under(modifier, low, two.value))


def _changed(text: str, at: int) -> Quantity | None:
    """Return 15 of "rose from 12 to 15": what was counted before is no figure any more."""
    former = number_at(text, at)
    join = _BETWEEN_AND.match(text, former.end) if former else None
    return quantity_at(text, join.end()) if join else None


def _single(text: str, start: int, at: int, modifier: re.Match[str] | None) -> Quantity | None:
    """Return one number with its modifier and what may follow it: "20 or more"."""
    number = number_at(text, at)
    if number is None:
        return None
    more = _OR_MORE.match(text, number.end)
    if more:
        return Quantity(start, more.end(), number.value)
    so = _OR_SO.match(text, number.end)
    bounds = bounds_under(modifier, number.value, number.value, exact=number.exact and not so)
    if so:
        return Quantity(start, so.end(), *bounds)
    plain = modifier is None and number.digits and text[at : number.end].isdigit()
    over = modifier is not None and (modifier["least"] or "").lower() == "over"
    return Quantity(start, number.end, *bounds, plain=plain, small=not number.digits and modifier is None, over=over)


def bounds_under(
    modifier: re.Match[str] | None, low: float, high: float, *, exact: bool = True
) -> tuple[float | None, float | None, float | None]:
    """Return low, high and best of a quantity under its modifier."""
    low, high = float(low), float(high)
    if modifier and modifier["least"]:
        return low, None, None
    if modifier and modifier["most"]:
        return None, high, None
    if low < high:
        return low, high, None
    if not exact or (modifier and modifier["about"]):
        return None, None, low
    return low, high, None


def _broken(text: str, end: int) -> bool:
    """Return whether a number goes on as something else: an ordinal, a name, a score, a date."""
    rest = text[end : end + 16]
    if rest[:1].isalpha():
        return not (MEASURE.match(text, end) or SQUARE.match(text, end))
    if rest[:1] in "-–—":
        if _OR_SO.match(text, end) or STRONG.match(text, end):
            return False
        hyphened = MEASURE.match(text, end)
        return rest[1:2].isalnum() and not hyphened and not rest[1:2].isdigit() and not PERCENT.match(text, end)
    return rest[:1] in ("/", ":", "_", "°") or (rest[:1] == "." and rest[1:2].isalnum() and not rest[1:2].isupper())
