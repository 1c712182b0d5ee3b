"""Where a push may go: to a push service out there, never to a machine inside the house."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import httpx
from django.conf import settings

LONGEST = 1000
LONGEST_LABEL = 63  # of a name between two dots (RFC 1035)


class PointsInside(Exception):
    """A public name that leads to an address which is not."""


def is_allowed(endpoint: str) -> bool:
    """Whether this may be a push service. Where its name leads is asked when something is sent."""
    try:
        url = urlsplit(endpoint)
        host, port = url.hostname or "", url.port
        agreed = httpx.URL(endpoint).host == host  # what one reads is where the other connects
    except (ValueError, httpx.InvalidURL):
        return False
    if not _is_plain(endpoint) or not host or not agreed or url.username is not None:
        return False
    if settings.PUSH_INSIDE:
        return url.scheme in {"http", "https"}
    is_service = _is_a_name(host) and any(_is_under(host, known) for known in settings.PUSH_HOSTS)
    return url.scheme == "https" and port in {None, 443} and is_service


def _is_plain(text: str) -> bool:
    """Browsers write nothing else."""
    return len(text) <= LONGEST and all("!" <= sign <= "~" and sign != "\\" for sign in text)


def _is_a_name(host: str) -> bool:
    """With a top-level domain; bare addresses, also in their odd spellings, end in a number."""
    _, dot, last = host.rpartition(".")
    short = all(0 < len(label) <= LONGEST_LABEL for label in host.split("."))
    return (
        bool(dot)
        and short
        and last[:1].isalpha()
        and last not in {"localhost", "local", "internal"}
    )


def _is_under(host: str, known: str) -> bool:
    """`*.example.org` is whatever lies below it, `*` is every host."""
    return known == "*" or host == known or (known[:2] == "*." and host.endswith(known[1:]))


def public_addresses(host: str, port: int) -> list[str]:
    """Raises PointsInside if one of them is not, and OSError where nobody knows the name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    addresses = [str(entry[4][0]) for entry in found]
    if not all(is_public(ip_address(address.split("%")[0])) for address in addresses):
        raise PointsInside
    return addresses


def is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast
