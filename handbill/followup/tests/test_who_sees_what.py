"""Every address of this room, tried by everybody with everybody's ids: what is another's does not exist."""

from dataclasses import dataclass

import pytest
from django.urls import get_resolver

from handbill.facts.models import Fact
from handbill.followup import urls
from handbill.followup.actions import note_attempt, offer, share_out
from handbill.followup.models import FirstSentence, FollowUp, HelperInvited, Offer
from handbill.people.herself import ask_own_card
from handbill.people.models import Asked, Person
from handbill.plan.models import Joining
from tests.cast import join, keyring_of, sign_in
from tests.met import CARD, meet, members_phone, stall_phone

ROLES = ("ben", "vera", "ed", "cleo", "gil")


@dataclass
class World:
    """Ada's person from a helper's phone, with every row there can be about them. Gil is asked; Ben has nothing to do with it."""

    person: Person
    ids: dict[str, str]


@pytest.fixture
def gil(union):
    return join(union, "Gil", "volunteer")


@pytest.fixture
def world(outing, ada, ben, gil):
    helper = stall_phone(outing, ada)
    person, dealt = meet(helper), meet(helper)
    meet(members_phone(outing, ben), {"name": "Bens Own"})
    row = FollowUp.objects.select_related("person__met_outing", "group").get(person=person)
    attempt = note_attempt(row, "no_answer", by=ada)
    offered = offer(person, gil, by=ada, keyring=keyring_of(ada))
    deal, _offers = share_out([(dealt, gil)], by=ada, keyring=keyring_of(ada))
    return World(
        person,
        {
            "outcome": row.id,
            "due": row.id,
            "withdrawal": attempt.id,
            "person": person.id,
            "owner": person.id,
            "next_step": person.id,
            "offer_answer": offered.id,
            "offer_withdrawal": offered.id,
            "share_out": outing.id,
            "deal_withdrawal": deal,
            "helper_invitation": Joining.objects.get(phone__member=None).id,
            "call_list": "",
            "first_sentences": "",
            "sorting": person.id,
            "consents": person.id,
            "own_link": person.id,
            "links_ending": person.id,
            "asked_answer": ask_own_card(person).id,
        },
    )


# What each of them may get where the row is Ada's: None stands for "allowed, and then tested elsewhere".
EXPECTED = {
    # name: (ben, vera, ed, cleo, gil)
    "outcome": (404, 403, 403, 404, 404),
    "due": (404, 403, 403, 404, 404),
    "withdrawal": (404, 403, 403, 404, 404),
    "person": (404, 403, 403, 404, 404),
    "owner": (404, 403, 403, 404, 404),
    "next_step": (404, 403, 403, 404, 404),
    "offer_answer": (404, 403, 403, 404, None),
    "offer_withdrawal": (404, 403, 403, 404, 404),
    "share_out": (403, 403, 403, 404, 403),
    "deal_withdrawal": (404, 403, 403, 404, 404),
    "helper_invitation": (403, 403, 403, 404, 403),
    "call_list": (200, 403, 403, 200, 200),  # with their own people on it
    "first_sentences": (403, 403, 403, None, 403),
    "sorting": (404, 403, 403, 404, 404),
    "consents": (404, 403, 403, 404, 404),
    "own_link": (404, 403, 403, 404, 404),
    "links_ending": (404, 403, 403, 404, 404),
    "asked_answer": (403, 403, 403, 404, 403),
}
POSTED = {
    "outcome": "talked",
    "owner": "",
    "answer": "declined",
    "step": "invite",
    "language": "en",
    "text": "Hi",
    "stage": "active",
}
GETS = ("outcome", "person", "share_out", "first_sentences")


def address(name: str, id) -> str:
    pattern = next(one for one in urls.urlpatterns if one.name == name).pattern
    return "/" + str(pattern).replace("<uuid:id>", str(id))


def state() -> tuple:
    return (
        list(FollowUp.objects.order_by("id").values_list()),
        list(Offer.objects.order_by("id").values_list("id", "answer")),
        list(Person.objects.order_by("id").values_list("id", "owner", "wants_no_contact_at", "stage")),
        Fact.objects.filter(kind__in=["attempt", "next_step", "retraction"]).count(),
        HelperInvited.objects.count(),
        FirstSentence.objects.count(),
        list(Asked.objects.values_list("id", "done_at")),
    )


def test_no_address_is_forgotten():
    assert {pattern.name for pattern in urls.urlpatterns} == set(EXPECTED)
    assert all(get_resolver().resolve(address(name, "0" * 8 + "-0000-7000-8000-" + "0" * 12)) for name in EXPECTED)


@pytest.mark.parametrize("who", ROLES)
def test_what_is_another_members_is_not_there_and_is_not_changed(world, request, who):
    client, before = sign_in(request.getfixturevalue(who)), state()
    for name, row in EXPECTED.items():
        expected = row[ROLES.index(who)]
        if expected is None:
            continue
        tries = [client.get(address(name, world.ids[name]))] if name in GETS else []
        if name != "person":
            tries.append(client.post(address(name, world.ids[name]), POSTED))
        for answer in tries:
            assert answer.status_code == expected, (name, who, answer.status_code)
            assert CARD["name"] not in answer.content.decode(), name
    assert state() == before


@pytest.mark.parametrize("who", ROLES)
def test_no_page_of_the_desk_tells_a_name_or_an_id_of_hers(world, outing, request, who):
    client = sign_in(request.getfixturevalue(who))
    for path in ("/", "/?whose=everyone", "/people/", f"/outings/{outing.id}/", f"/outings/{outing.id}/debrief/"):
        shown = client.get(path).content.decode()
        assert CARD["name"] not in shown and str(world.person.id) not in shown, path
        assert "Bens Own" not in shown or who == "ben", path


def test_a_stranger_is_sent_to_the_sign_in(world, client):
    for name in EXPECTED:
        answer = client.post(address(name, world.ids[name]), POSTED)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/"), name
