"""A folded name -> other spellings of it: how names of other alphabets are written in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each line is one sound in the spellings that news in English give it; longer spellings stand first.
_SOUNDS = (
    ("yy", "iy", "ii", "ij", "y", "i"), ("tch", "ch", "c"), ("zh", "j"), ("dj", "dzh", "j"), ("kh", "h", "x"),
    ("tz", "ts", "c"), ("gh", "g"), ("q", "k"), ("q", "g"), ("ou", "oo", "u"), ("ee", "i"), ("aa", "a"),
    ("ei", "ai", "ay", "ey"), ("ia", "iya", "ya", "ja"), ("iu", "yu", "ju"), ("yo", "io", "e"), ("w", "v"),
    ("w", "ou", "u"), ("ks", "x"), ("sch", "sh"), ("sh", "ch"), ("dh", "d", "z"), ("th", "t", "s"), ("e", "a"),
    ("o", "u"), ("e", "i"), ("ue", "u"), ("oe", "o"), ("ph", "f"),
)  # fmt: skip
_DOUBLE = re.compile(r"([a-z])\1")
_LEAST, _MOST = 5, 400  # letters of a name worth trying; spellings tried


def spellings(key: str) -> Iterator[str]:
    """Yield other spellings, those with one change first; none for a short name, which would be any other.

    >>> "khuzaa" in set(spellings("khuzza"))
    False
    >>> "maryinka" in set(spellings("mariinka"))
    True
    """
    if len(key) < _LEAST or not key.isascii():
        return
    seen = {key}
    ring = [key]
    for _ in range(2):
        following = []
        for word in ring:
            for other in _changed(word):
                if other not in seen:
                    seen.add(other)
                    following.append(other)
                    yield other
                    if len(seen) > _MOST:
                        return
        ring = following


def _changed(word: str) -> Iterator[str]:
    for match in _DOUBLE.finditer(word):
        yield word[: match.start()] + word[match.end() - 1 :]
    for at in range(2, len(word) - 1):
        if word[at] not in "aeiouy " and word[at - 1] != word[at] != word[at + 1]:
            yield word[:at] + word[at] + word[at:]
    for sound in _SOUNDS:
        for one in sound:
            start = word.find(one)
            while start >= 0:
                for other in sound:
                    if other != one and not (start == 0 and other[0] != one[0]):
                        yield word[:start] + other + word[start + len(one) :]
                start = word.find(one, start + 1)
    if " " in word:
        yield word.replace(" ", "")
