"""The page of a piece: what is saved, by whom, and what nobody loses."""

from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.base.errors import Refusal
from handbill.press.actions import ask_for_reader, draft_article, save_article
from handbill.press.lengths import MOST_LETTERS
from handbill.press.models import Article, Picture
from handbill.press.tests.conftest import drawing
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def fields(article, **changed) -> dict:
    written = {name: getattr(article, name) for name in Article.WRITTEN if name not in ("outing", "picture")}
    return {**written, "version": article.version, **changed}


def address(article) -> str:
    return article.get_absolute_url()


def test_a_piece_begins_empty_and_opens(ben):
    answer = sign_in(ben).post("/paper/pieces/new/", follow=True)
    assert answer.status_code == 200
    assert Article.objects.get().made_by == ben


def test_what_is_written_is_saved_and_said(article, ben):
    answer = sign_in(ben).post(address(article), fields(article, body="New words.", deck="A deck"), follow=True)
    assert "Saved" in answer.content.decode()
    article.refresh_from_db()
    assert (article.body, article.deck, article.version) == ("New words.", "A deck", 2)


def test_the_script_is_told_when_it_was_saved(article, ben):
    client = sign_in(ben)
    said = client.post(address(article), fields(article, body="By itself."), **JSON).json()
    assert said["version"] == 2
    assert said["saved"].startswith("Saved ")
    said = client.post(address(article), fields(article, body="And on.", version=2), **JSON).json()
    assert said["version"] == 3


def test_what_saves_itself_within_minutes_is_one_version(article, ben):
    client = sign_in(ben)
    for version, body in enumerate(("One.", "One two.", "One two three."), 1):
        client.post(address(article), fields(article, body=body, version=version), **JSON)
    assert list(article.edits.values_list("version", "body")) == [(4, "One two three."), (1, "For forty-one days.")]


def test_the_second_of_two_editors_sees_both_and_loses_nothing(article, ada, ben):
    save_article(article, {"body": "Ada’s words."}, by=ada, version=1)
    client = sign_in(ben)
    said = client.post(address(article), fields(article, body="Ben’s words."), **JSON)
    assert said.status_code == 409
    assert "Ada saved this piece" in said.json()["sentence"]
    page = client.post(address(article), fields(article, body="Ben’s words."))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Ada’s words." in text and "Ben’s words." in text
    assert 'name="version" value="2"' in text
    client.post(address(article), fields(article, body="Ben’s words.", version=2))
    article.refresh_from_db()
    assert article.body == "Ben’s words."
    assert list(article.edits.values_list("body", flat=True)) == [
        "Ben’s words.",
        "Ada’s words.",
        "For forty-one days.",
    ]


def test_an_earlier_version_is_one_press_away(article, ben):
    save_article(article, {"body": "Worse."}, by=ben, version=1)
    client = sign_in(ben)
    assert "For forty-one days." in client.get(f"{address(article)}versions/1/").content.decode()
    client.post(f"{address(article)}versions/1/", {"version": 2})
    article.refresh_from_db()
    assert (article.body, article.version) == ("For forty-one days.", 3)
    assert article.edits.filter(body="Worse.").exists()


def test_two_in_one_piece_the_second_reads(article, ada, ben):
    save_article(article, {"body": "Ada’s words."}, by=ada, version=1)
    client = sign_in(ben)
    page = client.get(address(article)).content.decode()
    assert "Ada is writing here." in page
    assert "<p>Ada’s words.</p>" in page
    assert 'name="body"' not in page
    assert 'name="body"' in sign_in(ada).get(address(article)).content.decode()  # the first goes on
    too = client.get(f"{address(article)}?write").content.decode()
    assert 'name="body"' in too
    assert "Ada is writing here." in too
    with stand_at(now() + timedelta(minutes=3)):
        assert 'name="body"' in sign_in(ben).get(address(article)).content.decode()


def test_a_second_member_reads_and_the_writer_cannot(article, ada, ben):
    hers, his = sign_in(ada), sign_in(ben)
    his.post(address(article), fields(article, then="ask"))
    article.refresh_from_db()
    assert article.status == "second"
    assert his.post(f"{address(article)}reading/", {"version": article.version}).status_code == 403
    hers.post(f"{address(article)}reading/", {"version": article.version})
    article.refresh_from_db()
    assert (article.status, article.read_by) == ("ready", ada)


def test_a_piece_that_was_changed_is_read_again(read_article, ben):
    sign_in(ben).post(address(read_article), fields(read_article, body="One more word."))
    read_article.refresh_from_db()
    assert (read_article.status, read_article.read_by) == ("second", None)


def test_what_changed_while_somebody_read_is_not_passed(article, ada, ben):
    ask_for_reader(article, by=ben)
    save_article(article, {"body": "Changed."}, by=ben, version=1)
    answer = sign_in(ada).post(f"{address(article)}reading/", {"version": 1})
    assert answer.status_code == 409
    article.refresh_from_db()
    assert article.status == "second"


