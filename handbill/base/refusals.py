"""How a Refusal looks: a page of its own, or, where only a part of a page was asked for, a sentence on top of that page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from handbill.base.errors import Refusal

ON_TOP = {"HX-Retarget": "#refused", "HX-Reswap": "outerHTML", "Vary": "HX-Request"}


def refused(request, refusal: Refusal, headline: str = "") -> HttpResponse:
    """The answer to whoever asked; what was written on the page stays where it is when only a part was asked for."""
    if request.headers.get("HX-Request"):
        return refused_on_top(refusal)
    context = {"refusal": refusal, "headline": headline}
    return render(request, "base/refusal.html", context, status=refusal.status)


def refused_on_top(refusal: Refusal) -> HttpResponse:
    """The sentence alone, made without the database."""
    part = render_to_string("base/_refused.html", {"refusal": refusal})
    return HttpResponse(part, status=refusal.status, headers=ON_TOP)
