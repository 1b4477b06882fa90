"""Records by hand, one line each: every field has a default, and what a test is about is given by name."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from rashomon.records import Claim, Event, Place, Quotation, Report, Span, Speaker, Stance, When

TEXT = "The army took Vell. “Vell has fallen,” General Orsa said on television on 3 May."


def report(text: str = TEXT, **given: Any) -> Report:
    """Make a report; its id and hash follow from its text."""
    digest = sha256(text.encode()).hexdigest()
    named = {"outlet": "Morning Ferry", "published": "2031-05-03", "language": "en"}
    return Report(
        **{"id": digest[:16], "origin": f"{digest[:8]}.txt", "sha256": digest, "text": text, **named, **given}
    )


def place(name: str = "Vell", **given: Any) -> Place:
    """Make a place that is known by its name."""
    return Place(**{"name": name, "written": name, "id": f"invented:{name.lower()}", "precision": "town", **given})


def speaker(name: str | None = "Orsa", **given: Any) -> Speaker:
    """Make a speaker."""
    return Speaker(**{"name": name, **given})


def event(kind: str = "control-gain", **given: Any) -> Event:
    """Make an event at Vell on 3 May 2031."""
    return Event(**{"kind": kind, "place": place(), "when": When("2031-05-03", "2031-05-03"), **given})


def claim(words: str = "Vell has fallen", *, within: Report | None = None, **given: Any) -> Claim:
    """Make a claim with these words in a report that holds them; without `within`, in the report of `report()`."""
    page = within or report()
    start = page.text.index(words)
    telling = given.get("speaker", speaker())
    made = {
        "id": sha256(f"{page.id} {start} {telling} {given}".encode()).hexdigest()[:16],
        "report": page.id,
        "origin": page.origin,
        "outlet": page.outlet,
        "published": page.published,
        "span": Span(start, start + len(words)),
        "words": words,
        "speaker": telling,
        "via": (),
        "cue": None,
        "quotation": Quotation.DIRECT if telling else Quotation.NARRATION,
        "stance": Stance.ASSERTS,
        "channel": None,
        "said_on": None,
        "event": event(),
        "score": 0.9,
        "because": ("made by hand",),
    }
    return Claim(**{**made, **given})
