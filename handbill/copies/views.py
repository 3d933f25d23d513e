"""The list of batches, and one form to add one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import add_batch
from handbill.copies.codes import next_code
from handbill.copies.forms import BatchForm
from handbill.copies.models import Batch
from handbill.copies.visibility import may_move_copies


@member_only
def batches(request):
    if request.method == "POST":
        return _add(request)
    return _page(request, BatchForm(initial=_suggestion(request.user)))


def _add(request):
    if not may_move_copies(request.user):
        raise MayNot(_("Batches are added by organisers and volunteers."))
    form = BatchForm(request.POST)
    if form.is_valid():
        try:
            batch = add_batch(**form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            messages.success(request, _("Batch {code} added.").format(code=batch.code))
            return redirect("batches")
    return _page(request, form, status=422)


def _page(request, form, status=200):
    batches = Batch.objects.visible_to(request.user)
    context = {"form": form, "batches": batches, "may_add": may_move_copies(request.user)}
    return render(request, "copies/list.html", context, status=status)


def _suggestion(member) -> dict:
    """The issue of the latest batch and its next code."""
    codes = dict(Batch.objects.visible_to(member).order_by("made_at").values_list("code", "issue"))
    issue = next(reversed(codes.values()), "")
    return {"issue": issue, "code": next_code(issue, codes)} if issue else {}
