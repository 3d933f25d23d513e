"""One's own page."""

import pytest

from tests.cast import sign_in

pytestmark = pytest.mark.django_db


def test_name_and_language_are_hers_to_change(ada):
    assert sign_in(ada).post("/me/", {"name": "Adaline", "language": "en"}).status_code == 302
    ada.refresh_from_db()
    assert ada.name == "Adaline"


def test_an_empty_name_is_refused_and_the_old_one_stays(ada):
    assert sign_in(ada).post("/me/", {"name": " "}).status_code == 422
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_nobody_gives_herself_a_role(ben):
    sign_in(ben).post("/me/", {"name": "Ben", "language": "en", "role": "organiser"})
    ben.refresh_from_db()
    assert ben.role == "volunteer"


def test_she_says_by_name_which_languages_she_speaks(ada):
    client = sign_in(ada)
    assert client.post("/me/", {"name": "Ada", "language": "en", "languages": "Arabic, polski ,pl"}).status_code == 302
    ada.refresh_from_db()
    assert ada.languages == ["ar", "pl"]
    assert "Arabic, Polish" in client.get("/me/").text


def test_a_word_that_is_no_language_is_told_and_nothing_changes(ada):
    answer = sign_in(ada).post("/me/", {"name": "Ada", "language": "en", "languages": "Arabic, the sea"})
    assert answer.status_code == 422 and "“the sea” is no language" in answer.text
    ada.refresh_from_db()
    assert ada.languages == []


def test_an_organiser_notes_for_another_which_languages_they_speak(ada, ben):
    client = sign_in(ada)
    assert client.post(f"/set-up/members/{ben.id}/languages/", {"languages": "Español"}).status_code == 302
    ben.refresh_from_db()
    assert ben.languages == ["es"]
    assert "Spanish" in client.get("/set-up/").text
    assert sign_in(ben).post(f"/set-up/members/{ada.id}/languages/", {"languages": "fr"}).status_code == 403
