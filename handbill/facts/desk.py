"""Facts noted at the desk, without a phone. The same rules, the same ledger.

Kinds of the desk alone, with their bodies:

    attempt    {"person": id, "outcome": "talked" | "no_answer" | "left_message" | "wrong_number" | "no_contact",
                "follow_up"?: id, "step"?: STEP}       somebody tried to get back to a person; STEP is what was agreed next
    next_step  {"person": id, "step": STEP, "follow_up"?: id, "due_at"?: time}       what is due next, and when
    sign_up    {"batch"?: id, "way"?: "given" | "friend" | "found"}       somebody signed up with a copy in hand; who, stands elsewhere
    STEP       "get_back" | "ring_back" | "write" | "invite" | "send" | "other"      its words are sealed, in the follow-up

Every other kind of SYNC.md may be noted at the desk too: a conversation from a paper sheet, a remark in the debrief
(`{"sealed": facts.texts.seal_text(...).to_wire()}`), a retraction or detail of any phone's fact of that outing.
"""

from datetime import datetime

from django.db import transaction

from handbill.accounts.models import Member
from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.facts.filing import Filed, file
from handbill.facts.judging import Sender
from handbill.facts.models import Fact
from handbill.plan.models import Outing


@transaction.atomic
def note_fact(kind: str, body: dict, *, outing: Outing, by: Member, made_at: datetime | None = None) -> Fact:
    """File one fact of the desk. Raises Refusal with a code of SYNC.md and its sentence."""
    fact_id = new_id()
    _note(fact_id, kind, body, outing, by, made_at)
    return Fact.objects.get(group=outing.group_id, id=fact_id)


def _note(fact_id, kind: str, body: dict, outing: Outing, by: Member, made_at: datetime | None) -> Filed:
    moment = clock.now()
    entry = {
        "id": str(fact_id),
        "kind": kind,
        "outing": str(outing.id),
        "made_at": (made_at or moment).isoformat(),
        "body": body,
    }
    filed = file([entry], Sender(by.group, None, by, {outing.id: outing}, moment))
    receipt = filed.receipts[0]
    if receipt.code:
        raise Refusal(receipt.code, receipt.sentence)
    return filed
