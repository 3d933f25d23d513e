"""A helper becomes a volunteer: a link, and what she met passes to her when an organiser next opens Today."""

import pytest
from django.db import IntegrityError, transaction

from handbill.accounts.actions import accept_invitation
from handbill.accounts.models import Invitation, Member
from handbill.base.errors import Refusal
from handbill.followup.actions import invite_helper, note_attempt, pass_on_what_helpers_met
from handbill.followup.helpers import helpers_at
from handbill.followup.models import FollowUp, HelperInvited
from handbill.people.models import Person
from handbill.people.opening import open_card
from handbill.plan.models import Joining
from tests.cast import PASSWORD, keyring_of, sign_in
from tests.met import CARD, meet, members_phone, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone):
    return meet(phone)


@pytest.fixture
def joining(phone):
    return Joining.objects.select_related("phone", "outing").get()


def comes_in(joining, ada, name="Hana") -> Member:
    _row, text = invite_helper(joining, name, by=ada, keyring=keyring_of(ada))
    return accept_invitation(text, name=name, login=name.casefold(), password=PASSWORD)


def owner_of(person) -> Member:
    return Person.objects.get(id=person.id).owner


def test_her_people_pass_to_her_at_an_organisers_next_look_at_today(dee, joining, ada):
    hana = comes_in(joining, ada)
    assert owner_of(dee) == ada, "nobody could seal the card to her yet"
    sign_in(ada).get("/")
    assert (owner_of(dee), FollowUp.objects.get().owner, hana.role) == (hana, hana, "volunteer")
    assert open_card(Person.objects.get(), keyring_of(hana)).name == CARD["name"]
    assert CARD["name"] in sign_in(hana).get("/").content.decode()
    assert Person.objects.get().met_by == hana


def test_it_happens_once_and_costs_one_query_afterwards(dee, joining, ada, django_assert_num_queries):
    comes_in(joining, ada)
    keyring = keyring_of(ada)
    assert pass_on_what_helpers_met(keyring) == 1
    with django_assert_num_queries(1):
        assert pass_on_what_helpers_met(keyring) == 0


def test_a_locked_session_and_a_volunteers_pass_nothing_on(dee, joining, ada, ben):
    comes_in(joining, ada)
    client = sign_in(ada)
    client.post("/lock/")
    client.get("/")
    sign_in(ben).get("/")
    assert owner_of(dee) == ada and pass_on_what_helpers_met(keyring_of(ben)) == 0


def test_whoever_was_tried_or_handed_on_meanwhile_stays(phone, dee, joining, ada, ben):
    from handbill.followup.actions import hand_over

    tried, handed = meet(phone), meet(phone)
    hana = comes_in(joining, ada)
    row = FollowUp.objects.select_related("person__met_outing", "group").get(person=tried)
    note_attempt(row, "no_answer", by=ada)
    hand_over(handed, ben, by=ada, keyring=keyring_of(ada))
    pass_on_what_helpers_met(keyring_of(ada))
    assert (owner_of(dee), owner_of(tried), owner_of(handed)) == (hana, ada, ben)


def test_what_another_helper_met_stays_with_the_lead(phone, dee, joining, outing, ada):
    other = meet(stall_phone(outing, ada))
    hana = comes_in(joining, ada)
    pass_on_what_helpers_met(keyring_of(ada))
    assert owner_of(dee) == hana and owner_of(other) == ada


def test_what_her_phone_sends_afterwards_is_hers(phone, dee, joining, ada):
    hana = comes_in(joining, ada)
    pass_on_what_helpers_met(keyring_of(ada))
    assert owner_of(meet(phone)) == hana


def test_pressed_again_the_first_link_is_over(joining, ada):
    _row, first = invite_helper(joining, "Hana", by=ada, keyring=keyring_of(ada))
    _row, second = invite_helper(joining, "Hana", by=ada, keyring=keyring_of(ada))
    with pytest.raises(Refusal):
        accept_invitation(first, name="Hana", login="hana", password=PASSWORD)
    assert accept_invitation(second, name="Hana", login="hana", password=PASSWORD).name == "Hana"
    with pytest.raises(Refusal) as refusal:
        invite_helper(Joining.objects.get(), "Hana", by=ada, keyring=keyring_of(ada))
    assert refusal.value.code == "member_already"


def test_a_members_own_phone_is_no_helpers(outing, ben, ada):
    members_phone(outing, ben)
    with pytest.raises(Refusal):
        invite_helper(Joining.objects.select_related("phone").get(), "", by=ada, keyring=keyring_of(ada))
    assert helpers_at(outing) == []


def test_the_link_is_shown_once_and_is_in_no_address(phone, dee, joining, outing, ada):
    client = sign_in(ada)
    shown = client.get(f"/outings/{outing.id}/share-out/").content.decode()
    assert "1 contact." in shown and f"/joinings/{joining.id}/invitation/" in shown
    answer = client.post(f"/joinings/{joining.id}/invitation/", {"name": "Hana"})
    assert answer.status_code == 200 and "A link for Hana" in answer.content.decode()
    assert "/invitation/#" in answer.content.decode() and answer.headers["Cache-Control"].count("no-store") == 1
    assert "Invited" in client.get(f"/outings/{outing.id}/share-out/").content.decode()


@pytest.mark.parametrize("who, status", [("ben", 403), ("vera", 403), ("ed", 403), ("cleo", 404)])
def test_only_organisers_of_the_group_invite(joining, request, who, status):
    client = sign_in(request.getfixturevalue(who))
    assert client.post(f"/joinings/{joining.id}/invitation/", {"name": "X"}).status_code == status
    assert not HelperInvited.objects.exists()


def test_somebody_who_left_again_gets_nobody(dee, joining, ada):
    from handbill.accounts.actions import end_member

    hana = comes_in(joining, ada)
    end_member(hana, by=ada, keyring=keyring_of(ada))
    assert pass_on_what_helpers_met(keyring_of(ada)) == 0 and owner_of(dee) == ada


def test_a_phone_and_an_invitation_belong_together_once(joining, ada):
    row, _text = invite_helper(joining, "Hana", by=ada, keyring=keyring_of(ada))
    for broken in (
        {"joining": joining, "invitation": Invitation.objects.exclude(id=row.invitation_id).first() or row.invitation},
        {"joining_id": joining.id, "invitation": row.invitation},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            HelperInvited.objects.create(group=row.group, **broken)
