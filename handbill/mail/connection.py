"""The line to the group's mail server, and one mail over it with as few waits as SMTP allows.

`Wire.hand_over` tells what is known afterwards. The one thing that cannot be known: the full stop that ends a mail went out
and no answer came back. Everything before it is certain: a server that has not seen the full stop must not deliver.
"""

import select
import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from django.conf import settings

from handbill.mail.lock import open_password
from handbill.mail.models import MailAccount, Safety

PATIENCE = 30  # seconds for each answer while an order is sent


@dataclass(frozen=True)
class Answer:
    """What the server said, without its words: they may hold the address."""

    code: int
    at: str  # "from", "to", "data", "end": the step it belongs to
    status: str = ""  # RFC 3463, such as 5.1.1; empty where the server gave none

    @property
    def is_taken(self) -> bool:
        return self.at == "end" and self.code // 100 == 2


@dataclass(frozen=True)
class Envelope:
    """From whom, to whom, and under which number reports come back."""

    sender: str
    to: str = field(repr=False)
    reference: str = ""


class NotHandedOver(Exception):
    """The line broke before the mail was complete: it was surely not delivered."""


class NotKnown(Exception):
    """The mail was complete and no answer came: nobody knows."""


def open_connection(account: MailAccount, patience: float) -> smtplib.SMTP:
    """Greeted, safe, signed in. Raises what smtplib and ssl raise."""
    end = {"host": account.host, "port": account.port, "local_hostname": settings.HOST, "timeout": patience}
    if account.safety == Safety.TLS:
        line = smtplib.SMTP_SSL(**end, context=ssl.create_default_context())
    else:
        line = smtplib.SMTP(**end)
    # The full stop goes out by itself; it must not wait for the answer to what went before it.
    line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        if account.safety == Safety.STARTTLS:
            line.starttls(context=ssl.create_default_context())
        if account.login:
            line.login(account.login, open_password(account.group, account.locked_password))
        line.ehlo_or_helo_if_needed()
    except BaseException:
        line.close()
        raise
    return line


class Wire:
    """One mail after the other over one connection. Where the server allows it (RFC 2920) the envelope of the next mail goes
    out right behind the full stop of the last: one wait a mail. Its text follows once the last was answered, so that never
    more than one mail is complete and unanswered."""

    def __init__(self, smtp: smtplib.SMTP):
        self.smtp = smtp
        self.ahead: Envelope | None = None  # told to the server already, its answers not yet read
        self._takes_groups = smtp.has_extn("pipelining")
        self._asks_reports = smtp.has_extn("dsn")
        self._tells_less = isinstance(smtp.sock, ssl.SSLSocket)  # how much of what raised had gone out

    def hand_over(self, envelope: Envelope, mail: bytes, following: Envelope | None = None) -> Answer:
        """One mail. `mail` is ready for DATA: CRLF everywhere, dots doubled. Raises NotHandedOver, NotKnown."""
        ending = b".\r\n" if mail.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            refused = self._announced(envelope)
            if refused:
                return refused
            if self._tells_less:
                self.smtp.sock.sendall(mail)
                mail = b""
            if self._has_spoken():  # before its turn: it hangs up, or it gave up on this mail
                raise NotHandedOver
        except (OSError, smtplib.SMTPException):
            raise NotHandedOver from None
        self._end(mail + ending, following if self._takes_groups else None)
        try:
            return self._answer("end")
        except (OSError, smtplib.SMTPException):
            raise NotKnown from None

    def _announced(self, envelope: Envelope) -> Answer | None:
        """MAIL, RCPT and DATA, unless they went out already. None: the mail may come."""
        ahead, self.ahead = self.ahead, None
        if ahead and ahead != envelope:
            raise NotHandedOver  # the server waits for another mail: this connection is of no more use
        commands = self._commands(envelope)
        if self._takes_groups:
            if not ahead:
                self.smtp.sock.sendall(_group(commands))
            return self._first_refused([self._answer(at) for at, _said in commands])
        for at, said in commands:
            self.smtp.sock.sendall(said)
            answer = self._answer(at)
            if not _goes_on(answer):
                return self._given_up(answer)
        return None

    def _commands(self, envelope: Envelope) -> list[tuple[str, bytes]]:
        reports, when = "", ""
        if self._asks_reports:
            reports = f" RET=HDRS ENVID={envelope.reference}" if envelope.reference else ""
            when = " NOTIFY=FAILURE"
        sender, to = f"MAIL FROM:<{envelope.sender}>{reports}\r\n", f"RCPT TO:<{envelope.to}>{when}\r\n"
        return [("from", sender.encode("ascii")), ("to", to.encode("ascii")), ("data", b"DATA\r\n")]

    def _end(self, last: bytes, following: Envelope | None) -> None:
        """The end of a mail, and behind it the envelope of the next. What the system has not taken has surely not gone."""
        whole = memoryview(last + _group(self._commands(following)) if following else last)
        gone = 0
        try:
            while gone < len(whole):
                gone += self.smtp.sock.send(whole[gone:])
        except OSError:
            raise NotKnown if self._tells_less or gone >= len(last) else NotHandedOver from None
        self.ahead = following

    def _first_refused(self, answers: list[Answer]) -> Answer | None:
        refused = next((answer for answer in answers if not _goes_on(answer)), None)
        if refused is None:
            return None
        # It may wait for a mail without a recipient: an empty one ends that, and is not delivered.
        if answers[-1].code == 354:
            self.smtp.sock.sendall(b".\r\n")
            self._answer("end")
        return self._given_up(refused)

    def _given_up(self, answer: Answer) -> Answer:
        if answer.code != 421:  # 421: it has hung up already
            self.smtp.sock.sendall(b"RSET\r\n")
            self._answer("from")
        return answer

    def _answer(self, at: str) -> Answer:
        code, said = self.smtp.getreply()
        first = said.split(None, 1)[0] if said else b""
        parts = first.split(b".")
        has_status = len(parts) == 3 and all(part.isdigit() and len(part) < 4 for part in parts)
        return Answer(code, at, first.decode("ascii") if has_status else "")

    def _has_spoken(self) -> bool:
        return bool(select.select([self.smtp.sock], [], [], 0)[0])


def _group(commands: list[tuple[str, bytes]]) -> bytes:
    return b"".join(said for _at, said in commands)


def _goes_on(answer: Answer) -> bool:
    return answer.code == 354 if answer.at == "data" else answer.code // 100 == 2
