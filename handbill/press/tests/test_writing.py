"""Pieces are written, saved, and never written over."""

import pytest

from handbill.base.errors import MayNot
from handbill.press.actions import draft_article, save_article
from handbill.press.actions.write import WrittenMeanwhile

pytestmark = pytest.mark.django_db


def test_a_draft_begins_as_its_first_version(article, ben):
    assert article.status == "draft"
    assert article.version == 1
    assert article.edits.get().by == ben


def test_nobody_is_named_by_default(article, group):
    assert group.name in article.byline
    assert "Ben" not in article.byline


def test_a_viewer_writes_nothing(vera):
    with pytest.raises(MayNot):
        draft_article(group=vera.group, by=vera, title="Numbers")


def test_two_editors_do_not_write_over_each_other(article, ada, ben):
    save_article(article, {"body": "Ada was here."}, by=ada, version=1)
    with pytest.raises(WrittenMeanwhile) as refused:
        save_article(article, {"body": "Ben was here."}, by=ben, version=1)
    assert "Ada" in refused.value.sentence
    article.refresh_from_db()
    assert article.body == "Ada was here."
