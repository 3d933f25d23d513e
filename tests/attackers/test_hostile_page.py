"""Another site, or a link in a mail, that uses the browser of somebody who is signed in; and somebody who names a file or a host."""

import pytest
from django.middleware import csrf
from django.test import Client

from handbill.accounts import doors
from handbill.accounts.models import Member
from handbill.base import middleware
from tests.cast import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "\thttps:/x",
)
CLIMBS = (
    "/static/../settings.py",
    "/static/%2e%2e/%2e%2e/settings.py",
    "/static/..%5c..%5csecret.key",
    "/static//etc/passwd",
)


def post_from_elsewhere(member) -> bool:
    """A form of another site asks for a new name; whether she has it afterwards."""
    browser = sign_in(member)
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.cookies = browser.cookies
    strict.post("/me/", {"name": "Owned"}, headers={"Origin": "https://elsewhere.example"})
    strict.post("/sign-out/", headers={"Origin": "https://elsewhere.example"})
    return strict.get("/me/").status_code != 200 or Member.objects.get(id=member.id).name == "Owned"


def test_a_form_of_another_site_changes_nothing(ada):
    assert not post_from_elsewhere(ada)


def test_it_does_where_no_token_is_asked_for(ada, monkeypatch):
    monkeypatch.setattr(csrf.CsrfViewMiddleware, "process_view", lambda *_: None)
    assert post_from_elsewhere(ada)


def sent_elsewhere(ada) -> list[str]:
    """Signs in by links that lead on; where the browser was sent that is not this desk."""
    sent = []
    for wanted in ELSEWHERE:
        answer = Client(SERVER_NAME="localhost").post(
            "/sign-in/", {"login": ada.login, "password": PASSWORD}, query_params={"next": wanted}
        )
        if not answer.headers.get("Location", "/").startswith("/") or answer.headers["Location"][1:2] in ("/", "\\"):
            sent.append(wanted)
    return sent


def test_no_link_leads_on_to_another_site(ada):
    assert sent_elsewhere(ada) == []


def test_it_does_where_nobody_looks_at_the_address(ada, monkeypatch):
    monkeypatch.setattr(doors, "url_has_allowed_host_and_scheme", lambda *_, **__: True)
    assert "//elsewhere.example" in sent_elsewhere(ada)


def framed(client: Client) -> bool:
    """Whether another site may show the sign-in in a frame of its own."""
    return "frame-ancestors 'none'" not in client.get("/sign-in/").headers["Content-Security-Policy"]


def test_no_page_is_shown_in_a_frame(ada, client):
    assert not framed(client)


def test_it_is_where_the_header_does_not_say_so(ada, client, monkeypatch):
    monkeypatch.setattr(middleware, "CSP", "default-src 'none'")
    assert framed(client)


def believed_host(client: Client) -> bool:
    return client.get("/sign-in/", headers={"Host": "elsewhere.example"}, secure=True).status_code == 200


def test_a_host_of_his_own_is_refused(ada, client):
    assert not believed_host(client)


def test_it_is_believed_where_every_host_is_allowed(ada, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert believed_host(client)


@pytest.mark.parametrize("climb", CLIMBS)
def test_no_path_climbs_out_of_what_is_served(ada, client, climb):
    assert client.get(climb).status_code in (302, 400, 404)
