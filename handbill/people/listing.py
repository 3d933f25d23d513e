"""What stands above the list: choices with their numbers, lists that were kept, all in words."""

from django.http import QueryDict
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.people.filters import CHANNELS, WHICH, Filters, read_filters
from handbill.people.models import Person, SavedList
from handbill.people.queries import counts_of, languages_spoken, owners, places_met

LABELS = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("Waiting"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "helps": gettext_lazy("Wants to help"),
    "paper": gettext_lazy("Gets the paper"),
    "quiet": gettext_lazy("Quiet for 3 months"),
}
AGREED = {
    "phone": gettext_lazy("agreed to calls"),
    "text": gettext_lazy("agreed to texts"),
    "email": gettext_lazy("agreed to e-mail"),
    "signal": gettext_lazy("agreed to Signal"),
    "whatsapp": gettext_lazy("agreed to WhatsApp"),
    "telegram": gettext_lazy("agreed to Telegram"),
    "post": gettext_lazy("agreed to post"),
    "other": gettext_lazy("agreed to another way"),
}


def frame_of(member: Member, filters: Filters, *, is_search: bool = False) -> dict:
    """The context of the list beside its rows."""
    counts, choices = counts_of(member, filters), _selects(member)
    saved = [_saved(row, member, filters, choices) for row in SavedList.objects.visible_to(member)]
    return {
        "filters": filters,
        "total": Person.objects.visible_to(member).count() if filters.narrows else counts["all"],
        "counts": counts,
        "choices": [_choice(which, filters, counts, is_search) for which in WHICH],
        "selects": [
            {"name": name, "label": label, "any": any_, "options": options, "value": getattr(filters, name)}
            for name, label, any_, options in choices
            if len(options) > (name not in ("place", "agreed"))
        ],
        "saved": saved,
        "may_save": bool(filters.query) and not is_search and not any(one["is_here"] for one in saved),
    }


def _selects(member: Member) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    people = [(str(one.id), one.name) for one in owners(member)]
    return [
        ("place", _("Place met"), _("Any place"), [(str(place.id), place.name) for place in places_met(member)]),
        ("language", _("Language"), _("Any language"), [(one, _language(one)) for one in languages_spoken(member)]),
        ("owner", _("Who gets back to them"), _("Anybody’s"), people),
        ("agreed", _("What they agreed to"), _("Whatever they agreed to"), [(one, AGREED[one]) for one in CHANNELS]),
    ]


def _choice(which: str, filters: Filters, counts: dict[str, int], is_search: bool) -> dict:
    query = filters.with_which(which).query
    return {
        "label": LABELS[which],
        "count": counts[which or "all"],
        "address": f"/people/?{query}" if query else "/people/",
        "is_here": which == filters.which and not is_search,
    }


def _saved(row: SavedList, member: Member, filters: Filters, choices) -> dict:
    """Its name is what it chooses: nobody types one, so no word about a person is kept with it."""
    own = read_filters(QueryDict(row.choice))
    words = [str(LABELS[own.which])] if own.which else []
    for name, _label, _any, options in choices:
        if value := getattr(own, name):
            words.append(str(dict(options).get(value, _("nobody now"))))
    return {
        "row": row,
        "name": " · ".join(words),
        "address": f"/people/?{row.choice}",
        "is_here": own == filters,
        "may_end": row.made_by_id == member.id or member.is_organiser,
    }


def _language(code: str) -> str:
    try:
        return _(get_language_info(code)["name"])
    except KeyError:
        return code
