"""Every exception of Chancery.

ChanceryError
├── BundleError       the trained bundle is missing, damaged or made for another release
├── RegisterError     a user's register or list of issues cannot be used, and what to change in it
├── ReportError       one report cannot be read; has the stage that gave up and the reason
│   ├── SourceError       its bytes cannot be had: no such file, not allowed, too large
│   │   └── ClosedError       its address is not of the public internet
│   └── ReadingError      its bytes give no text that Chancery reads: empty, binary, not English
├── OutputError       a record cannot be written: no space, no permission
│   └── NameTakenError    two reports of one run ask for the same file, or somebody else's file is there
├── QueryError        a question cannot be understood, and how to put it
├── ServerError       the server cannot be started so, or its tokens cannot be used
└── StoreError        the store cannot be used: no such place, damaged, not allowed
    ├── StoreFullError    no space left; what was committed is safe
    ├── StoreLockedError  somebody else kept it locked for too long
    ├── StoreVersionError made by a newer release, or by an older one and opened for reading only
    └── JudgementError    a judgement cannot be taken: no such fact, verb that does not fit
"""

from __future__ import annotations


class ChanceryError(Exception):
    """Base of all; its text says what to do."""


class BundleError(ChanceryError):
    """The trained bundle is missing, damaged or made for another release."""


class RegisterError(ChanceryError):
    """A user's register or list of issues cannot be used; says what to change in it."""


class ReportError(ChanceryError):
    """One report cannot be read. In a run over many it becomes a ``Rejection``."""

    stage = "report"

    @property
    def reason(self) -> str:
        return str(self)


class SourceError(ReportError):
    """The report's bytes cannot be had."""

    stage = "source"


class ReadingError(ReportError):
    """The report's bytes give no text that Chancery reads."""

    stage = "reading"


class OutputError(ChanceryError):
    """A record cannot be written."""


class NameTakenError(OutputError):
    """Two reports of one run ask for the same file, or a file that is not Chancery's stands there."""


class QueryError(ChanceryError):
    """A question to the store cannot be understood."""


class ServerError(ChanceryError):
    """The server cannot be started so; says what to change."""


class StoreError(ChanceryError):
    """The store cannot be used."""


class StoreFullError(StoreError):
    """No space is left for the store; what was committed is safe."""


class StoreLockedError(StoreError):
    """Somebody else kept the store locked for longer than was waited."""


class StoreVersionError(StoreError):
    """The store's tables are not the ones that this release knows."""


class JudgementError(StoreError):
    """A judgement cannot be taken."""
