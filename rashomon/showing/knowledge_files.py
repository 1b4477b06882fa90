"""Paths that a user names -> what the knowledge loader adds from them, and where word lists lie that replace ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import KnowledgeError

WORD_LISTS = (
    "answers.toml",
    "channels.toml",
    "codebook.toml",
    "cues.toml",
    "given_names.toml",
    "pronouns.toml",
    "roles.toml",
    "synonyms.toml",
    "toponyms.toml",
    "weapons.toml",
)


@dataclass(frozen=True, slots=True)
class Given:
    """Files of wars and outlets, to be added, and the folder of the word lists, if there is one."""

    added: tuple[Path, ...] = ()
    word_lists: Path | None = None


def sort_out(paths: Iterable[Path]) -> Given:
    """Return what these files and folders bring; a folder may hold wars, outlets and word lists side by side."""
    added: dict[Path, Path] = {}
    folders: dict[Path, Path] = {}
    for path in paths:
        files = _files_of(path)
        added.update({file.resolve(): file for file in files if file.name not in WORD_LISTS})
        folders.update({file.parent.resolve(): file.parent for file in files if file.name in WORD_LISTS})
    if len(folders) > 1:
        named = " and ".join(sorted(map(str, folders.values())))
        raise KnowledgeError(f"expected word lists in one folder, found some in {named}; put them together")
    return Given(tuple(sorted(added.values())), next(iter(folders.values()), None))


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted([*path.glob("*.toml"), *(path / "conflicts").glob("*.toml"), *path.glob("*.sqlite")])
    if not files:
        raise KnowledgeError(f"expected *.toml or conflicts/*.toml in the folder {path}, found none; name another path")
    return files
