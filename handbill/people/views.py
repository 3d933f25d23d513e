"""People, one person, erasing one."""

import uuid

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.audit import note
from handbill.accounts.doors import people_only, unlocked
from handbill.accounts.models import Role
from handbill.base.errors import MayNot
from handbill.people.actions import erase_person
from handbill.people.models import Person
from handbill.people.queries import Filters, counts_of, listed, page_of
from handbill.people.searching import search
from handbill.plan.models import Place

REASONS = ("asked", "not_needed", "twice")


@people_only
@require_GET
def people(request):
    filters = Filters(
        _known(request.GET.get("which", ""), ("waiting", "late", "mine")), _an_id(request.GET.get("place", ""))
    )
    rows, more = page_of(request.user, filters, request.keyring, _an_id(request.GET.get("before", "")))
    context = {
        "rows": rows,
        "more": more,
        "filters": filters,
        "counts": counts_of(request.user),
        "places": Place.objects.visible_to(request.user),
    }
    return render(request, "people/list.html", context)


@people_only
@unlocked
@require_POST
def find(request):
    """By POST, so that no name stands in an address or a log."""
    words = request.POST.get("words", "").strip()
    rows = listed(search(request.user, words, request.keyring), request.user)
    if rows:
        note(request.user, "cards_opened", count=len(rows))
    return render(
        request,
        "people/list.html",
        {"rows": rows, "filters": Filters(), "counts": counts_of(request.user), "searched": words},
    )


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
