"""The trained tagger: its words, pieces, decoding, and that a text is read the same whatever surrounds the run."""

from __future__ import annotations

import itertools
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import MissingError, UnreadableError
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.decoding import LABELS, Stretch, best_labels, labels_of, lawful, stretches
from rashomon.reading.encoder.pieces import WordPiece
from rashomon.reading.encoder.words import CLOSES, INSIDE, OPENS, OUTSIDE, PARAGRAPH_BREAK, quotes, shape, split

TINY = Path(__file__).parent / "tiny_encoder"
PACKAGED = Path(__import__("rashomon").__file__).parent / "reading" / "encoder" / "model"

REPORT = """Ministry denies loss of the bridge

The defence ministry said on Tuesday that its units "still hold the bridge" near Vardia, and dismissed reports of a
retreat. "We have not left," Colonel Mara Teren told reporters.

According to the other side's spokesman, however, the bridge fell on Monday.
"""

any_text = st.text(st.characters(codec="utf-8"), max_size=300)
# Characters that a later Unicode brought are cleaned away by one library and kept by another: those of 3.2 are enough.
old_characters = st.characters(codec="utf-8").filter(lambda c: unicodedata.ucd_3_2_0.category(c) not in ("Cn", "Co"))
written_text = st.text(old_characters, max_size=300)
newsy = st.lists(
    st.sampled_from(
        [
            "said",
            "the",
            "Kyiv",
            "U.S.",
            "ministry’s",
            "don't",
            "“We",
            "left,”",
            '"no"',
            "10,000",
            "—",
            "…",
            "‘so’",
            "\n",
            "\n\n",
            "Łódź",
            "naïve",
            "(a)",
            "x/y",
            "@one",
            "中文",
            "\u200b",
        ]
    ),
    max_size=60,
).map(" ".join)


@pytest.fixture(scope="module")
def tiny() -> Encoder:
    """Open the untrained model for tests."""
    return Encoder.open(TINY)


@pytest.fixture(scope="module")
def trained() -> Encoder:
    """Open the packaged model."""
    return Encoder.open()


@given(st.one_of(any_text, newsy))
@settings(max_examples=100, deadline=None)
def test_words_are_stretches_of_the_text_in_order_and_miss_only_white_space(text: str) -> None:
    """Every word is the text at its offsets; words do not overlap; between them is white space alone."""
    words = split(text)
    at = 0
    for form, start, end in zip(words.forms, words.starts, words.ends, strict=True):
        assert text[start:end] == form
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_words_part_contractions_marks_and_keep_abbreviations() -> None:
    """Clitics and marks stand alone, full stops of abbreviations do not."""
    forms = split("Gen. Smith didn't say 10,000 U.S. troops' aid; “We’ll see…” (he said).").forms
    assert forms == [
        "Gen.", "Smith", "did", "n't", "say", "10,000", "U.S.", "troops", "'", "aid", ";", "“", "We", "’ll", "see",
        "…", "”", "(", "he", "said", ")", ".",
    ]  # fmt: skip


def test_words_know_their_paragraphs() -> None:
    """A blank line breaks a paragraph, a line end only a line."""
    assert split("a b\nc\n \nd").breaks == [PARAGRAPH_BREAK, 0, 1, PARAGRAPH_BREAK]


@pytest.mark.parametrize("text", ['He said "we go" twice', "He said “we go” twice", "He said `` we go '' twice"])
def test_quotation_marks_are_paired_in_every_form(text: str) -> None:
    """Straight, curly and corpus marks give the same places."""
    assert [q % 4 for q in quotes(split(text))] == [OUTSIDE, OUTSIDE, OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE]


def test_a_paragraph_ends_an_open_quotation() -> None:
    """A quotation that is not closed does not swallow the rest of the report."""
    places = [q % 4 for q in quotes(split("“We go\n\nHe left"))]
    assert places == [OPENS, INSIDE, INSIDE, OUTSIDE, OUTSIDE]


def test_shapes_keep_what_an_uncased_vocabulary_forgets() -> None:
    """Six shapes, told apart."""
    assert [shape(form) for form in ("”", "said", "Kyiv", "NATO", "iPhone", "1991")] == [0, 1, 2, 3, 4, 5]


@given(st.one_of(written_text, newsy))
@settings(max_examples=100, deadline=None)
def test_pieces_are_those_of_the_reference_tokenizer(text: str) -> None:
    """The own WordPiece agrees with the tokenizers library, piece by piece."""
    tokenizers = pytest.importorskip("tokenizers")
    reference = tokenizers.BertWordPieceTokenizer(str(PACKAGED / "vocabulary.txt"), lowercase=True)
    cutter = WordPiece.read(PACKAGED / "vocabulary.txt")
    assert cutter.pieces(text) == reference.encode(text, add_special_tokens=False).ids


@given(st.lists(st.tuples(st.sampled_from(("speaker", "cue", "content")), st.integers(0, 3), st.integers(1, 5))))
@settings(max_examples=100, deadline=None)
def test_labels_and_spans_are_inverse(parts: list[tuple[str, int, int]]) -> None:
    """Spans that do not overlap come back from their labels, and the labels follow each other lawfully."""
    spans, at = [], 0
    for role, gap, size in parts:
        spans.append(Stretch(role, at + gap, at + gap + size))
        at += gap + size
    labels = labels_of(spans, at + 2)
    assert stretches(labels) == spans
    row = [None, *labels, None]
    assert all(lawful(before, after) for before, after in itertools.pairwise(row))


