"""What positions are about, as the store files them: by a canonical name, else by the words without accents and case."""

from __future__ import annotations

from functools import lru_cache

from chancery.knowledge.issues import canonical, names
from chancery.store.folding import fold


@lru_cache(1 << 16)
def topic_of(words: str, topic: str | None = None) -> str:
    """What tells issues apart: the canonical name that the record has, else by the words. A release that names issues otherwise brings
    a migration with it.

    >>> topic_of("Provide military support to Ukraine"), topic_of("The envoy's hat"), topic_of("visit Arak", "nuclear programme")
    ('military aid', 'the envoy s hat', 'nuclear programme')
    """
    return topic or canonical(words) or fold(words)


def called(topic: str, words: str) -> str:
    """How an issue is called: by its canonical name, else in the report's words.

    >>> called("military aid", "military support"), called("the envoy s hat", "the  envoy's hat")
    ('military aid', "the envoy's hat")
    """
    return topic if topic in _names() else " ".join(words.split())


@lru_cache(1)
def _names() -> frozenset[str]:
    return frozenset(names())
