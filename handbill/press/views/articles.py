"""One piece: written, saved by itself, read by somebody else, brought back to what it was."""

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import member_only
from handbill.base.errors import Refusal
from handbill.press import actions
from handbill.press.actions.write import check_may_change
from handbill.press.article_page import page_of, room_of, saved_words
from handbill.press.forms import ArticleForm, NewPicture
from handbill.press.issue_page import order_of
from handbill.press.models import Article, IssueMake
from handbill.press.picture_marks import mark_for
from handbill.press.views.doors import writers_only
from handbill.press.views.issues import as_id, whole_number
from handbill.press.visibility import may_change

WRITE_TOO = "write"  # in the address: although somebody else is at it


@writers_only
@require_POST
def new_article(request):
    """An empty piece, on a page of an issue where that was asked for."""
    with transaction.atomic():
        article = actions.draft_article(group=request.user.group, by=request.user)
        _place(request, article)
    return redirect(article)


@member_only
@require_http_methods(["GET", "POST"])
def article(request, article_id):
    """Its editor for whoever may change it, its text for everybody else who may see it."""
    found = _visible(request, article_id)
    if request.method == "GET":
        return _page(request, found)
    if "application/json" in request.headers.get("Accept", ""):
        return _saved_by_itself(request, found)
    return _saved(request, found)


@member_only
@require_GET
def as_read(request, article_id):
    """The piece as it will read."""
    return _page(request, _visible(request, article_id), is_reading=True)


@member_only
@require_POST
def asking(request, article_id):
    """Please read; or, there is more to write."""
    found = _visible(request, article_id)
    if request.POST.get("is") == "draft":
        actions.back_to_draft(found, by=request.user)
        messages.success(request, _("It is a draft again."))
    else:
        actions.ask_for_reader(found, by=request.user)
        messages.success(request, _("It waits for a second reader now."))
    return redirect(found)


@member_only
@require_POST
def reading(request, article_id):
    """Somebody else has read it."""
    found = _visible(request, article_id)
    actions.note_read(found, by=request.user, version=whole_number(request.POST.get("version")))
    messages.success(request, _("Read. It may be printed."))
    return redirect(found)


@member_only
@require_http_methods(["GET", "POST"])
def version(request, article_id, number: int):
    """The piece as it was; POST brings it back."""
    found = _visible(request, article_id)
    edit = get_object_or_404(found.edits.select_related("by", "picture"), version=number)
    if request.method == "GET":
        return _page(request, found, edit=edit)
    actions.bring_back(edit, by=request.user, version=whole_number(request.POST.get("version")))
    messages.success(request, _("Brought back. What it was a moment ago is among the earlier versions."))
    return redirect(found)


@member_only
@require_POST
def putting_away(request, article_id):
    """Out of the list of pieces, or back into it."""
    found = _visible(request, article_id)
    is_away = request.POST.get("is") != "back"
    actions.put_away(found, by=request.user, is_away=is_away)
    messages.success(request, _("Put away. It is under the pieces put away.") if is_away else _("It is back."))
    return redirect("press")


def _visible(request, article_id) -> Article:
    rows = Article.objects.visible_to(request.user).select_related(
        "group", "changed_by", "made_by", "asked_by", "read_by", "outing__place", "outing__group", "picture"
    )
    return get_object_or_404(rows, pk=article_id)


def _saved(request, found: Article):
    """The form as it stands without script."""
    _check_may(request, found)
    form, picture = _forms(request, found)
    if not (form.is_valid() and picture.is_valid()):
        return _page(request, found, form=form, picture_form=picture, status=422)
    words = _with_picture(form, picture, request)
    try:
        with transaction.atomic():
            found = actions.save_article(found, words, by=request.user, version=_seen(form))
            if request.POST.get("then") == "ask":
                actions.ask_for_reader(found, by=request.user)
    except actions.WrittenMeanwhile as refusal:
        return _page(request, refusal.article, form=form, meanwhile=refusal, status=409)
    messages.success(request, _said(request, found))
    return redirect(found)


