"""The commands that check a ledger and this installation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click

from rashomon.showing.examples import Exampled
from rashomon.showing.options import json_option, ledger_option, open_ledger
from rashomon.showing.terminal import show_json
from rashomon.showing.versions import (
    MODEL,
    distribution_version,
    has_wal_bug,
    package_version,
    python_version,
    sqlite_version,
)


@click.command(
    cls=Exampled,
    example=(
        "rashomon verify --ledger war.sqlite",
        "rashomon verify --head 1204:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
)
@ledger_option
@click.option("--head", metavar="N:HASH", help="Also demand this entry, as an earlier briefing printed it.")
def verify(*, path: Path, head: str | None) -> None:
    """Check that no entry of the ledger was changed.

    Recomputes the chain of hashes, and names the first entry that does not fit.

    Whoever owns the file can rewrite all of it: only a head that was kept elsewhere shows that.
    """
    with open_ledger(path) as ledger:
        count = ledger.verify(head=head)
    click.echo(f"{count:,} entries, unbroken")


@click.command(
    cls=Exampled,
    example=("rashomon doctor",),
)
@json_option
def doctor(*, as_json: bool) -> None:
    """Say what runs here, and in which version."""
    findings = dict(examine())
    if as_json:
        show_json([findings])
        return
    width = max(map(len, findings))
    for name, value in findings.items():
        click.echo(f"{name:<{width}}  {value}")


def examine() -> Iterator[tuple[str, str]]:
    """Give the name and state of each part that a result depends on."""
    yield "rashomon", package_version()
    yield "python", python_version()
    yield "spacy", distribution_version("spacy") or "not installed"
    yield "model", f"{MODEL} {distribution_version(MODEL) or 'not installed'}"
    sqlite = sqlite_version()
    state = "has the WAL-reset bug: the ledger keeps a rollback journal" if has_wal_bug(sqlite) else "sound"
    yield "sqlite", f"{'.'.join(map(str, sqlite))}, {state}"
    for name, digest in knowledge_files():
        yield f"knowledge/{name}", f"sha256 {digest}"


def knowledge_files() -> Iterator[tuple[str, str]]:
    """Give the name and SHA-256 of each shipped knowledge file, by name."""
    with resources.as_file(resources.files("rashomon.knowledge")) as folder:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
