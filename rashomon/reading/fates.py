"""What befell the people counted: the words round a figure in, killed, wounded, captured, missing or displaced out."""

from __future__ import annotations

import re

from rashomon.reading.countables import FATES, Counted
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.quantities import Quantity

_AUX = (
    r"were|was|are|is|have|has|had|been|being|be|got|reportedly|also|already|reported|confirmed|who|that|feared|believed"
    r"|allegedly|found|left|remain|remained|still|later|others|now|taken|being|in total|so far"
)
_BEFELL = (
    ("casualties", r"(?:killed|dead) (?:and|or) (?:wounded|injured)"),
    ("killed", r"killed|dead|died|slain|perished|lost their lives"),
    ("wounded", r"wounded|injured|hurt|maimed"),
    ("captured", r"captured|detained|prisoner|captive|hostage"),
    ("missing", r"missing|disappeared|unaccounted for"),
    (
        "displaced",
        r"displaced|fled|evacuated|homeless|uprooted|left their homes|lost their homes|forced to (?:flee|leave)",
    ),
)
AFTER = re.compile(
    rf"(?:,[^,.;:\n]{{1,60}},)?(?P<aux>(?: (?:{_AUX})\b){{0,5}}) "
    rf"(?:{'|'.join(f'(?P<{fate}>{words})' for fate, words in _BEFELL)})\b(?P<rest>.{{0,24}})",
    re.IGNORECASE,
)
_DEEDS = (
    ("casualties", r"(?:killed|killing|kill) (?:and|or) (?:wounded|wounding|wound|injured|injuring|injure)"),
    ("killed", r"kill(?:ed|ing|s)?|claim(?:ed|ing)? the lives of|took the lives of|deaths? of|bodies of|the lives of"),
    ("wounded", r"wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?"),
    ("captured", r"captur(?:ed|ing|es)|took prisoner|taken prisoner|detain(?:ed|ing)"),
    ("displaced", r"evacuat(?:ed|ing)|displac(?:ed|ing)|flight of|forc(?:ed|ing)"),
)
_BEFORE = re.compile(rf"\b(?:{'|'.join(f'(?P<{fate}>{words})' for fate, words in _DEEDS)}) $", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:the )?(?:dead|deaths|fatalities|killed|(?P<wounded>wounded|injured)))\b"
    r"[^.;\n\d]{0,40}? (?:to|at|of|is|was|as|reached|hit|passed|exceeded) $",
    re.IGNORECASE,
)
_INTRANSITIVE = frozenset(["dead", "died", "perished", "missing", "disappeared", "fled", "homeless", "hurt"])
_OBJECT = re.compile(
    rf" (?:an?|the|their|its|his|at least|about|around|some|up to|more|several|dozens|\d|{'|'.join(NUMBER_WORDS)})\b",
    re.IGNORECASE,
)
LIST = re.compile(r"(?:,| and|, and|,? as well as|, including) $|, (?:and )?(?:including )?$", re.IGNORECASE)


def fate_of(text: str, quantity: Quantity, counted: Counted | None) -> str | None:
    """Return what befell the people counted, by the words at, after and before the figure."""
    if counted and counted.fate:
        return counted.fate
    after = AFTER.match(text, counted.end if counted else quantity.end)
    if after and _suffered(after):
        return fate_named(after)
    window = max(0, quantity.start - 80)
    before = _BEFORE.search(text, window, quantity.start)
    if before:
        return fate_named(before)
    toll = _TOLL.search(text, window, quantity.start)
    if toll and counted is None:
        return "wounded" if toll["wounded"] else "killed"
    return None


def _suffered(after: re.Match[str]) -> bool:
    """Return whether the people suffered it, rather than did it to others."""
    verb = next(word for fate, _ in _BEFELL if (word := after[fate])).lower()
    return bool(after["aux"].strip()) or verb in _INTRANSITIVE or not _OBJECT.match(after["rest"])


def fate_named(match: re.Match[str]) -> str | None:
    """Return the fate whose words a pattern found."""
    return next((fate for fate, words in match.groupdict().items() if words and fate in FATES), None)
