"""Getting back to people: what an attempt closes and opens, what undo brings back, who may be handed a card."""

import json
from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.base.errors import Refusal
from handbill.facts.happened import of_outing
from handbill.facts.models import Fact
from handbill.followup.actions import NextStep, hand_over, note_attempt, put_off, take_back_attempt
from handbill.followup.models import FollowUp
from handbill.people.models import CardWrap, Consent, Person
from handbill.people.opening import open_card
from tests.cast import join, keyring_of
from tests.met import STALL, consents, meet, members_phone, stall_phone

INVITE = NextStep("invite", "Comes to the repairs evening", STALL + timedelta(days=5))


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"))


@pytest.fixture
def due(dee):
    return FollowUp.objects.select_related("person__met_outing", "group").get()


def open_one():
    return FollowUp.objects.open().select_related("person__met_outing", "group").get()


def test_everybody_is_due_48_hours_after_the_talk_not_after_the_arrival(outing, ada):
    phone = stall_phone(outing, ada)
    phone.contact()
    with stand_at(STALL + timedelta(hours=20)):
        phone.send()
        follow_up = FollowUp.objects.get()
        assert follow_up.due_at == STALL + timedelta(hours=48)
        assert (follow_up.owner, follow_up.opened_at) == (ada, now())


@pytest.mark.parametrize("outcome", ["no_answer", "left_message"])
def test_nobody_reached_leaves_it_open_with_the_same_deadline(due, ada, outcome):
    note_attempt(due, outcome, by=ada)
    after = open_one()
    assert (after.id, after.due_at, after.tried_at) == (due.id, due.due_at, STALL)


@pytest.mark.parametrize("outcome", ["talked", "wrong_number", "no_contact"])
def test_reached_or_never_to_be_reached_closes_it(due, ada, outcome):
    note_attempt(due, outcome, by=ada)
    due.refresh_from_db()
    assert (due.closed_at, due.closed_by) == (STALL, ada)
    assert not FollowUp.objects.open().exists()


def test_an_attempt_is_a_fact_without_a_name(due, ada, outing):
    note_attempt(due, "talked", by=ada, next_step=INVITE)
    attempt = of_outing(outing).attempts[0]
    assert (attempt.person, attempt.outcome, attempt.by_id, attempt.step) == (due.person_id, "talked", ada.id, "invite")
    assert "repairs" not in "".join(Fact.objects.values_list("body", flat=True))


def test_a_next_step_opens_another_with_sealed_words(due, ada):
    note_attempt(due, "talked", by=ada, next_step=INVITE)
    following = open_one()
    assert (following.step, following.due_at, following.owner) == ("invite", INVITE.due_at, ada)
    assert b"repairs" not in bytes(following.step_text)
    assert json.loads(bytes(following.step_text))["wraps"]


@pytest.mark.parametrize("outcome", ["wrong_number", "no_contact"])
def test_no_next_step_follows_where_nobody_can_be_reached(due, ada, outcome):
    note_attempt(due, outcome, by=ada, next_step=INVITE)
    assert not FollowUp.objects.open().exists()


def test_who_wants_no_contact_takes_everything_back(due, ada):
    note_attempt(due, "no_contact", by=ada)
    assert Person.objects.get().wants_no_contact_at == STALL
    assert Consent.objects.filter(withdrawn_at=STALL, withdrawn_by=ada).count() == 2


def test_what_is_closed_cannot_be_noted_twice(due, ada):
    note_attempt(due, "talked", by=ada)
    with pytest.raises(Refusal) as refusal:
        note_attempt(due, "no_answer", by=ada)
    assert (refusal.value.code, refusal.value.status) == ("closed", 409)
    assert Fact.objects.filter(kind="attempt").count() == 1


def test_undo_opens_it_again_and_takes_back_what_came_of_it(due, ada, outing):
    fact = note_attempt(due, "talked", by=ada, next_step=INVITE)
    take_back_attempt(fact, by=ada)
    again = open_one()
    assert (again.id, again.due_at, again.tried_at) == (due.id, due.due_at, None)
    assert of_outing(outing).attempts == []
    assert Fact.objects.filter(kind="retraction").count() == 2, "the attempt and the next step"


