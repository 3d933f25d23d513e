"""What people do on their own pages reaches whoever gets back to them: a card asked for is due, what is taken back is not."""

from django.dispatch import receiver

from handbill.base.clock import now
from handbill.followup.actions.attempts import WITHIN, nobody_is_asked_any_more
from handbill.followup.models import FollowUp, Step
from handbill.people.herself import asked, withdrew
from handbill.people.models import Asked, Person


@receiver(asked, dispatch_uid="followup.themselves.asked")
def open_what_was_asked(asked: Asked, **_signal) -> None:
    """'Send me my card' is due within 48 hours like a contact, unless something is due with them already."""
    person = asked.person
    if asked.kind != Asked.Kind.OWN_CARD or person.wants_no_contact_at:
        return
    if not FollowUp.objects.open().filter(person=person).exists():
        FollowUp.objects.create(
            group_id=asked.group_id, person=person, owner_id=person.owner_id, step=Step.SEND, due_at=now() + WITHIN
        )


@receiver(withdrew, dispatch_uid="followup.themselves.withdrew")
def end_what_nobody_may_do(person: Person, **_signal) -> None:
    """Where no way is left to get back to them, nothing is due: nobody could do it."""
    if person.consents.filter(purpose="follow_up", withdrawn_at=None).exists():
        return
    FollowUp.objects.open().filter(person=person.id).update(closed_at=now(), closed_by=None)
    nobody_is_asked_any_more(person.id)
