"""A round of text messages by hand: who is next, and who has it."""

import uuid
from dataclasses import dataclass, field
from urllib.parse import quote

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.mail.choosing import choose
from handbill.mail.models import Mailing, Recipient, State, Step
from handbill.mail.texting import text_for

AT_ONCE = 20


@dataclass(frozen=True)
class Text:
    """One to write to. Lives for one page; its repr says nothing."""

    recipient: uuid.UUID
    name: str = field(repr=False)
    link: str = field(repr=False)  # sms: opens the member's own phone with the words in it
    words: str = field(repr=False)


def next_texts(mailing: Mailing, keyring: Keyring) -> dict:
    """The next twenty, with names and numbers; who has taken it back meanwhile is left out."""
    planned = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED)
    rows = {row.person_id: row for row in planned.order_by("id")[:AT_ONCE] if row.person_id}
    chosen = choose(mailing, keyring, among=set(rows)) if rows and mailing.state == State.RUNNING else []
    texts = [_text(mailing, rows[one.person], one.name, one.address) for one in chosen]
    return {"texts": texts, "waiting": planned.count(), "done": _done(mailing)}


def settle_text(mailing: Mailing, recipient: uuid.UUID | None, *, is_done: bool, by: Member) -> None:
    """She wrote to them, or will not. The last one ends the round."""
    planned = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED)
    step = Step.SENT if is_done else Step.LEFT_OUT
    planned.filter(pk=recipient).update(step=step, settled_at=now(), tried_at=now())
    if mailing.state == State.RUNNING and not planned.exists():
        Mailing.objects.filter(pk=mailing.pk).update(state=State.DONE, ended_at=now(), holder="")

        note(by, "texted", mailing.id, count=_done(mailing))


def _text(mailing: Mailing, row: Recipient, name: str, number: str) -> Text:
    words = text_for(mailing, row.language)
    return Text(row.id, name, f"sms:{number}?body={quote(words)}", words)


def _done(mailing: Mailing) -> int:
    return Recipient.objects.filter(mailing=mailing, step=Step.SENT).count()
