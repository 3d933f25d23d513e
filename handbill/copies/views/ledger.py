"""The ledger, correcting a line of it, and what does not add up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.copies import actions, queries
from handbill.copies.forms import CorrectionForm, GapForm
from handbill.copies.gaps import open_copies
from handbill.copies.models import Movement
from handbill.copies.visibility import may_move_copies
from handbill.copies.words import missing_words

ON_A_PAGE = 100
BEFORE, AFTER = 8, 3


@member_only
@require_safe
def ledger(request):
    """Every line of the group, the latest first."""
    page = Paginator(queries.Ledger(request.user.group), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "copies/ledger.html", {"page": page, "may_move": may_move_copies(request.user)})


@member_only
def correction(request, line_id):
    """Undo a line by a correcting one."""
    line = _line(request, line_id)
    if not may_move_copies(request.user):
        raise MayNot(_("Lines are corrected by organisers and volunteers."))
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.undo(line, by=request.user, note=form.cleaned_data["note"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Undone by a new line. The old one stays, crossed out."))
            return redirect("copies_issue", line.batch.run.issue_id)
    context = {"line": _as_line(line), "form": form, "movement": line}
    return render(request, "copies/correction.html", context, status=422 if form.errors else 200)


@member_only
def gap(request, line_id):
    """The lines around a count that found fewer, and what to do about it."""
    line = get_object_or_404(_lines(request).filter(kind="missing"), pk=line_id)
    left = open_copies(line)
    form = GapForm(request.POST if request.method == "POST" else None, initial={"how": "found", "copies": left})
    if request.method == "POST":
        if not may_move_copies(request.user):
            raise MayNot(_("Gaps are closed by organisers and volunteers."))
        if form.is_valid() and _closed(form, line, request.user):
            messages.success(request, _("Written down."))
            return redirect("copies_issue", line.batch.run.issue_id)
    context = {
        "gap": line,
        "left": left,
        "missing_words": missing_words(left),
        "lines": _around(line),
        "form": form,
        "may_move": may_move_copies(request.user),
    }
    return render(request, "copies/gap.html", context, status=422 if form.errors else 200)


def _closed(form: GapForm, line: Movement, by) -> bool:
    try:
        actions.close_gap(line, **form.cleaned_data, by=by)
    except Refusal as refusal:
        form.add_error("copies", refusal.sentence)
        return False
    return True


def _around(gap: Movement) -> list[queries.Line]:
    """Lines of this batch at this holder: some before the count, and what came after it."""
    lines = queries.lines_of(gap.group, batch=gap.batch, holder=gap.source)
    at = next(number for number, line in enumerate(lines) if line.movement == gap)
    return lines[max(0, at - AFTER) : at + BEFORE + 1]


def _as_line(line: Movement) -> queries.Line:
    return next(one for one in queries.lines_of(line.group, batch=line.batch) if one.movement == line)


def _line(request, line_id) -> Movement:
    return get_object_or_404(_lines(request), pk=line_id)


def _lines(request):
    related = ("batch__run", "source__member", "target__member", "group", "by")
    return Movement.objects.visible_to(request.user).select_related(*related)
