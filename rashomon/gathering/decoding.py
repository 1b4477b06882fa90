"""Bytes of a page -> its characters, or an error that says why they are none.

Order: byte order mark, UTF-16 by its NULs, UTF-8, the charset that the page declares, then charset-normalizer.
"""

from __future__ import annotations

import codecs
import re

from rashomon.errors import UnreadableError

# The first bytes of files that are no text, though some of them would decode as text.
MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF container (WebP, WAV or AVI)"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF", "a PDF file"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh91AY&SY", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x93NUMPY", "a NumPy file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program (ELF)"),
    (b"\xca\xfe\xba\xbe", "a program (Java or Mach-O)"),
    (b"\x00asm", "a program (WebAssembly)"),
    (b"OggS\x00", "an Ogg sound or film"),
    (b"ID3\x03", "an MP3 sound"),
    (b"ID3\x04", "an MP3 sound"),
    (b"\x1a\x45\xdf\xa3", "a Matroska film"),
    (b"WARC/", "a WARC archive"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A charset that a page may declare: one byte a character or East Asian; no codec that unescapes or unpacks.
DECLARABLE = re.compile(r"(windows|cp|iso|latin|koi8|mac|gb|big5|shift|euc|utf-?8|us-ascii)[\w-]*", re.IGNORECASE)
# Bytes that mean the same in every Windows code page: curly quotation marks, dashes, the ellipsis, a hard space.
WINDOWS_PUNCTUATION = bytes([0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA0])
ASCII = bytes(range(0x80))
FEW = 20  # one byte in so many: an accent here and there in English, too little for a guess; browsers take cp1252
SAMPLE = 65_536  # bytes that a guess looks at


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """Return the characters of a page, without byte order mark; refuse what is not text."""
    refuse_binary(raw)
    text = _decode_any(raw, declared).removeprefix("\ufeff")
    found = len(CONTROLS.findall(text, 0, SAMPLE))
    if "\x00" in text or found > max(2, min(len(text), SAMPLE) // 100):
        raise UnreadableError(
            "Expected text, found NUL or many control characters, so this is a binary file; export it as text first."
        )
    return text


def refuse_binary(head: bytes) -> None:
    """Raise if the first bytes are those of a known kind of file that is not text."""
    for magic, name in MAGIC:
        if head.startswith(magic):
            raise UnreadableError(
                f"Expected text, HTML, JSON lines or CSV, found {name}; unpack it or export it as text first."
            )


def wide_encoding(head: bytes) -> str | None:
    """Return the Unicode encoding that a byte order mark names or that regular NULs show, or None."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    # UTF-16 without a mark: at least the spaces have a NUL, always in the same half of the pair.
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even == 0) == (odd == 0) or max(even, odd) * 2 < len(head) * 0.05:
        return None
    return "utf-16-le" if odd else "utf-16-be"


def guess_encoding(head: bytes) -> str:
    """Return the encoding in which the lines of a table are to be read, from its first bytes."""
    wide = wide_encoding(head)
    if wide is not None:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # incremental: the last character may be cut
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(head) is not None else _guess_narrow(head)
    return "utf-8"


def _decode_any(raw: bytes, declared: str | None) -> str:
    wide = wide_encoding(raw[:SAMPLE])
    if wide is not None:
        return _decode_as(raw, wide)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        damaged = _mostly_utf8(raw)
    if damaged is not None:
        return damaged
    if declared is not None and DECLARABLE.fullmatch(declared):
        # Browsers read Latin-1 as its superset; pages labelled so carry curly quotation marks.
        encoding = "cp1252" if declared.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else declared
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass  # labelled wrongly: guess as if it had no label
    return _decode_as(raw, _guess_narrow(raw))


def _decode_as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"Expected text in {encoding}, found bytes that do not decode ({error.reason} at byte {error.start}); "
            "save it as UTF-8."
        ) from error


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(raw: bytes) -> str | None:
    """Return UTF-8 text with U+FFFD for a few damaged bytes, or None if it is not that."""
    replaced = raw.decode("utf-8", "replace")
    damaged = replaced.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    sound = sum(1 for character in replaced if character > "\x7f") - damaged
    return replaced if damaged * 10 <= sound else None


def _guess_narrow(raw: bytes) -> str:
    unusual = raw.translate(None, ASCII + WINDOWS_PUNCTUATION)
    if len(unusual) * FEW < len(raw) and _decodes(raw, "cp1252"):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to import, seldom needed)

    # The bytes around the first unusual one tell more than a head of plain ASCII.
    first = raw.index(unusual[:1])
    best = from_bytes(raw[max(0, first - SAMPLE // 2) : first + SAMPLE // 2]).best()
    if best is None:
        raise UnreadableError("Expected text, found bytes in no known encoding; save it as UTF-8.")
    return best.encoding
