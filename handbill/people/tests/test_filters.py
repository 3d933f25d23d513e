"""Filters of the list, their numbers, and lists kept for later."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from handbill.base.clock import stand_at
from handbill.base.errors import MayNot, Refusal
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.people.filters import FACETS, QUIET_FOR, Filters, chosen, read_filters
from handbill.people.models import Person, SavedList, Tag
from handbill.people.queries import counts_of, facets_of
from handbill.people.saved_lists import MOST, drop_list, save_list
from handbill.people.sorting import make_tag, put_tags
from tests.cast import sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone, group):
    """Wants to help, speaks Spanish, agreed to calls."""
    talk = phone.note("conversation", ask="given", reception=4)
    return meet(phone, conversation=talk["id"], language="es", consents=consents(group, "phone"))


@pytest.fixture
def tam(phone, group):
    """Listened, gets the paper."""
    talk = phone.note("conversation", ask="given", reception=2)
    return meet(phone, conversation=talk["id"], consents=consents(group, "email", purpose="news"))


def those(member, **filters) -> set:
    return set(chosen(Person.objects.visible_to(member), member, Filters(**filters)))


@pytest.mark.parametrize(
    "filters", [{"which": "helps"}, {"language": "es"}, {"agreed": "phone"}, {"which": "helps", "language": "es"}]
)
def test_a_filter_lets_through_whom_it_names(dee, tam, ada, filters):
    assert those(ada, **filters) == {dee}


def test_who_gets_the_paper_and_who_no_longer_does(dee, tam, ada):
    assert those(ada, which="paper") == {tam}
    tam.consents.update(withdrawn_at=STALL, withdrawn_by=ada)
    assert those(ada, which="paper") == set()


@pytest.mark.parametrize(
    ("later", "wants"),
    [({"reception": 4}, True), ({"reception": 2}, False), ({"reception": None}, True), ({"language": "es"}, True)],
)
def test_what_was_said_later_counts_for_wanting_to_help(dee, phone, ada, later, wants):
    phone.note("detail", of=str(dee.conversation_fact), **later)
    phone.send()
    assert those(ada, which="helps") == ({dee} if wants else set())


def test_who_said_so_later_wants_to_help_until_that_is_taken_back(tam, phone, ada):
    said = phone.note("detail", of=str(tam.conversation_fact), reception=4)
    phone.send()
    assert those(ada, which="helps") == {tam}
    phone.note("retraction", of=said["id"])
    phone.send()
    assert those(ada, which="helps") == set()


def test_a_conversation_that_was_taken_back_makes_nobody_want_to_help(dee, phone, ada, outing):
    stranger = stall_phone(outing, ada)
    stranger.note("retraction", of=str(dee.conversation_fact))
    stranger.send()
    assert those(ada, which="helps") == {dee}, "another phone may not"
    phone.note("retraction", of=str(dee.conversation_fact))
    phone.send()
    assert those(ada, which="helps") == set()


@pytest.fixture
def crowd(phone, group, outing, ada, ben):
    """Twelve people who differ in everything a list can be filtered by."""
    tags = [make_tag(name, by=ada) for name in ("Damp", "Keys")]
    bens = members_phone(outing, ben)
    for number in range(12):
        way, purpose = ("phone", "follow_up") if number % 3 else ("email", "news")
        person = meet(
            bens if number % 4 == 0 else phone,
            **({}, {"language": "es"}, {"language": "ar"})[number % 3],
            consents=consents(group, way, purpose=purpose),
        )
        put_tags([person], tags[: number % 3])
        Person.objects.filter(id=person.id).update(
            stage=("met", "active")[number % 2],
            is_anyones=number == 5,
            more_languages=([], ["ar"], ["pl", "es"])[number % 4 % 3],
            wants_no_contact_at=STALL if number == 7 else None,
        )
        if number % 3:
            at = STALL + timedelta(days=(20, 50, 100, 200, 400)[number % 5])
            person.follow_ups.update(closed_at=at, tried_at=at + timedelta(days=40) if number == 8 else None)


@pytest.mark.parametrize(
    "chosen_now",
    [{}, {"language": "es"}, {"which": "waiting", "stage": "active"}, {"agreed": "email"}, {"quiet": "90"}],
)
@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=250), timedelta(days=500)])
def test_every_number_beside_a_choice_is_what_the_choice_lists(crowd, ada, ben, chosen_now, later):
    with stand_at(STALL + later):
        assert bool(facets_of(ada, Filters())["quiet"]) is (later > timedelta(days=30))
        every_number_is_its_list(ada, chosen_now)
        every_number_is_its_list(ben, chosen_now)


def every_number_is_its_list(member, chosen_now):
    now_on = Filters(**chosen_now)
    counted = facets_of(member, now_on)
    assert set(counted) == set(FACETS)
    for name, values in counted.items():
        for value, people in values.items():
            asked = now_on.with_facet(name, value)
            assert chosen(Person.objects.visible_to(member), member, asked).count() == people, (name, value)
    for which, people in counts_of(member, now_on).items():
        asked = now_on.with_which("" if which == "all" else which)
        assert chosen(Person.objects.visible_to(member), member, asked).count() == people, which


def test_a_choice_is_a_link_with_its_number_and_goes_by_another(crowd, ada):
    client = sign_in(ada)
    shown = client.get("/people/").content.decode()
    assert 'href="/people/?language=es"' in shown and "Spanish" in shown and "Damp" in shown
    shown = client.get("/people/?language=es&stage=active").content.decode()
    assert 'href="/people/?stage=active"' in shown and "No longer only:" in shown
    assert shown.count("person-name") == 2


def test_tags_and_stages_of_another_group_are_no_choice(crowd, cleo):
    assert not any(facets_of(cleo, Filters()).values())
    assert "Damp" not in sign_in(cleo).get("/people/").content.decode()


def test_the_list_asks_the_database_as_often_for_twelve_people_and_their_lists_as_for_none(crowd, ada):
    client = sign_in(ada)
    client.get("/people/")
    with CaptureQueriesContext(connection) as before:
        client.get("/people/")
    for number, which in enumerate(("waiting", "late", "helps", "paper")):
        tag = str(Tag.objects.order_by("name")[number % 2].id)
        save_list(Filters(which, owner=str(ada.id), tag=tag), is_for_all=True, by=ada)
    with CaptureQueriesContext(connection) as after:
        client.get("/people/")
    assert len(after) == len(before) <= 45, len(before)


def test_an_owner_has_her_own(dee, outing, ada, ben):
    bens = meet(members_phone(outing, ben))
    assert those(ada, owner=str(ben.id)) == {bens} and those(ada, owner=str(ada.id)) == {dee}


@pytest.mark.parametrize("days", QUIET_FOR)
def test_quiet_is_who_was_reached_so_long_ago_and_waits_for_nothing(dee, tam, ada, days):
    with stand_at(STALL + timedelta(hours=2)):
        note_attempt(FollowUp.objects.select_related("person__met_outing").get(person=dee), "talked", by=ada)
    with stand_at(STALL + timedelta(days=int(days) + 1)):
        assert those(ada, quiet=days) == {dee}, "Tam still waits"
        assert facets_of(ada, Filters())["quiet"] == dict.fromkeys(QUIET_FOR[: QUIET_FOR.index(days) + 1], 1)
    with stand_at(STALL + timedelta(days=int(days), hours=1)):
        assert those(ada, quiet=days) == set(), "an hour is missing"


def test_how_long_somebody_was_quiet_is_chosen_with_its_number_and_kept_with_the_list(dee, ada):
    with stand_at(STALL + timedelta(hours=2)):
        note_attempt(FollowUp.objects.select_related("person__met_outing").get(), "talked", by=ada)
    with stand_at(STALL + timedelta(days=200)):
        client = sign_in(ada)
        shown = client.get("/people/").content.decode()
        for days, words in (("30", "a month"), ("90", "3 months"), ("180", "half a year")):
            assert f'<a href="/people/?quiet={days}"><bdi>quiet for {words}</bdi> <span class="num">1</span>' in shown
        assert "quiet=365" not in shown, "nobody is"
        client.post("/people/lists/", {"which": "mine", "quiet": "180"})
        assert SavedList.objects.get().choice == "which=mine&quiet=180"
        shown = client.get("/people/?which=mine&quiet=180").content.decode()
        assert "Mine · quiet for half a year" in shown and "Keep this list for me" not in shown
        assert str(dee.id) in shown and str(dee.id) not in client.get("/people/?quiet=365").content.decode()


def test_who_speaks_a_language_beside_another_is_found_under_both(dee, tam, ada):
    Person.objects.filter(id=dee.id).update(more_languages=["ar", "pt-BR"])
    assert those(ada, language="ar") == those(ada, language="es") == {dee}
    assert those(ada, language="pt-BR") == {dee} and those(ada, language="pt") == set()
    assert facets_of(ada, Filters())["language"] == {
        "es": 1,
        "ar": 1,
        "pt-BR": 1,
        **({tam.language: 1} if tam.language else {}),
    }
    assert facets_of(ada, Filters(language="ar"))["stage"] == {"met": 1}


def test_the_numbers_are_those_of_the_lists(dee, tam, ada):
    assert counts_of(ada, Filters()) == {
        "all": 2, "waiting": 2, "late": 0, "mine": 2, "helps": 1, "paper": 1,
    }  # fmt: skip
    assert counts_of(ada, Filters(which="helps", language="es"))["all"] == 1


@pytest.mark.parametrize(
    "sent", [{"which": "x"}, {"place": "1"}, {"language": "'; --"}, {"agreed": "fax"}, {"quiet": "91"}]
)
def test_what_nobody_could_choose_chooses_everybody(sent):
    assert read_filters(sent) == Filters()


def test_a_list_kept_for_oneself_is_nobody_elses(dee, ada, ben):
    client = sign_in(ada)
    client.post("/people/lists/", {"which": "helps", "language": "es"})
    kept = SavedList.objects.get()
    assert kept.choice == "which=helps&language=es" and not kept.is_for_all
    assert "Wants to help · Spanish" in client.get("/people/").content.decode()
    assert not SavedList.objects.visible_to(ben).exists()


def test_a_list_for_the_group_is_everybodys_with_people_and_no_other_groups(dee, ada, ben, vera, cleo):
    save_list(Filters("helps"), is_for_all=True, by=ada)
    assert [SavedList.objects.visible_to(one).count() for one in (ada, ben, vera, cleo)] == [1, 1, 0, 0]
    assert "for the group" in sign_in(ben).get("/people/").content.decode()


def test_no_word_of_a_card_gets_into_a_kept_list(dee, ada):
    sign_in(ada).post("/people/lists/", {"which": "mine", "words": CARD["name"], "name": CARD["name"]})
    assert CARD["name"] not in str(SavedList.objects.values().get())


def test_who_ends_a_list(dee, ada, ben):
    of_ada, of_ben = (save_list(Filters("mine"), is_for_all=True, by=one) for one in (ada, ben))
    with pytest.raises(MayNot):
        drop_list(of_ada, by=ben)
    drop_list(of_ben, by=ada)
    drop_list(of_ada, by=ada)
    assert not SavedList.objects.exists()


def test_everybody_is_no_list_to_keep_and_nobody_keeps_hundreds(dee, ada):
    assert sign_in(ada).post("/people/lists/").status_code == 422
    for number in range(MOST):
        save_list(Filters(language=f"x{number}"), is_for_all=False, by=ada)
    save_list(Filters(language="x0"), is_for_all=True, by=ada)
    with pytest.raises(Refusal):
        save_list(Filters(language="de"), is_for_all=False, by=ada)


def test_a_list_that_chooses_nothing_is_refused_by_the_database(ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedList.objects.create(group=ada.group, made_by=ada, choice="")
    SavedList.objects.create(group=ada.group, made_by=ada, choice="which=mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedList.objects.create(group=ada.group, made_by=ada, choice="which=mine")
