"""Ben has left, and still has his browser, his phone and the square he showed; and Ada, an organiser, leaves too."""

import pytest

from handbill.accounts.actions import end_member, leaving, let_in_organiser
from handbill.people.opening import open_card
from handbill.plan import joinings, passes
from handbill.plan.models import Joining
from handbill.plan.passes import pass_text, standing_pass
from tests.cast import join, keyring_of, sign_in
from tests.met import meet, members_phone, stall_phone
from tests.phone import Phone

pytestmark = pytest.mark.django_db


def comes_back(browser, phone, square: str) -> set[str]:
    """Tries everything that he still holds; returns what still works."""
    works = set()
    if browser.get("/me/").status_code == 200:
        works.add("session")
    if phone.post_facts([]).status_code == 200:
        works.add("phone")
    wanted = {"pass": square, "phone": {"id": Phone().id}}
    if phone.client.post("/field/api/1/join", wanted, content_type="application/json").status_code == 201:
        works.add("pass")
    return works


@pytest.fixture
def bens(outing, ben):
    """What Ben holds: a browser, his own phone, the square of an outing."""
    return sign_in(ben), members_phone(outing, ben), pass_text(standing_pass(outing, ben))


def test_all_of_it_works_until_he_leaves(bens):
    assert comes_back(*bens) == {"session", "phone", "pass"}


def test_nothing_of_it_works_afterwards(bens, ada, ben):
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert comes_back(*bens) == set()


def test_the_phone_and_the_pass_work_where_nobody_asks_who_has_left(bens, ada, ben, monkeypatch):
    monkeypatch.setattr(joinings, "_still_speaks", lambda joining: True)
    monkeypatch.setattr(passes, "_maker_has_left", lambda pass_: False)
    end_member(ben, by=ada, keyring=keyring_of(ada))
    Joining.objects.update(ended_at=None)
    assert comes_back(*bens) == {"phone", "pass"}


def cards_read(person, keyring) -> bool:
    """Whether the keys that she copied open a card, with all rows of the database at hand."""
    return open_card(person, keyring) is not None


@pytest.fixture
def oona(union, ada):
    """A second organiser, let in by the first."""
    oona = join(union, "Oona", "organiser")
    let_in_organiser(oona, by=ada, keyring=keyring_of(ada))
    return oona


def test_the_keys_an_organiser_copied_open_what_came_while_she_was_there(oona, phone):
    assert cards_read(meet(phone), keyring_of(oona))


def test_they_open_no_card_that_comes_after_she_left(oona, ada, phone, outing):
    copied = keyring_of(oona)
    end_member(oona, by=ada, keyring=keyring_of(ada))
    assert not cards_read(meet(stall_phone(outing, ada)), copied)


def test_they_open_it_where_no_new_epoch_begins(oona, ada, phone, outing, monkeypatch):
    monkeypatch.setattr(leaving, "new_epoch", lambda **_: None)
    copied = keyring_of(oona)
    end_member(oona, by=ada, keyring=keyring_of(ada))
    assert cards_read(meet(stall_phone(outing, ada)), copied)
