"""Times: the phrases of English news become intervals against the date of publication, and never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.holidays import _easter, _orthodox_easter
from rashomon.reading.openings import openings
from rashomon.reading.phrases import RULES
from rashomon.reading.times import TimeMention, find_times, read_times
from rashomon.reading.values import type_of
from rashomon.records import Span

PUBLISHED = "2020-11-10"  # a Tuesday

# Each row: a text, the words that name the time, the interval ("from", "to"), its precision.
# Written by judgment before the grammar. "-" stands for an open end.
DATES = [
    # full dates
    ("The town fell on November 8, 2020, he said.", "November 8, 2020", "2020-11-08", "2020-11-08", "day"),
    ("The town fell on 8 November 2020.", "8 November 2020", "2020-11-08", "2020-11-08", "day"),
    ("The town fell on 8th of November 2020.", "8th of November 2020", "2020-11-08", "2020-11-08", "day"),
    ("It was occupied on May 8, 1992.", "May 8, 1992", "1992-05-08", "1992-05-08", "day"),
    ("An order dated 2020-11-08 says so.", "2020-11-08", "2020-11-08", "2020-11-08", "day"),
    ("The page is of 08.11.2020.", "08.11.2020", "2020-11-08", "2020-11-08", "day"),
    ("Posted 25/10/2020 on the site.", "25/10/2020", "2020-10-25", "2020-10-25", "day"),
    ("Posted 10/25/2020 on the site.", "10/25/2020", "2020-10-25", "2020-10-25", "day"),
    # dates without a year
    ("It began on November 8.", "November 8", "2020-11-08", "2020-11-08", "day"),
    ("It began on Nov. 8 at the river.", "Nov. 8", "2020-11-08", "2020-11-08", "day"),
    ("It began on 8 Nov and ended soon.", "8 Nov", "2020-11-08", "2020-11-08", "day"),
    ("It began on December 24.", "December 24", "2019-12-24", "2019-12-24", "day"),
    ("Talks will begin on December 24.", "December 24", "2020-12-24", "2020-12-24", "day"),
    ("It began on the 27th of September.", "the 27th of September", "2020-09-27", "2020-09-27", "day"),
    ("In 1992 the army left the town on May 8.", "May 8", "1992-05-08", "1992-05-08", "day"),
    ("They came in the first half of April 2020.", "the first half of April 2020", "2020-04-01", "2020-04-15", "month"),
    ("They left in the second half of February.", "the second half of February", "2020-02-16", "2020-02-29", "month"),
    ("He left before the end of July 2020.", "before the end of July 2020", "-", "2020-07-31", "month"),
    ("It fell the week before last.", "the week before last", "2020-10-26", "2020-11-01", "week"),
    ("She called for talks by Wednesday.", "by Wednesday", "-", "2020-11-11", "day"),
    ("It began on September 27 last year.", "September 27 last year", "2019-09-27", "2019-09-27", "day"),
    ("The dam opens on December 1.", "December 1", "2020-12-01", "2020-12-01", "day"),
    ("They will judge the May 17 attack.", "May 17", "2020-05-17", "2020-05-17", "day"),
    # weekdays
    ("He spoke on Sunday.", "Sunday", "2020-11-08", "2020-11-08", "day"),
    ("He spoke on Tuesday.", "Tuesday", "2020-11-10", "2020-11-10", "day"),
    ("He spoke last Tuesday.", "last Tuesday", "2020-11-03", "2020-11-03", "day"),
    ("They meet next Sunday.", "next Sunday", "2020-11-15", "2020-11-15", "day"),
    ("They will meet on Sunday.", "Sunday", "2020-11-15", "2020-11-15", "day"),
    ("It was hit on Sunday morning.", "Sunday morning", "2020-11-08", "2020-11-08", "part-of-day"),
    ("It was hit late on Saturday.", "late on Saturday", "2020-11-07", "2020-11-07", "part-of-day"),
    ("It rained the previous Friday.", "the previous Friday", "2020-11-06", "2020-11-06", "day"),
    ("It was hit on Sunday, November 8, at dawn.", "Sunday, November 8", "2020-11-08", "2020-11-08", "day"),
    # days around publication
    ("The city was shelled today.", "today", "2020-11-10", "2020-11-10", "day"),
    ("The city was shelled yesterday.", "yesterday", "2020-11-09", "2020-11-09", "day"),
    ("Buses leave tomorrow.", "tomorrow", "2020-11-11", "2020-11-11", "day"),
    ("It was shelled yesterday evening.", "yesterday evening", "2020-11-09", "2020-11-09", "part-of-day"),
    ("Buses leave tonight.", "tonight", "2020-11-10", "2020-11-10", "part-of-day"),
    ("Fighting went on overnight.", "overnight", "2020-11-09", "2020-11-10", "part-of-day"),
    ("Fighting went on last night.", "last night", "2020-11-09", "2020-11-10", "part-of-day"),
    ("He said so this morning.", "this morning", "2020-11-10", "2020-11-10", "part-of-day"),
    ("He said so the day before yesterday.", "the day before yesterday", "2020-11-08", "2020-11-08", "day"),
    ("Two days ago the bridge stood.", "Two days ago", "2020-11-08", "2020-11-08", "day"),
    ("A week ago the bridge stood.", "A week ago", "2020-11-02", "2020-11-08", "week"),
    ("Three months ago the bridge stood.", "Three months ago", "2020-08-01", "2020-08-31", "month"),
    ("It was lost 28 years ago.", "28 years ago", "1992-01-01", "1992-12-31", "year"),
    ("It was hit several times in the past 24 hours.", "the past 24 hours", "2020-11-09", "2020-11-10", "day"),
    ("It was hit over the last three days.", "the last three days", "2020-11-07", "2020-11-10", "day"),
    ("It was hit in recent days.", "recent days", "-", "2020-11-10", "unknown"),
    # weeks, months, seasons, years
    ("It was hit last week.", "last week", "2020-11-02", "2020-11-08", "week"),
    ("It was hit this week.", "this week", "2020-11-09", "2020-11-15", "week"),
    ("It was hit last month.", "last month", "2020-10-01", "2020-10-31", "month"),
    ("It was hit last year.", "last year", "2019-01-01", "2019-12-31", "year"),
    ("The town changed hands in October.", "October", "2020-10-01", "2020-10-31", "month"),
    ("The town changed hands in late October.", "late October", "2020-10-21", "2020-10-31", "month"),
    ("The town changed hands in early November.", "early November", "2020-11-01", "2020-11-10", "month"),
    ("The town changed hands in mid-October.", "mid-October", "2020-10-11", "2020-10-20", "month"),
    ("It ended at the end of October.", "the end of October", "2020-10-21", "2020-10-31", "month"),
    ("It changed hands in October 2016.", "October 2016", "2016-10-01", "2016-10-31", "month"),
    ("It changed hands in December.", "December", "2019-12-01", "2019-12-31", "month"),
    ("The truce of May 1994 held.", "May 1994", "1994-05-01", "1994-05-31", "month"),
    ("It fell in May.", "May", "2020-05-01", "2020-05-31", "month"),
    ("It fell in March.", "March", "2020-03-01", "2020-03-31", "month"),
    ("It burnt in the summer of 2014.", "the summer of 2014", "2014-06-01", "2014-08-31", "season"),
    ("The fort was built in 1752.", "1752", "1752-01-01", "1752-12-31", "year"),
    ("They fought in 2014 there.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("They fought in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "decade"),
    ("They fought in the early 1990s.", "the early 1990s", "1990-01-01", "1993-12-31", "decade"),
    # stretches
    ("The first war (1988-1994) was lost.", "1988-1994", "1988-01-01", "1994-12-31", "year"),
    ("From May 27 to July 10 they fought.", "From May 27 to July 10", "2020-05-27", "2020-07-10", "day"),
    ("They fought between 5 and 9 November.", "between 5 and 9 November", "2020-11-05", "2020-11-09", "day"),
    ("They fought from 5 to 9 November 2020.", "from 5 to 9 November 2020", "2020-11-05", "2020-11-09", "day"),
    ("They fought on November 5-9.", "November 5-9", "2020-11-05", "2020-11-09", "day"),
    ("It ran from 27 Dec 2019 to Jan. 3.", "from 27 Dec 2019 to Jan. 3", "2019-12-27", "2020-01-03", "day"),
    ("They have fought since September 27.", "since September 27", "2020-09-27", "2020-11-10", "day"),
    ("They have fought since 2014.", "since 2014", "2014-01-01", "2020-11-10", "year"),
    ("They leave by December 1.", "by December 1", "-", "2020-12-01", "day"),
    ("They stay until Friday.", "until Friday", "-", "2020-11-13", "day"),
    ("They stayed until November 8.", "until November 8", "-", "2020-11-08", "day"),
    ("It was rebuilt after 2014.", "after 2014", "2015-01-01", "-", "year"),
    ("It was built before 1752.", "before 1752", "-", "1751-12-31", "year"),
]  # fmt: skip

CLOCKS = [
    ("Shelling began at 3 a.m. on Sunday.", "3 a.m. on Sunday", "2020-11-08T03:00", "hour"),
    ("Shelling began on Sunday at 10:30.", "Sunday at 10:30", "2020-11-08T10:30", "minute"),
    ("It ends at midnight Moscow time on May 9.", "midnight Moscow time on May 9", "2020-05-09T00:00", "hour"),
    ("On November 8 the siren sounded, at 4:15 pm, in the port.", "4:15 pm", "2020-11-08T16:15", "minute"),
    ("It was hit today at noon.", "today at noon", "2020-11-10T12:00", "hour"),
]  # fmt: skip

# Words that name a time whose day cannot be known, or no point of time at all: `when` is None.
UNKNOWN = [
    ("After 28 years they came home.", "28 years", "duration"),
    ("They waited for two weeks.", "two weeks", "duration"),
    ("The 44-day war is over.", "44-day", "duration"),
    ("The talk is due to last 45 minutes.", "45 minutes", "duration"),
    ("It lasted several hours.", "several hours", "duration"),
    ("Shells fall every day.", "every day", "set"),
    ("Posted 10/11/2020 by a resident.", "10/11/2020", "date"),
    ("On day 40 of the war the bridge fell.", "day 40", "date"),
    ("The guns fell silent at 10:30.", "10:30", "time"),
    ("It fell on November 31.", "November 31", "date"),
]

# Each row: a text published on PUBLISHED, the words of a time, its TIMEX3 value, its anchor ("" for none).
PUBLICATION = f"publication {PUBLISHED}"
VALUES = [
    # days, weeks, months, years
    ("It fell on November 8, 2020.", "November 8, 2020", "2020-11-08", ""),
    ("It fell on November 8.", "November 8", "2020-11-08", PUBLICATION),
    ("It fell yesterday.", "yesterday", "2020-11-09", PUBLICATION),
    ("It fell on Sunday morning.", "Sunday morning", "2020-11-08TMO", PUBLICATION),
    ("It fell last night.", "last night", "2020-11-09TNI", PUBLICATION),
    ("It fell this evening.", "this evening", "2020-11-10TEV", PUBLICATION),
    ("It fell last week.", "last week", "2020-W45", PUBLICATION),
    ("It fell over the weekend.", "the weekend", "2020-W45-WE", PUBLICATION),
    ("It fell in late October.", "late October", "2020-10", PUBLICATION),
    ("It fell last April.", "last April", "2020-04", PUBLICATION),
    ("They meet this coming April.", "this coming April", "2021-04", PUBLICATION),
    ("They met this past April.", "this past April", "2020-04", PUBLICATION),
    ("They meet next March.", "next March", "2021-03", PUBLICATION),
    ("They met this April.", "this April", "2020-04", PUBLICATION),
    ("It fell last December.", "last December", "2019-12", PUBLICATION),
    ("They recall its 1990 invasion.", "1990", "1990", ""),
    ("They met before his 2012 campaign.", "2012", "2012", ""),
    ("It fell in mid-1996.", "mid-1996", "1996", ""),
    ("It fell in the summer of 2014.", "the summer of 2014", "2014-SU", ""),
    ("It fell in nineteen ninety-seven.", "nineteen ninety-seven", "1997", ""),
    ("It fell on May third nineteen ninety-seven.", "May third nineteen ninety-seven", "1997-05-03", ""),
    ("It fell at the end of the year.", "the end of the year", "2020", PUBLICATION),
    ("They leave by year-end.", "by year-end", "2020-12-31", PUBLICATION),
    ("They leave by December 1.", "by December 1", "2020-12-01", PUBLICATION),
    ("It ran from May 27 to July 10.", "from May 27 to July 10", "2020-05-27/2020-07-10", PUBLICATION),
    # quarters, halves, decades, centuries, fiscal years
    ("Sales fell in the third quarter.", "the third quarter", "2020-Q3", PUBLICATION),
    ("Sales fell in the fourth quarter of 2018.", "the fourth quarter of 2018", "2018-Q4", ""),
    ("Sales fell in Q3 2019.", "Q3 2019", "2019-Q3", ""),
    ("Sales will grow in next year's first quarter.", "next year's first quarter", "2021-Q1", PUBLICATION),
    ("Sales fell in the second half of 2019.", "the second half of 2019", "2019-H2", ""),
    ("Sales fell in the fiscal first quarter.", "the fiscal first quarter", "2020-Q1", PUBLICATION),
    ("Sales fell in fiscal 2018.", "fiscal 2018", "2018", ""),
    ("They fought in the early 1990s.", "the early 1990s", "199", ""),
    ("They fought in the '80s.", "the '80s", "198", ""),
    ("They fought in the nineties.", "the nineties", "199", ""),
    ("A church of the 11th century burned.", "the 11th century", "10", ""),
    # lengths
    ("After 28 years they came home.", "28 years", "P28Y", ""),
    ("It took 48 hours.", "48 hours", "PT48H", ""),
    ("It took two and a half years.", "two and a half years", "P2Y6M", ""),
    ("It took half an hour.", "half an hour", "PT30M", ""),
    ("It took an hour and a half.", "an hour and a half", "PT1H30M", ""),
    ("It fell within a week.", "a week", "P1W", ""),
    ("It took several months.", "several months", "PXM", ""),
    ("The year-long siege ended.", "year-long", "P1Y", ""),
    ("It fell in the past 24 hours.", "the past 24 hours", "PT24H", PUBLICATION),
    ("It fell in recent days.", "recent days", "PXD", PUBLICATION),
    # references
    ("They are now in the town.", "now", "PRESENT_REF", PUBLICATION),
    ("They currently hold the town.", "currently", "PRESENT_REF", PUBLICATION),
    ("They recently took the town.", "recently", "PAST_REF", PUBLICATION),
    ("They will soon take the town.", "soon", "FUTURE_REF", PUBLICATION),
    ("They will take it in the near future.", "the near future", "FUTURE_REF", PUBLICATION),
    ("They took it several years ago.", "several years ago", "PAST_REF", ""),
    # sets
    ("They meet every Friday.", "every Friday", "XXXX-WXX-5", ""),
    ("They meet on Sundays.", "Sundays", "XXXX-WXX-7", ""),
    ("They meet each month.", "each month", "P1M", ""),
    ("They meet every two weeks.", "every two weeks", "P2W", ""),
    ("They meet daily.", "daily", "P1D", ""),
    ("They meet twice a week.", "twice a week", "P1W", ""),
    # clock times
    ("Shelling began on Sunday at 10:30.", "Sunday at 10:30", "2020-11-08T10:30", PUBLICATION),
    ("Shelling began at ten p.m. on Sunday.", "ten p.m. on Sunday", "2020-11-08T22:00", PUBLICATION),
    ("Shelling began last night at 10 p.m. there.", "last night at 10 p.m.", "2020-11-09T22:00", PUBLICATION),
    # holidays with a fixed rule
    ("It fell on New Year's Eve.", "New Year's Eve", "2019-12-31", PUBLICATION),
    ("It fell on Thanksgiving 2019.", "Thanksgiving 2019", "2019-11-28", ""),
    ("It fell on Orthodox Easter 2020.", "Orthodox Easter 2020", "2020-04-19", ""),
]  # fmt: skip

# Times with a value and without an interval: their days are likely, not sure, or hang on a calendar not named.
NO_INTERVAL = [
    "They are now in the town.",
    "They recently took the town.",
    "They will soon take the town.",
    "Sales fell in the fiscal first quarter.",
    "Sales fell in fiscal 2018.",
    "It was the worst attack of the year.",
    "It rained in the morning.",
    "It rained over the summer.",
    "They fought at Easter.",
    "They fought at Christmas.",
    "They meet every Friday.",
    "It fell within a week.",
    "It held until now.",
    "It has held since the spring.",
    "Sales have fallen since fiscal 2018.",
]

NO_TIMES = [
    "A fire broke out in the 1200 block of Rowan Street.",
    "He may come and they march on the town.",
    "May they rest in peace.",
    "The Sunday Times printed the map.",
    "Bloody Sunday is remembered there.",
    "They counted 1752 sheep and 2014 goats.",
    "A boy of 12 years old was there.",
    "A 12-year-old boy was there.",
    "The second brigade took the first hill.",
    "A Mi-24 and two T-72 burnt.",
    "Resolution 822 was read out.",
    "They march 8 kilometres a day towards it.",
    "The village has 2000 people.",
    "They are working 24/7 there.",
    "One day he will come back.",
    "The march of the army went on.",
    "They lost over 2000 vehicles.",
    "Its 1700 workers left, and their 2000 vehicles.",
    "A 1000 pound bomb fell, and a 2000-strong force came.",
    "Twenty ten-year-old boys ran.",
]


def only(text: str, published: str | None = PUBLISHED) -> TimeMention:
    """Return the one time of a text, or the one that is not a bare year beside it."""
    found = [mention for mention in find_times(text, published=published) if mention.words != "1992"]
    days = [mention for mention in found if mention.kind == "time"] or found
    assert len(days) == 1, found
    return days[0]


@pytest.mark.parametrize(("text", "words", "start", "end", "precision"), DATES)
def test_a_phrase_names_its_interval(text: str, words: str, start: str, end: str, precision: str) -> None:
    """Each phrase is found with its exact words, interval and grain."""
    mention = only(text)
    assert mention.when is not None, mention
    shown = (mention.words, mention.when.start or "-", mention.when.end or "-", mention.when.precision)
    assert shown == (words, start, end, precision)
    assert mention.kind == "date"
    assert mention.because


@pytest.mark.parametrize(("text", "words", "moment", "precision"), CLOCKS)
def test_a_clock_time_is_tied_to_its_day(text: str, words: str, moment: str, precision: str) -> None:
    """A clock time takes the day that its sentence names."""
    mention = only(text)
    assert mention.when is not None, mention
    assert (mention.words, mention.when.start, mention.when.end) == (words, moment, moment)
    assert (mention.when.precision, mention.kind) == (precision, "time")


@pytest.mark.parametrize(("text", "words", "kind"), UNKNOWN)
def test_what_cannot_be_known_is_not_guessed(text: str, words: str, kind: str) -> None:
    """Durations, sets, ambiguous and impossible dates keep their words and have no interval."""
    mention = only(text)
    assert (mention.words, mention.kind, mention.when) == (words, kind, None)


def test_the_months_of_a_list_share_the_year_behind_it() -> None:
    """Each is of that year, not of the year of publication."""
    found = find_times("It was shut in May and July 2019, and in March 2020.", published=PUBLISHED)
    assert [mention.when.start for mention in found if mention.when] == ["2019-05-01", "2019-07-01", "2020-03-01"]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time_is_not_one(text: str) -> None:
    """Modal verbs, names of papers, counts, ages, ordinals and weapons are no times."""
    assert find_times(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(("text", "words", "value", "anchor"), VALUES)
def test_a_time_has_a_value_and_an_anchor(text: str, words: str, value: str, anchor: str) -> None:
    """The value is that of TIMEX3; what is counted says from what, what stands by itself has no anchor."""
    (mention,) = find_times(text, published=PUBLISHED)
    assert (mention.words, mention.value, mention.anchor or "") == (words, value, anchor)


@pytest.mark.parametrize("text", NO_INTERVAL)
def test_what_is_only_likely_has_no_interval(text: str) -> None:
    """A reference, a fiscal year, a morning told, a feast of two calendars: no interval goes into a claim."""
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.value
    assert mention.when is None


def test_sets_say_how_often() -> None:
    """A set has the quantifier and the frequency that TIMEX3 has."""
    every, twice = (find_times(text, published=None)[0].points[0] for text in ("every Friday", "twice a week"))
    assert (every.type, every.quant, every.freq) == ("SET", "EVERY", None)
    assert (twice.type, twice.quant, twice.freq) == ("SET", None, "2X")


def test_a_stretch_has_its_two_points() -> None:
    """TimeML annotates the two ends apart, and no "from"."""
    text = "It ran from May 27 to July 10, and from 5 to 9 November, since 2014."
    points = [point for mention in find_times(text, published=PUBLISHED) for point in mention.points]
    assert [(text[point.span.start : point.span.end], point.value) for point in points] == [
        ("May 27", "2020-05-27"), ("July 10", "2020-07-10"), ("5", "2020-11-05"), ("9 November", "2020-11-09"),
        ("2014", "2014"),
    ]  # fmt: skip


def test_a_year_earlier_is_a_quarter_after_a_quarter() -> None:
    """What is compared with a quarter told is the quarter of the year before."""
    text = "Sales fell in the third quarter. A year earlier they rose. In the year-ago period costs rose."
    assert [mention.value for mention in find_times(text, published=PUBLISHED)] == ["2020-Q3", "2019-Q3", "2019-Q3"]
    assert find_times("A year earlier they rose.", published=PUBLISHED)[0].value == "2019"


def test_the_quarter_of_a_town_is_no_time() -> None:
    """A quarter without a number is a time only where a quarter of a year was told."""
    assert find_times("They shelled the quarter by the river.", published=PUBLISHED) == ()


def test_a_year_later_counts_from_the_month_last_told() -> None:
    """After a month told, a year later is a month; days later have no day to count from."""
    text = "The pact was signed in July 2018. A year later it was torn up. Two days later they fought."
    signed, torn, fought = find_times(text, published=PUBLISHED)
    assert (signed.value, torn.value, torn.anchor) == ("2018-07", "2019-07", "narrated 2018-07")
    assert fought.when is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will leave the town, he said on Friday.", "2020-11-06"),
        ("He said on Friday that they will leave the town.", "2020-11-06"),
        ("He said that they will leave the town on Friday.", "2020-11-13"),
        ("He said that they would leave the town on Friday.", "2020-11-13"),
        ("They would have left the town on Friday.", "2020-11-06"),
        ("The law takes effect on Friday.", "2020-11-13"),
    ],
)
def test_a_weekday_belongs_to_the_verb_beside_it(text: str, day: str) -> None:
    """Past speech about the future is past itself; what the speech is about lies ahead."""
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.when is not None
    assert mention.when.start == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It will resume in five years.", "2025"),
        ("The troops leave in five days.", "2020-11-15"),
        ("It sold thousands of copies in eight months.", "P8M"),
        ("It came in a year when little else did.", "P1Y"),
        ("He spoke two days before the vote.", "P2D"),
        ("Two weeks later it fell.", None),
        ("That year it fell.", None),
    ],
)
def test_a_distance_needs_a_beginning_and_a_tense(text: str, value: str | None) -> None:
    """A span is a date only where the clause tells of what is to come; "later" needs something told before."""
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.value == value


def test_a_day_of_the_war_counts_from_its_first_day() -> None:
    """Day 1 is the first; without a first day, and of anything but a war, the days stay unknown."""
    text = "On day 40 of the war the bridge fell, and on the 41st day of the fighting the dam."
    began = date(2020, 9, 27)
    days = [mention.when.start for mention in find_times(text, published=PUBLISHED, war_began=began) if mention.when]
    assert days == ["2020-11-05", "2020-11-06"]
    assert [mention.when for mention in find_times(text, published=PUBLISHED)] == [None, None]
    of_trial = find_times("On day 40 of the trial he spoke.", published=PUBLISHED, war_began=began)
    assert [(mention.words, mention.when) for mention in of_trial] == [("day 40", None)]


def test_words_known_to_be_times_are_read_in_their_place() -> None:
    """Asked about words, the grammar reads what it would not pick out by itself, and only within them."""
    text = "It was another bad week for the town. A boy of 12 years old fled on May 5, 2019."
    asked = [text.index(words) for words in ("week", "12 years", "May 5")]
    spans = [Span(start, start + len(words)) for start, words in zip(asked, ("week", "12 years", "May 5"), strict=True)]
    read = read_times(text, spans, published=PUBLISHED)
    assert [mention and mention.value for mention in read] == ["P1W", "P12Y", "2020-05-05"]
    assert read_times(text, [Span(0, 2)], published=PUBLISHED) == (None,)


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [(2008, (3, 23), (4, 27)), (2011, (4, 24), (4, 24)), (2020, (4, 12), (4, 19)), (2024, (3, 31), (5, 5))],
)
def test_easter_is_reckoned_by_both_rules(year: int, west: tuple[int, int], east: tuple[int, int]) -> None:
    """Western and eastern Easter of years that a calendar shows."""
    assert _easter(year) == date(year, *west)
    assert _orthodox_easter(year) == date(year, *east)


@given(year=st.integers(1900, 2099))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    """Both are Sundays; the eastern is never earlier, and at most five weeks later."""
    west, east = _easter(year), _orthodox_easter(year)
    assert west.weekday() == east.weekday() == 6
    assert date(year, 3, 22) <= west <= date(year, 4, 25)
    assert timedelta(0) <= east - west <= timedelta(weeks=5)


def test_a_zone_is_kept() -> None:
    """The zone that the words name is not lost, though the moment is not converted."""
    told = only("It takes effect at midnight Moscow time on November 10.")
    assert "Moscow time" in told.because
    assert told.zone == "Moscow time"
    assert only("It takes effect at 5 p.m. EST on November 10.").zone == "EST"
    assert only("It takes effect at 5 p.m. that day, November 10.").zone is None


def test_the_previous_day_counts_from_the_day_last_told() -> None:
    """The previous day hangs on the last narrated day, and only without one on publication."""
    told = find_times("On October 20 it was quiet. The previous day a shell fell.", published=PUBLISHED)
    assert [mention.when.start for mention in told if mention.when] == ["2020-10-20", "2020-10-19"]
    untold = only("The previous day a shell fell.")
    assert untold.when is not None
    assert untold.when.start == "2020-11-09"


def test_two_days_later_counts_from_the_day_last_told() -> None:
    """Words such as "two days later" and "a day earlier" hang on the last narrated day; "ago" never does."""
    told = find_times(
        "On October 20 it was quiet. Two days later it fell. A day earlier they left. Two days ago he spoke.",
        published=PUBLISHED,
    )
    assert [mention.when.start for mention in told if mention.when] == [
        "2020-10-20", "2020-10-22", "2020-10-21", "2020-11-08",
    ]  # fmt: skip


def test_the_caller_may_say_what_is_future() -> None:
    """`future` decides between the coming and the past day of the same name."""
    text = "The sides meet on Friday."
    past = find_times(text, published=PUBLISHED, future=lambda _: False)[0].when
    coming = find_times(text, published=PUBLISHED, future=lambda _: True)[0].when
    assert past is not None
    assert coming is not None
    assert (past.start, coming.start) == ("2020-11-06", "2020-11-13")


@pytest.mark.parametrize(
    "text",
    [
        "He spoke on Sunday.",
        "It began on November 8.",
        "It fell yesterday.",
        "It fell last week.",
        "It fell in October.",
    ],
)
def test_without_publication_a_relative_time_is_unknown(text: str) -> None:
    """No date of publication, no interval: the wall clock is never read."""
    assert only(text, published=None).when is None


def test_without_publication_a_full_date_stands() -> None:
    """A date with its year needs no publication; "since" then has an open end."""
    told = only("They have fought since 27 September 2020.", published=None)
    assert told.when is not None
    assert (told.when.start, told.when.end) == ("2020-09-27", None)


@pytest.mark.parametrize(
    "published", ["2020-11-10", "2020-11-10T08:15:00", "2020-11-10T23:59:00+04:00", "2020-11-10 08:15"]
)
def test_publication_counts_by_its_day(published: str) -> None:
    """Clock and zone of the publication do not move the day that it names."""
    told = only("It fell yesterday.", published=published)
    assert told.when is not None
    assert told.when.start == "2020-11-09"


@pytest.mark.parametrize("published", ["2020-11", "2020", "", "soon", "2020-13-45"])
def test_a_publication_without_a_day_resolves_nothing(published: str) -> None:
    """A publication that names no day is treated as unknown, never as an error."""
    assert only("It fell yesterday.", published=published).when is None


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2099, 1, 1)), shift=st.integers(0, 400))
def test_relative_days_move_with_publication(day: date, shift: int) -> None:
    """What is said relative to publication moves exactly as publication moves."""
    for text in ("It fell yesterday.", "It fell three days ago.", "It fell overnight."):
        one = only(text, published=day.isoformat()).when
        two = only(text, published=(day + timedelta(days=shift)).isoformat()).when
        assert one is not None
        assert two is not None
        assert date.fromisoformat(str(two.start)) - date.fromisoformat(str(one.start)) == timedelta(days=shift)


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2099, 1, 1)))
def test_a_weekday_is_the_latest_not_after_publication(day: date) -> None:
    """The weekday found is that weekday, and lies in the seven days that end with publication."""
    when = only("He spoke on Thursday.", published=day.isoformat()).when
    assert when is not None
    found = date.fromisoformat(str(when.start))
    assert found.weekday() == 3
    assert timedelta(0) <= day - found < timedelta(days=7)


PIECES = st.sampled_from(
    [
        "November", "8", "2020", "May", "Sunday", "last", "since", "by", "from", "to", "between", "and", "28",
        "years", "ago", "10:30", "a.m.", "midnight", "the", "previous", "day", "-", "–", ",", ".", "1990s", "31",
        "99999999999", "Feb.", "29", "week", "every", "two", "hundred", "\n", "on", "in", "0", "at", "Moscow",
        "time", "late", "mid-", "10/11/2020",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join)), known=st.booleans())
def test_any_text_gives_exact_spans(text: str, known: bool) -> None:
    """No text raises; spans are in range, in order, do not overlap, and hold the very words; intervals run forwards."""
    found = find_times(text, published=PUBLISHED if known else None)
    reached = 0
    for mention in found:
        assert isinstance(mention.span, Span)
        assert reached <= mention.span.start < mention.span.end <= len(text)
        assert text[mention.span.start : mention.span.end] == mention.words
        reached = mention.span.end
        if mention.when and mention.when.start and mention.when.end:
            assert mention.when.start <= mention.when.end
        points = mention.points
        assert points
        assert all(mention.span.start <= point.span.start < point.span.end <= mention.span.end for point in points)
        assert all(point.type == type_of(mention.kind, point.value) for point in points)
        assert not known or "narrated" in (mention.anchor or "") or (mention.anchor or PUBLICATION) == PUBLICATION
        assert known or "publication" not in (mention.anchor or "")


RELATIVE = (
    "It fell yesterday.", "He spoke on Thursday.", "It fell last Monday morning.", "They will meet next Sunday.",
    "It fell two weeks ago.", "It fell last week.", "It fell over the weekend.", "It fell tonight.",
    "It fell in the past three days.", "It will resume in five days.", "The previous day it fell.",
    "It fell on Sunday evening.", "They will come over the next two weeks.",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1900, 1, 8), date(2099, 1, 1)), text=st.sampled_from(RELATIVE))
def test_a_week_later_the_same_words_mean_a_week_later(day: date, text: str) -> None:
    """Days and weeks named relative to publication move by seven days when publication does."""
    ends = []
    for published in (day, day + timedelta(days=7)):
        (mention,) = find_times(text, published=published.isoformat())
        assert mention.when is not None
        ends.append([date.fromisoformat(end) for end in (mention.when.start, mention.when.end) if end])
    assert ends[0]
    assert [two - one for one, two in zip(*ends, strict=True)] == [timedelta(days=7)] * len(ends[0])


@pytest.mark.parametrize("text", [row[0] for row in (*DATES, *CLOCKS, *VALUES)] + [row[0] for row in UNKNOWN])
def test_the_machines_clock_is_never_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With any clock the result is the same, with and without a date of publication."""

    class Clock(date):
        @classmethod
        def today(cls) -> Clock:
            pytest.fail("the wall clock was read")

    for module in ("days", "months", "periods", "holidays", "stretches", "times"):
        monkeypatch.setattr(f"rashomon.reading.{module}.date", Clock, raising=False)
    for published in (PUBLISHED, None):
        assert find_times(text, published=published) == find_times(text, published=published)


