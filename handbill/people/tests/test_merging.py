"""Two cards of one person are put together field by field; nothing is lost, no 'no' is forgotten, and it can be undone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from handbill.accounts.models import AuditEntry
from handbill.base.clock import now, stand_at
from handbill.base.errors import MayNot, Refusal
from handbill.base.instance import ERASED_FILE
from handbill.facts.models import Fact
from handbill.facts.totals import totals_of
from handbill.followup.actions import note_attempt, offer
from handbill.followup.models import FollowUp
from handbill.followup.person_page import person_page
from handbill.people.actions import close_every_door, erase_person
from handbill.people.correcting import OnTheCard, correct_card
from handbill.people.filters import Filters, chosen
from handbill.people.merging.actions import KEPT_BACK_FOR, merge, take_back
from handbill.people.merging.choices import Chosen
from handbill.people.merging.ending import destroy_kept_back
from handbill.people.merging.rows import Merge, TwoPeople
from handbill.people.models import Card, Person, Tombstone
from handbill.people.opening import open_card
from handbill.people.queries import counts_of
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone
from tests.thief import database_bytes, lies_there

LATER = STALL + timedelta(days=20)
OTHER = {"name": "Dee M. Quill", "phone": "07700 900555", "email": "", "note": "Knows the caretaker"}
on_disk = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def keyring(ada):
    return keyring_of(ada)


@pytest.fixture
def dee(phone, group):
    talk = phone.note("conversation", ask="given", reception=4)
    return meet(phone, conversation=talk["id"], consents=consents(group, "phone", "email"))


@pytest.fixture
def again(phone, group):
    """The same Dee, met once more, with another number."""
    talk = phone.note("conversation", ask="given")
    return meet(phone, OTHER, conversation=talk["id"], consents=consents(group, "phone", "text"))


@pytest.fixture
def merged(dee, again, keyring):
    intake_batch(keyring)
    return merge(dee, again, Chosen(name="second", note="both"), keyring=keyring)


def card_of(person, keyring):
    return open_card(Person.objects.get(id=person.id), keyring)


def holds(person) -> set[tuple[str, str]]:
    return {(one.purpose, one.channel) for one in person.consents.filter(withdrawn_at=None)}


def everything_of(person, keyring) -> dict:
    """All that can be seen of a person, as values."""
    row = Person.objects.filter(id=person.id).values().get()
    follow_ups = list(FollowUp.objects.filter(person=person).order_by("id").values())
    agreed = list(person.consents.order_by("id").values())
    entries = sorted(bytes(entry.tag) for entry in Card.objects.get(person=person.id).index_entries.all())
    return {"row": row, "card": card_of(person, keyring), "due": follow_ups, "agreed": agreed, "entries": entries}


def test_each_field_comes_from_the_side_that_was_chosen(merged, dee, again, keyring):
    card = card_of(dee, keyring)
    assert (card.name, card.phone, card.email) == (OTHER["name"], CARD["phone"], CARD["email"])
    assert CARD["note"] in card.note and OTHER["note"] in card.note
    assert list(Person.objects.all()) == [dee] and Person.everybody.get(id=again.id).merged_into == dee


def test_what_was_agreed_for_a_number_that_is_not_on_the_card_any_more_does_not_hold(merged, dee):
    assert holds(dee) == {("follow_up", "phone"), ("follow_up", "email")}
    assert dee.consents.count() >= 3, "what was said stays in the history"


def test_with_the_other_number_the_other_agreements_hold(dee, again, keyring):
    merge(dee, again, Chosen(phone="second"), keyring=keyring)
    assert ("follow_up", "text") in holds(dee)


@pytest.mark.parametrize("who", ["dee", "again"])
def test_what_one_card_took_back_stays_taken_back(dee, again, keyring, ada, who):
    taken = {"dee": dee, "again": again}[who].consents.get(channel="phone")
    taken.withdrawn_at, taken.withdrawn_by = now(), ada
    taken.save()
    merge(dee, again, Chosen(), keyring=keyring)
    assert ("follow_up", "phone") not in holds(dee)


@pytest.mark.parametrize("who", ["dee", "again"])
def test_whoever_wants_no_contact_on_either_card_wants_none(dee, again, keyring, ada, who):
    close_every_door({"dee": dee, "again": again}[who], by=ada, keyring=keyring)
    merge(dee, again, Chosen(phone="second"), keyring=keyring)
    assert Person.objects.get().wants_no_contact_at and holds(dee) == set()
    assert not FollowUp.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("is_later", [False, True])
def test_who_said_it_on_either_occasion_wants_to_help(dee, again, keyring, ada, is_later, phone, group):
    intake_batch(keyring)
    wants = Filters("helps")
    assert [one.id for one in chosen(Person.objects.visible_to(ada), ada, wants)] == [dee.id]
    row = merge(again, dee, Chosen(), keyring=keyring)
    if is_later:
        with stand_at(now() + KEPT_BACK_FOR + timedelta(days=1)):
            destroy_kept_back()
        assert not Person.everybody.filter(id=dee.id).exists()
    assert [one.id for one in chosen(Person.objects.visible_to(ada), ada, wants)] == [again.id]
    assert counts_of(ada, Filters())["helps"] == 1
    third = meet(phone, {**OTHER, "phone": "07700 900556"}, consents=consents(group, "phone"))
    intake_batch(keyring)
    merge(third, again, Chosen(), keyring=keyring)
    assert [one.id for one in chosen(Person.objects.visible_to(ada), ada, wants)] == [third.id]
    if not is_later:
        take_back(Merge.objects.get(kept=third.id), keyring=keyring)
        take_back(row, keyring=keyring)
        assert [one.id for one in chosen(Person.objects.visible_to(ada), ada, wants)] == [dee.id]


def test_follow_ups_and_the_history_of_both_are_reached_from_the_one(dee, again, keyring, ada):
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(person=again), "no_answer", by=ada)
    merge(dee, again, Chosen(), keyring=keyring)
    page = person_page(Person.objects.get(), ada, keyring)
    what = [event.what for event in page.history]
    assert what.count("contact") == 2 and what.count("conversation") == 2 and what.count("attempt") == 1
    assert "merged" in what
    assert FollowUp.objects.filter(person=dee).count() == 2 and FollowUp.objects.open().count() == 1


def test_the_one_due_first_stays_open(outing, ada, dee, again, keyring):
    FollowUp.objects.filter(person=again).update(due_at=STALL)
    merge(dee, again, Chosen(), keyring=keyring)
    assert FollowUp.objects.open().get().due_at == STALL


def test_facts_and_counts_are_as_before(dee, again, keyring, outing):
    before, facts = totals_of(outing), Fact.objects.count()
    merge(dee, again, Chosen(), keyring=keyring)
    assert totals_of(outing) == before and Fact.objects.count() == facts


def test_undone_both_are_exactly_as_they_were(dee, again, keyring, ada):
    intake_batch(keyring)
    close_every_door(again, by=ada)
    before = [everything_of(one, keyring) for one in (dee, again)]
    row = merge(dee, again, Chosen("second", "second", "first", note="second"), keyring=keyring)
    assert everything_of(dee, keyring) != before[0]
    take_back(row, keyring=keyring)
    assert [everything_of(one, keyring) for one in (dee, again)] == before
    assert not Merge.objects.exists()


def test_undone_an_owner_has_hers_again_and_opens_it(outing, ada, ben, keyring, dee):
    bens = meet(members_phone(outing, ben), OTHER)
    row = merge(dee, bens, Chosen(owner="second"), keyring=keyring)
    assert Person.objects.get().owner == ben and open_card(Person.objects.get(), keyring_of(ben))
    assert FollowUp.objects.open().get().owner == ben
    take_back(row, keyring=keyring)
    owners = {person.id: person.owner for person in Person.objects.all()}
    assert owners == {dee.id: ada, bens.id: ben}
    assert open_card(Person.objects.get(id=bens.id), keyring_of(ben)).name == OTHER["name"]
    assert open_card(Person.objects.get(id=dee.id), keyring_of(ben)) is None


def test_what_was_corrected_since_stays_with_the_kept_card(merged, dee, again, keyring):
    card = card_of(dee, keyring)
    corrected = OnTheCard(card.name, card.phone, card.email, "top bell", card.note, card.language)
    correct_card(Person.objects.get(), corrected, keyring=keyring)
    take_back(merged, keyring=keyring)
    card = card_of(dee, keyring)
    assert (card.name, card.note, card.other) == (CARD["name"], CARD["note"], "top bell")
    assert card_of(again, keyring).name == OTHER["name"]


def test_what_was_done_since_stays_with_the_kept_one(merged, dee, again, keyring, ada):
    note_attempt(FollowUp.objects.open().select_related("person__met_outing").get(), "talked", by=ada)
    take_back(merged, keyring=keyring)
    assert FollowUp.objects.get(person=dee).reached_at and FollowUp.objects.get(person=again).closed_at is None


def test_a_no_that_was_said_since_holds_for_both(merged, dee, again, keyring, ada):
    close_every_door(Person.objects.get(), by=ada, keyring=keyring)
    take_back(merged, keyring=keyring)
    assert all(person.wants_no_contact_at and holds(person) == set() for person in Person.objects.all())
    assert not FollowUp.objects.open().exists() and Person.objects.count() == 2


def test_one_merge_on_top_of_another_is_taken_back_from_the_top(merged, dee, again, phone, keyring):
    third = meet(phone, {"name": "D. Quill", "email": ""})
    top = merge(third, dee, Chosen(), keyring=keyring)
    with pytest.raises(Refusal):
        take_back(merged, keyring=keyring)
    take_back(top, keyring=keyring)
    take_back(Merge.objects.get(), keyring=keyring)
    assert set(Person.objects.all()) == {dee, again, third}


def test_the_audit_says_that_and_not_what(merged, ada):
    line = AuditEntry.objects.get(what="merged")
    assert line.by == ada and CARD["name"] not in str(list(AuditEntry.objects.values())) + str(merged.before)


def test_only_organisers_and_only_with_both_cards_open(dee, again, ben, cleo, outing):
    with pytest.raises(MayNot):
        merge(dee, again, Chosen(), keyring=keyring_of(ben))
    with pytest.raises(Refusal):
        merge(dee, again, Chosen(), keyring=keyring_of(cleo))
    assert Person.objects.count() == 2 and not Merge.objects.exists()


def test_while_somebody_is_asked_to_take_one_of_them_nothing_is_put_together(dee, again, ben, ada, keyring):
    offer(again, ben, by=ada, keyring=keyring)
    with pytest.raises(Refusal, match="offer_open"):
        merge(dee, again, Chosen(), keyring=keyring)
    assert Person.objects.count() == 2


@on_disk
def test_after_thirty_days_the_card_that_was_kept_back_is_nowhere_on_disk(merged, dee, again, phone, keyring):
    ct, before = bytes(Card.objects.get(person=again.id).ct), bytes(merged.card_before)
    assert lies_there(ct[2:60], database_bytes()) and lies_there(before[2:60], database_bytes())
    with stand_at(STALL + KEPT_BACK_FOR - timedelta(minutes=1)):
        assert destroy_kept_back() == 0
    with stand_at(STALL + KEPT_BACK_FOR):
        assert destroy_kept_back() == 1
    found = database_bytes()
    assert not lies_there(ct[2:60], found) and not lies_there(before[2:60], found)
    assert lies_there(bytes(Card.objects.get(person=dee.id).ct)[2:60], found)
    with pytest.raises(Refusal, match="merge_settled"):
        take_back(merged, keyring=keyring)


def test_after_that_the_history_of_both_is_still_there(merged, dee, ada, keyring):
    with stand_at(STALL + KEPT_BACK_FOR):
        destroy_kept_back()
    what = [event.what for event in person_page(Person.objects.get(), ada, keyring).history]
    assert what.count("contact") == 2 and what.count("conversation") == 2


@pytest.mark.parametrize("days", [1, 31])
def test_a_phone_that_offers_the_other_card_again_makes_no_double(merged, dee, again, phone, days):
    with stand_at(STALL + timedelta(days=days)):
        destroy_kept_back()
    phone.outbox = dict(phone.sent)
    phone.send()
    assert list(Person.objects.all()) == [dee] and not phone.refused
    assert Tombstone.objects.filter(id=again.id).exists() == (days > 30)


def test_erasing_the_one_erases_both_and_says_so_beside_the_backups(merged, dee, again, ada):
    erase_person(Person.objects.get(), by=ada)
    assert not Person.everybody.exists() and not Card.objects.exists() and not Merge.objects.exists()
    ledger = (settings.DATA / ERASED_FILE).read_text()
    assert all(str(one.id) in ledger and Tombstone.objects.filter(id=one.id).exists() for one in (dee, again))


def test_when_the_kept_contact_is_taken_back_the_other_is_there_again(merged, dee, again, phone):
    phone.note("retraction", of=str(dee.contact_fact))
    phone.send()
    assert list(Person.objects.all()) == [again] and not Merge.objects.exists()
    assert FollowUp.objects.open().get().person == again


def test_the_database_refuses_what_makes_no_sense(dee, ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(group=ada.group, kept=dee, away=dee.id, merged_by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(
            group=ada.group, kept=dee, away=ada.id, merged_by=ada, destroyed_at=now(), card_before=b"x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        TwoPeople.objects.create(group=ada.group, first=dee, second=dee, said_by=ada)
