"""Names as settled -> the entity labels of the parse, in place of the parser's own guesses at names."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span
from spacy.util import filter_spans

from rashomon.reading.names.entities import Entity, Kind
from rashomon.reading.syntax import Page

_LABELS = {
    Kind.PERSON: "PERSON", Kind.ORGANISATION: "ORG", Kind.PLACE: "GPE", Kind.NATIONALITY: "NORP", Kind.UNIT: "ORG",
    Kind.WEAPON: "PRODUCT",
}  # fmt: skip
# What the parser calls names: its guesses give way to the settled names; times, numbers and works stay.
_GUESSED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT"})


def _stays(guess: Span) -> bool:
    """Tell a guess that is no name, or a full name of a person, which the head may miss where the parser does not."""
    return guess.label_ not in _GUESSED or (guess.label_ == "PERSON" and len(guess) > 1)


def mark_names(page: Page, entities: Sequence[Entity]) -> None:
    """Set the labels of the tokens of a page by its names."""
    doc = page.doc
    ours = []
    for entity in entities:
        span = doc.char_span(entity.span.start, entity.span.end, label=_LABELS[entity.kind], alignment_mode="expand")
        if span is not None:
            ours.append(span)
    ours = filter_spans(ours)
    taken = {token.i for span in ours for token in span}
    kept = [ent for ent in doc.ents if _stays(ent) and not any(token.i in taken for token in ent)]
    doc.set_ents([*ours, *kept])
