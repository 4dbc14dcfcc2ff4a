"""Which addresses Allstar sends to. Pure: asks nobody.

Public ones over https, and whatever the person who runs Allstar allows as `host:port`, exactly so
written. What counts as public is not left to `ipaddress` alone: its `is_global` lets through
site-local, 6to4 and NAT64 addresses of our own network, and differs between Pythons.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass

import httpx

from bot.errors import Refused

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")
_USERINFO = re.compile(r"[^:/?#]*://[^/?#]*@")
_PORTS = {"http": 80, "https": 443}

_V6_IN_USE = ipaddress.ip_network("2000::/3")
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")
)
"""From the IANA registries of special-purpose addresses: those not known as such to every Python."""
_V4_INSIDE_V6 = (
    (ipaddress.IPv6Network("::/96"), 0),  # IPv4-compatible
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
)
"""Networks whose addresses carry one of IPv4, and how many bits follow it."""


class AddressNotAllowed(Refused):
    """Allstar does not send to this address. Nothing was sent."""


@dataclass(frozen=True)
class Target:
    """An address taken apart. `host` is in ASCII and lower case, IPv6 without brackets."""

    scheme: str
    host: str
    port: int
    path: bytes

    @property
    def pair(self) -> str:
        """`host:port`, as it stands in the allow list."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def vet(url: str, allow: frozenset[str] = frozenset()) -> str:
    """`host:port` of an address that may be used, or `AddressNotAllowed` with the reason (field `url`).

    Quick enough for a form. What a name points to is seen only when something is sent.
    """
    return take_apart(url, allow).pair


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one that carries IPv4 is as public as that."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        for network, bits_after in _V4_INSIDE_V6:
            if ip in network:
                return is_public(str(ipaddress.IPv4Address((int(ip) >> bits_after) & 0xFFFF_FFFF)))
        if ip not in _V6_IN_USE:
            return False
    is_special = ip.is_multicast or ip.is_reserved or any(ip in network for network in _SPECIAL)
    return ip.is_global and not is_special


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written, can be nothing but this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def take_apart(url: str, allow: frozenset[str]) -> Target:
    """What `vet` saw, for the client to dial."""
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        raise _not_an_address() from None
    port = _PORTS.get(parsed.scheme, 0) if parsed.port is None else parsed.port
    literal = _literal(host)
    is_host = bool(literal) if ":" in host else bool(_NAME.fullmatch(host))
    if parsed.scheme not in _PORTS or not 0 < port < 1 << 16 or not is_host:
        raise _not_an_address()
    if _USERINFO.match(url):
        raise AddressNotAllowed("Please leave out the name and password in front of the host.", field="url")
    target = Target(parsed.scheme, host, port, parsed.raw_path)
    if target.pair in allow:
        return target
    if target.scheme != "https":
        raise AddressNotAllowed("Please use an address that begins with https://.", field="url")
    if literal and not is_public(literal):
        raise not_public(target)
    return target


def _literal(host: str) -> str | None:
    """The IP address that `host` spells, in any way that C libraries understand (127.1, 0x7f.1, ...)."""
    try:
        if ":" not in host:
            return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
        ip = ipaddress.IPv6Address(host)
    except (OSError, ValueError):
        return None
    return None if ip.scope_id else str(ip)


def not_public(target: Target) -> AddressNotAllowed:
    """The words for a host that is, or points to, something inside."""
    return AddressNotAllowed(
        "%(host)s is not on the public internet, so Allstar sends nothing there. Whoever runs Allstar "
        "can allow it: OUTGOING_ALLOW=%(pair)s",
        field="url",
        host=target.host,
        pair=target.pair,
    )


def _not_an_address() -> AddressNotAllowed:
    return AddressNotAllowed(
        "This is not a web address. One looks like https://hooks.example.com/allstar.", field="url"
    )
