"""Nobody gets further than the table says, on any address there is; and no address is missing from the table."""

import pytest
from django.test import Client

from tests.cast import at_this_machine, sign_in
from tests.met import stall_phone
from tests.phone import SCHEME
from tests.rights.table import TABLE
from tests.rights.walk import answer_to, every_pattern, rows_of

ROWS = list(rows_of(TABLE))
MEMBERS = ("ada", "ben", "ed", "vera", "cleo")
HOW = (
    "add a line to tests/rights/table.py for each: method, pattern, what its parts are filled with, and the answers for "
    "the people of the WHO line; a record it needs is made in tests/rights/world.py"
)


def client_of(who: str, request) -> Client:
    if who == "nobody":
        return at_this_machine()
    if who == "helper":
        phone = stall_phone(request.getfixturevalue("outing"), request.getfixturevalue("ada"))
        return Client(SERVER_NAME="localhost", headers={"Authorization": SCHEME + phone.token})
    return sign_in(request.getfixturevalue(who))


def test_no_address_is_missing_from_the_table():
    known = {row.pattern for row in ROWS}
    missing = sorted(set(every_pattern()) - known)
    assert not missing, f"{missing} stand in the URL configuration and not in the table: {HOW}"
    assert known <= set(every_pattern()), f"the table names what is gone: {sorted(known - set(every_pattern()))}"


@pytest.mark.parametrize("who", [*MEMBERS, "helper", "nobody"])
def test_everybody_is_answered_as_the_table_says(who, named, request):
    client = client_of(who, request)
    got = [(row, answer_to(client, row.method, row.address(named))) for row in ROWS]
    wrong = [
        f"{row.method} {row.pattern} {row.parts}: {answer}, not {row.answers[who]}"
        for row, answer in got
        if answer != row.answers[who]
    ]
    assert not wrong, f"{who}: " + "; ".join(wrong)


def test_a_method_that_is_not_in_the_table_is_not_answered(ada, named, request):
    """What is only posted to shows nothing by GET, and the other way round: else somebody forgot a line."""
    client, known = client_of("ada", request), {(row.method, row.pattern) for row in ROWS}
    parts = {row.pattern: row for row in ROWS}
    open_ones = [
        f"{method} {pattern}"
        for pattern, row in parts.items()
        for method in ("GET", "POST")
        if (method, pattern) not in known and answer_to(client, method, row.address(named)) not in ("405", "403", "404")
    ]
    assert not open_ones, f"{open_ones} answer and are not in the table: {HOW}"


def test_a_stranger_reaches_no_record_of_the_group():
    """By the table itself: whatever an address names is 404 for another group's organiser, or its page is everybody's."""
    mine = [row for row in ROWS if row.parts and row.answers["ada"] == "ok" and row.answers["nobody"] != "ok"]
    assert len(mine) > 40, len(mine)
    assert [row.pattern for row in mine if row.answers["cleo"] != "404"] == []
