"""What looked odd waits, sealed, until an organiser has looked at it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Member
from handbill.base.errors import Refusal
from handbill.copies.models import Batch
from handbill.people.actions import empty_the_log
from handbill.people.models import Person
from handbill.signup.actions.taking_in import take_in
from handbill.signup.models import HeldSignUp

MOST_HELD = 300


def hold(group: Group, contact: dict, *, batch: Batch | None, way: str, why: str, at: datetime) -> HeldSignUp:
    """It neither counts nor is anybody's follow-up yet. Refused when so many wait that nobody would look at them."""
    if HeldSignUp.objects.filter(group=group).count() >= MOST_HELD:
        sentence = _("Too many sign up at this moment, and yours was not taken. Please try again tomorrow.")
        raise Refusal("slow_down", sentence, 429, retry_after=24 * 3600)
    return HeldSignUp.objects.create(group=group, batch=batch, way=way, contact=contact, why=why, came_at=at)


def accept(held: HeldSignUp, *, by: Member) -> Person:
    """It is one of those who signed up, from the moment they did."""
    with transaction.atomic():
        _take_away([held], by, "sign_up_accepted")
        return take_in(held.group, held.contact, batch=held.batch, way=held.way, at=held.came_at)


def throw_away(held: list[HeldSignUp], *, by: Member) -> int:
    """Gone, with nothing left of it; returns how many."""
    with transaction.atomic():
        _take_away(held, by, "sign_ups_thrown_away")
    empty_the_log()
    return len(held)


def _take_away(held: list[HeldSignUp], by: Member, what: str) -> None:
    """Whoever comes second finds them gone."""
    gone, _by_model = HeldSignUp.objects.filter(pk__in=[one.pk for one in held]).delete()
    if gone != len(held):
        raise Refusal("gone", _("Somebody has looked at this already. Nothing was changed."), 409)
    note(by, what, count=gone)
