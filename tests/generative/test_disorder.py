"""Any order, repetition, loss and batching of a set of facts leaves the same facts, totals and people."""

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.copies.models import Batch
from handbill.facts import happened, tallies
from handbill.facts.models import Fact, SealedText, SetAside, Tally, Willing
from handbill.facts.totals import totals_of
from handbill.people.models import Person
from handbill.plan.actions import book_copies
from tests.cast import NOON
from tests.phone import Phone, Road, joined_phone

STALL = NOON + timedelta(hours=3)
KINDS = ["conversation", "detail", "handout", "asked_in_vain", "taken", "passed_on", "count", "contact", "remark", "retraction"]  # fmt: skip
DISORDER = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def at_the_stall(settings):
    """A long afternoon in a second: nobody is slowed down."""
    settings.HANDBILL_RATES = dict.fromkeys(limits.RATES, limits.Rate(burst=1e9, per_second=1e9))
    with stand_at(STALL):
        yield


@pytest.fixture
def stall(outing, ada):
    """An outing with 100 copies booked, and three phones that have joined."""
    batch = Batch.objects.create(group=outing.group, issue="14", code="14F", copies=200)
    book_copies(outing, batch, 100, by=ada)
    return outing, [joined_phone(outing, ada) for _ in range(3)]


def write(phone: Phone, kind: str, draw: random.Random, everybodys: list[dict]) -> None:
    """One fact of this kind; details and retractions point at anything anybody noted, or at nothing that exists."""
    target = draw.choice([fact["id"] for fact in everybodys] or [phone.new_id()])
    ask = draw.choice(["given", "refused", "later", "not_asked", None])
    said = {"reception": draw.choice([None, 1, 4])}
    bodies = {
        "conversation": lambda: phone.note("conversation", **({**said, "ask": ask} if draw.random() < 0.5 else {})),
        "detail": lambda: phone.note("detail", of=target, ask=ask, **said),
        "handout": lambda: phone.note("handout", copies=draw.randint(1, 5), for_friend=draw.randint(0, 1), way="hand"),
        "asked_in_vain": lambda: phone.note("asked_in_vain", people=draw.randint(1, 9)),
        "taken": lambda: phone.note("taken", copies=draw.randint(1, 60), from_=draw.choice(["cupboard", "phone"])),
        "passed_on": lambda: phone.note("passed_on", copies=draw.randint(1, 9), to="phone"),
        "count": lambda: phone.note("count", copies=draw.randint(0, 40)),
        "contact": lambda: phone.contact({"name": "Dee"}),
        "remark": lambda: phone.text("remark", "Bring the big umbrella."),
        "retraction": lambda: phone.note("retraction", of=target),
    }
    everybodys.append(bodies[kind]())


def an_afternoon(phones: list[Phone], kinds: list[str], draw: random.Random) -> list[dict]:
    everybodys: list[dict] = []
    for kind in kinds:
        write(draw.choice(phones), kind, draw, everybodys)
    return everybodys


def ledger(outing) -> dict:
    """Everything that must not depend on how the facts came."""
    facts = Fact.objects.filter(outing=outing).order_by("id")
    told = happened.of_outing(outing)
    willing = set(Willing.objects.filter(outing=outing).values_list("conversation", flat=True))
    assert willing == {talk.id for talk in told.conversations if talk.reception == 4}, "what is kept at hand is wrong"
    return {
        "facts": list(facts.values_list("id", "kind", "phone", "made_at", "body", "of", "copies")),
        "totals": totals_of(outing),
        "conversations": sorted((str(talk.id), talk.ask or "", talk.reception or 0) for talk in told.conversations),
        "contacts": sorted(str(contact.id) for contact in told.contacts),
        "people": set(Person.objects.values_list("id", flat=True)),
        "aside": SetAside.objects.count(),
    }


def start(outing, phones: list[Phone]) -> None:
    """A new afternoon: nothing noted, nothing sent, a good road."""
    forget(outing)
    for phone in phones:
        phone.outbox, phone.sent, phone.refused, phone.road = {}, {}, {}, Road()


def forget(outing) -> None:
    """The same stall before anything was sent."""
    Tally.objects.filter(outing=outing).delete()
    Willing.objects.filter(outing=outing).delete()
    SealedText.objects.all().delete()
    SetAside.objects.all()._raw_delete("default")
    Person.objects.filter(met_outing=outing).delete()
    Fact.objects.filter(outing=outing)._raw_delete("default")


@DISORDER
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=30), seed=st.integers(0, 2**32))
def test_the_order_of_arrival_never_matters(stall, kinds, seed):
    outing, phones = stall
    start(outing, phones)
    draw = random.Random(seed)
    everybodys = an_afternoon(phones, kinds, draw)
    owners = {fact["id"]: phone for phone in phones for fact in phone.outbox.values()}
    for phone in phones:
        assert phone.send()
    expected = ledger(outing)
    forget(outing)
    draw.shuffle(everybodys)
    while everybodys:
        part = [everybodys.pop() for _ in range(min(len(everybodys), draw.randint(1, 6)))]
        for phone in phones:
            mine = [fact for fact in part if owners[fact["id"]] is phone]
            answer = phone.post_facts(mine + mine[: draw.randint(0, len(mine))])
            assert {receipt["verdict"] for receipt in answer.json()["receipts"]} <= {"filed", "known"}
    assert ledger(outing) == expected
    tallies.recount(outing.id, outing.group_id)
    assert totals_of(outing) == expected["totals"]


@DISORDER
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=30),
    seed=st.integers(0, 2**32),
    shares=st.tuples(*(st.floats(0, 0.6) for _ in range(3))),
    batch=st.integers(1, 9),
)
def test_a_road_that_loses_and_repeats_changes_nothing(stall, kinds, seed, shares, batch):
    outing, phones = stall
    start(outing, phones)
    draw = random.Random(seed)
    noted = an_afternoon(phones, kinds, draw)
    for phone in phones:
        phone.batch, phone.zips = batch, draw.random() < 0.5
        phone.road = Road(draw, *shares)
    for _ in range(400):
        if all(phone.send() for phone in phones):
            break
    assert not any(phone.outbox or phone.refused for phone in phones)
    assert Fact.objects.filter(outing=outing).count() == len(noted)
    kept = totals_of(outing)
    tallies.recount(outing.id, outing.group_id)
    assert totals_of(outing) == kept
    assert Person.objects.count() == kept["contacts"]


@DISORDER
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=20), seed=st.integers(0, 2**32))
def test_everything_offered_again_is_known_and_changes_nothing(stall, kinds, seed):
    outing, phones = stall
    start(outing, phones)
    an_afternoon(phones, kinds, random.Random(seed))
    for phone in phones:
        assert phone.send()
    before = ledger(outing)
    for phone in phones:
        receipts = phone.post_facts(list(phone.sent.values())).json()["receipts"]
        assert {receipt["verdict"] for receipt in receipts} <= {"known"}
    assert ledger(outing) == before


def test_the_first_of_two_contents_stays_whichever_way_they_come(stall):
    outing, (phone, *_others) = stall
    first = phone.note("handout", copies=2, way="hand")
    second = {**first, "body": {"copies": 3, "way": "hand"}}
    for _ in range(3):
        phone.post_facts([second, first, second])
    assert totals_of(outing)["copies"] == 3
    assert SetAside.objects.count() == 1
