"""Small web archives made by hand."""

from __future__ import annotations

PAGE = b"<html><body><p>The envoy of Graustark said on Monday that nobody had left the table.</p></body></html>"
INFO = (
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-12-11T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
    b"Content-Type: application/warc-fields\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
)


def make_record(
    url: str = "https://wire.test/1", body: bytes = PAGE, *, kind: str = "text/html", status: str = "200 OK", more: str = ""
) -> bytes:
    """The record of an answer from ``url``; ``more`` are further header lines, each with its line end."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-12-11T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
