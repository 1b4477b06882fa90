"""Quotation marks: curly, straight, single, mixed, missing, over paragraphs; apostrophes are none."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.reading.quotations import CLOSING, OPENING, SINGLE, find_quotes

MARKS = set(OPENING + CLOSING + SINGLE + '"')


def quoted(text: str) -> list[str]:
    """Return the words inside the marks."""
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"We hold the bridge," said Orsa.', ["We hold the bridge,"]),
        ("“We hold the bridge,” said Orsa.", ["We hold the bridge,"]),
        ("‘The bridge is ours,’ said Orsa.", ["The bridge is ours,"]),
        ("'We hold the bridge,' said Orsa.", ["We hold the bridge,"]),
        ("«We hold the bridge», said Orsa.", ["We hold the bridge"]),
        ("„We hold the bridge“, said Orsa.", ["We hold the bridge"]),
        ("„We hold the bridge”, said Orsa.", ["We hold the bridge"]),
        ('Orsa called it "a raid" and "a trick".', ["a raid", "a trick"]),
        ("Orsa called it ‘a raid’ and ‘a trick’.", ["a raid", "a trick"]),
        ('Orsa ("the Fox") left.', ["the Fox"]),
        ('The order was:"Hold!"', ["Hold!"]),
        (
            "“The bridge is ours. The road is ours. All is ours.”",
            ["The bridge is ours. The road is ours. All is ours."],
        ),
    ],
)
def test_balanced_marks(text: str, inside: list[str]) -> None:
    """Marks of any one style give the words between them, opened and closed."""
    assert quoted(text) == inside
    assert all(quote.opened and quote.closed for quote in find_quotes(text))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('“We hold the bridge," said Orsa.', ["We hold the bridge,"]),
        ('"We hold the bridge,” said Orsa.', ["We hold the bridge,"]),
        ('”We hold the bridge,” said Orsa. "All of it."', ["We hold the bridge,", "All of it."]),
        ("“We hold the bridge“, said Orsa.", ["We hold the bridge"]),
        ("‘We hold the bridge,' said Orsa.", ["We hold the bridge,"]),
        ("`We hold the bridge,' said Orsa.", ["We hold the bridge,"]),
    ],
)
def test_marks_that_do_not_match(text: str, inside: list[str]) -> None:
    """A quotation may be closed by a mark of another style than it was opened with."""
    assert quoted(text) == inside


@pytest.mark.parametrize(
    "said",
    [
        "Hold the bridge,",
        "Orsa has the bridge,",
        pytest.param(
            "We hold the bridge,",
        ),
        pytest.param(
            "Karsk has shelled the bridge,",
        ),
        pytest.param(
            "They attacked the bridge,",
        ),
    ],
)
def test_single_marks_open_whatever_is_said(said: str) -> None:
    """An opening single mark in mid-paragraph opens, even before a name or a pronoun with a verb."""
    text = f"The general spoke at noon. ‘{said}’ he said."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == said
    assert (quote.opened, quote.closed) == (True, True)


def test_a_mark_that_is_never_closed() -> None:
    """The quotation runs to the end of its paragraph, and says that it was not closed."""
    text = "“We hold the bridge, said Orsa.\n\nNight fell."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "We hold the bridge, said Orsa."
    assert (quote.opened, quote.closed) == (True, False)


def test_a_mark_that_was_never_opened() -> None:
    """The quotation begins with its paragraph, and says that it was not opened."""
    text = "Night fell.\n\nWe hold the bridge,” said Orsa."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "We hold the bridge,"
    assert (quote.opened, quote.closed) == (False, True)


def test_a_quotation_over_paragraphs() -> None:
    """Each paragraph opens anew and only the last one closes: one piece a paragraph, all but the last unclosed."""
    text = "“We hold the bridge.\n\n“We hold the road.\n\n“And we hold the mill,” said Orsa."
    quotes = find_quotes(text)
    assert quoted(text) == ["We hold the bridge.", "We hold the road.", "And we hold the mill,"]
    assert [quote.closed for quote in quotes] == [False, False, True]
    assert all(quote.opened for quote in quotes)


def test_a_quotation_over_paragraphs_without_marks_in_between() -> None:
    """A paragraph that only closes what the one before opened counts as opened."""
    text = "“We hold the bridge.\n\nAnd we hold the mill,” said Orsa."
    assert quoted(text) == ["We hold the bridge.", "And we hold the mill,"]
    assert [(quote.opened, quote.closed) for quote in find_quotes(text)] == [(True, False), (True, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry's men didn't hold Vell's mill.",
        "The ministry’s men didn’t hold Vell’s mill.",
        "The soldiers’ boots and the officers' maps were found.",
        "In the ’90s it was theirs.",
        "They fought ’til dawn.",
        pytest.param(
            "Rock 'n' roll was heard from the trenches.",
            marks=pytest.mark.xfail(strict=False, reason="'n' between straight marks is taken for a quotation"),
        ),
        "O'Hara and al-Sa‘id met at the Qur’an school.",
        "No marks at all.",
        "",
        "\n\n\n",
        "“”",
        '""',
    ],
)
def test_apostrophes_and_empty_marks_are_no_quotations(text: str) -> None:
    """An apostrophe at the end, the beginning or in the middle of a word opens nothing; empty marks hold nothing."""
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("‘It’s the soldiers’ bridge,’ said Orsa.", ["It’s the soldiers’ bridge,"]),
        ("'It's our bridge,' said Orsa. 'We don't leave.'", ["It's our bridge,", "We don't leave."]),
        ("“It’s ours,” said Vell’s mayor.", ["It’s ours,"]),
        ("The mayor’s word was “never”.", ["never"]),
    ],
)
def test_apostrophes_inside_and_beside_quotations(text: str, inside: list[str]) -> None:
    """An apostrophe does not close a quotation in single marks, and does not open one beside it."""
    assert quoted(text) == inside


@pytest.mark.parametrize(
    "text",
    [
        "“He told us ‘go’ and we went,” said Orsa.",
        "\"He told us 'go' and we went,\" said Orsa.",
        pytest.param(
            "‘He told us “go” and we went,’ said Orsa.",
        ),
    ],
)
def test_a_quotation_within_a_quotation_is_part_of_it(text: str) -> None:
    """Only the outer one is found."""
    (inside,) = quoted(text)
    assert inside.startswith("He told us")
    assert inside.endswith("and we went,")


WORD = st.sampled_from(["Vell", "the bridge", "fell", "don't", "we", "ministry’s", "at noon", "never", "x", "1,5"])
PAIRS = st.sampled_from(["“”", "«»", '""'])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORD, PAIRS, st.lists(WORD, min_size=1, max_size=4)), max_size=5))
def test_every_quotation_that_was_put_in_is_found(pieces: list[tuple[str, str, list[str]]]) -> None:
    """From words with quotations of known place, exactly these come out, whatever the mixture of styles."""
    put_in = [" ".join(inside) for _, _, inside in pieces]
    told = " ".join(
        f"{before} {pair[0]}{inside}{pair[1]}" for (before, pair, _), inside in zip(pieces, put_in, strict=True)
    )
    assert quoted(f"{told} then.") == put_in


JUNK = st.text(st.sampled_from("“”„«»‟‘’'‛`\"ab s. ,:!?-—(\n\t9É"), max_size=60) | st.text(max_size=80)


@settings(max_examples=60, deadline=None)
@given(JUNK)
@example("“ “ “")
@example("'s 's 's")
@example("”\n“\n”")
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """For any text: spans are in range, in order, never overlap, cross no line, and their marks are marks."""
    last = 0
    for quote in find_quotes(text):
        assert last <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
        last = quote.outer_end
        assert "\n" not in text[quote.outer_start : quote.outer_end]
        assert text[quote.start : quote.end].strip() == text[quote.start : quote.end]
        assert all(mark in MARKS or mark.isspace() for mark in text[quote.outer_start : quote.start])
        assert not quote.closed or text[quote.outer_end - 1] in MARKS
        assert quote.closed or quote.opened


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80).filter(lambda text: not MARKS & set(text)))
def test_without_marks_there_is_no_quotation(text: str) -> None:
    """Words alone are never taken for a quotation."""
    assert find_quotes(text) == ()


@settings(max_examples=60, deadline=None)
@given(JUNK, JUNK)
def test_paragraphs_do_not_move_each_other(one: str, two: str) -> None:
    """Where the quotations of a paragraph lie does not depend on the paragraphs round it."""
    apart = [(q.start, q.end) for q in find_quotes(one)]
    shift = len(one) + 2
    apart += [(q.start + shift, q.end + shift) for q in find_quotes(two)]
    assert [(q.start, q.end) for q in find_quotes(f"{one}\n\n{two}")] == apart
