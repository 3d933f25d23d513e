"""Verdicts, in the order SYNC.md states them."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from handbill.accounts.models import Key
from handbill.accounts.readers import card_reader
from handbill.base.ids import new_id
from handbill.base.wire import Doubled
from handbill.facts.filing import CardRegister, file
from handbill.facts.models import Fact, SealedText, SetAside
from handbill.facts.tests.entries import STALL, Stack
from handbill.keys import envelope
from handbill.keys.pairs import Reader, new_pair
from handbill.plan.models import Outing, Place


def test_a_new_fact_is_filed_and_kept_as_it_came(stack):
    assert stack.verdicts(stack.fact("handout", copies=3, for_friend=1, way="hand")) == ["filed"]
    fact = Fact.objects.get()
    assert (fact.kind, fact.copies, fact.for_friend, fact.phone, fact.by) == ("handout", 3, 1, stack.phone, None)
    assert fact.body == '{"copies":3,"for_friend":1,"way":"hand"}'
    assert fact.made_at == STALL
    assert fact.received_at == stack.received_at


def test_a_second_delivery_changes_nothing(stack):
    entries = [stack.fact(), stack.fact("handout", copies=2, way="hand"), stack.text()]
    assert stack.verdicts(*entries) == ["filed"] * 3
    assert stack.verdicts(*entries) == ["known"] * 3
    assert (Fact.objects.count(), SealedText.objects.count(), SetAside.objects.count()) == (3, 1, 0)


@pytest.mark.parametrize(
    "spelling",
    [
        {"ask": "given", "reception": 3, "language": None},
        {"reception": 3, "ask": "given"},
        {"ask": "given", "reception": 3.0, "questions": None},
    ],
)
def test_the_same_content_in_another_spelling_is_known(stack, spelling):
    entry = stack.fact(ask="given", reception=3)
    stack.file(entry)
    assert stack.verdicts({**entry, "body": spelling}) == ["known"]


def test_the_same_instant_with_another_offset_is_known(stack):
    entry = stack.fact()
    stack.file({**entry, "made_at": "2026-09-12T15:04:05.5+01:00"})
    assert stack.verdicts({**entry, "made_at": "2026-09-12T14:04:05.500Z"}) == ["known"]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "shift_ended"},
        {"kind": "dance"},
        {"made_at": "2026-09-12T15:04:06Z"},
        {"body": {"ask": "later"}},
        {"body": None},
        {"outing": str(uuid.uuid4())},
    ],
)
def test_an_id_with_other_content_is_taken_and_the_second_kept_aside_once(stack, change):
    entry = stack.fact()
    stack.file(entry)
    second = {**entry, **change}
    assert stack.verdicts(second) == ["id_taken"]
    assert stack.verdicts(second, second) == ["id_taken", "id_taken"]
    assert Fact.objects.count() == 1
    assert SetAside.objects.get().fact_id == uuid.UUID(entry["id"])


def test_lists_in_another_order_are_other_content(stack):
    entry = stack.contact(channels=["phone", "text"])
    stack.file(entry)
    assert stack.verdicts({**entry, "body": {**entry["body"], "channels": ["text", "phone"]}}) == ["id_taken"]


def test_an_id_twice_in_one_request_is_judged_as_if_sent_in_two(stack):
    entry = stack.fact()
    assert stack.verdicts(entry, entry, {**entry, "body": {"ask": "later"}}) == ["filed", "known", "id_taken"]


def test_a_refused_entry_does_not_take_its_id(stack):
    entry = stack.fact("handout", copies=0, way="hand")
    assert stack.verdicts(entry, {**entry, "body": {"copies": 1, "way": "hand"}}) == ["bad_fact", "filed"]


def test_ids_are_unique_in_a_group_only(stack, cleo):
    place = Place.objects.create(group=cleo.group, name="Harbour Street", setting="stall")
    end = STALL + timedelta(hours=1)
    theirs = Stack(
        Outing.objects.create(
            group=cleo.group, place=place, setting="stall", starts_at=STALL, ends_at=end, lead=cleo, made_by=cleo
        )
    )
    entry = stack.text()
    stack.file(entry)
    same_id = {**theirs.text(), "id": entry["id"]}
    same_id["body"]["sealed"] = {**same_id["body"]["sealed"], "id": entry["body"]["sealed"]["id"]}
    assert theirs.verdicts(same_id) == ["filed"]
    assert Fact.objects.filter(id=entry["id"]).count() == 2


def test_one_bad_fact_never_spoils_its_neighbours(stack):
    entries = [stack.fact(), 7, stack.fact("dance"), {"id": 3}, stack.fact()]
    receipts = stack.file(*entries).receipts
    assert [receipt.verdict for receipt in receipts] == ["filed", "refused", "refused", "refused", "filed"]
    assert [receipt.id for receipt in receipts] == [entries[0]["id"], None, entries[2]["id"], None, entries[4]["id"]]


@pytest.mark.parametrize("id", [None, 7, "", "7", str(uuid.uuid4()), "0199A000-0000-7000-8000-000000000000", ["x"]])
def test_an_entry_without_a_usable_id_is_bad(stack, id):
    receipt = stack.file({**stack.fact(), "id": id}).receipts[0]
    assert (receipt.id, receipt.code) == (None, "bad_fact")
    assert "id" in receipt.sentence


def test_an_id_without_hyphens_is_not_usable(stack):
    entry = stack.fact()
    assert stack.file({**entry, "id": entry["id"].replace("-", "")}).receipts[0].id is None


@pytest.mark.parametrize("kind", ["dance", "attempt", "next_step", "", None, 7, ["conversation"], {}])
def test_an_unknown_kind_is_refused_and_so_is_one_of_the_desk(stack, kind):
    assert stack.verdicts({**stack.fact(), "kind": kind}) == ["unknown_kind"]


def test_an_unknown_field_is_refused_by_name(stack):
    assert "field mood" in stack.sentence({**stack.fact(), "mood": 1})
    assert "body.mood" in stack.sentence(stack.fact(mood="good"))


def test_an_unknown_field_that_is_null_is_absent(stack):
    assert stack.verdicts({**stack.fact(mood=None), "weather": None}) == ["filed"]


def test_a_name_that_stands_twice_is_refused_by_name(stack):
    entry = Doubled(stack.fact())
    entry.name = "made_at"
    assert "made_at" in stack.sentence(entry)


def test_a_known_fact_with_an_unknown_field_is_bad_and_not_taken(stack):
    entry = stack.fact()
    stack.file(entry)
    assert stack.verdicts({**entry, "mood": 1}) == ["bad_fact"]
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("where", [None, 7, "somewhere", "0199A000-0000-7000-8000-000000000000"])
def test_an_outing_that_is_no_id_is_bad(stack, where):
    assert stack.verdicts({**stack.fact(), "outing": where}) == ["bad_fact"]


def test_another_groups_outing_is_unknown(stack, cleo):
    place = Place.objects.create(group=cleo.group, name="Harbour Street", setting="stall")
    end = STALL + timedelta(hours=1)
    theirs = Outing.objects.create(
        group=cleo.group, place=place, setting="stall", starts_at=STALL, ends_at=end, lead=cleo
    )
    assert stack.verdicts({**stack.fact(), "outing": str(theirs.id)}) == ["unknown_outing"]
    assert stack.verdicts({**stack.fact(), "outing": str(uuid.uuid4())}) == ["unknown_outing"]


def test_another_outing_of_the_group_is_not_yours_for_a_members_phone_and_unknown_for_a_helpers(outing, ada):
    other = Outing.objects.get(id=outing.id)
    other.pk, other._state.adding = new_id(), True
    other.save()
    helper, member = Stack(outing), Stack(outing, member=ada)
    assert helper.verdicts({**helper.fact(), "outing": str(other.id)}) == ["unknown_outing"]
    assert member.verdicts({**member.fact(), "outing": str(other.id)}) == ["outing_not_yours"]


def test_more_than_a_day_ahead_is_the_future(stack):
    late = stack.received_at + timedelta(hours=24)
    at_the_limit = {**stack.fact(), "made_at": late.isoformat()}
    beyond = {**stack.fact(), "made_at": (late + timedelta(seconds=1)).isoformat()}
    assert stack.verdicts(at_the_limit, beyond) == ["filed", "made_in_future"]


def test_a_phone_whose_clock_is_ahead_is_corrected_before_it_is_judged(stack):
    stack.sent_at = stack.received_at + timedelta(days=400)
    made_at = STALL + timedelta(days=400)
    assert stack.verdicts({**stack.fact(), "made_at": made_at.isoformat()}) == ["filed"]
    fact = Fact.objects.get()
    assert (fact.made_at, fact.happened_at) == (made_at, STALL)


def test_what_happened_is_never_later_than_it_was_received(stack):
    made_at = stack.received_at + timedelta(hours=2)
    stack.file({**stack.fact(), "made_at": made_at.isoformat()})
    stack.sent_at = stack.received_at - timedelta(hours=3)
    stack.file({**stack.fact(), "made_at": stack.received_at.isoformat()})
    assert {fact.happened_at for fact in Fact.objects.all()} == {stack.received_at}


def test_without_sent_at_the_earlier_of_both_clocks_counts(stack):
    stack.file(stack.fact())
    assert Fact.objects.get().happened_at == STALL


@pytest.mark.parametrize("made_at", ["0001-01-01T00:00:00Z", "0001-01-01T00:30:00+01:00", "9999-12-31T23:59:59-01:00"])
def test_times_at_the_edge_of_the_calendar_break_nothing(stack, made_at):
    stack.sent_at = stack.received_at + timedelta(days=900)
    assert stack.verdicts({**stack.fact(), "made_at": made_at})[0] in ("filed", "bad_fact", "made_in_future")


def test_an_erased_card_is_said_to_be_erased_before_anything_else(stack):
    entry = stack.contact()
    stack.file(entry)
    stack.cards = CardRegister(erased=lambda group, ids: set(ids))
    broken = {**entry, "kind": "contact", "body": {"person": entry["body"]["person"]}, "outing": 7}
    assert stack.verdicts(entry, broken, stack.fact()) == ["erased", "erased", "filed"]


def test_a_card_belongs_to_one_fact(stack, other_stack):
    first = stack.contact()
    second = {**other_stack.contact(), "body": first["body"]}
    assert stack.verdicts(first, {**stack.fact("contact"), "body": first["body"]}) == ["filed", "id_taken"]
    assert other_stack.verdicts(second) == ["id_taken"]
    assert SetAside.objects.count() == 2


def test_a_card_of_another_group_is_taken(stack):
    stack.cards = CardRegister(foreign=lambda group, ids: set(ids))
    assert stack.verdicts(stack.contact()) == ["id_taken"]


def test_a_contact_needs_a_wrap_for_the_groups_key(stack, ada):
    own = Key.objects.get(member=ada)
    person = stack.new_id()
    sealed = stack.sealed(envelope.CARD, person, [Reader(own.id, bytes(own.public))])
    assert "body.sealed.wraps" in stack.sentence(stack.contact(person=person, sealed=sealed))


def test_a_text_needs_a_wrap_for_the_texts_key(stack):
    sealed = stack.sealed(envelope.REMARK, stack.new_id(), [card_reader(stack.group)])
    assert stack.verdicts(stack.fact("remark", sealed=sealed)) == ["bad_fact"]


def test_a_wrap_for_a_key_of_nobody_here_is_bad(stack, cleo):
    strangers = [Reader(new_id(), new_pair().public), card_reader(cleo.group)]
    for stranger in strangers:
        person = stack.new_id()
        sealed = stack.sealed(envelope.CARD, person, [card_reader(stack.group), stranger])
        assert "body.sealed.wraps[1].for" in stack.sentence(stack.contact(person=person, sealed=sealed))


def test_a_card_sealed_to_another_id_than_the_persons_is_bad(stack):
    assert "body.person" in stack.sentence(stack.contact(person=stack.new_id()))


def test_a_key_is_taken_until_thirty_days_after_its_end(stack):
    entry = stack.contact()
    Key.objects.filter(group=stack.group, kind="cards").update(ended_at=stack.outing.ends_at + timedelta(days=2))
    stack.received_at = stack.outing.ends_at + timedelta(days=32, seconds=1)
    assert stack.verdicts(entry) == ["key_ended"]
    stack.received_at -= timedelta(seconds=1)
    assert stack.verdicts(entry) == ["filed"]


def test_a_key_that_ended_before_the_outing_is_taken_until_thirty_days_after_the_pass(stack):
    entry = stack.text()
    Key.objects.filter(group=stack.group, kind="texts").update(ended_at=stack.outing.starts_at - timedelta(days=90))
    stack.received_at = stack.outing.ends_at + timedelta(days=30, hours=6, seconds=1)
    assert stack.verdicts(entry) == ["key_ended"]
    stack.received_at -= timedelta(seconds=1)
    assert stack.verdicts(entry) == ["filed"]


def test_sealed_texts_are_kept_apart_from_their_fact(stack):
    entry = stack.text("question", conversation=stack.new_id())
    stack.file(entry)
    fact, text = Fact.objects.get(), SealedText.objects.get()
    assert "sealed" not in fact.body
    assert (text.fact_id, str(text.id), text.label) == (fact.id, entry["body"]["sealed"]["id"], "hb-question-1")


def test_a_card_is_handed_on_and_not_kept_among_facts(stack):
    entry = stack.contact()
    filed = stack.file(entry)
    assert [(str(id), sealed.to_wire()) for id, sealed in filed.contacts] == [(entry["id"], entry["body"]["sealed"])]
    assert not SealedText.objects.exists()
    assert entry["body"]["sealed"]["ct"] not in Fact.objects.get().body


def test_a_contact_taken_back_in_the_same_batch_or_before_it_came_is_not_handed_on(stack):
    first, second = stack.contact(), stack.contact()
    before = stack.fact("retraction", of=second["id"])
    assert not stack.file(first, stack.fact("retraction", of=first["id"]), before).contacts
    filed = stack.file(second)
    assert (filed.contacts, filed.withdrawn) == ([], [])


def test_a_contact_taken_back_later_is_withdrawn(stack):
    entry = stack.contact()
    stack.file(entry)
    filed = stack.file(stack.fact("retraction", of=entry["id"]))
    assert [str(person) for person in filed.withdrawn] == [entry["body"]["person"]]


def test_a_strangers_phone_takes_no_contact_back_but_its_retraction_is_filed(stack, other_stack):
    entry = stack.contact()
    stack.file(entry)
    filed = other_stack.file(other_stack.fact("retraction", of=entry["id"]))
    assert (filed.receipts[0].verdict, filed.withdrawn) == ("filed", [])


def test_facts_are_filed_inside_a_transaction_only(stack, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        file([stack.fact()], stack.sender())
