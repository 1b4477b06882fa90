"""The briefing of the invented war."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import invented_war as war
import lxml.html
import pytest
from lxml.html import HtmlElement

import rashomon.showing
from rashomon.records import Report, Span, Status
from rashomon.showing.briefing import write_briefing
from rashomon.showing.view import LedgerView

PAGE = write_briefing(war.VIEW, version="1.2.3")
CSS = (Path(rashomon.showing.__file__).parent / "static" / "briefing.css").read_text(encoding="utf-8")


@pytest.fixture(name="page", scope="module")
def _page() -> HtmlElement:
    return lxml.html.document_fromstring(PAGE)


def words_of(element: HtmlElement) -> str:
    """Return the text of an element with its white space joined."""
    return " ".join(element.text_content().split())


def test_every_claim_is_marked_in_the_text_of_its_report(page: HtmlElement) -> None:
    """The marks of each claim hold its words, inside the whole and unchanged text of its report."""
    texts = {report.id: element for report, element in zip(in_page_order(), page.find_class("text"), strict=True)}
    numbers = iter(range(1, 100))
    for report in in_page_order():
        assert texts[report.id].text_content() == report.text
        for claim in sorted((each for each in war.CLAIMS if each.report == report.id), key=lambda each: each.span):
            marks = texts[report.id].find_class(f"c{next(numbers)}")
            assert "".join(each.text_content() for each in marks) == claim.words
            assert [each.get("id") for each in marks].count(marks[0].get("class")) == 1


def in_page_order() -> list[Report]:
    """Return the reports as the page orders them: by time of publication."""
    return sorted(war.REPORTS, key=lambda report: report.published or "")


def test_overlapping_claims_keep_their_words() -> None:
    """Two claims that overlap without nesting are both marked whole."""
    crossing = replace(war.B3, id="cross", span=Span(100, 140), words=war.COURIER.text[100:140])
    page = lxml.html.document_fromstring(write_briefing(replace(war.VIEW, claims=(war.B2, crossing))))
    for number, claim in enumerate((war.B2, crossing), start=1):
        assert "".join(each.text_content() for each in page.find_class(f"c{number}")) == claim.words


def test_each_link_inside_the_page_arrives(page: HtmlElement) -> None:
    """Every anchor that the page links to is there, once."""
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {link[1:] for _, _, link, _ in page.iterlinks() if link.startswith("#")}
    assert links
    assert links <= set(ids)


def test_every_quote_of_a_dispute_links_to_its_words(page: HtmlElement) -> None:
    """Each claim of each leading position is quoted word by word, and the link leads to those words."""
    for dispute in page.find_class("dispute"):
        for quote in dispute.find_class("quote"):
            shown = words_of(quote.find("blockquote"))[1:-1]
            links = [link for _, _, link, _ in quote.iterlinks()]
            assert links
            for link in links:
                assert " ".join(page.get_element_by_id(link[1:]).text_content().split()) == shown
    quoted = {words_of(each)[1:-1] for each in page.iter("blockquote")}
    leading = {key for each in (war.HOLDS, war.MISSING) for position in each.positions for key in position.claims}
    assert {" ".join(claim.words.split()) for claim in war.CLAIMS if claim.id in leading} <= quoted


def test_disputes_come_first_and_by_status(page: HtmlElement) -> None:
    """Contested questions lead, then conceded ones; what nobody contests is no dispute of the page."""
    assert [words_of(each) for each in page.xpath("//article/h3")] == [
        "How many soldiers were captured or are missing in Korvad / Korvath?",
        "Who holds Korvad / Korvath on 3 March 2031?",
    ]
    assert [each.get("id") for each in page.xpath("//main/section")][:2] == ["disputes", "uncontested"]
    assert words_of(page.get_element_by_id("uncontested")).count(war.SMOKE.question) == 1


def test_positions_keep_the_order_of_time_and_carry_no_colour_of_a_side(page: HtmlElement) -> None:
    """Positions stand as they were first told; their classes depend on their place in the row alone."""
    held = page.xpath("//article[h3[text()='Who holds Korvad / Korvath on 3 March 2031?']]")[0]
    assert [words_of(each) for each in held.xpath(".//h4")] == [each.proposition for each in war.HOLDS.positions]
    assert [each.get("class") for each in held.xpath(".//section")] == ["position p0", "position p1", "position p2"]
    turned = replace(war.HOLDS, positions=war.HOLDS.positions[::-1])
    other = lxml.html.document_fromstring(write_briefing(replace(war.VIEW, disputes=(turned,))))
    assert [each.get("class") for each in other.xpath("//article//section")] == [
        "position p0",
        "position p1",
        "position p2",
    ]


def test_a_position_names_its_speakers_sides_channels_and_support(page: HtmlElement) -> None:
    """Role, side, channel, number of outlets and lineages, and times stand with each position."""
    first = words_of(page.xpath("//article[2]//section")[0])
    for part in ("Mirelle Aune", "president", "Ardenia", "2 outlets in 1 lineage", "3 March 2031 to 4 March 2031"):
        assert part in first
    second = words_of(page.xpath("//article[2]//section")[1])
    assert "denies, with a counter-claim" in second
    assert "via Telegram" in second
    assert "Velmark Teodor Dorn, spokesman, Velmark Ministry of Defence; Velmark Ministry of Defence" in second


def test_more_quotes_than_fit_unfold_and_none_is_left_out() -> None:
    """Each claim of a long position is quoted: the first stand open, the others in a part that unfolds."""
    claims = tuple(replace(war.A1, id=f"x{n}", span=Span(n, n + 9), words=war.HERALD.text[n : n + 9]) for n in range(5))
    position = replace(war.HOLDS.positions[0], claims=tuple(each.id for each in claims))
    view = replace(war.VIEW, claims=claims, disputes=(replace(war.HOLDS, positions=(position,)),))
    (section,) = lxml.html.document_fromstring(write_briefing(view)).xpath("//article//section")
    assert [words_of(each)[1:-1].strip() for each in section.iter("blockquote")] == [
        " ".join(each.words.split()) for each in claims
    ]
    assert len(section.xpath("./details//blockquote")) == 2
    assert words_of(section.find("details/summary")) == "and 2 more"


def test_a_concession_is_told_with_its_speaker_and_day(page: HtmlElement) -> None:
    """A conceded dispute says by whom and when, and links to the words."""
    line = page.find_class("conceded")[0]
    assert words_of(line).startswith("Conceded by the general staff (Velmark) on 6 March 2031")
    link = line.find("a").get("href")[1:]
    assert page.get_element_by_id(link).text_content() == war.D1.words


def test_rival_names_are_equals(page: HtmlElement) -> None:
    """Both names of a place are shown, by alphabet, whichever of them a record prefers."""
    assert "Korvad / Korvath" in words_of(page.find("body//h1"))
    assert [words_of(each) for each in page.xpath("//section[@id='control']/h3")] == ["Korvad / Korvath"]


def test_the_page_asks_nothing_of_anyone(page: HtmlElement) -> None:
    """No script, no frame, no image, no style sheet from elsewhere; the policy allows our own style alone."""
    assert not page.xpath("//script|//iframe|//img|//link|//object|//embed|//form|//base|//audio|//video")
    assert not page.xpath("//@style|//@src|//@srcset|//@data|//@action")
    assert "url(" not in CSS
    assert "@import" not in CSS
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    digest = base64.b64encode(hashlib.sha256(page.find("head/style").text.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_the_same_view_gives_the_same_bytes() -> None:
    """The page depends on the records alone, neither on their order in memory nor on the clock."""
    shuffled = replace(
        war.VIEW,
        reports=war.VIEW.reports[::-1],
        claims=war.VIEW.claims[::-1],
        disputes=war.VIEW.disputes[::-1],
        control=war.VIEW.control[::-1],
    )
    assert write_briefing(war.VIEW, version="1.2.3") == PAGE
    assert write_briefing(shuffled, version="1.2.3") == PAGE


def test_the_head_of_the_chain_is_printed(page: HtmlElement) -> None:
    """The foot gives the number and hash that `verify --head` takes, the moment, and the version."""
    foot = words_of(page.get_element_by_id("record"))
    assert f"27:{'5d' * 32}" in foot
    assert "7 March 2031, 09:00 UTC" in foot
    assert "Rashomon 1.2.3" in foot


def test_skipped_pages_are_named_with_their_reason(page: HtmlElement) -> None:
    """A page that was not read is on the page, with why."""
    line = words_of(page.get_element_by_id("skipped"))
    assert war.SKIPPED[0].origin in line
    assert war.SKIPPED[0].reason in line


def test_figures_are_drawn_on_one_scale(page: HtmlElement) -> None:
    """Bars of one thing counted keep the order of their numbers, and an open end is drawn as open."""
    scales = {words_of(each.find("h3")): each for each in page.find_class("scale")}
    missing = scales["soldiers missing Korvad / Korvath"].xpath(".//*[name()='rect']")
    starts = [float(each.get("x")) for each in missing]
    assert starts == sorted(starts)
    assert float(missing[0].get("width")) == pytest.approx(15.0)
    captured = scales["soldiers captured Korvad / Korvath"].xpath(".//*[name()='rect']")
    assert all("open-high" in each.get("class") for each in captured)
    assert all(float(each.get("x")) + float(each.get("width")) <= 100.001 for each in missing + captured)


def test_the_timeline_goes_by_day(page: HtmlElement) -> None:
    """Days follow each other, and what was said on a day stands there even if published later."""
    days = page.xpath("//ol[@class='days']/li")
    assert [words_of(each.find("h3")) for each in days] == ["3 March 2031", "4 March 2031", "6 March 2031"]
    assert "We hold the centre".lower() in words_of(days[0])


def test_an_empty_ledger_makes_a_page() -> None:
    """Nothing read is said plainly, without an error."""
    page = lxml.html.document_fromstring(write_briefing(LedgerView()))
    assert "No dispute was found" in words_of(page)
    assert "the ledger is empty" in words_of(page)


def test_a_position_whose_claims_are_unknown_is_still_shown() -> None:
    """A dispute that names claims which the view lacks keeps its propositions and speakers."""
    bare = replace(war.HOLDS, status=Status.CONTESTED)
    page = lxml.html.document_fromstring(write_briefing(LedgerView(disputes=(bare,))))
    assert "Velmark holds the centre of Korvad" in words_of(page)
    assert "Teodor Dorn" in words_of(page)


def test_headings_do_not_skip_a_level(page: HtmlElement) -> None:
    """There is one h1, and no heading is more than one level below the one before it."""
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_have_enough_contrast(scheme: int) -> None:
    """Every colour of text reaches 4.5:1 on the paper and on a mark, by day and by night (WCAG 2 AA)."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme]))
    for text in ("ink", "soft", "link"):
        assert contrast(colours[text], colours["paper"]) >= 4.5
    for ground in ("mark", "target"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour written as #rrggbb."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
