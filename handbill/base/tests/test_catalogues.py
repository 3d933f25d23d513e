"""A language is a folder: it is found, compiled when it changed, and kept true to the English texts."""

import gettext
import os

import pytest

from handbill.base import words
from handbill.base.catalogues import compile_stale, languages_in

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
    assert compile_stale(tmp_path) == [french.with_suffix(".mo")]
    assert said_in(tmp_path) == "Retour"
    assert compile_stale(tmp_path) == [], "nothing changed"
    french.write_text(french.read_text(encoding="utf-8").replace("Retour", "Revenir"), encoding="utf-8")
    os.utime(french, (2_000_000_000, 2_000_000_000))
    compile_stale(tmp_path)
    gettext._translations.clear()
    assert said_in(tmp_path) == "Revenir"
    assert not list(french.parent.glob("tmp*")), "nothing is left beside it"


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
