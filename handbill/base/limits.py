"""How often something may be asked: one table of rates, kept in memory.

A bucket holds `burst` requests and fills again at `per_second`. Each process counts for itself, which at worst
multiplies a rate by the number of processes; nothing is written, so being asked too often costs nothing.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from handbill.base.errors import Refusal

LOOPBACK = {"127.0.0.1", "::1"}
MOST_BUCKETS = 20_000


@dataclass(frozen=True)
class Rate:
    burst: float
    per_second: float


# One phone sends a batch now and then; a whole stand can share one address, or everybody one proxy's.
RATES = {
    "phone": Rate(burst=240, per_second=4),
    "phones of an address": Rate(burst=4_000, per_second=100),
    "joining from an address": Rate(burst=300, per_second=2),
    # Fifty wrong passwords an hour from everywhere together: slow for guessing.
    "passwords of a name": Rate(burst=50, per_second=50 / 3600),
    # A browser in which the member signed in before is counted apart, so that nobody can use up her tries for her.
    "passwords in a known browser": Rate(burst=50, per_second=50 / 3600),
    # Mail programs press the way out for their people, many of them from one address.
    "ways out": Rate(burst=600, per_second=10),
    "recovery sheets from an address": Rate(burst=10, per_second=10 / 3600),
    # A household signs up, or a table in a café; what is more is looked at first, and then it is enough.
    "sign-ups from an address": Rate(burst=6, per_second=6 / 3600),
    "held sign-ups from an address": Rate(burst=20, per_second=20 / 86400),
    "sign-ups of a batch": Rate(burst=60, per_second=60 / 86400),
    "confirmations to an address": Rate(burst=2, per_second=2 / 86400),
    "confirmations of a group": Rate(burst=60, per_second=200 / 86400),
    "programme": Rate(burst=300, per_second=5),
    # Without a token that stands: enough for somebody who mistyped one, little for somebody who tries.
    "unknown programmes from an address": Rate(burst=60, per_second=0.5),
    "own pages from an address": Rate(burst=60, per_second=1),
}

_buckets: OrderedDict[tuple[str, bytes], tuple[float, float]] = OrderedDict()
_lock = threading.Lock()


def check_rate(name: str, whose: str) -> None:
    """Take one request out of a bucket. Raises Refusal `slow_down` with the seconds to wait when it is empty."""
    rate = getattr(settings, "HANDBILL_RATES", RATES)[name]
    with _lock:
        wait = _take(rate, (name, _fingerprint(whose)), time.monotonic())
    if wait:
        sentence = _("That was asked too often. Nothing was taken and nothing is lost; try again in a moment.")
        raise Refusal("slow_down", sentence, 429, retry_after=max(1, round(wait + 0.5)))


def has_room(name: str, whose: str) -> bool:
    """The same as a question, for a page that does something else instead of refusing."""
    rate = getattr(settings, "HANDBILL_RATES", RATES)[name]
    with _lock:
        return not _take(rate, (name, _fingerprint(whose)), time.monotonic())


def is_used_up(name: str, whose: str) -> bool:
    """Whether the next request would find the bucket empty; takes nothing out of it."""
    rate, key, moment = getattr(settings, "HANDBILL_RATES", RATES)[name], (name, _fingerprint(whose)), time.monotonic()
    with _lock:
        left, since = _buckets.get(key, (rate.burst, moment))
    return min(rate.burst, left + (moment - since) * rate.per_second) < 1


def left_of(name: str, whose: str) -> tuple[Rate, int]:
    """The rate, and how many requests the bucket still holds; takes nothing out of it."""
    rate, key, moment = getattr(settings, "HANDBILL_RATES", RATES)[name], (name, _fingerprint(whose)), time.monotonic()
    with _lock:
        left, since = _buckets.get(key, (rate.burst, moment))
    return rate, int(min(rate.burst, left + (moment - since) * rate.per_second))


def address_of(request: HttpRequest) -> str:
    """Who asks: the other end of the connection, or, behind a proxy on this machine, whom that proxy names."""
    address = request.META.get("REMOTE_ADDR", "")
    if address not in LOOPBACK:
        return address
    return request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()[:64] or address


def forget() -> None:
    """Start counting anew (tests)."""
    with _lock:
        _buckets.clear()


def _fingerprint(whose: str) -> bytes:
    """Short whatever comes, and no token stays in memory."""
    return hashlib.blake2b(whose.encode("utf-8", "replace"), digest_size=16).digest()


def _take(rate: Rate, key: tuple[str, bytes], moment: float) -> float:
    left, since = _buckets.pop(key, (rate.burst, moment))
    left = min(rate.burst, left + (moment - since) * rate.per_second)
    wait = 0.0 if left >= 1 else (1 - left) / rate.per_second
    _buckets[key] = (left if wait else left - 1, moment)
    while len(_buckets) > MOST_BUCKETS:
        _buckets.popitem(last=False)
    return wait
