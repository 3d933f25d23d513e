"""What takes one mail after the other: the group's mail account, or the operator's own way for text messages."""

import contextlib
import smtplib
import time
import uuid
from typing import NamedTuple, Protocol

from handbill.mail.connection import PATIENCE, Answer, Envelope, Wire, open_connection
from handbill.mail.models import Kind, MailAccount, Mailing
from handbill.mail.pacing import allowance
from handbill.mail.rows import Addressed, Line
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
    def open(self, for_whom: Line) -> None: ...
    def close(self) -> None: ...
    def hand_over(self, one: Addressed, following: Addressed | None) -> Answer: ...


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
        self._wire: Wire | None = None
        self._own_pages: dict = {}
        self._used = 0.0
        self.taken, self.hourly = 0, account.hourly

    def allowance(self) -> int:
        return allowance(self._group, self._account.hourly)

    def prepare(self, lines: list[Line]) -> None:
        """The links to their own pages, for all of them at once."""
        self._own_pages = links_to_selves([_Reader(one.person_id, one.group_id) for one in lines])

    def open(self, for_whom: Line) -> None:
        if self._wire and not self._is_good_for(for_whom):
            self.close()
        if self._wire is None:
            self._wire, self.taken = Wire(open_connection(self._account, PATIENCE)), 0
        self._used = time.monotonic()

    def close(self) -> None:
        if self._wire:
            self._wire.smtp.close()
            self._wire = None

    def hand_over(self, one: Addressed, following: Addressed | None) -> Answer:
        """`following` is whose turn comes next, as far as that is known."""
        mail = self._templates.mail(one.line, one.name, one.address, self._own_pages[one.line.person_id])
        after = self._envelope(following) if following else None
        answer = self._wire.hand_over(self._envelope(one), mail, after)
        self._used, self.taken = time.monotonic(), self.taken + answer.is_taken
        return answer

    def _envelope(self, one: Addressed) -> Envelope:
        return Envelope(self._account.sender, one.address, one.line.reference)

    def _is_good_for(self, whom: Line) -> bool:
        """Told of nobody else, and still there."""
        if self._wire.ahead:
            return self._wire.ahead.reference == whom.reference
        return time.monotonic() - self._used < IDLE or _is_there(self._wire.smtp)


def _is_there(smtp: smtplib.SMTP) -> bool:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        return smtp.noop()[0] == 250
    return False
