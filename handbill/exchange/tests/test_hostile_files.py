"""Files as they come from elsewhere, and some made to do harm: each ends in rows or in a sentence, with a row number where there is one."""

import csv
import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from handbill.base.clock import stand_at
from handbill.base.errors import Refusal
from handbill.exchange.columns import guessed
from handbill.exchange.reading import Row, read_rows
from handbill.exchange.tables import read_table
from tests.cast import NOON


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet(*rows) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def rows_of(raw: bytes) -> list[Row]:
    table = read_table(raw)
    with stand_at(NOON):
        return list(read_rows(table, guessed(table.headings), "GB"))


def refused(raw: bytes) -> str:
    with pytest.raises(Refusal) as found:
        read_table(raw)
    assert "Nothing was brought in" in found.value.sentence or "choose it again" in found.value.sentence
    return found.value.sentence


def written(*rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def test_signs_of_another_encoding_are_read_and_the_choice_is_shown():
    raw = "Name;Téléphone\nZoé Brûlé;07700 900123\n".encode("cp1252")
    table = read_table(raw)
    assert table.rows[0][1][0] == "Zoé Brûlé" and table.encoding == "cp1252"
    assert "cannot be read" in refused(b"Name,Phone\n\x00\x81\x8d\x8f\x00\n")


def test_cells_that_were_merged_are_said_by_row():
    """A spreadsheet keeps the text in the first cell; the others are empty."""
    book = sheet(("Name", "Phone"), ("Dee Quill", "07700 900123"), (None, "07700 900124"))
    book.active.merge_cells("A2:A3")
    first, second = rows_of(saved(book))
    assert first.name == "Dee Quill" and not first.left_out
    assert second.number == 3 and second.left_out and "no name" in second.problems[0]


def test_a_formula_is_not_worked_out():
    (row,) = rows_of(saved(sheet(("Name", "Phone", "Note"), ("Dee", "07700900123", '=HYPERLINK("http://x.example")'))))
    assert row.note == "" and row.name == "Dee"


def test_a_formula_in_a_csv_stays_text():
    (row,) = rows_of(written(("Name", "Phone", "Note"), ("Dee", "07700900123", "=1+1")))
    assert row.note == "=1+1"


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1024 * 1024))
    assert len(bomb.getvalue()) < 1024 * 1024 and "200 MB" in refused(bomb.getvalue())


def test_dates_of_two_orders_are_said_by_row():
    raw = written(
        ("Name", "Phone", "Date"),
        *((f"P{n}", "07700900123", d) for n, d in enumerate(("25/03/2026", "03/25/2026", "03/04/2026"))),
    )
    assert [row.number for row in rows_of(raw) if row.problems] == [4]


def test_a_date_of_a_spreadsheet_needs_no_order():
    (row,) = rows_of(saved(sheet(("Name", "Phone", "Date"), ("Dee", "07700900123", date(2026, 4, 3)))))
    assert row.met_on == date(2026, 4, 3)


def test_a_million_rows_are_refused_with_the_row_where_to_cut():
    assert "after row 200001" in refused(b"Name,Phone\n" + b"A,1\n" * 1_000_000)


def test_a_million_rows_of_a_spreadsheet_are_refused_as_well():
    """Written by hand: a workbook of that size takes minutes to make."""
    book = io.BytesIO(saved(sheet(("Name", "Phone"))))
    row = '<row><c t="inlineStr"><is><t>A</t></is></c></row>'
    long = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        main = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        new.writestr("xl/worksheets/sheet1.xml", main + row * 1_000_000 + "</sheetData></worksheet>")
    assert "200,000 rows are taken at once" in refused(long.getvalue())


def test_a_hidden_sheet_is_not_read():
    book = sheet(("Name", "Phone"), ("Nobody", "07700900999"))
    book.active.sheet_state = "hidden"
    seen = book.create_sheet("People")
    seen.append(("Name", "Phone"))
    seen.append(("Dee Quill", "07700900123"))
    book.active = 1
    assert [row.name for row in rows_of(saved(book))] == ["Dee Quill"]


def test_numbers_kept_as_text_are_read():
    (row,) = rows_of(saved(sheet(("Name", "Phone"), ("Dee", "'07700 900123"))))
    assert row.phone == "+447700900123"


def test_a_phone_kept_as_a_number_gets_its_lost_zero_back_or_is_said_by_row():
    raw = saved(sheet(("Name", "Phone"), ("Dee", 7700900123)))
    assert rows_of(raw)[0].phone == "+447700900123"
    (row,) = read_rows(read_table(saved(sheet(("Name", "Phone"), ("Bo", 123)))), ["name", "phone"], "GB")
    assert not row.can_be_dialled and row.phone == "123" and "cannot be dialled" in row.problems[0]


def test_a_phone_in_powers_of_ten_has_lost_its_digits_and_says_so():
    (row,) = rows_of(written(("Name", "Phone"), ("Dee", "7.7009E+09")))
    assert not row.can_be_dialled and "cannot be dialled" in row.problems[0]


def test_of_two_equal_headings_the_first_counts():
    table = read_table(written(("Name", "Phone", "Phone"), ("Dee", "07700900123", "07700900999")))
    assert guessed(table.headings) == ["name", "phone", ""]
    assert rows_of(written(("Name", "Phone", "Phone"), ("Dee", "07700900123", "07700900999")))[0].phone.endswith("123")


def test_a_spreadsheet_with_a_password_says_so():
    """Such a file is a container of the old kind, with the packed workbook sealed inside it."""
    names = "EncryptionInfo".encode("utf-16-le") + bytes(100) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + names + bytes(1000))


def test_a_spreadsheet_of_the_old_kind_says_so():
    assert "XLSX or CSV" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def test_a_row_with_an_open_quotation_mark_is_named():
    assert "Row 3" in refused(b'Name,Phone\nA,1\n"' + b"x" * 200_000)
