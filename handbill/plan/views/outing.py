"""The page of one outing, and everything that is pressed on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.plan import actions
from handbill.plan.forms import BookingForm, GuessForm, GuideForm, ItemForm
from handbill.plan.models import ChecklistItem
from handbill.plan.outing_page import outing_page
from handbill.plan.views.doors import changeable_outing, visible_outing


@member_only
@require_GET
def outing(request, outing_id):
    outing = visible_outing(request.user, outing_id)
    template = "plan/first_done.html" if "first" in request.GET else "plan/outing.html"
    return render(request, template, outing_page(request, outing))


@member_only
@require_POST
def coming(request, outing_id):
    """'I'm coming', or with `undo` not after all."""
    outing = visible_outing(request.user, outing_id)
    if "undo" in request.POST:
        actions.take_back_coming(outing, by=request.user)
    else:
        actions.say_coming(outing, by=request.user)
    return _again(request, outing, "plan/_team.html", "team")


@member_only
@require_POST
def copies(request, outing_id):
    """Book copies of a batch out to this outing."""
    outing = visible_outing(request.user, outing_id)
    form = BookingForm(request.POST, member=request.user)
    if form.is_valid():
        try:
            booking = form.booking()
            book = actions.book_copies if "batch" in booking else actions.book_in_all
            book(outing, **booking, by=request.user)
        except Refusal as refusal:
            form.refuse(refusal.sentence)
    if form.errors:
        return _wrong(request, outing, "plan/_bring.html", booking_form=form)
    return _again(request, outing, "plan/_bring.html", "bring")


@member_only
@require_POST
def guess(request, outing_id):
    """How many somebody thinks would go, where too little is known to say."""
    outing = changeable_outing(request.user, outing_id)
    form = GuessForm(request.POST)
    if not form.is_valid():
        return _wrong(request, outing, "plan/_bring.html", guess_form=form)
    actions.guess_copies(outing, form.cleaned_data["guess"], by=request.user)
    return _again(request, outing, "plan/_bring.html", "bring")


@member_only
@require_POST
def checklist(request, outing_id):
    """One more thing to do before you leave."""
    outing = changeable_outing(request.user, outing_id)
    form = ItemForm(request.POST, member=request.user)
    if not form.is_valid():
        return _wrong(request, outing, "plan/_checklist.html", item_form=form)
    actions.add_item(outing, form.cleaned_data["text"], form.cleaned_data["who"], by=request.user)
    return _again(request, outing, "plan/_checklist.html", "checklist")


@member_only
@require_POST
def checklist_item(request, outing_id, item_id):
    """Tick it (`done` = yes or no), or with `remove` take it off the list."""
    outing = visible_outing(request.user, outing_id)
    if "remove" in request.POST:
        outing = changeable_outing(request.user, outing_id)
        actions.remove_item(get_object_or_404(ChecklistItem, pk=item_id, outing=outing), by=request.user)
    elif not request.user.may_note:
        raise MayNot(_("Your role looks at numbers and ticks nothing off."))
    else:
        item = get_object_or_404(ChecklistItem, pk=item_id, outing=outing)
        actions.tick_item(item, request.POST.get("done") == "yes", by=request.user)
    return _again(request, outing, "plan/_checklist.html", "checklist")


@member_only
def guide(request, outing_id):
    """What to talk about, one point a line."""
    outing = changeable_outing(request.user, outing_id)
    points = outing.guide.filter(ended_at=None).values_list("text", flat=True)
    form = GuideForm(request.POST or None, initial={"points": "\n".join(points)})
    if request.method == "POST" and form.is_valid():
        actions.set_guide(outing, form.cleaned_data["points"], by=request.user)
        messages.success(request, _("Saved. Phones see it when they next have signal."))
        return redirect("outing", outing.pk)
    return render(request, "plan/guide.html", {"outing": outing, "form": form}, status=422 if form.is_bound else 200)


def _again(request, outing, part: str, anchor: str):
    """After a change: the part alone for htmx, the whole page at its place for everybody else."""
    if request.headers.get("HX-Request"):
        return _vary(render(request, part, outing_page(request, outing)))
    return redirect(f"{outing.get_absolute_url()}#{anchor}")


def _wrong(request, outing, part: str, **forms):
    """A refused form: the same place again with what was written, 422."""
    template = part if request.headers.get("HX-Request") else "plan/outing.html"
    return _vary(render(request, template, {**outing_page(request, outing), **forms}, status=422))


def _vary(response):
    response.headers["Vary"] = "HX-Request, Cookie"
    return response
