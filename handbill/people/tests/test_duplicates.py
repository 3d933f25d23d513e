"""The same number or address on two cards: shown to organisers, judged by the names, never put together by itself."""

import pytest

from handbill.people.duplicates import pairs_of, shared
from handbill.people.models import Person
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of, sign_in
from tests.met import CARD, meet, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


def pairs(ada):
    intake_batch(keyring_of(ada))
    return pairs_of(keyring_of(ada))


@pytest.mark.parametrize("name", ["Dee Quill", "Quill Dee", "dee  quil", ""])
def test_the_same_number_and_a_like_name_are_the_same(phone, ada, name):
    first, second = meet(phone), meet(phone, {"name": name, "phone": "+44 7700 900123", "email": ""})
    (pair,) = pairs(ada)
    assert {pair.first.id, pair.second.id} == {first.id, second.id} and pair.is_same_name


@pytest.mark.parametrize("name", ["Tam Quill", "Mrs Abara", "D. Quill"])
def test_a_household_shares_a_number_and_is_two_people(phone, ada, name):
    meet(phone), meet(phone, {"name": name, "email": ""})
    (pair,) = pairs(ada)
    assert not pair.is_same_name


def test_two_numbers_are_no_pair_whatever_the_name(phone, ada):
    meet(phone), meet(phone, {"phone": "07700 900132", "email": ""})
    assert pairs(ada) == []


def test_a_volunteer_has_no_index_to_ask_and_no_page(phone, ada, ben, cleo):
    meet(phone), meet(phone)
    intake_batch(keyring_of(ada))
    assert shared(keyring_of(ben)) == [] and shared(keyring_of(cleo)) == []
    assert sign_in(ben).get("/people/twice/").status_code == 403


def test_the_page_shows_them_side_by_side_and_changes_nothing(phone, ada):
    meet(phone), meet(phone)
    client = sign_in(ada)
    client.get("/")
    shown = client.get("/people/twice/").content.decode()
    assert shown.count(CARD["name"]) == 2 and "Erase the later one" in shown and Person.objects.count() == 2
