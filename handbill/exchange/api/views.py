"""The description of the API, for programmes and for people; and every other address under /api/."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from handbill.exchange.api.document import ROOT, document
from handbill.exchange.api.operations import TABLE
from handbill.exchange.api.problems import CODES, not_found, problem
from handbill.exchange.api.tokens import SCOPES


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it tells nothing of any group."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_safe
def readable(request: HttpRequest) -> HttpResponse:
    """The same table as a page, without script."""
    context = {"operations": TABLE, "root": ROOT, "scopes": SCOPES.items(), "codes": CODES}
    return render(request, "exchange/api.html", context)


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(not_found())
