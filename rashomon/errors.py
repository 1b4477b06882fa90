"""All errors of the package, as one tree.

RashomonError
├── CallerError            the call was wrong: fix it
│   ├── SettingsError      a setting is unknown or out of range
│   ├── KnowledgeError     a knowledge file says something that cannot be used
│   └── QueryError         a question the ledger cannot answer
└── WorldError             the world did not cooperate: skip, retry or report
    ├── UnreadableError    a page too deep, too big, damaged, or in no known encoding
    ├── EmptyError         a page without text
    ├── LanguageError      a page in a language that is not read
    ├── MissingError       a place that is not there
    └── LedgerError        the ledger file cannot be used as asked
        ├── BrokenChainError    verify found a first bad entry
        ├── FullDiskError       nothing acknowledged was lost; free space and run again
        └── NewerLedgerError    written by a newer version: downgrade refused
"""

from __future__ import annotations


class RashomonError(Exception):
    """Any error that this package raises on purpose; says what was expected, what was found, what to do."""


class CallerError(RashomonError):
    """The call was wrong."""


class SettingsError(CallerError):
    """A setting is unknown or out of range."""


class KnowledgeError(CallerError):
    """A knowledge file says something that cannot be used."""


class QueryError(CallerError):
    """A question that the ledger cannot answer."""


class WorldError(RashomonError):
    """The world did not cooperate."""


class UnreadableError(WorldError):
    """A page is too deep, too big, damaged, or in no known encoding."""


class EmptyError(WorldError):
    """A page holds no text."""


class LanguageError(WorldError):
    """A page is in a language that is not read."""


class MissingError(WorldError):
    """A place is not there, or may not be opened."""


class LedgerError(WorldError):
    """The ledger file cannot be used as asked."""


class BrokenChainError(LedgerError):
    """The chain of hashes breaks: the message names the first bad entry."""


class FullDiskError(LedgerError):
    """No space left; nothing acknowledged was lost."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version."""
