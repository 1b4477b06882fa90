"""The gold of time phrases keeps its promises, and its figures fall where a time is missing, wrong or not there."""

from __future__ import annotations

import hashlib
from datetime import date

from benchmarks.phrases import GOLD, Phrase, Sentence, measure, pairs, read, read_gold, verdicts
from rashomon.reading.times import TimeMention
from rashomon.records import Span, When

SUNDAY = Phrase("Sunday", "2021-03-07", "2021-03-07", "day", "date", None)
SENTENCE = Sentence("p1", "dev", "2021-03-10", "The fort fell on Sunday.", (SUNDAY,))


def mention(words: str, first: str | None, kind: str = "date") -> TimeMention:
    """Return a time of one day, or without interval, at its words in the sentence."""
    start = SENTENCE.text.index(words)
    return TimeMention(
        Span(start, start + len(words)), words, When(first, first, "day") if first else None, kind, because="a test"
    )


def test_the_gold_keeps_its_promises() -> None:
    """Words stand once in their text, intervals are in order, and the part follows from the id alone."""
    sentences = read_gold(GOLD)
    assert len({sentence.id for sentence in sentences}) == len({sentence.text for sentence in sentences})
    assert len(sentences) >= 170
    for sentence in sentences:
        third = int(hashlib.sha256(sentence.id.encode()).hexdigest(), 16) % 3 == 0
        assert sentence.part == ("test" if third else "dev")
        for time in sentence.times:
            assert sentence.text.count(time.words) == 1
            days = [date.fromisoformat(day) for day in (time.first, time.last) if day]
            assert days == sorted(days)
            assert time.kind in {"date", "time"} or not days


def test_a_time_is_right_in_its_interval_its_grain_and_its_kind() -> None:
    """Each of the three is judged for itself."""
    right = mention("Sunday", "2021-03-07")
    assert list(pairs(SENTENCE, [right])) == [(SUNDAY, right)]
    assert verdicts(SUNDAY, right) == {"interval": True, "precision": True, "kind": True}
    assert verdicts(SUNDAY, mention("Sunday", "2021-03-14"))["interval"] is False
    assert verdicts(SUNDAY, mention("Sunday", None)) == {"interval": False, "precision": False, "kind": True}
    assert verdicts(SUNDAY, mention("Sunday", "2021-03-07", kind="set"))["kind"] is False


def test_words_elsewhere_are_no_find() -> None:
    """A time that does not touch the words of the gold leaves it missing."""
    assert list(pairs(SENTENCE, [mention("fort", "2021-03-07")])) == []


def test_a_sentence_without_times_counts_what_is_given_too_much() -> None:
    """Gold without times lowers the figure of whoever finds some there."""
    bare = Sentence("p2", "dev", "2021-03-10", "It happened yesterday.", ())
    assert len(read(bare)) == 1
    figures = measure([bare])
    assert figures["surplus"] > 0
    assert figures["exact"] == 0
