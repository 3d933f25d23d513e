"""What happens to people and cards when a member leaves: her wraps go, and whoever ended her looks after her people."""

from django.dispatch import receiver

from handbill.accounts.actions.leaving import ended
from handbill.accounts.models import Member
from handbill.people.models import CardWrap, Person


@receiver(ended, dispatch_uid="people.leaving")
def close_cards(member: Member, by: Member, **_signal) -> None:
    """Inside the transaction that ends her: no card opens for her key any more, and nobody waits for somebody who is gone."""
    CardWrap.objects.filter(key__member=member).delete()
    Person.objects.filter(owner=member).update(owner=by)
