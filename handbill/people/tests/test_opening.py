"""Who opens which card: missing keys, not a rule."""

import pytest

from handbill.accounts.models import AuditEntry
from handbill.people.models import Card, CardWrap
from handbill.people.opening import open_card, open_cards
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of, sign_in
from tests.met import CARD, consents, meet, members_phone, stall_phone


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone"))


@pytest.fixture
def bens(outing, ben):
    return meet(members_phone(outing, ben), {"name": "Bens Own"})


def test_what_a_phone_sealed_opens_for_the_organiser_before_and_after_intake(dee, ada):
    keyring = keyring_of(ada)
    before = open_card(dee, keyring)
    assert (before.name, before.phone, before.email, before.note) == tuple(CARD.values())
    intake_batch(keyring)
    assert open_card(dee, keyring) == before


def test_a_volunteer_opens_what_she_took_and_nothing_else(dee, bens, ben):
    assert set(open_cards([dee, bens], keyring_of(ben))) == {bens.id}
    assert not CardWrap.objects.filter(card=dee.card, key__member=ben).exists()


def test_a_volunteers_keyring_gains_nothing_by_intake(dee, bens, ada, ben):
    intake_batch(keyring_of(ada))
    assert intake_batch(keyring_of(ben)) == 0
    assert set(open_cards([dee, bens], keyring_of(ben))) == {bens.id}


def test_an_organiser_of_another_group_opens_nothing(dee, bens, cleo):
    assert open_cards([dee, bens], keyring_of(cleo)) == {}


def test_swapped_cards_do_not_open(dee, bens, ada):
    """Whoever writes into the database cannot show one person's card under another's name."""
    Card.objects.filter(person=dee).update(ct=bens.card.ct)
    assert set(open_cards([dee, bens], keyring_of(ada))) == {bens.id}


def test_swapped_wraps_do_not_open_either(dee, bens, ben):
    wrap = CardWrap.objects.get(card=bens.card, key__member=ben)
    CardWrap.objects.create(card=dee.card, group=dee.group, key=wrap.key, wrap=wrap.wrap)
    assert set(open_cards([dee, bens], keyring_of(ben))) == {bens.id}


def test_a_damaged_intake_leaves_the_owners_wrap(bens, ada, ben):
    intake_batch(keyring_of(ada))
    Card.objects.filter(person=bens).update(intake=b"\1" + bytes(72))
    assert open_card(bens, keyring_of(ben)).name == "Bens Own"
    assert open_card(bens, keyring_of(ada)) is None


def test_every_opening_is_counted_and_one_is_named(dee, bens, ada):
    keyring = keyring_of(ada)
    open_cards([dee, bens], keyring)
    open_card(dee, keyring)
    lines = AuditEntry.objects.filter(what="cards_opened").order_by("-count").values_list("by", "count", "about")
    assert list(lines) == [(ada.id, 2, ""), (ada.id, 1, str(dee.id))]


def test_what_does_not_open_is_not_counted(dee, cleo):
    open_card(dee, keyring_of(cleo))
    assert not AuditEntry.objects.filter(what="cards_opened").exists()


def test_a_phone_that_sealed_no_texts_breaks_no_page(outing, ada):
    odd = meet(stall_phone(outing, ada), {"name": ["a"], "phone": 7, "email": None, "note": {"x": 1}})
    opened = open_card(odd, keyring_of(ada))
    assert (opened.name, opened.phone, opened.email, opened.note) == ("", "", "", "")
    assert sign_in(ada).get(f"/people/{odd.id}/").status_code == 200


def test_an_opened_card_says_nothing_when_printed(dee, ada):
    assert repr(open_card(dee, keyring_of(ada))) == "OpenedCard(...)"


def test_the_number_of_queries_does_not_grow_with_the_cards(outing, ada, django_assert_num_queries):
    phone, keyring = stall_phone(outing, ada), keyring_of(ada)
    few = [meet(phone) for _ in range(2)]
    with django_assert_num_queries(4):  # cards, wraps, the line in the audit, whether anybody wants no contact
        assert len(open_cards(few, keyring)) == 2
    many = [*few, *[meet(phone) for _ in range(8)]]
    with django_assert_num_queries(4):
        assert len(open_cards(many, keyring)) == 10
    intake_batch(keyring)
    with django_assert_num_queries(2):
        assert len(open_cards(many, keyring)) == 10
