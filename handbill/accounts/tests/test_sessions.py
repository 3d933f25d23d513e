"""A session's row opens nothing: the token is in the cookie alone, and what is kept lies sealed under it."""

from datetime import timedelta

import pytest

from handbill.accounts.models import Session
from handbill.accounts.sessions import SessionStore, sweep, token_of
from handbill.accounts.tests.conftest import spellings
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base import clock
from tests.cast import NOON, PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def is_open(client) -> bool:
    page = client.get("/me/")
    return page.status_code == 200 and page.wsgi_request.keyring is not None


def test_the_database_holds_neither_token_nor_password_nor_secret(ada, stolen):
    client = sign_in(ada)
    secret = unwrap_member_secret(ada, PASSWORD)
    token = token_of(client.cookies["handbill"].value)
    rows = stolen()
    assert b"Ada" in rows, "the search finds what is there"
    assert PASSWORD.encode() not in rows
    for spelling in spellings(secret) + spellings(token):
        assert spelling not in rows


def test_what_django_keeps_in_a_session_is_sealed_too(ada, stolen):
    client = sign_in(ada)
    client.get("/set-up/")
    csrf = client.session["_csrftoken"]
    assert csrf.encode() not in stolen()
    assert b"_auth_user_id" not in stolen()


def test_a_row_opens_with_its_own_cookie_only(ada, ben):
    hers, his = sign_in(ada), sign_in(ben)
    row = Session.objects.get(member=ada)
    Session.objects.filter(member=ben).update(kept=row.kept, session_data=row.session_data)
    assert not is_open(his)
    assert is_open(hers)


def test_half_an_hour_of_rest_locks_and_drops_the_secret(ada):
    with clock.stand_at(NOON):
        client = sign_in(ada)
        assert is_open(client)
    with clock.stand_at(NOON + timedelta(minutes=29)):
        assert is_open(client), "it was used in time, and a new half hour begins"
    with clock.stand_at(NOON + timedelta(minutes=60)):
        answer = client.get("/me/")
        assert answer.status_code == 200 and answer.wsgi_request.keyring is None
    assert Session.objects.get(member=ada).kept is None


def test_a_phone_that_asks_by_itself_keeps_no_session_open(ada):
    with clock.stand_at(NOON):
        client = sign_in(ada)
    with clock.stand_at(NOON + timedelta(minutes=20)):
        client.get("/field/manifest.webmanifest")
    with clock.stand_at(NOON + timedelta(minutes=31)):
        assert not is_open(client)


def test_secrets_of_sessions_that_rest_go_also_when_nobody_comes_back(ada, ben):
    with clock.stand_at(NOON):
        sign_in(ada)
    with clock.stand_at(NOON + timedelta(minutes=31)):
        assert Session.objects.get(member=ada).kept is not None
        sign_in(ben)
    assert Session.objects.get(member=ada).kept is None
    assert Session.objects.get(member=ben).kept is not None


def test_they_also_go_when_others_merely_go_on_working(ada, ben):
    with clock.stand_at(NOON):
        sign_in(ada)
    with clock.stand_at(NOON + timedelta(minutes=20)):
        his = sign_in(ben)
    with clock.stand_at(NOON + timedelta(minutes=40)):
        his.get("/me/")
    assert Session.objects.get(member=ada).kept is None


def test_twelve_hours_end_a_session_however_often_it_was_unlocked(ada):
    with clock.stand_at(NOON):
        client = sign_in(ada)
    with clock.stand_at(NOON + timedelta(hours=11, minutes=59)):
        assert client.post("/unlock/", {"password": PASSWORD}).status_code == 302
        assert is_open(client)
    with clock.stand_at(NOON + timedelta(hours=12, minutes=1)):
        assert client.get("/me/").status_code == 302
        sweep()
    assert not Session.objects.filter(member=ada).exists()


def test_lock_drops_the_secret_and_the_session_stays(ada):
    client = sign_in(ada)
    client.post("/lock/")
    assert Session.objects.get(member=ada).kept is None
    answer = client.get("/me/")
    assert answer.status_code == 200 and answer.wsgi_request.keyring is None
    assert "Unlock" in answer.text


def test_a_lock_is_not_undone_by_a_request_that_began_before_it(ada):
    client = sign_in(ada)
    slow = SessionStore(client.cookies["handbill"].value)
    slow["something"] = "read while it was open"
    client.post("/lock/")
    slow.save()
    assert Session.objects.get(member=ada).kept is None
    assert not is_open(client)


def test_a_session_that_was_ended_is_not_brought_back_by_a_slow_request(ada):
    from django.contrib.sessions.backends.base import UpdateError

    client = sign_in(ada)
    slow = SessionStore(client.cookies["handbill"].value)
    slow["something"] = "else"
    client.post("/sign-out/")
    with pytest.raises(UpdateError):
        slow.save()
    assert not Session.objects.filter(member=ada).exists()


@pytest.mark.parametrize("cookie", ["", "x", "....", "a" * 43, "é" * 43, "a" * 4000])
def test_a_made_up_cookie_is_nobody(ada, client, cookie):
    sign_in(ada)
    client.cookies["handbill"] = cookie
    assert client.get("/me/").status_code == 302


def test_unlocking_gives_another_token(ada):
    client = sign_in(ada)
    before = client.cookies["handbill"].value
    client.post("/lock/")
    client.post("/unlock/", {"password": PASSWORD})
    assert client.cookies["handbill"].value != before
    assert is_open(client)
    assert Session.objects.filter(member=ada).count() == 1
