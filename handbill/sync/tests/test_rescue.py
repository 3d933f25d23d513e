"""/rescue/: a phone that cannot send, its file, the desk."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handbill.accounts.models import Phone as PhoneRow
from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.base.ids import new_id
from handbill.facts.models import Fact
from handbill.facts.totals import totals_of
from handbill.plan.models import Joining
from handbill.sync.rescue import MOST_BYTES
from tests.cast import NOON, at_this_machine, sign_in
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


@pytest.fixture
def phone(outing, ada) -> Phone:
    phone = joined_phone(outing, ada)
    phone.note("handout", copies=3, way="hand")
    phone.note("conversation", ask="given")
    phone.text("remark", "Bring the big umbrella.")
    return phone


@pytest.fixture
def desk(ben):
    return sign_in(ben)


def bring(desk, value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return desk.post("/rescue/", {"file": SimpleUploadedFile("handbill.json", raw)})


def confirm(desk, page):
    packed = page.content.decode().split('name="packed" value="')[1].split('"')[0]
    return desk.post("/rescue/", {"packed": packed})


def test_looking_at_a_file_says_what_is_in_it_and_files_nothing(phone, desk):
    page = bring(desk, phone.rescue_file())
    assert page.status_code == 200
    assert "File 3 entries" in page.content.decode()
    assert not Fact.objects.exists()


def test_filing_it_keeps_the_phone_and_names_the_member(phone, desk, ben, outing):
    answer = confirm(desk, bring(desk, phone.rescue_file()))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/rescue/")
    assert {(str(fact.phone_id), fact.by) for fact in Fact.objects.all()} == {(phone.id, ben)}
    assert totals_of(outing)["copies"] == 3


def test_what_was_sent_meanwhile_is_not_counted_twice(phone, desk, outing):
    file = phone.rescue_file()
    assert phone.send()
    page = bring(desk, file).content.decode()
    assert "File 3" not in page
    phone.note("conversation")
    confirm(desk, bring(desk, {**file, "facts": file["facts"] + list(phone.outbox.values())}))
    assert Fact.objects.count() == 4
    phone.send()
    assert len(phone.sent) == 4


def test_a_rescued_phone_has_nothing_waiting(phone, desk):
    Joining.objects.update(waiting=3)
    confirm(desk, bring(desk, phone.rescue_file()))
    assert Joining.objects.get().waiting == 0


def test_a_file_may_come_long_after(phone, outing, ben):
    with stand_at(outing.ends_at + timedelta(days=90)):
        desk = sign_in(ben)
        confirm(desk, bring(desk, phone.rescue_file()))
    assert {fact.happened_at for fact in Fact.objects.all()} == {STALL}


def test_what_cannot_be_filed_is_shown_with_the_reason(phone, desk):
    file = phone.rescue_file()
    file["facts"][0]["body"]["copies"] = 0
    page = bring(desk, file).content.decode()
    assert "body.copies" in page
    assert "File 2 entries" in page


def test_a_phone_that_only_a_lost_server_knew_is_taken(phone, desk, group):
    file = {**phone.rescue_file(), "phone": str(new_id())}
    confirm(desk, bring(desk, file))
    assert PhoneRow.objects.get(id=file["phone"]).group == group


def test_a_large_file_is_filed_in_parts(phone, desk):
    for _ in range(1200):
        phone.note("conversation")
    confirm(desk, bring(desk, phone.rescue_file()))
    assert Fact.objects.count() == 1203


@pytest.mark.parametrize(
    "change",
    [
        {"handbill": "rescue-2"},
        {"handbill": None},
        {"group": str(new_id())},
        {"group": None},
        {"phone": "mine"},
        {"phone": None},
        {"outing": str(new_id())},
        {"outing": "there"},
        {"facts": None},
        {"facts": {}},
        {"mood": 1},
    ],
)
def test_a_file_that_is_none_or_not_ours_is_refused_with_a_sentence(phone, desk, change):
    page = bring(desk, {**phone.rescue_file(), **change})
    assert page.status_code == 422
    assert "Nothing was taken from it" in page.content.decode()
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"\xff", b"7", b'{"handbill": "rescue-1", "handbill": "rescue-1", "facts": []}']
)
def test_what_is_no_rescue_file_is_refused(desk, raw):
    page = bring(desk, raw)
    assert page.status_code == 422
    assert "Nothing was taken from it" in page.content.decode()


def test_a_file_that_is_too_large_is_refused(desk):
    page = bring(desk, b" " * (MOST_BYTES + 1))
    assert (page.status_code, "too large" in page.content.decode()) == (422, True)


def test_no_file_and_an_empty_file_are_said(desk):
    assert "Choose the file" in desk.post("/rescue/", {}).content.decode()
    assert "This file is empty" in bring(desk, b"").content.decode()


@pytest.mark.parametrize("packed", ["", "%%%", "QUJD"])
def test_a_page_that_was_tampered_with_files_nothing(desk, packed):
    answer = desk.post("/rescue/", {"packed": packed})
    assert answer.status_code == 422


def test_another_groups_phone_is_not_taken(phone, desk, cleo):
    theirs = PhoneRow.objects.create(id=new_id(), group=cleo.group)
    page = bring(desk, {**phone.rescue_file(), "phone": str(theirs.id)})
    assert (page.status_code, "another group" in page.content.decode()) == (422, True)


def test_any_member_may_bring_a_file_and_nobody_else(phone, vera):
    assert sign_in(vera).get("/rescue/").status_code == 200
    stranger = at_this_machine().get("/rescue/")
    assert (stranger.status_code, stranger.headers["Location"]) == (302, "/sign-in/?next=%2Frescue%2F")


def test_controls_keep_nothing(phone, desk):
    for page in (desk.get("/rescue/"), bring(desk, phone.rescue_file())):
        text = page.content.decode()
        assert text.count("<form") <= text.count('autocomplete="off"')


def test_a_contact_in_the_file_becomes_a_person_of_the_phones_outing(phone, desk, outing):
    from handbill.people.models import Person

    entry = phone.contact({"name": "Dee"})
    confirm(desk, bring(desk, phone.rescue_file()))
    person = Person.objects.get()
    assert (str(person.id), person.met_outing) == (entry["body"]["person"], outing)
