"""Spreadsheets, whole files and back-ups that were tampered with inside: each is read or refused in words, and nothing swells.

HANDBILL_INPUTS says how many inputs each reader is given, as in test_hostile_input.py.
"""

import io
import json
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.accounts.actions import inviting
from handbill.base.errors import Refusal
from handbill.base.instance import Unusable
from handbill.desk.commands import restore, whole_file
from handbill.exchange.tables import read_table
from handbill.keys.errors import KeysError
from handbill.keys.words import from_recovery, from_words, word_list
from tests.attackers.test_hostile_input import MANY

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
        f'PartName="/{SHEET}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    SHEET: (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Dee</t></is></c></row></sheetData></worksheet>'
    ),
}
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
WILD = st.sampled_from(
    [
        "",
        "<",
        "&",
        "&e;",
        "&b;",
        '"',
        "A99999999",
        "ZZZZ1",
        "-1",
        "1e999",
        "NaN",
        "9" * 30,
        "\0",
        "\ud7ff",
        "../../x",
        "s",
    ]
    + ["date", "e", "n", "b", "str", 'r="0"', "</row>", "<row>", ENTITY, "[" * 3000, "{" * 50, "null", "\u202e"]
)
WHOLE = {
    "manifest.json": json.dumps({"format": whole_file.FORMAT, "tables": {"accounts_group": [1, "ab"]}}),
    "accounts_group.jsonl": '{"id": "x"}\n',
}
BACKUP = {
    "manifest.json": json.dumps({"format": "handbill-backup-1", "sha256": "0"}),
    "handbill.sqlite3": "x",
    "secret.key": "y",
}


@st.composite
def tampered(draw, members: dict[str, str]) -> dict[str, bytes]:
    """One of the files inside cut, overwritten or lengthened at a few places; now and then one is gone."""
    inside = {name: text.encode() for name, text in members.items()}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(members)))
        old = inside.get(name, b"")
        start, end = sorted(draw(st.tuples(st.integers(0, len(old)), st.integers(0, len(old)))))
        end = min(end, start + draw(st.sampled_from([0, 1, 5, 400])))
        inside[name] = old[:start] + draw(WILD).encode() + old[end:]
    if draw(st.integers(0, 9)) == 0:
        inside.pop(draw(st.sampled_from(sorted(inside))))
    return inside


@st.composite
def zips(draw, members: dict[str, str]) -> bytes:
    raw = zipped(draw(tampered(members)))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(raw) - 1))
        raw = raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
    return raw


def zipped(inside: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in inside.items():
            whole.writestr(name, content)
    return file.getvalue()


def refused(read, one) -> str:
    """The sentence it was refused with; empty where it was read."""
    try:
        read(one)
    except (Refusal, Unusable, KeysError) as answer:
        return str(answer) or type(answer).__name__
    return ""


def manifest_in(raw: bytes) -> None:
    with whole_file.open_whole(io.BytesIO(raw)) as whole:
        whole_file.manifest_of(whole)


def backup_in(inside: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "backup.tar"
        with tarfile.open(packed, "w") as tar:
            for name, content in inside.items():
                head = tarfile.TarInfo(name)
                head.size = len(content)
                tar.addfile(head, io.BytesIO(content))
        restore._unpack(packed, Path(folder), packed)


WORDS = st.lists(st.sampled_from(word_list()[:40]) | st.text(max_size=6), max_size=26).map(" ".join)
READERS = {
    "spreadsheet": (read_table, zips(BOOK)),
    "whole file": (manifest_in, zips(WHOLE)),
    "backup": (backup_in, tampered(BACKUP)),
    "invitation": (inviting._token, st.text(max_size=60)),
    "recovery words": (from_words, WORDS | st.text(max_size=100)),
    "recovery square": (from_recovery, st.text(max_size=100)),
}


@pytest.mark.parametrize("name", READERS)
def test_what_was_tampered_with_is_read_or_refused(name):
    reader, inputs = READERS[name]

    @MANY
    @given(inputs)
    def read(one):
        refused(reader, one)

    read()


def test_what_was_not_tampered_with_is_read():
    """A control: the fuzz begins from files that the readers take."""
    assert read_table(zipped({name: text.encode() for name, text in BOOK.items()})).rows == [(2, ["Dee"])]
    assert refused(manifest_in, zipped({name: text.encode() for name, text in WHOLE.items()})) == ""


def test_no_entity_is_followed():
    """Neither one that names a file of the server's nor one that grows."""
    sheet = ENTITY + BOOK[SHEET].replace("Dee", "&e;&b;")
    raw = zipped({**{name: text.encode() for name, text in BOOK.items()}, SHEET: sheet.encode()})
    assert refused(read_table, raw)


@pytest.mark.parametrize("name", ["spreadsheet", "whole file"])
def test_what_swells_is_not_unpacked(name):
    members, place = (BOOK, SHEET) if name == "spreadsheet" else (WHOLE, "manifest.json")
    raw = zipped({**{inside: text.encode() for inside, text in members.items()}, place: b" " * 300_000_000})
    assert len(raw) < 400_000
    assert refused(READERS[name][0], raw)


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "1" * 20_000])
def test_a_manifest_that_is_too_deep_is_refused(text):
    assert refused(
        manifest_in,
        zipped({**{name: inside.encode() for name, inside in WHOLE.items()}, "manifest.json": text.encode()}),
    )
    assert refused(
        backup_in, {**{name: inside.encode() for name, inside in BACKUP.items()}, "manifest.json": text.encode()}
    )


def test_a_whole_file_under_a_password_is_refused():
    """Its flag is set without one: reading it is then no question of its form."""
    raw = bytearray(zipped({name: inside.encode() for name, inside in WHOLE.items()}))
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(head)
        while at >= 0:
            raw[at + flag] |= 1
            at = raw.find(head, at + 4)
    assert refused(manifest_in, bytes(raw))
