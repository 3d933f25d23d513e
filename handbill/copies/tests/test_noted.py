"""What phones tap moves the outing's copies by itself; facts are never refused, and no stack falls below nothing."""

import pytest

from handbill.base.errors import Refusal
from handbill.copies.actions import count, move, undo
from handbill.copies.holders import stack_of
from handbill.copies.lines import copies_with
from handbill.copies.models import Holder, Noted, Stack
from handbill.copies.noted import settle_marked
from handbill.copies.queries import gap_of, in_cupboard, movements_of, whereabouts
from handbill.facts.tests.entries import Stack as PhoneStack
from handbill.plan.actions import book_copies
from tests.cast import sign_in


@pytest.fixture
def booked(batch, outing, ada):
    """A hundred copies of 14A go to the stall."""
    book_copies(outing, batch, 100, by=ada)


@pytest.fixture
def phone(outing) -> PhoneStack:
    return PhoneStack(outing)


def in_all(batch) -> int:
    settle_marked(batch.group_id)
    return sum(Stack.objects.filter(batch=batch).values_list("copies", flat=True))


def noted(outing) -> dict[str, int]:
    settle_marked(outing.group_id)
    return {row.kind: row.copies for row in Noted.objects.filter(outing__outing=outing.pk)}


def test_booked_copies_leave_the_cupboard(batch, cupboard, outing, booked):
    assert in_cupboard(batch.group) == {batch: 100}
    assert gap_of(outing).brought == gap_of(outing).there == 100
    assert [(line.kind, line.copies, str(line.target)) for line in movements_of(outing)] == [
        ("taken", 100, "Ferry Square market, 12 Sept")
    ]


def test_another_number_moves_the_difference(batch, outing, booked, ada):
    for copies, left in ((120, 80), (70, 130), (0, 200), (50, 150)):
        book_copies(outing, batch, copies, by=ada)
        assert in_cupboard(batch.group).get(batch, 0) == left
        assert gap_of(outing).brought == copies


def test_no_more_is_booked_than_lies_in_the_cupboard(batch, outing, booked, cupboard, bens, ada):
    move(batch, 90, source=cupboard, target=bens, by=ada)
    with pytest.raises(Refusal, match="not_in_the_cupboard"):
        book_copies(outing, batch, 111, by=ada)
    assert outing.bookings.get().copies == 100
    assert in_cupboard(batch.group) == {batch: 10}


def test_a_booking_is_not_undone_in_the_ledger(outing, booked, ada):
    with pytest.raises(Refusal, match="is_booked"):
        undo(movements_of(outing)[0].movement, by=ada)


def test_handouts_move_the_stack_by_themselves(batch, outing, booked, phone):
    phone.file(
        phone.fact("taken", copies=100, from_="cupboard"),
        phone.fact("handout", copies=30, for_friend=4, way="hand"),
        phone.fact("handout", copies=20, way="letterbox"),
        phone.fact("handout", copies=10, way="left_at_place"),
    )
    at_stall = gap_of(outing)
    assert (at_stall.brought, at_stall.by_hand, at_stall.by_letterbox, at_stall.there) == (100, 40, 20, 40)
    where = whereabouts(batch.run.issue)
    assert (where.handed_out, where.for_friends, where.by_letterbox, where.in_cupboard) == (40, 4, 20, 100)
    assert in_all(batch) == 200


def test_what_a_late_phone_sends_is_added(batch, outing, booked, phone, ada):
    phone.file(phone.fact("handout", copies=30, way="hand"))
    assert noted(outing) == {"handed_out": 30}
    late = PhoneStack(outing)
    late.file(late.fact("handout", copies=5, way="hand"))
    assert noted(outing) == {"handed_out": 35}
    assert {line.by for line in movements_of(outing)} == {"2 phones", "Ada"}


def test_a_retraction_brings_the_copies_back(batch, outing, booked, phone):
    wrong = phone.fact("handout", copies=30, way="hand")
    phone.file(wrong, phone.fact("handout", copies=1, way="hand"))
    assert noted(outing) == {"handed_out": 31}
    phone.file(phone.fact("retraction", of=wrong["id"]))
    assert noted(outing) == {"handed_out": 1} and gap_of(outing).there == 99


def test_a_retraction_of_everything_leaves_no_line(outing, booked, phone):
    wrong = phone.fact("handout", copies=30, way="hand")
    phone.file(wrong)
    phone.file(phone.fact("retraction", of=wrong["id"]))
    assert noted(outing) == {} and len(movements_of(outing)) == 1


def test_leftovers_counted_at_the_end_close_the_sum(batch, outing, booked, phone):
    phone.file(
        phone.fact("taken", copies=100, from_="cupboard"),
        phone.fact("handout", copies=80, way="hand"),
        phone.fact("count", copies=17, final=True),
        phone.fact("passed_on", copies=17, to="cupboard"),
    )
    at_stall = gap_of(outing)
    assert (at_stall.by_hand, at_stall.untapped, at_stall.home, at_stall.there) == (80, 3, 17, 0)
    assert at_stall.adds_up
    assert in_cupboard(batch.group) == {batch: 117}
    assert whereabouts(batch.run.issue).handed_out == 83


