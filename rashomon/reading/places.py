"""A parsed page -> the places that it names, resolved by the whole report; what stays unresolved keeps its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from rashomon.knowledge.folding import fold
from rashomon.knowledge.loading import PRECISIONS, Knowledge, KnownPlace
from rashomon.knowledge.ways import is_way
from rashomon.reading.datelines import agency_of
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.speakers import Cast
from rashomon.reading.syntax import Page
from rashomon.reading.toponyms import Named, Settled, Weights, home_of, named_as, settle_ours
from rashomon.records import Place, Span
from rashomon.settings import Settings

_PART = re.compile(
    r"(?P<part>(?:the )?"
    r"(?:(?:north|south|east|west)(?:ern|-?(?:eastern|western|east|west))?|central|upper|lower|old|outlying|some|"
    r"several|most|parts?|half|outskirts?|suburbs?|edges?|cent(?:re|er)|heart|surroundings|approaches|vicinity|"
    r"\d+(?:\.\d+)? ?(?:%|per ?cent)|two-thirds|three quarters|a third|a quarter|the rest)"
    r"(?: and (?:north|south|east|west)\w*)?"
    r"(?: (?:parts?|half|outskirts|districts?|suburbs?|neighbou?rhoods?|edges?|areas?|flank|side|sector|quarters?|"
    r"approaches))?) "
    r"(?:of|in|to) (?:the )?(?:(?:town|city|village|settlement|district|region|province) of )?$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"(?:(?:at most|at least|about|around|some|less than|more than|within|just) )?"
    rf"(?:\d[\d.,]*|\b(?:{'|'.join(sorted(NUMBER_WORDS))}))[ -]?"
    r"(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?) (?:away )?(?:to the )?"
    r"(?:(?:north|south|east|west)[\w-]* )?(?:of|from) (?:the )?$",
    re.IGNORECASE,
)
_ALONG = re.compile(
    r" (?P<along>along (?:the|its) (?:\w+ ){0,2}(?:railway|river|road|highway|border|motorway|coast))\b"
)
_NEAR = re.compile(
    r"(?:\b(?:near|outside|around|close to|(?<!the )(?:north|south|east|west)(?:-?(?:east|west))? of"
    r"|kilomet(?:er|re)s? (?:away )?from|km from|"
    r"towards?|in the direction of|vicinity of)) (?:the )?(?:(?:town|city|village|settlement) of )?$",
    re.IGNORECASE,
)
_AREA = r"(?:province|region|district|oblast|governorate|county|raion|rayon)"
_AREA_BEHIND = re.compile(rf" (?P<area>{_AREA})\b", re.IGNORECASE)
_AREA_BEFORE = re.compile(rf"\b(?P<area>{_AREA}) of (?:the )?$", re.IGNORECASE)
_SETTLED = {"city", "town", "village"}
_KIND_NOUNS = {
    "city": {"city", "town"}, "town": {"city", "town", "village"}, "village": {"village", "town"},
    "settlement": {"village", "town"}, "capital": {"city"}, "region": {"region"}, "province": {"region"},
    "district": {"district", "region"}, "enclave": {"region"}, "country": {"country"}, "hospital": {"site"},
    "airport": {"site"}, "stronghold": {"city", "town"}, "hub": {"city", "town"},
}  # fmt: skip
_PREPOSITIONS = {
    "in",
    "at",
    "near",
    "from",
    "to",
    "around",
    "outside",
    "of",
    "on",
    "over",
    "towards",
    "toward",
    "into",
    "inside",
    "through",
    "across",
    "within",
    "against",
    "for",
}
_PLACE_NOUNS = {
    "city",
    "town",
    "village",
    "district",
    "region",
    "province",
    "settlement",
    "area",
    "oblast",
    "county",
    "governorate",
    "state",
    "airport",
    "base",
    "camp",
    "neighborhood",
    "neighbourhood",
    "suburb",
    "hospital",
    "island",
    "valley",
    "front",
    "border",
    "river",
    "dam",
    "bridge",
    "municipality",
    "locality",
    "heights",
    "hill",
}
_NOT_PLACES = {
    "facebook",
    "telegram",
    "twitter",
    "youtube",
    "instagram",
    "god",
    "islam",
    "internet",
    "english",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "gmt",
    "utc",
}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text: tokens [first, last)."""

    span: Span
    first: int
    last: int
    place: Place
    because: str


