"""Reading in this room: which outings are next, who comes, what is booked, what the last one handed down."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, Prefetch, Sum

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.copies.models import Batch
from handbill.plan.models import Booking, Decision, Joining, Outing, Shift
from handbill.plan.passes import HOURS_AFTER_THE_END


def today_and_next(member: Member, most: int = 5) -> list[Outing]:
    """The outings going on (until six hours after their end) and coming, nearest first, with who comes."""
    since = now() - timedelta(hours=HOURS_AFTER_THE_END)
    return list(
        _with_team(Outing.objects.visible_to(member).standing().filter(ends_at__gte=since)).order_by("starts_at")[:most]
    )


def coming_outings(member: Member):
    """Everything that has not ended yet, cancelled ones too, nearest first."""
    return _with_team(Outing.objects.visible_to(member).filter(ends_at__gte=now())).order_by("starts_at")


def past_outings(member: Member):
    """What is over, the latest first."""
    past = Outing.objects.visible_to(member).filter(ends_at__lt=now()).order_by("-starts_at")
    return _with_team(past)


def members_coming(outing: Outing) -> list[Member]:
    """In the order in which they said so; members who have left do not come."""
    shifts = (
        Shift.objects.filter(outing=outing, member__ended_at=None).select_related("member").order_by("said_at", "id")
    )
    return [shift.member for shift in shifts]


def members_coming_to(outings: Collection[Outing]) -> dict[UUID, int]:
    """How many said so, by outing; 0 where nobody did."""
    shifts = Shift.objects.filter(outing__in=outings, member__ended_at=None).order_by()
    return {one.id: 0 for one in outings} | dict(shifts.values_list("outing").annotate(n=Count("pk")))


def booked(outing: Outing) -> list[tuple[Batch, int]]:
    """What goes out to it: (batch, copies)."""
    bookings = Booking.objects.filter(outing=outing).select_related("batch").order_by("made_at", "id")
    return [(booking.batch, booking.copies) for booking in bookings]


def copies_booked(outing: Outing) -> int:
    """Copies of all batches together."""
    return Booking.objects.filter(outing=outing).aggregate(sum=Sum("copies"))["sum"] or 0


def last_time_here(outing: Outing) -> Outing | None:
    """The outing before at this place that took place, with `.copies_taken` as booked."""
    before = Outing.objects.standing().filter(place=outing.place_id, starts_at__lt=outing.starts_at, ends_at__lte=now())
    return before.annotate(copies_taken=Sum("bookings__copies")).order_by("-starts_at").first()


def handed_down(outing: Outing) -> list[Decision]:
    """Open decisions of earlier outings at this place, and of the one it follows."""
    open_ones = Decision.objects.open().filter(group=outing.group_id, outing__starts_at__lt=outing.starts_at)
    there = open_ones.filter(outing__place=outing.place_id)
    line = open_ones.filter(outing=outing.follows_id) if outing.follows_id else open_ones.none()
    return list((there | line).distinct().select_related("owner", "outing__place"))


def phones_of(outing: Outing) -> list[Joining]:
    """The phones that joined, the one heard longest ago first."""
    return list(Joining.objects.filter(outing=outing).select_related("phone__member", "by_pass").order_by("heard_at"))


def open_decisions(member: Member) -> list[Decision]:
    """What her group decided and has not done, the nearest day first, those without a day last."""
    return list(Decision.objects.visible_to(member).open().order_by(F("due_on").asc(nulls_last=True), "made_at"))


def _with_team(outings):
    shifts = Shift.objects.filter(member__ended_at=None).select_related("member").order_by("said_at")
    return outings.annotate(copies_booked=Sum("bookings__copies")).prefetch_related(Prefetch("shifts", queryset=shifts))
