"""The paper by e-mail is agreed to on the page and once more from the mailbox; a mail that fails loses nobody."""

import re
from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.followup.models import FollowUp
from handbill.mail.tests.test_reminders import account, postbox  # noqa: F401  fixtures
from handbill.people.consents import withdraw_consent
from handbill.people.models import Consent, Person
from handbill.signup.models import HeldSignUp, NewsAsked
from handbill.signup.tests.conftest import typed
from tests.cast import found, sign_in

pytestmark = pytest.mark.django_db
BY_MAIL = {"phone": "", "email": "bea@mail.example", "agreed": ["news-email", "follow_up-email"]}


def sign_up(client, **fields) -> str:
    answer = client.post("/14A", typed(**BY_MAIL | fields))
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"]).content.decode()


def text_of(mail) -> str:
    return mail.get_content()


def link_in(mail) -> str:
    return re.search(r"http://[^/]+(/\S*join/news/\S+)", text_of(mail))[1]


def has_agreed() -> bool:
    return Consent.objects.filter(purpose="news", withdrawn_at=None).exists()


class TestOneThatIsLookedAtFirst:
    def test_is_asked_about_the_paper_when_an_organiser_takes_it_in(self, taken, client, postbox, account, ada):  # noqa: F811
        sign_up(client, website="https://spam.example")
        assert not postbox.came, "nobody is written to whom nobody has looked at"
        held = str(HeldSignUp.objects.get().pk)
        assert sign_in(ada).post("/sign-ups/", {"held": held, "do": "accept"}).status_code == 302
        (mail,) = postbox.came
        assert mail["To"] == "bea@mail.example"
        assert not has_agreed()
        client.post(link_in(mail))
        assert has_agreed()


class TestTheYes:
    def test_it_is_given_by_pressing_the_button_behind_the_link(self, taken, client, postbox, account):  # noqa: F811
        page = sign_up(client)
        assert "Look into your mailbox" in page
        assert "Somebody writes to you by Monday." in page
        (mail,) = postbox.came
        assert mail["To"] == "bea@mail.example"
        assert not has_agreed()
        assert Consent.objects.get().purpose == "follow_up"
        assert client.get(link_in(mail)).status_code == 200
        assert not has_agreed(), "scanners of mail follow links"
        assert "Good. The next one comes to you." in client.post(link_in(mail)).content.decode()
        given = Consent.objects.get(purpose="news")
        assert given.given_at == now()
        assert given.wording.purpose == "news"

    def test_the_mail_leads_to_what_we_have_on_her(self, taken, client, postbox, account):  # noqa: F811
        sign_up(client)
        own = re.search(r"http://[^/]+(/yours/\S+)", text_of(postbox.came[0]))[1]
        assert "What we have on you" in client.get(own).content.decode()

    def test_said_again_it_changes_nothing_and_brings_back_nothing(self, taken, client, postbox, account, ada):  # noqa: F811
        sign_up(client)
        link = link_in(postbox.came[0])
        client.post(link)
        withdraw_consent(Consent.objects.get(purpose="news"), by=ada)
        assert "You have said yes already" in client.post(link).content.decode()
        assert not has_agreed()

    @pytest.mark.parametrize("forge", [lambda token: token[:-3] + "abc", lambda token: "x", lambda token: "a:b:c"])
    def test_a_forged_link_says_nothing(self, taken, client, postbox, account, forge):  # noqa: F811
        sign_up(client)
        token = link_in(postbox.came[0]).split("/")[-2]
        assert client.post(f"/join/news/{forge(token)}/").status_code == 404
        assert not has_agreed()

    def test_it_says_yes_to_its_own_group_alone(self, taken, client, postbox, account):  # noqa: F811
        sign_up(client)
        other = found("Harbour Street Library Friends", "Cleo").group
        token = link_in(postbox.came[0]).split("/")[-2]
        assert client.post(f"/{other.slug}/join/news/{token}/").status_code == 404
        assert not has_agreed()

    def test_whoever_wants_no_contact_since_then_gets_none(self, taken, client, postbox, account):  # noqa: F811
        sign_up(client)
        Person.objects.update(wants_no_contact_at=now())
        client.post(link_in(postbox.came[0]))
        assert not has_agreed()


class TestTheMail:
    def test_who_wants_the_paper_alone_is_written_to_by_that_mail_alone(self, taken, client, postbox, account):  # noqa: F811
        page = sign_up(client, agreed="news-email")
        assert "Look into your mailbox" in page
        assert "Somebody writes" not in page
        assert not FollowUp.objects.exists()

    def test_without_a_mail_account_a_sentence_says_so_and_nobody_is_lost(self, taken, client):
        page = sign_up(client, agreed="news-email")
        assert "could not be sent just now. Nothing is lost" in page
        assert "Somebody writes to you by Monday." in page
        assert FollowUp.objects.count() == 1
        assert not has_agreed()

    def test_a_mail_server_that_refuses_is_told_and_nobody_is_lost(self, taken, client, postbox, account):  # noqa: F811
        postbox.answer = "554 no"
        assert "could not be sent just now" in sign_up(client)
        assert FollowUp.objects.count() == 1
        assert NewsAsked.objects.get().mailed_at is None

    def test_one_address_is_not_flooded_with_questions(self, taken, client, postbox, account):  # noqa: F811
        for number in range(5):
            sign_up(client, name=f"Bea {number}", email="Bea@mail.example" if number % 2 else "bea@mail.example")
        assert len(postbox.came) == 2

    def test_the_address_stands_nowhere_but_on_the_card(self, taken, client, postbox, account, django_db_blocker):  # noqa: F811
        from django.db import connection

        sign_up(client)
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
                assert "bea@mail" not in repr(cursor.fetchall()).casefold(), table


def test_a_link_ends_after_a_month(taken, client, postbox, account, monkeypatch):  # noqa: F811
    import time

    sign_up(client)
    link = link_in(postbox.came[0])
    later = time.time() + timedelta(days=31).total_seconds()
    monkeypatch.setattr(time, "time", lambda: later)
    with stand_at(now() + timedelta(days=31)):
        assert client.post(link).status_code == 404
    assert not has_agreed()
