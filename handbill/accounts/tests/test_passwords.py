"""Another password; and a way back in for a member who forgot hers."""

import pytest

from handbill.accounts.actions import change_password, come_back, invite, let_in_organiser
from handbill.accounts.models import Key, KeyWrap, Session
from handbill.accounts.tests.test_ladder import a_card, opened_or_none, opens
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import Refusal
from handbill.base.limits import RATES, Rate
from handbill.keys.errors import WrongPassword
from tests.cast import PASSWORD, at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db
NEW = "seven drums under marble rain"


class TestChange:
    def test_it_wraps_the_same_secret_anew(self, ada, group):
        secret, card = unwrap_member_secret(ada, PASSWORD), a_card(group)
        wraps = list(KeyWrap.objects.values_list("id", "sealed"))
        change_password(ada, PASSWORD, NEW)
        assert unwrap_member_secret(ada, NEW) == secret
        with pytest.raises(WrongPassword):
            unwrap_member_secret(ada, PASSWORD)
        assert list(KeyWrap.objects.values_list("id", "sealed")) == wraps, "32 bytes and nothing else"
        from handbill.accounts.keyring import keyring_of as climb

        assert opens(climb(ada, secret), *card)

    def test_a_session_elsewhere_is_out(self, ada):
        elsewhere, here = sign_in(ada), sign_in(ada)
        here.post("/me/password/", {"old": PASSWORD, "password": NEW})
        assert elsewhere.get("/me/").status_code == 302
        assert here.get("/me/").wsgi_request.keyring is not None

    def test_an_old_cookie_with_its_row_brought_back_is_out_as_well(self, ada):
        """A backup may hold the row; the session carries the number of the password it began with."""
        elsewhere = sign_in(ada)
        row = Session.objects.get(member=ada)
        change_password(ada, PASSWORD, NEW)
        row.save(force_insert=True)
        assert elsewhere.get("/me/").status_code == 302

    def test_without_the_old_one_nothing_changes(self, ada):
        client = sign_in(ada)
        answer = client.post("/me/password/", {"old": "something else", "password": NEW})
        assert answer.status_code == 422 and "That is not the password you have" in answer.text
        unwrap_member_secret(ada, PASSWORD)
        assert client.get("/me/").status_code == 200

    def test_a_session_left_open_is_no_place_to_guess_it(self, ada, settings):
        settings.HANDBILL_RATES = {**RATES, "passwords in a known browser": Rate(6, 1 / 3600)}
        client = sign_in(ada)
        answers = [client.post("/me/password/", {"old": f"guess {n}", "password": NEW}).text for n in range(7)]
        assert "asked too often" in answers[-1]

    def test_a_password_made_of_her_names_is_refused(self, ada):
        answer = sign_in(ada).post("/me/password/", {"old": PASSWORD, "password": "Ada Aldermouth Tenants Union"})
        assert answer.status_code == 422 and "Many people take that one" in answer.text


class TestWayBack:
    @pytest.fixture
    def link(self, ada, ben):
        return invite(role="volunteer", by=ada, keyring=keyring_of(ada), lets_back_in=ben)[1]

    def test_she_has_a_new_key_and_the_texts_at_once(self, ada, ben, link):
        old = Key.objects.get(member=ben)
        come_back(link, password=NEW)
        ben.refresh_from_db()
        secret = unwrap_member_secret(ben, NEW)
        from handbill.accounts.keyring import keyring_of as climb

        assert climb(ben, secret).texts and climb(ben, secret).member_key != old
        old.refresh_from_db()
        assert old.ended_at is not None

    def test_the_old_password_opens_nothing_any_more(self, ada, ben, link):
        old = unwrap_member_secret(ben, PASSWORD)
        come_back(link, password=NEW)
        assert {opened_or_none(wrap, old) for wrap in KeyWrap.objects.all()} == {None}
        assert at_this_machine().post("/sign-in/", {"login": "ben", "password": PASSWORD}).status_code == 422

    def test_her_sessions_end(self, ben, link):
        elsewhere = sign_in(ben)
        come_back(link, password=NEW)
        assert elsewhere.get("/me/").status_code == 302

    def test_the_link_works_once_and_makes_no_other_member(self, ben, link):
        from handbill.accounts.actions import accept_invitation

        with pytest.raises(Refusal):
            accept_invitation(link, name="Eve", login="eve", password=NEW)
        come_back(link, password=NEW)
        with pytest.raises(Refusal):
            come_back(link, password=NEW)

    def test_an_organiser_who_came_back_waits_for_one_click(self, union, ada, group):
        olu = join(union, "Olu", "organiser")
        let_in_organiser(olu, by=ada, keyring=keyring_of(ada))
        _, link = invite(role="organiser", by=ada, keyring=keyring_of(ada), lets_back_in=olu)
        client = at_this_machine()
        assert "Come back in, Olu" in client.post("/invitation/", {"invitation": link}).text
        assert client.post("/invitation/", {"invitation": link, "password": NEW}).status_code == 302
        assert client.get("/me/").wsgi_request.keyring.cards == {}
        sign_in(ada).post(f"/set-up/members/{olu.id}/key/")
        assert client.get("/me/").wsgi_request.keyring.cards

    def test_the_button_in_set_up_makes_the_link(self, ada, ben):
        page = sign_in(ada).post(f"/set-up/members/{ben.id}/way-back/").text
        assert "A link for Ben" in page and "/invitation/#" in page
