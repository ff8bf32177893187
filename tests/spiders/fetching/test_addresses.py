"""Which addresses are public, in all the clothes that they come in."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from spiders.fetching.addresses import is_public, literal


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff0e::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:0:7f00:1",
        "::ffff:0:a9fe:a9fe",
        "5f00::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001:0:7f00:1::1",
        "2606:4700::5efe:10.0.0.1",
    ],
)
def test_what_is_not_of_one_public_host_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "140.82.112.3",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "2606:4700::1111",
        "::ffff:140.82.112.3",
        "64:ff9b::8c52:7003",
        "::ffff:0:8c52:7003",
        "2002:8c52:7003::1",
    ],
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_is_seen_however_it_is_written(host: str, address: str) -> None:
    assert literal(host) == ip_address(address)


@pytest.mark.parametrize(
    "host", ["example.org", "1.example.org", "localhost", "", "bücher.example"]
)
def test_a_name_is_no_address(host: str) -> None:
    assert literal(host) is None
