"""HTML pages: text in paragraphs, what the page says of itself, and how it is measured before parsing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import UnreadableError
from rashomon.gathering.html_pages import HEAVY, read_html
from rashomon.gathering.html_shapes import close_voids, measure
from rashomon.gathering.pages import Page
from rashomon.gathering.workers import parse_in_worker

DEEPEST = 512
FIRST = "The governor of Velm said on Monday that his troops held the bridge and the northern road."
SECOND = "A spokesman of the southern army denied this and said that the town had been taken."
BODY = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>Nobody could verify either account on Monday evening.</p></article>"


def read(body: str = BODY, head: str = "", lang: str = "") -> Page:
    """Read a page with this head and body."""
    page = f"<!DOCTYPE html><html{lang}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), deepest=DEEPEST)


def linked(content: str) -> str:
    """Write a block of JSON-LD."""
    return f'<script type="application/ld+json">{content}</script>'


def test_paragraphs_are_kept_apart() -> None:
    """Each paragraph stands alone, with a blank line between, and the maker of the text is recorded."""
    page = read()
    assert page.text.split("\n\n")[:2] == [FIRST, SECOND]
    assert page.extractor.startswith("trafilatura 2.")


def test_linked_data_comes_first() -> None:
    """JSON-LD inside a graph gives clock time, zone, publisher by reference, authors and headline."""
    head = (
        '<meta property="og:site_name" content="Other"><meta property="article:published_time" content="2031-01-01">'
        '<link rel="canonical" href="https://velm.example/bridge">'
        + linked(
            '{"@graph": [{"@type": "Organization", "@id": "#o", "name": "Velm Post"}, {"@type": ["NewsArticle"],'
            '"headline": "Bridge &amp; road", "datePublished": "2031-04-02T14:30:00+04:00", "publisher": {"@id": "#o"},'
            '"author": [{"name": "Ada Brook"}, {"name": "Ian Hill"}, {"name": "Ada Brook"}]}]}'
        )
    )
    page = read(head=head, lang=' lang="en"')
    assert (page.outlet, page.title, page.author) == ("Velm Post", "Bridge & road", "Ada Brook, Ian Hill")
    assert (page.published, page.url) == ("2031-04-02T14:30:00+04:00", "https://velm.example/bridge")
    assert page.language == "en"


def test_meta_tags_come_second() -> None:
    """Without JSON-LD, or with a damaged block, meta tags are read; an address is no name."""
    head = (
        linked('{"@type": "NewsArticle", "datePublished": ')
        + '<meta property="og:site_name" content="Velm Post"><meta property="og:title" content="Bridge">'
        '<meta property="article:published_time" content="2031-04-02T10:30Z"><meta name="author" content="Ada Brook">'
        '<meta property="article:author" content="https://velm.example/ada">'
        '<meta property="og:url" content="javascript:x">'
    )
    page = read(head=head)
    assert (page.outlet, page.title, page.author) == ("Velm Post", "Bridge", "Ada Brook")
    assert (page.published, page.url) == ("2031-04-02T10:30+00:00", None)


def test_time_elements_come_third() -> None:
    """`<time>` inside the article goes before one in a margin, and one marked as publication before both."""
    margin = '<aside><time datetime="2029-01-01">old</time></aside>'
    inside = BODY.replace("<article>", '<article><time datetime="2031-04-02T09:15+03:00">now</time>')
    marked = '<div><time itemprop="datePublished" datetime="2031-04-01">x</time></div>'
    assert read(margin + inside).published == "2031-04-02T09:15+03:00"
    assert read(margin + inside + marked).published == "2031-04-01"


def test_other_markup_of_a_date_comes_last() -> None:
    """A date line or a dated address is found by htmldate."""
    assert read(f'<div class="date">April 2, 2021</div>{BODY}').published == "2021-04-02"
    address = '<link rel="canonical" href="https://velm.example/2021/04/02/bridge">'
    assert read(head=address).published == "2021-04-02"


def test_a_date_in_prose_or_of_a_change_is_not_the_publication() -> None:
    """Dates in sentences, in the addresses of images and of later changes leave the publication unknown."""
    prose = f"<p>{FIRST} It had fallen on 2021-03-04, and again on 12 May 2021, as the governor told the town.</p>"
    assert read(BODY + prose).published is None
    assert read(head='<meta property="og:image" content="https://velm.example/2021/03/04/a.jpg">').published is None
    assert read(head='<meta property="article:modified_time" content="2021-03-04T10:00:00Z">').published is None


def test_an_outlet_is_never_guessed() -> None:
    """A page that does not name its outlet has none."""
    page = read()
    assert (page.outlet, page.title, page.author, page.url) == (None, None, None, None)


def test_a_page_that_is_an_address_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a page makes the program open a connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = read(f'<p>http://127.0.0.1:9/2021/04/02/</p><iframe src="http://127.0.0.1:9/"></iframe>{BODY}')
    assert page.published is None


def test_deep_pages_are_read_whole() -> None:
    """Between the 256 elements at which libxml2 stops by default and our limit, no text is lost."""
    page = read("<div>" * 400 + BODY + "</div>" * 400)
    assert SECOND in page.text
    after = read("<div>" * 400 + "x" + "</div>" * 400 + BODY)
    assert SECOND in after.text


def test_void_elements_do_not_swallow_the_rest() -> None:
    """A thousand `<wbr>`, which libxml2 leaves open, do not make a page deep."""
    page = read(f"<p>{'Velm<wbr>' * 1000}</p>{BODY}")
    assert SECOND in page.text


def test_too_deep_by_either_measure_is_refused() -> None:
    """A page over the limit is refused, also where the scanner counts less than the parser builds."""
    for body in ("<div>" * 600 + BODY, "<a><p>" * 1000 + BODY):
        with pytest.raises(UnreadableError, match="inside one another"):
            read(body)


def test_declared_charset_is_used() -> None:
    """A page in a declared charset is read in it."""
    page = f'<html><head><meta charset="windows-1254"></head><body><p>{FIRST} Şuşa, Ağdam.</p>{BODY}</body></html>'
    assert "Şuşa, Ağdam" in read_html(page.encode("cp1254"), deepest=DEEPEST).text


def test_a_heavy_page_is_read_in_a_worker() -> None:
    """A page over the weight that is parsed here gives its text and facts all the same."""
    paragraphs = "".join(f"<p>{FIRST.replace('Monday', f'day {number}')}</p>" for number in range(HEAVY // 90))
    page = read(f"<article>{paragraphs}</article>", head='<meta property="og:site_name" content="Velm Post">')
    assert page.text.count("\n\n") == HEAVY // 90 - 1
    assert page.outlet == "Velm Post"


@pytest.mark.parametrize(
    "body",
    ["<p>short text</p>" * (HEAVY // 17 + 1), "<div>" * 400 + "<p>x</p>" * 1500 + "</div>" * 400],
    ids=["much markup", "many elements far from the root"],
)
def test_what_may_take_long_is_left_to_a_worker(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, a heavy page is refused with the reason, and a light one is read."""
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(UnreadableError, match="none can be started"):
        read(body)
    assert SECOND in read().text


