"""Idioms of the codebook: "lay down arm/weapon", "give <oneself> up" -> pieces that can be laid beside words of a text.

An idiom is a row of pieces, parted by spaces:

    flag            the word, by its lemma or its form
    arm/weapon      one of several
    <force>         a word of a class of the codebook
    ..              up to four words of any kind
    ?back           may be missing

Between two pieces up to three articles, adjectives, adverbs and the like may always stand:
"lay down arm" meets "laid down their last arms".
The first piece is a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.errors import KnowledgeError

_GAP = ".."


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an idiom: a word of `words`, a word of the class `name`, or a gap where both are empty."""

    words: frozenset[str] = frozenset()
    name: str = ""
    optional: bool = False

    @property
    def is_gap(self) -> bool:
        """Tell whether any words may stand here."""
        return not self.words and not self.name


Idiom = tuple[Piece, ...]


def parse_idiom(text: str, where: str) -> Idiom:
    """Return the pieces of an idiom; `where` tells in an error where it stands.

    >>> [sorted(piece.words) for piece in parse_idiom("lay down arm/weapon", "here")]
    [['lay'], ['down'], ['arm', 'weapon']]
    """
    pieces = tuple(_piece(written) for written in text.split())
    if not pieces or not pieces[0].words or pieces[0].optional:
        raise KnowledgeError(f"{where}: expected an idiom that begins with a word, found {text!r}")
    return pieces


def _piece(written: str) -> Piece:
    if written == _GAP:
        return Piece()
    optional = written.startswith("?")
    bare = written.removeprefix("?")
    if bare.startswith("<") and bare.endswith(">"):
        return Piece(name=bare[1:-1], optional=optional)
    return Piece(frozenset(bare.split("/")), optional=optional)
