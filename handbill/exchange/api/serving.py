"""A request on its way: token, rate, scope, parameters, body; then the operation; then the answer with its headers."""

import hashlib
import json
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.vary import vary_on_headers

from handbill.base import wire
from handbill.base.errors import Refusal
from handbill.base.limits import check_rate, left_of
from handbill.exchange.api import once
from handbill.exchange.api.models import ApiToken
from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.problems import Problem, bad_body, bad_parameters, not_found, problem
from handbill.exchange.api.schema import faults
from handbill.exchange.api.tokens import needs_scope, note_use, token_of

MOST_BYTES = 64 * 1024


def view_of(operations: dict[str, Operation]) -> Callable:
    """The view of one address, with what it does for each method. No cookie is read and none is set."""

    @csrf_exempt  # no cookie counts here, so no other site can borrow one
    @vary_on_headers("Authorization", "Accept-Language")
    def view(request: HttpRequest, **parts) -> HttpResponse:
        try:
            return _answered(request, operations, parts)
        except Refusal as refusal:
            answer = problem(refusal)
        except (OperationalError, InterfaceError):
            answer = problem(wire.try_later())
        except PermissionDenied as error:
            sentence = str(error) or _("Whoever made this token may not do this. Nothing was changed.")
            answer = problem(Problem("not_allowed", sentence, 403))
        except Http404:
            answer = problem(not_found())
        return _with_limits(request, answer)

    return view


def _answered(request: HttpRequest, operations: dict[str, Operation], parts: dict) -> HttpResponse:
    operation = operations.get("GET" if request.method == "HEAD" else request.method)
    if operation is None:
        sentence = _("This address does not do that. The methods it knows stand in the header Allow.")
        answer = problem(Problem("method_not_allowed", sentence, 405))
        answer.headers["Allow"] = ", ".join(sorted({*operations, *({"HEAD"} if "GET" in operations else ())}))
        return answer
    token = request.api_token = token_of(request)
    check_rate("programme", str(token.id))
    needs_scope(token, operation.scope)
    asking = Asking(token, parts, _parameters(request, operation), _body(request, operation), _tag(request))
    status, value = _run(request, operation, asking)
    note_use(token)
    return _with_limits(request, _written(request, operation, status, value))


def _run(request: HttpRequest, operation: Operation, asking: Asking) -> tuple[int, object]:
    """All of it or nothing. A post is done once for each key."""
    with transaction.atomic():
        if operation.method != "POST":
            return operation.status, operation.run(asking)
        key = request.headers.get("Idempotency-Key", "")
        return once.done(asking, key, operation.id, lambda: (operation.status, operation.run(asking)))


def _parameters(request: HttpRequest, operation: Operation) -> dict:
    """Those of the address, numbers as numbers. One that is not described is more likely a slip than wanted."""
    known, found, wrong = operation.parameters, {}, []
    for name, written in request.GET.items():
        if name not in known:
            wrong.append({"pointer": f"/{name[:80]}", "detail": _("No such part of the address is known.")})
            continue
        found[name] = _number(written) if known[name]["type"] == "integer" else written
        wrong += faults(known[name], found[name], f"/{name}")
    if wrong:
        raise bad_parameters(wrong)
    return found


def _number(written: str) -> int | str:
    return int(written) if written.isascii() and written.removeprefix("-").isdigit() and len(written) < 20 else written


def _body(request: HttpRequest, operation: Operation) -> dict:
    if operation.body is None:
        return {}
    try:
        value = wire.parse(wire.read_raw(request, MOST_BYTES))
    except wire.NotJson:
        raise wire.not_json() from None
    twice = wire.doubled_name(value)
    if twice is not None:
        raise bad_body([{"pointer": f"/{twice[:80]}", "detail": _("This name stands twice.")}])
    wrong = faults(operation.body, value)
    if wrong:
        raise bad_body(wrong)
    return {name: int(one) if isinstance(one, float) else one for name, one in value.items()}


def _tag(request: HttpRequest) -> str:
    return request.headers.get("If-Match", "").strip()


def _written(request: HttpRequest, operation: Operation, status: int, value: object) -> HttpResponse:
    following = None
    if operation.is_list:
        items, cursor = value
        following = cursor and _next(request, cursor)
        value = {"items": items, "next": following}
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{value["version"]}"' if "version" in value else f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
    if operation.method == "GET" and _is_known(request, tag):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(raw, status=status, content_type=operation.media)
    answer.headers["ETag"] = tag
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    if status == 201:
        answer.headers["Location"] = f"{request.path}/{value['id']}"
    return answer


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _is_known(request: HttpRequest, tag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return tag in known or "*" in known


def _with_limits(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """How much this token may still ask, as draft-ietf-httpapi-ratelimit-headers writes it."""
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is not None:
        rate, left = left_of("programme", str(token.id))
        answer.headers["RateLimit-Policy"] = f'"token";q={int(rate.burst)};w={round(rate.burst / rate.per_second)}'
        answer.headers["RateLimit"] = f'"token";r={left};t={round((rate.burst - left) / rate.per_second)}'
    return answer
