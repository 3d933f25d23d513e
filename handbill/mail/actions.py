"""Setting mail up, choosing one's own rhythm, drafting a mailing."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.copies.models import Issue
from handbill.mail.lock import lock_password
from handbill.mail.models import Kind, MailAccount, Mailing, MailingText, Reminder, State, StoppedAddress


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


def draft_mailing(kind: str, *, by: Member, issue: Issue | None = None, purpose: str = "news") -> Mailing:
    """An e-mail edition, a letter or a text message; nothing goes out before an order."""
    fits = {Kind.EDITION: ("news",), Kind.LETTER: ("news", "follow_up"), Kind.TEXTS: ("texts", "follow_up")}
    if purpose not in fits.get(kind, ()) or (kind == Kind.EDITION) != (issue is not None):
        raise Refusal("bad_form", _("Say what is to be sent and to whom. Nothing was begun."))
    return Mailing.objects.create(group=by.group, kind=kind, issue=issue, purpose=purpose, made_by=by)


@transaction.atomic
def write_text(mailing: Mailing, *, language: str, subject: str, body: str) -> MailingText:
    """What it says in one language, until the order is given."""
    _needs_draft(mailing)
    known = {"group_id": mailing.group_id, "subject": subject, "body": body}
    text, _made = MailingText.objects.update_or_create(mailing=mailing, language=language, defaults=known)
    return text


@transaction.atomic
def drop_text(mailing: Mailing, language: str) -> None:
    """Take one language of a draft away."""
    _needs_draft(mailing)
    MailingText.objects.filter(mailing=mailing, language=language).delete()


@transaction.atomic
def throw_away(mailing: Mailing) -> None:
    """A draft that nobody was sent."""
    _needs_draft(mailing)
    mailing.delete()


@transaction.atomic
def take_up_again(stopped: StoppedAddress, *, by: Member) -> None:
    """The next mailing tries the address once more."""
    note(by, "address_taken_up", stopped.person_id)
    stopped.delete()


def _needs_draft(mailing: Mailing) -> None:
    found = Mailing.objects.select_for_update().filter(pk=mailing.pk, state=State.DRAFT)
    if not found.exists():
        raise Refusal("mailing_moved_on", _("This was ordered already: what it says stands. You changed nothing."), 409)
