"""'What you have on me': for one reader, by the signed link in her mail. It names nobody and works without script."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handbill.accounts.tries import network_of
from handbill.base import limits
from handbill.base.errors import Refusal
from handbill.people import herself
from handbill.people.links import own_page, person_of
from handbill.people.models import Person
from handbill.signup.door import Door
from handbill.signup.rendering import bare_page, language_for, public_page
from handbill.signup.saying import channel_name, how_given, purpose_name

UNREFERRED = {"Referrer-Policy": "no-referrer"}


@csrf_exempt  # the link itself is the right, and there is no session to ride on
@require_http_methods(["GET", "HEAD", "POST"])
def own(request, token: str):
    """Everything on one page; by POST one of the things one can do there. GET changes nothing: scanners follow links."""
    return _for_her(request, token, _page if request.method != "POST" else _do)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request, token: str):
    """Asked once more, then at once and for good."""
    return _for_her(request, token, _ask_to_erase if request.method != "POST" else _erase)


def _for_her(request, token: str, answer) -> HttpResponse:
    limits.check_rate("own pages from an address", network_of(request))
    person = person_of(token)
    if person is None:
        page = bare_page("signup/link_is_dead.html", {}, status=404)
    else:
        door = Door(person.group)
        language = _language(request, door, person)
        with translation.override(language):
            page = answer(request, door, language, person)
    for name, value in UNREFERRED.items():
        page.headers[name] = value
    return page


def _language(request, door: Door, person: Person) -> str:
    """Her own, where the link says no other."""
    return person.language if person.language and "in" not in request.GET else language_for(request, door)


def _page(request, door: Door, language: str, person: Person, *, said: str = "", wrong: str = "", words: str = ""):
    shown = own_page(person)
    context = {
        "shown": shown,
        "channels": [channel_name(channel) for channel in shown.channels],
        "agreed": [(one, purpose_name(one.purpose), channel_name(one.channel), how_given(one)) for one in shown.agreed],
        "holds": any(one.withdrawn_at is None for one in shown.agreed),
        "said": said,
        "wrong": wrong,
        "correction": words,
    }
    return public_page("signup/own.html", door, language, context, status=422 if wrong else 200)


def _do(request, door: Door, language: str, person: Person) -> HttpResponse:
    words = request.POST.get("correction", "").replace("\x00", " ")[:5000]
    try:
        said = _done(request.POST, person, words)
    except Refusal as refusal:
        return _page(request, door, language, person, wrong=refusal.sentence, words=words)
    return _page(request, door, language, person, said=said)


def _done(sent, person: Person, words: str) -> str:
    """What was done, in a sentence."""
    match sent.get("do"):
        case "withdraw":
            id = sent.get("consent", "")
            herself.withdraw_one(person, int(id) if id.isdecimal() and len(id) < 19 else 0)
            return _("Taken back. From now on it no longer holds.")
        case "leave":
            n = herself.withdraw_all(person)
            return ngettext("All taken back: {n} line.", "All taken back: {n} lines.", n).format(n=n)
        case "correct":
            herself.ask_correction(person, herself.seal_correction(person, words))
            return _("Your words are sealed. An organiser reads them and corrects your card.")
        case "send":
            herself.ask_own_card(person)
            return _("Asked for. Somebody who may open your card sends you what stands on it.")
    raise Refusal("bad_form", _("Choose one of the buttons on this page. Nothing was changed."))


def _ask_to_erase(request, door: Door, language: str, person: Person) -> HttpResponse:
    return public_page("signup/own_erasure.html", door, language, {})


def _erase(request, door: Door, language: str, person: Person) -> HttpResponse:
    if request.POST.get("do") != "erase":
        return HttpResponseRedirect(request.path, status=303)
    herself.erase_herself(person)
    return public_page("signup/own_erased.html", door, language, {})
