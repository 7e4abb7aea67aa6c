"""Packed bytes, whole, damaged and hostile."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.sources.unpack import unpacked

NEWS = b"The envoy of Graustark said that nobody had left the table. " * 20
PACKED = [
    ("gzip", gzip.compress(NEWS)),
    ("gzip", gzip.compress(NEWS[:70]) + gzip.compress(NEWS[70:]) + b"\0\0\0"),
    ("deflate", zlib.compress(NEWS)),
    ("deflate", zlib.compress(NEWS)[2:-4]),
    ("br", brotli.compress(NEWS)),
    ("identity", NEWS),
]


@pytest.mark.parametrize(("encoding", "packed"), PACKED)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_what_was_packed_comes_back(encoding: str, packed: bytes, step: int) -> None:
    assert unpacked((packed[n : n + step] for n in range(0, len(packed), step)), encoding) == NEWS


@pytest.mark.parametrize(("encoding", "packed"), PACKED[:-1])
def test_what_is_cut_short_is_said_to_be(encoding: str, packed: bytes) -> None:
    with pytest.raises(SourceError, match="cut short"):
        unpacked([packed[:40]], encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_is_not_packed_so_is_damaged(encoding: str) -> None:
    with pytest.raises(SourceError, match="damaged"):
        unpacked([b"\xff no such packing at all, whatever the header says"], encoding)


def test_a_packing_of_another_kind_is_named() -> None:
    with pytest.raises(SourceError, match="'zstd'"):
        unpacked([b"x"], "zstd")


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [("gzip", gzip.compress(bytes(60_000_000), 1)), ("br", brotli.compress(bytes(60_000_000), quality=1)), ("identity", bytes(60_000_000))],
)
def test_a_bomb_is_put_out_before_it_fills_the_memory(encoding: str, bomb: bytes) -> None:
    with pytest.raises(SourceError, match="larger than 50 MB"):
        unpacked([bomb], encoding)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_whatever_are_unpacked_or_refused(raw: bytes, encoding: str) -> None:
    try:
        unpacked([raw], encoding)
    except SourceError as reason:
        assert str(reason)