@pytest.mark.parametrize("text", [row[0] for row in (*DATES, *CLOCKS, *VALUES)] + [row[0] for row in UNKNOWN])
def test_a_rule_knows_how_its_words_may_begin(text: str) -> None:
    """No rule matches at an opening whose kind it has not named: the index by kinds loses nothing."""
    for start, kind in openings(text):
        for rule in RULES:
            if rule.pattern.match(text, start):
                assert kind in rule.starts, (rule.pattern.pattern, kind)


def test_a_day_without_a_year_may_be_the_day_on_which_the_war_began() -> None:
    """Where nothing tells the date of publication, and of that day alone."""
    text = "Since September 27 four towns were lost; on September 28 a fifth."
    found = find_times(text, published=None, war_began=date(2020, 9, 27))
    assert [mention.when and mention.when.start for mention in found] == ["2020-09-27", None]
    assert [mention.when for mention in find_times(text, published=None)] == [None, None]


@pytest.mark.parametrize(
    ("text", "published", "end"),
    [
        ("The rebels had fought for every street until Thursday night, and then left.", "2009-01-02", "2009-01-01"),
        ("They will hold talks until Thursday.", "2009-01-02", "2009-01-08"),
        ("An exchange had been planned for Wednesday and did not take place.", "2024-01-25", "2024-01-24"),
        ("The exchange is planned for Wednesday.", "2024-01-25", "2024-01-31"),
    ],
)
def test_what_had_been_is_behind_us(text: str, published: str, end: str) -> None:
    """A weekday of a pluperfect clause is the last one, a deadline and a plan too."""
    (found,) = find_times(text, published=published)
    assert found.when is not None
    assert found.when.end == end
