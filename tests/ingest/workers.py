"""Readers for the processes of a crew: what they do is in the text that they read."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import partial

from chancery.errors import BundleError
from chancery.pipeline import Reader
from chancery.record.facts import Record
from chancery.record.text import Document
from tests.stub import stub_engine


def engine(documents: Sequence[Document]) -> list[Record]:
    for document in documents:
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "quicksand" in document.text:
            time.sleep(600)
        if "riddle" in document.text:
            raise IndexError("word 7")
    return stub_engine(documents)


make = partial(Reader, engine=engine)


def make_none() -> Reader:
    raise BundleError("damaged")


def make_dead() -> Reader:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError
