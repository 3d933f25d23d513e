"""A mail server of our own for tests: real SMTP on a real port, which fails, delays and drops as it is told."""

import asyncio
import contextlib
import re
import socket
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

PASSWORD = "gull-ferry-42"


class Postbox:
    """Takes mail, or does to each mail what `plan` says for its number (from 0): an answer, or a way to break."""

    def __init__(self, *, takes_groups: bool = False):
        self.takes_groups = takes_groups
        self.came, self.raw, self.plan, self.rcpt_plan, self.mail_plan = [], [], {}, {}, {}
        self.seen = self.mails = 0
        self.users = set()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self.takes_groups else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        number, self.mails = self.mails, self.mails + 1
        answer = self.mail_plan.get(number, "250 OK")
        if answer.startswith("250"):
            envelope.mail_from, envelope.mail_options = address, options
        return answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = next((said for part, said in self.rcpt_plan.items() if part in address), "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        number, self.seen = self.seen, self.seen + 1
        what = self.plan.get(number, "250 OK")
        if what == "silence":  # taken, and the answer is lost
            self._keep(envelope)
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 never heard"
        if what.startswith("slow"):
            await asyncio.sleep(float(what.split()[1]))
            what = "250 OK"
        if what.startswith("250"):
            self._keep(envelope)
        return what

    def _keep(self, envelope):
        self.raw.append(envelope.content)
        mail = message_from_bytes(envelope.content, policy=default)
        self.came.append(mail)
        self.users.add(envelope.rcpt_tos[0])

    @property
    def addresses(self) -> list[str]:
        return [re.search(r"<?([^<> ]+@[^<> ]+)>?\s*$", str(mail["To"]))[1] for mail in self.came]


class Dropping(SMTP):
    """Hangs up in the middle of the mails whose numbers stand in `drops`, before it has seen their end."""

    async def smtp_DATA(self, arg):
        box = self.event_handler
        if box.plan.get(box.seen) == "drop":
            box.seen += 1
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Keeper(Controller):
    def factory(self):
        return Dropping(self.handler, **self.SMTP_kwargs)


def let_in(server, session, envelope, mechanism, sent):
    return AuthResult(success=sent.password == PASSWORD.encode(), handled=False)


@contextlib.contextmanager
def open_postbox(box: Postbox | None = None):
    box = box or Postbox()
    keeper = Keeper(box, "127.0.0.1", free_port(), authenticator=let_in, auth_require_tls=False)
    keeper.start()
    box.port = keeper.port
    try:
        yield box
    finally:
        keeper.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
