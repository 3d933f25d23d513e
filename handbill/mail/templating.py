"""A mailing as templates: the mail is made once per language, as bytes; for each person only what is hers is put in.

What is put in stands on lines of its own within the quoted-printable text (soft line breaks before and after), so that
nothing has to be encoded or folded again, and no line grows too long whatever a name holds.
"""

import re
import secrets
from email.utils import formatdate

from django.conf import settings
from django.utils.html import escape

from handbill.base.clock import now
from handbill.mail.composing import OFF, SELF, Composed, composed, greeting_of
from handbill.mail.leaving import way_out
from handbill.mail.message import header_lines, mailbox, one_line, quoted, words
from handbill.mail.models import MailAccount, Mailing
from handbill.mail.rows import Line

_SLOTS = re.compile("\ue000([a-z]+)\ue001")
_EASY = re.compile(
    rb"[!-\-/-<>-~ ][!-<>-~ ]*[!-<>-~]\Z"
)  # needs no encoding: no =, no dot in front, no blank at the end
_SOFT = b"=\r\n"
_WIDE = 72


class Templates:
    """All languages of one mailing."""

    def __init__(self, mailing: Mailing, account: MailAccount):
        self._mailing, self._origin = mailing, settings.ORIGIN.rstrip("/")
        self._host = account.sender.rpartition("@")[2]
        self.by_language = {one.language: _Template(one, mailing, account) for one in composed(mailing)}
        self._usual = next(iter(self.by_language.values()))
        self._second, self._date = -1, b""

    def mail(self, recipient: Line, name: str, address: str, own_page: str) -> bytes:
        """The whole mail for one person, ready for DATA."""
        template = self.by_language.get(recipient.language, self._usual)
        off = self._origin + way_out(recipient.person_id, self._mailing.purpose)
        hers = b"Date: %b\r\nMessage-ID: <%b@%b>\r\nTo: %b\r\nList-Unsubscribe: <%b>\r\n" % (
            self._now(),
            recipient.reference.encode(),
            self._host.encode(),
            mailbox(name, address).encode(),
            off.encode(),
        )
        return hers + template.filled(template.greeting(name), off, self._origin + own_page)

    def _now(self) -> bytes:
        moment = int(now().timestamp())
        if moment != self._second:
            self._second, self._date = moment, formatdate(moment).encode()
        return self._date


class _Template:
    def __init__(self, one: Composed, mailing: Mailing, account: MailAccount):
        edge = f"=_{secrets.token_hex(12)}"
        headers = {
            "From": mailbox(account.group.name, account.sender),
            "Reply-To": account.sender,
            "Subject": words(one.subject, "Subject"),
            "List-Id": f"<{mailing.group.slug}.{mailing.purpose.replace('_', '-')}.{account.sender.rpartition('@')[2]}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": one.language,
            "MIME-Version": "1.0",
            "Content-Type": f'multipart/alternative; boundary="{edge}"',
        }
        begin = b"--" + edge.encode()
        rows = [header_lines(headers) + b"\r\n", begin, _PART % b"plain"]
        rows += [*_pieces(one.text), b"\r\n" + begin, _PART % b"html", *_pieces(one.html), b"\r\n" + begin + b"--\r\n"]
        self._rows, self._slots = [], []
        for row in rows:
            if isinstance(row, str):
                self._slots.append((len(self._rows), row))
            self._rows.append(row)
        self.language = one.language

    def greeting(self, name: str) -> str:
        return greeting_of(one_line(name), self.language)

    def filled(self, greeting: str, off: str, own_page: str) -> bytes:
        plain = {"hello": _piece(greeting), OFF: _piece(off), SELF: _piece(own_page)}
        plain["htmlhello"] = plain["hello"] if _is_harmless(greeting) else _piece(escape(greeting))
        rows = self._rows.copy()
        for place, slot in self._slots:
            rows[place] = plain[slot]
        return b"".join(rows)


_PART = b'\r\nContent-Type: text/%b; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


def _pieces(text: str) -> list[bytes | str]:
    """Quoted text and, as str, the names of what is put in between."""
    parts = _SLOTS.split(text)
    return [part if odd % 2 else quoted(part) for odd, part in enumerate(parts)]


def _piece(typed: str) -> bytes:
    """On lines of its own, whatever stands before and after."""
    raw = typed.encode()
    if not _EASY.match(raw):
        return _SOFT + quoted(typed) + _SOFT
    rows = [raw[first : first + _WIDE] for first in range(0, len(raw), _WIDE)]
    return _SOFT + b"=\r\n".join(b"=2E" + row[1:] if row.startswith(b".") else row for row in rows) + _SOFT


def _is_harmless(greeting: str) -> bool:
    return not any(sign in greeting for sign in "&<>\"'")


def templates_of(mailing: Mailing, account: MailAccount) -> Templates:
    return Templates(mailing, account)
