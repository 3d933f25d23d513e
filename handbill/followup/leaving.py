"""What a member who leaves had open falls to whoever ended her; nobody is asked for somebody who wants no contact."""

from django.db.models import Q
from django.dispatch import receiver

from handbill.accounts.actions.leaving import ended
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.actions.attempts import nobody_is_asked_any_more
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.people.models import Person
from handbill.people.no_contact import known_again


@receiver(ended, dispatch_uid="followup.leaving")
def pass_on_what_is_open(member: Member, by: Member, **_signal) -> None:
    """Inside the transaction that ends her. What she was offered, or offered herself, nobody is asked any more."""
    FollowUp.objects.open().filter(owner=member).update(owner=by)
    hers = Offer.objects.open().filter(Q(offered_to=member) | Q(offered_by=member))
    hers.update(answer=Answer.TAKEN_BACK, answered_at=now(), wrap=None)


@receiver(known_again, dispatch_uid="followup.known_again")
def leave_in_peace(person: Person, **_signal) -> None:
    """A card arrived of somebody who wants no contact: whoever was asked to get back to them is not any more."""
    nobody_is_asked_any_more(person.id)
