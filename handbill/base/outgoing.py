"""The one way out to an address that somebody gave: https only, public machines only, little and soon.

A name is looked up once, every address it has must be public, and the connection goes to the very address that was looked
at: a name that answers differently the next moment changes nothing. No redirect is followed. The certificate must be the
name's.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE = 10  # seconds, for everything together
MOST = 16 * 1024  # bytes of an answer that are read
LONGEST = 1000  # characters of an address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNSAFE = {chr(code) for code in [*range(33), 127]} | {"\\"}


class NotAllowed(ValueError):
    """The address is none that this server asks. `why` is a code: `form`, `https`, `name`, `not_public`."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class NotReached(OSError):
    """Nobody answered in time, or not in a way that could be understood."""


@dataclass(frozen=True)
class Destination:
    """An address that may be asked, taken apart."""

    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        return f"https://{_bracketed(self.host)}" + ("" if self.port == 443 else f":{self.port}")


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str
    body: bytes

    @property
    def is_taken(self) -> bool:
        return self.status // 100 == 2


def destination(address: str) -> Destination:
    """Where an address leads, by its form alone. Raises NotAllowed."""
    if not address or len(address) > LONGEST or not address.isascii() or _UNSAFE & set(address):
        raise NotAllowed("form")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAllowed("form") from None
    if parts.scheme != "https":
        raise NotAllowed("https")
    if not host or port == 0 or "@" in parts.netloc or "%" in host or parts.fragment:
        raise NotAllowed("form")
    if (number := _as_number(host)) and not is_public(str(number)):
        raise NotAllowed("not_public")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(host, port or 443, path)


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Ask once. Raises NotAllowed before anything is sent, NotReached where no answer came."""
    where = destination(address)
    until = time.monotonic() + PATIENCE
    line = _Pinned(where, addresses_of(where), until)
    try:
        line.request("POST", where.path, body, {"User-Agent": "Handbill", "Connection": "close", **headers})
        answer = line.getresponse()
        return Answer(answer.status, answer.getheader("Retry-After", "")[:40], _beginning(answer, line, until))
    except (OSError, http.client.HTTPException, UnicodeError):
        raise NotReached from None
    finally:
        line.close()


def addresses_of(where: Destination) -> list[str]:
    """Every address of the name, in the system's order. One that is not public is enough to be refused."""
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise NotAllowed("name") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotAllowed("not_public")
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is a machine of the wide world, whatever it is wrapped in."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if number.scope_id or number in _NAT64:
            return False
        inside = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        if any(inside) or not int(number) >> 32:  # 6to4, Teredo and ::a.b.c.d lead to another machine than they say
            return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


class _Pinned(http.client.HTTPSConnection):
    """A line to addresses that were looked at; the certificate is held against the name."""

    def __init__(self, where: Destination, addresses: list[str], until: float):
        super().__init__(where.host, where.port, timeout=PATIENCE, context=trust())
        self._addresses, self._until, self._trust = addresses, until, trust()

    def connect(self):
        plain = self._first_that_answers()
        plain.settimeout(_left(self._until))
        try:
            self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def _first_that_answers(self) -> socket.socket:
        for number, address in enumerate(self._addresses):
            try:
                return socket.create_connection((address, self.port), timeout=_left(self._until))
            except OSError:
                if number == len(self._addresses) - 1:
                    raise
        raise OSError


def trust() -> ssl.SSLContext:
    """Whose certificates count: those the system trusts."""
    return ssl.create_default_context()


def _beginning(answer: http.client.HTTPResponse, line: _Pinned, until: float) -> bytes:
    """At most MOST bytes, in pieces, so that one who drips is cut off in time."""
    read = b""
    while len(read) < MOST and (piece := answer.read1(MOST - len(read))):
        read += piece
        if line.sock:
            line.sock.settimeout(_left(until))
    return read


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _as_number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is, also where it is written as a decimal, octal or shortened number."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host))
    except OSError:
        return None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
