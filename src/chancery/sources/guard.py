"""Which addresses Chancery connects to: those of the public internet, and no other.

A link in a feed or a redirect can name the computer itself, its neighbours, or the metadata service of a cloud. The check is
made on the resolved address, and the connection goes to that same address: a name that resolves differently the second time
gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from httpcore2 import SOCKET_OPTION, ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from chancery.errors import SourceError

# IANA's registers of special-purpose addresses, 2026-11, with all that is reserved, and what clouds answer machines on.
_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
"""All that has been given out as global unicast so far …"""
_CLOSED_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""… without what is special in it: Teredo, ORCHID, documentation, 6to4."""
_CARRIES_4 = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
"""IPv4-mapped and NAT64: judged by the IPv4 address in the last four bytes."""


class ClosedError(SourceError):
    """An address that may not be connected to."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(found) if isinstance(found, IPv4Address) else _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _CLOSED_4)


def _is_public_6(address: IPv6Address) -> bool:
    # A scope ("%eth0") names a neighbour on a wire of this machine.
    if address.scope_id:
        return False
    if any(address in network for network in _CARRIES_4):
        return _is_public_4(IPv4Address(address.packed[-4:]))
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


class Guard(NetworkBackend):
    """Opens connections, to public addresses only."""

    def __init__(self, *, loopback: bool = False) -> None:
        """``loopback`` lets tests reach a server on this machine, and is there for nothing else."""
        self._loopback = loopback
        self._inner = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first address of the host that answers. Raises SourceError where one is not public."""
        failure: ConnectError | ConnectTimeout | None = None
        for address in self.addresses(host, port):
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as reason:
                failure = reason
        raise failure or ConnectError(f"{host} has no address")

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The host's addresses, all of them public; a host that mixes in another is up to something."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, OverflowError) as reason:
            raise SourceError(f"no address is known for {host}") from reason
        addresses = tuple(dict.fromkeys(str(place[0]) for *_, place in found))
        if not all(is_public(address) or (self._loopback and ip_address(address).is_loopback) for address in addresses):
            raise ClosedError(f"{host} is an address inside a network or of this machine, not of the public internet; it is not fetched")
        return addresses
