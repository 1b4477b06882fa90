"""Words that prove a position, gathered for showing."""

from __future__ import annotations

from dataclasses import replace

from factory import claim, event

from rashomon.showing.quotes import gather_words


def test_words_that_make_two_events_are_shown_once() -> None:
    """One clause of one report may be a claim of fighting and one of an advance: its words stand there once."""
    fighting = claim()
    advance = replace(fighting, id="another", event=event(kind="advance"))
    (said,) = gather_words([fighting, advance])
    assert said.claims == (fighting,)


def test_the_same_words_of_two_reports_stand_together() -> None:
    """Two reports that carry one speaker's words are two tellings of them."""
    one = claim()
    other = replace(one, id="another", report="another report")
    (said,) = gather_words([one, other])
    assert set(said.claims) == {one, other}
