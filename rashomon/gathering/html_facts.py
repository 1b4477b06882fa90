"""The tree of an HTML page -> what the page says of itself: outlet, address, date, title, author, language.

JSON-LD comes first, then meta tags, then `<time>`, then htmldate: the libraries drop clock time and zone.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from rashomon.gathering.dates import parse_published
from rashomon.gathering.pages import clean_name

ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")  # and every type that ends in "Article"
DATE_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
)
OUTLET_TAGS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
TITLE_TAGS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
AUTHOR_TAGS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
LONGEST_DATE_LINE = 60  # characters; a longer paragraph is prose, and a date in prose is not that of the page
FARTHEST_DATE = "2199-12-31"  # a fixed bound, because htmldate's own is the wall clock


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself, apart from its text."""

    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None


def find_facts(tree: HtmlElement) -> Facts:
    """Return what the head and the markup of a page say of it."""
    nodes = list(_linked_data(tree))
    article = next((node for node in nodes if _is_article(node)), {})
    tags = _meta_tags(tree)
    url = _canonical(tree) or _address(article.get("url")) or _address(tags.get("og:url"))
    return Facts(
        outlet=_names(_resolve(article.get("publisher"), nodes)) or _first_name(tags, OUTLET_TAGS),
        url=url,
        published=_published(article, tags) or _time_tag(tree) or _guess_date(tree, url),
        title=_text(article.get("headline")) or _first_name(tags, TITLE_TAGS) or _title(tree),
        author=_names(_resolve(article.get("author"), nodes)) or _first_name(tags, AUTHOR_TAGS),
        language=clean_name(tree.get("lang") or _text(article.get("inLanguage"))),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD blocks, the outer before the inner."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            found = json.loads((script.text or "").strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # damaged, as it often is: the meta tags say the same
        waiting = [found]
        for item in waiting:  # grows while it is walked, so the outer come first
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                yield item
                waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str) and (kind.endswith("Article") or kind.split("/")[-1] in ARTICLE_TYPES):
            return True
    return False


def _resolve(value: object, nodes: list[dict[str, Any]]) -> object:
    """Return the object that a bare {"@id": ...} stands for."""
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return next((node for node in nodes if node.get("@id") == value["@id"] and "name" in node), value)
    if isinstance(value, list):
        return [_resolve(item, nodes) for item in value if not isinstance(item, list)]
    return value


def _names(value: object) -> str | None:
    """Return the name or names in a JSON-LD value, in their order, each once."""
    items = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in items]
    return ", ".join(dict.fromkeys(name for name in names if name and not _address(name))) or None


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return clean_name(html.unescape(value)) if isinstance(value, str) else None


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta tag, by its name in lower case."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        if content and content.strip():
            for attribute in ("property", "name", "itemprop"):
                tags.setdefault((meta.get(attribute) or "").strip().lower(), content)
    return tags


def _first_name(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first of these tags that holds a name; an address is none."""
    values = (clean_name(tags.get(name)) for name in names)
    return next((value for value in values if value and not _address(value)), None)


def _address(value: object) -> str | None:
    """Return an absolute web address, or None for anything else."""
    url = clean_name(value) if isinstance(value, str) else None
    if url is None or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _canonical(tree: HtmlElement) -> str | None:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((url for link in links if (url := _address(link.get("href")))), None)


def _title(tree: HtmlElement) -> str | None:
    title = next(tree.iter("title"), None)
    return None if title is None else clean_name(title.text)


def _published(article: dict[str, Any], tags: dict[str, str]) -> str | None:
    values = [_text(article.get("datePublished")), *(tags.get(name) for name in DATE_TAGS)]
    return next((date for date in map(parse_published, values) if date), None)


def _time_tag(tree: HtmlElement) -> str | None:
    """Return the date of the first `<time datetime>`: marked as the publication, else in the article, else any."""
    times = [time for time in tree.iter("time") if parse_published(time.get("datetime"))]
    marked = [time for time in times if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None]
    inside = [time for time in times if next(time.iterancestors("article", "main"), None) is not None]
    best = next(iter(marked or inside or times), None)
    return None if best is None else parse_published(best.get("datetime"))


def _guess_date(tree: HtmlElement, url: str | None) -> str | None:
    """Ask htmldate for a date in the address or the markup, never in prose.

    It gets a pruned tree: given a string it would fetch what looks like an address, and in prose, images and
    notes of a later change it would find dates that are not of the publication.
    """
    from htmldate import find_date  # noqa: PLC0415  (slow to import, needed for few pages)

    pruned = deepcopy(tree)
    for element in list(pruned.iter("script", "style", "img", "p", "li", "blockquote", "td", "meta", "time")):
        words = f"{element.get('property')} {element.get('name')} {element.get('class')}".lower()
        prose = element.tag in ("p", "li", "blockquote", "td") and len(element.text_content()) > LONGEST_DATE_LINE
        if prose or element.tag in ("script", "style", "img") or "image" in words or "modified" in words:
            element.drop_tree()
    found = find_date(pruned, extensive_search=False, original_date=True, url=url, max_date=FARTHEST_DATE)
    return parse_published(found)
