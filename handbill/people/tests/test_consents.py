"""Taking back what one agreed to is one press, and stays in the history."""

import pytest

from handbill.accounts.models import AuditEntry
from handbill.people.consents import withdraw_consent
from tests.cast import sign_in
from tests.met import consents, meet, members_phone, stall_phone


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"))


def address(person, consent) -> str:
    return f"/people/{person.id}/consents/{consent.id}/withdrawal/"


def test_one_press_takes_one_thing_back(dee, ada):
    calls, texts = dee.consents.get(channel="phone"), dee.consents.get(channel="text")
    client = sign_in(ada)
    assert client.get(f"/people/{dee.id}/").content.decode().count("They take it back") == 2
    client.post(address(dee, calls))
    calls.refresh_from_db(), texts.refresh_from_db()
    assert calls.withdrawn_by == ada and calls.withdrawn_at and not texts.withdrawn_at
    shown = client.get(f"/people/{dee.id}/").content.decode()
    assert "taken back" in shown and shown.count("They take it back") == 1


def test_twice_is_once(dee, ada):
    calls = dee.consents.get(channel="phone")
    assert withdraw_consent(calls, by=ada) and not withdraw_consent(calls, by=ada)
    assert AuditEntry.objects.filter(what="consent_withdrawn", about=str(dee.id)).count() == 1


def test_nobody_takes_back_for_people_she_does_not_see(dee, outing, group, ben, cleo):
    calls = dee.consents.get(channel="phone")
    bens = meet(members_phone(outing, ben), consents=consents(group, "phone"))
    assert sign_in(cleo).post(address(dee, calls)).status_code == 404
    assert sign_in(ben).post(address(dee, calls)).status_code == 404
    assert sign_in(ben).post(address(bens, calls)).status_code == 404, "a consent of somebody else under her own person"
    assert sign_in(ben).post(address(bens, bens.consents.get())).status_code == 302
    calls.refresh_from_db()
    assert calls.withdrawn_at is None
