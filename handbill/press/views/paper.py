"""The Paper page: issues, pieces, what waits for a second reader; and what stands in every issue."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handbill.accounts.doors import member_only
from handbill.press import actions, tongues
from handbill.press.forms import StandingForm
from handbill.press.models import Article, IssueMake, StandingText
from handbill.press.views.doors import makers_only, writers_only
from handbill.press.visibility import may_make_issues, may_write

ISSUES_SHOWN, PIECES_ON_A_PAGE = 12, 30


@member_only
@require_GET
def paper(request):
    """What is being made and what was published; for a viewer only what was published."""
    member = request.user
    makes = IssueMake.objects.visible_to(member).select_related("issue__publication", "group")
    page = Paginator(makes.prefetch_related("issue__pieces"), ISSUES_SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "current": next((make for make in page if not make.is_published), None),
        "latest": makes.published().order_by("-on").first(),
        "may_write": may_write(member),
        "may_make": may_make_issues(member),
    }
    if context["may_write"]:
        context |= _pieces_for(member)
    return render(request, "press/paper.html", context)


@writers_only
@require_GET
def put_away(request):
    """Pieces that nobody wants to see at the moment."""
    rows = Article.objects.visible_to(request.user).filter(put_away_at__isnull=False).select_related("changed_by")
    page = Paginator(rows, PIECES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "press/put_away.html", {"page": page})


@makers_only
@require_http_methods(["GET", "POST"])
def standing(request):
    """Texts that stand in every issue, by language."""
    texts = StandingText.objects.visible_to(request.user)
    chosen = texts.filter(key=request.GET.get("key", ""), language=request.GET.get("language", "")).first()
    form = StandingForm(request.POST or None, member=request.user, initial=_first(request, chosen))
    if request.method == "POST" and form.is_valid():
        actions.write_standing_text(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It stands in every issue from now on."))
        return redirect("press_standing")
    found = [(text, tongues.direction(text.language)) for text in texts]
    context = {"texts": found, "form": form, "chosen": chosen}
    return render(request, "press/standing.html", context, status=422 if form.errors else 200)


def _pieces_for(member) -> dict:
    """Pieces in no issue, and those that wait for this member's eyes."""
    rows = Article.objects.visible_to(member).in_work().select_related("changed_by", "made_by", "group")
    waiting = rows.filter(status="second").exclude(changed_by=member).exclude(asked_by=member)
    return {
        "loose": list(rows.filter(places=None)[:PIECES_ON_A_PAGE]),
        "waiting": list(waiting.order_by("asked_at")[:PIECES_ON_A_PAGE]),
    }


def _first(request, chosen: StandingText | None) -> dict:
    if chosen:
        return {"key": chosen.key, "language": chosen.language, "title": chosen.title, "body": chosen.body}
    key = request.GET.get("key", "")
    known = dict(StandingText.Key.choices)
    return {
        "key": key if key in known else "stand_for",
        "language": request.user.group.language,
        "title": known.get(key, ""),
    }
