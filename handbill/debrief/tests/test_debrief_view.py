"""The page: what it says, to whom, and that it follows the phones."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.base import clock
from handbill.base.errors import MayNot
from handbill.copies.actions import add_batch
from handbill.debrief.actions import add_remark, take_back_remark
from handbill.facts.models import Question
from handbill.plan import actions
from handbill.plan.joinings import join_as_member
from handbill.plan.models import Decision
from tests.cast import NOON, at_this_machine, sign_in
from tests.phone import joined_phone

START, END = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
AFTER = END + timedelta(hours=1)


@pytest.fixture(autouse=True)
def after_the_outing():
    with clock.stand_at(AFTER):
        yield


@pytest.fixture
def address(outing):
    return f"/outings/{outing.pk}/debrief/"


@pytest.fixture
def hundred(outing, ada):
    """A hundred copies booked out to the outing."""
    actions.book_copies(outing, add_batch(issue="14", copies=200, by=ada), 100, by=ada)


@pytest.fixture
def phone(outing, ada):
    """A helper's phone that joined at the start."""
    with clock.stand_at(START):
        return joined_phone(outing, ada)


def at_minute(minutes: int):
    return clock.stand_at(START + timedelta(minutes=minutes))


def hand_out(phone, copies: int, minute: int):
    with at_minute(minute):
        phone.note("handout", copies=copies, way="hand")


def words_of(response) -> str:
    text = unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S))
    return " ".join(text.split())


def look(member, address: str) -> str:
    response = sign_in(member).get(address)
    assert response.status_code == 200
    return words_of(response)


def test_it_says_when_the_copies_ran_out_in_the_groups_time(ada, outing, phone, hundred, address):
    hand_out(phone, 60, 10)
    hand_out(phone, 40, 70)
    with at_minute(80):
        phone.note("asked_in_vain", people=11)
    phone.send()
    page = look(ada, address)
    assert "We ran out at 16:10, with 50 minutes to go." in page  # 14:00 UTC is 15:00 in London
    assert "11 people asked for one and went without." in page


def test_a_late_phone_changes_it(ada, outing, phone, hundred, address):
    hand_out(phone, 60, 10)
    with at_minute(30):
        phone.note("asked_in_vain", people=1)
    phone.send()
    assert "We ran out at 15:10" in look(ada, address)
    with clock.stand_at(START):
        late = joined_phone(outing, ada)
    hand_out(late, 10, 100)
    late.send()
    page = look(ada, address)
    assert "We ran out" not in page
    assert "70 copies went." in page


def test_what_was_taken_back_does_not_count(ada, phone, address):
    with at_minute(5):
        first, _second = phone.note("conversation"), phone.note("conversation")
        phone.note("retraction", of=first["id"])
    phone.send()
    assert "1 conversation." in look(ada, address)


def test_a_phone_that_has_not_ended_its_shift_is_missing_until_it_does(ada, phone, address):
    hand_out(phone, 1, 5)
    phone.send()
    assert "A helper’s phone has not closed its shift" in look(ada, address)
    phone.note("shift_ended")
    phone.send()
    assert "has not closed its shift" not in look(ada, address)


def test_nothing_handed_in_yet(ada, phone, address):
    assert "Waiting for 1 phone." in look(ada, address)


def test_an_outing_that_is_ahead_has_no_debrief_yet(ada, outing, address):
    with clock.stand_at(NOON):
        page = look(ada, address)
    assert "This outing has not begun yet." in page
    assert "What do we make of it?" not in page


def test_a_cancelled_outing_says_so(ada, outing, address):
    actions.cancel_outing(outing, by=ada)
    assert "This outing was cancelled." in look(ada, address)


def test_goals_are_held_against_what_happened(ada, outing, phone, hundred, address):
    actions.change_outing(outing, by=ada, goal_copies=50, goal_conversations=30)
    hand_out(phone, 60, 10)
    with at_minute(20):
        phone.note("conversation")
        phone.note("shift_ended")
    phone.send()
    page = look(ada, address)
    assert "60 copies went. 40 copies were left, by the taps. The goal of 50 was reached." in page
    assert "1 conversation. The goal was 30." in page