def test_a_worker_that_takes_too_long_is_killed() -> None:
    """The worker ends at its limit of time, and the page is unreadable."""
    bomb = "<html><body>" + "<b i>" * 500 + "<p>x</p>" * 30_000
    started = time.perf_counter()
    with pytest.raises(UnreadableError, match="takes longer"):
        parse_in_worker(bomb, deepest=DEEPEST, seconds=0.5)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("unit", ["<span><div></span>", "<div><table></div>", "<ul><svg></ul>"])
def test_end_tags_do_not_close_what_a_parser_keeps_open(unit: str) -> None:
    """The end tag of an inline element leaves a block open, and that of a block a table, as in the parser."""
    assert measure(unit * 600, deepest=DEEPEST).depth > DEEPEST


def test_shape_of_a_usual_page() -> None:
    """Paragraphs, items and cells left open, scripts, comments and drawings do not make a page deep."""
    html = (
        "<html><body><div><ul>"
        + "<li>one" * 1000
        + "</ul>"
        + "<p>two" * 1000
        + "<table>"
        + "<tr><td>x" * 1000
        + "</table><svg>"
        + "<path d='M0 0'/>" * 1000
        + "</svg><script>"
        + "'<div>'" * 1000
        + "</script><!--"
        + "<div>" * 1000
        + "--><img alt='<div>'>" * 1
        + "<br>" * 1000
        + "</div></body></html>"
    )
    shape = measure(html, deepest=DEEPEST)
    assert shape.depth <= 4
    assert shape.markup < len(html) - 12_000


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<div", '<div ="', "<!--", "<script>", "<a b='", "</div>", "<div></span>", "<b></div>", "<x =", "<x/"],
)
def test_measuring_takes_linear_time(unit: str) -> None:
    """A million characters of any unit are measured in about a second, ten times as many as a tenth of it."""
    started = time.process_time()
    measure(unit * (1_000_000 // len(unit)), deepest=10**9)
    assert time.process_time() - started < 4


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<span>", "</span>", "<ul>", "</ul>", "<li>", "<wbr>"]), max_size=80)
)
def test_one_more_element_around_is_one_level_more(parts: list[str]) -> None:
    """Without formatting elements, which are counted apart, wrapping any soup in an element adds one level."""
    soup = "".join(parts)
    inner = measure(soup, deepest=10**9).depth
    assert measure(f"<section>{soup}", deepest=10**9).depth == inner + 1
    assert close_voids(close_voids(soup)) == close_voids(soup)
