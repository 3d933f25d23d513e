"""What nobody looked at goes after a month, and so does whoever never said yes; nobody else."""

from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.mail.tests.test_reminders import account, postbox  # noqa: F401  fixtures
from handbill.people.models import Person, Tombstone
from handbill.signup.actions import confirm
from handbill.signup.forgetting import forget_what_is_old
from handbill.signup.models import HeldSignUp, NewsAsked
from handbill.signup.tests.conftest import SATURDAY, typed

pytestmark = pytest.mark.django_db
PAPER_ALONE = {"phone": "", "email": "bea@mail.example", "agreed": "news-email"}


def after(days: int) -> int:
    with stand_at(SATURDAY + timedelta(days=days)):
        return forget_what_is_old()


def test_what_nobody_looked_at_goes_after_a_month(taken, client):
    client.post("/14A", typed(website="x"))
    assert after(29) == 0
    assert after(31) == 1
    assert not HeldSignUp.objects.exists()


def test_who_never_said_yes_is_erased(taken, client, account):  # noqa: F811
    client.post("/14A", typed(**PAPER_ALONE))
    person = Person.objects.get()
    assert after(29) == 0
    assert after(31) == 1
    assert Tombstone.objects.filter(id=person.id).exists()


def test_who_said_yes_stays(taken, client, account):  # noqa: F811
    client.post("/14A", typed(**PAPER_ALONE))
    confirm(NewsAsked.objects.get())
    assert after(31) == 0
    assert Person.objects.exists()


@pytest.mark.parametrize("agreed", [["news-email", "follow_up-email"], ["follow_up-email"]])
def test_who_agreed_to_anything_else_stays(taken, client, account, agreed):  # noqa: F811
    client.post("/14A", typed(**PAPER_ALONE | {"agreed": agreed}))
    assert after(400) == 0
    assert now() == SATURDAY


def test_whom_the_mail_did_not_reach_stays_with_whoever_writes_to_them(taken, client):
    client.post("/14A", typed(**PAPER_ALONE))
    assert after(31) == 0
