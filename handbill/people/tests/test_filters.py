"""Filters of the list, their numbers, and lists kept for later."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handbill.base.clock import stand_at
from handbill.base.errors import MayNot, Refusal
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.people.filters import QUIET_FOR, Filters, chosen, read_filters
from handbill.people.models import Person, SavedList
from handbill.people.queries import counts_of
from handbill.people.saved_lists import MOST, drop_list, save_list
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


def test_an_owner_has_her_own(dee, outing, ada, ben):
    bens = meet(members_phone(outing, ben))
    assert those(ada, owner=str(ben.id)) == {bens} and those(ada, owner=str(ada.id)) == {dee}


def test_quiet_is_who_was_reached_long_ago_and_waits_for_nothing(dee, tam, ada):
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(person=dee), "talked", by=ada)
    with stand_at(STALL + QUIET_FOR + timedelta(days=1)):
        assert those(ada, which="quiet") == {dee}, "Tam still waits"
    with stand_at(STALL + QUIET_FOR - timedelta(days=1)):
        assert those(ada, which="quiet") == set()


def test_the_numbers_are_those_of_the_lists(dee, tam, ada):
    assert counts_of(ada, Filters()) == {
        "all": 2, "waiting": 2, "late": 0, "mine": 2, "helps": 1, "paper": 1, "quiet": 0,
    }  # fmt: skip
    assert counts_of(ada, Filters(which="helps", language="es"))["all"] == 1


@pytest.mark.parametrize("sent", [{"which": "x"}, {"place": "1"}, {"language": "'; --"}, {"agreed": "fax"}])
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
