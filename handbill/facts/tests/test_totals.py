"""TOTALS: over facts not retracted, details read in; kept beside the ledger and the same as counted anew."""

import pytest

from handbill.copies.models import Batch
from handbill.facts import tallies
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact, Tally
from handbill.facts.tests.entries import Stack
from handbill.facts.totals import totals_of
from handbill.plan.actions import book_copies


def totals(stack, *names):
    """Asked twice: as kept, and counted anew from the whole ledger."""
    kept = totals_of(stack.outing)
    Tally.objects.all().delete()
    assert totals_of(stack.outing) == kept
    tallies.recount(stack.outing.id, stack.group.id)
    assert totals_of(stack.outing) == kept
    return tuple(kept[name] for name in names) if names else kept


def test_nothing_happened_yet(stack):
    assert set(totals(stack).values()) == {0}


def test_asked_counts_every_ask_that_was_made(stack):
    asks = ["given", "refused", "later", "not_asked", None]
    stack.file(*(stack.fact(ask=ask) for ask in asks))
    assert totals(stack, "conversations", "asked", "given") == (5, 3, 1)


def test_copies_are_counted_by_every_way_and_for_friends(stack):
    ways = ["hand", "letterbox", "left_at_place"]
    stack.file(*(stack.fact("handout", copies=3, for_friend=1, way=way) for way in ways))
    assert totals(stack, "copies", "for_friend") == (9, 3)


def test_a_detail_replaces_what_the_conversation_said_field_by_field(stack):
    talk = stack.fact(ask="not_asked", reception=2)
    stack.file(talk, stack.fact("detail", of=talk["id"], ask="given"))
    stack.file(stack.fact("detail", of=talk["id"], reception=4))
    assert totals(stack, "asked", "given") == (1, 1)


def test_the_detail_with_the_greatest_id_wins_whatever_came_first(stack):
    talk = stack.fact()
    first, second = stack.fact("detail", of=talk["id"], ask="given"), stack.fact("detail", of=talk["id"], ask="refused")
    stack.file(second)
    stack.file(first)
    stack.file(talk)
    assert totals(stack, "conversations", "asked", "given") == (1, 1, 0)


def test_a_detail_from_another_phone_changes_nothing(stack, other_stack):
    talk = stack.fact()
    stack.file(talk)
    other_stack.file(other_stack.fact("detail", of=talk["id"], ask="given"))
    assert totals(stack, "asked") == (0,)


def test_a_detail_from_the_desk_counts(stack, ada):
    talk = stack.fact()
    stack.file(talk)
    note_fact("detail", {"of": talk["id"], "ask": "given"}, outing=stack.outing, by=ada)
    assert totals(stack, "asked", "given") == (1, 1)


def test_a_detail_of_something_that_is_no_conversation_changes_nothing(stack):
    handout = stack.fact("handout", copies=1, way="hand")
    stack.file(handout, stack.fact("detail", of=handout["id"], ask="given"))
    assert totals(stack, "conversations", "asked", "copies") == (0, 0, 1)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_retraction_takes_a_fact_back_in_either_order(stack, is_first):
    handout = stack.fact("handout", copies=5, for_friend=2, way="hand")
    retraction = stack.fact("retraction", of=handout["id"])
    for entry in (retraction, handout) if is_first else (handout, retraction):
        stack.file(entry)
    assert set(totals(stack).values()) == {0}


def test_a_retracted_detail_is_as_if_never_said(stack):
    talk = stack.fact(ask="later")
    detail = stack.fact("detail", of=talk["id"], ask="given")
    stack.file(talk, detail)
    stack.file(stack.fact("retraction", of=detail["id"]))
    assert totals(stack, "asked", "given") == (1, 0)


def test_a_retraction_cannot_be_retracted(stack):
    talk = stack.fact()
    retraction = stack.fact("retraction", of=talk["id"])
    stack.file(talk, retraction, stack.fact("retraction", of=retraction["id"]))
    assert totals(stack, "conversations") == (0,)


def test_two_retractions_of_one_fact_take_it_back_once(stack):
    talk = stack.fact()
    stack.file(talk)
    stack.file(stack.fact("retraction", of=talk["id"]))
    stack.file(stack.fact("retraction", of=talk["id"]))
    assert totals(stack, "conversations") == (0,)


def test_a_strangers_phone_takes_nothing_back_and_the_desk_does(stack, other_stack, ada):
    talk = stack.fact(ask="given")
    stack.file(talk)
    other_stack.file(other_stack.fact("retraction", of=talk["id"]))
    assert totals(stack, "conversations", "given") == (1, 1)
    note_fact("retraction", {"of": talk["id"]}, outing=stack.outing, by=ada)
    assert totals(stack, "conversations", "given") == (0, 0)


