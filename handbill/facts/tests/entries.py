"""Facts as phones write them, for tests of this room."""

import uuid
from datetime import timedelta

from django.db import transaction

from handbill.accounts.models import Key, Phone
from handbill.accounts.readers import card_reader, texts_reader
from handbill.base.ids import new_id
from handbill.facts.filing import CardRegister, file
from handbill.facts.judging import Sender
from handbill.keys import envelope
from tests.cast import NOON

STALL = NOON + timedelta(hours=3)


class Stack:
    """A phone's stack at one outing, filing without a request: `stack.fact(...)` makes an entry, `stack.file(...)` files."""

    def __init__(self, outing, member=None):
        self.outing, self.group = outing, outing.group
        self.phone = Phone.objects.create(id=new_id(), group=outing.group, member=member)
        self.last = int(new_id(STALL).hex, 16)
        self.received_at = STALL + timedelta(hours=1)
        self.sent_at = None
        self.by = None
        self.cards = CardRegister()

    def new_id(self) -> str:
        self.last += 1
        return str(uuid.UUID(int=self.last))

    def fact(self, kind="conversation", **body) -> dict:
        body = {name.rstrip("_"): value for name, value in body.items()}
        return {
            "id": self.new_id(),
            "kind": kind,
            "outing": str(self.outing.id),
            "made_at": STALL.isoformat(),
            "body": body,
        }

    def contact(self, **body) -> dict:
        person = self.new_id()
        body = {"person": person, "channels": ["phone"], "consents": [], **body}
        return self.fact("contact", **{"sealed": self.sealed(envelope.CARD, person), **body})

    def text(self, kind="remark", **body) -> dict:
        label = {"remark": envelope.REMARK, "question": envelope.QUESTION, "place": envelope.PLACE}[kind]
        return self.fact(kind, **{"sealed": self.sealed(label, self.new_id()), **body})

    def sealed(self, label, id, readers=None) -> dict:
        reader = card_reader(self.group) if label == envelope.CARD else texts_reader(self.group)
        plain = {"v": 1, "text": "The lift has been broken since May."}
        return envelope.seal(plain, label=label, id=uuid.UUID(id), readers=readers or [reader]).to_wire()

    def file(self, *entries):
        with transaction.atomic():
            return file(entries, self.sender(), self.cards)

    def sender(self) -> Sender:
        outings = {self.outing.id: self.outing}
        return Sender(self.group, self.phone, self.by, outings, self.received_at, self.sent_at)

    def verdicts(self, *entries) -> list[str]:
        return [receipt.code or receipt.verdict for receipt in self.file(*entries).receipts]

    def sentence(self, entry) -> str:
        return self.file(entry).receipts[0].sentence


def key_of(group, kind) -> Key:
    return Key.objects.of_group(group, kind)
