"""Who may come in where: the table of rights, page by page, for the pages of this room."""

import uuid

import pytest

from handbill.accounts.models import AuditEntry, Invitation, Wording
from tests.cast import at_this_machine, join, sign_in

pytestmark = pytest.mark.django_db

ORGANISERS = [
    "/set-up/",
    "/set-up/group/",
    "/set-up/keys/",
    "/set-up/audit/",
    "/set-up/wordings/",
]
EVERYBODY = ["/me/", "/me/password/", "/me/second-factor/", "/unlock/"]
PRESSED = [
    "/set-up/invitations/",
    "/set-up/keys/sheet/",
    "/set-up/members/{member}/key/",
    "/set-up/members/{member}/way-back/",
    "/set-up/members/{member}/ending/",
    "/set-up/members/{member}/role/",
    "/set-up/invitations/{invitation}/withdrawal/",
    "/set-up/wordings/{wording}/",
    "/set-up/group/",
    "/set-up/wordings/",
]


@pytest.fixture
def paths(ada, ben):
    from handbill.accounts.actions import invite
    from tests.cast import keyring_of

    invitation, _ = invite(role="viewer", by=ada, keyring=keyring_of(ada))
    ids = {"member": ben.id, "invitation": invitation.id, "wording": Wording.objects.filter(group=ada.group).first().id}
    return [path.format(**ids) for path in PRESSED]


@pytest.mark.parametrize("path", ORGANISERS)
def test_set_up_is_for_organisers(ada, ben, vera, ed, path):
    assert sign_in(ada).get(path).status_code == 200
    for member in (ben, vera, ed):
        assert sign_in(member).get(path).status_code == 403


@pytest.mark.parametrize("path", EVERYBODY)
def test_ones_own_page_is_everybodys(ada, ben, vera, ed, path):
    for member in (ada, ben, vera, ed):
        assert sign_in(member).get(path).status_code == 200


@pytest.mark.parametrize("path", [*ORGANISERS, *EVERYBODY])
def test_a_stranger_sees_none_of_it(ada, path):
    assert at_this_machine().get(path)["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("who", ["ben", "vera", "ed"])
def test_nothing_is_pressed_by_who_may_not(who, request, paths):
    client, before = sign_in(request.getfixturevalue(who)), AuditEntry.objects.count()
    assert [client.post(path).status_code for path in paths] == [403] * len(paths)
    assert AuditEntry.objects.count() == before


def test_for_another_group_it_does_not_exist(cleo, paths):
    client = sign_in(cleo)
    for path in paths:
        if (
            any(sign in path for sign in ("/key/", "/way-back/", "/ending/", "/role/", "/withdrawal/"))
            or path.count("-") > 3
        ):
            assert client.post(path).status_code == 404, path
    assert Invitation.objects.exists()


def test_what_never_existed_answers_the_same(cleo, ben):
    client = sign_in(cleo)
    for path in ("/set-up/members/{}/ending/", "/set-up/members/{}/role/"):
        hers, nobodys = client.get(path.format(ben.id)), client.get(path.format(uuid.uuid4()))
        assert hers.status_code == nobodys.status_code == 404
        assert hers.text.replace(str(ben.id), "") == nobodys.text.replace(str(ben.id), "") or len(hers.text) == len(
            nobodys.text
        )


def test_a_page_of_set_up_names_nobody_of_another_group(ada, cleo):
    client = sign_in(ada)
    for path in ORGANISERS:
        assert "Cleo" not in client.get(path).text


class TestNotYours:
    def test_it_says_who_can_help_and_never_a_number_alone(self, ada, vera):
        page = sign_in(vera).get("/people/")
        assert page.status_code == 403
        assert "Cards are for the people who ring back" in page.text and "Ada" in page.text

    def test_asking_stands_beside_her_name_until_she_is_let_in(self, ada, vera):
        client = sign_in(vera)
        for _ in range(3):
            assert client.post("/asking/").status_code == 302
        assert AuditEntry.objects.filter(what="asked_for_cards").count() == 1
        assert "You asked" in client.get("/people/").text
        hers = sign_in(ada)
        assert "asks to be let in to the cards" in hers.get("/set-up/").text
        hers.post(f"/set-up/members/{vera.id}/role/", {"role": "volunteer"})
        assert "asks to be let in to the cards" not in hers.get("/set-up/").text
        assert client.get("/people/").status_code == 200

    def test_who_may_open_cards_has_nothing_to_ask(self, ada, ben):
        sign_in(ben).post("/asking/")
        assert not AuditEntry.objects.filter(what="asked_for_cards").exists()

    def test_a_part_of_a_page_is_refused_in_a_sentence(self, vera):
        answer = sign_in(vera).get("/people/", headers={"HX-Request": "true"})
        assert answer.status_code == 403 and "<html" not in answer.text


def test_a_member_lists_waiting_organisers_first(union, ada):
    join(union, "Olu", "organiser")
    page = sign_in(ada).get("/set-up/").text
    assert "cannot open cards yet" in page and "Let them open cards" in page
