"""Filing a batch: judged one by one, written at once. The only way facts get into the ledger."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from handbill.accounts.models import Group, Key
from handbill.facts import copies_noted, issued, ledger, reached, sign_ups, tallies
from handbill.facts.incoming import Incoming, read_entry, uuid_of
from handbill.facts.judging import Known, Refused, Sender, judge
from handbill.facts.ledger import Row
from handbill.facts.models import Fact, SealedText, SetAside
from handbill.facts.receipts import FILED, KNOWN, Receipt, refused, without_id
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
    texts: list[SealedText] = field(default_factory=list)
    aside: list[Incoming] = field(default_factory=list)


def file(entries: Sequence[object], sender: Sender, cards: CardRegister | None = None) -> Filed:
    """File a batch in the caller's transaction. One bad fact never spoils its neighbours."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("facts are filed in the transaction of their batch")
    is_desk = sender.is_desk
    read = [read_entry(entry, is_desk) for entry in entries]
    _one_at_a_time(read, sender)
    known = _ask(read, sender, cards or CardRegister())
    filed = Filed()
    filed.receipts = [_judge_one(entry, known, sender, filed) for entry in read]
    if filed.aside:
        _set_aside(filed.aside, sender)
    if filed.rows:
        _write(filed, sender)
    return filed


def _one_at_a_time(read: Sequence[Incoming], sender: Sender) -> None:
    """PostgreSQL: batches for one outing wait for each other, as all do on SQLite; else tallies would miss each other."""
    if connection.vendor == "postgresql":
        named = {entry.outing for entry in read if isinstance(entry.outing, str)}
        wanted = sorted(named & sender.outings_by_text.keys())
        list(Outing.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id").values_list("id"))


def _ask(read: Sequence[Incoming], sender: Sender, cards: CardRegister) -> Known:
    """Everything the database must be asked, once for the whole batch and only where something asks for it."""
    group = sender.group
    known = Known(hashes=ledger.hashes_of(group.id, [entry.id for entry in read if entry.id]))
    persons = {uuid_of(entry.person) for entry in read if entry.person}
    if persons:
        known.erased = {id.bytes for id in cards.erased(group, persons)}
        known.cards = dict.fromkeys(id.bytes for id in cards.foreign(group, persons))
        contacts = Fact.objects.filter(group=group, person__in=persons, kind="contact").values_list("person", "id")
        known.cards |= {person.bytes: id.bytes for person, id in contacts}
    references = {(what, id) for entry in read for what, id, _name in entry.notes.references}
    if references:
        known.issued = issued.of_group(group, references)
    wraps = {wrap.reader for entry in read if entry.notes.sealed for wrap in entry.notes.sealed.wraps}
    if wraps:
        known.keys = Key.objects.filter(group=group).in_bulk(list(wraps))
    known.outings_of_group = _others(read, sender)
    return known


def _others(read: Sequence[Incoming], sender: Sender) -> set[str]:
    """Of the outings named that this sender may not send to, those of the group."""
    ours = sender.outings_by_text
    others = {entry.outing for entry in read if entry.kind and not entry.bad and entry.outing not in ours}
    if not others:
        return set()
    found = Outing.objects.filter(group=sender.group, id__in=others)
    return {str(id) for id in found.values_list("id", flat=True)}


def _judge_one(entry: Incoming, known: Known, sender: Sender, filed: Filed) -> Receipt:
    if entry.id is None:
        return without_id()
    try:
        row = judge(entry, known, sender)
    except Refused as refusal:
        if refusal.code == "id_taken":
            filed.aside.append(entry)
        return refused(entry.text, refusal.code, refusal.sentence)
    if row is None:
        return Receipt(entry.text, KNOWN)
    known.hashes[entry.id] = entry.hash
    filed.rows.append(row)
    if entry.notes.sealed:
        _put_apart(entry, row, known, sender, filed)
    return Receipt(entry.text, FILED)


def _put_apart(entry: Incoming, row: Row, known: Known, sender: Sender, filed: Filed) -> None:
    sealed, fact_id = entry.notes.sealed, uuid_of(row.id)
    if row.kind == "contact":
        known.cards[row.person] = row.id
        filed.contacts.append((fact_id, sealed))
        return
    wraps = sealed.to_wire()["wraps"]
    text = SealedText(
        id=sealed.id, group=sender.group, fact_id=fact_id, label=entry.kind.label, ct=sealed.ct, wraps=wraps
    )
    filed.texts.append(text)


def _set_aside(entries: Sequence[Incoming], sender: Sender) -> None:
    rows = SetAside.objects.filter(group=sender.group, fact_id__in=[uuid_of(entry.id) for entry in entries])
    there = {(id.bytes, bytes(hashed)) for id, hashed in rows.values_list("fact_id", "content_hash")}
    fresh = {(entry.id, entry.hash): entry for entry in entries if (entry.id, entry.hash) not in there}
    SetAside.objects.bulk_create(
        SetAside(
            group=sender.group,
            fact_id=uuid_of(entry.id),
            phone=sender.phone,
            by=sender.by,
            received_at=sender.received_at,
            content_hash=entry.hash,
            entry=entry.as_text(),
        )
        for entry in fresh.values()
    )


def _write(filed: Filed, sender: Sender) -> None:
    group_id = sender.group.id
    touched = tallies.touching(filed.rows, group_id)
    ledger.insert(filed.rows, group_id, sender.received_at)
    if filed.texts:
        SealedText.objects.bulk_create(filed.texts)
    by_outing = defaultdict(list)
    for row in filed.rows:
        by_outing[row.outing_id].append(row)
    for outing_id, rows in by_outing.items():
        here = [read for read in touched if read.outing_id == outing_id]
        tallies.add(uuid_of(outing_id), rows, group_id, here)
        copies_noted.mark(uuid_of(outing_id), rows, group_id)
        if reached.may_change(rows, group_id, here):
            reached.recount(uuid_of(outing_id), group_id)
    sign_ups.add(filed.rows, group_id, touched)
    _settle_cards(filed, touched)


def _settle_cards(filed: Filed, touched: Sequence[ledger.Read]) -> None:
    """Contacts that a retraction took back, whichever of the two came first."""
    retractions = [fact for fact in (*touched, *filed.rows) if fact.kind == "retraction"]
    if not retractions:
        return
    facts = {fact.id: fact for fact in (*touched, *filed.rows)}
    fresh = {row.id for row in filed.rows}
    struck = {
        fact.of: fact.id
        for fact in retractions
        if takes_effect(fact, facts.get(fact.of)) and facts[fact.of].kind == "contact"
    }
    filed.contacts = [(id, sealed) for id, sealed in filed.contacts if id.bytes not in struck]
    filed.withdrawn = [uuid_of(facts[of].person) for of, by in struck.items() if of not in fresh and by in fresh]
