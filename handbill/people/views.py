"""The list of people, finding one, keeping a list for later, erasing one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import people_only, unlocked
from handbill.accounts.models import Role
from handbill.base.errors import MayNot
from handbill.people.actions import erase_person
from handbill.people.consents import withdraw_consent
from handbill.people.correcting import correct_card
from handbill.people.erasing import erasure_of
from handbill.people.filters import an_id, read_filters
from handbill.people.finding import found_page
from handbill.people.forms import Correction
from handbill.people.listing import frame_of
from handbill.people.models import Person, SavedList
from handbill.people.no_contact import without_entries
from handbill.people.opening import open_card
from handbill.people.queries import page_of
from handbill.people.saved_lists import drop_list, save_list

REASONS = ("asked", "not_needed", "twice")
LONGEST = 80


@people_only
@require_GET
def people(request):
    """Fifty at a time, the latest met first."""
    filters = read_filters(request.GET)
    rows, more = page_of(request.user, filters, request.keyring, an_id(request.GET.get("before", "")))
    return render(request, "people/list.html", {**frame_of(request.user, filters), "rows": rows, "more": more})


@people_only
@unlocked
@require_POST
def find(request):
    """By POST, so that no name stands in an address or a log. Rows are sent as they are found."""
    words = request.POST.get("words", "").strip()[:LONGEST]
    if not words:
        return HttpResponseRedirect("/people/")
    return StreamingHttpResponse(found_page(request, words))


@people_only
@require_POST
def lists(request):
    """Keep what is chosen now for later."""
    filters = read_filters(request.POST)
    save_list(filters, is_for_all=bool(request.POST.get("for_all")), by=request.user)
    messages.success(request, _("The list is kept. It shows whoever fits on the day you open it."))
    return HttpResponseRedirect(f"/people/?{filters.query}")


@people_only
@require_POST
def list_ending(request, id):
    """A list goes, the people on it stay."""
    saved = get_object_or_404(SavedList.objects.visible_to(request.user), id=id)
    drop_list(saved, by=request.user)
    messages.success(request, _("The list is gone. The people who were on it are as they were."))
    return HttpResponseRedirect("/people/")


@people_only
@require_POST
def consent_withdrawal(request, id, consent_id):
    """They took it back, said to whoever presses."""
    person = get_object_or_404(Person.objects.visible_to(request.user), id=id)
    withdraw_consent(get_object_or_404(person.consents, id=consent_id), by=request.user)
    messages.success(request, _("Taken back. Nobody uses this way any more unless they agree again."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@people_only
@unlocked
@require_http_methods(["GET", "POST"])
def correction(request, id):
    """By whoever gets back to them and can open the card, or an organiser. The old words are gone at once."""
    person = get_object_or_404(Person.objects.visible_to(request.user), id=id)
    if request.method == "GET":
        card = open_card(person, request.keyring)
        if card is None:
            raise MayNot(_("You hold no key to this card. An organiser who does can hand it to you."))
        return render(request, "people/correction.html", {"person": person, "form": Correction.of(card)})
    form = Correction(request.POST)
    if not form.is_valid():
        return render(request, "people/correction.html", {"person": person, "form": form}, status=422)
    if correct_card(person, form.corrected(), keyring=request.keyring):
        messages.success(request, _("The card is corrected and sealed again."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@people_only
@require_http_methods(["GET", "POST"])
def erasure(request, id):
    """What goes, what stays; the focus is on keeping. Organisers only: a volunteer asks one."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("met_outing__place"), id=id)
    if request.user.role != Role.ORGANISER:
        raise MayNot(_("Cards are erased by organisers. Nothing was changed. Ask one of yours."))
    if request.keyring is None and without_entries(request.user).filter(person=person).exists():
        return HttpResponseRedirect(f"/unlock/?{urlencode({'next': request.path})}")  # else nobody knew them again
    if request.method == "GET":
        return render(request, "people/erasure.html", {"person": person, "erasure": erasure_of(person)})
    reason = _known(request.POST.get("reason", ""), REASONS)
    erase_person(person, by=request.user, reason=reason, keyring=request.keyring)
    messages.success(request, _("The card is gone for good. The counts are as they were."))
    return HttpResponseRedirect("/people/")


def _known(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""
