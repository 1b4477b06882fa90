"""What the tests of the showing stage share: a ledger of the invented war, and the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import invented_war as war
import pytest
from click.testing import CliRunner, Result

from rashomon.ledger.contents import Record
from rashomon.ledger.ledger import Ledger
from rashomon.showing.cli import main

FIRST_DAY = datetime(2031, 3, 4, 9, tzinfo=UTC)
LAST_DAY = datetime(2031, 3, 7, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def war_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a ledger that learnt two reports on one day, and the rest three days later."""
    path = tmp_path_factory.mktemp("war") / "war.sqlite"
    early = (war.HERALD, war.COURIER)
    known = [claim for claim in war.CLAIMS if claim.report in {report.id for report in early}]
    rest: list[Record] = [*war.REPORTS[2:], *(claim for claim in war.CLAIMS if claim not in known)]
    rest += [*war.DISPUTES, *war.COPIES, *war.UTTERANCES, *war.CONTROL, *war.FIGURES, *war.SKIPPED]
    with Ledger.open(path) as ledger:
        ledger.append([*early, *known], recorded=FIRST_DAY)
        ledger.append(rest, recorded=LAST_DAY)
    return path


@pytest.fixture
def rashomon(war_ledger: Path) -> Callable[..., Result]:
    """Return a function that runs a command, on the invented war unless another ledger is named."""

    def run(*arguments: str, ledger: Path | None = war_ledger, given: bytes | None = None) -> Result:
        named = ["--ledger", str(ledger)] if ledger else []
        return CliRunner().invoke(main, [*arguments, *named], input=given)

    return run
