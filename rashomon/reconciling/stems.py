"""Words of a claim -> stems that carry meaning, those that are names, and how rare each is among many claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log

from rashomon.knowledge.folding import fold

_ELSEWHERE = 200  # wordings imagined beside those given, so that rarity means something among few
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = re.compile(r"(?:['’]s?|ings?|edly|ed|ers?|ies|es|s|ly|ion|ions)$")
_FORMS = {  # words of one root that no ending shows
    form: root
    for root, forms in {
        "die": "dies died dying dead death deaths",
        "kill": "killing killings",
        "murder": "murders murdered murdering murderer",
        "shoot": "shot shots shooting shootings",
        "fight": "fought fighting",
        "strike": "struck stricken",
        "blow": "blew blown",
        "fall": "fell fallen",
        "lose": "lost loss losses",
        "take": "took taken",
        "flee": "fled",
        "hold": "held",
        "leave": "left",
        "seize": "seizure",
        "occupy": "occupied occupation occupies",
        "injure": "injury injuries",
        "explode": "explosion explosions",
        "invade": "invasion",
        "destroy": "destruction",
    }.items()
    for form in forms.split()
}
_LITTLE = """
    a about after again against all also although an and any are as at be because been before being between both but
    by can could did do does during each for from further had has have he her here him his how i if in into is it
    its just may me might more most must my no nor not now of off on once only or other our out over own said say
    says she should since so some still such than that the their them then there these they this those through to
    told too under until up us very was we were what when where which while who whom whose why will with without
    would you your one two three four five six seven eight nine ten n't
"""
_EMPTY = frozenset(_LITTLE.split())


def stems_of(text: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return the stems of the words that carry meaning, each as written, and those that a capital marks as names."""
    stems: dict[str, str] = {}
    names = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < 2 or word.casefold() in _EMPTY:
            continue
        root = stem(word)
        stems[root] = min(stems.get(root, word.casefold()), word.casefold())
        if word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in ".!?":
            names.add(root)
    return stems, frozenset(names)


@cache
def stem(word: str) -> str:
    """Return a rough stem, enough to bring "shelled", "shelling" and "shells" together.

    >>> stem("shelling"), stem("Convoys"), stem("attackers")
    ('shell', 'convoy', 'attack')
    """
    folded = _FORMS.get(fold(word), fold(word)) or word
    shorter = _ENDINGS.sub("", folded)
    return (shorter if len(shorter) >= 3 else folded).removesuffix("e")[:7]


def rarity_of(wordings: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return how rare each stem is among wordings, from 0 to 1; a wording counts once, however many repeat it."""
    different = {frozenset(wording) for wording in wordings}
    held = Counter(stem for wording in different for stem in wording)
    total = len(different) + _ELSEWHERE
    return {stem: log(total / number) / log(total) for stem, number in held.items()}
