"""The names of one report, each by itself -> one kind and one name for those that are the same.

The knowledge files decide what a name is, then the votes of all its mentions. Short forms join long ones: a surname its
person, letters in brackets the name before them; spellings of one name are joined.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge
from rashomon.knowledge.variants import are_variants, is_acronym, plain
from rashomon.reading.datelines import AGENCY
from rashomon.reading.names.entities import Kind, Mention
from rashomon.reading.names.lexicon import Lexicon
from rashomon.reading.roles import Roles
from rashomon.reading.syntax import Page

SURE = 0.8  # least score at which the same words count as a name where the head missed them; set by judgement
POSSESSIVE = re.compile(r"[’']s?$")
# What the lists of the knowledge files make of a name; a country or party is one whatever other lists say.
LISTED = {
    "country": Kind.PLACE, "party": Kind.ORGANISATION, "person": Kind.PERSON, "place": Kind.PLACE,
    "body": Kind.ORGANISATION, "demonym": Kind.NATIONALITY, "outlet": Kind.ORGANISATION,
}  # fmt: skip
_BRACKET = re.compile(r"\s*\(\s*$")
_OWNER = re.compile(r"(?P<owner>[A-Z][\w.]*(?: [A-Z]\w+)?)[’']s (?:\w+ )?$")  # "Karvia's (own) Defence Ministry"

Kinds = dict[str, Kind]


def settle_kinds(
    text: str, found: Sequence[Mention], lexicon: Lexicon, roles: Roles, knowledge: Knowledge
) -> list[Mention]:
    """Give the same name one kind in the report, and find it where the head missed it; in order."""
    kinds = _kinds(text, found, lexicon)
    doubtful = Counter[str]()
    for mention in found:
        doubtful[_key(mention.name)] = max(doubtful[_key(mention.name)], round(100 * mention.score))
    for key, kind in kinds.items():
        if kind is Kind.PERSON and doubtful[key] < 100 * SURE and _known(key, lexicon) is None:
            kinds[key] = Kind.PLACE if knowledge.spelt_like_ours(key) else kind
    for key in _listed_with_places(text, found, kinds, lexicon, knowledge):
        kinds[key] = Kind.PLACE
    surnames = {_key(m.name).split(" ")[-1] for m in found if " " in m.name and kinds[_key(m.name)] is Kind.PERSON}
    offices = roles.roles - surnames
    settled = [
        _with_kind(mention, kinds[_key(mention.name)])
        for mention in found
        if mention.kind is not Kind.PERSON or _key(mention.name) not in offices
    ]
    return sorted([*settled, *_again(text, settled)], key=lambda mention: mention.start)


def _kinds(text: str, found: Sequence[Mention], lexicon: Lexicon) -> Kinds:
    """Return the kind of each name: as the files know it, as most of its mentions and of its long form have it."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in found:
        votes[_key(mention.name)][mention.kind] += round(100 * mention.score)
    letters = {_key(short): _key(long) for short, long in _letters(text, found).items()}
    for short, long in letters.items():
        votes[long] = votes[short] + votes[long]
    kinds = {key: _known(key, lexicon) or max(vote, key=lambda k: (vote[k], k)) for key, vote in votes.items()}
    kinds |= {short: kinds[long] for short, long in letters.items()}
    people = [key for key, kind in kinds.items() if kind is Kind.PERSON and " " in key]
    surnames = {key.split(" ")[-1] for key in people}
    for surname in surnames & kinds.keys():
        if votes[surname][Kind.PERSON] > 0 and _known(surname, lexicon) is None:
            kinds[surname] = Kind.PERSON
    bodies = {key.split(" ")[0] for key, kind in kinds.items() if kind is Kind.ORGANISATION and " " in key}
    for short in (bodies & kinds.keys()) - surnames:  # "Meridian" after "Meridian Wire"
        if kinds[short] is Kind.PERSON and _known(short, lexicon) is None:
            kinds[short] = Kind.ORGANISATION
    return kinds


def _listed_with_places(
    text: str, found: Sequence[Mention], kinds: Kinds, lexicon: Lexicon, knowledge: Knowledge
) -> set[str]:
    """Return names that the head took for people without being sure, and that a list of places holds.

    "Cap-Haïtien, Gonaïves and Léogâne"; also a known town behind "in". Only names that a table of places has.
    """
    full = {
        word for m in found if " " in m.name and kinds[_key(m.name)] is Kind.PERSON for word in _key(m.name).split()
    }

    def doubtful(m: Mention) -> bool:
        key = _key(m.name)
        if kinds[key] is not Kind.PERSON or m.score >= SURE or m.title or key in full or _known(key, lexicon):
            return False
        return bool(knowledge.candidates(m.name))

    places: set[str] = set()
    row: list[Mention] = []
    for number, mention in enumerate(found):
        row.append(mention)
        joint = text[mention.end : found[number + 1].start] if number + 1 < len(found) else ""
        if joint in _JOINTS:
            continue
        if len(row) > 1 and text[row[-2].end : row[-1].start] != ", ":
            sure = [m for m in row if kinds[_key(m.name)] is Kind.PLACE]
            rest = [m for m in row if kinds[_key(m.name)] is not Kind.PLACE]
            if sure and all(doubtful(m) for m in rest):
                places |= {_key(m.name) for m in rest}
        row = []
        if doubtful(mention) and text[max(0, mention.start - 3) : mention.start].lower() == "in ":
            places.add(_key(mention.name))
    return places


