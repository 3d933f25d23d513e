"""Reminders: how many people wait for a member, and where to look. No name, no place, no word of a card."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base import clock, jobs
from handbill.followup.models import FollowUp
from handbill.mail.models import MailAccount, Reminder, Rhythm
from handbill.mail.sending import send

HOUR = 8  # by the group's clock
MONDAY = 0


def listen() -> None:
    jobs.work("reminder")(remind)
    jobs.each_round(ask_for_reminders)


def ask_for_reminders() -> None:
    """One job for each member and day, once her group's clock has passed eight."""
    due = Reminder.objects.exclude(rhythm=Rhythm.NEVER).exclude(member__email="").filter(member__ended_at=None)
    for reminder in due.filter(group__mail_account__isnull=False).select_related("group"):
        there = clock.now().astimezone(ZoneInfo(reminder.group.timezone))
        if there.hour >= HOUR and (reminder.rhythm == Rhythm.DAILY or there.weekday() == MONDAY):
            key = f"reminder:{reminder.member_id}:{there.date()}"
            jobs.ask("reminder", key, f"{reminder.member_id} {there.date()}", group=reminder.group_id)


def remind(given: str) -> None:
    """Send what waits now; nothing where nobody waits any more, or where she wants no reminder any more."""
    member_id, day = given.split(" ")
    member = (
        Member.objects.filter(pk=uuid.UUID(member_id), ended_at=None).exclude(email="").select_related("group").first()
    )
    wanted = member and Reminder.objects.filter(member=member).exclude(rhythm=Rhythm.NEVER).exists()
    account = wanted and MailAccount.objects.filter(group=member.group).select_related("group").first()
    if account and (said := _words(member)):
        host = account.sender.rpartition("@")[2]
        send(account, member.email, *said, message_id=f"<reminder.{member_id}.{day}@{host}>")


def _words(member: Member) -> tuple[str, str] | None:
    waiting = FollowUp.objects.open().filter(group=member.group, person__owner=member)
    people, late = waiting.count(), waiting.filter(due_at__lt=clock.now()).count()
    if not people:
        return None
    with translation.override(member.language or member.group.language):
        subject = ngettext("{n} person waits to hear from you", "{n} people wait to hear from you", people).format(
            n=people
        )
        lines = [subject + "."]
        if late:
            lines.append(
                ngettext("{n} of them has waited too long.", "{n} of them have waited too long.", late).format(n=late)
            )
        lines += ["", _("Who they are, you see when you sign in:"), settings.ORIGIN.rstrip("/") + "/", ""]
        lines.append(_("You asked for this reminder. How often it comes, you choose on your own page."))
        return subject, "\n".join(lines)
