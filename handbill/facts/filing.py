"""Filing a batch: judged one by one, written at once. The only way facts get into the ledger."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Key
from handbill.facts import issued, ledger, tallies
from handbill.facts.incoming import Incoming, read_entry
from handbill.facts.judging import Checked, Known, Refused, Sender, check_form, judge
from handbill.facts.ledger import Row
from handbill.facts.models import Fact, SealedText, SetAside
from handbill.facts.receipts import FILED, KNOWN, Receipt, refused
from handbill.facts.standing import takes_effect
from handbill.keys.envelope import Sealed
from handbill.plan.models import Outing

Asked = Callable[[Group, Collection[uuid.UUID]], Collection[uuid.UUID]]


@dataclass(frozen=True)
class CardRegister:
    """What the room above knows about cards, asked by id: which were erased, which belong to somebody else."""

    erased: Asked = lambda group, ids: ()
    foreign: Asked = lambda group, ids: ()


@dataclass
class Filed:
    """What came of a batch: a receipt per entry in order, what was filed, and what that means for cards."""

    receipts: list[Receipt] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    contacts: list[tuple[uuid.UUID, Sealed]] = field(default_factory=list)  # fact id and card, unless retracted
    withdrawn: list[uuid.UUID] = field(default_factory=list)  # persons whose contact a retraction took back


def file(entries: Sequence[object], sender: Sender, cards: CardRegister | None = None) -> Filed:
    """File a batch in the caller's transaction. One bad fact never spoils its neighbours."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("facts are filed in the transaction of their batch")
    checked = [check_form(read_entry(entry), sender.is_desk) for entry in entries]
    _one_at_a_time(checked, sender)
    known = _ask(checked, sender, cards or CardRegister())
    filed = Filed()
    texts, aside = [], []
    for one in checked:
        filed.receipts.append(_judge_one(one, known, sender, filed, texts, aside))
    touched = tallies.touching(filed.rows, sender.group) if filed.rows else []
    ledger.insert(filed.rows, sender.group, sender.received_at)
    SealedText.objects.bulk_create(texts)
    _set_aside(aside, sender)
    _tally(filed.rows, touched, sender.group)
    _settle_cards(filed, touched)
    return filed


def _one_at_a_time(checked: Sequence[Checked], sender: Sender) -> None:
    """PostgreSQL: batches for one outing wait for each other, as all do on SQLite; else tallies would miss each other."""
    if connection.vendor == "postgresql":
        wanted = sorted({one.outing_id for one in checked if one.outing_id in sender.outings})
        list(Outing.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id").values_list("id"))


def _ask(checked: Sequence[Checked], sender: Sender, cards: CardRegister) -> Known:
    """Everything the database must be asked, once for the whole batch and only where something asks for it."""
    group = sender.group
    ids = [one.entry.id for one in checked if one.entry.id]
    persons = {one.entry.person for one in checked if one.entry.person}
    known = Known(hashes=_hashes(group, ids))
    if persons:
        known.erased = set(cards.erased(group, persons))
        known.cards = dict.fromkeys(cards.foreign(group, persons))
        contacts = Fact.objects.filter(group=group, person__in=persons, kind="contact")
        known.cards |= dict(contacts.values_list("person", "id"))
    known.issued = issued.of_group(group, {(what, id) for one in checked for what, id, _name in one.notes.references})
    wraps = {wrap.reader for one in checked if one.notes.sealed for wrap in one.notes.sealed.wraps}
    if wraps:
        known.keys = Key.objects.filter(group=group).in_bulk(list(wraps))
    others = {one.outing_id for one in checked if one.outing_id} - sender.outings.keys()
    if others:
        known.outings_of_group = set(Outing.objects.filter(group=group, id__in=others).values_list("id", flat=True))
    return known


def _hashes(group: Group, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    if not ids:
        return {}
    rows = Fact.objects.filter(group=group, id__in=ids).values_list("id", "content_hash")
    return {id: bytes(hashed) for id, hashed in rows}


def _judge_one(one: Checked, known: Known, sender: Sender, filed: Filed, texts: list, aside: list) -> Receipt:
    entry = one.entry
    if entry.id is None:
        return _without_id()
    try:
        row = judge(one, known, sender)
    except Refused as refusal:
        receipt = refusal.receipt(str(entry.id))
        if receipt.code == "id_taken":
            aside.append(entry)
        return receipt
    if row is None:
        return Receipt(str(entry.id), KNOWN)
    known.hashes[entry.id] = entry.hash
    filed.rows.append(row)
    if one.notes.sealed:
        _put_apart(one, row, known, sender, filed, texts)
    return Receipt(str(entry.id), FILED)


def _without_id() -> Receipt:
    sentence = _("The field {field} must be an id: a UUID of version 7 in lower case with hyphens.").format(field="id")
    return refused(None, "bad_fact", sentence)


def _put_apart(one: Checked, row: Row, known: Known, sender: Sender, filed: Filed, texts: list) -> None:
    sealed = one.notes.sealed
    if row.kind == "contact":
        known.cards[row.person] = row.id
        filed.contacts.append((row.id, sealed))
        return
    wraps = sealed.to_wire()["wraps"]
    texts.append(
        SealedText(id=sealed.id, group=sender.group, fact_id=row.id, label=one.kind.label, ct=sealed.ct, wraps=wraps)
    )


def _set_aside(entries: Sequence[Incoming], sender: Sender) -> None:
    if not entries:
        return
    rows = SetAside.objects.filter(group=sender.group, fact_id__in=[entry.id for entry in entries])
    there = {(id, bytes(hashed)) for id, hashed in rows.values_list("fact_id", "content_hash")}
    fresh = {(entry.id, entry.hash): entry for entry in entries if (entry.id, entry.hash) not in there}
    SetAside.objects.bulk_create(
        SetAside(
            group=sender.group,
            fact_id=entry.id,
            phone=sender.phone,
            by=sender.by,
            received_at=sender.received_at,
            content_hash=entry.hash,
            entry=entry.as_text(),
        )
        for entry in fresh.values()
    )


def _tally(rows: Sequence[Row], touched: Sequence[tallies.Read], group: Group) -> None:
    by_outing, touched_of = defaultdict(list), defaultdict(list)
    for row in rows:
        by_outing[row.outing_id].append(row)
    for read in touched:
        touched_of[read.outing_id].append(read)
    for outing_id, filed in by_outing.items():
        tallies.add(outing_id, filed, group, touched_of[outing_id])


def _settle_cards(filed: Filed, touched: Sequence[tallies.Read]) -> None:
    """Contacts that a retraction took back, whichever of the two came first."""
    facts = {fact.id: fact for fact in (*touched, *filed.rows)}
    fresh = {row.id for row in filed.rows}
    struck = {
        fact.of: fact.id
        for fact in facts.values()
        if fact.kind == "retraction" and takes_effect(fact, facts.get(fact.of)) and facts[fact.of].kind == "contact"
    }
    filed.contacts = [(id, sealed) for id, sealed in filed.contacts if id not in struck]
    filed.withdrawn = [facts[of].person for of, by in struck.items() if of not in fresh and by in fresh]
