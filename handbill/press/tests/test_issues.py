"""An issue in the making: its running order, what is missing, when readers see it."""

import datetime

import pytest

from handbill.base.errors import MayNot, Refusal
from handbill.press.actions import (
    ask_for_reader,
    begin_issue,
    call_ready,
    change_issue,
    draft_article,
    make_lead,
    move_piece,
    place_article,
    publish,
    put_on_page,
    save_article,
    set_running_order,
    take_back,
    take_out,
    write_standing_text,
)
from handbill.press.checking import checks_of
from handbill.press.models import IssueMake
from handbill.press.queries import issue_contents, published_issues
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(make, ada, ben):
    """Two pieces on page 1, two on page 2."""
    titles = (("One", 1), ("Two", 1), ("Three", 2), ("Four", 2))
    return [
        place_article(make, draft_article(group=ben.group, by=ben, title=title, body="Words."), page, by=ada)
        for title, page in titles
    ]


def standing(make) -> list[tuple[int, str]]:
    return [(piece.page, piece.title) for piece in issue_contents(make).pieces]


def test_the_first_piece_of_page_one_leads(make, four):
    contents = issue_contents(make)
    assert contents.lead.title == "One"
    assert [line.title for line in contents.inside] == ["Three", "Four"]


def test_up_and_down_go_over_pages(make, four, ada):
    move_piece(four[2], -1, by=ada)
    assert standing(make) == [(1, "One"), (1, "Two"), (1, "Three"), (2, "Four")]
    move_piece(four[1], 1, by=ada)
    assert standing(make) == [(1, "One"), (1, "Three"), (1, "Two"), (2, "Four")]
    move_piece(four[3], 1, by=ada)
    assert standing(make)[-1] == (3, "Four")


def test_another_piece_leads(make, four, ada):
    make_lead(four[3], by=ada)
    assert issue_contents(make).lead.title == "Four"
    assert standing(make) == [(1, "Four"), (1, "One"), (1, "Two"), (2, "Three")]


def test_a_lead_that_leaves_the_front_leads_no_more(make, four, ada):
    put_on_page(four[0], 4, by=ada)
    assert standing(make)[-1] == (4, "One")
    assert not any(piece.is_lead for piece in issue_contents(make).pieces)


def test_a_whole_order_as_the_script_sends_it(make, four, ada):
    one, two, three, last = four
    pieces = [f"1:{two.pk}", f"1:{one.pk}", f"3:{last.pk}", f"3:{three.pk}"]
    answer = sign_in(ada).post(f"{make.get_absolute_url()}order/", {"piece": pieces}, HTTP_ACCEPT="application/json")
    assert answer.json() == {"moved": True}
    assert [title for _page, title in standing(make)] == ["One", "Two", "Four", "Three"]  # the lead stays on top


def test_an_order_that_misses_a_piece_changes_nothing(make, four, ada):
    with pytest.raises(Refusal) as refused:
        set_running_order(make, {1: [four[0].pk]}, by=ada)
    assert refused.value.code == "order_changed"
    assert len(standing(make)) == 4


def test_what_is_taken_out_is_still_a_piece(make, four, ada):
    take_out(four[1], by=ada)
    assert len(standing(make)) == 3
    assert four[1].article.title == "Two"


def test_pages_in_use_are_not_taken_away(make, four, ada):
    put_on_page(four[3], 4, by=ada)
    with pytest.raises(Refusal) as refused:
        change_issue(make, by=ada, name="14", pages=2)
    assert refused.value.code == "page_in_use"


def test_what_is_missing_is_said_in_sentences(make, placed, article, picture, ben):
    save_article(article, {"picture": picture}, by=ben, version=1)
    type(picture).objects.filter(pk=picture.pk).update(alt="")
    missing = [check.sentence for check in checks_of(make) if check.is_needed and not check.is_so]
    assert missing == ["“Who fixes the lifts?” is still a draft.", "A picture does not say yet what it shows."]


def test_an_issue_with_something_missing_is_not_ready(make, placed, ada):
    with pytest.raises(Refusal) as refused:
        call_ready(make, by=ada)
    assert "still a draft" in refused.value.sentence


def test_a_piece_that_runs_over_keeps_the_issue(make, placed, read_article, article, ada, ben):
    from handbill.press.actions import note_read

    article.refresh_from_db()
    article = save_article(article, {"body": "Six words stand in this sentence.\n\n" * 300}, by=ben, version=1)
    note_read(article, by=ada, version=article.version)
    with pytest.raises(Refusal) as refused:
        call_ready(make, by=ada)
    assert "more than page 1 holds" in refused.value.sentence


