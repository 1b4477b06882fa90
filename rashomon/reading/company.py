"""A page -> every name and noun in it that may stand for one person, joined into persons, each in its seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge
from rashomon.reading.roles import PARTICLES, Roles
from rashomon.reading.syntax import Page
from rashomon.records import Span

WOMAN = {"she", "her", "hers", "herself"}
MAN = {"he", "him", "his", "himself"}
_NOT_PEOPLE = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "NORP"}
_NAME_GOES_ON = PARTICLES | {"-"}
PHRASE = "phrase"  # part of a phrase that is known to name a person
_THING = "thing"  # a name of a place, a side, a body or an outlet
_MISTAKEN = {"NOUN", "ADJ", "ADV", "VERB", "INTJ"}  # what the parser takes a rare name for


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a word stands: what it is in its clause, the verb of the clause, and whether that is the main one."""

    part: str
    top: Token  # the word that the clause is built on: the first of "X and Y", the actor of "the actor, X"
    verb: Token | None
    main: bool

    @property
    def subject(self) -> bool:
        """Whether it is a subject."""
        return self.part in {"nsubj", "nsubjpass"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One name, noun or pronoun that may stand for a person; all mentions of one person share the number `person`."""

    start: int
    end: int
    root: Token
    kind: str  # name, noun, pronoun
    words: str
    sex: str | None
    person: int
    sentence: int
    seat: Seat
    traits: tuple[str, ...] = ()


@dataclass(slots=True)
class Company:
    """The people of a page: their mentions in the order of the text, and what is known of each."""

    mentions: list[Mention] = field(default_factory=list)
    names: dict[int, list[str]] = field(default_factory=dict)  # the fullest name of each
    sexes: dict[int, str] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)  # those that some mention shows to be people
    callings: dict[str, list[Mention]] = field(default_factory=dict)  # a noun -> the names that stand beside it
    led: dict[int, int] = field(default_factory=dict)  # token of a pronoun -> person


def gather(page: Page, knowledge: Knowledge, roles: Roles, phrases: Sequence[tuple[Span, str]] = ()) -> Company:
    """Find the people of a page by their names and by the nouns for one person.

    `phrases` are known to name a person: "representative of the Defence Ministry Dag Orsa", with the bare name.
    """
    company = Company()
    within = [
        (page.tokens(*span), name) for span, name in sorted(phrases, key=lambda phrase: phrase[0].end - phrase[0].start)
    ]
    # the longest phrase around a word wins
    phrase_of = {token.i: (tokens, name) for tokens, name in within for token in tokens}
    for found in _names(page, knowledge, roles):
        tokens, bare = phrase_of.get(found.root.i, ([], ""))
        known = knowledge.person_named(found.words)
        if tokens and (found.words in bare or (known and known.name == bare)):
            top = next((token for token in tokens if token.head not in tokens or token.head == token), found.root)
            _take_up_name(company, replace(found, seat=seat_of(top), traits=(*found.traits, PHRASE)))
        else:
            _take_up_name(company, found)
    names = {mention.root.i: mention for mention in company.mentions}
    for noun in _nouns(page, roles):
        tokens, _ = phrase_of.get(noun.root.i, ([], ""))
        name = next((names[token.i] for token in tokens if token.i in names), None) or _beside(noun.root, names)
        if name is None:
            _take_up(company, noun)
            continue
        company.people.add(name.person)
        company.callings.setdefault(noun.words, []).append(name)
        if noun.sex:
            company.sexes.setdefault(name.person, noun.sex)
    company.mentions.sort(key=lambda mention: mention.start)
    return company


def seat_of(token: Token) -> Seat:
    """Tell where a word stands in its clause."""
    top = token
    for _ in range(6):
        if top.dep_ not in {"appos", "conj", "compound", "nmod"} or top.head == top or top.head.pos_ == "VERB":
            break
        top = top.head
    verb = verb_of(top)
    return Seat(_part(top), top, verb, verb is not None and _is_main(verb))


def _part(top: Token) -> str:
    dep = str(top.dep_)
    if dep in {"dobj", "dative"}:
        return "object"
    if dep == "pobj":
        return "by" if top.head.dep_ == "agent" else "of" if top.head.lower_ == "of" else "pobj"
    return dep if dep in {"nsubj", "nsubjpass", "poss", "attr", "oprd", "ROOT"} else "other"


def verb_of(token: Token) -> Token | None:
    """Return the verb of the clause that a word stands in."""
    return next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"} or above.head == above), None)


def _is_main(verb: Token) -> bool:
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _names(page: Page, knowledge: Knowledge, roles: Roles) -> Iterator[Mention]:
    """Yield the runs of capitalised words that may be people, without the roles before them; nobody has a number."""
    for run in _runs(page, roles):
        ranks = [token for token in run if _is_rank(token, roles) or token.lower_ in roles.bodies]
        core = run[run.index(ranks[-1]) + 1 :] if ranks else run
        kinds = {token.ent_type_ for token in core}
        if not core or any(token.tag_ == "NNPS" or any(map(str.isdigit, token.text)) for token in core):
            continue
        start, end = core[0].idx, core[-1].idx + len(core[-1])
        words = page.text[start:end]
        person = "PERSON" in kinds
        known = knowledge.person_named(words) is not None
        if not person and not known and kinds & _NOT_PEOPLE:
            continue
        if not ranks and core[0].i and page.doc[core[0].i - 1].lower_ in roles.roles:
            ranks = [page.doc[core[0].i - 1]]
        given = roles.given.names.get(fold(core[0].text))
        sex = roles.given.nouns.get(ranks[-1].lower_) if ranks else None
        traits = {
            "typed_person" if person else "typed_other" if kinds - {""} else "typed_nothing": True,
            "rank": bool(ranks),
            "given": given is not None,
            "full": len(core) > 1,
            "known": known,
            _THING: not known and (_is_thing(knowledge, words) or words == page.report.outlet),
            f"alone_{given}": given is not None and len(core) == 1,
        }
        root = next((token for token in core if token.head not in core), core[-1])
        yield Mention(
            start,
            end,
            root,
            "name",
            words,
            sex or (given if len(core) > 1 else None),
            -1,
            page.sentence_of_token[root.i],
            seat_of(root),
            tuple(trait for trait, holds in traits.items() if holds),
        )


def _is_rank(token: Token, roles: Roles) -> bool:
    return token.lower_ in roles.roles or token.lower_ in roles.titles or token.lower_ in roles.given.nouns


def _is_thing(knowledge: Knowledge, words: str) -> bool:
    return bool(
        knowledge.places_named(words)
        or knowledge.side_named(words)
        or knowledge.body_named(words)
        or knowledge.outlet_named(words)
        or knowledge.capital_side(words)
    )


def _runs(page: Page, roles: Roles) -> Iterator[list[Token]]:
    """Yield the runs of tokens that look like names."""
    run: list[Token] = []
    for token in page.doc:
        if run and _begins_another(run[-1], token):
            yield from _closed(run)
            run = []
        if _looks_like_name(page, roles, token) or (
            run and token.lower_ in _NAME_GOES_ON and page.doc[token.i + 1 : token.i + 2].text[:1].isupper()
        ):
            run.append(token)
        elif run:
            yield from _closed(run)
            run = []
    yield from _closed(run)


def _looks_like_name(page: Page, roles: Roles, token: Token) -> bool:
    if not token.text[:1].isupper() or token.pos_ in {"PUNCT", "PRON"}:
        return False
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        return True
    if token.pos_ not in _MISTAKEN:
        return False
    within = token.i > 0 and not token.is_sent_start and not page.doc[token.i - 1].is_punct
    return (within and token.pos_ == "NOUN") or fold(token.text) in roles.given.names


def _begins_another(last: Token, token: Token) -> bool:
    kinds = {last.ent_type_, token.ent_type_}
    return len(kinds) == 2 and "PERSON" in kinds and "" not in kinds


def _closed(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].lower_ in _NAME_GOES_ON:
        run = run[:-1]
    if run:
        yield run


def _nouns(page: Page, roles: Roles) -> Iterator[Mention]:
    """Yield the nouns for one person, each as a person of its own."""
    for token in page.doc:
        word = token.lower_
        if token.tag_ == "NN" and (word in roles.given.persons or word in roles.roles):
            sex = roles.given.nouns.get(word)
            start, end = token.left_edge.idx, token.idx + len(token)
            sentence = page.sentence_of_token[token.i]
            yield Mention(
                start, end, token, "noun", word, sex, len(page.doc) + token.i, sentence, seat_of(token), ("noun",)
            )


def _beside(noun: Token, names: dict[int, Mention]) -> Mention | None:
    """Return the name that a noun tells of: "his wife Ann", "the spokesman, Dag Orsa", "Dag Orsa is a miner"."""
    if noun.dep_ in {"appos", "compound", "nmod"} and noun.head.i in names:
        return names[noun.head.i]
    if noun.dep_ == "attr" and noun.head.lemma_ in {"be", "become"}:
        subjects = [child for child in noun.head.children if child.dep_ == "nsubj" and child.i in names]
        return names[subjects[0].i] if subjects else None
    return next((names[child.i] for child in noun.children if child.dep_ == "appos" and child.i in names), None)


def _take_up_name(company: Company, found: Mention) -> None:
    """Add a name under the number of who was named so before, or under a new one."""
    words = fold(found.words).split(" ")
    before = (other.person for other in reversed(company.mentions) if _are_one(words, company.names[other.person]))
    person = next(before, found.root.i)
    if _THING in found.traits:
        if person not in company.people:  # "Paris" is a person only behind "Ann Paris"
            return
        found = replace(found, traits=tuple(trait for trait in found.traits if trait != _THING))
    company.names[person] = max(company.names.get(person, words), words, key=len)
    mention = replace(found, person=person)
    company.mentions.append(mention)
    if mention.sex:
        company.sexes.setdefault(person, mention.sex)
    if {"typed_person", "rank", "known", PHRASE} & set(mention.traits):
        company.people.add(person)


def _take_up(company: Company, noun: Mention) -> None:
    if noun.root.dep_ in {"compound", "attr", "amod"}:
        return
    company.mentions.append(noun)
    company.people.add(noun.person)
    if noun.sex:
        company.sexes[noun.person] = noun.sex


def _are_one(one: list[str], other: list[str]) -> bool:
    """Tell whether two names are of one person: alike, or one is the first or the last word of the other."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return shorter[0] in (longer[0], longer[-1]) and len(shorter[0]) > 1
    return shorter[-1] == longer[-1] and shorter[0][:1] == longer[0][:1]
