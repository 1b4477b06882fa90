"""The hand-made records hold what real ones promise."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from factory import claim, report


def test_a_claim_points_at_its_words() -> None:
    """`text[span] == words` holds for every claim that a test makes."""
    page = report("Nothing. The bridge stands.")
    made = claim("The bridge stands", within=page)
    assert page.text[made.span.start : made.span.end] == made.words
    assert (made.report, made.origin, made.outlet) == (page.id, page.origin, page.outlet)


def test_claims_that_differ_have_other_ids() -> None:
    """Two claims of one place in one report, by two speakers, are two."""
    assert claim().id == claim().id
    assert claim().id != claim(speaker=None).id


def test_no_test_reaches_the_network() -> None:
    """A connection and a look-up of a name are refused, whoever asks."""
    with pytest.raises(AssertionError, match="asked for the network"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    with socket.socket() as plug, pytest.raises(AssertionError, match="asked for the network"):
        plug.connect(("127.0.0.1", 9))


def test_the_clock_goes_on(clock: Callable[[], datetime]) -> None:
    """Two looks at the clock are one second apart, and begin on a fixed day."""
    assert clock() + timedelta(seconds=1) == clock()
