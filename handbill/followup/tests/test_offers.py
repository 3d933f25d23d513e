"""Handing over: asked first; who may open what is a matter of keys, tried with her own keyring against the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from handbill.accounts.actions import end_member
from handbill.accounts.models import AuditEntry, Key
from handbill.base.clock import stand_at
from handbill.base.errors import MayNot, Refusal
from handbill.followup.actions import accept, decline, hand_over, note_attempt, offer, take_back_offer
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.keys.envelope import unwrap_key
from handbill.keys.errors import CannotOpen
from handbill.people.models import CardWrap, Person
from handbill.people.opening import open_card
from tests.cast import join, keyring_of, sign_in
from tests.met import CARD, STALL, meet, members_phone, stall_phone


@pytest.fixture
def gil(union):
    return join(union, "Gil", "volunteer")


@pytest.fixture
def dee(outing, ben):
    return meet(members_phone(outing, ben))


@pytest.fixture
def offered(dee, ben, gil):
    return offer(dee, gil, by=ben, keyring=keyring_of(ben))


def again(person):
    return Person.objects.get(id=person.id)


def opens(person, member) -> bool:
    return open_card(again(person), keyring_of(member)) is not None


def every_stored_wrap(person) -> list[bytes]:
    """All that anybody could find of this card's key in the database."""
    return [bytes(row.wrap) for row in [*CardWrap.objects.filter(card=person.id), *Offer.objects.exclude(wrap=None)]]


def could_unwrap(person, member) -> bool:
    """Whether her keys open any wrap there is, whatever the product shows her."""
    keyring = keyring_of(member)
    for wrap in every_stored_wrap(person):
        try:
            return bool(unwrap_key(wrap, person.id, keyring.member_pair))
        except CannotOpen:
            continue
    return False


def test_until_it_is_accepted_the_person_stays(offered, dee, ben, gil):
    assert again(dee).owner == ben and FollowUp.objects.get().owner == ben
    assert opens(dee, ben) and not opens(dee, gil)
    assert sign_in(gil).get(f"/people/{dee.id}/").status_code == 404


def test_accepted_the_card_opens_for_the_new_owner_and_organisers_and_closes_for_the_old(offered, dee, ben, gil, ada):
    before = bytes(dee.card.ct)
    accept(offered, by=gil)
    assert (again(dee).owner, FollowUp.objects.get().owner, bytes(again(dee).card.ct)) == (gil, gil, before)
    assert open_card(again(dee), keyring_of(gil)).name == CARD["name"]
    assert opens(dee, ada) and not opens(dee, ben)
    assert not could_unwrap(dee, ben), "no wrap of hers is left anywhere"


def test_declined_or_taken_back_nothing_of_the_key_is_left_for_whoever_was_asked(offered, dee, ben, gil):
    assert could_unwrap(dee, gil), "the offer holds it, so that it can be accepted"
    decline(offered, by=gil)
    assert not could_unwrap(dee, gil) and again(dee).owner == ben and opens(dee, ben)
    second = offer(again(dee), gil, by=ben, keyring=keyring_of(ben))
    take_back_offer(second, by=ben)
    assert not could_unwrap(dee, gil) and again(dee).owner == ben


def test_one_who_was_never_asked_holds_nothing(offered, dee, union):
    assert not could_unwrap(dee, join(union, "Ida", "volunteer"))


@pytest.mark.parametrize("act", [accept, decline])
def test_only_whoever_is_asked_answers_and_only_once(offered, gil, ben, ada, act):
    for other in (ben, ada):
        with pytest.raises(Refusal) as refusal:
            act(offered, by=other)
        assert refusal.value.status == 409
    act(offered, by=gil)
    with pytest.raises(Refusal):
        act(offered, by=gil)
    assert Offer.objects.get().answered_at == STALL


def test_nobody_takes_back_what_is_not_hers_to_take_back(offered, union):
    with pytest.raises(MayNot):
        take_back_offer(offered, by=join(union, "Ida", "volunteer"))
    assert Offer.objects.open().exists()


