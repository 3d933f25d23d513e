"""The phone app's page, worker, manifest and files: one version, the same for everybody, nothing about anybody."""

import gzip
import json
import re
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from handbill.field import assets
from handbill.field.words import catalogue_of, languages

MOST_SCRIPTS = 45_000
MOST_IN_ALL = 150_000
MOST_WORDS = 13_000  # of each language; a phone keeps them all, as its user may change hers with no signal


@pytest.fixture
def stranger() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def kept(stranger) -> dict:
    """The list in front of the worker."""
    script = stranger.get("/field/worker.js").content.decode()
    return json.loads(re.match(r"const PRECACHE = (\{.*\});\n", script)[1])


def test_the_page_is_the_same_for_a_member_and_a_stranger(db, stranger, ada):
    from tests.cast import sign_in

    pages = [client.get("/field/") for client in (stranger, sign_in(ada))]
    assert pages[0].status_code == 200
    assert pages[0].content == pages[1].content
    assert ada.name not in pages[1].content.decode()


@pytest.mark.parametrize("address", ["/field/", "/field/worker.js", "/field/manifest.webmanifest"])
def test_page_worker_and_manifest_are_asked_for_each_time(db, stranger, address):
    answer = stranger.get(address)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not answer.cookies
    assert stranger.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/field/", "/field/worker.js"])
def test_what_has_not_changed_is_not_sent_again(db, stranger, address):
    etag = stranger.get(address).headers["ETag"]
    assert stranger.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert stranger.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_camera_may_be_used_here_and_nothing_runs_inline(db, stranger):
    answer = stranger.get("/field/")
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


def test_every_kept_file_is_there_for_ever_under_its_version(db, stranger, kept):
    assert kept["files"]
    for address in kept["files"]:
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]
        assert address.startswith(f"/field/app/{kept['version']}/")


def test_whatever_the_page_and_its_files_name_is_served(db, stranger, kept):
    page = stranger.get("/field/").content.decode()
    named = set(re.findall(r'(?:href|src)="(/field/app/[^"]+)"', page))
    assert named
    assert named <= set(kept["files"])
    for ends in (".js", ".css"):
        assert len([address for address in kept["files"] if address.endswith(ends)]) == 1, "one file, one wait"


def test_another_version_and_unknown_files_are_gone(db, stranger, kept):
    name = kept["files"][0].removeprefix(f"/field/app/{kept['version']}/")
    for address in (
        f"/field/app/0000/{name}",
        f"/field/app/{kept['version']}/field/types.js",
        f"/field/app/{kept['version']}/../settings.py",
    ):
        assert stranger.get(address).status_code == 404


def test_a_packed_file_unpacks_to_the_plain_one(db, stranger, kept):
    address = next(address for address in kept["files"] if address.endswith("field/main.js"))
    packed = stranger.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == stranger.get(address).content


def test_a_phone_keeps_three_letters_and_not_those_of_the_desk(kept):
    fonts = {address.rsplit("/", 1)[1] for address in kept["files"] if address.endswith(".woff2")}
    assert fonts == assets.KEPT_FONTS


def test_the_app_does_not_grow_unseen(db, stranger):
    """What a phone fetches and keeps, as it is sent; the worker's list of files counts as script too."""
    sent = {name: len(asset.packed or asset.plain) for name, asset in assets.current().assets.items()}
    worker = stranger.get("/field/worker.js", headers={"Accept-Encoding": "gzip"})
    scripts = [size for name, size in sent.items() if name.endswith(".js")]
    assert sum(scripts) + len(gzip.compress(worker.content, 9)) <= MOST_SCRIPTS
    words = [size for name, size in sent.items() if name.startswith("words/")]
    assert max(words) <= MOST_WORDS
    assert sum(size for name, size in sent.items() if assets.is_kept(name)) - sum(words) <= MOST_IN_ALL


def test_a_change_in_any_file_makes_another_version(tmp_path, monkeypatch):
    before = assets.current().name
    real = assets._static_file

    def with_one_byte_more(name):
        if name != "field/tally.js":
            return real(name)
        (tmp_path / "tally.js").write_bytes(real(name).read_bytes() + b"\n")
        return tmp_path / "tally.js"

    disk = assets._Disk()
    disk.read()
    assert disk.version.name == before
    monkeypatch.setattr(assets, "_static_file", with_one_byte_more)
    disk.read()
    assert disk.version.name != before


def test_a_file_changed_on_the_disk_is_noticed(tmp_path, monkeypatch):
    copy = tmp_path / "clock.js"
    copy.write_bytes(assets._static_file("field/clock.js").read_bytes())
    real = assets._static_file
    monkeypatch.setattr(assets, "_static_file", lambda name: copy if name == "field/clock.js" else real(name))
    disk = assets._Disk()
    disk.read()
    assert not disk.has_changed()
    copy.write_bytes(copy.read_bytes() + b"// more\n")
    assert disk.has_changed()


def test_a_file_that_is_named_but_missing_is_said(monkeypatch):
    monkeypatch.setattr(assets, "_named_in", lambda name, path: ["field/nowhere.js"])
    with pytest.raises(FileNotFoundError, match=r"nowhere\.js"):
        assets._Disk().read()


def test_the_manifest_opens_the_app_alone_and_its_pictures_are_what_it_says(db, stranger):
    manifest = json.loads(stranger.get("/field/manifest.webmanifest").content)
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/field/", "/field/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()
        width, height = struct.unpack(">II", picture[16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_the_words_of_a_language_come_with_every_plural_worked_out(settings, tmp_path):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "djangojs.mo").write_bytes(compiled(ARABIC))
    settings.LOCALE_PATHS = [tmp_path]
    catalogue = catalogue_of("ar")
    assert (catalogue["language"], catalogue["dir"]) == ("ar", "rtl")
    assert [catalogue["plural"][n] for n in (0, 1, 2, 3, 11, 100, 103, 111)] == [0, 1, 2, 3, 4, 5, 3, 4]
    assert len(catalogue["plural"]) == 200
    assert catalogue["words"] == {"Back": ["رجوع"], "{n} copy": ["0", "1", "2", "3", "4", "5"], "key\x04Open": ["افتح"]}


def test_a_language_without_a_catalogue_has_english_words(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    assert catalogue_of("fr") == {
        "language": "fr",
        "dir": "ltr",
        "plural": [int(n != 1) for n in range(200)],
        "words": {},
    }


def test_each_language_has_its_own_name(settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    assert [(one["code"], one["dir"]) for one in languages()] == [("en", "ltr"), ("ar", "rtl")]
    assert languages()[1]["name"] == "العربيّة"


ARABIC = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;\\n"

msgid "Back"
msgstr "رجوع"

msgctxt "key"
msgid "Open"
msgstr "افتح"

msgid "{n} copy"
msgid_plural "{n} copies"
msgstr[0] "0"
msgstr[1] "1"
msgstr[2] "2"
msgstr[3] "3"
msgstr[4] "4"
msgstr[5] "5"
"""


def compiled(text: str) -> bytes:
    """A catalogue as gettext reads it."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = BytesIO()
    write_mo(out, read_po(BytesIO(text.encode()), locale="ar"))
    return out.getvalue()
