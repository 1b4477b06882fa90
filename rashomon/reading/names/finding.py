"""A page -> its names: what the head and the grammars find, settled over the whole report and by the knowledge files.

A name has one kind in a report: the knowledge files decide, then the votes of all its mentions. Short forms join long
ones: a surname its person, letters in brackets the name before them; spellings of one name are joined.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.knowledge.loading import Knowledge, fold
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.encoder import Scored
from rashomon.reading.encoder.words import Words
from rashomon.reading.names.arms import Arm, Arms
from rashomon.reading.names.entities import Entity, Kind
from rashomon.reading.names.features import affixes, dense
from rashomon.reading.names.head import Head
from rashomon.reading.names.joining import are_variants, is_acronym
from rashomon.reading.names.lexicon import Lexicon, plain
from rashomon.reading.names.titles import title_of
from rashomon.reading.roles import Roles
from rashomon.reading.syntax import Page
from rashomon.records import Span

SURE = 0.8  # least share of the head at which the same words count as a name where the head missed them
_POSSESSIVE = re.compile(r"[’']s?$")
_LEAD = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at characters [start, end), not settled yet; `name` is its bare form."""

    start: int
    end: int
    kind: Kind
    name: str
    score: float
    because: str
    title: str | None = None


class Names:
    """Holds the head, the lists and the patterns; `find_names` is its work on one page."""

    def __init__(self, knowledge: Knowledge, roles: Roles, encoder: Encoder, head: Head | None = None) -> None:
        """Make the lists of the knowledge files; the head is the packaged one if none is given."""
        self.knowledge, self.roles, self.encoder = knowledge, roles, encoder
        self.head = head or Head.open()
        self.lexicon = Lexicon(knowledge, roles)
        sides = knowledge.sides.values()
        peoples = [word for side in sides for words in (side.demonyms, (side.name,), side.also) for word in words]
        bodies = [name for body in knowledge.bodies.values() for name in (body.name, *body.also)]
        self.arms = Arms(peoples=peoples, parties={*peoples, *bodies})

    def find(self, page: Page) -> tuple[Entity, ...]:
        """Return the names of a page, in order; none overlaps another."""
        return find_names(page, self.encoder.read(page.text), self)


def find_names(page: Page, scored: Scored, names: Names) -> tuple[Entity, ...]:
    """Return the names of a page, in order, from its parse, the states of the encoder and the knowledge files."""
    found = _mentions(page, scored, names)
    found = _settled(page, found, names)
    clusters = _joined(page, found, names)
    entities = []
    for mention, name in zip(found, clusters, strict=True):
        span = Span(mention.start, mention.end)
        words = page.text[span.start : span.end]
        score = round(min(mention.score, 1.0), 2)
        entities.append(Entity(span, words, mention.kind, name, mention.title, mention.because, score))
    return tuple(entities)


def find_whole(page: Page, scored: Scored, names: Names) -> tuple[Mention, ...]:
    """Return what re3d counts as entities, descriptions too ("the rebels"): to measure on it, not for the reader."""
    if not len(scored.words):
        return ()
    hidden = names.head.hidden(dense(page, scored, names.lexicon), affixes(scored.words))
    words, found = scored.words, []
    for first, last, kind, score in names.head.find(hidden, "whole"):
        start, end = words.starts[first], words.ends[last - 1]
        found.append(Mention(start, end, Kind(kind), page.text[start:end], score, "the head in the manner of re3d"))
    return tuple(found)


