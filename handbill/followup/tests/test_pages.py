"""One person's page, noting how it went, putting off, handing over; and who is kept out of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.base.clock import stand_at
from handbill.facts.models import Fact
from handbill.followup.actions import NextStep, note_attempt
from handbill.followup.models import FollowUp, Offer
from handbill.people.models import Person
from tests.cast import join, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone


@pytest.fixture
def dee(outing, ada, group):
    phone = stall_phone(outing, ada)
    talk = phone.note("conversation", ask="given", reception=4)
    phone.note("handout", copies=3, for_friend=2, way="hand", conversation=talk["id"])
    return meet(phone, conversation=talk["id"], consents=consents(group, "phone", "text"), language="cy")


@pytest.fixture
def due(dee):
    return FollowUp.objects.select_related("person__met_outing", "group").get()


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def outcome(client, follow_up, **values):
    return client.post(f"/follow-ups/{follow_up.id}/outcome/", values)


def test_one_page_says_all_about_a_person(dee, ada):
    shown = page(sign_in(ada), f"/people/{dee.id}/")
    for words in (
        CARD["name"],
        "07700 900123",
        CARD["email"],
        CARD["note"],
        "Welsh",
        "Get back to them",
        "wants to help",
    ):
        assert words in shown, words
    for words in ("Took 3 copies", "Card reached the group", "Card opened", "Wording no.", "/erasure/", "Hand over"):
        assert words in shown, words
    assert 'href="tel:+447700900123"' in shown and "mailto:" not in shown and "<svg" in shown


def test_the_name_stands_in_no_title_and_no_address(dee, ada):
    shown = page(sign_in(ada), f"/people/{dee.id}/")
    assert CARD["name"] not in shown.split("<title>")[1].split("</title>")[0]
    assert not [line for line in shown.split("href=") if line.startswith('"/') and "Quill" in line.split('"')[1]]


def test_locked_the_page_stays_without_name_number_and_note(dee, ada):
    client = sign_in(ada)
    client.post("/lock/")
    shown = page(client, f"/people/{dee.id}/")
    for word in (*CARD.values(), "07700", "tel:", "sms:"):
        assert word not in shown, word
    assert "Sealed name" in shown and "Ferry Square market" in shown


def test_looking_again_on_the_same_day_adds_no_second_line(dee, ada):
    client = sign_in(ada)
    for _ in range(3):
        shown = page(client, f"/people/{dee.id}/")
    assert shown.count("Card opened") == 1


def test_whoever_agreed_to_texts_only_is_not_rung(outing, ada, group):
    dee = meet(stall_phone(outing, ada), consents=consents(group, "text"))
    shown = page(sign_in(ada), f"/people/{dee.id}/")
    assert "tel:" not in shown and "to text them" in shown and "to ring them" not in shown


@pytest.mark.parametrize("who, status", [("cleo", 404), ("ben", 404), ("vera", 403), ("ed", 403)])
def test_whom_one_may_not_see_does_not_exist(dee, due, ada, request, who, status):
    fact = note_attempt(due, "no_answer", by=ada)
    client = sign_in(request.getfixturevalue(who))
    addresses = [f"/people/{dee.id}/", f"/follow-ups/{due.id}/outcome/", f"/people/{dee.id}/erasure/"]
    assert [client.get(address).status_code for address in addresses] == [status] * 3
    posts = {
        f"/follow-ups/{due.id}/outcome/": {"outcome": "talked"},
        f"/follow-ups/{due.id}/due/": {"day": "2026-09-20"},
        f"/people/{dee.id}/owner/": {"owner": str(ada.id)},
        f"/people/{dee.id}/erasure/": {},
        f"/attempts/{fact.id}/withdrawal/": {},
    }
    assert [client.post(address, values).status_code for address, values in posts.items()] == [status] * 5
    assert FollowUp.objects.open().count() == 1 and Person.objects.get().owner == ada
    assert Fact.objects.filter(kind__in=["attempt", "next_step", "retraction"]).count() == 1


def test_saving_how_it_went_offers_the_way_back(due, ada):
    client = sign_in(ada)
    assert outcome(client, due, outcome="talked", next="/").headers["Location"] == "/"
    shown = page(client, "/")
    assert "Saved: you talked." in shown and "/withdrawal/" in shown
    client.post(shown.split('action="/attempts/')[1].split('"')[0].join(["/attempts/", ""]))
    assert FollowUp.objects.open().get().id == due.id
    assert "It is open again." in page(client, "/")


def test_a_next_step_with_words_and_a_day_comes_back_opened(due, ada):
    client = sign_in(ada)
    outcome(client, due, outcome="talked", step="invite", text="Repairs evening", day="2026-09-23")
    following = FollowUp.objects.open().get()
    assert following.due_at.isoformat() == "2026-09-23T11:00:00+00:00", "noon in London"
    assert "Repairs evening" in page(client, "/") and "Repairs evening" in page(client, f"/people/{due.person_id}/")
    client.post("/lock/")
    assert "Repairs evening" not in page(client, "/") and "Invite" in page(client, "/")


def test_words_alone_are_a_next_step_at_any_time(due, ada):
    outcome(sign_in(ada), due, outcome="left_message", text="Tries again")
    following = FollowUp.objects.open().get()
    assert (following.step, following.due_at) == ("other", None)


@pytest.mark.parametrize(
    "values, sentence",
    [
        ({}, "Choose how it went."),
        ({"outcome": "sang"}, "sang"),
        ({"outcome": "talked", "day": "2026-09-11"}, "That day is over."),
        ({"outcome": "talked", "day": "2036-09-11"}, "more than two years off"),
        ({"outcome": "talked", "day": "soon"}, "Write the day as"),
        ({"outcome": "talked", "step": "marry"}, "marry"),
        ({"outcome": "talked", "text": "x" * 301}, "300"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_written(due, ada, values, sentence):
    answer = outcome(sign_in(ada), due, **{"text": "Repairs evening", **values})
    shown = answer.content.decode()
    assert answer.status_code == 422 and sentence in shown
    assert "text" in values or "Repairs evening" in shown
    assert not Fact.objects.filter(kind="attempt").exists()


def test_what_somebody_else_noted_meanwhile_is_not_noted_twice(due, ada):
    client = sign_in(ada)
    outcome(client, due, outcome="talked")
    assert outcome(client, due, outcome="talked").status_code == 409
    assert "noted already" in page(client, f"/follow-ups/{due.id}/outcome/")


def test_the_form_comes_alone_where_a_script_asks_for_it(due, ada):
    part = sign_in(ada).get(f"/follow-ups/{due.id}/outcome/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'name="outcome"' in part and "csrfmiddlewaretoken" in part


@pytest.mark.parametrize("next", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_saving_never_leads_away_from_the_desk(due, ada, next):
    assert outcome(sign_in(ada), due, outcome="no_answer", next=next).headers["Location"].startswith("/")
    assert "elsewhere" not in outcome(sign_in(ada), due, outcome="no_answer", next=next).headers["Location"]


def test_every_control_is_closed_to_the_browsers_memory(due, dee, ada):
    client = sign_in(ada)
    for address in (f"/people/{dee.id}/", f"/follow-ups/{due.id}/outcome/", "/people/", "/"):
        shown = page(client, address)
        forms = [form.split(">")[0] for form in shown.split("<form")[1:] if 'method="dialog"' not in form.split(">")[0]]
        texts = [tag.split(">")[0] for tag in shown.split("<input")[1:] if 'type="text"' in tag.split(">")[0]]
        assert all('autocomplete="off"' in tag for tag in forms + texts), address


def test_who_wants_no_contact_is_offered_nothing(due, dee, ada):
    client = sign_in(ada)
    outcome(client, due, outcome="no_contact")
    shown = page(client, f"/people/{dee.id}/")
    assert "Wants no contact" in shown and "tel:" not in shown and "sms:" not in shown
    assert "taken back" in shown and CARD["name"] not in page(client, "/")


def test_putting_off_moves_the_deadline(due, ada):
    client = sign_in(ada)
    client.post(f"/follow-ups/{due.id}/due/", {"day": "2026-09-20"})
    assert FollowUp.objects.get().due_at.date().isoformat() == "2026-09-20"
    client.post(f"/follow-ups/{due.id}/due/", {"day": ""})
    assert FollowUp.objects.get().due_at is None
    client.post(f"/follow-ups/{due.id}/due/", {"day": "2020-01-01"})
    assert FollowUp.objects.get().due_at is None
    assert "That day is over." in page(client, f"/people/{due.person_id}/")


def test_put_off_to_this_evening_is_not_late_at_once(due, ada):
    sign_in(ada).post(f"/follow-ups/{due.id}/due/", {"day": "2026-09-12"})
    assert FollowUp.objects.get().due_at > STALL


def test_a_volunteer_who_hands_over_her_person_is_done_with_them(outing, union, ben):
    gil, bens = join(union, "Gil", "volunteer"), meet(members_phone(outing, ben))
    client, hers = sign_in(ben), sign_in(gil)
    client.post(f"/people/{bens.id}/owner/", {"owner": str(gil.id)})
    assert "Offered to Gil" in page(client, f"/people/{bens.id}/"), "still his until she accepts"
    assert hers.get(f"/people/{bens.id}/").status_code == 404
    hers.post(f"/offers/{Offer.objects.get().id}/answer/", {"answer": "accepted"})
    assert client.get(f"/people/{bens.id}/").status_code == 404
    assert CARD["name"] in page(hers, f"/people/{bens.id}/")


def test_nobody_outside_the_group_can_be_chosen(dee, ada, cleo, vera):
    client = sign_in(ada)
    for nobody in (cleo, vera):
        client.post(f"/people/{dee.id}/owner/", {"owner": str(nobody.id)})
        assert "Nothing was changed." in page(client, f"/people/{dee.id}/")
    assert Person.objects.get().owner == ada


def test_a_locked_session_unlocks_before_it_hands_over(dee, ada, ben):
    client = sign_in(ada)
    client.post("/lock/")
    answer = client.post(f"/people/{dee.id}/owner/", {"owner": str(ben.id)})
    assert answer.headers["Location"].startswith("/unlock/") and Person.objects.get().owner == ada


def test_history_tells_what_was_tried_and_what_was_agreed(due, dee, ada):
    note_attempt(due, "no_answer", by=ada)
    with stand_at(STALL + timedelta(hours=1)):
        step = NextStep("invite", "", STALL + timedelta(days=3))
        note_attempt(
            FollowUp.objects.select_related("person__met_outing", "group").get(), "talked", by=ada, next_step=step
        )
        shown = page(sign_in(ada), f"/people/{dee.id}/")
    order = [
        shown.index(words)
        for words in ("Ada talked with them.", "Ada tried:", "Card reached the group", "Conversation:")
    ]
    assert order == sorted(order)


def test_the_number_of_queries_does_not_grow_with_the_history(due, dee, ada):
    client, address = sign_in(ada), f"/people/{dee.id}/"
    page(client, address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
            return len(asked)

    few = queries()
    for _ in range(6):
        note_attempt(due, "no_answer", by=ada)
    assert queries() == few
