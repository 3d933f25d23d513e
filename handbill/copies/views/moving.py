"""Recording a print run, moving copies, counting them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import MayNot, Refusal
from handbill.copies import actions
from handbill.copies.codes import next_code
from handbill.copies.forms import CountForm, MoveForm, RunForm
from handbill.copies.holders import place_named
from handbill.copies.lines import copies_with
from handbill.copies.models import Batch, Holder, Publication
from handbill.copies.noted import settle_marked
from handbill.copies.visibility import may_move_copies


@member_only
def print_run(request):
    """The printer delivered: one form, as many batches as it takes."""
    _may(request)
    form = RunForm(request.POST if request.method == "POST" else None, initial=_last_run(request.user))
    if form.is_valid():
        try:
            run = actions.record_run(**form.run(), by=request.user)
        except Refusal as refusal:
            form.add_error("code" if refusal.code == "code_taken" else None, refusal.sentence)
        else:
            codes = sorted(run.batches.values_list("code", flat=True), key=lambda code: (len(code), code))
            words = ngettext("Recorded as batch {codes}.", "Recorded as {n} batches: {codes}.", len(codes))
            messages.success(request, words.format(n=len(codes), codes=", ".join(codes)))
            return redirect("copies_issue", run.issue_id)
    group = request.user.group
    context = {
        "form": form,
        "publications": Publication.objects.filter(group=group),
        "cupboards": Holder.objects.filter(group=group, kind="cupboard"),
    }
    return render(request, "copies/run.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
def trial(request, batch_id):
    """How the copies of this batch are given."""
    batch = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    actions.mark_trial(batch, request.POST.get("trial", ""), by=request.user)
    messages.success(request, _("Noted. Learn tells the difference once enough people have signed up."))
    return redirect(batch)


@member_only
def move(request):
    """From one holder to another."""
    _may(request)
    settle_marked(request.user.group_id)
    form = MoveForm(request.POST if request.method == "POST" else None, member=request.user, initial=_asked(request))
    if not form.fields["batch"].queryset.exists():
        return redirect("batches")
    if form.is_valid() and (line := _moved(form, request.user)):
        words = ngettext(
            "{copies} copy of {code}: from {source} to {target}.",
            "{copies} copies of {code}: from {source} to {target}.",
            line.copies,
        )
        source = line.source or _("where they were found")
        said = words.format(copies=line.copies, code=line.batch.code, source=source, target=line.target)
        messages.success(request, said)
        return redirect("copies_issue", line.batch.run.issue_id)
    return render(request, "copies/move.html", {"form": form}, status=422 if form.errors else 200)


@member_only
def count(request):
    """What is there, whatever the ledger says."""
    _may(request)
    settle_marked(request.user.group_id)
    form = CountForm(request.POST if request.method == "POST" else None, member=request.user, initial=_asked(request))
    if not form.fields["batch"].queryset.exists():
        return redirect("batches")
    if form.is_valid() and (answer := _counted(form, request)):
        return answer
    context = {"form": form, "ledger_says": _ledger_says(form)}
    return render(request, "copies/count.html", context, status=422 if form.errors else 200)


def _may(request) -> None:
    if not may_move_copies(request.user):
        raise MayNot(_("Copies are moved and counted by organisers and volunteers."))


def _last_run(member) -> dict:
    """The publication and issue of the latest batch, and its next code."""
    codes = dict(Batch.objects.visible_to(member).order_by("made_at", "id").values_list("code", "issue"))
    issue = next(reversed(codes.values()), "")
    latest = Batch.objects.visible_to(member).select_related("run__issue__publication", "run__cupboard").first()
    start = {"kind": "paper", "batch_size": 200, "publication": member.group.paper, "cupboard": _("The cupboard")}
    if latest is None:
        return start
    publication = latest.run.issue.publication
    return {
        **start,
        "issue": issue,
        "code": next_code(issue, codes),
        "publication": publication.name,
        "kind": publication.kind,
        "cupboard": latest.run.cupboard.name,
    }


def _asked(request) -> dict:
    """What a link on another page has filled in."""
    wanted = {name: request.GET.get(name, "") for name in ("batch", "source", "target", "holder", "copies")}
    return {name: value for name, value in wanted.items() if value}


def _moved(form: MoveForm, by):
    cleaned = form.cleaned_data
    try:
        source = form.ends.read(cleaned["source"])
        place = cleaned["place"]
        target = form.ends.read(cleaned["target"]) if not place else place_named(by.group, place)
        return actions.move(
            cleaned["batch"], cleaned["copies"], source=source, target=target, by=by, note=cleaned["note"]
        )
    except Refusal as refusal:
        form.add_error("copies" if refusal.code == "not_enough_copies" else "target", refusal.sentence)
        return None


def _counted(form: CountForm, request):
    cleaned = form.cleaned_data
    try:
        lines = actions.count(
            cleaned["batch"], cleaned["holder"], cleaned["copies"], by=request.user, note=cleaned["note"]
        )
    except Refusal as refusal:
        form.add_error("copies", refusal.sentence)
        return None
    if not lines:
        n = cleaned["copies"]
        messages.success(request, ngettext("It adds up: {n} is there.", "It adds up: {n} are there.", n).format(n=n))
    elif lines[0].kind == "missing":
        n = lines[0].copies
        words = ngettext("{n} copy fewer than expected.", "{n} copies fewer than expected.", n)
        messages.info(request, words.format(n=n))
        return redirect("copies_gap", lines[0].pk)
    else:
        n = sum(line.copies for line in lines)
        messages.success(request, ngettext("{n} copy found.", "{n} copies found.", n).format(n=n))
    return redirect("copies_issue", cleaned["batch"].run.issue_id)


def _ledger_says(form: CountForm) -> int | None:
    """What should be there, where the page was asked about one stack; beside the field, so nobody copies it unseen."""
    initial = form.initial
    if form.is_bound or not {"batch", "holder"} <= initial.keys():
        return None
    batch = form.fields["batch"].queryset.filter(pk=initial["batch"]).first()
    holder = form.fields["holder"].queryset.filter(pk=initial["holder"]).first()
    return copies_with(batch, holder) if batch and holder else None
