"""What is usual, by known answers (NUMBERS, section 3)."""

import pytest

from handbill.debrief.usual import usual_of

FOUR = [(28, 60), (30, 61), (33, 65), (25, 55)]
TEN = [*FOUR, (29, 60), (31, 62), (24, 50), (34, 70), (27, 57), (29, 60)]

TABLE = {
    "22 of 71 after four outings is not flagged": (FOUR, 22, 71, "usual"),
    "after ten steady ones it is": (TEN, 22, 71, "low"),
    "as high above": (TEN, 48, 71, "high"),
    "the usual": (TEN, 34, 71, "usual"),
    "nine points off are not enough": (TEN, 120, 300, "usual"),
}


@pytest.mark.parametrize(("past", "k", "n", "verdict"), TABLE.values(), ids=TABLE)
def test_a_share_is_called_low_or_high_only_with_evidence(past, k, n, verdict):
    assert usual_of(past, k, n).verdict == verdict


def test_the_worked_example_of_the_specification():
    usual = usual_of(FOUR, 22, 71)
    numbers = [round(100 * value) for value in (usual.share, usual.usual, usual.low, usual.high)]
    assert numbers == [31, 48, 34, 62]
    assert usual.mid_p == pytest.approx(0.06, abs=0.005)


TOO_LITTLE = {
    "fewer than fifteen today": (TEN, 7, 14),
    "two earlier outings": (FOUR[:2], 22, 71),
    "sixty trials are needed in all": ([(5, 10), (6, 12), (9, 20)], 22, 71),
    "outings without a trial do not count": ([(40, 80), (0, 0), (0, 0)], 22, 71),
}


@pytest.mark.parametrize(("past", "k", "n"), TOO_LITTLE.values(), ids=TOO_LITTLE)
def test_below_the_least_evidence_nothing_is_said(past, k, n):
    assert usual_of(past, k, n) is None


def test_the_extremes_do_not_break_it():
    for k in (0, 400):
        assert 0 <= usual_of([(0, 100), (100, 100), (50, 100)], k, 400).mid_p <= 0.5
