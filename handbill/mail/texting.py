"""Text messages through a way that the operator of this instance has set up: one POST for each, signed.

The address stands in the environment (`HANDBILL_TEXTS_WEBHOOK`, docs/operate.md), never in a form:
what a form gave is asked by `base.outgoing` alone. Without it texts go by hand, each from the member's own phone.
"""

import hashlib
import hmac
import http.client
import json
import os
from urllib.parse import urlsplit

from handbill.base.clock import now
from handbill.mail.composing import best_of
from handbill.mail.connection import Answer, NotHandedOver, NotKnown
from handbill.mail.models import Mailing
from handbill.mail.rows import Addressed, Line
from handbill.mail.troubles import ACCOUNT, Trouble

WHERE, SECRET = "HANDBILL_TEXTS_WEBHOOK", "HANDBILL_TEXTS_SECRET"
PATIENCE = 30  # seconds
AT_A_TIME = 50


def has_webhook() -> bool:
    return bool(os.environ.get(WHERE) and os.environ.get(SECRET))


def text_for(mailing: Mailing, language: str) -> str:
    texts = {text.language: text.body for text in mailing.texts.all()}
    return texts[best_of(language, list(texts))] if texts else ""


class Webhook:
    """A line to the operator's own service."""

    hourly = 0

    def __init__(self, mailing: Mailing):
        if not has_webhook():
            raise Trouble(ACCOUNT)
        self._texts = {text.language: text.body for text in mailing.texts.all()}
        self._address = urlsplit(os.environ[WHERE])
        self._line: http.client.HTTPConnection | None = None
        self.taken = 0

    def allowance(self) -> int:
        return AT_A_TIME

    def prepare(self, lines: list[Line]) -> None:
        """Nothing to look up."""

    def open(self, for_whom: Line) -> None:
        if self._line is None:
            kind = http.client.HTTPSConnection if self._address.scheme == "https" else http.client.HTTPConnection
            self._line, self.taken = kind(self._address.hostname, self._address.port, timeout=PATIENCE), 0
            self._line.connect()

    def close(self) -> None:
        if self._line:
            self._line.close()
            self._line = None

    def hand_over(self, one: Addressed, following: Addressed | None) -> Answer:
        """One text; `id` stays the same whatever happens, so that the other end can drop what it has already."""
        text = self._texts[best_of(one.line.language, list(self._texts))]
        body = json.dumps({"id": one.line.reference, "to": one.address, "text": text}, ensure_ascii=False).encode()
        try:
            self._line.request("POST", self._address.path or "/", body, signed(body, str(int(now().timestamp()))))
        except OSError:
            raise NotHandedOver from None
        try:
            answer = self._line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            raise NotKnown from None
        self.taken += answer.status // 100 == 2
        return _as_answer(answer.status)


def signed(body: bytes, moment: str) -> dict[str, str]:
    """HMAC-SHA256 over `moment.body` under the shared secret; an old moment is a replay."""
    mac = hmac.new(os.environ[SECRET].encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Handbill-Time": moment,
        "X-Handbill-Signature": f"sha256={mac}",
    }


def _as_answer(status: int) -> Answer:
    """429 and 5xx: later; 401, 403, 404: somebody has to look; any other 4xx: not this one."""
    if status // 100 == 2:
        return Answer(250, "end")
    if status in (401, 403, 404, 405) or status // 100 == 3:
        return Answer(550, "from")
    return Answer(550, "end") if status // 100 == 4 and status not in (408, 429) else Answer(450, "from")
