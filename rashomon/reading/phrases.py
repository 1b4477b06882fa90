"""The phrases of time in English news: each a pattern with the function that resolves it.

A rule says which words it may begin with, so that at each place of a text only a few are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rashomon.reading.clocks import CLOCKS
from rashomon.reading.days import (
    SPOKEN_DAYS,
    coming_stretch,
    dated_day,
    distant_day,
    in_units,
    iso_day,
    near_day,
    next_to_narrated,
    nine_eleven,
    numeric_day,
    on_weekday,
    part_of_day,
    past_stretch,
    recent_days,
    spoken_day,
    weekday_dated,
)
from rashomon.reading.holidays import HOLIDAY_WORDS, NAMES, holiday
from rashomon.reading.lengths import (
    adverb,
    asked_unit,
    duration,
    every,
    many_units,
    one_unit,
    plural_day,
    rate,
    some_time,
    whole_unit,
)
from rashomon.reading.months import (
    ORDINALS,
    century_words,
    decade_words,
    end_of_unit,
    half_of_month,
    month_words,
    near_month,
    near_unit,
    owned_year,
    season_of_year,
    short_year,
    spoken_year,
    year_words,
    years_words,
)
from rashomon.reading.numbers import number_at
from rashomon.reading.periods import (
    fiscal_year,
    half_words,
    quarter_words,
    told_day,
    told_part,
    told_quarter,
    told_season,
    told_unit,
    year_before,
    year_end,
    year_period,
)
from rashomon.reading.stretches import Setting, Stretch, shifted
from rashomon.reading.vague import future, past, present
from rashomon.reading.wording import (
    A_YEAR_BEFORE,
    AND,
    CLEAR_MONTH,
    COUNT,
    COUNTED,
    COUNTS,
    DATE_TAIL,
    DAY,
    DAY2,
    FULL_MONTH,
    MON,
    NEAR_YEAR,
    NUMBER,
    ORDINAL,
    PART,
    PARTS_OF,
    PLURAL,
    SHORT_WEEKDAY,
    SOLID,
    SPOKEN,
    THIRD,
    TIME_OF_DAY,
    UNIT,
    UNITS,
    WEEKDAY,
    WHICH_THIRD,
    WHICH_YEAR,
    YEAR,
)


def _part_of_date(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "the morning of 8 November"."""
    return replace(dated_day(setting, match), grain="part-of-day", part=part_of_day(match["time"]))


_WAR_AFTER = re.compile(
    r" of (?:[\w’'-]+ ){0,4}?(?:war|invasion|conflict|hostilities|fighting|offensive|operation)\b", re.I
)


