"""Who wants no contact is left in peace: now, after an erasure, and when somebody else meets them again."""

import pytest
from django.db import IntegrityError, transaction

from handbill.accounts.actions import new_epoch
from handbill.accounts.models import AuditEntry
from handbill.followup.actions import note_attempt, take_back_attempt
from handbill.followup.models import FollowUp
from handbill.people.actions import erase_person
from handbill.people.herself import erase_herself
from handbill.people.models import NoContact, Person
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of, sign_in
from tests.met import CARD, consents, meet, members_phone, stall_phone
from tests.thief import database_bytes, lies_there


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone):
    return meet(phone)


def says_no(person, by):
    return note_attempt(
        FollowUp.objects.select_related("person__met_outing").get(person=person, closed_at=None), "no_contact", by=by
    )


def again(person) -> Person:
    return Person.objects.get(id=person.id)


def is_left_in_peace(person) -> bool:
    waits = FollowUp.objects.filter(person=person, closed_at=None).exists()
    agreed = person.consents.filter(withdrawn_at=None).exists()
    return bool(again(person).wants_no_contact_at) and not waits and not agreed


@pytest.mark.parametrize(
    "card",
    [{"name": "D. Quill", "email": ""}, {"phone": "+44 7700 900123", "email": ""}, {"phone": "", "email": "DEE@quill.example"}],
)  # fmt: skip
def test_met_again_by_number_or_address_she_is_left_in_peace(dee, phone, group, ada, card):
    says_no(dee, ada)
    intake_batch(keyring_of(ada))
    second = meet(phone, card, consents=consents(group, "phone", "text"))
    assert not is_left_in_peace(second), "nobody with the key was there yet"
    intake_batch(keyring_of(ada))
    assert is_left_in_peace(second)
    assert AuditEntry.objects.filter(what="no_contact_kept", about=str(second.id)).count() == 1


def test_somebody_else_is_not_taken_for_her(dee, phone, ada):
    says_no(dee, ada)
    other = meet(phone, {"name": "Dee Quill", "phone": "07700 900124", "email": "d@quill.example"})
    intake_batch(keyring_of(ada))
    assert again(other).wants_no_contact_at is None and FollowUp.objects.filter(person=other, closed_at=None).exists()


def test_it_outlives_the_card_and_the_groups_key(dee, phone, ada):
    says_no(dee, ada)
    erase_person(dee, by=ada, keyring=keyring_of(ada))
    assert NoContact.objects.filter(card=None).count() == 2
    new_epoch(by=ada, keyring=keyring_of(ada))
    second = meet(phone)
    intake_batch(keyring_of(ada))
    assert is_left_in_peace(second)


def test_a_locked_organiser_unlocks_before_such_a_card_goes(dee, phone, ada):
    client = sign_in(ada)
    says_no(dee, ada)
    client.post("/lock/")
    answer = client.post(f"/people/{dee.id}/erasure/")
    assert answer.headers["Location"].startswith("/unlock/") and Person.objects.exists()
    assert sign_in(ada).post(f"/people/{dee.id}/erasure/").headers["Location"] == "/people/"
    assert not Person.objects.exists() and NoContact.objects.count() == 2


def test_what_a_volunteer_noted_is_kept_by_the_next_organiser(outing, ben, ada):
    own = meet(members_phone(outing, ben))
    says_no(own, ben)
    assert not NoContact.objects.exists(), "Ben holds no key to it"
    intake_batch(keyring_of(ada))
    assert NoContact.objects.filter(card=own.id).count() == 2
    intake_batch(keyring_of(ada))
    assert NoContact.objects.count() == 2


def test_who_erases_it_herself_before_an_organiser_came_is_known_again(outing, phone, group, ada, ben):
    dee = meet(members_phone(outing, ben))
    intake_batch(keyring_of(ada))
    says_no(dee, ben)
    erase_herself(again(dee))
    second = meet(phone, {"name": "D. Quill", "email": ""}, consents=consents(group, "phone"))
    intake_batch(keyring_of(ada))
    assert is_left_in_peace(second)


def test_who_erases_it_herself_and_never_asked_for_peace_leaves_nothing(phone, group, ada):
    dee = meet(phone)
    intake_batch(keyring_of(ada))
    erase_herself(again(dee))
    second = meet(phone, consents=consents(group, "phone"))
    intake_batch(keyring_of(ada))
    assert not NoContact.objects.exists() and not is_left_in_peace(second)


def test_noted_by_mistake_nothing_stays(dee, phone, ada):
    fact = says_no(dee, ada)
    intake_batch(keyring_of(ada))
    take_back_attempt(fact, by=ada)
    assert not NoContact.objects.exists()
    second = meet(phone)
    intake_batch(keyring_of(ada))
    assert again(second).wants_no_contact_at is None


def test_another_group_knows_nothing_of_it(dee, ada, cleo):
    says_no(dee, ada)
    intake_batch(keyring_of(ada))
    assert keyring_of(cleo).no_contact_key != keyring_of(ada).no_contact_key
    assert not NoContact.objects.filter(group=cleo.group).exists()


@pytest.mark.django_db(transaction=True)
def test_no_number_lies_on_disk_with_it(dee, ada):
    says_no(dee, ada)
    erase_person(dee, by=ada, keyring=keyring_of(ada))
    found = database_bytes()
    assert lies_there(bytes(NoContact.objects.first().tag), found)
    for word in (*CARD.values(), "07700900123", "447700900123"):
        assert not lies_there(word, found), word


def test_one_entry_per_card_and_tag(dee, ada):
    NoContact.objects.create(group=ada.group, card=dee.card, tag=b"x" * 16)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoContact.objects.create(group=ada.group, card=dee.card, tag=b"x" * 16)
