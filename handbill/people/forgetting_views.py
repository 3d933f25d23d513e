"""The rule on forgetting: set in Set-up, its notices listed for whoever gets back to those people."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, people_only, safe_next
from handbill.people.forgetting import (
    FEWEST_MONTHS,
    MOST_MONTHS,
    Outlook,
    goes_at,
    keep_person,
    outlook,
    set_rule,
    to_be_forgotten,
)
from handbill.people.models import ForgettingRule, Person
from handbill.people.opening import open_cards

SHOWN = 100
USUAL = 12


class Months(forms.Form):
    months = forms.IntegerField(
        label=gettext_lazy("Months without a word"),
        min_value=FEWEST_MONTHS,
        max_value=MOST_MONTHS,
        initial=USUAL,
        help_text=gettext_lazy("From 3 to 120."),
        widget=forms.NumberInput(attrs={"autocomplete": "off", "class": "input num"}),
    )


@organiser_only
@require_http_methods(["GET", "POST"])
def rule(request):
    """First a look at whom it would be about, then the button that sets it; and one that ends it."""
    standing = ForgettingRule.objects.filter(group=request.user.group_id).select_related("set_by").first()
    if request.method == "POST" and request.POST.get("end"):
        set_rule(None, by=request.user)
        messages.success(request, _("Nobody is forgotten by a rule any more. Notices that were given are void."))
        return HttpResponseRedirect("/set-up/forgetting/")
    form = Months(request.POST or (request.GET if "months" in request.GET else None))
    if request.method == "POST" and form.is_valid():
        set_rule(form.cleaned_data["months"], by=request.user)
        messages.success(request, _("The rule holds. Whoever it is about stands on Today for a week before they go."))
        return HttpResponseRedirect("/set-up/forgetting/")
    ahead = _ahead(request, form)
    context = {"rule": standing, "form": form, "ahead": ahead, "waiting": to_be_forgotten(request.user).count()}
    return render(request, "people/forgetting.html", context, status=422 if form.errors else 200)


def _ahead(request, form: Months) -> Outlook | None:
    """What the number that was asked about would do."""
    return outlook(request.user.group, form.cleaned_data["months"]) if form.is_bound and form.is_valid() else None


@people_only
@require_GET
def forgotten_soon(request):
    """Those with a notice whom she may see."""
    people = to_be_forgotten(request.user)
    shown = list(people[:SHOWN])
    cards = open_cards(shown, request.keyring) if request.keyring and shown else {}
    rows = [(person, cards.get(person.id), goes_at(person)) for person in shown]
    return render(request, "people/forgotten_soon.html", {"rows": rows, "total": people.count()})


@people_only
@require_POST
def keeping(request, id):
    """The rule spares them."""
    person = get_object_or_404(Person.objects.visible_to(request.user), id=id)
    keep_person(person, by=request.user)
    messages.success(request, _("Kept. The months begin anew today."))
    return HttpResponseRedirect(safe_next(request.POST.get("next", f"/people/{person.id}/")))


def notices_on_today(page: dict) -> tuple[str, dict] | None:
    """For base.spots on Today: organisers read how many go, and when the first do."""
    member = page.get("member")
    if member is None or not member.is_organiser:
        return None
    people = to_be_forgotten(member)
    count = people.count()
    if not count:
        return None
    return "people/_forgotten_soon.html", {"n": count, "first": goes_at(people[0])}
