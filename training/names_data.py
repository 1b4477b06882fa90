"""Texts with names -> features and lawful labels of each word, as the head meets them at run time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.words import Words
from rashomon.reading.names.features import affixes, dense
from rashomon.reading.names.head import LABELS, MANNERS
from rashomon.reading.names.lexicon import Lexicon
from rashomon.reading.syntax import Syntax
from rashomon.records import Report
from training.names_corpora import Spans, Text


@dataclass(slots=True)
class Row:
    """The words of one text: features [n, f], buckets [n, 3], and the number of the line of each.

    `lawful` tells for each manner in which the text is annotated what each word may be [n, labels].
    """

    key: str
    corpus: str
    features: npt.NDArray[np.float16]
    buckets: npt.NDArray[np.int16]
    lines: npt.NDArray[np.int64]
    lawful: dict[str, npt.NDArray[np.bool_]]


def rows_of(texts: Sequence[Text], syntax: Syntax, encoder: Encoder, lexicon: Lexicon) -> Iterator[Row]:
    """Yield the features and labels of each text."""
    reports = (Report(id=t.key, origin=t.key, sha256="", text=t.text) for t in texts)
    for text, page in zip(texts, syntax.parse_all(reports), strict=True):
        scored = encoder.read(text.text)
        words = scored.words
        if not len(words):
            continue
        lawful = {"names": _of_names(text, words, lexicon)}
        if text.whole is not None:
            lawful["whole"] = lawful_labels(words, text.whole, MANNERS["whole"])
        features = dense(page, scored, lexicon).astype(np.float16)
        lines = np.cumsum(np.array(words.breaks) > 0)
        yield Row(text.key, text.corpus, features, affixes(words).astype(np.int16), lines, lawful)


def _of_names(text: Text, words: Words, lexicon: Lexicon) -> npt.NDArray[np.bool_]:
    """Return what each word may be as a name, with the kinds that the lists are sure of set right."""
    spans: Spans = []
    for start, end, kind in text.spans:
        lists = lexicon.of(_forms(words, start, end))
        if "demonym" in lists and kind != "nationality":
            spans.append((start, end, "nationality" if kind == "misc" else ""))
        elif "country" in lists and kind == "organisation":
            spans.append((start, end, "place"))  # re3d counts a country that acts as an organisation
        elif kind != "misc":
            spans.append((start, end, kind))
    allowed = lawful_labels(words, spans, MANNERS["names"])
    if not text.nationalities or text.corpus in ("wnut", "re3d"):  # what a corpus leaves out the lists put in
        base = LABELS["names"].index("B-nationality")
        for found in lexicon.listed(words.forms):
            inside = slice(found.first, found.last)
            if "demonym" in found.lists and words.forms[found.first][:1].isupper() and allowed[inside, 0].all():
                allowed[inside] = False
                allowed[inside, base + 1] = True
                allowed[found.first] = False
                allowed[found.first, base] = True
    return allowed


def _forms(words: Words, start: int, end: int) -> list[str]:
    return [form for form, a, b in zip(words.forms, words.starts, words.ends, strict=True) if start <= a and b <= end]


def lawful_labels(words: Words, spans: Iterable[tuple[int, int, str]], kinds: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which labels each word may have [words, labels]: one, or any where the corpus leaves it open."""
    allowed = np.zeros((len(words), 1 + 2 * len(kinds)), np.bool_)
    allowed[:, 0] = True
    starts, ends = np.array(words.starts), np.array(words.ends)
    for start, end, kind in spans:
        inside = np.flatnonzero((starts < end) & (ends > start))
        if not len(inside):
            continue
        allowed[inside] = False
        if kind not in kinds or starts[inside[0]] < start or ends[inside[-1]] > end + 2:
            allowed[inside] = True
            continue
        base = 1 + 2 * list(kinds).index(kind)
        allowed[inside, base + 1] = True
        allowed[inside[0]] = False
        allowed[inside[0], base] = True
    return allowed
