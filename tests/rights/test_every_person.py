"""Nobody sees another's people by putting their numbers into any address there is: every role, every page, every record.

The table of rights says who is let in with the records an address is meant for. Here each address is tried with every
record that leads to somebody, also with those it was never meant for.
"""

import re

import pytest

from tests.cast import sign_in
from tests.rights.table import TABLE
from tests.rights.walk import answer_to, body_of, rows_of

PEOPLE = re.compile(r"\b(Dee|Tam|Wyn|Sol)\b")  # whom Ada met; their cards are hers and the organisers'
TO_SOMEBODY = ("person", "follow_up", "attempt", "offer", "consent", "asked", "merge", "two_people", "deal")
ROOMS = ("people/", "follow-ups/", "attempts/", "offers/", "share-outs/", "asked/")
PATTERNS = sorted({(row.method, row.pattern) for row in rows_of(TABLE) if "<uuid:" in row.pattern})
PARTS = re.compile(r"<(\w+):(\w+)>")


def addresses(named: dict[str, object]) -> list[tuple[str, str]]:
    """Each address with a number in it, those of the rooms of people filled with each record, the others that only show with two."""
    numbers = [named[word] for word in TO_SOMEBODY if word in named]
    theirs = [(method, way, number) for method, way in PATTERNS if way.startswith(ROOMS) for number in numbers]
    others = [("GET", way, number) for number in numbers[:2] for method, way in PATTERNS if method == "GET"]
    return sorted({(method, f"/{_filled(way, number, named)}") for method, way, number in [*theirs, *others]})


def _filled(pattern: str, number, named: dict[str, object]) -> str:
    plain = {"int": named["consent"], "slug": "x", "str": "x", "code": "14A", "path": "x"}
    return PARTS.sub(lambda part: str(number) if part[1] == "uuid" else str(plain[part[1]]), pattern)


@pytest.mark.parametrize("who", ["ben", "vera", "cleo"])
def test_no_number_in_any_address_shows_anothers_people(who, named, request):
    client = sign_in(request.getfixturevalue(who))
    tried = addresses(named)
    assert len(tried) > 150, len(tried)
    shown = [f"{method} {way}" for method, way in tried if PEOPLE.search(body_of(client, method, way))]
    assert shown == []


@pytest.mark.parametrize("who", ["ben", "ed", "vera", "cleo"])
def test_where_a_person_is_meant_anothers_is_not_there(who, named, request):
    """404 or 403 for every address of the rooms of people, with every record that is not one's own."""
    client = sign_in(request.getfixturevalue(who))
    numbered = [(method, way) for method, way in addresses(named) if way[1:].startswith(ROOMS)]
    let_in = [
        f"{method} {way}" for method, way in numbered if answer_to(client, method, way) not in ("403", "404", "405")
    ]
    assert let_in == []


def test_whose_they_are_sees_them_by_the_same_addresses(ada, named):
    """A positive control: the search above finds them where they are shown."""
    client = sign_in(ada)
    meant = [
        f"/people/{named['person']}/",
        f"/people/{named['person']}/correction/",
        f"/follow-ups/{named['follow_up']}/outcome/",
    ]
    assert set(meant) <= {way for _method, way in addresses(named)}
    assert [way for way in meant if not PEOPLE.search(body_of(client, "GET", way))] == []
