"""The web edition as the instance answers it: public, kept for a while, asked for again by its digest."""

import hashlib

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from handbill.accounts.doors import door
from handbill.accounts.models import Group
from handbill.copies.squares import base_of, origin_of
from handbill.press.visibility import may_make_issues
from handbill.press.web import names
from handbill.press.web.folder import zipped
from handbill.press.web.site import File, Site

FOR_A_WHILE = "public, max-age=300"


@require_safe
def page(request, name: str = names.INDEX, slug: str = ""):
    """One file of the group's paper; 404 for what is not published."""
    group = _group(slug)
    site = site_of(group, origin_of(request), has_host=not slug)
    found = site.file(name)
    if found is None:
        raise Http404
    if found.name != name:
        return HttpResponseRedirect(found.name)
    return _kept(request, found)


@door(may_make_issues)
@require_safe
def files(request):
    """The whole web edition as one ZIP; its links to the sign-up lead back here."""
    group, origin = request.user.group, origin_of(request)
    site = Site(group, join=f"{base_of(group, origin)}/join/", home=f"{base_of(group, origin)}/read/")
    answer = HttpResponse(zipped(site), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{group.slug}.zip"'
    return answer


def site_of(group: Group, origin: str, *, has_host: bool) -> Site:
    """As it stands on this instance; links out of it are relative too."""
    before = "" if has_host else f"/{group.slug}"
    return Site(group, join="../join/", home=f"{origin}{before}/read/")


def _group(slug: str) -> Group:
    """Without a name in the address the host has to belong to one group."""
    found = list(Group.objects.filter(slug=slug) if slug else Group.objects.all()[:2])
    if len(found) != 1:
        raise Http404
    return found[0]


def _kept(request, file: File) -> HttpResponse:
    tag = f'"{hashlib.sha256(file.content).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": FOR_A_WHILE}
    if file.changed_at:
        headers["Last-Modified"] = http_date(file.changed_at.timestamp())
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(file.content, content_type=file.kind, headers=headers)
