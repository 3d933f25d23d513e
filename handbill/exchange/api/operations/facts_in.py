"""What another programme noted at an outing: through the same door as what phones send, with a receipt for each fact.

It is filed as noted at the desk by whoever made the token. Only kinds that hold no person and no words, and that change
nothing noted before: a retraction at the desk strikes what any phone noted, a contact with its card too.
"""

import re

from django.db import IntegrityError
from django.utils.translation import gettext as _

from handbill.base import wire
from handbill.base.clock import now
from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.schema import MOMENT, UUID, list_of, object_of, one_of, or_null
from handbill.facts.filing import file
from handbill.facts.judging import Sender
from handbill.facts.receipts import FILED, KNOWN, REFUSED, Receipt
from handbill.plan.models import Outing

MOST = 200
KINDS = ("conversation", "handout", "asked_in_vain")
TEXT = {"type": "string"}
FACT = object_of(
    {
        "id": {**UUID, "description": "of version 7, in lower case, made by the sender"},
        "kind": one_of(*KINDS),
        "outing": UUID,
        "made_at": MOMENT,
        "body": {"type": "object", "description": "as docs/sync.md describes the kind"},
    }
)
RECEIPT = object_of(
    {"id": or_null(UUID), "verdict": one_of(FILED, KNOWN, REFUSED)},
    {"code": TEXT, "detail": TEXT},
)


def file_facts(asking: Asking) -> dict:
    """Part of the request's transaction: what is told as filed is on disk when the answer goes out."""
    entries, moment = asking.body["facts"], now()
    named = {entry["outing"] for entry in entries}
    outings = Outing.objects.visible_to(asking.by).filter(id__in=named).in_bulk()
    try:
        filed = file(entries, Sender(asking.group, None, asking.by, outings, moment))
    except IntegrityError:  # somebody else files the same fact at this moment: asked again, it is known
        raise wire.try_later() from None
    return {"receipts": [_written(receipt) for receipt in filed.receipts]}


def _written(receipt: Receipt) -> dict:
    told = {"id": receipt.id, "verdict": receipt.verdict}
    return told | ({"code": receipt.code, "detail": _detail(receipt)} if receipt.code else {})


def _detail(receipt: Receipt) -> str:
    """Phones and programmes keep what is refused in different places. A sentence may quote what cannot be kept as text."""
    if receipt.code == "unknown_outing":
        return _(
            "This token may see no such outing. This fact was not kept; the others of this post were judged by themselves."
        )
    if receipt.code == "made_in_future":
        return _(
            "This fact says it was made more than a day from now. It was not kept; mend made_at and send it again."
        )
    return re.sub("[\x00-\x1f\x7f\ud800-\udfff]", "\ufffd", receipt.sentence)


OPERATIONS = (
    Operation(
        "file_facts", "POST", "/facts", "facts:write", "File what was noted, with a receipt for each fact",
        object_of({"receipts": list_of(RECEIPT)}), file_facts, body=object_of({"facts": list_of(FACT, MOST)}),
    ),
)  # fmt: skip
