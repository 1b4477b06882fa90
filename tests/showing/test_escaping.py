"""Foreign text in every field of every record, on its way into the page."""

from __future__ import annotations

from collections import Counter

import lxml.html
import pytest

from rashomon.records import (
    Claim,
    Concession,
    Control,
    Copy,
    Dispute,
    Entry,
    Event,
    Figure,
    Party,
    Place,
    Position,
    Quotation,
    Report,
    Skipped,
    Span,
    Speaker,
    Stance,
    Status,
    Utterance,
    When,
)
from rashomon.showing.briefing import write_briefing
from rashomon.showing.cleaning import for_page
from rashomon.showing.view import LedgerView

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</mark></div></details></main><script>alert(1)</script>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<style>@import 'https://elsewhere.example/x.css'</style>",
    "<object data=https://elsewhere.example/x></object>",
    "<embed src=https://elsewhere.example/x>",
    "<form action=https://elsewhere.example><input type=submit></form>",
    "<input onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "${alert(1)}",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//elsewhere.example/x",
    'https://elsewhere.example/" onclick="alert(1)',
    "https://elsewhere.example/'><script>alert(1)</script>",
    "http:alert(1)",
    "http://[",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\u003cscript\u003e",
    "＜script＞alert(1)＜/script＞",
    "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e<script>\u202c",
    "\ud800<script>",
    "\x1b[31m\x9b2J",
    "a\u2028b\u2029c",
]


def view_of(words: str) -> LedgerView:
    """Return a view in which every field that holds foreign text holds these words."""
    place = Place(words, words + " again", id=words, part=words, precision=words, within=(words,))
    when = When(words, words, words)
    speaker = Speaker(words, words + " of", words + " in", words)
    report = Report(words, words, words, words, words, words, words, words, words, words, words)
    span = Span(0, len(words))
    figure = Figure(words, 1, 2, words, span, of=words)
    claim = Claim(
        id=words,
        report=words,
        origin=words,
        outlet=words,
        published=words,
        span=span,
        words=words,
        speaker=speaker,
        via=(speaker,),
        cue=None,
        quotation=Quotation.DIRECT,
        stance=Stance.ASSERTS,
        channel=words,
        said_on=when,
        event=Event(words, Party(words), Party(words), place=place, when=when, figures=(figure, figure)),
        score=0.5,
        because=(words,),
    )
    conceded = Concession(words, words, words, words)
    position = Position(
        Stance.DENIES, words, (words,), (words,), (words,), (words,), 1, words, words, channels=(words,)
    )
    return LedgerView(
        reports=(report,),
        claims=(claim,),
        disputes=(
            Dispute(words, words, words, place, when, Status.CONCEDED, (position, position), (words,), conceded),
            Dispute(words + "2", words, words, place, when, Status.UNCONTESTED, (position,), (words,)),
        ),
        copies=(Copy(words, words, words, words, 0.5, (words,), words),),
        utterances=(Utterance(words, words, (words,), (words,), 0.5, (words,)),),
        control=(Control(words, place, words, when, when, (words,), (words,), conceded, (words,), (words,)),),
        skipped=(Skipped(words, words, words),),
        head=Entry(1, words, words, words, words, words),
        as_of=words,
    )


def elements(page: lxml.html.HtmlElement) -> Counter[str]:
    """Return how often each kind of element occurs, without links to the address of a report."""
    return Counter(str(each.tag) for each in page.iter() if each.get("rel") is None)


HARMLESS = elements(lxml.html.document_fromstring(write_briefing(view_of("harmless"), title="harmless", version="v")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_foreign_text_is_only_ever_text(payload: str) -> None:
    """Whatever a field holds, the page has the same elements, no handler, no script, and links to http alone."""
    html = write_briefing(view_of(payload), title=payload, version=payload)
    page = lxml.html.document_fromstring(html.encode())
    assert elements(page) == HARMLESS
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "src", "srcdoc", "action", "formaction", "data"}, name
            if name == "href":
                assert value.startswith(("#", "http://", "https://")), value
    assert page.find_class("text")[0].text_content() == for_page(payload)
    assert "49" not in page.find("body//h1").text_content()


def test_there_are_enough_payloads() -> None:
    """The list does not shrink unseen."""
    assert len(set(PAYLOADS)) >= 60
