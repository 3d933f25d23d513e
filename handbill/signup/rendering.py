"""How pages for readers are made: without session, cookie or anything of the desk's frame."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

from handbill.signup.door import Door
from handbill.signup.offered import languages_of

CLOSED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def language_for(request, door: Door) -> str:
    """As chosen on the page, else what the browser asks for, as far as the group has words in it."""
    there = languages_of(door.group)
    if request.GET.get("in") in there:
        return request.GET["in"]
    wanted = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    short = {code.split("-")[0].lower(): code for code in reversed(there)}
    return next((short[code.split("-")[0]] for code in wanted if code.split("-")[0] in short), there[0])


def public_page(template: str, door: Door, language: str, context: dict, *, status: int = 200) -> HttpResponse:
    """`template` in `language`, with the group's ink; kept by nobody on the way."""
    with translation.override(language):
        frame = {
            "door": door,
            "group": door.group,
            "language": language,
            "direction": direction_of(language),
            "languages": [(code, name_of(code), direction_of(code)) for code in languages_of(door.group)],
            "ink": reverse("groups_read_page", args=[door.group.slug, "ink.css"]),
        }
        text = render_to_string(template, frame | context)
    return HttpResponse(text, status=status, headers=CLOSED)


def bare_page(template: str, context: dict, *, status: int) -> HttpResponse:
    """For whom no group is known."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    frame = {"language": language, "direction": direction_of(language)}
    return HttpResponse(render_to_string(template, frame | context), status=status, headers=CLOSED)


def direction_of(language: str) -> str:
    return "rtl" if language.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def name_of(code: str) -> str:
    """In the language itself: العربية, Polski."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code
