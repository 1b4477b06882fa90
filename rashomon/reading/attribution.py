"""The seam between attribution and the rest of reading: who is made to say what, as spans, after PARC and PolNeAR.

`rules.py` finds attributions now; a trained tagger can take its place without a change elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from rashomon.reading.syntax import Page
from rashomon.records import Quotation, Span

UNVERIFIED, NO_COMMENT = "unverified", "no-comment"  # stand for the lemma of a cue


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution: `speaker` None where nobody is named near the cue."""

    cue: Span | None
    lemma: str
    speaker: Span | None
    contents: tuple[Span, ...]
    quotation: Quotation
    zone: Span  # where the words about the channel and the moment of speaking stand
    because: str
    via: Span | None = None


class Attributor(Protocol):
    """Anything that finds attributions."""

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return the attributions of a page, in the order of their content."""
