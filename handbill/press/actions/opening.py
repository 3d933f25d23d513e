"""An issue opened for changes: by whom, and not once readers see it."""

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.press.models import IssueMake
from handbill.press.visibility import may_make_issues


def check_may_make(by: Member) -> None:
    if not may_make_issues(by):
        raise MayNot(_("Issues are made by organisers and editors."))


def held(make: IssueMake, by: Member) -> IssueMake:
    check_may_make(by)
    return IssueMake.objects.select_for_update(of=("self",)).select_related("issue", "group").get(pk=make.pk)


def open_make(make: IssueMake, by: Member) -> IssueMake:
    """For changes: not what readers see already. What was called ready is looked at once more."""
    make = held(make, by)
    if make.is_published:
        sentence = _("No. {number} is published. Nothing was changed; take it back first.")
        raise Refusal("is_published", sentence.format(number=make.issue.name))
    if make.is_ready:
        make.ready_at = make.ready_by = None
        make.save(update_fields=["ready_at", "ready_by"])
    return make
