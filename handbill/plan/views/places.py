"""Places: the list, and one form each to name them better or take them off the list."""

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.plan import actions
from handbill.plan.forms import PlaceForm
from handbill.plan.models import Place
from handbill.plan.visibility import may_plan


@member_only
@require_GET
def places(request):
    standing = Q(outings__cancelled_at=None)
    seen = Place.objects.visible_to(request.user).annotate(
        times=Count("outings", filter=standing), last_at=Max("outings__starts_at", filter=standing)
    )
    context = {
        "places": seen.filter(ended_at=None),
        "ended": seen.exclude(ended_at=None),
        "may_plan": may_plan(request.user),
    }
    return render(request, "plan/places.html", context)


@member_only
def place(request, place_id):
    """Change its name or setting."""
    place = _changeable_place(request.user, place_id)
    form = PlaceForm(request.POST or None, initial={"name": place.name, "setting": place.setting})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_place(place, **form.cleaned_data, by=request.user)
            messages.success(request, _("The place is changed."))
            return redirect("places")
        except Refusal as refusal:
            form.add_error("name", refusal.sentence)
    return render(request, "plan/place.html", {"place": place, "form": form}, status=422 if form.is_bound else 200)


@member_only
@require_POST
def place_ending(request, place_id):
    """Off the list, or with `undo` back on it."""
    place = _changeable_place(request.user, place_id)
    actions.end_place(place, by=request.user, ended="undo" not in request.POST)
    return redirect("places")


def _changeable_place(member, place_id) -> Place:
    place = get_object_or_404(Place.objects.visible_to(member), pk=place_id)
    if not Place.objects.changeable_by(member).filter(pk=place.pk).exists():
        raise MayNot(_("Places are named by organisers and volunteers."))
    return place
