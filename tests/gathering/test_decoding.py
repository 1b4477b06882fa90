"""Bytes to characters, and the language of what comes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import LanguageError, UnreadableError
from rashomon.gathering.decoding import decode, guess_encoding
from rashomon.gathering.languages import require_english

STORY = "The governor of Velm said on Monday that his troops held the bridge and the northern road."


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text[0] != "\ufeff"))
def test_text_comes_back(text: str) -> None:
    """What was encoded as UTF-8, or as UTF-16 or UTF-32 with a mark, comes back as it was, without the mark."""
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding)) == text
    if not text.encode().startswith((b"%PDF", b"%!PS", b"PAR1", b"RIFF", b"WARC/")):
        assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [STORY, "Губернатор сказал, что мост держится, и дорога тоже."])
def test_utf_16_is_known_by_its_nuls(text: str, encoding: str) -> None:
    """UTF-16 without a mark is known, in Latin and in Cyrillic letters."""
    assert decode(text.encode(encoding)) == text


def test_windows_quotation_marks_are_read() -> None:
    """English with curly quotation marks of a Windows code page keeps them."""
    assert decode("“We hold it” – he said…".encode("cp1252")) == "“We hold it” – he said…"


def test_a_few_damaged_bytes_do_not_spoil_the_rest() -> None:
    """In UTF-8 with one damaged byte that byte is U+FFFD and all else is right."""
    assert decode("Şuşa Ağdam Füzuli Ağdərə Xocalı Şuşa Ağdam".encode() + b"\xff") == (
        "Şuşa Ağdam Füzuli Ağdərə Xocalı Şuşa Ağdam\ufffd"
    )


def test_a_label_goes_before_a_guess_and_after_utf_8() -> None:
    """A declared charset is used where the bytes are not UTF-8; one that unescapes or does not exist is not."""
    assert decode("Ağdam şəhəri".encode(), declared="cp1251") == "Ağdam şəhəri"
    assert decode("Ağdam".encode("cp1254"), declared="windows-1254") == "Ağdam"
    assert decode(STORY.encode() + b" \x93x\x94", declared="unicode_escape").endswith("“x”")


def test_the_encoding_of_a_table_is_told_by_its_head() -> None:
    """A head that ends inside a character is still UTF-8."""
    assert guess_encoding("Şuşa".encode()[:1]) == "utf-8"
    assert guess_encoding("a,b".encode("utf-16")) == "utf-16"


def test_binary_is_refused() -> None:
    """NUL, or many control characters, are no text."""
    for content in (b"a\0b" * 9, b"\x01\x02\x03\x04 text"):
        with pytest.raises(UnreadableError):
            decode(content)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Губернатор заявил, что его войска удерживают мост и северную дорогу.", "Russian"),
        ("Vali, birliklerinin köprüyü ve kuzey yolunu elinde tuttuğunu söyledi.", "Turkish"),
        ("Նահանգապետը հայտարարեց, որ իր զորքերը պահում են կամուրջը և ճանապարհը։", "Armenian"),
        ("أعلن المحافظ يوم الاثنين أن قواته تسيطر على الجسر والطريق الشمالي في المدينة", "Arabic"),
    ],
)
def test_other_languages_are_named(text: str, found: str) -> None:
    """A report in another language is refused by its name, whatever it declares."""
    with pytest.raises(LanguageError, match=found):
        require_english(text, least=0.5, declared="en")


def test_english_full_of_foreign_names_is_english() -> None:
    """A dateline and names of the region do not make an English report foreign."""
    text = "YEREVAN / BAKU – Artsrun Hovhannisyan, Vagram Pogosyan, Hikmet Hajiyev: " + STORY
    assert require_english(text, least=0.5) == "en"


def test_a_foreign_beginning_does_not_make_a_report_foreign() -> None:
    """The guess looks at thousands of characters, not at the first eighty."""
    opening = "«Мы удерживаем мост и северную дорогу, и войска губернатора остаются в городе Вельм», — сказал он. "
    assert require_english(opening + STORY * 20, least=0.5) == "en"


def test_what_is_too_short_to_tell_is_not_refused() -> None:
    """Below forty characters, or without the asked confidence, a page keeps what it declares."""
    assert require_english("Шуша взята", least=0.5, declared="ru") == "ru"
    assert require_english("Мост и северная дорога удержаны войсками губернатора", least=1.1) is None


def test_a_few_accents_in_english_are_western() -> None:
    """Too few bytes for a guess: they are read as browsers read a page without a label."""
    told = "The army said that it had “neutralised” fighters near Ménaka; the rebels denied it."
    assert decode(told.encode("cp1252")) == told
