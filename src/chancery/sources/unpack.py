"""Packed bytes to plain ones, never more than a report may have: a few kilobytes can unpack to gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from chancery.errors import SourceError
from chancery.reading.limits import MOST_BYTES

_GZIP_OR_ZLIB, _BARE_DEFLATE = 47, -15
_STEP = 1 << 20


def too_large(most: int = MOST_BYTES) -> SourceError:
    return SourceError(f"larger than {most // 1_000_000} MB" if most >= 1_000_000 else f"larger than {most:,} bytes")


class _Unpacker(Protocol):
    def unpack(self, chunk: bytes) -> Iterator[bytes]: ...

    def ended(self) -> bool: ...


def unpacked(chunks: Iterable[bytes], encoding: str | None = None, *, most: int = MOST_BYTES) -> bytes:
    """The whole of what arrives in chunks, unpacked as ``Content-Encoding`` says.

    Raises SourceError where it is damaged, cut short or, unpacked, more than ``most`` bytes.

    >>> unpacked([zlib.compress(b"Kyiv denied it.")], "deflate")
    b'Kyiv denied it.'
    """
    whole = bytearray()
    for part in _parts(chunks, (encoding or "identity").strip().lower()):
        whole += part
        if len(whole) > most:
            raise too_large(most)
    return bytes(whole)


def _parts(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from chunks
        return
    unpacker, some = _unpacker(encoding), False
    for chunk in chunks:
        some = some or bool(chunk)
        yield from unpacker.unpack(chunk)
    if some and not unpacker.ended():
        raise SourceError(f"its {encoding} packing is cut short; it did not arrive whole")


def _unpacker(encoding: str) -> _Unpacker:
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Deflate(encoding)
    if encoding == "br":
        return _Brotli()
    raise SourceError(f"packed as {encoding!r}, which Chancery does not unpack")


class _Deflate:
    """gzip of one or many members, zlib, and deflate without a header as some servers send it."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._head: bytes | None = b"" if encoding == "deflate" else None

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        if self._head is not None:
            if len(self._head + chunk) < 2:
                self._head += chunk
                return
            chunk, self._head = self._head + chunk, None
            self._stream = zlib.decompressobj(_GZIP_OR_ZLIB if _is_zlib(chunk) else _BARE_DEFLATE)
        while chunk:
            if self._stream.eof:
                # Zeros pad the end of some archives; anything else is the next member.
                if not (chunk := chunk.lstrip(b"\0")):
                    return
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            yield self._step(chunk)
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def _step(self, chunk: bytes) -> bytes:
        try:
            return self._stream.decompress(chunk, _STEP)
        except zlib.error as reason:
            raise SourceError(f"its {self._encoding} packing is damaged") from reason

    def ended(self) -> bool:
        return self._stream.eof


def _is_zlib(head: bytes) -> bool:
    """Whether two bytes are the header of zlib (RFC 1950)."""
    return head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._error = brotli.error
        self._stream = brotli.Decompressor()

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        try:
            yield self._stream.process(chunk, output_buffer_limit=_STEP)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=_STEP)
        except self._error as reason:
            raise SourceError("its br packing is damaged") from reason

    def ended(self) -> bool:
        return bool(self._stream.is_finished())
