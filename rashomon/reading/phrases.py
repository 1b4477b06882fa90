"""The phrases of time in English news: each a pattern with the function that resolves it.

A rule says which words it may begin with, so that at each place of a text only a few are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rashomon.reading.days import (
    DAYS,
    SPOKEN_DAYS,
    coming_stretch,
    dated_day,
    distant_day,
    in_units,
    iso_day,
    near_day,
    next_to_narrated,
    numeric_day,
    on_weekday,
    part_of_day,
    past_stretch,
    recent_days,
    spoken_day,
    weekday_dated,
)
from rashomon.reading.holidays import HOLIDAY_WORDS, NAMES, holiday
from rashomon.reading.lengths import adverb, duration, every, many_units, one_unit, plural_day, rate
from rashomon.reading.months import (
    ORDINALS,
    century_words,
    decade_words,
    end_of_unit,
    month_words,
    near_month,
    near_unit,
    season_of_year,
    short_year,
    spoken_year,
    year_words,
    years_words,
)
from rashomon.reading.numbers import NUMBER_WORDS, number_at
from rashomon.reading.periods import (
    fiscal_year,
    half_words,
    quarter_words,
    told_part,
    told_quarter,
    told_season,
    told_unit,
    year_before,
    year_end,
    year_period,
)
from rashomon.reading.stretches import MONTH_NAMES, Setting, Stretch, shifted
from rashomon.reading.vague import future, past, present

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
_UNITS = r"minute|hour|night|day|weekend|week|month|year|decade|centur(?=y|ies)|second(?=s)"
_UNIT = rf"(?P<unit>{_UNITS})(?:s|y|ies)?\b"
_PLURAL = r"(?P<unit>minute|hour|day|week|month|year|decade|centur)(?:s|ies)\b"
_SOLID = r"(?:(?:trading|working|business|straight|consecutive|full|more|whole|calendar) )?"
_AND = r" ?(?:-|–|—) ?| (?:to|and|until|through|till) "
JOIN = re.compile(r" ?(?:-|–|—) ?| (?:to|and|until|through|till) (?:the )?", re.I)
_COUNTED = (
    r"(?![ \u00a0](?:people|men|women|soldiers|troops|civilians|children|fighters|families|houses|homes|sheep|villages|"
    r"towns|cities|settlements|tanks|drones|shells|rockets|missiles|per cent|percent|km|kilomet|met(?:er|re)s|tonnes|"
    r"tons|hectares|square|dollars|euros|cases|hours|minutes|prisoners|refugees)\w*)"
)
_COUNT_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:\d[\d,]{{0,12}}(?:\.\d\d?)?|an? (?:hundred|thousand|dozen)|(?:(?:{_COUNT_WORDS})(?:[ -](?:and )?(?:{_COUNT_WORDS})){{0,4}}))"
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
    r"|between|every|the|year|than|over|within|its|his|her|their|our|a|due) |[’']s |\(|\b(?:19|20)\d\d(?:,|,? and|,? or) )$",
    re.IGNORECASE,
)
TO_DAY = re.compile(r",? (?:on |of )?(?:the morning of )?")
TO_CLOCK = re.compile(r",? at (?:about |around )?")


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


def _war_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "day 40 of the war": its first day is day 1."""
    words = match["number"].lower()
    number = number_at(words, 0)
    count = int(number.value) if number else ORDINALS.index(words) + 1
    if setting.war_began is None or not _WAR_AFTER.match(setting.text, match.end()):
        return Stretch(because="a day counted from a beginning that is not named")
    day, began = shifted(setting.war_began, days=count - 1), setting.war_began
    return Stretch(day, day, because=f"day {count} from {began} as day 1", anchor=f"war {began}")