def test_offered_to_another_the_first_offer_is_over(offered, dee, ben, gil, ada):
    offer(dee, ada, by=ben, keyring=keyring_of(ben))
    assert Offer.objects.get(offered_to=gil).answer == Answer.TAKEN_BACK
    assert Offer.objects.open().get().offered_to == ada and not could_unwrap(dee, gil)


def test_nobody_offers_whom_she_cannot_open(outing, ada, ben, gil):
    adas = meet(stall_phone(outing, ada))
    with pytest.raises(Refusal) as refusal:
        offer(adas, gil, by=ben, keyring=keyring_of(ben))
    assert refusal.value.code == "cannot_open" and not Offer.objects.exists()


def test_nobody_is_offered_to_another_group_a_viewer_herself_or_who_has_them(dee, ben, vera, cleo, ada):
    for nobody in (vera, cleo, ben):
        with pytest.raises(Refusal):
            offer(dee, nobody, by=ben, keyring=keyring_of(ben))
    with pytest.raises(Refusal) as refusal:
        offer(dee, ben, by=ada, keyring=keyring_of(ada))
    assert refusal.value.code == "hers_already" and not Offer.objects.exists()


def test_who_wants_no_contact_is_offered_to_nobody(offered, dee, ben, gil, ada):
    note_attempt(FollowUp.objects.select_related("person__met_outing", "group").get(), "no_contact", by=ben)
    assert not Offer.objects.open().exists() and not could_unwrap(dee, gil)
    with pytest.raises(Refusal) as refusal:
        offer(again(dee), gil, by=ben, keyring=keyring_of(ben))
    assert refusal.value.code == "no_contact"


def test_taken_over_by_an_organiser_nobody_is_asked_any_more(offered, dee, ada, gil, ben):
    hand_over(dee, ada, by=ada, keyring=keyring_of(ada))
    assert not Offer.objects.open().exists() and again(dee).owner == ada and not opens(dee, ben)


@pytest.mark.parametrize("who", ["gil", "ben"])
def test_when_either_of_them_leaves_the_offer_is_over(offered, dee, ada, request, who):
    leaver = request.getfixturevalue(who)
    end_member(leaver, by=ada, keyring=keyring_of(ada))
    assert not Offer.objects.open().exists() and not Offer.objects.exclude(wrap=None).exists()


def test_an_offer_sealed_to_a_key_of_before_is_not_accepted(offered, gil, dee, ben):
    old = Key.objects.current().get(member=gil)
    old.ended_at = STALL
    old.save(update_fields=["ended_at"])
    Key.objects.create(group=gil.group, kind="member", member=gil, public=old.public)
    with pytest.raises(Refusal) as refusal:
        accept(offered, by=gil)
    assert refusal.value.code == "offer_ended" and again(dee).owner == ben


def test_the_hand_over_stands_in_the_audit_under_whoever_offered(offered, gil, ben, dee):
    assert not AuditEntry.objects.filter(what="card_handed_over").exists()
    accept(offered, by=gil)
    entry = AuditEntry.objects.get(what="card_handed_over")
    assert (entry.by, entry.about) == (ben, str(dee.id))


def test_an_erased_person_is_offered_to_nobody(offered, dee, ada):
    from handbill.people.actions import erase_person

    erase_person(again(dee), by=ada)
    assert not Offer.objects.exists()


def test_the_one_who_is_asked_sees_place_and_deadline_and_no_name(offered, dee, gil):
    client = sign_in(gil)
    shown = client.get("/").content.decode()
    assert "Offered to you" in shown and "Ferry Square market" in shown and "Ben asks you" in shown
    for word in (*CARD.values(), str(dee.id), "tel:"):
        assert word not in shown, word


def test_accepting_works_while_the_cards_are_locked(offered, dee, gil):
    client = sign_in(gil)
    client.post("/lock/")
    client.post(f"/offers/{offered.id}/answer/", {"answer": "accepted"})
    assert again(dee).owner == gil
    assert CARD["name"] not in client.get("/").content.decode()