def test_readers_see_what_is_published_until_it_is_taken_back(make, placed, read_article, ada):
    call_ready(make, by=ada)
    assert published_issues(make.group) == []
    publish(make, by=ada)
    assert published_issues(make.group) == [make]
    take_back(make, by=ada)
    assert published_issues(make.group) == []


def test_what_is_published_stands_as_it_is(make, placed, read_article, ada, ben):
    call_ready(make, by=ada)
    publish(make, by=ada)
    with pytest.raises(Refusal) as refused:
        save_article(read_article, {"body": "Changed."}, by=ben, version=1)
    assert refused.value.code == "is_published"
    for act in (lambda: take_out(placed, by=ada), lambda: change_issue(make, by=ada, name="15")):
        with pytest.raises(Refusal):
            act()


def test_nothing_is_published_that_is_not_ready(make, placed, ada):
    with pytest.raises(Refusal):
        publish(make, by=ada)


def test_a_volunteer_makes_no_issue(make, ben):
    with pytest.raises(MayNot):
        begin_issue(by=ben, name="15", on=datetime.date(2026, 10, 1))
    with pytest.raises(MayNot):
        write_standing_text(by=ben, key="imprint", language="en", title="Imprint", body="Mine")


def test_an_editor_makes_the_whole_issue(ed, ada):
    client = sign_in(ed)
    begun = {"name": "14", "on": "2026-09-17", "paper": "a4", "pages": "4", "languages": ["es"]}
    page = client.post("/paper/issues/new/", begun, follow=True)
    make = IssueMake.objects.get()
    assert "No. 14 is empty so far." in page.content.decode()
    assert make.languages == ["en", "es"]
    client.post("/paper/pieces/new/", {"issue": make.pk, "page": "1"})
    article = make.issue.pieces.get().article
    words = {"title": "Lifts", "body": "Words.", "language": "en", "version": 1, "then": "ask"}
    client.post(article.get_absolute_url(), words)
    sign_in(ada).post(f"{article.get_absolute_url()}reading/", {"version": 2})
    client.post(f"{make.get_absolute_url()}readiness/")
    client.post(f"{make.get_absolute_url()}publication/")
    make.refresh_from_db()
    assert make.is_published


def test_a_number_is_made_once(make, ada):
    answer = sign_in(ada).post("/paper/issues/new/", {"name": "14", "on": "2026-09-17", "paper": "a4", "pages": "4"})
    assert answer.status_code == 422
    assert "being made already" in answer.content.decode()


def test_a_folded_sheet_has_four_pages(ada):
    answer = sign_in(ada).post("/paper/issues/new/", {"name": "15", "on": "2026-09-17", "paper": "a3", "pages": "6"})
    assert "four pages" in answer.content.decode()


def test_standing_texts_stand_in_the_issues_languages(make, placed, ada):
    for language in ("en", "ar", "fr"):
        write_standing_text(by=ada, key="stand_for", language=language, title=f"We {language}", body="Words.")
    change_issue(make, by=ada, name="14", languages=["en", "ar"])
    make.refresh_from_db()
    texts = issue_contents(make).standing
    assert [(text.language, text.direction) for text in texts] == [("en", "ltr"), ("ar", "rtl")]


def test_another_groups_issue_takes_none_of_our_pieces(make, article, cleo):
    theirs = begin_issue(by=cleo, name="1", on=datetime.date(2026, 9, 17))
    answer = sign_in(cleo).post(f"{theirs.get_absolute_url()}pieces/", {"article": article.pk, "page": "1"})
    assert answer.status_code == 422
    assert not theirs.issue.pieces.exists()


def test_what_waits_for_her_eyes_is_on_the_paper_page(article, ada, ben):
    ask_for_reader(article, by=ben)
    assert "waits for" in sign_in(ada).get("/paper/").content.decode()
    assert "For you to read" not in sign_in(ben).get("/paper/").content.decode()


def test_bad_input_is_told_and_nothing_moves(make, four, ada):
    client = sign_in(ada)
    for address, words in (
        (f"/paper/places/{four[0].pk}/", {"to": "99999999999999"}),
        (f"/paper/places/{four[0].pk}/", {"to": "-1"}),
        (f"{make.get_absolute_url()}order/", {"piece": ["x:y"]}),
        (f"{make.get_absolute_url()}pieces/", {"article": "x", "page": "1"}),
    ):
        assert client.post(address, words).status_code == 422
    assert len(standing(make)) == 4
