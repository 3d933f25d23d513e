"""Data out: people after a second confirmation, what holds no person at once."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import organiser_only, unlocked
from handbill.base.errors import Refusal
from handbill.exchange.confirming import is_really_her
from handbill.exchange.counts_out import WHAT
from handbill.exchange.forms import PeopleOut
from handbill.exchange.harmless import as_csv
from handbill.exchange.models import Import
from handbill.exchange.people_out import csv_of, note_export, vcards_of, xlsx_of
from handbill.people.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@organiser_only
@require_GET
def exchange(request):
    """Everything that comes in and goes out, on one page."""
    return _page(request, PeopleOut())


@organiser_only
@require_POST
@unlocked(back="/set-up/exchange/")
def people(request):
    """The whole list, once more with the password; noted before the first byte is sent."""
    form = PeopleOut(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        is_really_her(request, form.cleaned_data["password"])
    except Refusal as refusal:
        form.add_error("password", refusal.sentence)
        return _page(request, form, refusal.status)
    note_export(request.keyring, Person.objects.visible_to(request.user).count())
    return _file(request.keyring, form.cleaned_data["form"])


@organiser_only
@require_GET
def counts(request, what):
    """Facts, ledger or outings: no person stands in them."""
    return _named(
        StreamingHttpResponse(as_csv(WHAT[what](request.user)), content_type="text/csv; charset=utf-8"), f"{what}.csv"
    )


def _page(request, form: PeopleOut, status: int = 200) -> HttpResponse:
    imports = Import.objects.visible_to(request.user).exclude(begun_at=None).select_related("by", "undone_by")[:20]
    context = {"form": form, "imports": imports, "people": Person.objects.visible_to(request.user).count()}
    return render(request, "exchange/exchange.html", context, status=status)


def _file(keyring, form: str) -> HttpResponse:
    if form == "xlsx":
        return _named(HttpResponse(xlsx_of(keyring), content_type=XLSX), "people.xlsx")
    if form == "vcard":
        return _named(StreamingHttpResponse(vcards_of(keyring), content_type="text/vcard; charset=utf-8"), "people.vcf")
    return _named(StreamingHttpResponse(csv_of(keyring), content_type="text/csv; charset=utf-8"), "people.csv")


def _named(answer, name: str):
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