def test_questions_heard_are_counted_and_those_in_words_open_with_the_key(ada, group, phone, address):
    rent = Question.objects.create(group=group, text="Rent rise", answer="Once a year at most.")
    with at_minute(5):
        for _ in range(2):
            phone.note("conversation", questions=[str(rent.id)])
        phone.text("question", "what about the lifts?")
        phone.text("question", "What about  the lifts?")
    phone.send()
    desk = sign_in(ada)
    page = words_of(desk.get(address))
    assert "Rent rise 2" in page
    assert re.search(r"what about the lifts\? 2", page, re.I)
    desk.post("/lock/")
    page = words_of(desk.get(address))
    assert "lifts" not in page
    assert "2 questions in people’s own words are sealed." in page


def test_a_viewer_reads_the_numbers_without_opened_texts(ada, vera, outing, phone, address):
    with at_minute(5):
        phone.note("conversation")
        phone.text("question", "what about the lifts?")
    phone.send()
    add_remark(outing, "The table was too far away.", "went_well", by=ada)
    actions.decide(outing, "Bring a second bag", by=ada)
    page = look(vera, address)
    assert "1 conversation." in page
    for words in ("lifts", "table was", "second bag", "Unlock your", "Add yours"):
        assert words not in page


def test_an_editor_reads_and_writes_nothing(ada, ed, outing, address):
    add_remark(outing, "The table was too far away.", "went_well", by=ada)
    desk = sign_in(ed)
    page = words_of(desk.get(address))
    assert "The table was too far away." in page
    assert "Add yours" not in page
    assert desk.post(f"{address}remarks/", {"prompt": "went_well", "text": "Fine"}).status_code == 403
    assert desk.post(f"{address}decisions/", {"decision-text": "Fine"}).status_code == 403


def test_another_groups_outing_does_not_exist(cleo, outing, address):
    desk = sign_in(cleo)
    assert desk.get(address).status_code == 404
    for part in ("remarks/", "decisions/", f"remarks/{outing.pk}/retraction/"):
        assert desk.post(f"{address}{part}", {"prompt": "went_well", "text": "Ours"}).status_code == 404


def test_nobody_reads_it_without_signing_in(outing, address):
    assert at_this_machine().get(address).status_code == 302


def test_a_remark_stands_under_its_question_with_the_name(ben, address):
    desk = sign_in(ben)
    answer = desk.post(f"{address}remarks/", {"prompt": "differently", "text": "Stand at the tram stop."})
    assert answer.headers["Location"] == f"{address}#differently"
    page = words_of(desk.get(address))
    assert re.search(r"What will we do differently\? Stand at the tram stop\. Ben", page)


def test_a_remark_is_written_in_a_locked_session_too(ben, address):
    desk = sign_in(ben)
    desk.post("/lock/")
    assert desk.post(f"{address}remarks/", {"prompt": "went_well", "text": "The stairs."}).status_code == 302
    assert "The stairs." not in words_of(desk.get(address))
    assert "The stairs." in look(ben, address)


def test_an_empty_remark_is_refused_where_it_was_written(ben, address):
    answer = sign_in(ben).post(f"{address}remarks/", {"prompt": "differently", "text": " "})
    assert answer.status_code == 422
    assert "Write what you want to say." in words_of(answer)
    assert len(re.findall(r"<details class=\"add-yours\" open", answer.content.decode())) == 1


def test_a_question_that_is_not_put_is_refused(ben, address):
    answer = sign_in(ben).post(f"{address}remarks/", {"prompt": "who_was_it", "text": "Somebody"})
    assert answer.status_code == 422


def test_a_remark_from_a_phone_stands_with_whose_phone_it_was(ada, phone, address):
    with at_minute(5):
        phone.text("remark", "The wind took the table cloth.")
    phone.send()
    assert "Noted on the way The wind took the table cloth. A helper" in look(ada, address)


def test_only_ones_own_remark_is_taken_back(ada, ben, outing, address):
    fact = add_remark(outing, "I felt rushed.", "went_well", by=ben)
    path = f"{address}remarks/{fact.id}/retraction/"
    assert sign_in(ada).post(path).status_code == 403
    assert "I felt rushed." in look(ada, address)
    assert sign_in(ben).post(path).status_code == 302
    assert "I felt rushed." not in look(ada, address)


