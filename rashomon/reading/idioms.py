"""Idioms of the codebook laid beside the words of a text: where one begins, and which words it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from rashomon.knowledge.idioms import Idiom, Piece

Fits = Callable[[str, Token | None], bool]
_GAP = 4  # words that ".." may stand for
_BETWEEN = 3  # articles, adjectives, adverbs and marks that may stand between two pieces
_LIGHT = {"DET", "ADJ", "ADV", "AUX"}
_MODIFYING = {"amod", "nummod", "compound", "nmod", "poss", "case"}
_MARKS = {'"', "'", "“", "”", "‘", "’", "«", "»", "-"}
_ENDS = {".", ",", ";", ":", "!", "?", "(", ")"}


def match_idiom(words: Sequence[Token], at: int, idiom: Idiom, fits: Fits) -> tuple[Token, ...]:
    """Return the words that stand for the pieces of an idiom that begins at number `at`; none if it does not fit."""
    if not _stands_for(idiom[0], words[at], fits):
        return ()
    rest = _match(words, at + 1, idiom[1:], fits)
    return () if rest is None else (words[at], *rest)


def _match(words: Sequence[Token], at: int, pieces: Idiom, fits: Fits) -> tuple[Token, ...] | None:
    if not pieces:
        return ()
    piece, rest = pieces[0], pieces[1:]
    if piece.is_gap:
        for ahead in range(_GAP + 1):
            if at + ahead > len(words) or any(word.text in _ENDS for word in words[at : at + ahead]):
                return None
            if (found := _match(words, at + ahead, rest, fits)) is not None:
                return found
        return None
    for ahead in range(_BETWEEN + 1):
        if at + ahead >= len(words):
            break
        word = words[at + ahead]
        if _stands_for(piece, word, fits) and (found := _match(words, at + ahead + 1, rest, fits)) is not None:
            return (word, *found)
        if not _is_light(word):
            break
    return _match(words, at, rest, fits) if piece.optional else None


def _stands_for(piece: Piece, word: Token, fits: Fits) -> bool:
    if piece.name:
        return fits(piece.name, word)
    return word.lemma_.lower() in piece.words or word.lower_ in piece.words


def _is_light(word: Token) -> bool:
    return word.pos_ in _LIGHT or word.dep_ in _MODIFYING or word.tag_ in {"PRP$", "RB"} or word.text in _MARKS
