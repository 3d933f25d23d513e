"""The guides that the product serves by itself, so that a group without internet has them: /help/.

They lie here and not under docs/ because what is installed is this package; docs/build.py puts them into the site too.
Pictures lie in the room's static folder and are taken by docs/pictures/make.py.
"""

from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse

from handbill.base.manual import Document, document

FOLDER = Path(__file__).resolve().parent
PICTURES = "../static/"
NAMES = ("organisers", "volunteers")


@cache
def guide(name: str) -> Document:
    """One of NAMES, with links and pictures led to this instance."""
    return document((FOLDER / f"{name}.md").read_text(encoding="utf-8"), _leading)


def _leading(address: str) -> str:
    if address.startswith(PICTURES):
        return static(address.removeprefix(PICTURES))
    page, mark, anchor = address.partition("#")
    if page.removesuffix(".md") not in NAMES:
        return address
    return reverse("guide", args=[page.removesuffix(".md")]) + mark + anchor
