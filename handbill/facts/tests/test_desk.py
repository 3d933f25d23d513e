"""Facts noted at the desk."""

import uuid
from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact, SealedText
from handbill.facts.tests.entries import STALL
from handbill.facts.texts import open_texts, seal_text
from handbill.keys import envelope
from tests.cast import keyring_of

LATER = STALL + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_day_after():
    with stand_at(LATER):
        yield


def test_an_attempt_is_noted_with_its_person(outing, ada):
    person = uuid.uuid4()
    body = {"person": str(person), "outcome": "left_message", "step": "ring_back", "follow_up": str(uuid.uuid4())}
    fact = note_fact("attempt", body, outing=outing, by=ada)
    assert (fact.kind, fact.person, fact.by, fact.phone) == ("attempt", person, ada, None)
    assert fact.made_at == fact.happened_at == fact.received_at == LATER


def test_a_next_step_may_be_due_at_a_time_or_at_any(outing, ada):
    person = str(uuid.uuid4())
    for due in ({"due_at": LATER.isoformat()}, {}):
        note_fact("next_step", {"person": person, "step": "write", **due}, outing=outing, by=ada)
    assert [str(fact.person) for fact in Fact.objects.all()] == [person, person]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("attempt", {"person": str(uuid.uuid4()), "outcome": "shouted"}),
        ("attempt", {"outcome": "talked"}),
        ("next_step", {"person": str(uuid.uuid4()), "step": "wait"}),
        ("next_step", {"person": str(uuid.uuid4()), "step": "write", "due_at": "soon"}),
        ("handout", {"copies": 0, "way": "hand"}),
    ],
)
def test_the_desk_is_held_to_the_same_forms(outing, ada, kind, body):
    with pytest.raises(Refusal) as refusal:
        note_fact(kind, body, outing=outing, by=ada)
    assert refusal.value.code == "bad_fact"
    assert not Fact.objects.exists()


def test_a_paper_sheet_says_when_it_happened(outing, ada):
    fact = note_fact("conversation", {"ask": "given"}, outing=outing, by=ada, made_at=STALL)
    assert (fact.made_at, fact.happened_at, fact.received_at) == (STALL, STALL, LATER)


def test_a_remark_is_sealed_before_it_is_noted_and_every_member_reads_it(outing, ada, group):
    sealed = seal_text("Ask earlier next time.", envelope.REMARK, group, new_id())
    fact = note_fact("remark", {"sealed": sealed.to_wire()}, outing=outing, by=ada)
    text = SealedText.objects.get(fact_id=fact.id)
    assert open_texts([text], keyring_of(ada)) == {sealed.id: "Ask earlier next time."}
    assert open_texts([text], None) == {sealed.id: None}
    assert "Ask" not in fact.body


def test_a_text_that_does_not_open_gives_nothing(outing, ada, cleo, group):
    sealed = seal_text("Ask earlier next time.", envelope.REMARK, group, new_id())
    note_fact("remark", {"sealed": sealed.to_wire()}, outing=outing, by=ada)
    text = SealedText.objects.get()
    assert open_texts([text], keyring_of(cleo)) == {sealed.id: None}
    text.label = envelope.QUESTION
    assert open_texts([text], keyring_of(ada)) == {sealed.id: None}


def test_words_of_another_form_give_nothing(outing, ada, group):
    from handbill.accounts.readers import texts_reader

    sealed = envelope.seal({"v": 1, "text": ["?"]}, label=envelope.REMARK, id=new_id(), readers=[texts_reader(group)])
    note_fact("remark", {"sealed": sealed.to_wire()}, outing=outing, by=ada)
    assert open_texts(SealedText.objects.all(), keyring_of(ada)) == {sealed.id: None}