@given(st.integers(1, 3), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_the_best_row_is_the_best_of_all_rows(length: int, seed: int) -> None:
    """Viterbi finds what trying every row finds."""
    draw = np.random.default_rng(seed)
    count = len(LABELS)
    scores = draw.normal(size=(length, count)).astype(np.float32)
    steps, first, last = (draw.normal(size=size).astype(np.float32) for size in ((count, count), count, count))

    def worth(row: tuple[int, ...]) -> float:
        inner = sum(scores[i, label] for i, label in enumerate(row))
        return float(first[row[0]] + inner + sum(steps[a, b] for a, b in itertools.pairwise(row)) + last[row[-1]])

    best = max(itertools.product(range(count), repeat=length), key=worth)
    assert worth(tuple(best_labels(scores, steps, first, last))) == pytest.approx(worth(best), abs=1e-4)


@given(st.lists(st.one_of(any_text, newsy), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_is_tagged_with_spans_of_itself(tiny: Encoder, texts: list[str]) -> None:
    """Spans lie inside the text in order, hold words, and links lead to cues that point to themselves."""
    for text, tagged in zip(texts, tiny.tag(texts), strict=True):
        assert all(tagged.cues[m.cue].cue == m.cue for m in (*tagged.cues, *tagged.contents) if m.cue is not None)
        assert all(m.speaker is None or tagged.speakers[m.speaker] for m in tagged.cues)
        for role in (tagged.speakers, tagged.cues, tagged.contents):
            assert all(0 <= m.span.start < m.span.end <= len(text) for m in role)
            assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(role))
            assert all(text[m.span.start : m.span.end].strip() == text[m.span.start : m.span.end] for m in role)


def test_a_text_is_read_alone(tiny: Encoder) -> None:
    """Neither company nor order nor threads change what a text gives."""
    texts = [REPORT, REPORT.upper(), "", "One line.", REPORT * 3]
    alone = [tiny.tag([text])[0] for text in texts]
    assert tiny.tag(texts) == alone
    assert tiny.tag(texts[::-1]) == alone[::-1]
    assert Encoder.open(TINY, threads=2).tag(texts) == alone


def test_lines_are_paragraphs_where_there_are_no_blank_lines(tiny: Encoder) -> None:
    """A text cut by single line ends reads like the same text cut by blank lines."""
    lines = ["The ministry said so.", "“We left,” he added.", "Nobody else spoke."]
    single, double = tiny.tag(["\n".join(lines), "\n\n".join(lines)])
    assert [len(single.speakers), len(single.cues), len(single.contents)] == [
        len(double.speakers), len(double.cues), len(double.contents),
    ]  # fmt: skip
    assert [m.score for m in single.contents] == [m.score for m in double.contents]


def test_windows_hold_every_word_once(tiny: Encoder) -> None:
    """A paragraph longer than the model can hold is cut, and a text of many windows keeps all its words."""
    words = split("word " * 500 + "\n\n" + "short paragraph\n\n" * 100)
    assert len(tiny.score(words).labels) == len(words)


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """One changed byte, or a missing file, stops the model from being opened."""
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    Encoder.open(folder)
    model = folder / "attribution.onnx"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    with pytest.raises(UnreadableError, match="SHA-256"):
        Encoder.open(folder)
    model.unlink()
    with pytest.raises(MissingError, match="attribution"):
        Encoder.open(folder)
    with pytest.raises(MissingError, match="manifest"):
        Encoder.open(tmp_path / "nowhere")


def test_the_packaged_model_finds_who_said_what(trained: Encoder) -> None:
    """In a plain report the speakers, cues and contents are found and tied together."""
    tagged = trained.tag([REPORT])[0]
    found = [
        [" ".join(REPORT[s.start : s.end].split()) if s else "" for s in (a.speaker, a.cue[0])]
        for a in tagged.attributions()
    ]
    assert ["Ministry", "denies"] in found
    assert any(speaker == "The defence ministry" and cue.startswith("said") for speaker, cue in found)
    assert any(speaker.lower().endswith("ministry") and cue.startswith("dismissed") for speaker, cue in found)
    assert any(speaker == "Colonel Mara Teren" and cue.startswith("told") for speaker, cue in found)
    assert any("spokesman" in speaker and cue == "According to" for speaker, cue in found)


def test_the_packaged_model_gives_the_same_for_any_threads(trained: Encoder) -> None:
    """The shipped int8 model gives equal spans, scores and links for one and two threads."""
    assert Encoder.open(threads=2).tag([REPORT, REPORT * 4]) == trained.tag([REPORT, REPORT * 4])


def test_the_packaged_model_fits(trained: Encoder) -> None:
    """At most 30 MB ship, and the card names what the weights were trained on."""
    assert sum(file.stat().st_size for file in PACKAGED.iterdir()) <= 30 * 10**6
    card = (PACKAGED / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "PolNeAR" in card
    assert "none stated" in card
    assert "Apache-2.0" in card
