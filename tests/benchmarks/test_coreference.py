"""GAP and GUM files are read as their authors wrote them, and answers are counted as GAP counts them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.chains import Ambiguous, read_gap, read_gum
from benchmarks.coreference import asked, count, nearest_before
from rashomon.records import Span

GAP = (
    "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    'own-1\tInga met Runa when "she was ill.\tshe\t20\tInga\t0\tTRUE\tRuna\t9\tFALSE\tnone\n'
)
GUM = """\
# newdoc id = GUM_news_own
# newpar
1\tDag\tDag\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1,2-coref
2\tOrsa\tOrsa\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\tdo\tAUX\tVBD\t_\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tfind\tfind\tVERB\tVB\t_\t0\troot\t_\t_
6\this\this\tPRON\tPRP$\t_\t7\tnmod:poss\t_\tEntity=(2-object-new-nnnnn-cf2-2-sgl(1-person-giv:act-nnnnn-cf1-1-coref)
7\tmap\tmap\tNOUN\tNN\t_\t5\tobj\t_\tEntity=2)|SpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# newpar
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-giv:act-nnnnn-cf1-2-coref
2\tgeneral\tgeneral\tNOUN\tNN\t_\t3\tnsubj\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


def item(*, means: tuple[bool, bool], woman: bool = True) -> Ambiguous:
    """Make an item about two names and a pronoun behind them."""
    text = "Inga met Runa when she fell." if woman else "Inga met Runa when him fell."
    return Ambiguous("own", text, Span(19, 22), (Span(0, 4), Span(9, 13)), means)


def test_gap_is_read_with_its_bare_quotation_marks(tmp_path: Path) -> None:
    """A quotation mark in a text opens no quoted field, and every span holds the words of its column."""
    path = tmp_path / "gap.tsv"
    path.write_text(GAP, encoding="utf-8")
    (read,) = read_gap(path)
    assert [read.text[slice(*span)] for span in (read.pronoun, *read.names)] == ["she", "Inga", "Runa"]
    assert read.means == (True, False)
    assert read.woman


def test_gum_becomes_text_with_chains(tmp_path: Path) -> None:
    """Words join as written, paragraphs part, and each mention stands at its own characters with its heads."""
    path = tmp_path / "gum.conllu"
    path.write_text(GUM, encoding="utf-8")
    (read,) = read_gum(path)
    assert read.text == "Dag Orsa didn't find his map.\n\nThe general left."
    told = {(link.chain, read.text[slice(*link.span)], link.named) for link in read.links}
    assert told == {
        ("1", "Dag Orsa", True),
        ("2", "his map", False),
        ("1", "his", False),
        ("1", "The general", False),
    }
    assert read.heads() == {0: "1", 4: "1", 21: "1", 25: "2", read.text.index("general"): "1"}


def test_only_what_has_a_name_before_is_asked(tmp_path: Path) -> None:
    """A pronoun and a short form behind a name of their chain are asked about, each in its row; a map is not."""
    path = tmp_path / "gum.conllu"
    path.write_text(GUM, encoding="utf-8")
    (read,) = read_gum(path)
    assert [(row, read.text[slice(*link.span)]) for row, link in asked(read)] == [
        ("he, she", "his"),
        ("the ministry, the president", "The general"),
    ]


def test_gap_counts_each_name_for_itself() -> None:
    """A wrong choice between two names costs twice, once for each name; choosing nobody costs once."""
    items = [
        item(means=(True, False)),
        item(means=(True, False)),
        item(means=(False, True)),
        item(means=(False, False)),
    ]
    told = count(items, [(True, False), (False, True), (False, False), (False, False)])
    assert (told.hits, told.wrong, told.left, told.right, told.items) == (1, 1, 2, 2, 4)
    assert told.f1 == pytest.approx(2 / 5)
    assert told.accuracy == pytest.approx(1 / 2)


def test_the_rule_of_the_nearest_name_looks_back_first() -> None:
    """The name that stands closer before the pronoun wins, and one behind it only where none stands before."""
    assert nearest_before(item(means=(True, False)), None) == (False, True)  # type: ignore[arg-type]
    behind = Ambiguous("own", "Inga fell when she met Runa.", Span(15, 18), (Span(0, 4), Span(23, 27)), (True, False))
    assert nearest_before(behind, None) == (True, False)  # type: ignore[arg-type]


def test_an_absent_corpus_is_said_in_a_word(tmp_path: Path) -> None:
    """Without the files nothing fails: each is named as skipped, and the last line is an empty object."""
    command = [sys.executable, "-m", "benchmarks.coreference", "--corpora", str(tmp_path)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["skipped", "skipped"]
    assert lines[-1] == "{}"