def test_undo_of_no_contact_lets_hold_again_what_was_withdrawn_with_it(due, ada):
    text = Consent.objects.get(channel="text")
    Consent.objects.filter(id=text.id).update(withdrawn_at=STALL - timedelta(days=1), withdrawn_by=ada)
    fact = note_attempt(due, "no_contact", by=ada)
    take_back_attempt(fact, by=ada)
    assert Person.objects.get().wants_no_contact_at is None
    assert [consent.channel for consent in Consent.objects.filter(withdrawn_at=None)] == ["phone"]


def test_undo_remembers_the_try_before(due, ada):
    note_attempt(due, "no_answer", by=ada)
    with stand_at(STALL + timedelta(hours=1)):
        take_back_attempt(note_attempt(open_one(), "talked", by=ada), by=ada)
    assert open_one().tried_at == STALL


def test_only_the_last_thing_noted_is_undone(due, ada):
    first = note_attempt(due, "talked", by=ada, next_step=INVITE)
    note_attempt(open_one(), "talked", by=ada)
    with pytest.raises(Refusal) as refusal:
        take_back_attempt(first, by=ada)
    assert refusal.value.code == "not_the_last"
    assert not FollowUp.objects.open().exists()


def test_undo_pressed_twice_changes_nothing_more(due, ada):
    fact = note_attempt(due, "talked", by=ada)
    take_back_attempt(fact, by=ada)
    with pytest.raises(Refusal):
        take_back_attempt(fact, by=ada)
    assert Fact.objects.filter(kind="retraction").count() == 1


def test_nobody_undoes_what_another_noted(due, ada, ben):
    fact = note_attempt(due, "talked", by=ada)
    with pytest.raises(Refusal) as refusal:
        take_back_attempt(fact, by=ben)
    assert refusal.value.status == 403 and not FollowUp.objects.open().exists()


def test_putting_off_keeps_the_step_and_notes_the_new_day(due, ada):
    later = STALL + timedelta(days=9)
    put_off(due, later, by=ada)
    assert open_one().due_at == later
    noted = json.loads(Fact.objects.get(kind="next_step").body)
    assert noted["follow_up"] == str(due.id) and noted["due_at"] == later.isoformat()


def test_after_a_hand_over_the_card_opens_for_the_new_owner_and_no_longer_for_the_old(outing, union, ada, ben):
    bens = meet(members_phone(outing, ben))
    gil = join(union, "Gil", "volunteer")
    before = bytes(bens.card.ct)
    hand_over(bens, gil, by=ada, keyring=keyring_of(ada))
    bens = Person.objects.get(id=bens.id)
    assert (bens.owner, open_one().owner, bytes(bens.card.ct)) == (gil, gil, before)
    assert open_card(bens, keyring_of(gil)).name == "Dee Quill"
    assert open_card(bens, keyring_of(ben)) is None
    assert not CardWrap.objects.filter(key__member=ben).exists()


def test_a_volunteer_hands_over_her_own(outing, ada, ben):
    bens = meet(members_phone(outing, ben))
    hand_over(bens, ada, by=ben, keyring=keyring_of(ben))
    assert Person.objects.get().owner == ada


def test_nobody_hands_over_what_she_cannot_open(dee, ben):
    with pytest.raises(Refusal) as refusal:
        hand_over(dee, ben, by=ben, keyring=keyring_of(ben))
    assert refusal.value.code == "cannot_open"
    assert Person.objects.get().owner != ben and not CardWrap.objects.filter(key__member=ben).exists()


def test_nothing_is_handed_to_another_group_a_viewer_or_somebody_who_left(dee, ada, vera, cleo, ben):
    from handbill.accounts.actions import end_member

    end_member(ben, by=ada, keyring=keyring_of(ada))
    ben.refresh_from_db()
    for nobody in (vera, cleo, ben):
        with pytest.raises(Refusal):
            hand_over(dee, nobody, by=ada, keyring=keyring_of(ada))
    assert Person.objects.get().owner == ada
