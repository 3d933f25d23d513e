"""The phone's side door: joining an outing, reading it again."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.models import Instance
from handbill.base import clock, wire
from handbill.base.errors import Refusal
from handbill.base.limits import address_of, check_rate
from handbill.base.wire import Doubled
from handbill.field import bundle
from handbill.keys.errors import BadForm
from handbill.keys.wire import uuid_of
from handbill.plan.joinings import join_as_member, join_by_pass, joining_of, may_read_outing
from handbill.plan.models import Joining

MOST_BYTES = 16 * 1024
LONGEST_NAME = 40


@csrf_exempt  # a helper has no session; a member's own request is checked below
@require_POST
@wire.speaks_json
def join(request: HttpRequest) -> HttpResponse:
    """Helper by pass, member by her session."""
    check_rate("joining from an address", address_of(request))
    wanted = _wanted(request)
    phone_id, name = _phone(wanted.get("phone"))
    if wanted.get("pass") is not None:
        joining, token, is_late = join_by_pass(_text(wanted, "pass"), phone_id, name)
    else:
        joining, token = _join_member(request, wanted, phone_id, name)
        is_late = False
    return wire.answer(_joined(joining, token, is_late), 201)


@require_GET
@wire.speaks_json
def outing(request: HttpRequest) -> HttpResponse:
    """The outing again, with an ETag over all but totals and time."""
    token = wire.token_of(request)
    check_rate("phones of an address", address_of(request))
    check_rate("phone", token)
    joining = joining_of(token) if token else None
    if joining is None:
        raise wire.phone_unknown()
    if not may_read_outing(joining):
        sentence = _("This square has ended. What you noted is still on this phone and can be sent for 30 days.")
        raise Refusal("pass_ended", sentence, 410)
    return _outing_or_not_modified(request, joining)


def _outing_or_not_modified(request: HttpRequest, joining: Joining) -> HttpResponse:
    answered = _bundles(joining)
    etag = bundle.etag_of(answered["group"], answered["outing"])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    is_known = "*" in known or etag in {tag.removeprefix("W/") for tag in known}
    response = HttpResponseNotModified() if is_known else wire.answer(answered)
    response.headers["ETag"] = etag
    return response


def _joined(joining: Joining, token: str, is_late: bool) -> dict:
    member = joining.phone.member if joining.by_pass_id is None else None
    joined = {"phone_token": token, **_bundles(joining)}
    if member:
        joined["member"] = bundle.member_bundle(member)
    return {**joined, "late": True} if is_late else joined


def _bundles(joining: Joining) -> dict:
    return {
        "group": bundle.group_bundle(joining.group),
        "outing": bundle.outing_bundle(joining.outing),
        "generation": Instance.objects.values_list("generation", flat=True).first() or "",
        "server_time": clock.now().isoformat(),
    }


def _wanted(request: HttpRequest) -> dict:
    raw = wire.read_raw(request, MOST_BYTES)
    try:
        value = wire.parse(raw)
    except wire.NotJson:
        raise wire.not_json() from None
    _check_names(value, {"pass", "outing", "phone"}, "")
    if (value.get("pass") is None) == (value.get("outing") is None):
        raise wire.not_json("pass")
    return value


def _phone(value: object) -> tuple[uuid.UUID, str]:
    _check_names(value, {"id", "name"}, "phone")
    name = "" if value.get("name") is None else _text(value, "name")
    if len(name) > LONGEST_NAME or not (name == "" or name.isprintable()):
        raise wire.not_json("phone.name")
    return _id(value.get("id"), "phone.id"), name


def _join_member(request: HttpRequest, wanted: dict, phone_id: uuid.UUID, name: str) -> tuple[Joining, str]:
    if not request.user.is_authenticated:
        sentence = _("You are not signed in. Nothing was changed; sign in at the desk on this phone and try again.")
        raise Refusal("signed_out", sentence, 401)
    if _CsrfCheck(lambda request: None).process_view(request, None, (), {}):
        sentence = _("This page is too old to join with. Nothing was changed; open it again and try once more.")
        raise Refusal("form_expired", sentence, 403)
    return join_as_member(request.user, _id(wanted["outing"], "outing"), phone_id, name)


class _CsrfCheck(CsrfViewMiddleware):
    """Says whether the token is wrong, instead of answering with a page."""

    def _reject(self, request, reason):
        return reason


def _check_names(value: object, names: set[str], place: str) -> None:
    if not isinstance(value, dict):
        raise wire.not_json(place)
    if isinstance(value, Doubled):
        raise wire.not_json(value.name)
    for name, inside in value.items():
        if name not in names and inside is not None:
            raise wire.not_json(f"{place}.{name}" if place else name)


def _text(value: dict, name: str) -> str:
    if not isinstance(value[name], str):
        raise wire.not_json(name)
    return value[name]


def _id(value: object, field: str) -> uuid.UUID:
    try:
        return uuid_of(value, field)
    except BadForm:
        raise wire.not_json(field) from None