def find_places(
    page: Page, cast: Cast, settings: Settings | None = None, weights: Weights | None = None
) -> tuple[PlaceMention, ...]:
    """Return the places of a page in order, all of them settled together."""
    settings = settings or Settings()
    knowledge, report = cast.knowledge, page.report
    named, spots = [], []
    for first, last, known in _runs(page, cast):
        start, end = page.doc[first].idx, page.doc[last - 1].idx + len(page.doc[last - 1])
        named.append(named_as(knowledge, Span(start, end), page.text[start:end]))
        spots.append((first, last, known))
    ours = [{place.id for place in known} for _, _, known in spots]
    home = home_of(knowledge, report.outlet, report.url)
    settled = settle_ours(knowledge, page.text, named, ours, home=home, weights=weights)
    mentions = []
    for (first, last, known), name, led in zip(spots, named, settled, strict=True):
        if not _acts(page, knowledge, first, last, known):
            mentions.append(PlaceMention(name.span, first, last, *_place_or_name(page, name, led, settings)))
    return tuple(mentions)


def _place_or_name(page: Page, name: Named, led: Settled, settings: Settings) -> tuple[Place, str]:
    """Return the record of a place; where it stays in doubt, of its name alone."""
    part = _part_before(page.text, name.span.start, name.span.end)
    settled = led.place is not None and PRECISIONS.get(led.place.kind, led.place.kind) in _SETTLED
    if settled and (area := _area_named(page.text, name.span)):  # a province is not the city that it is named after
        return area, f"place '{area.written}': no area of this name is known, only a town"
    if led.place is not None and led.backed and led.share >= settings.sure_of_place:
        return place_of(led.place, name.words, part), led.because
    why = led.because
    if led.place is not None:
        why = (
            f"place '{name.words}': {'several of that name' if led.backed else 'nothing else speaks for the one known'}"
        )
    return Place(name=name.words, written=name.words, precision="unknown", part=part), why


def _area_named(text: str, span: Span) -> Place | None:
    """Return the area that a name stands for with the noun beside it: "Vell district", "the province of Vell"."""
    words = text[span.start : span.end]
    if match := _AREA_BEHIND.match(text, span.end):
        written = text[span.start : match.end()]
    elif match := _AREA_BEFORE.search(text, max(0, span.start - 40), span.start):
        written = text[match.start() : span.end]
    else:
        return None
    area = match["area"].lower()
    part = _part_before(text, span.start if written.startswith(words) else match.start())
    return Place(name=f"{words} {area}", written=written, precision="region", part=part)


def _acts(page: Page, knowledge: Knowledge, first: int, last: int, known: tuple[KnownPlace, ...]) -> bool:
    """Tell the country or capital that acts ("Israel struck", "Washington knew") from one where something is."""
    head = page.doc[last - 1]
    name = page.text[page.doc[first].idx : head.idx + len(head)]
    power = any(place.kind == "country" for place in known) or knowledge.capital_side(name) is not None
    if not power or head.head.lemma_ in {"fall", "burn", "tremble", "lie"}:
        return False
    conjunct = head
    while conjunct.dep_ == "conj":
        conjunct = conjunct.head
    return conjunct.dep_ in {"nsubj", "agent"} or (conjunct.dep_ == "pobj" and conjunct.head.dep_ == "agent")


def place_of(known: KnownPlace, written: str, part: str | None = None) -> Place:
    """Return the record of a known place."""
    return Place(
        name=_known_name(known, written),
        written=written,
        id=known.id,
        lat=known.lat,
        lon=known.lon,
        precision=PRECISIONS.get(known.kind, known.kind),
        part=part,
        within=known.within,
    )


def _known_name(known: KnownPlace, written: str) -> str:
    """Return the known name that the report writes: rival names are equals, and none stands for the others."""
    key = fold(written)
    own = [name.name for name in known.names if fold(name.name) == key]
    inside = [name.name for name in known.names if fold(name.name) in key]
    named = [written] if written[:1].isupper() else [name.name for name in known.names]  # "the capital of X"
    return (own or sorted(inside, key=len, reverse=True) or named or [written])[0]


