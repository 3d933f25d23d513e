"""What is counted, what does not add up, and what became of it."""

import pytest

from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import close_gap, count, undo
from handbill.copies.gaps import open_copies, open_gaps
from handbill.copies.holders import end_of
from handbill.copies.lines import copies_with


@pytest.fixture
def gap(batch, cupboard, ada):
    """Eleven fewer than the ledger says."""
    return count(batch, cupboard, 189, by=ada)[0]


def unknown(batch) -> int:
    return copies_with(batch, end_of(batch.group_id, "unknown"))


def test_a_count_that_agrees_writes_nothing(batch, cupboard, ada):
    assert count(batch, cupboard, 200, by=ada) == []


def test_fewer_counted_are_not_accounted_for(batch, cupboard, gap):
    assert (gap.kind, gap.copies) == ("missing", 11)
    assert (copies_with(batch, cupboard), unknown(batch)) == (189, 11)
    assert [line.open for line in open_gaps(batch.group_id)] == [11]


def test_more_counted_are_found(batch, cupboard, ada):
    (line,) = count(batch, cupboard, 203, by=ada)
    assert (line.kind, line.source, line.copies) == ("found", None, 3)


def test_counted_again_closes_the_gap_first(batch, cupboard, gap, ada):
    closing, more = count(batch, cupboard, 202, by=ada)
    assert (closing.of, closing.copies, more.copies, more.of) == (gap, 11, 2, None)
    assert open_gaps(batch.group_id) == [] and unknown(batch) == 0


def test_a_gap_is_closed_in_parts_and_never_by_more(batch, cupboard, gap, ada):
    close_gap(gap, "found", 4, by=ada)
    close_gap(gap, "lost", 5, by=ada)
    assert open_copies(gap) == 2
    with pytest.raises(Refusal, match="more_than_the_gap"):
        close_gap(gap, "lost", 3, by=ada)
    assert copies_with(batch, cupboard) == 193
    assert copies_with(batch, end_of(batch.group_id, "lost")) == 5


def test_a_wrong_count_is_undone_while_nothing_of_it_is_closed(batch, cupboard, gap, ada):
    closing = close_gap(gap, "lost", 1, by=ada)
    for line, code in ((gap, "closed_in_part"), (closing, "is_a_correction")):
        with pytest.raises(Refusal, match=code):
            undo(line, by=ada)
    again = count(batch, cupboard, 180, by=ada)[0]
    undo(again, by=ada)
    assert copies_with(batch, cupboard) == 189 and open_copies(again) == 0


def test_rights(batch, cupboard, gap, vera, cleo):
    with pytest.raises(MayNot):
        count(batch, cupboard, 1, by=vera)
    with pytest.raises(MayNot):
        close_gap(gap, "lost", 1, by=vera)
    with pytest.raises(Refusal, match="holder_unknown"):
        count(batch, cupboard, 1, by=cleo)
    with pytest.raises(Refusal, match="gap_unknown"):
        close_gap(gap, "lost", 1, by=cleo)
    with pytest.raises(Refusal, match="holder_unknown"):
        count(batch, end_of(batch.group_id, "hand"), 1, by=gap.by)
