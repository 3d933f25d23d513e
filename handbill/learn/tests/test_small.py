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
            ([10, 10, 10], True),  # three volunteers on a day: what each is left with is of two
            ([10, 10, 10, 10], True),
            ([30, 10, 3], False),  # without the first, one has 77 %
            ([40, 10, 10, 10], True),
            ([71, 10, 10, 9], False),
            ([60, 25, 10, 5], False),  # without the second, one has 80 %
            ([], False),
        ],
    )
    def test_a_rate_is_shown_only_if_it_is_nobodys_with_and_without_any_one_of_them(self, talks, shows):
        assert is_shared(Counter(dict(enumerate(talks)))) is shows

    def test_whoever_takes_her_own_log_away_is_never_left_with_one_persons_rate(self):
        """The attack: one of those who were there knows her own taps, and subtracts them from what the page shows."""
        for talks in itertools.product([0, 5, 30, 80], repeat=4):
            log = Counter(dict(enumerate(talks)))
            if not is_shared(log):
                continue
            for stack, n in log.items():
                rest = log - Counter({stack: n})
                logged = list(rest.values())
                assert len(logged) >= 2 and max(logged) <= 0.7 * sum(logged)
