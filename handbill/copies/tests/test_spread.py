"""What phones said, dealt out over batches: tables of facts in, parts out. No database."""

import uuid
from datetime import date

import pytest

from handbill.copies.spread import Brought, Reading, Said, deal

A, B, BEN = (uuid.UUID(int=n) for n in (1, 2, 3))
NAMES = {A: "A", B: "B"}
HUNDRED = {A: Brought(100, 100)}
TWO = {A: Brought(100, 100), B: Brought(50, 50)}

CASES = {
    "nothing said": ([], HUNDRED, {}),
    "handed out of the only batch": ([Said("handed_out", 30)], HUNDRED, {"A handed_out": 30}),
    "the first batch first": ([Said("handed_out", 120)], TWO, {"A handed_out": 100, "B handed_out": 20}),
    "a named batch before the unnamed": (
        [Said("handed_out", 90), Said("handed_out", 20, A)],
        TWO,
        {"A handed_out": 100, "B handed_out": 10},
    ),
    "more than there were falls on the last": (
        [Said("handed_out", 170)],
        TWO,
        {"A handed_out": 100, "B handed_out": 70},
    ),
    "what was booked is not taken twice": ([Said("pile", 100)], HUNDRED, {}),
    "more than was booked": ([Said("pile", 130)], HUNDRED, {"A taken": 30}),
    "more of a named batch": ([Said("pile", 130, B)], TWO, {}),
    "more of a named batch than of all": ([Said("pile", 170, B)], TWO, {"B taken": 20}),
    "a member's before the cupboard's": (
        [Said("pile", 110), Said("pile", 20, None, BEN)],
        HUNDRED,
        {"A taken Ben": 20, "A taken": 10},
    ),
    "a batch nobody booked": (
        [Said("pile", 40, B), Said("handed_out", 40, B)],
        {},
        {"B taken": 40, "B handed_out": 40},
    ),
    "brought from elsewhere": (
        [Said("along", 10), Said("handed_out", 105)],
        HUNDRED,
        {"A found": 10, "A handed_out": 105},
    ),
    "handed back at the desk already": ([Said("handed_back", 20)], {A: Brought(80, 100, 20)}, {}),
    "handed back in part": ([Said("handed_back", 25)], {A: Brought(80, 100, 20)}, {"A handed_back": 5}),
    "no batch is known": ([Said("handed_out", 5)], {}, {}),
}


def dealt(said, brought, **closing) -> dict[str, int]:
    reading = Reading(A, A, "Ferry Square market", date(2026, 9, 12), tuple(said), **closing)
    parts = deal(reading, brought).parts
    return {
        " ".join([NAMES[batch], kind, *(["Ben"] if member else [])]): part.copies
        for (batch, kind, member), part in parts.items()
    }


@pytest.mark.parametrize(("said", "brought", "expected"), CASES.values(), ids=CASES)
def test_parts(said, brought, expected):
    assert dealt(said, brought) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (20, {"A handed_out": 80}),
        (17, {"A handed_out": 80, "A untapped": 3}),
        (24, {"A handed_out": 80, "A found": 4}),
        (0, {"A handed_out": 80, "A untapped": 20}),
    ],
)
def test_a_count_at_the_end_closes_the_sum(left, expected):
    assert dealt([Said("pile", 100), Said("handed_out", 80)], HUNDRED, left=left, is_closed=True) == expected


def test_what_nobody_took_from_the_table_is_still_there():
    assert dealt([Said("pile", 60), Said("handed_out", 60)], HUNDRED, left=0, is_closed=True) == {"A handed_out": 60}


def test_more_handed_out_than_there_were_and_some_left_over_were_all_found():
    said = [Said("pile", 100), Said("handed_out", 105)]
    assert dealt(said, HUNDRED, left=2, is_closed=True) == {"A handed_out": 105, "A found": 7}


def test_copies_for_friends_stay_with_their_handouts():
    reading = Reading(A, A, "", date(2026, 9, 12), (Said("handed_out", 120, for_friends=110),))
    parts = deal(reading, TWO).parts
    assert [(part.copies, part.for_friends) for part in parts.values()] == [(100, 100), (20, 10)]
