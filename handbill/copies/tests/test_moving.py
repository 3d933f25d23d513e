"""Copies go from holder to holder, and never more than are there."""

import pytest

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.base.rows import WrittenOnceError
from handbill.copies.actions import move, undo
from handbill.copies.holders import end_of, place_named, stack_of
from handbill.copies.lines import copies_with
from handbill.copies.models import Movement


def there(batch, *holders) -> list[int]:
    return [copies_with(batch, holder) for holder in holders]


def test_a_member_takes_copies_and_hands_some_back(batch, cupboard, bens, ben):
    taken = move(batch, 60, source=cupboard, target=bens, by=ben)
    back = move(batch, 15, source=bens, target=cupboard, by=ben)
    assert (taken.kind, back.kind) == ("taken", "handed_back")
    assert there(batch, cupboard, bens) == [155, 45]


@pytest.mark.parametrize("end", ["hand", "letterbox", "lost"])
def test_copies_go_for_good_and_are_still_counted(batch, cupboard, ben, end):
    gone = end_of(batch.group_id, end)
    line = move(batch, 20, source=cupboard, target=gone, by=ben)
    assert line.kind == {"hand": "handed_out"}.get(end, end)
    assert there(batch, cupboard, gone) == [180, 20]


def test_copies_lie_at_a_place_and_what_is_left_is_fetched(batch, cupboard, ben):
    cafe = place_named(batch.group, " Ferry  Café ")
    assert place_named(batch.group, "ferry café") == cafe
    assert move(batch, 30, source=cupboard, target=cafe, by=ben).kind == "left"
    assert move(batch, 10, source=cafe, target=cupboard, by=ben).kind == "handed_back"
    assert there(batch, cafe) == [20]


def test_found_copies_come_from_nowhere(batch, cupboard, ben):
    assert move(batch, 5, source=None, target=cupboard, by=ben).kind == "found"
    assert there(batch, cupboard) == [205]


def test_nobody_takes_more_than_is_there(batch, cupboard, bens, ben):
    move(batch, 190, source=cupboard, target=bens, by=ben)
    with pytest.raises(Refusal, match="not_enough_copies") as caught:
        move(batch, 11, source=cupboard, target=bens, by=ben)
    assert "10 copies of 14A" in caught.value.sentence
    assert there(batch, cupboard, bens) == [10, 190]


def test_copies_neither_stay_nor_come_back_from_an_end(batch, cupboard, ben):
    with pytest.raises(Refusal, match="same_holder"):
        move(batch, 1, source=cupboard, target=cupboard, by=ben)
    with pytest.raises(Refusal, match="gone_already"):
        move(batch, 1, source=end_of(batch.group_id, "lost"), target=cupboard, by=ben)


def test_another_groups_cupboard_does_not_exist(batch, cupboard, ben, cleo):
    theirs = stack_of(cleo)
    with pytest.raises(Refusal, match="holder_unknown"):
        move(batch, 1, source=cupboard, target=theirs, by=ben)
    with pytest.raises(Refusal, match="holder_unknown"):
        move(batch, 1, source=cupboard, target=stack_of(ben), by=cleo)


def test_viewers_and_editors_move_nothing(batch, cupboard, bens, vera, ed):
    for member in (vera, ed):
        with pytest.raises(MayNot):
            move(batch, 1, source=cupboard, target=bens, by=member)


class TestUndoing:
    @pytest.fixture
    def line(self, batch, cupboard, bens, ben) -> Movement:
        return move(batch, 60, source=cupboard, target=bens, by=ben)

    def test_a_correcting_line_moves_them_back_and_the_wrong_one_stays(self, batch, cupboard, bens, line, ada: Member):
        undoing = undo(line, by=ada, note="It was 16")
        assert (undoing.of, undoing.source, undoing.target) == (line, bens, cupboard)
        assert there(batch, cupboard, bens) == [200, 0]
        assert Movement.objects.filter(pk=line.pk, copies=60).exists()

    def test_a_line_is_undone_once(self, line, ada):
        undoing = undo(line, by=ada)
        with pytest.raises(Refusal, match="undone_already"):
            undo(line, by=ada)
        with pytest.raises(Refusal, match="is_a_correction"):
            undo(undoing, by=ada)

    def test_what_has_gone_on_cannot_be_undone(self, batch, bens, line, ada):
        move(batch, 1, source=bens, target=end_of(batch.group_id, "hand"), by=ada)
        with pytest.raises(Refusal, match="not_enough_copies"):
            undo(line, by=ada)

    def test_a_print_run_by_mistake_is_undone(self, batch, cupboard, ada):
        undo(batch.movements.get(kind="printed"), by=ada)
        assert there(batch, cupboard) == [0]

    def test_another_groups_line_does_not_exist(self, line, cleo):
        with pytest.raises(Refusal, match="line_unknown"):
            undo(line, by=cleo)

    def test_lines_are_never_changed(self, line):
        line.copies = 16
        for change in (
            line.save,
            line.delete,
            lambda: Movement.objects.update(copies=1),
            Movement.objects.all().delete,
        ):
            with pytest.raises(WrittenOnceError):
                change()
