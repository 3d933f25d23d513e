"""Whom to suggest: who has least to do, who was there, who speaks the language. A table of hands in, names out."""

import uuid

import pytest

from handbill.followup.dealing import Hand, suggest


def hand(name: str, has_open: int = 0, *, there: bool = True, speaks: str = "en") -> Hand:
    return Hand(uuid.uuid5(uuid.NAMESPACE_DNS, name), name, has_open, there, frozenset(speaks.split()))


@pytest.mark.parametrize(
    "hands, people, names",
    [
        ([hand("Ada"), hand("Ben")], ["", "", "", ""], ["Ada", "Ben", "Ada", "Ben"]),
        ([hand("Ada", 3), hand("Ben")], ["", "", ""], ["Ben", "Ben", "Ben"]),
        ([hand("Ada", there=False), hand("Ben")], ["", "", ""], ["Ben", "Ada", "Ben"]),
        ([hand("Ada"), hand("Ben", speaks="en pl")], ["pl", "pl"], ["Ben", "Ben"]),
        ([hand("Ada"), hand("Ben", 6, speaks="en pl")], ["pl"], ["Ada"]),
        ([hand("Ada"), hand("Ben", speaks="en pl")], ["pl-PL"], ["Ben"]),
        ([hand("Ada"), hand("Ben")], ["cy"], ["Ada"]),
    ],
    ids=["in turn", "least to do", "was there", "language", "never all to one", "region", "nobody speaks it"],
)
def test_the_suggestion_is_whoever_it_costs_least(hands, people, names):
    assert [one.hand.name for one in suggest(people, hands)] == names


def test_the_order_of_the_members_changes_nothing():
    hands = [hand("Ada", 1), hand("Ben"), hand("Gil", there=False)]
    one, other = suggest([""] * 9, hands), suggest([""] * 9, hands[::-1])
    assert [s.hand.name for s in one] == [s.hand.name for s in other]


def test_with_nobody_to_take_them_nobody_is_suggested():
    assert suggest(["", "pl"], []) == [None, None]


def test_the_reason_says_how_many_she_would_have_and_whether_the_language_decided():
    first, second = suggest(["pl", ""], [hand("Ben", 2, speaks="en pl")])
    assert (first.would_have, first.speaks_it) == (3, True)
    assert (second.would_have, second.speaks_it) == (4, False)
