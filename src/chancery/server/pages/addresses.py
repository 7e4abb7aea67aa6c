"""Addresses that forms bring along: where one goes back to."""

from __future__ import annotations

from chancery.server.visible import query


def own(address: str) -> str:
    """An address of this server, never one that leads elsewhere.

    >>> own("/reports/doc-1"), own("//evil.example"), own("https://evil.example")
    ('/reports/doc-1', '/review', '/review')
    """
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() else "/review"


def having(address: str, **more: str) -> str:
    """The address, with more asked.

    >>> having("/review?why=doubted", did="jdg-1"), having("/review", did="jdg-1")
    ('/review?why=doubted&did=jdg-1', '/review?did=jdg-1')
    """
    path, _, asked = address.partition("?")
    return f"{path}?{asked}{'&' if asked else ''}{query(**more)[1:]}"
