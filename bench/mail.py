"""Mail: our sender against Django's send_messages and against smtplib with merged bytes, in the same run.

    python bench/mail.py [--mails 600] [--rounds 5] [--without-pipelining]

A mail server in another process takes everything over a real connection and counts it. The three take turns (A B C A B C),
the median of the rounds counts. Ours records every recipient before and after in a real database (SQLite, synchronous=FULL)
and takes each address out of its sealed line; the other two record nothing.
"""

import argparse
import os
import resource
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BODY = "The lifts work again, **all of them**. " * 20


def serve_mail(port_out: int, has_pipelining: bool) -> None:
    """The other process: a mail server that takes everything, and says at the end of a line how many mails came."""
    listener = socket.create_server(("127.0.0.1", 0))
    os.write(port_out, f"{listener.getsockname()[1]}\n".encode())
    while True:
        line, _who = listener.accept()
        threading.Thread(target=_talk, args=(line, has_pipelining), daemon=True).start()


def _talk(line: socket.socket, has_pipelining: bool) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    greeting = b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" if has_pipelining else b"250-sink\r\n250 8BITMIME\r\n"
    said = {b"EHLO": greeting, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
    line.sendall(b"220 sink\r\n")
    rest, taken = b"", 0
    while chunk := line.recv(262144):
        rest += chunk
        answers = []
        while b"\r\n" in rest:
            word, rest = rest.split(b"\r\n", 1)
            verb = word[:4].upper()
            answers.append(said.get(verb, b"250 OK\r\n"))
            if verb == b"DATA":
                line.sendall(b"".join(answers))
                answers = []
                while b"\r\n.\r\n" not in rest:
                    rest += line.recv(262144)
                _mail, rest = rest.split(b"\r\n.\r\n", 1)
                taken += 1
                answers.append(b"250 taken %d\r\n" % taken)
        if answers:
            line.sendall(b"".join(answers))


def by_django(port: int, people: list[tuple[str, str]]) -> int:
    from django.core.mail import EmailMultiAlternatives, get_connection

    from handbill.mail.composing import OFF, SELF, composed
    from handbill.mail.models import Mailing

    one = composed(Mailing.objects.select_related("group").get())[0]
    text, html = (
        (part.replace(f"\ue000{OFF}\ue001", "{off}").replace(f"\ue000{SELF}\ue001", "{own}"))
        for part in (one.text, one.html)
    )
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
    mails = []
    for number, (name, address) in enumerate(people):
        own = {"\ue000hello\ue001": f"Hello {name},", "\ue000htmlhello\ue001": f"Hello {name},"}
        mail = EmailMultiAlternatives(
            one.subject,
            _put_in(text, own, number),
            "Union <desk@union.example>",
            [f"{name} <{address}>"],
            headers={
                "List-Unsubscribe": f"<https://desk.example/off/{number:044d}/>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        mail.attach_alternative(_put_in(html, own, number), "text/html")
        mails.append(mail)
    return connection.send_messages(mails)


def _put_in(text: str, own: dict, number: int) -> str:
    for slot, word in own.items():
        text = text.replace(slot, word)
    link = f"https://desk.example/off/{number:044d}/"
    return text.replace("{off}", link).replace("{own}", link)


def by_merged_bytes(port: int, people: list[tuple[str, str]]) -> int:
    """The quickest that smtplib does: the mail is there as bytes, name, address and links are put in."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    from handbill.mail.composing import composed
    from handbill.mail.models import Mailing

    one = composed(Mailing.objects.select_related("group").get())[0]
    mail = MIMEMultipart("alternative")
    mail["Subject"], mail["From"], mail["To"] = one.subject, "Union <desk@union.example>", "@@to@@"
    mail["Message-ID"], mail["Date"] = "<@@id@@@union.example>", "Mon, 23 Nov 2026 06:00:00 +0000"
    mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"] = "<@@off@@>", "List-Unsubscribe=One-Click"
    for kind, text in (("plain", one.text), ("html", one.html)):
        for slot, word in (("hello", "@@hello@@"), ("htmlhello", "@@hello@@"), ("off", "@@off@@"), ("self", "@@off@@")):
            text = text.replace(f"\ue000{slot}\ue001", word)
        mail.attach(MIMEText(text, kind, "us-ascii" if text.isascii() else "utf-8"))
    template = mail.as_bytes()
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        for number, (name, address) in enumerate(people):
            link = f"https://desk.example/off/{number:044d}/".encode()
            ready = template.replace(b"@@to@@", f"{name} <{address}>".encode()).replace(b"@@off@@", link)
            ready = ready.replace(b"@@hello@@", f"Hello {name},".encode()).replace(b"@@id@@", f"{number:032d}".encode())
            line.sendmail("desk@union.example", address, ready)
    return len(people)


def by_us(port: int, people: list[tuple[str, str]]) -> int:
    """Through the order's own turns, from its locked lines; only the recipients' rows are put back to planned before."""
    from handbill.mail import keeping
    from handbill.mail.models import Recipient

    while any(wait == 0 for wait in keeping.turns()):
        pass
    return Recipient.objects.filter(step="sent").count()


def prepare(port: int, mails: int) -> list[tuple[str, str]]:
    """A group, its letter and as many readers, made as rows: their cards are not what is measured."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from handbill.accounts.actions import found_group
    from handbill.mail.models import Kind, MailAccount, Mailing, MailingText

    ada = found_group(
        name="Aldermouth Tenants' Union",
        language="en",
        country="GB",
        timezone="Europe/London",
        paper="The Stairwell",
        ink="#0E5362",
        member_name="Ada",
        login="ada",
        password="ferry timber lantern quilt",
    ).member
    MailAccount.objects.create(
        group=ada.group,
        host="127.0.0.1",
        port=port,
        safety="none",
        sender="desk@union.example",
        changed_by=ada,
        hourly=10**7,
    )
    letter = Mailing.objects.create(group=ada.group, kind=Kind.LETTER, made_by=ada)
    MailingText.objects.create(group=ada.group, mailing=letter, language="en", subject="The lifts", body=BODY)
    _agreed_readers(ada.group, mails)
    return [(f"Reader {number}", f"reader{number}@quill.example") for number in range(mails)]


def _agreed_readers(group, mails: int) -> None:
    from handbill.accounts.models import Wording
    from handbill.base.clock import now
    from handbill.base.ids import new_id
    from handbill.people.models import Consent, Person

    wording = Wording.objects.get(group=group, purpose="news")
    people = [Person(id=new_id(), group=group, met_at=now(), contact_fact=new_id()) for _ in range(mails)]
    Person.objects.bulk_create(people)
    agreed = {"group": group, "purpose": "news", "channel": "email", "wording": wording}
    Consent.objects.bulk_create([Consent(person=one, given_at=now(), **agreed) for one in people])


def lay_out(people: list[tuple[str, str]]) -> None:
    """The order as it stands after it was given: everybody planned, every line locked, the key held here."""
    from datetime import timedelta

    from handbill.accounts.models import Member
    from handbill.base.clock import now
    from handbill.keys.aead import new_key
    from handbill.mail import keeping
    from handbill.mail.models import Mailing, Recipient, SealedAddress
    from handbill.mail.sealing import lock_line
    from handbill.people.models import Person

    keeping.forget_all()
    keeping._here.works_by_itself = False
    Recipient.objects.all().delete()
    letter = Mailing.objects.get()
    held = keeping.Held(letter.id, new_key(), "bench", now() + timedelta(hours=1))
    told = {"state": "running", "holder": "bench", "ordered_at": now(), "ordered_by": Member.objects.get()}
    Mailing.objects.update(**told, ended_at=None)
    rows = [
        Recipient(group_id=letter.group_id, mailing=letter, person=person, language="en")
        for person in Person.objects.order_by("id")
    ]
    Recipient.objects.bulk_create(rows)
    lines = [
        SealedAddress(
            recipient=row, group_id=letter.group_id, person_id=row.person_id, locked=lock_line(held.key, row.id, *one)
        )
        for row, one in zip(rows, people, strict=True)
    ]
    SealedAddress.objects.bulk_create(lines)
    keeping.hold(held)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=600)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--without-pipelining", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(not given.without_pipelining) as port:
        os.environ |= {"HANDBILL_DATA": folder, "DJANGO_SETTINGS_MODULE": "handbill.settings", "DATABASE_URL": ""}
        people = prepare(port, given.mails)
        ways = {"Django send_messages": by_django, "smtplib, merged bytes": by_merged_bytes, "ours, recorded": by_us}
        seconds, cpu = {name: [] for name in ways}, {name: [] for name in ways}
        for _round in range(given.rounds):
            for name, send in ways.items():
                if send is by_us:
                    lay_out(people)
                begun, used = time.perf_counter(), _cpu()
                assert send(port, people) == given.mails, f"{name}: not all were sent"
                seconds[name].append(time.perf_counter() - begun)
                cpu[name].append(_cpu() - used)
    _print(given, seconds, cpu)
    return 0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _server:
    def __init__(self, has_pipelining: bool):
        self._pipelining = has_pipelining

    def __enter__(self) -> int:
        reading, writing = os.pipe()
        command = [sys.executable, __file__, "--serve", str(writing), str(int(self._pipelining))]
        self._process = subprocess.Popen(command, pass_fds=[writing])  # noqa: S603  our own file
        return int(os.read(reading, 20))

    def __exit__(self, *_error) -> None:
        self._process.kill()
        self._process.wait()


def _print(given, seconds: dict, cpu: dict) -> None:
    rates = {name: given.mails / median(times) for name, times in seconds.items()}
    django, merged, ours = rates.values()
    print(
        f"{given.mails} mails, median of {given.rounds}, taking turns; server {'without' if given.without_pipelining else 'with'} PIPELINING"
    )
    for name, rate in rates.items():
        print(f"| {name} | {rate:,.0f} mails/s | {1000 * median(cpu[name]) / given.mails:.2f} ms CPU each |")
    print(f"ours / Django {ours / django:.2f} (goal 2), ours / merged bytes {ours / merged:.2f} (goal 0.5)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve_mail(int(sys.argv[2]), sys.argv[3] == "1")
    sys.exit(main())
