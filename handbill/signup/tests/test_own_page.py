"""'What you have on me': by the link alone, without a name, without a key; taken back, corrected, erased."""

import pytest

from handbill.base import limits
from handbill.base.limits import Rate
from handbill.facts.models import Fact
from handbill.people.links import link_to_self, revoke_links
from handbill.people.models import Asked, Consent, Person, Tombstone
from handbill.signup.tests.conftest import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea(taken, client) -> Person:
    client.post("/14A", typed(email="bea@mail.example", agreed=["follow_up-phone", "follow_up-email"]))
    return Person.objects.get()


@pytest.fixture
def link(bea) -> str:
    return link_to_self(bea)


def test_it_shows_the_very_words_days_and_ways_and_no_name(link, client):
    answer = client.get(link)
    page = answer.content.decode()
    assert page.count("Only to get back to you about what we talked about.") == 2
    assert "Saturday 12 September" in page
    assert "a call, e-mail" in page
    assert "You ticked it on the sign-up page." in page
    for personal in ("Bea", "Quill", "900321", "bea@"):
        assert personal not in page
    assert not answer.cookies


def test_it_is_kept_by_nobody_and_tells_nobody_where_from(link, client):
    headers = client.get(link).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_each_is_taken_back_by_itself(bea, link, client):
    phone = bea.consents.get(channel="phone")
    answer = client.post(link, {"do": "withdraw", "consent": phone.id})
    assert "Taken back." in answer.content.decode()
    assert [one.channel for one in Consent.objects.filter(withdrawn_at=None)] == ["email"]


def test_nobody_elses_is(bea, link, client, taken):
    client.post("/14A", typed(name="Sol", phone="07700 900555"))
    other = Consent.objects.exclude(person=bea).get()
    for id in (other.id, "x", "9" * 40, "-1"):
        client.post(link, {"do": "withdraw", "consent": id})
    other.refresh_from_db()
    assert other.withdrawn_at is None
    assert bea.consents.filter(withdrawn_at=None).count() == 2


def test_everything_is_taken_back_at_once(bea, link, client):
    assert "All taken back: 2 lines." in client.post(link, {"do": "leave"}).content.decode()
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_by_following_links_nothing_happens(bea, link, client):
    client.get(f"{link}?do=leave")
    client.get(f"{link}erasure/")
    assert Consent.objects.filter(withdrawn_at=None).count() == 2


def test_erased_at_once_after_one_more_question(bea, link, client):
    facts = Fact.objects.count()
    assert "Erase everything for good?" in client.get(f"{link}erasure/").content.decode()
    client.post(f"{link}erasure/")
    assert Person.objects.exists(), "an empty post is no yes"
    assert "Erased." in client.post(f"{link}erasure/", {"do": "erase"}).content.decode()
    assert not Person.objects.exists()
    assert Tombstone.objects.filter(id=bea.id).exists()
    assert Fact.objects.count() == facts
    assert client.get(link).status_code == 404


def test_a_correction_is_sealed_on_arrival(bea, link, client):
    page = client.post(link, {"do": "correct", "correction": "My name is Beatrix"}).content.decode()
    assert "Your words are sealed." in page
    assert "Beatrix" not in repr(Asked.objects.values())
    assert Asked.objects.get().kind == "correction"


@pytest.mark.parametrize("words", ["", "   ", "ع" * 5000])
def test_what_cannot_be_sent_is_said_and_stays(bea, link, client, words):
    answer = client.post(link, {"do": "correct", "correction": words})
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert words.strip() in answer.content.decode()


def test_my_card_is_asked_for(bea, link, client):
    for _time in range(2):
        client.post(link, {"do": "send"})
    assert Asked.objects.get().kind == "own_card"
    assert "You have asked for your card." in client.get(link).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 46, "../../etc", "%00", "é" * 50])
def test_a_made_up_link_leads_nowhere(link, client, token):
    answer = client.get(f"/yours/{token}/")
    assert answer.status_code == 404


def test_a_revoked_link_leads_nowhere(bea, link, client, ada):
    revoke_links(bea, by=ada)
    assert client.get(link).status_code == 404
    assert client.post(link, {"do": "leave"}).status_code == 404


def test_guessing_is_slow(link, client, settings):
    settings.HANDBILL_RATES = limits.RATES | {"own pages from an address": Rate(5, 0.01)}
    answers = [client.get("/yours/AAAA/").status_code for _try in range(8)]
    assert answers == [404] * 5 + [429] * 3
