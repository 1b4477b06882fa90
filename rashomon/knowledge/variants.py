"""Names -> which of them are one name: spellings brought to a skeleton, given names compared, acronyms and surnames.

`are_variants` judges two names of people by themselves; reading and reconciling go over all names of a report, of all
reports.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What transliterations write in several ways, in this order; both names go the same way, so that only what tells
# names apart in every spelling is left: "Zelenskyy", "Zelensky", "Zelenskiy" -> "zelenski".
_SAME = (
    (r"^(?:al|el|ul|ud|as|an|ad|at|ar|az)-", ""), (r"dzh|dj|zh", "j"), (r"tch|tsch|tsh|ch", "c"), (r"sch|sh", "s"),
    (r"kh|gh", "h"), (r"ph|ff", "f"), (r"ck|q", "k"), (r"th", "t"), (r"x", "ks"), (r"w", "v"), (r"o[uf]f?$", "ov"),
    (r"ou|oo", "u"), (r"ee|ij|iy|yi|y|j", "i"), (r"ef$", "ev"), (r"(?<=[aeiou])h$", ""), (r"o", "u"),
    (r"(.)\1+", r"\1"), (r"[^a-z0-9]", ""),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), by) for pattern, by in _SAME)
_LEAST = 6  # letters of a skeleton in which one may differ: "Mohamed", "Muhammad"; shorter names are others
_PARTICLES = frozenset(
    "al el bin ibn ben de van von der abu ul ud di da dos du la le jr sr".split()  # noqa: SIM905
)


@lru_cache(maxsize=50_000)
def plain(form: str) -> str:
    """Return a word in small letters, without accents, apostrophes and the full stops of letters that stand for words.

    >>> plain("Çavuşoğlu’s"), plain("U.S.")
    ('cavusoglus', 'us')
    """
    if "." in form and form.replace(".", "").isalpha() and len(form) < 3 * form.count("."):
        form = form.replace(".", "")
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
        form = form.translate(_LETTERS)
    return form.lower().replace("'", "")


_LETTERS = str.maketrans(
    {"ı": "i", "ə": "a", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ß": "ss"} | dict.fromkeys("’‘ʻʼ")
)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """Return what is left of one word of a name when the habits of transliteration are taken away.

    >>> skeleton("Hovhannisyan"), skeleton("Hovhannissian"), skeleton("Çavuşoğlu")
    ('huvhanisian', 'huvhanisian', 'cavusuglu')
    """
    bare = plain(word)
    for pattern, by in _PATTERNS:
        bare = pattern.sub(by, bare)
    return bare


def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without particles, as skeletons.

    >>> parts("Abu Bakr al-Baghdadi")
    ('bakr', 'bahdadi')
    """
    words = [word for word in re.split(r"[\s\u00a0]+", name) if word]
    found = tuple(bare for word in words if plain(word).strip("-.") not in _PARTICLES and (bare := skeleton(word)))
    return found or tuple(skeleton(word) for word in words)


def are_spellings(one: str, other: str) -> bool:
    """Tell whether two skeletons of a word are one word: the same, or one letter apart if they are long.

    A last letter that makes another name ("Petrov", "Petrova") keeps them apart.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer) and longer[:-1] == shorter:
        return False
    return _one_apart(shorter, longer)


def _one_apart(shorter: str, longer: str) -> bool:
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(shorter) == len(longer)) :] == longer[at + 1 :]


def are_variants(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: one surname, and given names that do not speak against it.

    >>> are_variants("Volodymyr Zelenskyy", "Zelensky"), are_variants("Serzh Sargsyan", "Vahram Sargsyan")
    (True, False)
    """
    a, b = parts(one), parts(other)
    if not a or not b or not are_spellings(a[-1], b[-1]):
        return False
    if len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1] or len(a) == len(b)
    first, second = a[0], b[0]
    return are_spellings(first, second) or (min(len(first), len(second)) == 1 and first[0] == second[0])


def is_acronym(short: str, long: str) -> bool:
    """Tell whether letters are the first ones of the words of a name: "SDF" of "Syrian Democratic Forces".

    Small words may give a letter or not.
    """
    letters = [c for c in short.casefold() if c.isalnum()]
    words = [plain(word) for word in re.findall(r"[\w’']+", long)]
    if len(letters) < 2 or len(words) < 2:
        return False
    full = [word[0] for word in words if word]
    heavy = [word[0] for word in words if word and word not in _SMALL]
    return letters in (full, heavy)


_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "et", "al"])
