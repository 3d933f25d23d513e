"""'I'm coming', and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.plan.models import Outing, Shift


@transaction.atomic
def say_coming(outing: Outing, *, by: Member) -> Shift:
    """She comes; said twice it is still one shift."""
    if not by.may_note:
        raise MayNot(_("Your role looks at numbers and does not come along. An organiser can change that."))
    if outing.is_cancelled:
        raise Refusal("outing_cancelled", _("This outing was cancelled. Nobody needs to come."))
    shift, _made = Shift.objects.get_or_create(outing=outing, member=by, defaults={"group": outing.group})
    return shift


@transaction.atomic
def take_back_coming(outing: Outing, *, by: Member) -> None:
    """She does not come after all."""
    Shift.objects.filter(outing=outing, member=by).delete()
