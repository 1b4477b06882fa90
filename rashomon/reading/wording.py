"""The words of time in English news, as pieces of patterns: months, days, units, counts, parts of the day, zones."""

from __future__ import annotations

import re

from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.stretches import MONTH_NAMES

MON = (
    r"(?P<month>(?:J(?:anuary|une|uly)|February|Ma(?:rch|y)|A(?:pril|ugust)|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# Months whose names are nothing else: no verb, no adjective, no first name.
CLEAR_MONTH = "January|February|July|September|October|November|December"
FULL_MONTH = "|".join(MONTH_NAMES)
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
DAY2 = r"(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d%]|[.,:]\d)"
YEAR_AFTER = rf"(?:,? |,){YEAR}(?!,\d)"
NEAR_YEAR = r" (?:of )?(?P<near>last|this|next) year\b"
WHICH_YEAR = rf"(?:{YEAR_AFTER}|{NEAR_YEAR})?"
WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
PART = r"(?P<part>morning|afternoon|evening|night|noon|midday|midnight)\b"
UNITS = r"minute|hour|night|day|weekend|week|month|year|decade|centur(?=y|ies)|second(?=s)"
UNIT = rf"(?P<unit>{UNITS})(?:s|y|ies)?\b"
PLURAL = r"(?P<unit>minute|hour|day|week|month|year|decade|centur)(?:s|ies)\b"
SOLID = r"(?:(?:trading|working|business|straight|consecutive|full|more|whole|calendar) )?"
AND = r" ?(?:-|–|—) ?| (?:to|and|until|through|till) "
JOIN = re.compile(r" ?(?:-|–|—) ?| (?:to|and|until|through|till) (?:the )?", re.I)
COUNTED = (
    r"(?![ \u00a0](?:people|men|women|soldiers|troops|civilians|children|fighters|families|houses|homes|sheep|villages|"
    r"towns|cities|settlements|tanks|drones|shells|rockets|missiles|per cent|percent|km|kilomet|met(?:er|re)s|tonnes|"
    r"tons|hectares|square|dollars|euros|cases|hours|minutes|prisoners|refugees|block of\b)\w*)"
)
COUNT_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
NUMBER = (
    r"(?:\d[\d,]{0,12}(?:\.\d\d?)?|an? (?:hundred|thousand|dozen)"
    rf"|(?:(?:{COUNT_WORDS})(?:[ -](?:and )?(?:{COUNT_WORDS})){{0,4}}))"
)
COUNT = rf"(?P<count>{NUMBER}|an?|several|a few|a couple of|some)"
WHICH_THIRD = r"(?P<third>early|late|mid|(?:the )?(?:beginning|start|middle|end) of)[ -]"
THIRD = rf"(?:{WHICH_THIRD}(?:in )?)?"
TIME_OF_DAY = r"(?:morning|afternoon|evening|night|early hours)"
ZONE = (
    r"(?P<zone>(?-i: \(?(?:(?:(?:[A-Z]\w{2,12} ){1,2}|local )[Tt]ime\b|UTC\b|MSK\b|[A-Z]{2,3}T\b)"
    r"(?:[+-]\d{1,2}(?!\d))?\)?))?"
)
RELATION = re.compile(r"(?P<relation>since|by|until|till|through|before|after|from|between) (?:about |around )?", re.I)
# Words before a bare month, year or "a week" that make it a time.
PLACING = re.compile(
    r"(?:(?<!\w)(?:in|since|until|till|by|during|from|of|before|after|around|circa|early|late|for|to|through|throughout"
    r"|between|every|the|year|than) |\("
    r"|\b(?:19|20)\d\d(?:,|,? and|,? or) )$",
    re.IGNORECASE,
)
# Before and after a year that dates a noun: "its 1990 invasion", "a 2014 interview"; "its 1700 workers" are counted.
OWNING = re.compile(r"(?:\b(?:its|his|her|their|our|a|due)|[’']s) $", re.I)
OWNED = re.compile(
    r" (?!\w+s\b|strong|pound|ton|tonne|kilo|km|kg|mile|met(?:er|re)|foot|feet|bed|seat|man|person|people|page|word"
    r"|square|dollar|euro|volt|watt|horse|year|hour|day|per\b|percent)[A-Za-z]|[,.;]"
)
TO_DAY = re.compile(r",? (?:on |of )?(?:the morning of )?")
TO_CLOCK = re.compile(r",? at (?:about |around )?")
DATE_TAIL = rf"(?: |-)(?:of )?{MON}{WHICH_YEAR}"
SHORT_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b\.?"
)
ORDINAL = r"(?P<ordinal>first|second|third|fourth|final|1st|2nd|3rd|4th)"
SPOKEN = (
    r"(?:(?P<head>eighteen|nineteen|twenty)[ -](?P<tail>(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)))\b"
)
A_YEAR_BEFORE = r"(?:last year|a year (?:ago|earlier|before)|the (?:previous|prior) year)"
# The first words of some phrases, as rules name them.
PARTS_OF = "early late mid morning afternoon evening night beginning start middle end"
COUNTS = "# a an several"