_JOINTS = (", ", " and ", ", and ")


def _key(name: str) -> str:
    return fold(POSSESSIVE.sub("", name))


def _known(key: str, lexicon: Lexicon) -> Kind | None:
    """Return what the knowledge files say that a name is."""
    lists = lexicon.of(key.split())
    kinds = [kind for name, kind in LISTED.items() if name in lists]
    if set(kinds) == {Kind.PLACE, Kind.NATIONALITY}:
        return Kind.PLACE  # "Karabakh" is both, and a name before it is an adjective
    sure = len(set(kinds)) == 1 or lists & {"country", "party"}
    return kinds[0] if kinds and sure else None


def _with_kind(mention: Mention, kind: Kind) -> Mention:
    if kind is mention.kind or mention.kind in (Kind.UNIT, Kind.WEAPON) or mention.because == AGENCY:
        return mention
    return replace(mention, kind=kind, because=f"{mention.because}; the report has it as {kind}")


def _again(text: str, found: Sequence[Mention]) -> Iterable[Mention]:
    """Yield names that the head was sure of elsewhere and missed here."""
    sure: dict[str, Mention] = {}
    for mention in found:
        words = text[mention.start : mention.end]
        if mention.score >= SURE and len(words) > 3 and words[0].isupper():
            sure.setdefault(words, mention)
    if not sure:
        return
    taken = bytearray(len(text))
    for mention in found:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    longest_first = sorted(sure, key=lambda words: (-len(words), words))
    for match in re.finditer(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", text):
        if not any(taken[match.start() : match.end()]):
            same = sure[match.group()]
            yield Mention(*match.span(), same.kind, same.name, 0.6, "named elsewhere in the report")


def _letters(text: str, found: Sequence[Mention]) -> dict[str, str]:
    """Return the names that acronyms stand for: "Karvian Border Guard (KBG)"."""
    meant: dict[str, str] = {}
    for before, after in pairwise(found):
        if _BRACKET.fullmatch(text[before.end : after.start]) and text[after.end : after.end + 1] == ")":
            for short, long in ((after.name, before.name), (before.name, after.name)):
                if is_acronym(short, long):
                    meant.setdefault(short, long)
    return meant


def join(page: Page, found: Sequence[Mention], knowledge: Knowledge) -> list[str]:
    """Return for each mention the name that its variants share: the one of the knowledge files, or the fullest."""
    on = (page.report.published or "")[:10] or None
    forms: dict[Kind, Counter[str]] = defaultdict(Counter)
    for mention in found:
        forms[mention.kind][mention.name] += 1
    people = _people(forms[Kind.PERSON], knowledge, on)
    letters = _letters(page.text, found)
    told = Counter(people[m.name] for m in found if m.kind is Kind.PERSON and " " in m.name)
    joined: list[str] = []
    last: dict[str, int] = {}  # each person, and the place of the last mention so far
    for place, mention in enumerate(found):
        name = mention.name
        if mention.kind is Kind.PERSON:
            name = people[name] if " " in name else _bearer(name, people, last, told, knowledge, on)
            last[name] = place
        elif mention.kind in (Kind.ORGANISATION, Kind.UNIT):
            owner = _OWNER.search(page.text, max(0, mention.start - 60), mention.start)
            whole = knowledge.body_named(f"{owner['owner']} {name}") if owner else None
            known = whole or knowledge.body_named(name)
            name = known.name if known else _spelling(letters.get(name, name), forms[mention.kind])
        else:
            name = _spelling(name, forms[mention.kind])
        joined.append(name)
    return joined


def _people(forms: Counter[str], knowledge: Knowledge, on: str | None) -> dict[str, str]:
    """Return for each name of a person in the report the known or else the fullest and most used of its variants."""
    best: dict[str, str] = {}
    for name in sorted(forms, key=lambda n: (-len(n.split()), -forms[n], -len(n), n)):
        whole = " " in name
        best[name] = next(
            (other for other in best.values() if whole == (" " in other) and are_variants(other, name)), name
        )
    known: dict[str, str] = {}  # by the fullest form, the known name of any of its variants
    for name, full in sorted(best.items(), key=lambda pair: (pair[0] != pair[1], pair[0])):
        if " " in full and full not in known and (person := knowledge.person_named(name, on=on)):
            known[full] = person.name
    return {name: known.get(full, full) for name, full in best.items()}


def _bearer(
    name: str,
    people: Mapping[str, str],
    last: Mapping[str, int],
    told: Mapping[str, int],
    knowledge: Knowledge,
    on: str | None,
) -> str:
    """Lead a single name to the person of the report who bears it.

    Of several named before it, to the one whose full name the report tells most, and then to the last.
    """
    bearers = {full for form, full in people.items() if " " in form and are_variants(form, name)}
    if before := bearers & last.keys():
        return max(before, key=lambda full: (told.get(full, 0), last[full]))
    if len(bearers) == 1:
        return bearers.pop()
    known = knowledge.person_named(name, on=on)
    return known.name if known else people[name]


def _spelling(name: str, forms: Counter[str]) -> str:
    """Return the most used of the forms that differ in case, accents, articles and hyphens only.

    A form in capitals throughout, as datelines have it, comes last: "BAMAKO" is "Bamako".
    """
    key = plain(fold(name))
    same = [form for form in forms if plain(fold(form)) == key]
    return min(same, key=lambda form: (form.isupper(), -forms[form], form)) if same else name
