"""The group's own first sentence in a language."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot
from handbill.followup.models import FirstSentence


@transaction.atomic
def change_first_sentence(language: str, text: str, *, by: Member) -> FirstSentence | None:
    """From now on a message in this language begins so; without words Handbill's own sentence holds again."""
    if not by.is_organiser:
        raise MayNot(_("First sentences are written by organisers."))
    standing = FirstSentence.objects.filter(group=by.group_id, language=language, ended_at=None)
    if text and standing.filter(text=text).exists():
        return standing.get()
    standing.update(ended_at=now())
    if not text:
        return None
    return FirstSentence.objects.create(group_id=by.group_id, language=language, text=text, made_by=by)