def _saved_by_itself(request, found: Article) -> JsonResponse:
    """What the script sends while somebody writes."""
    _check_may(request, found)
    form = ArticleForm(request.POST, member=request.user, article=found)
    if not form.is_valid():
        sentences = [errors[0] for errors in form.errors.values()]
        return JsonResponse({"code": "not_saved", "sentence": sentences[0]}, status=422)
    try:
        seen = _seen(form)
        found = actions.save_article(found, form.words(), by=request.user, version=seen, is_by_itself=True)
    except actions.WrittenMeanwhile as refusal:
        sentence = " ".join([refusal.sentence, _("Press Save to see both.")])
        return JsonResponse({"code": refusal.code, "sentence": sentence}, status=refusal.status)
    except Refusal as refusal:
        return JsonResponse(refusal.as_wire(), status=refusal.status)
    return JsonResponse(
        {
            "version": found.version,
            "saved": saved_words(found),
            "dateline": found.dateline,
            "status": found.get_status_display(),
            "room": room_of(found) if request.POST.get("room") else None,
        }
    )


def _check_may(request, found: Article) -> None:
    check_may_change(found, request.user)


def _forms(request, found: Article) -> tuple[ArticleForm, NewPicture]:
    form = ArticleForm(request.POST, member=request.user, article=found)
    return form, NewPicture(request.POST, request.FILES, prefix="new")


def _with_picture(form: ArticleForm, picture: NewPicture, request) -> dict:
    """What was written, with the picture that came along on top or at its end."""
    words, sizes = form.words(), picture.cleaned_data["file"]
    if sizes:
        brought = actions.keep_picture(sizes, by=request.user, **picture.said())
        if picture.cleaned_data["where"] == "text":
            words["body"] = f"{words['body']}\n\n{mark_for(brought)}\n".lstrip()
        else:
            words["picture"] = brought
    return words


def _seen(form: ArticleForm) -> int:
    """A form that does not say what it was opened at has seen nothing."""
    version = form.cleaned_data.get("version")
    return 0 if version is None else version


def _said(request, found: Article) -> str:
    if request.POST.get("then") == "ask":
        return _("Saved. It waits for a second reader now.")
    return saved_words(found)


def _page(request, found: Article, *, status: int = 200, is_reading: bool = False, edit=None, meanwhile=None, **forms):
    is_editor = may_change(found, request.user) and not is_reading and edit is None
    context = page_of(found, request.user, edit=edit)
    context |= {"meanwhile": meanwhile, "is_reading": is_reading}
    place = next((one for one in context["places"] if not one.issue.make.is_published), None)
    if place and context["may_write"]:
        context |= {"make": place.issue.make, "pages": order_of(place.issue.make, request.user)}
    is_second = request.method == "GET" and context["writes_here"] and WRITE_TOO not in request.GET
    context["waits"] = is_editor and is_second
    if is_editor and not is_second and not context["is_published"]:
        context |= {"form": forms.get("form") or _fresh(request, found, meanwhile)}
        context |= {"picture_form": forms.get("picture_form") or NewPicture(prefix="new", initial={"where": "top"})}
        context["version"] = (
            found.version if meanwhile or not forms.get("form") else whole_number(request.POST.get("version"))
        )
        return render(request, "press/article.html", context, status=status)
    return render(request, "press/reading.html", context, status=status)


def _fresh(request, found: Article, meanwhile) -> ArticleForm:
    words = {name: getattr(found, name) for name in Article.WRITTEN}
    return ArticleForm(initial=words, member=request.user, article=found)


def _place(request, article: Article) -> None:
    """On the page that the button stood on."""
    page = whole_number(request.POST.get("page"))
    issue = request.POST.get("issue")
    if not (issue and page):
        return
    make = IssueMake.objects.visible_to(request.user).filter(pk=as_id(issue)).first()
    if make:
        actions.place_article(make, article, page, by=request.user)
