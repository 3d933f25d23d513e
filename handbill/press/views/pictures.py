"""Pictures: served in their sizes, described, looked through."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handbill.press import actions
from handbill.press.forms import PictureWords
from handbill.press.models import Picture, PictureSize
from handbill.press.views.doors import writers_only

ON_A_PAGE = 24
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_safe
def size(request, picture_id, width: int):
    """The bytes. Members see the group's; whoever comes along sees what was published."""
    kept = PictureSize.objects.filter(picture=picture_id, width=width).defer("content").first()
    is_public = kept is not None and Picture.objects.published().filter(pk=picture_id).exists()
    if kept is None or not (is_public or _is_mine(request.user, picture_id)):
        raise Http404
    tag = f'"{kept.sha256}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, max-age=300" if is_public else "private, no-cache",
        "Content-Security-Policy": NOTHING_RUNS,
        "Content-Disposition": "inline",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(bytes(kept.content), content_type=f"image/{kept.kind}", headers=headers)


@writers_only
@require_safe
def pictures(request):
    """All of the group's."""
    page = Paginator(Picture.objects.visible_to(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "press/pictures.html", {"page": page, "pictures": _with_smallest(page)})


@writers_only
@require_http_methods(["GET", "POST"])
def picture(request, picture_id):
    """What it shows, what stands under it, who made it."""
    found = get_object_or_404(Picture.objects.visible_to(request.user), pk=picture_id)
    form = PictureWords(request.POST or None, initial=vars(found))
    if request.method == "POST" and form.is_valid():
        actions.describe_picture(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved what the picture shows."))
        return redirect(found)
    status = 422 if form.errors else 200
    pieces = [use.article for use in found.uses.select_related("article")]
    mine = [piece for piece in pieces if type(piece).objects.visible_to(request.user).filter(pk=piece.pk).exists()]
    context = {"picture": found, "form": form, "size": _middle(found), "pieces": mine}
    return render(request, "press/picture.html", context, status=status)


def _is_mine(user, picture_id) -> bool:
    return user.is_authenticated and Picture.objects.visible_to(user).filter(pk=picture_id).exists()


def _with_smallest(pictures) -> list[tuple[Picture, PictureSize]]:
    sizes: dict = {}
    for kept in PictureSize.objects.filter(picture__in=list(pictures)).defer("content").order_by("-width"):
        sizes[kept.picture_id] = kept
    return [(one, sizes[one.pk]) for one in pictures if one.pk in sizes]


def _middle(picture: Picture) -> PictureSize:
    sizes = list(picture.sizes.defer("content"))
    return sizes[len(sizes) // 2]
