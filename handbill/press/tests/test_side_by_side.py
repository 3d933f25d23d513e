"""One piece in two languages: chosen on the running order, set in one row of columns, one after the other on the web."""

import pytest
from django.db import IntegrityError, transaction

from handbill.base.errors import MayNot, Refusal
from handbill.press.actions import (
    draft_article,
    make_lead,
    move_piece,
    place_article,
    put_on_page,
    set_apart,
    set_beside,
    set_running_order,
    take_out,
)
from handbill.press.queries import issue_contents
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(make, ada, ben):
    """The letter in English and in Arabic on page 2, in Spanish on page 3, and another piece on page 1."""
    words = (("Lifts", "en", 1), ("The letter", "en", 2), ("الرسالة", "ar", 2), ("La carta", "es", 3))
    rows = [
        place_article(
            make, draft_article(group=ben.group, by=ben, title=title, language=code, body="Words."), page, by=ada
        )
        for title, code, page in words
    ]
    return dict(zip(("lifts", "en", "ar", "es"), rows, strict=True))


def standing(make) -> list[tuple]:
    """Page, title, beside which title."""
    titles = {piece.id: piece.title for piece in issue_contents(make).pieces}
    return [(piece.page, piece.title, titles.get(piece.beside)) for piece in issue_contents(make).pieces]


def test_a_piece_stands_beside_the_same_in_another_language(make, letter, ada):
    set_beside(letter["es"], letter["en"], by=ada)
    set_beside(letter["ar"], letter["en"], by=ada)
    assert standing(make)[1:] == [
        (2, "The letter", None),
        (2, "La carta", "The letter"),
        (2, "الرسالة", "The letter"),
    ]
    contents = issue_contents(make)
    assert [one.language for one in contents.versions_of(contents.pieces[2])] == ["en", "es", "ar"]
    assert [one.title for one in contents.versions_of(contents.pieces[0])] == ["Lifts"]


def test_beside_one_that_stands_beside_another_is_beside_that(make, letter, ada):
    set_beside(letter["ar"], letter["en"], by=ada)
    letter["ar"].refresh_from_db()
    set_beside(letter["es"], letter["ar"], by=ada)
    assert standing(make)[3] == (2, "La carta", "The letter")


def test_what_stands_beside_goes_with_the_piece(make, letter, ada):
    set_beside(letter["es"], letter["en"], by=ada)
    put_on_page(letter["en"], 4, by=ada)
    assert standing(make)[2:] == [(4, "The letter", None), (4, "La carta", "The letter")]
    move_piece(letter["en"], -1, by=ada)
    assert standing(make)[2:] == [(3, "The letter", None), (3, "La carta", "The letter")]


def test_what_goes_elsewhere_stands_by_itself(make, letter, ada):
    set_beside(letter["ar"], letter["en"], by=ada)
    put_on_page(letter["ar"], 4, by=ada)
    assert standing(make)[-1] == (4, "الرسالة", None)
    set_beside(letter["ar"], letter["en"], by=ada)
    set_apart(letter["ar"], by=ada)
    assert standing(make)[1:3] == [(2, "The letter", None), (2, "الرسالة", None)]


def test_an_order_by_dragging_takes_its_sides_along(make, letter, ada):
    set_beside(letter["ar"], letter["en"], by=ada)
    order = {1: [letter["lifts"].pk], 2: [letter["ar"].pk], 3: [letter["es"].pk], 4: [letter["en"].pk]}
    set_running_order(make, order, by=ada)
    assert standing(make)[-2:] == [(4, "The letter", None), (4, "الرسالة", "The letter")]


def test_a_piece_alone_leads(make, letter, ada):
    set_beside(letter["ar"], letter["en"], by=ada)
    make_lead(letter["ar"], by=ada)
    assert standing(make)[0] == (1, "الرسالة", None)


def test_the_other_language_stays_when_a_piece_is_taken_out(make, letter, ada):
    set_beside(letter["ar"], letter["en"], by=ada)
    take_out(letter["en"], by=ada)
    assert (2, "الرسالة", None) in standing(make)


def test_what_cannot_be_beside_is_told(make, letter, ada, ben):
    other = draft_article(group=ben.group, by=ben, title="Second letter", language="en", body="Words.")
    second = place_article(make, other, 2, by=ada)
    for piece, host, code in ((second, letter["en"], "same_language"), (letter["en"], letter["en"], "not_beside")):
        with pytest.raises(Refusal) as refused:
            set_beside(piece, host, by=ada)
        assert refused.value.code == code
    with pytest.raises(MayNot):
        set_beside(letter["ar"], letter["en"], by=ben)
    assert {beside for _page, _title, beside in standing(make)} == {None}


def test_three_languages_are_the_most(make, letter, ada, ben):
    for code in ("ar", "es"):
        set_beside(letter[code], letter["en"], by=ada)
    french = draft_article(group=ben.group, by=ben, title="La lettre", language="fr", body="Words.")
    with pytest.raises(Refusal) as refused:
        set_beside(place_article(make, french, 2, by=ada), letter["en"], by=ada)
    assert refused.value.code == "too_many_beside"


def test_nothing_stands_beside_itself_or_leads_beside_another(make, letter):
    rows = make.issue.pieces
    for wrong in ({"beside": letter["en"]}, {"beside": letter["lifts"], "is_lead": True, "page": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(pk=letter["en"].pk).update(**wrong)


def test_it_is_chosen_on_the_running_order(make, letter, ada):
    client = sign_in(ada)
    page = client.get(make.get_absolute_url()).content.decode()
    assert "Beside “The letter”" in page
    answer = client.post(f"/paper/places/{letter['ar'].pk}/", {"to": f"beside:{letter['en'].pk}"}, follow=True)
    assert "stands beside “The letter”" in answer.content.decode()
    client.post(f"/paper/places/{letter['ar'].pk}/", {"to": "apart"})
    assert {beside for _page, _title, beside in standing(make)} == {None}


def test_nobody_elses_piece_is_chosen(make, letter, ada, cleo):
    answer = sign_in(ada).post(f"/paper/places/{letter['ar'].pk}/", {"to": f"beside:{make.pk}"})
    assert answer.status_code == 422
    assert sign_in(cleo).post(f"/paper/places/{letter['ar'].pk}/", {"to": "apart"}).status_code == 404
