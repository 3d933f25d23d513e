"""/rescue/: bring a phone's rescue file, look at what it would do, file it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handbill.accounts.doors import member_only
from handbill.base.errors import Refusal
from handbill.sync.forms import RescueForm, pack, unpack
from handbill.sync.rescue import MOST_BYTES, file_rescue, preview, read_file


@member_only
@require_http_methods(["GET", "POST"])
def rescue(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, RescueForm())
    if "packed" in request.POST:
        return _file(request)
    form = RescueForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _preview(request, form, form.cleaned_data["file"].read(MOST_BYTES + 1))


def _preview(request: HttpRequest, form: RescueForm, raw: bytes) -> HttpResponse:
    try:
        rescued = read_file(raw, by=request.user)
        outcome = preview(rescued, by=request.user)
    except Refusal as refusal:
        form.add_error("file", refusal.sentence)
        return _page(request, form, status=422)
    context = {"rescued": rescued, "outcome": outcome, "packed": pack(raw)}
    return render(request, "sync/preview.html", context)


def _file(request: HttpRequest) -> HttpResponse:
    try:
        rescued = read_file(unpack(request.POST["packed"]), by=request.user)
        outcome = file_rescue(rescued, by=request.user)
    except Refusal as refusal:
        form = RescueForm({}, {})
        form.errors.clear()
        form.add_error("file", refusal.sentence)
        return _page(request, form, status=422)
    sentence = ngettext("{n} entry filed.", "{n} entries filed.", outcome.filed).format(n=outcome.filed)
    messages.success(request, sentence)
    return redirect("rescue")


def _page(request: HttpRequest, form: RescueForm, status: int = 200) -> HttpResponse:
    return render(request, "sync/rescue.html", {"form": form}, status=status)
