"""Every field of every kind: what is taken, what is refused, and that the sentence names it."""

import uuid

import pytest

from handbill.accounts.models import Wording
from handbill.copies.models import Batch
from handbill.facts.models import Question
from handbill.facts.tests.entries import STALL
from handbill.plan.models import GuidePoint

HANDOUT = {"copies": 2, "way": "hand"}
TAKEN = {"copies": 2, "from": "cupboard"}
PASSED_ON = {"copies": 2, "to": "cupboard"}

GOOD = [
    ("conversation", {}),
    ("conversation", {"ask": "later", "reception": 4, "language": "pt-BR"}),
    ("conversation", {"questions": [], "points": []}),
    ("detail", {"of": str(uuid.uuid4())}),
    ("detail", {"of": str(uuid.uuid4()), "ask": "given", "reception": 1}),
    ("handout", HANDOUT),
    ("handout", {**HANDOUT, "copies": 500, "for_friend": 500, "way": "left_at_place"}),
    ("handout", {**HANDOUT, "for_friend": 0, "way": "letterbox", "conversation": str(uuid.uuid4())}),
    ("asked_in_vain", {"people": 100}),
    ("taken", {**TAKEN, "copies": 100_000, "from": "other"}),
    ("passed_on", {**PASSED_ON, "to": "phone"}),
    ("count", {"copies": 0}),
    ("count", {"copies": 100_000, "final": True}),
    ("shift_ended", {}),
    ("retraction", {"of": str(uuid.uuid4())}),
]

BAD = [
    ("conversation", {"ask": "perhaps"}, "body.ask"),
    ("conversation", {"ask": ["given"]}, "body.ask"),
    ("conversation", {"reception": 0}, "body.reception"),
    ("conversation", {"reception": 5}, "body.reception"),
    ("conversation", {"reception": "3"}, "body.reception"),
    ("conversation", {"reception": True}, "body.reception"),
    ("conversation", {"reception": 1.5}, "body.reception"),
    ("conversation", {"language": "english please"}, "body.language"),
    ("conversation", {"language": "en\n"}, "body.language"),
    ("conversation", {"language": 7}, "body.language"),
    ("conversation", {"language": ""}, "body.language"),
    ("conversation", {"questions": "all"}, "body.questions"),
    ("conversation", {"questions": [None]}, "body.questions[0]"),
    ("conversation", {"questions": [str(uuid.uuid4())]}, "body.questions[0]"),
    ("conversation", {"points": [str(uuid.uuid4())]}, "body.points[0]"),
    ("conversation", {"copies": 1}, "body.copies"),
    ("detail", {"ask": "given"}, "body.of"),
    ("detail", {"of": "that one"}, "body.of"),
    ("handout", {"copies": 2}, "body.way"),
    ("handout", {"way": "hand"}, "body.copies"),
    ("handout", {**HANDOUT, "copies": 0}, "body.copies"),
    ("handout", {**HANDOUT, "copies": 501}, "body.copies"),
    ("handout", {**HANDOUT, "copies": -1}, "body.copies"),
    ("handout", {**HANDOUT, "copies": 10**30}, "body.copies"),
    ("handout", {**HANDOUT, "for_friend": 3}, "body.for_friend"),
    ("handout", {**HANDOUT, "for_friend": -1}, "body.for_friend"),
    ("handout", {**HANDOUT, "way": "thrown"}, "body.way"),
    ("handout", {**HANDOUT, "batch": str(uuid.uuid4())}, "body.batch"),
    ("handout", {**HANDOUT, "batch": "14F"}, "body.batch"),
    ("handout", {**HANDOUT, "conversation": 7}, "body.conversation"),
    ("asked_in_vain", {}, "body.people"),
    ("asked_in_vain", {"people": 101}, "body.people"),
    ("taken", {**TAKEN, "copies": 100_001}, "body.copies"),
    ("taken", {**TAKEN, "from": "shop"}, "body.from"),
    ("taken", {"copies": 1}, "body.from"),
    ("taken", {**TAKEN, "to": "phone"}, "body.to"),
    ("taken", {**TAKEN, "member": str(uuid.uuid4())}, "body.member"),
    ("passed_on", {**PASSED_ON, "copies": 0}, "body.copies"),
    ("passed_on", {"copies": 1}, "body.to"),
    ("count", {}, "body.copies"),
    ("count", {"copies": -1}, "body.copies"),
    ("count", {"copies": 1, "final": "yes"}, "body.final"),
    ("count", {"copies": 1, "final": 1}, "body.final"),
    ("question", {}, "body.sealed"),
    ("remark", {"sealed": "words"}, "body.sealed"),
    ("place", {"sealed": {}}, "body.sealed.ct"),
    ("shift_ended", {"tired": True}, "body.tired"),
    ("retraction", {}, "body.of"),
]


