"""What was done with cards, keys and rights; every organiser of the group reads it."""

from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import AuditEntry, Member

WORDS = {
    "group_founded": _("founded the group"),
    "invited": _("invited somebody"),
    "let_in_organiser": _("let an organiser in to all cards"),
    "accepted_invitation": _("accepted an invitation"),
    "cards_opened": _("opened cards"),
}


def note(by: Member, what: str, about="", count: int = 1) -> AuditEntry:
    """Add a line: who, what (a code of WORDS), about which id, how many."""
    return AuditEntry.objects.create(group_id=by.group_id, by=by, what=what, about=str(about), count=count)
