"""Another programme is told what happened, signed, until it has it; nobody outside hears of a person."""

import base64
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base import clock, jobs, outgoing
from handbill.base.models import Job
from handbill.copies.actions import add_batch
from handbill.exchange.webhooks import actions, happenings
from handbill.exchange.webhooks.delivering import WAITS
from handbill.exchange.webhooks.models import Delivery, Kind, Webhook
from handbill.exchange.webhooks.signing import secret_of
from handbill.facts.models import Fact
from handbill.plan.actions.outing import cancel_outing, change_outing, plan_outing
from handbill.press.actions.issues import begin_issue, publish
from handbill.press.models import IssueMake
from tests.cast import NOON, sign_in
from tests.phone import joined_phone

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "https://hooks.example/in"


@pytest.fixture
def programme(monkeypatch):
    """The other end: what it got, and what it answers."""

    class Programme:
        got, status = [], 200

    other = Programme()
    other.got = []

    def post(address, body, headers):
        other.got.append((address, body, headers))
        if other.status is None:
            raise outgoing.NotReached
        return outgoing.Answer(other.status, "", b"")

    monkeypatch.setattr(outgoing, "post", post)
    monkeypatch.setattr(outgoing, "addresses_of", lambda where: ["93.184.215.14"])
    return other


@pytest.fixture
def hook(ada, programme):
    return actions.add_webhook(ADDRESS, list(Kind.values), by=ada)[0]


def kinds_of(programme):
    return [json.loads(body)["type"] for _, body, _ in programme.got]


def verified(secret, body, headers):
    """The example of docs/webhooks.md, run as it is printed there."""
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/webhooks.md").read_text(encoding="utf-8"), re.S)
    names = {}
    exec(example, names)
    return names["is_from_handbill"](secret, body, headers, now=int(clock.now().timestamp()))


def test_an_outing_is_told_when_it_is_made_changed_and_cancelled(hook, programme, outing, ada):
    change_outing(outing, by=ada, people_needed=3)
    cancel_outing(outing, by=ada)
    jobs.do_due()
    assert sorted(kinds_of(programme)) == ["outing.changed", "outing.changed", "outing.made"]
    last = max((json.loads(body)["data"] for _, body, _ in programme.got), key=lambda said: said["version"])
    assert last["is_cancelled"] and last["outing"] == str(outing.id)


def test_nothing_told_names_a_person_or_a_place(hook, programme, outing):
    assert [outing.place.name in body or "Ada" in body for body in Delivery.objects.values_list("body", flat=True)] == [
        False
    ]


def test_what_is_rolled_back_is_not_told(hook, programme, outing, ada):
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        plan_outing(by=ada, place=outing.place, starts_at=outing.starts_at, ends_at=outing.ends_at)
        raise ZeroDivisionError
    assert Delivery.objects.count() == 1


def test_the_documents_example_takes_what_was_signed_and_nothing_else(hook, programme, outing):
    jobs.do_due()
    ((_, body, headers),) = programme.got
    secret = secret_of(hook)
    assert verified(secret, body, headers)
    assert not verified(secret, body + b" ", headers)
    assert not verified(secret, body, {**headers, "webhook-id": "another"})
    assert not verified("whsec_" + base64.b64encode(b"a" * 32).decode(), body, headers)
    with clock.stand_at(clock.now() + timedelta(hours=1)):
        assert not verified(secret, body, headers)


def test_the_standards_own_example_comes_out():
    """From the reference libraries' tests: fixed secret, id, moment and body."""
    from handbill.exchange.webhooks.signing import signed

    made = signed(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_it_is_tried_for_three_days_with_one_id_and_then_pauses_itself(ada, programme, group):
    programme.status = 500
    with clock.stand_at(NOON):
        hook = actions.add_webhook(ADDRESS, ["outing.made"], by=ada)[0]
        actions.send_test(hook)
        jobs.do_due()
    at = NOON
    for wait in WAITS:
        with clock.stand_at(at + wait - timedelta(seconds=1)):
            jobs.do_due()
        before = len(programme.got)
        at += wait
        with clock.stand_at(at):
            jobs.do_due()
        assert len(programme.got) == before + 1
    hook.refresh_from_db()
    assert at - NOON == timedelta(days=3)
    assert hook.paused_itself
    assert len({headers["webhook-id"] for _, _, headers in programme.got}) == 1
    assert "did not answer for three days" in sign_in(ada).get("/").content.decode()


def test_what_was_not_reached_is_taken_the_next_time(hook, programme, outing):
    programme.status = None
    jobs.do_due()
    programme.status = 204
    with clock.stand_at(clock.now() + WAITS[0]):
        jobs.do_due()
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.answer, bool(delivery.taken_at)) == (2, "204", True)


def test_a_try_that_was_broken_off_is_the_same_try_again(hook, programme, outing):
    """A process is killed after it sent: the lease runs out and the job is done again, under the same id."""
    jobs.do_due()
    job = Job.objects.get(name="webhook")
    Delivery.objects.update(tries=0, taken_at=None)
    Job.objects.filter(pk=job.pk).update(done_at=None, run_after=clock.now())
    jobs.do_due()
    assert len({headers["webhook-id"] for _, _, headers in programme.got}) == 1
    assert Delivery.objects.get().tries == 1


