"""Places -> a ledger: what `rashomon build` runs. Apart, because it loads the reader and its model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import KnowledgeError
from rashomon.knowledge.lexicons import load_channels, load_codebook, load_cues
from rashomon.knowledge.loading import load_knowledge
from rashomon.knowledge.synonyms import load_synonyms
from rashomon.ledger.ledger import Ledger
from rashomon.pipeline import Summary, look, run
from rashomon.reading.answering import load_weights as load_answer_weights
from rashomon.reading.names.arms import Arms
from rashomon.reading.reader import Mentioned, Reader
from rashomon.reading.roles import load_given_names, load_roles, load_weights
from rashomon.reading.toponyms import load_weights as load_toponym_weights
from rashomon.records import Report, Skipped
from rashomon.settings import Settings
from rashomon.showing.knowledge_files import Given


def build(
    places: Sequence[str],
    path: Path,
    *,
    settings: Settings,
    given: Given,
    now: Callable[[], datetime],
    columns: Mapping[str, str] | None,
    stdin: BinaryIO | None,
    tell: Callable[[str], None],
) -> Summary:
    """Read the reports of all places into the ledger at a path, and return what was done."""
    knowledge = load_knowledge(extra=given.added)
    if given.word_lists is not None:
        check_word_lists(given.word_lists)
    reader = Reader(knowledge, settings, folder=given.word_lists)
    with Ledger.open(path) as ledger:
        return run(
            places,
            ledger,
            reader,
            knowledge=knowledge,
            settings=settings,
            now=now,
            columns=columns,
            stdin=stdin,
            tell=tell,
        )


def look_at(
    places: Sequence[str], *, settings: Settings, given: Given, stdin: BinaryIO | None
) -> Iterator[tuple[Report, Mentioned] | Skipped]:
    """Yield what the reports of all places name, and what could not be read."""
    if given.word_lists is not None:
        check_word_lists(given.word_lists)
    reader = Reader(load_knowledge(extra=given.added), settings, folder=given.word_lists)
    yield from look(places, reader, settings=settings, stdin=stdin)


def check_word_lists(folder: Path) -> None:
    """Refuse word lists that the reader could not use, and those that it would not."""
    own = folder / "synonyms.toml"
    if own.is_file() and load_synonyms(own) != load_synonyms():
        raise KnowledgeError(f"{own}: expected no synonyms of your own, for none are read yet; take it out")
    for name, load in (
        ("answers.toml", load_answer_weights),
        ("channels.toml", load_channels),
        ("codebook.toml", load_codebook),
        ("cues.toml", load_cues),
        ("given_names.toml", load_given_names),
        ("pronouns.toml", load_weights),
        ("roles.toml", load_roles),
        ("toponyms.toml", load_toponym_weights),
        ("weapons.toml", Arms),
    ):
        try:
            load(folder)
        except KeyError as error:
            raise KnowledgeError(f"{folder / name}: expected a key {error}, found none; add it") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{folder / name}: expected the layout of the shipped file, found: {error}") from error
