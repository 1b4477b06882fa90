"""Foreign text on its way to a terminal or a page."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.showing.cleaning import for_page, one_line, plain_json

STEERING = "\x1b[31mred\x1b]0;title\x07\x9b2J\x85\u202eyad\u2066\u200f\u2028end\x00\x7f\r\n\tX\ud800"


def test_no_character_that_steers_a_terminal_is_left() -> None:
    """Escapes, C0 and C1 controls, line breaks and direction controls are all gone; the letters stay."""
    shown = one_line(STEERING)
    assert not [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp", "Cs"}]
    assert shown.replace(" ", "") == "[31mred]0;title2JyadendX\ufffd"


def test_a_page_keeps_lines_and_shows_what_it_replaced() -> None:
    """On a page line breaks and tabs stay, and each other control stands as the replacement sign."""
    assert for_page("a\r\nb\rc\td\x1b\u202ee\ud800") == "a\nb\nc\td\ufffd\ufffde\ufffd"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=100, deadline=None)
def test_plain_json_says_the_same(text: str) -> None:
    """JSON without steering characters decodes to the same text."""
    line = plain_json(json.dumps({"words": text}, ensure_ascii=False).encode())
    assert json.loads(line) == {"words": text}
    assert not {"\x7f", "\x9b", "\u202e", "\u2066"} & set(line.decode())
