"""The words of a page -> what the head for names goes by: states, shape, syntax, lists and the report."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.attrs import ENT_IOB, ENT_TYPE, POS
from spacy.tokens import Doc

from rashomon.knowledge.variants import plain
from rashomon.reading.encoder.encoder import Scored
from rashomon.reading.encoder.words import SHAPES, Words, shape
from rashomon.reading.names.lexicon import LISTS, Lexicon
from rashomon.reading.syntax import Page

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

BREAKS = 3
# The guesses of the parser's own recogniser, and its parts of speech; any other is "O" and "X".
GUESSES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG", "PERCENT",
    "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
SPEECH = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "SPACE",
)  # fmt: skip
KINDS_OF_GUESS = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3}
REPORTS = 4 + 5  # how the same word stands elsewhere in the report
OWN = SHAPES + BREAKS + 1 + 2 * len(GUESSES) + len(SPEECH) + 2 * len(LISTS) + REPORTS
SEEN = (-2, -1, 0, 1, 2)  # whose own features a word sees, by distance
BUCKETS = 512
AFFIXES = 3


def dense(page: Page, scored: Scored, lexicon: Lexicon, rows: Whole | None = None) -> Floats:
    """Return the features of each word, or of some rows of words [words, states + OWN x 5]."""
    own = _own(page.doc, np.array(page.starts, np.int64), scored.words, lexicon)
    count = len(own)
    rows = np.arange(count) if rows is None else rows
    edge = np.zeros((2, OWN), np.float32)
    padded = np.concatenate([edge, own, edge])
    seen = [padded[rows + 2 + shift] for shift in SEEN]
    return np.concatenate([scored.states[rows], *seen], axis=1)


def candidates(words: Words) -> Whole:
    """Return the words that may belong to a name: those with a capital, and up to two small ones between them."""
    found = [i for i, form in enumerate(words.forms) if not form.islower() and any(c.isupper() for c in form)]
    between = [i for a, b in itertools.pairwise(found) if b - a <= 3 for i in range(a + 1, b)]
    return np.array(sorted([*found, *between]), np.int64)


def affixes(words: Words, rows: Whole | None = None) -> Whole:
    """Return the buckets of the beginning and the ends of each word, or of some rows of words [words, 3]."""
    chosen = range(len(words)) if rows is None else rows.tolist()
    return np.array([_affixes(words.forms[i]) for i in chosen], np.int64).reshape(-1, AFFIXES)


@lru_cache(maxsize=50_000)
def _affixes(form: str) -> tuple[int, ...]:
    word = plain(form)
    parts = (f"^{word[:3]}", f"{word[-3:]}$", f"{word[-2:]}$")
    return tuple(i * BUCKETS + zlib.crc32(part.encode()) % BUCKETS for i, part in enumerate(parts))


def _own(doc: Doc, starts: Whole, words: Words, lexicon: Lexicon) -> Floats:
    count = len(words)
    own = np.zeros((count, OWN), np.float32)
    if not count:
        return own
    rows = np.arange(count)
    shapes = np.array([shape(form) for form in words.forms])
    breaks = np.array(words.breaks)
    own[rows, shapes] = 1
    own[rows, SHAPES + breaks] = 1
    at = SHAPES + BREAKS
    tokens = np.maximum(np.searchsorted(starts, np.array(words.starts), side="right") - 1, 0)
    guess, speech = _of_tokens(doc)
    own[rows, at + guess[tokens]] = 1
    at += 1 + 2 * len(GUESSES)
    known = speech[tokens] >= 0
    own[rows[known], at + speech[tokens][known]] = 1
    at += len(SPEECH)
    for found in lexicon.listed(words.forms):
        capital = words.forms[found.first][:1].isupper()
        for name in found.lists:
            if not capital and name in _NEED_CAPITALS:
                continue
            column = at + 2 * LISTS.index(name)
            own[found.first, column] = 1
            own[found.first + 1 : found.last, column + 1] = 1
    at += 2 * len(LISTS)
    _report(own[:, at:], words.forms, breaks, guess[tokens])
    return own


_NEED_CAPITALS = frozenset(("place", "country", "party", "person", "surname", "outlet", "given", "weapon"))


def _of_tokens(doc: Doc) -> tuple[Whole, Whole]:
    """Return for each token its guess (0 none, then first and further words of each) and its part of speech."""
    table = doc.to_array([ENT_IOB, ENT_TYPE, POS])
    strings = doc.vocab.strings
    names = {int(number): strings[int(number)] for number in np.unique(table[:, 1:]) if number}
    kinds = {number: GUESSES.index(name) for number, name in names.items() if name in GUESSES}
    parts = {number: SPEECH.index(name) for number, name in names.items() if name in SPEECH}
    rows = table.tolist()
    guess = [0 if kind not in kinds else 1 + 2 * kinds[kind] + (place != 3) for place, kind, _ in rows]
    return np.array(guess, np.int64), np.array([parts.get(part, -1) for _, _, part in rows], np.int64)


def _report(table: Floats, forms: Sequence[str], breaks: Whole, guesses: Whole) -> None:
    """Fill in how the same word stands in the report: in small letters, often, guessed as what."""
    alpha = np.flatnonzero([form[:1].isalpha() for form in forms])
    if not len(alpha):
        return
    numbers: dict[str, int] = {}
    same = np.array([numbers.setdefault(forms[i].lower(), len(numbers)) for i in alpha.tolist()])
    capital = np.array([forms[i][:1].isupper() for i in alpha.tolist()])
    often = np.bincount(same)
    table[alpha, 0] = (np.bincount(same, weights=~capital) > 0)[same]
    table[alpha, 1] = (np.bincount(same, weights=capital & (breaks[alpha] == 0)) > 0)[same]
    table[alpha, 2] = (often > 1)[same]
    table[alpha, 3] = (often > 3)[same]
    kinds = _KIND_OF_GUESS[guesses[alpha]]
    for kind in set(kinds.tolist()) - {-1}:
        table[alpha, 4 + kind] = (np.bincount(same, weights=kinds == kind) / often)[same]


_KIND_OF_GUESS = np.array([-1, *(KINDS_OF_GUESS.get(name, 4) for name in GUESSES for _ in range(2))])
