"""POST join: a helper by the outing's square, a member by her session."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from handbill.accounts.models import Key
from handbill.base.clock import stand_at
from handbill.base.ids import new_id
from handbill.keys.wire import to_base64
from handbill.plan.actions import say_coming
from handbill.plan.models import Joining
from handbill.plan.passes import pass_text, revoke, standing_pass
from tests.cast import NOON, sign_in
from tests.phone import Phone

STALL = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def at_the_stall():
    with stand_at(STALL):
        yield


@pytest.fixture
def square(outing, ada) -> str:
    return pass_text(standing_pass(outing, ada))


def ask(wanted, client=None, **headers):
    client = client or Client(SERVER_NAME="localhost")
    return client.post("/field/api/1/join", wanted, content_type="application/json", headers=headers)


def by_pass(square, **more):
    return {"pass": square, "phone": {"id": str(new_id()), **more}}


def key_wire(key: Key) -> dict:
    return {"id": str(key.id), "public": to_base64(bytes(key.public))}


def csrf_of(client: Client) -> str:
    client.get("/outings/")
    from django.middleware.csrf import _mask_cipher_secret

    return _mask_cipher_secret(client.session["_csrftoken"])


def test_a_helpers_phone_joins_with_the_square(square, outing, ada, group):
    answer = ask(by_pass(square, name="Table 2"))
    assert answer.status_code == 201
    joined = answer.json()
    assert set(joined) == {"phone_token", "group", "outing", "generation", "server_time"}
    assert joined["group"] == {
        "id": str(group.id),
        "name": group.name,
        "language": "en",
        "country": "GB",
        "key": key_wire(Key.objects.of_group(group, "cards")),
        "texts_key": key_wire(Key.objects.of_group(group, "texts")),
    }
    assert joined["outing"]["lead"] == {
        "id": str(ada.id),
        "name": "Ada",
        "key": key_wire(Key.objects.get(member=ada, ended_at=None)),
    }
    assert Joining.objects.get().phone.name == "Table 2"


def test_the_answer_holds_no_key_that_opens_anything(square, group):
    answer = ask(by_pass(square)).content.decode()
    assert "secret" not in answer
    assert "salt" not in answer


def test_joining_again_ends_only_the_token_of_that_pair(square):
    first, other = Phone().join_with(square), Phone().join_with(square)
    old = first.token
    first.join_with(square)
    assert first.read_outing().status_code == other.read_outing().status_code == 200
    first.token = old
    assert first.read_outing().status_code == 401


def test_members_who_come_are_named_with_their_keys(square, outing, ben):
    say_coming(outing, by=ben)
    members = ask(by_pass(square)).json()["outing"]["members"]
    assert members == [{"id": str(ben.id), "name": "Ben", "key": key_wire(Key.objects.get(member=ben, ended_at=None))}]


def test_an_unknown_square_is_not_found(db):
    answer = ask(by_pass("nothing-of-the-kind"))
    assert (answer.status_code, answer.json()["code"]) == (404, "pass_unknown")


def test_a_square_ends_six_hours_after_the_outing(square, outing):
    with stand_at(outing.ends_at + timedelta(hours=6)):
        assert ask(by_pass(square)).status_code == 201
    with stand_at(outing.ends_at + timedelta(hours=6, seconds=1)):
        answer = ask(by_pass(square))
    assert (answer.status_code, answer.json()["code"]) == (410, "pass_ended")


def test_a_phone_that_was_there_may_come_late_for_thirty_days(square, outing):
    phone = Phone().join_with(square)
    with stand_at(outing.ends_at + timedelta(days=20)):
        phone.join_with(square)
        assert phone.is_late
        assert phone.read_outing().status_code == 410
        phone.note("shift_ended")
        assert phone.send()
        assert len(phone.sent) == 1
    with stand_at(outing.ends_at + timedelta(days=31)):
        assert ask({"pass": square, "phone": {"id": phone.id}}).status_code == 410


def test_a_revoked_square_lets_nobody_in_late(square, outing, ada):
    phone = Phone().join_with(square)
    revoke(standing_pass(outing, ada), ada, end_phones=False)
    assert ask(by_pass(square)).status_code == 410
    assert ask({"pass": square, "phone": {"id": phone.id}}).status_code == 410


def test_a_member_joins_with_her_session_and_its_token(outing, ben):
    client = sign_in(ben)
    wanted = {"outing": str(outing.id), "phone": {"id": str(new_id())}}
    answer = ask(wanted, client, **{"X-CSRFToken": csrf_of(client)})
    assert answer.status_code == 201
    assert answer.json()["member"]["id"] == str(ben.id)
    assert Joining.objects.get().phone.member == ben


OWN_PHONE = re.compile(r'href="/field/#member/([0-9a-f-]{36})/([A-Za-z0-9]+)"')


def test_the_outings_page_holds_the_link_for_a_members_own_phone(outing, ben):
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.cookies = sign_in(ben).cookies
    outing_id, token = OWN_PHONE.search(client.get(outing.get_absolute_url()).content.decode()).groups()
    answer = ask({"outing": outing_id, "phone": {"id": str(new_id())}}, client, **{"X-CSRFToken": token})
    assert answer.status_code == 201
    assert answer.json()["member"]["id"] == str(ben.id)


def test_the_link_is_for_who_notes_and_while_phones_may_join(outing, vera, ben):
    assert not OWN_PHONE.search(sign_in(vera).get(outing.get_absolute_url()).content.decode())
    bens = sign_in(ben)
    for seconds, is_offered in ((0, True), (1, False)):
        with stand_at(outing.ends_at + timedelta(hours=6, seconds=seconds)):
            page = bens.get(outing.get_absolute_url()).content.decode()
        assert bool(OWN_PHONE.search(page)) == is_offered


def test_a_member_without_the_token_of_her_page_is_refused(outing, ben):
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.cookies = sign_in(ben).cookies
    answer = ask({"outing": str(outing.id), "phone": {"id": str(new_id())}}, client)
    assert (answer.status_code, answer.json()["code"]) == (403, "form_expired")
    assert not Joining.objects.exists()


def test_nobody_joins_as_a_member_without_a_session(outing):
    answer = ask({"outing": str(outing.id), "phone": {"id": str(new_id())}})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_a_member_of_another_group_finds_no_such_outing(outing, cleo):
    client = sign_in(cleo)
    wanted = {"outing": str(outing.id), "phone": {"id": str(new_id())}}
    answer = ask(wanted, client, **{"X-CSRFToken": csrf_of(client)})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_outing")


def test_a_viewer_notes_nothing_and_joins_nothing(outing, vera):
    client = sign_in(vera)
    wanted = {"outing": str(outing.id), "phone": {"id": str(new_id())}}
    answer = ask(wanted, client, **{"X-CSRFToken": csrf_of(client)})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pass": None}, "pass"),
        ({"pass": 7}, "pass"),
        ({"outing": str(uuid.uuid4())}, "pass"),
        ({"phone": None}, "phone"),
        ({"phone": []}, "phone"),
        ({"phone": {}}, "phone.id"),
        ({"phone": {"id": "7"}}, "phone.id"),
        ({"phone": {"id": str(new_id()).upper()}}, "phone.id"),
        ({"phone": {"id": str(new_id()), "name": "x" * 41}}, "phone.name"),
        ({"phone": {"id": str(new_id()), "name": "a\x00b"}}, "phone.name"),
        ({"phone": {"id": str(new_id()), "name": "\ud83d"}}, "phone.name"),
        ({"phone": {"id": str(new_id()), "name": 7}}, "name"),
        ({"phone": {"id": str(new_id()), "model": "x"}}, "phone.model"),
        ({"mood": 1}, "mood"),
    ],
)
def test_a_request_of_another_form_is_refused_with_the_field(square, change, field):
    answer = ask({**by_pass(square), **change})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")
    assert f" {field}." in answer.json()["sentence"]


def test_null_is_as_good_as_absent(square):
    assert ask({**by_pass(square, name=None), "outing": None, "mood": None}).status_code == 201


@pytest.mark.parametrize(
    "raw", [b"{", b" ", b"[]", b"7", b"\xff", b'{"pass": NaN}', b'{"pass":"a","pass":"b"}', b"[" * 100000]
)
def test_what_is_no_json_is_refused(db, raw):
    answer = Client(SERVER_NAME="localhost").post("/field/api/1/join", raw, content_type="application/json")
    if len(raw) > 16 * 1024:
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    else:
        assert (answer.status_code, answer.json()["code"]) == (400, "not_json")


def test_a_form_is_no_json(db):
    answer = Client(SERVER_NAME="localhost").post("/field/api/1/join", {"pass": "x"})
    assert (answer.status_code, answer.json()["code"]) == (415, "not_json_type")


def test_guessing_squares_is_slowed_down(db, settings):
    from handbill.base.limits import RATES, Rate, forget

    settings.HANDBILL_RATES = {**RATES, "joining from an address": Rate(burst=2, per_second=0.1)}
    forget()
    answers = [ask(by_pass("guess")).status_code for _ in range(3)]
    forget()
    assert answers == [404, 404, 429]
