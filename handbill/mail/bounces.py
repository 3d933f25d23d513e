"""Reports of mail that did not arrive, read from files or a mailbox; found by the Message-ID that we gave.

As servers write them today (RFC 3464), and as qmail and older Exim do: a plain letter with the mail below it.

Only who got the mail, or carried it, knows its 128 random bits: nobody else can stop an address. What the report says in
words is not kept; it may hold the address.
"""

import mailbox
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_binary_file, message_from_bytes
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from handbill.base.clock import now
from handbill.mail.models import Recipient
from handbill.mail.reports import Report
from handbill.mail.server_logs import is_log, reports_of_log
from handbill.mail.stopping import count_soft, stop_address
from handbill.mail.verdicts import is_soft

LONGEST = 1_000_000  # bytes of one report that are looked at
LONGEST_LINE = 4_000
_REFERENCE = re.compile(r"<?\b([0-9a-f]{32})@[A-Za-z0-9.-]+>?")
_OURS = re.compile(r"^Message-ID:\s*<([0-9a-f]{32})@", re.IGNORECASE | re.MULTILINE)
_PLAIN_STATUS = re.compile(r"[(#\s]([45]\.\d{1,3}\.\d{1,3})\b")
_PLAIN_CODE = re.compile(r"\b(5\d\d)[ -]")
_STATUS = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})")


@dataclass
class Taken:
    """What came of reading: counts, and no address."""

    reports: int = 0
    stopped: int = 0
    soft: int = 0
    unknown: int = 0  # no report, or about a mail that is not ours


def take_file(file: BinaryIO) -> Taken:
    """One mail, an mbox of many, or a mail server's log."""
    begin = file.read(LONGEST_LINE)
    if is_log(begin):
        lines = (begin + file.read()).decode("utf-8", "replace").splitlines()
        return take_each(reports_of_log(lines), Taken())
    return take_reports(_messages(begin, file))


def take_reports(messages: Iterable[Message]) -> Taken:
    """Every report once: the same one read again changes nothing."""
    taken = Taken()
    for message in messages:
        reports = list(reports_in(message))
        taken.unknown += not reports
        take_each(reports, taken)
    return taken


def take_each(reports: Iterable[Report], taken: Taken) -> Taken:
    """What each says, into rows and into `taken`."""
    for report in reports:
        taken.reports += 1
        _take(report, taken)
    return taken


def reports_in(message: Message) -> Iterator[Report]:
    """What a delivery report says of each recipient; nothing for any other mail."""
    if message.get_content_type() == "text/plain":
        yield from _plain_report(message)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts = message.get_payload()
    about = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    reference = _reference_in(about, parts) if about is not None and about.is_multipart() else ""
    for block in about.get_payload() if reference else []:
        status = _STATUS.match(str(block.get("Status", "")))
        if status and block.get("Action"):
            yield Report(reference, status[1], str(block["Action"]).strip().lower() == "failed")


def messages_in(file: BinaryIO) -> Iterator[Message]:
    """One mail as it came, or an mbox of many."""
    return _messages(b"", file)


def _messages(begin: bytes, file: BinaryIO) -> Iterator[Message]:
    rest = begin + file.read()
    if not rest.startswith(b"From "):
        yield message_from_bytes(rest[:LONGEST])
        return
    for one in re.split(rb"\n(?=From )", rest):
        yield message_from_bytes(one.split(b"\n", 1)[-1][:LONGEST])


def messages_of_folder(folder: Path) -> Iterator[Message]:
    """A Maildir."""
    for key in (box := mailbox.Maildir(folder, create=False)).iterkeys():
        with box.get_file(key) as file:
            yield message_from_binary_file(file)


def _take(report: Report, taken: Taken) -> None:
    with transaction.atomic():
        found = Recipient.objects.select_for_update().filter(reference=report.reference, bounced_at=None).first()
        if found is None or not report.is_final:
            taken.unknown += found is None
            return
        soft = is_soft(report.status)
        known = {"bounced_at": now(), "status": report.status[:11], "was_soft": soft, "settled_at": now()}
        Recipient.objects.filter(pk=found.pk).update(**known)
        if soft:
            taken.soft += 1
            taken.stopped += count_soft(found.person_id, report.status)
        elif report.status.startswith(("5.1.", "5.2.", "5.0.", "5.4.")):
            taken.stopped += stop_address(found.person_id, report.status)


def _plain_report(message: Message) -> Iterator[Report]:
    """qmail begins all of its reports with the same words; Exim says whom in a header, and never for what is only late."""
    text = str(message.get_payload())[:LONGEST]
    told, edge, mail = text.partition("--- Below this line is a copy of the message.")
    if not edge:
        told, edge, mail = text.partition("------ This is a copy of")
    is_report = "X-Failed-Recipients" in message or told.lstrip().startswith("Hi. This is the ")
    found = _OURS.search(mail) if is_report else None
    if found:
        status, code = _PLAIN_STATUS.search(told), _PLAIN_CODE.search(told)
        yield Report(found[1], status[1] if status else _status_of(code[1] if code else ""), is_final=True)


def _status_of(code: str) -> str:
    """Where a server gives no status, only an SMTP code: no such address, or something else that we do not know."""
    return "5.1.1" if code in ("550", "551", "553") else "4.0.0"


def _reference_in(about: Message, parts: list[Message]) -> str:
    """From the envelope id that we gave, else from the headers of the mail that comes back with the report."""
    for block in about.get_payload():
        if found := re.fullmatch(r"[0-9a-f]{32}", str(block.get("Original-Envelope-Id", "")).strip()):
            return found[0]
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            payload = part.get_payload()
            text = payload[0].get("Message-ID", "") if isinstance(payload, list) and payload else str(payload)
            if found := _REFERENCE.search(str(text)):
                return found[1]
    return ""
