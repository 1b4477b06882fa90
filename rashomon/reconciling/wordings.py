"""The words of a claim or a sentence -> what they mean, so that renderings can be compared: stems, synonyms, numbers.

>>> one, two = Lexicon().meaning("Our men took the town"), Lexicon().meaning("the city was captured by our men")
>>> sorted(one.content & two.content)
['=man', '=take', '=town']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern

from rashomon.knowledge.synonyms import Synonyms, load_synonyms
from rashomon.records import Claim

FIELD, NAME, NUMBER, PLACE = "=", "^", "#", "@"  # what a meaning begins with that is no mere stem

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)?")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]+")
_WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]+")  # no first word of a sentence
_SMALL = re.compile(r"\b[a-z]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_STEM = 5  # letters of a stem that count where no synonym is known
_EMPTY = frozenset(
    (
        "a", "an", "the", "and", "or", "but", "if", "then", "that", "this", "these", "those", "there", "here", "of",
        "in", "on", "at", "by", "to", "from", "for", "with", "over", "under", "above", "into", "about", "as",
        "than", "so", "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "my", "our",
        "your", "his", "its", "their", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have",
        "had", "do", "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must",
        "which", "who", "whom", "what", "when", "where", "also", "such", "very", "during", "themselves", "himself",
        "itself", "s", "t", "up", "out", "off", "down", "any", "already", "yet", "just", "both", "either", "whose",
        "between", "after", "before", "until", "since", "because", "however", "while", "ll", "ve", "re", "o'clock",
        "some", "one", "around", "least", "most", "fewer", "less", "almost", "nearly", "approximately", "roughly",
        "even",
    )
)  # fmt: skip
# Left out before phrases are looked for: "lay down their arms" is "lay down arms".
_DETERMINERS = frozenset(("a", "an", "the", "my", "our", "your", "his", "her", "its", "their", "these", "those"))
NEGATIONS = frozenset(
    ("not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot", "nowhere")
)
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_NO_CONTENT = _EMPTY | NEGATIONS | _DAYS
_ATTRIBUTING = ("=say",)  # the meaning that attributes
# "no fewer than forty" and "not only the harbour" negate nothing.
_NO_NEGATION = re.compile(r"\b(?:no|not) (?:fewer|less|more) than\b|\bnot only\b|\bno longer ago\b|\bno sooner\b")
_IRREGULAR = {
    "given": "give", "gave": "give", "taken": "take", "took": "take", "fallen": "fall", "fell": "fall",
    "lost": "lose", "blown": "blow", "blew": "blow", "gone": "go", "went": "go", "held": "hold", "left": "leave",
    "fought": "fight", "fled": "flee", "broken": "break", "broke": "break", "won": "win", "began": "begin",
    "begun": "begin", "men": "man", "women": "woman", "children": "child", "died": "die", "dead": "die",
    "dying": "die", "death": "die", "struck": "strike", "shot": "shoot", "liberation": "liberate",
    "occupation": "occupy", "occupied": "occupy", "thrown": "throw", "threw": "throw", "driven": "drive",
    "drove": "drive", "sent": "send", "brought": "bring", "bought": "buy", "kept": "keep", "met": "meet",
    "said": "say", "told": "tell", "known": "know", "knew": "know", "saw": "see", "seen": "see", "heard": "hear",
    "found": "find", "built": "build", "sunk": "sink", "sank": "sink", "flown": "fly", "flew": "fly",
    "stood": "stand", "made": "make", "came": "come", "spoke": "speak", "spoken": "speak", "stuck": "stick",
    "beaten": "beat", "withdrawn": "withdraw", "withdrew": "withdraw", "withdrawal": "withdraw", "hidden": "hide",
    "lives": "life", "sorties": "sortie", "agreed": "agree", "wounded": "wound", "shown": "show", "ran": "run",
    "caught": "catch", "going": "go", "doing": "do", "burnt": "burn",
}  # fmt: skip
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}
_BEGINS_NUMBER = frozenset((*_UNITS, *_TENS, "hundred"))  # or a digit


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words say: in their order, and as a set of what carries meaning.

    "There is no enemy left" has a negation, and is not negated: it means that a place is empty.
    """

    words: tuple[str, ...]  # of all words, empty ones too
    content: frozenset[str]
    negated: bool
    negation: bool = False

    @property
    def numbers(self) -> frozenset[str]:
        """Return the numbers among the content."""
        return frozenset(word for word in self.content if word.startswith(NUMBER))

    @property
    def places(self) -> frozenset[str]:
        """Return the places among the content."""
        return frozenset(word for word in self.content if word.startswith(PLACE))


