"""PDFs of an issue: asked for, watched, fetched."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from handbill.copies.squares import base_of, origin_of
from handbill.press.actions import prints as actions
from handbill.press.models import PrintOrder
from handbill.press.views.doors import makers_only
from handbill.press.views.issues import visible_make

CHOICES = ("bleed", "marks", "black", "imposed")


@makers_only
@require_POST
def ask(request, make_id):
    """A proof, or the issue for its batches."""
    make = visible_make(request, make_id)
    origin = base_of(make.group, origin_of(request))
    if request.POST.get("kind") == "batches":
        options = {name: bool(request.POST.get(name)) for name in CHOICES}
        codes = request.POST.getlist("batch")[:1000]
        order = actions.ask_for_batches(make, codes, options, by=request.user, origin=origin)
    else:
        order = actions.ask_for_proof(make, by=request.user, origin=origin)
    if order.total <= actions.AT_ONCE:
        actions.make_print(str(order.pk))
    return redirect(order)


@makers_only
@require_GET
def progress(request, order_id):
    """How far it is; where a script asks, only that part."""
    order = _visible(request, order_id)
    context = {"order": order, "make": order.issue.make, "share": round(100 * order.done / max(1, order.total))}
    template = "press/_progress.html" if request.headers.get("HX-Request") else "press/print_order.html"
    return render(request, template, context)


@makers_only
@require_GET
def file(request, order_id):
    """The PDF, or several packed together."""
    order = _visible(request, order_id)
    if not order.made_at:
        raise Http404
    content = bytes(order.content)
    is_pdf = content.startswith(b"%PDF")
    name = re.sub(r"[^A-Za-z0-9-]+", "-", f"{order.issue.publication.name}-{order.issue.name}-{order.kind}").strip("-")
    response = HttpResponse(content, content_type="application/pdf" if is_pdf else "application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.{"pdf" if is_pdf else "zip"}"'
    return response


def _visible(request, order_id) -> PrintOrder:
    rows = PrintOrder.objects.visible_to(request.user).filter(issue__make__isnull=False)
    return get_object_or_404(rows.select_related("issue__make__group", "issue__publication"), pk=order_id)
