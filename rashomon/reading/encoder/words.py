"""Raw text, or the tokens of a corpus -> words with their characters, casing and place in quotations.

The same words feed training and run time.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

# Breaks before a word.
NO_BREAK, LINE_BREAK, PARAGRAPH_BREAK = 0, 1, 2

# Shapes of a word: what an uncased vocabulary forgets.
MARK, LOWER, TITLE, UPPER, MIXED, DIGITS = range(6)
SHAPES = 6

# Where a word stands in a quotation; double marks and single marks are counted apart.
OUTSIDE, OPENS, INSIDE, CLOSES = range(4)
QUOTES = 16

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen sens rep reps gov gen col lt capt maj sgt adm brig cmdr rev hon jr sr st mt vs etc inc corp
    co ltd jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan ky la
    md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo u.s u.k u.n e.g i.e a.m p.m d.c
    """.split()  # noqa: SIM905
)

_WORD = re.compile(
    r"``|''|\.\.+|--+|__+"
    r"|[@#]\w+"
    r"|\d+(?:[.,:/]\d+)+\w*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\w+(?:[-/&.'’]\w+)*"
    r"|\S"
)
_CONTRACTION = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_GAP = re.compile(r"\n[^\S\n]*\n")

_OPENING = frozenset(("“", "„", "«", "``", "‟"))
_CLOSING = frozenset(("”", "»"))
_EITHER = frozenset(('"', "＂", "''"))
_STOPS = frozenset((".", ",", "?", "!", "…", "...", "--", "—"))
_SINGLE_OPENING = frozenset(("‘", "`", "‚", "‹"))
_SINGLE_EITHER = frozenset(("’", "'", "›"))


@dataclass(slots=True)
class Words:
    """The words of one text: forms, first and last characters (end exclusive) and the break before each."""

    forms: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]

    def __len__(self) -> int:
        return len(self.forms)

    def part(self, first: int, last: int) -> "Words":
        """Return words first to last (exclusive)."""
        return Words(self.forms[first:last], self.starts[first:last], self.ends[first:last], self.breaks[first:last])


def split(text: str) -> Words:
    """Split text into words; every word is text[start:end], and no word holds white space."""
    words = Words([], [], [], [])
    before = 0
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        broken = PARAGRAPH_BREAK if _GAP.search(gap) else LINE_BREAK if "\n" in gap else NO_BREAK
        if not words.forms:
            broken = PARAGRAPH_BREAK
        cuts = [match.start(), *_cuts(text, match.start(), match.end()), match.end()]
        for start, end in itertools.pairwise(cuts):
            words.forms.append(text[start:end])
            words.starts.append(start)
            words.ends.append(end)
            words.breaks.append(broken)
            broken = NO_BREAK
        before = match.end()
    return _join_full_stops(words)


def given(tokens: Sequence[str]) -> Words:
    """Take the tokens of a corpus as words, as if written one space apart."""
    words = Words([], [], [], [])
    at = 0
    for token in tokens:
        words.forms.append(token)
        words.starts.append(at)
        words.ends.append(at + len(token))
        words.breaks.append(NO_BREAK if at else PARAGRAPH_BREAK)
        at += len(token) + 1
    return words


def shape(form: str) -> int:
    """Return the shape of a word."""
    if form.islower():
        return LOWER
    if form.isupper():
        return UPPER if len(form) > 1 else TITLE
    if form.istitle() or (form[0].isupper() and form[1:].islower()):
        return TITLE
    if any(c.isalpha() for c in form):
        return MIXED
    return DIGITS if any(c.isdigit() for c in form) else MARK


def quotes(words: Words) -> list[int]:
    """Return for each word its place in double quotations plus four times its place in single ones."""
    places: list[int] = []
    double = single = False
    for i, form in enumerate(words.forms):
        if words.breaks[i] == PARAGRAPH_BREAK:
            double = single = False
        near_left = i > 0 and words.ends[i - 1] == words.starts[i]
        near_right = i + 1 < len(words) and words.starts[i + 1] == words.ends[i]
        ends = i > 0 and words.forms[i - 1] in _STOPS
        at_double = _double(form, double, ends, near_left, near_right)
        at_single = _single(form, single, near_left, near_right)
        double = at_double == OPENS or (double and at_double != CLOSES)
        single = at_single == OPENS or (single and at_single != CLOSES)
        if at_double == CLOSES:
            single = False
        places.append(at_double + 4 * at_single)
    return places


def _double(form: str, inside: bool, ends: bool, near_left: bool, near_right: bool) -> int:
    if form in _OPENING:
        return OPENS
    if form in _CLOSING:
        return CLOSES
    if form in _EITHER:
        if near_right != near_left:
            return OPENS if near_right else CLOSES
        return CLOSES if inside or (ends and form == "''") else OPENS
    return INSIDE if inside else OUTSIDE


def _single(form: str, inside: bool, near_left: bool, near_right: bool) -> int:
    if form in _SINGLE_OPENING:
        return OPENS
    if form in _SINGLE_EITHER:
        if near_right and not near_left and form != "’":
            return OPENS
        return CLOSES if inside else OUTSIDE
    return INSIDE if inside else OUTSIDE


def _cuts(text: str, start: int, end: int) -> list[int]:
    found = _CONTRACTION.search(text, start, end)
    return [found.start()] if found and found.start() > start and found.end() == end else []


def _join_full_stops(words: Words) -> Words:
    joined = Words([], [], [], [])
    for i, form in enumerate(words.forms):
        near = joined.ends and joined.ends[-1] == words.starts[i]
        if form == "." and near and joined.forms[-1].lower() in _ABBREVIATIONS | _LETTERS:
            joined.forms[-1] += form
            joined.ends[-1] = words.ends[i]
            continue
        joined.forms.append(form)
        joined.starts.append(words.starts[i])
        joined.ends.append(words.ends[i])
        joined.breaks.append(words.breaks[i])
    return joined


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
