"""A heavy HTML page -> its Page, parsed in a process of its own that is killed when it takes too long.

A process is started for each such page, by `python -c`, because that needs nothing of the program that imports us.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import msgspec

from rashomon.errors import EmptyError, UnreadableError
from rashomon.gathering.html_pages import parse_page
from rashomon.gathering.pages import Page

SECONDS = 10.0  # RELIABILITY row 10
MEMORY = 2**30  # bytes of address space, RELIABILITY row 10
START = "import sys; deepest = int(sys.argv[1]); sys.path[:] = sys.argv[2:]; " + (
    "from rashomon.gathering.workers import main; main(deepest)"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the worker writes: a page, or the reason why there is none."""

    page: Page | None = None
    empty: str | None = None
    unreadable: str | None = None


def parse_in_worker(html: str, *, deepest: int, seconds: float = SECONDS) -> Page:
    """Parse a page in a process with limits of time and memory."""
    command = [sys.executable, "-c", START, str(deepest), *sys.path]
    try:
        # The command is our own; only the page, on standard input, is foreign.
        done = subprocess.run(  # noqa: S603
            command, input=html.encode("utf-8", "replace"), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"Expected an HTML page that is parsed in {seconds:g} seconds, found one that takes longer; give its text."
        ) from error
    except OSError as error:  # no interpreter, or no process to be had
        raise UnreadableError(
            f"Expected to parse a heavy HTML page in a process of its own, found that none can be started "
            f"({error.strerror}); free memory, or give the text of the page."
        ) from error
    if done.returncode != 0:
        raise UnreadableError(
            f"Expected an HTML page, found one on which the parser stopped with code {done.returncode}, "
            "perhaps for want of memory; give its text."
        )
    outcome = msgspec.json.decode(done.stdout, type=Outcome)
    if outcome.page is not None:
        return outcome.page
    if outcome.empty is not None:
        raise EmptyError(outcome.empty)
    raise UnreadableError(outcome.unreadable)


def main(deepest: int) -> None:
    """Read one page from standard input and write its Outcome to standard output."""
    _limit_memory()
    html = sys.stdin.buffer.read().decode("utf-8")
    try:
        outcome = Outcome(page=parse_page(html, deepest=deepest))
    except EmptyError as error:
        outcome = Outcome(empty=str(error))
    except UnreadableError as error:
        outcome = Outcome(unreadable=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(outcome))


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (not on Windows)

    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):
        return  # a system without this limit, or with a lower one: the limit of time remains
