"""A pronoun or a short form -> who is meant: "he", "it", "they", "the ministry", "the spokesman", "the man"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.knowledge.folding import fold
from rashomon.reading.cast import are_same_person
from rashomon.reading.company import WOMAN, Company, Mention, gather, seat_of
from rashomon.reading.people import Cast, Named, root_of, take_apart
from rashomon.reading.pronouns import NOBODY, best, is_pronoun, lead
from rashomon.records import Span

_IT = {"it", "its", "itself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_DEFINITE = {"the", "this", "that"}
_TIMES_AND_NUMBERS = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"}
_MADE = {"PRODUCT", "WORK_OF_ART", "FAC", "EVENT", "LAW", "LANGUAGE", "PERSON"}
_TELL_APART = {"compound", "poss", "nmod", "prep", "relcl", "acl", "appos"}  # "the doctors' union" is not "the union"
_MEN_BACK = 3  # sentences in which "the man" may have been named
_BACK = 14  # how many mentions before a pronoun are looked at


@dataclass(frozen=True, slots=True)
class Led:
    """Who is meant; all places in the report that name the same; the share of the vote."""

    named: Named
    spans: tuple[Span, ...]
    share: float = 1.0

    @property
    def named_at(self) -> Span:
        """Where the report names whom it means."""
        return Span(self.named.start, self.named.end)


def lead_back(cast: Cast, mention: Span) -> Led | None:
    """Lead a pronoun or a short form back to whom it means; None where nobody is found."""
    root = root_of(cast.page, mention)
    if root is None:
        return None
    word = root.lower_
    if is_pronoun(root):
        return lead_person(cast, root)
    if word in _IT or word in _THEY:
        return _lead_thing(cast, root)
    named = take_apart(cast, mention.start, mention.end, root)
    return lead_short_form(cast, named, root) if named else None


def company_of(cast: Cast) -> Company:
    """Return the people of the page, gathered when the first pronoun asks for them."""
    if cast.company is None:
        phrases = [(Span(n.start, n.end), n.name) for n in cast.named if n.kind == "person" and n.name]
        cast.company = gather(cast.page, cast.knowledge, cast.roles, phrases)
    return cast.company


def lead_person(cast: Cast, token: Token) -> Led | None:
    """Lead a pronoun for one person back."""
    company = company_of(cast)
    shares = lead(cast.page, company, cast.roles.weights, token)
    person = best(shares)
    return None if person == NOBODY else _person(cast, company, person, token, shares[person])


def may_be(cast: Cast, name: str, pronoun: str) -> bool:
    """Tell whether a pronoun may stand for somebody of this name."""
    company = company_of(cast)
    wanted = "woman" if pronoun in WOMAN else "man"
    sexes = {
        company.sexes.get(m.person) for m in company.mentions if m.kind == "name" and are_same_person(m.words, name)
    }
    return not sexes or bool(sexes & {None, wanted})


def _person(cast: Cast, company: Company, person: int, token: Token, share: float) -> Led | None:
    """Return a person by the mention of it that names it best: one that the cast knows, else the nearest name."""
    mentions = [m for m in company.mentions if m.person == person and m.kind != "pronoun"]
    if not mentions:
        return None
    spans = tuple(Span(m.start, m.end) for m in mentions)
    near = sorted(mentions, key=lambda m: (m.start > token.idx, abs(m.start - token.idx)))
    known = (n for m in near for n in cast.named if n.kind == "person" and n.start <= m.root.idx < n.end)
    named = next(known, None) or _taken(cast, near[0])
    return Led(named, spans, share) if named else None


def _taken(cast: Cast, mention: Mention) -> Named | None:
    """Take a mention apart that is no phrase of its own: "Toft" in "Toft's office"."""
    named = take_apart(cast, mention.start, mention.end, mention.root)
    if named is None:
        return None
    if mention.kind == "noun" and named.kind == "role":
        short = lead_short_form(cast, named, mention.root)
        return short.named if short else named
    if mention.kind == "name" and named.kind != "person":
        return Named(named.start, named.end, "person", named.name or mention.words, side=named.side)
    return named


def _lead_thing(cast: Cast, token: Token) -> Led | None:
    """Lead "it" to a body or a side and "they" to several or to a body: the nearest fitting one, subjects first."""
    page, many = cast.page, token.lower_ in _THEY
    seat, now = seat_of(token), page.sentence_of_token[token.i]
    best_score, chosen = -math.inf, None
    for named in [n for n in cast.named if n.end <= token.idx and n.kind != "person"][-_BACK:]:
        root = root_of(page, Span(named.start, named.end))
        fit = _fit(named, root, many=many) if root is not None else None
        if root is None or fit is None or root.i in {above.i for above in token.ancestors if above.i > token.i}:
            continue
        back = now - page.sentence_of_token[root.i]
        alike = back < 2 and (seat_of(root).part == seat.part or (named.subject and seat.subject))
        score = fit - 2.0 * back + 2.5 * named.subject + 1.0 * alike
        if page.quoted[named.start] and not page.quoted[token.idx]:
            score -= 4
        if score >= best_score:
            best_score, chosen = score, named
    return _alike(cast, chosen) if chosen else None


def _fit(named: Named, root: Token, *, many: bool) -> float | None:
    """Tell how well a phrase fits "they" (`many`) or "it" by its number and kind; None where it cannot be meant."""
    if root.ent_type_ in _TIMES_AND_NUMBERS:
        return None
    plural = root.tag_ in {"NNS", "NNPS"}
    if many:
        return 1.0 if plural else 0.0 if named.kind in {"body", "side"} else None
    if plural and named.kind == "group":
        return None
    if named.kind in {"body", "side"}:
        return 1.0
    return 0.0 if root.pos_ == "PROPN" and root.ent_type_ not in _MADE and root.text.isalpha() else None


def _alike(cast: Cast, found: Named) -> Led:
    """Add the other places that name the same."""
    spans = [
        Span(n.start, n.end)
        for n in cast.named
        if n is found or (n.kind == found.kind and n.name and found.name and are_same_person(n.name, found.name))
    ]
    return Led(found, tuple(spans))


def lead_short_form(cast: Cast, named: Named, root: Token) -> Led | None:
    """Lead "the ministry", "the spokesman", "the company", "the miner" back to the one who was named so."""
    found = same_role(cast, named, named.start)
    if found:
        return _alike(cast, found)
    page = cast.page
    first = next(iter(page.tokens(named.start, named.end)), root)
    told_apart = any(child.dep_ in _TELL_APART for child in root.children)
    if first.lower_ not in _DEFINITE or root.pos_ == "PROPN" or told_apart:
        return None
    if root.lemma_.lower() in cast.roles.organisations:
        before = [n for n in cast.named if n.end <= named.start and _is_organisation(cast, n)]
        return _alike(cast, before[-1]) if before else None
    if root.lower_ in cast.roles.given.persons and root.tag_ == "NN":
        return _lead_calling(cast, root)
    return None


def _is_organisation(cast: Cast, named: Named) -> bool:
    """Tell whether a phrase names an organisation by its own name."""
    root = root_of(cast.page, Span(named.start, named.end))
    if root is None or root.pos_ != "PROPN" or named.kind not in {"body", "group"}:
        return False
    return named.kind == "body" or root.ent_type_ == "ORG"


def _lead_calling(cast: Cast, root: Token) -> Led | None:
    """Lead "the miner" to the one whom the report calls a miner, else "the man" to the only man who was named."""
    company = company_of(cast)
    called = [m.person for m in company.callings.get(root.lower_, ()) if m.start < root.idx]
    if called:
        return _person(cast, company, called[-1], root, 1.0)
    sex = cast.roles.given.nouns.get(root.lower_)
    now = cast.page.sentence_of_token[root.i]
    named = {
        m.person
        for m in company.mentions
        if m.kind == "name" and m.person in company.people and m.start < root.idx and now - m.sentence <= _MEN_BACK
    }
    fitting = [person for person in named if company.sexes.get(person) in (None, sex)]
    return _person(cast, company, fitting[0], root, 1.0) if sex and len(fitting) == 1 else None


def same_role(cast: Cast, named: Named, offset: int) -> Named | None:
    """Return the one named with the role or body of a short form: the nearest before it, else the first behind it."""
    heads = [w for w in _words(named.role or named.body or named.name) if len(w) > 2]
    if not heads:
        return None
    written = fold(cast.page.text[named.start : named.end])
    alike = next((group for group in cast.roles.same if any(word in written for word in group)), ())
    for other in sorted(cast.named, key=lambda n: (n.end > offset, abs(offset - n.start))):
        if other.kind not in {"person", "body"} or (named.kind == "body" and other.kind != "body") or not other.name:
            continue
        if named.kind == "role" and other.kind == "person" and _is_another_office(cast, named, other):
            continue
        role = fold(other.role or _office_of(cast, other) or "")
        if named.kind == "role" and named.side in (None, other.side) and any(word in role for word in alike):
            return other
        held = set(_words(f"{role} {other.body or ''}" if named.kind == "body" else role))
        same_side = named.side is None or other.side in (None, named.side)
        itself = named.kind == "body" and fold(other.name) == fold(named.name or "")
        if set(heads) <= held and same_side and not itself:
            return other
    return None


def _is_another_office(cast: Cast, named: Named, other: Named) -> bool:
    """Tell "their information minister" from the prime minister, "the army spokesman" from the government's."""
    tokens = cast.page.tokens(named.start, named.end)
    beside = {t.lower_ for t in tokens if t.dep_ in {"compound", "amod", "nmod"} and len(t) > 2}
    own = {fold(word) for word in beside if not cast.knowledge.side_named(word.title())} - _NOT_OFFICES
    office = _words(f"{other.role or _office_of(cast, other) or ''} {other.body or ''}")
    held = set(office) - _NOT_OFFICES - {fold(named.role or "").split(" ")[-1]}
    return bool(own) and bool(held) and not any(_alike_stem(one, two) for one in own for two in held)


def _alike_stem(one: str, two: str) -> bool:
    """Tell "defence" and "defense", "military" and "militaries" from words of two stems."""
    return one == two or (len(one) > 4 and one[:5] == two[:5])


_NOT_OFFICES = frozenset([
        "the", "and", "his", "her", "its", "their", "our", "own", "said", "this", "that", "new", "former",
        "acting", "deputy", "chief", "senior", "top", "official", "spokesman", "spokeswoman", "spokesperson",
        "for", "from", "with", "main",
])  # fmt: skip


def _office_of(cast: Cast, named: Named) -> str | None:
    office = cast.knowledge.office(named.name or "", on=cast.on) if named.kind == "person" else None
    return office.role if office else None


def _words(text: str | None) -> list[str]:
    return re.findall(r"[a-z]+", fold(text or ""))
