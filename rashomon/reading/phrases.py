"""The phrases of time in English news: each a pattern with the function that resolves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rashomon.reading.days import (
    DAYS,
    dated_day,
    distant_day,
    iso_day,
    near_day,
    next_to_narrated,
    numeric_day,
    on_weekday,
    past_stretch,
    recent_days,
    weekday_dated,
)
from rashomon.reading.months import decade_words, month_words, near_unit, season_of_year, year_words, years_words
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.stretches import MONTH_NAMES, Setting, Stretch

_MON = (
    r"(?P<month>(?:J(?:anuary|une|uly)|February|Ma(?:rch|y)|A(?:pril|ugust)|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# Months whose names are nothing else: no verb, no adjective, no first name.
_CLEAR_MONTH = "January|February|July|September|October|November|December"
_FULL_MONTH = "|".join(MONTH_NAMES)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_DAY2 = r"(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d%]|[.,:]\d)"
_YEAR_AFTER = rf"(?:,? |,){_YEAR}(?!,\d)"
_NEAR_YEAR = r" (?:of )?(?P<near>last|this|next) year\b"
_WHICH_YEAR = rf"(?:{_YEAR_AFTER}|{_NEAR_YEAR})?"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
_PART = r"(?P<part>morning|afternoon|evening|night|noon|midday|midnight)\b"
_UNIT = r"(?P<unit>minute|hour|night|day|week|month|year|decade)s?\b"
_AND = r" ?(?:-|–|—) ?| (?:to|and|until|through|till) "
JOIN = re.compile(r" ?(?:-|–|—) ?| (?:to|and|until|through|till) (?:the )?", re.I)
_COUNTED = (
    r"(?![ \u00a0](?:people|men|women|soldiers|troops|civilians|children|fighters|families|houses|homes|sheep|villages|"
    r"towns|cities|settlements|tanks|drones|shells|rockets|missiles|per cent|percent|km|kilomet|met(?:er|re)s|tonnes|"
    r"tons|hectares|square|dollars|euros|cases|hours|minutes|prisoners|refugees)\w*)"
)
_COUNT_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:\d[\d,]{{0,12}}|(?:(?:{_COUNT_WORDS})(?:[ -](?:and )?(?:{_COUNT_WORDS})){{0,4}}))"
_COUNT = rf"(?P<count>{_NUMBER}|an?|several|a few|a couple of|some)"
_WHICH_THIRD = r"(?P<third>early|late|mid|(?:the )?(?:beginning|start|middle|end) of)[ -]"
_THIRD = rf"(?:{_WHICH_THIRD}(?:in )?)?"
_TIME_OF_DAY = r"(?:morning|afternoon|evening|night|early hours)"
_ZONE = (
    r"(?P<zone> \(?(?:(?:[A-Z]\w{2,12} |local )time\b|GMT\b|UTC\b|MSK\b|CET\b|EET\b|EST\b|EDT\b|BST\b)"
    r"(?:[+-]\d{1,2}(?!\d))?\)?)?"
)
RELATION = re.compile(r"(?P<relation>since|by|until|till|through|before|after|from|between) (?:about |around )?", re.I)
# Words before a bare month, year or "a week" that make it a time.
PLACING = re.compile(
    r"(?:(?<!\w)(?:in|since|until|till|by|during|from|of|before|after|around|circa|early|late|for|to|through|throughout"
    r"|between|every|the|year|than) |\()$",
    re.IGNORECASE,
)
TO_DAY = re.compile(r",? (?:on |of )?(?:the morning of )?")
TO_CLOCK = re.compile(r",? at (?:about |around )?")
_AGE_AFTER = re.compile(r"[ -](?:old|of age)\b", re.I)
_AGE_BEFORE = re.compile(r"\baged? (?:of )?$", re.I)


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
    grain = "minute" if match["minute"] else "hour"
    return Stretch(grain=grain, kind="time", clock=f"{hour:02d}:{minute:02d}", because=_zone_reason(match))


def _named_clock(setting: Setting, match: re.Match[str]) -> Stretch:
    noon = match["named"].lower() != "midnight"
    because = _zone_reason(match) + ("" if noon else ", midnight taken as the beginning of the day")
    return Stretch(grain="hour", kind="time", clock="12:00" if noon else "00:00", because=because)


def _zone_reason(match: re.Match[str]) -> str:
    return f"clock time, zone as written: {match['zone'].strip()}" if match["zone"] else "clock time without zone"


def _duration(setting: Setting, match: re.Match[str]) -> Stretch | None:
    if match[0].lower() == "one day" and not PLACING.search(setting.text, max(0, match.start() - 24), match.start()):
        return None
    if _AGE_AFTER.match(setting.text, match.end()) or _AGE_BEFORE.search(
        setting.text, max(0, match.start() - 8), match.start()
    ):
        return None
    return Stretch(kind="duration", because="a length of time")


def _set(setting: Setting, match: re.Match[str]) -> Stretch:
    return Stretch(kind="set", because="a time that comes again")


def _war_day(setting: Setting, match: re.Match[str]) -> Stretch:
    return Stretch(because="a day counted from a beginning that is not named")


_Rule = tuple[re.Pattern[str], Callable[[Setting, re.Match[str]], "Stretch | None"], bool]


def _rule(pattern: str, resolve: Callable[[Setting, re.Match[str]], Stretch | None], *, bare: bool = False) -> _Rule:
    """Return one rule; a bare one needs a word before it that calls for a time."""
    return re.compile(pattern), resolve, bare


CLOCKS: tuple[tuple[re.Pattern[str], Callable[[Setting, re.Match[str]], Stretch | None]], ...] = (
    (re.compile(rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap](?:\.m\.|m\b)){_ZONE}", re.I), _clock),
    (re.compile(rf"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])(?P<half>)(?: hours\b)?{_ZONE}"), _clock),
    (re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<half>)(?P<zone> (?:GMT|UTC|hours GMT))\b"), _clock),
    (re.compile(rf"(?P<named>midnight|noon|midday)\b{_ZONE}"), _named_clock),
)
_DATE_TAIL = rf"(?: |-)(?:of )?{_MON}{_WHICH_YEAR}"
_SHORT_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b\.?"
)
RULES: tuple[_Rule, ...] = (
    _rule(r"(?P<year>\d{4})(?P<mark>[-/])(?P<two>\d\d)(?P=mark)(?P<one>\d\d)(?!\d)"
          r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", iso_day),
    _rule(r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)", numeric_day),
    _rule(rf"(?:the )?{_DAY}{_DATE_TAIL}", dated_day),
    _rule(rf"{_MON} (?:the )?{_DAY}{_WHICH_YEAR}", dated_day),
    _rule(rf"{_SHORT_WEEKDAY}(?:, ?| )(?:the )?{_DAY}{_DATE_TAIL}", weekday_dated),
    _rule(rf"{_SHORT_WEEKDAY}(?:, ?| ){_MON} (?:the )?{_DAY}{_WHICH_YEAR}", weekday_dated),
    _rule(r"(?:(?P<early>[Ee]arly|[Ll]ate) (?:on )?)?"
          r"(?:(?P<which>(?i:last|next|this|this past|past|coming|the previous|the following)) )?"
          rf"{_WEEKDAY}(?: {_PART})?", on_weekday),
    _rule(rf"(?:(?i:the (?P<early>{_TIME_OF_DAY})) of )(?P<which>)(?P<part>){_WEEKDAY}", on_weekday),
    _rule(rf"(?i:(?:the )?{_TIME_OF_DAY} of (?:the )?){_DAY}{_DATE_TAIL}",
          lambda setting, match: replace(dated_day(setting, match), grain="part-of-day")),
    _rule(rf"(?i:(?:the )?{_TIME_OF_DAY} of ){_MON} {_DAY}{_WHICH_YEAR}",
          lambda setting, match: replace(dated_day(setting, match), grain="part-of-day")),
    _rule(r"(?i:(?:earlier |later )?(?P<near_day>the day before yesterday|the day after tomorrow|today|yesterday"
          rf"|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening|night))\b(?: {_PART})?)",
          near_day),
    _rule(r"(?i:(?:the (?:previous|same|next|following|preceding) day|the day (?:before|earlier)|that (?:same )?day)\b)"
          r"(?! (?:the|yester))",
          next_to_narrated),
    _rule(rf"(?i:{_COUNT}[ -]{_UNIT} (?P<side>ago|earlier|later|before|from now)\b)", distant_day),
    _rule(rf"(?i:(?:the (?:past|last|previous)|past) (?P<count>{_NUMBER}|several|few|couple of) {_UNIT})",
          past_stretch),
    _rule(rf"(?i:(?:the )?past (?P<count>){_UNIT})", past_stretch),
    _rule(r"(?i:(?:the )?recent (?:hours|days|weeks|months|years)\b)", recent_days),
    _rule(r"(?i:(?:(?:earlier|later|late|early) )?(?P<which>last|this|next|the previous|the coming) "
          r"(?P<unit>weekend|week|month|year|spring|summer|autumn|winter)\b)", near_unit),
    _rule(r"(?i:(?P<which>the) (?P<unit>weekend)\b)", near_unit),
    _rule(rf"(?i:(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?){_YEAR}", season_of_year),
    _rule(rf"(?i:{_THIRD})(?P<month>{_FULL_MONTH})\b{_WHICH_YEAR}", month_words, bare=True),
    _rule(rf"(?i:{_THIRD})(?P<month>{_CLEAR_MONTH})\b{_WHICH_YEAR}", month_words),
    _rule(rf"(?i:{_WHICH_THIRD})(?P<month>{_FULL_MONTH})\b{_WHICH_YEAR}",
          month_words),
    _rule(rf"{_MON}(?P<third>)(?P<near>)(?:,? ){_YEAR}", month_words),
    _rule(rf"(?i:{_THIRD}){_YEAR}(?![-–]\d){_COUNTED}", year_words, bare=True),
    _rule(r"(?P<year>1[5-9]\d\d|20\d\d) ?[-–] ?(?P<year2>1[5-9]\d\d|20\d\d|\d\d)(?![\d-])" + _COUNTED, years_words),
    _rule(r"(?i:(?:the )?(?:(?P<third>early|late|mid)[ -])?)(?P<ten>1[5-9]\d|20\d)0[’']?s\b", decade_words),
    _rule(r"(?i:day \d{1,4})\b(?= of\b)", _war_day),
    _rule(r"(?i:the \d{1,4}(?:st|nd|rd|th) day)\b(?= of\b)", _war_day),
    _rule(r"(?i:(?:every|each) (?:(?:second|other|single) )?"
          rf"(?:minute|hour|night|day|morning|evening|week|month|year|{'|'.join(DAYS)})\b)", _set),
    _rule(r"(?:daily|hourly|weekly|nightly|monthly)\b", _set),
    _rule(rf"(?i:(?P<count>{_NUMBER}|several|a few|a couple of)(?: ?(?:-|–|to|or) ?{_NUMBER})?[ -]{_UNIT})", _duration),
    _rule(rf"(?i:(?P<count>an?|half an?) {_UNIT})", _duration, bare=True),
    *((pattern, resolve, False) for pattern, resolve in CLOCKS),
)  # fmt: skip
DAY_PAIRS = (
    re.compile(rf"(?i:(?:from|between|the night of) (?:the )?)?{_DAY}(?:{_AND})(?:the )?{_DAY2}{_DATE_TAIL}"),
    re.compile(rf"(?i:(?:from|between|the night of) )?{_MON} {_DAY}(?:{_AND}){_DAY2}{_WHICH_YEAR}"),
)
# Where a time may begin: a cheap look before the rules are tried.
OPENING = re.compile(
    rf"(?<![\w$€£.,/:-])(?:\d|(?:{_FULL_MONTH}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST"
    r"|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?i:since|by|until|till|through|before|after|from|between|today|yesterday|tomorrow|tonight|overnight|last|next|this"
    r"|past|previous|recent|coming|earlier|later|early|late|mid|midnight|noon|midday|every|each|daily|hourly|weekly"
    r"|nightly|monthly|day|spring|summer|autumn|fall|winter|several|half|an?|morning|evening|night|beginning|middle|end|that"
    rf"|the(?= (?:day|night|morning|afternoon|evening|early|late|mid|previous|preceding|same|next|following|coming|past"
    rf"|last|recent|weekend|spring|summer|autumn|fall|winter|beginning|start|middle|end|\d))|{_COUNT_WORDS})\b)"
)
