"""The link to what a group has on somebody: it names nobody, opens for nobody else, and ends when it is revoked."""

import base64

import pytest

from handbill.base.errors import MayNot
from handbill.people.actions import erase_person
from handbill.people.consents import withdraw_consent
from handbill.people.links import link_to_self, links_to_selves, own_page, person_of, revoke_links
from handbill.people.models import SelfLink
from tests.met import CARD, consents, meet, stall_phone


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"), channels=["phone", "email"])


def token_of(person) -> str:
    path = link_to_self(person)
    assert path.startswith("/yours/") and path.endswith("/")
    return path.removeprefix("/yours/").rstrip("/")


def test_the_link_leads_to_its_person_and_stays_the_same(dee):
    assert person_of(token_of(dee)) == dee
    assert link_to_self(dee) == link_to_self(dee)


def test_nothing_in_the_address_names_the_card(dee):
    token = token_of(dee)
    raw = base64.urlsafe_b64decode(token + "==")
    assert dee.id.bytes not in raw and dee.contact_fact.bytes not in raw
    assert str(dee.id).replace("-", "") not in token


@pytest.mark.parametrize("place", range(0, 34, 3))
def test_a_token_changed_in_any_place_leads_nowhere(dee, place):
    raw = bytearray(base64.urlsafe_b64decode(token_of(dee) + "=="))
    raw[place] ^= 1
    assert person_of(base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()) is None


@pytest.mark.parametrize("nonsense", ["", "a", "?" * 46, "é" * 46, "A" * 46, "A" * 4000, "=" * 46, "\x00" * 46])
def test_nonsense_leads_nowhere(dee, nonsense):
    token_of(dee)
    assert person_of(nonsense) is None


def test_another_instance_takes_no_token_of_this_one(dee, settings):
    token = token_of(dee)
    settings.SECRET_KEY = "another"
    assert person_of(token) is None


def test_revoked_it_is_dead_and_the_next_is_another(dee, ada):
    token = token_of(dee)
    revoke_links(dee, by=ada)
    assert person_of(token) is None
    assert token_of(dee) != token and person_of(token_of(dee)) == dee


def test_an_editor_revokes_nothing(dee, ed):
    token = token_of(dee)
    with pytest.raises(MayNot):
        revoke_links(dee, by=ed)
    assert person_of(token) == dee


def test_erased_it_leads_nowhere_and_leaves_no_row(dee, ada):
    token = token_of(dee)
    erase_person(dee, by=ada)
    assert person_of(token) is None and not SelfLink.objects.exists()


def test_links_for_many_take_three_queries_the_first_time_and_one_later(dee, outing, ada, django_assert_num_queries):
    other = meet(stall_phone(outing, ada), {"phone": "07700 900777"})
    with django_assert_num_queries(3):
        links = links_to_selves([dee, other])
    with django_assert_num_queries(1):
        assert links_to_selves([dee, other]) == links
    assert links == {dee.id: link_to_self(dee), other.id: link_to_self(other)} and len(set(links.values())) == 2


def test_the_page_shows_wordings_dates_and_kinds_and_no_word_of_the_card(dee, ada):
    withdraw_consent(dee.consents.get(channel="text"), by=ada)
    page = own_page(person_of(token_of(dee)))
    assert page.channels == ("phone", "email") and page.met_where == "Ferry Square market"
    phone, text = page.agreed
    assert (phone.purpose, phone.how, phone.withdrawn_at) == ("follow_up", "said", None)
    assert "Ask us any time and we delete it." in phone.words and phone.given_at == dee.met_at
    assert text.withdrawn_at is not None and not text.is_withdrawn_by_themselves
    shown = repr(page)
    for word in (CARD["name"], CARD["phone"], CARD["email"], CARD["note"]):
        assert word not in shown