def test_one_that_says_it_is_gone_is_asked_no_more(hook, programme, outing):
    programme.status = 410
    jobs.do_due()
    hook.refresh_from_db()
    assert hook.paused_itself


def test_an_end_is_told_once_however_many_look_at_the_clock(hook, programme, outing):
    Webhook.objects.update(made_at=NOON)
    with clock.stand_at(outing.ends_at + timedelta(minutes=1)):
        happenings.look_around()
        happenings.look_around()
        jobs.do_due()
    assert kinds_of(programme).count("outing.ended") == 1


def test_facts_are_told_as_a_count(hook, programme, outing, ada):
    with clock.stand_at(NOON + timedelta(hours=3)):
        phone = joined_phone(outing, ada)
        phone.contact({"name": "Dee"})
        assert phone.send()
        filed = Fact.objects.count()
        happenings.look_around()
        happenings.look_around()
        jobs.do_due()
    (told,) = [body for _, body, _ in programme.got if b"facts.synced" in body]
    assert json.loads(told)["data"] == {"outing": str(outing.id), "facts": filed}
    assert b"Dee" not in told


def test_a_debrief_is_told_once_when_the_last_phone_has_sent_all_it_holds(hook, programme, outing, ada):
    Webhook.objects.update(made_at=NOON)
    over = outing.ends_at + timedelta(minutes=5)
    phone = _after_the_stall(outing, ada, over)
    with clock.stand_at(over):
        happenings.look_around()
        assert not Delivery.objects.filter(kind=Kind.DEBRIEF_FINISHED).exists()
        phone.note("shift_ended")
        assert phone.send()
        happenings.look_around()
        happenings.look_around()
        jobs.do_due()
    (told,) = _data_of(programme, "debrief.finished")
    assert (told["outing"], told["facts"]) == (str(outing.id), Fact.objects.filter(outing=outing).count())


def test_an_issue_is_told_when_readers_may_see_it_and_not_before(hook, programme, ada):
    make = begin_issue(by=ada, name="15", on=NOON.date())
    IssueMake.objects.filter(pk=make.pk).update(ready_at=clock.now(), ready_by=ada)
    jobs.do_due()
    assert not _data_of(programme, "issue.out")
    made = publish(make, by=ada)
    publish(made, by=ada)
    jobs.do_due()
    assert _data_of(programme, "issue.out") == [
        {"issue": str(made.issue_id), "published_at": made.published_at.isoformat()}
    ]


def test_who_signs_up_is_told_as_a_count(hook, programme, ada, client):
    with clock.stand_at(NOON):
        add_batch(issue="14", copies=200, by=ada)
        for number in ("07700 900321", "07700 900555"):
            words = {"name": "Bea Quill", "phone": number, "agreed": "follow_up-phone", "way": "friend"}
            assert client.post("/14A", words).status_code == 303
            happenings.look_around()
        happenings.look_around()
        jobs.do_due()
    assert _data_of(programme, "sign_ups.counted") == [{"sign_ups": 1}, {"sign_ups": 2}]
    assert not [body for _, body, _ in programme.got if b"Bea" in body or b"900" in body]


def _after_the_stall(outing, by, at):
    """A phone that sent a conversation and whose shift goes on."""
    with clock.stand_at(at):
        phone = joined_phone(outing, by)
        phone.note("conversation")
        assert phone.send()
    return phone


def _data_of(programme, kind):
    told = [json.loads(body) for _, body, _ in programme.got]
    return [one["data"] for one in told if one["type"] == kind]


def test_an_organiser_adds_one_and_sees_its_secret_once(ada, programme):
    page = sign_in(ada)
    answer = page.post("/set-up/webhooks/", {"address": ADDRESS, "kinds": ["outing.made"]})
    hook = Webhook.objects.get()
    secret = secret_of(hook)
    assert secret in answer.content.decode()
    assert secret not in page.get(f"/set-up/webhooks/{hook.id}/").content.decode()
    assert secret.encode() not in bytes(hook.locked_secret)
    assert AuditEntry.objects.filter(what="webhook_added", about=str(hook.id)).exists()


def test_an_organiser_tests_pauses_goes_on_and_removes(ada, hook, programme):
    page, address = sign_in(ada), f"/set-up/webhooks/{hook.id}/"
    page.post(f"{address}test/")
    jobs.do_due()
    assert "Taken (200)" in page.get(address).content.decode()
    page.post(f"{address}pause/")
    assert Webhook.objects.get().paused_by == ada
    page.post(f"{address}going-on/")
    assert Webhook.objects.get().paused_at is None
    page.post(f"{address}removal/")
    assert not Webhook.objects.exists()


def test_another_group_finds_no_such_webhook(hook, cleo):
    assert sign_in(cleo).get(f"/set-up/webhooks/{hook.id}/").status_code == 404


@pytest.mark.parametrize("address", ["http://hooks.example/", "https://127.0.0.1/", "https://2130706433/", "words"])
def test_an_address_inside_is_refused_with_a_sentence(ada, address):
    answer = sign_in(ada).post("/set-up/webhooks/", {"address": address, "kinds": ["outing.made"]})
    assert answer.status_code == 422
    assert not Webhook.objects.exists()
