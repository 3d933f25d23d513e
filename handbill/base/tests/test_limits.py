"""How often something may be asked."""

import pytest
from django.test import RequestFactory

from handbill.base import limits
from handbill.base.errors import Refusal
from handbill.base.limits import Rate, address_of, check_rate


@pytest.fixture(autouse=True)
def a_slow_bucket(settings, monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr("handbill.base.limits.time.monotonic", lambda: moment[0])
    settings.HANDBILL_RATES = {"phone": Rate(burst=2, per_second=0.5)}
    limits.forget()
    yield moment
    limits.forget()


def test_a_bucket_empties_and_fills_again(a_slow_bucket):
    check_rate("phone", "one")
    check_rate("phone", "one")
    with pytest.raises(Refusal) as refusal:
        check_rate("phone", "one")
    assert (refusal.value.status, refusal.value.code, refusal.value.retry_after) == (429, "slow_down", 2)
    a_slow_bucket[0] += 2
    check_rate("phone", "one")


def test_asking_on_while_refused_does_not_put_it_off(a_slow_bucket):
    for _ in range(2):
        check_rate("phone", "one")
    for _ in range(20):
        with pytest.raises(Refusal):
            check_rate("phone", "one")
        a_slow_bucket[0] += 0.09
    a_slow_bucket[0] += 0.3
    check_rate("phone", "one")


def test_each_has_a_bucket_of_its_own():
    for whose in ("one", "one", "two", "two"):
        check_rate("phone", whose)


def test_buckets_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(limits, "MOST_BUCKETS", 5)
    for number in range(50):
        check_rate("phone", str(number))
    assert len(limits._buckets) == 5


def test_no_token_is_kept():
    check_rate("phone", "a secret token")
    assert "secret" not in repr(limits._buckets)


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_a_proxy_on_this_machine_says_for_whom_it_asks(remote, forwarded, address):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert address_of(request) == address