def test_what_is_no_remark_of_this_outing_cannot_be_taken_back(ben, phone, address):
    with at_minute(5):
        talk = phone.note("conversation")
    phone.send()
    assert sign_in(ben).post(f"{address}remarks/{talk['id']}/retraction/").status_code == 404


def test_a_decision_has_an_owner_and_a_day(ada, ben, outing, address):
    form = {"decision-text": "Set up at the tram stop", "decision-owner": str(ben.pk), "decision-due_on": "2026-09-26"}
    desk = sign_in(ada)
    assert desk.post(f"{address}decisions/", form).headers["Location"] == f"{address}#decided"
    assert "Set up at the tram stop Ben 26 Sept" in words_of(desk.get(address))
    assert Decision.objects.get().outing == outing


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"decision-text": ""}, "Write what was decided."),
        ({"decision-due_on": "2025-09-26"}, "Choose a day that is still to come"),
        ({"decision-owner": "nobody"}, "Choose somebody of your group."),
    ],
)
def test_a_wrong_decision_is_refused_with_what_was_written(ada, address, wrong, sentence):
    form = {"decision-text": "Set up at the tram stop", "decision-due_on": "2026-09-26", **wrong}
    answer = sign_in(ada).post(f"{address}decisions/", form)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert ("Set up at the tram stop" in answer.content.decode()) == bool(form["decision-text"])


def test_another_groups_member_cannot_own_a_decision(ada, cleo, address):
    form = {"decision-text": "Set up at the tram stop", "decision-owner": str(cleo.pk)}
    assert sign_in(ada).post(f"{address}decisions/", form).status_code == 422


def test_a_short_form_and_markup_stay_words(ada, address):
    sign_in(ada).post(f"{address}remarks/", {"prompt": "went_well", "text": "<b>Loud</b> & clear"})
    page = sign_in(ada).get(address).content.decode()
    assert "&lt;b&gt;Loud&lt;/b&gt; &amp; clear" in page


def test_the_number_of_queries_does_not_grow_with_what_happened(ada, outing, phone, hundred, address):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(address).status_code == 200
        return len(seen)

    def an_hour(n: int):
        with at_minute(n):
            phone.note("conversation", ask="refused")
            phone.note("handout", copies=1, way="hand")
            phone.text("question", f"Question {n}?")
            phone.contact()
        phone.send()
        add_remark(outing, f"Remark {n}.", "went_well", by=ada)
        actions.decide(outing, f"Decision {n}", ada, by=ada)

    desk = sign_in(ada)
    an_hour(1)
    few = queries()
    for n in range(2, 12):
        an_hour(n)
    assert queries() == few
    assert few <= 26


def test_earlier_outings_are_counts_and_no_percentage_below_ten(ada, outing, phone, address):
    with clock.stand_at(START - timedelta(days=7)):
        before = actions.plan_outing(
            by=ada, place=outing.place, starts_at=START - timedelta(days=7), ends_at=END - timedelta(days=7)
        )
        old = joined_phone(before, ada)
        for ask in ("given", "refused", "not_asked"):
            old.note("conversation", ask=ask)
        old.send()
    with at_minute(5):
        for _ in range(9):
            phone.note("conversation", ask="refused")
    phone.send()
    page = look(ada, address)
    assert "Asked for a contact 9 of 9 2 of 3" in page
    assert "%" not in page


def test_two_at_a_stall_see_no_share_but_their_own(ada, ben, outing, phone, address):
    with at_minute(5):
        for _ in range(20):
            phone.note("conversation", ask="refused")
    phone.send()
    assert "100%" not in look(ada, address)
    mine = sign_in(ben)
    join_as_member(ben, outing.pk, outing.pk)
    assert "of 20, 100%" in words_of(mine.get(address))


def test_the_page_takes_back_nothing_that_phones_have_said(ben, outing, phone, address):
    with at_minute(5):
        phone.text("remark", "The wind.")
    phone.send()
    remark = next(iter(phone.sent.values()))
    with pytest.raises(MayNot):
        take_back_remark(outing, remark["id"], by=ben)