def _mentions(page: Page, scored: Scored, names: Names) -> list[Mention]:
    """Return what the grammars, the head and the lists find, in order; the first of these wins where two overlap."""
    text, words = page.text, scored.words
    taken = bytearray(len(text))
    kept: list[Mention] = []

    def keep(mention: Mention) -> None:
        if mention.start < mention.end and not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)

    for arm in names.arms.find(text):
        keep(_of_arm(arm))
    for mention in _by_head(page, scored, names):
        keep(mention)
    for mention in _by_lists(text, words, names):
        keep(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _of_arm(arm: Arm) -> Mention:
    why = "a number or name with a noun for a unit" if arm.kind is Kind.UNIT else "a designation or name of a weapon"
    return Mention(arm.start, arm.end, arm.kind, arm.name, 0.9, why)


def _by_head(page: Page, scored: Scored, names: Names) -> Iterable[Mention]:
    if not scored.states.shape[1] or not len(scored.words):
        return
    words = scored.words
    hidden = names.head.hidden(dense(page, scored, names.lexicon), affixes(words))
    for found in names.head.find(hidden):
        if mention := _of_words(page.text, words, found.first, found.last, found.kind, found.score, names):
            yield mention


def _of_words(text: str, words: Words, first: int, last: int, kind: str, score: float, names: Names) -> Mention | None:
    """Trim the words of a name: no marks at its ends, no article, no title before a person, no possessive behind."""
    title = None
    while first < last and not words.forms[first][0].isalnum():
        first += 1
    while last > first and not words.forms[last - 1][-1].isalnum() and words.forms[last - 1][-1] != ".":
        last -= 1
    while last > first + 1 and words.forms[last - 1].lower() in ("’s", "'s"):
        last -= 1
    if last > first + 1 and words.forms[first].lower() in ("the", "a", "an"):
        first += 1
    if kind == "person" and first < last:
        title, first = title_of(words, first, last, names.roles)
    if first >= last:
        return None
    start, end = words.starts[first], words.ends[last - 1]
    if tail := _POSSESSIVE.search(text[start:end]):
        end = start + tail.start()
    name = " ".join(text[start:end].split())
    return Mention(start, end, Kind(kind), name, score, f"the head for names, {score:.2f}", title) if name else None


_LISTS = {
    "person": Kind.PERSON, "place": Kind.PLACE, "country": Kind.PLACE, "party": Kind.ORGANISATION, "body": Kind.ORGANISATION,
    "demonym": Kind.NATIONALITY,
}  # fmt: skip


def _by_lists(text: str, words: Words, names: Names) -> Iterable[Mention]:
    """Yield the names of the knowledge files; one word of a person or body is not enough, and it needs its capitals."""
    for found in names.lexicon.listed(words.forms):
        forms = words.forms[found.first : found.last]
        kinds = [kind for name, kind in _LISTS.items() if name in found.lists]
        if not kinds or not all(form[:1].isupper() or form.lower() in _SMALL for form in forms):
            continue
        if len(forms) == 1 and (kinds[0] not in (Kind.PLACE, Kind.NATIONALITY) or len(forms[0]) < 4):
            continue
        if mention := _of_words(text, words, found.first, found.last, kinds[0], 0.7, names):
            yield replace(mention, because=f"{forms and mention.name!r} stands in the knowledge files")


_SMALL = frozenset("of the and for al-".split())


def _key(name: str) -> str:
    return fold(_POSSESSIVE.sub("", name))


def _settled(page: Page, found: list[Mention], names: Names) -> list[Mention]:
    """Give the same name one kind in the report, and find it where the head missed it."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in found:
        votes[_key(mention.name)][mention.kind] += mention.score
    letters = {_key(short): _key(long) for short, long in _letters(page.text, found).items()}
    for short, long in letters.items():
        votes[short] = votes[long] = votes[short] + votes[long]
    kinds = {key: _known(key, names) or max(vote, key=lambda k: (vote[k], k)) for key, vote in votes.items()}
    kinds |= {short: kinds[long] for short, long in letters.items()}
    _of_surnames(found, kinds, votes)
    settled = []
    for mention in found:
        kind = kinds[_key(mention.name)]
        if kind is not mention.kind and mention.kind not in (Kind.UNIT, Kind.WEAPON):
            mention = replace(mention, kind=kind, because=f"{mention.because}; the report has it as {kind}")
        settled.append(mention)
    return sorted([*settled, *_again(page.text, settled)], key=lambda mention: mention.start)


def _known(key: str, names: Names) -> Kind | None:
    """Return what the knowledge files say that a name is."""
    lists = names.lexicon.of(key.split())
    kinds = {kind for name, kind in _LISTS.items() if name in lists}
    return kinds.pop() if len(kinds) == 1 else None


def _of_surnames(found: Iterable[Mention], kinds: dict[str, Kind], votes: dict[str, Counter[Kind]]) -> None:
    """Let a bare surname be a person where the report has the whole name."""
    surnames = {_key(m.name).split(" ")[-1] for m in found if kinds[_key(m.name)] is Kind.PERSON and " " in m.name}
    for key in surnames & kinds.keys():
        if kinds[key] is not Kind.PERSON and votes[key][Kind.PERSON] > 0:
            kinds[key] = Kind.PERSON


def _again(text: str, found: Sequence[Mention]) -> Iterable[Mention]:
    """Yield names that the head was sure of elsewhere and missed here."""
    sure: dict[str, Mention] = {}
    for mention in found:
        words = text[mention.start : mention.end]
        long = " " in words or len(words) > 3
        if mention.score >= SURE and long and words[:1].isupper():
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
            yield replace(same, start=match.start(), end=match.end(), score=0.6, title=None, because="named elsewhere in the report")  # fmt: skip


def _joined(page: Page, found: Sequence[Mention], names: Names) -> list[str]:
    """Return for each mention the name that its variants share."""
    on = (page.report.published or "")[:10] or None
    settled: dict[tuple[Kind, str], str] = {}
    forms: dict[Kind, Counter[str]] = defaultdict(Counter)
    for mention in found:
        forms[mention.kind][_bare(mention)] += 1
    done = []
    people = _people(forms[Kind.PERSON])
    letters = _letters(page.text, found)
    for mention in found:
        name = _bare(mention)
        key = (mention.kind, name)
        if mention.kind is Kind.PERSON and len(name.split()) == 1:
            done.append(_person(name, people, done_before=done, found=found, knowledge=names.knowledge, on=on))
            continue
        if key not in settled:
            settled[key] = _name(mention, name, names.knowledge, on, people, letters, forms)
        done.append(settled[key])
    return done


def _bare(mention: Mention) -> str:
    return _LEAD.sub("", mention.name)


def _people(forms: Counter[str]) -> dict[str, str]:
    """Return for each name of a person in the report the fullest and most used of its variants."""
    whole = sorted((name for name in forms if " " in name), key=lambda n: (-len(n.split()), -forms[n], -len(n), n))
    best: dict[str, str] = {}
    for name in whole:
        best[name] = next((other for other in best.values() if are_variants(other, name)), name)
    alone = sorted((name for name in forms if " " not in name), key=lambda n: (-forms[n], -len(n), n))
    for name in alone:
        best[name] = next((other for other in best.values() if " " not in other and are_variants(other, name)), name)
    return best


def _person(
    name: str, people: dict[str, str], *, done_before: Sequence[str], found: Sequence[Mention], knowledge: Knowledge, on: str | None
) -> str:  # fmt: skip
    """Lead a single name to the person of the report who bears it, the one named last before it where several do."""
    bearers = {full for form, full in people.items() if " " in form and are_variants(full, name)}
    if bearers:
        before = [full for full, m in zip(done_before, found, strict=False) if m.kind is Kind.PERSON and full in bearers]
        last = before[-1] if before else None
        known_last = last or (min(bearers) if len(bearers) == 1 else None)
        if known_last:
            return known_last
    known = knowledge.person_named(name, on=on)
    return known.name if known else people.get(name, name)


def _name(
    mention: Mention, name: str, knowledge: Knowledge, on: str | None, people: dict[str, str], letters: dict[str, str],
    forms: dict[Kind, Counter[str]],
) -> str:  # fmt: skip
    if mention.kind is Kind.PERSON:
        known = knowledge.person_named(name, on=on)
        return known.name if known else people.get(name, name)
    if mention.kind is Kind.ORGANISATION:
        body = knowledge.body_named(name)
        if body:
            return body.name
        return letters.get(name, _same_spelling(name, forms[mention.kind]))
    if mention.kind is Kind.NATIONALITY:
        return name
    return _same_spelling(name, forms[mention.kind]) if mention.kind is not Kind.PLACE else name


def _same_spelling(name: str, forms: Counter[str]) -> str:
    """Return the most used of the forms that differ in case, accents, articles and hyphens only."""
    key = plain(fold(name))
    same = [form for form in forms if plain(fold(form)) == key]
    return min(same, key=lambda form: (-forms[form], form)) if same else name


_BRACKETS = re.compile(r"\s*\(\s*$")


def _letters(text: str, found: Sequence[Mention]) -> dict[str, str]:
    """Return the names that acronyms stand for: "Karvian Border Guard (KBG)"."""
    meant: dict[str, str] = {}
    for before, after in zip(found, found[1:], strict=False):
        if _BRACKETS.fullmatch(text[before.end : after.start]) and text[after.end : after.end + 1] == ")":
            long, short = _bare(before), _bare(after)
            if is_acronym(short, long) and short not in meant:
                meant[short] = long
            elif is_acronym(long, short) and long not in meant:
                meant[long] = short
    return meant
