"""Sign-in and unlock are one act, and take as long for a name nobody has."""

import time

import pytest

from handbill.accounts.models import Session
from tests.cast import PASSWORD, at_this_machine, sign_in

pytestmark = pytest.mark.django_db


def attempt(client, login="ada", password="wrong wrong wrong wrong", **more):
    return client.post("/sign-in/", {"login": login, "password": password}, **more)


def test_the_right_password_opens_the_cards_at_once(ada, client):
    answer = attempt(client, password=PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/me/").wsgi_request.keyring.cards


def test_capitals_and_spaces_round_the_name_do_not_matter(ada, client):
    assert attempt(client, login="  ADA ", password=PASSWORD).status_code == 302


def test_one_comes_back_to_the_page_one_wanted_and_never_to_another_host(ada, client):
    assert client.get("/set-up/keys/")["Location"] == "/sign-in/?next=%2Fset-up%2Fkeys%2F"
    for wanted, reached in [
        ("/set-up/keys/", "/set-up/keys/"),
        ("https://elsewhere.example/set-up/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ]:
        fresh = at_this_machine()
        answer = fresh.post(f"/sign-in/?next={wanted}", {"login": "ada", "password": PASSWORD})
        assert answer["Location"] == reached


def test_a_wrong_password_says_how_many_tries_are_left(ada, client):
    answer = attempt(client)
    assert answer.status_code == 422
    assert "That did not open" in answer.text and "4 tries left, then wait 10 minutes" in answer.text
    assert "Check for capital letters" in answer.text
    assert 'value="ada"' in answer.text, "the name is not typed twice"
    assert "wrong wrong" not in answer.text, "the password is never sent back"


def test_a_name_nobody_has_is_answered_in_the_same_words(ada, client):
    known, unknown = attempt(client).text, attempt(at_this_machine(), login="nobody").text

    def sentence(page):
        return page[page.index('class="wrong-list"') : page.index("<form")]

    assert sentence(known) == sentence(unknown)


def test_a_name_nobody_has_takes_about_as_long(ada, settings):
    settings.HANDBILL_ARGON = {"passes": 3, "kib": 16384}
    attempt(at_this_machine(), password=PASSWORD)  # raises her parameters to these

    def seconds(login):
        began = time.process_time()  # a busy machine is no difference
        attempt(at_this_machine(), login=login, REMOTE_ADDR=f"10.0.0.{seconds.calls}")
        seconds.calls += 1
        return time.process_time() - began

    seconds.calls = 1
    known = sorted(seconds("ada") for _ in range(5))[2]
    unknown = sorted(seconds("nobody") for _ in range(5))[2]
    assert 0.6 < known / unknown < 1.6


def test_the_work_is_done_for_a_name_nobody_has(ada, client, monkeypatch):
    """The same as above without a clock: whatever the name, Argon2 runs once with the same parameters."""
    from handbill.keys import passwords

    climbed = []
    climb = passwords._climb

    def counted(password, ladder):
        climbed.append((ladder.ops, ladder.mem))
        return climb(password, ladder)

    monkeypatch.setattr(passwords, "_climb", counted)
    attempt(client)
    attempt(client, login="nobody")
    assert len(climbed) == 2 and climbed[0] == climbed[1]


def test_at_most_two_passwords_are_tried_at_once():
    from handbill.keys import passwords

    assert passwords.AT_ONCE == 2
    assert passwords._turnstile._initial_value == 2


def test_parameters_are_raised_at_the_next_sign_in_and_her_other_sessions_stay(ada, settings):
    elsewhere = sign_in(ada)
    settings.HANDBILL_ARGON = {"passes": 2, "kib": 128}
    sign_in(ada)
    ada.refresh_from_db()
    assert (ada.argon_passes, ada.argon_kib) == (2, 128)
    assert elsewhere.get("/me/").status_code == 200
    sign_in(ada)


def test_parameters_are_never_lowered(ada, settings):
    settings.HANDBILL_ARGON = {"passes": 2, "kib": 128}
    sign_in(ada)
    settings.HANDBILL_ARGON = {"passes": 1, "kib": 64}
    sign_in(ada)
    ada.refresh_from_db()
    assert (ada.argon_passes, ada.argon_kib) == (2, 128)


def test_signing_out_empties_the_browsers_cache_and_nothing_else(ada):
    client = sign_in(ada)
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(member=ada).exists()
    assert client.get("/me/").status_code == 302


def test_nobody_is_signed_out_or_locked_by_a_link(ada):
    client = sign_in(ada)
    for path in ("/sign-out/", "/lock/"):
        assert client.get(path).status_code == 405
    assert client.get("/me/").wsgi_request.keyring is not None


def test_the_cookie_is_closed_to_scripts_and_other_sites(ada):
    cookie = sign_in(ada).cookies["handbill"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"]


def test_over_https_the_cookie_is_bound_to_this_host(tmp_path):
    import os
    import subprocess
    import sys

    script = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
    )
    environment = {
        **os.environ,
        "HANDBILL_DATA": str(tmp_path),
        "HANDBILL_ORIGIN": "https://desk.example.org",
        "DJANGO_SETTINGS_MODULE": "handbill.settings",
    }
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["__Host-handbill", "True", "/", "None"]


def test_the_password_field_works_with_password_managers(ada, client):
    page = client.get("/sign-in/").text
    assert 'autocomplete="username"' in page and 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    page = sign_in(ada).get("/unlock/").text
    assert 'autocomplete="current-password"' in page


def test_an_empty_form_says_so(ada, client):
    answer = client.post("/sign-in/", {"login": "", "password": ""})
    assert answer.status_code == 422 and "This cannot stay empty" in answer.text


def test_what_is_too_long_or_odd_is_a_wrong_password_and_no_crash(ada, client):
    for login, password in [
        ("a" * 61, "x"),
        ("ada", "x" * 5000),
        ("a\x00da", "x"),
        ("ada", "\ud83d".encode("utf-8", "replace").decode()),
        ("ä" * 60, "پ" * 100),
    ]:
        assert attempt(client, login=login, password=password).status_code in (422, 429)


def test_a_locked_session_is_asked_for_the_password_and_comes_back(ada):
    client = sign_in(ada)
    client.post("/lock/")
    answer = client.post("/set-up/invitations/", {"role": "viewer"})
    assert answer["Location"] == "/unlock/?next=%2Fset-up%2F"
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == "/set-up/"


def test_a_wrong_password_unlocks_nothing_and_stays_on_the_page(ada):
    client = sign_in(ada)
    client.post("/lock/")
    answer = client.post("/unlock/", {"password": "something else entirely"})
    assert answer.status_code == 422 and "4 tries left" in answer.text
    assert client.get("/me/").wsgi_request.keyring is None
