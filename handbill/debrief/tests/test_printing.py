"""The debrief on paper: what the page says to this reader and nothing more."""

from datetime import timedelta

import pytest

from handbill.base import clock, typesetting
from handbill.copies.actions import add_batch
from handbill.debrief import printing
from handbill.debrief.actions import add_remark
from handbill.debrief.queries import debrief_of
from handbill.plan import actions
from tests.cast import NOON, keyring_of, sign_in
from tests.phone import joined_phone

pytestmark = pytest.mark.django_db
AFTER = NOON + timedelta(hours=5)


@pytest.fixture
def given(monkeypatch) -> dict:
    """What reaches the layout."""
    seen = {}
    real = typesetting.typeset

    def typeset(layout, content, **how):
        seen.update(content)
        return real(layout, content, **how)

    monkeypatch.setattr(printing, "typeset", typeset)
    return seen


@pytest.fixture
def afternoon(outing, ada):
    """Sixty copies, a talk, a remark and a decision."""
    with clock.stand_at(NOON + timedelta(hours=2, minutes=10)):
        phone = joined_phone(outing, ada)
        phone.note("taken", copies=100, **{"from": "cupboard"})
        phone.note("handout", copies=60, way="hand")
        phone.note("conversation", ask="given", reception=3)
        phone.send()
    with clock.stand_at(AFTER):
        add_remark(outing, "The #tram stop is $better$", by=ada)
        actions.decide(outing, "Start at the tram stop", ada, by=ada)
        yield outing


def test_the_pdf_has_one_page_with_the_headline_and_the_numbers(afternoon, ada, given):
    pdf = sign_in(ada).get(f"/outings/{afternoon.pk}/debrief/debrief.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    shown = debrief_of(afternoon, keyring_of(ada), reader=ada)
    assert given["headline"] == shown.headline.sentence
    assert given["chart"]["line"][-1][1] == pytest.approx(60 / 108)
    pages = typesetting.pictures("debrief/debrief.typ", given, title="x", language="en", ppi=20)
    assert len(pages) == 1


def test_what_the_reader_cannot_open_is_not_on_it(afternoon, ada, vera, given):
    desk = sign_in(ada)
    desk.get(f"/outings/{afternoon.pk}/debrief/debrief.pdf")
    assert "The #tram stop is $better$" in str(given)
    assert "Start at the tram stop" in str(given)
    sign_in(vera).get(f"/outings/{afternoon.pk}/debrief/debrief.pdf")
    assert "tram stop" not in str(given)


def test_another_group_finds_nothing(afternoon, cleo):
    assert sign_in(cleo).get(f"/outings/{afternoon.pk}/debrief/debrief.pdf").status_code == 404


def test_the_facts_behind_are_when_and_what_and_never_who(afternoon, vera, cleo):
    for name in ("copies", "talks", "contacts", "questions", "points", "languages"):
        page = sign_in(vera).get(f"/outings/{afternoon.pk}/debrief/facts/{name}/")
        assert page.status_code == 200
    page = sign_in(vera).get(f"/outings/{afternoon.pk}/debrief/facts/copies/").content.decode()
    assert "60 copies handed out" in page
    assert sign_in(vera).get(f"/outings/{afternoon.pk}/debrief/facts/people/").status_code == 404
    assert sign_in(cleo).get(f"/outings/{afternoon.pk}/debrief/facts/copies/").status_code == 404


def test_what_would_have_gone_is_drawn_on_paper_too(outing, ada, given):
    actions.book_copies(outing, add_batch(issue="14", copies=200, by=ada), 100, by=ada)
    with clock.stand_at(NOON + timedelta(hours=2)):
        phone = joined_phone(outing, ada)
    for minute in range(0, 60, 3):
        with clock.stand_at(NOON + timedelta(hours=2, minutes=minute)):
            phone.note("handout", copies=5, way="hand")
    with clock.stand_at(AFTER):
        phone.note("shift_ended")
        phone.send()
        assert sign_in(ada).get(f"/outings/{outing.pk}/debrief/debrief.pdf").status_code == 200
    likely, low, high = given["chart"]["likely"]
    assert given["chart"]["line"][-1][1] < low < likely < high < 1
    assert "The hatched part" in given["chart"]["finding"]
