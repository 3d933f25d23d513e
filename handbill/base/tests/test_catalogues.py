"""A language is a folder: it is found, compiled when it changed, and kept true to the English texts."""

import gettext
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from handbill.base import words
from handbill.base.catalogues import compile_stale, compiled_in, languages_in

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
THREE = HEADER + '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
COPIES = 'msgid "{n} copy"\nmsgid_plural "{n} copies"\n'


@pytest.fixture
def french(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = folder / "django.po"
    file.write_text(THREE + 'msgid "Back"\nmsgstr "Retour"\n', encoding="utf-8")
    return file


def said_in(locale) -> str:
    return gettext.translation("django", locale, ["fr"]).gettext("Back")


def test_a_folder_is_a_language_and_the_source_comes_first(tmp_path):
    for name in ("zh_Hans", "ar", "en"):
        (tmp_path / name).mkdir()
    assert languages_in(tmp_path) == [("en", "English"), ("ar", "Arabic"), ("zh-hans", "Simplified Chinese")]


def test_a_language_speaks_at_the_first_start_after_it_changed(tmp_path, french):
    assert compile_stale(tmp_path, tmp_path) == [french.with_suffix(".mo")]
    assert said_in(tmp_path) == "Retour"
    assert compile_stale(tmp_path, tmp_path) == [], "nothing changed"
    french.write_text(french.read_text(encoding="utf-8").replace("Retour", "Revenir"), encoding="utf-8")
    os.utime(french, (2_000_000_000, 2_000_000_000))
    compile_stale(tmp_path, tmp_path)
    gettext._translations.clear()
    assert said_in(tmp_path) == "Revenir"
    assert not list(french.parent.glob("tmp*")), "nothing is left beside it"


def test_what_cannot_be_written_is_compiled_elsewhere(tmp_path, french):
    """As a service that may write its data alone: a folder on a read-only disk, or somebody else's."""
    spare = tmp_path / "data" / "locale"
    assert compiled_in(tmp_path, spare) == tmp_path
    french.parent.chmod(0o555)
    assert said_by_nobody(tmp_path, "compiled_in(here, spare) == spare, compile_stale(here, here)") == "True []"
    assert compile_stale(tmp_path, spare) == [spare / "fr/LC_MESSAGES/django.mo"]
    assert said_in(spare) == "Retour"
    french.parent.chmod(0o755)
    compile_stale(tmp_path, tmp_path)
    french.parent.chmod(0o555)
    assert said_by_nobody(tmp_path, "compiled_in(here, spare) == here") == "True", "it was delivered compiled"


def said_by_nobody(here: Path, code: str) -> str:
    """In a process that root's rights have left: root may write what nobody may. The folders above are opened for it."""
    for folder in (here, *here.parents[:2]):
        folder.chmod(0o755)
    begin = "import os; from babel.messages import mofile, pofile; from pathlib import Path; "
    begin += "from handbill.base.catalogues import compile_stale, compiled_in; os.getuid() or os.setuid(65534); "
    begin += f"here = Path({str(here)!r}); spare = here / 'data' / 'locale'; print({code})"
    ran = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_a_full_disk_leaves_no_half_a_language(tmp_path, french):
    french.write_text(french.read_text(encoding="utf-8") + '\nmsgid "Long"\nmsgstr "' + "a" * 20_000 + '"\n')
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))  # bytes: the system refuses the rest
        assert compile_stale(tmp_path, tmp_path) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [file.name for file in french.parent.iterdir()] == ["django.po"]
    assert compile_stale(tmp_path, tmp_path) == [french.with_suffix(".mo")]


def test_gathering_keeps_what_is_translated_and_drops_what_is_no_longer_said(tmp_path, french):
    english = tmp_path / "en.po"
    english.write_text(f'{HEADER}\nmsgid "Back"\nmsgstr ""\n\n{COPIES}msgstr[0] ""\nmsgstr[1] ""\n', encoding="utf-8")
    french.write_text(french.read_text(encoding="utf-8") + '\nmsgid "Gone"\nmsgstr "Parti"\n', encoding="utf-8")
    words.bring_along(french, english, "fr")
    assert words.texts(french) == {(None, "Back"): True, (None, ("{n} copy", "{n} copies")): False}
    before = french.read_bytes()
    words.bring_along(french, english, "fr")
    assert french.read_bytes() == before, "gathering twice changes nothing"


@pytest.mark.parametrize(
    ("text", "translated", "odd"),
    [
        ("{n} people", "{n} personnes", ""),
        ("{n} people", "{m} personnes", "{m}, {n}"),
        ("Ask <b>%(name)s</b>", "Demandez à <b>%(name)s</b>", ""),
        ("Ask <b>%(name)s</b>", "Demandez à %(name)s", "</b>, <b>"),
        ("Met at {place} on {day}", "Le {day}, {place}", ""),
    ],
)
def test_a_translation_leaves_open_what_the_text_leaves_open(french, text, translated, odd):
    french.write_text(f'{THREE}msgid "{text}"\nmsgstr "{translated}"\n', encoding="utf-8")
    assert words.changed(french) == ([f"fr/django: {text!r}: {odd}"] if odd else [])


def test_a_form_for_one_may_say_it_in_a_word(french):
    french.write_text(f'{THREE}{COPIES}msgstr[0] "un exemplaire"\nmsgstr[1] "{{n}} exemplaires"\n', encoding="utf-8")
    assert words.changed(french) == []
