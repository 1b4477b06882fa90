"""A page of plain text -> its text, with what the front matter or a leading date says of it."""

from __future__ import annotations

import re

from rashomon.gathering.dates import parse_published
from rashomon.gathering.pages import Page, clean_name, tidy

KEYS = ("outlet", "url", "published", "title", "language", "author")
FRONT = re.compile(rf"({'|'.join(KEYS)}|date):(?:[ \t]+(.*)|[ \t]*)", re.IGNORECASE)
LEADING_DATE = re.compile(r"date[ \t]+(\d{4}-\d{2}-\d{2})\s+(?=\S)", re.ASCII)


def read_plain(text: str) -> Page:
    """Return the text of a page without its front matter, and what that says."""
    text = tidy(text)
    front, body = _split_front(text)
    published = parse_published(front.get("published") or front.get("date"))
    if not front:
        match = LEADING_DATE.match(body)
        published = parse_published(match[1]) if match else None
        if match and published:
            body = body[match.end() :]
    return Page(
        text=body.strip(),
        outlet=front.get("outlet"),
        url=front.get("url"),
        published=published,
        title=front.get("title"),
        author=front.get("author"),
        language=front.get("language"),
    )


def _split_front(text: str) -> tuple[dict[str, str], str]:
    """Return the front matter and the rest; a block that is no front matter belongs to the text."""
    lines = text.split("\n", 200)[:200]  # front matter is short: a page of a million lines is not cut up for it
    fenced = lines[0].rstrip() == "---"
    front: dict[str, str] = {}
    for number, line in enumerate(lines[1:] if fenced else lines, start=int(fenced)):
        if line.rstrip() in ("---", "...") if fenced else not line.strip():
            return front, _after(text, number + 1)
        match = FRONT.fullmatch(line.rstrip())
        if match is None:
            if fenced:
                continue  # another key, or a list below one
            return {}, text
        value = clean_name(_unquote(match[2] or ""))
        if value is not None:
            front.setdefault(match[1].lower(), value)
    # Nothing but keys: a page without text. A fence that never closes: no fence.
    return ({}, text) if fenced or not front else (front, "")


def _after(text: str, lines: int) -> str:
    return "".join(text.split("\n", lines)[lines:])


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
