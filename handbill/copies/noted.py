"""Lines that follow from facts: what phones noted moves the outing's copies by itself.

Facts stand above this room, so their room registers a reader here (`read_with`) and marks an outing whenever facts about
copies come in or are taken back (`mark`). Whoever next reads or moves copies settles the marked outings first: their
facts are read whole, and the lines that follow are written anew. So a late phone and a retraction need no rule of their
own. Stacks never fall below nothing; what phones say beyond that is 'found'.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection

from django.db import transaction
from django.db.models import Q

from handbill.base.clock import now
from handbill.copies.holders import end_of, stack_at
from handbill.copies.lines import lock
from handbill.copies.models import Batch, Holder, Movement, Noted, Stack, Unsettled
from handbill.copies.spread import Brought, Part, Reading, deal

Reader = Callable[[uuid.UUID], Reading | None]
ENDS_OF = {"handed_out": "hand", "letterbox": "letterbox", "left": "left", "untapped": "untapped"}
_readers: list[Reader] = []


def read_with(reader: Reader) -> None:
    """Called once by the room of facts: how an outing's facts are read."""
    _readers[:] = [reader]


def mark(outing_ids: Collection[uuid.UUID], group_id: uuid.UUID) -> None:
    """In the transaction that changes the facts or lines of these outings. A mark that stands is locked and kept."""
    rows = [Unsettled(outing=id, group_id=group_id, marked_at=now()) for id in sorted(outing_ids)]
    if rows:
        Unsettled.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["outing"], update_fields=["marked_at"]
        )


def mark_holders(group_id: uuid.UUID, *holders: Holder | None) -> None:
    """Those among them that are outings."""
    mark([holder.outing for holder in holders if holder and holder.outing], group_id)


def settle_marked(group_id: uuid.UUID) -> None:
    """Bring every marked outing of the group up to its facts. One query where none is marked."""
    marked = list(Unsettled.objects.filter(group=group_id).order_by("outing").values_list("outing", flat=True))
    for outing_id in marked:
        with transaction.atomic():
            lock(group_id)
            gone, _per_model = Unsettled.objects.filter(outing=outing_id).delete()
            reading = _readers[0](outing_id) if gone and _readers else None
            if reading:
                settle(reading)


def settle(reading: Reading) -> None:
    """Write the lines of one outing anew, in the caller's transaction."""
    outing = Holder.objects.filter(outing=reading.outing).first()
    if outing is None and not reading.said:
        return
    outing = stack_at(reading.outing, reading.group, reading.name, reading.on)
    dealt = deal(reading, brought_to(outing))
    before = defaultdict(list)
    for row in Noted.objects.filter(outing=outing).select_related("source", "target"):
        before[row.batch_id].append(row)
    wanted = defaultdict(dict)
    for (batch, kind, member), part in dealt.parts.items():
        wanted[batch][kind, member] = part
    for batch in Batch.objects.filter(group=reading.group, id__in=before.keys() | wanted.keys()).order_by("id"):
        _BatchAtOuting(reading, outing, batch).rewrite(before[batch.id], wanted[batch.id])


def booked_at(outing: Holder, batch: Batch) -> int:
    """What members booked out of the cupboards to it."""
    return brought_to(outing).get(batch.id, Brought()).booked


def brought_to(outing: Holder) -> dict[uuid.UUID, Brought]:
    """Per batch in the order of its first line, by the lines of members alone."""
    found: dict[uuid.UUID, list[int]] = {}
    lines = Movement.objects.filter(Q(source=outing) | Q(target=outing)).order_by("at", "id")
    columns = ("batch_id", "kind", "copies", "target_id", "source__kind")
    for batch_id, kind, copies, target_id, source_kind in lines.values_list(*columns):
        sums = found.setdefault(batch_id, [0, 0, 0])
        is_in = target_id == outing.pk
        sums[0] += copies if is_in else -copies
        if kind == "taken_back" or (kind == "taken" and is_in and source_kind == "cupboard"):
            sums[1] += copies if is_in else -copies
        if kind == "handed_back":
            sums[2] += copies
        elif kind == "undone" and is_in and source_kind == "cupboard":
            sums[2] -= copies
    return {batch_id: Brought(*sums) for batch_id, sums in found.items()}


