"""Foreign text -> text that can neither steer a terminal nor turn round the reading order of a page."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
# C0, DEL, C1; the marks, embeddings, overrides and isolates of bidirectional text; halves of surrogate pairs.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_HALVES = re.compile("[\ud800-\udfff]")
# A page keeps line breaks, and the two plain direction marks that right-to-left writing needs.
_UNSHOWN_ON_PAGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
)
_NOT_PLAIN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def one_line(text: str) -> str:
    """Return the text on one line, without any character that steers a terminal."""
    return _HALVES.sub("\ufffd", _UNSHOWN.sub("", _BREAKS.sub(" ", text)))


def for_page(text: str) -> str:
    """Return the text with every character that has no place on a page shown as the replacement sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALVES.sub("\ufffd", _UNSHOWN_ON_PAGE.sub("\ufffd", text))


def plain_json(line: bytes) -> bytes:
    """Return the same JSON with the characters that steer a terminal written as escapes."""
    return _NOT_PLAIN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line.decode()).encode()
