"""Every tuned number, with its evidence; a TOML file may replace any of them, nothing else may."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of one run."""

    # Gathering. RELIABILITY rows 8 and 10: caps before parsing.
    largest_page: int = 10 * 2**20  # bytes of one page
    deepest_html: int = 512  # nested elements; browsers cap at 512
    longest_text: int = 500_000  # characters of one report that reach the parser
    shortest_text: int = 20  # characters; below this a page has no report in it
    least_english: float = 0.5  # confidence of the language guess below which "not English" is not believed

    # Reading. benchmarks/gold/wars, development part, 2026-11-21: 0.02, 0.1 and 0.2 gave 39.3, 39.3 and 39.5 % of
    # claims with all parts right, and 81.7, 81.7 and 81.5 % found.
    least_tagged: float = 0.1  # certainty of the tagger below which what only it finds is left out
    # Reading. Set by judgement: a place of many names must lead clearly, or it stays a name.
    sure_of_place: float = 0.6  # share of the best candidate below which a place is left unresolved

    # Reconciling. Set by judgement on 2026-11-21, not tuned on any gold yet.
    state_window: int = 21  # days of silence after which "who holds X" is a new question
    happening_window: int = 2  # days between two claims that may speak of one happening
    toll_window: int = 14  # days after an event in which a number told without a day is still taken to be of it


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings, with the values of a TOML file in place of the defaults."""
    if path is None:
        return Settings()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"expected a TOML file of settings at {path}, found: {error}") from error
    known: dict[str, int | float] = {
        field.name: getattr(Settings(), field.name) for field in dataclasses.fields(Settings)
    }
    for name, value in given.items():
        if name not in known:
            raise SettingsError(f"{path}: unknown setting {name!r}; known settings: {', '.join(sorted(known))}")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise SettingsError(f"{path}: expected a number of at least 0 for {name}, found {value!r}")
    values: dict[str, Any] = {name: type(known[name])(value) for name, value in given.items()}
    return dataclasses.replace(Settings(), **values)
