"""The demo's mail: no. 14 went out and some of it came back, a letter stands still half way; and readers who signed up.

Nothing is sent: the rows say what sending would have written, and the account's server exists nowhere.
"""

import random
from datetime import datetime, timedelta

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Group
from handbill.base import clock
from handbill.copies.models import Batch, Issue
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.mail.actions import draft_mailing, write_text
from handbill.mail.bounces import Taken, take_each
from handbill.mail.choosing import choose
from handbill.mail.composing import best_of, composed
from handbill.mail.leaving import stop_mail
from handbill.mail.models import Kind, MailAccount, Mailing, Recipient, State, Step
from handbill.mail.reports import Report
from handbill.people.models import Person
from handbill.signup import actions as signing_up
from handbill.signup.models import HeldSignUp
from handbill.signup.offered import offered_in

SEED = 250
AN_HOUR = 200  # mails, as cheap accounts allow
GONE, FULL = 2, 1  # addresses of no. 14 that came back
LETTER = (
    ("en", "The lifts: Thursday at seven", "The council answers us **on Thursday at seven**, in the hall on Quay Street.\n\n- Bring your letter\n- Bring a neighbour"),
    ("es", "Los ascensores: el jueves a las siete", "El ayuntamiento nos responde **el jueves a las siete**, en la sala de Quay Street."),
)  # fmt: skip
READERS = (
    ("Bea Quill", {"phone": "07700 900321"}, ["follow_up-phone", "texts-text"], "friend", 16),
    ("Tariq Oyelaran-Finch", {"email": "tariq@quill.example"}, ["follow_up-email"], "friend", 12),
    ("Nell Harrow", {"phone": "07700 900655"}, ["follow_up-text"], "found", 9),
)


def send_out(group: Group, now: datetime, keyring: Keyring) -> None:
    """Readers first, since they are written to as well."""
    with transaction.atomic():
        _sign_ups(group, now)
        account = {"host": "mail.stairwell.example", "login": "desk@stairwell.example", "hourly": AN_HOUR}
        made = {
            "changed_by": keyring.member,
            "changed_at": now - timedelta(days=100),
            "sender": "desk@stairwell.example",
        }
        MailAccount.objects.create(group=group, **account, **made)
        with clock.stand_at(now - timedelta(days=20)):
            edition = draft_mailing(Kind.EDITION, by=keyring.member, issue=Issue.objects.get(group=group, name="14"))
        _went(edition, now - timedelta(days=20), keyring, everybody=True)
        _came_back(edition, now - timedelta(days=20) + timedelta(minutes=9))
        with clock.stand_at(now - timedelta(hours=5)):
            letter = draft_mailing(Kind.LETTER, by=keyring.member)
            for language, subject, body in LETTER:
                write_text(letter, language=language, subject=subject, body=body)
        _went(letter, now - timedelta(hours=4), keyring, everybody=False)
        _leave(edition, now - timedelta(hours=3))


def _went(mailing: Mailing, at: datetime, keyring: Keyring, *, everybody: bool) -> None:
    """As the order leaves it: each recipient with when and how; half of them, where the desk was restarted on the way."""
    with clock.stand_at(at):
        languages = [one.language for one in composed(mailing)]
        chosen = choose(mailing, keyring)
        note(keyring.member, "mail_ordered", mailing.id, count=len(chosen))
    rows = []
    for number, one in enumerate(chosen):
        row = Recipient(group=mailing.group, mailing=mailing, person_id=one.person)
        row.language = best_of(one.language, languages)
        if everybody or number < len(chosen) // 2:
            row.step, row.tries, row.code, row.status = Step.SENT, 1, 250, "2.0.0"
            row.tried_at = row.settled_at = at + timedelta(seconds=20 * number)
        rows.append(row)
    if not everybody and len(rows) > 1:
        rows[len(rows) // 2].step = Step.SENDING  # the mail that was on its way when the power went
    Recipient.objects.bulk_create(rows)
    ended = {"state": State.DONE, "ended_at": rows[-1].settled_at} if everybody else {"state": State.RUNNING}
    told = {"ordered_at": at, "ordered_by": keyring.member, "beat_at": at + timedelta(minutes=30)}
    Mailing.objects.filter(pk=mailing.pk).update(**told, **ended)


def _came_back(mailing: Mailing, at: datetime) -> None:
    chance = random.Random(SEED)  # noqa: S311  for a story
    references = list(mailing.recipients.order_by("id").values_list("reference", flat=True))
    back = chance.sample(references, min(GONE + FULL, len(references)))
    reports = [Report(one, "5.1.1" if number < GONE else "5.2.2", is_final=True) for number, one in enumerate(back)]
    with clock.stand_at(at):
        take_each(reports, Taken())


def _leave(mailing: Mailing, at: datetime) -> None:
    """One reader pressed 'Stop these mails'."""
    person = mailing.recipients.filter(bounced_at=None).order_by("id").first().person
    with clock.stand_at(at):
        stop_mail(person, "news")


def _sign_ups(group: Group, now: datetime) -> None:
    """With the square of a copy of no. 14; somebody got back to each, and one that a machine filled in waits to be looked at."""
    batch = Batch.objects.filter(group=group, code__startswith="14").order_by("code").first()
    for name, ways, agreed, how, days in READERS:
        at = now - timedelta(days=days)
        with clock.stand_at(at):
            person = signing_up.take_in(
                group, _contact(group, batch, name, ways, agreed, at), batch=batch, way=how, at=at
            )
        _get_back(person, at + timedelta(hours=20))
    at = now - timedelta(hours=2)
    with clock.stand_at(at):
        odd = _contact(
            group, batch, "Best offers http://offers.example", {"phone": "07700 900000"}, ["follow_up-phone"], at
        )
        signing_up.hold(group, odd, batch=batch, way="", why=HeldSignUp.Why.TRAP, at=at)


def _contact(group: Group, batch: Batch, name: str, ways: dict, agreed: list[str], at: datetime) -> dict:
    offered = [one for one in offered_in(group, group.language) if one.code in agreed]
    plain = {"name": name, "phone": "", "email": "", "other": "", **ways}
    owner = signing_up.owner_for(group, batch)
    return signing_up.contact_of(group, owner, offered, language=group.language, at=at, plain=plain, sealed=None)


def _get_back(person: Person, at: datetime) -> None:
    with clock.stand_at(at):
        row = FollowUp.objects.open().filter(person=person).select_related("person__group", "owner", "group").first()
        if row:
            note_attempt(row, "talked", by=row.owner)
