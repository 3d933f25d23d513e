"""What a reader finds behind the square of a copy."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils import translation
from django.views.decorators.http import require_safe

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.copies.actions import count_scan
from handbill.copies.models import Batch


@require_safe
def square(request, code: str, slug: str = ""):
    """Whose paper this is. The batch and the day are counted, and nothing about the reader: no cookie, no address."""
    batch = _batch(slug, code)
    if batch is None:
        if is_valid_path(f"{request.path_info}/"):
            return HttpResponseRedirect(f"{request.path}/")
        raise Http404
    if request.method == "GET":
        count_scan(batch, now().astimezone(ZoneInfo(batch.group.timezone)).date())
    with translation.override(batch.group.language):
        return render(request, "copies/behind.html", {"batch": batch, "group": batch.group})


def _batch(slug: str, code: str) -> Batch | None:
    """Without a group's name in the address the host has to belong to one group."""
    found = Batch.objects.filter(code=code).select_related("group")
    if slug:
        return found.filter(group__slug=slug).first()
    return found.first() if Group.objects.count() == 1 else None
