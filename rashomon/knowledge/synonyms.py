"""Words that stand for one another in renderings of one speech: a TOML file -> each word or phrase with its meaning."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from rashomon.errors import KnowledgeError

_SHIPPED = "synonyms.toml"
_CONTRASTS = "contrasts"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Each word or phrase, in lower case, with the first word of its line; and the meanings that exclude each other."""

    meanings: dict[str, str]
    contrasts: tuple[frozenset[str], ...]


def load_synonyms(path: Path | None = None) -> Synonyms:
    """Return the words of a TOML file, of the one that comes with the package where none is given.

    >>> load_synonyms().meanings["captured"], load_synonyms().meanings["liberate"]
    ('take', 'take')
    """
    try:
        text = (path or resources.files("rashomon.knowledge").joinpath(_SHIPPED)).read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"expected a TOML file of synonyms at {path or _SHIPPED}, found: {error}") from error
    meanings: dict[str, str] = {}
    for name, lines in given.items():
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise KnowledgeError(f"{path or _SHIPPED}: expected {name} to be a list of lines, found {lines!r}")
        for line in lines if name != _CONTRASTS else ():
            words = _words(line)
            if words and meanings.setdefault(words[0], words[0]) != words[0]:
                raise KnowledgeError(
                    f"{path or _SHIPPED}: expected {words[0]!r}, which begins a line of {name}, on no line before"
                )
            for word in words:
                meanings.setdefault(word, words[0])
    contrasts = tuple(frozenset(_words(line)) for line in given.get(_CONTRASTS, ()))
    for word in sorted(frozenset[str]().union(*contrasts)):
        if meanings.get(word) != word:
            raise KnowledgeError(f"{path or _SHIPPED}: expected {word!r} of contrasts to be the first word of a line")
    return Synonyms(meanings, contrasts)


def _words(line: str) -> list[str]:
    return [word for part in line.casefold().split(",") if (word := part.strip())]
