"""A batch becomes facts, people and follow-ups in one transaction."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from handbill.accounts.models import Wording
from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.base.ids import new_id
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact
from handbill.facts.totals import totals_of
from handbill.followup.models import FollowUp
from handbill.people.models import Card, CardWrap, Consent, Person, Tombstone
from handbill.plan.joinings import join_as_member
from handbill.plan.models import Outing, Place
from tests.cast import NOON, keyring_of, sign_in
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


@pytest.fixture
def phone(outing, ada) -> Phone:
    return joined_phone(outing, ada)


def members_phone(outing, member) -> Phone:
    client = sign_in(member)
    phone = Phone(client=client)
    _joining, phone.token = join_as_member(member, outing.id, phone.id, "")
    bundle = phone.read_outing().json()
    phone.group, phone.outing = bundle["group"], bundle["outing"]
    return phone


def test_a_contact_becomes_a_person_with_a_card_and_a_follow_up(phone, outing, ada):
    entry = phone.contact({"name": "Dee"}, conversation=phone.new_id(), language="cy")
    assert phone.send()
    person = Person.objects.get()
    assert str(person.id) == entry["body"]["person"]
    assert (person.owner, person.met_outing, person.met_at, person.language) == (ada, outing, STALL, "cy")
    assert CardWrap.objects.count() == 2
    assert FollowUp.objects.get().due_at == STALL + timedelta(hours=48)


def test_what_was_sealed_on_the_phone_opens_for_the_organiser(phone, ada):
    from handbill.people.opening import open_card

    phone.contact({"name": "Dee", "phone": "07700 900123"})
    assert phone.send()
    opened = open_card(Person.objects.get(), keyring_of(ada))
    assert (opened.name, opened.phone.replace(" ", "")[-6:]) == ("Dee", "900123")


def test_the_owner_is_whoever_was_named_or_whose_phone_it_is_or_the_lead(phone, outing, ada, ben, ed):
    named = phone.contact(owner=str(ben.id))
    anyones = phone.contact(owner="anyone")
    assert phone.send()
    bens = members_phone(outing, ben)
    own = bens.contact()
    assert bens.send()
    owners = {str(person.id): (person.owner, person.is_anyones) for person in Person.objects.all()}
    assert owners[named["body"]["person"]] == owners[own["body"]["person"]] == (ben, False)
    assert owners[anyones["body"]["person"]] == (ada, True)


def test_a_contact_sent_twice_is_one_person(phone):
    entry = phone.contact()
    assert phone.send()
    answer = phone.post_facts([entry, entry]).json()
    assert [receipt["verdict"] for receipt in answer["receipts"]] == ["known", "known"]
    assert Person.objects.count() == Card.objects.count() == FollowUp.objects.count() == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_a_contact_taken_back_loses_card_person_and_follow_up_in_either_order(phone, outing, is_first):
    entry = phone.contact()
    back = phone.note("retraction", of=entry["id"])
    for fact in (back, entry) if is_first else (entry, back):
        assert phone.post_facts([fact]).json()["receipts"][0]["verdict"] == "filed"
    assert not any(model.objects.exists() for model in (Person, Card, CardWrap, FollowUp, Consent))
    assert totals_of(outing)["contacts"] == 0
    assert phone.post_facts([entry, back]).json()["receipts"][0]["verdict"] == "known"
    assert not Person.objects.exists()


def test_a_stranger_takes_nobodys_contact_back(phone, outing, ada):
    entry = phone.contact()
    assert phone.send()
    stranger = joined_phone(outing, ada)
    stranger.note("retraction", of=entry["id"])
    assert stranger.send()
    assert Person.objects.count() == 1


def test_an_erased_card_is_answered_erased_and_the_phone_forgets_it(phone, group):
    entry = phone.contact()
    assert phone.send()
    Tombstone.objects.create(id=entry["body"]["person"], group=group)
    Person.objects.all().delete()
    phone.outbox = dict(phone.sent)
    assert phone.send()
    assert phone.outbox == phone.refused == {}
    assert not Person.objects.exists()
    assert Fact.objects.count() == 1


def test_a_card_that_another_group_has_is_taken_and_nobody_loses_anything(phone, cleo, ada):
    place = Place.objects.create(group=cleo.group, name="Harbour Street", setting="stall")
    outing = Outing.objects.create(
        group=cleo.group,
        place=place,
        setting="stall",
        starts_at=STALL,
        ends_at=STALL + timedelta(hours=1),
        lead=cleo,
        made_by=cleo,
    )
    theirs = joined_phone(outing, cleo)
    entry = theirs.contact()
    assert theirs.send()
    person = entry["body"]["person"]
    sealed = phone.seal("contact", {"name": "Dee"}, person)
    mine = phone.note("contact", person=person, sealed=sealed, channels=["phone"], consents=[])
    receipt = phone.post_facts([mine, phone.note("conversation")]).json()["receipts"]
    assert [one.get("code", one["verdict"]) for one in receipt] == ["id_taken", "filed"]
    assert Person.objects.get().group == cleo.group


def test_two_wordings_for_one_purpose_and_channel_do_not_spoil_the_batch(phone, group):
    first = Wording.objects.filter(group=group).first()
    second = Wording.objects.create(
        group=group, number=99, purpose=first.purpose, channel=first.channel, language="cy", text="Cawn ysgrifennu?"
    )
    consents = [
        {"purpose": wording.purpose, "channel": wording.channel, "wording": str(wording.id)}
        for wording in (first, second)
    ]
    phone.contact(consents=consents)
    phone.note("conversation")
    assert phone.send()
    assert not phone.refused
    assert Consent.objects.exists()


def test_the_desk_takes_a_phones_fact_back(phone, outing, ada):
    entry = phone.note("conversation")
    assert phone.send()
    note_fact("retraction", {"of": entry["id"]}, outing=outing, by=ada)
    assert totals_of(outing)["conversations"] == 0


def test_two_phones_racing_with_one_fact_end_with_one(phone, monkeypatch):
    """On PostgreSQL two requests can both find a fact missing; the second insert then breaks, and is judged again."""
    import handbill.sync.actions as actions

    entry, calls = phone.note("conversation"), []

    def race(entries, sender, cards):
        calls.append(1)
        if len(calls) == 1:
            raise IntegrityError
        return file(entries, sender, cards)

    file = actions.file
    monkeypatch.setattr(actions, "file", race)
    assert phone.post_facts([entry]).json()["receipts"][0]["verdict"] == "filed"


def test_a_card_id_the_phone_made_up_is_no_way_to_ask_about_others(phone):
    person = str(new_id())
    sealed = phone.seal("contact", {"name": "Dee"}, person)
    entry = phone.note("contact", person=person, sealed=sealed, channels=["phone"], consents=[])
    assert phone.post_facts([entry]).json()["receipts"][0] == {"id": entry["id"], "verdict": "filed"}
