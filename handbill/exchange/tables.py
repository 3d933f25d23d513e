"""A file of rows, read with suspicion: CSV in three encodings, XLSX without formulas, nothing that swells when unpacked."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handbill.base.errors import Refusal

MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 2000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_IN_A_CELL = 4000
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
SEPARATORS = ",;\t|"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SEALED_BY_A_PASSWORD = "EncryptedPackage".encode("utf-16-le")
AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class Table:
    """Headings and rows; a row comes with the number it has in the file, the headings being row 1."""

    headings: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    encoding: str  # empty for XLSX


def read_table(raw: bytes, encoding: str = "") -> Table:
    """Raises Refusal with a sentence, and a row number where there is one. `encoding` is tried first."""
    if len(raw) > MOST_BYTES:
        raise too_large()
    if raw.startswith(OLD_EXCEL) and SEALED_BY_A_PASSWORD in raw:
        raise _refused(
            _("The spreadsheet is locked with a password. Save it without one, or as CSV, and choose it again.")
        )
    if raw.startswith(OLD_EXCEL):
        raise _refused(_("This is a spreadsheet of the old kind (XLS). Save it as XLSX or CSV and choose it again."))
    if raw.startswith(b"PK\x03\x04"):
        return _table(_xlsx_rows(raw), "")
    text, encoding = _decoded(raw, encoding)
    return _table(_csv_rows(text), encoding)


def too_large() -> Refusal:
    return _refused(_("The file is larger than 25 MB. Nothing was brought in. Cut it into parts."))


def _table(lines: Iterator[tuple[int, list[str]]], encoding: str) -> Table:
    filled = ((number, row) for number, row in lines if any(row))
    first = next(filled, None)
    if first is None:
        raise _refused(_("The file is empty. Nothing was brought in."))
    headings = tuple(first[1])
    if len(headings) > MOST_COLUMNS:
        raise _refused(_("The first row has more than 200 columns. Nothing was brought in."))
    rows = []
    for line in filled:
        if len(rows) == MOST_ROWS:
            sentence = _(
                "The file goes on after row {row}; 200,000 rows are taken at once. Nothing was brought in. Cut it into parts."
            )
            raise _refused(sentence.format(row=line[0] - 1))
        rows.append(line)
    return Table(headings, rows, encoding)


def _decoded(raw: bytes, wanted: str) -> tuple[str, str]:
    """Every byte means something in cp1252, nearly: it comes last, and the choice is shown."""
    tried = [wanted] if wanted in ENCODINGS else []
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(raw) > 3 and raw[1:4:2] == b"\0\0"):
        tried.append("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le")
    for encoding in (*tried, "utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding.removesuffix("-le")
    raise _refused(
        _("The signs of this file cannot be read. Save it as CSV in UTF-8, or as XLSX, and choose it again.")
    )


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for row in reader:
            number += 1
            yield number, [cell.strip()[:MOST_IN_A_CELL] for cell in row]
    except csv.Error:
        sentence = _(
            "Row {row} cannot be read: a quotation mark may be open. Nothing was brought in. Mend the row and choose the file again."
        )
        raise _refused(sentence.format(row=number + 1)) from None


def _xlsx_rows(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Values as they were shown last; what a formula would come to is not worked out."""
    _check_packing(raw)
    from openpyxl import load_workbook

    try:
        sheet = _first_seen(load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets)
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_ROWS * 2:
                raise _too_many_rows()
            yield number, [_cell(value) for value in row[: MOST_COLUMNS + 1]]
    except Refusal:
        raise
    except Exception as problem:  # a damaged file breaks in as many ways as there are parsers inside
        raise _damaged() from problem


def _first_seen(sheets: list):
    """What is hidden was not meant to be brought in."""
    return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])


def _check_packing(raw: bytes) -> None:
    """Before anything is unpacked: what the file says it comes to; then, quicker than a parser, how many rows."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
        entries = packed.infolist()
    except (zipfile.BadZipFile, RuntimeError, ValueError):  # of a version or with a name that nobody knows
        raise _damaged() from None
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refused(_("The spreadsheet would unpack to more than 200 MB. Nothing was brought in. Save it as CSV."))
    sheets = [entry for entry in entries if entry.filename.startswith("xl/worksheets/")]
    if any(_tags_of_rows(packed, entry) > MOST_ROWS * 2 for entry in sheets):
        raise _too_many_rows()


def _tags_of_rows(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    count, end = 0, b""
    try:
        with packed.open(entry) as part:
            while some := part.read(AT_ONCE):
                count += (end + some).count(b"<row")
                end = some[-3:]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
    ):  # one that is encrypted, or packed in an unknown way, too
        raise _damaged() from None
    return count


def _too_many_rows() -> Refusal:
    return _refused(
        _(
            "The sheet goes on after row 400,000; 200,000 rows are taken at once. Nothing was brought in. Cut it into parts."
        )
    )


def _damaged() -> Refusal:
    return _refused(_("The spreadsheet is damaged and cannot be read. Save it anew and choose it again."))


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return str(value).strip()[:MOST_IN_A_CELL]


def _refused(sentence: str) -> Refusal:
    return Refusal("bad_file", sentence, 422)
