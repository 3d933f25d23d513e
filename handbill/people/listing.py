"""What stands above the list: choices with their numbers, lists that were kept, all in words."""

from dataclasses import dataclass
from operator import itemgetter

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from handbill.accounts.models import Member
from handbill.base.languages import language_name
from handbill.people.filters import CHANNELS, FACETS, QUIET_FOR, WHICH, Filters, read_filters
from handbill.people.models import Person, SavedList, Stage, Tag
from handbill.people.queries import counts_of, facets_of
from handbill.plan.models import Place

NOBODY_NOW = gettext_lazy("nobody now")
FACET_LABELS = {
    "quiet": gettext_lazy("Quiet since"),
    "place": gettext_lazy("Place met"),
    "language": gettext_lazy("Language"),
    "owner": gettext_lazy("Who gets back to them"),
    "tag": gettext_lazy("Tag"),
    "stage": gettext_lazy("Stage"),
    "agreed": gettext_lazy("What they agreed to"),
}

LABELS = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("Waiting"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "helps": gettext_lazy("Wants to help"),
    "paper": gettext_lazy("Gets the paper"),
}
QUIET = {
    "30": gettext_lazy("quiet for a month"),
    "90": gettext_lazy("quiet for 3 months"),
    "180": gettext_lazy("quiet for half a year"),
    "365": gettext_lazy("quiet for a year"),
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
    counts, counted = counts_of(member, filters), facets_of(member, filters)
    rows = [(row, read_filters(QueryDict(row.choice))) for row in SavedList.objects.visible_to(member)]
    asked = [filters, *(own for _row, own in rows)]
    labels = {
        name: _labels(name, {*counted[name], *(getattr(one, name) for one in asked)} - {""}, member) for name in FACETS
    }
    facets = [_facet(name, counted[name], labels[name], filters) for name in FACETS]
    saved = [_saved(row, own, labels, member, filters) for row, own in rows]
    return {
        "filters": filters,
        "total": Person.objects.visible_to(member).count() if filters.narrows else counts["all"],
        "counts": counts,
        "choices": [_choice(which, filters, counts, is_search) for which in WHICH],
        "facets": [facet for facet in facets if facet.options],
        "chosen": [facet for facet in facets if facet.value],
        "saved": saved,
        "may_save": bool(filters.query) and not is_search and not any(one["is_here"] for one in saved),
    }


@dataclass(frozen=True)
class Option:
    """One value of a facet, how many it shows, and the address that shows them."""

    value: str
    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Facet:
    """A way to sort people beside `which`; `without` is the address that does not ask for it."""

    name: str
    label: str
    value: str
    value_label: str
    without: str
    options: tuple[Option, ...]

    @property
    def is_first(self) -> bool:
        """Whether it stands in the open where there is room."""
        return self.name in ("quiet", "place", "language")

    @property
    def says_it_all(self) -> bool:
        """Whether the words of a value stand by themselves, without the facet's name before them."""
        return self.name in ("quiet", "agreed")


def _facet(name: str, counts: dict[str, int], labels: dict[str, str], filters: Filters) -> Facet:
    value = getattr(filters, name)
    options = [
        Option(one, label, counts[one], _address(filters.with_facet(name, one)))
        for one, label in labels.items()
        if counts[one] and one != value
    ]
    without, chosen = _address(filters.with_facet(name, "")), labels.get(value, str(NOBODY_NOW))
    return Facet(name, str(FACET_LABELS[name]), value, chosen, without, tuple(options))


def _labels(name: str, values: set[str], member: Member) -> dict[str, str]:
    """Words for the values that occur, in an order in which one finds them."""
    if name == "stage":
        return {value: str(label) for value, label in Stage.choices if value in values}
    if name == "agreed":
        return {channel: str(AGREED[channel]) for channel in CHANNELS if channel in values}
    if name == "quiet":
        return {days: str(QUIET[days]) for days in QUIET_FOR if days in values}
    if name == "language":
        return dict(sorted(((value, language_name(value)) for value in values), key=itemgetter(1)))
    rows = {"place": Place, "tag": Tag, "owner": Member}[name].objects.filter(group=member.group_id, id__in=values)
    return dict(sorted(((str(row.id), row.name) for row in rows), key=lambda pair: pair[1].casefold()))


def _address(filters: Filters) -> str:
    return f"/people/?{filters.query}" if filters.query else "/people/"


def _choice(which: str, filters: Filters, counts: dict[str, int], is_search: bool) -> dict:
    return {
        "label": LABELS[which],
        "count": counts[which or "all"],
        "address": _address(filters.with_which(which)),
        "is_here": which == filters.which and not is_search,
    }


def _saved(row: SavedList, own: Filters, labels: dict[str, dict[str, str]], member: Member, filters: Filters) -> dict:
    """Its name is what it chooses: nobody types one, so no word about a person is kept with it."""
    words = [str(LABELS[own.which])] if own.which else []
    words += [labels[name].get(value, str(NOBODY_NOW)) for name in FACETS if (value := getattr(own, name))]
    return {
        "row": row,
        "name": " · ".join(words),
        "address": f"/people/?{row.choice}",
        "is_here": own == filters,
        "may_end": row.made_by_id == member.id or member.is_organiser,
    }
