"""The phone app's pages and files: the same bytes for everybody, with nothing about anybody in them.

The template field/shell.html is given `assets` (the path under which this version's files lie) and `languages` (code,
name, dir); no request and no member.
"""

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from handbill.base.middleware import PERMISSIONS
from handbill.field import assets

SHELL = "/field/"
PAPER = "#F5F1E8"
FOREVER = "public, max-age=31536000, immutable"
# The scan page looks at a square through the camera, here and nowhere else.
HEADERS = {
    "Cache-Control": "no-cache",
    "Permissions-Policy": PERMISSIONS.format(camera="self"),
}


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page; what stands behind # never gets here."""
    version = assets.current()
    return _fresh(request, version.name, version.shell.encode(), "text/html; charset=utf-8")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps in front."""
    version = assets.current()
    listed = json.dumps({"version": version.name, "shell": SHELL, "files": version.kept()})
    script = f"const PRECACHE = {listed};\n{version.worker}"
    return _fresh(request, version.name, script.encode(), "text/javascript; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a home screen needs to know."""
    return JsonResponse(
        {
            "id": SHELL,
            "name": "Handbill",
            "short_name": "Handbill",
            "start_url": SHELL,
            "scope": SHELL,
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                _icon("handbill-192.png", "192x192", "any"),
                _icon("handbill-512.png", "512x512", "any"),
                _icon("handbill-maskable-512.png", "512x512", "maskable"),
            ],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )


@require_safe
def asset(request: HttpRequest, version: str, path: str) -> HttpResponse:
    """A file of the current version; another version's path is gone, since its bytes would be kept for ever."""
    current = assets.current()
    found = current.assets.get(path) if version == current.name else None
    if not found:
        raise Http404
    takes_packed = found.packed and "gzip" in request.headers.get("Accept-Encoding", "")
    body = found.packed if takes_packed else found.plain
    response = HttpResponse(body, content_type=found.content_type, headers={"Cache-Control": FOREVER})
    if takes_packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _fresh(request: HttpRequest, version: str, body: bytes, content_type: str) -> HttpResponse:
    """Asked for again each time, sent again only when there is a new version."""
    etag = f'"{version}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag, **HEADERS})
    return HttpResponse(body, content_type=content_type, headers={"ETag": etag, **HEADERS})


def _icon(name: str, sizes: str, purpose: str) -> dict:
    return {"src": static(f"field/icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
