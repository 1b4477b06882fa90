"""Differences: wordings of one utterance side by side, in the very words, and what each outlet did with them."""

from __future__ import annotations

from typing import Any

from factory import claim, report, speaker
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Claim, Cue, Dispute, Position, Report, Span, Stance, Status, Utterance
from rashomon.showing.differences import (
    OTHER,
    SAME,
    Change,
    Compared,
    change_words,
    changes_of,
    compare,
    denials_of,
    marked,
    wording_head,
)


def told(words: str, *, outlet: str, cue: str | None = None, day: str = "2031-05-03", **given: Any) -> Claim:
    """Return a claim in a report of its own that holds nothing else."""
    page = report(f"{outlet}: {words}", outlet=outlet, published=day)
    return claim(words, within=page, cue=Cue(Span(0, 0), cue) if cue else None, **given)


def side_by_side(*claims: Claim, denials: dict[str, list[Claim]] | None = None) -> Compared:
    """Return the claims as one utterance, compared."""
    utterance = Utterance("u", "Orsa", tuple(c.id for c in claims), tuple(c.report for c in claims), 0.9, ("reason",))
    return compare(utterance, {c.id: c for c in claims}, denials or {})


def test_a_swapped_word_and_a_swapped_cue_are_told() -> None:
    """One says "liberated" for "captured", and "claims" for "announced"."""
    one = told("Our army captured the town of Vell.", outlet="Post", cue="announced")
    two = told("Our army liberated the town of Vell.", outlet="Mirror", cue="claims")
    compared = side_by_side(one, two)
    assert compared.differences.changes == (
        Change(two.id, "words", "captured", "liberated"),
        Change(two.id, "cue", "announced", "claims"),
    )
    first, second = compared.differences.wordings
    assert marked(first) == "Our army [captured] the town of Vell."
    assert marked(second) == "Our army [liberated] the town of Vell."
    assert wording_head(second) == "Mirror · 2031-05-03 · cue “claims”"
    assert [change_words(change) for change in changes_of(compared, two.id)] == [
        "“liberated” where the first has “captured”",
        "attributes with “claims” where the first has “announced”",
    ]


def test_what_is_left_out_or_added_is_told() -> None:
    """A cut quotation and an added word; the stance, if it is another."""
    one = told("We left Vell in good order and we shall return", outlet="Post", stance=Stance.CONCEDES)
    two = told("We left Vell and we shall surely return", outlet="Mirror")
    changes = side_by_side(one, two).differences.changes
    assert [(change.what, change.first, change.here) for change in changes] == [
        ("left out", "in good order", None),
        ("added", None, "surely"),
        ("stance", "concedes", "says"),
    ]
    assert [change_words(change) for change in changes] == [
        "left out: “in good order”",
        "added: “surely”",
        "says where the first concedes",
    ]


def test_the_same_words_have_no_difference() -> None:
    """Case, apostrophes and marks are none."""
    one = told("We don’t leave Vell!", outlet="Post", cue="Said")
    two = told("we don't leave Vell", outlet="Mirror", cue="said")
    compared = side_by_side(one, two)
    assert compared.differences.changes == ()
    assert all(piece.kind == SAME for wording in compared.differences.wordings for piece in wording.pieces)


def denied(page: Report, words: str, **given: Any) -> Claim:
    """Return a denial in a report."""
    return claim(words, within=page, speaker=speaker("Lint"), stance=Stance.DENIES, **given)


def test_a_dropped_denial_is_told() -> None:
    """One report carries the denial of what it tells, the other, published later, does not."""
    page = report("Vell has fallen, said Orsa. Lint denied that it had.", outlet="Post")
    first = claim("Vell has fallen", within=page)
    answer = denied(page, "Lint denied that it had", answers=first.id)
    second = told("Vell has fallen", outlet="Mirror", day="2031-05-04")
    early = told("Vell has fallen", outlet="Ferry", day="2031-05-01")
    denials = denials_of([first, answer, second, early], ())
    assert denials == {first.id: [answer]}
    changes = side_by_side(first, second, early, denials=denials).differences.changes
    assert changes == (Change(second.id, "denial left out", "Lint: Lint denied that it had", None),)
    assert change_words(changes[0]) == "leaves out the denial “Lint: Lint denied that it had”"


def test_a_denial_in_the_same_dispute_counts_too() -> None:
    """What the ledger holds against a claim is its denial, whether or not the sentence answers it."""
    page = report("Vell has fallen, said Orsa. We hold Vell, said Lint.", outlet="Post")
    first, answer = claim("Vell has fallen", within=page), denied(page, "We hold Vell")
    second = told("Vell has fallen", outlet="Mirror")

    def position(stance: Stance, *claims: Claim) -> Position:
        return Position(stance, "", (), (), tuple(each.id for each in claims), (), 1, None, None)

    positions = (position(Stance.ASSERTS, first, second), position(Stance.DENIES, answer))
    dispute = Dispute("d", "?", "control", None, None, Status.CONTESTED, positions, ())
    denials = denials_of([first, second, answer], [dispute])
    assert denials == {first.id: [answer], second.id: [answer]}
    found = side_by_side(first, second, denials=denials).differences.changes
    assert [(change.claim, change.what) for change in found] == [(second.id, "denial left out")]


WORDS = st.lists(st.sampled_from(["Vell", "has", "fallen", "not", "“we", "hold”", "it.", "8,5", "a.m."]), min_size=1)


@given(one=WORDS, two=WORDS, three=WORDS)
def test_pieces_are_the_very_words(one: list[str], two: list[str], three: list[str]) -> None:
    """Every piece stands at its span in the report; together they hold every word, and equal wordings hold no other."""
    claims = [told(" ".join(words), outlet=f"Outlet {n}") for n, words in enumerate((one, two, three))]
    compared = side_by_side(*claims)
    for each, wording in zip(claims, compared.differences.wordings, strict=True):
        text = f"{each.outlet}: {each.words}"
        assert all(text[piece.span.start : piece.span.end] == piece.words for piece in wording.pieces)
        assert "".join("".join(piece.words.split()) for piece in wording.pieces) == "".join(each.words.split())
        assert wording.claim == each.id
    same = side_by_side(claims[0], told(claims[0].words, outlet="Mirror"))
    assert all(piece.kind != OTHER for wording in same.differences.wordings for piece in wording.pieces)
