"""Only what somebody agreed to becomes a button, and no button leaves a number with a stranger."""

from urllib.parse import quote, unquote

import pytest

from handbill.followup.ways import ways_to
from handbill.people.opening import OpenedCard
from tests.met import consents, meet, stall_phone

ALL = ("phone", "text", "signal", "whatsapp", "telegram", "email")
HELLO = "Hello, we talked at Ferry Square."
CARD = OpenedCard("Dee", "07700 900123", "dee@quill.example", "", "", "")


@pytest.fixture
def met(outing, ada, group):
    def one(*channels, purpose="follow_up", **body):
        return meet(stall_phone(outing, ada), consents=consents(group, *channels, purpose=purpose), **body)

    return one


def links(person, card=CARD):
    return {way.channel: way.href for way in ways_to(person, card, "GB", HELLO)}


def test_only_what_they_agreed_to_is_offered(met):
    assert list(links(met("text", "email"))) == ["text", "email"]
    assert links(met()) == {}


def test_each_link_opens_the_members_own_phone(met):
    found = links(met(*ALL))
    assert found["phone"] == "tel:+447700900123"
    assert found["text"].startswith("sms:+447700900123?body=")
    assert found["email"].startswith("mailto:dee@quill.example?body=")
    assert found["signal"] == "sgnl://signal.me/#p/+447700900123"
    assert found["whatsapp"] == "whatsapp://send?phone=447700900123&text=" + quote(HELLO)
    assert found["telegram"] == "tg://resolve?phone=447700900123"
    assert not [link for link in found.values() if link.startswith("http")]


def test_agreeing_to_the_paper_is_not_agreeing_to_be_written_to(met):
    assert links(met("email", purpose="news")) == {}


def test_what_was_withdrawn_is_no_longer_offered(met, ada):
    dee = met("phone", "text")
    dee.consents.filter(channel="phone").update(withdrawn_at=dee.met_at, withdrawn_by=ada)
    assert list(links(dee)) == ["text"]


def test_who_wants_no_contact_is_offered_no_way(met):
    dee = met("phone")
    dee.wants_no_contact_at = dee.met_at
    assert links(dee) == {}


@pytest.mark.parametrize("phone", ["", "the blue door", "12"])
def test_a_number_nobody_could_dial_makes_no_button(met, phone):
    card = OpenedCard("Dee", phone, "no address", "", "", "")
    assert links(met("phone", "text", "signal", "email"), card) == {}


def test_an_address_cannot_smuggle_in_more_than_itself(met):
    card = OpenedCard("Dee", "", "dee@x.example?bcc=all@y.example&subject=Hi", "", "", "")
    link = links(met("email"), card)["email"]
    assert link.startswith("mailto:dee@x.example%3Fbcc%3D") and link.count("?") == 1


def test_what_is_written_begins_with_the_first_sentence(met):
    found = links(met(*ALL))
    for channel, param in (("text", "?body="), ("email", "?body="), ("whatsapp", "&text=")):
        assert unquote(found[channel].split(param)[1]) == HELLO


def test_each_square_is_for_the_camera_of_ones_own_phone(met):
    squares = {way.channel: way.square for way in ways_to(met(*ALL), CARD, "GB", HELLO)}
    assert squares == {
        "phone": "tel:+447700900123",
        "text": "sms:+447700900123",
        "signal": "https://signal.me/#p/+447700900123",
        "whatsapp": "https://wa.me/447700900123",
        "telegram": "https://t.me/+447700900123",
        "email": "mailto:dee@quill.example",
    }