@pytest.mark.parametrize(("kind", "body"), GOOD)
def test_what_the_agreement_lists_is_filed(stack, kind, body):
    assert stack.verdicts({**stack.fact(kind), "body": body}) == ["filed"]


@pytest.mark.parametrize(("kind", "body", "field"), BAD)
def test_anything_else_is_refused_with_the_fields_name(stack, kind, body, field):
    receipt = stack.file({**stack.fact(kind), "body": body}).receipts[0]
    assert receipt.code == "bad_fact"
    assert f"field {field} " in receipt.sentence


@pytest.mark.parametrize("body", [None, [], "", 7, True])
def test_a_body_is_an_object(stack, body):
    receipt = stack.file({**stack.fact(), "body": body}).receipts[0]
    assert (receipt.code, "body" in receipt.sentence) == ("bad_fact", True)


@pytest.mark.parametrize(
    "made_at",
    [None, 7, "", "now", "2026-09-12", "2026-09-12T15:00:00", "2026-09-12 15:00:00Z", "2026-13-12T15:00:00Z",
     "2026-09-12T15:00:60Z", "2026-09-12T15:00:00+0100", "2026-W37-6T15:00:00Z", "٢٠٢٦-09-12T15:00:00Z"],
)  # fmt: skip
def test_a_time_needs_its_offset_and_the_form_of_rfc_3339(stack, made_at):
    receipt = stack.file({**stack.fact(), "made_at": made_at}).receipts[0]
    assert (receipt.code, "made_at" in receipt.sentence) == ("bad_fact", True)


@pytest.mark.parametrize(
    "made_at", ["2026-09-12T15:00:00.123456789Z", "2026-09-12t15:00:00z", "2026-09-12T23:00:00+08:00"]
)
def test_the_spellings_of_rfc_3339_are_taken(stack, made_at):
    assert stack.verdicts({**stack.fact(), "made_at": made_at}) == ["filed"]


