"""Pages for what went wrong: not there, not allowed, broken, a form that lay too long. Each says what to do next."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handbill.base.errors import Refusal
from handbill.base.refusals import refused, refused_on_top


@require_safe
def healthz(request):
    """For a monitor: does it answer, and does its database? No word about who it serves."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("well\n", content_type="text/plain")


def not_found(request, exception=None):
    """404, also for everything that is not yours: the page does not tell one from the other."""
    sentence = _(
        "There is no such page here. It may have been moved or erased, or it may belong to somebody else. Nothing was changed."
    )
    return _refused(request, "not_found", _("Nothing here"), sentence, 404)


def not_allowed(request, exception=None):
    """403: one may see it, but not do it."""
    sentence = _(
        "Your role does not cover this. Nothing was changed. An organiser of your group can do it, or give you another role in Set-up."
    )
    return _refused(request, "may_not", _("Not yours to do"), str(exception or "") or sentence, 403)


def form_expired(request, reason=""):
    """The form's secret is not the session's: it lay too long, or it came from another site."""
    sentence = _(
        "Nothing was saved. This form is older than your session, or it was sent from another page. Go back, load the page again, and send it once more."
    )
    return _refused(request, "form_expired", _("This form has expired"), sentence, 403)


def broken(request):
    """500, made without the database, since that may be what broke."""
    if request.headers.get("HX-Request"):
        sentence = _(
            "Something broke here, and this was not saved. What was saved before is safe. Load the page and try once more."
        )
        return refused_on_top(Refusal("broken", sentence, 500))
    context = {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}
    return HttpResponse(render_to_string("base/broken.html", context), status=500)


def _refused(request, code: str, headline: str, sentence: str, status: int):
    return refused(request, Refusal(code, sentence, status), headline)
