"""Words -> WordPiece numbers of the uncased vocabulary, with the word that each piece belongs to."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100
_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"',
        "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'", "`": "'",
        "–": "-", "—": "-", "―": "-", "−": "-", "…": ".",
    }
)  # fmt: skip
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_MARKS = {"``": '"', "''": '"', "--": "-", "...": "."}


class WordPiece:
    """Cuts words into pieces of a vocabulary, longest piece first."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.numbers[UNKNOWN]
        self.start = self.numbers[START]
        self.end = self.numbers[END]
        self.pad = self.numbers[PAD]
        self.word = lru_cache(maxsize=100_000)(self._word)

    @classmethod
    def read(cls, file: Path) -> "WordPiece":
        """Read a vocabulary, one piece a line."""
        return cls(file.read_text(encoding="utf-8").split("\n")[:-1])

    def pieces(self, text: str) -> list[int]:
        """Cut any text as the uncased BERT tokenizer does: clean, lower, strip accents, part marks, match."""
        numbers: list[int] = []
        for word in basic(text):
            numbers.extend(self._match(word))
        return numbers

    def _word(self, form: str) -> tuple[int, ...]:
        """Cut one word of a report; marks are first brought to plain ones. Never empty."""
        form = _BRACKETS.get(form, form)
        plain = _MARKS.get(form) or form.translate(_PLAIN)
        return tuple(self.pieces(plain)) or (self.unknown,)

    def _match(self, word: str) -> list[int]:
        if len(word) > _LONGEST:
            return [self.unknown]
        numbers: list[int] = []
        at = 0
        while at < len(word):
            before = "##" if at else ""
            end = next((end for end in range(len(word), at, -1) if before + word[at:end] in self.numbers), None)
            if end is None:
                return [self.unknown]
            numbers.append(self.numbers[before + word[at:end]])
            at = end
        return numbers


def basic(text: str) -> list[str]:
    """Clean and lower text, strip accents, and part it at white space, marks and Chinese characters."""
    cleaned = "".join(_clean(c) for c in text)
    parted: list[str] = []
    for c in unicodedata.normalize("NFD", cleaned):
        if unicodedata.category(c) == "Mn":
            continue
        parted.append(f" {c} " if _is_mark(c) else c)
    return "".join(parted).lower().split()


def _clean(c: str) -> str:
    if c in "\t\n\r":
        return " "
    if c in "\x00\ufffd" or unicodedata.category(c)[0] == "C":
        return ""
    if c.isspace():
        return " "
    return f" {c} " if _is_chinese(ord(c)) else c


def _is_mark(c: str) -> bool:
    code = ord(c)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(c)[0] == "P"


def _is_chinese(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2A6DF
        or 0x2A700 <= code <= 0x2B73F
        or 0x2B740 <= code <= 0x2B81F
        or 0x2B920 <= code <= 0x2CEAF  # the reference begins here, not at 0x2B820
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
