"""Lists to come back to: a choice of filters, never the people on it."""

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.people.filters import Filters
from handbill.people.models import SavedList

MOST = 20


def save_list(filters: Filters, *, is_for_all: bool, by: Member) -> SavedList:
    """Keep the choice for her or for the group; kept again it is the same list, for whom she says now."""
    if not filters.query:
        raise Refusal(
            "nothing_chosen", _("Choose something first: everybody is a list already. Nothing was saved."), 422
        )
    own = SavedList.objects.filter(made_by=by)
    if own.count() >= MOST and not own.filter(choice=filters.query).exists():
        raise Refusal("too_many_lists", _("You have 20 lists. Nothing was saved. End one that you no longer use."), 422)
    return own.update_or_create(
        group_id=by.group_id, made_by=by, choice=filters.query, defaults={"is_for_all": is_for_all}
    )[0]


def drop_list(saved: SavedList, *, by: Member) -> None:
    """By whoever made it, or by an organiser."""
    if saved.made_by_id != by.id and not by.is_organiser:
        raise MayNot(_("A list goes by whoever made it, or by an organiser. Nothing was changed."))
    saved.delete()
