"""How long a figure was counted: the words of a cumulative window, "since the start of the war", beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.records import Span

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_UNIT = r"(?:hour|day|night|week|month|year|decade)s?"
_WAR = (
    r"(?:war|invasion|offensive|conflict|fighting|hostilities|operation|campaign|siege|clashes|crisis|uprising|revolt"
    r"|blockade|escalation|assault|truce|ceasefire)"
)
_POINT = (
    rf"(?:the (?:very )?(?:start|beginning|outbreak|outset|onset|launch|first {_UNIT}) of (?:[\w’'-]+ ){{0,4}}?"
    rf"(?:{_WAR}|{_UNIT})"  # "the start of the full-scale war", "the beginning of the year"
    rf"|(?:the )?(?:[\w’'-]+ ){{0,3}}{_WAR} (?:began|started|broke out)"
    rf"|(?:early |mid-|late )?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}\b)?(?:,? \d{{4}})?|\d{{4}}"
    rf"|{_DAY}(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:last|this) (?:{_UNIT}|spring|summer|autumn|winter|{_DAY})"
    r"|(?:the )?(?:morning|dawn|midnight|weekend)|yesterday|then)"
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)"
_WINDOW = re.compile(
    rf"\b(?:since {_POINT}|from {_POINT} (?:until now|till now|to date|up to now|until today|to this day)"
    rf"|(?:over|in|during|within|for|throughout) the (?:past|last|previous|preceding) (?:{_NUMBER} )?{_UNIT}"
    rf"|in (?:{_MONTH}(?: \d{{4}})?|\d{{4}}|(?:the (?:past|last)|one|a single) {_UNIT}) alone"
    r"|so far(?: (?:this|in the) (?:day|week|month|year|war|campaign))?|to date|until now|up to now"
    r"|(?:this|last) (?:week|month|year) alone)\b",
    re.IGNORECASE,
)
# "The deadliest attack since 2002" ranks what happened; it counts nothing.
_RANKED = re.compile(
    r"\b(?:deadliest|bloodiest|worst|biggest|largest|heaviest|fiercest|highest|lowest|greatest|longest|first|most)"
    r"(?: [\w’'-]+){1,6},? $",
    re.IGNORECASE,
)
_REACH = 300  # characters between a window and its figure
# Behind such a break another count begins, which a window on the other side does not hold.
_BREAK = re.compile(
    r"[.!?][”’\"')]*\s+[“‘\"'(]*[A-Z]|[;:—\n]|\b(?:while|whereas|but|although|bringing|taking|raising|compared)\b"
)


def windows_of(text: str, spans: Sequence[Span]) -> list[str | None]:
    """Return for each figure, by its span, the words of the window over which it counts, None where none is named.

    Spans stand in the order of the text.

    A window belongs to the figures of its own clause, before it or behind it.

    >>> windows_of("Since 2014 nine men have died, but two this week.", [Span(11, 19), Span(35, 38)])
    ['Since 2014', None]
    """
    found: list[str | None] = [None] * len(spans)
    starts = [span.start for span in spans]
    for match in _WINDOW.finditer(text):
        if _RANKED.search(text, max(0, match.start() - 80), match.start()):
            continue
        first = bisect_left(starts, match.start() - _REACH)
        for place in range(first, bisect_left(starts, match.end() + _REACH)):
            span = spans[place]
            apart = span.end <= match.start() or match.end() <= span.start
            # With the first letter behind it, which tells whether a sentence has ended.
            between = text[span.end : match.start() + 1] or text[match.end() : span.start + 1]
            if found[place] is None and apart and not _BREAK.search(between):
                found[place] = match[0]
    return found
