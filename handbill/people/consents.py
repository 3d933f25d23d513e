"""Taking back what somebody agreed to: as easy as giving it, and kept with the day and whom they told."""

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.people.models import Consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Member) -> bool:
    """They said so to `by`. What was agreed to stays in the history; False where it was taken back already."""
    standing = Consent.objects.filter(id=consent.id, withdrawn_at=None)
    is_changed = bool(standing.update(withdrawn_at=now(), withdrawn_by=by))
    if is_changed:
        note(by, "consent_withdrawn", consent.person_id)
    return is_changed
