"""The bytes of a gathered page <-> what the ledger stores of them."""

from __future__ import annotations

import zlib
from hashlib import sha256

from rashomon.errors import BrokenChainError

_LEVEL = 6  # of zlib; fixed, because the same input must give the same bytes
_PIECE = 2**20  # bytes unpacked at a time, so that a page which unpacks to very much does no harm


def pack(page: bytes) -> bytes:
    """Return the compressed bytes of a page."""
    return zlib.compress(page, _LEVEL)


def unpack(packed: bytes, digest: str) -> bytes:
    """Return the bytes of a page; refuse any others than those of its SHA-256."""
    if measure(packed, digest) is None:
        raise BrokenChainError(f"expected raw bytes whose SHA-256 is {digest}, found others; run verify")
    return zlib.decompress(packed)


def measure(packed: bytes, digest: str) -> int | None:
    """Return how many bytes a page has, None if it is not the page of this SHA-256; holds little of it at a time."""
    unpacker, hashed, size, rest = zlib.decompressobj(), sha256(), 0, packed
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            hashed.update(piece)
            size += len(piece)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return None
    whole = unpacker.eof and not unpacker.unused_data and hashed.hexdigest() == digest
    return size if whole else None
