"""A mention of a speaker -> who it is: name, role, body and side, settled over the whole report.

"he", "the ministry", "the spokesman" and a bare surname are led back to the one who was named; the reason is kept.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from rashomon.knowledge.folding import fold
from rashomon.reading.cast import are_same_person, assemble, surname
from rashomon.reading.company import MAN, WOMAN
from rashomon.reading.coreference import Led, lead_back, lead_short_form, may_be
from rashomon.reading.people import Cast, Named, root_of, take_apart
from rashomon.reading.roles import Roles, load_roles
from rashomon.reading.syntax import Page
from rashomon.records import Span, Speaker

__all__ = ["Cast", "Named", "Roles", "assemble", "load_roles", "settle", "take_apart"]

_FIRST = {"i", "me", "my", "we", "us", "our"}
_IT = {"it", "its"}
_NEW = {"a", "an", "another", "some", "one"}
_SURE = 0.8  # from this share of the vote on, who spoke last does not outweigh whom the syntax points to


def settle(cast: Cast, mention: Span, *, last: Speaker | None = None, home: str | None = None) -> tuple[Speaker, str]:
    """Return the speaker behind a mention, and the reason; `home` is the side of the outlet, if it has one."""
    page = cast.page
    mention = _without_asides(page, mention)
    words = page.text[mention.start : mention.end]
    root = root_of(page, mention)
    if root is not None and root.lower_ in {"which", "who", "whom"} and (noun := _antecedent(root)) is not None:
        start, end = noun.left_edge.idx, min(root.sent[0].idx + len(root.sent.text), root.left_edge.idx)
        before = page.text[start:end].rstrip(" ,;:—–-")
        before = re.sub(r",? (?:according|thanks|due|in|by|of|to|from)(?: to)?$", "", before)
        if before:
            return settle(cast, Span(start, start + len(before)), last=last, home=home)
    named = take_apart(cast, mention.start, mention.end, root)
    if named is None:
        return Speaker(name=words, span=mention, words=words), f"speaker as written: '{words}'"
    if named.kind == "pronoun":
        return _settle_pronoun(cast, named, mention, last)
    if (issuer := _issuer(cast, named, mention, root, last)) is not None:
        return issuer
    short = named.kind in {"role", "group"} or (named.kind == "body" and named.side is None)
    if short and root is not None and not _is_new(page, mention):
        if led := lead_short_form(cast, named, root):
            who = led.named.name or led.named.body
            return _speaker(cast, led.named, mention, words), f"speaker: '{words}' -> {who}"
        if holder := _holder(cast, named, home):
            return replace(
                holder, span=mention, words=words
            ), f"speaker: '{words}' -> {holder.name}, who held that office"
        if home and named.kind == "body" and named.name and (ours := _body_at_home(cast, named.name, home)):
            return replace(_speaker(cast, ours, mention, words), body=named.name), f"speaker: '{words}' of {home}"
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


def _antecedent(pronoun: Token) -> Token | None:
    """Return the noun of "a report, according to which": what the clause of a relative pronoun hangs on."""
    return next((token.head for token in pronoun.ancestors if token.dep_ == "relcl"), None)


def _body_at_home(cast: Cast, name: str, home: str) -> Named | None:
    """Return "the Defence Ministry" of the country whose outlet speaks, if that country is at war and has such a body.

    An outlet of a country at peace writes so of others; its readers know of whom from what was told before.
    """
    if not any(home in war.sides for war in cast.knowledge.conflicts):
        return None
    known = cast.knowledge.body_named(f"{name} of {home}") or cast.knowledge.body_named(f"{home} {name}")
    return Named(0, 0, "body", known.name, None, known.name, known.side) if known and known.side == home else None


def _issuer(
    cast: Cast, named: Named, mention: Span, root: Token | None, last: Speaker | None
) -> tuple[Speaker, str] | None:
    """Return who speaks in "a statement of the General Staff" and, of no one's statement, who spoke before."""
    page = cast.page
    if (
        root is None
        or root.lemma_.lower() not in cast.roles.documents
        or root.pos_ == "PROPN"
        or named.kind == "person"
    ):
        return None
    words = page.text[mention.start : mention.end]
    for child in root.children:
        owner = child if child.dep_ == "poss" else next((t for t in child.children if t.dep_ == "pobj"), None)
        if owner is None or (child.dep_ != "poss" and child.lower_ not in {"of", "by", "from"}):
            continue
        start, end = owner.left_edge.idx, owner.right_edge.idx + len(owner.right_edge)
        inner = take_apart(cast, start, end, owner)
        if inner is None or not (inner.name or inner.role):
            continue
        if inner.kind == "pronoun":
            speaker, _ = _settle_pronoun(cast, inner, Span(start, end), last)
        elif inner.kind == "role" or (inner.kind == "body" and inner.side is None):
            led = lead_short_form(cast, inner, owner)
            speaker = _speaker(cast, led.named if led else inner, mention, words)
        elif inner.kind in {"body", "side", "person"}:
            speaker = _speaker(cast, inner, mention, words)
        else:
            continue
        if speaker.name or speaker.role:
            return replace(speaker, span=mention, words=words), f"speaker: '{words}' -> {speaker.name or speaker.role}"
    near = last is not None and last.span is not None and page.text.count("\n", last.span.end, mention.start) <= 2
    if (
        last is not None
        and near
        and (last.name or last.role)
        and not any(c.dep_ in {"poss", "compound"} for c in root.children)
    ):
        who = last.name or last.role
        return replace(last, span=mention, words=words), f"speaker: '{words}' -> {who}, who spoke before"
    return None


