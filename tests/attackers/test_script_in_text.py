"""Somebody puts script into whatever takes words: cards, articles, names of places, remarks; and looks for a page that runs it."""

import pytest
from django.utils import html

from handbill.plan.models import Place
from handbill.press import blocks
from handbill.press.actions import draft_article
from tests.cast import sign_in
from tests.met import meet, stall_phone

pytestmark = pytest.mark.django_db
MARK = "<img src=x onerror=alert(7)>\"'><script>alert(7)</script>"
RUNS = (b"<img src=x", b"<script>alert(7)")


def run_somewhere(outing, ada) -> list[str]:
    """Leaves the mark everywhere, then opens each page that shows it; where it stands as markup."""
    Place.objects.filter(id=outing.place_id).update(name=MARK[:80])
    person = meet(stall_phone(outing, ada), {"name": MARK, "note": MARK, "email": "", "other": MARK})
    article = draft_article(group=ada.group, by=ada, title=MARK, body=MARK)
    browser = sign_in(ada)
    pages = ["/", "/people/", f"/people/{person.id}/", f"/outings/{outing.id}/", f"/articles/{article.id}/"]
    answers = {page: browser.get(page) for page in pages}
    answers["search"] = browser.post("/people/found/", {"words": "script"})
    answers["shown again"] = browser.post("/people/found/", {"words": MARK})
    answers["reflected"] = browser.get("/people/", {"which": MARK, "language": MARK, "page": MARK, "next": MARK})
    shown = {page: answer.getvalue() for page, answer in answers.items() if answer.status_code == 200}
    assert sum(b"alert(7)" in text for text in shown.values()) >= 3, "the pages show what was put in"
    shown["printed"] = blocks.html_of(blocks.blocks_of(MARK)).encode()
    return [page for page, text in shown.items() if any(sign in text for sign in RUNS)]


def test_words_stay_words_on_every_page(outing, ada):
    assert run_somewhere(outing, ada) == []


def test_they_become_markup_where_nothing_is_escaped(outing, ada, monkeypatch):
    monkeypatch.setattr(blocks, "escape", lambda text: html.mark_safe(str(text)))
    monkeypatch.setattr("django.template.base.conditional_escape", lambda text: html.mark_safe(str(text)))
    assert {"printed", "/people/"} & set(run_somewhere(outing, ada))
