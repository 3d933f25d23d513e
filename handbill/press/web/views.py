"""Pages of the web edition, as the instance answers them."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from handbill.accounts.models import Group
from handbill.press.web.ink import ink_css

FOR_A_WHILE = "public, max-age=300"


@require_safe
def ink(request, slug: str):
    """The group's ink."""
    group = get_object_or_404(Group, slug=slug)
    return kept(request, ink_css(group.ink).encode(), "text/css; charset=utf-8")


def kept(request, content: bytes, kind: str) -> HttpResponse:
    """Public: kept for a while, and asked for again by its digest."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": FOR_A_WHILE}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content, content_type=kind, headers=headers)
