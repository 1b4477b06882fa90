"""Figures: counts and measures of news become intervals, and dates, names and ordinals do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_to_num import text2num

from rashomon.reading.figures import find_figures
from rashomon.reading.numbers import number_at
from rashomon.records import Figure, Span

# Each row: a text, the words of its figure, what is counted, low, high, best, of whom or what.
# Written by judgment before the grammar. None is an open or unknown end.
FIGURES = [
    # plain counts
    ("Six men, among them Captain Orsa Teren, 22, were killed.", "Six men", "killed", 6, 6, None, "men"),
    ("The army took 4 city centers.", "4 city centers", "cities", 4, 4, None, None),
    ("The army took 3 towns and left.", "3 towns", "towns", 3, 3, None, None),
    ("The army took 17 settlements.", "17 settlements", "settlements", 17, 17, None, None),
    ("They burnt five tanks there.", "five tanks", "tanks", 5, 5, None, None),
    ("They shot down three drones.", "three drones", "drones", 3, 3, None, None),
    ("They shot down two enemy helicopters.", "two enemy helicopters", "helicopters", 2, 2, None, None),
    ("They sent 12 T-72 tanks there.", "12 T-72 tanks", "tanks", 12, 12, None, None),
    ("They lost 20 artillery pieces.", "20 artillery pieces", "artillery", 20, 20, None, None),
    ("Residents of two quarters hid.", "two quarters", "quarters", 2, 2, None, None),
    ("They blew up 7 bridges.", "7 bridges", "bridges", 7, 7, None, None),
    ("They fired 45 rockets at the port.", "45 rockets", "rockets", 45, 45, None, None),
    ("At dawn 6 warships left.", "6 warships", "ships", 6, 6, None, None),
    ("They have 2,300 armored vehicles.", "2,300 armored vehicles", "vehicles", 2300, 2300, None, None),
    ("Two thousand soldiers marched.", "Two thousand soldiers", "soldiers", 2000, 2000, None, None),
    ("One hundred and five civilians hid.", "One hundred and five civilians", "civilians", 105, 105, None, None),
    ("The city of 1.5 million people hid.", "1.5 million people", "people", 1.5e6, 1.5e6, None, None),
    ("They carry 3 of their children.", "3 of their children", "children", 3, 3, None, None),
    # about
    ("The army took around 220 villages.", "around 220 villages", "villages", None, None, 220, None),
    ("The army took some 40 villages.", "some 40 villages", "villages", None, None, 40, None),
    ("An estimated 3,000 civilians stayed.", "An estimated 3,000 civilians", "civilians", None, None, 3000, None),
    ("A dozen soldiers stayed.", "A dozen soldiers", "soldiers", None, None, 12, None),
    ("Nearly 90 villages burn.", "Nearly 90 villages", "villages", None, None, 90, None),
    ("They left half a million people behind.", "half a million people", "people", None, None, 5e5, None),
    # bounds
    ("They are at most 5 kilometers from the city.", "at most 5 kilometers", "km", None, 5, None, None),
    ("They are less than 5 km away.", "less than 5 km", "km", None, 5, None, None),
    ("They hold up to 30 tanks.", "up to 30 tanks", "tanks", None, 30, None, None),
    ("They hold no more than 30 tanks.", "no more than 30 tanks", "tanks", None, 30, None, None),
    ("They sent as many as 400 fighters.", "as many as 400 fighters", "fighters", None, 400, None, None),
    ("They hold more than 1,100 square km.", "more than 1,100 square km", "square km", 1100, None, None, None),
    ("They hold over 100 vehicles.", "over 100 vehicles", "vehicles", 100, None, None, None),
    ("They hold no fewer than 9 towns.", "no fewer than 9 towns", "towns", 9, None, None, None),
    ("They hold 20 or more tanks.", "20 or more tanks", "tanks", 20, None, None, None),
    ("They hold 300+ vehicles.", "300+ vehicles", "vehicles", 300, None, None, None),
    # ranges
    ("They lost between 10 and 15 tanks.", "between 10 and 15 tanks", "tanks", 10, 15, None, None),
    ("They lost 10-15 tanks.", "10-15 tanks", "tanks", 10, 15, None, None),
    ("They lost 10 to 15 tanks.", "10 to 15 tanks", "tanks", 10, 15, None, None),
    ("They lost from 10 to 15 tanks.", "from 10 to 15 tanks", "tanks", 10, 15, None, None),
    ("They lost two or three tanks.", "two or three tanks", "tanks", 2, 3, None, None),
    # round words
    ("They burnt dozens of houses.", "dozens of houses", "houses", 24, 99, None, None),
    ("They burnt scores of vehicles.", "scores of vehicles", "vehicles", 40, 99, None, None),
    ("Hundreds of civilians hid.", "Hundreds of civilians", "civilians", 200, 999, None, None),
    ("Thousands of people hid.", "Thousands of people", "people", 2000, 9999, None, None),
    ("Tens of thousands of people hid.", "Tens of thousands of people", "people", 20000, 99999, None, None),
    ("They hold several villages.", "several villages", "villages", 3, 9, None, None),
    ("They hold a few villages.", "a few villages", "villages", 2, 5, None, None),
    ("They hold several dozen villages.", "several dozen villages", "villages", 36, 99, None, None),
    ("They hold a couple of villages.", "a couple of villages", "villages", 2, 2, None, None),
    # measures
    ("The wall is 40 metres long.", "40 metres", "metres", 40, 40, None, None),
    ("They went 12km deeper.", "12km", "km", 12, 12, None, None),
    ("The zone is 5-kilometre wide.", "5-kilometre", "km", 5, 5, None, None),
    ("They brought 90 tons of flour.", "90 tons", "tonnes", 90, 90, None, None),
    ("It stood for 28 years.", "28 years", "years", 28, 28, None, None),
    ("The 44-day war is over.", "44-day", "days", 44, 44, None, None),
    ("They hold 80 per cent of the city.", "80 per cent", "per cent", 80, 80, None, "city"),
    ("They hold 80% of the city.", "80%", "per cent", 80, 80, None, "city"),
    ("They hold nearly 80 percent of the city.", "nearly 80 percent", "per cent", None, None, 80, "city"),
    ("They hold two-thirds of the city.", "two-thirds", "per cent", None, None, 66.7, "city"),
    ("They hold half of the city.", "half", "per cent", None, None, 50, "city"),
    # people and what befell them
    ("At least 200 soldiers killed, he said.", "At least 200 soldiers", "killed", 200, None, None, "soldiers"),
    ("The shelling killed 14 people.", "14 people", "killed", 14, 14, None, "people"),
    ("Three soldiers died.", "Three soldiers", "killed", 3, 3, None, "soldiers"),
    ("The death toll rose to 120.", "120", "killed", 120, 120, None, None),
    ("The death toll has risen to at least 120.", "at least 120", "killed", 120, None, None, None),
    ("The strike left 8 dead.", "8 dead", "killed", 8, 8, None, None),
    ("They captured 12 soldiers.", "12 soldiers", "captured", 12, 12, None, "soldiers"),
    ("Some 45,000 people fled.", "Some 45,000 people", "displaced", None, None, 45000, "people"),
    ("There are 45,000 people displaced by it.", "45,000 people", "displaced", 45000, 45000, None, "people"),
    ("Six civilians have been reported missing.", "Six civilians", "missing", 6, 6, None, "civilians"),
    ("One soldier was killed.", "One soldier", "killed", 1, 1, None, "soldiers"),
    ("More than 1,100 were wounded.", "More than 1,100", "wounded", 1100, None, None, None),
    ("The army suffered no casualties.", "no casualties", "casualties", 0, 0, None, None),
    ("The army suffered no losses.", "no losses", "casualties", 0, 0, None, None),
    ("No civilians were killed.", "No civilians", "killed", 0, 0, None, "civilians"),
    ("No one was injured.", "No one", "wounded", 0, 0, None, "people"),
    ("They buried the bodies of 30 servicemen.", "30 servicemen", "killed", 30, 30, None, "soldiers"),
    ("Up to 300 civilians may have been killed.", "Up to 300 civilians", "killed", None, 300, None, "civilians"),
    ("None of the sailors was killed.", "None of the sailors", "killed", 0, 0, None, "sailors"),
    ("No soldier of the garrison was killed.", "No soldier", "killed", 0, 0, None, "soldiers"),
    ("Nobody in the harbour was hurt.", "Nobody", "wounded", 0, 0, None, "people"),
    ("Not a single soldier had given himself up.", "Not a single soldier", "captured", 0, 0, None, "soldiers"),
    ("At least 86 more were killed.", "At least 86", "killed", 86, None, None, None),
    ("Forty more are being kept in camps there.", "Forty", "captured", 40, 40, None, None),
    ("Three soldiers surrendered and were taken prisoner.", "Three soldiers", "captured", 3, 3, None, "soldiers"),
    ("None of our men has surrendered.", "None of our men", "captured", 0, 0, None, "men"),
    ("Not a single soldier was wounded.", "Not a single soldier", "wounded", 0, 0, None, "soldiers"),
    ("They knew of no one killed.", "no one", "killed", 0, 0, None, "people"),
    ("There were no civilian casualties.", "no civilian casualties", "casualties", 0, 0, None, "civilians"),
    ("Two farmers were killed by a mine.", "Two farmers", "killed", 2, 2, None, "farmers"),
    ("A mine killed two beekeepers.", "two beekeepers", "killed", 2, 2, None, "beekeepers"),
    ("One of the soldiers died.", "One of the soldiers", "killed", 1, 1, None, "soldiers"),
    ("Both pilots were killed.", "Both pilots", "killed", 2, 2, None, "pilots"),
    ("Four crew members perished.", "Four crew members", "killed", 4, 4, None, "crew"),
    ("Ten others sustained shrapnel wounds.", "Ten others", "wounded", 10, 10, None, None),
    ("Among the dead are two teachers.", "two teachers", "killed", 2, 2, None, "teachers"),
    ("The toll rose from 12 to 15.", "15", "killed", 15, 15, None, None),
    ("The number of civilians killed rose to 87.", "87", "killed", 87, 87, None, "civilians"),
    ("Casualties exceeded 3,000.", "exceeded 3,000", "casualties", 3000, None, None, None),
    ("Sixty inhabitants of the lower town were killed.", "Sixty inhabitants", "killed", 60, 60, None, "residents"),
    ("They took 30 prisoners.", "30 prisoners", "captured", 30, 30, None, None),
    ("They exchanged 95 prisoners of war.", "95 prisoners of war", "prisoners", 95, 95, None, None),
    ("The army lost 200 men.", "200 men", "killed", 200, 200, None, "men"),
    ("Up to 900 fallen servicemen lie there.", "Up to 900 fallen servicemen", "killed", None, 900, None, "soldiers"),
    ("It has put its dead at 1,100.", "1,100", "killed", 1100, 1100, None, None),
    ("It says it has lost between 412 and 430.", "between 412 and 430", "killed", 412, 430, None, None),
    ("Some 90 inhabitants have left the town.", "Some 90 inhabitants", "displaced", None, None, 90, "residents"),
    ("Sixty soldiers surrendered there.", "Sixty soldiers", "soldiers", 60, 60, None, None),
    ("They came to within four kilometres of it.", "four kilometres", "km", 4, 4, None, None),
    ("They are within 10 km of it.", "within 10 km", "km", None, 10, None, None),
    ("Two Averran Su-25s hit a mountain.", "Two Averran Su-25s", "aircraft", 2, 2, None, None),
    ("They sent ten T-72s there.", "ten T-72s", "tanks", 10, 10, None, None),
    ("They lost three F-16s there.", "three F-16s", "aircraft", 3, 3, None, None),
    ("Eighty Averrans marched.", "Eighty Averrans", "people", 80, 80, None, None),
    ("Several million refugees hid.", "Several million refugees", "displaced", 3e6, 9999999, None, None),
    ("Two 16-year-old boys hid.", "Two 16-year-old boys", "boys", 2, 2, None, None),
    ("14 soldiers and a civilian were killed.", "14 soldiers", "killed", 14, 14, None, "soldiers"),
    ("Two crew members drowned.", "Two crew members", "killed", 2, 2, None, "crew"),
    ("It left four gunmen dead.", "four gunmen dead", "killed", 4, 4, None, "gunmen"),
    ("The number of Averran dead stood at ten.", "ten", "killed", 10, 10, None, None),
    ("Two villagers were shot and wounded.", "Two villagers", "wounded", 2, 2, None, "residents"),
    ("They shot to death two hostages.", "two hostages", "killed", 2, 2, None, "hostages"),
    ("The raid claimed at least 20 lives.", "at least 20 lives", "killed", 20, None, None, "people"),
    ("The siege cost 900 people their lives.", "900 people", "killed", 900, 900, None, "people"),
    ("Forty people lay dead there.", "Forty people", "killed", 40, 40, None, "people"),
    ("Some 30 of his men fell at the bridge.", "Some 30 of his men", "killed", None, None, 30, "men"),
    ("Two women are among the dead.", "Two women", "killed", 2, 2, None, "women"),
    ("They executed 22 captured soldiers.", "22 captured soldiers", "killed", 22, 22, None, "soldiers"),
    ("The police arrested 30 hikers.", "30 hikers", "detained", 30, 30, None, "hikers"),
    ("More than 70 girls were kidnapped.", "More than 70 girls", "abducted", 70, None, None, "girls"),
    ("It had a crew of 118.", "118", "crew", 118, 118, None, None),
    ("They lost two or three hundred men.", "two or three hundred men", "killed", 200, 300, None, "men"),
    ("They burnt 3 “Leopard” tanks.", "3 “Leopard” tanks", "tanks", 3, 3, None, None),
    ("They downed 32 unmanned aerial vehicles.", "32 unmanned aerial vehicles", "drones", 32, 32, None, None),
    ("They used it in at least four attacks.", "at least four attacks", "attacks", 4, None, None, None),
    # ways of writing a number
    ("Thirty-odd people hid.", "Thirty-odd people", "people", None, None, 30, None),
    ("A hundred or so people hid.", "A hundred or so people", "people", None, None, 100, None),
    ("About 1.2m people hid.", "About 1.2m people", "people", None, None, 1.2e6, None),
    ("They brought 15k volunteers.", "15k volunteers", "volunteers", 15000, 15000, None, None),
    ("Some 1.5 lakh people hid.", "Some 1.5 lakh people", "people", None, None, 150000, None),
    ("They offered $3m for it.", "$3m", "dollars", 3e6, 3e6, None, None),
    ("A 40-strong group hid.", "40-strong group", "people", 40, 40, None, None),
    ("It came under fire 14 times.", "14 times", "times", 14, 14, None, None),
    ("They burnt 12 units of armoured vehicles.", "12 units of armoured vehicles", "vehicles", 12, 12, None, None),
    ("They saw three 152-mm howitzers.", "three 152-mm howitzers", "artillery", 3, 3, None, None),
    ("One in four houses burns.", "One in four", "per cent", None, None, 25, "houses"),
    ("Half the city is dark.", "Half", "per cent", None, None, 50, "city"),
    ("Nine-tenths of the old town burns.", "Nine-tenths", "per cent", None, None, 90, "town"),
    ("They hold 20 per cent of Averra.", "20 per cent", "per cent", 20, 20, None, "Averra"),
]  # fmt: skip

SEVERAL = [
    (
        "14 people were killed and 30 wounded.",
        [("14 people", "killed", 14, 14), ("30 wounded", "wounded", 30, 30)],
    ),
    (
        "The blast killed at least 14 people and wounded up to 30.",
        [("at least 14 people", "killed", 14, None), ("up to 30", "wounded", None, 30)],
    ),
    ("Five tanks and two drones were destroyed.", [("Five tanks", "tanks", 5, 5), ("two drones", "drones", 2, 2)]),
    (
        "The army liberated 4 city centers, 3 towns and around 220 villages.",
        [
            ("4 city centers", "cities", 4, 4), ("3 towns", "towns", 3, 3),
            ("around 220 villages", "villages", None, None),
        ],
    ),
    (
        "6 civilians were killed and 30 others were injured.",
        [("6 civilians", "killed", 6, 6), ("30 others", "wounded", 30, 30)],
    ),
    (
        "14 soldiers and 3 civilians were killed.",
        [("14 soldiers", "killed", 14, 14), ("3 civilians", "killed", 3, 3)],
    ),
    (
        "The shell killed 14 soldiers, 3 civilians and two children.",
        [("14 soldiers", "killed", 14, 14), ("3 civilians", "killed", 3, 3), ("two children", "killed", 2, 2)],
    ),
    (
        "More than 60 civilians were killed or wounded.",
        [("More than 60 civilians", "casualties", 60, None)],
    ),
    (
        "Three soldiers killed two civilians.",
        [("Three soldiers", "soldiers", 3, 3), ("two civilians", "killed", 2, 2)],
    ),
    (
        "12 people were hurt, seven of them children.",
        [("12 people", "wounded", 12, 12), ("seven of them children", "wounded", 7, 7)],
    ),
    (
        "They fired 20 missiles, 14 of which were shot down.",
        [("20 missiles", "missiles", 20, 20), ("14 of which were", "missiles", 14, 14)],
    ),
    (
        "Two of five soldiers were killed.",
        [("Two", "killed", 2, 2), ("five soldiers", "soldiers", 5, 5)],
    ),
    (
        "84 Averrans and 47 Kesten soldiers were killed.",
        [("84 Averrans", "killed", 84, 84), ("47 Kesten soldiers", "killed", 47, 47)],
    ),
    (
        "Everyone aboard died, including six crew and three guards.",
        [("six crew", "killed", 6, 6), ("three guards", "killed", 3, 3)],
    ),
    (
        "Three soldiers who killed two civilians fled.",
        [("Three soldiers", "soldiers", 3, 3), ("two civilians", "killed", 2, 2)],
    ),
    (
        "A mine killed two farmers and wounded a third near Orlo.",
        [("two farmers", "killed", 2, 2), ("a third", "wounded", 1, 1)],
    ),
    (
        "Up to 80 militants, two pickup trucks and a mortar were destroyed.",
        [("Up to 80 militants", "killed", None, 80), ("two pickup trucks", "trucks", 2, 2)],
    ),
    (
        "Of its crew of 118, 14 are missing.",
        [("118", "crew", 118, 118), ("14", "missing", 14, 14)],
    ),
    (
        "Forty aircraft took part, of which six did not return.",
        [("Forty aircraft", "aircraft", 40, 40), ("six", "aircraft", 6, 6)],
    ),
    ("Two bombs killed six people.", [("Two bombs", "bombs", 2, 2), ("six people", "killed", 6, 6)]),
    (
        "It left one officer dead and three people wounded.",
        [("one officer", "killed", 1, 1), ("three people", "wounded", 3, 3)],
    ),
    ("Twelve strikes have killed civilians.", [("Twelve strikes", "strikes", 12, 12)]),
    ("They are at most 5\nkilometers away.", [("at most 5\nkilometers", "km", None, 5)]),
]  # fmt: skip

NO_FIGURES = [
    "The Church of the Two Saints was shut.",
    "It began on November 8.",
    "It began on 8 November 2020 at 10:30.",
    "The town was lost in 1992.",
    "They left two days ago.",
    "One of the men spoke.",
    "No. 3 school is closed.",
    "A Mi-24 and a T-72 burnt, and an S-300 too.",
    "They work 24/7 there.",
    "The 3rd brigade and the second company left.",
    "A 12-year-old boy stood there.",
    "A man aged 52 stood there.",
    "A man of 52 years old stood there.",
    "Resolution 822 was read out.",
    "COVID-19 spread there.",
    "Order 66 and Article 5 were read out.",
    "No one knows.",
    "He said no to them.",
    "The two sides met.",
    "Version 2.0.1 is out.",
    "The 2016 clashes were short.",
    "The shell was of 152 mm calibre.",
    "We are one people.",
    "They lost twice as many, three times as many even.",
    "Both sides met, and so did both presidents.",
    "It was the third such attack.",
    "They read resolution 2202 and page 12.",
    "The death of 18-year-old Imber shook them.",
    "Imber, 34, of Averra, died.",
    "The mother of two died.",
]

# Each row: a text, and for each of its figures the words of its window.
WINDOWS = [
    ("It is the deadliest raid since 2002, when 31 people were killed.", [None]),
    ("Since the start of the war 8,400 soldiers have died.", ["Since the start of the war"]),
    (
        "Since the beginning of the full-scale invasion 40 have been killed.",
        ["Since the beginning of the full-scale invasion"],
    ),
    ("62 people were wounded over the past 24 hours.", ["over the past 24 hours"]),
    ("In 2020 alone, 117 civilians were killed.", ["In 2020 alone"]),
    ("22 policemen have died so far this year.", ["so far this year"]),
    ("640 tanks have burnt to date.", ["to date"]),
    ("9,000 have died since 2014.", ["since 2014"]),
    ("190 people have been killed since Monday.", ["since Monday"]),
    ("From the first days of the war until now 30 died.", ["From the first days of the war until now"]),
    ("40 soldiers died and 60 were wounded in the last week.", ["in the last week"] * 2),
    ("Two soldiers died today, bringing to 40 the number killed since Monday.", [None]),
    ("Three soldiers died. Since 2014 nine tanks have burnt.", [None, "Since 2014"]),
    ("They hold 80 per cent of the city since Monday.", [None]),
    ("Since nobody came, 12 people left.", [None]),
]


def shown(figure: Figure) -> tuple[str, str, float | None, float | None]:
    """Return the parts of a figure that the tables hold."""
    return figure.words, figure.what, figure.low, figure.high


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: str(row[1]))
def test_a_phrase_holds_its_figure(row: tuple[object, ...]) -> None:
    """Each phrase is found with its exact words, kind and interval."""
    text = str(row[0])
    found = find_figures(text)
    assert len(found) == 1, found
    figure = found[0]
    assert (*shown(figure), figure.best, figure.of) == row[1:]
    assert text[figure.span.start : figure.span.end] == figure.words


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_one_sentence_may_hold_several(text: str, expected: list[tuple[str, str, float | None, float | None]]) -> None:
    """Counts of one sentence are told apart, each with what befell whom."""
    assert [shown(figure) for figure in find_figures(text)] == expected


@pytest.mark.parametrize(("text", "windows"), WINDOWS)
def test_a_cumulative_window_goes_with_its_figure(text: str, windows: list[str | None]) -> None:
    """A toll over a window is told from a toll of one event; the words are those of the text."""
    assert [figure.window for figure in find_figures(text)] == windows


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_only_looks_like_a_figure_is_not_one(text: str) -> None:
    """Dates, clock times, ages, ordinals, labels and names with digits are no figures."""
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "what", "part", "whole"),
    [
        ("They won 72 of the 151 seats.", "seats", 72, 151),
        ("They freed more than 3,500 of its 3,800 inmates.", "inmates", 3500, 3800),
    ],
)
def test_a_part_counts_what_its_whole_counts(text: str, what: str, part: int, whole: int) -> None:
    """The number before "of the 151 seats" counts seats too."""
    assert [(figure.what, figure.low) for figure in find_figures(text)] == [(what, part), (what, whole)]


@settings(max_examples=100, deadline=None)
@given(number=st.integers(2, 10**8), people=st.sampled_from(["people", "soldiers", "tanks"]))
def test_a_number_is_read_as_written(number: int, people: str) -> None:
    """Digits with and without separators give the same figure."""
    if 1000 <= number <= 2100:
        number += 2000
    plain, grouped = (find_figures(f"They saw {form} {people}.") for form in (str(number), f"{number:,}"))
    assert [(figure.low, figure.high) for figure in plain] == [(number, number)]
    assert [(figure.low, figure.high) for figure in grouped] == [(number, number)]


UNDER_HUNDRED = st.one_of(
    st.sampled_from(["one", "two", "four", "five", "nine", "ten", "eleven", "fifteen", "twenty", "thirty", "ninety"]),
    st.tuples(st.sampled_from(["twenty", "forty", "ninety"]), st.sampled_from(["one", "five", "nine"])).map("-".join),
)
IN_WORDS = st.one_of(
    UNDER_HUNDRED,
    st.tuples(st.sampled_from(["one", "three", "nine"]), UNDER_HUNDRED).map(" hundred and ".join),
    st.tuples(UNDER_HUNDRED, UNDER_HUNDRED).map(" thousand ".join),
    UNDER_HUNDRED.map(lambda words: f"{words} million"),
)


@settings(max_examples=100, deadline=None)
@given(words=IN_WORDS)
def test_number_words_agree_with_an_independent_reader(words: str) -> None:
    """Number words are read as text2num reads them."""
    number = number_at(f"{words} men", 0)
    assert number is not None
    assert (number.value, number.end) == (text2num(words, "en"), len(words))


PIECES = st.sampled_from(
    [
        "at", "least", "most", "about", "more", "than", "between", "and", "10", "15", "1,100", "two", "hundred",
        "thousand", "dozens", "of", "people", "soldiers", "killed", "wounded", "were", "-", "%", "km", "per cent",
        "half", "the", "city", "no", "a", "several", "tens", ".", ",", "toll", "rose", "to", "9" * 40, "1.5",
        "million", "\n", "$", "one", "or", "rose", "from", "both", "none", "since 2014", "-strong", "m", "in", "times",
        "them", "which", "out", "put the dead at", "152 mm", "-odd", "quarters", "lakh", "Averrans", "to date",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_exact_spans(text: str) -> None:
    """No text raises; spans are in range, in order, do not overlap, and hold the very words; low is below high."""
    reached = 0
    for figure in find_figures(text):
        assert isinstance(figure.span, Span)
        assert reached <= figure.span.start < figure.span.end <= len(text)
        assert text[figure.span.start : figure.span.end] == figure.words
        assert figure.low is None or figure.high is None or 0 <= figure.low <= figure.high
        assert (figure.low, figure.high, figure.best) != (None, None, None)
        reached = figure.span.end
