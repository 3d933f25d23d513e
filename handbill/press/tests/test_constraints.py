"""Each claim of the database, broken once."""

import pytest
from django.db import IntegrityError, transaction

from handbill.base.clock import now
from handbill.press.models import (
    Article,
    Edit,
    IssueMake,
    PictureSize,
    PictureUse,
    PrintOrder,
    RunningPiece,
    StandingText,
)

pytestmark = pytest.mark.django_db


def broken(claim: str):
    return pytest.raises(IntegrityError, match=claim)


def change(row, **values):
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_an_article_past_the_draft_was_asked_about(article):
    with broken("an_article_past_the_draft_was_asked_about"):
        change(article, status="second")


def test_an_article_is_ready_once_it_was_read(article, ben):
    with broken("an_article_is_ready_once_it_was_read"):
        change(article, status="ready", asked_at=now(), asked_by=ben)


def test_the_second_reader_is_somebody_else(article, ben, ada):
    asked = {"status": "ready", "asked_at": now(), "read_at": now()}
    with broken("the_second_reader_is_somebody_else"):
        change(article, **asked, asked_by=ben, read_by=ben)
    with broken("the_second_reader_is_somebody_else"):
        change(article, **asked, asked_by=ada, read_by=ben)  # Ben wrote in it last


def test_one_edit_per_version(article):
    with broken("one_edit_per_version|press_edit.article_id"), transaction.atomic():
        Edit.objects.create(group=article.group, article=article, version=1)


def test_a_picture_has_an_area(picture):
    with broken("a_picture_has_an_area"):
        change(picture, width=0)


def test_one_size_of_a_picture_per_width(picture):
    with broken("one_size_of_a_picture_per_width|press_picturesize.picture_id"), transaction.atomic():
        PictureSize.objects.create(
            group=picture.group, picture=picture, width=480, height=1, kind="png", content=b"x", sha256="x"
        )


def test_one_picture_of_the_same_bytes(picture):
    with broken("one_picture_of_the_same_bytes|press_picture.group_id"), transaction.atomic():
        type(picture).objects.create(group=picture.group, width=1, height=1, sha256=picture.sha256)


def test_one_picture_per_spot_of_an_article(article, picture):
    PictureUse.objects.create(group=article.group, article=article, picture=picture, order=0)
    with broken("one_picture_per_spot_of_an_article|press_pictureuse.article_id"), transaction.atomic():
        PictureUse.objects.create(group=article.group, article=article, picture=picture, order=0)


def test_an_issue_has_1_to_16_pages(make):
    for pages in (0, 17):
        with broken("an_issue_has_1_to_16_pages"):
            change(make, pages=pages)


def test_issue_ready_and_published_at_and_by_together(make):
    with broken("issue_ready_at_and_by_together"):
        change(make, ready_at=now())
    with broken("issue_published_at_and_by_together|only_what_is_ready_is_published"):
        change(make, published_at=now())


def test_only_what_is_ready_is_published(make, ada):
    with broken("only_what_is_ready_is_published"):
        change(make, published_at=now(), published_by=ada)


def test_pieces_stand_once_and_on_pages(placed, make, article, ben):
    with broken("an_article_stands_once_in_an_issue|press_runningpiece.issue_id"), transaction.atomic():
        RunningPiece.objects.create(group=make.group, issue=make.issue, article=article, page=2)
    other = Article.objects.create(group=make.group, made_by=ben, changed_by=ben)
    with broken("one_lead_per_issue|press_runningpiece.issue_id"), transaction.atomic():
        RunningPiece.objects.create(group=make.group, issue=make.issue, article=other, page=1, is_lead=True)
    with broken("the_lead_stands_on_page_one"):
        change(placed, page=2)
    with broken("a_piece_stands_on_a_page"), transaction.atomic():
        RunningPiece.objects.create(group=make.group, issue=make.issue, article=other, page=0)


def test_one_standing_text_per_language(group):
    StandingText.objects.create(group=group, key="imprint", language="en", title="Imprint", body="Us")
    with broken("one_standing_text_per_language|press_standingtext.group_id"), transaction.atomic():
        StandingText.objects.create(group=group, key="imprint", language="en", title="Imprint", body="Others")


def test_print_order_made_at_and_content_together(make):
    order = PrintOrder.objects.create(group=make.group, issue=make.issue, kind="proof")
    with broken("print_order_made_at_and_content_together"):
        change(order, made_at=now())


def test_an_issue_is_made_once(make):
    with broken("issue_id"), transaction.atomic():
        IssueMake.objects.create(group=make.group, issue=make.issue, on=make.on)
