"""The scoring of names: what counts as found, as missed, and as neither."""

from __future__ import annotations

from benchmarks.names import KINDS, Gold, Tally, tally
from training.names_corpora import held_out, joined, outermost

TEXT = "The Vell Guard’s men met Orsa Teren in Vell."


def counted(found: list[tuple[int, int, str]], gold: Gold) -> dict[str, tuple[int, int, int]]:
    """Return hits, wrong and missed names, strict and by overlap."""
    into = {"strict": Tally(), "overlap": Tally()}
    tally(into, TEXT, found, gold, KINDS)
    return {way: (t.hits.total(), t.wrong.total(), t.missed.total()) for way, t in into.items()}


GUARD, TEREN = (4, 14, "organisation"), (25, 35, "person")


def test_articles_and_possessives_do_not_part_names() -> None:
    """An article before or a possessive behind a name is cut on both sides."""
    assert TEXT[slice(*GUARD[:2])] == "Vell Guard"
    assert counted([(0, 16, "organisation")], Gold((GUARD,)))["strict"] == (1, 0, 0)


def test_a_name_cut_short_counts_by_overlap_alone() -> None:
    """Strict wants the same characters; overlap one of them and the kind."""
    found = counted([(30, 35, "person"), (4, 8, "place")], Gold((GUARD, TEREN)))
    assert found == {"strict": (0, 2, 2), "overlap": (1, 1, 1)}


def test_what_is_open_is_neither_hit_nor_fault() -> None:
    """A find where the gold was not judged does not count."""
    assert counted([(39, 43, "place")], Gold((), ((39, 43),)))["strict"] == (0, 0, 0)
    assert counted([(39, 43, "place")], Gold(()))["strict"] == (0, 1, 0)


def test_of_nested_entities_the_outer_is_kept() -> None:
    """An entity inside another does not count twice."""
    assert outermost([(4, 8, "place"), GUARD, TEREN]) == [GUARD, TEREN]


def test_first_tags_may_be_inner_ones() -> None:
    """In IOB1 a name may begin with I; another kind begins another name."""
    text = joined([[("Orsa", True, "I-PER"), ("Teren", True, "I-PER"), ("Vell", True, "I-LOC")]], "key", "corpus")
    assert text.spans == [(0, 10, "person"), (11, 15, "place")]


def test_documents_are_held_out_by_their_name_alone() -> None:
    """The split is the same on every machine, and holds about two of five."""
    share = sum(held_out(f"document {i}") for i in range(1000)) / 1000
    assert 0.35 < share < 0.45
