"""Sharing out an outing's new people on one screen: suggested, chosen, offered at once, taken back at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.accounts.models import Member
from handbill.followup.models import FollowUp, Offer
from handbill.people.models import Person
from handbill.plan.actions import say_coming
from tests.cast import join, sign_in
from tests.met import CARD, meet, members_phone, stall_phone


@pytest.fixture
def gil(union):
    return join(union, "Gil", "volunteer")


@pytest.fixture
def address(outing):
    return f"/outings/{outing.id}/share-out/"


@pytest.fixture
def three(outing, ada, ben, gil):
    """Three people a helper met; Gil said she comes along."""
    phone = stall_phone(outing, ada)
    say_coming(outing, by=gil)
    return [meet(phone, {"name": name}) for name in ("Wyn", "Tam", "Sol")]


def follow_up_of(person) -> FollowUp:
    return FollowUp.objects.get(person=person)


def choice(person, member) -> dict:
    return {f"to-{follow_up_of(person).id}": str(member.id)}


def shown(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_a_helper_met_stands_there_with_a_suggestion(three, address, ada):
    page = shown(sign_in(ada), address)
    assert "3 new people to share out" in page and all(name in page for name in ("Wyn", "Tam", "Sol"))
    assert page.count("Suggested:") == 3 and page.count("<select") == 3 and page.count(" selected") == 3
    assert "Suggested: Gil was there" in page


def test_whoever_said_she_speaks_their_language_comes_before_whoever_was_there(three, address, ada, ben):
    Person.objects.filter(id=three[0].id).update(language="pl")
    Member.objects.filter(id=ben.id).update(languages=["pl"])
    assert "Suggested: Ben speaks Polish" in shown(sign_in(ada), address)
    Member.objects.filter(id=ben.id).update(languages=[])
    assert "speaks Polish" not in shown(sign_in(ada), address)


def test_one_press_offers_each_to_whoever_was_chosen(three, address, ada, ben, gil):
    wyn, tam, sol = three
    client = sign_in(ada)
    client.post(address, choice(wyn, gil) | choice(tam, ben) | choice(sol, ada))
    assert dict(Offer.objects.values_list("person", "offered_to")) == {wyn.id: gil.id, tam.id: ben.id}
    assert Offer.objects.values("deal").distinct().count() == 1
    page = shown(client, address)
    assert "2 people are offered" in page and "1 new person to share out" in page
    assert "Offered to Gil" in page and "Offered to Ben" in page
    assert set(Person.objects.values_list("owner", flat=True)) == {ada.id}, "until they accept"


def test_one_more_press_takes_it_back_but_not_what_was_accepted(three, address, ada, ben, gil):
    wyn, tam, _sol = three
    client = sign_in(ada)
    client.post(address, choice(wyn, gil) | choice(tam, ben))
    sign_in(gil).post(f"/offers/{Offer.objects.get(person=wyn).id}/answer/", {"answer": "accepted"})
    undo = shown(client, address).split('action="/share-outs/')[1].split('"')[0]
    client.post(f"/share-outs/{undo}")
    assert Offer.objects.get(person=tam).answer == "taken_back"
    assert Person.objects.get(id=wyn.id).owner == gil and Person.objects.get(id=tam.id).owner == ada


def test_another_member_takes_nothing_back(three, address, ada, ben, gil):
    sign_in(ada).post(address, choice(three[0], gil))
    sign_in(ben).post(f"/share-outs/{Offer.objects.get().deal}/withdrawal/")
    assert Offer.objects.open().exists()


def test_locked_the_names_are_sealed_and_nobody_is_handed_on(three, address, ada, gil):
    client = sign_in(ada)
    client.post("/lock/")
    page = shown(client, address)
    assert "Wyn" not in page and "Sealed name" in page and "Share out</button>" not in page
    assert page.count(" disabled") == 3 and "/unlock/?next=" in page
    answer = client.post(address, choice(three[0], gil))
    assert answer.headers["Location"].startswith("/unlock/") and not Offer.objects.exists()


def test_whoever_met_them_herself_is_not_dealt_out(three, address, outing, ada, ben):
    meet(members_phone(outing, ben), {"name": "Bens Own"})
    page = shown(sign_in(ada), address)
    assert "Bens Own" not in page and "1 more person of this outing is with whoever met them." in page


def test_a_made_up_choice_changes_nothing(three, address, ada, cleo, vera, gil):
    client = sign_in(ada)
    for nobody in (cleo, vera):
        client.post(address, choice(three[0], nobody))
    client.post(address, {f"to-{follow_up_of(three[0]).id}": "nobody", "to-x": str(gil.id)})
    assert not Offer.objects.exists() and "3 new people" in shown(client, address)


def test_a_person_of_another_outing_is_not_dealt_out_here(three, address, outing, ada, gil):
    from handbill.plan.models import Outing

    other = Outing.objects.get(id=outing.id)
    other.pk = None
    other.id = type(outing.id)(int=outing.id.int + 1)
    other.save(force_insert=True)
    sign_in(ada).post(f"/outings/{other.id}/share-out/", choice(three[0], gil))
    assert not Offer.objects.exists()


def test_a_volunteer_who_led_it_shares_out_her_own(outing, ben, gil, address):
    outing.lead = ben
    outing.save(update_fields=["lead"])
    met = meet(stall_phone(outing, ben))
    client = sign_in(ben)
    assert CARD["name"] in shown(client, address)
    client.post(address, choice(met, gil))
    assert Offer.objects.get().offered_to == gil


@pytest.mark.parametrize("who, status", [("ben", 403), ("vera", 403), ("ed", 403), ("cleo", 404)])
def test_nobody_else_shares_out(three, address, request, gil, who, status):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(address).status_code == status
    assert client.post(address, choice(three[0], gil)).status_code == status
    assert not Offer.objects.exists()


def test_today_and_the_outing_lead_there(three, address, ada, outing):
    client = sign_in(ada)
    assert address in shown(client, "/") and "3 new people from Ferry Square market" in shown(client, "/")
    assert address in shown(client, f"/outings/{outing.id}/")
    assert address not in shown(sign_in(join_viewer(ada)), f"/outings/{outing.id}/")


def join_viewer(ada) -> Member:
    from tests.cast import Founded

    return join(Founded(ada.group, ada, ""), "Vic", "viewer")


def test_whoever_was_tried_already_is_not_dealt_out(three, address, ada):
    client = sign_in(ada)
    client.post(f"/follow-ups/{follow_up_of(three[0]).id}/outcome/", {"outcome": "no_answer"})
    assert "2 new people" in shown(client, address)


def test_the_number_of_queries_does_not_grow_with_the_people(three, address, outing, ada):
    phone, client = stall_phone(outing, ada), sign_in(ada)
    shown(client, "/")  # takes them in

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client, address)
        return len(asked)

    few = queries()
    for _ in range(7):
        meet(phone)
    shown(client, "/")  # takes them in
    assert queries() == few


def test_sharing_out_many_costs_as_many_queries_as_a_few(outing, ada, gil, address):
    phone, client = stall_phone(outing, ada), sign_in(ada)

    def queries(people: int) -> int:
        chosen = {}
        for _ in range(people):
            chosen |= choice(meet(phone), gil)
        shown(client, "/")
        with CaptureQueriesContext(connection) as asked:
            client.post(address, chosen)
        return len(asked)

    assert queries(2) == queries(6)
