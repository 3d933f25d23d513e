"""Whoever has the database, or the log however talkative: no password, session, pass, link or key that lets in is there."""

import io
import logging

import pytest

from handbill.accounts.actions import invite
from handbill.accounts.enrolling import enrol_phone
from handbill.accounts.sessions import token_of
from handbill.base.logs import PlainFormatter
from handbill.keys import session as keys_session
from handbill.mail import lock
from handbill.mail.actions import set_account
from handbill.mail.models import MailAccount
from handbill.people.links import link_to_self
from handbill.plan import joinings
from handbill.plan.passes import pass_text, standing_pass
from tests.attackers.test_thief_of_the_database import in_clear
from tests.cast import PASSWORD, keyring_of, sign_in
from tests.met import CARD, stall_phone
from tests.thief import database_bytes, lies_there

pytestmark = pytest.mark.django_db(transaction=True)
WRONG = "quite another wrong one"
MAILBOX = "grey-heron-mailbox-88"
PIN = "473926"


def secrets_of_a_day(outing, ada, phone, dee) -> dict[str, str | bytes]:
    """Everything that would let somebody in, used once through the real doors."""
    browser = sign_in(ada)
    session = browser.cookies["handbill"].value
    browser.get(f"/people/{dee.id}/")
    browser.post("/people/found/", {"words": CARD["name"]})
    browser.post("/sign-in/", {"login": "ada", "password": WRONG})
    keyring = keyring_of(ada)
    _row, invitation = invite(role="volunteer", by=ada, keyring=keyring, name="Uma")
    set_account(MailAccount(host="mail.example", port=465, login="ada"), MAILBOX, by=ada)
    own = link_to_self(dee).split("/")[2]
    browser.get(f"/yours/{own}/nothing-here/")
    enrolled = enrol_phone(ada, keyring.member_secret, PIN)
    return {
        "password": PASSWORD,
        "wrong password": WRONG,
        "session": session,
        "session's bytes": token_of(session),
        "phone's token": phone.token,
        "pass": pass_text(standing_pass(outing, ada)),
        "invitation": invitation,
        "own page": own,
        "phone's half of the PIN": enrolled.split(".")[1],
        "member's secret": keyring.member_secret,
        "mailbox": MAILBOX,
    }


def in_database(kept: dict) -> set[str]:
    found = database_bytes()
    assert lies_there("Ferry Square market", found), "the search finds what is not secret"
    return {name for name, secret in kept.items() if lies_there(secret, found)}


def test_no_key_to_a_door_lies_in_the_database(outing, ada, phone, dee):
    assert in_database(secrets_of_a_day(outing, ada, phone, dee)) == set()


def test_they_lie_there_where_nothing_is_hashed_or_locked(outing, ada, phone, dee, monkeypatch):
    monkeypatch.setattr(lock, "lock", in_clear)
    monkeypatch.setattr(joinings, "_hash_of", lambda text: text.encode())
    monkeypatch.setattr(keys_session, "row_id", lambda token: token)
    kept = secrets_of_a_day(outing, ada, stall_phone(outing, ada), dee)
    assert in_database(kept) >= {"mailbox", "phone's token", "session's bytes"}


def logged(formatter: logging.Formatter, day) -> tuple[dict, str]:
    """The secrets of a day, and what the log says of it with every part at its most talkative."""
    said = io.StringIO()
    writer = logging.StreamHandler(said)
    writer.setFormatter(formatter)
    loud = [logging.getLogger(name) for name in ("", "django", "django.request", "handbill.requests", "axes")]
    levels = [logger.level for logger in loud]
    loud[0].addHandler(writer)
    try:
        for logger in loud:
            logger.setLevel(logging.DEBUG)
        return day(), said.getvalue()
    finally:
        loud[0].removeHandler(writer)
        for logger, level in zip(loud, levels, strict=True):
            logger.setLevel(level)


def in_log(formatter: logging.Formatter, *cast) -> set[str]:
    kept, said = logged(formatter, lambda: secrets_of_a_day(*cast))
    assert "method=POST" in said or "Not Found" in said, "the log says something"
    kept |= CARD
    return {name for name, secret in kept.items() if isinstance(secret, str) and secret in said}


def test_no_key_and_no_name_lies_in_the_log(outing, ada, phone, dee):
    assert in_log(PlainFormatter(), outing, ada, phone, dee) == set()


def test_a_link_does_where_addresses_are_written(outing, ada, phone, dee):
    assert "own page" in in_log(logging.Formatter("%(message)s"), outing, ada, phone, dee)
