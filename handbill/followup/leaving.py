"""What a member who leaves had open falls to whoever ended her, so that nobody waits in vain."""

from django.db.models import Q
from django.dispatch import receiver

from handbill.accounts.actions.leaving import ended
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.models import Answer, FollowUp, Offer


@receiver(ended, dispatch_uid="followup.leaving")
def pass_on_what_is_open(member: Member, by: Member, **_signal) -> None:
    """Inside the transaction that ends her. What she was offered, or offered herself, nobody is asked any more."""
    FollowUp.objects.open().filter(owner=member).update(owner=by)
    hers = Offer.objects.open().filter(Q(offered_to=member) | Q(offered_by=member))
    hers.update(answer=Answer.TAKEN_BACK, answered_at=now(), wrap=None)
