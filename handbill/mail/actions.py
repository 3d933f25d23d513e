"""Setting mail up, and choosing one's own rhythm."""

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base import clock
from handbill.mail.lock import lock_password
from handbill.mail.models import MailAccount, Reminder


@transaction.atomic
def set_account(account: MailAccount, password: str, *, by: Member) -> None:
    """An empty password keeps the one that is set. The audit says that mail was set up, and by whom."""
    account.group, account.changed_by, account.changed_at, account.worked_at = by.group, by, clock.now(), None
    if password:
        account.locked_password = lock_password(by.group, password)
    account.save()
    note(by, "mail_set_up")


@transaction.atomic
def choose_rhythm(member: Member, rhythm: str, email: str) -> None:
    """How often she is told, and where; an address stays hers to take away again."""
    member.email = email
    member.save(update_fields=["email"])
    Reminder.objects.update_or_create(member=member, defaults={"group": member.group, "rhythm": rhythm})
