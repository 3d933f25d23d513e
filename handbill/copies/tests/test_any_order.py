"""Whatever members do and phones say, in any order: no stack is below nothing, and every copy is somewhere."""

import random

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.copies.actions import add_batch, close_gap, count, move, undo
from handbill.copies.holders import end_of, place_named, stack_of
from handbill.copies.models import Holder, Movement, Noted, Stack
from handbill.copies.noted import settle_marked
from handbill.facts.tests.entries import Stack as PhoneStack
from handbill.plan.actions import book_copies
from tests.cast import NOON

ACTIONS = ["move", "move", "undo", "count", "close", "book", "tap", "tap", "tap", "retract"]
TAPS = [
    {"kind": "handout", "way": "hand"},
    {"kind": "handout", "way": "letterbox"},
    {"kind": "handout", "way": "left_at_place"},
    {"kind": "taken", "from_": "cupboard"},
    {"kind": "taken", "from_": "member"},
    {"kind": "taken", "from_": "other"},
    {"kind": "passed_on", "to": "cupboard"},
    {"kind": "passed_on", "to": "member"},
    {"kind": "passed_on", "to": "other"},
    {"kind": "count", "final": True},
]
ANY_ORDER = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Afternoon:
    """Two batches, a member, a café, an outing and two phones; what is done to them is drawn."""

    def __init__(self, outing, ada, ben, draw: random.Random):
        self.outing, self.ada, self.ben, self.draw = outing, ada, ben, draw
        self.batches = [add_batch(issue="14", copies=copies, by=ada) for copies in (100, 60)]
        self.phones = [PhoneStack(outing), PhoneStack(outing)]
        self.tapped: list[tuple[PhoneStack, str]] = []
        for batch in self.batches:
            book_copies(outing, batch, 20, by=ada)

    def do(self, action: str) -> None:
        try:
            getattr(self, action)()
        except Refusal:
            return

    def move(self) -> None:
        group = self.outing.group
        holders = [
            self.batches[0].run.cupboard,
            stack_of(self.ben),
            place_named(group, "Ferry Café"),
            Holder.objects.get(outing=self.outing.pk),
        ]
        ends = [end_of(group.pk, kind) for kind in ("hand", "letterbox", "lost")]
        source, target = self.draw.choice([*holders, None]), self.draw.choice([*holders, *ends])
        move(self._batch(), self._copies(), source=source, target=target, by=self.ada)

    def undo(self) -> None:
        undo(self.draw.choice(list(Movement.objects.all())), by=self.ada)

    def count(self) -> None:
        holders = Holder.objects.filter(kind__in=("cupboard", "member", "place", "outing"))
        count(self._batch(), self.draw.choice(list(holders)), self._copies(), by=self.ada)

    def close(self) -> None:
        gaps = list(Movement.objects.filter(kind="missing"))
        if gaps:
            close_gap(self.draw.choice(gaps), self.draw.choice(["found", "lost"]), self._copies(), by=self.ada)

    def book(self) -> None:
        book_copies(self.outing, self._batch(), self._copies(), by=self.ada)

    def tap(self) -> None:
        tap = dict(self.draw.choice(TAPS))
        if self.draw.random() < 0.4:
            tap["batch"] = str(self._batch().pk)
        if "member" in tap.values():
            tap["member"] = str(self.ben.pk)
        phone = self.draw.choice(self.phones)
        fact = phone.fact(copies=self._copies(), **tap)
        assert phone.verdicts(fact) == ["filed"]
        self.tapped.append((phone, fact["id"]))

    def retract(self) -> None:
        if self.tapped:
            phone, fact_id = self.draw.choice(self.tapped)
            assert phone.verdicts(phone.fact("retraction", of=fact_id)) == ["filed"]

    def _batch(self):
        return self.draw.choice(self.batches)

    def _copies(self) -> int:
        return self.draw.randint(1, 45)


def every_copy_is_somewhere(batch) -> None:
    """Printed, and found beyond that, is what the stacks hold; each is what its lines come to."""
    stacks = dict(Stack.objects.filter(batch=batch).values_list("holder", "copies"))
    assert all(copies >= 0 for copies in stacks.values())
    came = _sum(Movement.objects.filter(batch=batch, source=None)) + _sum(
        Noted.objects.filter(batch=batch, source=None)
    )
    assert came - _sum(Movement.objects.filter(batch=batch, target=None)) == sum(stacks.values())
    for holder, copies in stacks.items():
        lines = [rows.objects.filter(batch=batch) for rows in (Movement, Noted)]
        net = sum(_sum(rows.filter(target=holder)) - _sum(rows.filter(source=holder)) for rows in lines)
        assert net == copies


def _sum(rows) -> int:
    return rows.aggregate(sum=Sum("copies"))["sum"] or 0


@ANY_ORDER
@given(st.integers(0, 2**32), st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=25))
def test_every_copy_is_somewhere_and_no_stack_is_below_nothing(outing, ada, ben, seed, actions):
    with transaction.atomic(), clock.stand_at(NOON):
        afternoon = Afternoon(outing, ada, ben, random.Random(seed))
        for action in actions:
            afternoon.do(action)
            settle_marked(outing.group_id)
            for batch in afternoon.batches:
                every_copy_is_somewhere(batch)
        transaction.set_rollback(True)
