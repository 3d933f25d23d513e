"""Tokens: made and ended by organisers, shown once, and what one that comes along may do."""

import hashlib
import secrets
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.limits import address_of, check_rate
from handbill.exchange.api.models import ApiToken
from handbill.exchange.api.problems import Problem
from handbill.learn.asked import today_of

PREFIX = "hb_"  # so that whoever finds one in a file knows what it is
SCOPES = {
    "outings:read": gettext_lazy("Read outings and places"),
    "outings:write": gettext_lazy("Plan and change outings, add places"),
    "copies:read": gettext_lazy("Read issues and where copies lie"),
    "facts:read": gettext_lazy("Read what was noted, without people"),
    "facts:write": gettext_lazy("Note talks and copies given, without people"),
    "numbers:read": gettext_lazy("Read how many to bring, and rates"),
}


@transaction.atomic
def make_token(name: str, scopes: list[str], ends_on: date, *, by: Member) -> tuple[ApiToken, str]:
    """A new token and its text, which is nowhere else. The other organisers read of it."""
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        group_id=by.group_id,
        name=name,
        scopes=[scope for scope in SCOPES if scope in scopes],
        fingerprint=fingerprint(text),
        made_by=by,
        ends_on=ends_on,
    )
    note(by, "api_token_made", about=token.id)
    return token, text


@transaction.atomic
def end_token(token: ApiToken, *, by: Member) -> None:
    """From now on it opens nothing; ending it twice is ending it once."""
    if ApiToken.objects.filter(id=token.id, ended_at=None).update(ended_at=now(), ended_by=by):
        note(by, "api_token_ended", about=token.id)


def token_of(request: HttpRequest) -> ApiToken:
    """The token that came along. Raises Problem where there is none that stands; cookies are not looked at."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        check_rate("unknown programmes from an address", address_of(request))
        sentence = _("A token is needed: Authorization: Bearer, then the token. An organiser makes one in Set-up.")
        raise Problem("token_missing", sentence, 401)
    standing = ApiToken.objects.standing().select_related("group", "made_by")
    token = standing.filter(fingerprint=fingerprint(text.strip())).first()
    if token is None or token.ends_on < today_of(token.group):
        check_rate("unknown programmes from an address", address_of(request))
        raise Problem("token_unknown", _("This token is not known, or no longer. An organiser makes a new one."), 401)
    return token


def note_use(token: ApiToken) -> None:
    """The day is kept, not the moment: enough to see which token nobody needs any more."""
    today = today_of(token.group)
    if token.used_on != today:
        ApiToken.objects.filter(id=token.id).update(used_on=today)


def needs_scope(token: ApiToken, scope: str) -> None:
    if scope and scope not in token.scopes:
        sentence = _("This token was not made for that: it lacks {scope}. Nothing was changed.").format(scope=scope)
        raise Problem("scope_missing", sentence, 403)


def fingerprint(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
