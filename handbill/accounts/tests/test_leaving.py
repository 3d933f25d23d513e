"""Who leaves is out at once, and after an organiser the group has a new key."""

import pytest

from handbill.accounts.actions import (
    change_role,
    end_member,
    epochs_to_rewrap,
    let_in_organiser,
    new_epoch,
)
from handbill.accounts.actions.leaving import ended
from handbill.accounts.models import AuditEntry, Key, KeyWrap, Session
from handbill.accounts.readers import card_reader
from handbill.accounts.tests.test_ladder import a_card, opens
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import MayNot, Refusal
from tests.cast import PASSWORD, at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def olu(union, ada):
    """A second organiser, let in."""
    olu = join(union, "Olu", "organiser")
    let_in_organiser(olu, by=ada, keyring=keyring_of(ada))
    return olu


def test_sessions_wraps_and_sign_in_end_at_once(ada, ben):
    client = sign_in(ben)
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert client.get("/").status_code == 302
    assert not Session.objects.filter(member=ben).exists()
    assert not KeyWrap.objects.filter(reader__member=ben).exists()
    assert at_this_machine().post("/sign-in/", {"login": "ben", "password": PASSWORD}).status_code == 422


def test_with_her_password_and_the_whole_database_she_opens_nothing(ada, olu, group):
    secret = unwrap_member_secret(olu, PASSWORD)
    end_member(olu, by=ada, keyring=keyring_of(ada))
    from handbill.accounts.tests.test_ladder import opened_or_none

    assert [opened_or_none(wrap, secret) for wrap in KeyWrap.objects.all()] == [None] * KeyWrap.objects.count()


def test_who_kept_the_old_group_key_cannot_open_a_new_card(ada, olu, group):
    """She may have copied it while she could; what is sealed after she left is sealed to another."""
    kept = keyring_of(olu)
    end_member(olu, by=ada, keyring=keyring_of(ada))
    fresh = a_card(group)
    assert not opens(kept, *fresh)
    assert opens(keyring_of(ada), *fresh)


def test_those_who_stay_open_old_and_new_cards(union, ada, olu, group):
    ida = join(union, "Ida", "organiser")
    let_in_organiser(ida, by=ada, keyring=keyring_of(ada))
    old = a_card(group)
    end_member(olu, by=ada, keyring=keyring_of(ada))
    new = a_card(group)
    for member in (ada, ida):
        assert opens(keyring_of(member), *old) and opens(keyring_of(member), *new)
        assert keyring_of(member).current_epoch == 2


def test_the_key_of_those_who_want_no_contact_is_carried_over(ada, olu):
    before = keyring_of(ada).no_contact_key
    end_member(olu, by=ada, keyring=keyring_of(ada))
    assert keyring_of(ada).no_contact_key == before
    newest = Key.objects.get(id=card_reader(ada.group).key_id)
    assert newest.opens.filter(key__kind=Key.Kind.NO_CONTACT).exists(), "also once the old key is destroyed"


def test_a_leaving_volunteer_needs_no_new_key(ada, ben):
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert keyring_of(ada).current_epoch == 1 and epochs_to_rewrap(ada.group) == []


def test_a_new_epoch_lets_nobody_in_who_was_not(union, ada, olu, group):
    """An organiser who waits for her click still waits afterwards."""
    ida = join(union, "Ida", "organiser")
    end_member(olu, by=ada, keyring=keyring_of(ada))
    assert keyring_of(ida).cards == {}


def test_the_old_key_waits_for_its_cards_and_says_so(ada, olu):
    end_member(olu, by=ada, keyring=keyring_of(ada))
    assert [key.epoch for key in epochs_to_rewrap(ada.group)] == [1]
    new_epoch(by=ada, keyring=keyring_of(ada))
    assert sorted(key.epoch for key in epochs_to_rewrap(ada.group)) == [1, 2]
    assert sorted(keyring_of(ada).epochs) == [1, 2, 3]


def test_of_an_old_key_only_the_next_one_holds_the_secret(ada, olu, group):
    old = card_reader(group).key_id
    end_member(olu, by=ada, keyring=keyring_of(ada))
    assert list(KeyWrap.objects.filter(key=old).values_list("reader", flat=True)) == [card_reader(group).key_id]


