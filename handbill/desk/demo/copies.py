"""Copies of the demo beside its outings: the latest issue in the cupboard, with members and at a café; a count that found fewer."""

import random
from datetime import datetime, timedelta

from django.db import transaction

from handbill.accounts.models import Group, Member
from handbill.base import clock
from handbill.copies.actions import count, count_scan, mark_trial, move, record_run
from handbill.copies.holders import end_of, place_named, stack_of
from handbill.copies.lines import copies_with
from handbill.copies.models import Batch, Holder, Issue
from handbill.copies.models.print import first_cupboard
from handbill.copies.noted import settle_marked
from handbill.facts.desk import note_fact
from handbill.plan.models import Booking

SEED = 812
LATEST, TITLE = "14", "Who fixes the lifts?"
TITLES = {"13": "Heating on the ground floor", "12": "Ask for the meter readings", "11": "Six months without a lift"}
CUPBOARD = "Mill Lane"
MISSING = 11
WITH_SIGN_UPS = 16  # outings; enough to say something of copies passed on, not of every batch


def keep_copies(group: Group, now: datetime, mira: Member, members: dict[str, Member]) -> None:
    """The outings' own copies are there already, since they were booked and tapped."""
    with transaction.atomic():
        Holder.objects.filter(pk=first_cupboard(group).pk).update(name=CUPBOARD)
        for name, title in TITLES.items():
            Issue.objects.filter(group=group, name=name).update(title=title)
        _move_about(_print(now, mira), group, now, members)
    _scan(group, now)
    _try_words(_sign_up(group, now, mira), mira)
    settle_marked(group.pk)


def _print(now: datetime, mira: Member) -> list[Batch]:
    """What the printer brought of the latest issue, beside what the outings took at once."""
    with clock.stand_at(now - timedelta(days=19)):
        run = record_run(
            issue=LATEST,
            title=TITLE,
            copies=600,
            cupboard=CUPBOARD,
            note="Delivery note is kept in the drawer.",
            by=mira,
        )
    return sorted(run.batches.all(), key=lambda batch: batch.code)


def _move_about(batches: list[Batch], group: Group, now: datetime, members: dict[str, Member]) -> None:
    joss, ola, hugo, dalia = (members[name] for name in ("Joss", "Ola", "Hugo", "Dalia"))
    first, second, _third = batches
    cupboard = first.run.cupboard
    lines = [
        (18, first, 60, cupboard, stack_of(joss), joss, "For Kestrel Court"),
        (17, first, 40, cupboard, place_named(group, "Ferry Café"), hugo, "In the rack by the door"),
        (12, second, 80, cupboard, end_of(group.pk, "letterbox"), hugo, "Linden Street, odd numbers"),
        (9, second, 25, cupboard, stack_of(dalia), dalia, ""),
        (6, first, 15, stack_of(joss), end_of(group.pk, "hand"), joss, "At the residents’ meeting"),
        (5, first, 5, stack_of(joss), cupboard, joss, ""),
    ]
    for days, batch, copies, source, target, by, note in lines:
        with clock.stand_at(now - timedelta(days=days, hours=2)):
            move(batch, copies, source=source, target=target, by=by, note=note)
    with clock.stand_at(now - timedelta(days=2, hours=3)):
        count(second, cupboard, copies_with(second, cupboard) - MISSING, by=ola)


def _try_words(batches: list[Batch], mira: Member) -> None:
    """In turn they were given with 'take one for a friend' and without; it is too early to say what that brings."""
    for number, batch in enumerate(dict.fromkeys(batches)):
        mark_trial(batch, "plain" if number % 2 else "prompted", by=mira)


def _sign_up(group: Group, now: datetime, mira: Member) -> list[Batch]:
    """Some readers sign up with the square of their copy, a few of them friends of whoever was given it; the batches they had."""
    chance = random.Random(SEED + 1)  # noqa: S311  for a story, not for a secret
    rows = Booking.objects.filter(group=group, outing__ends_at__lt=now - timedelta(days=4))
    bookings = list(rows.select_related("outing", "batch").order_by("-outing__starts_at")[:WITH_SIGN_UPS])
    for booking in bookings:
        for _reader in range(chance.randint(1, 4)):
            way = chance.choices(["given", "friend", "found"], [6, 4, 1])[0]
            with clock.stand_at(min(now, booking.outing.ends_at + timedelta(days=chance.randint(1, 9)))):
                note_fact("sign_up", {"batch": str(booking.batch_id), "way": way}, outing=booking.outing, by=mira)
    return [booking.batch for booking in bookings]


def _scan(group: Group, now: datetime) -> None:
    """Squares are opened for some weeks after a batch was printed, by a few of its readers."""
    chance = random.Random(SEED)  # noqa: S311  for a story, not for a secret
    for batch in Batch.objects.filter(group=group).order_by("made_at", "code"):
        days = min((now - batch.made_at).days, 40)
        for _time in range(chance.randint(0, 12) if days else 0):
            count_scan(batch, (batch.made_at + timedelta(days=chance.randint(0, days))).date())
