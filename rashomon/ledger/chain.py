"""The fields of an entry and the hash of the one before -> the hash that binds them."""

from __future__ import annotations

from hashlib import sha256

GENESIS = "0" * 64  # stands for the hash before the first entry


def seal(number: int, recorded: str, kind: str, key: str, content: str | None, *, previous: str) -> str:
    """Return the SHA-256, in hexadecimal, that binds an entry to the one before it.

    Each field goes in as its length in bytes, a colon, its UTF-8 and a comma; an absent content as "-,".

    >>> seal(1, "2020-11-08T12:00:00.000000Z", "report", "a", None, previous=GENESIS)[:16]
    'cf01416dba02a601'
    """
    fields = (str(number), recorded, kind, key, content, previous)
    return sha256(b"".join(_framed(field) for field in fields)).hexdigest()


def _framed(field: str | None) -> bytes:
    # With the lengths written down, no two different entries give the same bytes.
    if field is None:
        return b"-,"
    encoded = field.encode()
    return b"%d:%b," % (len(encoded), encoded)
