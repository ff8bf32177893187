"""Which network addresses belong to the public internet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address


def is_public(address: Address) -> bool:
    """Whether an address is of one host on the public internet.

    An IPv6 address that carries an IPv4 one is as public as that: networks translate it on the
    way, so it leads to the same host.
    """
    if any(address in network for network in _NOT_PUBLIC) or address.is_multicast:
        return False
    if isinstance(address, IPv6Address) and (carried := list(_carried(address))):
        return all(map(is_public, carried))
    return address.is_global


def literal(host: str) -> Address | None:
    """The address that a host of a URL writes out; null where it is a name.

    Resolvers take more for an address than four numbers: ``127.1``, ``0x7f000001``.
    """
    text = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(text))
    except (OSError, UnicodeEncodeError):
        return None


#: What ``ipaddress`` takes for global, in some version or in all.
_NOT_PUBLIC = (
    IPv6Network("fec0::/10"),  # site-local (RFC 3879)
    IPv6Network("64:ff9b:1::/48"),  # translation inside one site (RFC 8215)
    IPv4Network("192.0.0.0/24"),  # protocol assignments (RFC 6890), a cloud's metadata among them
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, whichever is near (RFC 7526)
    IPv6Network("5f00::/16"),  # segment routing inside one network (RFC 9602)
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
    IPv4Network("168.63.129.16/32"),  # at which a cloud's machines find services of their host
)
#: The last four bytes are an IPv4 address.
_ENDS_IN_IPV4 = (
    IPv6Network("64:ff9b::/96"),  # NAT64 (RFC 6052)
    IPv6Network("::/96"),  # IPv4-compatible (RFC 4291)
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated (RFC 2765)
)
#: ISATAP marks the four bytes before the IPv4 address (RFC 5214).
_ISATAP = (0x00005EFE, 0x02005EFE)


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    number = int(address)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    isatap = (number >> 32) & 0xFFFFFFFF in _ISATAP
    if isatap or any(address in network for network in _ENDS_IN_IPV4):
        yield IPv4Address(number & 0xFFFFFFFF)
