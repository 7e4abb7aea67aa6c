"""Readers for the processes of a crew: what they do is in the text that they read."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

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


def make_for_command(*, bundle: object, register: object) -> Reader:
    """The reader that tests of the command line give to its processes."""
    return Reader(engine=obedient)


def obedient(documents: Sequence[Document]) -> list[Record]:
    """Writes down what it reads where the text says so, and does to the program what the text says, once."""
    for document in documents:
        for word, path in zip(document.text.split(), document.text.split()[1:], strict=False):
            if word == "log":
                with Path(path).open("a") as log:
                    log.write(document.text + "\n")
            elif word in ("murder", "interrupt") and Path(path).exists():
                Path(path).unlink()
                os.kill(os.getppid(), signal.SIGKILL if word == "murder" else signal.SIGINT)
                if word == "murder":
                    os._exit(0)  # who lives on holds the dead program's output open
                time.sleep(60)
    return engine(documents)
