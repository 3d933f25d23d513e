"""Copies booked out to an outing: a number per batch, and a move out of the cupboard."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import bring
from handbill.copies.models import Batch
from handbill.copies.queries import in_cupboard
from handbill.copies.visibility import may_move_copies
from handbill.plan.models import Booking, Outing


@transaction.atomic
def book_copies(outing: Outing, batch: Batch, copies: int, *, by: Member, advised: int | None = None) -> Booking | None:
    """From now on `copies` of the batch go to the outing; 0 takes the booking back.

    `advised` is what the page advised as it was booked: the debrief holds it against what went.
    """
    _may_book(by)
    if batch.group_id != outing.group_id:
        raise Refusal("batch_unknown", _("There is no such batch. Nothing was booked."), 404)
    if copies > batch.copies:
        sentence = ngettext(
            "Batch {code} has {copies} copy in all. Nothing was booked; take fewer, or part of another batch.",
            "Batch {code} has {copies} copies in all. Nothing was booked; take fewer, or part of another batch.",
            batch.copies,
        )
        raise Refusal("more_than_printed", sentence.format(code=batch.code, copies=batch.copies))
    _before_its_phones(outing)
    on = outing.starts_at.astimezone(outing.zone).date()
    bring(outing.pk, batch, max(copies, 0), name=outing.place.name, on=on, by=by)
    if copies < 1:
        Booking.objects.filter(outing=outing, batch=batch).delete()
        return None
    if advised and advised != outing.copies_advised:
        outing.copies_advised = advised
        outing.save(update_fields=["copies_advised"])
    booking, _made = Booking.objects.update_or_create(
        outing=outing,
        batch=batch,
        defaults={"copies": copies, "made_by": by},
        create_defaults={"group": outing.group, "copies": copies, "made_by": by},
    )
    return booking


@transaction.atomic
def book_in_all(outing: Outing, copies: int, *, by: Member, advised: int | None = None) -> None:
    """From now on so many go to the outing in all: what is booked stays as far as it can, the rest is what the cupboard has."""
    _may_book(by)
    _before_its_phones(outing)
    booked = {booking.batch: booking.copies for booking in outing.bookings.select_related("batch").order_by("made_at")}
    for batch, share in _shares(copies, booked, in_cupboard(outing.group)).items():
        if share != booked.get(batch, 0):
            book_copies(outing, batch, share, by=by, advised=advised)


@transaction.atomic
def guess_copies(outing: Outing, guess: int, *, by: Member) -> Outing:
    """What somebody thinks would go: the advice starts from it as long as little is known."""
    if not Outing.objects.changeable_by(by).filter(pk=outing.pk).exists():
        raise MayNot(_("The guess is made by an organiser, or by whoever leads the outing."))
    outing.copies_guess = guess
    outing.save(update_fields=["copies_guess"])
    return outing


def _before_its_phones(outing: Outing) -> None:
    """PostgreSQL: who files facts of an outing holds it first and then what is noted of its copies; so does who books."""
    list(Outing.objects.select_for_update(no_key=True).filter(pk=outing.pk).values_list("pk"))


def _may_book(by: Member) -> None:
    if not may_move_copies(by):
        raise MayNot(_("Copies are booked by organisers and volunteers."))


def _shares(copies: int, booked: dict[Batch, int], cupboard: dict[Batch, int]) -> dict[Batch, int]:
    """How many of each batch: one that has all that is missing before several, the newest first."""
    shares = dict(booked)
    more = copies - sum(booked.values())
    for batch in reversed(booked) if more < 0 else _in_order(more, booked, cupboard):
        step = max(more, -shares[batch]) if more < 0 else min(more, cupboard[batch])
        shares[batch] = shares.get(batch, 0) + step
        more -= step
    if more > 0:
        sentence = ngettext(
            "Not enough: {n} copy is in the cupboard. Nothing was booked; take fewer, or print more.",
            "Not enough: {n} copies are in the cupboard. Nothing was booked; take fewer, or print more.",
            sum(cupboard.values()),
        )
        raise Refusal("not_in_the_cupboard", sentence.format(n=sum(cupboard.values())))
    return shares


def _in_order(more: int, booked: dict[Batch, int], cupboard: dict[Batch, int]) -> list[Batch]:
    """`sorted` keeps the newest first among batches that are alike."""
    return sorted(cupboard, key=lambda batch: (cupboard[batch] < more, batch not in booked))
