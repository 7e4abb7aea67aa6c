"""Organisations."""
from pathlib import Path

from training.register.drafts import Draft


def organisations(actors: Path) -> list[Draft]:
    return []
