"""An event -> the part of its place that it speaks of: "the airport", "80 per cent", "several villages"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from rashomon.knowledge.ways import is_way
from rashomon.reading.events import Found
from rashomon.reading.places import PlaceMention
from rashomon.reading.syntax import Page, children, subject_of
from rashomon.records import Place

# Kinds that say who holds a place, or comes or goes: for them a part is another answer than the whole.
_HOLDING = {"control-gain", "control-hold", "control-loss", "withdrawal", "advance"}
_STATES = _HOLDING - {"advance"}
_SHARES = {
    "%", "bulk", "cent", "half", "majority", "most", "part", "percent", "portion", "quarter", "rest", "some", "third",
    "two-thirds",
}  # fmt: skip
_SITES = {
    "aerodrome", "airbase", "airfield", "airport", "airstrip", "apron", "bank", "barracks", "base", "bazaar", "block",
    "bridge", "bridgehead", "building", "campus", "cathedral", "center", "centre", "checkpoint", "church", "citadel",
    "crossing", "crossroad", "crossroads", "dam", "depot", "dock", "edge", "factory", "fortress", "harbor", "harbour",
    "headquarter", "headquarters", "heart", "height", "highway", "hill", "hilltop", "hospital", "house", "junction",
    "market", "mill", "mine", "monastery", "mosque", "neighborhood", "neighbourhood", "outskirt", "palace", "plant",
    "port", "position", "prison", "quarter", "quay", "railway", "refinery", "road", "runway", "school", "side",
    "silo", "square", "stadium", "station", "street", "suburb", "terminal", "tower", "trench", "university", "ward",
    "warehouse", "waterfront",
}  # fmt: skip
_SETTLED = {"city", "district", "hamlet", "settlement", "town", "village"}
_PARTLY = {"central", "eastern", "inner", "lower", "new", "northern", "old", "outer", "southern", "upper", "western"}
_HOUSES = {"airport", "airfield", "airbase", "harbour", "harbor", "port"}  # sites of several buildings
_SITE = "|".join(sorted(_SITES, key=len, reverse=True))
_PHRASE = re.compile(
    r"(?<!\w)(?P<before>(?:about|at|behind|beside|by|from|in|into|near|on|outside|past|to|towards?|under) )?"
    rf"(?P<part>(?:the|a|an|both|several|some|its|their|two|three) (?:[a-z-]+ ){{0,2}}?(?:{_SITE})s?)(?!\w)",
    re.IGNORECASE,
)
_WHOLE_TOWN = re.compile(r"\b(?:city|region|province|town|village)\b", re.IGNORECASE)
_ANY = {"a", "an", "another", "one"}
_WHOLE = {"all", "entire", "whole"}


def with_part(page: Page, event: Found, place: Place | None, places: Iterable[PlaceMention]) -> Place | None:
    """Return the place of an event with the part of it that is taken, held, lost, left or entered.

    "They captured the airport of Vell" speaks of the airport, "Vell has been captured" of the whole.
    """
    if place is None or event.kind not in _HOLDING or (place.part and is_way(place.part)):
        return place  # "a hill north of Vell" lies outside it
    named = {index for mention in places for index in range(mention.first, mention.last)}
    for token in _spoken_of(event):
        if token.i in named and token.dep_ != "compound":
            continue
        if (
            _is_part(token, place, named)
            and not _is_itself(page, token, place)
            and (words := _words(page, token, named))
        ):
            return replace(place, part=words)
    return place


def taken_over(place: Place, kind: str, words: str) -> Place:
    """Return the place that a claim takes over from what was told before, with the part that its own words name.

    After "they captured the airport of Vell", "the northern terminal was lost" speaks of the terminal,
    "we hold the runway and the tower" of the airport still.
    """
    named = [match["part"] for match in _PHRASE.finditer(words) if match["before"] is None]
    if kind not in _STATES or not named or place.precision == "unknown" or _WHOLE_TOWN.search(words):
        return place
    if len(named) > 1 and place.part and any(place.part.lower().endswith(house) for house in _HOUSES):
        return place
    return replace(place, part=named[0])


def _spoken_of(event: Found) -> list[Token]:
    """Return the words that may say what is held: the object, and what the verb has for its subject."""
    verb = event.trigger
    for _ in range(4):
        if verb.pos_ in {"VERB", "AUX"} or verb.head == verb:
            break
        verb = verb.head
    about = [event.object] if event.object is not None else []
    if verb.pos_ in {"VERB", "AUX"} and event.object is None and (subject := subject_of(verb)) is not None:
        about.append(subject)
    return about


def _is_part(token: Token, place: Place, named: set[int]) -> bool:
    """Tell a part of a place from the whole, and from a place of its own: an airport may be the place itself."""
    lemma, low = token.lemma_.lower(), token.lower_
    before = {child.lower_ for child in token.children if child.i < token.i}
    if before & _WHOLE or low in _WHOLE:
        return False
    if place.precision == "site" and (lemma in _SITES or low in _SITES):
        return lemma not in place.name.lower() and not _meant(token)
    if low in _SHARES or lemma in _SHARES:
        return _shared(token)
    if lemma in _SITES or low in _SITES:
        return True
    if lemma not in _SETTLED:
        return False
    if any(child.i in named and child.dep_ in {"appos", "compound", "nmod"} for child in token.children):
        return False  # "the town Vell", "the Vell district"
    of = [grand for child in children(token, "prep") if child.lower_ == "of" for grand in children(child, "pobj")]
    if any(grand.i in named and (place.precision in _SETTLED or children(grand, "conj")) for grand in of):
        return False  # "the villages of Tal and Dor"
    several = token.tag_ == "NNS" or any(child.dep_ == "nummod" for child in token.children)
    return several or bool(before & (_PARTLY | _ANY)) or (lemma == "district" and _has_name(token))


def _is_itself(page: Page, token: Token, place: Place) -> bool:
    """Tell "the base" where the place is one: "the Kastel air base" is a name that no table need know."""
    if place.precision != "unknown" or not _meant(token):
        return False
    name = rf"\b{re.escape(place.written)} (?:[a-z]+ )?{re.escape(token.lemma_)}\b"
    return re.search(name, page.text, re.IGNORECASE) is not None


def _meant(token: Token) -> bool:
    """Tell "the airport", which leads back to an airport that is a place by itself."""
    return not any(child.dep_ in {"amod", "compound", "nummod"} for child in token.children)


def _shared(token: Token) -> bool:
    """Tell a share of a place from "the other half agreed": something must follow that it is a share of."""
    of = [child for child in children(token, "prep") if child.lower_ == "of"]
    return bool(of) or token.lower_ in {"%", "cent", "percent", "rest", "half"} or _has_name(token)


def _has_name(token: Token) -> bool:
    return any(child.dep_ in {"amod", "compound"} for child in token.children)


def _words(page: Page, token: Token, named: set[int]) -> str:
    """Return the words of a part without the name of its place: "Vell's old port" -> "old port"."""
    last = token
    while following := [t for t in children(last, "conj") if t.lemma_.lower() in _SITES and t.i - last.i < 6]:
        last = following[0]
    kept = [t for t in page.doc[token.left_edge.i : last.i + 1] if not t.is_space]
    owner = [t.i for t in kept if t.i in named]
    if owner and owner[-1] < token.i:
        kept = [t for t in kept if t.i > owner[-1] and t.lower_ not in {"'s", "’s", "'", "’"}]
    elif owner:
        kept = [t for t in page.doc[token.left_edge.i : token.i + 1] if not t.is_space]
    if not kept or len(kept) > 14:
        kept = [token]
    return page.text[kept[0].idx : kept[-1].idx + len(kept[-1])]
