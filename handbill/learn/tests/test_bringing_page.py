"""The part of the outing's page that says how many copies to bring, and after it whether they were right."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.base.clock import stand_at
from handbill.copies.actions import add_batch, record_run
from handbill.learn.bringing import advice_for
from handbill.learn.tests.afternoons import note, stall, went
from handbill.plan.actions import book_copies, guess_copies
from tests.cast import sign_in

pytestmark = pytest.mark.django_db

MOST_QUERIES = 26  # of the outing's whole page; the advice's share is four


@pytest.fixture
def planned(ada):
    """The stall of 12 September, looked at the day before."""
    outing = stall(ada, people_needed=2)
    with stand_at(outing.starts_at - timedelta(days=1)):
        yield outing


@pytest.fixture
def known(ada, planned):
    """Six market days before it: two ran out, one of them at ten past four."""
    record_run(issue="14", copies=400, by=ada, code="14Z")
    went(stall(ada, weeks=1), 120, 120, until=70)
    went(stall(ada, weeks=2), 90, 90, until=100)
    for weeks in (3, 4, 5, 6):
        went(stall(ada, weeks=weeks), 150, 100 + 5 * weeks, home=50 - 5 * weeks)
    return planned


def page(member, outing, query="") -> str:
    text = sign_in(member).get(f"/outings/{outing.pk}/{query}").text
    return re.sub(
        r"\s+", " ", text[text.index('id="bring"') : text.index('id="own-phone"') if 'id="own-phone"' in text else None]
    )


def big_number(text: str) -> int:
    return int(re.search(r'bring-number num">(\d+)<', text).group(1))


class TestWhatItSays:
    def test_a_number_never_comes_alone(self, ada, known):
        text = page(ada, known)
        assert big_number(text) > 120
        assert re.search(r"You would run out 1 time in \d+\.", text)
        assert re.search(r"About \d+ copies would come home\.", text)
        assert re.search(r"With \d+ you run out 1 time in \d, and about \d+ come home\.", text)

    def test_it_says_what_it_rests_on(self, ada, known):
        text = page(ada, known)
        assert "6 outings here; the copies ran out at 2 of them." in text
        assert "Last time here you brought 120 and were out by 16:10." in text
        assert "Counted with 2 people on the spot." in text

    def test_the_curve_says_its_finding_and_shows_its_numbers(self, ada, known):
        text = page(ada, known)
        assert 'role="img" aria-label="The chance of running out, by copies brought. With' in text
        assert "Show the numbers" in text
        assert text.count("<tr") >= 5

    def test_every_choice_has_both_prices(self, ada, known):
        options = re.findall(r'name="copies" value="(\d+)".*?advice-price">([^<]*)<br>([^<]*)<', page(ada, known))
        assert len(options) >= 3
        assert all(out.startswith(("out ", "hardly")) and home.startswith("about ") for _n, out, home in options)
        assert [int(copies) for copies, *_ in options] == sorted(int(copies) for copies, *_ in options)

    def test_another_number_can_be_asked_about(self, ada, known):
        text = page(ada, known, "?own=100")
        assert big_number(text) == 100
        assert "You would run out" in text

    def test_fewer_where_few_may_be_carried_home(self, ada, known):
        text = page(ada, known, "?most_home=5")
        assert big_number(text) < big_number(page(ada, known))

    @pytest.mark.parametrize(
        "query", ["?own=many", "?own=-1", "?own=0", "?own=99999999999", "?most_home=x", "?own=%D9%A3"]
    )
    def test_what_is_no_number_is_not_asked(self, ada, known, query):
        assert big_number(page(ada, known, query)) == big_number(page(ada, known))

    def test_an_outing_that_waits_for_a_phone_is_named(self, ada, known):
        from handbill.plan.models import Joining
        from tests.met import stall_phone

        outing = stall(ada, weeks=1)
        with stand_at(outing.starts_at):
            stall_phone(outing, ada)
        Joining.objects.update(waiting=3)
        note(outing, 5, "handout", copies=1, way="hand")
        assert "1 outing is left out until its phones have sent." in page(ada, known)


class TestAColdStart:
    def test_nothing_known_is_a_range_and_no_curve(self, ada, planned):
        text = page(ada, planned)
        assert "It cannot know yet." in text
        assert re.search(r"bring-range num\">\d+ to \d+<", text)
        assert 'role="img" aria-label="The chance' not in text
        assert "What would you guess?" in text

    def test_nothing_is_chosen_beforehand(self, ada, planned):
        add_batch(issue="15", copies=200, by=ada)
        text = page(ada, planned)
        assert text.count('name="copies" value') >= 3
        assert " checked" not in text

    def test_a_guess_becomes_a_number_with_its_range(self, ada, planned):
        guess_copies(planned, 80, by=ada)
        text = page(ada, planned)
        assert "This starts from a guess of 80." in text
        assert 80 < big_number(text) <= 240
        assert re.search(r"between \d+ and \d+ copies would go\. That is wide\.", text)

    def test_few_outings_are_few(self, ada, planned):
        went(stall(ada, weeks=1), 100, 70)
        assert "It cannot know much yet: 1 outing of this kind has been counted." in page(ada, planned)

    def test_growth_is_held_down_and_said(self, ada, planned):
        for weeks in range(1, 5):
            went(stall(ada, weeks=weeks), 20, 20, until=4)
        text = page(ada, planned)
        assert big_number(text) == 60
        assert "the most that was ever brought to this kind of place is 20" in text


class TestBooking:
    def test_the_number_is_taken_over_by_one_press(self, ada, known):
        record_run(issue="15", copies=400, by=ada)
        text = page(ada, known)
        advised = re.search(r'name="advised" value="(\d+)"', text).group(1)
        checked = re.search(r'name="copies" value="(\d+)" checked', text).group(1)
        assert int(advised) == int(checked) == big_number(text)
        sign_in(ada).post(f"/outings/{known.pk}/copies/", {"copies": checked, "advised": advised})
        text = page(ada, known)
        assert big_number(text) == int(advised)
        assert "It is the number advised." in text

    def test_another_number_is_held_against_the_advice(self, ada, known):
        book_copies(known, add_batch(issue="15", copies=200, by=ada), 100, by=ada)
        text = page(ada, known)
        assert big_number(text) == 100
        assert re.search(r"With 100 you run out \d .*? \d+ copies are advised\.", text)


class TestRights:
    @pytest.mark.parametrize("who", ["vera", "ed"])
    def test_those_who_move_no_copies_read_the_numbers(self, request, known, who):
        text = page(request.getfixturevalue(who), known)
        assert big_number(text) > 120
        assert "Book these copies" not in text

    def test_a_volunteer_books(self, ben, known):
        assert "Book these copies" in page(ben, known)

    def test_another_group_sees_nothing_and_its_outings_count_for_nothing(self, cleo, known, ada):
        assert sign_in(cleo).get(f"/outings/{known.pk}/").status_code == 404
        before = page(ada, known)
        went(stall(cleo, weeks=1), 400, 390)
        assert big_number(page(ada, known)) == big_number(before)


class TestAfterwards:
    def bring(self, outing, advised, brought):
        batch = add_batch(issue="15", copies=200, by=outing.lead)
        book_copies(outing, batch, brought, by=outing.lead, advised=advised)

    @pytest.mark.parametrize(
        ("advised", "brought", "copies", "sentence"),
        [
            (
                180,
                180,
                168,
                "180 copies had been advised. 180 were brought and 168 went: they were enough, 12 were left.",
            ),
            (180, 120, 120, "180 copies had been advised. 120 were brought, and they ran out."),
            (180, 180, 180, "180 copies had been advised and 180 were brought, and they ran out all the same."),
            (180, 180, 40, "180 were brought and 40 went: a quiet day, or too many."),
        ],
    )
    def test_the_advice_is_judged(self, ada, advised, brought, copies, sentence):
        outing = stall(ada, weeks=1)
        self.bring(outing, advised, brought)
        went(outing, brought, copies, until=70, home=brought - copies, book=False)
        assert sentence in page(ada, outing)

    def test_the_debrief_judges_it_too(self, ada, vera):
        outing = stall(ada, weeks=1)
        self.bring(outing, 180, 180)
        went(outing, 180, 168, until=70, home=12, book=False)
        for member in (ada, vera):
            debrief = sign_in(member).get(f"/outings/{outing.pk}/debrief/").text
            assert "180 were brought and 168 went: they were enough, 12 were left." in debrief

    def test_without_advice_nothing_is_judged(self, ada):
        outing = went(stall(ada, weeks=1), 100, 60, home=40)
        assert "had been advised" not in page(ada, outing)


def test_the_page_asks_the_database_as_often_with_six_outings_as_with_twelve(ada, known):
    desk = sign_in(ada)
    with_six = _queries(desk, known)
    for weeks in range(7, 13):
        went(stall(ada, weeks=weeks), 150, 100, home=50)
    assert _queries(desk, known) == with_six <= MOST_QUERIES


def test_the_advice_asks_it_four_times(known, django_assert_num_queries):
    advice_for(known, 2)
    with django_assert_num_queries(4):
        advice_for(known, 2)


def _queries(desk, outing) -> int:
    """Once the outings are read: what is new is read in the first look."""
    desk.get(f"/outings/{outing.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(f"/outings/{outing.pk}/").status_code == 200
    return len(asked)
