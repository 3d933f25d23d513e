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


def test_signing_out_elsewhere_leaves_this_one(ada):
    elsewhere, here = sign_in(ada), sign_in(ada)
    assert "1 other device" in here.get("/me/").text
    here.post("/me/sessions/")
    assert elsewhere.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_nobody_gives_herself_a_role(ben):
    sign_in(ben).post("/me/", {"name": "Ben", "language": "en", "role": "organiser"})
    ben.refresh_from_db()
    assert ben.role == "volunteer"
