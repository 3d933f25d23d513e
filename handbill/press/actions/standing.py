"""What stands in every issue."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot
from handbill.press.models import StandingText
from handbill.press.visibility import may_make_issues


@transaction.atomic
def write_standing_text(*, by: Member, key: str, language: str, title: str, body: str) -> StandingText:
    """One per text and language; a new one takes the place of the old."""
    if not may_make_issues(by):
        raise MayNot(_("Standing texts are written by organisers and editors."))
    text, _is_new = StandingText.objects.update_or_create(
        group=by.group,
        key=key,
        language=language,
        defaults={"title": title, "body": body, "changed_at": now(), "changed_by": by},
    )
    return text
