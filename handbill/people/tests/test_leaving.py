"""A member leaves: nothing opens for her key any more, and her people do not wait in vain."""

import pytest

from handbill.accounts.actions import end_member
from handbill.followup.models import FollowUp
from handbill.people.models import CardWrap, Person
from handbill.people.opening import open_card, open_cards
from tests.cast import keyring_of
from tests.met import meet, members_phone


@pytest.fixture
def bens(outing, ben):
    return meet(members_phone(outing, ben))


def test_a_former_volunteers_keyring_opens_nothing(bens, ben, ada):
    kept = keyring_of(ben)
    assert open_card(bens, kept) is not None
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert not CardWrap.objects.filter(key__member=ben).exists()
    assert open_cards([bens], kept) == {}


def test_whoever_ended_her_looks_after_her_people(bens, ben, ada):
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert Person.objects.get().owner == ada
    assert FollowUp.objects.get().owner == ada
    assert open_card(bens, keyring_of(ada)).name == "Dee Quill"


def test_what_is_closed_keeps_the_name_of_whoever_did_it(bens, ben, ada):
    from handbill.followup.actions import note_attempt

    note_attempt(FollowUp.objects.get(), "talked", by=ben)
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert FollowUp.objects.get().owner == ben
