"""Words of users find reports and claims, and no sign in them does harm."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_records import claim, hour, report

from rashomon.ledger.contents import Record
from rashomon.ledger.ledger import Ledger


def keys(ledger: Ledger, query: str) -> list[str]:
    """Return the keys of the hits of a query, in their order."""
    return [hit.key for hit in ledger.search(query)]


def test_case_and_accents_do_not_count() -> None:
    """A name is found however its accents and capitals are typed."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("a", "we hold Şuşa"), claim("b", "we hold Lower Marn")], recorded=hour(0))
        for query in ("susa", "SUSA", "Şuşa", "şuşa hold"):
            assert keys(ledger, query) == ["a"]
        assert keys(ledger, "hold") == ["a", "b"]
        assert keys(ledger, "hold nothing") == []


def test_the_best_hit_comes_first() -> None:
    """Words together beat words apart, a title beats a text, and a short text beats a long one."""
    with Ledger.open(":memory:") as ledger:
        told: list[Record] = [
            report("long", "The battle went on. " * 5 + "It was fierce."),
            report("title", "Nothing else of note. " * 9, title="Battle, and a fierce one"),
            claim("apart", "fierce was the battle"),
            claim("together", "it was a fierce battle by all that we have heard so far"),
        ]
        ledger.append(told, recorded=hour(0))
        assert keys(ledger, "fierce battle") == ["together", "title", "apart", "long"]


def test_only_what_stands_is_found() -> None:
    """A version that was replaced or withdrawn is found as of then, and not now."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("a", "the mill burns"), claim("b", "the mill stands")], recorded=hour(0))
        ledger.replace_derived(["claim"], [claim("a", "the barn burns")], recorded=hour(1))
        assert keys(ledger, "mill") == []
        assert keys(ledger, "barn") == ["a"]
        assert [hit.key for hit in ledger.search("mill", as_of=hour(0))] == ["a", "b"]


def test_marks_show_the_words_in_the_snippet() -> None:
    """Each mark is the place of a word that was asked for."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([report(text="x " * 500 + "they took Şuşa at dawn, " + "y " * 500)], recorded=hour(0))
        (hit,) = ledger.search("dawn susa")
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["Şuşa", "dawn"]
        assert len(hit.snippet) < 200
        assert hit.kind == "report"


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=40) | st.text('"*^()+-:{}ANDORTNE ', max_size=40))
def test_no_query_is_an_error(query: str) -> None:
    """Any text at all is a query: signs of the search language, half characters and nothing included."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim()], recorded=hour(0))
        ledger.search(query)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_a_text_finds_itself(text: str) -> None:
    """Whatever a claim says, asking for the same words finds it, if it has any letter or digit."""
    with Ledger.open(":memory:") as ledger:
        ledger.append([claim("a", "ours " + text)], recorded=hour(0))
        assert keys(ledger, "ours " + text) == ["a"]


def test_a_very_long_query_is_answered() -> None:
    """A page pasted into the search field is only a query with many words."""
    with Ledger.open(":memory:") as ledger:
        told = " ".join(f"word{n}" for n in range(3000))
        ledger.append([report(text=told)], recorded=hour(0))
        assert keys(ledger, told) == ["r1"]
