"""An issue in the making: what stands on which page, what is missing, when readers see it."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import Refusal
from handbill.press import actions
from handbill.press.fitting import front_page
from handbill.press.forms import IssueForm
from handbill.press.issue_page import issue_page
from handbill.press.models import Article, IssueMake, RunningPiece
from handbill.press.queries import next_issue_name
from handbill.press.views.doors import makers_only


@member_only
@require_GET
def issue(request, make_id):
    """The running order, the front page, what is missing."""
    make = visible_make(request, make_id)
    return render(request, "press/issue.html", issue_page(make, request.user))


@makers_only
@require_http_methods(["GET", "POST"])
def new_issue(request):
    """The next number."""
    first = {"name": next_issue_name(request.user.group), "paper": "a4", "pages": "4"}
    form = IssueForm(request.POST or None, member=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            make = actions.begin_issue(by=request.user, **form.cleaned_data)
            return redirect(make)
        except Refusal as refusal:
            form.add_error("name", refusal.sentence)
    return render(request, "press/issue_form.html", {"form": form}, status=422 if form.errors else 200)


@makers_only
@require_http_methods(["GET", "POST"])
def change(request, make_id):
    """Its number, day, size, languages."""
    make = visible_make(request, make_id)
    now_so = {**vars(make), "name": make.issue.name, "pages": str(make.pages)}
    form = IssueForm(request.POST or None, member=request.user, make=make, initial=now_so)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_issue(make, by=request.user, **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect(make)
        except Refusal as refusal:
            form.add_error("pages" if refusal.code == "page_in_use" else "name", refusal.sentence)
    return render(request, "press/issue_form.html", {"form": form, "make": make}, status=422 if form.errors else 200)


@makers_only
@require_POST
def pieces(request, make_id):
    """Put a piece on a page."""
    make = visible_make(request, make_id)
    wanted = as_id(request.POST.get("article"))
    article = Article.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None
    if article is None:
        raise Refusal("choose_a_piece", _("Choose a piece first. Nothing was changed."))
    actions.place_article(make, article, whole_number(request.POST.get("page")), by=request.user)
    return redirect(make)


@makers_only
@require_POST
def order(request, make_id):
    """The whole running order as the script sends it: `piece` in order, each as page:id."""
    make = visible_make(request, make_id)
    pages: dict[int, list[uuid.UUID]] = {}
    for entry in request.POST.getlist("piece")[:200]:
        page, _sign, one = entry.partition(":")
        if (known := as_id(one)) is None:
            raise Refusal("order_changed", _("Nothing was moved. Open the page again and move it once more."))
        pages.setdefault(whole_number(page), []).append(known)
    actions.set_running_order(make, pages, by=request.user)
    return JsonResponse({"moved": True})


@makers_only
@require_POST
def place(request, piece_id):
    """Up, down, to another page, to the front, beside another, out."""
    rows = RunningPiece.objects.visible_to(request.user).filter(issue__make__isnull=False)
    piece = get_object_or_404(rows.select_related("issue__make"), pk=piece_id)
    make, wanted = piece.issue.make, request.POST.get("to", "")
    if wanted in ("up", "down"):
        actions.move_piece(piece, -1 if wanted == "up" else 1, by=request.user)
    elif wanted == "lead":
        actions.make_lead(piece, by=request.user)
    elif wanted == "out":
        actions.take_out(piece, by=request.user)
        messages.success(request, _("Taken out. The piece itself is still there."))
    elif wanted == "apart":
        actions.set_apart(piece, by=request.user)
    elif wanted.startswith("beside:"):
        actions.set_beside(piece, _other(request, piece, wanted), by=request.user)
    else:
        actions.put_on_page(piece, whole_number(wanted), by=request.user)
    return redirect(make)


@makers_only
@require_POST
def readiness(request, make_id):
    """Ready; or written on."""
    make = visible_make(request, make_id)
    if request.POST.get("is") == "writing":
        actions.write_on(make, by=request.user)
        messages.success(request, _("It is being written again."))
    else:
        actions.call_ready(make, by=request.user)
        messages.success(request, _("Ready. It can be printed and published."))
    return redirect(make)


@makers_only
@require_POST
def publication(request, make_id):
    """Readers see it; or not any more."""
    make = visible_make(request, make_id)
    if request.POST.get("is") == "back":
        actions.take_back(make, by=request.user)
        messages.success(request, _("Taken back. The web edition shows it no more."))
    else:
        with transaction.atomic():
            actions.publish(make, by=request.user)
        messages.success(request, _("Published. The web edition shows it."))
    return redirect(make)


@member_only
@require_GET
def front(request, make_id):
    """The front page as a picture."""
    make = visible_make(request, make_id)
    digest, content = front_page(make, known=request.headers.get("If-None-Match", "").strip('"'))
    headers = {"ETag": f'"{digest}"', "Cache-Control": "private, no-cache"}
    if content is None:
        return HttpResponseNotModified(headers=headers)
    if not content:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers=headers)


def visible_make(request, make_id) -> IssueMake:
    """The issue, where the member may see it."""
    rows = IssueMake.objects.visible_to(request.user).select_related("issue__publication", "group")
    return get_object_or_404(rows, pk=make_id)


def _other(request, piece: RunningPiece, wanted: str) -> RunningPiece:
    """The piece of the same issue that it is to stand beside."""
    rows = RunningPiece.objects.visible_to(request.user).filter(issue=piece.issue_id)
    other = rows.filter(pk=as_id(wanted.removeprefix("beside:"))).first()
    if other is None:
        raise Refusal("not_beside", _("Choose another piece of this issue. Nothing was changed."))
    return other


def as_id(text: str | None) -> uuid.UUID | None:
    """None for what is no id."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def whole_number(text: str | None) -> int:
    """0 for what is no number of a page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
