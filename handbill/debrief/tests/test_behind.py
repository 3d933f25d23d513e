"""The facts behind a finding: what came of decisions, sign-ups in fives, and nothing that tells of one person."""

import re
from datetime import timedelta
from html import unescape

import pytest

from handbill.base import clock
from handbill.copies.actions import add_batch
from handbill.debrief.behind import LISTS
from handbill.facts.desk import note_fact
from handbill.plan import actions
from tests.cast import NOON, sign_in
from tests.phone import joined_phone

pytestmark = pytest.mark.django_db
START = NOON + timedelta(hours=2)
LATER = START + timedelta(days=9)


def words_of(response) -> str:
    text = unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S))
    return " ".join(text.split())


@pytest.fixture
def behind(outing):
    """The words of a list, as a member reads it."""

    def read(name: str, member) -> str:
        with clock.stand_at(LATER):
            page = sign_in(member).get(f"/outings/{outing.pk}/debrief/facts/{name}/")
        assert page.status_code == 200
        return words_of(page).split("What", 1)[-1]

    return read


@pytest.fixture
def last_time(outing, ada, ben):
    """The outing here a week before, with three decisions: done, dropped, open."""
    week = timedelta(days=7)
    with clock.stand_at(NOON - week):
        before = actions.plan_outing(
            by=ada, place=outing.place, starts_at=outing.starts_at - week, ends_at=outing.ends_at - week
        )
        done = actions.decide(before, "Bring a second bag", ben, by=ada)
        dropped = actions.decide(before, "Rent a van", by=ada)
        actions.decide(before, "Set up at the tram stop", ben, (NOON + week).date(), by=ada)
    with clock.stand_at(NOON - timedelta(days=2)):
        actions.close_decision(done, by=ben)
        actions.drop_decision(dropped, by=ada)
    return before


class TestDecisions:
    def test_each_stands_with_what_came_of_it_and_not_with_whose_it_was(self, last_time, behind, ada):
        page = behind("decisions", ada)
        assert re.search(r"Bring a second bag Done on ", page)
        assert re.search(r"Rent a van Dropped on ", page)
        assert re.search(r"Set up at the tram stop Not done yet; it was to be done by ", page)
        assert "Ben" not in page

    def test_who_holds_no_key_reads_what_came_of_them_and_no_word(self, last_time, behind, vera):
        page = behind("decisions", vera)
        assert page.count("Done on") == 1 and page.count("Not done yet") == 1
        for words in ("second bag", "van", "tram stop"):
            assert words not in page

    def test_those_of_an_earlier_outing_still_are_not_last_times(self, last_time, outing, behind, ada):
        with clock.stand_at(NOON - timedelta(days=14)):
            older = actions.plan_outing(
                by=ada,
                place=outing.place,
                starts_at=outing.starts_at - timedelta(days=14),
                ends_at=outing.ends_at - timedelta(days=14),
            )
            actions.decide(older, "Print on yellow", by=ada)
        assert "Print on yellow" not in behind("decisions", ada)

    def test_the_finding_leads_to_them(self, last_time, outing, ada):
        with clock.stand_at(START + timedelta(minutes=5)):
            phone = joined_phone(outing, ada)
            phone.note("conversation")
            phone.send()
        with clock.stand_at(LATER):
            page = sign_in(ada).get(f"/outings/{outing.pk}/debrief/").text
        finding = re.search(r'data-finding="decisions">(.*?)</li>', page, re.S).group(1)
        assert "2 decisions of last time here: 1 done, 1 still open." in finding
        assert f"/outings/{outing.pk}/debrief/facts/decisions/" in finding


class TestSignUps:
    @pytest.fixture
    def batch(self, outing, ada):
        batch = add_batch(issue="14", copies=200, by=ada)
        actions.book_copies(outing, batch, 100, by=ada)
        return batch

    @pytest.fixture
    def sign_up(self, outing, batch, ada):
        def sign_up(times: int, way: str = "friend", days: int = 1):
            with clock.stand_at(START + timedelta(days=days)):
                for _ in range(times):
                    note_fact("sign_up", {"batch": str(batch.id), "way": way}, outing=outing, by=ada)

        return sign_up

    def test_batches_and_days_are_told_in_fives(self, sign_up, behind, vera):
        sign_up(7, days=1)
        sign_up(4, days=2)
        sign_up(1, days=3)
        page = behind("sign_ups", vera)
        assert "Batch 14A: 10 sign-ups or more" in page
        assert "5 sign-ups or more" in page
        assert "Fewer than 5 on each of 2 other days" in page
        assert not re.search(r"\b(12|7|4|1) sign-ups?\b", page)

    def test_one_more_is_not_seen_neither_there_nor_in_the_debrief(self, sign_up, behind, outing, ada):
        def debrief() -> str:
            with clock.stand_at(LATER):
                return words_of(sign_in(ada).get(f"/outings/{outing.pk}/debrief/"))

        with clock.stand_at(START):
            phone = joined_phone(outing, ada)
            phone.note("conversation")
            phone.send()
        sign_up(9)
        sign_up(6, "given")
        said = "Of 15 people who signed up from these batches, 9 had their copy from a friend."
        before = behind("sign_ups", ada)
        assert said in debrief()
        sign_up(1)
        assert said in debrief()
        assert behind("sign_ups", ada) == before
        sign_up(4)
        assert "Of 20 people who signed up from these batches, 14 had their copy from a friend." in debrief()

    def test_nobody_yet_is_said(self, batch, behind, ada):
        assert "Nothing of this kind was noted." in behind("sign_ups", ada)


def test_every_list_is_there_for_members_and_for_nobody_of_another_group(outing, vera, cleo):
    with clock.stand_at(LATER):
        for name in LISTS:
            assert sign_in(vera).get(f"/outings/{outing.pk}/debrief/facts/{name}/").status_code == 200
            assert sign_in(cleo).get(f"/outings/{outing.pk}/debrief/facts/{name}/").status_code == 404
