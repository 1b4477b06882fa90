"""Lengths and repetitions as written: "28 years", "half an hour", "every Friday" -> values of TIMEX3, no interval."""

from __future__ import annotations

import re

from rashomon.reading.numbers import number_at
from rashomon.reading.stretches import Setting, Stretch

_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "weekend": "WE", "week": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
_HALVES = {
    "minute": "PT30S", "hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y",
}  # fmt: skip
_NAMED_LENGTHS = {"fortnight": "P2W", "quarter-century": "P25Y", "quarter century": "P25Y",
                  "quarter of a century": "P25Y"}  # fmt: skip
_ADVERBS = {"daily": "day", "hourly": "hour", "weekly": "week", "nightly": "day", "monthly": "month", "yearly": "year",
            "annually": "year"}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_AGE_AFTER = re.compile(r"[ -](?:old|of age)\b", re.I)
_AGE_BEFORE = re.compile(r"\baged? (?:of )?$", re.I)
_COUNT_BEFORE = re.compile(r"(?:\d|\b(?:million|billion|once|twice|percent|\w+s))\)? $", re.I)
_RATE_BEFORE = re.compile(r"(?:[$€£]\d[\d.,]{0,9}|\b(?:million|billion|times|dollars))\)? $", re.I)
_BESIDE = re.compile(r" (?:before|after|into)\b")
# Words before "a week" that make it a length, beside those that call for a time.
LENGTHY = re.compile(
    r"(?:(?<!\w)(?:in|since|for|to|of|by|during|from|after|before|around|than|within|over|about|almost|nearly|least|most"
    r"|throughout|barely|lasted|lasting|last|took|take|takes|spent|spend|just|only|another|under|every|once|half|until"
    r"|him|her|them|us|me)"
    r" )$",
    re.I,
)


def length(count: float | None, unit: str) -> str:
    """Return a length in the terms of TIMEX3; what is not counted is X.

    >>> length(28, "year"), length(None, "day"), length(48, "hour")
    ('P28Y', 'PXD', 'PT48H')
    """
    number = "X" if count is None else f"{count:g}" if count < 10**6 else f"{count:.0f}"
    return ("PT" if unit in ("hour", "minute", "second") else "P") + number + _LETTERS[unit]


def count_of(words: str | None) -> int | None:
    """Return the number that words stand for; "several" and "a few" are not counted."""
    amount = _amount(words)
    return int(amount) if amount is not None else None


def _amount(words: str | None) -> float | None:
    words = (words or "").lower().strip()
    if words in ("a", "an", "one"):
        return 1.0
    if words in ("a couple of", "couple of"):
        return 2.0
    number = number_at(words, 0)
    return number.value if number and number.end == len(words) else None


def unit_of(match: re.Match[str]) -> str:
    """Return the unit of time that a phrase names, in the singular."""
    unit = match["unit"].lower()
    return "century" if unit.startswith("centur") else unit


def duration(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "28 years", "several hours", "two and a half years"; an age is a length only where it is asked for."""
    amount, unit, text = _amount(match["count"]), unit_of(match), setting.text
    if (
        match[0].lower() == "one day"
        and not setting.end
        and not LENGTHY.search(text, max(0, match.start() - 24), match.start())
    ):
        return None
    aged = _AGE_AFTER.match(text, match.end()) or _AGE_BEFORE.search(text, max(0, match.start() - 8), match.start())
    if aged and not setting.end:
        return None
    if amount is not None and match["half"]:
        return _of_length(_and_a_half(int(amount), unit))
    return _of_length(length(None if match["upper"] else amount, unit))


def _and_a_half(count: int, unit: str) -> str:
    """Return a length with half a unit more: two and a half years are P2Y6M."""
    if unit == "year":
        return f"P{count}Y6M"
    if unit == "hour":
        return f"PT{count}H30M"
    return length(count + 0.5, unit)


def _lengthy(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around a unit make it a length: "within a week", "a day before the vote"."""
    return bool(LENGTHY.search(text, max(0, match.start() - 24), match.start()) or _BESIDE.match(text, match.end()))


def one_unit(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "a week", "half an hour" where the words before it make it a length: "within a week"."""
    unit, text = unit_of(match), setting.text
    if match["half"] == "a half":
        return _of_length(_and_a_half(1, unit))
    if match["half"]:
        return _of_length(_HALVES.get(unit, length(0.5, unit)))
    rate = _COUNT_BEFORE if setting.end else _RATE_BEFORE
    if rate.search(text, max(0, match.start() - 16), match.start()):
        return Stretch(kind="set", because="a time that comes again", value=length(1, unit), quant="EVERY")
    if not setting.end and not _lengthy(text, match):
        return None
    return _of_length(length(1, unit))


def whole_unit(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "a year-long siege", "another week", "a fortnight", "a quarter of a century"."""
    unit = match["unit"].lower()
    if unit in _NAMED_LENGTHS:
        return _of_length(_NAMED_LENGTHS[unit])
    return _of_length(length(1, "century" if unit.startswith("centur") else unit))


def many_units(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "within weeks", "for years", "the weeks ahead": a length without a count."""
    ahead = match["ahead"] is not None or setting.end
    if not ahead and not _lengthy(setting.text, match):
        return None
    return _of_length(length(None, unit_of(match)))


def some_time(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "some time", "a while": a length of which not even the unit is told."""
    return _of_length("PXX")


def asked_unit(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve a bare "week", "the early years" where somebody says that it is a time: a length."""
    return _of_length(length(None if match["plural"] else 1, unit_of(match)))


def _of_length(value: str) -> Stretch:
    return Stretch(kind="duration", because="a length of time", value=value)


def every(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "every day", "each Thursday", "every two weeks", "every morning"."""
    count = 2 if match["second"] else count_of(match["count"]) if match["count"] else 1
    what = match["what"].lower()
    if what[:3] in _WEEKDAYS and what.endswith("day"):
        value = weekly(what)
    elif what in _PARTS:
        value = f"XXXX-XX-XXT{_PARTS[what]}"
    else:
        value = length(count, "century" if what.startswith("centur") else what.removesuffix("s"))
    return _again(value, quant=match["quant"].upper())


def weekly(weekday: str) -> str:
    """Return a weekday of every week: XXXX-WXX-5 is Friday."""
    return f"XXXX-WXX-{_WEEKDAYS.index(weekday.lower()[:3]) + 1}"


def plural_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "Sundays", "Friday nights"."""
    part = (match["part"] or "").lower()
    return _again(weekly(match["weekday"]) + (f"T{_PARTS[part]}" if part in _PARTS else ""), quant="EVERY")


def adverb(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "daily", "weekly"."""
    return _again(length(1, _ADVERBS[match[0].lower()]), quant="EVERY")


def rate(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "twice a week", "three times a day": a unit with a frequency."""
    number = _TIMES.get((match["often"] or "").lower()) or count_of(match["count"])
    return _again(length(1, unit_of(match)), freq=f"{number if number else 'X'}X")


def _again(value: str, *, quant: str | None = None, freq: str | None = None) -> Stretch:
    return Stretch(kind="set", because="a time that comes again", value=value, quant=quant, freq=freq)
