"""Stories: reports of one happening stand together, whoever tells it, and those of another stand apart."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from factory import report
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling.stories import Story, find_stories
from rashomon.records import Report

BRIDGE = (
    (
        "Harvick says engineers blew up Talmun bridge",
        "Army engineers of Harvick destroyed the railway bridge at Talmun before dawn, its general staff announced. "
        "Colonel Brask told reporters that no train can now reach the garrison at Ostry from the south.",
    ),
    (
        "Explosion cuts railway at Talmun",
        "A railway bridge over the Senna collapsed at Talmun on Monday. Veldoria accused saboteurs, and said that the "
        "garrison of Ostry had supplies for a month. Colonel Brask of Harvick had announced the explosion.",
    ),
    (
        "Veldoria blames flood, not Brask, for the fallen bridge",
        "The ministry in Veldor denied that Harvick's engineers came anywhere near Talmun. High water in the Senna "
        "carried the railway bridge away, a spokesman said, and trains to Ostry will run again within a week.",
    ),
)
SCHOOL = (
    (
        "Shell hits school in Pirin",
        "Nine pupils were hurt when a shell came through the roof of a school in Pirin, doctors at the children's "
        "hospital said. Headmistress Olda Venn had sent the youngest class home an hour earlier.",
    ),
    (
        "Doctors treat pupils after Pirin shelling",
        "The children's hospital treated nine pupils from a school in Pirin. Headmistress Olda Venn said that the roof "
        "had been repaired only last summer. Both armies denied having fired the shell.",
    ),
)


def told(tellings: tuple[tuple[str, str], ...], *, day: str | None) -> list[Report]:
    """Return a report for each telling, all of one day."""
    return [report(text, title=title, published=day) for title, text in tellings]


def groups(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    """Return the identifiers of the reports of each story."""
    return {frozenset(story.reports) for story in stories}


def ids(reports: list[Report]) -> frozenset[str]:
    """Return the identifiers of some reports."""
    return frozenset(page.id for page in reports)


def invented(seed: int, *, share: float = 0.25, words: int = 120) -> str:
    """Return a text of made-up words, some of them names of this seed alone."""
    dice = random.Random(seed)
    common = [f"common{n}" for n in range(600)]
    names = ["".join(dice.choice("bdfgklmnrtv") + dice.choice("aeiou") for _ in range(4)).title() for _ in range(12)]
    return " ".join(dice.choice(names if dice.random() < share else common) for _ in range(words))


@pytest.mark.parametrize("day", ["2031-05-03", None])
def test_rival_tellings_of_one_happening_stand_together(day: str | None) -> None:
    """Who tells it, and whether it is admitted or denied, does not part a story; another story stands apart."""
    bridge, school = told(BRIDGE, day=day), told(SCHOOL, day=day)
    assert groups(find_stories([*bridge, *school])) == {ids(bridge), ids(school)}


def test_every_report_stands_in_one_story() -> None:
    """A report that resembles no other is a story of its own, and nothing explains it; so is one without words."""
    reports = [*told(SCHOOL, day="2031-05-03"), report("Fishermen of Tal want a channel cleared."), report("... !")]
    stories = find_stories(reports)
    assert sorted(key for story in stories for key in story.reports) == sorted(ids(reports))
    assert [story.because for story in stories if len(story.reports) == 1] == [(), ()]
    assert find_stories([]) == ()


def test_a_story_is_explained_by_the_words_that_its_reports_share() -> None:
    """Names that all of them hold come first, and the days are told; a word of one report alone explains nothing."""
    bridge = told(BRIDGE, day="2031-05-03")
    (story,) = find_stories([bridge[0], bridge[1], replace(bridge[2], published="2031-05-04T09:00:00Z")])
    words, days = story.because
    assert "talmun" in words
    assert "saboteur" not in words
    assert days == "published 2031-05-03 to 2031-05-04"
    assert story.id == min(story.reports)


def test_days_far_apart_part_stories() -> None:
    """The same words half a year later tell of another happening; where no day is known, the words decide."""
    early, late = told(SCHOOL[:1], day="2031-05-03"), told(SCHOOL[1:], day="2031-11-03")
    assert len(find_stories(early + late)) == 2
    assert len(find_stories([replace(page, published=None) for page in early + late])) == 1


def test_names_tell_stories_apart_that_are_worded_alike() -> None:
    """Two reports that follow one pattern, with other places and people in it, are two stories among many."""
    pattern = "Troops of Harvick entered {0} on Monday, General {1} said. Residents of {0} heard shells until noon."
    pairs = []
    for first, second in itertools.product("BDGKLMRT", "aeiou"):
        town, general = f"{first}{second}rmund", f"{first}olt{second}n"
        texts = pattern.format(town, general), f"{town} has fallen, General {general} announced"
        pairs.append([report(text) for text in texts])
    assert groups(find_stories([page for pair in pairs for page in pair])) == {ids(pair) for pair in pairs}


def test_a_story_that_is_most_of_the_reports_is_still_one() -> None:
    """That its words are common among the reports does not hide what they share."""
    texts = [f"{invented(1)} {invented(100 + n, share=0.5, words=20)}" for n in range(60)]
    many, other = [report(text) for text in texts], [report(invented(2))]
    assert groups(find_stories(many + other)) == {ids(many), ids(other)}


def test_a_flood_of_copies_changes_no_other_story() -> None:
    """Copies join the story of what they copy, and leave the others as they were."""
    bridge, school = told(BRIDGE, day="2031-05-03"), told(SCHOOL, day="2031-05-03")
    flood = [replace(school[0], id=f"copy{n:03}", outlet=f"Mirror {n}") for n in range(200)]
    lineage = {copy.id: school[0].id for copy in flood}
    found = groups(find_stories([*bridge, *school, *flood], lineage=lineage))
    assert found == {ids(bridge), ids(school) | ids(flood)}


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(14)), days=st.lists(st.integers(1, 9), min_size=14, max_size=14))
def test_the_order_of_reports_does_not_matter(order: list[int], days: list[int]) -> None:
    """The same reports in any order, some of them given twice, make the same stories for the same reasons."""
    texts = [invented(n // 3) + " " + invented(50 + n, share=0, words=30) for n in range(14)]
    reports = [
        report(text, published=f"2031-05-0{day}" if day < 9 else None) for text, day in zip(texts, days, strict=True)
    ]
    shuffled = [reports[place] for place in order]
    assert find_stories(shuffled + shuffled[:4]) == find_stories(reports)


def test_the_reports_of_a_story_are_a_story_again() -> None:
    """To group what was grouped changes nothing."""
    reports = [report(invented(n // 4) + " " + invented(80 + n, share=0, words=30)) for n in range(24)]
    stories = find_stories(reports)
    assert len(stories) == 6
    for story in stories:
        assert groups(find_stories([page for page in reports if page.id in story.reports])) == groups((story,))


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=60), max_size=8), published=st.sampled_from([None, "2031", "", "2031-02-30"]))
def test_any_texts_can_be_grouped(texts: list[str], published: str | None) -> None:
    """No text and no date raises, and each report stands in exactly one story."""
    reports = [report(text, id=f"r{place}", published=published) for place, text in enumerate(texts)]
    found = [key for story in find_stories(reports) for key in story.reports]
    assert sorted(found) == [page.id for page in reports]
