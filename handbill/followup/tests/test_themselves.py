"""What people do on their own pages reaches whoever gets back to them, and nobody else."""

from datetime import timedelta

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base import clock
from handbill.followup.models import FollowUp
from handbill.followup.reached import reached_of_outing
from handbill.people import herself
from handbill.people.asked import answer, carry_over, open_corrections
from handbill.people.links import link_to_self, person_of
from handbill.people.models import Asked, Person
from tests.cast import keyring_of, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone

WRONG = "My name is Dee Quill-Tam since May"


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"))


def page(member, address) -> str:
    return sign_in(member).get(address).content.decode()


def ask(person):
    return herself.ask_correction(person, herself.seal_correction(person, WRONG))


def test_a_correction_stands_on_today_and_its_words_on_the_page_of_organisers(dee, ada, ben):
    ask(dee)
    shown = page(ada, "/")
    assert "says that something on their card is wrong." in shown and WRONG not in shown and CARD["name"] in shown
    assert WRONG in page(ada, f"/people/{dee.id}/")
    assert "something on their card" not in page(ben, "/")


def test_its_owner_who_is_a_volunteer_reads_that_organisers_can_read_it(outing, ben):
    bens = meet(members_phone(outing, ben))
    ask(bens)
    shown = page(ben, f"/people/{bens.id}/")
    assert "What it is, organisers can read." in shown and WRONG not in shown and "It is done" not in shown


def test_locked_neither_name_nor_words_are_shown(dee, ada):
    ask(dee)
    client = sign_in(ada)
    client.post("/lock/")
    for address in ("/", f"/people/{dee.id}/"):
        shown = client.get(address).content.decode()
        assert WRONG not in shown and CARD["name"] not in shown


def test_done_it_leaves_today_and_the_words_are_gone(dee, ada):
    row = ask(dee)
    client = sign_in(ada)
    assert client.post(f"/asked/{row.id}/answer/").status_code == 302
    row.refresh_from_db()
    assert row.sealed is None and row.done_by == ada and not answer(row, by=ada)
    assert "something on their card" not in client.get("/").content.decode()
    assert AuditEntry.objects.filter(what="answered_what_was_asked", about=str(dee.id)).count() == 1


def test_their_card_is_due_in_48_hours_with_their_owner(dee, ada):
    FollowUp.objects.update(closed_at=STALL, closed_by=ada)
    herself.ask_own_card(dee)
    due = FollowUp.objects.open().get()
    assert (due.step, due.owner, due.due_at) == ("send", ada, STALL + timedelta(hours=48))


def test_where_something_is_due_already_it_is_not_put_out_of_the_way(dee, ada):
    herself.ask_own_card(dee)
    assert FollowUp.objects.open().get().step == "get_back"
    assert "asks for their card." in page(ada, "/")


def test_taking_back_one_way_leaves_the_other(dee):
    herself.withdraw_one(dee, dee.consents.get(channel="phone").id)
    assert FollowUp.objects.open().exists()


def test_taking_back_everything_ends_what_is_due(dee, ada):
    herself.withdraw_all(dee)
    ended = FollowUp.objects.get()
    assert ended.closed_at == STALL and ended.closed_by is None and ended.reached_at is None
    shown = page(ada, f"/people/{dee.id}/")
    assert "taken back by themselves" in shown and "tel:" not in shown and CARD["name"] not in page(ada, "/")
    assert reached_of_outing(dee.met_outing).everybody == 1


def test_a_member_shows_the_link_and_ends_it(dee, ada):
    client = sign_in(ada)
    shown = client.post(f"/people/{dee.id}/links/").content.decode()
    path = link_to_self(dee)
    assert path in shown and "<svg" in shown and CARD["name"] not in shown
    assert client.post(f"/people/{dee.id}/links/ending/").status_code == 302
    assert person_of(path.split("/")[2]) is None
    assert AuditEntry.objects.filter(what="own_links_revoked", by=ada).count() == 1


@pytest.mark.parametrize("who, status", [("ben", 404), ("cleo", 404), ("vera", 403), ("ed", 403)])
def test_nobody_takes_a_link_of_whom_she_may_not_see(dee, who, status, request):
    client = sign_in(request.getfixturevalue(who))
    path = link_to_self(dee)
    assert client.post(f"/people/{dee.id}/links/").status_code == status
    assert client.post(f"/people/{dee.id}/links/ending/").status_code == status
    assert person_of(path.split("/")[2]) == dee


def test_after_a_change_of_keys_the_words_open_by_the_new_one(dee, ada):
    from handbill.accounts.actions.leaving import new_epoch
    from handbill.accounts.models import Key
    from handbill.accounts.readers import card_reader

    row = ask(dee)
    new_epoch(by=ada, keyring=keyring_of(ada))
    new = card_reader(ada.group).key_id
    assert Key.objects.filter(group=ada.group, kind="cards").count() == 2
    assert carry_over(keyring_of(ada)) == 1 and carry_over(keyring_of(ada)) == 0
    row.refresh_from_db()
    assert [wrap["for"] for wrap in row.sealed["wraps"]] == [str(new)]
    assert open_corrections([row], keyring_of(ada)) == {row.id: WRONG}


def test_a_key_that_has_ended_lasts_until_what_was_asked_is_sealed_to_the_new_one(dee, ada):
    from handbill.accounts.actions.leaving import new_epoch
    from handbill.people.sign_in_work import end_old_keys, intake_batch

    ask(dee)
    new_epoch(by=ada, keyring=keyring_of(ada))
    with clock.stand_at(clock.now() + timedelta(days=200)):
        assert intake_batch(keyring_of(ada)) == 0
        assert end_old_keys(keyring_of(ada)) == 0, "nobody came to read it yet"
        assert carry_over(keyring_of(ada)) == 1
        assert end_old_keys(keyring_of(ada)) == 1


def test_nothing_of_it_is_left_once_they_are_erased(dee):
    ask(dee)
    herself.ask_own_card(dee)
    herself.erase_herself(dee)
    assert not Asked.objects.exists() and not FollowUp.objects.exists() and not Person.objects.exists()