@pytest.mark.parametrize(
    "language",
    ["en", "EN-gb", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-CH-1901", "x-ours", "i-klingon", "ar-u-nu-latn"],
)
def test_language_tags_are_those_of_bcp_47(stack, language):
    assert stack.verdicts(stack.fact(language=language)) == ["filed"]


@pytest.mark.parametrize(
    "language", ["e", "en_GB", "-en", "en-", "en--GB", "english1", "en-" + "abcdefgh-" * 3 + "abcdefgh", "a" * 36]
)
def test_what_is_no_language_tag_is_bad(stack, language):
    assert stack.verdicts(stack.fact(language=language)) == ["bad_fact"]


def test_what_the_group_issued_once_stays_good(stack, ada, ben):
    group, outing = stack.group, stack.outing
    batch = Batch.objects.create(group=group, issue="14", code="14F", copies=200)
    question = Question.objects.create(group=group, text="But how do we get there?", ended_at=STALL)
    point = GuidePoint.objects.create(group=group, outing=outing, text="Ask first.", position=0, ended_at=STALL)
    ben.ended_at = STALL
    ben.save()
    entries = [
        stack.fact(questions=[str(question.id)], points=[str(point.id)]),
        stack.fact("handout", **HANDOUT, batch=str(batch.id)),
        stack.fact("taken", **TAKEN, batch=str(batch.id), member=str(ben.id)),
        stack.fact("passed_on", **PASSED_ON, batch=str(batch.id), member=str(ada.id)),
        stack.fact("count", copies=1, batch=str(batch.id)),
    ]
    assert stack.verdicts(*entries) == ["filed"] * 5


def test_what_another_group_issued_is_nothing_here(stack, cleo):
    batch = Batch.objects.create(group=cleo.group, issue="3", code="3A", copies=50)
    question = Question.objects.create(group=cleo.group, text="Where is the library?")
    assert (
        stack.verdicts(
            stack.fact("handout", **HANDOUT, batch=str(batch.id)),
            stack.fact(questions=[str(question.id)]),
            stack.fact("taken", **TAKEN, member=str(cleo.id)),
            stack.contact(owner=str(cleo.id)),
        )
        == ["bad_fact"] * 4
    )


def test_lists_hold_at_most_fifty_and_nothing_twice(stack):
    questions = [Question.objects.create(group=stack.group, text=f"Question {n}", position=n) for n in range(51)]
    ids = [str(question.id) for question in questions]
    assert stack.verdicts(stack.fact(questions=ids[:50]), stack.fact(questions=ids)) == ["filed", "bad_fact"]
    assert "body.questions" in stack.sentence(stack.fact(questions=[ids[0], ids[0]]))


def consent(group, **more) -> dict:
    wording = Wording.objects.filter(group=group).first()
    return {"purpose": wording.purpose, "channel": wording.channel, "wording": str(wording.id), **more}


@pytest.mark.parametrize(
    "body",
    [
        {"channels": ["phone", "email", "other"], "language": "cy", "typed_by": "person"},
        {"channels": [], "unfinished": True},
        {"owner": "anyone", "unfinished": False, "typed_by": "holder"},
        {"conversation": str(uuid.uuid4())},
    ],
)
def test_a_contact_may_say_all_this(stack, body):
    assert stack.verdicts(stack.contact(**body)) == ["filed"]


def test_a_contact_may_belong_to_a_member_and_carry_consents(stack, ben):
    entry = stack.contact(owner=str(ben.id), consents=[consent(stack.group)])
    assert stack.verdicts(entry) == ["filed"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"channels": None}, "body.channels"),
        ({"channels": []}, "body.channels"),
        ({"channels": ["pigeon"]}, "body.channels[0]"),
        ({"channels": ["phone", "phone"]}, "body.channels"),
        ({"channels": [["phone"]]}, "body.channels[0]"),
        ({"consents": None}, "body.consents"),
        ({"consents": [7]}, "body.consents[0]"),
        ({"consents": [{}]}, "body.consents[0].purpose"),
        ({"owner": "somebody"}, "body.owner"),
        ({"owner": str(uuid.uuid4())}, "body.owner"),
        ({"typed_by": "a friend"}, "body.typed_by"),
        ({"unfinished": "no"}, "body.unfinished"),
        ({"person": None}, "body.person"),
        ({"person": "Dee"}, "body.person"),
        ({"person": str(uuid.uuid4())}, "body.person"),
        ({"name": "Dee"}, "body.name"),
    ],
)
def test_a_contact_of_another_form_is_refused_with_the_fields_name(stack, body, field):
    entry = stack.contact()
    receipt = stack.file({**entry, "body": {**entry["body"], **body}}).receipts[0]
    assert receipt.code == "bad_fact"
    assert f"field {field} " in receipt.sentence


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "money"}, "purpose"),
        ({"channel": "pigeon"}, "channel"),
        ({"wording": str(uuid.uuid4())}, "wording"),
        ({"wording": None}, "wording"),
        ({"mood": 1}, "mood"),
    ],
)
def test_a_consent_of_another_form_is_refused(stack, change, field):
    sentence = stack.sentence(stack.contact(consents=[consent(stack.group, **change)]))
    assert f"field body.consents[0].{field} " in sentence


def test_the_same_consent_twice_is_refused(stack):
    entry = stack.contact(consents=[consent(stack.group), consent(stack.group)])
    assert "body.consents" in stack.sentence(entry)


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda sealed: sealed.update(ct="AQ=="), "ct"),
        (lambda sealed: sealed.update(ct="Ag" + sealed["ct"][2:]), "ct"),
        (lambda sealed: sealed.update(ct=sealed["ct"][:-4]), "ct"),
        (lambda sealed: sealed.update(ct=7), "ct"),
        (lambda sealed: sealed.update(wraps=[]), "wraps"),
        (lambda sealed: sealed.update(wraps=sealed["wraps"] * 5), "wraps"),
        (lambda sealed: sealed.update(wraps=sealed["wraps"] * 2), "wraps[1].for"),
        (lambda sealed: sealed["wraps"][0].update(wrap="AQ=="), "wraps[0].wrap"),
        (lambda sealed: sealed["wraps"][0].update(**{"for": "me"}), "wraps[0].for"),
        (lambda sealed: sealed["wraps"][0].update(mood=1), "wraps[0].mood"),
        (lambda sealed: sealed.update(id="7"), "id"),
        (lambda sealed: sealed.update(id=str(uuid.uuid4())), "id"),
        (lambda sealed: sealed.update(mood=1), "mood"),
        (lambda sealed: sealed.pop("wraps"), "wraps"),
    ],
)
def test_what_is_sealed_in_another_form_is_refused(stack, spoil, field):
    entry = stack.text()
    spoil(entry["body"]["sealed"])
    assert f"field body.sealed.{field} " in stack.sentence(entry)
