"""The open API: every described operation is called and answered as described; what it refuses; what it never tells."""

import uuid
from datetime import date, timedelta

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base.clock import now, stand_at
from handbill.base.limits import RATES, Rate
from handbill.copies.models import Batch
from handbill.exchange.api import once
from handbill.exchange.api.document import document
from handbill.exchange.api.models import ApiToken
from handbill.exchange.api.operations import TABLE
from handbill.exchange.api.schema import faults
from handbill.exchange.api.tokens import SCOPES, end_token, make_token
from handbill.exchange.tests.programme import Programme, programme_of
from handbill.facts.models import Fact
from handbill.plan.models import Outing, Place
from tests.cast import NOON, PASSWORD, at_this_machine, sign_in
from tests.met import STALL, meet, stall_phone
from tests.rights.walk import every_pattern

pytestmark = pytest.mark.django_db
EVENING = {"starts_at": "2026-11-30T18:00:00+01:00", "ends_at": "2026-11-30T20:00:00+01:00"}

TALK = {
    "id": "0199a3c0-0000-7000-8000-000000000001",
    "kind": "conversation",
    "made_at": "2026-03-14T10:00:00+01:00",
    "body": {"ask": "given"},
}


@pytest.fixture
def programme(ada) -> Programme:
    return programme_of(ada)


@pytest.fixture
def world(outing, ada, group):
    """An afternoon with a contact and a handout, and some copies."""
    with stand_at(STALL):
        phone = stall_phone(outing, ada)
        phone.note("conversation", ask="given", reception=3)
        phone.note("handout", copies=2, for_friend=1, way="hand")
        meet(phone, {"name": "Dee Reader", "phone": "+447700900123", "note": "Mould in the hall"})
    Batch.objects.create(group=group, issue="14", code="14F", copies=100)
    return outing


def asked(operation, outing) -> dict:
    """What each operation is called with."""
    path = operation.path.replace("{outing}", str(outing.id)).replace("{place}", str(outing.place_id))
    bodies = {
        "plan_outing": {"place": str(outing.place_id), **EVENING, "crowd_expected": 400, "goal_contacts": 9},
        "change_outing": {"people_needed": 3, "is_cancelled": False},
        "name_place": {"name": "Town hall", "setting": "crowd"},
        "file_facts": {"facts": [{**TALK, "outing": str(outing.id)}]},
    }
    return {"method": operation.method, "path": path, "body": bodies.get(operation.id)}


@pytest.mark.parametrize("operation", TABLE, ids=lambda operation: operation.id)
def test_each_operation_answers_as_it_is_described(operation, world, programme):
    answer = programme.ask(**asked(operation, world))
    assert answer.status_code == operation.status, answer.content
    described = document()["paths"][operation.path][operation.method.lower()]["responses"][str(operation.status)]
    assert faults(described["content"]["application/json"]["schema"], answer.json()) == []


@pytest.mark.parametrize("operation", [one for one in TABLE if one.scope], ids=lambda operation: operation.id)
def test_a_token_without_the_scope_is_refused(operation, world, ada):
    others = [scope for scope in SCOPES if scope != operation.scope]
    answer = programme_of(ada, others).ask(**asked(operation, world))
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


@pytest.mark.parametrize("operation", TABLE, ids=lambda operation: operation.id)
def test_another_groups_token_reads_and_changes_nothing_of_this_one(operation, world, cleo):
    answer = programme_of(cleo).ask(**asked(operation, world))
    told = answer.content.decode()
    assert str(world.id) not in told.replace(f"/outings/{world.id}", "") and "Ferry Square" not in told
    assert Outing.objects.filter(group=world.group).count() == 1
    assert Outing.objects.get(id=world.id).version == world.version
    assert not Fact.objects.filter(id=TALK["id"]).exists()


def test_no_address_of_the_api_is_undescribed():
    described = {f"api/v1{path}".replace("{", "<uuid:").replace("}", ">") for path in document()["paths"]}
    served = {pattern for pattern in every_pattern() if pattern.startswith("api/") and "/osdi/" not in pattern}
    assert served == described | {"api/", "api/v1/openapi.json", "api/<path:rest>"}


def test_nothing_of_a_person_or_a_member_goes_out(world, programme, ada):
    told = "".join(programme.ask(**asked(one, world)).content.decode() for one in TABLE)
    assert "Ferry Square" in told
    for secret in ("Dee", "7700900123", "Mould", ada.name, ada.login, str(ada.id)):
        assert secret not in told, secret


def test_facts_name_no_person_and_no_phone(world, programme):
    items = programme.get("/facts").json()["items"]
    assert [item["kind"] for item in items] == ["conversation", "handout"]
    assert [item["body"] for item in items] == [
        {"ask": "given", "reception": 3},
        {"copies": 2, "for_friend": 1, "way": "hand"},
    ]


