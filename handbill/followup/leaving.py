"""What a member who leaves had open falls to whoever ended her, so that nobody waits in vain."""

from django.dispatch import receiver

from handbill.accounts.actions.leaving import ended
from handbill.accounts.models import Member
from handbill.followup.models import FollowUp


@receiver(ended, dispatch_uid="followup.leaving")
def pass_on_what_is_open(member: Member, by: Member, **_signal) -> None:
    """Inside the transaction that ends her."""
    FollowUp.objects.open().filter(owner=member).update(owner=by)
