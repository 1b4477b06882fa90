"""Tellers: a name, an office, a body and a side may be one; two persons, offices or sides are not."""

from __future__ import annotations

import pytest

from rashomon.reconciling.tellers import likely_one, teller_of
from rashomon.records import Speaker

MINISTRY = "Karsk Defence Ministry"
LINT = Speaker("Aro Lint", "defence minister", MINISTRY, "Karsk")
DORN = Speaker("Ilse Dorn", "spokeswoman", MINISTRY, "Karsk")
VANDT = Speaker("Ilse Vandt", "spokeswoman", "Ostravian Defence Ministry", "Ostravia")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (LINT, Speaker("Lint", None, None, "Karsk")),
        (LINT, Speaker(None, "minister", MINISTRY, "Karsk")),
        (DORN, Speaker(None, "spokesperson", MINISTRY, "Karsk")),
        (DORN, Speaker(MINISTRY, None, MINISTRY, "Karsk")),
        (DORN, Speaker("Karsk", None, None, "Karsk")),
        (DORN, Speaker("Defence Ministry", None, "Defence Ministry", None)),
        (Speaker(None, "harbour master"), Speaker(None, "harbourmaster of Lunn")),
        (Speaker("Karsk", None, None, "Karsk"), Speaker("Karsk", None, None, "Karsk")),
    ],
)
def test_one_teller_under_two_descriptions(one: Speaker, two: Speaker) -> None:
    """What one report names another may call by office, by body or by side; it does not matter which comes first."""
    first, second = teller_of(one), teller_of(two)
    assert first
    assert second
    assert likely_one(first, second) == likely_one(second, first) > 0
    assert likely_one(first, first) >= likely_one(first, second)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (LINT, DORN),
        (DORN, VANDT),
        (LINT, Speaker(None, "spokesman", MINISTRY, "Karsk")),
        (VANDT, Speaker(None, "spokesman", MINISTRY, "Karsk")),
        (LINT, Speaker("Ostravia", None, None, "Ostravia")),
        (LINT, Speaker("ministry", None, "ministry", None)),
        (Speaker("Mira Tolk", "mayor"), Speaker(None, "governor")),
        (Speaker("Ana Weil", None, None, "Karsk"), Speaker("Karsk", None, None, "Karsk")),
    ],
)
def test_two_tellers(one: Speaker, two: Speaker) -> None:
    """Two persons, two offices, two sides; and a bare "ministry" may be anybody's."""
    first, second = teller_of(one), teller_of(two)
    assert first
    assert second
    assert likely_one(first, second) == likely_one(second, first) == 0


def test_nobody_is_no_teller() -> None:
    """The outlet's own voice, and a title alone, name nobody."""
    assert teller_of(None) is None
    assert teller_of(Speaker("President")) is None
    assert teller_of(Speaker()) is None
