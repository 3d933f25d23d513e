"""One shape for everything that is refused: problem details (RFC 9457) with a code that stays the same."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _

from handbill.base.errors import Refusal
from handbill.exchange.api.schema import list_of, object_of

TEXT = {"type": "string"}
PROBLEM = object_of(
    {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT, "code": TEXT},
    {"errors": list_of(object_of({"pointer": TEXT, "detail": TEXT}))},
)
# Codes of our own; a refusal of a room (for example `place_name_taken`) brings its own code in the same shape.
CODES = (
    "token_missing",
    "token_unknown",
    "scope_missing",
    "not_found",
    "not_allowed",
    "method_not_allowed",
    "bad_parameter",
    "bad_body",
    "bad_key",
    "key_used_otherwise",
    "changed_meanwhile",
    "slow_down",
    "not_json",
    "not_json_type",
    "too_large",
    "try_later",
)


class Problem(Refusal):
    """A refusal with the places that are wrong."""

    def __init__(self, code: str, sentence: str, status: int, errors: list[dict] | None = None, **more):
        super().__init__(code, sentence, status, **more)
        self.errors = errors


def problem(refusal: Refusal) -> HttpResponse:
    """The answer to what was refused."""
    errors = getattr(refusal, "errors", None)
    told = {
        "type": f"/api/#{refusal.code}",
        "title": _title(refusal.status),
        "status": refusal.status,
        "detail": refusal.sentence,
        "code": refusal.code,
    }
    told |= {"errors": errors} if errors else {}
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    answer = HttpResponse(text, status=refusal.status, content_type="application/problem+json")
    if refusal.retry_after:
        answer.headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Handbill"'
    return answer


def bad_parameters(errors: list[dict]) -> Problem:
    return Problem(
        "bad_parameter", _("The address has a part that is not as described. Nothing was changed."), 422, errors
    )


def bad_body(errors: list[dict]) -> Problem:
    return Problem("bad_body", _("What was sent is not as described. Nothing was changed."), 422, errors)


def not_found() -> Problem:
    return Problem("not_found", _("There is nothing here that this token may see. Nothing was changed."), 404)


def _title(status: int) -> str:
    titles = {
        401: _("Who asks is not known"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Not done here"),
        412: _("Changed meanwhile"),
        422: _("Not as described"),
        429: _("Too often"),
        503: _("Not at this moment"),
    }
    return titles.get(status) or _("Refused")
