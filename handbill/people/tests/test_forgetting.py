"""The rule on forgetting: off until it is set, a week's notice, nobody it should spare, and nothing that comes back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base import jobs
from handbill.base.clock import now, stand_at
from handbill.base.errors import MayNot, Refusal
from handbill.base.models import Job
from handbill.facts.totals import totals_of
from handbill.followup.actions import NextStep, agree_next_step, note_attempt
from handbill.followup.models import FollowUp
from handbill.people import herself
from handbill.people.actions import close_every_door, erase_again
from handbill.people.forgetting import NOTICE, keep_person, long_unheard_of, outlook, set_rule, since
from handbill.people.models import Card, Notice, Person, Tombstone
from handbill.people.sign_in_work import intake_batch
from handbill.people.sorting import Sorted, sort_person
from tests.cast import keyring_of, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone

YEAR_ON = STALL + timedelta(days=366)
A_WEEK_MORE = YEAR_ON + NOTICE + timedelta(minutes=1)


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone"))


def a_round(at):
    with stand_at(at):
        jobs.one_round()


def rule_set(by, at=YEAR_ON, months=12):
    with stand_at(at):
        return set_rule(months, by=by)


def test_without_a_rule_nobody_is_forgotten(dee):
    a_round(STALL + timedelta(days=4000))
    assert Person.objects.exists() and not Notice.objects.exists()


def test_a_week_after_the_notice_the_card_goes_and_the_counts_stay(dee, ada, outing):
    before = totals_of(outing)
    rule_set(ada)
    assert Notice.objects.get().told_at == YEAR_ON
    for days in range(7):
        a_round(YEAR_ON + timedelta(days=days, hours=1))
        assert Person.objects.exists(), "not before the week is over"
    a_round(A_WEEK_MORE)
    assert not Card.objects.exists() and totals_of(outing) == before
    assert Tombstone.objects.get().reason == "rule"
    assert AuditEntry.objects.get(what="erased_by_rule", about=str(dee.id)).by is None


def test_a_restored_backup_brings_nobody_back(dee, ada):
    rule_set(ada)
    a_round(A_WEEK_MORE)
    from django.conf import settings

    from handbill.base.instance import ERASED_FILE

    ledger = (settings.DATA / ERASED_FILE).read_text()
    assert str(dee.id) in ledger, "what restore reads names them"
    with stand_at(A_WEEK_MORE):
        assert erase_again([(str(dee.id), str(dee.group_id))]) == 0


def test_whoever_was_met_since_is_not_meant(dee, ada, outing):
    young = meet(stall_phone(outing, ada), {"phone": "07700 900888"}, at=STALL + timedelta(minutes=30))
    with stand_at(STALL + timedelta(days=365, minutes=15)):
        assert dee in long_unheard_of(dee.group, 12) and young not in long_unheard_of(dee.group, 12)


def kept(person, ada):
    keep_person(person, by=ada)


def reached(person, ada):
    note_attempt(FollowUp.objects.open().get(person=person), "talked", by=ada)


def agreed_on_a_step(person, ada):
    note_attempt(FollowUp.objects.open().get(person=person), "talked", by=ada)
    agree_next_step(person, NextStep("invite", "", now() + timedelta(days=30)), by=ada)


def made_active(person, ada):
    sort_person(person, Sorted("active"), by=ada)


def asked_for_their_card(person, ada):
    herself.ask_own_card(person)


@pytest.mark.parametrize("heard", [kept, reached, agreed_on_a_step, made_active, asked_for_their_card])
def test_whoever_was_heard_of_is_spared_also_after_the_notice(dee, ada, heard):
    rule_set(ada)
    with stand_at(YEAR_ON + timedelta(days=2)):
        heard(Person.objects.get(), ada)
    a_round(A_WEEK_MORE)
    assert Person.objects.exists() and not Notice.objects.exists()


def test_a_try_without_an_answer_spares_nobody(dee, ada):
    rule_set(ada)
    with stand_at(YEAR_ON + timedelta(days=2)):
        note_attempt(FollowUp.objects.get(), "no_answer", by=ada)
    a_round(A_WEEK_MORE)
    assert not Person.objects.exists()


def test_whoever_gets_the_paper_is_spared_until_they_take_it_back(outing, ada, group):
    dee = meet(stall_phone(outing, ada), consents=consents(group, "email", purpose="news"))
    rule_set(ada)
    assert not Notice.objects.exists()
    with stand_at(YEAR_ON):
        herself.withdraw_all(dee)
    a_round(YEAR_ON + timedelta(days=1))
    assert Notice.objects.get().told_at == YEAR_ON + timedelta(days=1), "then their week begins"


def test_who_wants_no_contact_goes_only_once_they_would_be_known_again(dee, ada):
    with stand_at(STALL):
        close_every_door(dee, by=ada)
    rule_set(ada)
    a_round(A_WEEK_MORE)
    assert Person.objects.exists()
    with stand_at(A_WEEK_MORE):
        intake_batch(keyring_of(ada))
    a_round(A_WEEK_MORE + timedelta(days=1))
    a_round(A_WEEK_MORE + timedelta(days=9))
    assert not Person.objects.exists()


def test_a_changed_rule_begins_a_new_week(dee, ada):
    rule_set(ada)
    rule_set(ada, at=YEAR_ON + timedelta(days=6), months=11)
    a_round(A_WEEK_MORE)
    assert Person.objects.exists()
    a_round(A_WEEK_MORE + timedelta(days=6))
    assert not Person.objects.exists()


def test_an_ended_rule_forgets_nobody(dee, ada):
    rule_set(ada)
    rule_set(ada, at=YEAR_ON + timedelta(days=1), months=None)
    a_round(A_WEEK_MORE)
    assert Person.objects.exists() and not Notice.objects.exists()


def test_another_groups_rule_is_about_its_own_people(dee, cleo):
    rule_set(cleo)
    a_round(A_WEEK_MORE)
    assert Person.objects.exists() and not Notice.objects.exists()


def test_the_work_is_done_once_a_day(dee, ada):
    rule_set(ada)
    a_round(A_WEEK_MORE)
    a_round(A_WEEK_MORE + timedelta(minutes=5))
    assert Job.objects.filter(name="people.forget").count() == 1


@pytest.mark.parametrize(
    "today, months, day",
    [("2026-03-31", 1, "2026-02-28"), ("2026-01-15", 12, "2025-01-15"), ("2028-02-29", 12, "2027-02-28")],
)
def test_months_are_the_calendars(today, months, day, db):
    with stand_at(datetime.fromisoformat(today + "T12:00").replace(tzinfo=ZoneInfo("UTC"))):
        assert since(months).date().isoformat() == day


@pytest.mark.parametrize("months", [0, 2, 121, -5])
def test_a_rule_of_no_time_or_a_lifetime_is_refused(ada, months):
    with pytest.raises(Refusal):
        set_rule(months, by=ada)


def test_only_organisers_set_it(ben):
    with pytest.raises(MayNot):
        set_rule(12, by=ben)


class TestPages:
    def test_it_is_shown_before_it_acts_and_looking_writes_nothing(self, dee, ada):
        with stand_at(YEAR_ON):
            client = sign_in(ada)
            shown = client.get("/set-up/forgetting/?months=12").content.decode()
            assert outlook(ada.group, 12).would_go == 1
            assert "Today it is about 1 person of 1." in shown and not Notice.objects.exists()
            assert "about 0 people of 1" in client.get("/set-up/forgetting/?months=13").content.decode()
            assert client.get("/set-up/forgetting/?months=1").status_code == 422

    def test_set_by_form_it_stands_on_today_for_organisers_only(self, outing, ada, ben):
        bens = meet(members_phone(outing, ben))
        with stand_at(YEAR_ON):
            client = sign_in(ada)
            assert client.post("/set-up/forgetting/", {"months": "12"}).status_code == 302
            assert "1 person is forgotten soon" in client.get("/").content.decode()
            assert "forgotten soon" not in sign_in(ben).get("/").content.decode()
            mine = sign_in(ben).get(f"/people/{bens.id}/").content.decode()
            assert "Keep them" in mine

    def test_who_they_are_is_a_list_with_a_way_to_keep_each(self, dee, ada):
        with stand_at(YEAR_ON):
            client = sign_in(ada)
            client.post("/set-up/forgetting/", {"months": "12"})
            shown = client.get("/people/forgotten-soon/").content.decode()
            assert CARD["name"] in shown and "19 Sept" not in shown.split("</h1>")[0]
            client.post(f"/people/{dee.id}/keeping/", {"next": "/people/forgotten-soon/"})
            assert not Notice.objects.exists()
            assert "Nobody has a notice." in client.get("/people/forgotten-soon/").content.decode()
            assert AuditEntry.objects.filter(what="card_kept", by=ada).count() == 1

    def test_locked_the_list_shows_no_name(self, dee, ada):
        with stand_at(YEAR_ON):
            client = sign_in(ada)
            client.post("/set-up/forgetting/", {"months": "12"})
            client.post("/lock/")
            assert CARD["name"] not in client.get("/people/forgotten-soon/").content.decode()

    def test_a_volunteer_keeps_her_own_and_sees_nobody_elses(self, dee, outing, ada, ben):
        bens = meet(members_phone(outing, ben), {"phone": "07700 900888"})
        rule_set(ada)
        with stand_at(YEAR_ON):
            client = sign_in(ben)
            shown = client.get("/people/forgotten-soon/").content.decode()
            assert str(bens.id) in shown and str(dee.id) not in shown
            assert client.post(f"/people/{dee.id}/keeping/").status_code == 404
            assert client.post(f"/people/{bens.id}/keeping/").status_code == 302

    def test_the_rule_ends_by_a_button(self, dee, ada):
        with stand_at(YEAR_ON):
            client = sign_in(ada)
            client.post("/set-up/forgetting/", {"months": "12"})
            client.post("/set-up/forgetting/", {"end": "1"})
            assert "There is none" in client.get("/set-up/forgetting/").content.decode()
