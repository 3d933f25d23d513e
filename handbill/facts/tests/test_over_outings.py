"""What is kept at hand per outing: topics, people reached in time, sign-ups. The ledger stays the truth."""

from datetime import timedelta

import pytest

from handbill.accounts.models import Phone
from handbill.base import clock
from handbill.base.ids import new_id
from handbill.copies.models import Batch
from handbill.facts import tallies
from handbill.facts.desk import note_fact
from handbill.facts.models import Question, Reached, SignUpTally, Tally, TopicTally
from handbill.facts.over_outings import Topic, logged_at, reached_at, topics_at
from handbill.facts.tests.entries import STALL, Stack
from handbill.plan.models import GuidePoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def stack(outing):
    return Stack(outing)


@pytest.fixture
def rent(group):
    return Question.objects.create(group=group, text="Rent rise")


@pytest.fixture
def lift(outing):
    return GuidePoint.objects.create(group=outing.group, outing=outing, text="The lift", position=0)


def kept(outing) -> set:
    rows = TopicTally.objects.filter(outing=outing, conversations__gt=0)
    return {tuple(row) for row in rows.values_list("what", "topic", "conversations", "turned_away", "interested")}


class TestTopics:
    def test_a_question_is_counted_once_for_each_conversation_it_came_up_in(self, stack, outing, rent):
        stack.file(*(stack.fact(questions=[str(rent.id)], reception=3) for _ in range(4)), stack.fact())
        assert topics_at([outing.id], "question") == [Topic(outing.id, rent.id, 4, (0, 0, 4, 0))]

    def test_a_detail_moves_what_its_conversation_said(self, stack, outing, rent, lift):
        talk = stack.fact(questions=[str(rent.id)], reception=1)
        stack.file(talk)
        stack.file(stack.fact("detail", of=talk["id"], questions=[], points=[str(lift.id)], reception=3))
        assert kept(outing) == {("point", lift.id, 1, 0, 1)}

    def test_a_retraction_takes_its_topics_along(self, stack, outing, rent):
        talk = stack.fact(questions=[str(rent.id)])
        stack.file(talk)
        stack.file(stack.fact("retraction", of=talk["id"]))
        assert topics_at([outing.id], "question") == []

    def test_counting_anew_gives_the_same_in_whatever_order_it_came(self, stack, outing, rent, lift):
        talk, other = stack.fact(questions=[str(rent.id)]), stack.fact(points=[str(lift.id)], reception=3)
        stack.file(stack.fact())
        stack.file(stack.fact("retraction", of=other["id"]), stack.fact("detail", of=talk["id"], reception=1))
        stack.file(other)
        stack.file(talk)
        brought_along = kept(outing)
        tallies.recount(outing.id, outing.group_id)
        assert kept(outing) == brought_along == {("question", rent.id, 1, 1, 0)}


class TestReached:
    def test_somebody_talked_to_within_48_hours_was_reached_in_time(self, stack, outing, ada):
        first, second = stack.contact(), stack.contact()
        stack.file(first, second)
        attempt(outing, first, ada, "talked", hours=47)
        attempt(outing, second, ada, "talked", hours=49)
        assert reached_at([outing.id]) == {outing.id: 1}
        assert Reached.objects.get().people == 2

    def test_no_answer_is_not_reached_and_two_talks_are_one_person(self, stack, outing, ada):
        contact = stack.contact()
        stack.file(contact)
        attempt(outing, contact, ada, "no_answer", hours=3)
        assert reached_at([outing.id]) == {outing.id: 0}
        attempt(outing, contact, ada, "talked", hours=5)
        attempt(outing, contact, ada, "talked", hours=6)
        assert reached_at([outing.id]) == {outing.id: 1}

    def test_a_contact_taken_back_was_nobody(self, stack, outing, ada):
        contact = stack.contact()
        stack.file(contact)
        attempt(outing, contact, ada, "talked", hours=3)
        stack.file(stack.fact("retraction", of=contact["id"]))
        assert reached_at([outing.id]) == {outing.id: 0}


class TestSignUps:
    @pytest.fixture
    def batch(self, group):
        return Batch.objects.create(group=group, issue="14", code="14A", copies=200)

    def test_they_are_counted_by_day_and_by_how_the_copy_came(self, outing, batch, ada):
        for way in ("friend", "friend", "given", None):
            sign_up(outing, batch, ada, way)
        row = SignUpTally.objects.get()
        assert (row.given, row.friend, row.found, row.unsaid) == (1, 2, 0, 1)
        assert row.on == STALL.date()

    def test_one_that_is_taken_back_leaves_its_day(self, outing, batch, ada):
        fact = sign_up(outing, batch, ada, "friend")
        with clock.stand_at(STALL + timedelta(days=2)):
            note_fact("retraction", {"of": str(fact.id)}, outing=outing, by=ada)
        row = SignUpTally.objects.get()
        assert (row.on, row.friend) == (STALL.date(), 0)

    def test_without_a_batch_nothing_is_said_about_passing_on(self, outing, ada):
        sign_up(outing, None, ada, "friend")
        assert not SignUpTally.objects.exists()


class TestStacks:
    def test_a_members_phones_are_one_stack(self, outing, ada):
        for _ in range(2):
            stack = Stack(outing, member=ada)
            stack.file(stack.fact(ask="given"))
        rows = logged_at([outing.id], outing.group)
        assert {row.stack for row in rows} == {ada.id}
        assert sum(row.given for row in rows) == 2

    def test_an_outing_whose_tally_is_missing_is_counted_when_somebody_looks(self, stack, outing):
        stack.file(stack.fact(), stack.fact())
        Tally.objects.all().delete()
        assert [row.conversations for row in logged_at([outing.id], outing.group)] == [2]

    def test_an_outing_without_facts_has_no_row(self, outing):
        Phone.objects.create(id=new_id(), group=outing.group)
        assert logged_at([outing.id], outing.group) == []


def attempt(outing, contact: dict, member, outcome: str, *, hours: float):
    with clock.stand_at(STALL + timedelta(hours=hours)):
        body = {"person": contact["body"]["person"], "outcome": outcome}
        return note_fact("attempt", body, outing=outing, by=member)


def sign_up(outing, batch, member, way):
    body = {"batch": batch and str(batch.id), "way": way}
    with clock.stand_at(STALL):
        return note_fact("sign_up", {name: value for name, value in body.items() if value}, outing=outing, by=member)
