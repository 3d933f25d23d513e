"""The debrief's page, and the two things one writes on it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.debrief.actions import add_remark, make_article, take_back_remark
from handbill.debrief.article import draft_of, left_out
from handbill.debrief.behind import LISTS, facts_behind
from handbill.debrief.evidence import evidence_of
from handbill.debrief.forms import DecisionForm, RemarkForm
from handbill.debrief.printing import printed
from handbill.debrief.queries import debrief_of, grounds_at
from handbill.debrief.said import heard_at, remarks_to_tick
from handbill.debrief.stock import copies_of
from handbill.plan.actions import decide
from handbill.plan.models import Decision
from handbill.plan.views.doors import visible_outing
from handbill.plan.visibility import may_plan
from handbill.press.blocks import blocks_of, html_of
from handbill.press.visibility import may_write


@member_only
@require_GET
def debrief(request, outing_id):
    return _page(request, visible_outing(request.user, outing_id))


@member_only
@require_GET
def pdf(request, outing_id):
    """What the page says to this reader, on paper."""
    outing = visible_outing(request.user, outing_id)
    answer = HttpResponse(
        printed(debrief_of(outing, request.keyring, reader=request.user)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="debrief.pdf"'
    return answer


@member_only
@require_GET
def facts(request, outing_id, name):
    """The facts behind what is said: every member reads them, since nobody stands in them."""
    outing = visible_outing(request.user, outing_id)
    found = facts_behind(name, grounds_at(outing), request.keyring if request.user.may_note else None)
    if found is None:
        raise Http404
    heading, lines = found
    lists = [(other, label) for other, (label, _lines) in LISTS.items()]
    context = {"outing": outing, "name": name, "heading": heading, "lines": lines, "lists": lists}
    return render(request, "debrief/facts.html", context)


@member_only
@require_POST
def remarks(request, outing_id):
    """Say something under one of the questions."""
    outing = _writable(request, outing_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, outing, remark_form=form)
    try:
        add_remark(outing, form.cleaned_data["text"], form.cleaned_data["prompt"], by=request.user)
    except Refusal as refusal:
        form.add_error("text", refusal.sentence)
        return _page(request, outing, remark_form=form)
    messages.success(request, _("Sealed for the group."))
    return redirect(f"{_address(outing)}#{form.cleaned_data['prompt']}")


@member_only
@require_POST
def remark_retraction(request, outing_id, fact_id):
    """Take one's own remark back."""
    outing = _writable(request, outing_id)
    take_back_remark(outing, fact_id, by=request.user)
    messages.success(request, _("Your remark is taken back."))
    return redirect(f"{_address(outing)}#said")


@member_only
@require_POST
def decisions(request, outing_id):
    """What was decided, who does it, by when."""
    outing = _writable(request, outing_id)
    form = DecisionForm(request.POST, member=request.user, prefix="decision")
    if not form.is_valid():
        return _page(request, outing, decision_form=form)
    try:
        decide(outing, **form.cleaned_data, by=request.user)
    except Refusal as refusal:
        form.add_error("text", refusal.sentence)
        return _page(request, outing, decision_form=form)
    messages.success(request, _("Decided. It comes back on Today and in the next plan."))
    return redirect(f"{_address(outing)}#decided")


@member_only
def article(request, outing_id):
    """What goes into an article about it and what does not; then its draft in the paper."""
    outing = visible_outing(request.user, outing_id)
    if not may_write(request.user):
        raise MayNot(_("Pieces are written by organisers, editors and volunteers."))
    if request.method == "POST":
        return _make_article(request, outing)
    evidence = evidence_of(outing)
    draft = draft_of(evidence, copies_of(evidence), heard_at(evidence, None).listed, [])
    context = {
        "outing": outing,
        "draft": draft,
        "draft_html": html_of(blocks_of(draft.body)),
        "remarks": remarks_to_tick(evidence, request.keyring) if request.user.is_organiser else [],
        "left_out": left_out(evidence, 0, Decision.objects.filter(outing=outing).count()),
    }
    return render(request, "debrief/article.html", context)


def _make_article(request, outing):
    try:
        ticked = [uuid.UUID(id) for id in request.POST.getlist("remark")]
    except ValueError:
        raise Http404 from None
    try:
        made, without = make_article(outing, request.keyring, ticked, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("debrief_article", outing.pk)
    messages.success(request, " ".join([_("The draft is written."), *without]))
    return redirect(made)


def _writable(request, outing_id):
    outing = visible_outing(request.user, outing_id)
    if not request.user.may_write_remarks:
        raise MayNot(_("Remarks and decisions are written by organisers and volunteers. You can read them here."))
    return outing


def _page(request, outing, *, remark_form=None, decision_form=None):
    context = {
        "debrief": debrief_of(outing, request.keyring, reader=request.user),
        "outing": outing,
        "remark_form": remark_form or RemarkForm(),
        "decision_form": decision_form or DecisionForm(member=request.user, prefix="decision"),
        "may_write": request.user.may_write_remarks,
        "may_open": request.user.may_note,
        "may_plan": may_plan(request.user),
        "may_write_articles": may_write(request.user),
    }
    is_wrong = remark_form or decision_form
    return render(request, "debrief/debrief.html", context, status=422 if is_wrong else 200)


def _address(outing) -> str:
    return f"{outing.get_absolute_url()}debrief/"
