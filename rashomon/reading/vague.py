"""Vague times as written: "now", "recently", "soon" -> the references of TIMEX3, which have no interval."""

from __future__ import annotations

import re

from rashomon.reading.stretches import Setting, Stretch


def present(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "now", "currently", "these days"."""
    return _reference(setting, "PRESENT_REF")


def past(setting: Setting, match: re.Match[str]) -> Stretch:
    """Resolve "recently", "in the past"."""
    return _reference(setting, "PAST_REF")


def future(setting: Setting, match: re.Match[str]) -> Stretch | None:
    """Resolve "soon", "in the near future"; "it ended soon" is soon after something else."""
    if match[0].lower() == "soon" and not setting.untensed(match.start()):
        return None
    return _reference(setting, "FUTURE_REF")


def _reference(setting: Setting, value: str) -> Stretch:
    return Stretch(grain="unknown", because="a time named only by its side of now", value=value,
                   anchor=setting.publication)  # fmt: skip
