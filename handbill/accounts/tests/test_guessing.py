"""Somebody guesses a member's password from one address; she comes in from hers. And time tells nobody which names exist."""

from collections import Counter

import pytest

from handbill.accounts import tries
from handbill.keys import passwords
from tests.cast import PASSWORD, at_this_machine

pytestmark = pytest.mark.django_db
ATTACKERS, HERS = "198.51.100.9", "203.0.113.4"
GUESSES = ["correct horse", "tenants union", "password", "summer", "aldermouth", "letmein", "handbill", PASSWORD]


def attempt(password: str, address: str, login="ada"):
    typed = {"login": login, "password": password}
    return at_this_machine().post("/sign-in/", typed, REMOTE_ADDR=address)


def guess() -> list[int]:
    """The attacker's list, with the right password at its end; each in a browser that forgets."""
    return [attempt(password, ATTACKERS).status_code for password in GUESSES]


def test_the_attacker_waits_even_with_the_right_password_and_she_does_not(ada):
    assert guess() == [422] * 4 + [429] * 4
    assert attempt(PASSWORD, HERS).status_code == 302


def test_where_nobody_counts_the_attacker_gets_in(ada, settings, monkeypatch):
    monkeypatch.setattr(tries.AxesProxyHandler, "is_allowed", lambda *_: True)
    settings.AXES_ENABLED = False
    assert guess()[-1] == 302


def test_a_header_of_his_own_does_not_make_him_another(ada):
    """Who is asked for by a proxy is believed only from a proxy on this machine."""
    answers = [
        at_this_machine()
        .post(
            "/sign-in/",
            {"login": "ada", "password": password},
            REMOTE_ADDR=ATTACKERS,
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        .status_code
        for number, password in enumerate(GUESSES)
    ]
    assert answers.count(302) == 0 and answers[-1] == 429


def test_a_name_that_nobody_has_costs_as_much_and_answers_the_same(ada, monkeypatch):
    """Argon2 is climbed once either way: what takes the time is counted, since a clock in a test lies."""
    climbed, climb = Counter(), passwords._climb
    who = ""

    def counted(password, ladder):
        climbed[who, ladder.ops, ladder.mem] += 1
        return climb(password, ladder)

    monkeypatch.setattr(passwords, "_climb", counted)
    answers = {}
    for who in ("ada", "nobody-of-that-name"):
        answers[who] = attempt("wrong wrong wrong wrong", HERS, who)
    known, unknown = answers["ada"], answers["nobody-of-that-name"]
    assert len(climbed) == 2 and set(climbed.values()) == {1}
    assert len({key[1:] for key in climbed}) == 1, "the same passes and memory"
    assert known.status_code == unknown.status_code == 422
    assert "do not belong together" in known.text and "do not belong together" in unknown.text


def test_somebody_who_has_left_is_a_name_that_nobody_has(ada, ben):
    from handbill.accounts.actions import end_member
    from tests.cast import keyring_of

    end_member(ben, by=ada, keyring=keyring_of(ada))
    left, never = attempt(PASSWORD, HERS, "ben"), attempt(PASSWORD, HERS, "never")
    assert left.status_code == never.status_code == 422
    assert left.text.count("do not belong together") == never.text.count("do not belong together")
