"""Plain text: front matter, the leading date, and characters that stay as they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.gathering.pages import tidy
from rashomon.gathering.plain import read_plain

TEXT = "The mayor spoke.\n\nNobody answered him."


def test_front_matter_is_read_and_taken_off() -> None:
    """Lines of known keys before a blank line are front matter; the text begins after them."""
    page = read_plain(
        f"Outlet: Velm Post\nurl: https://velm.example/1\npublished: 2031-04-02T14:30+04:00\ntitle: A: B\n"
        f"language: en\nauthor: Ada Brook\n\n{TEXT}\n"
    )
    assert page.text == TEXT
    assert (page.outlet, page.url, page.published) == ("Velm Post", "https://velm.example/1", "2031-04-02T14:30+04:00")
    assert (page.title, page.language, page.author) == ("A: B", "en", "Ada Brook")


def test_fenced_front_matter_may_hold_other_keys() -> None:
    """Between fences unknown keys are passed over, and values may be quoted."""
    page = read_plain(f"---\ntags:\n  - war\noutlet: 'Velm Post'\ndate: 2031-04-02\n---\n{TEXT}")
    assert (page.text, page.outlet, page.published) == (TEXT, "Velm Post", "2031-04-02")


def test_lines_that_are_no_front_matter_stay_text() -> None:
    """A first paragraph with one line that is no key, or a fence that never closes, is text."""
    for text in (
        "Title: the mayor\nspoke to the town.\n\nNobody answered.",
        "The mayor: no comment.\n\nMore.",
        "---\noutlet: x\nNo fence closes this.",
    ):
        assert read_plain(text).text == text


def test_leading_date_is_taken_off() -> None:
    """The bare form `date YYYY-MM-DD text` gives the date, and the text begins after it."""
    page = read_plain("  date 2031-04-02 The mayor spoke.\n\nMore.")
    assert (page.text, page.published) == ("The mayor spoke.\n\nMore.", "2031-04-02")


def test_leading_date_that_is_none_stays_text() -> None:
    """A word "date" without a day of the calendar, or deeper in the text, is left alone."""
    for text in ("date 2031-13-45 The mayor spoke.", "The date 2031-04-02 was named.", "date unknown, said the mayor."):
        page = read_plain(text)
        assert (page.text, page.published) == (text, None)


def test_unreadable_date_is_none() -> None:
    """A published that cannot be read without a guess is unknown, and the rest is read."""
    page = read_plain(f"published: 04/05/2031\noutlet: Post\n\n{TEXT}")
    assert (page.published, page.outlet, page.text) == (None, "Post", TEXT)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_characters_stay(text: str) -> None:
    """But for line ends and outer blanks no character of a text changes, so that offsets are those of the page."""
    body = "He said: " + text
    expected = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert read_plain(body).text == expected
    assert tidy(expected) == expected
