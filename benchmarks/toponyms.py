"""LGL and TR-News (and any corpus of that form) -> articles with their annotated names of places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rashomon.records import Span


@dataclass(frozen=True, slots=True)
class Annotated:
    """A name of a place; `geonames` None where the annotators found no entry; degrees, WGS 84."""

    span: Span
    words: str
    geonames: int | None
    lat: float | None
    lon: float | None
    kind: str | None  # feature code of GeoNames


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its annotated names, in order."""

    name: str
    url: str
    text: str
    toponyms: tuple[Annotated, ...]

    @property
    def part(self) -> str:
        """`dev` or `test`, by a hash of the name: weights are found and misses read on `dev` alone."""
        return "dev" if hashlib.sha256(self.name.encode()).digest()[-1] % 2 == 0 else "test"


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file; an offset that does not hit its words is moved to the nearest place that does."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        yield Article(
            article.get("docid") or "",
            article.findtext("url") or f"http://{article.findtext('domain') or ''}",
            text,
            tuple(sorted(_toponyms(article, text), key=lambda each: each.span)),
        )


def _toponyms(article: ElementTree.Element, text: str) -> Iterator[Annotated]:
    for each in article.iter("toponym"):
        words, start = each.findtext("phrase") or "", int(each.findtext("start") or 0)
        if not text.startswith(words, start):
            places = [at for at in range(len(text)) if text.startswith(words, at)]
            start = min(places, key=lambda at: abs(at - start), default=start)
        tag = each.find("gaztag")
        entry = tag.get("geonameid") if tag is not None else None
        lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
        yield Annotated(
            Span(start, start + len(words)),
            words,
            int(entry) if entry else None,
            float(lat) if lat else None,
            float(lon) if lon else None,
            tag.findtext("fcode") if tag is not None else None,
        )
