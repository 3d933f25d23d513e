"""People out of files: what is read, what is said, who was here already, and that all of it can be taken back."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.accounts.models import AuditEntry
from handbill.base.clock import stand_at
from handbill.base.errors import Refusal
from handbill.exchange import tables
from handbill.exchange.bringing_in import keep_file
from handbill.exchange.columns import guessed
from handbill.exchange.harmless import harmless
from handbill.exchange.models import Changed, Import
from handbill.exchange.reading import read_rows
from handbill.exchange.tables import read_table
from handbill.people.correcting import OnTheCard, correct_card
from handbill.people.models import Card, IndexEntry, Person
from handbill.people.opening import opened_of
from tests.cast import NOON, keyring_of, sign_in
from tests.met import STALL, meet, stall_phone

PLAIN = "Name,Phone,E-mail,Note,Tags\nDee Quill,07700 900123,dee@quill.example,Mould,damp; hall\nBo Reed,12,bo.example,,\n,07700 900124,,,\n"


def looked_at(member, raw: bytes):
    return sign_in(member).post("/set-up/exchange/import/", {"file": SimpleUploadedFile("people.csv", raw)})


def brought(member, raw: bytes, **more) -> str:
    browser = sign_in(member)
    page = browser.post("/set-up/exchange/import/", {"file": SimpleUploadedFile("people.csv", raw)})
    assert page.status_code == 200, page.content.decode()[-2000:]
    columns = {f"column_{n}": next((name for name, _l, on in o if on), "") for n, _h, o in page.context["columns"]}
    answer = browser.post(
        f"/set-up/exchange/import/{page.context['row'].id}/", {"key": page.context["key"], "go": "1", **columns, **more}
    )
    return b"".join(answer.streaming_content).decode()


def cards(member) -> list:
    return [card for _id, card in opened_of(Person.objects.filter(group=member.group_id), keyring_of(member))]


def sheet(*rows) -> bytes:
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def refused(raw: bytes) -> str:
    with pytest.raises(Refusal) as found:
        read_table(raw)
    return found.value.sentence


@pytest.mark.django_db
def test_the_preview_says_what_the_file_comes_to_and_brings_nobody_in(ada):
    page = looked_at(ada, PLAIN.encode())
    assert (page.context["new"], page.context["left"]) == (2, 1)
    assert [number for number, _sentence in page.context["problems"]] == [3, 3, 4]
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_people_come_in_sealed_and_are_found_by_number(ada):
    assert "Done: 2 people" in brought(ada, PLAIN.encode())
    dee = next(card for card in cards(ada) if card.name == "Dee Quill")
    assert (dee.phone, dee.email, dee.note) == ("+447700900123", "dee@quill.example", "Mould")
    assert IndexEntry.objects.count() == 2 and Person.objects.filter(tags__name="damp").count() == 1
    assert all(b"Quill" not in bytes(card.ct) for card in Card.objects.all())
    assert Import.objects.get().locked is None and AuditEntry.objects.filter(what="imported").exists()


@pytest.mark.django_db
def test_between_two_pages_the_file_lies_locked(ada):
    row, key = keep_file(PLAIN.encode(), by=ada)
    assert b"Quill" not in bytes(Import.objects.get().locked)
    answer = sign_in(ada).post(f"/set-up/exchange/import/{row.id}/", {"key": "00" * 32, "go": "1"})
    assert answer.status_code == 410 and len(key) == 64


@pytest.mark.django_db
def test_whoever_is_here_already_is_left_out_or_brought_in_to_be_put_together(outing, ada):
    with stand_at(STALL):
        meet(stall_phone(outing, ada))
    brought(ada, PLAIN.encode())
    assert Person.objects.count() == 2
    brought(ada, PLAIN.encode(), twice="bring")
    assert Person.objects.count() == 4
    assert sign_in(ada).get("/people/twice/").content.decode().count("Dee Quill") >= 2


@pytest.mark.django_db
def test_an_import_is_taken_back_whole_for_thirty_days(outing, ada):
    with stand_at(STALL):
        meet(stall_phone(outing, ada), {"phone": "07700 900999", "email": ""})
        brought(ada, PLAIN.encode())
    row = Import.objects.get()
    with stand_at(STALL + timedelta(days=31)):
        assert sign_in(ada).post(f"/set-up/exchange/import/{row.id}/undoing/").status_code == 409
    with stand_at(STALL + timedelta(days=29)):
        assert sign_in(ada).post(f"/set-up/exchange/import/{row.id}/undoing/").status_code == 302
        assert sign_in(ada).post(f"/set-up/exchange/import/{row.id}/undoing/").status_code == 409
    assert Person.objects.count() == 1 and Card.objects.count() == 1


@pytest.mark.django_db
def test_columns_are_remembered_as_they_were_matched(ada):
    raw = b"Wer,Wohin\nDee Quill,07700 900123\n"
    browser = sign_in(ada)
    page = browser.post("/set-up/exchange/import/", {"file": SimpleUploadedFile("x.csv", raw)})
    sent = {"key": page.context["key"], "column_0": "name", "column_1": "phone", "go": "1"}
    b"".join(browser.post(f"/set-up/exchange/import/{page.context['row'].id}/", sent).streaming_content)
    again = looked_at(ada, raw)
    assert again.context["here"] == 1


@pytest.mark.django_db
def test_nobody_but_organisers_brings_people_in(ben, cleo, ada):
    assert looked_at(ben, PLAIN.encode()).status_code == 403
    row, key = keep_file(PLAIN.encode(), by=ada)
    assert sign_in(cleo).post(f"/set-up/exchange/import/{row.id}/", {"key": key, "go": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("email", "first_name", "last_name", "can2_phone"), ["email", "first_name", "last_name", "phone"]),
        (("Contact ID", "Display Name", "Email", "Phone"), ["", "name", "email", "phone"]),
        (
            ("First Name", "Last Name", "E-mail 1 - Value", "Phone 1 - Value", "Notes"),
            ["first_name", "last_name", "email", "phone", "note"],
        ),
        (("Nombre", "Apellidos", "Teléfono", "Correo electrónico"), ["first_name", "last_name", "phone", "email"]),
        (("Prénom", "Nom", "Téléphone", "Courriel"), ["first_name", "last_name", "phone", "email"]),
        (("الاسم", "رقم الهاتف", "البريد الإلكتروني"), ["name", "phone", "email"]),
    ],
)
def test_columns_are_known_by_their_headings(headings, fields):
    assert guessed(headings) == fields


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_signs_it_was_written_in(encoding):
    assert read_table("Name;Phone\nZoé Čapek;1".replace("Č", "C").encode(encoding)).rows == [(2, ["Zoé Capek", "1"])]


def test_numbers_and_dates_of_a_spreadsheet_are_read_as_people_wrote_them():
    from datetime import date

    table = read_table(sheet(("Name", "Phone", "Met"), ("Dee", 7700900123, date(2026, 3, 4)), ("=1+1", "x", None)))
    assert table.rows[0] == (2, ["Dee", "7700900123", "2026-03-04"])


def test_dates_that_say_both_orders_are_told_by_row():
    table = read_table(
        b"Name,Phone,Met\nA,07700900123,25/03/2026\nB,07700900124,03/25/2026\nC,07700900125,03/04/2026\n"
    )
    with stand_at(NOON):
        rows = list(read_rows(table, ["name", "phone", "met_on"], "GB"))
    assert [bool(row.problems) for row in rows] == [False, False, True] and rows[0].met_on == rows[1].met_on


def test_hostile_and_broken_files_end_in_a_sentence(monkeypatch):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    assert "200 MB" in refused(bomb.getvalue())
    assert "damaged" in refused(b"PK\x03\x04 no zip")
    assert "XLSX or CSV" in refused(b"\xd0\xcf\x11\xe0 old")
    assert "empty" in refused(b"\n\n")
    assert "cannot be read" in refused(b"Name\n\x00\x81\x00")
    assert "Row 2" in refused(b'Name\n"' + b"x" * 200_000)
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert "after row 3" in refused(b"Name\n1\n2\n3\n")


def test_an_xlsx_without_its_parts_is_damaged_and_says_so():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
    assert "damaged" in refused(file.getvalue())


SAID = st.text('aZé=+-@,;|"漢ع0', min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(SAID, SAID), min_size=1, max_size=5))
def test_what_is_written_as_csv_is_read_as_the_same_words(people):
    file = io.StringIO()
    csv.writer(file).writerows([("name", "note"), *((harmless(name), harmless(text)) for name, text in people)])
    rows = read_rows(read_table(file.getvalue().encode("utf-8-sig")), ["name", "note"], "GB")
    assert [(row.name, row.note) for row in rows] == people


@pytest.mark.django_db
def test_what_went_out_comes_in_as_the_same_cards(ada, cleo):
    """CSV to cards, to CSV, to the cards of another group."""
    from handbill.exchange.people_out import csv_of

    brought(ada, PLAIN.encode())
    brought(cleo, "".join(csv_of(keyring_of(ada))).encode())
    assert {(one.name, one.phone, one.email, one.other, one.note) for one in cards(cleo)} == {
        (one.name, one.phone, one.email, one.other, one.note) for one in cards(ada)
    }


def test_a_file_from_another_site_is_not_read(ada):
    """The page reads its file in memory before anything else does; what guards every other form guards it all the same."""
    browser = sign_in(ada)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post("/set-up/exchange/import/", {"file": SimpleUploadedFile("people.csv", PLAIN.encode())})
    assert answer.status_code == 403 and not Import.objects.exists()


def met_dee(outing, ada) -> Person:
    with stand_at(STALL):
        return meet(stall_phone(outing, ada), {"name": "Dee Q", "email": "", "note": ""})


FULLER = "Name,Phone,E-mail,Note\nDee Quill,07700 900123,dee@quill.example,Mould\n"


@pytest.mark.django_db
def test_the_preview_shows_the_card_beside_the_file_field_by_field(outing, ada):
    met_dee(outing, ada)
    (one, lines) = looked_at(ada, FULLER.encode()).context["twice"][0]
    assert one.number == 2 and one.name == "Dee Q" and "Quill" not in repr(one)
    said = {str(label): (here, brings, same) for label, here, brings, same in lines}
    assert said["Name"] == ("Dee Q", "Dee Quill", False) and said["Phone"][2] and said["Note"] == ("", "Mould", False)


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "name"), [("fill", "Dee Q"), ("replace", "Dee Quill")])
@pytest.mark.parametrize("where", ["twice", "row_2"])
def test_a_card_is_filled_or_replaced_and_undoing_restores_it(outing, ada, choice, name, where):
    met_dee(outing, ada)
    with stand_at(STALL):
        assert "1 card changed" in brought(ada, FULLER.encode(), **{where: choice})
    (card,) = cards(ada)
    assert (card.name, card.email, card.note) == (name, "dee@quill.example", "Mould")
    with stand_at(STALL + timedelta(days=1)):
        assert sign_in(ada).post(f"/set-up/exchange/import/{Import.objects.get().id}/undoing/").status_code == 302
    (card,) = cards(ada)
    assert (card.name, card.email, card.note) == ("Dee Q", "", "") and not Changed.objects.exists()


@pytest.mark.django_db
def test_undoing_spares_a_filled_card_that_was_corrected_since(outing, ada):
    dee = met_dee(outing, ada)
    with stand_at(STALL):
        brought(ada, FULLER.encode(), twice="fill")
    correct_card(dee, OnTheCard("Dee Reed", "+447700900123"), keyring=keyring_of(ada))
    with stand_at(STALL + timedelta(days=1)):
        sign_in(ada).post(f"/set-up/exchange/import/{Import.objects.get().id}/undoing/")
    assert [card.name for card in cards(ada)] == ["Dee Reed"]


@pytest.mark.django_db
def test_undoing_spares_somebody_whose_card_was_corrected_since(ada):
    with stand_at(STALL):
        brought(ada, PLAIN.encode())
        dee = next(id for id, card in opened_of(Person.objects.all(), keyring_of(ada)) if card.name == "Dee Quill")
        correct_card(Person.objects.get(id=dee), OnTheCard("Dee Reed", "+447700900123"), keyring=keyring_of(ada))
        sign_in(ada).post(f"/set-up/exchange/import/{Import.objects.get().id}/undoing/")
    assert [card.name for card in cards(ada)] == ["Dee Reed"]


@pytest.mark.django_db
def test_a_locked_session_sees_no_card_beside_a_file(outing, ada):
    met_dee(outing, ada)
    browser = sign_in(ada)
    browser.post("/lock/")
    answer = browser.post("/set-up/exchange/import/", {"file": SimpleUploadedFile("people.csv", FULLER.encode())})
    assert answer.status_code == 302 and "/unlock/" in answer.headers["Location"]
