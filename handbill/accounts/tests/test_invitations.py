"""A link for one person: once, within three days, and only its hash is kept."""

import base64
from datetime import timedelta

import pytest

from handbill.accounts.actions import accept_invitation, end_member, invite, standing_invitation
from handbill.accounts.models import Invitation, Member
from handbill.base import clock
from handbill.base.errors import Refusal
from tests.cast import NOON, PASSWORD, at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db
GOOD = {"name": "Ben", "login": "ben", "password": PASSWORD}


@pytest.fixture
def link(ada):
    return invite(role="volunteer", by=ada, keyring=keyring_of(ada), name="Ben")[1]


def refusal_of(text, **typed) -> Refusal:
    with pytest.raises(Refusal) as refused:
        accept_invitation(text, **{**GOOD, **typed})
    return refused.value


def test_a_volunteer_works_at_once(link):
    ben = accept_invitation(link, **GOOD)
    client = sign_in(ben)
    assert client.get("/").status_code == 200
    assert client.get("/me/").wsgi_request.keyring.texts


def test_a_link_works_once(link):
    accept_invitation(link, **GOOD)
    assert refusal_of(link, login="ben2").code == "invitation_unknown"
    assert Member.objects.filter(login__startswith="ben").count() == 1


def test_of_two_who_press_at_the_same_moment_one_is_refused(link, monkeypatch):
    """Both have read the invitation before either used it."""
    from handbill.accounts.actions import inviting

    seen = standing_invitation(link)
    accept_invitation(link, **GOOD)
    monkeypatch.setattr(inviting, "standing_invitation", lambda text: seen)
    assert refusal_of(link, login="ben2").code == "invitation_unknown"
    assert not Member.objects.filter(login="ben2").exists()


def test_a_link_ends_after_three_days(ada):
    with clock.stand_at(NOON):
        _, text = invite(role="volunteer", by=ada, keyring=keyring_of(ada))
    with clock.stand_at(NOON + timedelta(hours=71, minutes=59)):
        assert standing_invitation(text)
    with clock.stand_at(NOON + timedelta(hours=72, minutes=1)):
        assert refusal_of(text).code == "invitation_ended"


def test_the_link_has_128_bits_and_neither_it_nor_what_it_opens_is_kept(link, ada, stolen):
    from handbill.accounts.tests.conftest import spellings

    token = base64.urlsafe_b64decode(link + "==")
    assert len(token) == 16
    rows = stolen()
    for spelling in [*spellings(token), link.encode()]:
        assert spelling not in rows
    for secret in keyring_of(ada).texts.values():
        assert all(spelling not in rows for spelling in spellings(secret))


@pytest.mark.parametrize("text", ["", "x", "é", "A" * 22, "A" * 5000, "....", "\x00"])
def test_a_made_up_link_is_not_known(link, text):
    assert refusal_of(text).code == "invitation_unknown"


def test_nothing_of_the_texts_key_stays_beside_a_used_link(link):
    accept_invitation(link, **GOOD)
    assert Invitation.objects.get().locked_texts is None


def test_the_links_of_an_organiser_who_leaves_end_with_her(union, ada):
    olu = join(union, "Olu", "organiser")
    _, text = invite(role="organiser", by=olu, keyring=keyring_of(olu))
    end_member(olu, by=ada, keyring=keyring_of(ada))
    assert refusal_of(text).code == "invitation_unknown"


class TestPages:
    def test_the_link_is_shown_once_with_its_square_and_never_again(self, ada):
        client = sign_in(ada)
        page = client.post("/set-up/invitations/", {"name": "Ben", "role": "volunteer"}).text
        link = page[page.index("/invitation/#") :].split("<")[0]
        assert len(link.split("#")[1]) == 22 and "<svg" in page
        again = client.get("/set-up/").text
        assert link.split("#")[1] not in again and "Links that still work" in again and "Ben" in again

    def test_what_stands_behind_the_number_sign_reaches_no_log(self, link):
        """The page that is asked for holds no secret; a module posts it."""
        page = at_this_machine().get("/invitation/")
        assert page.status_code == 200 and "invitation.js" in page.text

    def test_from_the_link_to_being_in(self, link):
        client = at_this_machine()
        page = client.post("/invitation/", {"invitation": link})
        assert "Ada invites you" in page.text and 'value="Ben"' in page.text
        answer = client.post("/invitation/", {"invitation": link, **GOOD})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.get("/me/").wsgi_request.user.name == "Ben"

    def test_a_weak_password_is_refused_in_a_sentence_and_the_link_still_works(self, link):
        client = at_this_machine()
        for password, words in [
            ("short", "Too short"),
            ("password password1", "Many people take that one"),
            ("aldermouth tenants union", "Many people take that one"),
            ("qwertyuiopasdfghjkl", "keyboard"),
            ("abababababababababab", "repeats itself"),
        ]:
            answer = client.post("/invitation/", {"invitation": link, **GOOD, "password": password})
            assert answer.status_code == 422 and words in answer.text, password
            assert f'value="{password}' not in answer.text
        assert client.post("/invitation/", {"invitation": link, **GOOD}).status_code == 302

    def test_a_name_that_is_taken_is_told_and_the_link_still_works(self, link):
        client = at_this_machine()
        answer = client.post("/invitation/", {"invitation": link, **GOOD, "login": " ADA "})
        assert answer.status_code == 422 and "signs in with that name already" in answer.text
        assert client.post("/invitation/", {"invitation": link, **GOOD}).status_code == 302

    def test_a_sign_in_name_is_a_handle(self, link):
        answer = at_this_machine().post("/invitation/", {"invitation": link, **GOOD, "login": "ben@example.org"})
        assert answer.status_code == 422 and "Letters, digits, dots and dashes only" in answer.text

    def test_a_used_link_is_told_in_a_sentence(self, link):
        accept_invitation(link, **GOOD)
        answer = at_this_machine().post("/invitation/", {"invitation": link})
        assert answer.status_code == 404 and "was used already" in answer.text

    def test_a_withdrawn_link_no_longer_works(self, link, ada):
        client = sign_in(ada)
        client.post(f"/set-up/invitations/{Invitation.objects.get().id}/withdrawal/")
        assert refusal_of(link).code == "invitation_unknown"

    def test_another_groups_link_cannot_be_withdrawn(self, link, cleo):
        path = f"/set-up/invitations/{Invitation.objects.get().id}/withdrawal/"
        assert sign_in(cleo).post(path).status_code == 404
        assert standing_invitation(link)

    def test_a_role_that_does_not_exist_is_refused(self, ada):
        answer = sign_in(ada).post("/set-up/invitations/", {"role": "owner"})
        assert answer.status_code == 422 and not Invitation.objects.exists()