def _runs(page: Page, cast: Cast) -> list[tuple[int, int, tuple[KnownPlace, ...]]]:
    knowledge = cast.knowledge
    people = {
        t
        for n in cast.named
        if n.kind in {"person", "body"} and n.name
        for t in _name_tokens(page, n.start, n.end, n.name)
    }
    agency = agency_of(page.text, knowledge) or Span(0, 0)
    found = []
    at = 0
    doc = page.doc
    while at < len(doc):
        token = doc[at]
        if agency.start <= token.idx < agency.end:
            at += 1
            continue
        if not token.text[:1].isupper() or token.lower_ in _NOT_PLACES:
            at += 1
            continue
        step = 1
        for width in (6, 5, 4, 3, 2, 1) if knowledge.may_begin_place(token.text) else ():
            piece = doc[at : at + width]
            if len(piece) < width or piece[-1].is_space or piece[-1].is_punct or "\n" in piece.text:
                continue
            if piece[-1].text in ("'s", "’s"):
                continue
            known = knowledge.places_named(page.text[piece.start_char : piece.end_char])
            if known and not _part_of_name(page, knowledge, at, at + width, people):
                step = width + _is_other_city(page, knowledge, at, at + width)
                found.append((at, at + step, known if step == width else ()))
                break
        else:
            width = _unknown_width(page, knowledge, at, people)
            if width:
                found.append((at, at + width, ()))
                step = width
        at += step
    return found


def _is_other_city(page: Page, knowledge: Knowledge, first: int, last: int) -> bool:
    """Tell whether "City" behind a place of the files makes another place of it: "Mexico City"."""
    if last >= len(page.doc) or page.doc[last].text not in ("City", "CITY"):
        return False
    return bool(knowledge.candidates(page.doc[first : last + 1].text))


def _name_tokens(page: Page, start: int, end: int, name: str) -> set[int]:
    at = page.text.find(name, start, end)
    if at < 0:
        words = set(re.findall(r"\w+", name))
        return {t.i for t in page.tokens(start, end) if t.text in words}
    return {t.i for t in page.tokens(at, at + len(name))}


def _part_of_name(page: Page, knowledge: Knowledge, first: int, last: int, people: set[int]) -> bool:
    """Tell a place from a piece of a longer name ("Azerbaijan National Anthem"); "Baku bay" is one."""
    doc = page.doc
    if any(i in people for i in range(first, last)):
        head = doc[last - 1]
        return not (
            head.dep_ in {"pobj"} and head.head.lower_ in {"of", "in"} and last < len(doc) and doc[last].pos_ != "PROPN"
        )
    following = doc[last] if last < len(doc) else None
    if (
        following is not None
        and following.pos_ == "PROPN"
        and following.text[:1].isupper()
        and doc[last - 1].dep_ == "compound"
    ):
        return following.lower_ not in _PLACE_NOUNS and following.ent_type_ not in {"GPE", "LOC", "FAC"}
    return False


