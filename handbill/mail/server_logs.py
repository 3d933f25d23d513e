"""What the log of the group's own mail server says of mails that did not arrive: Postfix and Exim.

The server names a mail once by our Message-ID, and later by a number of its own what became of it.
"""

import re
from collections.abc import Iterable, Iterator

from handbill.mail.reports import Report

_POSTFIX = re.compile(r" postfix[\w/-]*\[\d+\]: ")
_POSTFIX_MAIL = re.compile(r" ([0-9A-Za-z]{5,20}): message-id=<([0-9a-f]{32})@")
# Read on from where Postfix begins, once, and not into the bracket where the other server's own words stand.
_POSTFIX_END = re.compile(
    r"([0-9A-Za-z]{5,20}): to=<[^>]*>[^(]*, dsn=([45]\.\d{1,3}\.\d{1,3}), status=(?:bounced|expired)\b"
)
_EXIM = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_EXIM_MAIL = re.compile(r" ([0-9A-Za-z]{4,12}-[0-9A-Za-z]{4,14}-[0-9A-Za-z]{2,6}) <= ")
_EXIM_ID = re.compile(r" id=([0-9a-f]{32})@")
_EXIM_END = re.compile(r" ([0-9A-Za-z]{4,12}-[0-9A-Za-z]{4,14}-[0-9A-Za-z]{2,6}) \*\* ")
_STATUS = re.compile(r"\b([45]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r": (5\d\d)[ -]")


def is_log(begin: bytes) -> bool:
    """Whether a file that begins so is such a log, and no mail."""
    line = begin.split(b"\n", 1)[0].decode("utf-8", "replace")
    return bool(_POSTFIX.search(line) or _EXIM.match(line))


def reports_of_log(lines: Iterable[str]) -> Iterator[Report]:
    """One for each of our mails that was given up; what is only late is not told."""
    ours: dict[str, str] = {}
    for line in lines:
        if mail := _postfixs_mail(line) or _exims_mail(line):
            number, reference = mail
            ours[number] = reference
        elif (found := _postfixs_end(line)) and found[1] in ours:
            yield Report(ours[found[1]], found[2], is_final=True)
        elif (found := _EXIM_END.search(line)) and found[1] in ours:
            yield Report(ours[found[1]], _exims_status(line), is_final=True)


def _postfixs_mail(line: str) -> tuple[str, str] | None:
    """The server's number of a mail, and ours."""
    found = _POSTFIX_MAIL.search(line)
    return (found[1], found[2]) if found else None


def _exims_mail(line: str) -> tuple[str, str] | None:
    number = _EXIM_MAIL.search(line)
    ours = _EXIM_ID.search(line, number.end()) if number else None
    return (number[1], ours[1]) if number and ours else None


def _postfixs_end(line: str) -> re.Match | None:
    begin = _POSTFIX.search(line)
    return _POSTFIX_END.match(line, begin.end()) if begin else None


def _exims_status(line: str) -> str:
    """Exim gives the server's own words; without a status in them its code counts, and a timeout is no fault of the address."""
    if status := _STATUS.search(line):
        return status[1]
    code = _CODE.search(line)
    return "5.1.1" if code and code[1] in ("550", "551", "553") else "4.4.7"
