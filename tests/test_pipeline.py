"""The whole program on one page: counts add up, nothing is dropped in silence, a second run adds only what is new."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from builds import WAR, build, later, standing

from rashomon.ledger.ledger import Ledger
from rashomon.records import Report

DERIVED = ("dispute", "copy", "utterance", "control", "figures")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three reports of the invented war and two pages that cannot be read."""
    place = tmp_path / "reports"
    place.mkdir()
    for name in ("v01-kestrin-claim.txt", "v02-kestra-denial.txt", "v03-pelican-kestrin.txt"):
        shutil.copy(WAR / name, place)
    (place / "z1-empty.txt").write_bytes(b"")
    (place / "z2-binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return place


def test_the_counts_add_up(folder: Path, ledger: Ledger, reader: Any) -> None:
    """Pages seen = read + known + skipped, and each count is that of the ledger."""
    told: list[str] = []
    summary = build(ledger, reader, folder, tell=told.append)
    now = standing(ledger)
    assert (summary.read, summary.known, summary.skipped) == (3, 0, 2)
    assert summary.read == len(now["report"])
    assert summary.skipped == len(now["skipped"])
    assert summary.claims == len(now["claim"]) > 0
    assert summary.disputes == len(now["dispute"]) > 0
    assert summary.entries == sum(1 for _ in ledger.entries())
    assert [line.split()[0] for line in told].count("read") == 3
    assert [line.split()[0] for line in told].count("skipped") == 2
    assert ledger.verify() == summary.entries


def test_what_was_skipped_is_recorded_with_its_reason(folder: Path, ledger: Ledger, reader: Any) -> None:
    """A page that cannot be read stands in the ledger, with its place, why, and the name of the error."""
    build(ledger, reader, folder)
    found = {Path(notice.origin).name: notice for notice in ledger.skipped()}
    assert found.keys() == {"z1-empty.txt", "z2-binary.txt"}
    assert found["z1-empty.txt"].error == "EmptyError"
    assert found["z2-binary.txt"].error == "UnreadableError"
    assert all(notice.reason for notice in found.values())


def test_building_again_adds_nothing(folder: Path, ledger: Ledger, reader: Any) -> None:
    """The same places later: every report is known, and not one entry is written."""
    build(ledger, reader, folder)
    before = list(ledger.entries())
    again = build(ledger, reader, folder, recorded=later(5))
    assert (again.read, again.known, again.skipped, again.claims, again.entries) == (0, 3, 2, 0, 0)
    assert list(ledger.entries()) == before


def test_a_new_report_only_adds(folder: Path, ledger: Ledger, reader: Any) -> None:
    """Reports and claims that were there stay as they were; the new ones are written behind them."""
    build(ledger, reader, folder)
    before, entries = standing(ledger), list(ledger.entries())
    shutil.copy(WAR / "v11-voice-concession.txt", folder)
    summary = build(ledger, reader, folder, recorded=later(1))
    after = standing(ledger)
    assert (summary.read, summary.known, summary.skipped) == (1, 3, 2)
    assert after["report"][: len(before["report"])] == before["report"]
    assert after["claim"][: len(before["claim"])] == before["claim"]
    assert len(after["report"]) == len(before["report"]) + 1
    assert len(after["claim"]) == len(before["claim"]) + summary.claims
    assert list(ledger.entries())[: len(entries)] == entries
    assert after["dispute"] != before["dispute"]


def test_one_page_given_twice_is_read_once(folder: Path, ledger: Ledger, reader: Any) -> None:
    """A place named twice in one call is known the second time."""
    summary = build(ledger, reader, folder / "v01-kestrin-claim.txt", folder / "v01-kestrin-claim.txt")
    assert (summary.read, summary.known, summary.skipped) == (1, 1, 0)


def test_what_is_derived_does_not_depend_on_the_order_of_reading(
    folder: Path, ledger: Ledger, reader: Any, tmp_path: Path
) -> None:
    """Page by page in the reverse order, or all at once: the same claims and the same derived records stand."""
    build(ledger, reader, folder)
    with Ledger.open(tmp_path / "other.sqlite") as other:
        for path in sorted(folder.iterdir(), reverse=True):
            build(other, reader, path)
        one, two = standing(ledger), standing(other)
        for kind in ("report", "claim", "skipped", *DERIVED):
            assert {record.id if kind != "skipped" else record.origin: record for record in one[kind]} == {
                record.id if kind != "skipped" else record.origin: record for record in two[kind]
            }


def test_a_report_keeps_its_bytes_and_its_outlet(folder: Path, ledger: Ledger, reader: Any) -> None:
    """The bytes that a report was read from stand beside it."""
    build(ledger, reader, folder)
    for page in ledger.reports():
        assert isinstance(page, Report)
        assert ledger.raw(page.sha256) == Path(page.origin).read_bytes()
        assert page.outlet
        assert page.published


def test_an_address_names_the_outlet(ledger: Ledger, reader: Any, tmp_path: Path) -> None:
    """A page without an outlet has that of its address, where the knowledge files know it."""
    page = tmp_path / "page.txt"
    page.write_text(
        "url: https://www.reuters.com/world/bridge\npublished: 2031-05-03\n\n"
        "The army said on Friday that it had taken the bridge over the river at dawn.\n"
    )
    build(ledger, reader, page)
    (report,) = ledger.reports()
    assert report.outlet == "Reuters"
    assert {claim.outlet for claim in ledger.claims()} == {"Reuters"}
