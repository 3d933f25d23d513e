"""What a browser sealed: taken as a phone's card is, and nothing else with it. And those who try it on."""

import json
import uuid

import pytest

from handbill.accounts.models import Wording
from handbill.base.ids import new_id
from handbill.copies.actions import add_batch
from handbill.facts.models import SignUpTally
from handbill.followup.models import FollowUp
from handbill.keys.envelope import CARD, seal
from handbill.keys.pairs import Reader, new_pair
from handbill.people.actions import erase_person
from handbill.people.models import Person
from handbill.people.opening import open_card
from handbill.signup.actions.taking_in import readers_for
from handbill.signup.models import HeldSignUp
from tests.cast import keyring_of

pytestmark = pytest.mark.django_db
BEA = {"v": 1, "name": "Bea Quill", "phone": "07700 900321", "email": "", "other": "", "note": "", "language": "en"}


@pytest.fixture
def readers(taken, ben):
    return readers_for(taken.group, ben)


def sealed(readers, id=None, plain=BEA) -> str:
    return json.dumps(seal(plain, label=CARD, id=id or new_id(), readers=readers).to_wire())


def post(client, sealed_text: str, **more):
    return client.post("/14A", {"sealed": sealed_text, "agreed": "follow_up-phone", "way": "found", **more})


def test_it_is_taken_like_a_phones_card(taken, client, readers, ada, ben):
    assert post(client, sealed(readers)).status_code == 303
    person = Person.objects.get()
    assert open_card(person, keyring_of(ada)).name == "Bea Quill"
    assert open_card(person, keyring_of(ben)).phone == "07700 900321"
    assert FollowUp.objects.get().owner == ben
    assert SignUpTally.objects.get(batch=taken).found == 1


def test_the_page_holds_the_keys_it_is_sealed_to(taken, client, readers):
    page = client.get("/14A").content.decode()
    assert all(str(reader.key_id) in page for reader in readers)


@pytest.mark.parametrize("junk", ["{}", "[]", "x", '{"id": 1}', "[" * 3000, "null", '"\\ud800"', "{" + '"a":' * 500])
def test_what_is_no_sealed_card_is_said_to_be_none(taken, client, junk):
    answer = post(client, junk)
    assert answer.status_code == 422
    assert "did not arrive whole" in answer.content.decode()


def test_a_card_for_others_is_not_ours(taken, client, readers, cleo):
    own = Reader(new_id(), new_pair().public)
    for to in ([own], [readers[1]], readers_for(cleo.group, cleo)):
        answer = client.post(f"/{taken.group.slug}/14A", {"sealed": sealed(to), "agreed": "follow_up-phone"})
        assert answer.status_code == 422
    assert not Person.objects.exists()


def test_an_id_that_is_taken_changes_nothing_and_tells_nothing_of_it(taken, client, readers, ada):
    first = new_id()
    post(client, sealed(readers, first))
    before = bytes(Person.objects.get().card.ct)
    assert post(client, sealed(readers, first, {**BEA, "name": "Mallory"})).status_code == 422
    assert bytes(Person.objects.get().card.ct) == before
    erase_person(Person.objects.get(), by=ada)
    assert post(client, sealed(readers, first)).status_code == 422
    assert not Person.objects.exists()


def test_an_id_no_phone_would_make_is_refused(taken, client, readers):
    assert post(client, sealed(readers, uuid.uuid4())).status_code == 422


def test_another_groups_batch_or_wording_is_nobodys_here(taken, client, cleo):
    theirs = add_batch(issue="99", copies=100, by=cleo)
    assert client.post(f"/{taken.group.slug}/{theirs.code}", {"name": "x"}).status_code == 404
    wording = Wording.objects.filter(group=cleo.group).first()
    answer = client.post(f"/{taken.group.slug}/14A", {"name": "x", "phone": "07700 900321", "agreed": str(wording.pk)})
    assert answer.status_code == 422


def test_what_looks_odd_is_held_sealed(taken, client, readers, ada):
    post(client, sealed(readers), website="x")
    held = HeldSignUp.objects.get()
    assert "Quill" not in json.dumps(held.contact)
    assert not Person.objects.exists()


MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}"


@pytest.mark.parametrize("field", ["name", "phone", "email", "other", "website", "work", "way", "sealed", "confirm_to"])
def test_markup_in_any_field_comes_back_as_text(taken, client, field, ada):
    answer = client.post("/14A", {"name": "B", "phone": "12", "agreed": "x", field: MARKUP})
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_markup_that_was_sealed_is_text_on_the_desk(taken, client, readers, ada):
    from tests.cast import sign_in

    post(client, sealed(readers, plain={**BEA, "name": MARKUP}))
    post(client, sealed(readers, plain={**BEA, "name": MARKUP, "other": ["no", "text"]}), website="x")
    desk = sign_in(ada)
    for address in ("/sign-ups/", f"/people/{Person.objects.get().id}/", "/?everyone=1"):
        page = desk.get(address, follow=True).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_whether_somebody_is_known_is_not_told(taken, client, readers, ada):
    """The same answer to the same fields, whoever stands on the card: nothing is compared before an organiser is there."""
    from handbill.people.sign_in_work import intake_batch

    answers = []
    for _time in range(2):
        answers.append(post(client, sealed(readers)))
        intake_batch(keyring_of(ada))
    pages = [client.get(answer["Location"]).content for answer in answers]
    assert pages[0] == pages[1]
    assert Person.objects.count() == 2
