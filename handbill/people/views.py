"""The list of people, finding one, erasing one."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.audit import note
from handbill.accounts.doors import people_only, unlocked
from handbill.accounts.models import Role
from handbill.base.errors import MayNot
from handbill.people.actions import erase_person
from handbill.people.models import Person
from handbill.people.queries import WHICH, Filters, counts_of, listed, page_of
from handbill.people.searching import search
from handbill.plan.models import Place

REASONS = ("asked", "not_needed", "twice")
LONGEST = 80
LABELS = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("Waiting"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
}


@people_only
@require_GET
def people(request):
    """Fifty at a time, the latest met first."""
    filters = Filters(_known(request.GET.get("which", ""), WHICH), _an_id(request.GET.get("place", "")))
    rows, more = page_of(request.user, filters, request.keyring, _an_id(request.GET.get("before", "")))
    return render(request, "people/list.html", {**_frame(request, filters), "rows": rows, "more": more})


@people_only
@unlocked
@require_POST
def find(request):
    """By POST, so that no name stands in an address or a log."""
    words = request.POST.get("words", "").strip()[:LONGEST]
    if not words:
        return HttpResponseRedirect("/people/")
    rows = listed(search(request.user, words, request.keyring), request.user)
    if rows:
        note(request.user, "cards_opened", count=len(rows))
    frame = _frame(request, Filters(), is_search=True)
    return render(request, "people/list.html", {**frame, "rows": rows, "searched": words})


def _frame(request, filters: Filters, *, is_search: bool = False) -> dict:
    counts = counts_of(request.user, filters.place)
    return {
        "filters": filters,
        "counts": counts,
        "choices": [_choice(which, filters, counts, is_search) for which in WHICH],
        "places": Place.objects.visible_to(request.user).filter(outings__people_met__isnull=False).distinct(),
    }


def _choice(which: str, filters: Filters, counts: dict[str, int], is_search: bool) -> dict:
    query = urlencode({name: value for name, value in (("which", which), ("place", filters.place)) if value})
    return {
        "label": LABELS[which],
        "count": counts[which or "all"],
        "address": f"/people/?{query}" if query else "/people/",
        "is_here": which == filters.which and not is_search,
    }


@people_only
@require_http_methods(["GET", "POST"])
def erasure(request, id):
    """What goes, what stays; the focus is on keeping. Organisers only: a volunteer asks one."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("met_outing__place"), id=id)
    if request.user.role != Role.ORGANISER:
        raise MayNot(_("Cards are erased by organisers. Nothing was changed. Ask one of yours."))
    if request.method == "GET":
        return render(request, "people/erasure.html", {"person": person})
    erase_person(person, by=request.user, reason=_known(request.POST.get("reason", ""), REASONS))
    messages.success(request, _("The card is gone for good. The counts are as they were."))
    return HttpResponseRedirect("/people/")


def _known(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _an_id(value: str) -> str:
    try:
        return str(uuid.UUID(value)) if value else ""
    except ValueError:
        return ""