def _is_new(page: Page, mention: Span) -> bool:
    """Tell whether a phrase names somebody for the first time: "an official", "another general"."""
    return page.text[mention.start : mention.end].split(" ", 1)[0].lower() in _NEW


def _holder(cast: Cast, named: Named, home: str | None) -> Speaker | None:
    """Return who held an office that only the office names: "the president of Veldoria"."""
    side = named.side or home
    if named.kind != "role" or not side or not named.role:
        return None
    held = cast.knowledge.holder(named.role, side, on=cast.on)
    return Speaker(held.name, named.role, named.body, side) if held else None


def _settle_pronoun(cast: Cast, named: Named, mention: Span, last: Speaker | None) -> tuple[Speaker, str]:
    """Return who a pronoun means: whom it is led to, or who spoke before, where that is the better guess."""
    page, word = cast.page, named.name or ""
    words = page.text[mention.start : mention.end]
    led = None if word in _FIRST else lead_back(cast, mention)
    if last is not None and last.span and _goes_on(cast, word, mention, last, led):
        who = last.name or last.role or last.body
        return replace(last, span=mention, words=words), f"speaker: '{words}' -> {who}, who spoke before"
    if led is None:
        return Speaker(span=mention, words=words), f"speaker: pronoun '{words}', nobody found"
    who = led.named.name or led.named.role or led.named.body
    return _speaker(cast, led.named, mention, words), f"speaker: pronoun '{words}' -> {who}"


def _goes_on(cast: Cast, word: str, mention: Span, last: Speaker, led: Led | None) -> bool:
    """Tell whether a pronoun means who spoke before, whatever it is led to."""
    page = cast.page
    if last.span is None:
        return False
    if word in _FIRST:
        return bool(last.name or last.role)
    if word in _IT:
        return _is_body(cast, last) and page.text.count("\n", last.span.end, mention.start) <= 2
    if word not in MAN | WOMAN or not _is_person(cast, last) or page.quoted[mention.start]:
        return False
    if led is None:
        return True
    return led.share < _SURE and led.named.start < last.span.start and may_be(cast, last.name or "", word)


_ARTICLE = re.compile(r"^(?:the|a|an|this|its|his|her|their) ", re.IGNORECASE)
_ASIDE = re.compile(r",? (?:in turn|for (?:its|his|her|their) part|too|also|meanwhile)$", re.IGNORECASE)


def _without_asides(page: Page, mention: Span) -> Span:
    aside = _ASIDE.search(page.text, mention.start, mention.end)
    return Span(mention.start, aside.start()) if aside and aside.start() > mention.start else mention


def _is_body(cast: Cast, speaker: Speaker) -> bool:
    if not speaker.name:
        return False
    return (
        cast.knowledge.body_named(speaker.name) is not None
        or speaker.body == speaker.name
        or speaker.side == cast.knowledge.side_named(speaker.name)
    )


def _is_person(cast: Cast, speaker: Speaker) -> bool:
    return (
        bool(speaker.name)
        and not _is_body(cast, speaker)
        and (speaker.name or "")[:1].isupper()
        and " " in (speaker.name or "")
    )


def _speaker(cast: Cast, named: Named, mention: Span, words: str) -> Speaker:
    role, body, side = named.role, named.body, named.side
    if named.kind == "person" and named.name and (office := cast.knowledge.office(named.name, on=cast.on)):
        role, body, side = role or office.role, body or office.body, side or office.side
    if named.kind in {"body", "side"} and named.name:
        body = _as_written(cast, named)
    if body and side is None and (known := cast.knowledge.body_named(body)):
        side = known.side
    return Speaker(named.name, role, body, side, mention, words)


def _as_written(cast: Cast, named: Named) -> str | None:
    """Return what else a body or a capital is called: as this report writes it, or the country that it governs."""
    if named.kind == "side":
        return named.side if named.name and fold(named.name) != fold(named.side or "") else named.body
    written = _ARTICLE.sub("", cast.page.text[named.start : named.end]).strip(" ,")
    known = any(word[:1].isupper() for word in written.split())
    return written if known and len(written.split()) <= 6 else named.body


def _same_name(cast: Cast, named: Named) -> Named | None:
    if named.kind not in {"person", "group", "unknown"} or not named.name:
        return None
    for other in cast.named:
        if (
            other.kind == "person"
            and other.name
            and are_same_person(other.name, named.name)
            and surname(other.name) == surname(named.name)
        ):
            return other
    return None
