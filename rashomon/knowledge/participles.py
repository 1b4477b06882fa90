"""Verbs -> their past participles: "encircled" -> "encircle", for words that the parser takes for adjectives."""

from __future__ import annotations

from collections.abc import Iterable

_IRREGULAR = {
    "beset": ("beset",), "blow": ("blown",), "break": ("broken",), "burn": ("burnt", "burned"), "cut": ("cut",),
    "drive": ("driven",), "fight": ("fought",), "flee": ("fled",), "hem": ("hemmed",), "hit": ("hit",), "hold": ("held",),
    "kidnap": ("kidnapped",), "lose": ("lost",), "mop": ("mopped",), "overrun": ("overrun",), "retake": ("retaken",),
    "shoot": ("shot",), "sink": ("sunk",), "strike": ("struck", "stricken"), "take": ("taken",), "trap": ("trapped",),
    "win": ("won",), "withdraw": ("withdrawn",),
}  # fmt: skip
_VOWELS = "aeiou"


def participles_of(verbs: Iterable[str]) -> dict[str, str]:
    """Return the regular participle of each verb, or the irregular ones, with the verb.

    >>> participles_of(["encircle", "bury", "hit"])
    {'encircled': 'encircle', 'buried': 'bury', 'hit': 'hit'}
    """
    return {form: verb for verb in verbs for form in _IRREGULAR.get(verb) or (_regular(verb),)}


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}ed"
