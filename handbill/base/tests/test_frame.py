"""The desk's frame: sections, the one style sheet, pages for what went wrong."""

import re

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from handbill.base import views
from handbill.base.errors import MayNot
from handbill.base.frame import sections_for
from handbill.base.style import style, style_address
from tests.cast import sign_in


def here(member, path):
    return [section.label for section in sections_for(member, path) if section.is_here]


class TestSections:
    def test_the_front_page_is_only_itself(self, ada):
        assert here(ada, "/") == ["Today"]
        assert here(ada, "/outings/new/") == ["Outings"]
        assert here(ada, "/somewhere/") == []

    def test_what_belongs_to_a_section_lights_it_up(self, ada):
        assert here(ada, "/places/") == ["Outings"]

    def test_whoever_has_no_people_sees_no_people(self, ada, ben, ed, vera):
        labels = {
            member.name: [str(section.label) for section in sections_for(member, "/")]
            for member in (ada, ben, ed, vera)
        }
        assert "People" in labels["Ada"] and "People" in labels["Ben"]
        assert "People" not in labels["Ed"] and "People" not in labels["Vera"]

    def test_a_frame_without_a_member_shows_nothing_of_people(self):
        assert "/people/" not in [section.address for section in sections_for(None, "/")]


class TestTheStyleSheet:
    def test_its_address_is_kept_for_ever_and_yesterdays_is_not(self, client):
        answer = client.get(style_address())
        assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
        assert client.get("/style/0123456789ab.css")["Cache-Control"] == "no-cache"

    def test_the_order_of_layers_comes_first_and_the_letters_are_found(self):
        text = style(RequestFactory().get("/"), "x").content.decode()
        assert text.index("@layer reset, tokens, base") < text.index("@layer reset {")
        assert 'url("/static/base/fonts/' in text and "../fonts/" not in text

    def test_it_is_whole(self):
        text = style(RequestFactory().get("/"), "x").content.decode()
        assert text.count("{") == text.count("}")

    def test_every_class_that_hides_or_shows_is_named_in_it(self):
        text = style(RequestFactory().get("/"), "x").content.decode()
        for name in (".skip", ".vh", ".only-narrow", ".htmx-request"):
            assert name in text


class TestWhatWentWrong:
    @pytest.fixture
    def request_(self):
        return RequestFactory().get("/nothing/", headers={"host": "localhost"})

    def test_a_page_that_is_not_there(self, client, db):
        answer = client.get("/nothing/at/all/")
        assert answer.status_code == 404
        assert "Nothing here" in answer.text and "Nothing was changed" in answer.text

    def test_with_an_account_it_stands_in_the_desks_frame(self, ada):
        page = sign_in(ada).get("/nothing/at/all/").text
        assert "Aldermouth Tenants’ Union" in page and 'class="tabs"' in page

    def test_not_yours_to_do_says_whose_it_is(self, ada, vera):
        page = sign_in(vera).get("/outings/new/").text
        assert "Outings are planned by organisers" in page
        assert "Organisers of your group:" in page and "Ada" in page

    def test_a_form_that_lay_too_long(self, db):
        from django.test import Client

        answer = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post("/outings/new/", {"place": "x"})
        assert answer.status_code == 403 and "This form has expired" in answer.text

    def test_a_broken_page_is_made_without_the_database(self, request_, django_assert_num_queries, db):
        with django_assert_num_queries(0):
            answer = views.broken(request_)
        assert answer.status_code == 500 and "What was saved before is safe" in answer.content.decode()

    def test_a_sentence_given_wins_over_the_usual_one(self, request_):
        answer = views.not_allowed(request_, MayNot("Batches are added by organisers."))
        assert "Batches are added by organisers." in answer.content.decode()

    def test_the_instance_uses_these_pages(self):
        names = {status: get_resolver().resolve_error_handler(status).__name__ for status in (403, 404, 500)}
        assert names == {403: "not_allowed", 404: "not_found", 500: "broken"}


def test_the_frame_says_language_and_direction_and_lets_one_skip_to_the_page(ada):
    page = sign_in(ada).get("/outings/").text
    assert '<html lang="en" dir="ltr">' in page
    assert re.search(r'<a class="skip" href="#main">', page) and 'id="main"' in page


def test_every_page_links_only_our_own_files(ada):
    page = sign_in(ada).get("/outings/").text
    assert re.findall(r'(?:src|href)="(?!/|#|\?)[^"]*"', page) == []


class TestWhenOnlyAPartWasAskedFor:
    """The answer to a swap goes on top of the page, so that what was written on it stays."""

    PART = {"HX-Request": "true"}

    def test_what_is_not_there_or_not_allowed_is_a_sentence_on_top(self, vera):
        for path, status in (("/nothing/", 404), ("/outings/new/", 403)):
            answer = sign_in(vera).get(path, headers=self.PART)
            assert answer.status_code == status
            assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#refused", "outerHTML")
            assert "<html" not in answer.text and 'id="refused"' in answer.text

    def test_a_refusal_keeps_its_sentence_and_its_status(self, ada, outing):
        outing.cancelled_at, outing.cancelled_by = outing.starts_at, ada
        outing.save()
        answer = sign_in(ada).post(f"/outings/{outing.pk}/coming/", headers=self.PART)
        assert answer.status_code == 422 and "This outing was cancelled" in answer.text
        assert answer["HX-Retarget"] == "#refused"

    def test_a_broken_part_says_that_it_was_not_saved(self):
        answer = views.broken(RequestFactory().get("/", headers={"host": "localhost", **self.PART}))
        assert answer.status_code == 500 and "this was not saved" in answer.content.decode()

    def test_every_page_has_the_place_for_it(self, ada):
        assert 'id="refused"' in sign_in(ada).get("/outings/").text
