"""Names as written -> the words by which they are looked up: without case, accents, articles and kinds of area."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ə": "a",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys("'’‘ʼʻʿʾ`´ʹ′.\u200b\u200c\u200d\ufeff", ""),
        **dict.fromkeys('-‐‑‒–—_,/()[]"“”«»', " "),
    }
)
POSSESSIVE = re.compile(r"(?<=[\w.])['’]s(?=\W|$)")
_LEAD = re.compile(r"^(?:the |(?:city|town|village|settlement) of )+(?=\S)")
ARTICLES = frozenset(["ad", "al", "an", "ar", "as", "at", "az", "ash", "ed", "el", "er", "es", "et"])
_ARTICLE = re.compile(rf"^(?:{'|'.join(sorted(ARTICLES))}) (?=\S)")  # the Arabic article, as it sounds before the name
_AREAS = {
    "oblast": "region",
    "province": "region",
    "governorate": "region",
    "region": "region",
    "raion": "district",
    "rayon": "district",
    "district": "district",
}


def fold(text: str) -> str:
    """Return the words without case, accents, apostrophes, hyphens, full stops and a leading "the" or "city of".

    >>> fold("the city of Khan-Kəndi")
    'khan kandi'
    """
    words = POSSESSIVE.sub("", text) if "'" in text or "’" in text else text
    if not words.isascii():
        words = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
        words = "".join(c for c in words if not unicodedata.combining(c))
    words = words.casefold().translate(_LETTERS)
    return _LEAD.sub("", " ".join(words.split()))


def place_key(written: str) -> str:
    """Fold, and count oblast, province and governorate as region, raion as district."""
    key = fold(written)
    name, _, last = key.rpartition(" ")
    if name and last in _AREAS:
        return f"{name} {_AREAS[last]}"
    first, _, name = key.partition(" of ")
    return f"{name} {_AREAS[first]}" if name and first in _AREAS else key


def place_keys(written: str) -> Iterator[str]:
    """Yield the words that a place is looked up by, with and without the Arabic article."""
    key = place_key(written)
    yield key
    if (bare := _ARTICLE.sub("", key)) and bare != key:
        yield bare


def first_word(key: str) -> str:
    """Return the first word of a folded name, without the Arabic article."""
    return _ARTICLE.sub("", key).partition(" ")[0]
