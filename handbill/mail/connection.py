"""The line to the group's mail server, and one mail over it with as few waits as SMTP allows.

`hand_over` tells what is known afterwards. The one thing that cannot be known: the full stop that ends a mail went out
and no answer came back. Everything before it is certain: a server that has not seen the full stop must not deliver.
"""

import select
import smtplib
import socket
import ssl
from dataclasses import dataclass

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


def hand_over(line: smtplib.SMTP, sender: str, to: str, mail: bytes, reference: str = "") -> Answer:
    """One mail. `mail` is ready for DATA: CRLF everywhere, dots doubled. Raises NotHandedOver, NotKnown."""
    ending = b".\r\n" if mail.endswith(b"\r\n") else b"\r\n.\r\n"
    # In clear the two go together: what raises has not taken all of it, so surely not its end. TLS tells less.
    first, last = (mail, ending) if isinstance(line.sock, ssl.SSLSocket) else (b"", mail + ending)
    try:
        refused = _announce(line, sender, to, reference)
        if refused:
            return refused
        if first:
            line.sock.sendall(first)
        if _has_spoken(line):  # before its turn: it hangs up, or it gave up on this mail
            raise NotHandedOver
        if not first:
            line.sock.sendall(last)
    except (OSError, smtplib.SMTPException):
        raise NotHandedOver from None
    try:
        if first:
            line.sock.sendall(last)
        return _answer(line, "end")
    except (OSError, smtplib.SMTPException):
        raise NotKnown from None


def _announce(line: smtplib.SMTP, sender: str, to: str, reference: str) -> Answer | None:
    """MAIL, RCPT and DATA, in one go where the server takes that (RFC 2920). None: the mail may come."""
    asks_reports = line.has_extn("dsn")
    commands = [
        ("from", f"MAIL FROM:<{sender}>" + (f" RET=HDRS ENVID={reference}" if asks_reports and reference else "")),
        ("to", f"RCPT TO:<{to}>" + (" NOTIFY=FAILURE" if asks_reports else "")),
        ("data", "DATA"),
    ]
    if line.has_extn("pipelining"):
        line.sock.sendall("".join(f"{said}\r\n" for _at, said in commands).encode("ascii"))
        answers = [_answer(line, at) for at, _said in commands]
        return _first_refused(line, answers)
    for at, said in commands:
        line.sock.sendall(f"{said}\r\n".encode("ascii"))
        answer = _answer(line, at)
        if not _goes_on(answer):
            return _given_up(line, answer)
    return None


def _first_refused(line: smtplib.SMTP, answers: list[Answer]) -> Answer | None:
    refused = next((answer for answer in answers if not _goes_on(answer)), None)
    if refused is None:
        return None
    if answers[-1].code == 354:  # it waits for a mail without a recipient: an empty one ends that, and is not delivered
        line.sock.sendall(b".\r\n")
        _answer(line, "end")
    return _given_up(line, refused)


def _given_up(line: smtplib.SMTP, answer: Answer) -> Answer:
    if answer.code != 421:  # 421: it has hung up already
        line.sock.sendall(b"RSET\r\n")
        _answer(line, "from")
    return answer


def _goes_on(answer: Answer) -> bool:
    return answer.code == 354 if answer.at == "data" else answer.code // 100 == 2


def _answer(line: smtplib.SMTP, at: str) -> Answer:
    code, said = line.getreply()
    first = said.split(None, 1)[0] if said else b""
    parts = first.split(b".")
    has_status = len(parts) == 3 and all(part.isdigit() and len(part) < 4 for part in parts)
    return Answer(code, at, first.decode("ascii") if has_status else "")


def _has_spoken(line: smtplib.SMTP) -> bool:
    return bool(select.select([line.sock], [], [], 0)[0])