class _BatchAtOuting:
    """The lines of one batch at one outing, taken back and written anew over its stacks."""

    def __init__(self, reading: Reading, outing: Holder, batch: Batch):
        self.reading, self.outing, self.batch = reading, outing, batch
        rows = Stack.objects.filter(batch=batch)
        self.there = defaultdict(int, rows.values_list("holder", "copies"))
        self.found_there = dict(self.there)
        self.lines: list[Noted] = []

    def rewrite(self, before: list[Noted], wanted: dict[tuple, Part]) -> None:
        for line in before:
            self._shift(line.target_id, line.source_id, line.copies)
        self._hand_on(before, wanted)
        self._take(wanted)
        for kind, end in ENDS_OF.items():
            if (kind, None) in wanted:
                self._line(kind, self.outing, end_of(self.reading.group, end), wanted[kind, None])
        found = max(-self.there[self.outing.pk], wanted.get(("found", None), Part()).copies)
        self._line("found", None, self.outing, Part(found))
        self._save(before)

    def _hand_on(self, before: list[Noted], wanted: dict[tuple, Part]) -> None:
        """To cupboards and members; what they have passed on meanwhile cannot be taken back."""
        targets = {line.target_id: line.target for line in before if line.kind in ("handed_back", "given_on")}
        parts: dict = defaultdict(Part)
        for (kind, member), part in wanted.items():
            if kind in ("handed_back", "given_on"):
                target = self._target(kind, member)
                targets[target.pk] = target
                parts[target.pk].copies += part.copies
        for pk, target in targets.items():
            kind = "handed_back" if target.kind == "cupboard" else "given_on"
            self._line(kind, self.outing, target, Part(max(parts[pk].copies, -self.there[pk])))

    def _take(self, wanted: dict[tuple, Part]) -> None:
        """More than was booked, as far as the cupboard or the member has it."""
        for (kind, member), part in wanted.items():
            if kind == "taken":
                source = self._member(member) if member else self.batch.run.cupboard
                self._line("taken", source, self.outing, Part(min(part.copies, max(0, self.there[source.pk]))))

    def _target(self, kind: str, member: uuid.UUID | None) -> Holder:
        if kind == "handed_back":
            return self.batch.run.cupboard
        return self._member(member) if member else end_of(self.reading.group, "elsewhere")

    def _member(self, member: uuid.UUID) -> Holder:
        holder, _made = Holder.objects.get_or_create(
            member_id=member, defaults={"group_id": self.reading.group, "kind": "member"}
        )
        return holder

    def _line(self, kind: str, source: Holder | None, target: Holder, part: Part) -> None:
        if part.copies < 1:
            return
        self._shift(source.pk if source else None, target.pk, part.copies)
        line = Noted(
            group_id=self.reading.group,
            outing=self.outing,
            batch=self.batch,
            kind=kind,
            source=source,
            target=target,
            copies=part.copies,
            for_friends=part.for_friends,
            phones=self.reading.phones,
            at=self.reading.last_at or now(),
        )
        self.lines.append(line)

    def _shift(self, source: uuid.UUID | None, target: uuid.UUID | None, copies: int) -> None:
        if source:
            self.there[source] -= copies
        if target:
            self.there[target] += copies

    def _save(self, before: list[Noted]) -> None:
        Noted.objects.filter(pk__in=[line.pk for line in before]).delete()
        Noted.objects.bulk_create(self.lines)
        for holder, copies in self.there.items():
            if copies != self.found_there.get(holder):
                Stack.objects.update_or_create(
                    batch=self.batch,
                    holder_id=holder,
                    defaults={"copies": copies},
                    create_defaults={"group_id": self.reading.group, "copies": copies},
                )


__all__ = ["Reading", "booked_at", "brought_to", "mark", "mark_holders", "read_with", "settle", "settle_marked"]
