"""Note how it went, take it back, hand over."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import people_only, safe_next, unlocked
from handbill.facts.models import Fact
from handbill.followup import actions
from handbill.followup.forms import OUTCOMES, STEPS, NewOwner, Outcome
from handbill.followup.models import FollowUp
from handbill.followup.person_page import person_page
from handbill.followup.queries import waiting_for
from handbill.people.models import Person


@people_only
@require_GET
def person(request, id):
    """One person: next step first, then what has happened, how to reach them, what they agreed to."""
    people = (
        Person.objects.visible_to(request.user)
        .select_related("group", "owner", "met_by", "met_outing__place")
        .prefetch_related("consents")
    )
    page = person_page(get_object_or_404(people, id=id), request.user, request.keyring)
    context = {
        "page": page,
        "owner_form": NewOwner(member=request.user, initial={"owner": page.person.owner_id}),
        "outcomes": OUTCOMES,
        "steps": STEPS,
    }
    return render(request, "followup/person.html", context)


@people_only
@require_http_methods(["GET", "POST"])
def outcome(request, id):
    """The form stands in the row; a refused one comes back as a page of its own."""
    rows = FollowUp.objects.visible_to(request.user).select_related("person__met_outing__group", "group", "owner")
    follow_up = get_object_or_404(rows, id=id)
    form = Outcome(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        row = next(
            (
                row
                for row in waiting_for(request.user, request.keyring, everyone=True)
                if row.follow_up.id == follow_up.id
            ),
            None,
        )
        return render(
            request,
            "followup/outcome.html",
            {"form": form, "row": row, "follow_up": follow_up},
            status=422 if form.errors else 200,
        )
    fact = actions.note_attempt(follow_up, form.cleaned_data["outcome"], by=request.user, next_step=form.next_step())
    messages.success(request, _("Saved."), extra_tags=f"undo:/attempts/{fact.id}/withdrawal/")
    return HttpResponseRedirect(safe_next(request.POST.get("next", "/")))


@people_only
@require_POST
def withdrawal(request, id):
    fact = get_object_or_404(
        Fact.objects.filter(group=request.user.group_id, by=request.user, kind="attempt").select_related(
            "outing__group"
        ),
        id=id,
    )
    actions.take_back_attempt(fact, by=request.user)
    messages.success(request, _("Taken back. It is open again."))
    return HttpResponseRedirect(safe_next(request.headers.get("Referer", "/")))


@people_only
@unlocked
@require_POST
def owner(request, id):
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("card", "group"), id=id)
    form = NewOwner(request.POST, member=request.user)
    if form.is_valid():
        actions.hand_over(person, form.cleaned_data["owner"], by=request.user, keyring=request.keyring)
        messages.success(
            request, _("{name} gets back to them from now on.").format(name=form.cleaned_data["owner"].name)
        )
    still_mine = Person.objects.visible_to(request.user).filter(id=person.id).exists()
    return HttpResponseRedirect(f"/people/{person.id}/" if still_mine else "/")
