"""Who sees which pieces and pictures."""

import pytest

from handbill.press.actions import ask_for_reader, call_ready, draft_article, publish, save_article
from handbill.press.models import Article
from tests.cast import at_this_machine, sign_in

pytestmark = pytest.mark.django_db


def status(member, address) -> int:
    return sign_in(member).get(address).status_code


def test_a_draft_is_for_whoever_makes_the_paper_and_whoever_writes_it(ada, ben, ed, vera, cleo, union):
    from tests.cast import join

    gil = join(union, "Gil", "volunteer")
    draft = draft_article(group=ben.group, by=ben, title="Not yet")
    seen = {who.name: status(who, draft.get_absolute_url()) for who in (ada, ben, ed, vera, cleo, gil)}
    assert seen == {"Ada": 200, "Ben": 200, "Ed": 200, "Vera": 404, "Cleo": 404, "Gil": 404}


def test_whoever_is_asked_reads_and_does_not_write(article, ben, union):
    from tests.cast import join

    gil = join(union, "Gil", "volunteer")
    ask_for_reader(article, by=ben)
    client = sign_in(gil)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.post(article.get_absolute_url(), {"body": "Mine now", "version": 1}).status_code == 403
    client.post(f"{article.get_absolute_url()}reading/", {"version": 1})
    article.refresh_from_db()
    assert article.read_by == gil


def test_a_viewer_sees_what_is_published_and_nothing_before(placed, read_article, make, ada, vera):
    assert status(vera, make.get_absolute_url()) == 404
    call_ready(make, by=ada)
    publish(make, by=ada)
    assert status(vera, make.get_absolute_url()) == 200
    assert status(vera, read_article.get_absolute_url()) == 200
    assert list(Article.objects.visible_to(vera)) == [read_article]


def test_a_picture_is_for_members_until_it_is_published(article, placed, make, picture, ada, ben, cleo, vera):
    address = f"/paper/pictures/{picture.pk}/480/"
    article = save_article(article, {"picture": picture}, by=ben, version=1)
    assert at_this_machine().get(address).status_code == 404
    assert [status(who, address) for who in (ben, vera, cleo)] == [200, 404, 404]
    ask_for_reader(article, by=ben)
    from handbill.press.actions import note_read, take_back

    note_read(article, by=ada, version=article.version)
    call_ready(make, by=ada)
    publish(make, by=ada)
    answer = at_this_machine().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert at_this_machine().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    take_back(make, by=ada)
    assert at_this_machine().get(address).status_code == 404


def test_another_groups_picture_cannot_be_shown(article, picture, ben, cleo):
    theirs = draft_article(group=cleo.group, by=cleo, title="Ours", body=f"![x](picture:{picture.pk})")
    assert not theirs.picture_uses.exists()
