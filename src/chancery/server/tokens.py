"""Who may do what: tokens with scopes, kept as hashes in a file that the server reads once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from chancery.errors import ServerError

READ, JUDGE, INGEST = "read", "judge", "ingest"
SCOPES = (READ, JUDGE, INGEST)
ROLES = {"reader": (READ,), "analyst": (READ, JUDGE), "correspondent": (READ, INGEST), "editor": SCOPES}
"""Who a user of a team is, and what that allows."""
PREFIX = "chy_"


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's name, the SHA-256 of his token, and what it is good for."""

    name: str
    sha256: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class User:
    """Who asks. The local default is one user who may do everything."""

    name: str
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        return scope in self.scopes


LOCAL = User("local", frozenset(SCOPES))


def new(name: str, scopes: Iterable[str]) -> tuple[str, Token]:
    """A new token's secret, to be shown once, and what is kept of it."""
    wanted = tuple(dict.fromkeys(scopes)) or (READ,)
    if strange := [scope for scope in wanted if scope not in SCOPES]:
        raise ServerError(f"{strange[0]}: is no scope; take some of {', '.join(SCOPES)}")
    if not name.strip():
        raise ServerError("give the user a name; it signs judgements")
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, Token(name.strip(), digest(secret), wanted)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def load(path: Path) -> tuple[Token, ...]:
    """The tokens of a file, one JSON object a line. Raises ServerError."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as reason:
        raise ServerError(f"{path}: cannot be read: {reason.strerror}") from reason
    found = tuple(_token(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise ServerError(f"{path}: holds no token; make one with `chancery token NAME --file {path}`")
    return found


def _token(path: Path, number: int, line: bytes) -> Token:
    try:
        return msgspec.json.decode(line, type=Token)
    except msgspec.DecodeError as reason:
        raise ServerError(f"{path}, line {number}: is no token: {reason}") from reason


def add(path: Path, token: Token) -> None:
    """Keep a token in a file that only its owner can read."""
    try:
        path.touch(mode=0o600)
        with path.open("ab") as file:
            file.write(msgspec.json.encode(token) + b"\n")
    except OSError as reason:
        raise ServerError(f"{path}: cannot be written: {reason.strerror}") from reason


def user_of(tokens: Iterable[Token], secret: str) -> User | None:
    """Whose token it is. Every token is compared, so that the time taken tells nothing."""
    given, found = digest(secret), None
    for token in tokens:
        if hmac.compare_digest(token.sha256, given):
            found = User(token.name, frozenset(token.scopes))
    return found