@pytest.mark.parametrize("how", ["none", "wrong", "ended", "past", "left", "session"])
def test_without_a_standing_token_nothing_is_answered(how, ada, ben, outing):
    token, text = make_token("Sheet", list(SCOPES), now().date() + timedelta(days=9), by=ada)
    client, headers = at_this_machine(), {"Authorization": f"Bearer {text}"}
    if how == "none":
        headers = {}
    if how == "wrong":
        headers = {"Authorization": f"Bearer {text[:-1]}"}
    if how == "ended":
        end_token(token, by=ada)
    if how == "past":
        ApiToken.objects.update(ends_on=date(2020, 1, 1))
    if how == "left":
        type(ada).objects.filter(id=ada.id).update(role="volunteer")
    if how == "session":
        client, headers = sign_in(ada), {}
    answer = client.get("/api/v1/outings", headers=headers)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_post_with_the_same_key_is_done_once(outing, programme):
    body = {"place": str(outing.place_id), **EVENING}
    first, again = (programme.ask("POST", "/outings", body, key="k-1") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first["Location"] == f"/api/v1/outings/{first.json()['id']}"
    assert Outing.objects.count() == 2
    other = programme.ask("POST", "/outings", {**body, "held_by": "The council"}, key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "key_used_otherwise")
    assert Outing.objects.count() == 2


def test_a_key_is_free_again_after_a_day_and_for_another_token(outing, programme, ada):
    body = {"place": str(outing.place_id), **EVENING}
    programme.ask("POST", "/outings", body, key="k")
    programme_of(ada).ask("POST", "/outings", body, key="k")
    assert Outing.objects.count() == 3
    with stand_at(now() + once.KEPT + timedelta(minutes=1)):
        programme.ask("POST", "/outings", body, key="k")
    assert Outing.objects.count() == 4


def test_a_refused_post_may_be_mended_under_the_same_key(outing, programme):
    wrong = programme.ask("POST", "/outings", {"place": str(uuid.uuid4()), **EVENING}, key="k")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/place")
    assert programme.ask("POST", "/outings", {"place": str(outing.place_id), **EVENING}, key="k").status_code == 201
    assert programme.ask("POST", "/outings", {"place": str(outing.place_id), **EVENING}, key="").status_code == 400


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**EVENING}, "/place"),
        ({"place": "x", **EVENING}, "/place"),
        ({**EVENING, "starts_at": "2026-11-30T18:00:00"}, "/starts_at"),
        ({**EVENING, "ends_at": EVENING["starts_at"]}, "/ends_at"),
        ({**EVENING, "starts_at": "9999-11-30T18:00:00Z"}, "/starts_at"),
        ({**EVENING, "starts_at": "0001-01-01T00:00:00+14:00"}, "/starts_at"),
        ({**EVENING, "crowd_expected": True}, "/crowd_expected"),
        ({**EVENING, "crowd_expected": 0}, "/crowd_expected"),
        ({**EVENING, "held_by": "a\x00b"}, "/held_by"),
        ({**EVENING, "held_by": "\ud800"}, "/held_by"),
        ({**EVENING, "price": 3}, "/price"),
        ({**EVENING, "goal_conversations": 1, "goal_asked": 1, "goal_contacts": 1, "goal_copies": 1}, ""),
    ],
)
def test_bad_input_says_where_and_changes_nothing(body, pointer, outing, programme):
    if pointer != "/place":
        body = {"place": str(outing.place_id), **body}
    answer = programme.ask("POST", "/outings", body)
    assert answer.status_code == 422, answer.content
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert Outing.objects.count() == 1


