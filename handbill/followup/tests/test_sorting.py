"""Tags, stage, languages and 'came with': set on the person's page, by whoever sees them, and by nobody else."""

import pytest

from handbill.base.errors import MayNot, Refusal
from handbill.people.actions import erase_person
from handbill.people.models import CameWith, Person, Tag, Tagged
from handbill.people.sorting import Sorted, end_tag, make_tag, sort_person
from tests.cast import sign_in
from tests.met import CARD, meet, members_phone, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def talk(phone):
    return phone.note("conversation", ask="given")["id"]


@pytest.fixture
def dee(phone, talk):
    return meet(phone, conversation=talk, language="en")


@pytest.fixture
def gus(phone, dee, talk):
    return meet(phone, {"name": "Gus Quill", "phone": "07700 900321", "email": ""}, conversation=talk)


@pytest.fixture
def bens(outing, ben):
    return meet(members_phone(outing, ben), {"phone": "07700 900444"})


def post(member, person, **values):
    return sign_in(member).post(f"/people/{person.id}/sorting/", {"stage": "met", **values})


def page(member, person) -> str:
    return sign_in(member).get(f"/people/{person.id}/").content.decode()


def test_stage_languages_and_tags_are_set_in_one_form_without_a_script(dee, ada):
    damp = make_tag("Damp", by=ada)
    answer = post(ada, dee, stage="in_talks", more_languages="ar, pl en", tags=[damp.id], new_tag="  Night   shifts ")
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.stage, person.more_languages) == ("in_talks", ["ar", "pl"]), "the card's own language stands once"
    assert sorted(person.tags.values_list("name", flat=True)) == ["Damp", "Night shifts"]
    shown = page(ada, dee)
    for words in ("In talks", "English, Arabic, Polish", "Damp", "Night shifts"):
        assert words in shown, words


def test_a_tag_taken_off_is_gone_and_stays_with_others(dee, bens, ada):
    damp = make_tag("Damp", by=ada)
    for person in (dee, bens):
        sort_person(person, Sorted("met", tags=(damp.id,)), by=ada)
    post(ada, dee)
    assert not dee.tags.exists() and bens.tags.get() == damp


def test_damp_and_DAMP_are_one_tag(ada):
    assert make_tag("Damp", by=ada) == make_tag(" DAMP", by=ada) and Tag.objects.count() == 1


def test_a_volunteer_sorts_her_own_with_tags_that_are_there(bens, ben, ada):
    damp = make_tag("Damp", by=ada)
    assert post(ben, bens, stage="active", tags=[damp.id], new_tag="Dee’s sister").status_code == 302
    assert Person.objects.get().stage == "active" and [*bens.tags.all()] == [damp]
    assert Tag.objects.count() == 1 and "A new tag" not in page(ben, bens)
    with pytest.raises(MayNot):
        make_tag("Another", by=ben)


@pytest.mark.parametrize("who, status", [("ben", 404), ("cleo", 404), ("ed", 403), ("vera", 403)])
def test_nobody_sorts_whom_she_may_not_see(dee, who, status, request):
    assert post(request.getfixturevalue(who), dee, stage="active").status_code == status
    assert Person.objects.get().stage == "met"


def test_a_tag_of_another_group_is_no_choice(dee, ada, cleo):
    theirs = make_tag("Theirs", by=cleo)
    assert post(ada, dee, tags=[theirs.id]).status_code == 422
    sort_person(dee, Sorted("met", tags=(theirs.id,)), by=ada)
    assert not Tagged.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"stage": "friend"},
        {"more_languages": "Arabic!"},
        {"more_languages": "a b"},
        {"tags": ["x"]},
        {"came_with": ["x"]},
    ],
)
def test_what_is_wrong_changes_nothing_and_is_said_on_the_page(dee, ada, wrong):
    answer = post(ada, dee, **wrong)
    assert answer.status_code == 422 and "What has happened" in answer.content.decode()
    assert Person.objects.get().stage == "met" and not Tagged.objects.exists()


def test_there_is_an_end_to_tags(ada, monkeypatch):
    monkeypatch.setattr("handbill.people.sorting.MOST_TAGS", 1)
    make_tag("Damp", by=ada)
    with pytest.raises(Refusal):
        make_tag("Rent", by=ada)


def test_an_organiser_ends_a_tag_and_a_volunteer_does_not(dee, ada, ben):
    damp = make_tag("Damp", by=ada)
    sort_person(dee, Sorted("met", tags=(damp.id,)), by=ada)
    with pytest.raises(MayNot):
        end_tag(damp, by=ben)
    assert end_tag(damp, by=ada) == 1
    assert not Tag.objects.exists() and Person.objects.count() == 1


def test_two_of_one_conversation_came_with_each_other_and_both_say_so(dee, gus, ada):
    assert post(ada, dee, came_with=[gus.id]).status_code == 302
    assert "Gus Quill" in page(ada, dee) and f'/people/{dee.id}/">{CARD["name"]}' in page(ada, gus)
    post(ada, gus)
    assert not CameWith.objects.exists(), "taken off on one page it is off on both"


def test_whoever_was_met_in_another_conversation_did_not_come_with_them(dee, bens, ada):
    assert post(ada, dee, came_with=[bens.id]).status_code == 422
    sort_person(dee, Sorted("met", came_with=(bens.id,)), by=ada)
    assert not CameWith.objects.exists()


def test_after_an_erasure_the_other_says_somebody_and_not_who(dee, gus, ada):
    post(ada, dee, came_with=[gus.id])
    erase_person(gus, by=ada)
    shown = page(ada, dee)
    assert "somebody whose card is gone" in shown and str(gus.id) not in shown and "Gus" not in shown
    assert CameWith.objects.get().other is None
    post(ada, dee, stage="active")
    assert CameWith.objects.count() == 1, "saving the rest does not forget it"


def test_a_volunteer_learns_nothing_of_a_companion_who_is_not_hers(dee, gus, ada, ben):
    post(ada, dee, came_with=[gus.id])
    Person.objects.filter(id=dee.id).update(owner=ben)
    shown = page(ben, dee)
    assert "somebody whom another member gets back to" in shown and str(gus.id) not in shown
    assert post(ben, dee).status_code == 302
    assert CameWith.objects.count() == 2, "what she cannot see stays as it is"


def test_locked_a_companions_name_is_sealed(dee, gus, ada):
    post(ada, dee, came_with=[gus.id])
    client = sign_in(ada)
    client.post("/lock/")
    shown = client.get(f"/people/{dee.id}/").content.decode()
    assert "Gus Quill" not in shown and f"/people/{gus.id}/" in shown