def test_a_phone_takes_back_nothing_that_the_desk_noted(stack, ada):
    talk = note_fact("conversation", {}, outing=stack.outing, by=ada)
    stack.file(stack.fact("retraction", of=str(talk.id)))
    assert totals(stack, "conversations") == (1,)


def test_contacts_are_counted_until_they_are_taken_back(stack):
    first, second = stack.contact(), stack.contact()
    stack.file(first, second)
    stack.file(stack.fact("retraction", of=first["id"]))
    assert totals(stack, "contacts") == (1,)


def test_copies_left_are_what_the_stacks_hold_and_what_nobody_took(stack, other_stack, ada):
    batch = Batch.objects.create(group=stack.group, issue="14", code="14F", copies=200)
    book_copies(stack.outing, batch, 100, by=ada)
    assert totals(stack, "copies_left") == (100,)
    stack.file(stack.fact("taken", copies=40, from_="cupboard"))
    assert totals(stack, "copies_left") == (100,)
    stack.file(stack.fact("handout", copies=15, way="hand"))
    other_stack.file(other_stack.fact("taken", copies=30, from_="member"))
    assert totals(stack, "copies_left") == (85,)


def test_copies_passed_from_stack_to_stack_are_counted_once(stack, other_stack, ada):
    batch = Batch.objects.create(group=stack.group, issue="14", code="14F", copies=200)
    book_copies(stack.outing, batch, 100, by=ada)
    stack.file(stack.fact("taken", copies=60, from_="cupboard"), stack.fact("passed_on", copies=20, to="phone"))
    other_stack.file(other_stack.fact("taken", copies=20, from_="phone"))
    assert totals(stack, "copies_left") == (100,)


def test_more_taken_than_booked_leaves_nothing_untaken(stack):
    stack.file(stack.fact("taken", copies=25, from_="cupboard"))
    assert totals(stack, "copies_left") == (25,)


def test_a_count_replaces_what_came_before(stack):
    stack.file(stack.fact("taken", copies=50, from_="cupboard"), stack.fact("handout", copies=5, way="hand"))
    stack.file(stack.fact("count", copies=40))
    assert totals(stack, "copies_left") == (40,)
    stack.file(stack.fact("handout", copies=4, way="hand"), stack.fact("taken", copies=1, from_="phone"))
    assert totals(stack, "copies_left") == (37,)
    stack.file(stack.fact("count", copies=30, final=True))
    assert totals(stack, "copies_left", "copies") == (30, 9)


def test_what_was_noted_before_a_count_and_arrives_after_it_is_in_the_count(stack):
    early = stack.fact("handout", copies=5, way="hand")
    stack.file(stack.fact("count", copies=40))
    stack.file(early)
    assert totals(stack, "copies_left", "copies") == (40, 5)


def test_a_count_taken_back_brings_back_what_it_replaced(stack):
    stack.file(stack.fact("taken", copies=50, from_="cupboard"))
    count = stack.fact("count", copies=4)
    stack.file(count, stack.fact("handout", copies=1, way="hand"))
    assert totals(stack, "copies_left") == (3,)
    stack.file(stack.fact("retraction", of=count["id"]))
    assert totals(stack, "copies_left") == (49,)


def test_a_count_is_of_one_phone(stack, other_stack):
    other_stack.file(other_stack.fact("taken", copies=30, from_="cupboard"))
    stack.file(stack.fact("taken", copies=30, from_="cupboard"), stack.fact("count", copies=1))
    assert totals(stack, "copies_left") == (31,)


def test_outings_do_not_mix(stack, outing):
    other = Stack(outing)
    other.outing = type(outing).objects.create(
        group=outing.group, place=outing.place, setting="stall", starts_at=outing.starts_at, ends_at=outing.ends_at,
        lead=outing.lead, made_by=outing.lead,
    )  # fmt: skip
    talk = stack.fact()
    stack.file(talk)
    other.phone = stack.phone
    other.file(other.fact("retraction", of=talk["id"]), other.fact())
    assert totals(stack, "conversations") == totals(other, "conversations") == (1,)


def test_a_batch_reads_only_what_it_touches(stack, django_assert_max_num_queries):
    stack.file(*(stack.fact("handout", copies=1, way="hand") for _ in range(300)))
    entries = [stack.fact() for _ in range(50)]
    with django_assert_max_num_queries(9):
        stack.file(*entries)


def test_facts_written_past_filing_are_counted_too(stack):
    stack.file(stack.fact())
    fact = Fact.objects.get()
    fact.pk, fact.id, fact._state.adding = None, stack.new_id(), True
    fact.save()
    assert totals(stack, "conversations") == (2,)