class Lexicon:
    """Holds the phrases that stand for one meaning, the names that stand for one place, and what else is a name."""

    __slots__ = ("_contrasts", "_names", "_phrases")

    def __init__(self, claims: Sequence[Claim] = ()) -> None:
        synonyms, phrases = _shipped()
        self._names = _names(claims)
        self._contrasts = synonyms.contrasts
        places = _place_names(claims)
        both = phrases.keys() & places.keys()
        self._phrases = phrases | places | {word: _longest_first(phrases[word] + places[word]) for word in both}

    def meaning(self, text: str, *, but: str = "") -> Meaning:
        """Return what a text says; the words of `but` (who says it) are left out of what carries meaning."""
        folded = fold(text).replace("can't", "cannot").replace("n't", " not")
        written = _words(_NO_NEGATION.sub(" ", folded))
        words = [stem(word) for word in written]
        left_out = set(_words(fold(but)))
        said: list[str] = []
        negated = False
        content: set[str] = set()
        place = 0
        while place < len(words):
            phrase, number = self._phrase(words, place), _number(written, place)
            length, meant = (number if number and (not phrase or phrase[0] < number[0]) else phrase) or (1, "")
            negated = negated or (length == 1 and written[place] in NEGATIONS)
            if length == 1 and (written[place] in _NO_CONTENT or written[place] in left_out):
                meant = ""
            elif not meant:
                meant = NAME * (words[place] in self._names) + words[place][:_STEM]
            if meant in _ATTRIBUTING:
                meant = ""
            meant = intern(meant)
            said.append(meant or words[place])
            content.update((meant,) if meant else ())
            place += length
        return Meaning(tuple(said), frozenset(content), negated, not NEGATIONS.isdisjoint(written))

    def contrast(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Return whether two contents tell of what excludes each other: the killed and the wounded."""
        return any(
            (first := one & group) and (second := two & group) and first.isdisjoint(second) for group in self._contrasts
        )

    def _phrase(self, words: list[str], place: int) -> tuple[int, str] | None:
        """Return the longest phrase that begins here: how many words it has, and its meaning."""
        for phrase, meant in self._phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), meant
        return None


_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first stem -> phrases with their meanings


@cache
def _shipped() -> tuple[Synonyms, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    synonyms = load_synonyms()
    phrases = {tuple(stem(word) for word in _words(fold(key))): FIELD + of for key, of in _first(synonyms)}
    contrasts = tuple(frozenset(FIELD + word for word in group) for group in synonyms.contrasts)
    return Synonyms(synonyms.meanings, contrasts), _by_first_word(phrases)


def _first(synonyms: Synonyms) -> list[tuple[str, str]]:
    """Return the words so that of two with one stem the one that stands first in the file wins."""
    return list(reversed(synonyms.meanings.items()))


def _place_names(claims: Iterable[Claim]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names that claims use for known places: rival names of one town are one place."""
    names = {
        name: place.id for claim in claims if (place := claim.event.place) and place.id for name in _names_of(claim)
    }
    phrases = {
        words: PLACE + names[name]
        for name in sorted(names)
        if (words := tuple(stem(word) for word in _words(fold(name))))
    }
    return _by_first_word(phrases)


def _names_of(claim: Claim) -> tuple[str, ...]:
    """Return the names of the place of a claim that are written as names are."""
    place = claim.event.place
    return tuple(name for name in (place.name, place.written) if name[:1].isupper()) if place else ()


def _names(claims: Sequence[Claim]) -> set[str]:
    """Return the stems of words that are capital within a sentence, or wherever they stand."""
    texts = {claim.words for claim in claims}
    within, capital, small = (
        {stem(fold(word)) for word in {word for text in texts for word in shape.findall(text)}}
        for shape in (_WITHIN, _CAPITAL, _SMALL)
    )
    return within | (capital - small)


def _by_first_word(phrases: Mapping[tuple[str, ...], str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meant in phrases.items():
        if phrase:
            found.setdefault(phrase[0], []).append((phrase, meant))
    return {first: _longest_first(those) for first, those in found.items()}


def _longest_first(phrases: Iterable[tuple[tuple[str, ...], str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(sorted(phrases, key=lambda each: (-len(each[0]), each)))


def _number(written: list[str], place: int) -> tuple[int, str] | None:
    """Return the number that begins here: how many words it has, and its meaning; a lone "one" is none."""
    if written[place] not in _BEGINS_NUMBER and not written[place][0].isdigit():
        return None
    total, part, end, seen = 0, 0, place, False
    for word in written[place:]:
        if word[0].isdigit():
            if seen:
                break
            part = int(re.sub(r"\D", "", word.split(".")[0]))
        elif word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word in _SCALES and (seen or word == "hundred"):
            if word == "hundred":
                part = max(part, 1) * 100
            else:
                total, part = total + max(part, 1) * _SCALES[word], 0
        elif word != "and" or not seen or not _is_count(written, end + 1):
            break
        seen, end = True, end + 1
    if not seen or (end == place + 1 and written[place] == "one"):
        return None
    return end - place, f"{NUMBER}{total + part}"


def _is_count(written: list[str], place: int) -> bool:
    return place < len(written) and (written[place] in _UNITS or written[place] in _TENS)


def _words(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if word not in _DETERMINERS]


def fold(text: str) -> str:
    """Return a text without case, accents and typographic apostrophes."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().replace("’", "'")


@lru_cache(maxsize=1 << 16)
def _stem_of(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiols":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def stem(word: str) -> str:
    """Return a rough stem: enough to bring "moving" and "moves" together."""
    return _stem_of(word.removesuffix("'s"))


def lexical(meaning: str) -> str:
    """Return a meaning as a reader may see it: without the mark of its sort."""
    return meaning.lstrip(FIELD + NAME + NUMBER + PLACE)
