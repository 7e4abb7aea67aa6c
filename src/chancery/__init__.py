"""Chancery turns news reports on world affairs into records that can be checked.

>>> import chancery
>>> record = chancery.read("The Kremlin said talks were held with Kyiv on Monday.", published="2024-12-11")
"""

from chancery.errors import BundleError, ChanceryError, ReadingError
from chancery.pipeline import Reader, read
from chancery.record.facts import Record, Rejection
from chancery.record.reasons import Explained, Reason
from chancery.record.text import Capture, Document, Span

__version__ = "0.1.0"
__all__ = [
    "BundleError",
    "Capture",
    "ChanceryError",
    "Document",
    "Explained",
    "Reader",
    "ReadingError",
    "Reason",
    "Record",
    "Rejection",
    "Span",
    "__version__",
    "read",
]
