"""What takes one mail after the other: the group's mail account, or the operator's own way for text messages."""

import contextlib
import smtplib
import time
import uuid
from typing import NamedTuple, Protocol

from handbill.mail.connection import PATIENCE, Answer, hand_over, open_connection
from handbill.mail.models import Kind, MailAccount, Mailing
from handbill.mail.pacing import allowance
from handbill.mail.rows import Line
from handbill.mail.templating import templates_of
from handbill.mail.texting import Webhook
from handbill.mail.troubles import ACCOUNT, Trouble
from handbill.people.links import links_to_selves

IDLE = 10  # seconds after which a line is asked whether it is still there


class _Reader(NamedTuple):
    """As much of a person as the link to their own page needs."""

    id: uuid.UUID
    group_id: uuid.UUID


class Carrier(Protocol):
    taken: int  # over this line
    hourly: int

    def allowance(self) -> int: ...
    def prepare(self, lines: list[Line]) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def hand_over(self, recipient: Line, name: str, address: str) -> Answer: ...


def carrier_of(mailing: Mailing) -> Carrier:
    """Raises Trouble where there is none any more."""
    if mailing.kind == Kind.TEXTS:
        return Webhook(mailing)
    account = MailAccount.objects.filter(group=mailing.group_id).select_related("group").first()
    if account is None:
        raise Trouble(ACCOUNT)
    return ByMail(mailing, account)


class ByMail:
    """The templates of one mailing, and one line to the group's server."""

    def __init__(self, mailing: Mailing, account: MailAccount):
        self._account, self._group = account, mailing.group_id
        self._templates = templates_of(mailing, account)
        self._line: smtplib.SMTP | None = None
        self._own_pages: dict = {}
        self._used = 0.0
        self.taken, self.hourly = 0, account.hourly

    def allowance(self) -> int:
        return allowance(self._group, self._account.hourly)

    def prepare(self, lines: list[Line]) -> None:
        """The links to their own pages, for all of them at once."""
        self._own_pages = links_to_selves([_Reader(one.person_id, one.group_id) for one in lines])

    def open(self) -> None:
        if self._line and time.monotonic() - self._used > IDLE and not _is_there(self._line):
            self.close()
        if self._line is None:
            self._line, self.taken = open_connection(self._account, PATIENCE), 0
        self._used = time.monotonic()

    def close(self) -> None:
        if self._line:
            self._line.close()
            self._line = None

    def hand_over(self, recipient: Line, name: str, address: str) -> Answer:
        mail = self._templates.mail(recipient, name, address, self._own_pages[recipient.person_id])
        answer = hand_over(self._line, self._account.sender, address, mail, recipient.reference)
        self._used, self.taken = time.monotonic(), self.taken + answer.is_taken
        return answer


def _is_there(line: smtplib.SMTP) -> bool:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        return line.noop()[0] == 250
    return False
