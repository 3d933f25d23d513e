"""The list of people: fifty at a time, sealed while locked, searched in an unlocked session and never by an address."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from handbill.accounts.models import AuditEntry
from handbill.base.clock import stand_at
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.people import finding, searching
from handbill.people.models import IndexEntry, Person
from tests.cast import sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone, group):
    return meet(phone, consents=consents(group, "phone", "text"))


def page(client, address="/people/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def found(client, words):
    answer = client.post("/people/found/", {"words": words})
    assert answer.status_code == 200
    return answer.getvalue().decode()


def test_a_row_says_who_what_is_next_where_met_and_how_to_reach_them(dee, ada):
    shown = page(sign_in(ada))
    for words in (
        CARD["name"],
        "Get back to them",
        "Ferry Square market, ",
        "calls",
        "texts",
        "1 person has given you",
    ):
        assert words in shown
    assert CARD["phone"] not in shown and "07700" not in shown, "numbers stand on the person's own page"


def test_locked_the_list_says_when_and_where_and_no_name(dee, ada):
    client = sign_in(ada)
    client.post("/lock/")
    shown = page(client)
    assert "1 person, sealed" in shown and "Sealed name" in shown and "Ferry Square market" in shown
    assert CARD["name"] not in shown and "/people/found/" not in shown


def test_cleo_sees_nobody(dee, cleo):
    shown = page(sign_in(cleo))
    assert str(dee.id) not in shown and "Nobody yet" in shown and "Ferry Square" not in shown


def test_a_volunteer_sees_and_finds_her_own_only(dee, outing, ben):
    own = meet(members_phone(outing, ben), {"name": "Bens Own"})
    client = sign_in(ben)
    assert str(own.id) in page(client) and str(dee.id) not in page(client)
    for words in ("dee", CARD["phone"], CARD["email"], "mould"):
        assert str(dee.id) not in found(client, words)
    assert str(own.id) in found(client, "bens")


@pytest.mark.parametrize("who", ["vera", "ed"])
def test_for_a_viewer_and_an_editor_there_is_no_list(dee, request, who):
    client = sign_in(request.getfixturevalue(who))
    assert client.get("/people/").status_code == 403
    assert client.post("/people/found/", {"words": "dee"}).status_code == 403


def test_waiting_late_and_mine_are_counted_and_shown(phone, dee, outing, ada, ben):
    bens = meet(members_phone(outing, ben), {"name": "Bens Own"})
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(person=dee), "talked", by=ada)
    client = sign_in(ada)
    with stand_at(STALL + timedelta(hours=49)):
        client = sign_in(ada)
        assert str(bens.id) in page(client, "/people/?which=late")
        assert str(dee.id) not in page(client, "/people/?which=waiting")
        mine = page(client, "/people/?which=mine")
        assert str(dee.id) in mine and str(bens.id) not in mine


def test_one_place_only(dee, ada, outing):
    here = page(sign_in(ada), f"/people/?place={outing.place_id}")
    assert str(dee.id) in here
    elsewhere = page(sign_in(ada), f"/people/?place={outing.id}")
    assert str(dee.id) not in elsewhere


@pytest.mark.parametrize("query", ["?which=all'--", "?place=x", "?before=1", "?which=&place=&before="])
def test_an_address_somebody_made_up_shows_the_list(dee, ada, query):
    assert str(dee.id) in page(sign_in(ada), f"/people/{query}")


def test_fifty_on_a_page_and_everybody_exactly_once(phone, ada):
    for number in range(57):
        phone.contact({"name": f"No {number}"})
    phone.send()
    client = sign_in(ada)
    first = page(client)
    more = first.split("before=")[1].split('"')[0]
    second = page(client, f"/people/?before={more}")
    shown = [str(person.id) for person in Person.objects.all() if f"/people/{person.id}/" in first + second]
    assert first.count("person-name") == 50 and second.count("person-name") == 7 and len(shown) == 57
    assert "before=" not in second


@pytest.mark.parametrize(
    "words",
    [
        "quill",
        "DEE",
        "dee quill",
        "mould hall",
        "07700 900123",
        "+44 7700 900123",
        "7700900",
        "Dee@Quill.example",
        "quill.ex",
    ],
)
def test_name_number_address_and_note_are_found(dee, ada, words):
    client = sign_in(ada)
    assert CARD["name"] in found(client, words), "before intake"
    client.get("/")
    assert IndexEntry.objects.exists()
    assert CARD["name"] in found(client, words), "after intake"


@pytest.mark.parametrize("words", ["nobody", "dee nobody", "07700 900999", "x@y.example"])
def test_what_stands_on_no_card_is_not_found(dee, ada, words):
    client = sign_in(ada)
    client.get("/")
    assert "0 cards fit" in found(client, words)


def test_search_is_never_by_an_address(dee, ada):
    client = sign_in(ada)
    assert client.get("/people/found/", {"words": "dee"}).status_code == 405
    assert "?" not in page(client).split('action="/people/found/')[1][:2]


def test_a_locked_session_is_asked_to_unlock_before_it_finds(dee, ada):
    client = sign_in(ada)
    client.post("/lock/")
    answer = client.post("/people/found/", {"words": "dee"})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/unlock/")
    assert "dee" not in answer.headers["Location"]


def test_what_a_search_shows_is_counted(phone, ada):
    for _ in range(3):
        meet(phone)
    found(sign_in(ada), "quill")
    assert AuditEntry.objects.filter(what="cards_opened", count=3, by=ada).count() == 1


def test_a_search_stops_at_fifty_and_says_so(phone, ada):
    for _ in range(53):
        phone.contact(CARD)
    phone.send()
    shown = found(sign_in(ada), "mould")
    assert shown.count("person-name") == 50 and "perhaps more" in shown


def test_the_number_of_queries_does_not_grow_with_the_people(phone, group, ada):
    client = sign_in(ada)

    def queries(people: int, ask) -> int:
        for _ in range(people):
            meet(phone, consents=consents(group, "phone"))
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            ask()
            return len(asked)

    assert queries(2, lambda: page(client)) == queries(10, lambda: page(client))
    assert queries(0, lambda: found(client, "mould")) == queries(10, lambda: found(client, "mould"))


def test_a_search_that_breaks_off_says_so_and_counts_what_it_showed(phone, ada, monkeypatch):
    """The database goes away when ten cards are shown."""
    monkeypatch.setattr(searching, "FIRST", 10)
    for _ in range(12):
        phone.contact(CARD)
    phone.send()
    client = sign_in(ada)
    answer = client.post("/people/found/", {"words": "mould"})
    rows = iter(answer.streaming_content)
    head, first = next(rows), next(rows)
    assert b"person-name" not in head and first.count(b"person-name") == 10
    monkeypatch.setattr(finding, "listed", broken)
    rest = b"".join(rows).decode()
    assert "The search stopped" in rest and "Nothing was lost" in rest and "person-name" not in rest
    assert AuditEntry.objects.get(what="cards_opened", by=ada).count == 10


def broken(*_asked):
    raise OperationalError("disk I/O error")
