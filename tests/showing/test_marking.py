"""The marks of claims in the text of a report."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.records import Span
from rashomon.showing.marking import Close, Open, Text, mark

TEXT = "abcdefghijklmnopqrstuvwxyz"
SPANS = st.lists(
    st.tuples(st.integers(0, 26), st.integers(0, 26)).map(lambda two: Span(min(two), max(two))), max_size=8
)


@given(SPANS)
@settings(max_examples=100, deadline=None)
def test_marks_nest_and_hold_exactly_the_words_of_each_claim(spans: list[Span]) -> None:
    """Whatever the spans overlap, marks nest, the text stays whole, and each claim's marks hold just its words."""
    opened: list[int] = []
    words: dict[int, str] = {}
    firsts: list[int] = []
    whole = ""
    for piece in mark(TEXT, enumerate(spans)):
        match piece:
            case Text(run):
                whole += run
                for number in opened:
                    words[number] = words.get(number, "") + run
            case Open(number, first):
                opened.append(number)
                firsts += [number] if first else []
            case Close():
                opened.pop()
    assert not opened
    assert whole == TEXT
    assert words == {number: TEXT[span.start : span.end] for number, span in enumerate(spans) if span.start < span.end}
    assert sorted(firsts) == sorted(words)


def test_a_span_outside_the_text_marks_nothing() -> None:
    """A span that does not fit the text is left out, and the text is still shown whole."""
    pieces = list(mark("short", [(1, Span(2, 99)), (2, Span(3, 3))]))
    assert pieces == [Text("short")]


def test_inner_claims_lie_inside_outer_ones() -> None:
    """Of two claims that begin together the longer one is the outer mark, so neither is cut."""
    pieces = list(mark("we hold the town", [(1, Span(0, 7)), (2, Span(0, 16))]))
    assert pieces == [
        Open(2, first=True),
        Open(1, first=True),
        Text("we hold"),
        Close(),
        Text(" the town"),
        Close(),
    ]