def test_the_recovery_sheet_opens_the_new_key(union, ada, olu, group):
    from handbill.accounts.actions import use_recovery_sheet
    from handbill.keys.words import from_words

    old = a_card(group)
    end_member(olu, by=ada, keyring=keyring_of(ada))
    new = a_card(group)
    member, secret, _ = use_recovery_sheet(
        from_words(union.recovery_words), login="ada", password="another four good words"
    )
    from handbill.accounts.keyring import keyring_of as climb

    keyring = climb(member, secret)
    assert opens(keyring, *old) and opens(keyring, *new)


def test_the_rooms_above_are_told_inside_the_same_transaction(ada, ben):
    heard = []

    def listen(member, by, **_signal):
        heard.append((member, by, member.is_active))

    ended.connect(listen)
    try:
        end_member(ben, by=ada, keyring=keyring_of(ada))
    finally:
        ended.disconnect(listen)
    assert heard == [(ben, ada, False)]


def test_nobody_closes_her_own_doors(ada, olu):
    for act in (end_member, lambda member, **more: change_role(member, "viewer", **more)):
        with pytest.raises(Refusal) as refused:
            act(ada, by=ada, keyring=keyring_of(ada))
        assert refused.value.code == "not_yourself"
    ada.refresh_from_db()
    assert ada.is_active and ada.is_organiser


def test_who_cannot_open_cards_cannot_end_who_can(union, ada):
    """Else the new key could not carry the old one, and the cards would be lost."""
    ida = join(union, "Ida", "organiser")
    with pytest.raises(Refusal) as refused:
        end_member(ada, by=ida, keyring=keyring_of(ida))
    assert refused.value.code == "cannot_open_cards"
    ada.refresh_from_db()
    assert ada.is_active and keyring_of(ada).cards


def test_volunteers_and_other_groups_end_nobody(ada, ben, vera, cleo):
    with pytest.raises(MayNot):
        end_member(vera, by=ben, keyring=keyring_of(ben))
    with pytest.raises(Refusal) as refused:
        end_member(vera, by=cleo, keyring=keyring_of(cleo))
    assert refused.value.status == 404


class TestRoles:
    def test_an_organiser_who_becomes_a_volunteer_loses_the_cards(self, ada, olu, group):
        kept = keyring_of(olu)
        change_role(olu, "volunteer", by=ada, keyring=keyring_of(ada))
        assert keyring_of(olu).cards == {} and keyring_of(olu).texts
        assert not opens(kept, *a_card(group))

    def test_a_volunteer_who_becomes_an_organiser_waits_for_one_click(self, ada, ben):
        change_role(ben, "organiser", by=ada, keyring=keyring_of(ada))
        assert keyring_of(ben).cards == {}
        let_in_organiser(ben, by=ada, keyring=keyring_of(ada))
        assert keyring_of(ben).cards

    def test_who_has_no_people_any_more_hands_them_over(self, ada, ben):
        heard = []

        def listen(member, by, **_signal):
            heard.append(member)

        ended.connect(listen)
        try:
            change_role(ben, "viewer", by=ada, keyring=keyring_of(ada))
        finally:
            ended.disconnect(listen)
        assert heard == [ben]

    def test_the_page_changes_a_role_and_the_open_session_follows(self, ada, ben):
        his = sign_in(ben)
        assert his.get("/people/").status_code == 200
        answer = sign_in(ada).post(f"/set-up/members/{ben.id}/role/", {"role": "viewer"})
        assert answer.status_code == 302
        assert his.get("/people/").status_code == 403

    def test_ones_own_role_is_refused_on_the_page(self, ada):
        answer = sign_in(ada).post(f"/set-up/members/{ada.id}/role/", {"role": "viewer"})
        assert answer.status_code == 422 and "You cannot take this from yourself" in answer.text


class TestPages:
    def test_somebody_is_asked_before_and_told_after(self, ada, ben):
        client = sign_in(ada)
        page = client.get(f"/set-up/members/{ben.id}/ending/")
        assert "Ben leaves the group?" in page.text
        ben.refresh_from_db()
        assert ben.is_active
        answer = client.post(f"/set-up/members/{ben.id}/ending/", follow=True)
        assert "Ben is out" in answer.text
        ben.refresh_from_db()
        assert not ben.is_active

    def test_it_stands_in_the_audit(self, ada, olu):
        end_member(olu, by=ada, keyring=keyring_of(ada))
        lines = AuditEntry.objects.filter(by=ada).values_list("what", flat=True)
        assert {"member_ended", "new_epoch"} <= set(lines)
