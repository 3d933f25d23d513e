"""One fact's verdict, in the order SYNC.md states its codes. What needs the database was asked before, for all at once."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Key, Member, Phone
from handbill.base.wire import Doubled
from handbill.facts.fields import BadFact, Notes, id_of, moment_of
from handbill.facts.incoming import FIELDS, Incoming
from handbill.facts.kinds import KINDS, Kind, check_body
from handbill.facts.ledger import Row
from handbill.facts.receipts import refused
from handbill.keys.envelope import Sealed
from handbill.plan.models import Outing
from handbill.plan.passes import HOURS_AFTER_THE_END, LATE_DAYS

AHEAD = timedelta(hours=24)
KEY_IS_TAKEN_FOR = timedelta(days=LATE_DAYS)
PASS_LASTS_FOR = timedelta(hours=HOURS_AFTER_THE_END)


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

    def corrected(self, made_at: datetime) -> datetime:
        """`made_at` by the server's clock, as far as the phone said what its own clock showed when it sent."""
        try:
            return made_at + (self.received_at - self.sent_at) if self.sent_at else made_at
        except OverflowError:
            return made_at


@dataclass
class Known:
    """What the database knew about a batch before it was judged."""

    hashes: dict[uuid.UUID, bytes] = field(default_factory=dict)
    cards: dict[uuid.UUID, uuid.UUID | None] = field(default_factory=dict)  # card: the fact that brought it
    erased: set[uuid.UUID] = field(default_factory=set)
    issued: set[tuple[str, uuid.UUID]] = field(default_factory=set)
    keys: dict[uuid.UUID, Key] = field(default_factory=dict)
    outings_of_group: set[uuid.UUID] = field(default_factory=set)


class Refused(Exception):
    """Carries the code; the receipt adds the sentence."""

    def __init__(self, code: str, sentence: str = ""):
        super().__init__(code)
        self.receipt = lambda id: refused(id, code, sentence)


@dataclass(slots=True)
class Checked:
    """An entry whose form was looked at: its notes, or the sentence why it is bad."""

    entry: Incoming
    kind: Kind | None = None
    notes: Notes = field(default_factory=Notes)
    outing_id: uuid.UUID | None = None
    bad: str = ""


def check_form(entry: Incoming, is_desk: bool) -> Checked:
    """Everything about an entry that needs no database."""
    checked = Checked(entry)
    kind = KINDS.get(entry.kind) if isinstance(entry.kind, str) else None
    if kind is None or (kind.is_desk_only and not is_desk):
        return checked
    checked.kind = kind
    try:
        _check_frame(entry)
        checked.outing_id = id_of(entry.outing, "outing")
        if not isinstance(entry.made_at, datetime):
            moment_of(entry.made_at, "made_at")
        checked.notes = check_body(kind, entry.body)
    except BadFact as error:
        checked.bad = error.sentence
    return checked


def judge(checked: Checked, known: Known, sender: Sender) -> Row | None:
    """The row to file, or None when it is filed already. Raises Refused."""
    entry = checked.entry
    if entry.person is not None and entry.person in known.erased:
        raise Refused("erased")
    before = known.hashes.get(entry.id)
    if before is not None and before == entry.hash and not checked.bad:
        return None
    if (before is not None and before != entry.hash) or known.cards.get(entry.person, entry.id) != entry.id:
        raise Refused("id_taken")
    if checked.kind is None:
        raise Refused("unknown_kind")
    _check_against(checked, known, sender)
    return _row(checked, sender)


def _check_frame(entry: Incoming) -> None:
    if type(entry.raw) is Doubled:
        raise BadFact(_("The field {field} stands there twice.").format(field=entry.raw.name[:80]))
    for name, value in entry.raw.items():
        if name not in FIELDS and value is not None:
            raise BadFact(_("There is no field {field} here.").format(field=name[:80]))


def _check_against(checked: Checked, known: Known, sender: Sender) -> None:
    notes = checked.notes
    if checked.bad:
        raise Refused("bad_fact", checked.bad)
    for what, id, name in notes.references:
        if (what, id) not in known.issued:
            raise Refused(
                "bad_fact", _("The field {field} names nothing that this group has issued.").format(field=name)
            )
    if notes.sealed:
        _check_readers(checked.kind, notes.sealed, known)
    outing = sender.outings.get(checked.outing_id)
    if outing is None:
        is_ours = sender.phone and sender.phone.member_id and checked.outing_id in known.outings_of_group
        raise Refused("outing_not_yours" if is_ours else "unknown_outing")
    if sender.corrected(checked.entry.made_at) - sender.received_at > AHEAD:
        raise Refused("made_in_future")
    if notes.sealed and not all(_is_taken(known.keys[wrap.reader], outing, sender) for wrap in notes.sealed.wraps):
        raise Refused("key_ended")


def _check_readers(kind: Kind, sealed: Sealed, known: Known) -> None:
    for number, wrap in enumerate(sealed.wraps):
        if wrap.reader not in known.keys:
            sentence = _("The field {field} names no key of this group.")
            raise Refused("bad_fact", sentence.format(field=f"body.sealed.wraps[{number}].for"))
    if not any(known.keys[wrap.reader].kind == kind.sealed_to for wrap in sealed.wraps):
        sentence = _("The field {field} has no wrap for the group’s key.")
        raise Refused("bad_fact", sentence.format(field="body.sealed.wraps"))


def _is_taken(key: Key, outing: Outing, sender: Sender) -> bool:
    if key.ended_at is None:
        return True
    return sender.received_at <= max(key.ended_at, outing.ends_at + PASS_LASTS_FOR) + KEY_IS_TAKEN_FOR


def _row(checked: Checked, sender: Sender) -> Row:
    entry, body = checked.entry, checked.entry.body
    happened_at = min(sender.corrected(entry.made_at), sender.received_at)
    row = Row(
        id=entry.id,
        kind=entry.kind,
        outing_id=checked.outing_id,
        phone_id=sender.phone and sender.phone.id,
        by_id=sender.by and sender.by.id,
        made_at=entry.made_at,
        happened_at=happened_at,
        content_hash=entry.hash,
        fields=body,
    )
    if body:
        _fill(row, body)
    return row


def _fill(row: Row, body: dict) -> None:
    kept = {name: value for name, value in body.items() if name != "sealed"}
    row.body = json.dumps(kept, separators=(",", ":"))
    row.of = uuid.UUID(body["of"]) if row.kind in ("detail", "retraction") else None
    row.person = uuid.UUID(body["person"]) if row.kind in ("contact", "attempt", "next_step") else None
    row.copies = int(body.get("copies") or body.get("people") or 0)
    row.for_friend = int(body.get("for_friend") or 0)
