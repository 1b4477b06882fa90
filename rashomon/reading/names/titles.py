"""The words beside a person's name -> the title: ranks and offices inside the name, before it, or in apposition."""

from __future__ import annotations

from rashomon.reading.encoder.words import Words
from rashomon.reading.roles import Roles

_MODIFIERS = frozenset(
    "chief deputy vice prime foreign defence defense interior interim acting former first senior military press state "
    "army naval air police energy finance justice health general brigadier major lieutenant rear chairman crown grand "
    "ex then late special assistant under top lead national security head joint supreme field opposition rebel".split()
)
_PLAIN = frozenset(("mr", "mrs", "ms", "miss", "former", "late", "ex", "then"))


def title_of(words: Words, first: int, last: int, roles: Roles) -> tuple[str | None, int]:
    """Return the title of the person at words first to last, and where the name begins without it.

    "Deputy Defence Minister Orsa Teren" gives ("Deputy Defence Minister", the place of "Orsa").
    """
    start = first
    while start < last - 1 and _belongs(words, start, roles):
        start += 1
    if start == last - 1 and start > first and words.forms[start].lower() in roles.roles:
        return None, first  # nothing but an office is left
    begin = start
    while begin > 0 and start - begin < 6 and not words.breaks[begin] and _belongs(words, begin - 1, roles):
        begin -= 1
    while begin < start and words.forms[begin].lower().rstrip(".") in _PLAIN:
        begin += 1
    if begin < start and any(_is_office(words.forms[i], roles) for i in range(begin, start)):
        return " ".join(words.forms[begin:start]), start
    return _behind(words, last, roles), start


def _belongs(words: Words, i: int, roles: Roles) -> bool:
    form = words.forms[i].lower()
    return _is_office(form, roles) or form in _MODIFIERS or form.rstrip(".") in _PLAIN


def _is_office(form: str, roles: Roles) -> bool:
    low = form.lower()
    return low in roles.roles or low in roles.titles


def _behind(words: Words, last: int, roles: Roles) -> str | None:
    """Return the office that an apposition names: "Orsa Teren, the chief spokesman of the ministry"."""
    if last + 1 >= len(words) or words.forms[last] != ",":
        return None
    first = last + 1 + (words.forms[last + 1].lower() in ("the", "a", "an"))
    for i in range(first, min(first + 5, len(words))):
        if words.breaks[i] or not words.forms[i][0].isalpha():
            return None
        if words.forms[i].lower() in roles.roles and (i + 1 == len(words) or words.forms[i + 1].lower() not in roles.roles):
            return " ".join(words.forms[first : i + 1])
    return None