def test_a_change_on_top_of_another_is_told(outing, programme):
    path = f"/outings/{outing.id}"
    tag = programme.get(path)["ETag"]
    assert programme.ask("PATCH", path, {"is_cancelled": True}, {"If-Match": tag}).json()["is_cancelled"] is True
    late = programme.ask("PATCH", path, {"people_needed": 9}, {"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert Outing.objects.get(id=outing.id).people_needed is None


def test_what_has_not_changed_is_not_sent_again(outing, programme):
    first = programme.get("/outings")
    assert programme.get("/outings", {"If-None-Match": first["ETag"]}).status_code == 304
    Place.objects.update(name="Quay")
    assert programme.get("/outings", {"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_meet_each_outing_once(outing, programme, group, ada):
    for days in range(7):  # several begin at the same moment
        starts_at = NOON + timedelta(days=days // 3)
        some = {"group": group, "place": outing.place, "setting": "stall", "lead": ada, "made_by": ada}
        Outing.objects.create(**some, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    met, following = [], "/outings?limit=3"
    while following:
        answer = programme.get(following)
        met += [item["id"] for item in answer.json()["items"]]
        following = answer.json()["next"]
        assert (f'<{following}>; rel="next"' == answer.headers.get("Link")) is bool(following)
        following = following and following.split("/api/v1")[1]
    assert len(met) == len(set(met)) == 8


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "cursor=x", "cursor=W10", "place=x", "starts_from=now", "outng=1"]
)
def test_a_part_of_the_address_that_is_not_described_is_refused(query, programme):
    answer = programme.get(f"/outings?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_parameter")


def test_a_token_that_asks_too_often_is_told_when_to_come_back(programme, settings):
    settings.HANDBILL_RATES = {**RATES, "programme": Rate(burst=2, per_second=0.001)}
    answers = [programme.get("/group") for _ in range(3)]
    assert answers[0]["RateLimit-Policy"] == '"token";q=2;w=2000'
    assert [answer["RateLimit"].split(";")[1] for answer in answers] == ["r=1", "r=0", "r=0"]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) >= 1
    assert answers[-1].json()["code"] == "slow_down"


def test_other_methods_and_addresses_are_refused_in_the_same_shape(programme):
    gone = programme.get("/people")
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")
    deleted = programme.ask("DELETE", "/outings")
    assert (deleted.status_code, deleted["Allow"]) == (405, "GET, HEAD, POST")


def test_no_cookie_is_set_and_no_other_site_is_let_in(programme):
    answer = programme.get("/group", {"Origin": "https://elsewhere.example"})
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "no-store"


def test_a_refusal_speaks_the_language_that_is_asked_for(programme):
    said = {language: programme.get("/outings?x=1", {"Accept-Language": language}).json() for language in ("en", "es")}
    assert said["en"]["code"] == said["es"]["code"]


def test_the_document_and_the_page_are_open_and_name_every_operation(client):
    told = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/").content.decode()
    assert told["openapi"] == "3.1.0"
    assert all(f"/api/v1{one.path}" in page and one.path in told["paths"] for one in TABLE)


def test_a_recommendation_is_worked_out_for_fifty_at_most_and_says_so(outing, programme):
    Outing.objects.update(people_needed=400)
    assert programme.get(f"/outings/{outing.id}/recommendation").json()["people"] == 50
    assert programme.get(f"/outings/{outing.id}/recommendation?people=51").status_code == 422


def test_rates_with_few_people_are_empty(world, programme, group, ada, monkeypatch):
    from handbill.exchange.api.operations import numbers
    from handbill.learn.comparing import Comparison, Row

    rows = [
        Row(code, code, 9, 50, contacts, mean=0.2, low=0.1, high=0.3)
        for code, contacts in (("a", 9), ("b", 30), ("c", 40))
    ]
    monkeypatch.setattr(numbers, "outings_of", lambda group: [None] * 9)
    monkeypatch.setattr(numbers, "compare", lambda *given: Comparison("settings", rows))
    items = {item["code"]: item for item in programme.get("/rates").json()["items"]}
    assert [items[code]["contacts"] for code in "abc"] == [None, None, 40]
    assert items["b"]["talks"] is None and items["b"]["contacts_per_talk"] is None


def make(member, **changes):
    given = {"name": "Our website", "scopes": ["outings:read"], "ends_on": f"{now() + timedelta(days=30):%Y-%m-%d}"}
    return sign_in(member).post("/set-up/api/", {**given, "password": PASSWORD, **changes})


def test_an_organiser_makes_a_token_that_is_shown_once_and_kept_as_a_fingerprint(ada, client):
    page = make(ada).content.decode()
    text = page.split('value="hb_')[1].split('"')[0]
    token = ApiToken.objects.get()
    assert (token.name, token.scopes, token.used_on) == ("Our website", ["outings:read"], None)
    assert text not in str(ApiToken.objects.values()) and text.encode() not in bytes(token.fingerprint)
    assert text not in sign_in(ada).get("/set-up/api/").content.decode()
    assert client.get("/api/v1/outings", headers={"Authorization": f"Bearer hb_{text}"}).status_code == 200
    token.refresh_from_db()
    assert token.used_on is not None
    assert AuditEntry.objects.filter(what="api_token_made", about=str(token.id)).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "no"},
        {"name": ""},
        {"scopes": []},
        {"scopes": ["people:read"]},
        {"ends_on": "2020-01-01"},
        {"ends_on": "2999-01-01"},
    ],
)
def test_a_token_is_not_made_from_a_bad_form(changes, ada):
    assert make(ada, **changes).status_code == 422
    assert not ApiToken.objects.exists()


def test_ending_a_token_is_noted_once(ada, programme):
    token = ApiToken.objects.get()
    client = sign_in(ada)
    for _ in range(2):
        assert client.post(f"/set-up/api/{token.id}/ending/").status_code == 302
    assert programme.get("/group").status_code == 401
    assert AuditEntry.objects.filter(what="api_token_ended").count() == 1
