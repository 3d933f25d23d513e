"""Sheets printed, typed in, taken back: each in one transaction."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Member, Phone, Wording
from handbill.accounts.readers import card_reader, member_reader
from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.keys.envelope import CARD, seal
from handbill.plan.models import Outing
from handbill.sheets.models import Sheet, SheetFact
from handbill.sheets.quarters import middles
from handbill.sheets.typed import SignUp, Tally
from handbill.sync.actions import take_in_typed

MOST_AT_ONCE = 20


@transaction.atomic
def print_sheets(outing: Outing, kind: str, how_many: int, *, by: Member) -> list[Sheet]:
    """So many more sheets, numbered on from the last of that kind."""
    Outing.objects.select_for_update().get(pk=outing.pk)
    last = Sheet.objects.filter(outing=outing, kind=kind).aggregate(last=Max("number"))["last"] or 0
    numbers = range(last + 1, last + 1 + min(how_many, MOST_AT_ONCE))
    return Sheet.objects.bulk_create(
        [Sheet(group=outing.group, outing=outing, kind=kind, number=number, printed_by=by) for number in numbers]
    )


@transaction.atomic
def type_tally(sheet: Sheet, tally: Tally, *, by: Member) -> int:
    """File what the strokes say, as this sheet's own stack; returns how many facts. Refuses a sheet typed before."""
    _close(sheet, by)
    sheet.stack = Phone.objects.create(group=sheet.group, name=_("Sheet {number}").format(number=sheet.number))
    sheet.save(update_fields=["stack"])
    return _file(sheet, list(_tally_facts(sheet.outing, tally)), phone=sheet.stack, by=by)


@transaction.atomic
def type_sign_ups(sheet: Sheet, rows: Sequence[SignUp], *, met_by: Member, met_at: datetime, by: Member) -> int:
    """Make a person with a sealed card and a follow-up of each row; returns how many. Refuses a sheet typed before."""
    _close(sheet, by)
    words = _wordings(sheet.group)
    readers = [card_reader(sheet.group), member_reader(met_by)]
    facts = [_contact(row, sheet.group, words, readers, met_by, met_at) for row in rows if not row.is_blank]
    return _file(sheet, facts, phone=None, by=by)


@transaction.atomic
def take_back(sheet: Sheet, *, by: Member) -> int:
    """Everything that came from this sheet is retracted, people included, and the sheet can be typed again."""
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    filed = list(sheet.facts.all())
    moment = clock.now()
    entries = [_entry("retraction", moment, of=str(one.fact)) for one in filed]
    _take_in(sheet, entries, phone=sheet.stack, by=by)
    sheet.facts.all().delete()
    sheet.typed_at = sheet.typed_by = sheet.stack = None
    sheet.save(update_fields=["typed_at", "typed_by", "stack"])
    return len(filed)


def _close(sheet: Sheet, by: Member) -> None:
    """Whoever comes first types it; two at once cannot both."""
    closed = Sheet.objects.filter(pk=sheet.pk, typed_at=None).update(typed_at=clock.now(), typed_by=by)
    if not closed:
        sentence = _("This sheet has been typed in already. Nothing was filed twice: look at what is there first.")
        raise Refusal("sheet_typed", sentence, 409)
    sheet.refresh_from_db()


def _tally_facts(outing: Outing, tally: Tally) -> Iterator[dict]:
    """Strokes stand in the middle of their row; the questions go to the first conversations, one stroke each."""
    if tally.taken:
        yield _entry("taken", outing.starts_at, copies=tally.taken, **{"from": "cupboard"})
    heard = _spread(tally.questions)
    for at, row in zip(middles(outing), tally.rows, strict=True):
        counts = row.counts
        if counts["copies"]:
            yield _entry("handout", at, copies=counts["copies"], way="hand")
        for people in _pieces(counts["in_vain"], 100):
            yield _entry("asked_in_vain", at, people=people)
        for number in range(counts["conversations"]):
            yield _conversation(at, number, counts, next(heard, []))
    if tally.brought_back is not None:
        yield _entry("count", outing.ends_at, copies=tally.brought_back, final=True)


def _conversation(at: datetime, number: int, counts: dict[str, int], questions: list[str]) -> dict:
    """Those who gave come first, then those who were asked and did not."""
    ask = "given" if number < counts["given"] else "refused" if number < counts["asked"] else "not_asked"
    return _entry("conversation", at, ask=ask, **({"questions": questions} if questions else {}))


def _spread(questions: dict[str, int]) -> Iterator[list[str]]:
    """For each conversation in turn the questions that still have a stroke left."""
    left = dict(questions)
    while any(left.values()):
        asked = [id for id, strokes in left.items() if strokes]
        for id in asked:
            left[id] -= 1
        yield asked


def _pieces(total: int, most: int) -> list[int]:
    return [most] * (total // most) + ([total % most] if total % most else [])


def _contact(row: SignUp, group: Group, words: dict, readers, met_by: Member, met_at: datetime) -> dict:
    """Sealed here the moment it arrives; from then on it opens for organisers and for whoever met the person."""
    ways = [("follow_up", channel) for channel in row.channels] + ([("news", "email")] if row.wants_paper else [])
    consents = [
        {"purpose": purpose, "channel": channel, "wording": str(words[purpose, channel].id)}
        for purpose, channel in ways
    ]
    card_id = new_id(met_at)
    plain = {"name": row.name, "phone": row.phone, "email": row.email, "other": "", "note": row.note}
    sealed = seal(
        {"v": 1, **plain, "language": group.language, "consents": consents, "made_at": met_at.isoformat()},
        label=CARD,
        id=card_id,
        readers=readers,
    )
    return _entry(
        "contact",
        met_at,
        person=str(card_id),
        sealed=sealed.to_wire(),
        channels=list(row.channels) or ["email"],
        consents=consents,
        language=group.language,
        owner=str(met_by.id),
    )


def _wordings(group: Group) -> dict[tuple[str, str], Wording]:
    """The words now asked, in the group's language where it has them."""
    standing = Wording.objects.filter(group=group, ended_at=None)
    found = {}
    for wording in sorted(standing, key=lambda one: one.language == group.language):
        found[wording.purpose, wording.channel] = wording
    return found


def _entry(kind: str, at: datetime, **body) -> dict:
    return {"id": str(new_id(at)), "kind": kind, "made_at": at.isoformat(), "body": body}


def _file(sheet: Sheet, facts: list[dict], *, phone: Phone | None, by: Member) -> int:
    _take_in(sheet, facts, phone=phone, by=by)
    SheetFact.objects.bulk_create(
        [SheetFact(group=sheet.group, sheet=sheet, fact=uuid.UUID(fact["id"])) for fact in facts]
    )
    return len(facts)


def _take_in(sheet: Sheet, facts: list[dict], *, phone: Phone | None, by: Member) -> None:
    """All or nothing: the first fact that is refused says why, and nothing of the sheet stays."""
    entries = [{**fact, "outing": str(sheet.outing_id)} for fact in facts]
    for receipt in take_in_typed(entries, group=sheet.group, phone=phone, outing=sheet.outing, by=by):
        if receipt.code:
            raise Refusal(receipt.code, receipt.sentence)
