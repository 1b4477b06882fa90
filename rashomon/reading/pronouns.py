"""A pronoun for one person -> that person: each mention near it is weighed, and the mentions of a person vote together.

The weights stand in knowledge/pronouns.toml; `python -m training.pronouns` finds them.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from rashomon.reading.company import MAN, WOMAN, Company, Mention, Seat, seat_of
from rashomon.reading.syntax import Page, subject_of

NOBODY = -1
_SENTENCES_BACK = 8
_MENTIONS_BACK = 24
_MENTIONS_AHEAD = 6
_NOBODY_WINS = 0.7
_OTHER = {"man": "woman", "woman": "man"}
_SPEAKING = {
    "say", "tell", "add", "claim", "state", "write", "announce", "declare", "insist", "explain", "note", "argue",
    "report", "admit", "deny", "warn", "reply", "ask", "confirm", "suggest", "describe",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """A mention that a pronoun may mean, and what can be said about the two."""

    mention: Mention
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A pronoun, or a phrase that stands for one, and its surroundings."""

    token: Token
    sex: str | None
    seat: Seat
    sentence: int
    quoted: bool
    owner: Token | None  # the subject of its clause
    above: Mapping[int, int]  # the words above it in the sentence, each with its distance
    last: Mention | None  # the pronoun of the same sex before it


def is_pronoun(token: Token) -> bool:
    """Tell whether a word is a pronoun for one person."""
    return token.lower_ in MAN or token.lower_ in WOMAN


def form_of(token: Token) -> str:
    """Tell how a pronoun is used, for which its weights differ: as subject, as possessor, as anything else."""
    if token.dep_ in {"nsubj", "nsubjpass"} or token.lower_ in {"he", "she"}:
        return "subject"
    return "possessor" if token.tag_ == "PRP$" else "object"


def lead(page: Page, company: Company, weights: Mapping[str, float], until: Token) -> dict[int, float]:
    """Lead a pronoun to a person, and before it all pronouns that stand before it; return each person's share.

    A pronoun that was led is a mention of that person for those behind it.
    """
    for token in page.doc[: until.i]:
        if is_pronoun(token) and token.i not in company.led:
            _take_up(page, company, token, vote(options(page, company, token), form_of(token), weights))
    return vote(options(page, company, until), form_of(until), weights)


def _take_up(page: Page, company: Company, token: Token, shares: Mapping[int, float]) -> None:
    person = best(shares)
    company.led[token.i] = person
    number = -2 - token.i if person == NOBODY else person
    sex = "woman" if token.lower_ in WOMAN else "man"
    mention = Mention(
        token.idx, token.idx + len(token), token, "pronoun", token.lower_, sex, number,
        page.sentence_of_token[token.i], seat_of(token), ("pronoun",),
    )  # fmt: skip
    insort(company.mentions, mention, key=lambda m: m.start)


def best(shares: Mapping[int, float], nobody: float = _NOBODY_WINS) -> int:
    """Return the person with the largest share; NOBODY needs more than the largest to win."""
    if shares[NOBODY] >= nobody or len(shares) == 1:
        return NOBODY
    return max((person for person in shares if person != NOBODY), key=lambda person: shares[person])


def vote(found: Sequence[Option], form: str, weights: Mapping[str, float]) -> dict[int, float]:
    """Return each person's share of the vote; NOBODY has a voice too."""
    scores = [(NOBODY, _weigh(("nobody",), form, weights))]
    scores += [(option.mention.person, _weigh(option.features, form, weights)) for option in found]
    top = max(score for _, score in scores)
    shares: dict[int, float] = {}
    for person, score in scores:
        shares[person] = shares.get(person, 0.0) + math.exp(score - top)
    whole = sum(shares.values())
    return {person: share / whole for person, share in shares.items()}


def _weigh(features: Sequence[str], form: str, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) + weights.get(f"{form}.{name}", 0.0) for name in features)


def options(page: Page, company: Company, token: Token) -> list[Option]:
    """Return the mentions that a pronoun may mean, the nearest before it first, each with its features."""
    asking = _ask(page, company, token)
    near = [m for m in company.mentions if -1 < asking.sentence - m.sentence <= _SENTENCES_BACK]
    before = [m for m in near if m.start < token.idx and m.root.i != token.i]
    after = [m for m in near if m.start > token.idx and m.kind != "pronoun"]
    fitting = [
        m
        for m in [*reversed(before[-_MENTIONS_BACK:]), *after[:_MENTIONS_AHEAD]]
        if m.sex in (None, asking.sex) and not _is_part(token, m)
    ]
    # What was asked before must not change the answer: pronouns behind this one do not count.
    times = Counter(m.person for m in company.mentions if m.kind != "pronoun" or m.start < token.idx)
    most = max((times[m.person] for m in fitting), default=0)
    first = min((m.person for m in fitting if m.kind == "name"), default=None)
    nearer: set[int] = set()
    subjects = 0
    found = []
    for mention in fitting:
        number = times[mention.person]
        features = [*_who(company, asking, mention, number)]
        features += ["most"] if number == most > 1 else []
        features += ["first"] if mention.person == first else []
        if mention.start > token.idx:
            features += _ahead(asking, mention)
        else:
            features += _behind(page, asking, mention, len(nearer), subjects)
            subjects += mention.seat.subject
            nearer.add(mention.person)
        features += _speech(page, asking, mention)
        found.append(Option(mention, tuple(features)))
    return found


