"""Text messages are a purpose of their own: ticked by the reader, with its very words, and of use only with a number."""

import pytest

from handbill.accounts.models import Wording
from handbill.facts.models import Fact
from handbill.followup.models import FollowUp
from handbill.mail.choosing import audience_of
from handbill.mail.models import Kind, Mailing
from handbill.people.models import Consent, Person
from handbill.signup.actions import accept
from handbill.signup.models import HeldSignUp
from handbill.signup.tests.conftest import typed

pytestmark = pytest.mark.django_db
LABEL = "Text me when something is on"


def test_it_is_offered_unticked_with_its_words(taken, client, group):
    page = client.get("/14A").content.decode()
    assert LABEL in page
    assert " checked" not in page
    assert Wording.objects.get(group=group, purpose="texts").text in page


def test_a_group_that_ended_the_words_does_not_offer_it(taken, client, group, ada):
    Wording.objects.filter(group=group, purpose="texts").update(ended_at="2026-01-01T00:00Z")
    assert LABEL not in client.get("/14A").content.decode()
    assert client.post("/14A", typed(agreed="texts-text")).status_code == 422


def test_the_consent_holds_the_very_words_and_no_fact_knows_of_it(taken, client, group):
    client.post("/14A", typed(agreed=["texts-text", "follow_up-phone"]))
    given = Consent.objects.get(purpose="texts")
    assert given.wording == Wording.objects.get(group=group, purpose="texts")
    assert (given.channel, given.typed_by) == ("text", "person")
    assert "texts" not in str(Fact.objects.get(kind="contact").body)
    assert Person.objects.get().channels == ["phone", "text"]


def test_who_wants_nothing_else_is_told_by_text_and_nobody_has_to_write(taken, client, ada):
    page = client.get(client.post("/14A", typed(agreed="texts-text"))["Location"]).content.decode()
    assert "When something is on, a text message tells you." in page
    assert "Somebody writes to you" not in page
    assert not FollowUp.objects.exists()
    texts = Mailing.objects.create(group=ada.group, kind=Kind.TEXTS, purpose="texts", made_by=ada)
    assert audience_of(texts).people == 1


def test_beside_a_wish_to_be_rung_somebody_still_rings(taken, client):
    page = client.get(client.post("/14A", typed(agreed=["texts-text", "follow_up-phone"]))["Location"]).content.decode()
    assert "Somebody writes to you by Monday." in page
    assert FollowUp.objects.count() == 1


def test_without_a_number_it_is_said_at_the_field(taken, client):
    answer = client.post("/14A", typed(phone="", email="bea@mail.example", agreed="texts-text"))
    assert answer.status_code == 422
    assert "What you ticked needs a phone number." in answer.content.decode()
    assert not Consent.objects.exists()


def test_one_that_is_looked_at_first_agrees_when_it_is_taken_in(taken, client, ada):
    client.post("/14A", typed(agreed="texts-text", website="https://spam.example"))
    assert not Consent.objects.exists()
    accept(HeldSignUp.objects.get(), by=ada)
    assert Consent.objects.get().purpose == "texts"


def test_taken_back_on_the_own_page(taken, client, ada):
    from handbill.people.links import link_to_self

    client.post("/14A", typed(agreed="texts-text"))
    own = link_to_self(Person.objects.get())
    assert "Text messages: a text message" in client.get(own).content.decode()
    client.post(own, {"do": "withdraw", "consent": str(Consent.objects.get().pk)})
    texts = Mailing.objects.create(group=ada.group, kind=Kind.TEXTS, purpose="texts", made_by=ada)
    assert audience_of(texts).people == 0
