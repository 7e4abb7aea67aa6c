"""The tree of exceptions, as it is drawn."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import chancery
from chancery import errors


def raised() -> Iterator[type[errors.ChanceryError]]:
    """Every exception of Chancery that any of its modules defines."""
    for module in pkgutil.walk_packages(chancery.__path__, "chancery."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:  # those run under Alembic alone
            for found in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(found) and issubclass(found, errors.ChanceryError):
                    yield found


def test_the_tree_drawn_is_the_tree_there_is() -> None:
    drawn = {name: len(indent) // 4 for indent, name in re.findall(r"^([│├└─ ]*)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)}
    assert drawn == {found.__name__: len(found.__mro__) - len(errors.ChanceryError.__mro__) for found in raised()}
