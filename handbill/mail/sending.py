"""One mail, handed to the group's own account."""

import contextlib
import smtplib
import ssl
from email.utils import formataddr

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.mail.lock import open_password
from handbill.mail.models import MailAccount, Safety

PATIENCE = 20  # seconds


def send(account: MailAccount, to: str, subject: str, text: str, *, message_id: str = "") -> None:
    """Raises Refusal with a sentence for whoever set the account up; nothing is kept of what was sent."""
    headers = {"Auto-Submitted": "auto-generated"} | ({"Message-ID": message_id} if message_id else {})
    sender = formataddr((_plain(account.group.name), account.sender))
    with contextlib.closing(_backend(account)) as connection:
        _hand_over(EmailMessage(subject, text, sender, [to], headers=headers, connection=connection))
    MailAccount.objects.filter(pk=account.pk).update(worked_at=clock.now())


def _hand_over(message: EmailMessage) -> None:
    try:
        message.send()
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


def _backend(account: MailAccount) -> EmailBackend:
    return EmailBackend(
        host=account.host,
        port=account.port,
        username=account.login,
        password=open_password(account.group, account.locked_password),
        use_tls=account.safety == Safety.STARTTLS,
        use_ssl=account.safety == Safety.TLS,
        timeout=PATIENCE,
        fail_silently=False,
    )


def _plain(name: str) -> str:
    """A display name on one line."""
    return " ".join(name.split())
