"""Utterances: one act of speech in several reports is joined across translations; different sentences are not."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling.utterances import find_utterances
from rashomon.records import Claim, Event, Quotation, Span, Speaker, Stance, Utterance, When

DEMAND = "If the Armenian administration does not respond to my demands, we will go to the end."
DEMAND_AGAIN = "If the leadership of Armenia does not answer my demands, then we will go to the end."


def claim(
    words: str,
    *,
    report: str,
    speaker: str | None = "Aro Lint",
    said: str | None = "2031-04-10",
    stance: Stance = Stance.ASSERTS,
    kind: str = "other",
) -> Claim:
    """Return a claim of a speaker in a report."""
    key = hashlib.sha256(f"{report}{words}{speaker}".encode()).hexdigest()[:16]
    return Claim(
        id=key, origin="", report=report, outlet=None, published=None, span=Span(0, len(words)), words=words,
        speaker=Speaker(name=speaker), via=(), cue=None, quotation=Quotation.DIRECT, stance=stance, channel=None,
        said_on=When(said, said) if said else None, event=Event(kind), score=1.0, because=(),
    )  # fmt: skip


def joined(*claims: Claim) -> tuple[Utterance, ...]:
    """Return the utterances of claims, each report its own lineage."""
    return find_utterances(claims, lineage={one.report: one.report for one in claims})


# Pairs of renderings, written by judgment before the comparison: the first ones are one utterance, the others two.
SAME = [
    (DEMAND, DEMAND_AGAIN),
    ("We will not give up a single metre of our land.", "Not one metre of our soil will be given up."),
    ("The bridge was blown up by their sappers at night.", "At night their sappers blew up the bridge themselves."),
    ("Our army has taken the heights above Velm and moves on.", "The army took the heights over Velm and moves ahead."),
    ("There are no foreign mercenaries in the ranks of our army.", "Our army has no foreign mercenaries in its ranks."),
    ("The harbour of Tal remains under our full control.", "Tal harbour remains fully under our control."),
]  # fmt: skip
DIFFERENT = [
    ("There is no such force in the world that could stop us.", DEMAND),
    (
        "Velm has a special place in the history of our country.",
        "Velm is the pearl of not only our country but of the coast.",
    ),
    ("Our victorious march continues.", "There are still occupied lands, there are still battles."),
    ("The enemy lost forty tanks near the bridge.", "The enemy fled from the bridge and left its wounded behind."),
    ("I congratulate the people of Velm.", "The people of Velm have waited for thirty years."),
    ("We want peace.", "We will not talk about peace while shells fall on the schools of Velm."),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_two_renderings_of_one_sentence_are_one_utterance(one: str, two: str) -> None:
    """Translations and rewordings in different reports are joined, with the reasons."""
    first, second = claim(one, report="a"), claim(two, report="b")
    found = joined(first, second)
    assert [set(utterance.claims) for utterance in found] == [{first.id, second.id}]
    assert found[0].reports == ("a", "b")
    assert found[0].speaker == "Aro Lint"
    assert 0 < found[0].score <= 1
    assert any("same speaker" in reason for reason in found[0].because)
    assert any("words shared" in reason for reason in found[0].because)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_different_sentences_of_one_speech_are_kept_apart(one: str, two: str) -> None:
    """One speaker and one day do not make one utterance."""
    assert joined(claim(one, report="a"), claim(two, report="b")) == ()


def test_sentences_of_one_speech_find_their_own_renderings() -> None:
    """Two reports with several sentences of one speech give one utterance for each sentence."""
    ones = [claim(one, report="a") for one, _ in SAME]
    twos = [claim(two, report="b") for _, two in SAME]
    assert {frozenset(utterance.claims) for utterance in joined(*ones, *twos)} == {
        frozenset({one.id, two.id}) for one, two in zip(ones, twos, strict=True)
    }


def test_one_report_repeating_itself_is_no_utterance() -> None:
    """A headline and its sentence stand in one report: nobody else carries them."""
    assert joined(claim(DEMAND, report="a"), claim(DEMAND_AGAIN, report="a")) == ()


@pytest.mark.parametrize(
    "name", ["President Aro Lint", "Lint", "A. Lint", "ARO LINT", "Mr. Lint", "Aro Lintt", "Dr Áro Lint"]
)
def test_a_speaker_is_known_under_titles_and_spellings(name: str) -> None:
    """Titles, case, accents, initials and one letter more do not make another speaker."""
    assert len(joined(claim(DEMAND, report="a"), claim(DEMAND_AGAIN, report="b", speaker=name))) == 1


@pytest.mark.parametrize("name", ["Mira Lint", "Aro Karsk", "M. Lint", None, "", "President"])
def test_another_speaker_is_not_joined(name: str | None) -> None:
    """Another given name, another surname, or no name at all is not the same speaker."""
    assert joined(claim(DEMAND, report="a"), claim(DEMAND_AGAIN, report="b", speaker=name)) == ()


def test_a_bare_surname_does_not_join_two_given_names() -> None:
    """A report that only says "Lint" may not bridge Aro Lint and Mira Lint."""
    found = joined(
        claim(DEMAND, report="a"),
        claim(DEMAND_AGAIN, report="b", speaker="Lint"),
        claim(DEMAND, report="c", speaker="Mira Lint"),
    )
    assert len(found) == 1
    assert len(found[0].reports) == 2


@pytest.mark.parametrize(
    ("said", "count"), [("2031-04-10", 1), ("2031-04-13", 1), ("2031-04-07", 1), (None, 1), ("2031-04-14", 0)]
)
def test_an_utterance_is_said_within_three_days(said: str | None, count: int) -> None:
    """Far apart in time is another utterance; an unknown date does not part them."""
    assert len(joined(claim(DEMAND, report="a"), claim(DEMAND_AGAIN, report="b", said=said))) == count


def test_an_utterance_has_one_stance() -> None:
    """What one rendering asserts and the other denies is not one utterance."""
    told, again = "The harbour of Tal is under our control.", "Tal harbour was under our control."
    assert joined(claim(told, report="a"), claim(again, report="b", stance=Stance.DENIES)) == ()
    assert joined(claim(told, report="a"), claim(again, report="b", stance=Stance.ASKS)) == ()


@pytest.mark.parametrize(("kind", "count"), [("attack", 1), ("other", 1), ("withdrawal", 0)])
def test_an_utterance_tells_of_one_kind_of_event(kind: str, count: int) -> None:
    """Sentences that name the same army and town are apart if what they tell is known to differ."""
    one = claim("The army of Karsk shelled the school in Velm.", report="a", kind="attack")
    two = claim("The school in Velm was shelled by the army of Karsk.", report="b", kind=kind)
    assert len(joined(one, two)) == count


def test_lineages_are_counted_in_the_reasons() -> None:
    """Two reports of one lineage carry an utterance once."""
    claims = [claim(DEMAND, report="a"), claim(DEMAND_AGAIN, report="b"), claim(DEMAND, report="c")]
    found = find_utterances(claims, lineage={"a": "a", "b": "b", "c": "a"})
    assert [utterance.reports for utterance in found] == [("a", "b", "c")]
    assert any("2 lineages" in reason for reason in found[0].because)


def test_claims_are_listed_by_time_then_identifier() -> None:
    """The earliest rendering stands first, an undated one last."""
    late, early = claim(DEMAND, report="a", said="2031-04-11"), claim(DEMAND_AGAIN, report="b")
    undated = claim(DEMAND, report="c", said=None)
    assert joined(late, undated, early)[0].claims == (early.id, late.id, undated.id)


def test_many_reports_of_one_speech_are_one_utterance() -> None:
    """A flood of reports is joined as a whole."""
    claims = [claim((DEMAND, DEMAND_AGAIN)[place % 2], report=f"r{place:03}") for place in range(300)]
    assert [len(utterance.claims) for utterance in joined(*claims)] == [300]


WORDS = st.sampled_from(
    ["Velm", "bridge", "we", "will", "not", "enemy", "fell", "the", "army", "", "28", "“", "peace", "lost"]
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.lists(WORDS, max_size=8), st.sampled_from("abcd"), st.sampled_from(["Aro Lint", "Lint", "Mira Lint"])
        ),
        max_size=10,
    ),
    dice=st.randoms(use_true_random=False),
)
def test_the_order_of_claims_does_not_matter(rows: list[tuple[list[str], str, str]], dice: object) -> None:
    """Any claims in any order give the same utterances; each has two reports at least and no claim twice."""
    claims = list(
        {
            one.id: one for one in (claim(" ".join(words), report=key, speaker=name) for words, key, name in rows)
        }.values()
    )
    found = joined(*claims)
    shuffled = claims[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert joined(*shuffled) == found
    assert all(utterance.id == utterance.id.lower() and len(utterance.id) == 16 for utterance in found)
    used = [key for utterance in found for key in utterance.claims]
    assert len(used) == len(set(used))
    assert all(len(set(utterance.reports)) == len(utterance.claims) >= 2 for utterance in found)


def test_many_claims_of_common_words_do_not_hide_a_rendering() -> None:
    """A speaker says a hundred other things in the same common words between two renderings of one sentence."""
    asides = [
        claim(f"Our army and our people will go on to the end, mark {n}.", report=f"aside {n}") for n in range(100)
    ]
    found = joined(claim(DEMAND, report="a", said="2031-04-09"), *asides, claim(DEMAND_AGAIN, report="b"))
    assert [("a" in each.reports, "b" in each.reports) for each in found if {"a", "b"} & set(each.reports)] == [
        (True,) * 2
    ]


@pytest.mark.parametrize("between", [1, 40])
def test_what_was_said_long_ago_is_let_go(between: int) -> None:
    """The same words are an utterance of each month in which two reports carry them, never of two months."""
    days = [f"{2030 + n // 12}-{n % 12 + 1:02}-10" for n in range(between + 1)]
    months = [claim(DEMAND, report=f"{name} {n}", said=day) for n, day in enumerate(days) for name in ("a", "b")]
    assert sorted(each.reports for each in joined(*months)) == sorted((f"a {n}", f"b {n}") for n in range(between + 1))
