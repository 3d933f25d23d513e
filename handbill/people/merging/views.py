"""Cards that may be one person: which they are, putting two together, saying that they are two, and taking either back."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, unlocked
from handbill.base.errors import MayNot
from handbill.people.merging.actions import merge, take_back
from handbill.people.merging.forms import Choosing
from handbill.people.merging.page import comparison_of
from handbill.people.merging.rows import Merge, TwoPeople
from handbill.people.merging.twice import twice_page
from handbill.people.merging.two_people import in_order, say_two_people, take_back_two_people
from handbill.people.models import Person

BACK = "/people/twice/"


@organiser_only
@unlocked
@require_GET
def twice(request):
    """Cards that may be one person, the likeliest first; people decide what they are."""
    return twice_page(request)


@organiser_only
@unlocked(back=BACK)
@require_http_methods(["GET", "POST"])
def merging(request, first, second):
    """Both cards side by side, one choice for each field on which they differ."""
    first, second = _pair(request, first, second)
    comparison = comparison_of(first, second, request.keyring)
    if comparison is None:
        raise MayNot(_("You hold no key to one of these cards. An organiser who does can put them together."))
    form = Choosing(request.POST if request.method == "POST" else None, comparison=comparison)
    if request.method == "POST" and form.is_valid():
        row = merge(first, second, form.chosen(), keyring=request.keyring)
        words = _("The two cards are one now. For 30 days this can be undone.")
        messages.success(request, words, extra_tags=f"undo:/people/merges/{row.id}/withdrawal/")
        return HttpResponseRedirect(f"/people/{first.id}/")
    return render(
        request, "people/merge.html", {"comparison": comparison, "form": form}, status=422 if form.errors else 200
    )


@organiser_only
@unlocked(back=BACK)
@require_POST
def merge_withdrawal(request, id):
    """Undo: two cards again."""
    row = get_object_or_404(Merge.objects.visible_to(request.user), id=id)
    take_back(row, keyring=request.keyring)
    words = _("They are two cards again, as they were. What was added since stays with the one that was kept.")
    messages.success(request, words)
    return HttpResponseRedirect(BACK)


@organiser_only
@require_POST
def two_people(request, first, second):
    """They are not offered as one again."""
    said = say_two_people(*_pair(request, first, second), by=request.user)
    words = _("Kept: they are two people, and are not shown here again.")
    messages.success(request, words, extra_tags=f"undo:/people/two/{said.id}/withdrawal/")
    return HttpResponseRedirect(BACK)


@organiser_only
@require_POST
def two_people_withdrawal(request, id):
    """They may be shown again."""
    take_back_two_people(get_object_or_404(TwoPeople.objects.visible_to(request.user), id=id), by=request.user)
    messages.success(request, _("Taken back. They are compared again."))
    return HttpResponseRedirect(BACK)


def _pair(request, first, second) -> tuple[Person, Person]:
    """The one met first is the one that is kept."""
    people = Person.objects.visible_to(request.user).select_related("group", "owner", "met_outing__place")
    found = people.prefetch_related("consents").in_bulk(in_order(first, second))
    if len(found) < 2:
        raise Http404
    return tuple(found[id] for id in in_order(first, second))
