"""The paper by e-mail is agreed to twice: on the page, and in the mailbox it goes to."""

import uuid

from django.core import signing
from django.db import transaction

from handbill.accounts.models import Wording
from handbill.base.clock import now
from handbill.people.models import Consent, Person
from handbill.signup.models import NewsAsked

SALT = "handbill.signup.news"
LASTS = 30 * 24 * 3600  # seconds


def ask_for_news(person: Person, wording: Wording) -> NewsAsked:
    """Ticked, not yet confirmed."""
    return NewsAsked.objects.create(group_id=person.group_id, person=person, wording=wording, asked_at=now())


def was_mailed(asked: NewsAsked) -> None:
    NewsAsked.objects.filter(pk=asked.pk).update(mailed_at=now())


def was_not_mailed(asked: NewsAsked) -> None:
    """The mail server did not take it after all."""
    NewsAsked.objects.filter(pk=asked.pk).update(mailed_at=None)


def token_for(asked: NewsAsked) -> str:
    """What stands in the mail: it names a row, and nobody else can make it."""
    return signing.dumps(asked.pk.hex, salt=SALT)


def asked_by(token: str) -> NewsAsked | None:
    """None for a forged, an old or a forgotten one."""
    try:
        id = uuid.UUID(signing.loads(token[:300], salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    rows = NewsAsked.objects.filter(pk=id, mailed_at__isnull=False)
    return rows.select_related("person", "group", "wording").first()


@transaction.atomic
def confirm(asked: NewsAsked) -> bool:
    """Now it is given, with these words, today. False the second time: what was withdrawn since stays withdrawn."""
    fresh = NewsAsked.objects.filter(pk=asked.pk, confirmed_at=None).update(confirmed_at=now())
    if not fresh or asked.person.wants_no_contact_at:
        return False
    Consent.objects.create(
        group_id=asked.group_id,
        person_id=asked.person_id,
        purpose=asked.wording.purpose,
        channel=asked.wording.channel,
        wording=asked.wording,
        given_at=now(),
        typed_by="person",
    )
    return True
