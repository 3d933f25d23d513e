"""Copies booked out to an outing, as a plain number per batch."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies.models import Batch
from handbill.copies.visibility import may_move_copies
from handbill.plan.models import Booking, Outing


@transaction.atomic
def book_copies(outing: Outing, batch: Batch, copies: int, *, by: Member) -> Booking | None:
    """From now on `copies` of the batch go to the outing; 0 takes the booking back."""
    if not may_move_copies(by):
        raise MayNot(_("Copies are booked by organisers and volunteers."))
    if batch.group_id != outing.group_id:
        raise Refusal("batch_unknown", _("There is no such batch. Nothing was booked."), 404)
    if copies > batch.copies:
        sentence = _(
            "Batch {code} has {copies} copies in all. Nothing was booked; take fewer, or part of another batch."
        )
        raise Refusal("more_than_printed", sentence.format(code=batch.code, copies=batch.copies))
    if copies < 1:
        Booking.objects.filter(outing=outing, batch=batch).delete()
        return None
    booking, _made = Booking.objects.update_or_create(
        outing=outing,
        batch=batch,
        defaults={"copies": copies, "made_by": by},
        create_defaults={"group": outing.group, "copies": copies, "made_by": by},
    )
    return booking
