"""An organiser is removed: cards go over to a new key, through any interruption, and she opens nothing new."""

import pytest

from handbill.accounts.actions import end_member, let_in_organiser
from handbill.accounts.keyring import keyring_of as keyring_under
from handbill.accounts.models import Key
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base import clock
from handbill.keys.errors import CannotOpen
from handbill.people import sign_in_work
from handbill.people.models import Card
from handbill.people.opening import open_cards
from handbill.people.sign_in_work import intake_batch
from tests.cast import PASSWORD, join, keyring_of, sign_in
from tests.met import STALL, consents, meet, stall_phone

pytestmark = pytest.mark.django_db
MANY, AT_ONCE = 7, 3


@pytest.fixture(autouse=True)
def at_the_stall():
    with clock.stand_at(STALL):
        yield


@pytest.fixture
def olu(union, ada):
    olu = join(union, "Olu", "organiser")
    let_in_organiser(olu, by=ada, keyring=keyring_of(ada))
    return olu


@pytest.fixture
def people(ada, outing):
    phone = stall_phone(outing, ada)
    agreed = consents(ada.group, "phone")
    met = [meet(phone, {"name": f"Person {number}"}, consents=agreed) for number in range(MANY)]
    intake_batch(keyring_of(ada))
    return met


def opened_by(keyring, people) -> int:
    return len(open_cards(people, keyring))


def under_the_new_key() -> int:
    return Card.objects.filter(intake_epoch=2).count()


def test_killed_in_the_middle_nothing_is_lost_and_it_goes_on(ada, olu, people, monkeypatch):
    """A batch is whole or not at all; at every moment those who stay open every card."""
    end_member(olu, by=ada, keyring=keyring_of(ada))
    hers = keyring_of(ada)
    assert (intake_batch(hers, AT_ONCE), under_the_new_key()) == (MANY - AT_ONCE, AT_ONCE)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(sign_in_work, "recognise", killed)
        with pytest.raises(KeyboardInterrupt):
            intake_batch(hers, AT_ONCE)
    assert under_the_new_key() == AT_ONCE, "the batch that was killed left nothing half done"
    assert opened_by(keyring_of(ada), people) == MANY
    while intake_batch(keyring_of(ada), AT_ONCE):
        assert opened_by(keyring_of(ada), people) == MANY
    assert (under_the_new_key(), opened_by(keyring_of(ada), people)) == (MANY, MANY)


def test_the_page_of_the_keys_says_how_far_it_is(ada, olu, people):
    client = sign_in(ada)
    assert "on their way" not in client.get("/set-up/keys/").text
    end_member(olu, by=ada, keyring=keyring_of(ada))
    intake_batch(keyring_of(ada), AT_ONCE)
    assert f"{AT_ONCE} of {MANY} cards are under key no. 2." in client.get("/set-up/keys/").text
    client.get("/")
    assert "on their way" not in client.get("/set-up/keys/").text


def test_what_she_kept_opens_nothing_that_is_new(ada, olu, people, outing):
    """She copied her keyring while she could; with the whole database it opens no card met later, nor one carried over."""
    kept = keyring_of(olu)
    assert opened_by(kept, people) == MANY, "the attack works as long as she belongs to it"
    end_member(olu, by=ada, keyring=keyring_of(ada))
    later = meet(stall_phone(outing, ada), {"name": "Somebody new"}, consents=consents(ada.group, "phone"))
    intake_batch(keyring_of(ada))
    assert opened_by(kept, [later]) == 0
    assert opened_by(kept, people) == 0
    assert opened_by(keyring_of(ada), [*people, later]) == MANY + 1


def test_without_a_new_key_what_she_kept_would_open_it(ada, olu, outing, monkeypatch):
    """The same with the protection taken away."""
    kept = keyring_of(olu)
    monkeypatch.setattr("handbill.accounts.actions.leaving.new_epoch", lambda **_: None)
    end_member(olu, by=ada, keyring=keyring_of(ada))
    later = meet(stall_phone(outing, ada), {"name": "Somebody new"}, consents=consents(ada.group, "phone"))
    intake_batch(keyring_of(ada))
    assert opened_by(kept, [later]) == 1


def test_her_own_secret_climbs_nowhere_any_more(ada, olu):
    secret = unwrap_member_secret(olu, PASSWORD)
    assert keyring_under(olu, secret).cards
    end_member(olu, by=ada, keyring=keyring_of(ada))
    with pytest.raises((CannotOpen, Key.DoesNotExist)):
        keyring_under(olu, secret)


def test_an_old_session_of_hers_sees_nothing(ada, olu, people):
    hers = sign_in(olu)
    assert hers.get("/people/").status_code == 200
    end_member(olu, by=ada, keyring=keyring_of(ada))
    for address in ("/", "/people/", f"/people/{people[0].id}/", "/set-up/", "/me/"):
        assert hers.get(address)["Location"].startswith("/sign-in/")
