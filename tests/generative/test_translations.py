"""Every language that Handbill ships says everything, in its own plurals, and leaves no English on a page."""

import gettext
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from django.utils import translation

from handbill.base import words
from handbill.base.catalogues import compile_stale, languages_in
from handbill.base.languages import direction, offered, own_name
from handbill.base.moments import long_day, short_day
from handbill.field.words import catalogue_of
from tests.cast import sign_in

LANGUAGES = words.languages()
PAGES = (
    "/",
    "/outings/",
    "/people/",
    "/paper/",
    "/copies/",
    "/learn/",
    "/set-up/",
    "/set-up/group/",
    "/me/",
    "/mailings/",
)
ISOLATE = "\u2068"
LATIN_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def messages(language, domain):
    with words.catalogue(words.PACKAGE / "locale", language, domain).open("rb") as opened:
        return read_po(opened, locale=language)


def both(function):
    """Of a function of one domain: the lists for the desk and the phone, one after the other."""
    return [line for domain in words.DOMAINS for line in function(domain)]


def test_three_languages_stand_beside_english():
    assert LANGUAGES == ["ar", "es", "fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_said(language):
    def missing(domain):
        here = words.texts(words.catalogue(words.PACKAGE / "locale", language, domain))
        english = words.texts(words.catalogue(words.PACKAGE / "locale", "en", domain))
        return [key for key in english if not here.get(key)]

    assert both(missing) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_leaves_open_what_the_english_one_leaves_open(language):
    assert both(lambda domain: words.changed(words.catalogue(words.PACKAGE / "locale", language, domain))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language):
    kind = Locale(language).plural_form  # Unicode's: one, few, many
    for domain in words.DOMAINS:
        catalogue = messages(language, domain)
        form = gettext.c2py(catalogue.plural_expr)
        pairs = {(form(n), kind(n)) for n in range(200)}
        assert len(pairs) == len(dict(pairs)) == len({name for _form, name in pairs}), (
            "each form is said of one kind of number"
        )
        assert {len(one.string) for one in catalogue if isinstance(one.id, tuple)} == {len(pairs)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_in_english(language):
    def same(domain):
        return [
            one.id for one in messages(language, domain) if one.id == one.string and LATIN_WORDS.search(bare(one.id))
        ]

    assert both(same) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_written_in_the_language(language):
    with translation.override(language):
        day = long_day(date(2031, 3, 8))
        assert "\\" not in day
        assert not {"March", "Saturday", "of"} & set(day.split())
        assert (short_day(date(2031, 3, 8))[0] == ISOLATE) == (direction(language) == "rtl")


def test_spanish_keeps_its_small_words_in_a_day():
    with translation.override("es"):
        assert long_day(date(2031, 3, 8)) == "sábado 8 de marzo de 2031"


def test_a_choice_of_languages_names_each_in_itself():
    assert dict(offered())["fr"] == "français"
    assert own_name("gl") == "galego"
    assert own_name("qps") == "qps", "a language nobody knows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_has_every_word(language):
    english = {one.id[0] if isinstance(one.id, tuple) else one.id for one in messages("en", "djangojs") if one.id}
    assert english <= {key.rsplit("\x04", 1)[-1] for key in catalogue_of(language)["words"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_pages_of_every_room_say_no_english(language, ada):
    ada.language = language
    ada.save()
    client = sign_in(ada)
    left = set()
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 200, page
        left |= {(page, text) for text in _said(answer.content.decode()) & _only_english(language)}
    assert left == set()


def test_a_fifth_language_takes_a_folder_and_no_code(settings, tmp_path, client, db):
    folder = tmp_path / "gl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    (folder / "django.po").write_text(f'{header}msgid "Nothing here"\nmsgstr "Aquí non hai nada"\n', encoding="utf-8")
    compile_stale(tmp_path, tmp_path)
    settings.LOCALE_PATHS, settings.LANGUAGES = [tmp_path], languages_in(tmp_path)
    assert ("gl", "galego") in offered()
    answer = client.get("/nowhere/", headers={"Accept-Language": "gl"}, secure=True)
    assert "Aquí non hai nada" in answer.content.decode()


def bare(text) -> str:
    return words.OPEN.sub(" ", text) if isinstance(text, str) else ""


class _Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts = set()

    def handle_data(self, data):
        self.texts.add(" ".join(data.split()))


def _said(html: str) -> set[str]:
    reader = _Texts()
    reader.feed(html)
    return reader.texts


def _only_english(language: str) -> set[str]:
    """Texts of the desk that the language says in another way wherever they stand."""
    said = {}
    for one in messages(language, "django"):
        if one.id and isinstance(one.id, str):
            said.setdefault(one.id, set()).add(one.string)
    ours = {text for forms in said.values() for text in forms}
    return {text for text, forms in said.items() if text not in forms | ours}
