"""One fact's verdict, in the order SYNC.md states its codes. What needs the database was asked before, for all at once."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Key, Member, Phone
from handbill.facts.incoming import NO_NOTES, Incoming, id16
from handbill.facts.kinds import Kind
from handbill.facts.ledger import Row
from handbill.keys.envelope import Sealed
from handbill.plan.models import Outing
from handbill.plan.passes import HOURS_AFTER_THE_END, LATE_DAYS

AHEAD = timedelta(hours=24)
KEY_IS_TAKEN_FOR = timedelta(days=LATE_DAYS)
PASS_LASTS_FOR = timedelta(hours=HOURS_AFTER_THE_END)
WITH_TARGET = frozenset({"detail", "retraction"})
WITH_PERSON = frozenset({"contact", "attempt", "next_step"})


@dataclass
class Sender:
    """Who sends: a phone, a member at the desk, or a member for a phone (rescue file); and to which outings."""

    group: Group
    phone: Phone | None
    by: Member | None
    outings: Mapping[uuid.UUID, Outing]
    received_at: datetime
    sent_at: datetime | None = None

    @property
    def is_desk(self) -> bool:
        return self.phone is None

    @cached_property
    def phone_id(self) -> bytes | None:
        return self.phone and self.phone.id.bytes

    @cached_property
    def by_id(self) -> bytes | None:
        return self.by and self.by.id.bytes

    @cached_property
    def outings_by_text(self) -> dict[str, tuple[bytes, Outing]]:
        return {str(id): (id.bytes, outing) for id, outing in self.outings.items()}

    @cached_property
    def latest(self) -> datetime:
        """What is later than this was made in the future."""
        return self.received_at + AHEAD

    def corrected(self, made_at: datetime) -> datetime:
        """`made_at` by the server's clock, as far as the phone said what its own clock showed when it sent."""
        if self.sent_at is None or self.sent_at == self.received_at:
            return made_at
        try:
            return made_at + (self.received_at - self.sent_at)
        except OverflowError:
            return made_at


@dataclass
class Known:
    """What the database knew about a batch before it was judged."""

    hashes: dict[bytes, bytes] = field(default_factory=dict)
    cards: dict[bytes, bytes | None] = field(default_factory=dict)  # card: the fact that brought it
    erased: set[bytes] = field(default_factory=set)
    issued: set[tuple[str, uuid.UUID]] = field(default_factory=set)
    keys: dict[uuid.UUID, Key] = field(default_factory=dict)
    outings_of_group: set[str] = field(default_factory=set)


class Refused(Exception):
    """Carries the code, and the sentence where the code has none of its own."""

    def __init__(self, code: str, sentence: str = ""):
        super().__init__(code)
        self.code, self.sentence = code, sentence


def judge(entry: Incoming, known: Known, sender: Sender) -> Row | None:
    """The row to file, or None when it is filed already. Raises Refused."""
    if entry.person is not None and entry.person in known.erased:
        raise Refused("erased")
    before = known.hashes.get(entry.id)
    if before is not None and before == entry.hash and not entry.bad:
        return None
    if (before is not None and before != entry.hash) or known.cards.get(entry.person, entry.id) != entry.id:
        raise Refused("id_taken")
    if entry.kind is None:
        raise Refused("unknown_kind")
    if entry.bad:
        raise Refused("bad_fact", entry.bad)
    if entry.notes is not NO_NOTES:
        _check_notes(entry, known)
    return _place(entry, known, sender)


def _check_notes(entry: Incoming, known: Known) -> None:
    for what, id, name in entry.notes.references:
        if (what, id) not in known.issued:
            raise Refused(
                "bad_fact", _("The field {field} names nothing that this group has issued.").format(field=name)
            )
    if entry.notes.sealed:
        _check_readers(entry.kind, entry.notes.sealed, known)


def _check_readers(kind: Kind, sealed: Sealed, known: Known) -> None:
    for number, wrap in enumerate(sealed.wraps):
        if wrap.reader not in known.keys:
            sentence = _("The field {field} names no key of this group.")
            raise Refused("bad_fact", sentence.format(field=f"body.sealed.wraps[{number}].for"))
    if not any(known.keys[wrap.reader].kind == kind.sealed_to for wrap in sealed.wraps):
        sentence = _("The field {field} has no wrap for the group’s key.")
        raise Refused("bad_fact", sentence.format(field="body.sealed.wraps"))


def _place(entry: Incoming, known: Known, sender: Sender) -> Row:
    """Where and when it happened, and the row of it."""
    outing_id, outing = sender.outings_by_text.get(entry.outing, (None, None))
    if outing is None:
        is_ours = sender.phone and sender.phone.member_id and entry.outing in known.outings_of_group
        raise Refused("outing_not_yours" if is_ours else "unknown_outing")
    happened_at = sender.corrected(entry.made_at)
    if happened_at > sender.latest:
        raise Refused("made_in_future")
    sealed = entry.notes.sealed
    if sealed and not all(_is_taken(known.keys[wrap.reader], outing, sender) for wrap in sealed.wraps):
        raise Refused("key_ended")
    return _row(entry, outing_id, min(sender.received_at, happened_at), sender)


def _is_taken(key: Key, outing: Outing, sender: Sender) -> bool:
    if key.ended_at is None:
        return True
    return sender.received_at <= max(key.ended_at, outing.ends_at + PASS_LASTS_FOR) + KEY_IS_TAKEN_FOR


def _row(entry: Incoming, outing_id: bytes, happened_at: datetime, sender: Sender) -> Row:
    kind, body = entry.raw["kind"], entry.body
    row = Row(
        entry.id,
        kind,
        outing_id,
        sender.phone_id,
        sender.by_id,
        entry.made_at,
        entry.instant,
        happened_at,
        entry.hash,
        body,
        entry.spelt,
    )
    if entry.spelt != "{}":
        if entry.notes.sealed:
            row.body = json.dumps({name: body[name] for name in body if name != "sealed"}, separators=(",", ":"))
        row.of = id16(body["of"]) if kind in WITH_TARGET else None
        row.person = id16(body["person"]) if kind in WITH_PERSON else None
        row.copies = int(body.get("copies") or body.get("people") or 0)
        row.for_friend = int(body.get("for_friend") or 0)
    return row
