"""Guessing is slow, and nobody can be locked out on purpose."""

import pytest
from axes.models import AccessAttempt
from django.test import RequestFactory

from handbill.accounts.tries import network_of
from handbill.base.limits import RATES, Rate
from tests.cast import PASSWORD, at_this_machine, sign_in

pytestmark = pytest.mark.django_db
HERE, THERE = "10.1.1.1", "10.2.2.2"
FEW = 6


@pytest.fixture
def few(settings):
    """The limits of a name and of a known browser, small enough to be reached in a test."""
    rates = {name: Rate(FEW, 1 / 3600) for name in ("passwords of a name", "passwords in a known browser")}
    settings.HANDBILL_RATES = {**RATES, **rates}


def test_a_name_alone_has_fifty_tries_an_hour():
    rate = RATES["passwords of a name"]
    assert (rate.burst, round(rate.per_second * 3600)) == (50, 50)


def attempt(client, password="wrong wrong wrong wrong", login="ada", address=HERE):
    return client.post("/sign-in/", {"login": login, "password": password}, REMOTE_ADDR=address)


def test_five_wrong_tries_from_one_address_wait_ten_minutes(ada):
    client = at_this_machine()
    assert [attempt(client).status_code for _ in range(5)] == [422, 422, 422, 422, 429]
    answer = attempt(client, PASSWORD)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text and "Wait 10 minutes" in answer.text
    assert 590 <= int(answer["Retry-After"]) <= 600


def test_whoever_waits_comes_in_afterwards(ada):
    client = at_this_machine()
    for _ in range(5):
        attempt(client)
    from datetime import timedelta

    for row in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(id=row.id).update(attempt_time=row.attempt_time - timedelta(minutes=10, seconds=1))
    assert attempt(client, PASSWORD).status_code == 302


def test_trying_on_while_waiting_does_not_make_it_longer(ada):
    client = at_this_machine()
    for _ in range(5):
        attempt(client)
    last = AccessAttempt.objects.get().attempt_time
    for _ in range(3):
        attempt(client)
    assert AccessAttempt.objects.get().attempt_time == last


def test_elsewhere_she_comes_in_all_the_same(ada):
    for _ in range(5):
        attempt(at_this_machine())
    assert attempt(at_this_machine(), PASSWORD, address=THERE).status_code == 302


def test_one_address_cannot_use_up_a_name(ada, few):
    for _ in range(2 * FEW):
        attempt(at_this_machine())
    assert attempt(at_this_machine(), PASSWORD, address=THERE).status_code == 302


def test_many_addresses_together_are_slow_as_well(ada, few):
    answers = [attempt(at_this_machine(), address=f"10.9.{n}.1").status_code for n in range(2 * FEW)]
    assert answers.count(422) == FEW
    answer = attempt(at_this_machine(), PASSWORD, address=THERE)
    assert answer.status_code == 429 and "asked too often" in answer.text


def test_in_a_browser_she_used_before_she_comes_in_even_then(ada, few):
    hers = sign_in(ada)
    hers.post("/sign-out/")
    for n in range(2 * FEW):
        attempt(at_this_machine(), address=f"10.9.{n}.1")
    assert attempt(hers, PASSWORD, address=THERE).status_code == 302


def test_a_browser_known_for_one_member_is_none_for_another(ada, ben, few):
    his = sign_in(ben)
    his.post("/sign-out/")
    for n in range(2 * FEW):
        attempt(at_this_machine(), address=f"10.9.{n}.1")
    assert attempt(his, PASSWORD, address=THERE).status_code == 429


def test_a_known_browser_is_no_way_round_the_limits(ada, few):
    hers = sign_in(ada)
    hers.post("/sign-out/")
    answers = [attempt(hers, address=f"10.9.{n}.1").status_code for n in range(2 * FEW)]
    assert answers.count(422) == FEW


def test_a_right_password_begins_anew(ada):
    client = at_this_machine()
    for _ in range(4):
        attempt(client)
    assert attempt(client, PASSWORD).status_code == 302
    client.post("/sign-out/")
    assert "4 tries left" in attempt(client).text


def test_unlocking_counts_the_same_way_and_begins_anew(ada):
    client = sign_in(ada)
    client.post("/lock/")
    wrong = [client.post("/unlock/", {"password": "no"}).status_code for _ in range(4)]
    assert wrong == [422] * 4
    assert client.post("/unlock/", {"password": PASSWORD}).status_code == 302
    client.post("/lock/")
    assert "4 tries left" in client.post("/unlock/", {"password": "no"}).text


def test_a_locked_session_is_no_place_to_guess(ada):
    client = sign_in(ada)
    client.post("/lock/")
    assert [client.post("/unlock/", {"password": "no"}).status_code for _ in range(6)] == [422, 422, 422, 422, 429, 429]


def test_nothing_that_was_typed_lies_on_disk(ada, stolen):
    client = at_this_machine()
    typed = {"login": "my own secret password", "password": "another secret of mine", "csrfmiddlewaretoken": "x" * 64}
    client.post("/sign-in/?next=/people/", typed)
    rows = stolen()
    row = AccessAttempt.objects.get()
    assert (row.get_data, row.post_data, row.http_accept) == ("", "", "")
    for word in (b"my own secret", b"another secret", b"csrfmiddlewaretoken"):
        assert word not in rows


def test_a_household_with_ipv6_is_one_address():
    def network(address):
        return network_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::2") != network("2001:db8:1:3::1")
    assert network("10.1.1.1") == "10.1.1.1"
    assert network("nonsense") == "0.0.0.0"


def test_behind_a_proxy_on_this_machine_people_are_told_apart(ada):
    def from_behind(address, password):
        return at_this_machine().post(
            "/sign-in/",
            {"login": "ada", "password": password},
            headers={"X-Forwarded-For": address},
        )

    for _ in range(5):
        from_behind("192.0.2.7", "wrong")
    assert from_behind("192.0.2.7", PASSWORD).status_code == 429
    assert from_behind("192.0.2.8", PASSWORD).status_code == 302
