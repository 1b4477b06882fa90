"""A mention of somebody -> its parts: name, role, body and side, by its words and the knowledge files."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from rashomon.knowledge.loading import Knowledge
from rashomon.reading.company import Company
from rashomon.reading.roles import PARTICLES, Roles
from rashomon.reading.syntax import Page
from rashomon.records import Span

_HONORIFICS = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof", "prof.", "sir"}
_HE = {"he", "him", "his", "she", "her", "hers"}
_IT = {"it", "its"}
_THEY = {"they", "them", "their", "theirs", "we", "us", "our", "i", "me", "my"}
_PORTFOLIOS = {
    "affairs", "agriculture", "communications", "culture", "defence", "defense", "development", "digital",
    "economy", "education", "emergencies", "emergency", "energy", "environment", "external", "finance",
    "foreign", "health", "home", "infrastructure", "information", "interior", "internal", "justice",
    "migration", "national", "policy", "reconstruction", "reintegration", "security", "situations", "staff",
    "state", "strategic", "trade", "transformation", "transport", "veterans", "war",
}  # fmt: skip
_OFFICES = {"administration", "bureau", "cabinet", "office", "secretariat"}
_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DETERMINERS = {
    "the", "a", "an", "this", "that", "some", "several", "many", "its", "his", "her", "their", "our", "both", "two",
    "three", "one", "another", "other", "these", "those",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of somebody, taken apart."""

    start: int
    end: int
    kind: str  # person, body, group, side, role, pronoun
    name: str | None = None
    role: str | None = None
    body: str | None = None
    side: str | None = None
    subject: bool = False


@dataclass(slots=True)
class Cast:
    """Everybody whom one report names, in the order of the text."""

    page: Page
    knowledge: Knowledge
    roles: Roles
    on: str | None
    named: list[Named] = field(default_factory=list)
    company: Company | None = None  # gathered when the first pronoun asks


def root_of(page: Page, mention: Span) -> Token | None:
    """Return the token of a mention that all its others hang on."""
    tokens = page.tokens(*mention)
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), None)


def _is_date(tokens: list[Token]) -> bool:
    """Tell "May 25", "25 May 2023" from a person of the name of May."""
    return (
        any(t.text in _MONTHS for t in tokens)
        and all(t.text in _MONTHS or t.is_punct or t.text[:1].isdigit() or t.ent_type_ == "DATE" for t in tokens)
        and (len(tokens) > 1 or tokens[0].ent_type_ == "DATE")
    )


def take_apart(cast: Cast, start: int, end: int, root: Token | None = None) -> Named | None:
    """Parse the words of one mention into name, role, body and side."""
    page, knowledge = cast.page, cast.knowledge
    tokens = [t for t in page.tokens(start, end) if not t.is_space]
    if len(tokens) == 1 and tokens[0].lower_ in _HE | _IT | _THEY and tokens[0].pos_ != "NOUN":
        return Named(
            start,
            end,
            "pronoun",
            name=tokens[0].lower_,
            subject=root is not None and root.dep_ in {"nsubj", "nsubjpass"},
        )
    while tokens and (tokens[0].lower_ in _DETERMINERS or tokens[0].is_punct):
        tokens = tokens[1:]
    if not tokens or _is_date(tokens):
        return None  # "May 25" is nobody
    subject = root is not None and root.dep_ in {"nsubj", "nsubjpass"}
    core, tail = _split_apposition(tokens)
    text = page.text[core[0].idx : core[-1].idx + len(core[-1])]
    side = _side_in(knowledge, core)
    named = _core(cast, core, text, side)
    if tail:
        named = _with_tail(cast, named, tail)
    if (
        named["name"]
        and (known := knowledge.person_named(named["name"], on=cast.on))
        and named["kind"] in {"person", "unknown"}
    ):
        named |= {
            "name": known.name,
            "kind": "person",
            "side": knowledge.side_of_person(known.name, on=cast.on) or named["side"],
        }
    kind = named["kind"] or "unknown"
    return Named(
        start,
        end,
        kind if kind != "unknown" else "group",
        named["name"],
        named["role"],
        named["body"],
        named["side"],
        subject,
    )


