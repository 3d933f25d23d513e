"""A helper becomes a volunteer: a joining turns into an invitation, and what she met passes to her once she is in.

The passing on needs somebody who can open the cards, so it happens in the first session of an organiser after that.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.actions import invite
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member, Phone, Role
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.facts.models import Fact
from handbill.followup.actions.offers import hand_over
from handbill.followup.models import HelperInvited
from handbill.people.models import Person
from handbill.plan.models import Joining

AT_ONCE = 5


@transaction.atomic
def invite_helper(joining: Joining, name: str, *, by: Member, keyring: Keyring) -> tuple[HelperInvited, str]:
    """An invitation as a volunteer for whoever held this phone; the text of its link is kept nowhere.

    Pressed again, the link of before no longer works: somebody may have lost it.
    """
    if joining.phone.member_id:
        raise Refusal("member_already", _("This is a member's phone already. Nothing was changed."), 409)
    before = HelperInvited.objects.filter(joining=joining).select_related("invitation").first()
    if before and before.invitation.used_at:
        raise Refusal("member_already", _("They have come in already. Nothing was changed."), 409)
    if before:
        before.invitation.delete()
    invitation, text = invite(role=Role.VOLUNTEER, by=by, keyring=keyring, name=name)
    row = HelperInvited.objects.create(group_id=joining.group_id, joining=joining, invitation=invitation)
    return row, text


def pass_on_what_helpers_met(keyring: Keyring) -> int:
    """Helpers who came in get their people, a few helpers at a time. One query where there is nothing to do."""
    if not keyring.cards:
        return 0
    due = HelperInvited.objects.filter(
        group=keyring.member.group_id, invitation__used_at__isnull=False, passed_on_at=None
    )
    return sum(_pass_on(row, keyring) for row in due.select_related("joining__phone", "invitation__used_by")[:AT_ONCE])


@transaction.atomic
def _pass_on(row: HelperInvited, keyring: Keyring) -> int:
    """People from her phone whom nobody has tried yet and who are still with the lead; from now on the phone is hers."""
    if not HelperInvited.objects.filter(id=row.id, passed_on_at=None).update(passed_on_at=now()):
        return 0
    helper, phone = row.invitation.used_by, row.joining.phone
    Phone.objects.filter(id=phone.id, member=None).update(member=helper)
    if not (helper.is_active and helper.has_people):
        return 0
    met = Fact.objects.filter(group=row.group_id, kind="contact", phone=phone, outing=row.joining.outing_id)
    people = Person.objects.filter(id__in=met.values("person"), met_by=None).select_related("card", "group")
    people.update(met_by=helper)
    waiting = Person.objects.filter(
        id__in=met.values("person"),
        wants_no_contact_at=None,
        owner=row.joining.outing.lead_id,
        follow_ups__closed_at=None,
        follow_ups__tried_at=None,
        follow_ups__isnull=False,
    )
    waiting = list(waiting.select_related("card", "group").distinct())
    for person in waiting:
        hand_over(person, helper, by=keyring.member, keyring=keyring)
    return len(waiting)
