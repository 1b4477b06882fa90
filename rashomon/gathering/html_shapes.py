"""The characters of an HTML page -> how deep and how heavy it is, before any parser sees it.

One pass of a scanner that cannot itself blow up: it never looks at a character twice but to find a tag's end.
It cuts tags as HTML5 does and closes elements as browsers and libxml2 do, in three ranks: the end tag of an
inline element does not close a block, and the end tag of a block does not close a table.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

VOID = frozenset({"area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "link", "meta", "param"})
# Void elements that libxml2 leaves open, so that each would hold all that follows: `close_voids` closes them.
LEFT_OPEN = re.compile(r"<(bgsound|command|embed|keygen|source|track|wbr)((?:\s[^<>]{0,2000})?)(?<!/)>", re.IGNORECASE)
# Elements that the next one of their kind closes: pages leave them open by the thousand, and they do not nest.
IMPLIED = frozenset(
    {"a", "body", "colgroup", "head", "html", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "main",
        "menu",
        "nav",
        "ol",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "ul",
    }
)
WALLS = frozenset({"applet", "caption", "marquee", "math", "noscript", "object", "svg", "table", "template"})
FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})

OPENING = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]*))")
QUOTED_OR_END = re.compile(r"=\s*\"[^\"]*\"|=\s*'[^']*'|>")
QUOTED = re.compile(r"=\s*\"[^\"]*\"|=\s*'[^']*'")
SEPARATORS = re.compile(r"[\s/=]+")
COMMENT_END = re.compile(r"--!?>")
RAW_ENDS = {
    "script": re.compile(r"</script(?=[\s/>])", re.IGNORECASE),
    "style": re.compile(r"</style(?=[\s/>])", re.IGNORECASE),
}
LONG_TAG = 4_096  # characters of a tag from which its attributes are counted


@dataclass(frozen=True, slots=True)
class Shape:
    """What a parser would have to bear."""

    depth: int  # elements inside one another, or formatting elements never closed, whichever is more
    attributes: int  # of the tag that has most
    markup: int  # characters outside scripts, styles and comments
    climb: int  # steps from every element up to the root: extractors ask each for its ancestors


def measure(html: str, *, deepest: int) -> Shape:
    """Return the shape of a page; stop counting as soon as it is deeper than `deepest`."""
    stack: list[str] = []
    opened: Counter[str] = Counter()
    unclosed: Counter[str] = Counter()
    depth = attributes = hidden = climb = position = 0
    ended = False  # the rest of the page is inside a tag that never ends
    missing: set[str] = set()  # ends of comments and scripts that occur no more: looked for once
    while (match := OPENING.search(html, position)) is not None:
        position = match.end()
        if match[1]:
            end = _find_end(COMMENT_END, html, match.end() - 2, "comment", missing)
            hidden += max(0, end - position)
            position = max(position, end)
            continue
        name = match[3].lower()
        end = -1 if ended else _tag_end(html, position)
        ended = ended or end < 0
        if end - position > LONG_TAG:
            attributes = max(attributes, len(SEPARATORS.split(QUOTED.sub("= ", html[position:end]))))
        self_closing = end > 0 and html[end - 2] == "/"
        position = max(position, end)
        climb += len(stack)
        if match[2]:
            _close(name, stack, opened)
            unclosed[name] -= unclosed[name] > 0
        elif name in RAW_ENDS and not self_closing:
            end = _find_end(RAW_ENDS[name], html, position, name, missing)
            hidden += max(0, end - position)
            position = max(position, end)
        elif name not in VOID and name not in IMPLIED and not self_closing:
            stack.append(name)
            opened[name] += 1
            unclosed[name] += name in FORMATTING
            depth = max(depth, len(stack), unclosed.total() if name in FORMATTING else 0)
            if depth > deepest:
                break
    return Shape(depth, attributes, len(html) - hidden, climb)


def close_voids(html: str) -> str:
    """Write `<wbr>` and its like as `<wbr/>`, which libxml2 closes."""
    return LEFT_OPEN.sub(r"<\1\2/>", html)


def _tag_end(html: str, position: int) -> int:
    """Return where the tag ends, after its `>`, which does not count inside a quoted value; -1 if nowhere."""
    while (match := QUOTED_OR_END.search(html, position)) is not None:
        position = match.end()
        if match[0] == ">":
            return position
    return -1


def _find_end(pattern: re.Pattern[str], html: str, position: int, name: str, missing: set[str]) -> int:
    """Return where something raw ends, or -1: without an end, what is inside is counted as if it were tags."""
    if name in missing:
        return -1
    match = pattern.search(html, position)
    if match is None:
        missing.add(name)
        return -1
    return match.end() if name == "comment" else match.start()


def _close(name: str, stack: list[str], opened: Counter[str]) -> None:
    """Close the innermost element of that name, with all in it, unless one of a higher rank is in between."""
    if not opened[name]:
        return
    rank = _rank(name)
    for index in range(len(stack) - 1, -1, -1):
        if stack[index] == name:
            for closed in stack[index:]:
                opened[closed] -= 1
            del stack[index:]
            return
        if _rank(stack[index]) > rank:
            return


def _rank(name: str) -> int:
    return 2 if name in WALLS else 1 if name in BLOCKS else 0
