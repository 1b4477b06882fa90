"""What most tests stand on: no network, a clock, an empty ledger, the real reader. Records are made in factory.py."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection and every look-up of a name: nothing is fetched at run time."""
    connect = socket.socket.connect

    def refuse(*asked: Any, **_options: Any) -> NoReturn:
        raise AssertionError(f"a test, or the program under it, asked for the network: {asked!r}")

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            refuse(address)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket, "gethostbyname", refuse)
        yield


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Return a clock that begins at noon of 20 November 2020, UTC, and goes on one second at each look."""
    looks = iter(range(10**9))
    return lambda: datetime(2020, 11, 20, 12, tzinfo=UTC) + timedelta(seconds=next(looks))


@pytest.fixture
def ledger() -> Iterator[Any]:
    """Return an empty ledger in memory."""
    from rashomon.ledger.ledger import Ledger

    with Ledger.open(":memory:") as empty:
        yield empty


@pytest.fixture(scope="session")
def reader() -> Any:
    """Return the reader as a user has it: real model, packaged knowledge, default settings."""
    from rashomon.knowledge.loading import load_knowledge
    from rashomon.reading.reader import Reader
    from rashomon.settings import Settings

    return Reader(load_knowledge(), Settings())
