"""One mail as bytes: plain text and HTML beside each other, quoted-printable, every line within what RFC 5322 allows.

Nothing that somebody typed reaches a header as it is: control characters go, what is not ASCII becomes an encoded word
(RFC 2047), long lines are folded. The signature (DKIM) is the provider's work.
"""

import re
import secrets
from dataclasses import dataclass, field
from email.header import Header
from email.utils import format_datetime

from django.utils.translation import gettext as _

from handbill.base import clock
from handbill.base.errors import Refusal

LONGEST_SUBJECT = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*\Z")
# What SMTP takes without extensions: a local part of ASCII atoms, a name of ASCII labels (others are written in IDNA).
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\Z")


@dataclass(frozen=True)
class Message:
    """What is written to one address. Its repr says nothing."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict)  # ASCII, made by us
    message_id: str = ""


def bytes_of(message: Message, sender: str, sender_name: str) -> bytes:
    """The whole mail, lines ended by CRLF. Raises Refusal where the address cannot be one."""
    headers = {
        "Date": format_datetime(clock.now()),
        "From": mailbox(sender_name, sender),
        "To": mailbox(message.name, usable_address(message.to)),
        "Subject": words(message.subject, "Subject"),
        "Message-ID": message.message_id or new_message_id(sender),
        "MIME-Version": "1.0",
        **message.headers,
    }
    return header_lines(headers) + body_of(quoted(message.text), quoted(message.html) if message.html else b"")


def body_of(text: bytes, html: bytes = b"") -> bytes:
    """The end of the headers and the body, from parts in quoted-printable."""
    if not html:
        return _part(b"plain", text)
    edge = b"=_" + secrets.token_hex(12).encode()  # `=_` cannot stand in quoted-printable
    begin, end = b"--" + edge + b"\r\n", b"\r\n--" + edge + b"--\r\n"
    head = b'Content-Type: multipart/alternative; boundary="' + edge + b'"\r\n\r\n'
    return head + begin + _part(b"plain", text) + b"\r\n" + begin + _part(b"html", html) + end


def _part(kind: bytes, quoted_text: bytes) -> bytes:
    head = b'Content-Type: text/%b; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head % kind + quoted_text


def header_lines(headers: dict[str, str]) -> bytes:
    """Values come folded already; one that could begin another header is a mistake of ours."""
    for name, value in headers.items():
        if not re.fullmatch(r"[ -~]*(\r\n[ \t][ -~]+)*", value):
            raise ValueError(f"{name} is no header")
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")


def words(typed: str, header: str) -> str:
    """A line of words as a header's value: cleaned, encoded where it must be, folded."""
    line = one_line(typed)[:LONGEST_SUBJECT]
    is_plain = line.isascii() and "=?" not in line
    return Header(line, "us-ascii" if is_plain else "utf-8", header_name=header, maxlinelen=75).encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """`Name <address>`, the name quoted or encoded as it needs."""
    name = one_line(name)[:120]
    if not name:
        return address
    if name.isascii() and "=?" not in name:
        shown = name if _PLAIN_NAME.match(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"{shown}\r\n <{address}>"
    return Header(name, "utf-8", header_name="Reply-To", maxlinelen=75).encode(linesep="\r\n") + f"\r\n <{address}>"


def usable_address(typed: str) -> str:
    """The address as SMTP takes it. Raises Refusal without naming it."""
    local, at, domain = typed.strip().rpartition("@")
    try:
        ready = local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:
        ready = ""
    if not _ADDRESS.match(ready) or ".." in local or local.startswith(".") or local.endswith(".") or len(ready) > 254:
        raise Refusal("mail_address", _("This is no address that mail can be sent to. Nothing was sent."))
    return ready


def one_line(typed: str) -> str:
    return " ".join(_CONTROLS.sub(" ", typed).split())


def new_message_id(sender: str) -> str:
    """128 random bits: nobody who did not get the mail can name it."""
    return message_id_of(secrets.token_hex(16), sender)


def message_id_of(reference: str, sender: str) -> str:
    return f"<{reference}@{sender.rpartition('@')[2] or 'localhost'}>"


def quoted(text: str) -> bytes:
    """Quoted-printable (RFC 2045): lines of at most 76 bytes, ended by CRLF, nothing at their ends that mail would drop."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return b"\r\n".join(_quoted_line(line.encode()) for line in lines)


_QUOTED = [bytes([n]) if (33 <= n <= 126 and n != 61) or n in (9, 32) else b"=%02X" % n for n in range(256)]


def _quoted_line(line: bytes) -> bytes:
    pieces, row, length = [], [], 0
    for n in line:
        if length + len(_QUOTED[n]) > 72:
            pieces.append(b"".join(row) + b"=")
            row, length = [], 0
        piece = _QUOTED[n] if row or n != 46 else b"=2E"  # SMTP would take a dot that begins a line for its own
        row.append(piece)
        length += len(piece)
    last = b"".join(row)
    if last[-1:] in (b" ", b"\t"):
        last = last[:-1] + b"=%02X" % last[-1]
        if len(last) > 76:
            last = last[:-3] + b"=\r\n" + last[-3:]
    return b"\r\n".join([*pieces, last])
