"""How fast an issue goes, for the next print run."""

from datetime import timedelta

import pytest

from handbill.base import clock
from handbill.copies.actions import add_batch, move, undo
from handbill.copies.holders import end_of
from handbill.copies.queries import pace_of
from tests.cast import NOON


@pytest.fixture
def batch(ada):
    """Two hundred printed twelve weeks ago."""
    with clock.stand_at(NOON - timedelta(weeks=12)):
        return add_batch(issue="14", copies=200, by=ada)


def gone(batch, copies, weeks_ago, by, end="hand"):
    at = NOON - timedelta(weeks=weeks_ago)
    return move(batch, copies, source=batch.run.cupboard, target=end_of(batch.group_id, end), by=by, at=at)


def pace(batch):
    with clock.stand_at(NOON):
        return pace_of(batch.run.issue)


def test_an_issue_of_which_nothing_went_has_no_pace(batch):
    assert (pace(batch).gone, pace(batch).per_week, pace(batch).weeks_left, pace(batch).first_on) == (0, 0, None, None)


def test_only_the_last_eight_weeks_count(batch, ada):
    for copies, weeks_ago in ((40, 10), (30, 6), (10, 1)):
        gone(batch, copies, weeks_ago, ada)
    found = pace(batch)
    assert (found.printed, found.gone, found.in_cupboard, found.per_week) == (200, 80, 120, 5)
    assert found.weeks_left == 24


def test_a_young_issue_is_counted_since_its_first_copy_went(batch, ada):
    gone(batch, 30, 3, ada)
    assert pace(batch).per_week == 10


def test_letterboxes_are_a_pace_of_their_own(batch, ada):
    gone(batch, 16, 8, ada, "letterbox")
    found = pace(batch)
    assert (found.gone, found.by_letterbox, found.per_week, found.letterbox_per_week) == (0, 16, 0, 2)


def test_what_was_undone_did_not_go(batch, ada):
    undo(gone(batch, 30, 3, ada), by=ada)
    assert pace(batch).gone == pace(batch).per_week == 0