def _split_apposition(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    for number, token in enumerate(tokens):
        if token.text in {",", "(", "–", "—"} and number:
            return tokens[:number], [t for t in tokens[number + 1 :] if not t.is_punct]
    return tokens, []


def _core(cast: Cast, core: list[Token], text: str, side: str | None) -> dict[str, str | None]:
    roles, knowledge = cast.roles, cast.knowledge
    blank: dict[str, str | None] = {"kind": "unknown", "name": None, "role": None, "body": None, "side": side}
    whole_side = knowledge.side_named(text) or knowledge.capital_side(text)
    if whole_side and knowledge.body_named(text) is None:
        return blank | {"kind": "side", "name": text, "side": whole_side}
    side = blank["side"] = side or _seat(knowledge, core)
    role_at = max((i for i, t in enumerate(core) if _is_role(t, roles)), default=-1)
    of_at = next(
        (i for i, t in enumerate(core) if t.lower_ in {"of", "for", "from", "in", "at", "to"} and i), len(core)
    )
    body_at = max(
        (i for i, t in enumerate(core) if t.lower_ in roles.bodies or t.lemma_.lower() in roles.bodies), default=-1
    )
    first_role = next((i for i, t in enumerate(core) if _is_role(t, roles)), -1)
    # "the office of the president": an institution, whoever holds the office
    if 0 <= body_at < of_at < first_role and core[body_at].lower_ in _OFFICES:
        whole = _body_name(knowledge, core)
        return blank | {"kind": "body", "name": whole, "body": whole, "side": _body_side(knowledge, core) or side}
    if 0 <= role_at < body_at < of_at:
        role_at = -1  # "the General Staff", "the Chief Prosecutor's Office": the role is part of a body's name
    if 0 <= role_at < of_at < len(core) and (inner := _proper_name(core[role_at + 1 : of_at])):
        behind = core[of_at + 1 :]  # "President Sixto Duran Ballen of Ecuador"
        return blank | {
            "kind": "person",
            "name": inner,
            "role": _join(core[: role_at + 1], drop=_DETERMINERS),
            "body": _body_name(knowledge, behind) if body_at > of_at else None,
            "side": side or _body_side(knowledge, behind),
        }
    titled = any(_is_role(t, roles) or t.lower_ in roles.bodies for t in core[of_at + 1 :])  # "of the General Staff"
    if titled or (named_from := _behind_portfolio(core, of_at, knowledge)) is None:
        named_from = len(core)
    elif 0 <= role_at < of_at:  # "Minister of Foreign Affairs Orsa Teren"
        return blank | {
            "kind": "person",
            "name": _proper_name(core[named_from:]),
            "role": _join(
                core[: named_from if core[named_from - 1].lower_ in _PORTFOLIOS else of_at], drop=_DETERMINERS
            ),
        }
    if 0 <= role_at < of_at < len(core):  # "representative of the Armenian Defence Ministry [Artsrun Hovhannisyan]"
        name_from = body_at + 1 if body_at > of_at else len(core)
        if name_from < len(core) and core[name_from].lower_ in {"of", "for"}:
            name_from = len(core)  # "of Defence" goes on with the body's name
        name = _proper_name(core[name_from:])
        if name and (knowledge.side_named(name) or knowledge.places_named(name)):
            name, name_from = None, len(core)
        body_tokens = core[of_at + 1 : name_from]
        return blank | {
            "kind": "person" if name else "role",
            "name": name,
            "role": _join(core[: role_at + 1], drop=_DETERMINERS),
            "body": _body_name(knowledge, body_tokens),
            "side": side or _body_side(knowledge, body_tokens),
        }
    if role_at >= 0:
        of_body = 0 <= body_at < of_at < role_at  # "the Ministry of Defence spokesman"
        name = _proper_name(core[role_at + 1 : len(core) if of_body else of_at])
        before = core[: role_at + 1]
        owner = body_at if 0 <= body_at < role_at else -1
        if of_body:
            owner = role_at - 1
        plural = core[role_at].tag_ in {"NNS", "NNPS"} and not name
        if plural:
            return blank | {"kind": "group", "name": text}
        role_tokens = before[owner + 1 :]
        role_tokens = [t for t in role_tokens if knowledge.side_named(t.text) is None and t.lower_ not in {"’s", "'s"}]
        leading = _proper_name(before[:role_at]) if not name and owner < 0 else None
        if leading and knowledge.person_named(leading, on=cast.on) is None:
            leading = None
        return blank | {
            "kind": "person" if name or leading else "role",
            "name": name or leading,
            "role": _join(role_tokens) or core[role_at].text,
            "body": _body_name(knowledge, before[: owner + 1]) if owner >= 0 else None,
            "side": side or (_body_side(knowledge, before[: owner + 1]) if owner >= 0 else None),
        }
    if 1 < of_at < body_at and all(t.pos_ == "PROPN" for t in core[:of_at]) and (name := _proper_name(core[:of_at])):
        return blank | {"kind": "person", "name": name, "body": _body_name(knowledge, core[of_at + 1 :]), "side": side}
    if body_at >= 0 or knowledge.body_named(text):
        body = _body_name(knowledge, core)
        return blank | {"kind": "body", "name": body, "body": body, "side": _body_side(knowledge, core) or side}
    name = _proper_name(core)
    if name and len(core) <= 5 and all(t.pos_ in {"PROPN", "X"} or t.lower_ in PARTICLES or t.is_punct for t in core):
        if knowledge.person_named(name, on=cast.on):
            return blank | {"kind": "person", "name": name, "side": None}
        if not knowledge.places_named(name) and any(t.ent_type_ == "PERSON" for t in core):
            return blank | {"kind": "person", "name": name, "side": None}
        return blank | {"kind": "unknown", "name": name}
    return blank | {"kind": "group", "name": text}


def _behind_portfolio(core: list[Token], of_at: int, knowledge: Knowledge) -> int | None:
    """Return where the name begins behind what a minister or a president is of; None where no name stands there."""
    for width in (3, 2, 1):
        country, behind = core[of_at + 1 : of_at + 1 + width], core[of_at + 1 + width :]
        if country and behind and behind[0].pos_ == "PROPN" and knowledge.side_named(_words(country)):
            return of_at + 1 + width
    at = of_at + 1
    while at < len(core) and (core[at].lower_ in _PORTFOLIOS or (core[at].lower_ in {"and", "the"} and at > of_at)):
        at += 1
    passed = at < len(core) and any(core[i].lower_ in _PORTFOLIOS for i in range(of_at + 1, at))
    return at if passed and core[at].text[:1].isupper() and core[at].pos_ == "PROPN" else None


def _seat(knowledge: Knowledge, core: list[Token]) -> str | None:
    """Return the side of "the ministry in Baku": of the capital in which an institution sits."""
    for token, following in pairwise(core):
        if token.lower_ == "in" and following.text[:1].isupper() and (side := knowledge.capital_side(following.text)):
            return side
    return None


def _with_tail(cast: Cast, named: dict[str, str | None], tail: list[Token]) -> dict[str, str | None]:
    """Add what an apposition says: "X, the spokesman of the Y ministry"; or a name behind a role."""
    text = cast.page.text[tail[0].idx : tail[-1].idx + len(tail[-1])]
    said = _core(
        cast, [t for t in tail if t.lower_ not in {"the", "a", "an"}] or tail, text, _side_in(cast.knowledge, tail)
    )
    if named["kind"] in {"role", "body", "group"} and said["kind"] == "person" and named["name"] != said["name"]:
        return named | {"kind": "person", "name": said["name"], "side": named["side"] or said["side"]}
    return named | {
        "kind": "person" if named["kind"] == "unknown" and (said["role"] or said["kind"] == "role") else named["kind"],
        "role": named["role"] or said["role"],
        "body": named["body"] or said["body"],
        "side": named["side"] or said["side"],
    }


def _is_role(token: Token, roles: Roles) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} and (
        token.lower_ in roles.roles or token.lemma_.lower() in roles.roles
    )


