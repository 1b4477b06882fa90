"""The words beside a person's name -> the title: ranks and offices inside the name, before it, or in apposition."""

from __future__ import annotations

from rashomon.reading.encoder.words import Words
from rashomon.reading.names.lexicon import Lexicon
from rashomon.reading.roles import Roles

_MODIFIERS = frozenset(
    """
    chief deputy vice prime foreign defence defense interior interim acting former first senior military press state
    army naval air police energy finance justice health general brigadier major lieutenant rear chairman crown grand ex
    then late special assistant under top lead national security head joint supreme field opposition rebel
    home information trade oil transport education agriculture labour labor culture
    """.split()  # noqa: SIM905
)
# Behind such a word no office follows: "Albanese, will step down as leader" ends no name.
_NO_OFFICE = frozenset(
    """
    will would shall can could may might must is are was were be been has have had do does did who whom which that as
    said says told to with by from against after before when while where but he she they it his her their
    """.split()  # noqa: SIM905
)
_OWNERS = frozenset(("country", "demonym", "place", "body", "party"))
_PLAIN = frozenset(("mr", "mrs", "ms", "miss", "former", "late", "ex", "then"))


def title_of(words: Words, first: int, last: int, roles: Roles, lexicon: Lexicon) -> tuple[str | None, int]:
    """Return the title of the person at words first to last, and where the name begins without it; `last` if nowhere.

    "Deputy Defence Minister Orsa Teren" gives ("Deputy Defence Minister", the place of "Orsa").
    """
    if first < last - 1 and lexicon.of(words.forms[first : first + 1]) & _OWNERS and _belongs(words, first + 1, roles):
        first += 1  # "US President"
    start = first
    while start < last and _belongs(words, start, roles):
        start += 1
    begin = start
    while 0 < begin < last and start - begin < 6 and not words.breaks[begin]:
        of_office = begin > 1 and words.forms[begin - 1] == "of" and _is_office(words.forms[begin - 2], roles)
        if not _belongs(words, begin - 1, roles) and not (of_office and begin < start):
            break
        begin -= 1
    while begin < start and words.forms[begin].lower().rstrip(".") in _PLAIN:
        begin += 1
    has_office = any(_is_office(words.forms[i], roles) for i in range(begin, start))
    if has_office and start < last and words.forms[start].lower() in ("of", "for", "to"):
        start = _past(words, start + 1, last, lexicon)  # "Minister for the Far Coast Orsa Teren"
    if has_office:
        return " ".join(words.forms[begin:start]), start
    return (_behind(words, last, roles) or _aside(words, start, last, roles), start) if start < last else (None, last)


def _past(words: Words, at: int, last: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind what an office is of: past a listed name, at a given name, or two words."""
    if at < last and words.forms[at].lower() == "the":
        at += 1
    forms = words.forms[at:last]
    listed = [found for found in lexicon.listed(forms) if forms[found.first][0].isupper()]
    owners = [found.last for found in listed if found.first == 0 and found.lists & _OWNERS]
    given = [found.first for found in listed if found.first > 0 and "given" in found.lists]
    if owners or given:
        return at + (max(owners) if owners else given[0])
    return last - 2 if len(forms) > 2 else last


def _belongs(words: Words, i: int, roles: Roles) -> bool:
    form = words.forms[i].lower()
    return _is_office(form, roles) or form in _MODIFIERS or form.rstrip(".") in _PLAIN


def _is_office(form: str, roles: Roles) -> bool:
    low = form.lower()
    return low in roles.roles or low in roles.titles


def _aside(words: Words, first: int, last: int, roles: Roles) -> str | None:
    """Return the office that a name between commas stands for: "the health minister, Orsa Teren, said"."""
    if first < 2 or last >= len(words) or words.forms[first - 1] != "," or words.forms[last] != ",":
        return None
    begin = first - 1
    while begin > 0 and not words.breaks[begin] and words.forms[begin - 1].islower():
        if not _belongs(words, begin - 1, roles):
            break
        begin -= 1
    office = words.forms[begin : first - 1]
    return " ".join(office) if office and office[-1] in roles.roles else None


def _behind(words: Words, last: int, roles: Roles) -> str | None:
    """Return the office that an apposition names: "Orsa Teren, the chief spokesman of the ministry"."""
    if last + 1 >= len(words) or words.forms[last] != ",":
        return None
    first = last + 1 + (words.forms[last + 1].lower() in ("the", "a", "an"))
    for i in range(first, min(first + 5, len(words))):
        if words.breaks[i] or not words.forms[i][0].isalpha() or words.forms[i].lower() in _NO_OFFICE:
            return None
        if words.forms[i].lower() in roles.roles and (
            i + 1 == len(words) or words.forms[i + 1].lower() not in roles.roles
        ):
            return " ".join(words.forms[first : i + 1])
    return None
