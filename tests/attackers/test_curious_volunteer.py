"""Ben looks for somebody whom Ada met: by address, by search, by lists; and holds no key where a rule gives way."""

import pytest

from handbill.base.ids import new_id
from handbill.people.models import Person
from handbill.people.opening import open_card
from handbill.people.visibility import PersonQuerySet
from tests.cast import keyring_of, sign_in
from tests.met import CARD

pytestmark = pytest.mark.django_db


def pages_about(person, member) -> dict[str, int]:
    """What the addresses of a person answer him, next to those of one who does not exist."""
    client = sign_in(member)
    answers = {}
    for id in (person.id, new_id()):
        for address in (f"/people/{id}/", f"/people/{id}/correction/"):
            answers[address.replace(str(id), "hers" if id == person.id else "nobodys")] = client.get(
                address
            ).status_code
    return answers


def names_shown(member) -> bool:
    client = sign_in(member)
    shown = client.get("/people/").getvalue() + client.get("/").getvalue()
    shown += client.post("/people/found/", {"words": CARD["name"]}).getvalue().replace(b'value="Dee Quill"', b"")
    return CARD["note"].encode() in shown or b">Dee Quill" in shown


def see_all(self, member):
    """Whom a rule that gave way would show: everybody."""
    return self.filter(group=member.group_id)


def test_her_pages_answer_him_like_those_of_nobody(dee, ben):
    answers = pages_about(dee, ben)
    assert set(answers.values()) == {404}


def test_where_the_rule_gives_way_her_page_answers(dee, ben, monkeypatch):
    monkeypatch.setattr(PersonQuerySet, "visible_to", see_all)
    answers = pages_about(dee, ben)
    assert answers["/people/hers/"] == 200 and answers["/people/nobodys/"] == 404


def test_no_list_and_no_search_names_her(dee, ada, ben):
    assert not names_shown(ben)
    assert names_shown(ada), "the search finds her where she is shown"


def test_even_where_the_rule_gives_way_there_is_no_key(dee, ben, monkeypatch):
    monkeypatch.setattr(PersonQuerySet, "visible_to", see_all)
    assert open_card(Person.objects.get(id=dee.id), keyring_of(ben)) is None
    assert not names_shown(ben)


def test_with_the_key_of_another_he_would_read_her(dee, ada):
    assert open_card(Person.objects.get(id=dee.id), keyring_of(ada)).name == CARD["name"]
