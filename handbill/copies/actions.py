"""Writing in this room."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies.codes import next_code, tidy
from handbill.copies.models import Batch
from handbill.copies.visibility import may_move_copies


@transaction.atomic
def add_batch(*, issue: str, copies: int, by: Member, code: str = "") -> Batch:
    """A printed run or a part of one; without a code it gets the next free one."""
    if not may_move_copies(by):
        raise MayNot(_("Batches are added by organisers and volunteers."))
    issue, taken = " ".join(issue.split()), set(Batch.objects.visible_to(by).values_list("code", flat=True))
    code = tidy(code) or next_code(issue, taken)
    if code in taken:
        sentence = _("There is a batch {code} already. Nothing was added; {next} is free.")
        raise Refusal("code_taken", sentence.format(code=code, next=next_code(issue, taken)))
    return Batch.objects.create(group=by.group, issue=issue, code=code, copies=copies)
