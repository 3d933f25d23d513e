"""Copies to bring: a number that was advised, a number of one's own, a guess where nothing is known."""

import pytest

from handbill.base.errors import MayNot
from handbill.copies.actions import add_batch
from handbill.plan.actions import guess_copies
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(ada):
    return add_batch(issue="14", copies=200, by=ada)


@pytest.fixture
def book(ada, outing, batch):
    desk = sign_in(ada)

    def post(**written):
        return desk.post(f"/outings/{outing.pk}/copies/", {"batch": batch.pk, **written})

    return post


def test_the_advised_number_is_booked_and_remembered(book, outing):
    assert book(copies="180", advised="180").status_code == 302
    outing.refresh_from_db()
    assert (outing.bookings.get().copies, outing.copies_advised) == (180, 180)


def test_a_number_of_ones_own_goes_before_the_one_chosen(book, outing):
    book(copies="180", own="150", advised="180")
    outing.refresh_from_db()
    assert (outing.bookings.get().copies, outing.copies_advised) == (150, 180)


def test_none_is_a_number_too(book, outing):
    book(copies="180")
    book(copies="180", own="0")
    assert not outing.bookings.exists()


def test_a_booking_without_advice_forgets_none(book, outing):
    book(copies="180", advised="180")
    book(copies="100")
    outing.refresh_from_db()
    assert outing.copies_advised == 180


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"copies": "", "own": ""}, "Write how many copies you bring"),
        ({"copies": "180", "own": "many"}, "Write a whole number, in digits."),
        ({"copies": "180", "own": "201"}, "has 200 copies in all"),
        ({"copies": "-1"}, "Write 0 or more."),
    ],
)
def test_what_is_no_number_of_copies_is_refused_in_its_place(book, outing, written, sentence):
    answer = book(**written)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not outing.bookings.exists()


def test_a_guess_is_kept_with_the_outing(ada, outing):
    answer = sign_in(ada).post(f"/outings/{outing.pk}/copies/guess/", {"guess": "80"})
    assert answer["Location"].endswith("#bring")
    outing.refresh_from_db()
    assert outing.copies_guess == 80


@pytest.mark.parametrize("guess", ["", "0", "many", "100001"])
def test_a_guess_that_is_none_is_refused(ada, outing, guess):
    assert sign_in(ada).post(f"/outings/{outing.pk}/copies/guess/", {"guess": guess}).status_code == 422
    outing.refresh_from_db()
    assert outing.copies_guess is None


def test_only_those_who_may_change_an_outing_guess(outing, ben, cleo, vera):
    path = f"/outings/{outing.pk}/copies/guess/"
    assert sign_in(cleo).post(path, {"guess": "80"}).status_code == 404
    for member in (ben, vera):
        assert sign_in(member).post(path, {"guess": "80"}).status_code == 403
        with pytest.raises(MayNot):
            guess_copies(outing, 80, by=member)