def _war_day(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "day 40 of the war": its first day is day 1."""
    words = match["number"].lower()
    number = number_at(words, 0)
    count = int(number.value) if number else ORDINALS.index(words) + 1
    if setting.war_began is None or not _WAR_AFTER.match(setting.text, match.end()):
        return Stretch(because="a day counted from a beginning that is not named")
    day, began = shifted(setting.war_began, days=count - 1), setting.war_began
    return Stretch(day, day, because=f"day {count} from {began} as day 1", anchor=f"war {began}")


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


RULES: tuple[Rule, ...] = (
    _rule("#", r"(?P<year>\d{4})(?P<mark>[-/])(?P<two>\d\d)(?P=mark)(?P<one>\d\d)(?!\d)"
          r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", iso_day),
    _rule("#", r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)", numeric_day),
    _rule("#", r"9/11\b(?!/)", nine_eleven),
    _rule("# the", rf"(?:the )?{DAY}{DATE_TAIL}", dated_day),
    _rule("month", rf"{MON} (?:the )?{DAY}{WHICH_YEAR}", dated_day),
    _rule("weekday", rf"{SHORT_WEEKDAY}(?:, ?| )(?:the )?{DAY}{DATE_TAIL}", weekday_dated),
    _rule("weekday", rf"{SHORT_WEEKDAY}(?:, ?| ){MON} (?:the )?{DAY}{WHICH_YEAR}", weekday_dated),
    _rule("weekday early late earlier later last next this past coming the",
          r"(?:(?P<early>[Ee]arl(?:y|ier)|[Ll]ater?) (?:on )?)?"
          r"(?:(?P<which>(?i:last|next|this|this past|past|coming|the previous|the following)) )?"
          rf"{WEEKDAY}(?: {PART})?", on_weekday),
    _rule("the", rf"(?:(?i:the (?P<early>{TIME_OF_DAY})) of )(?P<which>)(?P<part>){WEEKDAY}", on_weekday),
    _rule("the morning afternoon evening night early", rf"(?i:(?:the )?(?P<time>{TIME_OF_DAY}) of (?:the )?)"
          rf"{DAY}{DATE_TAIL}", _part_of_date),
    _rule("the morning afternoon evening night early", rf"(?i:(?:the )?(?P<time>{TIME_OF_DAY}) of ){MON} {DAY}"
          rf"{WHICH_YEAR}", _part_of_date),
    _rule("earlier later early late the today yesterday tomorrow tonight overnight last this",
          r"(?i:(?:earlier |later |early |late )?(?P<near_day>the day before yesterday|the day after tomorrow|today"
          r"|yesterday|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening|night))\b"
          rf"(?: {PART})?)", near_day),
    _rule("the that", r"(?i:the (?:previous|same|next|following|preceding) day\b"
          r"|the day (?:before|earlier)\b(?! (?:the|yester))|that (?:same )?day\b)", next_to_narrated),
    _rule(COUNTS + " some", rf"(?i:{COUNT}(?: and a half)?[ -]{UNIT}(?: or (?:so|two))?"
          r" (?:(?P<side>ago|earlier|later|from now)\b|(?P<side2>before)\b(?! [\w“\"‘’'])))", distant_day),
    _rule("minutes hours days weeks months years decades centuries",
          rf"(?i:(?P<side2>)(?P<count>){PLURAL} (?P<side>ago|earlier|later)\b)", distant_day),
    _rule(COUNTS, rf"(?i:(?<=\bin )(?P<count>{NUMBER}|an?|a couple of) (?P<unit>day|week|month|year)s?\b)"
          r"(?! (?:of|old|after|before|and|when|where|that|this|which|in)\b| ?-)", in_units),
    _rule("the past", rf"(?i:(?:the (?:past|last|previous)|past) (?P<count>{NUMBER}|several|few|couple of)"
          rf" {SOLID}(?P<unit>{UNITS}|quarter)(?:s|y|ies)?\b)", past_stretch),
    _rule("the past", rf"(?i:(?:the )?past (?P<count>){UNIT})", past_stretch),
    _rule("the", r"(?i:(?:(?<=\bin )|(?<=over )|(?<=during )|(?<=for )|(?<=within ))"
          r"the last (?P<count>)(?P<unit>week|month|quarter|year|decade|century)\b(?! of\b))", past_stretch),
    _rule("the next", rf"(?i:(?:the )?(?:next|coming|following) (?P<count>{NUMBER}|several|few|couple of)"
          rf"(?P<upper> ?(?:-|–|to|or) ?{NUMBER})? {SOLID}{UNIT}(?: or (?:so|two))?)", coming_stretch),
    _rule("the coming", rf"(?i:(?:the )?coming (?P<count>)(?P<upper>){PLURAL})", coming_stretch),
    _rule("the recent", r"(?i:(?:the )?recent (?P<unit>hour|day|week|month|year|decade)s\b)", recent_days),
    _rule("earlier later late early last this next the that end beginning start middle",
          r"(?i:(?:(?:earlier|later|late|early|(?:the )?(?:end|beginning|start|middle) of) )?"
          r"(?P<which>last|this|next|the (?:previous|preceding|following|coming|same)|that"
          r"|this (?:past|coming)|the past(?= (?:weekend|spring|summer|autumn|winter)))"
          r" (?P<unit>weekend|week|month|year|spring|summer|autumn|winter|decade|century)\b"
          r"(?! of (?:the|his|her|its|their|a)\b))", near_unit),
    _rule("the", r"(?i:the (?P<unit>week|month|year) (?P<which>before|earlier|after)\b(?! [\w“\"‘’']))", near_unit),
    _rule("the", r"(?i:the (?P<unit>week|month|year) (?P<which>before last)\b)", near_unit),
    _rule("this last next", r"(?i:(?P<which>this|last|next) (?P<unit>quarter)\b)", near_unit),
    _rule("the", r"(?i:the (?P<which>current) (?P<unit>quarter)\b)", near_unit),
    _rule("this last", r"(?P<which>[Tt]his|[Ll]ast) (?P<unit>fall)\b(?! of\b)", near_unit),
    _rule("the", r"(?i:(?P<which>the) (?P<unit>weekend)\b)", near_unit),
    _rule("last next this", rf"(?i:(?P<which>last|next|this past|this coming|this)) (?P<month>{FULL_MONTH})\b"
          r"(?! \d)", near_month),
    _rule("the early late earlier later end beginning start middle",
          r"(?i:(?:(?P<third>(?:the )?(?:end|beginning|start|middle)) of|(?P<third2>early|late|earlier|later) in)"
          r" the (?P<unit>week|month|year|decade)\b)", end_of_unit),
    _rule("the spring summer autumn fall winter",
          rf"(?i:(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?){YEAR}", season_of_year),
    _rule(f"month the {PARTS_OF}", rf"(?i:{THIRD})(?P<month>{FULL_MONTH})\b{WHICH_YEAR}", month_words, bare=True),
    _rule(f"month the {PARTS_OF}", rf"(?i:{THIRD})(?P<month>{CLEAR_MONTH})\b{WHICH_YEAR}", month_words),
    _rule(f"the {PARTS_OF}", rf"(?i:{WHICH_THIRD})(?P<month>{FULL_MONTH})\b{WHICH_YEAR}", month_words),
    _rule("month", rf"{MON}(?P<third>)(?P<near>)(?:,? ){YEAR}", month_words),
    _rule("month", rf"(?P<month>{FULL_MONTH}) {SPOKEN}", spoken_year),
    _rule("month", rf"(?P<month>{FULL_MONTH}) (?:the )?(?P<spoken>{SPOKEN_DAYS})\b(?:,? {SPOKEN}|{WHICH_YEAR})",
          spoken_day),
    _rule("the", rf"(?i:the (?P<spoken>{SPOKEN_DAYS}) of) (?P<month>{FULL_MONTH})\b{WHICH_YEAR}", spoken_day),
    _rule("#", r"(?<=[’'])(?P<year>\d\d)\b(?P<third>)(?![’']?s\b|\.\d|%)", short_year, bare=True),
    _rule("#", rf"(?i:{SPOKEN})"
          r"(?![ -](?:year|month|week|day|hour|minute|kilo|met|foot|m[ae]n\b|people|thousand|million))", spoken_year),
    _rule("the", rf"(?i:the year (?:{SPOKEN}|two thousand\b))", spoken_year),
    _rule(f"# the {PARTS_OF}", rf"(?i:{THIRD}){YEAR}(?![-–]\d){COUNTED}", year_words, bare=True),
    _rule("the", rf"(?i:the year (?P<third>)){YEAR}", year_words),
    _rule("#", r"(?P<year>19\d\d|20[0-4]\d)(?P<third>)\b(?![-–\d%]|[.,:]\d)", owned_year),
    _rule("#", r"(?P<year>1[5-9]\d\d|20\d\d) ?[-–] ?(?P<year2>1[5-9]\d\d|20\d\d|\d\d)(?![\d-])" + COUNTED,
          years_words),
    _rule("# the early late mid", r"(?i:(?:the )?(?:(?P<third>early|late|mid)[ -])?)(?P<ten>1[5-9]\d|20\d)0[’']?s\b",
          decade_words),
    _rule("the", r"(?i:the (?:(?P<third>early|late|mid)[ -])?(?:[’'](?P<short>[2-9])0[’']?s"
          r"|(?P<name>thirties|forties|fifties|sixties|seventies|eighties|nineties))\b)", decade_words),
    _rule(f"# the early late mid {' '.join(ORDINALS)}", r"(?i:(?:the )?(?:(?:early|late|mid)[ -])?"
          rf"(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})[ -]century\b)", century_words),
    _rule("day", r"(?i:day (?P<number>\d{1,4}))\b(?= of\b)", _war_day),
    _rule("the", rf"(?i:the (?P<number>\d{{1,4}}|{'|'.join(ORDINALS)})(?:st|nd|rd|th)? day)\b(?= of\b)", _war_day),
    _rule("the first second third fourth final # next this last fiscal",
          r"(?i:(?:the )?(?:(?P<near2>last|this|next) year[’']s )?(?:(?P<year2>19\d\d|20\d\d) )?"
          rf"(?P<fiscal>fiscal[ -])?{ORDINAL}(?P<fiscal2>[ -]fiscal)?[ -]quarter\b"
          r"(?! (?:mile|of (?!last|this|next|\d|fiscal|the year)))"
          rf"(?:(?: of| in|,)? (?:fiscal )?(?P<year>19\d\d|20\d\d)|(?: of)? (?P<near>last|this|next) year)?)",
          quarter_words),
    _rule("q", r"(?P<near2>)(?P<year2>)(?P<fiscal>)(?P<fiscal2>)Q(?P<ordinal>[1-4])"
          r"(?:(?: of)? (?P<year>20\d\d|19\d\d))?(?P<near>)\b", quarter_words),
    _rule("the first second last #", r"(?i:(?:the )?(?P<ordinal>first|second|last|1st|2nd) half of "
          r"(?:(?P<year>19\d\d|20\d\d)|(?P<near>last|this|next|the) year)\b)", half_words),
    _rule("the first second last #", r"(?i:(?:the )?(?P<ordinal>first|second|last|1st|2nd) half of )(?P<third>)"
          rf"(?P<month>{FULL_MONTH})\b{WHICH_YEAR}", half_of_month),
    _rule("the", r"(?i:the (?:latest |most recent )?quarter\b(?! (?:of|century)\b))", told_quarter),
    _rule("the", r"(?i:the (?:latest|most recent) period\b)", told_quarter),
    _rule("the year", r"(?i:(?:the )?year[ -](?:ago|earlier)"
          rf"(?: (?:(?:first|second|third|fourth)[ -])?(?:period|quarter)| (?P<months>{NUMBER}) months)?\b)",
          year_before),
    _rule("the", rf"(?i:the (?:same|corresponding|comparable|year-ago) (?P<months>)(?:period|quarter|time)"
          rf" (?:of |in |the )?{A_YEAR_BEFORE})", year_before),
    _rule("last", r"(?i:last year[’']s (?P<months>)(?:(?:first|second|third|fourth)[ -])?(?:quarter|period))",
          year_before),
    _rule("the", r"(?i:the )(?P<year>19\d\d|20\d\d) (?:period|quarter)\b", year_period),
    _rule("fiscal", r"(?i:fiscal (?:year )?)(?P<year>19\d\d|20\d\d)\b", fiscal_year),
    _rule("the fiscal this", r"(?i:(?:the |this )(?:current )?(?:fiscal|financial) year\b(?P<year>)(?! (?:19|20)))",
          fiscal_year),
    _rule("the", r"(?i:the (?:(?:full|current|whole|fiscal) )?(?P<unit>year)\b"
          r"(?!-| (?:ago|earlier|before|after|\d)))", told_unit),
    _rule("the", r"(?i:the (?P<season>spring|summer|autumn|fall|winter)\b(?! of\b|-))", told_season),
    _rule("that the", r"(?i:(?:that|the (?P<step>next|previous|following|same))"
          r" (?P<part>morning|afternoon|evening|night)\b)", told_part),
    _rule("the", r"(?i:the (?P<step>)(?P<part>morning|afternoon|evening|night)\b(?! (?:of|before|after)\b))",
          told_part),
    _rule("the", r"(?i:the (?:(?:full|current|whole) )?(?P<unit>month|week)\b"
          r"(?!-|s\b| (?:ago|earlier|before|after|of)))", told_unit),
    _rule("year yearend", r"(?i:year[- ]?end\b)", year_end),
    _rule("every each", r"(?i:(?P<quant>every|each) (?:(?P<second>second|other)|single|(?P<count>" + NUMBER + r"))? ?"
          r"(?P<what>minute|hour|night|day|morning|afternoon|evening|weekend|week|month|quarter|year|decade"
          r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b)", every),
    _rule("daily hourly weekly nightly monthly annually",
          r"(?:daily|hourly|weekly|nightly|monthly|annually)\b", adverb),
    _rule("weekday", rf"{WEEKDAY[:-2]}(?:s\b| (?P<part>morning|afternoon|evening|night)s\b)(?! Times)", plural_day),
    _rule("once twice thrice #", rf"(?i:(?:(?P<often>once|twice|thrice)|(?P<count>{NUMBER}) times)"
          rf" (?:an?|per|each|every|in an?) (?P<unit>minute|hour|day|week|month|year|decade)\b)", rate),
    _rule("several a", r"(?i:(?P<often>)(?P<count>several|a few) times (?:an?|per|each|every)"
          r" (?P<unit>minute|hour|day|week|month|year|decade)\b)", rate),
    _rule("the", rf"(?i:the (?:first |final |initial )?(?P<count>{NUMBER})(?P<half>)(?P<upper>) {SOLID}{UNIT})",
          duration),
    _rule("# several a", rf"(?i:(?P<count>{NUMBER}|several|a few|a couple of)"
          rf"(?P<half>(?: and a half| 1/2|-and-a-half| ?½))?(?:(?: ?(?:-|–) ?| (?:to|or) )(?P<upper>{NUMBER}))?"
          rf"[ -]{SOLID}{UNIT}(?P<more>[ -]period\b)?)", duration),
    _rule("a an", r"(?i:an? (?P<unit>hour|year|day|week|month|decade|century) and (?P<half>a half)\b)", one_unit),
    _rule("many some", rf"(?i:(?:many|some) (?P<ahead>){PLURAL})", many_units),
    _rule("day week month year decade hour century daylong weeklong monthlong yearlong decadelong hourlong",
          r"(?i:(?P<unit>day|week|month|year|decade|hour|century)[- ]?long\b)", whole_unit),
    _rule("another", r"(?i:another (?P<unit>day|week|month|year|decade|hour|century)\b)", whole_unit),
    _rule("a", r"(?i:a (?P<unit>fortnight|quarter[ -]century|quarter of a century)\b)", whole_unit),
    _rule("a an half", r"(?i:(?P<half>half an?|half-) ?(?P<unit>minute|hour|day|year|decade|century)\b)", one_unit),
    _rule("a an", rf"(?i:an? (?P<half>)(?:full |whole |further )?{UNIT})", one_unit),
    _rule("the", rf"(?i:the {PLURAL} (?P<ahead>ahead)\b)", many_units),
    _rule("minutes hours days weeks months years decades centuries", rf"(?i:{PLURAL}(?P<ahead> ahead\b)?)",
          many_units),
    _rule("now right just at presently currently current nowadays these the",
          r"(?i:(?:right |just |until )?now\b(?!-)|currently\b|current\b(?!ly| of\b)|presently\b|nowadays\b"
          r"|at (?:present|the moment)\b|these days\b|the present\b(?! \w))", present),
    _rule("recently more most recent previously formerly long some",
          r"(?i:(?:(?:more|most) )?recently\b|recent\b|previously\b|formerly\b|long ago\b|some time ago\b)", past),
    _rule("the", r"(?i:(?<=in )the (?:recent |distant )?past\b(?! (?:\d|[a-z]+ (?:day|week|month|year))))", past),
    _rule("soon as the future", r"(?i:soon\b(?! (?:as|after|became|be(?:gan|fore))\b)|as soon as possible\b"
          r"|(?<=in )the (?:near |foreseeable |distant |immediate )?future\b(?! \w+s\b)|(?<!the )future\b(?!s))",
          future),
    _rule(f"{HOLIDAY_WORDS} month weekday last next this the", r"(?i:(?:the )?(?:(?P<which>last|next|this) )?)"
          rf"(?P<holiday>(?=[A-Z])(?i:{NAMES}))\b(?! [A-Z])(?:(?:,? ){YEAR}|{NEAR_YEAR})?", holiday),
    *(Rule(frozenset({"#", "midnight", "noon", "midday"}), pattern, resolve) for pattern, resolve in CLOCKS),
)  # fmt: skip
DAY_PAIRS = (
    re.compile(rf"(?i:(?:from|between|the night of) (?:the )?)?{DAY}(?:{AND})(?:the )?{DAY2}{DATE_TAIL}"),
    re.compile(rf"(?i:(?:from|between|the night of) )?{MON} {DAY}(?:{AND}){DAY2}{WHICH_YEAR}"),
)
# What is a time only where somebody says that it is one, tried in this order.
ASKED: tuple[tuple[re.Pattern[str], _Resolve], ...] = tuple(
    (re.compile(pattern, re.I), resolve)
    for pattern, resolve in (
        (r"\b(?P<step>)(?P<part>morning|afternoon|evening|night)\b", told_part),
        (r"\b(?P<season>spring|summer|autumn|fall|winter)\b", told_season),
        (r"\b(?:this|these|the present)\b.*\b(?:moment|times?|point|juncture)\b|\b(?:so far|yet|to date)\b", present),
        (r"\bthen\b", told_day),
        (r"\b(?:that|those|the)\b.*\b(?:moment|times?|point|era)\b|\b(?:once|earlier|prior|past|former|long)\b", past),
        (r"\b(?:later|eventually|some ?day|upcoming|future|time to time)\b", future),
        (r"\b(?:some|a) (?:time|while)\b", some_time),
        (r"\b(?:the )?(?:(?:first|early|last|latest|final|past|long|same|whole) )?"
         r"(?P<unit>minute|hour|day|week|month|year|decade|centur(?=y|ies))(?P<plural>s|ies)?y?\b", asked_unit),
    )
)  # fmt: skip