def test_the_page_of_the_outings_stack_says_what_became_of_them(batch, outing, booked, phone, ada):
    phone.file(
        phone.fact("taken", copies=100, from_="cupboard"),
        phone.fact("handout", copies=80, way="hand"),
        phone.fact("count", copies=17, final=True),
    )
    settle_marked(batch.group_id)
    page = sign_in(ada).get(f"/copies/holders/{Holder.objects.get(outing=outing.pk).pk}/").text
    assert 'Handed out, not tapped</td><td class="n">3<' in page and "Still there" in page


def test_more_tapped_than_brought_was_found(batch, outing, booked, phone):
    phone.file(phone.fact("handout", copies=105, way="hand"))
    assert noted(outing) == {"handed_out": 105, "found": 5}
    assert in_all(batch) == 205 and whereabouts(batch.run.issue).found == 5


def test_a_booking_written_down_late_takes_the_place_of_what_was_found(batch, outing, phone, ada):
    phone.file(phone.fact("handout", copies=60, way="hand", batch=str(batch.pk)))
    assert noted(outing) == {"handed_out": 60, "found": 60}
    book_copies(outing, batch, 100, by=ada)
    assert noted(outing) == {"handed_out": 60} and gap_of(outing).there == 40


def test_what_phones_took_beyond_the_booking_left_the_cupboard(batch, outing, booked, phone):
    phone.file(phone.fact("taken", copies=130, from_="cupboard"))
    assert noted(outing) == {"taken": 30} and in_cupboard(batch.group) == {batch: 70}


def test_the_cupboard_gives_no_more_than_it_has(batch, outing, booked, phone):
    phone.file(phone.fact("taken", copies=230, from_="cupboard"), phone.fact("handout", copies=215, way="hand"))
    assert noted(outing) == {"taken": 100, "handed_out": 215, "found": 15}
    assert in_cupboard(batch.group) == {}


def test_a_member_lends_hers(batch, cupboard, outing, booked, phone, ben, bens, ada):
    move(batch, 40, source=cupboard, target=bens, by=ada)
    phone.file(phone.fact("taken", copies=125, from_="member", member=str(ben.pk)))
    assert noted(outing) == {"taken": 25} and copies_with(batch, bens) == 15


def test_a_member_takes_the_rest_home(batch, outing, booked, phone, ben):
    phone.file(phone.fact("passed_on", copies=12, to="member", member=str(ben.pk)))
    assert noted(outing) == {"given_on": 12} and copies_with(batch, stack_of(ben)) == 12


def test_what_came_home_and_went_out_again_cannot_be_taken_back(batch, cupboard, outing, booked, phone, bens, ada):
    home = phone.fact("passed_on", copies=40, to="cupboard")
    phone.file(home)
    settle_marked(batch.group_id)
    move(batch, 130, source=cupboard, target=bens, by=ada)
    phone.file(phone.fact("retraction", of=home["id"]))
    assert noted(outing) == {"handed_back": 30}, "ten of the forty lay in the cupboard still"
    assert in_cupboard(batch.group) == {} and in_all(batch) == 200


def test_handed_back_at_the_desk_and_on_the_phone_is_handed_back_once(batch, cupboard, outing, booked, phone, ada):
    stall = Holder.objects.get(outing=outing.pk)
    move(batch, 20, source=stall, target=cupboard, by=ada)
    phone.file(phone.fact("handout", copies=80, way="hand"), phone.fact("passed_on", copies=20, to="cupboard"))
    assert noted(outing) == {"handed_out": 80}
    assert in_cupboard(batch.group) == {batch: 120} and in_all(batch) == 200


def test_two_batches_are_used_up_in_the_order_of_booking(batch, outing, booked, phone, ada):
    from handbill.copies.actions import add_batch

    second = add_batch(issue="14", copies=50, by=ada)
    book_copies(outing, second, 50, by=ada)
    phone.file(
        phone.fact("handout", copies=110, way="hand"), phone.fact("handout", copies=5, way="hand", batch=str(second.pk))
    )
    settle_marked(batch.group_id)
    rows = Noted.objects.filter(outing__outing=outing.pk, kind="handed_out")
    assert dict(rows.values_list("batch__code", "copies")) == {"14A": 100, "14B": 15}


def test_without_a_known_batch_nothing_moves_and_nothing_is_refused(batch, outing, phone):
    assert phone.verdicts(phone.fact("handout", copies=3, way="hand")) == ["filed"]
    assert noted(outing) == {} and movements_of(outing) == []


def test_what_is_missing_at_an_outing_is_counted_there(batch, outing, booked, phone, ada):
    phone.file(phone.fact("handout", copies=80, way="hand"))
    settle_marked(batch.group_id)
    count(batch, Holder.objects.get(outing=outing.pk), 9, by=ada)
    at_stall = gap_of(outing)
    assert (at_stall.missing, at_stall.there) == (11, 9) and not at_stall.adds_up
    settle_marked(batch.group_id)
    assert gap_of(outing) == at_stall
