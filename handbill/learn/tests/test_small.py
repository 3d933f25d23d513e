"""Small numbers, attacked: looking twice, adding up tables, taking one person's log away."""

import itertools
from collections import Counter
from datetime import timedelta

import pytest

from handbill.base import clock
from handbill.learn.small import Cell, hidden, is_shared, shown
from tests.cast import NOON


def look(group, people: int, at=NOON) -> int:
    with clock.stand_at(at):
        return shown(group, "settings", {"stall": people})["stall"].people


class TestTwoLooks:
    def test_one_person_more_is_not_seen(self, group):
        assert [look(group, people) for people in (12, 13, 14, 15, 16)] == [12] * 5

    def test_five_people_more_are(self, group):
        assert [look(group, people) for people in (12, 17)] == [12, 17]

    def test_nor_is_one_person_less(self, group):
        assert [look(group, people) for people in (12, 11, 12, 8)] == [12] * 4

    def test_a_person_who_makes_it_five_is_not_seen_either(self, group):
        """From hidden to shown is a difference too."""
        cells = [look(group, people) for people in (4, 5)]
        assert cells == [4, 4] and hidden({"a": cells[1], "b": 9, "c": 20}) == {"a", "b"}

    def test_with_the_month_the_numbers_are_todays(self, group):
        look(group, 12)
        assert look(group, 13, NOON + timedelta(days=31)) == 13

    def test_whoever_looks_however_often_no_two_looks_in_a_month_differ_by_one_to_four(self, group):
        seen = [look(group, people) for people in range(3, 40)]
        steps = [abs(b - a) for a, b in itertools.pairwise(seen)]
        assert set(steps) <= {0, 5}

    def test_what_goes_with_the_number_stands_still_with_it(self, group):
        with clock.stand_at(NOON):
            shown(group, "s", {"a": 10}, lambda name: {"mean": 0.1})
            again = shown(group, "s", {"a": 11}, lambda name: {"mean": 0.2})
        assert again["a"] == Cell(10, {"mean": 0.1})

    def test_one_groups_numbers_are_not_anothers(self, group, cleo):
        look(group, 12)
        assert look(cleo.group, 14) == 14


class TestOneTotal:
    @pytest.mark.parametrize("people", list(itertools.product([0, 3, 5, 9], repeat=3)))
    def test_what_is_hidden_is_never_what_is_left_of_a_total(self, people):
        cells = dict(zip("abc", people, strict=True))
        away = hidden(cells)
        assert {name for name, n in cells.items() if n < 5} <= away
        assert len(away) != 1

    def test_nothing_small_hides_nothing(self):
        assert hidden({"a": 5, "b": 80}) == set()

    def test_none_counts_as_few(self):
        assert "a" in hidden({"a": 0, "b": 6, "c": 7})


class TestOnePersonsLog:
    @pytest.mark.parametrize(
        ("talks", "shows"),
        [
            ([10, 10], False),
            ([10, 10, 10], False),  # without one of them, two are left
            ([10, 10, 10, 10], True),
            ([40, 10, 10, 10], True),
            ([71, 10, 10, 9], False),
            ([60, 25, 10, 5], False),  # without the second, one has 80 %
            ([], False),
        ],
    )
    def test_a_rate_is_shown_only_if_it_is_with_and_without_any_one_of_them(self, talks, shows):
        assert is_shared(Counter(dict(enumerate(talks)))) is shows

    def test_taking_one_log_away_never_brings_a_rate_to_light_and_never_hides_one_that_was_shown_safely(self):
        """The attack: compare the page before and after one person's log is taken back."""
        for talks in itertools.product([0, 5, 30, 80], repeat=4):
            log = Counter(dict(enumerate(talks)))
            if not is_shared(log):
                continue
            for stack, n in log.items():
                rest = log - Counter({stack: n})
                logged = list(rest.values())
                assert len(logged) >= 3 and max(logged) <= 0.7 * sum(logged)