def test_whoever_offered_sees_that_it_was_declined(offered, ben, gil):
    sign_in(gil).post(f"/offers/{offered.id}/answer/", {"answer": "declined"})
    client = sign_in(ben)
    assert "Gil cannot take this one." in client.get("/").content.decode()
    shown = client.get(f"/people/{offered.person_id}/").content.decode()
    assert "could not take them" in shown and "Offer them" in shown


def test_the_way_back_stands_beside_the_offer(dee, ben, gil):
    client = sign_in(ben)
    client.post(f"/people/{dee.id}/owner/", {"owner": str(gil.id)})
    shown = client.get(f"/people/{dee.id}/").content.decode()
    assert shown.count(f"/offers/{Offer.objects.get().id}/withdrawal/") == 2, "undo, and take back"
    client.post(f"/offers/{Offer.objects.get().id}/withdrawal/")
    assert Offer.objects.get().answer == Answer.TAKEN_BACK


def test_an_answer_of_another_kind_is_refused(offered, gil):
    assert sign_in(gil).post(f"/offers/{offered.id}/answer/", {"answer": "perhaps"}).status_code == 422
    assert Offer.objects.open().exists()


@pytest.mark.parametrize("who, status", [("ada", 404), ("cleo", 404), ("vera", 403), ("ed", 403), ("ida", 404)])
def test_whoever_is_not_asked_cannot_answer(offered, request, union, who, status):
    member = join(union, "Ida", "volunteer") if who == "ida" else request.getfixturevalue(who)
    client = sign_in(member)
    assert client.post(f"/offers/{offered.id}/answer/", {"answer": "accepted"}).status_code == status
    assert Offer.objects.open().exists()
    if who != "ada":  # who sees the person may take back
        assert client.post(f"/offers/{offered.id}/withdrawal/").status_code == status


@pytest.mark.parametrize(
    "broken",
    [
        {"answer": "accepted", "answered_at": None, "wrap": None},
        {"answer": "accepted", "answered_at": STALL, "wrap": b"w" * 97},
        {"answer": "", "answered_at": STALL, "wrap": b"w" * 97},
        {"answer": "", "answered_at": None, "wrap": None},
        {"answer": "perhaps", "answered_at": STALL, "wrap": None},
    ],
)
def test_only_an_open_offer_holds_a_wrap(offered, broken):
    with pytest.raises(IntegrityError, match="only_an_open_offer_holds_a_wrap"), transaction.atomic():
        Offer.objects.filter(id=offered.id).update(**broken)


def test_a_person_has_one_open_offer(offered, ada, ben):
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(
            group=offered.group, person=offered.person, offered_to=ada, offered_by=ben, key=offered.key, wrap=b"w" * 97
        )


def test_nobody_is_offered_people_by_herself(offered, gil):
    with pytest.raises(IntegrityError, match="nobody_is_offered_people_by_herself"), transaction.atomic():
        Offer.objects.filter(id=offered.id).update(offered_by=gil)


def test_the_number_of_queries_does_not_grow_with_the_offers(outing, ben, gil):
    phone, client = members_phone(outing, ben), sign_in(gil)

    def queries(more: int) -> int:
        for _ in range(more):
            offer(meet(phone), gil, by=ben, keyring=keyring_of(ben))
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    queries(1)
    assert queries(1) == queries(5)


def test_what_is_offered_is_late_all_the_same(offered, gil):
    with stand_at(STALL + timedelta(hours=50)):
        shown = sign_in(gil).get("/").content.decode()
    assert "overdue" in shown.split('id="offered"')[1]


def test_met_again_whoever_wants_no_contact_is_offered_to_nobody(outing, ada, gil):
    """Noted by an organiser at the desk; the same number comes in once more and is dealt out before anybody looks."""
    phone = stall_phone(outing, ada)
    meet(phone)
    client = sign_in(ada)
    client.get("/")
    client.post(f"/follow-ups/{FollowUp.objects.get().id}/outcome/", {"outcome": "no_contact"})
    again_met = meet(phone)
    offer(again_met, gil, by=ada, keyring=keyring_of(ada))
    client.get("/")  # takes the card in, and knows them again
    assert again(again_met).wants_no_contact_at and not FollowUp.objects.open().exists()
    assert not Offer.objects.open().exists() and not could_unwrap(again_met, gil)
