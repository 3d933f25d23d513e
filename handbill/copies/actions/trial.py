"""Does 'take one for a friend' bring more sign-ups? Batches given with these words and without are held side by side."""

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies.models import Batch
from handbill.copies.visibility import may_move_copies


def mark_trial(batch: Batch, trial: str, *, by: Member) -> None:
    """Say how the copies of a batch are given. Raises MayNot, and Refusal for a kind that is none."""
    if not may_move_copies(by):
        raise MayNot()
    if trial not in Batch.Trial.values:
        raise Refusal("no_such_kind", _("Choose one of the three. Nothing was changed."), 422)
    Batch.objects.filter(pk=batch.pk).update(trial=trial)
