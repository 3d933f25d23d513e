"""A helper with a pass and a program of his own: he floods, replays, overwrites, asks who is known, names other groups' things."""

from datetime import timedelta

import pytest

from handbill.base import limits
from handbill.base.limits import Rate
from handbill.facts.models import Fact
from handbill.people.models import Card
from tests.cast import sign_in
from tests.met import STALL, meet

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def flood(phone, times: int = 60) -> int:
    """Sends empty batches as fast as he can; how many were taken."""
    return sum(phone.post_facts([]).status_code == 200 for _ in range(times))


def verdict(phone, fact: dict) -> tuple[str, str]:
    (receipt,) = phone.post_facts([fact]).json()["receipts"]
    return receipt["verdict"], receipt.get("code", "")


def test_a_flood_is_slowed(phone, monkeypatch):
    monkeypatch.setitem(limits.RATES, "phone", Rate(burst=20, per_second=0.001))
    assert flood(phone) == 20


def test_where_nobody_counts_all_of_it_is_taken(phone, monkeypatch):
    monkeypatch.setattr(limits, "_take", lambda *_: 0)
    assert flood(phone, 260) == 260, "more than the burst of the table"


def test_a_replay_adds_nothing(phone):
    fact = phone.note("conversation", ask="given")
    assert [verdict(phone, fact) for _ in range(3)] == [("filed", ""), ("known", ""), ("known", "")]
    assert Fact.objects.filter(kind="conversation").count() == 1


def test_a_card_is_not_overwritten_by_another_of_its_number(phone, dee):
    before = bytes(Card.objects.get().ct)
    forged = phone.note(
        "contact",
        person=str(dee.id),
        sealed=phone.seal("contact", {"v": 1, "name": "Forged"}, str(dee.id)),
        channels=["phone"],
        consents=[],
    )
    assert verdict(phone, forged) == ("refused", "id_taken")
    assert bytes(Card.objects.get().ct) == before


def test_what_he_back_dates_is_not_newer_than_now_and_the_future_is_refused(phone):
    fact = phone.note("conversation")
    assert verdict(phone, {**fact, "made_at": "2099-01-01T00:00:00Z"}) == ("refused", "made_in_future")
    old = {**phone.note("conversation"), "made_at": "2001-01-01T00:00:00Z"}
    verdict(phone, old)
    assert all(filed.happened_at <= STALL for filed in Fact.objects.all())


def test_the_answer_is_the_same_for_another_groups_outing_and_for_none(phone, cleo):
    from handbill.plan.models import Outing, Place

    place = Place.objects.create(group=cleo.group, name="Library steps", setting="stall")
    theirs = Outing.objects.create(
        group=cleo.group, place=place, setting="stall", starts_at=STALL, ends_at=STALL + HOUR, lead=cleo, made_by=cleo
    )
    named = [str(theirs.id), phone.new_id()]
    answers = [verdict(phone, {**phone.note("conversation"), "outing": id}) for id in named]
    assert answers == [("refused", "unknown_outing")] * 2
    assert not Fact.objects.filter(outing=theirs).exists()


def test_his_token_reads_no_page_of_the_desk(phone, dee):
    headers = {"Authorization": f"Phone {phone.token}"}
    answers = [phone.client.get(way, headers=headers) for way in ("/people/", f"/people/{dee.id}/", "/members/")]
    assert {answer.status_code for answer in answers} <= {302, 404, 403}


def test_signed_in_ada_reads_it(dee, ada):
    """A positive control for the addresses above."""
    assert sign_in(ada).get(f"/people/{dee.id}/").status_code == 200


def test_two_people_with_one_number_get_the_same_answer(phone):
    """He cannot ask who is known: the answer to a number that is there is the answer to one that is not."""
    meet(phone)
    phone.contact({"name": "Again", "phone": "07700 900123"})
    known = phone.post_facts(list(phone.outbox.values())).json()["receipts"][0]
    phone.outbox.clear()
    phone.contact({"name": "New", "phone": "07700 900999"})
    new = phone.post_facts(list(phone.outbox.values())).json()["receipts"][0]
    assert {**known, "id": ""} == {**new, "id": ""}
