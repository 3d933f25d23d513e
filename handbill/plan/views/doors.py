"""Which outing a request means, and whether this member may change it."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot
from handbill.plan.models import Outing


def visible_outing(member: Member, outing_id: UUID) -> Outing:
    """Hers to see, else 404."""
    return get_object_or_404(Outing.objects.visible_to(member).select_related("group"), pk=outing_id)


def changeable_outing(member: Member, outing_id: UUID) -> Outing:
    """Hers to change; 404 when she may not see it, 403 when she may not change it."""
    outing = visible_outing(member, outing_id)
    if not Outing.objects.changeable_by(member).filter(pk=outing.pk).exists():
        sentence = _("This outing is changed by an organiser, or by {name}, who leads it. Nothing was changed.")
        raise MayNot(sentence.format(name=outing.lead.name))
    return outing
