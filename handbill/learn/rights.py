"""Who writes here, and who reads what people said in their own words."""

from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.errors import MayNot


def must_write(by: Member) -> None:
    """Raises MayNot for editors and viewers."""
    if not by.may_write_remarks:
        raise MayNot(_("Questions and answers are written by organisers and volunteers."))


def opening_keyring(member: Member, keyring: Keyring | None) -> Keyring | None:
    """The keyring, for those who put questions heard on the list; nobody else reads single texts here."""
    return keyring if member.may_write_remarks else None