def _proper_name(tokens: list[Token]) -> str | None:
    """Return the capitalised words at the end of `tokens`, with particles between them."""
    kept: list[Token] = []
    for token in tokens:
        if token.lower_ in {"’s", "'s"} or token.text in {",", "(", '"'}:
            break
        if token.text[:1].isupper() or (kept and token.lower_ in PARTICLES) or token.text == "-":
            kept.append(token)
        elif kept:
            break
    while kept and kept[-1].lower_ in PARTICLES:
        kept.pop()
    while len(kept) > 1 and kept[0].lower_ in _HONORIFICS:
        kept = kept[1:]
    if not kept:
        return None
    return _words(kept)


def _words(tokens: list[Token]) -> str:
    """Return the text of neighbouring tokens as written."""
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text


def _side_in(knowledge: Knowledge, tokens: list[Token]) -> str | None:
    """Return the one side that the words of a mention name: "Russian", "Ukraine's", "of Armenia"."""
    if not tokens:
        return None
    found = []
    at = 0
    while at < len(tokens):
        for width in (4, 3, 2, 1) if tokens[at].text[:1].isupper() else ():
            piece = tokens[at : at + width]
            if len(piece) < width:
                continue
            words = _words(piece)
            side = knowledge.side_named(words)
            if side is None and width == 1 and at + 1 < len(tokens) and tokens[at + 1].lower_ in {"’s", "'s"}:
                side = knowledge.capital_side(words)
            if side:
                found.append(side)
                at += width - 1
                break
        at += 1
    return found[0] if found and len(set(found)) == 1 else (found[0] if found else None)


def _body_name(knowledge: Knowledge, tokens: list[Token]) -> str | None:
    text = _join(tokens, drop={"the", "a", "an"}, edges=True)
    if text is None:
        return None
    known = knowledge.body_named(text)
    return known.name if known else text


def _body_side(knowledge: Knowledge, tokens: list[Token]) -> str | None:
    text = _join(tokens, drop={"the", "a", "an"}, edges=True)
    known = knowledge.body_named(text) if text else None
    return (known.side if known else None) or _side_in(knowledge, tokens)


def _join(tokens: list[Token], *, drop: set[str] | None = None, edges: bool = True) -> str | None:
    kept = list(tokens)
    while edges and kept and (kept[0].lower_ in (drop or set()) or kept[0].is_punct or kept[0].lower_ in {"’s", "'s"}):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].lower_ in {"’s", "'s"}):
        kept = kept[:-1]
    return _words(kept) if kept else None
