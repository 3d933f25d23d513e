"""For readers: the sign-up, the thanks, the yes by e-mail. No cookie, no session, no script needed."""

import json
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from handbill.accounts.tries import network_of
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.copies.actions import count_scan
from handbill.copies.squares import origin_of
from handbill.facts.kinds import WAYS_TO_A_COPY
from handbill.keys.wire import to_base64
from handbill.signup import actions
from handbill.signup.actions.news import asked_by
from handbill.signup.actions.taking_in import readers_for
from handbill.signup.arriving import arrive
from handbill.signup.door import Door, address_of_an_issue, door_of
from handbill.signup.forms import SignUp
from handbill.signup.offered import offered_in, wordings_said
from handbill.signup.paper import paper_of
from handbill.signup.rendering import language_for, public_page
from handbill.signup.thanks import thanks_of, token_for
from handbill.signup.work import is_under_attack, puzzle_for

LARGEST = 64 * 1024  # bytes of a whole sign-up; a sealed card has 6


@csrf_exempt  # there is no session to ride on: whoever posts is nobody in particular
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, slug: str = "", code: str = ""):
    """The page behind the square, or the group's own; the number of an issue leads to that issue. By GET the batch and the day are counted, and nothing of the reader."""
    try:
        door = door_of(slug, code)
    except Http404:
        if is_valid_path(f"{request.path_info}/"):
            return HttpResponseRedirect(f"{request.path}/")
        return HttpResponseRedirect(address_of_an_issue(slug, code))
    language = language_for(request, door)
    with translation.override(language):
        if request.method == "POST":
            return _arrived(request, door, language)
        if door.batch and request.method == "GET":
            count_scan(door.batch, now().astimezone(ZoneInfo(door.group.timezone)).date())
        return _page(door, language, SignUp(None, door.group, offered_in(door.group, language)))


@require_safe
def thanks(request, said: str, slug: str = ""):
    """What was promised; nothing about who was promised it."""
    door = door_of(slug)
    return public_page("signup/thanks.html", door, language_for(request, door), {"thanks": thanks_of(said)})


@require_safe
def details(request, slug: str = ""):
    """What happens with what a reader writes."""
    door = door_of(slug)
    language = language_for(request, door)
    with translation.override(language):
        words = wordings_said(offered_in(door.group, language))
    return public_page("signup/details.html", door, language, {"words": words})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def news(request, token: str, slug: str = ""):
    """The link in the mail. It is pressed by a person: scanners of mail follow links, and must not say yes."""
    door = door_of(slug)
    asked = asked_by(token)
    if asked is not None and asked.group_id != door.group.id:
        asked = None
    done = request.method == "POST" and asked is not None and actions.confirm(asked)
    language = asked.person.language if asked and "in" not in request.GET else language_for(request, door)
    status = 200 if asked else 404
    return public_page("signup/news.html", door, language, {"asked": asked, "done": done}, status=status)


def _arrived(request, door: Door, language: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise Refusal("too_large", _("That was far more than a name and a number. Nothing was taken."), 413)
    form = SignUp(request.POST, door.group, offered_in(door.group, language))
    if not form.is_valid():
        return _page(door, language, form, status=422)
    try:
        said = arrive(door, form, language=language, address=network_of(request), origin=origin_of(request))
    except Refusal as refusal:
        answer = _page(door, language, form, refusal=refusal, status=refusal.status)
        if refusal.retry_after:
            answer.headers["Retry-After"] = str(refusal.retry_after)
        return answer
    return HttpResponseRedirect(f"{door.before}/join/thanks/{token_for(said)}/?in={language}", status=303)


def _page(
    door: Door, language: str, form: SignUp, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "offered": form.offered,
        "ticked": form.data.getlist("agreed") if form.is_bound else [],
        "words": wordings_said(form.offered),
        "ways": list(zip(WAYS_TO_A_COPY, _words_for_ways(), strict=True)),
        "readers": json.dumps(_readers(door)),
        "consents": json.dumps({one.code: _consent(one.wording) for one in form.offered}),
        "paper": paper_of(door, language),
        "puzzle": puzzle_for(door) if is_under_attack(door) else "",
        "refusal": refusal,
    }
    return public_page("signup/sign_up.html", door, language, context, status=status)


def _words_for_ways() -> tuple[str, ...]:
    """In the order of WAYS_TO_A_COPY."""
    return _("It was given to me"), _("A friend passed it on"), _("I found it")


def _readers(door: Door) -> list[dict]:
    readers = readers_for(door.group, actions.owner_for(door.group, door.batch))
    return [{"id": str(one.key_id), "public": to_base64(one.public)} for one in readers]


def _consent(wording) -> dict:
    return {"purpose": wording.purpose, "channel": wording.channel, "wording": str(wording.id)}
