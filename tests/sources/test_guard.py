"""No address but those of the public internet is connected to."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.sources.guard import Guard, is_public

RESERVED_4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
]  # fmt: skip
RESERVED_6 = [
    "::/128", "::1/128", "100::/64", "2001::/32", "2001:2::/48", "2001:10::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
    "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "::/96", "4000::/3", "8000::/1",
]  # fmt: skip

private_4 = st.sampled_from(RESERVED_4).map(IPv4Network).flatmap(lambda network: st.ip_addresses(v=4, network=network))
private_6 = st.sampled_from(RESERVED_6).map(IPv6Network).flatmap(lambda network: st.ip_addresses(v=6, network=network))
any_4, any_6 = st.ip_addresses(v=4), st.ip_addresses(v=6)


def carried(prefix: str, address: IPv4Address, after: int = 0) -> str:
    """An IPv6 address that carries an IPv4 one, ``after`` bits from its end."""
    return str(IPv6Address(int(IPv6Address(prefix)) | int(address) << after))


@given(private_4)
def test_reserved_ipv4_is_refused(address: IPv4Address) -> None:
    assert not is_public(str(address))


@given(private_6)
def test_reserved_ipv6_is_refused(address: IPv6Address) -> None:
    assert not is_public(str(address))


@given(private_4, st.sampled_from([("::ffff:0:0", 0), ("64:ff9b::", 0), ("2002::", 80), ("::", 0), ("64:ff9b:1::", 0)]))
def test_reserved_ipv4_is_refused_in_whatever_ipv6_carries_it(address: IPv4Address, form: tuple[str, int]) -> None:
    assert not is_public(carried(form[0], address, form[1]))


@given(any_4 | any_6)
def test_what_python_calls_not_global_is_refused_too(address: IPv4Address | IPv6Address) -> None:
    if not address.is_global and int(address) >> 32 not in (0x64_FF9B << 64, 0xFFFF):
        assert not is_public(str(address))


@given(any_4)
def test_what_an_ipv6_address_carries_is_judged_as_itself(address: IPv4Address) -> None:
    assert is_public(carried("::ffff:0:0", address)) == is_public(carried("64:ff9b::", address)) == is_public(str(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "metadata",
    ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fe80::a9fe:a9fe%eth0", "::ffff:a9fe:a9fe"],
)
def test_what_clouds_tell_their_machines_is_out_of_reach(metadata: str) -> None:
    assert not is_public(metadata)


@pytest.mark.parametrize("nonsense", ["", "localhost", "1.2.3", "1.2.3.4.5", "0x7f000001", "::g", "[::1]"])
def test_what_is_no_address_is_refused(nonsense: str) -> None:
    assert not is_public(nonsense)


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def found(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_name_is_judged_by_what_it_resolves_to(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.215.14")
    assert Guard().addresses("wire.test", 80) == ("93.184.215.14",)
    resolving(monkeypatch, "10.0.0.1")
    with pytest.raises(SourceError, match=r"wire\.test is an address inside a network"):
        Guard().addresses("wire.test", 80)


def test_one_closed_address_among_open_ones_closes_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.215.14", "169.254.169.254")
    with pytest.raises(SourceError):
        Guard().connect_tcp("wire.test", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "0", "localhost", "::1"])
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(SourceError):
        Guard().addresses(host, 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    guard, connected = Guard(), []
    resolving(monkeypatch, "93.184.215.14")
    monkeypatch.setattr(guard._inner, "connect_tcp", lambda address, port, *_: connected.append((address, port)))
    guard.connect_tcp("wire.test", 443)
    assert connected == [("93.184.215.14", 443)]


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 300, "exa%20mple"])
def test_a_name_without_an_address_is_told(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise (UnicodeError if len(host) > 100 else socket.gaierror)("no")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(SourceError, match="no address is known"):
        Guard().addresses(host, 80)
