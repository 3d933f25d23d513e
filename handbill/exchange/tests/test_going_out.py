"""Files that leave: who may take them, what stands in them, and that no spreadsheet calculates with a name."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.accounts.models import AuditEntry
from handbill.base.clock import stand_at
from handbill.exchange.content_lines import escaped, folded
from handbill.exchange.harmless import FORMULA, as_written, harmless
from handbill.exchange.people_out import COLUMNS
from tests.cast import NOON, PASSWORD, sign_in
from tests.met import STALL, meet, stall_phone


@pytest.fixture
def dee(outing, ada):
    with stand_at(STALL):
        return meet(stall_phone(outing, ada), {"name": "=cmd|'/C calc'!A1", "note": "Mould; in the hall,\nand more"})


def out(member, form: str, password: str = PASSWORD):
    return sign_in(member).post("/set-up/exchange/people/", {"form": form, "password": password})


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(raw: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_the_list_goes_out_with_the_password_once_more_and_is_noted(dee, ada):
    (row,) = rows(whole(out(ada, "csv")))
    assert tuple(row) == COLUMNS
    assert row["phone"] == "'+447700900123" and row["email"] == "dee@quill.example"
    assert AuditEntry.objects.get(what="exported").count == 1


@pytest.mark.django_db
def test_a_wrong_password_gives_nothing_out(dee, ada):
    answer = out(ada, "csv", "not it at all")
    assert answer.status_code == 422 and b"dee@quill" not in answer.content
    assert not AuditEntry.objects.filter(what="exported").exists()


@pytest.mark.django_db
def test_a_volunteer_takes_nothing_out(dee, ben):
    assert out(ben, "csv").status_code == 403


@pytest.mark.django_db
def test_another_group_finds_none_of_ours(dee, cleo):
    assert rows(whole(out(cleo, "csv"))) == []


@pytest.mark.django_db
def test_no_cell_is_a_formula(dee, ada):
    from openpyxl import load_workbook

    (row,) = rows(whole(out(ada, "csv")))
    assert row["name"] == "'=cmd|'/C calc'!A1"
    sheet = load_workbook(io.BytesIO(whole(out(ada, "xlsx")))).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value} == {"s"}
    assert sheet["A2"].value == "'=cmd|'/C calc'!A1"


@pytest.mark.django_db
def test_an_address_book_reads_the_same_card_back(dee, ada):
    text = whole(out(ada, "vcard")).decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"] and "TEL;VALUE=uri:tel:+447700900123" in lines
    assert "NOTE:Mould\\; in the hall\\,\\nand more" in lines


@pytest.mark.django_db
def test_what_holds_no_person_has_no_word_of_a_card(dee, ada):
    browser = sign_in(ada)
    for what in ("facts", "ledger", "outings"):
        text = whole(browser.get(f"/set-up/exchange/{what}.csv")).decode()
        assert "quill" not in text and len(text) > 10
    assert "contact" in whole(browser.get("/set-up/exchange/facts.csv")).decode()
    assert "Ferry Square" in whole(browser.get("/set-up/exchange/outings.csv")).decode()


@pytest.mark.django_db
def test_a_calendar_reads_outings_until_its_address_is_ended(outing, ben, client):
    browser = sign_in(ben)
    with stand_at(NOON):
        address = browser.post("/me/calendar/").context["address"]
        path = address[address.index("/calendar/") :]
        text = client.get(path).content.decode()
        assert "DTSTART:20260912T140000Z\r\n" in text and "LOCATION:Ferry Square market\r\n" in text
        assert "Ada" not in text and "Ben" not in text
        browser.post("/me/calendar/ending/")
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_new_calendar_address_ends_the_old_one_and_who_left_has_none(outing, ben, client):
    browser = sign_in(ben)
    first, second = (browser.post("/me/calendar/").context["address"] for _ in range(2))
    with stand_at(NOON + timedelta(days=1)):
        assert client.get(first[first.index("/calendar/") :]).status_code == 404
        assert client.get(second[second.index("/calendar/") :]).status_code == 200
        type(ben).objects.filter(id=ben.id).update(ended_at=NOON)
        assert client.get(second[second.index("/calendar/") :]).status_code == 404


@given(st.text())
def test_a_harmless_cell_begins_no_formula_and_reads_back(text):
    assert not harmless(text).startswith(FORMULA)
    if not (text[:1] == "'" and text[1:].startswith(FORMULA)):
        assert as_written(harmless(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_a_folded_line_is_short_and_unfolds_to_itself(text):
    lines = folded(f"NOTE:{escaped(text)}")
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    assert lines.replace("\r\n ", "") == f"NOTE:{escaped(text)}\r\n"
