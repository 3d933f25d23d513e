"""The list of outings, making one, changing one, cancelling one, planning the next."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot
from handbill.copies.actions import record_run
from handbill.plan import actions
from handbill.plan.forms import FirstOuting, OutingForm
from handbill.plan.models import Outing
from handbill.plan.queries import coming_outings, past_outings
from handbill.plan.views.doors import changeable_outing, visible_outing
from handbill.plan.visibility import may_plan

PAST_ON_A_PAGE = 20


@member_only
@require_GET
def outings(request):
    """Next and past."""
    coming = list(coming_outings(request.user))
    past = Paginator(past_outings(request.user), PAST_ON_A_PAGE).get_page(request.GET.get("page"))
    standing = [outing for outing in coming if not outing.is_cancelled]
    context = {
        "coming": coming,
        "next_outing": standing[0] if standing else None,
        "past": past,
        "may_plan": may_plan(request.user),
    }
    return render(request, "plan/list.html", context)


@member_only
def new_outing(request):
    """A form; `?first=1` is the short one at the end of set-up."""
    if not may_plan(request.user):
        raise MayNot(_("Outings are planned by organisers, and by volunteers who lead them."))
    if "first" in request.GET:
        return _first_outing(request)
    form = OutingForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            outing = actions.plan_outing(by=request.user, **form.when_and_where(request.user), **form.details())
        messages.success(request, _("The outing is planned."))
        return redirect("outing", outing.pk)
    return _form_page(request, "plan/form.html", form)


@member_only
def change(request, outing_id):
    outing = changeable_outing(request.user, outing_id)
    form = OutingForm(request.POST or None, member=request.user, outing=outing)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.change_outing(outing, by=request.user, **form.when_and_where(request.user), **form.details())
        messages.success(request, _("The outing is changed. Phones see it when they next have signal."))
        return redirect("outing", outing.pk)
    return _form_page(request, "plan/form.html", form, outing=outing)


@member_only
@require_POST
def cancellation(request, outing_id):
    """Cancel, or with `undo` let it take place after all."""
    outing = changeable_outing(request.user, outing_id)
    if "undo" in request.POST:
        actions.restore_outing(outing, by=request.user)
        messages.success(request, _("The outing takes place."))
    else:
        actions.cancel_outing(outing, by=request.user)
        messages.success(request, _("The outing is cancelled. What phones have noted is kept."))
    return redirect("outing", outing.pk)


@member_only
@require_POST
def the_next(request, outing_id):
    """Plan the next one: the same again, a week later or more, open for changes."""
    outing = visible_outing(request.user, outing_id)
    following = actions.plan_the_next(outing, by=request.user)
    messages.success(request, _("The next one is planned for the same hours. Check the day."))
    return redirect("outing_change", following.pk)


def _first_outing(request):
    form = FirstOuting(request.POST or None, member=request.user, initial={"setting": "stall"})
    if request.method == "POST" and form.is_valid():
        return redirect(f"{_plan_first(form, request.user).get_absolute_url()}?first=1")
    return _form_page(request, "plan/first.html", form)


@transaction.atomic
def _plan_first(form: FirstOuting, by) -> Outing:
    if form.cleaned_data["copies"]:
        record_run(issue=form.cleaned_data["issue"], copies=form.cleaned_data["copies"], by=by)
    return actions.plan_outing(by=by, **form.when_and_where(by))


def _form_page(request, template, form, **context):
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
