"""A page -> everybody whom it names, each mention with the fullest name, role, body and side that the report has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import Knowledge
from rashomon.reading.people import Cast, Named, root_of, take_apart
from rashomon.reading.roles import Roles
from rashomon.reading.syntax import Page
from rashomon.records import Span


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
        named = take_apart(cast, mention.start, mention.end, root_of(page, mention))
        if named and named.kind == "person" and (named.start, named.end) not in known:
            cast.named = [
                n for n in cast.named if not (mention.start <= n.start and n.end <= mention.end and n.kind != "person")
            ]
            cast.named.append(named)
    cast.named.sort(key=lambda n: (n.start, n.end))
    cast.named = _completed(cast)
    return cast


def surname(name: str) -> str:
    """Return the last word of a name, folded."""
    return fold(name).split(" ")[-1]


def _completed(cast: Cast) -> list[Named]:
    """Give every mention of a person the fullest name, role, body and side that the report has for them."""
    full: dict[str, Named] = {}
    for named in cast.named:
        if named.kind == "person" and named.name:
            key = surname(named.name)
            best = full.get(key)
            if best is None:
                full[key] = named
            elif best.name and are_same_person(best.name, named.name):
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
        known = full.get(surname(named.name)) if named.name else None
        if (
            known
            and known.name
            and named.name
            and are_same_person(known.name, named.name)
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


def are_same_person(one: str, other: str) -> bool:
    """Tell whether two names have one surname, and first names that begin alike where both have one."""
    a, b = fold(one).split(" "), fold(other).split(" ")
    shorter, longer = sorted((a, b), key=len)
    return shorter[-1] == longer[-1] and (len(shorter) == 1 or shorter[0][0] == longer[0][0])
