"""Every word that the desk says comes from a catalogue: spoken in a made-up language, no page shows English."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from django.apps import apps
from django.conf.locale import LANG_INFO
from django.db import models

from handbill.accounts.lands import time_zones
from handbill.accounts.models import Group, Instance, Member
from handbill.base.clock import now
from handbill.base.words import OPEN
from handbill.desk import demo
from handbill.desk.demo import build_demo
from tests import pseudo
from tests.cast import at_this_machine
from tests.generative.forms import walk

pytestmark = pytest.mark.django_db

SPOKEN = {"aria-label", "alt", "title", "placeholder"}
SILENT = {"script", "style", "code", "textarea", "svg", "q"}  # a quotation is in the language it was said in
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(r"\S+@\S+")
SAID = re.compile(f"{pseudo.OPENING}[^{pseudo.CLOSING}]*{pseudo.CLOSING}")
# Names of things, the same in every language.
NAMES = (
    "Handbill",
    "Markdown",
    "Signal",
    "WhatsApp",
    "Telegram",
    "Pseudo",
    "CSV",
    "PDF",
    "SMTP",
    "IMAP",
    "localhost",
    "http",
    "join",
)
CLDR = Locale("en")  # which has no names in a made-up language


@pytest.fixture
def organiser(db, settings, tmp_path, monkeypatch):
    pseudo.write_pseudo(tmp_path)
    monkeypatch.setitem(LANG_INFO, pseudo.CODE, pseudo.ABOUT)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), (pseudo.CODE, "Pseudo")]
    Instance.objects.get_or_create(id=1, defaults={"generation": "demo"})
    built = build_demo(now())
    Group.objects.update(language=pseudo.CODE)
    Member.objects.update(language=pseudo.CODE)
    client = at_this_machine()
    assert client.post("/sign-in/", {"login": built.login, "password": built.password}).status_code == 302
    return client


class _Texts(HTMLParser):
    """Texts of a page as people see or hear them, but for what says that it is in another language."""

    def __init__(self):
        super().__init__()
        self.texts, self._open = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, tag in SILENT or given.get("lang", pseudo.CODE) != pseudo.CODE))
        if not self._is_silent:
            self.texts += [given[name] for name in SPOKEN & given.keys() if given[name]]
            self.texts += [given.get("value") or ""] if given.get("type") in {"submit", "button"} else []

    def handle_endtag(self, tag):
        while any(tag == name for name, _silent in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._is_silent:
            self.texts.append(data)

    @property
    def _is_silent(self) -> bool:
        return any(silent for _name, silent in self._open)


def test_no_page_of_the_desk_says_a_word_of_english(organiser):
    pages = walk(organiser)[1]
    known = sorted(_written_by_people(), key=len, reverse=True)
    long = "\n".join(text for text in known if len(text) > 60)
    left = {}
    for page in dict.fromkeys(pages):
        answer = organiser.get(page)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            for text in _english_in(b"".join(answer).decode(), known, long):
                left.setdefault(text, page)
    assert not left, "\n".join(f"{text!r} on {page}" for text, page in left.items())


def _english_in(html: str, known: list[str], long: str) -> list[str]:
    reader = _Texts()
    reader.feed(html)
    return [text for text in map(_bare, reader.texts) if ENGLISH.search(text) and not _is_theirs(text, known, long)]


def _bare(text: str) -> str:
    return " ".join(ADDRESS.sub(" ", OPEN.sub(" ", SAID.sub(" ", text))).split())


def _is_theirs(text: str, known: list[str], long: str) -> bool:
    """Whether people wrote it, wholly or in its parts."""
    if len(text) > 20 and text in long:
        return True
    for phrase in known:
        if phrase in text:
            text = text.replace(phrase, " ")
            if not ENGLISH.search(text):
                return True
    return False


def _written_by_people() -> set[str]:
    """Every text in the tables, and every text of the year that was made up, sealed or not."""
    found = {*NAMES, *CLDR.languages.values(), *CLDR.territories.values(), *(words for _name, words in time_zones())}
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
        for row in model._base_manager.values_list(*names) if names else ():
            found |= {" ".join(value.split()) for value in row if isinstance(value, str)}
    for file in sorted(Path(demo.__file__).parent.glob("*.py")):
        constants = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        found |= {
            " ".join(node.value.split())
            for node in constants
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return {text for text in found if ENGLISH.search(text)}
