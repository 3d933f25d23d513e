"""A passkey as the second factor: registered, named, shown at the sign-in, taken away.

The password alone opens the key to the cards; a passkey only proves that somebody holds the device. It belongs to the name
of this address, so that a look-alike page gets nothing it could use. A challenge is kept in the session and used once.
"""

import hashlib
import ipaddress
import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from webauthn.helpers import structs
from webauthn.helpers.base64url_to_bytes import base64url_to_bytes
from webauthn.helpers.bytes_to_base64url import bytes_to_base64url

from handbill.accounts.audit import note
from handbill.accounts.models import Member, Passkey
from handbill.accounts.second_factor import PATIENCE
from handbill.base.clock import now
from handbill.base.errors import NotYours, Refusal

MOST = 10
LONGEST_ANSWER = 20_000


def host_of(request: HttpRequest) -> str:
    """The name passkeys of this address belong to. Raises Refusal where browsers make none."""
    origin = urlsplit(_origin(request))
    if _is_number(origin.hostname or ""):
        sentence = _(
            "A passkey belongs to a name, and this address is a number. Nothing was changed. Open the desk by its name "
            "(on this machine: localhost), or use an app for codes."
        )
        raise Refusal("no_passkey_here", sentence)
    if origin.scheme != "https" and origin.hostname != "localhost":
        sentence = _("Browsers make a passkey only over https. Nothing was changed. Open the desk with https.")
        raise Refusal("no_passkey_here", sentence)
    return origin.hostname


def registration_for(request: HttpRequest) -> str:
    """What the browser is asked for a new passkey, as JSON; the challenge waits in the session. Raises Refusal."""
    member, host = request.user, host_of(request)
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name=member.group.name,
        user_id=member.id.bytes,
        user_name=member.login,
        user_display_name=member.name,
        exclude_credentials=_described(member.passkeys.filter(host=host)),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    _keep_challenge(request, "new", options.challenge)
    return webauthn.options_to_json(options)


@transaction.atomic
def add_passkey(request: HttpRequest, answer: str, name: str) -> Passkey:
    """Keep the public half of what the browser made for the last `registration_for`. Raises Refusal."""
    member, host, challenge = request.user, host_of(request), _take_challenge(request, "new")
    made = _checked(
        webauthn.verify_registration_response,
        _parsed(answer),
        expected_challenge=challenge,
        expected_rp_id=host,
        expected_origin=_origin(request),
    )
    if made is None:
        raise _not_made()
    if member.passkeys.count() >= MOST:
        raise Refusal("too_many_passkeys", _("Ten passkeys are enough. Nothing was changed; take one away first."))
    passkey = _save(member, host, made, name)
    note(member, "passkey_added", passkey.id)
    return passkey


def challenge_for(request: HttpRequest, member: Member) -> str | None:
    """What the browser is asked at the sign-in, as JSON; None where no passkey of hers belongs to this address."""
    try:
        host = host_of(request)
    except Refusal:
        return None
    passkeys = member.passkeys.filter(host=host)
    if not passkeys:
        return None
    options = webauthn.generate_authentication_options(
        rp_id=host,
        allow_credentials=_described(passkeys),
        user_verification=structs.UserVerificationRequirement.PREFERRED,
    )
    _keep_challenge(request, "show", options.challenge)
    return webauthn.options_to_json(options)


@transaction.atomic
def show_passkey(request: HttpRequest, member: Member, answer: str) -> None:
    """Check that one of her passkeys signed the last challenge, here and now. Raises Refusal."""
    host, challenge = host_of(request), _take_challenge(request, "show")
    credential = _parsed(answer)
    passkey = _named_by(credential, member.passkeys.select_for_update().filter(host=host))
    shown = passkey and _checked(
        webauthn.verify_authentication_response,
        credential,
        expected_challenge=challenge,
        expected_rp_id=host,
        expected_origin=_origin(request),
        credential_public_key=bytes(passkey.public),
        credential_current_sign_count=passkey.uses,
    )
    if not shown:
        raise _not_shown()
    Passkey.objects.filter(id=passkey.id).update(uses=shown.new_sign_count, used_at=now())


def name_passkey(passkey: Passkey, name: str) -> None:
    """Another name, so that she knows which is which."""
    passkey.name = name
    passkey.save(update_fields=["name"])


@transaction.atomic
def end_passkey(member: Member, id) -> None:
    """It is asked for no more."""
    if not member.passkeys.filter(id=id).delete()[0]:
        raise NotYours
    note(member, "passkey_ended", id)


def _save(member: Member, host: str, made, name: str) -> Passkey:
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                group_id=member.group_id,
                member=member,
                name=name or _("Passkey"),
                host=host,
                credential=made.credential_id,
                credential_hash=_hash(made.credential_id),
                public=made.credential_public_key,
                uses=made.sign_count,
            )
    except IntegrityError as problem:
        raise _not_made() from problem


def _checked(verify: Callable, credential: dict, **expected):
    """What the library makes of an answer; None for one that does not fit. It meets whatever anybody sends, and not all
    of that is refused by an exception of its own."""
    try:
        return verify(credential=credential, **expected)
    except Exception:
        return None


def _parsed(answer: str) -> dict:
    """What the browser answered; nothing where that is no object."""
    try:
        value = json.loads(answer) if len(answer) <= LONGEST_ANSWER else {}
    except (ValueError, RecursionError):
        value = {}
    return value if isinstance(value, dict) else {}


def _named_by(credential: dict, passkeys) -> Passkey | None:
    """The passkey an answer says it is of, if it is one of these."""
    try:
        return passkeys.filter(credential_hash=_hash(base64url_to_bytes(credential["id"]))).first()
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _described(passkeys) -> list[structs.PublicKeyCredentialDescriptor]:
    return [structs.PublicKeyCredentialDescriptor(id=bytes(one.credential)) for one in passkeys]


def _keep_challenge(request: HttpRequest, what: str, challenge: bytes) -> None:
    request.session[f"passkey_{what}"] = [bytes_to_base64url(challenge), now().isoformat()]


def _take_challenge(request: HttpRequest, what: str) -> bytes:
    """The one that waits; it is used up, whatever comes of it."""
    kept, since = request.session.pop(f"passkey_{what}", ("", ""))
    if not kept or now() - datetime.fromisoformat(since) > PATIENCE:
        raise _not_shown() if what == "show" else _not_made()
    return base64url_to_bytes(kept)


def _origin(request: HttpRequest) -> str:
    return f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _hash(credential: bytes) -> bytes:
    return hashlib.sha256(credential).digest()


def _not_made() -> Refusal:
    return Refusal("passkey_not_made", _("That made no passkey we can use. Nothing was changed; try once more."))


def _not_shown() -> Refusal:
    return Refusal("passkey_not_shown", _("That passkey did not open it. Try once more, or use another way."))
