"""The fake phone: keeps an outbox as SYNC.md says a phone must, in Python, so that whole turns run in one process.

    phone = Phone(outing, "Ada's old phone").join_with(pass_text)
    phone.note("conversation")
    phone.contact({"name": "Dee", "phone": "07700 900123"})
    phone.send()

`Road` is what lies between: it can lose a request, lose the answer, or deliver twice.
"""

import gzip
import json
import random
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.test import Client

from handbill.base import clock
from handbill.keys import envelope
from handbill.keys.pairs import Reader
from handbill.keys.wire import from_base64

SCHEME = "Phone "
LABELS = {"contact": envelope.CARD, "question": envelope.QUESTION, "remark": envelope.REMARK, "place": envelope.PLACE}


class Lost(Exception):
    """No answer came. Whether the server has heard, nobody knows."""


@dataclass
class Road:
    """The way to the server. Shares are of all requests; `draw` is where chance comes from."""

    draw: random.Random = field(default_factory=random.Random)
    lost: float = 0.0
    answer_lost: float = 0.0
    twice: float = 0.0

    def carry(self, ask):
        if self.draw.random() < self.lost:
            raise Lost
        answer = ask()
        if self.draw.random() < self.twice:
            answer = ask()
        if self.draw.random() < self.answer_lost:
            raise Lost
        return answer


@dataclass
class Phone:
    """One phone of one group at one outing."""

    road: Road = field(default_factory=Road)
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))
    name: str = "A phone"
    slow_by: timedelta = timedelta()  # how far its clock is behind
    zips: bool = False
    batch: int = 200

    def __post_init__(self):
        self.last_id = 0
        self.id = self.new_id()
        self.pass_text = self.token = ""
        self.group = self.outing = self.member = self.totals = self.generation = None
        self.outbox: dict[str, dict] = {}
        self.sent: dict[str, dict] = {}
        self.refused: dict[str, tuple[dict, dict]] = {}

    def now(self) -> datetime:
        return clock.now() - self.slow_by

    def new_id(self) -> str:
        """Ids of one phone rise, whatever its clock does."""
        floor = int(self.now().timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62
        self.last_id = max(floor | secrets.randbits(61), self.last_id + 1)
        return str(uuid.UUID(int=self.last_id))

    # Joining

    def join_with(self, pass_text: str) -> "Phone":
        self.pass_text = pass_text
        return self._joined(self._post("join", {"pass": pass_text, "phone": self._introduction()}))

    def join_as_member(self, outing_id, csrf_token: str = "") -> "Phone":
        wanted = {"outing": str(outing_id), "phone": self._introduction()}
        return self._joined(self._post("join", wanted, {"X-CSRFToken": csrf_token}))

    def _introduction(self) -> dict:
        return {"id": self.id, "name": self.name}

    def _joined(self, response) -> "Phone":
        assert response.status_code == 201, response.content
        joined = response.json()
        self.token = joined["phone_token"]
        self.group, self.outing = joined["group"], joined["outing"]
        self.member = joined.get("member")
        self.is_late = joined.get("late", False)
        self._see_generation(joined["generation"])
        return self

    # Noting

    def note(self, kind: str, **body) -> dict:
        """One fact into the outbox. `from_` stands for the field `from`."""
        body = {name.rstrip("_"): value for name, value in body.items()}
        fact = {
            "id": self.new_id(),
            "kind": kind,
            "outing": self.outing["id"],
            "made_at": self.now().isoformat(),
            "body": body,
        }
        self.outbox[fact["id"]] = fact
        return fact

    def contact(self, card: dict | None = None, **body) -> dict:
        """A contact, sealed to the group and to its owner as far as the phone has her key."""
        person = self.new_id()
        sealed = self.seal("contact", {"v": 1, **(card or {"name": "Dee", "phone": "07700 900123"})}, person)
        body = {"channels": ["phone"], "consents": [], **body}
        return self.note("contact", person=person, sealed=sealed, **body)

    def text(self, kind: str, words: str, **body) -> dict:
        """A question, remark or place in sealed words."""
        return self.note(kind, sealed=self.seal(kind, {"v": 1, "text": words}, self.new_id()), **body)

    def seal(self, kind: str, plain: dict, id: str) -> dict:
        keys = [self.group["key"], self._owners_key()] if kind == "contact" else [self.group["texts_key"]]
        readers = [Reader(uuid.UUID(key["id"]), from_base64(key["public"], "public")) for key in keys if key]
        return envelope.seal(plain, label=LABELS[kind], id=uuid.UUID(id), readers=readers).to_wire()

    def _owners_key(self) -> dict | None:
        return (self.member or self.outing["lead"]).get("key")

    # Sending

    def send(self) -> bool:
        """Everything that waits, in batches, until nothing does or the road fails. True when all was settled."""
        size = self.batch
        while self.outbox:
            facts = list(self.outbox.values())[:size]
            try:
                response = self.road.carry(lambda facts=facts: self.post_facts(facts))
            except Lost:
                return False
            if response.status_code == 413 and len(facts) > 1:
                size = len(facts) // 2
            elif response.status_code == 401 and self.pass_text:
                self.join_with(self.pass_text)
            elif response.status_code != 200:
                return False
            else:
                self._settle(response.json())
        return True

    def post_facts(self, facts: list, **more):
        """One request as it is, without settling anything."""
        waiting = max(0, len(self.outbox) - len(facts))
        return self._post("facts", {"facts": facts, "waiting": waiting, "sent_at": self.now().isoformat(), **more})

    def read_outing(self, etag: str = ""):
        headers = {"Authorization": SCHEME + self.token, **({"If-None-Match": etag} if etag else {})}
        return self.client.get("/field/api/1/outing", headers=headers)

    def rescue_file(self) -> dict:
        return {
            "handbill": "rescue-1",
            "group": self.group["id"],
            "phone": self.id,
            "outing": self.outing["id"],
            "generation": self.generation,
            "facts": list(self.outbox.values()),
        }

    def _settle(self, answer: dict) -> None:
        for receipt in answer["receipts"]:
            fact = self.outbox.pop(receipt["id"], None)
            if fact and receipt["verdict"] in ("filed", "known"):
                self.sent[fact["id"]] = fact
            elif fact and receipt.get("code") != "erased":
                self.refused[fact["id"]] = (fact, receipt)
        self.totals = answer["totals"]
        self._see_generation(answer["generation"])

    def _see_generation(self, generation: str) -> None:
        """A server restored from a backup may have lost what it once confirmed: offer all of it again."""
        if self.generation not in (None, generation):
            self.outbox = {**self.sent, **self.outbox}
            self.sent = {}
        self.generation = generation

    def _post(self, where: str, value: object, headers: dict | None = None):
        raw = json.dumps(value).encode()
        headers = {**(headers or {}), **({"Authorization": SCHEME + self.token} if self.token else {})}
        if self.zips:
            raw, headers = gzip.compress(raw), {**headers, "Content-Encoding": "gzip"}
        return self.client.post(f"/field/api/1/{where}", raw, content_type="application/json", headers=headers)


def joined_phone(outing, by, **more) -> Phone:
    """A helper's phone that has just scanned the outing's square."""
    from handbill.plan.passes import pass_text, standing_pass

    return Phone(**more).join_with(pass_text(standing_pass(outing, by)))
