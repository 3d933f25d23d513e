"""Places: named once, found again by name, taken off the list without forgetting what happened there."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.plan.models import Place
from handbill.plan.visibility import may_plan


@transaction.atomic
def place_named(name: str, setting: str, *, group: Group, by: Member) -> Place:
    """The group's place of that name, whatever its capitals; a new one where there is none yet."""
    if not may_plan(by):
        raise MayNot(_("Places are named by organisers and volunteers."))
    name = " ".join(name.split())
    place = next((p for p in Place.objects.filter(group=group) if p.name.casefold() == name.casefold()), None)
    if place is None:
        return Place.objects.get_or_create(group=group, name=name, defaults={"setting": setting})[0]
    if place.ended_at:
        place.ended_at = None
        place.save(update_fields=["ended_at"])
    return place


@transaction.atomic
def change_place(place: Place, *, name: str, setting: str, by: Member) -> Place:
    """A better name or setting; outings that were keep the setting they had."""
    name = " ".join(name.split())
    others = Place.objects.filter(group=place.group_id).exclude(pk=place.pk)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise Refusal("place_name_taken", _("There is a place of this name already. Nothing was changed."))
    place.name, place.setting = name, setting
    place.save(update_fields=["name", "setting"])
    return place


@transaction.atomic
def end_place(place: Place, *, by: Member, ended: bool = True) -> Place:
    """Take it off the list, or put it back. What happened there stays."""
    place.ended_at = now() if ended else None
    place.save(update_fields=["ended_at"])
    return place
