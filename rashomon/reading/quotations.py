"""Quotation marks of one text -> the spans between them, for marks that are curly, straight, mixed or missing.

A quotation may run over paragraphs (each begins with an opening mark). One that is never opened has
`opened` False and a `start` that is the start of its paragraph: attribution decides where it really begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = "“„«‟"
CLOSING = "”»"
SINGLE = "‘’'‛`"
_PARAGRAPH = re.compile(r"[^\n]+")
_TAG_AFTER = re.compile(
    r"\s?(?:he|she|they|it|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4})\s"
    r"(?:has |had |also )?[a-z]+(?:ed|aid|ote|old|ys|es|e the)\b"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """The words between two marks: `start` and `end` are inside, `outer_start` and `outer_end` with the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool = True
    closed: bool = True


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of `text` in order; they do not overlap."""
    quotes: list[Quote] = []
    carried = False  # the paragraph before ended inside a quotation
    for paragraph in _PARAGRAPH.finditer(text):
        found = _of_paragraph(text, paragraph.start(), paragraph.end(), carried=carried)
        quotes += found
        carried = bool(found) and not found[-1].closed
    return tuple(quote for quote in quotes if quote.end > quote.start)


def _of_paragraph(text: str, start: int, end: int, *, carried: bool) -> list[Quote]:
    quotes: list[Quote] = []
    opened_at: int | None = None
    style = ""
    last_close = start
    for at in range(start, end):
        mark = text[at]
        if mark not in OPENING and mark not in CLOSING and mark not in SINGLE and mark != '"':
            continue
        role = _role(text, at, start, end, opened_at, style)
        if role == "open":
            opened_at, style = at, _style(mark)
        elif role == "close":
            if opened_at is not None:
                quotes.append(_trim(text, opened_at + 1, at, opened_at, at + 1))
            elif not quotes or text[last_close:at].strip():
                quotes.append(_trim(text, last_close, at, last_close, at + 1, opened=carried and not quotes))
            opened_at, last_close = None, at + 1
    if opened_at is not None and (style != "single" or text[opened_at] in "‘‛"):
        quotes.append(_trim(text, opened_at + 1, end, opened_at, end, closed=False))
    return quotes


def _trim(
    text: str, start: int, end: int, outer_start: int, outer_end: int, *, opened: bool = True, closed: bool = True
) -> Quote:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(start, end, outer_start, outer_end, opened, closed)


def _style(mark: str) -> str:
    return "single" if mark in SINGLE else "double"


def _role(text: str, at: int, start: int, end: int, opened_at: int | None, style: str) -> str:
    """Say whether the mark at `at` opens, closes, or is an apostrophe or an inner mark."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in SINGLE and before.isalnum() and after.isalnum():
        return "apostrophe"
    if opened_at is not None and style != _style(mark):
        # A single mark within double ones (or the reverse) is an inner quotation, unless nothing else closes.
        return "inner"
    if mark in OPENING:
        return "open" if opened_at is None or before.isspace() else "close"
    if mark in CLOSING:
        return "close"
    if mark == '"':
        if opened_at is not None:
            return "close"
        return "open" if not after.isspace() and (before.isspace() or before in "([—–-:,") else "close"
    return _single_role(text, at, end, before, after, opened_at)


def _single_role(text: str, at: int, end: int, before: str, after: str, opened_at: int | None) -> str:
    mark = text[at]
    free_before = before.isspace() or before in '([—–-:“"'
    if opened_at is not None:
        if mark in "‘‛" and free_before and not after.isspace() and not _is_tag(text, at + 1, end):
            return "inner"
        if mark in "’'" and before == "s" and after == " " and _closes_later(text, at + 1, end):
            return "apostrophe"
        return "close" if not after.isalnum() or mark in "‘‛" else "inner"
    if free_before:
        if after.isspace() or (mark in "‘‛" and _is_tag(text, at + 1, end)):
            return "close"
        if mark in "’'" and not _closes_later(text, at + 1, end):
            return "apostrophe"
        return "open"
    if before in ",.!?…" and (after.isspace() or at + 1 == end):
        return "close"
    return "apostrophe"


def _is_tag(text: str, at: int, end: int) -> bool:
    """Tell "... went there, ‘he said." from an opening: a tag follows, and no closing mark comes later."""
    return _TAG_AFTER.match(text, at) is not None and not _closes_later(text, at, end)


def _closes_later(text: str, at: int, end: int) -> bool:
    return re.search(r"[\w.,!?][’'](?!\w)", text[at:end]) is not None