def _unknown_width(page: Page, knowledge: Knowledge, at: int, people: set[int]) -> int:
    """Return how many tokens from `at` name a place that the table does not hold; 0 if none."""
    doc = page.doc
    token = doc[at]
    if at and doc[at - 1].text == "-" and not doc[at - 1].whitespace_:
        return 0  # the end of a longer name: "Jaish-e-Mohammed"
    if (
        at in people
        or token.pos_ not in {"PROPN"}
        or knowledge.side_named(token.text)
        or token.ent_type_ in {"NORP", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
    ):
        return 0
    if at and doc[at - 1].pos_ == "PROPN" and doc[at - 1].text[:1].isupper() and not doc[at - 1].is_space:
        return 0
    last = at + 1
    while (
        last < len(doc)
        and (doc[last].pos_ == "PROPN" or doc[last].text in {"-", "al"})
        and doc[last].text[:1].isalnum() | (doc[last].text == "-")
        and not doc[last].is_space
    ):
        last += 1
    while last > at + 1 and doc[last - 1].text == "-":
        last -= 1
    if any(i in people for i in range(at, last)):
        return 0
    head = doc[last - 1]
    labels = {doc[i].ent_type_ for i in range(at, last)}
    words = page.text[token.idx : head.idx + len(head)]
    if words.isupper() and len(words.split()) > 2:
        return 0  # a headline in capitals; a place in it may be found by itself
    if (
        knowledge.person_named(words)
        or knowledge.body_named(words)
        or knowledge.outlet_named(words)
        or knowledge.side_named(words)
    ):
        return 0
    follows_noun = head.head.lemma_.lower() in _PLACE_NOUNS and head.dep_ in {"compound", "appos", "nmod"}
    behind_noun = head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _PLACE_NOUNS
    located = head.dep_ == "pobj" and head.head.lower_ in {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "into",
        "towards",
        "toward",
        "inside",
    }
    if (
        follows_noun
        or behind_noun
        or (labels & {"GPE", "LOC", "FAC"} and "ORG" not in labels)
        or (located and not labels & {"PERSON", "ORG", "PRODUCT"})
    ):
        return last - at
    return 0


def _part_before(text: str, start: int, end: int | None = None) -> str | None:
    """Return the words that name a part of a place or a way from it: "the outskirts", "5 km north of"."""
    before = text[max(0, start - 80) : start]
    if match := _AWAY.search(before):
        return match.group().strip().removesuffix(" the")
    if match := _NEAR.search(before):  # "north of Veska", but "the north of Veska" is a part
        return match.group().strip().removesuffix(" the")
    if match := _PART.search(before):
        along = _ALONG.match(text, end) if end is not None else None
        return match["part"].strip() + (f" {along['along']}" if along else "")
    return None


def noun_place(
    page: Page, mentions: tuple[PlaceMention, ...], token: Token, knowledge: Knowledge
) -> PlaceMention | None:
    """Lead "the city", "there" or "the capital of X" back to the place that it means."""
    lemma = token.lemma_.lower()
    if lemma == "capital":
        inner = [m for m in mentions if token.i < m.first <= token.i + 3 and m.place.precision == "country"]
        if inner and (capital := _capital(knowledge, inner[0].place)):
            return PlaceMention(
                inner[0].span,
                token.i,
                inner[0].last,
                place_of(capital, page.text[token.idx : inner[0].span.end]),
                f"the capital -> {capital.id}",
            )
    wanted = _KIND_NOUNS.get(lemma)
    if (wanted is None and lemma not in {"there", "here"}) or token.dep_ == "expl":
        return None  # "there was no attack" is at no place
    definite = token.lower_ in {"there", "here"} or any(
        c.lower_ in {"the", "this", "that", "their", "our", "its"} for c in token.children
    )
    if not definite or any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
        return None
    before = [m for m in mentions if m.last <= token.i]
    fitting = [
        m
        for m in before
        if lemma in {"there", "here"} or m.place.precision == "unknown" or m.place.precision in (wanted or ())
    ]
    counts: dict[str, int] = {}
    for mention in fitting:
        key = mention.place.id or mention.place.name
        counts[key] = counts.get(key, 0) + 1
    now = page.sentence_of_token[token.i]

    def weight(mention: PlaceMention) -> tuple[float, int]:
        back = now - page.sentence_of_token[mention.first]
        fine = -0.9 if mention.place.precision in {"region", "country"} and lemma in {"there", "here"} else 0.0
        head = page.doc[mention.last - 1]
        if head.dep_ == "pobj" and head.head.lower_ in {"in", "from", "at", "to"}:
            fine -= 0.8
        if lemma != "capital" and knowledge.capital_side(mention.place.written.title()):
            fine -= 0.6  # more often where somebody speaks than where something is
        subject = fine + 0.6 if page.doc[mention.last - 1].dep_ in {"nsubj", "nsubjpass", "dobj"} else fine
        return (counts[mention.place.id or mention.place.name] - 0.7 * back + subject, mention.first)

    meant = max(fitting, key=weight, default=None)
    part = (
        _part_before(page.text, token.left_edge.idx) if meant is not None and lemma not in {"there", "here"} else None
    )
    if meant is None:
        return None
    if part is None and meant.place.part and lemma in {"there", "here"} and not is_way(meant.place.part):
        return meant  # "the outskirts of Vell": "there" may be those, but "the town" is the whole
    return replace(meant, place=replace(meant.place, part=part))


def _capital(knowledge: Knowledge, country: Place) -> KnownPlace | None:
    for name in knowledge.rival_names(country.id or ""):
        side = knowledge.sides.get(knowledge.side_named(name) or "")
        for capital in side.capitals if side else ():
            places = knowledge.places_named(capital)
            if len(places) == 1:
                return places[0]
    return None
