"""A record -> its kind, its key and its canonical JSON in the ledger; and back."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec

from rashomon.errors import CallerError, LedgerError, QueryError
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Report, Skipped, Utterance

Record: TypeAlias = Report | Claim | Skipped | Dispute | Copy | Utterance | Control | Figures

KINDS: dict[str, type[Record]] = {
    "claim": Claim,
    "control": Control,
    "copy": Copy,
    "dispute": Dispute,
    "figures": Figures,
    "report": Report,
    "skipped": Skipped,
    "utterance": Utterance,
}


RAW = "raw"  # the kind of an entry that says the bytes of a page are kept; its key is their SHA-256


def name_kind(record: Record) -> str:
    """Return the kind under which a record is kept."""
    for kind, known in KINDS.items():
        if type(record) is known:
            return kind
    raise CallerError(f"expected a record of a kind in {', '.join(KINDS)}, found a {type(record).__name__}")


def name_key(record: Record) -> str:
    """Return the key of a record: its id, or for a skipped page a hash of all that tells it from others."""
    if not isinstance(record, Skipped):
        return record.id
    told = "\0".join((record.origin, record.sha256 or "", record.reason))
    return sha256(told.encode()).hexdigest()[:16]


def encode(record: Record) -> str:
    """Return the canonical JSON of a record; refuse a record that would not come back as it went in."""
    kind = name_kind(record)
    try:
        content = _write(record)
        returned = decode(kind, content)
        key = name_key(record).encode()
    except (LedgerError, UnicodeEncodeError) as error:
        raise CallerError(f"the {kind} {record!r:.200} cannot be written as JSON: {error}") from error
    if returned != record or not key:
        raise CallerError(f"the {kind} {record!r:.200} would come back from the ledger as {returned!r:.200}")
    return _write(returned)  # an integer given for a fraction is the same record: one content for both


def _write(record: Record) -> str:
    # Fields by alphabet: the order of fields in records.py may change and no content does.
    return msgspec.json.encode(record, order="sorted").decode()


def decode(kind: str, content: str) -> Record:
    """Return the record that a content of this kind holds."""
    try:
        record: Record = _decoder(kind).decode(content)
    except msgspec.DecodeError as error:
        raise LedgerError(f"expected the JSON of a {kind}, found {content:.80}: {error}") from error
    return record


def encode_receipt(size: int) -> str:
    """Return the content of an entry that says so many bytes are kept."""
    return msgspec.json.encode({"bytes": size}).decode()


def check_kind(kind: str) -> str:
    """Return a kind that is known, and refuse any other."""
    if kind not in KINDS:
        raise QueryError(f"expected a kind in {', '.join(KINDS)}, found {kind!r}")
    return kind


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(KINDS[kind])
