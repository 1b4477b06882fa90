"""The bytes of an HTML page -> its text, one blank line between paragraphs, and what it says of itself.

A page is measured before any parser sees it. A light one, as news pages are, is then parsed here: a process for
each page would cost ten times the parsing. A heavy one, whose parsing could take seconds, is parsed in a worker
process with a limit of time and memory, which is killed when it passes either (see workers.py).
"""

from __future__ import annotations

import re

from rashomon.errors import EmptyError, UnreadableError
from rashomon.gathering.decoding import decode
from rashomon.gathering.html_shapes import close_voids, measure
from rashomon.gathering.pages import Page, tidy

DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,40})"
)
HEAD = 4_096  # bytes in which a charset is declared; browsers look at 1,024
# Parsing with trafilatura 2.3.1, worst of 14 shapes, 2 cores, 2026-11-21: 2 s at 200 kB, 65 s at 1 MB of markup
# (22,000 and 110,000 attributes in one tag); short paragraphs take 0.5 s and 7 s. Paragraphs 500 elements deep take
# 100 s at 250 kB (15 million steps up to the root), where a news page of 3,000 elements has some 50,000 steps.
HEAVY = 256 * 1024
FARTHEST_CLIMB = 400_000
MOST_ATTRIBUTES = 5_000


def read_html(raw: bytes, *, deepest: int) -> Page:
    """Return the text of an HTML page and what it says of itself."""
    match = DECLARED.search(raw[:HEAD].lower())
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else None
    html = close_voids(decode(raw, declared=declared))
    shape = measure(html, deepest=deepest)
    if shape.depth > deepest:
        raise _too_deep(deepest)
    if shape.attributes > MOST_ATTRIBUTES:
        raise UnreadableError(
            f"Expected at most {MOST_ATTRIBUTES} attributes in one tag, found about {shape.attributes}; "
            "save the page again from its site or give its text."
        )
    if shape.markup > HEAVY or shape.climb > FARTHEST_CLIMB:
        from rashomon.gathering.workers import parse_in_worker  # noqa: PLC0415  (it imports this module)

        return parse_in_worker(html, deepest=deepest)
    return parse_page(html, deepest=deepest)


def parse_page(html: str, *, deepest: int) -> Page:
    """Parse a page that was measured before, and return its text and facts."""
    # Slow to import, so only when there is a page.
    import trafilatura  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    from rashomon.gathering.html_facts import find_facts  # noqa: PLC0415

    # Without huge_tree libxml2 stops at 256 elements inside one another and drops the rest without a word.
    parser = HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
        if _depth(tree) > deepest:
            raise _too_deep(deepest)
        facts = find_facts(tree)
        text = trafilatura.extract(tree, include_comments=False, deduplicate=False)
    except etree.ParserError as error:  # an empty tree
        raise EmptyError("Expected an HTML page, found no element in it; give the page or its text.") from error
    # What lxml and trafilatura raise on pages that they did not foresee, seen or in their issues.
    except (
        etree.LxmlError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise UnreadableError(
            f"Expected an HTML page, found one that its parser cannot take ({type(error).__name__}); give its text."
        ) from error
    if text is None or not text.strip():
        raise EmptyError(
            "Expected an HTML page with the text of a report, found no paragraphs of text; give the page of one report."
        )
    return Page(
        text="\n\n".join(line.strip() for line in tidy(text).split("\n") if line.strip()),
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published,
        title=facts.title,
        author=facts.author,
        language=facts.language,
        extractor=f"trafilatura {trafilatura.__version__}",
    )


def _depth(tree: object) -> int:
    """Return how many elements are inside one another in the tree that the parser really built."""
    from lxml import etree  # noqa: PLC0415

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _too_deep(deepest: int) -> UnreadableError:
    return UnreadableError(
        f"Expected at most {deepest} elements inside one another, found more, as in pages made to hang a parser; "
        "save the page again from its site, give its text, or raise the setting deepest_html."
    )
