"""A mention of a speaker -> who it is: name, role, body and side, settled over the whole report.

"he", "the ministry", "the spokesman" and a bare surname are led back to the one who was named; the reason is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Token

from rashomon.knowledge.lexicons import load_table
from rashomon.knowledge.loading import Knowledge, fold
from rashomon.reading.syntax import Page
from rashomon.records import Span, Speaker

_HE = {"he", "him", "his", "she", "her", "hers"}
_IT = {"it", "its"}
_THEY = {"they", "them", "their", "theirs", "we", "us", "our", "i", "me", "my"}
_PARTICLES = {
    "al",
    "el",
    "bin",
    "ibn",
    "ben",
    "de",
    "van",
    "von",
    "der",
    "abu",
    "ul",
    "ud",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "al-",
    "el-",
    "-",
    "’",
    "'",
}
_DETERMINERS = {
    "the",
    "a",
    "an",
    "this",
    "that",
    "some",
    "several",
    "many",
    "its",
    "his",
    "her",
    "their",
    "our",
    "both",
    "two",
    "three",
    "one",
    "another",
    "other",
    "these",
    "those",
}


@dataclass(frozen=True, slots=True)
class Roles:
    """The nouns by which speakers are named."""

    roles: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    same: tuple[tuple[str, ...], ...] = ()


def load_roles(folder: Path | None = None) -> Roles:
    """Return the lists of knowledge/roles.toml."""
    table = load_table("roles.toml", folder)
    roles, titles, bodies, groups = (frozenset(table[key]) for key in ("roles", "titles", "bodies", "groups"))
    return Roles(roles, titles, bodies, groups, tuple(tuple(words) for words in table["same"]))


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


def assemble(page: Page, knowledge: Knowledge, roles: Roles, mentions: Iterable[Span] = ()) -> Cast:
    """Find the named people and bodies of a page; `mentions` are phrases that are known to name speakers."""
    on = (page.report.published or "")[:10] or None
    cast = Cast(page, knowledge, roles, on)
    chunks = [(chunk.start_char, chunk.end_char, chunk.root) for chunk in page.doc.noun_chunks]
    for start, end, root in chunks:
        if root.pos_ == "PRON":
            continue
        named = take_apart(cast, start, end, root)
        if named and named.kind in {"person", "body", "side", "group"}:
            cast.named.append(named)
    known = {(named.start, named.end) for named in cast.named}
    for mention in mentions:
        named = take_apart(cast, mention.start, mention.end, _root_of(page, mention))
        if named and named.kind == "person" and (named.start, named.end) not in known:
            cast.named = [
                n for n in cast.named if not (mention.start <= n.start and n.end <= mention.end and n.kind != "person")
            ]
            cast.named.append(named)
    cast.named.sort(key=lambda n: (n.start, n.end))
    cast.named = _completed(cast)
    return cast


def _root_of(page: Page, mention: Span) -> Token | None:
    """Return the token of a mention that all its others hang on."""
    tokens = page.tokens(*mention)
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), None)


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
    if not tokens:
        return None
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
    if 0 <= role_at < body_at < of_at:
        role_at = -1  # "the General Staff", "the Chief Prosecutor's Office": the role is part of a body's name
    if 0 <= role_at < of_at < len(core):  # "representative of the Armenian Defence Ministry [Artsrun Hovhannisyan]"
        name_from = body_at + 1 if body_at > of_at else len(core)
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
        name = _proper_name(core[role_at + 1 : of_at])
        before = core[: role_at + 1]
        owner = body_at if 0 <= body_at < role_at else -1
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
    if name and len(core) <= 5 and all(t.pos_ in {"PROPN", "X"} or t.lower_ in _PARTICLES or t.is_punct for t in core):
        if knowledge.person_named(name, on=cast.on):
            return blank | {"kind": "person", "name": name, "side": None}
        if not knowledge.places_named(name) and any(t.ent_type_ == "PERSON" for t in core):
            return blank | {"kind": "person", "name": name, "side": None}
        return blank | {"kind": "unknown", "name": name}
    return blank | {"kind": "group", "name": text}


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
        if token.text[:1].isupper() or (kept and token.lower_ in _PARTICLES) or token.text == "-":
            kept.append(token)
        elif kept:
            break
    while kept and kept[-1].lower_ in _PARTICLES:
        kept.pop()
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


def _surname(name: str) -> str:
    return fold(name).split(" ")[-1]


def _completed(cast: Cast) -> list[Named]:
    """Give every mention of a person the fullest name, role, body and side that the report has for them."""
    full: dict[str, Named] = {}
    for named in cast.named:
        if named.kind == "person" and named.name:
            key = _surname(named.name)
            best = full.get(key)
            if best is None:
                full[key] = named
            elif best.name and _same_person(best.name, named.name):
                longer = max(best.name, named.name, key=len)
                full[key] = replace(
                    best,
                    name=longer,
                    role=best.role or named.role,
                    body=best.body or named.body,
                    side=best.side or named.side,
                )
    done = []
    for named in cast.named:
        known = full.get(_surname(named.name)) if named.name else None
        if (
            known
            and known.name
            and named.name
            and _same_person(known.name, named.name)
            and named.kind in {"person", "group"}
        ):
            done.append(
                replace(
                    named,
                    kind="person",
                    name=known.name,
                    role=named.role or known.role,
                    body=named.body or known.body,
                    side=named.side or known.side,
                )
            )
        else:
            done.append(named)
    return done


def _same_person(one: str, other: str) -> bool:
    a, b = fold(one).split(" "), fold(other).split(" ")
    shorter, longer = sorted((a, b), key=len)
    return shorter[-1] == longer[-1] and (len(shorter) == 1 or shorter[0][0] == longer[0][0])


def settle(cast: Cast, mention: Span, *, last: Speaker | None = None, home: str | None = None) -> tuple[Speaker, str]:
    """Return the speaker behind a mention, and the reason; `home` is the side of the outlet, if it has one."""
    page = cast.page
    mention = _without_asides(page, mention)
    words = page.text[mention.start : mention.end]
    named = take_apart(cast, mention.start, mention.end, _root_of(page, mention))
    if named is None:
        return Speaker(name=words, span=mention, words=words), f"speaker as written: '{words}'"
    if named.kind == "pronoun":
        if named.name in _IT and last is not None and last.span and _is_body(cast, last):  # noqa: SIM102
            if page.text.count("\n", last.span.end, mention.start) <= 2:
                return replace(last, span=mention, words=words), f"speaker: '{words}' -> {last.name}, who spoke before"
        found = _before(cast, mention.start, named.name or "")
        if (
            last is not None
            and last.span
            and _is_person(last)
            and (found is None or found.start < last.span.start)
            and named.name in _HE | {"i", "my", "me"}
        ):
            return replace(
                last, span=mention, words=words
            ), f"speaker: '{words}' -> {last.name or last.role}, who spoke before"
        if found:
            return _speaker(cast, found, mention, words), f"speaker: pronoun '{words}' -> {found.name or found.role}"
        return Speaker(span=mention, words=words), f"speaker: pronoun '{words}', nobody found"
    if named.kind == "role" or (named.kind == "body" and named.side is None):
        if found := _same_role(cast, named, mention.start):
            return _speaker(cast, found, mention, words), f"speaker: '{words}' -> {found.name or found.body}"
        side = named.side or home
        if (
            named.kind == "role"
            and side
            and named.role
            and (holder := cast.knowledge.holder(named.role, side, on=cast.on))
        ):
            return (
                Speaker(holder.name, named.role, named.body, side, mention, words),
                f"speaker: '{words}' -> {holder.name}, who held that office",
            )
    if named.name and (found := _same_name(cast, named)):
        merged = replace(
            named,
            kind="person",
            name=found.name,
            role=named.role or found.role,
            body=named.body or found.body,
            side=named.side or found.side,
        )
        reason = (
            f"speaker: '{words}' -> {found.name}"
            if fold(found.name or "") not in fold(words)
            else f"speaker: {found.name}"
        )
        return _speaker(cast, merged, mention, words), reason
    return _speaker(cast, named, mention, words), f"speaker: {named.name or named.role or words}"


_ASIDE = re.compile(r",? (?:in turn|for (?:its|his|her|their) part|too|also|meanwhile)$", re.IGNORECASE)


def _without_asides(page: Page, mention: Span) -> Span:
    aside = _ASIDE.search(page.text, mention.start, mention.end)
    return Span(mention.start, aside.start()) if aside and aside.start() > mention.start else mention


def _is_body(cast: Cast, speaker: Speaker) -> bool:
    if not speaker.name:
        return False
    return speaker.body == speaker.name or speaker.side == cast.knowledge.side_named(speaker.name)


def _is_person(speaker: Speaker) -> bool:
    return (
        bool(speaker.name)
        and speaker.name != speaker.body
        and (speaker.name or "")[:1].isupper()
        and " " in (speaker.name or "")
    )


def _speaker(cast: Cast, named: Named, mention: Span, words: str) -> Speaker:
    role, body, side = named.role, named.body, named.side
    if named.kind == "person" and named.name and (office := cast.knowledge.office(named.name, on=cast.on)):
        role, body, side = role or office.role, body or office.body, side or office.side
    if body and side is None and (known := cast.knowledge.body_named(body)):
        side = known.side
    return Speaker(named.name, role, body, side, mention, words)


def _before(cast: Cast, offset: int, pronoun: str) -> Named | None:
    """Return who a pronoun at `offset` most likely means: the nearest fitting name before it, subjects first."""
    kinds = {"person"} if pronoun in _HE else {"body", "side"} if pronoun in _IT else {"body", "side", "group"}
    page = cast.page
    fitting = [n for n in cast.named if n.end <= offset and n.kind in kinds]
    if not fitting:
        later = [n for n in cast.named if n.kind in kinds and offset < n.start < offset + 160]
        return later[0] if later and pronoun in _HE else None
    sentence_of = page.sentence_of_token
    here = page.tokens(offset, offset + len(pronoun))
    now = sentence_of[here[0].i] if here else 0
    best: tuple[float, int] | None = None
    chosen = None
    for named in fitting[-14:]:
        tokens = page.tokens(named.start, named.end)
        if not tokens:
            continue
        back = now - sentence_of[tokens[0].i]
        score = (-back * 2.0 + (2.5 if named.subject else 0.0) + (0.5 if named.role else 0.0), named.start)
        if page.quoted[named.start] and not page.quoted[offset]:
            score = (score[0] - 4, score[1])
        if best is None or score >= best:
            best, chosen = score, named
    return chosen


def _same_role(cast: Cast, named: Named, offset: int) -> Named | None:
    """Lead "the spokesman", "the president", "the ministry" back to the one named with that role or body."""
    heads = [w for w in re.findall(r"[a-z]+", fold(named.role or named.body or named.name or "")) if len(w) > 2]
    if not heads:
        return None
    written = fold(cast.page.text[named.start : named.end])
    alike = next((group for group in cast.roles.same if any(word in written for word in group)), ())
    for other in sorted(cast.named, key=lambda n: (n.end > offset, abs(offset - n.start))):
        if other.kind not in {"person", "body"} or (named.kind == "body" and other.kind != "body"):
            continue
        held = re.findall(
            r"[a-z]+", fold(" ".join(filter(None, (other.role, other.body if named.kind == "body" else None))))
        )
        if (
            alike
            and other.role
            and other.name
            and any(word in fold(other.role) for word in alike)
            and named.kind == "role"
            and named.side in (None, other.side)
        ):
            return other
        if heads[-1] in held and (named.side is None or other.side in (None, named.side)) and other.name:
            if named.kind == "body" and fold(other.name) == fold(named.name or ""):
                continue
            if all(h in held for h in heads) or len(heads) == 1:
                return other
    return None


def _same_name(cast: Cast, named: Named) -> Named | None:
    if named.kind not in {"person", "group", "unknown"} or not named.name:
        return None
    for other in cast.named:
        if (
            other.kind == "person"
            and other.name
            and _same_person(other.name, named.name)
            and _surname(other.name) == _surname(named.name)
        ):
            return other
    return None
