"""One mail, handed to the group's own account at once."""

import contextlib
import smtplib
import ssl

from django.utils.translation import gettext as _

from handbill.accounts.models import Group
from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.mail.connection import open_connection
from handbill.mail.message import Message, bytes_of, usable_address
from handbill.mail.models import MailAccount

PATIENCE = 20  # seconds
AT_ONCE = 8  # seconds, while somebody waits for the page


def may_send(group: Group) -> bool:
    """Whether the group has set up mail at all."""
    return MailAccount.objects.filter(group=group).exists()


def send_now(group: Group, message: Message, *, patience: float = AT_ONCE) -> None:
    """One mail inside a request, for somebody who waits: the mail server took it, or a Refusal says why not.

    The address is used here and kept nowhere: not in a row, not in a log, not in the Refusal.
    """
    account = MailAccount.objects.filter(group=group).select_related("group").first()
    if account is None:
        raise Refusal("mail_not_set_up", _("This group has not set up mail yet. Nothing was sent."), 503)
    hand_over(account, message, patience=patience)


def send(account: MailAccount, to: str, subject: str, text: str, *, message_id: str = "") -> None:
    """A plain mail of the instance's own. Raises Refusal with a sentence for whoever set the account up."""
    headers = {"Auto-Submitted": "auto-generated"}
    hand_over(account, Message(to, subject, text, headers=headers, message_id=message_id))


def hand_over(account: MailAccount, message: Message, *, patience: float = PATIENCE) -> None:
    """Raises Refusal; nothing is kept of what was sent."""
    mail = bytes_of(message, account.sender, account.group.name)
    with _as_refusals(), contextlib.closing(open_connection(account, patience)) as connection:
        connection.sendmail(account.sender, [usable_address(message.to)], mail)
    MailAccount.objects.filter(pk=account.pk).update(worked_at=clock.now())


@contextlib.contextmanager
def _as_refusals():
    try:
        yield
    except smtplib.SMTPAuthenticationError:
        raise Refusal(
            "mail_login", _("The mail server did not take the name or the password. Nothing was sent.")
        ) from None
    except smtplib.SMTPRecipientsRefused:
        raise Refusal("mail_refused", _("The mail server does not take this address. Nothing was sent.")) from None
    except ssl.SSLError:
        raise Refusal(
            "mail_tls", _("The mail server’s certificate or its kind of TLS does not fit. Nothing was sent.")
        ) from None
    except (smtplib.SMTPException, OSError):
        raise Refusal(
            "mail_away", _("The mail server did not answer as one does. Look at name, port and TLS. Nothing was sent.")
        ) from None
