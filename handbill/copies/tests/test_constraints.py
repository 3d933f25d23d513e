"""What the database itself refuses, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from handbill.copies.actions import move, undo
from handbill.copies.holders import end_of, stack_at, stack_of
from handbill.copies.models import Batch, Holder, Issue, Movement, Noted, PrintRun, Publication, Scan, Stack
from handbill.plan.actions import book_copies
from tests.cast import NOON


@pytest.fixture
def broken():
    """Writes, and expects the constraint of this name; SQLite names columns instead of a unique constraint."""

    def expect(name, write):
        unique = "UNIQUE constraint failed"
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            write()
        assert name in str(caught.value) or unique in str(caught.value) and name.startswith(("one_", "a_movement_is"))

    return expect


def line(batch, **more) -> Movement:
    fields = {"group": batch.group, "batch": batch, "kind": "taken", "copies": 1}
    return Movement.objects.create(**{**fields, "source": batch.run.cupboard, **more})


def test_holders(batch, cupboard, group, ben, outing, broken):
    stack_of(ben)
    stack_at(outing.pk, group.pk, "Ferry Square market", NOON.date())
    end_of(group.pk, "hand")
    make = Holder.objects.create
    broken("only_a_members_stack_has_a_member", lambda: make(group=group, kind="cupboard", name="A", member=ben))
    broken("only_a_members_stack_has_a_member", lambda: make(group=group, kind="member"))
    broken("only_an_outings_stack_has_an_outing", lambda: make(group=group, kind="outing"))
    broken("only_an_outings_stack_has_an_outing", lambda: make(group=group, kind="place", outing=ben.pk))
    broken("one_stack_per_member", lambda: make(group=group, kind="member", member=ben))
    broken("one_cupboard_or_place_per_name", lambda: make(group=group, kind="cupboard", name=cupboard.name))
    broken("one_end_of_a_kind_per_group", lambda: make(group=group, kind="hand"))


def test_an_outing_has_one_stack(group, outing):
    stack_at(outing.pk, group.pk, "Ferry Square market", NOON.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.create(group=group, kind="outing", outing=outing.pk)


def test_print(batch, group, cupboard, broken):
    issue = batch.run.issue
    broken("one_publication_per_name", lambda: Publication.objects.create(group=group, name="The Stairwell"))
    broken("one_issue_per_name", lambda: Issue.objects.create(group=group, publication=issue.publication, name="14"))
    broken(
        "a_print_run_has_copies", lambda: PrintRun.objects.create(group=group, issue=issue, copies=0, cupboard=cupboard)
    )
    of_run = {"group": group, "run": batch.run, "issue": "14"}
    broken("a_batch_has_copies", lambda: Batch.objects.create(**of_run, code="14Z", copies=0))
    broken("a_batch_has_200_copies_at_most", lambda: Batch.objects.create(**of_run, code="14Z", copies=201))
    broken("one_batch_per_code", lambda: Batch.objects.create(**of_run, code="14A", copies=1))


def test_movements(batch, cupboard, bens, ada, broken):
    from_to = "a_movement_goes_from_one_holder_to_another"
    broken("a_movement_has_copies", lambda: line(batch, target=bens, copies=0))
    broken(from_to, lambda: line(batch, target=cupboard))
    broken(from_to, lambda: line(batch, target=None))
    broken(from_to, lambda: line(batch, source=None, target=cupboard))
    broken("what_undoes_points_at_what_it_undoes", lambda: line(batch, target=bens, kind="undone"))
    wrong = move(batch, 1, source=cupboard, target=bens, by=ada)
    undo(wrong, by=ada)
    broken("a_movement_is_undone_once", lambda: line(batch, target=bens, kind="undone", of=wrong))


def test_stacks(batch, cupboard, broken):
    below = Stack.objects.filter(batch=batch, holder=cupboard)
    broken("no_stack_is_below_nothing", lambda: below.update(copies=-1))
    broken(
        "one_stack_per_batch_and_holder", lambda: Stack.objects.create(group=batch.group, batch=batch, holder=cupboard)
    )


def test_what_was_noted(batch, cupboard, outing, ada, broken):
    book_copies(outing, batch, 9, by=ada)
    stall = Holder.objects.get(outing=outing.pk)
    of_stall = {"group": batch.group, "outing": stall, "batch": batch, "source": stall}
    gone = {"kind": "handed_out", "target": end_of(batch.group_id, "hand")}
    held = "noted_copies_hold_those_for_friends"
    broken(held, lambda: Noted.objects.create(**of_stall, **gone, copies=0))
    broken(held, lambda: Noted.objects.create(**of_stall, **gone, copies=1, for_friends=2))
    nowhere = "only_what_was_found_comes_from_nowhere"
    broken(nowhere, lambda: Noted.objects.create(**{**of_stall, "source": None}, **gone, copies=1))
    broken(nowhere, lambda: Noted.objects.create(**of_stall, kind="found", copies=1))


def test_scans(batch, broken):
    of_day = {"group": batch.group, "batch": batch, "on": NOON.date()}
    Scan.objects.create(**of_day)
    broken("one_count_of_scans_per_batch_and_day", lambda: Scan.objects.create(**of_day))
