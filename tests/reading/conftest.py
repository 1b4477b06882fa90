"""What the tests of reading share: one reader that knows the invented war too, and what it heard in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from factory import report

from rashomon.knowledge.loading import Knowledge, load_knowledge
from rashomon.reading.attribution import Attributed, Attributor
from rashomon.reading.reader import Reader
from rashomon.reading.syntax import Page
from rashomon.records import Claim, Reading, Report, Span
from rashomon.settings import Settings

WAR = Path(__file__).parents[1] / "war" / "knowledge" / "veldoria.toml"


@dataclass(frozen=True, slots=True)
class Heard:
    """One text: its attributions as the rules gave them, and its claims."""

    report: Report
    attributions: tuple[Attributed, ...]
    claims: tuple[Claim, ...]

    def words(self, span: Span | None) -> str | None:
        """Return the characters of a span."""
        return None if span is None else self.report.text[span.start : span.end]

    def over(self, piece: str) -> tuple[Claim, ...]:
        """Return the claims that hold a piece of the text, the closest fitting first."""
        start = self.report.text.index(piece)
        end = start + len(piece)
        holding = [claim for claim in self.claims if claim.span.start <= start and end <= claim.span.end]
        return tuple(sorted(holding, key=lambda claim: claim.span.end - claim.span.start))


class Listener:
    """Holds the attributor that it listens to, and what it last said of each report."""

    def __init__(self, attributor: Attributor) -> None:
        """Begin to listen."""
        self._attributor = attributor
        self.said: dict[str, tuple[Attributed, ...]] = {}

    def attribute(self, page: Page) -> tuple[Attributed, ...]:
        """Return what the attributor says, and keep it."""
        self.said[page.report.id] = self._attributor.attribute(page)
        return self.said[page.report.id]


@dataclass(frozen=True, slots=True)
class WarReader:
    """Holds a reader and its listener: loading the parser takes a second, so one serves all tests."""

    reader: Reader
    listener: Listener

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read reports as the reader does."""
        return self.reader.read_all(reports)

    def hear(self, text: str, **given: Any) -> Heard:
        """Read one text that is a report by itself."""
        page = report(text, **given)
        claims = self.reader.read(page).claims
        return Heard(page, self.listener.said.pop(page.id), claims)


@pytest.fixture(scope="session")
def war_knowledge() -> Knowledge:
    """Return the packaged knowledge together with that of the invented war."""
    return load_knowledge(extra=[WAR])


@pytest.fixture(scope="session")
def war_reader(war_knowledge: Knowledge) -> WarReader:
    """Return the reader that a user has, knowing the invented war, with a listener beside its attributor."""
    reader = Reader(war_knowledge, Settings())
    listener = Listener(reader._attributor)
    reader._attributor = listener
    return WarReader(reader, listener)


@pytest.fixture(scope="session")
def hear(war_reader: WarReader) -> Callable[..., Heard]:
    """Return a function from a text, and parts of its report, to what is heard in it."""
    return war_reader.hear
