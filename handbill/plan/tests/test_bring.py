"""Copies to bring: a number that was advised, a number of one's own, a guess where nothing is known."""

import pytest

from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import add_batch
from handbill.plan.actions import book_copies, book_in_all, guess_copies
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


class TestFromWhateverIsThere:
    """Nobody names a batch: one that has enough goes before several, the newest first."""

    @pytest.fixture
    def book_all(self, ada, outing):
        return lambda copies, **more: book_in_all(outing, copies, by=ada, **more)

    def booked(self, outing) -> dict[str, int]:
        return {booking.batch.code: booking.copies for booking in outing.bookings.select_related("batch")}

    def test_the_newest_that_has_enough(self, ada, outing, book_all):
        for copies in (200, 150, 40):
            add_batch(issue="14", copies=copies, by=ada)
        book_all(120)
        assert self.booked(outing) == {"14B": 120}

    def test_two_where_none_has_enough(self, ada, outing, book_all):
        for copies in (150, 100):
            add_batch(issue="14", copies=copies, by=ada)
        book_all(180)
        assert self.booked(outing) == {"14A": 80, "14B": 100}

    def test_more_of_the_same_before_another(self, ada, outing, book_all):
        first = add_batch(issue="14", copies=200, by=ada)
        book_copies(outing, first, 100, by=ada)
        add_batch(issue="14", copies=200, by=ada)
        book_all(180)
        assert self.booked(outing) == {"14A": 180}

    def test_fewer_give_back_what_was_booked_last(self, ada, outing, book_all):
        for copies in (150, 100):
            add_batch(issue="14", copies=copies, by=ada)
        book_all(180)
        book_all(90)
        assert sum(self.booked(outing).values()) == 90
        book_all(0)
        assert self.booked(outing) == {}

    def test_never_more_than_there_is(self, ada, outing, book_all):
        add_batch(issue="14", copies=100, by=ada)
        with pytest.raises(Refusal) as refused:
            book_all(120)
        assert "100 copies are in the cupboard" in refused.value.sentence
        assert self.booked(outing) == {}

    def test_the_page_books_it_without_a_batch(self, ada, outing):
        add_batch(issue="14", copies=200, by=ada)
        sign_in(ada).post(f"/outings/{outing.pk}/copies/", {"copies": "180", "advised": "180"})
        outing.refresh_from_db()
        assert (self.booked(outing), outing.copies_advised) == ({"14A": 180}, 180)
