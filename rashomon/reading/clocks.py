"""Clock times as written: "3 a.m.", "18:30 GMT", "midnight Moscow time" -> a moment, whose day its neighbours tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rashomon.reading.stretches import Setting, Stretch
from rashomon.reading.wording import ZONE

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _clock(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve a clock time; its day comes from its neighbours."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return _at_clock(setting, f"{hour:02d}:{minute:02d}", "minute" if match["minute"] else "hour", _zone(match))


def _spoken_clock(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "ten p.m.", "3 o'clock in the morning"; without its half of the day an hour is not known."""
    words, half = match["hour"].lower(), (match["half"] or match["part"] or "").lower()
    hour = int(words) if words.isdigit() else _HOURS.index(words) + 1
    if not 1 <= hour <= 12 or not half:
        return Stretch(grain="hour", kind="time", because="clock time, of which half of the day is not said",
                       value=f"XXXX-XX-XXT{hour:02d}:00" if hour < 24 else None, zone=_zone(match))  # fmt: skip
    late = half.startswith(("p", "afternoon", "evening")) or (half == "at night" and hour > 5)
    return _at_clock(setting, f"{hour % 12 + 12 * late:02d}:00", "hour", _zone(match))


def _named_clock(setting: Setting, match: re.Match[str]) -> Stretch:
    if match["named"].lower() != "midnight":
        return _at_clock(setting, "12:00", "hour", _zone(match))
    stretch = _at_clock(setting, "00:00", "hour", _zone(match))
    return replace(stretch, because=f"{stretch.because}, midnight taken as the beginning of the day")


def _at_clock(setting: Setting, clock: str, grain: str, zone: str | None) -> Stretch:
    """Return a clock time; until its sentence names its day, its value has the day told, and it has no interval."""
    because = f"clock time, zone as written: {zone}" if zone else "clock time without zone"
    day, anchor = setting.told
    value = f"{day}T{clock}" if day else None
    return Stretch(grain=grain, kind="time", clock=clock, because=because, zone=zone, value=value, anchor=anchor)


def _zone(match: re.Match[str]) -> str | None:
    return match["zone"].strip(" ()") if match["zone"] else None


CLOCKS: tuple[tuple[re.Pattern[str], Callable[[Setting, re.Match[str]], Stretch | None]], ...] = (
    (re.compile(rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap](?:\.m\.|m\b)){ZONE}", re.I), _clock),
    (re.compile(rf"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])(?P<half>)(?: hours\b)?{ZONE}"), _clock),
    (re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<half>)(?P<zone> (?:GMT|UTC|hours GMT))\b"), _clock),
    (re.compile(rf"(?P<hour>{'|'.join(_HOURS)}) (?P<half>[ap])(?P<part>)(?:\.m\.|m\b){ZONE}", re.I), _spoken_clock),
    (
        re.compile(
            rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)}) o[’']clock\b(?P<half>)"
            rf"(?: (?:in the )?(?P<part>(?<=the )(?:morning|afternoon|evening)|at night))?{ZONE}",
            re.I,
        ),
        _spoken_clock,
    ),
    (re.compile(rf"(?P<named>midnight|noon|midday)\b{ZONE}", re.I), _named_clock),
)
