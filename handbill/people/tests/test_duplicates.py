"""Cards that may be one person: found by what they share, judged by the names, never put together by themselves."""

import pytest

from handbill.people.duplicates import pairs_of, share_an_entry
from handbill.people.duplicates.blocks import candidates
from handbill.people.duplicates.finding import judged
from handbill.people.duplicates.scoring import Level, judge
from handbill.people.duplicates.traits import Traits, folded, traits_of, words
from handbill.people.merging.actions import merge
from handbill.people.merging.choices import Chosen
from handbill.people.merging.two_people import say_two_people, take_back_two_people
from handbill.people.models import Person
from handbill.people.opening import OpenedCard
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of, sign_in
from tests.met import meet, stall_phone


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


def pairs(ada):
    intake_batch(keyring_of(ada))
    return pairs_of(keyring_of(ada))


def traits(name="", phone="", email="", other="", id="a") -> Traits:
    return traits_of(id, OpenedCard(name, phone, email, other, "", ""), "GB")


NUMBER, OTHER_NUMBER = "07700 900123", "07700 911888"


@pytest.mark.parametrize("name", ["Dee Quill", "Quill Dee", "dee  quill", "DÉE QUILL", "Dee Quill-"])
def test_the_same_number_and_the_same_name_is_sure_however_it_is_written(phone, ada, name):
    first, second = meet(phone), meet(phone, {"name": name, "phone": "+44 7700 900123", "email": ""})
    (pair,) = pairs(ada)
    assert {pair.first.id, pair.second.id} == {first.id, second.id} and pair.is_sure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dee Quill", "Tam Quill"),
        ("Maria Lopez", "Mario Lopez"),
        ("Dee Quill", "D. Quill"),
        ("Mrs Quill", "Mrs Quill"),
        ("Mr J. Quill", "Mrs J. Quill"),
        ("Quill", "Quill"),
        ("Dee Quill", "Mrs Abara"),
        ("Jo Quill", "Jon Quill"),
        ("", ""),
    ],
)
def test_a_household_shares_number_address_and_surname_and_is_never_sure(one, other):
    shared = {"phone": NUMBER, "email": "quills@quill.example", "other": "4 Kestrel Court, flat 9"}
    assert judge(traits(one, **shared), traits(other, **shared)).level != Level.SURE


def test_first_names_that_contradict_each_other_seem_to_be_two_people():
    assert judge(traits("Dee Quill", NUMBER), traits("Tam Quill", NUMBER)).seems_two
    assert not judge(traits("Dee Quill", NUMBER), traits("D. Quill", NUMBER)).seems_two
    assert not judge(traits("Dee Quill", NUMBER), traits("", NUMBER)).seems_two


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Dee Quill", "07700 900123"), ("Dee Quill", "07700 900132")),  # two digits swapped
        (("Dee Quill", "07700 900123"), ("Dee Quil", "07700 90123")),  # one left out, one letter too
        (("Dee Quill", NUMBER), ("Dee Quill", "")),
        (("Dee Quill", NUMBER), ("", NUMBER)),
        (("Dee Quill", "", "dee@quill.example"), ("Dee", "", "DEE@quill.example")),
        (("Dee Quill", "", "deequill@mail.example"), ("Dee Quill", "", "deequil@mail.example")),
    ],
)
def test_what_is_alike_is_perhaps_one_person(one, other):
    cards = [traits(*one, id="a"), traits(*other, id="b")]
    assert candidates(cards) == {(0, 1)}, "they are compared at all"
    assert judge(*cards).level == Level.PERHAPS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Dee Quill", NUMBER), ("Dee Quill", OTHER_NUMBER)),
        (("Dee Quill", NUMBER), ("Tam Abara", OTHER_NUMBER)),
        (("Dee Quill", ""), ("Dee Marlow", "")),
        (("", ""), ("", "")),
    ],
)
def test_what_is_not_alike_is_not_offered(one, other):
    assert judge(traits(*one), traits(*other)).level is None


NAMES = [
    "Dee Quill",
    "Anna-Maria Ó Conaill",
    "محمد علي",
    "李小龍",
    "Łucja Żak",
    "Ngozi",
    "O'Neil, Sam",
    "",
    "Ødegård Per",
]
NUMBERS = ["", NUMBER, "07700 900132", "+33 6 12 34 56 78", "no number"]


@pytest.mark.parametrize("one", NAMES)
@pytest.mark.parametrize("other", NAMES)
def test_whichever_comes_first_the_verdict_is_the_same(one, other):
    for a in NUMBERS:
        for b in NUMBERS:
            left, right = traits(one, a, "x@y.example"), traits(other, b)
            assert judge(left, right) == judge(right, left)


@pytest.mark.parametrize("name", [name for name in NAMES if name])
def test_order_case_and_accents_of_a_name_do_not_count(name):
    turned = " ".join(reversed(name.replace(",", " ").split()))
    for other in (name.upper(), name.casefold(), turned, f"  {name}  ", folded(name)):
        assert words(other) == words(name), other


def test_a_name_in_another_script_is_another_name_and_never_sure():
    assert judge(traits("Mohamed Ali", NUMBER), traits("محمد علي", NUMBER)).level == Level.PERHAPS


def test_a_name_that_many_have_finds_nobody_by_itself():
    many = [traits("Maria Garcia", id=number) for number in range(5)]
    assert judged(many, set()) == []
    assert len(judged(many[:2], set())) == 1
    assert len(judged([*many, traits("Maria Garcia", NUMBER, id=5), traits("Maria Garcia", NUMBER, id=6)], set())) == 1


def test_a_volunteer_has_no_index_to_ask_and_no_page(phone, ada, ben, cleo):
    meet(phone), meet(phone)
    intake_batch(keyring_of(ada))
    for one in (ben, cleo):
        assert share_an_entry(keyring_of(one)) == [] and pairs_of(keyring_of(one)) == []
    assert sign_in(ben).get("/people/twice/").status_code == 403


def test_the_index_alone_finds_a_number_on_two_cards(phone, ada):
    first, second = meet(phone), meet(phone, {"name": "Tam Quill"})
    meet(phone, {"phone": OTHER_NUMBER, "email": ""})
    intake_batch(keyring_of(ada))
    assert share_an_entry(keyring_of(ada)) == [tuple(sorted((first.id, second.id)))]


def test_whoever_was_said_to_be_two_people_is_not_offered_again(phone, ada):
    first, second = meet(phone), meet(phone)
    said = say_two_people(second, first, by=ada)
    assert pairs(ada) == [] and share_an_entry(keyring_of(ada)) == []
    assert say_two_people(first, second, by=ada) == said
    take_back_two_people(said, by=ada)
    assert len(pairs(ada)) == 1 and share_an_entry(keyring_of(ada))


def test_two_people_stay_two_when_one_of_them_is_put_together_with_a_third_card(phone, ada):
    first, second, third = meet(phone), meet(phone), meet(phone)
    say_two_people(second, third, by=ada)
    merge(first, second, Chosen(), keyring=keyring_of(ada))
    assert pairs(ada) == [] and share_an_entry(keyring_of(ada)) == []


def test_nothing_changes_by_looking(phone, ada):
    meet(phone), meet(phone)
    before = list(Person.objects.order_by("id").values())
    client = sign_in(ada)
    client.get("/")
    shown = client.get("/people/twice/").content.decode()
    assert shown.count('class="person-name"') == 2 and list(Person.objects.order_by("id").values()) == before
