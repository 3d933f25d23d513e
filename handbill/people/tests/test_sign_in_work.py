"""Intake: in batches, resumable, and over to a new key when an organiser leaves."""

from datetime import timedelta

import pytest

from handbill.accounts.actions import end_member, epochs_to_rewrap, new_epoch
from handbill.accounts.models import Key, KeyWrap
from handbill.base.clock import now, stand_at
from handbill.keys.index import address_entry, phone_entry
from handbill.people.models import Card, CardWrap, IndexEntry
from handbill.people.opening import open_card, open_cards
from handbill.people.sign_in_work import intake_batch
from handbill.plan.models import Outing
from tests.cast import keyring_of
from tests.met import meet, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


def test_intake_replaces_the_groups_sealed_wrap_and_keeps_the_owners(phone, ada):
    dee = meet(phone)
    assert intake_batch(keyring_of(ada)) == 0
    dee.card.refresh_from_db()
    assert len(dee.card.intake) == 73 and dee.card.intake_epoch == 1
    assert set(CardWrap.objects.filter(card=dee.card).values_list("key__kind", flat=True)) == {"member"}


def test_intake_makes_the_keyed_entries_of_number_and_address(phone, ada):
    meet(phone, {"phone": "07700 900123", "email": "Dee@Quill.example "})
    keyring = keyring_of(ada)
    intake_batch(keyring)
    key = keyring.index_key(1)
    wanted = {phone_entry(key, "+447700900123"), address_entry(key, "dee@quill.example")}
    assert {bytes(entry.tag) for entry in IndexEntry.objects.all()} == wanted


def test_the_same_person_met_twice_has_the_same_entries(phone, ada):
    meet(phone, {"phone": "07700 900 123"})
    meet(phone, {"phone": "+44 7700 900123", "name": "D. Quill"})
    intake_batch(keyring_of(ada))
    tags = [bytes(entry.tag) for entry in IndexEntry.objects.all()]
    assert len(tags) == 4 and len(set(tags)) == 2


def test_a_card_without_number_and_address_is_taken_in_all_the_same(phone, ada):
    dee = meet(phone, {"phone": "the blue door", "email": ""})
    assert intake_batch(keyring_of(ada)) == 0
    assert not IndexEntry.objects.exists()
    assert open_card(dee, keyring_of(ada)).phone == "the blue door"


def test_intake_goes_on_where_it_stopped(phone, ada):
    for _ in range(5):
        meet(phone)
    keyring = keyring_of(ada)
    assert [intake_batch(keyring, most=2) for _ in range(4)] == [3, 1, 0, 0]
    assert Card.objects.filter(intake_epoch=1).count() == 5


def test_a_second_intake_changes_nothing(phone, ada):
    meet(phone)
    keyring = keyring_of(ada)
    intake_batch(keyring)
    before = list(Card.objects.values_list("intake", flat=True))
    intake_batch(keyring)
    assert list(Card.objects.values_list("intake", flat=True)) == before


def test_a_broken_card_does_not_stop_its_neighbours(phone, ada):
    broken, whole = meet(phone), meet(phone)
    Card.objects.filter(person=broken).update(ct=b"\1" + bytes(296))
    CardWrap.objects.filter(card=broken.card).update(wrap=bytes(97))
    assert intake_batch(keyring_of(ada), most=1) == 1
    assert intake_batch(keyring_of(ada), most=1) == 0
    assert set(open_cards([broken, whole], keyring_of(ada))) == {whole.id}


def test_cards_of_another_group_are_left_alone(phone, cleo):
    meet(phone)
    assert intake_batch(keyring_of(cleo)) == 0
    assert Card.objects.get().intake is None


def test_after_a_new_key_cards_are_carried_over_and_the_index_is_new(phone, ada):
    dee = meet(phone)
    intake_batch(keyring_of(ada))
    old = {bytes(entry.tag) for entry in IndexEntry.objects.all()}
    new_epoch(by=ada, keyring=keyring_of(ada))
    assert open_card(dee, keyring_of(ada)).name == "Dee Quill", "a card opens before it is carried over"
    intake_batch(keyring_of(ada))
    dee.card.refresh_from_db()
    assert dee.card.intake_epoch == 2
    assert {entry.epoch for entry in IndexEntry.objects.all()} == {2}
    assert old.isdisjoint({bytes(entry.tag) for entry in IndexEntry.objects.all()})
    assert open_card(dee, keyring_of(ada)).name == "Dee Quill"


def test_an_older_keyring_does_not_take_back_what_is_under_a_newer_key(phone, ada):
    meet(phone)
    older = keyring_of(ada)
    new_epoch(by=ada, keyring=older)
    intake_batch(keyring_of(ada))
    assert intake_batch(older) == 0
    assert Card.objects.get().intake_epoch == 2


def test_a_late_phone_that_sealed_to_the_old_key_is_taken_in_under_the_new(phone, ada):
    new_epoch(by=ada, keyring=keyring_of(ada))
    dee = meet(phone, at=now())
    intake_batch(keyring_of(ada))
    dee.card.refresh_from_db()
    assert dee.card.intake_epoch == 2


def test_the_old_secret_is_destroyed_when_no_phone_may_use_it_any_more(phone, ada, group, outing):
    dee = meet(phone)
    new_epoch(by=ada, keyring=keyring_of(ada))
    intake_batch(keyring_of(ada))
    old = Key.objects.get(group=group, kind="cards", epoch=1)
    assert epochs_to_rewrap(group) == [old], "for 30 days a phone out of a drawer may still bring a card"
    with stand_at(max(old.ended_at, outing.ends_at) + timedelta(days=31)):
        meet(
            stall_phone(
                Outing.objects.create(
                    group=group,
                    place=outing.place,
                    setting="stall",
                    lead=ada,
                    made_by=ada,
                    starts_at=now() - timedelta(hours=1),
                    ends_at=now() + timedelta(hours=1),
                ),
                ada,
            ),
            at=now(),
        )
        intake_batch(keyring_of(ada))
        assert not KeyWrap.objects.filter(key=old).exists()
        assert epochs_to_rewrap(group) == []
        assert open_card(dee, keyring_of(ada)).name == "Dee Quill"


def test_the_old_secret_stays_while_a_card_still_needs_it(phone, ada, group, outing):
    meet(phone)
    meet(phone)
    new_epoch(by=ada, keyring=keyring_of(ada))
    with stand_at(now() + timedelta(days=400)):
        intake_batch(keyring_of(ada), most=1)
        assert len(epochs_to_rewrap(group)) == 1
        intake_batch(keyring_of(ada))
        assert epochs_to_rewrap(group) == []


def test_a_former_organiser_with_the_old_key_opens_nothing_that_comes_after(union, phone, ada, outing):
    from handbill.accounts.actions import let_in_organiser
    from tests.cast import join

    olga = join(union, "Olga", "organiser")
    let_in_organiser(olga, by=ada, keyring=keyring_of(ada))
    before = meet(phone)
    kept = keyring_of(olga)  # what she may have copied
    assert open_card(before, kept).name == "Dee Quill"
    end_member(olga, by=ada, keyring=keyring_of(ada))
    after = meet(stall_phone(outing, ada), {"name": "Later"})
    assert open_cards([after], kept) == {}
    intake_batch(keyring_of(ada))
    assert open_cards([before, after], kept) == {}
