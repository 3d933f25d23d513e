"""The ledger's own rules, broken once each."""

import pytest
from django.db import IntegrityError, transaction

from handbill.base.ids import new_id
from handbill.base.rows import WrittenOnceError
from handbill.facts.models import Fact, SealedText, SetAside, Tally, Willing
from handbill.facts.tests.entries import STALL


def row(stack, **more) -> Fact:
    return Fact(
        **{
            "id": new_id(),
            "group": stack.group,
            "kind": "conversation",
            "outing": stack.outing,
            "phone": stack.phone,
            "made_at": STALL,
            "received_at": STALL,
            "happened_at": STALL,
            "content_hash": bytes(32),
            **more,
        }
    )


def broken(constraint: str):
    return pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE")


@pytest.mark.parametrize(
    ("more", "constraint"),
    [
        ({"kind": "handout", "copies": 1, "for_friend": 2}, "handout_for_friend_is_part_of_copies"),
        ({"phone": None}, "a_fact_comes_from_a_phone_or_a_member"),
        ({"kind": "retraction"}, "only_details_and_retractions_point_at_a_fact"),
        ({"of": new_id()}, "only_details_and_retractions_point_at_a_fact"),
    ],
)
def test_the_database_refuses_what_no_fact_can_be(stack, more, constraint):
    row(stack).save()
    with broken(constraint), transaction.atomic():
        row(stack, **more).save()
    assert Fact.objects.count() == 1


def test_an_id_stands_once_in_a_group(stack):
    id = new_id()
    row(stack, id=id).save()
    with broken("a_fact_id_is_unique_in_its_group"), transaction.atomic():
        row(stack, id=id).save()


def test_a_fact_has_one_sealed_text(stack):
    stack.file(stack.text())
    text = SealedText.objects.get()
    with broken("one_sealed_text_per_fact"), transaction.atomic():
        SealedText.objects.create(
            id=new_id(), group=stack.group, fact_id=text.fact_id, label=text.label, ct=text.ct, wraps=text.wraps
        )


def test_an_entry_is_set_aside_once(stack):
    entry = stack.fact()
    stack.file(entry, {**entry, "kind": "shift_ended"})
    aside = SetAside.objects.get()
    aside.pk, aside._state.adding = new_id(), True
    with broken("set_aside_once"), transaction.atomic():
        aside.save()


@pytest.mark.parametrize("is_desk", [True, False])
def test_a_phone_and_the_desk_have_one_tally_at_an_outing(stack, is_desk):
    where = {"group": stack.group, "outing": stack.outing, "phone": None if is_desk else stack.phone}
    Tally.objects.create(**where)
    with broken("one_tally"), transaction.atomic():
        Tally.objects.create(**where)


def test_a_conversation_is_kept_as_willing_once(stack):
    talk = stack.fact(reception=4)
    stack.file(talk)
    with broken("a_conversation_is_willing_once"), transaction.atomic():
        Willing.objects.create(group=stack.group, outing=stack.outing, conversation=talk["id"])


@pytest.mark.parametrize("change", ["save", "delete"])
def test_a_fact_is_never_changed(stack, change):
    stack.file(stack.fact())
    with pytest.raises(WrittenOnceError):
        getattr(Fact.objects.get(), change)()


@pytest.mark.parametrize(("change", "by"), [("update", {"kind": "handout"}), ("delete", {})])
def test_facts_are_never_changed_together(stack, change, by):
    stack.file(stack.fact())
    with pytest.raises(WrittenOnceError):
        getattr(Fact.objects.all(), change)(**by)


def test_facts_written_together_past_filing_are_counted(stack):
    stack.file(stack.fact())
    Fact.objects.bulk_create([row(stack)])
    assert not Tally.objects.exists()
