"""What a page says of itself -> a Report, or a Skipped that names the reason; all formats end here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from rashomon.errors import EmptyError, UnreadableError, WorldError
from rashomon.gathering.languages import require_english
from rashomon.records import Gathered, Report, Skipped
from rashomon.settings import Settings

SURROGATES = re.compile(r"[\ud800-\udfff]")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
LETTER = re.compile(r"[^\W\d_]")
LONGEST_NAME = 2_000  # characters; a longer title, name or address is damage or an attack


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page and what the page says about itself, not yet checked."""

    text: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    extractor: str = "plain"


def gather(origin: str, raw: bytes, read: Callable[[bytes], Page], settings: Settings) -> Gathered:
    """Read one page and check it; a page that cannot be used becomes a Skipped."""
    try:
        return Gathered(_check(origin, raw, read(raw), settings), raw)
    except WorldError as error:
        return skip(origin, error, raw)


def skip(origin: str, error: WorldError, raw: bytes | None = None) -> Gathered:
    """Note a page that is not read; `raw` is None where the bytes were not read to their end."""
    sha256 = None if raw is None else hashlib.sha256(raw).hexdigest()
    return Gathered(Skipped(origin, str(error), type(error).__name__, sha256), raw or b"")


def tidy(text: str) -> str:
    """Return a text with one kind of line end and no blanks around it; every other character stays."""
    return mend(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def mend(text: str) -> str:
    """Put U+FFFD for each lone surrogate, which JSON may carry and UTF-8 may not."""
    return SURROGATES.sub("\ufffd", text)


def clean_name(value: str | None) -> str | None:
    """Return a title, name or address on one line, or None if nothing usable is left."""
    if value is None:
        return None
    name = " ".join(INVISIBLE.sub(" ", mend(value)).split())
    return name if 0 < len(name) <= LONGEST_NAME else None


def _check(origin: str, raw: bytes, page: Page, settings: Settings) -> Report:
    text = page.text
    if not text:
        raise EmptyError("Expected the text of a report, found nothing; leave the page out or give its text.")
    if "\x00" in text:
        raise UnreadableError("Expected text, found a NUL character inside it; repair the export that made it.")
    if len(text) < settings.shortest_text or LETTER.search(text) is None:
        raise EmptyError(
            f"Expected a report of at least {settings.shortest_text} characters with words in it, "
            f"found {len(text)} characters; give the whole text."
        )
    if len(text) > settings.longest_text:
        raise UnreadableError(
            f"Expected a text of at most {settings.longest_text} characters, found {len(text)}; "
            "split it into its reports or raise the setting longest_text."
        )
    language = require_english(text, least=settings.least_english, declared=page.language)
    sha256 = hashlib.sha256(raw).hexdigest()
    return Report(
        id=hashlib.sha256(f"{origin}\0{sha256}".encode()).hexdigest()[:16],
        origin=origin,
        sha256=sha256,
        text=text,
        outlet=page.outlet,
        url=page.url,
        published=page.published,
        title=page.title,
        author=page.author,
        language=language,
        extractor=page.extractor,
    )
