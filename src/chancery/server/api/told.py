"""Rows as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from chancery.views.quoting import Quotation, Stretch


def told(value: object, quoted: Mapping[Stretch, Quotation]) -> Any:
    """A row as JSON can have it, its stretches replaced by the words that stand there.

    >>> told({"evidence": (Stretch("doc-1", 3, 9),)}, {})
    {'evidence': [{'document': 'doc-1', 'start': 3, 'end': 9}]}
    """
    if isinstance(value, Stretch):
        value = quoted.get(value, value)
    if isinstance(value, msgspec.Struct):
        return msgspec.to_builtins(value)
    if is_dataclass(value):
        return {field.name: told(getattr(value, field.name), quoted) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): told(item, quoted) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [told(item, quoted) for item in value]
    return value
