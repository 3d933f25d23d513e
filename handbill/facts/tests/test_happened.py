"""What happened at an outing, as those who count and write read it."""

import uuid
from datetime import timedelta

from handbill.facts.desk import note_fact
from handbill.facts.happened import of_outing
from handbill.facts.models import Question
from handbill.facts.tests.entries import STALL


def test_conversations_come_with_their_details_in_order_of_happening(stack):
    question = Question.objects.create(group=stack.group, text="But how do we get there?")
    early, late = stack.fact(ask="later"), stack.fact()
    late["made_at"] = (STALL + timedelta(minutes=5)).isoformat()
    stack.file(late, early, stack.fact("detail", of=early["id"], reception=3, questions=[str(question.id)]))
    first, second = of_outing(stack.outing).conversations
    assert (str(first.id), first.at, first.phone_id) == (early["id"], STALL, stack.phone.id)
    assert (first.ask, first.reception, first.questions) == ("later", 3, (question.id,))
    assert (first.was_asked, second.was_asked) == (True, False)
    assert of_outing(stack.outing).heard_from() == {question.id: 1}


def test_an_empty_list_in_a_detail_replaces_a_full_one(stack):
    question = Question.objects.create(group=stack.group, text="But how do we get there?")
    talk = stack.fact(questions=[str(question.id)])
    stack.file(talk, stack.fact("detail", of=talk["id"], questions=[]))
    assert of_outing(stack.outing).conversations[0].questions == ()


def test_copies_are_told_with_their_ways_and_holders(stack):
    stack.file(
        stack.fact("taken", copies=40, from_="member"),
        stack.fact("handout", copies=3, for_friend=1, way="letterbox"),
        stack.fact("passed_on", copies=7, to="phone"),
        stack.fact("count", copies=29, final=True),
        stack.fact("asked_in_vain", people=4),
        stack.fact("shift_ended"),
    )
    happened = of_outing(stack.outing)
    assert [(moved.copies, moved.holder) for moved in happened.taken] == [(40, "member")]
    assert [(moved.copies, moved.holder) for moved in happened.passed_on] == [(7, "phone")]
    assert [(given.copies, given.for_friend, given.way) for given in happened.handouts] == [(3, 1, "letterbox")]
    assert [(count.copies, count.is_final) for count in happened.counts] == [(29, True)]
    assert [asked.people for asked in happened.asked_in_vain] == [4]
    assert [ended.phone_id for ended in happened.shifts_ended] == [stack.phone.id]


def test_contacts_are_told_without_who_they_are(stack, ben):
    conversation = stack.new_id()
    first = stack.contact(conversation=conversation, owner=str(ben.id), channels=["email"], language="cy")
    second = stack.contact(owner="anyone", unfinished=True)
    stack.file(first, second)
    one, two = of_outing(stack.outing).contacts
    assert str(one.person) == first["body"]["person"]
    assert (one.conversation, one.owner, one.channels, one.language) == (
        uuid.UUID(conversation),
        ben.id,
        ("email",),
        "cy",
    )
    assert (two.owner, two.is_unfinished, one.is_unfinished) == ("anyone", True, False)


def test_what_was_taken_back_did_not_happen(stack):
    entries = [stack.fact(), stack.fact("handout", copies=1, way="hand"), stack.contact(), stack.text("remark")]
    stack.file(*entries, *(stack.fact("retraction", of=entry["id"]) for entry in entries))
    happened = of_outing(stack.outing)
    assert not any(vars(happened).values())


def test_sealed_texts_come_sealed(stack):
    question = stack.text("question", conversation=stack.new_id())
    stack.file(question, stack.text("remark"), stack.text("place"))
    happened = of_outing(stack.outing)
    heard = happened.questions_heard[0]
    assert str(heard.text.id) == question["body"]["sealed"]["id"]
    assert str(heard.conversation) == question["body"]["conversation"]
    assert (len(happened.remarks), len(happened.places)) == (1, 1)


def test_attempts_at_the_desk_are_told_with_who_made_them(stack, ada):
    person = uuid.uuid4()
    note_fact("attempt", {"person": str(person), "outcome": "talked"}, outing=stack.outing, by=ada)
    (attempt,) = of_outing(stack.outing).attempts
    assert (attempt.person, attempt.outcome, attempt.by_id) == (person, "talked", ada.id)
