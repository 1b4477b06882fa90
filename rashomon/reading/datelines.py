"""The line with which an agency's report begins: a text in, the place in it of the agency that is named there out."""

from __future__ import annotations

import re

from rashomon.knowledge.loading import Knowledge
from rashomon.records import Span

AGENCY = "the agency of the dateline"  # why a name is one
_DATELINE = re.compile(r"(?:^|\n)[A-Z][^\n()]{2,60}? \((?P<agency>[A-Z][\w.&’'-]*(?: [A-Z&][\w.&’'-]*){0,3})\) ?[-–—]")


def agency_of(text: str, knowledge: Knowledge) -> Span | None:
    """Return where the dateline names its agency: "Harsk Wire" in "SARNEG, May 3 (Harsk Wire) - Shells fell".

    A country in that place says where the town is: "TRIPOLI (Lebanon) - "; letters alone are an agency.
    """
    match = _DATELINE.search(text, 0, 400)
    if match is None:
        return None
    words = match["agency"]
    if knowledge.areas_named(words) and not (words.isupper() and len(words) <= 4):
        return None
    return Span(*match.span("agency"))