def _part_of_date(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the morning of 8 November"."""
    return replace(dated_day(setting, match), grain="part-of-day", part=part_of_day(match["time"]))


_WAR_AFTER = re.compile(
    r" of (?:[\w’'-]+ ){0,4}?(?:war|invasion|conflict|hostilities|fighting|offensive|operation)\b", re.I
)
_Resolve = Callable[[Setting, re.Match[str]], "Stretch | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it stands for; a bare one needs a word before it that calls for a time."""

    starts: frozenset[str]
    pattern: re.Pattern[str]
    resolve: _Resolve
    bare: bool = False


def _rule(starts: str, pattern: str, resolve: _Resolve, *, bare: bool = False) -> Rule:
    """Return one rule; `starts` are its first words: # for a number, "month", "weekday", else the word itself."""
    return Rule(frozenset(starts.split()), re.compile(pattern), resolve, bare)


CLOCKS: tuple[tuple[re.Pattern[str], _Resolve], ...] = (
    (re.compile(rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap](?:\.m\.|m\b)){_ZONE}", re.I), _clock),
    (re.compile(rf"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])(?P<half>)(?: hours\b)?{_ZONE}"), _clock),
    (re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<half>)(?P<zone> (?:GMT|UTC|hours GMT))\b"), _clock),
    (re.compile(rf"(?P<named>midnight|noon|midday)\b{_ZONE}", re.I), _named_clock),
)
_DATE_TAIL = rf"(?: |-)(?:of )?{_MON}{_WHICH_YEAR}"
_SHORT_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b\.?"
)
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|final|1st|2nd|3rd|4th)"
_SPOKEN = (
    r"(?:(?P<head>eighteen|nineteen|twenty)[ -](?P<tail>(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)))\b"
)
_A_YEAR_BEFORE = r"(?:last year|a year (?:ago|earlier|before)|the (?:previous|prior) year)"
_HOW_MANY = rf"(?P<count>{_NUMBER}|several|few|a few|couple of|a couple of)"
_PARTS_OF = "early late mid morning afternoon evening night beginning start middle end"
_COUNTS = "# a an several"
RULES: tuple[Rule, ...] = (
    _rule("#", r"(?P<year>\d{4})(?P<mark>[-/])(?P<two>\d\d)(?P=mark)(?P<one>\d\d)(?!\d)"
          r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", iso_day),
    _rule("#", r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)", numeric_day),
    _rule("# the", rf"(?:the )?{_DAY}{_DATE_TAIL}", dated_day),
    _rule("month", rf"{_MON} (?:the )?{_DAY}{_WHICH_YEAR}", dated_day),
    _rule("weekday", rf"{_SHORT_WEEKDAY}(?:, ?| )(?:the )?{_DAY}{_DATE_TAIL}", weekday_dated),
    _rule("weekday", rf"{_SHORT_WEEKDAY}(?:, ?| ){_MON} (?:the )?{_DAY}{_WHICH_YEAR}", weekday_dated),
    _rule("weekday early late earlier later last next this past coming the", r"(?:(?P<early>[Ee]arl(?:y|ier)|[Ll]ater?) (?:on )?)?"
          r"(?:(?P<which>(?i:last|next|this|this past|past|coming|the previous|the following)) )?"
          rf"{_WEEKDAY}(?: {_PART})?", on_weekday),
    _rule("the", rf"(?:(?i:the (?P<early>{_TIME_OF_DAY})) of )(?P<which>)(?P<part>){_WEEKDAY}", on_weekday),
    _rule("the morning afternoon evening night early", rf"(?i:(?:the )?(?P<time>{_TIME_OF_DAY}) of (?:the )?)"
          rf"{_DAY}{_DATE_TAIL}", _part_of_date),
    _rule("the morning afternoon evening night early", rf"(?i:(?:the )?(?P<time>{_TIME_OF_DAY}) of ){_MON} {_DAY}"
          rf"{_WHICH_YEAR}", _part_of_date),
    _rule("earlier later early late the today yesterday tomorrow tonight overnight last this",
          r"(?i:(?:earlier |later |early |late )?(?P<near_day>the day before yesterday|the day after tomorrow|today"
          rf"|yesterday|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening|night))\b(?: {_PART})?)",
          near_day),
    _rule("the that", r"(?i:the (?:previous|same|next|following|preceding) day\b|the day (?:before|earlier)\b(?! (?:the|yester))"
          r"|that (?:same )?day\b)", next_to_narrated),
    _rule(_COUNTS + " some", rf"(?i:{_COUNT}[ -]{_UNIT}(?: or (?:so|two))?"
          r" (?:(?P<side>ago|earlier|later|from now)\b|(?P<side2>before)\b(?! [\w“\"‘’'])))", distant_day),
    _rule("minutes hours days weeks months years decades centuries",
          rf"(?i:(?P<side2>)(?P<count>){_PLURAL} (?P<side>ago|earlier|later)\b)", distant_day),
    _rule(_COUNTS, rf"(?i:(?<=\bin )(?P<count>{_NUMBER}|an?|a couple of) (?P<unit>day|week|month|year)s?\b)"
          r"(?! (?:of|old|after|before|and)\b| ?-)", in_units),
    _rule("the past", rf"(?i:(?:the (?:past|last|previous)|past) (?P<count>{_NUMBER}|several|few|couple of)"
          rf" {_SOLID}(?P<unit>{_UNITS}|quarter)(?:s|y|ies)?\b)", past_stretch),
    _rule("the past", rf"(?i:(?:the )?past (?P<count>){_UNIT})", past_stretch),
    _rule("the next", rf"(?i:(?:the )?(?:next|coming|following) (?P<count>{_NUMBER}|several|few|couple of)"
          rf"(?P<upper> ?(?:-|–|to|or) ?{_NUMBER})? {_SOLID}{_UNIT}(?: or (?:so|two))?)", coming_stretch),
    _rule("the coming", rf"(?i:(?:the )?coming (?P<count>)(?P<upper>){_PLURAL})", coming_stretch),
    _rule("the recent", r"(?i:(?:the )?recent (?P<unit>hour|day|week|month|year|decade)s\b)", recent_days),
    _rule("earlier later late early last this next the that end beginning start middle",
          r"(?i:(?:(?:earlier|later|late|early|(?:the )?(?:end|beginning|start|middle) of) )?(?P<which>last|this|next|the (?:previous|preceding|following|coming|same)"
          r"|that) (?P<unit>weekend|week|month|year|spring|summer|autumn|winter|decade|century)\b)", near_unit),
    _rule("this last next", r"(?i:(?P<which>this|last|next) (?P<unit>quarter)\b)", near_unit),
    _rule("the", r"(?i:the (?P<which>current) (?P<unit>quarter)\b)", near_unit),
    _rule("this last", r"(?P<which>[Tt]his|[Ll]ast) (?P<unit>fall)\b(?! of\b)", near_unit),
    _rule("the", r"(?i:(?P<which>the) (?P<unit>weekend)\b)", near_unit),
    _rule("last next this", rf"(?i:(?P<which>last|next|this past|this coming|this)) (?P<month>{_FULL_MONTH})\b"
          r"(?! \d)", near_month),
    _rule("the early late earlier later end beginning start middle", r"(?i:(?:(?:the )?(?:end|beginning|start|middle) of|(?:early|late|earlier|later) in)"
          r" the (?P<unit>week|month|year|decade)\b)", end_of_unit),
    _rule("the spring summer autumn fall winter",
          rf"(?i:(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?){_YEAR}", season_of_year),
    _rule(f"month the {_PARTS_OF}", rf"(?i:{_THIRD})(?P<month>{_FULL_MONTH})\b{_WHICH_YEAR}", month_words, bare=True),
    _rule(f"month the {_PARTS_OF}", rf"(?i:{_THIRD})(?P<month>{_CLEAR_MONTH})\b{_WHICH_YEAR}", month_words),
    _rule(f"the {_PARTS_OF}", rf"(?i:{_WHICH_THIRD})(?P<month>{_FULL_MONTH})\b{_WHICH_YEAR}", month_words),
    _rule("month", rf"{_MON}(?P<third>)(?P<near>)(?:,? ){_YEAR}", month_words),
    _rule("month", rf"(?P<month>{_FULL_MONTH}) {_SPOKEN}", spoken_year),
    _rule("month", rf"(?P<month>{_FULL_MONTH}) (?:the )?(?P<spoken>{SPOKEN_DAYS})\b{_WHICH_YEAR}", spoken_day),
    _rule("the", rf"(?i:the (?P<spoken>{SPOKEN_DAYS}) of) (?P<month>{_FULL_MONTH})\b{_WHICH_YEAR}", spoken_day),
    _rule("#", r"(?<=[’'])(?P<year>\d\d)\b(?P<third>)(?![’']?s\b|\.\d|%)", short_year, bare=True),
    _rule("#", rf"(?i:{_SPOKEN})", spoken_year),
    _rule("the", rf"(?i:the year (?:{_SPOKEN}|two thousand\b))", spoken_year),
    _rule(f"# the {_PARTS_OF}", rf"(?i:{_THIRD}){_YEAR}(?![-–]\d){_COUNTED}", year_words, bare=True),
    _rule("the", rf"(?i:the year (?P<third>)){_YEAR}", year_words),
    _rule("#", r"(?P<year>1[5-9]\d\d|20\d\d) ?[-–] ?(?P<year2>1[5-9]\d\d|20\d\d|\d\d)(?![\d-])" + _COUNTED,
          years_words),
    _rule("# the early late mid", r"(?i:(?:the )?(?:(?P<third>early|late|mid)[ -])?)(?P<ten>1[5-9]\d|20\d)0[’']?s\b",
          decade_words),
    _rule("the", r"(?i:the (?:(?P<third>early|late|mid)[ -])?(?:[’'](?P<short>[2-9])0[’']?s"
          r"|(?P<name>thirties|forties|fifties|sixties|seventies|eighties|nineties))\b)", decade_words),
    _rule(f"# the early late mid {' '.join(ORDINALS)}", r"(?i:(?:the )?(?:(?:early|late|mid)[ -])?(?P<number>\d{1,2}(?:st|nd|rd|th)|"
          rf"{'|'.join(ORDINALS)})[ -]century\b)", century_words),
    _rule("day", r"(?i:day (?P<number>\d{1,4}))\b(?= of\b)", _war_day),
    _rule("the", rf"(?i:the (?P<number>\d{{1,4}}|{'|'.join(ORDINALS)})(?:st|nd|rd|th)? day)\b(?= of\b)", _war_day),
    _rule("the first second third fourth final # its next this last",
          rf"(?i:(?:the )?(?:(?P<near2>last|this|next) year[’']s )?(?:(?P<year2>19\d\d|20\d\d) )?(?P<fiscal>fiscal[ -])?"
          rf"{_ORDINAL}(?P<fiscal2>[ -]fiscal)?[ -]quarter\b(?! (?:mile|of (?!last|this|next|\d|fiscal|the year)))"
          rf"(?:(?: of| in|,)? (?:fiscal )?(?P<year>19\d\d|20\d\d)|(?: of)? (?P<near>last|this|next) year)?)",
          quarter_words),
    _rule("q", r"(?P<near2>)(?P<year2>)(?P<fiscal>)(?P<fiscal2>)Q(?P<ordinal>[1-4])(?:(?: of)? (?P<year>20\d\d|19\d\d))?(?P<near>)\b",
          quarter_words),
    _rule("the first second last #", r"(?i:(?:the )?(?P<ordinal>first|second|last|1st|2nd) half of "
          r"(?:(?P<year>19\d\d|20\d\d)|(?P<near>last|this|next|the) year)\b)", half_words),
    _rule("the", r"(?i:the (?:latest |most recent )?quarter\b(?! (?:of|century)\b))", told_quarter),
    _rule("the", r"(?i:the (?:latest|most recent) period\b)", told_quarter),
    _rule("the year", r"(?i:(?:the )?year[ -](?:ago|earlier)(?: (?:(?:first|second|third|fourth)[ -])?(?:period|quarter)"
          rf"| (?P<months>{_NUMBER}) months)?\b)", year_before),
    _rule("the", rf"(?i:the (?:same|corresponding|comparable|year-ago) (?P<months>)(?:period|quarter|time)"
          rf" (?:of |in |the )?{_A_YEAR_BEFORE})", year_before),
    _rule("last", r"(?i:last year[’']s (?P<months>)(?:(?:first|second|third|fourth)[ -])?(?:quarter|period))", year_before),
    _rule("the", r"(?i:the )(?P<year>19\d\d|20\d\d) (?:period|quarter)\b", year_period),
    _rule("fiscal", r"(?i:fiscal (?:year )?)(?P<year>19\d\d|20\d\d)\b", fiscal_year),
    _rule("the fiscal this", r"(?i:(?:the |this )(?:current )?(?:fiscal|financial) year\b(?P<year>)(?! (?:end|19|20)))",
          fiscal_year),
    _rule("the", r"(?i:the (?:(?:full|current|whole|fiscal) )?(?P<unit>year)\b"
          r"(?!-| (?:ago|earlier|before|after|\d)))", told_unit, bare=True),
    _rule("the", r"(?i:the (?P<season>spring|summer|autumn|fall|winter)\b(?! of\b|-))", told_season, bare=True),
    _rule("that", r"(?i:that (?P<part>morning|afternoon|evening|night)\b)", told_part),
    _rule("the", r"(?i:the (?P<part>morning|afternoon|evening|night)\b(?! (?:of|before|after)\b))",
          told_part, bare=True),
    _rule("the", r"(?i:the (?:(?:full|current|whole) )?(?P<unit>month|week)\b"
          r"(?!-|s\b| (?:ago|earlier|before|after|of)))", told_unit, bare=True),
    _rule("year yearend", r"(?i:year[- ]?end\b)", year_end),
    _rule("every each", r"(?i:(?P<quant>every|each) (?:(?P<second>second|other)|single|(?P<count>" + _NUMBER + r"))? ?"
          r"(?P<what>minute|hour|night|day|morning|afternoon|evening|weekend|week|month|quarter|year|decade"
          r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b)", every),
    _rule("daily hourly weekly nightly monthly annually",
          r"(?:daily|hourly|weekly|nightly|monthly|annually)\b", adverb),
    _rule("weekday", rf"{_WEEKDAY[:-2]}(?:s\b| (?P<part>morning|afternoon|evening|night)s\b)(?! Times)", plural_day),
    _rule("once twice thrice #", rf"(?i:(?:(?P<often>once|twice|thrice)|(?P<count>{_NUMBER}) times)"
          rf" (?:an?|per|each|every|in an?) (?P<unit>minute|hour|day|week|month|year|decade)\b)", rate),
    _rule("several a", r"(?i:(?P<often>)(?P<count>several|a few) times (?:an?|per|each|every)"
          r" (?P<unit>minute|hour|day|week|month|year|decade)\b)", rate),
    _rule("the", rf"(?i:the (?:first |final |initial )?(?P<count>{_NUMBER})(?P<half>)(?P<upper>) {_SOLID}{_UNIT})", duration),
    _rule("# several a", rf"(?i:(?P<count>{_NUMBER}|several|a few|a couple of)"
          rf"(?P<half>(?: and a half| 1/2|-and-a-half| ?½))?(?:(?: ?(?:-|–) ?| (?:to|or) )(?P<upper>{_NUMBER}))?"
          rf"[ -]{_SOLID}{_UNIT}(?P<more>[ -]period\b)?)", duration),
    _rule("a an", r"(?i:an? (?P<unit>hour|year|day|week|month|decade|century) and (?P<half>a half)\b)", one_unit),
    _rule("many some", rf"(?i:(?:many|some (?=years|months|weeks|days|hours)) ?(?P<ahead>(?=\w)){_PLURAL})", many_units),
    _rule("a an half", r"(?i:(?P<half>half an?|half-) ?(?P<unit>minute|hour|day|year|decade|century)\b)", one_unit),
    _rule("a an", rf"(?i:an? (?P<half>)(?:full |whole |further )?{_UNIT})", one_unit),
    _rule("the", rf"(?i:the {_PLURAL} (?P<ahead>ahead)\b)", many_units),
    _rule("minutes hours days weeks months years decades centuries", rf"(?i:{_PLURAL}(?P<ahead> ahead\b)?)", many_units),
    _rule("now right just at presently currently current nowadays these the",
          r"(?i:(?:right |just |until )?now\b(?!-)|currently\b|current\b(?!ly| of\b)|presently\b|nowadays\b"
          r"|at (?:present|the moment)\b|these days\b|the present\b(?! \w))", present),
    _rule("recently more most recent previously formerly long",
          r"(?i:(?:(?:more|most) )?recently\b|recent\b|previously\b|formerly\b|long ago\b)", past),
    _rule("the", r"(?i:(?<=in )the (?:recent |distant )?past\b(?! (?:\d|[a-z]+ (?:day|week|month|year))))", past),
    _rule("soon as the future", r"(?i:soon\b(?! (?:as|after|became|be(?:gan|fore))\b)|as soon as possible\b"
          r"|(?<=in )the (?:near |foreseeable |distant |immediate )?future\b(?! \w+s\b)|(?<!the )future\b(?!s))", future),
    _rule(f"{HOLIDAY_WORDS} month weekday last next this the", r"(?i:(?:the )?(?:(?P<which>last|next|this) )?)"
          rf"(?P<holiday>(?=[A-Z])(?i:{NAMES}))\b(?! [A-Z])(?:(?:,? ){_YEAR}|{_NEAR_YEAR})?", holiday),
    *(Rule(frozenset({"#", "midnight", "noon", "midday"}), pattern, resolve) for pattern, resolve in CLOCKS),
)  # fmt: skip
DAY_PAIRS = (
    re.compile(rf"(?i:(?:from|between|the night of) (?:the )?)?{_DAY}(?:{_AND})(?:the )?{_DAY2}{_DATE_TAIL}"),
    re.compile(rf"(?i:(?:from|between|the night of) )?{_MON} {_DAY}(?:{_AND}){_DAY2}{_WHICH_YEAR}"),
)
# What is a time only where somebody says that it is one.
ASKED = (
    re.compile(r"(?i:(?:the )?(?:(?:first|early|last|latest|final|past|long|same|whole) )?"
               r"(?P<unit>minute|hour|day|week|month|year|decade|centur(?=y|ies))(?P<plural>s|ies)?y?\b)"),
)  # fmt: skip
PAIRED = frozenset({"#", "month", "from", "between", "the"})
RELATED = frozenset({"since", "by", "until", "till", "through", "before", "after", "from", "between"})

_TOKEN = re.compile(r"(?<![\w$€£.,/:-])(?:[A-Za-z]+|\d)")
_FIRST = re.compile(r"[A-Za-z]+|\d")
# "the", "a" and their like are everywhere: only before a word of time are they looked at.
_UNITS_OF_TIME = "minute|hour|night|day|week|month|year|decade|centur|second"
_NEXT = {
    "the": re.compile(
        rf" (?:{_UNITS_OF_TIME}|morning|afternoon|evening|early|late|mid|previous|preceding|same|next|following|coming|past"
        r"|last|recent|spring|summer|autumn|fall|winter|beginning|start|middle|end|final|initial|latest|most recent|quarter"
        r"|corresponding|comparable|full|current|whole|fiscal|financial|future|near|foreseeable|immediate|distant|present"
        rf"|[’']?\d|thirties|forties|fifties|sixties|seventies|eighties|nineties|{'|'.join(ORDINALS)}|{_COUNT_WORDS}"
        r"|(?=[A-Z])"
        rf"(?i:{NAMES}))"
    ),
    "a": re.compile(rf" (?:few|couple|full|whole|further|{_UNITS_OF_TIME}|hundred|thousand|dozen)"),
    "an": re.compile(r" hour"),
    "as": re.compile(r" soon as p"),
    "at": re.compile(r" (?:present|the moment)"),
}
_KINDS = {word: word for rule in RULES for word in rule.starts if word.isalpha()} | {word: word for word in RELATED}
_KINDS |= dict.fromkeys(NUMBER_WORDS, "#")
_KINDS |= {word: "month" for name in MONTH_NAMES for word in (name.lower(), name[:3].lower())} | {"sept": "month"}
_KINDS |= {
    word: "weekday"
    for day in DAYS
    for word in (day, f"{day}s", day[:3], *(s for s in ("tues", "thur", "thurs") if s in day))
}
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