def test_an_empty_piece_asks_nobody(ben):
    empty = draft_article(group=ben.group, by=ben)
    answer = sign_in(ben).post(f"{address(empty)}asking/")
    assert answer.status_code == 422
    assert "headline" in answer.content.decode()


def test_an_outing_gives_its_place_and_day(article, outing, ben, monkeypatch):
    from handbill.base import clock
    from tests.cast import NOON

    with clock.stand_at(NOON.replace(day=13)):
        sign_in(ben).post(address(article), fields(article, outing=outing.pk))
    article.refresh_from_db()
    assert article.outing == outing
    assert article.dateline == "Ferry Square market, 12 Sept"


def test_a_picture_comes_along_with_the_words(article, ben):
    words = fields(article, body="With a picture.", **{"new-file": drawing(), "new-where": "text", "new-alt": "Stairs"})
    sign_in(ben).post(address(article), words)
    article.refresh_from_db()
    picture = Picture.objects.get()
    assert article.body.rstrip().endswith(f"![Stairs](picture:{picture.pk})")
    assert article.picture_uses.get().picture == picture
    page = sign_in(ben).get(f"{address(article)}as-read/").content.decode()
    assert f'src="/paper/pictures/{picture.pk}/900/"' in page


def test_a_bad_file_is_told_beside_the_words_which_stay(article, ben):
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml")
    answer = sign_in(ben).post(address(article), fields(article, body="Words that stay.", **{"new-file": bad}))
    assert answer.status_code == 422
    assert "no picture that can be printed" in answer.content.decode()
    assert "Words that stay." in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1)) ![x](https://elsewhere.example/pixel.png)",
        '#import "/etc/passwd"\n\n#let x = 1 $ sum $ \\ #read("/etc/passwd")',
        "\u202eback to front\u2066",
        "> " * 5000 + "deep",
        "[" * 20_000,
        "{{ 7 * 7 }}{% load static %}",
        "x" * 100_000,
    ],
)
def test_hostile_words_are_only_words(article, body, ben):
    client = sign_in(ben)
    client.post(address(article), fields(article, body=body))
    page = client.get(f"{address(article)}as-read/")
    text = page.content.decode()
    assert page.status_code == 200
    for trick in ("<script>alert", "<img src=x", 'href="javascript', 'elsewhere.example/pixel.png"', "\u202e"):
        assert trick not in text.replace("&lt;", "")


def test_a_hundred_thousand_words_are_told_to_be_two_pieces(article, ben):
    answer = sign_in(ben).post(address(article), fields(article, body="word " * 100_000))
    assert answer.status_code == 422
    assert "longer than a whole issue holds" in answer.content.decode()
    article.refresh_from_db()
    assert article.version == 1


def test_what_nobody_sees_is_taken_out(article, ben):
    sign_in(ben).post(address(article), fields(article, title="A\x00 head\u202eline", body="one\x00\r\ntwo\x07"))
    article.refresh_from_db()
    assert (article.title, article.body) == ("A headline", "one\ntwo")


def test_arabic_runs_from_the_right(article, ben):
    client = sign_in(ben)
    client.post(address(article), fields(article, language="ar", title="من يصلح المصاعد؟", body="نص"))
    assert 'dir="rtl"' in client.get(f"{address(article)}as-read/").content.decode()


def test_a_text_that_is_too_long_is_refused_and_stays_in_the_form(article, ben):
    client, long = sign_in(ben), "Word " * (MOST_LETTERS // 5) + "end"
    answer = client.post(address(article), fields(article, body=long))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The text is 3 letters longer than a whole issue holds." in page
    assert long in page
    said = client.post(address(article), fields(article, body=long), **JSON)
    assert (said.status_code, said.json()["sentence"][:20]) == (422, "The text is 3 letter")
    article.refresh_from_db()
    assert (article.body, article.version) == ("For forty-one days.", 1)


def test_a_text_as_long_as_may_be_is_kept_to_its_last_letter(article, ben):
    body = "x" * (MOST_LETTERS - 1) + "z"
    sign_in(ben).post(address(article), fields(article, body=body))
    article.refresh_from_db()
    assert article.body == body
    assert "xz</p>" in sign_in(ben).get(f"{address(article)}as-read/").content.decode()


def test_no_door_lets_a_text_in_that_is_too_long(article, ben):
    long = "x" * (MOST_LETTERS + 1)
    for write in (
        lambda: save_article(article, {"body": long}, by=ben, version=1),
        lambda: draft_article(group=ben.group, by=ben, body=long),
    ):
        with pytest.raises(Refusal) as refused:
            write()
        assert refused.value.code == "text_too_long"


def test_a_browser_cuts_no_pasted_text(article, ben):
    page = sign_in(ben).get(address(article)).content.decode()
    assert "maxlength" not in page[page.index('name="body"') :].partition(">")[0]
