"""The words people are asked to agree to: a changed text is a new row, since people agreed to the old one."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Member, Wording
from handbill.base.clock import now
from handbill.base.errors import MayNot


@transaction.atomic
def change_wording(wording: Wording, text: str, *, by: Member) -> Wording:
    """The same purpose, channel and language in other words, under a new number; the old words are asked no longer."""
    _check(by)
    if text == wording.text:
        return wording
    Wording.objects.filter(id=wording.id, ended_at=None).update(ended_at=now())
    return _new(wording.group, wording.purpose, wording.channel, wording.language, text, by)


@transaction.atomic
def add_wording(*, purpose: str, channel: str, language: str, text: str, by: Member) -> Wording:
    """Words for one more language; words that stood for the same are asked no longer."""
    _check(by)
    same = Wording.objects.filter(group=by.group_id, purpose=purpose, channel=channel, language=language)
    same.filter(ended_at=None).update(ended_at=now())
    return _new(by.group, purpose, channel, language, text, by)


def _check(by: Member) -> None:
    if not by.is_organiser:
        raise MayNot(_("The words of agreement are written by organisers."))


def _new(group: Group, purpose: str, channel: str, language: str, text: str, by: Member) -> Wording:
    highest = Wording.objects.filter(group=group).aggregate(highest=Max("number"))["highest"] or 0
    made = Wording.objects.create(
        group=group, number=highest + 1, purpose=purpose, channel=channel, language=language, text=text
    )
    note(by, "wording_changed", made.id)
    return made
