"""The mailbox that mail comes back to, looked at every quarter of an hour over IMAP with TLS; nothing in it is changed."""

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

from handbill.base import jobs
from handbill.base.clock import now
from handbill.mail.bounces import LONGEST, Taken, take_reports
from handbill.mail.lock import open_password
from handbill.mail.models import MailAccount, Safety

EVERY = timedelta(minutes=15)
PATIENCE = 20  # seconds
AT_ONCE = 200


def listen() -> None:
    jobs.each_round(look_into_inboxes)


def look_into_inboxes() -> None:
    """Those whose quarter of an hour is over. One that does not answer says so on its page and is tried again."""
    due = MailAccount.objects.exclude(inbox_host="").exclude(inbox_looked_at__gt=now() - EVERY)
    for account in due.select_related("group"):
        MailAccount.objects.filter(pk=account.pk).update(inbox_looked_at=now())
        try:
            look_into(account)
            is_well = True
        except (OSError, imaplib.IMAP4.error, ssl.SSLError):
            is_well = False
        MailAccount.objects.filter(pk=account.pk).update(inbox_trouble=not is_well)


def look_into(account: MailAccount) -> Taken:
    """Read what came since the last look. Raises what imaplib raises."""
    taken = Taken()
    with _open(account) as inbox:
        for number, message in _new_reports(inbox, account.inbox_seen):
            for_one = take_reports([message])
            taken.reports, taken.stopped = taken.reports + for_one.reports, taken.stopped + for_one.stopped
            MailAccount.objects.filter(pk=account.pk, inbox_seen__lt=number).update(inbox_seen=number)
    return taken


@contextlib.contextmanager
def _open(account: MailAccount) -> Iterator[imaplib.IMAP4]:
    where = {"host": account.inbox_host, "port": account.inbox_port, "timeout": PATIENCE}
    if account.safety == Safety.NONE:  # only on this machine, as the form says
        inbox = imaplib.IMAP4(**where)
    else:
        inbox = imaplib.IMAP4_SSL(**where, ssl_context=ssl.create_default_context())
    try:
        inbox.login(account.login, open_password(account.group, account.locked_password))
        inbox.select("INBOX", readonly=True)
        yield inbox
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            inbox.logout()


def _new_reports(inbox: imaplib.IMAP4, seen: int) -> Iterator[tuple[int, Message]]:
    """By their numbers (UID), which only grow; a mail is fetched whole only as far as a report may be long."""
    _said, found = inbox.uid("SEARCH", None, f"UID {seen + 1}:*")
    numbers = sorted(int(word) for word in (found[0] or b"").split() if int(word) > seen)
    for number in numbers[:AT_ONCE]:
        _said, parts = inbox.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{LONGEST}>)")
        whole = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        yield number, message_from_bytes(whole)
