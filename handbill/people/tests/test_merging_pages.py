"""The pages on which an organiser compares two cards: without a script, for organisers, with the keys in hand."""

from datetime import timedelta

import pytest

from handbill.accounts.models import AuditEntry
from handbill.people.merging import twice
from handbill.people.merging.rows import Merge, TwoPeople
from handbill.people.models import Person
from tests.cast import keyring_of, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone

SECOND = {"name": "Dee M. Quill", "phone": CARD["phone"], "email": "", "note": "Knows the caretaker"}


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def both(phone, group):
    """Dee, met twice: the same number, the name once with a middle letter; agreed to e-mail the first time only."""
    return (
        meet(phone, consents=consents(group, "phone", "email")),
        meet(phone, SECOND, at=STALL + timedelta(minutes=5), consents=consents(group, "phone")),
    )


@pytest.fixture
def address(both):
    return f"/people/twice/{both[0].id}/{both[1].id}/"


@pytest.fixture
def desk(ada):
    client = sign_in(ada)
    client.get("/")
    return client


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return text.decode()


CHOSEN = {"name": "second", "note": "both"}


def test_both_cards_stand_side_by_side_with_a_choice_where_they_differ(desk, address):
    shown = page(desk, address)
    for words in (
        CARD["name"],
        SECOND["name"],
        CARD["note"],
        SECOND["note"],
        CARD["email"],
        "Both, one after the other",
    ):
        assert words in shown, words
    assert 'name="name"' in shown and 'name="note"' in shown
    assert 'name="phone"' not in shown and 'name="email"' not in shown, "nothing to choose there"
    assert "holds" in shown and "wants no contact" not in shown


def test_put_together_undone_and_both_are_there_again(desk, both, address):
    answer = desk.post(address, CHOSEN)
    assert answer.headers["Location"] == f"/people/{both[0].id}/" and Person.objects.count() == 1
    shown = page(desk, f"/people/{both[0].id}/")
    undo = f"/people/merges/{Merge.objects.get().id}/withdrawal/"
    assert "The two cards are one now" in shown and undo in shown and SECOND["name"] in shown
    assert undo in page(desk, "/people/twice/")
    desk.post(undo)
    assert Person.objects.count() == 2 and CARD["name"] in page(desk, f"/people/{both[0].id}/")


@pytest.mark.parametrize("sent", [{"name": "third", "note": "both"}, {"name": "second"}, {}])
def test_a_choice_that_is_none_changes_nothing_and_is_named(desk, address, sent):
    answer = desk.post(address, sent)
    assert answer.status_code == 422 and "Choose one of them." in answer.content.decode()
    assert Person.objects.count() == 2


def test_two_people_are_not_shown_again_until_that_is_taken_back(desk, both, address):
    assert address in page(desk, "/people/twice/")
    desk.post(f"{address}two/")
    shown = page(desk, "/people/twice/")
    assert address not in shown and "Said to be two people" in shown
    desk.post(f"/people/two/{TwoPeople.objects.get().id}/withdrawal/")
    assert address in page(desk, "/people/twice/")


def test_somebody_who_wants_no_contact_is_said_beforehand(desk, both, address, ada):
    Person.objects.filter(id=both[1].id).update(wants_no_contact_at=both[1].met_at)
    assert "want no contact" in page(desk, address)


def test_the_pair_is_the_same_in_either_order(desk, both):
    turned = page(desk, f"/people/twice/{both[1].id}/{both[0].id}/")
    assert turned.index(CARD["note"]) < turned.index(SECOND["note"])


def test_one_card_is_no_pair(desk, both):
    page(desk, f"/people/twice/{both[0].id}/{both[0].id}/", 404)


def test_a_locked_session_unlocks_first_and_a_volunteer_is_refused(desk, both, address, ben):
    desk.post("/lock/")
    assert desk.get(address).headers["Location"].startswith("/unlock/")
    assert desk.post(address, CHOSEN).status_code == 302 and Person.objects.count() == 2
    assert sign_in(ben).get(address).status_code == 403
    assert sign_in(ben).post(f"{address}two/").status_code == 403 and not TwoPeople.objects.exists()


def test_another_group_finds_neither_pair_nor_merge(desk, both, address, cleo):
    desk.post(address, CHOSEN)
    client = sign_in(cleo)
    assert client.get(address).status_code == 404
    assert client.post(f"/people/merges/{Merge.objects.get().id}/withdrawal/").status_code == 404
    assert Merge.objects.exists()


def test_what_was_opened_is_counted(desk, address):
    before = AuditEntry.objects.filter(what="cards_opened").count()
    page(desk, address)
    counts = list(AuditEntry.objects.filter(what="cards_opened").order_by("at", "id").values_list("count", flat=True))
    assert counts[before:] == [2]


def test_many_cards_show_how_far_it_is_and_then_the_same(desk, both, address, monkeypatch):
    monkeypatch.setattr(twice, "AT_ONCE_UP_TO", 1)
    shown = page(desk, "/people/twice/")
    assert "<progress" in shown and "Comparing 2 cards" in shown and address in shown
    assert shown.index("<progress") < shown.index("pair-card") and shown.rstrip().endswith("</html>")


def test_where_the_comparing_breaks_off_the_page_says_so(desk, both, monkeypatch):
    monkeypatch.setattr(twice, "AT_ONCE_UP_TO", 1)
    monkeypatch.setattr(twice, "found_context", lambda *_: 1 / 0)
    assert "The comparing stopped before the end" in page(desk, "/people/twice/")


def test_an_owner_is_chosen_too(desk, outing, ada, ben, phone):
    first, hers = meet(phone), meet(members_phone(outing, ben), at=STALL + timedelta(minutes=5))
    address = f"/people/twice/{first.id}/{hers.id}/"
    assert 'name="owner"' in page(desk, address)
    desk.post(address, {"owner": "second"})
    assert Person.objects.get().owner == ben
    assert keyring_of(ben) and CARD["name"] in page(sign_in(ben), f"/people/{first.id}/")