def _ask(page: Page, company: Company, token: Token) -> Asking:
    sex = "woman" if token.lower_ in WOMAN else "man"
    pronouns = [m for m in company.mentions if m.kind == "pronoun" and m.sex == sex and m.start < token.idx]
    seat = seat_of(token)
    owner = subject_of(seat.verb) if seat.verb is not None and seat.verb.pos_ in {"VERB", "AUX"} else None
    return Asking(
        token,
        sex,
        seat,
        page.sentence_of_token[token.i],
        bool(page.quoted[token.idx]),
        owner if owner is not None and owner.i != token.i else None,
        {above.i: steps for steps, above in enumerate((token, *token.ancestors))},
        pronouns[-1] if pronouns else None,
    )


def _is_part(token: Token, mention: Mention) -> bool:
    """Tell whether a pronoun belongs to the very phrase: "his" in "his friend John"."""
    if mention.start <= token.idx < mention.end:
        return True
    if token.i > mention.root.i:
        return False
    top = mention.seat.top
    return mention.root.left_edge.i <= token.i or (mention.root.dep_ == "appos" and top.left_edge.i <= token.i < top.i)


def _who(company: Company, asking: Asking, mention: Mention, times: int) -> Iterator[str]:
    """Yield what is known of the person, wherever it stands."""
    for trait in mention.traits:
        if not trait.startswith("alone_"):
            yield trait
        else:
            yield "alone_same" if trait == f"alone_{asking.sex}" else "alone_other"
    known = company.sexes.get(mention.person)
    yield "sex_unknown" if known is None else "sex_same" if known == asking.sex else "sex_other"
    if mention.kind == "name":
        yield "people" if mention.person in company.people else "perhaps_people"
    yield f"count_{min(times, 4)}"
    if mention.kind == "pronoun":
        yield "pronoun_last" if mention is asking.last else "pronoun_older"
        if mention is asking.last:
            yield f"pronoun_back_{min(asking.sentence - mention.sentence, 3)}"
            if mention.person < NOBODY:
                yield "pronoun_lost"


def _ahead(asking: Asking, mention: Mention) -> Iterator[str]:
    """Yield the features of a mention behind the pronoun: "In a video he shared, X said"."""
    seat, verb = mention.seat, asking.seat.verb
    yield "after"
    yield f"after_{seat.part}"
    if seat.verb is None or verb is None:
        return
    if seat.subject and seat.verb != verb and seat.verb.i in asking.above:
        yield "cataphora"
    if seat.verb == verb or any(above == verb for above in mention.root.ancestors):
        yield "commanded"


def _behind(page: Page, asking: Asking, mention: Mention, rank: int, subjects: int) -> Iterator[str]:
    """Yield the features of a mention before the pronoun: how far, how high, how alike."""
    seat = mention.seat
    back = asking.sentence - mention.sentence
    near = min(back, 2)
    yield f"seat_{seat.part}"
    yield f"back_{min(back, 4)}"
    yield f"rank_{min(rank, 4)}"
    yield f"at_{seat.part}_{near}"
    if seat.subject:
        yield f"subjects_{min(subjects, 3)}"
    if seat.part == asking.seat.part or (seat.subject and asking.seat.subject):
        yield f"parallel_{near}"
    if seat.main and seat.subject:
        yield f"main_subject_{near}"
    if back and mention.root.i - 4 <= page.sentences[mention.sentence].first:
        yield f"opening_{near}"
    if asking.owner is not None and asking.owner.i in (seat.top.i, mention.root.i):
        yield "owner"
    if mention.root.dep_ in {"conj", "appos"} and seat.top != mention.root:
        yield "joined" if mention.root.dep_ == "conj" else "apposed"
    if any(child.dep_ == "conj" for child in mention.root.children):
        yield "joined"
    if back == 0:
        yield from _together(asking, mention)


def _together(asking: Asking, mention: Mention) -> Iterator[str]:
    """Yield the features of a mention before the pronoun in one sentence: how the two clauses stand to each other."""
    seat, verb = mention.seat, asking.seat.verb
    yield f"near_{min(int(math.log2(max(asking.token.i - mention.root.i, 1))), 5)}"
    if mention.root.i in asking.above:
        yield "inside"
    if seat.verb is not None and seat.verb == verb:
        yield "clause_same"
        yield f"same_{seat.part}_{asking.seat.part}"
    elif seat.verb is not None and seat.verb.i in asking.above:
        yield "clause_higher"
        yield f"higher_{verb.dep_ if verb is not None else ''}_{seat.part}"
    elif seat.verb is not None and any(above == verb for above in seat.verb.ancestors):
        yield "clause_lower"
    else:
        yield "clause_apart"
    for steps, above in enumerate((mention.root, *mention.root.ancestors)):
        if above.i in asking.above:
            yield f"path_{min(steps + asking.above[above.i], 9)}"
            break


def _speech(page: Page, asking: Asking, mention: Mention) -> Iterator[str]:
    """Yield what quotations and verbs of speech say: "he" in a quotation is not who speaks it."""
    speaks = mention.seat.subject and mention.seat.verb is not None and mention.seat.verb.lemma_ in _SPEAKING
    if page.quoted[mention.start] and asking.quoted:
        yield "quoted_both"
    elif asking.quoted:
        yield "quoter" if speaks else "quoted_pronoun"
    elif page.quoted[mention.start]:
        yield "quoted_mention"
    if speaks and asking.seat.verb is not None and asking.seat.verb.lemma_ in _SPEAKING:
        yield "both_speak"
