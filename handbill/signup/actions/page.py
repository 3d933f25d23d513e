"""The group's sign-up page, and who gets back to those who used it."""

from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Member, Phone, Role
from handbill.base.clock import now
from handbill.copies.models import Batch
from handbill.plan.models import Booking, Outing, Place, Setting
from handbill.plan.visibility import BEFORE_ALL
from handbill.signup.models import SignUpPage


def page_of(group: Group) -> SignUpPage:
    """The group's, made when it is first needed. Part of the caller's transaction."""
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    return SignUpPage.objects.select_related("outing__group", "outing__lead", "stack", "owner").filter(
        group=group
    ).first() or _make(group)


def owner_for(group: Group, batch: Batch | None) -> Member:
    """The lead of the outing that the batch went to, else whom the group chose, else its first organiser."""
    booked = Booking.objects.filter(batch=batch, outing__cancelled_at=None) if batch else Booking.objects.none()
    went = booked.select_related("outing__lead").order_by("-outing__starts_at").first()
    page = SignUpPage.objects.filter(group=group).select_related("owner").first()
    candidates = (went and went.outing.lead, page and page.owner, first_organiser(group))
    return next(one for one in candidates if one and one.is_active and one.has_people)


def outing_of(batch: Batch) -> Outing | None:
    """Where the batch went last."""
    booked = Booking.objects.filter(batch=batch, outing__cancelled_at=None).select_related("outing")
    last = booked.order_by("-outing__starts_at").first()
    return last and last.outing


def first_organiser(group: Group) -> Member:
    """A group is never without one."""
    return Member.objects.active().filter(group=group, role=Role.ORGANISER).order_by("created_at", "id").first()


@transaction.atomic
def choose_owner(group: Group, owner: Member | None) -> None:
    """Who gets back to readers whose copy came from no outing; None: the first organiser."""
    page = page_of(group)
    SignUpPage.objects.filter(pk=page.pk).update(owner=owner)
    Outing.objects.filter(pk=page.outing_id).update(lead=owner or first_organiser(group))


def _make(group: Group) -> SignUpPage:
    """Its outing lies before all others and was cancelled, so that no list and no number has it."""
    lead = first_organiser(group)
    with translation.override(group.language):
        name = _("Sign-up page")
    place, _made = Place.objects.get_or_create(
        group=group, name=name, defaults={"setting": Setting.OTHER, "ended_at": now()}
    )
    outing = Outing.objects.create(
        group=group,
        place=place,
        setting=Setting.OTHER,
        starts_at=BEFORE_ALL - timedelta(hours=2),
        ends_at=BEFORE_ALL - timedelta(hours=1),
        lead=lead,
        cancelled_at=now(),
        cancelled_by=lead,
    )
    return SignUpPage.objects.create(group=group, outing=outing, stack=Phone.objects.create(group=group, name=name))
