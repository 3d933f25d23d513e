"""A made-up language for finding what was left in English: every text in letters with marks, between brackets, a third longer."""

import re
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from handbill.base.words import OPEN, PACKAGE

CODE = "qps"
ABOUT = {"code": CODE, "name": "Pseudo", "name_local": "Pseudo", "bidi": False}
MARKED = str.maketrans("abcdeghiklmnorstuwyzACDEGHIKLNORSTUWYZ", "àƀçđéğĥîķļɱñöřšťûŵýžÅÇĐÉĞĤÎĶĻÑÖŘŠŤÛŴÝŽ")
OPENING, CLOSING = "⟦", "⟧"
ENTITY = re.compile(r"&\w+;")


def pseudo(text: str) -> str:
    """What is left open and the markup stay as they are."""
    parts, at = [], 0
    for found in re.finditer(f"{OPEN.pattern}|{ENTITY.pattern}", text):
        parts += [text[at : found.start()].translate(MARKED), found[0]]
        at = found.end()
    return f"{OPENING}{''.join([*parts, text[at:].translate(MARKED)])}{'~' * (len(text) // 3)}{CLOSING}"


def write_pseudo(locale: Path) -> None:
    """Catalogues of the made-up language below `locale`: all our texts, and Django's own."""
    folder = locale / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    djangos = sorted(Path(django.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po"))
    ours = PACKAGE / "locale" / "en" / "LC_MESSAGES"
    _write(folder / "django.mo", [*djangos, ours / "django.po"])
    _write(folder / "djangojs.mo", [ours / "djangojs.po"])


def _write(target: Path, sources: list[Path]) -> None:
    catalogue = Catalog(locale="en")
    for source in sources:
        with source.open("rb") as opened:
            for message in read_po(opened):
                if message.id:
                    catalogue.add(message.id, _said(message.id), context=message.context)
    with target.open("wb") as opened:
        write_mo(opened, catalogue)


def _said(id):
    return tuple(pseudo(text) for text in id) if isinstance(id, tuple) else pseudo(id)
