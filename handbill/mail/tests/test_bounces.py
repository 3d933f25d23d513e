"""Reports of mail that did not arrive: from files, from a mailbox; they stop whom they are about, and nobody else."""

import io
import socket
import threading
from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.mail.bounces import messages_in, take_reports
from handbill.mail.choosing import audience_of
from handbill.mail.inbox import look_into_inboxes
from handbill.mail.models import MailAccount, Mailing, MailingText, Recipient, StoppedAddress
from handbill.mail.tests.conftest import send_all

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example
To: desk@union.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

This is the mail system. reader0@quill.example does not exist.
--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
{envelope}
Final-Recipient: rfc822; reader0@quill.example
Action: {action}
Status: {status}

--edge
Content-Type: {kind}

Message-ID: <{reference}@union.example>
Subject: The lifts

--edge--
"""


def report(reference: str, status="5.1.1", action="failed", kind="text/rfc822-headers", envelope="X-Queue: 1") -> bytes:
    return REPORT.format(reference=reference, status=status, action=action, kind=kind, envelope=envelope).encode()


def take(*reports: bytes):
    return take_reports(message for one in reports for message in messages_in(io.BytesIO(one)))


@pytest.fixture
def sent(box, mail_account, readers, letter, ordered):
    """A letter that two readers were sent; the references of its mails."""
    readers(2)
    ordered(letter)
    send_all()
    return list(Recipient.objects.order_by("id").values_list("reference", flat=True))


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_stops_the_one_it_is_about(sent, letter, kind):
    taken = take(report(sent[0], kind=kind))
    assert (taken.reports, taken.stopped) == (1, 1)
    assert audience_of(letter).people == 1
    assert StoppedAddress.objects.get().status == "5.1.1"


def test_the_envelopes_own_number_is_enough(sent):
    assert take(report("0" * 32, envelope=f"Original-Envelope-Id: {sent[0]}")).stopped == 1


def test_the_same_report_again_changes_nothing(sent):
    assert take(report(sent[0]), report(sent[0])).stopped == 1
    assert StoppedAddress.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"}, {"status": "5.7.1"}],
)
def test_what_says_nothing_of_the_address_stops_nobody(sent, other):
    assert take(report(sent[0], **other)).stopped == 0


def test_a_number_that_we_did_not_give_stops_nobody(sent):
    taken = take(
        report("f" * 32), b"From: x@y.example\nSubject: hello\n\nreader0@quill.example bounced", b"", b"\x00\xff"
    )
    assert (taken.stopped, taken.unknown) == (0, 4)


def test_an_mbox_of_many_is_read_whole(sent):
    mbox = b"".join(b"From x@y Mon Nov 23 06:00:00 2026\n" + report(one) + b"\n" for one in sent)
    assert take(mbox).stopped == 2


def test_full_three_times_stops_the_address(box, mail_account, readers, ordered, ada):
    readers(1)
    stopped = []
    for number in range(3):
        with stand_at(now() + timedelta(days=30 * number)):
            mailing = Mailing.objects.create(group=ada.group, kind="letter", made_by=ada)
            MailingText.objects.create(group=ada.group, mailing=mailing, language="en", subject="A", body="B")
            ordered(mailing)
            send_all()
            stopped.append(take(report(mailing.recipients.get().reference, status="5.2.2")).stopped)
    assert stopped == [0, 0, 1]


class Imap(threading.Thread):
    """A mailbox server as small as IMAP4rev1 allows: what a client of this room says to it."""

    def __init__(self, mails: dict[int, bytes]):
        super().__init__(daemon=True)
        self.mails, self.said = mails, []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self):
        while True:
            try:
                line, _who = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as file:
                file.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
                file.flush()
                for row in file:
                    self._answer(file, row.decode().strip())
                    file.flush()

    def _answer(self, file, row: str) -> None:
        self.said.append(row)
        tag, word, *rest = row.split(" ")
        if word == "CAPABILITY":
            file.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif word in ("SELECT", "EXAMINE"):
            file.write(b"* %d EXISTS\r\n" % len(self.mails))
        elif word == "LOGOUT":
            file.write(b"* BYE\r\n")
        elif word == "UID" and rest[0] == "SEARCH":
            first = int(rest[-1].split(":")[0])
            found = [one for one in self.mails if one >= first] or [max(self.mails)]  # 9:* always names the last one
            file.write(b"* SEARCH " + b" ".join(b"%d" % one for one in found) + b"\r\n")
        elif word == "UID":
            mail = self.mails[int(rest[1])]
            file.write(b"* 1 FETCH (UID %d BODY[]<0> {%d}\r\n" % (int(rest[1]), len(mail)) + mail + b")\r\n")
        is_let_in = word != "LOGIN" or "gull-ferry-42" in row
        file.write(f"{tag} {'OK' if is_let_in else 'NO'} done\r\n".encode())


def test_a_mailbox_is_looked_into_and_each_mail_read_once(sent, letter):
    imap = Imap({7: b"Subject: lunch\r\n\r\nhello", 9: report(sent[1]).replace(b"\n", b"\r\n")})
    imap.start()
    MailAccount.objects.update(inbox_host="127.0.0.1", inbox_port=imap.port)
    look_into_inboxes()
    assert audience_of(letter).people == 1
    with stand_at(now() + timedelta(minutes=16)):
        look_into_inboxes()
    imap.server.close()
    fetched = [row for row in imap.said if "FETCH" in row]
    assert len(fetched) == 2
    assert all("PEEK" in row for row in fetched)
    assert any("EXAMINE" in row for row in imap.said)
    account = MailAccount.objects.get()
    assert (account.inbox_seen, account.inbox_trouble) == (9, False)


def test_a_mailbox_that_lets_nobody_in_says_so_and_breaks_nothing(mail_account):
    MailAccount.objects.update(inbox_host="127.0.0.1", inbox_port=1)
    look_into_inboxes()
    assert MailAccount.objects.get().inbox_trouble
